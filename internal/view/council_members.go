package view

import (
	"fmt"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// CouncilMembersInput is what the page of the committee's members is made from.
type CouncilMembersInput struct {
	Seat     CouncilSeat
	Ledger   *registry.Ledger
	Units    []registry.Unit // to choose from
	People   []evaluation.Appointee
	Accounts []registry.Account // that may be appointed
	Entries  []CouncilEntry     // that the reader may know of
	Recusals []CouncilRecusal
	Notices  []Notice
	Err      error
}

// CouncilRecusal says who stays out of which entry, and why.
type CouncilRecusal struct {
	Account registry.AccountID
	Entry   registry.EntryID
	Reason  string
}

// NewCouncilMembersPage is who sits on the committee, who scores what and who
// stays out of what. The forms are there while the round is being arranged.
func NewCouncilMembersPage(in CouncilMembersInput) CouncilPage {
	p := CouncilPage{CouncilHead: in.Seat.head("Hội đồng, phân công", in.Err), Notices: in.Notices}
	p.Sections = append(p.Sections, membersSection(in))
	if in.Seat.May(evaluation.Arrange) {
		p.Sections = append(p.Sections, appointSection(in), nameCheckSection(in.Seat), assignSection(in))
	}
	p.Sections = append(p.Sections, recusalSection(in))
	return p
}

func membersSection(in CouncilMembersInput) Block {
	sec := Block{Heading: "Thành viên", Text: "Quyết định thành lập: " + in.Seat.Round.Decision}
	if in.Seat.Round.Decision == "" {
		sec.Text = "Chưa ghi quyết định thành lập hội đồng; ghi ở phần Cài đặt."
	}
	if len(in.People) == 0 {
		sec.Empty = &Empty{Heading: "Chưa có ai", Text: "Thêm chủ tịch, ủy viên và thư ký ở dưới."}
		return sec
	}
	t := Table{
		Caption: "Thành viên hội đồng", HideCaption: true, Stacked: true,
		Columns: []Column{{Label: "Họ tên"}, {Label: "Chức danh"}, {Label: "Đơn vị, liên quan"}},
	}
	for _, m := range in.People {
		var ties []string
		for _, u := range m.Units {
			ties = append(ties, in.Ledger.FullName(u))
		}
		for _, x := range m.Ties {
			ties = append(ties, in.Ledger.FullName(x.Unit)+" ("+x.Reason+")")
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: m.Name, Head: true, Sub: m.Email}, T(m.Position.Label()), T(strings.Join(ties, "; ")),
		}})
	}
	t = t.Labelled()
	sec.Table = &t
	return sec
}

func appointSection(in CouncilMembersInput) Block {
	wrong := registry.FieldsOf(in.Err)
	accounts := []Option{{Value: "", Label: "Chọn…"}}
	for _, a := range in.Accounts {
		accounts = append(accounts, Option{Value: fmt.Sprint(a.ID), Label: a.Name + " · " + a.Email, Group: a.Role.Label()})
	}
	var positions []Option
	for _, x := range evaluation.Positions() {
		positions = append(positions, Option{Value: x.String(), Label: x.Label()})
	}
	units := InputText("units", "Đơn vị công tác hoặc phụ trách", "").Hint("Tên hoặc mã đơn vị, kể cả đơn vị cũ; " +
		"nhiều đơn vị cách nhau bằng dấu chấm phẩy. Mô hình của các đơn vị này và đơn vị kế thừa sẽ ẩn với người đó.")
	ties := InputText("ties", "Có liên quan đến đơn vị khác", "").Hint("Ví dụ: nguyên lãnh đạo, người thân làm ở đó.")
	units.Suggestions = UnitLabels(in.Units)
	ties.Suggestions = units.Suggestions
	return Block{Form: &BlockForm{
		Fold: "Thêm hoặc sửa thành viên",
		Open: in.Err != nil && wrong.For("list") == "",
		URL:  address.RoundMembers.At(in.Seat.Round.ID),
		Fields: []Field{
			InputSelect("account", "Tài khoản", "", accounts).Need().Wrong(wrong),
			InputSelect("position", "Chức danh", evaluation.Member.String(), positions).Need().Wrong(wrong),
			units.Wrong(wrong), ties.Wrong(wrong), InputText("tie_reason", "Liên quan thế nào", ""),
		},
		Buttons: []Button{Submit("Ghi thành viên")},
	}}
}

func nameCheckSection(s CouncilSeat) Block {
	return Block{Form: &BlockForm{
		Fold: "Rà soát xung đột trước khi lập hội đồng",
		URL:  address.RoundNames.At(s.Round.ID),
		Fields: []Field{
			InputArea("names", "Danh sách người dự kiến", "", 4).Hint("Mỗi dòng: Họ tên; đơn vị (tên hoặc mã)."),
		},
		Buttons: []Button{{Text: "Rà soát"}},
	}}
}

// NameCheck is one name that was checked before the committee is set up.
type NameCheck struct {
	Name  string
	Wrong string         // why it could not be checked
	Avoid []CouncilEntry // what they would have to stay out of
}

// NameCheckNotice says what each of the names would have to stay out of.
func NameCheckNotice(list []NameCheck) Notice {
	n := Notice{Heading: "Kết quả rà soát"}
	for _, x := range list {
		n.Lines = append(n.Lines, x.Name+": "+x.line())
	}
	if len(n.Lines) == 0 {
		n.Text = "Chưa có tên nào để rà soát."
	}
	return n
}

func (x NameCheck) line() string {
	if x.Wrong != "" {
		return x.Wrong
	}
	if len(x.Avoid) == 0 {
		return "không có mô hình nào phải tránh."
	}
	var hits []string
	for _, e := range x.Avoid {
		hits = append(hits, e.Number+" ("+e.Unit+")")
	}
	return fmt.Sprintf("phải tránh %d mô hình: %s.", len(hits), strings.Join(hits, ", "))
}

// ShortAssignmentNotice says that some entries got fewer scorers than asked for.
func ShortAssignmentNotice(entries int) Notice {
	return Notice{
		Tone:    "wait",
		Heading: "Đã phân công",
		Text:    fmt.Sprintf("%d mô hình chưa đủ người chấm vì số người hoặc mức tối đa.", entries),
	}
}

func assignSection(in CouncilMembersInput) Block {
	wrong := registry.FieldsOf(in.Err)
	return Block{
		ID:      "phan-cong",
		Heading: "Phân công",
		Text:    "Chỉ phân công mô hình đủ điều kiện, và không giao cho người phải tránh. Phiếu đã chấm được giữ.",
		Form: &BlockForm{
			URL: address.RoundAssign.At(in.Seat.Round.ID),
			Fields: []Field{
				numeric(InputText("per_entry", "Số người chấm mỗi mô hình", "5").Wrong(wrong)),
				numeric(InputText("most", "Mỗi người nhiều nhất", "").Hint("Để trống: không hạn chế.")),
				InputArea("list", "Hoặc dán danh sách (số mô hình; thư điện tử)", "", 3).Wrong(wrong),
			},
			Buttons: []Button{
				{Text: "Mọi người chấm tất cả", Kind: "main", Name: "how", Value: "all"},
				{Text: "Chia đều", Name: "how", Value: "spread"},
				{Text: "Theo danh sách dán", Name: "how", Value: "list"},
			},
		},
	}
}

// recusalSection lists who stays out of what. Recusals of entries that the reader
// may not know of are left out.
func recusalSection(in CouncilMembersInput) Block {
	sec := Block{
		Heading: "Không tham gia xét",
		Text:    "Người không tham gia xét không thấy gì về mô hình đó trong đợt: không hồ sơ, điểm, thứ hạng, số đếm.",
	}
	names, at := map[registry.AccountID]string{}, map[registry.EntryID]CouncilEntry{}
	for _, m := range in.People {
		names[m.Account] = m.Name
	}
	for _, x := range in.Entries {
		at[x.ID] = x
	}
	t := Table{
		Caption: "Không tham gia xét", HideCaption: true, Stacked: true,
		Columns: []Column{{Label: "Người"}, {Label: "Mô hình"}, {Label: "Lý do"}},
	}
	for _, r := range in.Recusals {
		if x, ok := at[r.Entry]; ok {
			t.Rows = append(t.Rows, Row{Cells: []Cell{
				H(names[r.Account], ""), {Text: x.Title, Sub: "Số " + x.Number + " · " + x.Unit}, T(r.Reason),
			}})
		}
	}
	if len(t.Rows) > 0 {
		t = t.Labelled()
		sec.Table = &t
	}
	if in.Seat.May(evaluation.Arrange) {
		sec.Form = recusalForm(in.Seat, in.People)
	}
	return sec
}

func recusalForm(s CouncilSeat, people []evaluation.Appointee) *BlockForm {
	var options []Option
	for _, m := range people {
		options = append(options, Option{Value: fmt.Sprint(m.Account), Label: m.Name})
	}
	who := InputSelect("account", "Người", "", options)
	who.ID = "nguoi" // the page has another field of this name
	return &BlockForm{
		Fold:    "Ghi thêm một trường hợp",
		URL:     address.RoundRecuse.At(s.Round.ID),
		Fields:  []Field{who, InputText("number", "Số mô hình", ""), InputText("reason", "Lý do", "").Need()},
		Buttons: []Button{{Text: "Ghi"}},
	}
}
