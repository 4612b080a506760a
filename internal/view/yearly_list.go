package view

import (
	"fmt"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// FateKey is the beginning of the keys of answers about models of earlier years.
const FateKey = "con-lai:"

// FateListLabel names the list of the models with one answer.
func FateListLabel(f registry.Fate) string { return "Sau 12, 24 tháng: " + strings.ToLower(f.Label()) }

// numberBlocks are all the numbers of a state, last year's beside them, each
// leading to its list.
func numberBlocks(y registry.Year, st *YearState) []Block {
	var models []registry.Choice
	for _, c := range st.Cuts() {
		models = append(models, registry.Choice{Code: c.Key, Label: c.Label})
	}
	out := []Block{
		{Heading: "Đơn vị", Table: numberTable(y, st, "Đơn vị", oversight.UnitCutLabels())},
		{Heading: "Mô hình, điển hình", Table: numberTable(y, st, "Mô hình", models)},
	}
	if len(st.Survivals) == 0 {
		return out
	}
	fates := Table{Caption: "Câu trả lời", HideCaption: true, Columns: []Column{{Label: "Trả lời"}, {Label: "Số lượt", Num: true}}}
	for _, f := range registry.Fates() {
		fates.Rows = append(fates.Rows, Row{Cells: []Cell{
			H(f.Label(), ""),
			{Text: Count(len(st.Fated(f.String()))), Num: true, URL: yearListPath(y, st.Of.Number, FateKey+f.String())},
		}})
	}
	return append(out, Block{Heading: "Mô hình các năm trước, sau 12 và 24 tháng", Table: &fates})
}

// numberTable leads to last year's lists only when last year is frozen: what is
// there now may be more than was counted.
func numberTable(y registry.Year, st *YearState, caption string, list []registry.Choice) *Table {
	n, was := st.Numbers(), "Năm "+YearText(y-1)
	if st.LastFixed > 0 {
		was += fmt.Sprintf(" (bản chốt %d)", st.LastFixed)
	}
	t := &Table{
		Caption:     caption,
		HideCaption: true,
		Columns:     []Column{{Label: caption}, {Label: "Năm " + YearText(y), Num: true}, {Label: was, Num: true}},
	}
	for _, x := range list {
		last := N("–")
		if st.Last != nil {
			last.Text = Count(st.Last[x.Code])
			if st.LastFixed > 0 {
				last.URL = yearListPath(y-1, st.LastFixed, x.Code)
			}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			H(x.Label, ""), {Text: Count(n[x.Code]), Num: true, URL: yearListPath(y, st.Of.Number, x.Code)}, last,
		}})
	}
	return t
}

// YearListInput is what a number counts, as the table that is also sent as a file.
type YearListInput struct {
	Year  registry.Year
	State YearState
	Label string
	Heads []string // the first is of the running number
	Rows  [][]any
	Query string // of the address, for the files
}

// NewYearListPage lists what a number counts: models, or units.
func NewYearListPage(in YearListInput) YearlyPage {
	p := YearlyPage{
		Crumbs:  yearCrumbs(in.Year, Crumb{Text: in.Label}),
		Title:   in.Label,
		Lead:    in.State.name() + ".",
		Figures: []Figure{{Value: Count(len(in.Rows)), Unit: "dòng", Label: "trong danh sách này"}},
	}
	if len(in.Rows) == 0 {
		p.Sections = []Block{{Empty: &Empty{Heading: "Danh sách trống", Text: "Không có mô hình hoặc đơn vị nào."}}}
		return p
	}
	t := Table{Caption: in.Label, HideCaption: true, Stacked: true}
	for _, head := range in.Heads[1:] { // a page needs no running number
		t.Columns = append(t.Columns, Column{Label: head})
	}
	ids := in.State.entriesByNumber()
	for _, r := range in.Rows {
		row := Row{}
		for i, v := range r[1:] {
			cell := Cell{Text: fmt.Sprint(v), Head: i == 0}
			if i == 0 && len(r) > 2 && ids[fmt.Sprint(r[2])] != 0 {
				cell.URL = address.Entry.At(ids[fmt.Sprint(r[2])])
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	t = t.Labelled()
	p.Sections = []Block{{Table: &t, Links: []Link{
		{Text: "Danh sách này (.xlsx)", URL: address.YearListXLSX.At(in.Year) + "?" + in.Query},
		{Text: "Danh sách này (.csv)", URL: address.YearListCSV.At(in.Year) + "?" + in.Query},
	}}}
	return p
}

func (s *YearState) entriesByNumber() map[string]registry.EntryID {
	ids := map[string]registry.EntryID{}
	for _, m := range s.Models {
		ids[m.Number] = m.ID
	}
	for _, x := range s.Survivals {
		ids[x.Number] = x.Entry
	}
	return ids
}
