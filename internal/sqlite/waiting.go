package sqlite

import (
	"context"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// NextEdition is what readers would have of an entry if it were sealed now.
func (rd reader) NextEdition(ctx context.Context, e *registry.Entry) (edition.Edition, error) {
	next := *e
	if e.Result == registry.Effective { // only then a unit is asked
		list, err := rd.Survivals(ctx, e.ID)
		if err != nil {
			return edition.Edition{}, err
		}
		next.Fates = registry.PublicFates(list)
	}
	d, err := edition.Preview(&next)
	if err != nil {
		return d, err
	}
	one := []edition.Edition{d}
	err = leadOn(ctx, rd.q, one)
	return one[0], err
}

// WaitingChanges gives in how many places an entry differs from its newest edition, 0
// without one.
func (rd reader) WaitingChanges(ctx context.Context, id registry.EntryID) (n int, err error) {
	err = rd.q.QueryRowContext(ctx, `SELECT waiting FROM entry WHERE id = ?`, id).Scan(&n)
	return n, err
}

// compareWaiting counts again what waits, of every entry that this transaction changed:
// triggers on all that an edition seals mark it, so that no writer can forget to.
func (tx *Tx) compareWaiting() error {
	ids, err := collect(tx.ctx, tx.tx, scanID[registry.EntryID], `SELECT id FROM entry WHERE waiting <> 0 AND waiting = -1`)
	if err != nil {
		return err
	}
	for _, id := range ids {
		n, err := tx.differences(id)
		if registry.KindOf(err) == registry.NotFound { // doctor tells of it; nobody else's work is held up
			n, err = 0, nil
		}
		if err != nil {
			return err
		}
		if err := tx.exec(`UPDATE entry SET waiting = ?1, waiting_since = CASE WHEN ?1 = 0 THEN 0 WHEN waiting_since = 0 THEN ?2
			ELSE waiting_since END WHERE id = ?3`, n, millis(tx.now), id); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) differences(id registry.EntryID) (int, error) {
	e, err := tx.Entry(tx.ctx, id)
	if err != nil {
		return 0, err
	}
	newest, err := tx.Edition(tx.ctx, id)
	if err != nil {
		return 0, err
	}
	next, err := tx.NextEdition(tx.ctx, &e)
	return len(newest.Differences(&next)), err
}
