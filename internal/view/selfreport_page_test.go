package view_test

import (
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// A season without a report, or with one not saved, is not written yet.
func TestOwnSelfsPage(t *testing.T) {
	t.Parallel()
	p := view.NewOwnSelfsPage(registry.DepartmentBody,
		[]registry.Season{registry.DefaultSeason(2027), registry.DefaultSeason(2026)},
		map[registry.Year]registry.SelfReport{2026: {ID: 3, State: registry.SelfReturned, UpdatedAt: local("2026-10-01", 9, 0)}},
	)
	rows := p.Sections[0].Table.Rows
	if b := rows[0].Cells[2].Badge; b.Text != "Chưa viết" || rows[0].Cells[3].Text != "" {
		t.Errorf("no report: %+v", rows[0])
	}
	if b := rows[1].Cells[2].Badge; *b != view.SelfBadge(registry.SelfReturned) || rows[1].Cells[3].Text == "" {
		t.Errorf("a report sent back: %+v", rows[1])
	}
}

// A draft is the unit's own: for who follows up it is not there, and leads nowhere.
func TestSelfReportsPage(t *testing.T) {
	t.Parallel()
	report := func(id registry.SelfReportID, s registry.SelfState) registry.SelfReport {
		return registry.SelfReport{ID: id, State: s, SentAt: local("2026-11-01", 9, 0)}
	}
	lines := []view.SelfLine{
		{Unit: registry.Unit{Name: "Không có"}},
		{Unit: registry.Unit{Name: "Nháp"}, Report: report(1, registry.SelfDraft)},
		{Unit: registry.Unit{Name: "Gửi"}, Report: report(2, registry.SelfSent), Late: true},
		{Unit: registry.Unit{Name: "Trả"}, Report: report(3, registry.SelfReturned)},
		{Unit: registry.Unit{Name: "Nhận"}, Report: report(4, registry.SelfAccepted)},
	}
	for _, c := range []struct{ only, units, counts string }{
		{"", "Không có Nháp Gửi Trả Nhận", "5 1 1 1 2"},
		{"chua-co", "Không có Nháp", "5 1 1 1 2"},
		{"da-gui", "Gửi", "5 1 1 1 2"},
		{"khac", "", "5 1 1 1 2"},
	} {
		p := view.NewSelfReportsPage(registry.DefaultSeason(2026), lines, c.only)
		var units, counts []string
		if b := p.Sections[0]; b.Table == nil {
			if b.Empty == nil || len(b.Links) != 1 {
				t.Errorf("%q: %+v", c.only, b)
			}
		} else {
			for _, r := range b.Table.Rows {
				units = append(units, r.Cells[0].Text)
				missing := r.Cells[0].Text == "Không có" || r.Cells[0].Text == "Nháp"
				if missing != (r.Cells[0].URL == "") || strings.HasSuffix(r.Cells[2].Text, ", sau hạn") != (r.Cells[0].Text == "Gửi") {
					t.Errorf("%q: row %+v", c.only, r.Cells)
				}
			}
		}
		for _, tab := range p.Tabs {
			counts = append(counts, tab.Count)
		}
		if strings.Join(units, " ") != c.units || strings.Join(counts, " ") != c.counts {
			t.Errorf("%q: %q, %q", c.only, units, counts)
		}
	}
}

// A report that was sent is taken in or sent back; one taken in may still be sent
// back; one that its unit has again is only read.
func TestSelfJudgePage(t *testing.T) {
	t.Parallel()
	var wrong registry.Fields
	wrong.Add("reason", "Nêu lý do.")
	for _, c := range []struct {
		state   registry.SelfState
		buttons string
	}{
		{registry.SelfSent, "tiep-nhan tra-lai"}, {registry.SelfAccepted, "tra-lai"}, {registry.SelfReturned, ""}, {registry.SelfDraft, ""},
	} {
		r := registry.SelfReport{ID: 5, Season: 2026, Version: 4, State: c.state, Reason: "Thiếu số"}
		p := view.NewSelfJudgePage(r, "Xã An", true, "gõ dở", wrong.Err("Chưa trả lại được."))
		var values []string
		if i := slices.Index(blocksOf(p), "Xét"); i >= 0 {
			form := p.Sections[i].Form
			for _, b := range form.Buttons {
				values = append(values, b.Value)
			}
			if f := form.Fields[0]; f.Value != "gõ dở" || f.Error != "Nêu lý do." || form.Hidden[0].Value != "4" {
				t.Errorf("%s: form %+v", c.state, form)
			}
		}
		if got := strings.Join(values, " "); got != c.buttons {
			t.Errorf("%s: buttons %q, want %q", c.state, got, c.buttons)
		}
		facts := p.Sections[0].Facts
		if !strings.HasSuffix(facts[1].Text, ", sau hạn") || (len(facts) == 5) != (c.state == registry.SelfReturned) {
			t.Errorf("%s: facts %+v", c.state, facts)
		}
	}
}
