package site

import (
	"context"

	"danvankheo/internal/chart"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// unitMap is a map of today's communes: their boundaries when an admin took in
// all of them, else a tile for each near its place.
type unitMap struct {
	Places []chart.Place
	steps  chart.Steps
	key    []string
	real   bool
	note   string // how to read the map
}

// Draw draws the map.
func (m *unitMap) Draw(f chart.Frame) *chart.Picture {
	if m.real {
		return chart.Regions{Frame: f, Places: m.Places, Steps: m.steps, Key: m.key}.Draw()
	}
	return chart.Tiles{Frame: f, Places: m.Places, Steps: m.steps, Key: m.key}.Draw()
}

// unitMap puts a value and its words on every commune of today.
func (s *shell) unitMap(ctx context.Context, value func(registry.Unit) (float64, string), steps chart.Steps, key []string) (*unitMap, error) {
	m := &unitMap{steps: steps, key: key, note: "Mỗi ô là một xã, phường hôm nay, đặt gần đúng vị trí."}
	tiles, err := s.DB.Tiles(ctx)
	if err != nil {
		return nil, err
	}
	for _, tile := range tiles {
		u, ok := s.Flow.Ledger().Unit(tile.Unit)
		if !ok || u.To != "" { // a unit that ended gave its place to its successor
			continue
		}
		p := chart.Place{Name: tile.Name, Col: tile.Col, Row: tile.Row}
		if p.Value, p.Tip = value(u); p.Value != 0 {
			p.Text = view.Number(p.Value)
		}
		m.Places = append(m.Places, p)
	}
	return m, nil
}
