package view

import (
	"fmt"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// DecisionsInput is what the page of the decisions is made from.
type DecisionsInput struct {
	Seat    CouncilSeat
	Entries []CouncilEntry
	Polls   []CouncilPoll
	Err     error
}

// NewDecisionsPage lists the shortlisted entries with their votes and the decision
// of each. They are released all at once, which is not offered before every one is
// decided.
func NewDecisionsPage(in DecisionsInput) CouncilPage {
	s := in.Seat
	p := CouncilPage{CouncilHead: s.head("Quyết định", in.Err)}
	p.Lead = "Quyết định chỉ có hiệu lực khi công bố tất cả cùng một lúc."
	form, open := &BlockForm{URL: address.RoundDecisions.At(s.Round.ID)}, 0
	for _, x := range in.Entries {
		if !x.Shortlisted {
			continue
		}
		if x.Outcome == evaluation.Pending {
			open++
		}
		form.Picks = append(form.Picks, decisionRow(in, x))
	}
	if s.May(evaluation.Decide) {
		form.After = []Field{InputText("reason", "Lý do", "").
			Hint("Bắt buộc khi không đề nghị mô hình đã đạt biểu quyết.").Wrong(registry.FieldsOf(in.Err))}
		form.Buttons = []Button{
			{Text: "Lưu quyết định"},
			{Text: "Ghi theo kết quả biểu quyết", FormAction: address.RoundDecideByVote.At(s.Round.ID)},
		}
	}
	p.Sections = []Block{{Form: form}}
	if s.May(evaluation.Release) {
		p.Sections = append(p.Sections, releaseSection(s, open))
	}
	return p
}

func releaseSection(s CouncilSeat, open int) Block {
	if open > 0 {
		return Block{
			Heading: "Công bố",
			Text:    fmt.Sprintf("Còn %d mô hình chưa quyết định nên chưa công bố được.", open),
		}
	}
	return Block{
		Heading: "Công bố",
		Text:    "Sau khi công bố, đơn vị xem được kết quả, mức xếp loại và nhận xét của chính mình. Không rút lại được.",
		Form: &BlockForm{
			URL:     address.RoundRelease.At(s.Round.ID),
			Hidden:  []Field{InputHidden("version", strconv.Itoa(s.Round.Version))},
			Buttons: []Button{Submit("Công bố tất cả")},
		},
	}
}

func decisionRow(in DecisionsInput, x CouncilEntry) PickRow {
	var options []Option
	for _, d := range evaluation.Decisions() {
		if d != evaluation.Pending {
			options = append(options, Option{Value: d.String(), Label: d.Label()})
		}
	}
	f := InputRadios(fmt.Sprintf("d%d", x.ID), x.Title, x.Outcome.String(), options)
	f.Disabled = !in.Seat.May(evaluation.Decide)
	row := PickRow{
		Field: f, Mark: MarkOf(x.Field), Badges: []Badge{OutcomeBadge(x.Outcome)}, Sub: x.UnitLine,
		URL: address.RoundEntry.At(in.Seat.Round.ID, x.ID),
	}
	for _, p := range in.Polls {
		for _, t := range p.Tallies {
			if t.Entry == x.ID {
				row.Lines = append(row.Lines, tallyLine(p, t))
			}
		}
	}
	if x.Why != "" {
		row.Lines = append(row.Lines, "Lý do: "+x.Why)
	}
	return row
}

func tallyLine(p CouncilPoll, t evaluation.Tally) string {
	o, result := p.Outcomes[t.Entry], "không đạt"
	if o.Passed {
		result = "đạt"
	}
	return fmt.Sprintf("Lần %d: %d đồng ý, cần %d trên %d (%s%%): %s.", p.Number, t.Yes, o.Needed, o.Base, o.Percent, result)
}

// FeedbackLine is what a unit learns of its entry from one released round.
type FeedbackLine struct {
	Round     evaluation.Round
	Entry     CouncilEntry
	Standing  evaluation.Standing
	GroupMean float64
}

// NewFeedbackPage tells a unit what became of its own entry: its mean beside that
// of its group, the grade, the outcome, and the feedback that was cleared.
func NewFeedbackPage(id registry.EntryID, number, title string, list []FeedbackLine) CouncilPage {
	p := CouncilPage{CouncilHead: CouncilHead{
		Crumbs:  []Crumb{{"Việc của tôi", address.Desk}, {"Số " + number, address.Entry.At(id)}, {Text: "Kết quả xét"}},
		Eyebrow: "Số " + number,
		Title:   "Kết quả xét: " + title,
	}}
	for _, f := range list {
		p.Sections = append(p.Sections, outcomeSection(f))
	}
	if len(list) == 0 {
		p.Sections = []Block{
			{Empty: &Empty{Heading: "Chưa có kết quả", Text: "Kết quả hiện ở đây sau khi hội đồng công bố."}},
		}
	}
	return p
}

// outcomeSection leaves points and grade out of an entry that was not ranked.
func outcomeSection(f FeedbackLine) Block {
	sec := Block{Heading: f.Round.Title}
	if f.Standing.Rank > 0 {
		sec.Figures = []Figure{
			{Value: Two(f.Standing.Mean), Unit: "điểm", Label: "của mô hình"},
			{Value: Two(f.GroupMean), Unit: "điểm", Label: "trung bình " + strings.ToLower(f.Entry.Group.Label())},
		}
		sec.Facts = []Fact{{Name: "Xếp loại", Text: BandBadge(f.Round.Scale, f.Standing.Band, f.Standing.Capped).Text}}
	}
	sec.Facts = append(
		sec.Facts,
		Fact{Name: "Kết quả", Text: f.Entry.Outcome.Label()},
		Fact{Name: "Công bố", Text: Day(f.Round.ReleasedAt)},
	)
	if f.Entry.Verdict == evaluation.Ineligible {
		sec.Facts = append(sec.Facts, Fact{Name: "Điều kiện", Text: f.Entry.Reason})
	}
	if f.Entry.Feedback != "" {
		sec.Texts = []LongText{{Label: "Nhận xét của hội đồng", Text: f.Entry.Feedback}}
	}
	return sec
}
