package sqlite

import (
	"context"
	"encoding/json"
	"time"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// Snapshot is one version of a season's frozen figures. Figures is as it was
// written: its hash is Hash for ever.
type Snapshot struct {
	Season  registry.Year
	Version int
	At      time.Time
	Name    string
	Reason  string
	Query   int
	Hash    string
	Figures string // empty in lists
}

// Frozen reads the figures. That they are whole is for [Snapshot.Whole] to say.
func (s Snapshot) Frozen() (f oversight.Frozen, err error) {
	return f, json.Unmarshal([]byte(s.Figures), &f)
}

// Whole reports whether the figures are what was frozen.
func (s Snapshot) Whole() bool { return oversight.Hash([]byte(s.Figures)) == s.Hash }

const snapshotColumns = `SELECT season, version, at, name, reason, query, hash, `

func scanSnapshot(s scanner) (x Snapshot, err error) {
	var at int64
	err = s.Scan(&x.Season, &x.Version, &at, &x.Name, &x.Reason, &x.Query, &x.Hash, &x.Figures)
	x.At = when(at)
	return x, err
}

// Snapshots lists the frozen versions of a season, the newest first, without
// their figures; year 0 means all seasons.
func (rd reader) Snapshots(ctx context.Context, y registry.Year) ([]Snapshot, error) {
	return collect(
		ctx,
		rd.q,
		scanSnapshot,
		snapshotColumns+`'' FROM snapshot WHERE ? = 0 OR season = ? ORDER BY season DESC, version DESC`,
		y,
		y,
	)
}

// Snapshot reads one version with its figures; version 0 means the newest.
func (rd reader) Snapshot(ctx context.Context, y registry.Year, version int) (Snapshot, error) {
	return one(
		ctx,
		rd.q,
		scanSnapshot,
		"Chưa có bản chốt này.",
		snapshotColumns+`figures FROM snapshot WHERE season = ? AND (? = 0 OR version = ?) ORDER BY version DESC LIMIT 1`,
		y,
		version,
		version,
	)
}

// LastSnapshot gives the number of the newest version of a season; 0 for none.
func (rd reader) LastSnapshot(ctx context.Context, y registry.Year) (n int, err error) {
	err = rd.q.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM snapshot WHERE season = ?`, y).Scan(&n)
	return n, err
}

// InsertSnapshot freezes figures for ever.
func (tx *Tx) InsertSnapshot(s Snapshot, by registry.AccountID) error {
	return tx.exec(`INSERT INTO snapshot (season, version, at, account, name, reason, query, hash, figures) VALUES (?,?,?,?,?,?,?,?,?)`,
		s.Season, s.Version, millis(tx.now), by, s.Name, s.Reason, s.Query, s.Hash, s.Figures)
}

// SeasonEntries lists the registered entries of a season that were sent and
// neither withdrawn nor merged, in order of number.
func (rd reader) SeasonEntries(ctx context.Context, y registry.Year) ([]registry.Entry, error) {
	return rd.wholeEntries(
		ctx,
		`season = ? AND origin = 'dang-ky' AND registration IN ('da-gui','tra-lai','tiep-nhan') ORDER BY number`,
		y,
	)
}

// PieceCounts counts, for each registered entry of a season, the pieces of the
// press about it that staff has checked.
func (rd reader) PieceCounts(ctx context.Context, y registry.Year) (map[registry.EntryID]int, error) {
	type count struct {
		id registry.EntryID
		n  int
	}
	list, err := collect(
		ctx,
		rd.q,
		func(s scanner) (c count, err error) { return c, s.Scan(&c.id, &c.n) },
		`SELECT c.entry, count(*) FROM coverage c JOIN entry e ON e.id = c.entry
			WHERE c.state = 'nhan' AND e.season = ? AND e.origin = 'dang-ky' GROUP BY 1`,
		y,
	)
	out := make(map[registry.EntryID]int, len(list))
	for _, c := range list {
		out[c.id] = c.n
	}
	return out, err
}
