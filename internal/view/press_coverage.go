package view

import (
	"strconv"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// CoverageInput is a piece that was published elsewhere about an entry.
type CoverageInput struct {
	ID                    int64
	URL, Title, Publisher string
	Day                   registry.Date
	State                 string // its label
	Sent                  time.Time
	Entry                 *registry.Entry
}

// NewCoverageForm asks for a piece that was published about an entry.
func NewCoverageForm(in CoverageInput, err error) PressFormPage {
	wrong := registry.FieldsOf(err)
	p := PressFormPage{
		Heading: "Báo bài đã đăng",
		Lead:    "Bài được ghi nhận sau khi chuyên viên xem, rồi tính cho đơn vị và báo cáo năm. Mô hình:",
		Action:  address.EntryCoverage.At(in.Entry.ID), Errors: NewErrorSummary(err),
		Fields: []Field{
			InputText("url", "Địa chỉ bài", in.URL).Need().Hint("Dán địa chỉ đầy đủ, bắt đầu bằng https://").Wrong(wrong),
			InputText("title", "Tên bài", in.Title).Need().Wrong(wrong),
			InputText("publisher", "Cơ quan báo chí", in.Publisher).Need().Wrong(wrong),
			InputDate("day", "Ngày đăng", in.Day).Wrong(wrong),
		},
	}
	p.about(in.Entry, "Gửi")
	return p
}

// coverageTable lists what a journalist reported; nil for nothing.
func coverageTable(list []CoverageInput) *Table {
	if len(list) == 0 {
		return nil
	}
	t := Table{
		Caption:     "Bài đã đăng",
		HideCaption: true,
		Columns:     []Column{{Label: "Bài"}, {Label: "Cơ quan báo chí"}, {Label: "Ngày"}, {Label: "Tình trạng"}},
		Stacked:     true,
	}
	for _, x := range list {
		t.Rows = append(t.Rows, Row{Cells: []Cell{H(x.Title, x.URL), T(x.Publisher), T(x.Day.Local()), T(x.State)}})
	}
	t = t.Labelled()
	return &t
}

// CoveragePage is what staff checks: pieces published elsewhere.
type CoveragePage struct {
	Heading, Lead string
	Items         []CoverageItem
	Empty         *Empty
	Counts        *Table
}

// CoverageItem is one piece to check.
type CoverageItem struct{ ID, Title, URL, Publisher, Day, Headline, StoryURL, Sent string }

// Count is the code of the button that lets the piece count.
func (CoverageItem) Count() registry.CoverageState { return registry.CoverageCounted }

// Refuse is the code of the button that lets it not.
func (CoverageItem) Refuse() registry.CoverageState { return registry.CoverageRefused }

// NewCoveragePage lists the pieces that wait, and how many each unit has in a year.
func NewCoveragePage(waiting []CoverageInput, year registry.Year, counts map[registry.UnitCode]int, units []registry.Unit) CoveragePage {
	p := CoveragePage{
		Heading: "Bài đã đăng",
		Lead:    "Mở bài, xem có đúng là viết về mô hình không, rồi ghi nhận. Bài đã ghi nhận tính cho đơn vị và báo cáo năm.",
	}
	for _, x := range waiting {
		p.Items = append(p.Items, CoverageItem{
			ID: strconv.FormatInt(x.ID, 10), Title: x.Title, URL: x.URL, Publisher: x.Publisher, Day: x.Day.Local(),
			Headline: x.Entry.RegisteredName(), StoryURL: address.Entry.At(x.Entry.ID), Sent: Day(x.Sent),
		})
	}
	if len(waiting) == 0 {
		p.Empty = &Empty{Heading: "Không có bài nào chờ xem", Text: "Bài do nhà báo hoặc đơn vị báo sẽ hiện ở đây."}
	}
	if len(counts) == 0 {
		return p
	}
	p.Counts = &Table{
		Caption: "Mô hình của năm " + address.Year(year),
		Columns: []Column{{Label: "Đơn vị"}, {Label: "Bài", Num: true}},
	}
	for _, u := range units {
		if n := counts[u.Code]; n > 0 {
			p.Counts.Rows = append(p.Counts.Rows, Row{Cells: []Cell{H(u.Name, address.Unit.At(u.Code)), N(Count(n))}})
		}
	}
	return p
}
