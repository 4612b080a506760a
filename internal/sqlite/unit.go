package sqlite

import (
	"context"

	"danvankheo/internal/registry"
)

const unitColumns = `code, body, name, kind, parent, valid_from, valid_to, lat, lng, note`

func scanUnit(s scanner) (u registry.Unit, err error) {
	var kind string
	if err = s.Scan(&u.Code, &u.ID, &u.Name, &kind, &u.Parent, &u.From, &u.To, &u.Lat, &u.Lng, &u.Note); err != nil {
		return u, err
	}
	u.Kind, err = registry.ParseUnitKind(kind)
	return u, err
}

func scanSuccession(s scanner) (e registry.Succession, err error) {
	var extent string
	if err = s.Scan(&e.From, &e.To, &e.Date, &extent, &e.Basis); err != nil {
		return e, err
	}
	e.Extent, err = registry.ParseExtent(extent)
	return e, err
}

// Units lists every version of every unit.
func (rd reader) Units(ctx context.Context) ([]registry.Unit, error) {
	return collect(ctx, rd.q, scanUnit, `SELECT `+unitColumns+` FROM unit ORDER BY code`)
}

// Successions lists every succession edge.
func (rd reader) Successions(ctx context.Context) ([]registry.Succession, error) {
	return collect(
		ctx,
		rd.q,
		scanSuccession,
		`SELECT predecessor, successor, day, extent, basis FROM succession ORDER BY successor, predecessor`,
	)
}

// PutUnit writes a version, replacing the one of that code.
func (tx *Tx) PutUnit(u registry.Unit) error {
	return tx.exec(`INSERT INTO unit (`+unitColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (code) DO UPDATE SET body=excluded.body, name=excluded.name, kind=excluded.kind, parent=excluded.parent,
		valid_from=excluded.valid_from, valid_to=excluded.valid_to, lat=excluded.lat, lng=excluded.lng, note=excluded.note`,
		u.Code, u.ID, u.Name, u.Kind.String(), u.Parent, u.From, u.To, u.Lat, u.Lng, u.Note)
}

// PutSuccession writes an edge, replacing the one between the same versions.
func (tx *Tx) PutSuccession(s registry.Succession) error {
	return tx.exec(`INSERT INTO succession (predecessor, successor, day, extent, basis) VALUES (?,?,?,?,?)
		ON CONFLICT (predecessor, successor) DO UPDATE SET day=excluded.day, extent=excluded.extent, basis=excluded.basis`,
		s.From, s.To, s.Date, s.Extent.String(), s.Basis)
}

// Tile is registry.Tile.
type Tile = registry.Tile

// Tiles lists the tile map.
func (rd reader) Tiles(ctx context.Context) ([]Tile, error) {
	return collect(ctx, rd.q, func(s scanner) (t Tile, err error) {
		return t, s.Scan(&t.Unit, &t.Col, &t.Row, &t.Name)
	}, `SELECT unit, col, row, name FROM tile ORDER BY row, col`)
}

// PutTile writes one tile.
func (tx *Tx) PutTile(t Tile) error {
	return tx.exec(`INSERT INTO tile (unit, col, row, name) VALUES (?,?,?,?)
		ON CONFLICT (unit) DO UPDATE SET col=excluded.col, row=excluded.row, name=excluded.name`, t.Unit, t.Col, t.Row, t.Name)
}
