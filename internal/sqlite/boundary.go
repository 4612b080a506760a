package sqlite

import (
	"context"
	"encoding/json"
	"time"

	"danvankheo/internal/boundary"
)

// Boundary is the boundary of a unit as it was taken in.
type Boundary struct {
	boundary.Shape
	At time.Time
}

// Boundaries lists the boundaries that were taken in.
func (rd reader) Boundaries(ctx context.Context) ([]Boundary, error) {
	return collect(ctx, rd.q, func(s scanner) (b Boundary, err error) {
		var rings string
		var at int64
		if err = s.Scan(&b.Unit, &rings, &b.Source, &b.ByCode, &at); err != nil {
			return b, err
		}
		b.At = when(at)
		return b, json.Unmarshal([]byte(rings), &b.Rings)
	}, `SELECT unit, rings, source, by_code, at FROM boundary ORDER BY unit`)
}

// UnknownBoundaries lists what the last file held that is no unit.
func (rd reader) UnknownBoundaries(ctx context.Context) ([]boundary.Unknown, error) {
	return collect(ctx, rd.q, func(s scanner) (u boundary.Unknown, err error) {
		return u, s.Scan(&u.Place, &u.Name, &u.Why)
	}, `SELECT place, name, why FROM boundary_unknown ORDER BY place`)
}

// PutBoundary keeps the boundary of a unit, instead of the one it had.
func (tx *Tx) PutBoundary(b boundary.Shape) error {
	rings, err := json.Marshal(b.Rings)
	if err != nil {
		return err
	}
	return tx.exec(`INSERT INTO boundary (unit, rings, source, by_code, at) VALUES (?,?,?,?,?)
		ON CONFLICT (unit) DO UPDATE SET rings=excluded.rings, source=excluded.source, by_code=excluded.by_code, at=excluded.at`,
		b.Unit, string(rings), b.Source, b.ByCode, millis(tx.now))
}

// PutUnknownBoundaries keeps what a file held that is no unit, instead of what
// the last one did.
func (tx *Tx) PutUnknownBoundaries(list []boundary.Unknown) error {
	if err := tx.exec(`DELETE FROM boundary_unknown`); err != nil {
		return err
	}
	for _, u := range list {
		if err := tx.exec(`INSERT INTO boundary_unknown (place, name, why) VALUES (?,?,?)`, u.Place, u.Name, u.Why); err != nil {
			return err
		}
	}
	return nil
}

// DeleteBoundaries forgets every boundary.
func (tx *Tx) DeleteBoundaries() error {
	if err := tx.exec(`DELETE FROM boundary_unknown`); err != nil {
		return err
	}
	return tx.exec(`DELETE FROM boundary`)
}
