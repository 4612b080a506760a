package view

import (
	"fmt"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// CouncilPages are the pages of the evaluation committee.
type CouncilPages struct {
	Plain   Template[CouncilPage]
	Score   Template[ScorePage]
	Ranking Template[RankingPage]

	PackList    Template[CouncilPage] // the same pages to open without a network
	PackDossier Template[ScorePage]
	PackRanking Template[RankingPage]
}

func loadCouncil(l *loader) CouncilPages {
	return CouncilPages{
		Plain:   pageIn[CouncilPage](l, "desk", "council/page"),
		Score:   pageIn[ScorePage](l, "desk", "council/score"),
		Ranking: pageIn[RankingPage](l, "desk", "council/ranking"),

		PackList:    pageIn[CouncilPage](l, "pack", "council/page"),
		PackDossier: pageIn[ScorePage](l, "pack", "council/score"),
		PackRanking: pageIn[RankingPage](l, "pack", "council/ranking"),
	}
}

// CouncilHead is what every page of a round opens with.
type CouncilHead struct {
	Crumbs  []Crumb
	Eyebrow string
	Title   string
	Lead    string
	Steps   []Step
	Errors  *ErrorSummary
}

// CouncilPage is a page of a round made of blocks.
type CouncilPage struct {
	CouncilHead
	Notices  []Notice
	Sections []Block
}

// PhaseSteps shows the phases of a round as steps, the active one marked.
func PhaseSteps(r evaluation.Round) []Step {
	var out []Step
	for _, p := range evaluation.Phases() {
		s := Step{Text: p.Label(), Current: p == r.Phase, Done: p < r.Phase}
		if d := r.Dates[p]; d != "" {
			s.Text += " · " + d.Local()
		}
		out = append(out, s)
	}
	return out
}

var verdictTones = map[evaluation.Verdict]string{evaluation.Undecided: "wait", evaluation.Eligible: "ok", evaluation.Ineligible: "stop"}

// VerdictBadge shows what the secretariat decided about eligibility.
func VerdictBadge(v evaluation.Verdict) Badge { return Badge{v.Label(), verdictTones[v]} }

var bandTones = []string{"ok", "ok", "info", "wait", "stop"}

// BandBadge shows a grade.
func BandBadge(s evaluation.Scale, band int, capped bool) Badge {
	if band < 0 || band >= len(s.Bands) {
		return Badge{"Chưa xếp hạng", "quiet"}
	}
	b := Badge{s.Bands[band].Label, bandTones[min(band, len(bandTones)-1)]}
	if capped {
		b.Text += ", do trần"
	}
	return b
}

// decisionTones are in the order of the decisions.
var decisionTones = [...]string{"wait", "ok", "quiet"}

// OutcomeBadge shows a decision: proposed, not proposed, or still open.
func OutcomeBadge(d evaluation.Decision) Badge { return Badge{d.Label(), decisionTones[d]} }

// Two writes a number of points with two decimals at most.
func Two(v float64) string { return registry.ExactOf(v).Text(registry.Score) }

// RuleFacts lists how a form of award is voted on.
func RuleFacts(r evaluation.AwardRule) []Fact {
	base := "tổng số thành viên hội đồng, trừ người không tham gia xét"
	if r.Base == evaluation.BasePresent {
		base = "số thành viên có mặt, trừ người không tham gia xét"
	}
	ballot := "Biểu quyết công khai"
	if r.Secret {
		ballot = "Bỏ phiếu kín"
	}
	facts := []Fact{
		{Name: "Hình thức khen", Text: r.Label}, {Name: "Cách làm", Text: ballot},
		{Name: "Tỷ lệ cần đạt", Text: fmt.Sprintf("ít nhất %d%% %s", r.Threshold, base)},
		{Name: "Số có mặt tối thiểu", Text: fmt.Sprintf("%d/%d", r.QuorumNum, r.QuorumDen)},
		{Name: "Người vắng", Text: map[bool]string{true: "được lấy ý kiến bằng văn bản", false: "không biểu quyết"}[r.Written]},
		{Name: "Căn cứ", Text: r.Source},
	}
	if !r.Checked {
		b := Badge{"Chưa đối chiếu", "wait"}
		facts[len(facts)-1].Badge = &b
	}
	return facts
}
