package graph

import (
	"context"

	"danvankheo/internal/chart"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// CommuneMap is a map of today's communes: their boundaries when an admin took in
// all of them, else a tile for each near its place.
type CommuneMap struct {
	Places []chart.Place
	steps  chart.Steps
	key    []string
	real   bool
	Note   string // how to read the map
}

// Draw draws the map.
func (m *CommuneMap) Draw(f chart.Frame) *chart.Picture {
	if m.real {
		return chart.Regions{Frame: f, Places: m.Places, Steps: m.steps, Key: m.key}.Draw()
	}
	return chart.Tiles{Frame: f, Places: m.Places, Steps: m.steps, Key: m.key}.Draw()
}

// outlines are the boundaries of the communes that have one.
type outlines map[registry.UnitCode][][][2]float64

// Maps draws maps of the communes of today.
type Maps struct {
	*shell.Shell
	outlines shell.Memo[outlines]
}

// outlined reads the boundaries, once for each change.
func (s *Maps) outlined(ctx context.Context) (outlines, error) {
	return s.outlines.Get(s.Flow.PublicGeneration(), func() (outlines, error) {
		list, err := s.DB.Boundaries(ctx)
		out := outlines{}
		for _, b := range list {
			for _, r := range b.Rings {
				out[b.Unit] = append(out[b.Unit], r)
			}
		}
		return out, err
	})
}

// Communes puts a value and its words on every commune of today.
func (s *Maps) Communes(
	ctx context.Context,
	value func(registry.Unit) (float64, string),
	steps chart.Steps,
	key []string,
) (*CommuneMap, error) {
	m := &CommuneMap{steps: steps, key: key, real: true, Note: "Bản đồ theo ranh giới xã, phường hôm nay."}
	tiles, err := s.DB.Tiles(ctx)
	if err != nil {
		return nil, err
	}
	lines, err := s.outlined(ctx)
	if err != nil {
		return nil, err
	}
	at := map[registry.UnitCode]registry.Tile{}
	for _, t := range tiles {
		at[t.Unit] = t
	}
	for _, u := range s.Flow.Ledger().On(s.Flow.Today(), registry.Commune, registry.Ward) {
		tile, ok := at[u.Code]
		m.real = m.real && lines[u.Code] != nil
		if !ok && lines[u.Code] == nil {
			continue
		}
		p := chart.Place{Name: tile.Name, Col: tile.Col, Row: tile.Row, Outline: lines[u.Code]}
		if p.Value, p.Tip = value(u); p.Value != 0 {
			p.Text = view.Number(p.Value)
		}
		m.Places = append(m.Places, p)
	}
	if !m.real {
		m.Note = "Mỗi ô là một xã, phường hôm nay, đặt gần đúng vị trí."
	}
	return m, nil
}
