package view

import (
	"strconv"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// PressDeskPage is the journalist's part of the work area.
type PressDeskPage struct {
	Heading   string
	Errors    *ErrorSummary
	NoMail    string // why no digest comes
	Embargoed []EmbargoItem
	Searches  []SearchItem
	NewSearch []Field // the form that saves one
	Requests  []RequestItem
	Coverage  *Table
	Packs     *Table
	Links     []Link
}

// EmbargoItem is a story that is opened to the press before its time.
type EmbargoItem struct {
	Headline, URL, Until, Pack, Ask string
}

// SearchItem is one saved search.
type SearchItem struct {
	ID, Name, URL, Saved string
	Badge                Badge  // its news come by mail
	Mail                 Button // to begin or to end that
}

// What the buttons beside a saved search do.
const (
	SearchMail   = "gui"  // send its news by mail
	SearchNoMail = "thoi" // send none any more
	SearchRenew  = "doi"  // give its feed a new address
	SearchDelete = "xoa"
)

// PressDeskInput is what the journalist's corner is made from.
type PressDeskInput struct {
	Actor     registry.Actor
	Now       time.Time
	Embargoed []edition.Edition
	Searches  []SearchInput
	Requests  []RequestItem
	Packs     []PressPackInput
	Coverage  []CoverageInput
	MailOn    bool
	New       SearchInput // as it was typed
	Err       error       // why it was not saved
}

// SearchInput is a saved search.
type SearchInput struct {
	ID          int64
	Name, Query string
	Mailed      bool
	Saved       time.Time
}

// PressPackInput is a pack that was taken.
type PressPackInput struct {
	Entry *edition.Edition // nil when it is gone
	At    time.Time
}

// NewPressDeskPage is the journalist's corner.
func NewPressDeskPage(in PressDeskInput) PressDeskPage {
	wrong := registry.FieldsOf(in.Err)
	p := PressDeskPage{
		Heading: "Góc nhà báo",
		Errors:  NewErrorSummary(in.Err),
		NewSearch: []Field{
			InputText("name", "Tên", in.New.Name).Need().Hint("Ví dụ: Hiến đất ở Sơn Động").Wrong(wrong),
			InputText("query", "Địa chỉ trang kết quả tìm", in.New.Query).Need().
				Hint("Tìm ở trang Mô hình, chép địa chỉ trang kết quả rồi dán vào đây; hoặc gõ thẳng chữ cần tìm.").Wrong(wrong),
			InputTick("mailed", "Mỗi ngày gửi một thư điểm tin khi có bài mới, đính chính, gỡ", in.New.Mailed),
		},
		Requests: in.Requests,
		Packs:    packsTable(in.Packs, in.Actor, in.Now),
		Coverage: coverageTable(in.Coverage),
	}
	if in.Err == nil {
		p.Links = []Link{
			{
				"Gợi ý đề tài",
				address.PressLeads,
			}, {"Chọn bài để tải gói báo chí", address.PressChoose}, {"Bộ sưu tập", address.Collections},
		}
	}
	for i := range in.Embargoed {
		e := &in.Embargoed[i]
		path := address.Story.At(e.Season, e.Slug)
		p.Embargoed = append(p.Embargoed, EmbargoItem{
			Headline: e.Headline(), URL: path, Until: Moment(e.PublishAt), Pack: address.StoryPack.At(e.Season, e.Slug),
			Ask: address.EntryPressRequest.At(e.ID),
		})
	}
	for _, s := range in.Searches {
		p.Searches = append(p.Searches, searchItem(s))
	}
	if !in.MailOn {
		p.NoMail = "Trang này chưa gửi thư được; thư điểm tin sẽ bắt đầu khi quản trị cài máy chủ thư."
	}
	return p
}

func searchItem(s SearchInput) SearchItem {
	item := SearchItem{
		ID: strconv.FormatInt(s.ID, 10), Name: s.Name, URL: address.Stories + "?" + s.Query, Saved: Day(s.Saved),
		Mail: Button{Text: "Gửi thư mỗi ngày", Value: SearchMail},
	}
	if s.Mailed {
		item.Badge, item.Mail = Badge{Text: "Thư mỗi ngày", Tone: "ok"}, Button{Text: "Thôi gửi thư", Value: SearchNoMail}
	}
	return item
}

// packsTable lists what an actor took, and what changed since; nil for nothing.
func packsTable(list []PressPackInput, a registry.Actor, now time.Time) *Table {
	if len(list) == 0 {
		return nil
	}
	t := Table{
		Caption:     "Gói đã tải",
		HideCaption: true,
		Columns:     []Column{{Label: "Bài"}, {Label: "Tải lúc"}, {Label: "Từ đó"}},
		Stacked:     true,
	}
	for _, k := range list {
		e, name, since := k.Entry, H("Bài không còn công khai", ""), "đã gỡ, xin không dùng lại"
		if e != nil && a.Can(registry.View, e.Public(), now) {
			name, since = H(e.Headline(), address.Story.At(e.Season, e.Slug)), "không đổi"
			if e.LastCorrection().After(k.At) {
				since = "đính chính ngày " + Day(e.LastCorrection())
			}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{name, T(Moment(k.At)), T(since)}})
	}
	t = t.Labelled()
	return &t
}

// FeedSecretPage shows the address of a private feed, once.
type FeedSecretPage struct {
	Heading, Name string
	Addresses     []Fact
}
