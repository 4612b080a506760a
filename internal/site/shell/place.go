package shell

import (
	"cmp"
	"context"
	"slices"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

// Bounds of the neighbours of a place.
const (
	maxNeighbours = 3
	maxTilesAway  = 3
)

// Places are the units that a question names, with their public stories and the
// neighbours that have some. All of it is computed from memory.
func (s *Shell) Places(ctx context.Context, question string) ([]view.Place, error) {
	named := s.Flow.Ledger().Named(question)
	if len(named) == 0 {
		named = s.Flow.Ledger().Named(vietnamese.Keyed(question))
	}
	if len(named) == 0 {
		return nil, nil
	}
	t, err := s.PublicTally(ctx)
	if err != nil {
		return nil, err
	}
	tiles, err := s.tilesByUnit(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]view.Place, len(named))
	for i, u := range named {
		out[i] = s.place(u, t, tiles)
	}
	return out, nil
}

// tilesByUnit reads the tile map, once for each change.
func (s *Shell) tilesByUnit(ctx context.Context) (map[registry.UnitCode]registry.Tile, error) {
	ctx = context.WithoutCancel(ctx) // others get it too
	return s.tiles.GetLagging(s.Flow.PublicGeneration(), s.Background, func() (map[registry.UnitCode]registry.Tile, error) {
		list, err := s.DB.Tiles(ctx)
		out := make(map[registry.UnitCode]registry.Tile, len(list))
		for _, t := range list {
			out[t.Unit] = t
		}
		return out, err
	})
}

func (s *Shell) place(u registry.Unit, t *oversight.Tally, tiles map[registry.UnitCode]registry.Tile) view.Place {
	l := s.Flow.Ledger()
	p := view.Place{Unit: u, Heirs: s.heirs(u), Stories: storiesOf(l, u, t)}
	for _, x := range l.Predecessors(u.Code) {
		if was, ok := l.Unit(x.From); ok && was.Kind.Level() == u.Kind.Level() {
			p.From = append(p.From, was)
		}
	}
	if u.To == "" {
		p.Heirs = nil
		if d, ok := formerNamesake(l, u); ok {
			p.Former = view.PlaceCount{Unit: d, Stories: storiesOf(l, d, t)}
		}
	}
	near := func(v registry.Unit) {
		n := t.Today[v.Code]
		known := slices.ContainsFunc(p.Near, func(x view.PlaceCount) bool { return x.Unit.Code == v.Code })
		if n > 0 && v.Code != u.Code && !known && len(p.Near) < maxNeighbours {
			p.Near = append(p.Near, view.PlaceCount{Unit: v, Stories: n})
		}
	}
	around := slices.Clone(p.Heirs)
	slices.SortStableFunc(around, func(a, b registry.Unit) int { return cmp.Compare(t.Today[b.Code], t.Today[a.Code]) })
	for _, v := range around {
		near(v)
	}
	if u.To == "" {
		around = []registry.Unit{u}
	}
	if u.Kind.Level() == registry.CommuneLevel {
		for _, v := range s.neighbours(around, tiles) {
			near(v)
		}
	}
	return p
}

// heirs are the units of today that one lives on in; of a district, the communes and
// wards whose places lay in it.
func (s *Shell) heirs(u registry.Unit) []registry.Unit {
	l := s.Flow.Ledger()
	if u.Kind.Level() != registry.DistrictLevel {
		return l.Today(u.Code)
	}
	return slices.DeleteFunc(l.On(s.Flow.Today(), registry.Commune, registry.Ward), func(c registry.Unit) bool {
		return !slices.ContainsFunc(l.Districts(c.Code), func(d registry.Unit) bool { return d.Code == u.Code })
	})
}

// storiesOf counts the public stories that the search finds under the code of a unit.
func storiesOf(l *registry.Ledger, u registry.Unit, t *oversight.Tally) int {
	if u.To == "" {
		return t.Today[u.Code]
	}
	under := map[registry.UnitCode]bool{}
	return t.Count(func(r oversight.PublicCount) bool {
		in, known := under[r.Unit]
		if !known && r.Unit != "" {
			for _, c := range l.Line(r.Unit) {
				d, _ := l.District(c)
				in = in || c == u.Code || d.Code == u.Code
			}
			under[r.Unit] = in
		}
		return in
	})
}

// formerNamesake is the district that had the name of a commune of today and in
// which it lay: Từ Sơn, Quế Võ.
func formerNamesake(l *registry.Ledger, u registry.Unit) (registry.Unit, bool) {
	var found registry.Unit
	for _, d := range l.Districts(u.Code) {
		if registry.BareName(d) == registry.BareName(u) && d.To != "" && d.From >= found.From {
			found = d
		}
	}
	return found, found.Code != ""
}

// neighbours lists the communes of today around some others, the nearest on the tile
// map first; those of the same former district where there is no tile.
func (s *Shell) neighbours(of []registry.Unit, tiles map[registry.UnitCode]registry.Tile) []registry.Unit {
	l := s.Flow.Ledger()
	away := map[registry.UnitCode]int{}
	var out []registry.Unit
	for _, v := range l.On(s.Flow.Today(), registry.Commune, registry.Ward) {
		for _, u := range of {
			if d, ok := apart(l, u, v, tiles); ok && d <= maxTilesAway*maxTilesAway {
				if have, seen := away[v.Code]; !seen || d < have {
					away[v.Code] = d
				}
			}
		}
		if _, ok := away[v.Code]; ok {
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b registry.Unit) int { return cmp.Compare(away[a.Code], away[b.Code]) })
	return out
}

// apart is the square of the distance of two communes in tiles; where one has no tile,
// only those that lay in one district are near.
func apart(l *registry.Ledger, u, v registry.Unit, tiles map[registry.UnitCode]registry.Tile) (int, bool) {
	a, known := tiles[u.Code]
	b, both := tiles[v.Code]
	if known && both {
		return (a.Col-b.Col)*(a.Col-b.Col) + (a.Row-b.Row)*(a.Row-b.Row), true
	}
	in := l.Districts(v.Code)
	return maxTilesAway, slices.ContainsFunc(l.Districts(u.Code), func(d registry.Unit) bool {
		return slices.ContainsFunc(in, func(o registry.Unit) bool { return o.Code == d.Code })
	})
}
