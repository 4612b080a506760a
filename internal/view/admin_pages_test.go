package view_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

func TestFindUnitsLimitsByEachField(t *testing.T) {
	t.Parallel()
	l := shortLedger()
	for _, c := range []struct {
		q    view.LedgerQuery
		want string
	}{
		{view.LedgerQuery{}, "[T A S]"},
		{view.LedgerQuery{Ended: true}, "[T D a b z A S]"},
		{view.LedgerQuery{Kind: registry.Ward.String()}, "[A]"},
		{view.LedgerQuery{Text: " dong  "}, "[A]"},
		{view.LedgerQuery{Text: "dong", Ended: true}, "[A D]"},
		{view.LedgerQuery{Text: "z", Ended: true}, "[z]"}, // in the code
		{view.LedgerQuery{Text: "z"}, "[]"},
	} {
		got := []string{}
		for _, u := range view.FindUnits(l, c.q) {
			got = append(got, string(u.Code))
		}
		slices.Sort(got)
		want := strings.Fields(strings.Trim(c.want, "[]"))
		slices.Sort(want)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%+v: %v, want %v", c.q, got, want)
		}
	}
}

// What is offered to do with a unit: all four for one in force, nothing for one
// that ended or for the province.
func TestActionsOfferedForAUnit(t *testing.T) {
	t.Parallel()
	l := shortLedger()
	for code, want := range map[registry.UnitCode]int{"A": 4, "S": 4, "a": 0, "D": 0, "T": 0} {
		u, _ := l.Unit(code)
		if got := view.NewLedgerUnitPage(l, u, 0, 0).Actions; len(got) != want {
			t.Errorf("%s: %+v, want %d", code, got, want)
		}
	}
}

func TestLedgerPages(t *testing.T) {
	t.Parallel()
	l := shortLedger()
	unit := func(code registry.UnitCode) registry.Unit { u, _ := l.Unit(code); return u }
	var many []registry.Unit
	for i := range 120 {
		many = append(
			many,
			registry.Unit{
				ID:   registry.UnitID(i + 1),
				Code: registry.UnitCode(fmt.Sprintf("%03d", i)),
				Name: fmt.Sprintf("Xã %03d", i),
				Kind: registry.Commune,
			},
		)
	}
	big := registry.NewLedger(many, nil)
	for page, want := range map[int]string{0: "Xã 000–Xã 049", 1: "Xã 000–Xã 049", 3: "Xã 100–Xã 119", 4: ""} {
		rows, got := view.NewLedgerPage(big, view.LedgerQuery{Page: page}).Table.Rows, ""
		if len(rows) > 0 {
			got = rows[0].Cells[0].Text + "–" + rows[len(rows)-1].Cells[0].Text
		}
		if got != want {
			t.Errorf("page %d: %q, want %q", page, got, want)
		}
		if pager := view.NewLedgerPage(big, view.LedgerQuery{Page: page}).Pager; page == 3 && pager.Summary != "101–120 trong 120" {
			t.Errorf("page %d: %+v", page, pager)
		}
	}
	goldenPages(t, "ledger", []pageCase{
		{"all versions", view.NewLedgerPage(l, view.LedgerQuery{Ended: true, Page: 1})},
		{"nothing found", view.NewLedgerPage(l, view.LedgerQuery{Text: "không có", Kind: registry.Ward.String(), Page: 1})},
		{"a unit in force", view.NewLedgerUnitPage(l, unit("A"), 1200, 3)},
		{"a unit that ended", view.NewLedgerUnitPage(l, unit("a"), 0, 0)},
		{"a unit that ended with nobody after it", view.NewLedgerUnitPage(l, unit("z"), 0, 0)},
	})
}

func TestUnitChangePages(t *testing.T) {
	t.Parallel()
	l := shortLedger()
	var cases []pageCase
	for _, kind := range []string{"doi-ten", "nhap", "tach", "ket-thuc", "thanh-lap"} {
		if !view.KnownChange(kind) {
			t.Errorf("%s is not known", kind)
		}
		in := view.UnitChangeInput{Kind: kind, From: "A", Day: "2026-07-01", Basis: "NQ 1", Version: 9}
		if kind == "doi-ten" {
			in.Into = []view.UnitRowInput{{Existing: "S", Name: "Phường Mới", Kind: "ward", Code: "07999", Parent: "T"}}
		}
		cases = append(cases, pageCase{kind, view.NewUnitChangePage(in, l, "2026-06-12", nil)})
	}
	if view.KnownChange("khac") {
		t.Error("an unknown change is known")
	}
	var wrong registry.Fields
	for _, name := range []string{"from", "day", "basis", "name", "existing", "into.1.name", "into.4.code"} {
		wrong.Add(name, "Sai %s.", name)
	}
	five := view.UnitChangeInput{Kind: "tach", From: "khac\nA", Keep: true, Into: make([]view.UnitRowInput, 5)}
	cases = append(
		cases,
		pageCase{
			"nhap, refused",
			view.NewUnitChangePage(view.UnitChangeInput{Kind: "nhap", From: "a\nb"}, l, "2026-06-12", wrong.Err("Chưa ghi được.")),
		},
		pageCase{"tach into five, refused", view.NewUnitChangePage(five, l, "2026-06-12", wrong.Err("Chưa ghi được."))},
	)
	made := registry.Unit{ID: 9, Code: "N", Name: "Phường Nam", Kind: registry.Ward, Parent: "T", From: "2026-07-01"}
	free := registry.Unit{ID: 10, Code: "K", Name: "Sở Khác", Kind: registry.Agency, From: "2026-07-01"}
	ended, _ := l.Unit("A")
	ended.To = "2026-06-30"
	edge := registry.Succession{From: "A", To: "N", Date: "2026-07-01", Basis: "NQ 1"}
	after := registry.NewLedger(
		append(slices.DeleteFunc(l.All(), func(u registry.Unit) bool { return u.Code == "A" }), ended, made, free),
		nil,
	)
	goldenPages(t, "unit_change", append(cases, pageCase{"plan", *view.NewUnitPlanView(view.UnitPlanInput{
		Ended: []registry.Unit{ended}, Made: []registry.Unit{made, free}, Edges: []registry.Succession{edge},
		Old: l, New: after, Entries: 12, Accounts: 2,
	})}))
}

// Each change of a season is one line of its history; what did not change has none.
func TestSeasonChanges(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*registry.Season)
		want   string
	}{
		{"nothing", func(*registry.Season) {}, ""},
		{"a date", func(s *registry.Season) { s.RegisterTo = "2026-04-15" }, "31/03/2026 → 15/04/2026"},
		{"a field's name", func(s *registry.Season) { s.Fields = s.Fields[:1]; s.Fields[0].Label = "Mới" },
			"Lĩnh vực: Kinh tế, Văn hóa, Xã hội, An ninh, Quốc phòng, Hệ thống chính trị → Mới"},
		{"the topics, which have a list of their own", func(s *registry.Season) { s.Tags = s.Tags[:1] }, ""},
		{"who owes", func(s *registry.Season) { s.Owes = s.Owes[:2] }, "Loại đơn vị phải đăng ký: "},
		{"photos", func(s *registry.Season) { s.MinPhotos = 5 }, "Số ảnh ít nhất: 3 → 5"},
		{"length of titles", func(s *registry.Season) { s.TitleMax = 120 }, "Độ dài tên: 150 → 120"},
		{"closed", func(s *registry.Season) { s.Closed = true }, "Khóa năm: không → có"},
		{"grace", func(s *registry.Season) { s.GraceMinutes = 0 }, "Châm chước (phút): 30 → 0"},
		{"stuck", func(s *registry.Season) { s.StuckAfter = 7 }, "Nháp để lâu sau (ngày): 10 → 7"},
		{"reminders before", func(s *registry.Season) { s.RemindDays = []int{-7, 1, 3} }, "Nhắc trước hạn: "},
		{"holidays", func(s *registry.Season) { s.Holidays = []registry.Date{"2026-01-01"} }, "→ 01/01/2026"},
	} {
		before, after := registry.DefaultSeason(2026), registry.DefaultSeason(2026)
		c.change(&after)
		got := view.SeasonChanges(before, after)
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.Contains(got[0], c.want)) {
			t.Errorf("%s: %q, want one line with %q", c.name, got, c.want)
		}
	}
}

func TestSeasonPages(t *testing.T) {
	t.Parallel()
	now := local("2026-06-12", 9, 0)
	s := registry.DefaultSeason(2026)
	s.RemindDays, s.Holidays, s.Tags = []int{-30, -7, 1, 3}, s.Holidays[:2], s.Tags[:2]
	closed, later := s, s
	closed.Year, closed.Closed = 2025, true
	later.Version, later.MinPhotos, later.TitleMax = 2, 5, 120
	var wrong registry.Fields
	for name := range strings.FieldsSeq(
		"year fields tags min_photos title_max grace_minutes stuck_after remind_before remind_after holidays owes register_to",
	) {
		wrong.Add(name, "Sai %s.", name)
	}
	shown := view.NewSeasonPage(view.InputOfSeason(closed), nil)
	shown.ShowVersions([]view.SeasonVersion{{Season: later, At: now, Name: "Quản trị"}, {Season: s, At: now, Name: "Nạp"}})
	shown.ShowExempt([]registry.Exemption{{Season: 2026, Unit: "A", Reason: "Mới sắp xếp", Document: "CV 1"}}, shortLedger())
	goldenPages(t, "season", []pageCase{
		{"list", view.NewSeasonsPage([]registry.Season{s, closed}, "2027", nil)},
		{"list, refused", view.NewSeasonsPage(nil, "x", wrong.Err("Chưa mở được."))},
		{"closed, with its versions and exemptions", shown},
		{"refused", view.NewSeasonPage(view.InputOfSeason(s), wrong.Err("Chưa lưu được."))},
	})
}

func TestAuditPage(t *testing.T) {
	t.Parallel()
	at := local("2026-06-12", 9, 0)
	var lines []registry.Audit
	for object := range strings.FieldsSeq("entry:12 account:3 unit:A season:2026 settings:mail settings:khac round:4 khac:1 photo") {
		lines = append(
			lines,
			registry.Audit{At: at, Name: "Nguyễn An", Role: registry.Admin, Address: "::1", Action: "season.save", Object: object},
		)
	}
	lines = append(lines, registry.Audit{At: at, Name: "Nguyễn An", Role: registry.Admin, Action: "khong-co", Before: "cũ", After: "mới"})
	q := view.AuditQuery{Account: "3", Action: "season.save", Object: "năm 2026", From: "2026-06-01", To: "2026-06-30", Page: 2}
	accounts := []registry.Account{{ID: 3, Name: "Nguyễn An", Role: registry.Admin}}
	actions := []string{"entry.gui", "entry.luu", "season.save", "xyz.abc"}
	address := func(page int) string { return fmt.Sprintf("/nhat-ky?trang=%d", page) }
	goldenPages(t, "audit", []pageCase{
		{"lines", view.NewAuditPage(lines, 1200, q, accounts, actions, 500, address)},
		{"nothing found", view.NewAuditPage(nil, 0, view.AuditQuery{Page: 1}, nil, nil, 500, address)},
	})
	if got := view.DayStart("2026-06-12"); !got.Equal(local("2026-06-12", 0, 0)) || !view.DayStart("khác").IsZero() {
		t.Errorf("a day begins at %v", got)
	}
}
