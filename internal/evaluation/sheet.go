package evaluation

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"danvankheo/internal/registry"
)

// Mark is what a member gives for one criterion. Text is what was typed, kept as
// it is in a draft.
type Mark struct {
	Text    string `json:"points"`
	Comment string `json:"comment,omitempty"`
	Pin     string `json:"pin,omitempty"` // evidence: a figure, photo or part of the dossier
}

// Sheet is one member's points for one entry.
type Sheet struct {
	Round       RoundID            `json:"-"`
	Entry       registry.EntryID   `json:"-"`
	Member      registry.AccountID `json:"-"`
	Marks       map[string]Mark    `json:"marks"`
	Adjustments []string           `json:"adjustments,omitempty"`
	Note        string             `json:"note,omitempty"`
	Done        bool               `json:"-"` // complete and counted
	Total       Points             `json:"-"` // of a complete sheet
	Version     int                `json:"-"`
	UpdatedAt   time.Time          `json:"-"`
}

// Clean tidies what was typed and drops what the scale does not know.
func (s *Sheet) Clean(scale Scale) {
	marks := make(map[string]Mark, len(scale.Criteria))
	for _, c := range scale.Criteria {
		m := s.Marks[c.Code]
		m = Mark{registry.CleanText(m.Text), registry.CleanText(m.Comment), registry.CleanText(m.Pin)}
		if m != (Mark{}) {
			marks[c.Code] = m
		}
	}
	s.Marks = marks
	var keep []string
	for _, a := range scale.Adjustments {
		if slices.Contains(s.Adjustments, a.Code) {
			keep = append(keep, a.Code)
		}
	}
	s.Adjustments, s.Note = keep, registry.CleanText(s.Note)
}

// CheckDraft lists what even a sheet that is not complete may not have: nothing that a
// member typed is cut off in silence.
func (s Sheet) CheckDraft(scale Scale) registry.Fields {
	var f registry.Fields
	for _, c := range scale.Criteria {
		m := s.Marks[c.Code]
		registry.PointsNote.Of(c.Code).Read(&f, m.Text)
		registry.CommentNote.Of(c.Code).Read(&f, m.Comment)
		registry.PinNote.Of(c.Code).Read(&f, m.Pin)
	}
	registry.SheetNote.Read(&f, s.Note)
	return f
}

// Check lists everything that keeps a sheet from being counted: missing or
// impossible points, and comments owed for very low or very high ones.
func (s Sheet) Check(scale Scale) error {
	var f registry.Fields
	for _, c := range scale.Criteria {
		m := s.Marks[c.Code]
		p, ok := ParsePoints(m.Text)
		switch {
		case strings.TrimSpace(m.Text) == "":
			f.Add(c.Code, "%s: chưa cho điểm.", c.Code)
		case !ok || p < 0 || p > c.Max:
			f.Add(c.Code, "%s: điểm từ 0 đến %s.", c.Code, c.Max)
		case p%scale.Step != 0:
			f.Add(c.Code, "%s: điểm theo bước %s.", c.Code, scale.Step)
		case m.Comment == "" && scale.OwesComment(c, p):
			f.Add(
				c.Code+"-comment",
				"%s: điểm dưới %d%% hoặc trên %d%% cần một câu nhận xét.",
				c.Code,
				scale.CommentBelow,
				scale.CommentAbove,
			)
		}
	}
	return f.Err("Phiếu đã lưu, nhưng chưa đủ để tính.")
}

// OwesComment reports whether points of a criterion need a comment: below or
// above the shares that the scale says.
func (s Scale) OwesComment(c Criterion, p Points) bool {
	return int(p)*100 < int(c.Max)*s.CommentBelow || int(p)*100 > int(c.Max)*s.CommentAbove
}

// Sum adds the points of a sheet: criteria, bonus up to the maximum, penalties,
// and the whole within 0 and the maximum of the scale. Unreadable points count 0.
func (s Sheet) Sum(scale Scale) Points {
	var sum, bonus, penalty Points
	for _, c := range scale.Criteria {
		if p, ok := ParsePoints(s.Marks[c.Code].Text); ok {
			sum += max(0, min(c.Max, p))
		}
	}
	for _, code := range s.Adjustments {
		if a, ok := scale.Adjustment(code); ok && a.Points > 0 {
			bonus += a.Points
		} else {
			penalty += a.Points
		}
	}
	return max(0, min(scale.TotalMax, sum+min(bonus, scale.BonusMax)+penalty))
}

// SameMarks reports whether two sheets say the same.
func (s Sheet) SameMarks(o Sheet) bool {
	return maps.Equal(s.Marks, o.Marks) && slices.Equal(s.Adjustments, o.Adjustments) && s.Note == o.Note
}

// Points gives the points of one criterion.
func (s Sheet) Points(code string) Points {
	p, _ := ParsePoints(s.Marks[code].Text)
	return p
}

// Filled counts the criteria that have points.
func (s Sheet) Filled() int {
	n := 0
	for _, m := range s.Marks {
		if m.Text != "" {
			n++
		}
	}
	return n
}

// Summary writes the sheet in one line for the history of a change.
func (s Sheet) Summary(scale Scale) string {
	var parts []string
	for _, c := range scale.Criteria {
		parts = append(parts, fmt.Sprintf("%s %s", c.Code, s.Points(c.Code)))
	}
	if len(s.Adjustments) > 0 {
		parts = append(parts, strings.Join(s.Adjustments, " "))
	}
	return strings.Join(parts, "; ") + "; tổng " + s.Sum(scale).String()
}
