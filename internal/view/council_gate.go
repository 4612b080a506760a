package view

import (
	"fmt"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// GateInput is what the page of eligibility is made from.
type GateInput struct {
	Seat    CouncilSeat
	Entries []GateEntry
	Only    string // code of the verdict to show, "" for all
	Err     error
}

// GateEntry is an entry with the automatic reasons against it.
type GateEntry struct {
	CouncilEntry
	Reasons []evaluation.Reason
}

// NewGatePage lists the entries group by group with the automatic reasons against
// each. The buttons are there while eligibility is being decided.
func NewGatePage(in GateInput) CouncilPage {
	s := in.Seat
	p := CouncilPage{CouncilHead: s.head("Xét điều kiện", in.Err)}
	p.Lead = "Lý do tự động chỉ nêu sự việc và bằng chứng; kết luận là của thư ký, kèm lý do."
	groups, n := map[evaluation.Group][]PickRow{}, 0
	for _, x := range in.Entries {
		if in.Only == "" || x.Verdict.String() == in.Only {
			groups[x.Group] = append(groups[x.Group], gateRow(s, x))
			n++
		}
	}
	form := &BlockForm{URL: address.RoundGate.At(s.Round.ID)}
	for _, g := range evaluation.Groups() {
		form.Picks = append(form.Picks, groups[g]...)
	}
	p.Sections = []Block{{Links: gateFilters(s)}}
	if n == 0 {
		p.Sections[0].Empty = &Empty{
			Heading: "Không có mô hình nào",
			Text:    "Các mô hình đơn vị đã gửi hoặc đã được tiếp nhận trong năm sẽ hiện ở đây.",
		}
	}
	if s.May(evaluation.GateEntry) {
		form.After, form.Buttons = gateFields(in.Err), gateButtons()
		p.Sections = append(p.Sections, Block{
			Form: &BlockForm{URL: address.RoundGather.At(s.Round.ID), Buttons: []Button{{Text: "Lấy thêm mô hình mới gửi"}}},
		})
	}
	if n > 0 {
		p.Sections = append(p.Sections, Block{Form: form})
	}
	return p
}

func gateFilters(s CouncilSeat) []Link {
	only := func(v evaluation.Verdict) string { return gateList(s, v) }
	return []Link{
		{"Tất cả", address.RoundGate.At(s.Round.ID)}, {"Chờ kết luận", only(evaluation.Undecided)},
		{"Đủ điều kiện", only(evaluation.Eligible)}, {"Không đủ điều kiện", only(evaluation.Ineligible)},
	}
}

func gateFields(err error) []Field {
	return []Field{
		InputTick("sach", "Chọn thêm mọi mô hình đang chờ mà không có lý do tự động loại", false),
		InputText("reason", "Lý do", "").
			Hint("Bắt buộc khi kết luận không đủ điều kiện, hoặc khi cho qua một lý do tự động.").
			Wrong(registry.FieldsOf(err)),
	}
}

func gateButtons() []Button {
	return []Button{
		{Text: "Đủ điều kiện", Kind: "main", Name: "verdict", Value: evaluation.Eligible.String()},
		{Text: "Không đủ điều kiện", Name: "verdict", Value: evaluation.Ineligible.String()},
		{Text: "Để chờ", Name: "verdict", Value: evaluation.Undecided.String()},
	}
}

// gateRow is an entry to decide on. A reason that bars it is a badge with
// its evidence below; the others are lines.
func gateRow(s CouncilSeat, x GateEntry) PickRow {
	row := PickRow{
		Field:  InputTick(fmt.Sprintf("e%d", x.ID), x.Title, false),
		Mark:   MarkOf(x.Field),
		Badges: []Badge{VerdictBadge(x.Verdict)},
		Sub:    x.numberedUnit(),
		URL:    address.RoundSheet.At(s.Round.ID, x.ID),
	}
	for _, why := range x.Reasons {
		text := why.Text + " " + why.Evidence + "."
		if why.Bar {
			row.Badges = append(row.Badges, Badge{"Không đạt: " + strings.TrimSuffix(lowerFirst(why.Text), "."), "stop"})
			text = why.Evidence + "."
		}
		row.Lines = append(row.Lines, text)
	}
	if x.Reason != "" {
		row.Lines = append(row.Lines, "Kết luận ngày "+Day(x.DecidedAt)+": "+x.Reason)
	}
	return row
}
