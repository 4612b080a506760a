package sqlite

import (
	"context"
	"encoding/json"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

func scanSheet(s scanner) (x evaluation.Sheet, err error) {
	var body string
	var at int64
	if err = s.Scan(&x.Round, &x.Entry, &x.Member, &body, &x.Done, &x.Total, &x.Version, &at); err != nil {
		return x, err
	}
	x.UpdatedAt = when(at)
	return x, json.Unmarshal([]byte(body), &x)
}

const sheetColumns = `s.round, s.entry, s.account, s.body, s.done, s.total, s.version, s.updated_at`

// Sheets lists the sheets of a round that somebody may know of: those of entries
// they must stay out of are not there, and those of members who must stay out of
// the entry do not count for anybody. Zero means every entry, every member;
// viewer 0 is the program itself.
func (rd reader) Sheets(
	ctx context.Context,
	id evaluation.RoundID,
	viewer registry.AccountID,
	e registry.EntryID,
	member registry.AccountID,
) ([]evaluation.Sheet, error) {
	return collect(
		ctx,
		rd.q,
		scanSheet,
		`SELECT `+sheetColumns+` FROM sheet s WHERE s.round = ?1 AND (?3 = 0 OR s.entry = ?3) AND (?4 = 0 OR s.account = ?4)
		AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.round = s.round AND x.entry = s.entry AND x.account IN (?2, s.account))
		ORDER BY s.entry, s.account`,
		id,
		viewer,
		e,
		member,
	)
}

// PutSheet writes a sheet over the version that was read (0: none), or is a
// Conflict.
func (tx *Tx) PutSheet(s *evaluation.Sheet) error {
	body, err := document(s)
	if err != nil {
		return err
	}
	s.UpdatedAt = tx.now
	err = tx.tx.QueryRowContext(tx.ctx, `INSERT INTO sheet (round, entry, account, body, done, total, version, updated_at)
		VALUES (?1,?2,?3,?4,?5,?6,?7+1,?8)
		ON CONFLICT (round, entry, account) DO UPDATE
		SET body=excluded.body, done=excluded.done, total=excluded.total, version=excluded.version, updated_at=excluded.updated_at
		WHERE sheet.version = ?7 RETURNING version`,
		s.Round, s.Entry, s.Member, body, s.Done, int(s.Total), s.Version, millis(tx.now)).
		Scan(&s.Version)
	return conflict(err, "Phiếu này vừa được lưu ở cửa sổ khác.")
}

// SheetChange is one change of a finished sheet after scores were seen.
type SheetChange struct {
	Entry         registry.EntryID
	Member        registry.AccountID
	At            time.Time
	Before, After string
	Reason        string
}

// InsertSheetChange keeps what a sheet said before and after.
func (tx *Tx) InsertSheetChange(id evaluation.RoundID, c SheetChange) error {
	return tx.exec(
		`INSERT INTO sheet_change (round, entry, account, at, before, after, reason) VALUES (?,?,?,?,?,?,?)`,
		id,
		c.Entry,
		c.Member,
		millis(tx.now),
		c.Before,
		c.After,
		c.Reason,
	)
}

// SheetChanges lists the changes that somebody may know of, the oldest first.
func (rd reader) SheetChanges(
	ctx context.Context,
	id evaluation.RoundID,
	viewer registry.AccountID,
	e registry.EntryID,
) ([]SheetChange, error) {
	return collect(ctx, rd.q, func(s scanner) (c SheetChange, err error) {
		var at int64
		err = s.Scan(&c.Entry, &c.Member, &at, &c.Before, &c.After, &c.Reason)
		c.At = when(at)
		return c, err
	}, `SELECT entry, account, at, before, after, reason FROM sheet_change c WHERE round = ?1 AND (?3 = 0 OR entry = ?3)
		AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.round = c.round AND x.entry = c.entry AND x.account IN (?2, c.account))
		ORDER BY id`, id, viewer, e)
}

// Note is one note of a discussion.
type Note struct {
	Entry  registry.EntryID
	Member registry.AccountID
	At     time.Time
	Text   string
}

// InsertNote adds a note.
func (tx *Tx) InsertNote(id evaluation.RoundID, n Note) error {
	return tx.exec(
		`INSERT INTO discussion (round, entry, account, at, text) VALUES (?,?,?,?,?)`,
		id,
		n.Entry,
		n.Member,
		millis(tx.now),
		n.Text,
	)
}

// Notes lists the notes that somebody may know of, the oldest first.
func (rd reader) Notes(ctx context.Context, id evaluation.RoundID, viewer registry.AccountID, e registry.EntryID) ([]Note, error) {
	return collect(ctx, rd.q, func(s scanner) (n Note, err error) {
		var at int64
		err = s.Scan(&n.Entry, &n.Member, &at, &n.Text)
		n.At = when(at)
		return n, err
	}, `SELECT entry, account, at, text FROM discussion d WHERE round = ?1 AND (?3 = 0 OR entry = ?3)
		AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.round = d.round AND x.entry = d.entry AND x.account IN (?2, d.account))
		ORDER BY id`, id, viewer, e)
}
