package view_test

import (
	"errors"
	"testing"

	"danvankheo/internal/boundary"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// The real map is used when no commune lacks its boundary; those that lack it are
// named, unless that would name them all. A unit that has ended fills no place.
func TestBoundaryPageNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	a, b, ended := registry.Unit{Code: "a", Name: "Xã A"}, registry.Unit{Code: "b", Name: "Xã B"}, registry.Unit{Code: "c", Name: "Xã Cũ"}
	for _, c := range []struct {
		name    string
		matched []registry.Unit
		missing int
		tone    string
		rows    int
	}{
		{"none", nil, 0, "", 0},
		{"some", []registry.Unit{a}, 1, "wait", 1},
		{"one that has ended", []registry.Unit{a, ended}, 1, "wait", 2},
		{"all", []registry.Unit{b, a}, 0, "ok", 2},
	} {
		in := view.BoundaryInput{Units: []registry.Unit{a, b}}
		for _, u := range c.matched {
			in.Matched = append(in.Matched, view.MatchedBoundary{Unit: u})
		}
		p := view.NewBoundaryPage(in)
		rows := 0
		if p.Matched != nil {
			rows = len(p.Matched.Rows)
		}
		if len(p.Missing) != c.missing || p.State.Tone != c.tone || rows != c.rows {
			t.Errorf("%s: missing %v, %q, %d rows", c.name, p.Missing, p.State.Heading, rows)
		}
	}
}

// How a boundary was matched, what was not, and why a file was refused are said.
func TestBoundaryPageSaysWhatTheFileHeld(t *testing.T) {
	t.Parallel()
	p := view.NewBoundaryPage(view.BoundaryInput{
		Matched: []view.MatchedBoundary{{ByCode: true, Points: 1200}, {}},
		Unknown: []boundary.Unknown{{Place: 3, Name: "Xã Lạ", Why: "Không có trong sổ đơn vị."}},
		Err:     (&registry.Fields{{Field: "file", Message: "Chọn tệp GeoJSON."}}).Err("Chưa nhận được ranh giới."),
	})
	if got := p.Matched.Rows[0].Cells[2].Text + ", " + p.Matched.Rows[1].Cells[2].Text; got != "mã, tên" {
		t.Errorf("matched by %s", got)
	}
	if got := p.Unknown.Rows[0].Cells; got[0].Text != "3" || got[1].Text != "Xã Lạ" || got[2].Text != "Không có trong sổ đơn vị." {
		t.Errorf("unknown %v", got)
	}
	if p.File.Error != "Chọn tệp GeoJSON." || p.Errors == nil {
		t.Errorf("refused: %q, %v", p.File.Error, p.Errors)
	}
	if p := view.NewBoundaryPage(view.BoundaryInput{}); p.Unknown != nil || p.Matched != nil {
		t.Error("tables without a line are shown")
	}
}

// After a conflict the form keeps what was typed, beside what somebody else saved.
func TestSettingsPageShowsWhatWasSavedMeanwhile(t *testing.T) {
	t.Parallel()
	typed := view.SettingsInput{Name: "Tên vừa gõ"}
	saved := view.SettingsInput{Name: "Tên người khác lưu", Factors: []string{registry.Admin.String(), registry.Verifier.String()}}
	p := view.NewSettingsPage(typed, &saved, errors.New("conflict"))
	if p.Name.Value != "Tên vừa gõ" || len(p.Saved) != 8 || p.Saved[0] != "Tên trang: Tên người khác lưu" {
		t.Errorf("%q beside %q", p.Name.Value, p.Saved)
	}
	want := "Vai trò phải dùng mã xác nhận: " + registry.Admin.Label() + ", " + registry.Verifier.Label()
	if p.Saved[6] != want {
		t.Errorf("%q, want %q", p.Saved[6], want)
	}
	saved.Factors = nil
	if p := view.NewSettingsPage(typed, &saved, nil); p.Saved[6] != "Vai trò phải dùng mã xác nhận: không" {
		t.Errorf("no role: %q", p.Saved[6])
	}
	if p := view.NewSettingsPage(typed, nil, nil); p.Saved != nil {
		t.Errorf("nobody saved: %q", p.Saved)
	}
}
