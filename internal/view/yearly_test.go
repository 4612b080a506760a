package view_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

func yearVersions(n int) (out []view.YearVersion) {
	for i := n; i > 0; i-- {
		out = append(out, view.YearVersion{
			Season: 2026, Number: i, At: local("2026-11-20", 9, i), By: "Trần Thị Bình", Query: 1, Hash: strings.Repeat("a1b2", 16),
		})
	}
	return out
}

func blocksOf(p view.YearlyPage) (out []string) {
	for _, b := range p.Sections {
		out = append(out, b.Heading)
	}
	return out
}

func block(t *testing.T, p view.YearlyPage, heading string) view.Block {
	t.Helper()
	i := slices.Index(blocksOf(p), heading)
	if i < 0 {
		t.Fatalf("no block %q among %q", heading, blocksOf(p))
	}
	return p.Sections[i]
}

// Each season is shown with its newest frozen version only.
func TestYearsPageShowsTheNewestVersion(t *testing.T) {
	t.Parallel()
	p := view.NewYearsPage([]registry.Season{registry.DefaultSeason(2027), registry.DefaultSeason(2026)}, yearVersions(2))
	rows := p.Sections[0].Table.Rows
	if got := rows[0].Cells[2].Text; got != "chưa chốt" {
		t.Errorf("a season without a version: %q", got)
	}
	if got := rows[1].Cells; !strings.HasPrefix(got[2].Text, "bản 2, ") || got[3].Text != "Trần Thị Bình" {
		t.Errorf("a season with two versions: %+v", got)
	}
}

// Figures of now lead to freezing; a frozen version gives papers instead, and what
// is frozen is never offered as being open.
func TestYearPageByState(t *testing.T) {
	t.Parallel()
	change := []oversight.Change{{Label: "Đăng ký", What: "Số liệu", Before: "", After: "1"}}
	versions := yearVersions(2)
	frozen := view.YearState{Of: versions[0]}
	for _, c := range []struct {
		name         string
		in           view.YearInput
		has, lacks   string
		button, link string
	}{
		{"now, nothing frozen", view.YearInput{}, "Trước khi chốt", "Văn bản", "Chốt số liệu", ""},
		{"now, frozen before", view.YearInput{Versions: versions}, "Trước khi chốt", "Bản chốt", "Chốt lại thành bản mới", ""},
		{"frozen, one version", view.YearInput{State: frozen, Versions: versions[:1]}, "Văn bản", "So sánh hai bản", "", ""},
		{"frozen, two versions", view.YearInput{State: frozen, Versions: versions}, "So sánh hai bản", "Trước khi chốt", "", ""},
		{"frozen, changed since", view.YearInput{State: frozen, Versions: versions, Changes: change}, "Điều chỉnh sau chốt",
			"Trước khi chốt", "", "Chốt lại thành bản mới"},
	} {
		c.in.Season = registry.DefaultSeason(2026)
		p := view.NewYearPage(c.in)
		if slices.Contains(blocksOf(p), c.lacks) {
			t.Errorf("%s: has the block %q", c.name, c.lacks)
		}
		b := block(t, p, c.has)
		if c.button != "" && (b.Form == nil || b.Form.Buttons[0].Text != c.button || !b.Form.Get) {
			t.Errorf("%s: form %+v, want the button %q", c.name, b.Form, c.button)
		}
		if c.link != "" && (b.Table == nil || b.Table.Rows[0].Cells[2].Text != "không có" || b.Links[0].Text != c.link) {
			t.Errorf("%s: %+v", c.name, b)
		}
		for _, tab := range p.Tabs {
			if want := strings.HasSuffix(tab.URL, map[bool]string{true: "?ban=0",
				false: "?ban=2"}[c.in.State.Live()]); tab.Current != want {
				t.Errorf("%s: tab %q is current: %v", c.name, tab.Text, tab.Current)
			}
		}
	}
}

// What is still open is listed with where to settle it; what is at nothing is not.
func TestOpenItemsBeforeFreezing(t *testing.T) {
	t.Parallel()
	in := view.YearInput{Season: registry.DefaultSeason(2026)}
	if b := block(t, view.NewYearPage(in), "Trước khi chốt"); b.Table != nil || b.Text != "Không còn việc nào đang dở." {
		t.Errorf("nothing is open: %+v", b)
	}
	in.Waiting = view.YearWaiting{Sent: 2, Returned: 0, Reports: 3}
	in.State.Selfs = []oversight.SelfLine{{State: registry.SelfSent.String()}, {State: registry.SelfAccepted.String()}}
	rows := block(t, view.NewYearPage(in), "Trước khi chốt").Table.Rows
	want := [][2]string{
		{
			"/lam-viec/xet?hang=dang-ky&nam=2026",
			"2",
		}, {"/lam-viec/xet?hang=bao-cao&nam=2026", "3"}, {"/lam-viec/bao-cao-nam/2026/tu-bao-cao", "1"},
	}
	if len(rows) != len(want) {
		t.Fatalf("%d lines, want %d: %+v", len(rows), len(want), rows)
	}
	for i, w := range want {
		if c := rows[i].Cells; c[0].URL != w[0] || c[1].Text != w[1] {
			t.Errorf("line %d: %+v, want %v", i, c, w)
		}
	}
}

// Last year's numbers lead to lists only when last year is frozen.
func TestNumbersOfLastYear(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name       string
		last       map[string]int
		fixed      int
		text, link string
	}{
		{"no year before", nil, 0, "–", ""},
		{"not frozen", map[string]int{"don-vi:phai": 7}, 0, "7", ""},
		{"frozen", map[string]int{"don-vi:phai": 7}, 3, "7", "/lam-viec/bao-cao-nam/2025/danh-sach?ban=3&muc=don-vi%3Aphai"},
	} {
		in := view.YearInput{Season: registry.DefaultSeason(2026)}
		in.State.Last, in.State.LastFixed = c.last, c.fixed
		cell := block(t, view.NewYearPage(in), "Đơn vị").Table.Rows[0].Cells[2]
		if cell.Text != c.text || cell.URL != c.link {
			t.Errorf("%s: %q to %q, want %q to %q", c.name, cell.Text, cell.URL, c.text, c.link)
		}
	}
}

// A reason is asked from the second version on, and what was typed comes back.
func TestFreezePageAsksForAReason(t *testing.T) {
	t.Parallel()
	var wrong registry.Fields
	wrong.Add("reason", "Nêu lý do.")
	for _, c := range []struct {
		name     string
		in       view.FreezeInput
		seen     string
		reason   bool
		value    string
		problem  string
		errorBox bool
	}{
		{name: "first version", in: view.FreezeInput{}, seen: "0"},
		{name: "second version", in: view.FreezeInput{Versions: yearVersions(1)}, seen: "1", reason: true},
		{name: "refused", in: view.FreezeInput{Versions: yearVersions(2), Typed: url.Values{"reason": {"ít"}},
			Err: wrong.Err("Chưa chốt được.")},
			seen: "2", reason: true, value: "ít", problem: "Nêu lý do.", errorBox: true},
	} {
		c.in.Season = registry.DefaultSeason(2026)
		p := view.NewFreezePage(c.in)
		form := block(t, p, "Xác nhận").Form
		if form.Hidden[0].Value != c.seen || (p.Errors != nil) != c.errorBox || len(form.Fields) > 0 != c.reason {
			t.Errorf("%s: %+v, errors %+v", c.name, form, p.Errors)
		}
		if c.reason && (form.Fields[0].Value != c.value || form.Fields[0].Error != c.problem || !form.Fields[0].Required) {
			t.Errorf("%s: field %+v", c.name, form.Fields[0])
		}
	}
}

// Two equal states say so; the lead names both.
func TestComparePage(t *testing.T) {
	t.Parallel()
	p := view.NewComparePage(2026, yearVersions(1), view.YearState{Of: yearVersions(1)[0]}, view.YearState{})
	if b := block(t, p, "Khác nhau"); b.Empty == nil || b.Table != nil {
		t.Errorf("equal states: %+v", b)
	}
	if want := "Bản 1, chốt lúc 09:01 ngày 20/11/2026; so với: số liệu hiện nay."; p.Lead != want {
		t.Errorf("lead %q, want %q", p.Lead, want)
	}
	other := view.YearState{Frozen: oversight.Frozen{Models: []oversight.Model{{ID: 4, Number: "12", Title: "Đường hoa"}}}}
	if b := block(t, view.NewComparePage(2026, nil, view.YearState{}, other), "Khác nhau"); b.Empty != nil || b.Table == nil {
		t.Errorf("states that differ: %+v", b)
	}
}

// The list behind a number has no running number, and its models lead to their
// entries; an empty list offers no file.
func TestYearListPage(t *testing.T) {
	t.Parallel()
	in := view.YearListInput{Year: 2026, Label: "Đăng ký", Heads: []string{"STT", "Mô hình", "Số"}, Query: "ban=0&muc=dang-ky"}
	in.State.Models = []oversight.Model{{ID: 9, Number: "12"}}
	if p := view.NewYearListPage(in); p.Sections[0].Empty == nil || p.Sections[0].Links != nil {
		t.Errorf("an empty list: %+v", p.Sections)
	}
	in.Rows = [][]any{{1, "Đường hoa", "12"}, {2, "Khác", "13"}}
	b := view.NewYearListPage(in).Sections[0]
	if len(b.Table.Columns) != 2 || b.Table.Rows[0].Cells[0].URL != address.Entry.At(9) {
		t.Errorf("table %+v", b.Table)
	}
	if b.Table.Rows[1].Cells[0].URL != "" {
		t.Error("a line that is no entry leads somewhere")
	}
	if want := "/lam-viec/bao-cao-nam/2026/danh-sach.csv?ban=0&muc=dang-ky"; b.Links[1].URL != want {
		t.Errorf("file %s, want %s", b.Links[1].URL, want)
	}
}

// As many stories as a yearbook takes are chosen beforehand, and no more.
func TestYearbookPage(t *testing.T) {
	t.Parallel()
	if p := view.NewYearbookPage(2026, nil, shortLedger()); p.Sections[0].Empty == nil {
		t.Error("a form without stories")
	}
	stories := make([]edition.Edition, view.YearbookMost+1)
	for i := range stories {
		stories[i] = *editionOf(t, &registry.Entry{ID: registry.EntryID(i + 1), Unit: "A", Content: registry.Content{Title: "Bài"}})
	}
	f := view.NewYearbookPage(2026, stories, shortLedger()).Sections[0].Form.Fields[0]
	if len(f.Options) != view.YearbookMost+1 || len(f.Values) != view.YearbookMost {
		t.Errorf("%d stories offered, %d chosen", len(f.Options), len(f.Values))
	}
}

// An answer that was refused comes back, with what is wrong, at its own question alone.
func TestRefusedSurvivalAnswerStaysAtItsQuestion(t *testing.T) {
	t.Parallel()
	entries := []registry.Entry{{ID: 1}, {ID: 2}}
	list := []registry.Survival{{Entry: 1, Months: 12}, {Entry: 1, Months: 24}, {Entry: 2, Months: 12}}
	failed := registry.Fields{{Field: "note", Message: "Ghi chú dài quá."}}.Err("Chưa ghi được câu trả lời.")
	p := view.NewSurvivalPage(list, entries, nil, registry.Survival{Entry: 1, Months: 24, Note: "Thêm hai thôn"}, failed)
	for i, want := range []string{"|", "Thêm hai thôn|Ghi chú dài quá.", "|"} {
		note := p.Sections[i].Form.Fields[0]
		if got := note.Value + "|" + note.Error; got != want {
			t.Errorf("question %d has %q, want %q", i+1, got, want)
		}
	}
}

// The words beside a field count up to a tenth more than suggested without a remark,
// and characters up to the last one that is taken.
func TestCountTextAtItsEnds(t *testing.T) {
	t.Parallel()
	long := view.InputArea("x", "X", "", 3)
	for _, c := range []struct {
		words, max, n int
		want          string
	}{
		{20, 0, 0, "Khoảng 20 từ."}, {20, 0, 22, "22 trên khoảng 20 từ."}, {20, 0, 23, "23 từ, dài hơn mức 20 từ. Vẫn lưu được."},
		{0, 6, 3, "6 trên 6 ký tự."}, {0, 6, 4, "8 ký tự, quá mức 6 ký tự."},
	} {
		f := long
		f.Words, f.Max, f.Value = c.words, c.max, strings.Repeat("ế ", c.n)
		if got := f.CountText(); got != c.want {
			t.Errorf("%d of %d words, %d characters: %q, want %q", c.n, c.words, c.max, got, c.want)
		}
	}
}

// A question is asked until it is answered; what was answered is a list.
func TestSurvivalPage(t *testing.T) {
	t.Parallel()
	fate := registry.Fates()[1]
	entries := []registry.Entry{
		{ID: 1, Season: 2025, Content: registry.Content{Title: "Đường hoa"}, ConfirmedAt: local("2025-10-01", 9, 0)},
	}
	for _, c := range []struct {
		name string
		list []registry.Survival
		want string
	}{
		{"nothing asked", nil, ""},
		{"asked", []registry.Survival{{Entry: 1, Months: 12}}, "Đường hoa"},
		{"answered", []registry.Survival{{Entry: 1, Months: 12, Fate: fate}}, "|Đã trả lời"},
		{"both", []registry.Survival{{Entry: 1, Months: 12, Fate: fate}, {Entry: 1, Months: 24}}, "Đường hoa|Đã trả lời"},
		{"an entry that is gone", []registry.Survival{{Entry: 2, Months: 12}}, ""},
	} {
		p := view.NewSurvivalPage(c.list, entries, nil, registry.Survival{}, nil)
		if got := strings.Join(blocksOf(p), "|"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if p.Sections[0].Heading != "" {
			form := p.Sections[0].Form
			if form.URL != "/lam-viec/duy-tri/1" || len(form.Buttons) != len(registry.Fates())-1 || form.Buttons[0].Kind != "main" {
				t.Errorf("%s: form %+v", c.name, form)
			}
		} else if p.Sections[0].Empty == nil {
			t.Errorf("%s: no words for no question", c.name)
		}
	}
}
