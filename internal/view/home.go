package view

import (
	"fmt"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/oversight"
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

// NewHomePage puts the stories of the first page into their places: as many as there
// are shapes, the first ones first.
func NewHomePage(stories []edition.Edition, ref Reference) HomePage {
	p := HomePage{
		Legend: TileLegend(),
		TilesNote: "Mỗi ô là một xã, phường hôm nay, đặt gần đúng vị trí; màu đậm hơn là nhiều mô hình hơn, kể cả mô hình của " +
			"các đơn vị tiền thân.",
	}
	shapes := HomeShapes()
	var cards []Card
	for i := range stories[:min(len(stories), len(shapes))] {
		cards = append(cards, NewCard(&stories[i], ref, shapes[i]))
	}
	p.Arrange(cards)
	if len(cards) == 0 {
		p.Empty = &Empty{
			Heading: "Chưa có mô hình nào được đăng", Text: "Mô hình của các xã, phường, cơ quan, đơn vị sẽ hiện ở đây sau " +
				"khi được tiếp nhận và biên tập.",
			Action: &Link{Text: "Đăng nhập để đăng ký", URL: address.SignIn},
		}
	}
	return p
}

// HomeNumbers is what the first page counts. It is apart from the stories: it takes
// long to compute, names none of them, and so may be a moment behind.
type HomeNumbers struct {
	figures []Figure
	note    string
	fields  []FieldCount
	tiles   []Tile
}

// Count adds what is counted to the stories.
func (p *HomePage) Count(n *HomeNumbers) {
	p.Figures, p.FiguresNote, p.Fields, p.Tiles = n.figures, n.note, n.fields, n.tiles
}

// HomeInput is what the first page counts.
type HomeInput struct {
	Reference
	Tally  *oversight.Tally
	Sums   *oversight.PublicLines
	Choice registry.FigureChoice
	Fields []registry.Field
	Tiles  []registry.Tile
	Year   registry.Year // the current one
	Today  registry.Date
}

// NewHomeNumbers counts for the first page.
func NewHomeNumbers(in HomeInput) *HomeNumbers {
	n := &HomeNumbers{}
	n.figures, n.note = in.figures()
	for _, f := range in.Fields {
		n.fields = append(n.fields, FieldCount{
			Code:  string(f.Code),
			Label: f.Label,
			Count: Count(in.Tally.Count(oversight.InField(f.Code))) + " mô hình",
			URL:   address.Stories + "?field=" + string(f.Code),
		})
	}
	for _, t := range in.Tiles {
		u, ok := in.Ledger.Unit(t.Unit)
		if !ok || u.To != "" { // a unit that ended gave its place to its successor
			continue
		}
		n.tiles = append(n.tiles, NewTile(u, t.Name, t.Col, t.Row, in.Tally.Today[t.Unit]))
	}
	return n
}

// figures are the four figures of the newest season with registered stories, else of
// all that is shown.
func (in *HomeInput) figures() ([]Figure, string) {
	all := len(in.Ledger.On(in.Today, registry.Commune, registry.Ward))
	for _, y := range in.Tally.Seasons() {
		if y <= in.Year && in.Tally.Count(oversight.ByUnits, oversight.InSeason(y)) > 0 {
			return in.yearFigures(y, all), fmt.Sprintf("Năm %d", y)
		}
	}
	t := in.Tally
	n := t.Count()
	if n == 0 {
		return nil, ""
	}
	return []Figure{
		{Value: Count(n), Unit: "mô hình", Label: "đã đăng trên trang này", URL: address.Stories},
		{
			Value: Count(t.Communes(in.Ledger)),
			Of:    "/" + Count(all),
			Unit:  "xã, phường hôm nay",
			Label: "có mô hình, kể cả tên cũ",
			URL:   address.Units,
		},
		{
			Value: Count(n - t.Count(oversight.ByUnits)),
			Unit:  "mô hình",
			Label: "do báo chí phản ánh",
			URL:   address.Stories + "?origin=bao-chi",
		},
		{Value: Count(len(t.Seasons())), Unit: "năm", Label: "có mô hình được ghi lại", URL: address.Figures},
	}, "Đến nay"
}

// yearFigures are two counts of a season out of all communes, and the sums that were
// chosen for the first page.
func (in *HomeInput) yearFigures(y registry.Year, all int) []Figure {
	list := []Figure{
		{
			Value: Count(in.Tally.Count(oversight.ByUnits, oversight.InSeason(y))),
			Unit:  "mô hình",
			Label: "đơn vị đăng ký, đã công khai",
			URL:   fmt.Sprintf(address.Stories+"?origin=dang-ky&year=%d", y),
		},
		{
			Value: Count(in.Tally.Communes(in.Ledger, oversight.ByUnits, oversight.InSeason(y))),
			Of:    "/" + Count(all),
			Unit:  "xã, phường",
			Label: "có mô hình công khai",
			URL:   fmt.Sprintf(address.Units+"?nam=%d", y),
		},
	}
	lines := in.Sums.In(y)
	for _, w := range in.Choice.Home {
		ind, ok := in.Catalogue.In(y).Indicator(w.Indicator)
		if !ok {
			continue
		}
		total := 0.0
		if i := oversight.UsualLine(lines, w.Indicator); i >= 0 {
			total = lines[i].Effective.Sum
		}
		if total == 0 && !ind.Offered(y) {
			continue
		}
		n, unit := Quantity(total, ind.Unit)
		if w.Noun != "" {
			unit += " " + w.Noun
		}
		list = append(list, Figure{
			Value: n, Unit: unit, Label: w.Said(), URL: address.FigurePart.At(w.Indicator) + fmt.Sprintf("?year=%d", y),
		})
	}
	return list
}
