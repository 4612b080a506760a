package view

import (
	"fmt"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// SheetIntakeInput is what the page that takes filled score sheets is made from.
type SheetIntakeInput struct {
	Seat    CouncilSeat
	Preview *SheetIntakePreview // nil: nothing sent yet
	Err     error
}

// SheetIntakePreview is what an import would do, line by line.
type SheetIntakePreview struct {
	Lines []SheetIntakeLine
	Data  string // the lines as the form sends them again
}

// SheetIntakeLine is one line of a preview. Newer: the sheet was changed here
// since the file was made.
type SheetIntakeLine struct {
	Number, Title string
	State         Badge
	Writes, Newer bool
	Before        string // points that are there, "–" for none
	After         string
	Notes         []string
}

// NewSheetIntakePage takes filled score sheets: first a preview, then, by a button
// of the preview, the sheets. Files are taken only while scores are given.
func NewSheetIntakePage(in SheetIntakeInput) CouncilPage {
	s := in.Seat
	p := CouncilPage{CouncilHead: s.head("Nộp phiếu chấm ngoài mạng", in.Err)}
	p.Lead = "Điền tệp phieu-cham.xlsx của gói họp rồi nộp lại. " +
		"Chương trình cho xem trước từng phiếu; chưa ghi gì cho đến khi bạn bấm ghi."
	if in.Preview != nil {
		p.Sections = append(p.Sections, intakePreview(s, in.Preview))
	}
	if !s.May(evaluation.ScoreEntry) {
		p.Sections = append(p.Sections, Block{
			Empty: &Empty{Heading: "Bước chấm điểm không mở", Text: "Chỉ nộp được phiếu khi đang chấm điểm."},
		})
		return p
	}
	p.Sections = append(p.Sections, Block{
		Form: &BlockForm{
			URL: address.RoundIntake.At(s.Round.ID), Upload: true,
			Fields:  []Field{InputFile("file", "Tệp phiếu chấm đã điền", ".xlsx", false).Need().Wrong(registry.FieldsOf(in.Err))},
			Buttons: []Button{Submit("Xem trước")},
		},
		Links: []Link{
			{
				"Tải tệp phiếu để điền (.xlsx)",
				address.RoundSheets.At(s.Round.ID),
			}, {"Tải cả gói họp (.zip)", address.RoundPack.At(s.Round.ID)},
		},
	})
	return p
}

// intakePreview offers to write what can be written; to overwrite newer sheets
// only by a tick.
func intakePreview(s CouncilSeat, in *SheetIntakePreview) Block {
	t := Table{
		Caption: "Xem trước", HideCaption: true, Stacked: true,
		Columns: []Column{
			{Label: "Mô hình"}, {Label: "Điểm đang có", Num: true}, {Label: "Điểm trong tệp", Num: true}, {Label: "Sẽ làm"},
		},
	}
	writes, newer := 0, false
	for _, l := range in.Lines {
		if l.Writes {
			writes++
		}
		newer = newer || l.Newer
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: l.Title, Head: true, Sub: "Số " + l.Number}, N(l.Before), N(l.After),
			{Badge: &l.State, Sub: strings.Join(l.Notes, " ")},
		}})
	}
	t = t.Labelled()
	sec := Block{
		Heading: "Xem trước", Table: &t,
		Text: fmt.Sprintf("%d dòng trong tệp, %d phiếu sẽ được ghi.", len(in.Lines), writes),
	}
	if writes == 0 && !newer {
		return sec
	}
	sec.Form = &BlockForm{
		URL:     address.RoundIntake.At(s.Round.ID),
		Hidden:  []Field{InputHidden("data", in.Data)},
		Buttons: []Button{{Text: "Ghi các phiếu này", Kind: "main", Name: "do", Value: "write"}},
	}
	if newer {
		sec.Form.Fields = []Field{InputTick("overwrite", "Ghi đè cả phiếu đã chấm trên máy sau khi tải tệp", false)}
	}
	return sec
}
