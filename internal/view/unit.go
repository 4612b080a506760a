package view

import (
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// UnitsPage lists the present units and finds one by any name it had.
type UnitsPage struct {
	Search Field
	Asked  string
	Found  []UnitFound
	None   *Empty
	Intro  string
	Groups []UnitGroup
	Jump   []Link
}

// UnitFound is a unit found by a name of then or today.
type UnitFound struct {
	Name, Note, URL string
	Today           []Link // what it is today, when it ended
}

// UnitGroup is the present units that lay in one former district, or the bodies
// of one kind.
type UnitGroup struct {
	ID, Heading, Note string
	Units             []UnitLinkLine
}

// UnitLinkLine is one unit of a list with its number of stories.
type UnitLinkLine struct{ Name, URL, Note string }

// UnitPage is one unit: what it was called and when, its models, its results.
type UnitPage struct {
	Crumbs   []Crumb
	Name     string
	Kind     string
	Span     string // "từ 01/07/2025", "đến 30/06/2025"
	Today    []Link // of a unit that ended
	Lead     string
	Figures  []Figure
	Lineage  *LineageNode
	Basis    []string // legal texts of the succession
	Sums     *Table
	SumsNote string
	Years    []UnitYear
	Honours  []UnitHonour // what its models were recognised and commended for
	Empty    *Empty
	SearchIt string // address of the search for this unit
}

// UnitHonour is one recognition or commendation of a model of the unit.
type UnitHonour struct{ Kind, Line, Title, URL string }

// UnitYear is the stories of one year.
type UnitYear struct {
	Year  string
	Cards []Card
}

// LineageNode is a unit in the drawing of its succession, with what it came from.
type LineageNode struct {
	Name, URL, When, Extent string
	Here                    bool
	From                    []LineageNode
}

// NewLineage draws where a unit came from, at most depth steps back; what only
// changed its parent is left out.
func NewLineage(l *registry.Ledger, code registry.UnitCode, depth int) *LineageNode {
	n := lineage(l, code, depth, map[registry.UnitCode]bool{})
	if n == nil || len(n.From) == 0 {
		return nil
	}
	n.Here = true
	return n
}

func lineage(l *registry.Ledger, code registry.UnitCode, depth int, seen map[registry.UnitCode]bool) *LineageNode {
	u, ok := l.Unit(code)
	if !ok || depth == 0 || seen[code] {
		return nil
	}
	seen[code] = true
	n := &LineageNode{Name: l.FullName(code), URL: address.Unit.At(code), When: SpanText(u)}
	for _, s := range l.Predecessors(code) {
		p, ok := l.Unit(s.From)
		if !ok || p.Kind.Level() != u.Kind.Level() {
			continue
		}
		if m := lineage(l, s.From, depth-1, seen); m != nil {
			if s.Extent == registry.Part {
				m.Extent = "một phần"
			}
			n.From = append(n.From, *m)
		}
	}
	return n
}

// SpanText says when a version was in force.
func SpanText(u registry.Unit) string {
	switch {
	case u.From == "" && u.To == "":
		return ""
	case u.To == "":
		return "từ " + u.From.Local()
	case u.From == "":
		return "đến " + u.To.Local()
	}
	return u.From.Local() + " – " + u.To.Local()
}

// UnitSpanLead is the sentence under the name of a unit.
func UnitSpanLead(u registry.Unit, before int) string {
	var parts []string
	switch {
	case u.To != "":
		parts = append(parts, "Tên này được dùng "+SpanText(u)+".")
	case u.From != "":
		parts = append(parts, "Có từ ngày "+u.From.Local()+".")
	}
	if before > 0 {
		parts = append(parts, "Mô hình của "+strconv.Itoa(before)+" đơn vị trước đây cũng được ghi và tính ở trang này.")
	}
	return strings.Join(parts, " ")
}
