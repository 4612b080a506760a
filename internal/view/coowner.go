package view

import (
	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// coOwnerList is the units that carry an entry jointly, with the field to name
// another.
func coOwnerList(e *registry.Entry, l *registry.Ledger, units []string) *LinkList {
	list := &LinkList{
		Legend: "Đơn vị cùng chủ trì",
		Help:   "Khi nhiều đơn vị cùng làm một mô hình: mô hình tính một lần, và tính là đã đăng ký cho từng đơn vị đã xác nhận.",
		Number: InputText("co_owner", "Mời đơn vị", "").Hint("Gõ tên hoặc mã, chọn trong gợi ý. Cán bộ đơn vị ấy sẽ xác nhận."),
		Add:    Button{Text: "Mời cùng chủ trì", FormAction: address.EntryCoOwner.At(e.ID)},
	}
	list.Number.Suggestions = units
	for _, c := range e.CoOwners {
		row := LinkRow{Kind: "Cùng chủ trì", Text: l.FullName(c.Unit), URL: address.Unit.At(c.Unit), State: lowerFirst(c.State.Label())}
		if c.Reason != "" {
			row.State += ": " + c.Reason
		}
		row.Drop = &Button{Text: "Bỏ", FormAction: address.EntryDropCoOwner.At(e.ID), Name: "bo_don_vi", Value: string(c.Unit)}
		list.Items = append(list.Items, row)
	}
	return list
}

// coOwnerLines are the co-owners of an entry with their answers.
func coOwnerLines(e *registry.Entry, l *registry.Ledger) []string {
	var out []string
	for _, c := range e.CoOwners {
		out = append(out, l.FullName(c.Unit)+" ("+lowerFirst(c.State.Label())+")")
	}
	return out
}

// answerJointCards let a named unit confirm or decline.
func answerJointCards(in DossierInput) []ActionCard {
	e := in.Entry
	path := address.EntryAnswerJoint.At(e.ID)
	asked := false
	for _, c := range e.CoOwners {
		asked = asked || in.Actor.Units[c.Unit] && c.State == registry.Asked
	}
	decline := ActionCard{
		Heading: "Không cùng chủ trì", Text: "Đơn vị đăng ký thấy lý do này.", URL: path,
		Fields: in.fields(
			"cung-chu-tri/tra-loi",
			InputArea("reason", "Lý do", "", 2).Need(),
		), Buttons: []Button{{Text: "Không nhận", Kind: "danger", Name: "dong_y", Value: "0"}},
	}
	if !asked {
		decline.Heading, decline.Text = "Thôi cùng chủ trì",
			"Đơn vị của bạn đang cùng chủ trì mô hình này. Nếu thôi, mô hình không còn tính cho đơn vị."
		return []ActionCard{decline}
	}
	return []ActionCard{{
		Heading: "Xác nhận cùng chủ trì", Text: UnitLine(e, in.Names.Ledger) +
			" mời đơn vị của bạn cùng chủ trì. Khi xác nhận, mô hình tính là mô hình của cả hai đơn vị trong năm.",
		URL: path, Buttons: []Button{{Text: "Xác nhận cùng chủ trì", Kind: "main", Name: "dong_y", Value: "1"}}, Open: true,
	}, decline}
}

// JointTask is an entry that the reader's unit was asked to carry jointly, or
// carries.
func JointTask(e *registry.Entry, a registry.Actor, l *registry.Ledger) Task {
	t := Task{
		Title: e.Content.Title,
		URL:   address.Entry.At(e.ID),
		Sub:   join(" · ", "Số "+e.Number, "năm "+YearText(e.Season), UnitLine(e, l)),
		Badge: Badge{registry.Joined.Label(), "ok"},
		Next:  Button{Text: "Xem hồ sơ", Kind: "quiet", URL: address.Entry.At(e.ID)},
	}
	if t.Title == "" {
		t.Title = "Mô hình chưa đặt tên"
	}
	for _, c := range e.CoOwners {
		if a.Units[c.Unit] && c.State == registry.Asked {
			t.Badge, t.Next = Badge{c.State.Label(), "wait"}, Button{Text: "Xem và trả lời", Kind: "main", URL: address.Entry.At(e.ID)}
		}
	}
	return t
}
