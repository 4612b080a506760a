package sqlite

import (
	"context"

	"danvankheo/internal/registry"
)

func fillCoOwners(ctx context.Context, q querier, at map[registry.EntryID]*registry.Entry, in string) error {
	var id registry.EntryID
	_, err := collect(ctx, q, func(s scanner) (c registry.CoOwner, err error) {
		var state string
		var asked, answered int64
		if err = s.Scan(&id, &c.Unit, &state, &c.Reason, &asked, &answered); err != nil {
			return c, err
		}
		c.At, c.AnsweredAt = when(asked), when(answered)
		c.State, err = registry.ParseCoOwning(state)
		at[id].CoOwners = append(at[id].CoOwners, c)
		return c, err
	}, `SELECT entry, unit, state, reason, at, answered_at FROM co_owner WHERE entry IN (SELECT value FROM json_each(?))
		ORDER BY entry, at, unit`, in)
	return err
}

// PutCoOwner writes a co-owner of an entry with its answer.
func (tx *Tx) PutCoOwner(id registry.EntryID, c registry.CoOwner) error {
	return tx.exec(`INSERT INTO co_owner (entry, unit, state, reason, at, answered_at) VALUES (?,?,?,?,?,?)
		ON CONFLICT (entry, unit) DO UPDATE SET state=excluded.state, reason=excluded.reason, at=excluded.at,
		answered_at=excluded.answered_at`,
		id, c.Unit, c.State.String(), c.Reason, millis(c.At), millis(c.AnsweredAt))
}

// DeleteCoOwner takes the name of a co-owner back.
func (tx *Tx) DeleteCoOwner(id registry.EntryID, unit registry.UnitCode) error {
	return tx.exec(`DELETE FROM co_owner WHERE entry = ? AND unit = ?`, id, unit)
}

// JointEntries lists the entries that name one of some units as co-owner, those
// that wait for its answer first.
func (rd reader) JointEntries(ctx context.Context, units []registry.UnitCode) ([]registry.EntryID, error) {
	return collect(
		ctx,
		rd.q,
		func(s scanner) (id registry.EntryID, err error) { return id, s.Scan(&id) },
		`SELECT DISTINCT entry FROM co_owner WHERE state <> 'tu-choi' AND unit IN (SELECT value FROM json_each(?))
			ORDER BY state, entry DESC`,
		codeList(units),
	)
}
