package public

import (
	"context"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// unitYears reads the stories of a unit and puts them by year, the newest first.
func (h *Area) unitYears(ctx context.Context, list []sqlite.PublicEntry, p *view.UnitPage) error {
	ids := make([]registry.EntryID, len(list))
	for i, e := range list {
		ids[i] = e.ID
	}
	entries, err := h.DB.EditionsByID(ctx, ids)
	if err != nil {
		return err
	}
	for i := range entries {
		e := &entries[i]
		year := view.Sentence(view.YearText(e.Season))
		if n := len(p.Years); n == 0 || p.Years[n-1].Year != year {
			p.Years = append(p.Years, view.UnitYear{Year: year})
		}
		last := &p.Years[len(p.Years)-1]
		last.Cards = append(last.Cards, view.NewCard(e, h.Names(), view.ShapeHit))
	}
	return nil
}

// unitSums adds up what the registered models of a unit reached.
func (h *Area) unitSums(ctx context.Context, codes []registry.UnitCode, p *view.UnitPage) error {
	values, err := h.DB.PublicValuesIn(ctx, codes, h.Flow.Now())
	if err != nil {
		return err
	}
	t := sumTable("Kết quả cộng lại của các mô hình đã đăng ký", oversight.Lines(h.Flow.Catalogue().In(0), values),
		func(*oversight.Line) string { return "" })
	if len(t.Rows) == 0 {
		return nil
	}
	t.HideCaption = true
	p.Sums, p.SumsNote = &t, sumsNote
	return nil
}

// sumTable writes the lines that may be added up, with what each sum is founded on.
func sumTable(caption string, lines []oversight.Line, link func(*oversight.Line) string) view.Table {
	t := view.Table{
		Caption: caption,
		Stacked: true,
		Columns: []view.Column{
			{Label: "Chỉ số"},
			{Label: "Kỳ"},
			{Label: "Cộng", Num: true},
			{Label: "Đơn vị tính"},
			{Label: "Căn cứ số liệu"},
			{Label: view.InEffective, Num: true},
			{Label: "Mô hình", Num: true},
		},
	}
	for i := range lines {
		l := &lines[i]
		if l.Aggregate != registry.Sum {
			continue
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.H(l.Name, link(l)), view.T(view.PeriodLabel(l.Period)), view.N(view.Number(l.Sum)), view.T(l.Unit),
			view.T(view.FoundedText(l)), view.N(view.Number(l.Effective.Sum)), view.N(view.Count(l.Entries)),
		}})
	}
	return t.Labelled()
}

// sumsNote says what is in public sums and what is not.
const sumsNote = "Chỉ cộng số cùng nghĩa, cùng đơn vị tính, cùng kỳ, của mô hình do đơn vị đăng ký, đã công khai và báo cáo " +
	"kết quả đã được thẩm định; một mô hình tính một lần. Thẩm định xác nhận mô hình, không xác nhận từng con số: căn cứ của " +
	"số ghi riêng. Tỷ lệ và giá trị cuối kỳ không cộng, số trong bài báo không tính."
