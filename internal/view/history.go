package view

import (
	"reflect"
	"slices"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

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
	Editions *Table // what readers had, nil without one
}

// NewHistoryPage shows the history, and what the revision with an id changed; 0
// chooses the last one that changed words.
func NewHistoryPage(in DossierInput, id int64, editions []edition.Edition) HistoryPage {
	e := in.Entry
	p := HistoryPage{
		Crumbs: []Crumb{{"Việc của tôi", address.Desk}, {"Số " + e.Number, address.Entry.At(e.ID)}, {Text: "Lịch sử"}},
		Title:  e.Content.Title, Eyebrow: "Lịch sử · số " + e.Number, Tabs: EntryTabs(e, in.Actor, in, "lich-su"),
		Editions: editionTable(e.ID, editions),
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
		if i == 0 || len(revisionDiff(in.Revisions[i-1], in.Revisions[i], in)) > 0 {
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
	if p.Diff = revisionDiff(before, r, in); len(p.Diff) == 0 {
		p.None = "Lần này không đổi chữ nào, chỉ đổi trạng thái."
	}
	return p
}

// revisionDiff lists the parts in which two kept states differ, as people read
// them: labels for codes, and each figure with its name.
func revisionDiff(a, b registry.Revision, in DossierInput) []DiffRow {
	c := ConflictInput{Names: in.Names, Season: in.Season}
	before := map[string]string{}
	for _, p := range revisionPieces(a) {
		before[p.name] = pieceText(p, c)
	}
	var rows []DiffRow
	seen := map[string]bool{}
	add := func(label, old, new string) {
		if old == new {
			return
		}
		r := DiffRow{Label: label}
		r.Old, r.New = DiffText(old, new)
		rows = append(rows, r)
	}
	for _, p := range revisionPieces(b) {
		seen[p.name] = true
		text := pieceText(p, c)
		if a.ID == 0 && text == pieceText(piece{value: zeroOf(p.value)}, c) {
			continue // the first state: only what was typed
		}
		add(p.label, before[p.name], text)
	}
	for _, p := range revisionPieces(a) {
		if !seen[p.name] {
			add(p.label, before[p.name], "")
		}
	}
	return rows
}

func zeroOf(v any) any { return reflect.Zero(reflect.TypeOf(v)).Interface() }

// revisionPieces are the parts of both forms as a revision kept them.
func revisionPieces(r registry.Revision) []piece {
	if r.ID == 0 {
		return nil
	}
	e := registry.Entry{Content: r.Content, Report: r.Report}
	for id, text := range r.Photos {
		e.Photos = append(e.Photos, registry.Photo{ID: id, PhotoText: text})
	}
	slices.SortFunc(e.Photos, func(a, b registry.Photo) int { return int(a.ID - b.ID) })
	out := pieces("dang-ky", &e)
	for _, p := range pieces("bao-cao", &e) {
		if p.name != "outcomes" && !strings.HasPrefix(p.name, "photos.") {
			p.name = "report." + p.name
			out = append(out, p)
		}
	}
	return out
}
