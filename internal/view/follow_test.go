package view_test

import (
	"fmt"
	"strings"
	"testing"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// A state is a word and a tone; what is missing after its last day is overdue.
func TestStandingBadge(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		s    oversight.Standing
		want view.Badge
	}{
		{oversight.Standing{State: oversight.OnTime}, view.Badge{Text: "Đúng hạn", Tone: "ok"}},
		{oversight.Standing{State: oversight.Late}, view.Badge{Text: "Chậm", Tone: "wait"}},
		{oversight.Standing{State: oversight.Missing}, view.Badge{Text: "Chưa có", Tone: "quiet"}},
		{oversight.Standing{State: oversight.Missing, Overdue: true}, view.Badge{Text: "Quá hạn", Tone: "stop"}},
		{oversight.Standing{State: oversight.Exempt}, view.Badge{Text: "Được miễn", Tone: "info"}},
	} {
		if got := view.StandingBadge(&c.s); got != c.want {
			t.Errorf("%s, overdue %v: %+v, want %+v", c.s.State, c.s.Overdue, got, c.want)
		}
	}
}

// standings are units in each state, with everything that is noted about them.
func standings() []oversight.Standing {
	l := shortLedger()
	unit := func(code registry.UnitCode) registry.Unit { u, _ := l.Unit(code); return u }
	return []oversight.Standing{
		{Unit: unit("A"), District: "D", Today: "A", State: oversight.OnTime, Due: "2026-03-31", At: local("2026-03-01", 9, 0),
			Entries: []registry.EntryID{1, 2}, Joint: true, Inherited: true},
		{Unit: unit("S"), Today: "S", State: oversight.OnTime, Due: "2026-03-31", Entries: []registry.EntryID{3}},
		{Unit: unit("a"), District: "D", State: oversight.Missing, Overdue: true, Due: "2026-04-10", Unstaffed: true,
			Extension: &registry.Extension{Until: "2026-04-10", Reason: "Bão lũ"}},
		{
			Unit:      unit("b"),
			District:  "D",
			State:     oversight.Exempt,
			Due:       "2026-03-31",
			Exemption: &registry.Exemption{Reason: "Mới sắp xếp", Document: "CV 1"},
		},
	}
}

// The list on the page and the rows of its export say the same of each unit.
func TestStandingListAndExport(t *testing.T) {
	t.Parallel()
	l, list := shortLedger(), standings()
	if view.StandingTable(nil, l, 2026) != nil || len(view.StandingRows(nil, l)) != 0 {
		t.Error("a table of nothing is shown")
	}
	var b strings.Builder
	table := view.StandingTable(list, l, 2026)
	for i, row := range view.StandingRows(list, l) {
		if len(row) != len(view.StandingHeads) {
			t.Errorf("row %d has %d cells for %d heads", i, len(row), len(view.StandingHeads))
		}
		cells := table.Rows[i].Cells
		if row[1] != cells[0].Text || row[10] != cells[0].Sub || row[3] != cells[2].Text || fmt.Sprint(row[9]) != cells[5].Text {
			t.Errorf("row %d: %v, on the page %+v", i, row, cells)
		}
		fmt.Fprintln(&b, row...)
	}
	goldenPages(t, "standing", []pageCase{
		{"list", *table},
		{"export", struct{ Rows []string }{strings.Split(strings.TrimSpace(b.String()), "\n")}},
	})
}

func TestFiltersOfTheCockpit(t *testing.T) {
	t.Parallel()
	season := registry.DefaultSeason(2026)
	cov := &oversight.Coverage{Standings: standings()}
	codes := func(list []view.Option) string {
		var out []string
		for _, o := range list {
			if o.Label == "" {
				out = append(out, "?")
			}
			out = append(out, o.Value)
		}
		return strings.Join(out, ",")
	}
	if got := codes(view.StateOptions()); got != ",da-co,dung-han,cham,chua-co,mien,qua-han,khong-nguoi" {
		t.Errorf("states %s", got)
	}
	if got := codes(view.KindOptions(season)); got != ",commune,ward,agency,organisation,armed_force" {
		t.Errorf("kinds %s", got)
	}
	if got := codes(view.DistrictOptions(cov, shortLedger())); got != ",D,tinh" {
		t.Errorf("districts %s", got)
	}
}

func TestModelListAndExport(t *testing.T) {
	t.Parallel()
	list := []view.OversightLine{
		{
			ID:           7,
			Number:       "26-0007",
			Title:        "Đường làng",
			Unit:         "Xã An",
			Year:         2026,
			Field:        "kinh-te",
			Registration: registry.Accepted,
			Result:       registry.ReportSent,
			Since:        "01/06/2026",
			Days:         1200,
		},
		{ID: 8, Number: "26-0008", Unit: "Xã Bình", Registration: registry.Draft, Result: registry.ReportDraft},
		{ID: 9, Number: "26-0009", Title: "Chợ sạch", Registration: registry.Accepted},
	}
	if view.LineTable(nil, true) != nil || len(view.LineRows(nil, true)) != 0 {
		t.Error("a table of nothing is shown")
	}
	var cases []pageCase
	for _, waiting := range []bool{false, true} {
		rows := view.LineRows(list, waiting)
		var lines []string
		for _, r := range rows {
			if len(r) != len(view.LineHeads(waiting)) {
				t.Errorf("waiting %v: %d cells for %d heads", waiting, len(r), len(view.LineHeads(waiting)))
			}
			lines = append(lines, fmt.Sprint(r...))
		}
		table := *view.LineTable(list, waiting)
		cases = append(cases, pageCase{fmt.Sprintf("list, waiting %v", waiting), table},
			pageCase{fmt.Sprintf("export, waiting %v", waiting), struct{ Heads, Rows []string }{view.LineHeads(waiting), lines}})
	}
	goldenPages(t, "lines", cases)
}

// Who is notified how, before anything is sent: by each way, and by letter where nobody
// has an account.
func TestUrgePage(t *testing.T) {
	t.Parallel()
	person := func(name string, w oversight.Way) oversight.Person {
		return oversight.Person{Account: registry.Account{Name: name}, Way: w}
	}
	list := standings()
	text := "Kính gửi {đơn vị}\n\n {việc} năm {năm} trước {hạn} \n"
	all := []oversight.Owing{
		{Standing: list[2], People: []oversight.Person{
			person(
				"An",
				oversight.MailNow,
			), person("Bình", oversight.MailTomorrow), person("Châu", oversight.MailUnwanted), person("Dung", oversight.MailOff),
		}},
		{Standing: list[1]},
	}
	wrong := (&registry.Fields{{Field: "text", Message: "Viết lời đôn đốc."}}).Err("Chưa gửi được.")
	goldenPages(t, "urge", []pageCase{
		{
			"each way",
			view.NewUrgePage(
				view.UrgeInput{Year: 2026, Step: registry.Registering, Query: "tt=chua-co", Units: all, Text: text, FormKey: "k"},
				nil,
			),
		},
		{"by letter only, refused", view.NewUrgePage(view.UrgeInput{Year: 2026, Step: registry.Reporting, Units: all[1:]}, wrong)},
		{"nobody owes", view.NewUrgePage(view.UrgeInput{Year: 2026, Step: registry.Reporting, Query: "tt=mien"}, nil)},
	})
}

func TestUrgingRegister(t *testing.T) {
	t.Parallel()
	now := local("2026-04-01", 9, 0)
	list := []registry.Urging{
		{ID: 1, Season: 2026, Step: registry.Registering, At: now, Name: "Trần Bình", Units: 1200, People: 3, Read: 1,
			Text: "Một\n\n hai "},
		{ID: 2, Season: 2026, Step: registry.Reporting, Planned: true, Days: -7, At: now},
		{ID: 3, Season: 2026, Step: registry.Reporting, Planned: true, Days: 3, At: now},
	}
	mail := func(s registry.MailState) *registry.Mail { return &registry.Mail{State: s, Answer: "550", SentAt: now} }
	sent := []registry.Urged{
		{Unit: "A"},
		{Unit: "A", Account: 1, Name: "chưa có thư"},
		{Unit: "A", Account: 2, Name: "không nhận thư", Choice: registry.MailNone, ReadAt: now},
		{Unit: "A", Account: 3, Name: "đọc trước", ReadAt: now},
		{Unit: "A", Account: 4, Name: "đã gửi", Mail: mail(registry.MailSent)},
		{Unit: "A", Account: 5, Name: "hỏng", Mail: mail(registry.MailFailed)},
		{Unit: "A", Account: 6, Name: "chờ", Mail: mail(registry.MailWaiting)},
	}
	seasons := []registry.Season{{Year: 2026}, {Year: 2025}}
	goldenPages(t, "urging", []pageCase{
		{"register", view.NewUrgingsPage(list, seasons, 2026, view.Pager{Summary: "1–3 trong 3"})},
		{"register, empty", view.NewUrgingsPage(nil, seasons, 2025, view.Pager{})},
		{"one", view.NewUrgingPage(list[0], sent, shortLedger())},
		{"calendar", view.NewCalendarPage(registry.DefaultSeason(2026), "https://vi-du.vn/lich", true)},
	})
}
