package view

import (
	"fmt"
	"strings"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// OversightPages are the pages of following up.
type OversightPages struct {
	Cockpit  Template[CockpitPage]
	List     Template[OversightListPage]
	UnitFile Template[UnitFilePage]
}

func loadOversight(l *loader) OversightPages {
	return OversightPages{
		Cockpit:  pageIn[CockpitPage](l, "desk", "oversight/cockpit"),
		List:     pageIn[OversightListPage](l, "desk", "oversight/list"),
		UnitFile: pageIn[UnitFilePage](l, "desk", "oversight/unit-file"),
	}
}

// Tally is a number that leads to the list it counts.
type Tally struct {
	Text, URL string
	Label     string // what it counts, for those who hear the page
	Tone      string // of a badge; "quiet" for nothing to see
}

func tally(n int, label, address string) Tally {
	t := Tally{Text: Count(n), URL: address, Label: label}
	if n == 0 {
		t.Tone = "quiet"
	}
	return t
}

// Stack is one bar in parts, in thousandths.
type Stack struct {
	Label string
	Parts []StackPart
}

// StackPart is one part of a bar.
type StackPart struct {
	X, W  int
	Class string
}

// stackOf draws a count as one bar, its states in their order.
func stackOf(c oversight.Count) Stack {
	s := Stack{
		Label: fmt.Sprintf(
			"%s đúng hạn, %s chậm, %s chưa có, %s được miễn trong %s đơn vị",
			Count(c.OnTime),
			Count(c.Late),
			Count(c.Missing),
			Count(c.Exempt),
			Count(c.Expected),
		),
	}
	done := 0
	for _, state := range oversight.States() {
		x := done * 1000 / max(1, c.Expected)
		done += c.Of(state)
		if w := done*1000/max(1, c.Expected) - x; w > 0 {
			s.Parts = append(s.Parts, StackPart{x, w, state.String()})
		}
	}
	return s
}

// kindOrder is the order in which kinds of unit are listed.
func kindOrder() []registry.UnitKind {
	return []registry.UnitKind{
		registry.Commune,
		registry.Ward,
		registry.Township,
		registry.Agency,
		registry.Organisation,
		registry.ArmedForce,
		registry.Press,
	}
}

// UpperFirst begins a text with a capital.
func UpperFirst(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
