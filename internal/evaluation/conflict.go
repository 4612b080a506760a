package evaluation

import (
	"fmt"
	"slices"

	"danvankheo/internal/registry"
)

// Appointee is somebody appointed to a round.
type Appointee struct {
	Account  registry.AccountID
	Name     string
	Email    string
	Position Position
	Units    []registry.UnitCode // the units they work or lead in
	Ties     []Tie
}

// Tie is a tie to a unit that somebody declared or the secretariat noted.
type Tie struct {
	Unit   registry.UnitCode
	Reason string
}

// Circle lists every version of every unit that is the same body or its
// kin: the unit, what it came from, what it went into, and what went into the
// same. All of them are barred for who belongs to one of them.
func Circle(l *registry.Ledger, unit registry.UnitCode) []registry.UnitCode {
	seen := map[registry.UnitCode]bool{unit: true}
	for _, later := range l.Line(unit) {
		for _, c := range l.Heritage(later) {
			seen[c] = true
		}
		seen[later] = true
	}
	out := make([]registry.UnitCode, 0, len(seen))
	for c := range seen {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// Conflicts says in words why somebody must stay out of an entry of a unit; none
// means nothing is known against it.
func Conflicts(l *registry.Ledger, who Appointee, unit registry.UnitCode) []string {
	if unit == "" {
		return nil
	}
	var out []string
	for _, own := range who.Units {
		switch {
		case own == unit:
			out = append(out, "Thuộc đơn vị dự xét: "+l.FullName(own))
		case slices.Contains(Circle(l, own), unit):
			out = append(out, fmt.Sprintf("Thuộc %s, kế thừa hoặc cùng gốc với %s", l.FullName(own), l.FullName(unit)))
		}
	}
	for _, t := range who.Ties {
		if t.Unit == unit || slices.Contains(Circle(l, t.Unit), unit) {
			out = append(out, fmt.Sprintf("Có liên quan đến %s: %s", l.FullName(t.Unit), t.Reason))
		}
	}
	return out
}

// RecusalSource is who found that somebody must stay out of an entry.
type RecusalSource uint8

// The sources: the program, from units and ties it knows; the member; the
// secretariat.
const (
	FoundTie RecusalSource = iota
	DeclaredTie
	NotedTie
)

var recusalSources = []string{"tu-dong", "khai-bao", "thu-ky"}

// String gives the code of the source.
func (s RecusalSource) String() string { return recusalSources[s] }

// RecusalSources lists the sources.
func RecusalSources() []RecusalSource { return []RecusalSource{FoundTie, DeclaredTie, NotedTie} }

// ParseRecusalSource reads the code of a source.
func ParseRecusalSource(code string) (RecusalSource, error) {
	i := slices.Index(recusalSources, code)
	if i < 0 {
		return 0, registry.Errorf(registry.Invalid, "Không có nguồn “%s”.", code)
	}
	return RecusalSource(i), nil
}
