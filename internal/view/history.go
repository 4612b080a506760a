package view

import "danvankheo/internal/registry"

// HistoryPage is every kept state of an entry, and what one of them changed.
type HistoryPage struct {
	Crumbs   []Crumb
	Title    string
	Eyebrow  string
	Tabs     []Tab
	Timeline []TimelineItem
	Heading  string // of the state shown
	Lead     string
	Diff     []DiffRow
	None     string // when it changed no words
}

// NewHistoryPage shows the history, and what the revision with an id changed; 0
// chooses the last one that changed words.
func NewHistoryPage(in DossierInput, id int64) HistoryPage {
	e := in.Entry
	p := HistoryPage{
		Crumbs: []Crumb{{"Việc của tôi", "/lam-viec"}, {"Số " + e.Number, DeskPath(e.ID, "")}, {Text: "Lịch sử"}},
		Title:  e.Content.Title, Eyebrow: "Lịch sử · số " + e.Number, Tabs: EntryTabs(e, in.Actor, in, "lich-su"),
	}
	if p.Title == "" {
		p.Title = "Mô hình chưa đặt tên"
	}
	at := -1
	for i, r := range in.Revisions {
		if r.ID == id {
			at = i
		}
	}
	for i := len(in.Revisions) - 1; at < 0 && i >= 0; i-- {
		if i == 0 || len(registry.Diff(in.Revisions[i-1], in.Revisions[i])) > 0 {
			at = i
		}
	}
	for i := len(in.Revisions) - 1; i >= 0; i-- {
		item := timelineItem(in.Revisions[i], e.ID)
		if i == at {
			item.URL = ""
		}
		p.Timeline = append(p.Timeline, item)
	}
	if at < 0 {
		return p
	}
	r, before := in.Revisions[at], registry.Revision{}
	if at > 0 {
		before = in.Revisions[at-1]
	}
	p.Heading = registry.ChoiceLabel(registry.RevisionActions(), r.Action) + ", " + Moment(r.At)
	p.Lead = join(" · ", r.Name, r.Reason)
	if p.Diff = NewDiff(registry.Diff(before, r)); len(p.Diff) == 0 {
		p.None = "Lần này không đổi chữ nào, chỉ đổi trạng thái."
	}
	return p
}
