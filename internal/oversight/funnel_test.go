package oversight_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// Every registration and result with the stages it has reached. A returned
// registration and a returned report were sent; the press and what was withdrawn
// or merged reach nothing.
func TestStagesByState(t *testing.T) {
	t.Parallel()
	reported := map[registry.Result]string{
		registry.NoReport: "", registry.ReportDraft: "", registry.ReportSent: " bao-cao", registry.ReportReturned: " bao-cao",
		registry.Effective: " bao-cao hieu-qua", registry.Ineffective: " bao-cao",
	}
	for result, words := range reported {
		for registration, want := range map[registry.Registration]string{
			registry.Draft: "", registry.Withdrawn: "", registry.Merged: "", registry.Unregistered: "",
			registry.Sent: "dang-ky", registry.Returned: "dang-ky", registry.Accepted: "dang-ky tiep-nhan",
		} {
			e := oversight.Entry{Registration: registration, Result: result}
			if want != "" {
				want += words
			}
			var got []string
			for _, s := range oversight.Stages() {
				if s.Holds(&e) {
					got = append(got, s.String())
				}
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%s, %s: %v, want %q", registration.Label(), result.Label(), got, want)
			}
			e.Origin = registry.Reported
			for _, s := range oversight.Stages() {
				if s.Holds(&e) {
					t.Errorf("reported by the press, %s: reaches %s", registration.Label(), s)
				}
			}
		}
	}
}

// Recognised and commended are asked by themselves, not after the stages before.
func TestRecognitionNeedsNoReport(t *testing.T) {
	t.Parallel()
	list := []oversight.Entry{
		{Registration: registry.Sent, Recognised: true},
		{Registration: registry.Accepted, Commended: true},
		{Registration: registry.Accepted, Result: registry.Effective, Recognised: true, Commended: true},
		{Registration: registry.Withdrawn, Recognised: true, Commended: true},
		{Registration: registry.Accepted, Result: registry.Ineffective},
	}
	if got := oversight.NewFunnel(list); got != (oversight.Funnel{4, 3, 2, 1, 2, 2}) {
		t.Errorf("funnel %v", got)
	}
}

// By a moment only what is known to have come before it counts; what has no day is
// counted as unknown, once for each entry.
func TestFunnelByAMoment(t *testing.T) {
	t.Parallel()
	by := at("2026-06-01", 0, 0)
	day := func(n int) time.Time { return by.AddDate(0, 0, n) }
	whole := func(sent, accepted, reported, confirmed int, recognised, commended registry.Date) oversight.Entry {
		return oversight.Entry{
			Registration: registry.Accepted, Result: registry.Effective, Recognised: true, Commended: true,
			Sent: day(sent), Accepted: day(accepted), Reported: day(reported), Confirmed: day(confirmed),
			RecognisedOn: recognised, CommendedOn: commended,
		}
	}
	before := whole(-5, -4, -3, -2, "2026-05-30", "2026-05-31")
	half := whole(-5, -4, 0, 1, "2026-06-02", "2026-06-03")
	undated := before
	undated.Reported, undated.CommendedOn = time.Time{}, ""
	unsent := before
	unsent.Sent = time.Time{}
	draft := oversight.Entry{Registration: registry.Draft, Sent: day(-9)}
	for _, c := range []struct {
		name    string
		list    []oversight.Entry
		want    oversight.Funnel
		unknown int
	}{
		{"all before", []oversight.Entry{before}, oversight.Funnel{1, 1, 1, 1, 1, 1}, 0},
		{"on the very moment is not before it", []oversight.Entry{half}, oversight.Funnel{1, 1, 0, 0, 0, 0}, 0},
		{"two days unknown", []oversight.Entry{undated}, oversight.Funnel{1, 1, 0, 1, 1, 0}, 1},
		{"the first day unknown", []oversight.Entry{unsent}, oversight.Funnel{0, 1, 1, 1, 1, 1}, 1},
		{"what does not count", []oversight.Entry{draft}, oversight.Funnel{}, 0},
		{"together", []oversight.Entry{before, half, undated, draft}, oversight.Funnel{3, 3, 1, 2, 2, 1}, 1},
	} {
		got, unknown := oversight.FunnelBy(c.list, by)
		if got != c.want || unknown != c.unknown {
			t.Errorf("%s: %v, %d unknown, want %v, %d", c.name, got, unknown, c.want, c.unknown)
		}
		for _, s := range oversight.Stages() {
			n := 0
			for i := range c.list {
				if s.Holds(&c.list[i]) && s.ReachedBy(&c.list[i], by) {
					n++
				}
			}
			if n != c.want[s] {
				t.Errorf("%s: %d are known to have reached %s, want %d", c.name, n, s, c.want[s])
			}
		}
	}
}

// Who waits for what, since when, and who is left out: one row for each state and
// kind of waiting.
func TestWaitingByState(t *testing.T) {
	t.Parallel()
	y := smallYear()
	y.Now = at("2026-06-12", 9, 0) // a Friday
	y.Season.StuckAfter = 5
	day := func(d registry.Date) time.Time { return at(d, 9, 0) }
	base := oversight.Entry{
		Unit: "A", Updated: day("2026-06-05"), LastSent: day("2026-06-04"), LastReported: day("2026-06-03"), Returned: day("2026-06-02"),
	}
	for _, c := range []struct {
		registration registry.Registration
		result       registry.Result
		want         string // wait@day
	}{
		{registry.Draft, 0, "nhap-lau@05 khong-nguoi@05"},
		{registry.Sent, 0, "cho-tham-dinh@04"},
		{registry.Returned, 0, "tra-lai@02 khong-nguoi@05"},
		{registry.Accepted, registry.NoReport, "khong-nguoi@05"},
		{registry.Accepted, registry.ReportDraft, "nhap-lau@05 khong-nguoi@05"},
		{registry.Accepted, registry.ReportSent, "cho-xac-nhan@03"},
		{registry.Accepted, registry.ReportReturned, "tra-lai@02 khong-nguoi@05"},
		{registry.Accepted, registry.Effective, ""},
		{registry.Withdrawn, registry.ReportDraft, ""},
		{registry.Merged, registry.ReportSent, ""},
		{registry.Withdrawn, registry.ReportReturned, ""},
	} {
		e := base
		e.Registration, e.Result = c.registration, c.result
		y.Entries = []oversight.Entry{e}
		var got []string
		for _, w := range oversight.Waits() {
			for _, x := range y.Waiting(w) {
				got = append(got, fmt.Sprintf("%s@%02d", w, x.Since.In(registry.Zone).Day()))
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s, %s: %v, want %q", c.registration.Label(), c.result.Label(), got, c.want)
		}
	}
	undated := base
	undated.Registration, undated.Returned = registry.Returned, time.Time{}
	y.Entries = []oversight.Entry{undated}
	if w := y.Waiting(oversight.Unanswered); len(w) != 1 || !w[0].Since.Equal(undated.Updated) {
		t.Errorf("a return without a day: %+v", w)
	}
}

// Days are working days; a draft is stuck from the number that the season says.
func TestWaitingCountsWorkingDays(t *testing.T) {
	t.Parallel()
	y := smallYear()
	y.Season.Holidays, y.Season.StuckAfter = []registry.Date{"2026-06-10"}, 4
	y.Now = at("2026-06-12", 9, 0)
	for since, want := range map[registry.Date]int{
		"2026-06-11": 1, "2026-06-09": 2, "2026-06-08": 3, "2026-06-05": 4, "2026-06-06": 4, "2026-06-04": 5,
	} {
		y.Entries = []oversight.Entry{
			{Unit: "A", Registration: registry.Sent, LastSent: at(since, 20, 0)},
			{Unit: "A", Registration: registry.Draft, Updated: at(since, 20, 0)},
		}
		if w := y.Waiting(oversight.Unreviewed); len(w) != 1 || w[0].Days != want {
			t.Errorf("since %s: %+v, want %d days", since, w, want)
		}
		if w := y.Waiting(oversight.StuckDraft); (len(w) == 1) != (want >= 4) {
			t.Errorf("a draft of %d days is stuck: %v", want, len(w) == 1)
		}
	}
}

// Longest waiting first, then by id; a unit has somebody when an account is in use
// for it, for what it became, or for what that took over.
func TestWaitingOrderAndStaff(t *testing.T) {
	t.Parallel()
	y := smallYear()
	for i, d := range []registry.Date{"2026-06-05", "2026-06-01", "2026-06-05", "2026-06-03"} {
		y.Entries = append(y.Entries, oversight.Entry{
			ID: registry.EntryID(9 - i), Unit: "A", Registration: registry.Sent, LastSent: at(d, 9, 0),
		})
	}
	var got []registry.EntryID
	for _, w := range y.Waiting(oversight.Unreviewed) {
		got = append(got, w.Entry.ID)
	}
	if fmt.Sprint(got) != "[8 6 7 9]" {
		t.Errorf("order %v", got)
	}
	for _, c := range []struct {
		staffed, unit registry.UnitCode
		want          bool
	}{
		{"A", "A", true}, {"A", "a1", true}, {"a2", "a1", true}, {"a1", "A", true}, {"B", "b1", true},
		{"B", "A", false}, {"S", "A", false}, {"", "A", false},
	} {
		y.Staffed = map[registry.UnitCode]bool{c.staffed: true}
		y.Entries = []oversight.Entry{{ID: 1, Unit: c.unit, Registration: registry.Draft},
			{ID: 2, Unit: c.unit, Registration: registry.Draft}}
		want := 2
		if c.want {
			want = 0
		}
		if y.HasStaff(c.unit) != c.want || len(y.Waiting(oversight.Unowned)) != want {
			t.Errorf("an account at %q: %s has staff %v, %d of 2 unowned", c.staffed, c.unit, y.HasStaff(c.unit),
				len(y.Waiting(oversight.Unowned)))
		}
	}
}

// Each field of a pick limits by itself, and an empty one does not.
func TestPickLimitsByEachField(t *testing.T) {
	t.Parallel()
	list := []oversight.Standing{
		{Unit: registry.Unit{Code: "07210", Name: "Phường Đa Mai", Kind: registry.Ward}, State: oversight.OnTime, District: "D",
			Today: "X"},
		{Unit: registry.Unit{Code: "BN-SNV", Name: "Sở Nội vụ", Kind: registry.Agency}, State: oversight.Late, Today: "Y"},
		{Unit: registry.Unit{Code: "07228", Name: "Xã An", Kind: registry.Commune}, State: oversight.Missing, District: "D", Overdue: true},
		{Unit: registry.Unit{Code: "07300", Name: "Xã Bình", Kind: registry.Commune}, State: oversight.Exempt, District: "E",
			Unstaffed: true},
	}
	late, ward, none, d, today := oversight.Late, registry.Ward, registry.UnitCode(""), registry.UnitCode("D"), registry.UnitCode("X")
	for _, c := range []struct {
		name string
		pick oversight.Pick
		want string
	}{
		{"nothing asked", oversight.Pick{}, "[07210 BN-SNV 07228 07300]"},
		{"has it", oversight.Pick{Actual: true}, "[07210 BN-SNV]"},
		{"overdue", oversight.Pick{Overdue: true}, "[07228]"},
		{"nobody there", oversight.Pick{Unstaffed: true}, "[07300]"},
		{"late", oversight.Pick{State: &late}, "[BN-SNV]"},
		{"wards", oversight.Pick{Kind: &ward}, "[07210]"},
		{"of a district", oversight.Pick{District: &d}, "[07210 07228]"},
		{"of the province", oversight.Pick{District: &none}, "[BN-SNV]"},
		{"of a unit of today", oversight.Pick{Today: &today}, "[07210]"},
		{"in the name, without marks", oversight.Pick{Text: "da mai"}, "[07210]"},
		{"the whole code in small letters", oversight.Pick{Text: "bn-snv"}, "[BN-SNV]"},
		{"a part of a code", oversight.Pick{Text: "072"}, "[]"},
		{"two limits", oversight.Pick{District: &d, Overdue: true}, "[07228]"},
	} {
		got := []registry.UnitCode{}
		for _, s := range c.pick.Of(&oversight.Coverage{Standings: list}) {
			got = append(got, s.Unit.Code)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}

func TestUrgingIsFilledInForEachUnit(t *testing.T) {
	t.Parallel()
	s := oversight.Standing{Unit: registry.Unit{Name: "Xã An"}, Due: "2026-03-31"}
	for step, want := range map[registry.Step]string{
		registry.Registering: "Xã An: đăng ký mô hình “Dân vận khéo” năm 2026 trước 31/03/2026 {khác}",
		registry.Reporting:   "Xã An: báo cáo kết quả mô hình “Dân vận khéo” năm 2026 trước 31/03/2026 {khác}",
	} {
		if got := oversight.Fill("{đơn vị}: {việc} năm {năm} trước {hạn} {khác}", 2026, step, s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
