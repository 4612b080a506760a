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
	rows, err := h.DB.PublicSumsOf(ctx, codes, h.Flow.Now())
	if err != nil {
		return err
	}
	sums := oversight.SumsOfSeason(h.Flow.Catalogue(), oversight.AddUp(h.Flow.Catalogue(), rows), 0)
	if len(sums) == 0 {
		return nil
	}
	t := sumTable("Kết quả cộng lại của các mô hình đã đăng ký", sums, func(oversight.PublicSum) string { return "" })
	t.HideCaption = true
	p.Sums = &t
	p.SumsNote = sumsNote(sums)
	return nil
}

// sumTable writes sums with what of them is confirmed.
func sumTable(caption string, sums []oversight.PublicSum, address func(oversight.PublicSum) string) view.Table {
	t := view.Table{
		Caption: caption,
		Columns: []view.Column{
			{Label: "Chỉ số"},
			{Label: "Cộng", Num: true},
			{Label: "Đã xác nhận", Num: true},
			{Label: "Đơn vị tính"},
			{Label: "Mô hình", Num: true},
		},
	}
	for _, s := range sums {
		if s.Entries == 0 {
			continue
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.H(
				s.Indicator.Label,
				address(s),
			), view.N(view.Number(s.All)), view.N(view.Number(s.Confirmed)), view.T(s.Indicator.Unit), view.N(view.Count(s.Entries)),
		}})
	}
	t.Stacked = true
	return t.Labelled()
}

// sumsNote says what is in the sums and what was left out.
func sumsNote(sums []oversight.PublicSum) string {
	note := "Chỉ cộng các chỉ số cộng được, của mô hình do đơn vị đăng ký và đã công khai; tỷ lệ và giá trị cuối kỳ không " +
		"cộng, số trong bài báo không tính."
	left := 0
	for _, s := range sums {
		left += s.OtherMeasure
	}
	if left > 0 {
		note += " " + view.Count(left) + " số liệu ghi bằng đơn vị tính khác nên chưa cộng."
	}
	return note
}
