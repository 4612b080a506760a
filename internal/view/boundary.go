package view

import (
	"fmt"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/boundary"
	"danvankheo/internal/registry"
)

// BoundaryPage is where an admin takes in the boundaries of the communes, and
// sees what was matched and what was not.
type BoundaryPage struct {
	Errors  *ErrorSummary
	State   Notice
	File    Field
	Matched *Table
	Missing []Link // communes without a boundary
	Unknown *Table // what the last file held that is no commune
}

// BoundaryInput is what the page is made from.
type BoundaryInput struct {
	Units   []registry.Unit // that are to have a boundary
	Matched []MatchedBoundary
	Unknown []boundary.Unknown
	Err     error
}

// MatchedBoundary is a boundary with its unit, which may have ended since.
type MatchedBoundary struct {
	Unit   registry.Unit
	Source string // its name or code in the file
	ByCode bool
	Points int
	At     time.Time
}

// NewBoundaryPage shows what was taken in and what is missing. Of what is missing
// when there is nothing at all, no list: it would be that of all communes.
func NewBoundaryPage(in BoundaryInput) BoundaryPage {
	p := BoundaryPage{
		Errors: NewErrorSummary(in.Err),
		File: InputFile("file", "Tệp GeoJSON", ".geojson,.json,application/geo+json,application/json", false).
			Hint("Đến " + Count(boundary.MaxBytes>>20) +
				" MB. Ranh giới mới thay ranh giới cũ của cùng đơn vị; nơi không có trong tệp thì giữ nguyên.").
			Wrong(registry.FieldsOf(in.Err)),
		Matched: matchedTable(in.Matched),
		Unknown: unknownTable(in.Unknown),
	}
	have := map[registry.UnitCode]bool{}
	for _, m := range in.Matched {
		have[m.Unit.Code] = true
	}
	for _, u := range in.Units {
		if !have[u.Code] {
			p.Missing = append(p.Missing, Link{Text: u.Name, URL: address.LedgerUnit.At(u.Code)})
		}
	}
	p.State = boundaryState(len(in.Units)-len(p.Missing), len(in.Units))
	if len(p.Missing) == len(in.Units) {
		p.Missing = nil
	}
	return p
}

func matchedTable(list []MatchedBoundary) *Table {
	if len(list) == 0 {
		return nil
	}
	t := Table{
		Caption:     "Đã khớp",
		HideCaption: true,
		Columns: []Column{
			{Label: "Xã, phường"},
			{Label: "Tên hay mã trong tệp"},
			{Label: "Khớp theo"},
			{Label: "Số điểm giữ lại", Num: true},
			{Label: "Nhận ngày"},
		},
		Stacked: true,
	}
	for _, m := range list {
		by := "tên"
		if m.ByCode {
			by = "mã"
		}
		t.Rows = append(
			t.Rows,
			Row{Cells: []Cell{H(m.Unit.Name, address.LedgerUnit.At(m.Unit.Code)), T(m.Source), T(by), N(Count(m.Points)), T(Day(m.At))}},
		)
	}
	t = t.Labelled()
	return &t
}

func unknownTable(list []boundary.Unknown) *Table {
	if len(list) == 0 {
		return nil
	}
	t := Table{
		Caption:     "Không khớp",
		HideCaption: true,
		Columns:     []Column{{Label: "Hình thứ", Num: true}, {Label: "Thuộc tính"}, {Label: "Vì sao"}},
	}
	for _, u := range list {
		t.Rows = append(t.Rows, Row{Cells: []Cell{N(Count(u.Place)), T(u.Name), T(u.Why)}})
	}
	return &t
}

// boundaryState says which map is shown and why.
func boundaryState(have, all int) Notice {
	switch {
	case have == 0:
		return Notice{Heading: "Đang dùng bản đồ ô", Text: "Mỗi xã, phường là một ô. Gửi tệp GeoJSON ranh giới để trang dùng bản đồ thật."}
	case have < all:
		return Notice{
			Tone:    "wait",
			Heading: fmt.Sprintf("Đã có ranh giới của %d trong %d xã, phường", have, all),
			Text:    "Trang vẫn dùng bản đồ ô cho đến khi đủ, để không nơi nào vắng mặt trên bản đồ. Gửi thêm tệp có các nơi còn thiếu.",
		}
	}
	return Notice{Tone: "ok", Heading: fmt.Sprintf("Đang dùng bản đồ thật, đủ %d xã, phường", all)}
}
