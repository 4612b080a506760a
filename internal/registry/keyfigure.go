package registry

import (
	"strings"

	"danvankheo/internal/vietnamese"
)

// Beginnings of a label that say what a figure of a press report is: of the setting,
// or something aimed at. Neither is an achievement.
const (
	SettingMark = "Bối cảnh:"
	AimMark     = "Mục tiêu:"
)

// TargetMark is said of a figure that is committed to and not reached.
const TargetMark = "chỉ tiêu"

// KeyFigures are the figures that the editor chose, with their words. One that is a
// target of the entry, and no reached value of the same measure, says so.
func (e *Entry) KeyFigures(c *Catalogue) []KeyFigure {
	marked, _ := e.MarkedFigures(c)
	var out []KeyFigure
	for _, f := range marked {
		if f.Value != "" {
			out = append(out, f)
		}
	}
	return out
}

// MarkedFigures are the key figures in their places, empty ones too, with the words that
// were added to the label of each; [KeyFigure.Unmarked] takes them off again.
func (e *Entry) MarkedFigures(c *Catalogue) (figures [3]KeyFigure, marks [3]string) {
	figures = e.Story.Figures
	for i := range figures {
		f := &figures[i]
		if f.Value == "" || !e.aims(*f, c.In(e.Season)) || strings.Contains(vietnamese.Lower(f.Label), TargetMark) {
			continue
		}
		marks[i] = TargetMark
		f.Label = strings.TrimSpace(f.Label + markOf(marks[i]))
	}
	return figures, marks
}

func markOf(mark string) string { return " (" + mark + ")" }

// Unmarked is a figure without the words that [Entry.MarkedFigures] added.
func (f KeyFigure) Unmarked(mark string) KeyFigure {
	if mark != "" {
		f.Label = strings.TrimSuffix(strings.TrimSuffix(f.Label, strings.TrimSpace(markOf(mark))), " ")
	}
	return f
}

// aims reports whether a key figure is the target of an outcome that is not reached.
func (e *Entry) aims(f KeyFigure, c *Catalogue) bool {
	value, ok := Amount(f.Value).Value()
	if !ok {
		return false
	}
	is := func(a Amount, o Outcome) bool {
		v, ok := a.Value()
		return ok && v == value && vietnamese.Fold(c.Unit(o)) == vietnamese.Fold(f.Unit)
	}
	aim := false
	for _, r := range e.Reached() {
		if is(r.Actual, r.Outcome) {
			return false
		}
		aim = aim || is(r.Target, r.Outcome)
	}
	return aim
}

// FigureOf is the one figure that may speak for the entry where there is room for one
// only, with its words: the first key figure of the editor, else the result of
// [Entry.Speaking] in the measure that people would say it in.
func (e *Entry) FigureOf(c *Catalogue) (KeyFigure, bool) {
	for _, f := range e.KeyFigures(c) {
		if f.Label != "" {
			return f, true
		}
	}
	r, ok := e.Speaking(c)
	if !ok {
		return KeyFigure{}, false
	}
	c = c.In(e.Season)
	v, _ := r.Actual.Value()
	n, unit := Quantity(v, c.Unit(r.Outcome))
	return KeyFigure{Value: n, Unit: unit, Label: c.Label(r.Outcome)}, true
}

// before are words of a label whose value was found, not made.
var before = []string{" trước khi ", " trước đây ", " trước kia ", " ban đầu ", " đầu kỳ ", " xuất phát "}

// Speaking picks the result that may speak for the entry by itself. The rule:
//
//  1. only what is reached (a target never), above nothing, and a result: neither of
//     the setting nor of the time before;
//  2. first the first one, in the order of the form, of an indicator of the catalogue
//     that may be added up, in the catalogue's own meaning: it says all of it;
//  3. else the first whose measure no other value of the entry has. Of several in one
//     measure (a width before and after, the shares of several groups) nobody knows
//     here which is the story, so none is chosen.
func (e *Entry) Speaking(c *Catalogue) (Reached, bool) {
	var results []Reached
	measured := map[string]int{}
	for _, r := range e.Reached() {
		v, ok := r.Actual.Value()
		if r.Founding == Target || !ok || strings.HasPrefix(r.Label, SettingMark) || strings.HasPrefix(r.Label, AimMark) {
			continue
		}
		measured[vietnamese.Fold(c.Unit(r.Outcome))]++
		label := " " + vietnamese.Lower(c.Label(r.Outcome)) + " "
		if v > 0 && !containsAny(label, before) {
			results = append(results, r)
		}
	}
	for _, r := range results {
		if ind, ok := c.Indicator(r.Indicator); ok && ind.Aggregate == Sum && r.Label == "" {
			return r, true
		}
	}
	for _, r := range results {
		if measured[vietnamese.Fold(c.Unit(r.Outcome))] == 1 {
			return r, true
		}
	}
	return Reached{}, false
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
