package view

import (
	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// HomePage is the showcase.
type HomePage struct {
	Lead        *Card
	Figures     []Figure
	FiguresNote string // what they are counted over
	Big         *Card
	Small       []Card // four beside the big one
	Wide        []Card // three below
	Fields      []FieldCount
	Tiles       []Tile
	TilesNote   string
	Legend      []LegendItem
	Empty       *Empty
}

// FieldCount is one field with how many stories it has.
type FieldCount struct {
	Code, Label, Count, URL string
}

// Tile is one commune on the tile map, and one line of the same as a list.
type Tile struct {
	Name   string // short, inside the tile
	Full   string // "Xã Tân Sơn"
	Count  string // "3 mô hình"
	Number string // "3", "" for none
	URL    string
	Class  string // tile--3 tile--c4 tile--r2
}

// LegendItem explains one shade.
type LegendItem struct{ Class, Text string }

// tileShades are the least counts of the five shades.
var tileShades = [5]int{0, 1, 2, 4, 8}

func tileShade(n int) int {
	shade := 0
	for i, least := range tileShades {
		if n >= least {
			shade = i
		}
	}
	return shade
}

// TileLegend explains the shades.
func TileLegend() []LegendItem {
	return []LegendItem{{"tile--0", "chưa có"}, {"tile--1", "1"}, {"tile--2", "2–3"}, {"tile--3", "4–7"}, {"tile--4", "từ 8 mô hình"}}
}

// NewTile is a commune at its place (from 0) on the map with its stories.
func NewTile(u registry.Unit, short string, col, row, n int) Tile {
	t := Tile{
		Name: short, Full: u.Name, URL: address.Unit.At(u.Code), Count: "chưa có mô hình",
		Class: "tile--" + CountPlain(tileShade(n)) + " tile--c" + CountPlain(col+1) + " tile--r" + CountPlain(row+1),
	}
	if n > 0 {
		t.Count, t.Number = Count(n)+" mô hình", Count(n)
	}
	return t
}

// Arrange puts the newest stories into the places of the first page: one lead,
// one big, four small, three wide.
func (p *HomePage) Arrange(cards []Card) {
	take := func(n int) []Card {
		n = min(n, len(cards))
		head := cards[:n]
		cards = cards[n:]
		return head
	}
	if c := take(1); len(c) == 1 {
		p.Lead = &c[0]
	}
	if len(cards) >= 5 {
		p.Big = &take(1)[0]
		p.Small = take(4)
	}
	p.Wide = take(3)
}

// HomeShapes are the shapes of the pictures in the order of Arrange.
func HomeShapes() []Shape {
	return []Shape{ShapeLead, ShapeBig, ShapeCard, ShapeCard, ShapeCard, ShapeCard, ShapeCard, ShapeCard, ShapeCard}
}
