package view

import (
	"net/url"
	"slices"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// Place is a unit that a question names, with the public stories of it and around it.
type Place struct {
	Unit    registry.Unit
	Stories int
	Heirs   []registry.Unit // of one that ended: what it is today, or the communes that lay in it
	From    []registry.Unit // what it was made of
	Former  PlaceCount      // the district that had the name of a commune of today, if any
	Near    []PlaceCount    // around it, with stories
}

// PlaceCount is a unit with its public stories.
type PlaceCount struct {
	Unit    registry.Unit
	Stories int
}

// PlaceCard is a place on top of the answer to a search.
type PlaceCard struct {
	Name, URL string
	Line      string // what it is today, or what it was made of
	Stories   *Link  // nil while none is published
	Former    *Link  // of the district that had the same name
	Near      []Link // with their counts
	NearLabel string
}

// maxLineNames is how many units one line names.
const maxLineNames = 4

// NewPlaceCard shows a place.
func NewPlaceCard(l *registry.Ledger, p Place) PlaceCard {
	c := PlaceCard{Name: l.FullName(p.Unit.Code), URL: address.Unit.At(p.Unit.Code), NearLabel: "Gần đây có"}
	switch {
	case p.Unit.To != "" && len(p.Heirs) > 0 && p.Unit.Kind.Level() == registry.DistrictLevel:
		c.Line = "Nay là " + Count(len(p.Heirs)) + " xã, phường: " + namesOf(p.Heirs) + "."
		c.NearLabel = "Nơi có mô hình"
	case p.Unit.To != "" && len(p.Heirs) > 0:
		c.Line = "Nay là " + namesOf(p.Heirs) + "."
	case p.Unit.To != "":
		c.Line = SpanText(p.Unit) + "."
	case len(p.From) == 1 && p.From[0].Name == p.Unit.Name:
	case len(p.From) > 0:
		c.Line = "Từ " + namesOf(p.From) + " trước đây."
	}
	c.Line = Sentence(c.Line)
	if p.Stories > 0 {
		c.Stories = &Link{Text: Count(p.Stories) + " mô hình đã đăng", URL: storiesIn(p.Unit)}
	}
	if p.Former.Stories > p.Stories {
		c.Former = &Link{
			Text: "Cả " + registry.LowerName(p.Former.Unit) + " cũ: " + Count(p.Former.Stories) + " mô hình", URL: storiesIn(p.Former.Unit),
		}
	}
	for _, n := range p.Near {
		c.Near = append(c.Near, Link{Text: registry.LowerName(n.Unit) + " (" + Count(n.Stories) + ")", URL: storiesIn(n.Unit)})
	}
	return c
}

// storiesIn is the search for the stories of a unit, under the name that counts it.
func storiesIn(u registry.Unit) string {
	name := "unit"
	if u.Kind.Level() == registry.DistrictLevel {
		name = "district"
	}
	return address.Stories + "?" + name + "=" + url.QueryEscape(string(u.Code))
}

// namesOf names the first few units within a sentence, each name once.
func namesOf(list []registry.Unit) string {
	var names []string
	for _, u := range list {
		if n := registry.LowerName(u); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	if more := len(names) - maxLineNames; more > 0 {
		return strings.Join(names[:maxLineNames], ", ") + " và " + Count(more) + " đơn vị khác"
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " và " + names[n-1]
	}
	return names[0]
}
