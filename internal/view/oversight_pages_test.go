package view_test

import (
	"net/url"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// The list keeps its filter in every address; it can be cleared only when there is
// one, and an empty list says so.
func TestUnitListPage(t *testing.T) {
	t.Parallel()
	missing := oversight.Missing
	for _, c := range []struct {
		name, query, clear, csv string
		pick                    oversight.Pick
	}{
		{"no filter", "nam=2026&q=", "", "/lam-viec/theo-doi/danh-sach.csv?nam=2026", oversight.Pick{}},
		{"a state", "nam=2026&tt=chua-co", "/lam-viec/theo-doi/danh-sach?buoc=dang-ky&nam=2026",
			"/lam-viec/theo-doi/danh-sach.csv?nam=2026&tt=chua-co", oversight.Pick{State: &missing}},
	} {
		q, err := url.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		y := &oversight.Year{Season: registry.DefaultSeason(2026), Ledger: shortLedger()}
		p := view.NewUnitListPage(view.UnitListInput{Year: y, Step: registry.Registering, Pick: c.pick, Query: q})
		if p.Clear != c.clear || p.CSV != c.csv {
			t.Errorf("%s: clear %q, csv %q", c.name, p.Clear, p.CSV)
		}
		if p.Total != 0 != (p.Empty == nil) {
			t.Errorf("%s: %d units, empty %+v", c.name, p.Total, p.Empty)
		}
		for i, tab := range p.StepTabs {
			if tab.Current != (registry.Steps()[i] == registry.Registering) {
				t.Errorf("%s: tab %+v", c.name, tab)
			}
		}
	}
}

// The export is of the whole list whatever page of it is open.
func TestEntryListPage(t *testing.T) {
	t.Parallel()
	q := url.Values{"viec": {"tiep-nhan"}, "trang": {"2"}}
	p := view.NewEntryListPage(view.EntryListInput{
		Year: 2026, Title: "Chờ", Lines: []view.OversightLine{{ID: 1, Title: "Đường hoa"}}, Total: 101, Page: 2, Size: 100, Query: q,
	})
	if p.CSV != "/lam-viec/theo-doi/mo-hinh.csv?viec=tiep-nhan" || p.Empty != nil || p.Total != 101 {
		t.Errorf("%+v", p)
	}
	if p.Pager.Prev != "/lam-viec/theo-doi/mo-hinh?trang=1&viec=tiep-nhan" || p.Pager.Next != "" {
		t.Errorf("pager %+v", p.Pager)
	}
	if p = view.NewEntryListPage(view.EntryListInput{Year: 2026, Page: 1, Size: 100, Query: url.Values{}}); p.Empty == nil {
		t.Error("an empty list without words")
	}
}

// A stage is named with its day only when a day was asked for.
func TestListTitles(t *testing.T) {
	t.Parallel()
	stage, _ := oversight.ParseStage("")
	whole := view.StageTitle(stage, 2026, "")
	if got, want := view.StageTitle(stage, 2026, "2026-03-31"), whole+", đến 31/03/2026"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Seasons are offered from the newest on, each for the present step, and each step
// for the present season.
func TestChartsPage(t *testing.T) {
	t.Parallel()
	seasons := []registry.Season{registry.DefaultSeason(2025), registry.DefaultSeason(2026)}
	p := view.NewChartsPage(2025, registry.Reporting, seasons, nil)
	if p.Empty == nil || p.Years[0].Text != "2026" || p.Years[0].Current || !p.Years[1].Current {
		t.Errorf("%+v", p)
	}
	for i, tab := range p.Steps {
		s := registry.Steps()[i]
		if tab.URL != address.Charts+view.ChartsQuery(2025, s) || tab.Current != (s == registry.Reporting) {
			t.Errorf("step %+v", tab)
		}
	}
	if p = view.NewChartsPage(2025, registry.Reporting, seasons, []view.Chart{{ID: "ban-do"}}); p.Empty != nil {
		t.Error("charts and words for none")
	}
}
