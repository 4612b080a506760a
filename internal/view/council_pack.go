package view

import (
	"fmt"
	"strings"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// PackInput is what the first page of a pack to take along is made from.
type PackInput struct {
	Seat    CouncilSeat
	Lines   []PackLine
	Ranking bool // the pack holds the ranking
	Fill    bool // the pack holds sheets to fill in
}

// PackLine is one dossier of a pack.
type PackLine struct {
	Number, Title, Unit string
	Field               registry.FieldCode
	Own                 string // points of the reader, "" for none
}

// NewPackPage is the first page of a pack: the dossiers, and by what they are
// judged. Its links lead within the pack.
func NewPackPage(in PackInput) CouncilPage {
	r := in.Seat.Round
	t := Table{
		Caption: "Hồ sơ", HideCaption: true, Stacked: true,
		Columns: []Column{{Label: "Mô hình"}, {Label: "Lĩnh vực"}, {Label: "Điểm của bạn", Num: true}},
	}
	for _, l := range in.Lines {
		title := H(l.Title, "ho-so/"+l.Number+"/index.html")
		title.Sub = "Số " + l.Number + " · " + l.Unit
		t.Rows = append(t.Rows, Row{Cells: []Cell{title, {Mark: MarkOf(l.Field)}, N(l.Own)}})
	}
	t = t.Labelled()
	sec := Block{Heading: "Hồ sơ", Table: &t}
	if in.Fill && in.Seat.May(evaluation.ScoreEntry) {
		sec.Text = "Chấm ngoài mạng: điền vào tệp phieu-cham.xlsx trong gói này, " +
			"rồi nộp lại ở mục “Nộp phiếu chấm ngoài mạng” khi có mạng."
	}
	if in.Ranking {
		sec.Links = []Link{{"Bảng xếp hạng", "xep-hang.html"}}
	}
	return CouncilPage{
		CouncilHead: CouncilHead{
			Eyebrow: fmt.Sprintf("%s · năm %d · bước %s", r.Level.Label(), r.Season, strings.ToLower(r.Phase.Label())),
			Title:   r.Title,
			Lead:    "Gói này mở được khi không có mạng. Giữ kín như hồ sơ giấy của hội đồng.",
		},
		Sections: append([]Block{sec}, ruleSections(r)...),
	}
}

// Offline makes a scoring page part of a pack: without the sheet to fill in, its
// links within the pack.
func (p *ScorePage) Offline(number string) {
	p.Sheet, p.Crumbs = nil, []Crumb{{"Danh sách", "../../bat-dau.html"}, {"Số " + number, ""}}
}
