package sqlite

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"danvankheo/internal/registry"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func yearDigits(y registry.Year) string {
	s := strconv.Itoa(int(y) % 100)
	if len(s) < 2 {
		s = "0" + s
	}
	return s
}

// coalesceWithin is how long successive saves of one person are one revision.
const coalesceWithin = 10 * time.Minute

// KeepRevision keeps the present words of an entry. Successive draft saves
// of one person within ten minutes are one revision, else a timeline of autosaves
// would hide what happened.
func (tx *Tx) KeepRevision(e *registry.Entry, a registry.Actor, did registry.Deed, reason string) error {
	content, err := document(e.Content)
	if err != nil {
		return err
	}
	report, err := document(e.Report)
	if err != nil {
		return err
	}
	words := make(map[registry.PhotoID]registry.PhotoText, len(e.Photos))
	for _, p := range e.Photos {
		words[p.ID] = p.PhotoText
	}
	photos, err := document(words)
	if err != nil {
		return err
	}
	action := did.Act()
	if did == registry.DidEntrySave || did == registry.DidEntrySaveReport {
		var merged int64
		err := tx.tx.QueryRowContext(tx.ctx, `UPDATE revision SET version=?, at=?, content=?, report=?, photos=?
			WHERE id = (SELECT max(id) FROM revision WHERE entry = ?) AND action = ? AND account = ? AND at >= ? RETURNING id`,
			e.Version, millis(tx.now), content, report, photos, e.ID, action, a.Account, millis(tx.now.Add(-coalesceWithin))).Scan(&merged)
		if err == nil {
			return nil
		}
		if registry.KindOf(conflict(err, "")) != registry.Conflict {
			return err
		}
	}
	return tx.exec(
		`INSERT INTO revision (entry, version, at, account, name, role, action, reason, content, report, photos)
			VALUES (?,?,?,?,?,?,?,?,?,?,?)`,
		e.ID,
		e.Version,
		millis(tx.now),
		a.Account,
		a.Name,
		a.Role.String(),
		action,
		reason,
		content,
		report,
		photos,
	)
}

// Revisions lists the kept states of an entry, oldest first.
func (rd reader) Revisions(ctx context.Context, id registry.EntryID) ([]registry.Revision, error) {
	return collect(ctx, rd.q, func(s scanner) (r registry.Revision, err error) {
		var at int64
		var role, content, report, photos string
		if err = s.Scan(&r.ID, &r.Entry, &r.Version, &at, &r.Account, &r.Name, &role, &r.Action, &r.Reason, &content, &report,
			&photos); err != nil {
			return r, err
		}
		r.At = when(at)
		if r.Role, err = registry.ParseRole(role); err != nil {
			return r, err
		}
		if err = json.Unmarshal([]byte(content), &r.Content); err != nil {
			return r, err
		}
		if err = json.Unmarshal([]byte(report), &r.Report); err != nil {
			return r, err
		}
		return r, json.Unmarshal([]byte(photos), &r.Photos)
	}, `SELECT id, entry, version, at, account, name, role, action, reason, content, report, photos FROM revision
		WHERE entry = ? ORDER BY id`, id)
}
