package view

import (
	"cmp"
	"fmt"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// RankingInput is what the ranking of a round is made from, as one reader may
// see it.
type RankingInput struct {
	Seat      CouncilSeat
	Entries   map[registry.EntryID]CouncilEntry
	Standings []evaluation.Standing
	Leanings  []evaluation.Leaning
	People    []evaluation.Appointee
	Hidden    bool // the reader stays out of some entry, and these are not in it
	Trial     RankingTrial
}

// RankingTrial is a what-if of the ranking, as typed.
type RankingTrial struct{ Tie, Cap, Min, Without string }

// NewRankingPage ranks each group by itself. The papers are for who makes them,
// and only of the whole ranking.
func NewRankingPage(in RankingInput) RankingPage {
	s := in.Seat
	p := RankingPage{CouncilHead: CouncilHead{
		Crumbs: s.crumbs(Crumb{Text: "Xếp hạng"}), Eyebrow: s.Round.Title, Title: "Xếp hạng",
		Lead: "Xếp riêng từng nhóm theo điểm trung bình của các phiếu đã xong. " +
			"Điểm để lập danh sách rút gọn; đề nghị khen là do hội đồng biểu quyết.",
	}, Rules: rankingRules(s.Round), Tries: rankingTrials(in)}
	if in.Trial != (RankingTrial{}) {
		p.Tried = "Đang xem thử với quy tắc khác. Kết quả thật không thay đổi."
	}
	if in.Hidden {
		p.Notices = append(p.Notices, Notice{
			Tone: "wait",
			Text: "Bảng này không gồm mô hình bạn không tham gia xét, nên thứ hạng ở đây chỉ tính trên các mô hình còn lại.",
		})
	}
	names := map[registry.AccountID]string{}
	for _, m := range in.People {
		names[m.Account] = m.Name
	}
	p.Leaning = NewLeaningChart(in.Leanings, func(a registry.AccountID) string { return names[a] })
	for _, g := range evaluation.Groups() {
		if part, ok := rankingGroup(in, g); ok {
			p.Groups = append(p.Groups, part)
		}
	}
	if s.May(evaluation.MakePapers) && !in.Hidden {
		p.Papers = []Link{
			{"Bảng tổng hợp điểm (.xlsx)", address.RoundPaper.At(s.Round.ID, "bang-tong-hop.xlsx")},
			{"Bảng tổng hợp điểm (.docx)", address.RoundPaper.At(s.Round.ID, "bang-tong-hop.docx")},
		}
	}
	return p
}

func rankingGroup(in RankingInput, g evaluation.Group) (RankingGroup, bool) {
	var list []evaluation.Standing
	for _, st := range in.Standings {
		if st.Group == g {
			list = append(list, st)
		}
	}
	title := func(e registry.EntryID) string { return in.Entries[e].Title }
	row := func(st evaluation.Standing) (title, url, unit string) {
		x := in.Entries[st.Entry]
		return x.Title, address.RoundEntry.At(in.Seat.Round.ID, st.Entry), x.numberedUnit()
	}
	return RankingGroup{
		ID: string(g), Label: g.Label(), Count: fmt.Sprintf("%d mô hình", len(list)),
		Spread: NewSpreadChart(g.Label(), list, title),
		Table:  RankingTable(g.Label(), list, in.Seat.Round.Scale, row),
	}, len(list) > 0
}

func rankingRules(r evaluation.Round) []Fact {
	return []Fact{
		{Name: "Thang điểm", Text: scaleName(r.Scale)},
		{Name: "Số phiếu để xếp hạng", Text: fmt.Sprintf("ít nhất %d", r.Rules.MinSheets)},
		{Name: "Bằng điểm", Text: registry.ChoiceLabel(evaluation.TieRules(), r.Rules.Tie)},
		{Name: "Trần mức cao nhất", Text: fmt.Sprintf("%d%% số mô hình được xếp hạng", r.Rules.TopCap)},
		{Name: "Cần bàn", Text: fmt.Sprintf("khi phiếu cao nhất và thấp nhất chênh từ %s điểm", r.Rules.SpreadFlag)},
		{Name: "Hiệu chỉnh z", Text: fmt.Sprintf("cột tham khảo, chỉ có khi mỗi thành viên chấm từ %d phiếu", r.Rules.ZMin)},
		{Name: "Độ lệch", Text: "độ lệch chuẩn của mẫu (chia cho n − 1)"},
	}
}

// rankingTrials are the fields of a what-if, filled with the rules of the round
// where nothing else is tried.
func rankingTrials(in RankingInput) []Field {
	members := []Option{{Value: "", Label: "Không bỏ ai"}}
	for _, m := range in.People {
		if m.Position.Scores() {
			members = append(members, Option{Value: fmt.Sprint(m.Account), Label: m.Name})
		}
	}
	rules := in.Seat.Round.Rules
	return []Field{
		InputSelect("tie", "Khi bằng điểm", cmp.Or(in.Trial.Tie, rules.Tie), Options(evaluation.TieRules())),
		numeric(InputText("cap", "Trần mức cao nhất, %", cmp.Or(in.Trial.Cap, strconv.Itoa(rules.TopCap)))),
		numeric(InputText("min", "Số phiếu ít nhất", cmp.Or(in.Trial.Min, strconv.Itoa(rules.MinSheets)))),
		InputSelect("bo", "Bỏ phiếu của", in.Trial.Without, members),
	}
}

// ShortlistInput is what the page of the shortlist is made from.
type ShortlistInput struct {
	Seat      CouncilSeat
	Entries   map[registry.EntryID]CouncilEntry
	Standings []evaluation.Standing
}

// NewShortlistPage lists the ranked entries to pick from. Until something was
// picked, those above the round's mean are ticked; who may not pick sees only
// what was picked.
func NewShortlistPage(in ShortlistInput) CouncilPage {
	s, from := in.Seat, in.Seat.Round.Rules.ShortlistFrom
	p := CouncilPage{CouncilHead: s.head("Danh sách rút gọn", nil)}
	p.Lead = fmt.Sprintf("Mặc định đánh dấu mô hình từ %s điểm trung bình. Thư ký điều chỉnh và ghi lý do.", from)
	may, picked := s.May(evaluation.PickShortlist), false
	for _, x := range in.Entries {
		picked = picked || x.Shortlisted
	}
	form := &BlockForm{URL: address.RoundShortlist.At(s.Round.ID)}
	for _, st := range in.Standings {
		x := in.Entries[st.Entry]
		if !x.Shortlisted && (!may || st.Rank == 0) {
			continue
		}
		tick := InputTick(fmt.Sprintf("e%d", x.ID), x.Title, x.Shortlisted || !picked && st.Rank > 0 && st.Mean >= from.Float())
		tick.Disabled = !may
		form.Picks = append(form.Picks, PickRow{
			Field: tick, Mark: MarkOf(x.Field), Badges: []Badge{BandBadge(s.Round.Scale, st.Band, st.Capped)},
			Sub: fmt.Sprintf("%s · hạng %d · %s điểm · %d phiếu · %s", st.Group.Label(), st.Rank, Two(st.Mean), st.Sheets, x.UnitLine),
			URL: address.RoundEntry.At(s.Round.ID, x.ID),
		})
	}
	if may {
		form.After = []Field{InputText("reason", "Lý do, căn cứ", "")}
		form.Buttons = []Button{Submit("Lưu danh sách rút gọn")}
	}
	p.Sections = []Block{{Form: form}}
	if len(form.Picks) == 0 {
		p.Sections = []Block{
			{Empty: &Empty{Heading: "Danh sách còn trống", Text: "Thư ký chọn mô hình từ bảng xếp hạng."}},
		}
	}
	return p
}
