package view_test

import (
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/view"
)

// What a unit has sent, accepted, returned and reported, by the states of its models.
func TestUnitTasksCountByState(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name         string
		registration registry.Registration
		result       registry.Result
		listed       bool
		want         view.UnitStanding
	}{
		{"a draft", registry.Draft, registry.NoReport, true, view.UnitStanding{}},
		{"sent", registry.Sent, registry.NoReport, true, view.UnitStanding{Sent: 1}},
		{"returned", registry.Returned, registry.NoReport, true, view.UnitStanding{Returned: 1}},
		{"accepted", registry.Accepted, registry.NoReport, true, view.UnitStanding{Sent: 1, Accepted: 1}},
		{"report begun", registry.Accepted, registry.ReportDraft, true, view.UnitStanding{Sent: 1, Accepted: 1}},
		{"report returned", registry.Accepted, registry.ReportReturned, true, view.UnitStanding{Sent: 1, Accepted: 1}},
		{"report sent", registry.Accepted, registry.ReportSent, true, view.UnitStanding{Sent: 1, Accepted: 1, Reported: 1}},
		{"effective", registry.Accepted, registry.Effective, true, view.UnitStanding{Sent: 1, Accepted: 1, Reported: 1}},
		{"withdrawn", registry.Withdrawn, registry.NoReport, false, view.UnitStanding{}},
		{"merged", registry.Merged, registry.NoReport, false, view.UnitStanding{}},
	} {
		g, n := view.UnitTasks(2026, []view.EntryLine{{ID: 1, Registration: c.registration, Result: c.result}})
		if n != c.want || (len(g.Tasks) == 1) != c.listed || (g.Empty == nil) != c.listed {
			t.Errorf("%s: %+v, %d tasks, empty %v", c.name, n, len(g.Tasks), g.Empty)
		}
	}
}

// A list that shows all it has leads nowhere else.
func TestQueueTasksLeadToTheRest(t *testing.T) {
	t.Parallel()
	lines := []view.EntryLine{{ID: 1}, {ID: 2}}
	if g := view.QueueTasks("Đăng ký mới", "/xet", lines, 2, testkit.Now); g.More != nil {
		t.Errorf("all are shown, more at %v", g.More)
	}
	if g := view.QueueTasks("Đăng ký mới", "/xet", lines, 3, testkit.Now); g.More == nil || g.More.Text != "Xem cả 3 mô hình" {
		t.Errorf("one is left, more at %v", g.More)
	}
}

// Continuing and claiming replace the next step that the state would offer.
func TestEarlierAndReportedModelsOfferTheirOwnStep(t *testing.T) {
	t.Parallel()
	lines := []view.EntryLine{{ID: 5, URL: "/lam-viec/mo-hinh/5", Registration: registry.Accepted, Year: 2025}}
	if b := view.ContinueTasks(2026, lines).Tasks[0].Next; b.URL != "/lam-viec/dang-ky?nam=2026&tu=5" {
		t.Errorf("continue: %+v", b)
	}
	reported := view.ClaimTasks(lines, nil, nil, testkit.Now)
	if b := reported[0].Tasks[0].Next; b.URL != "/lam-viec/mo-hinh/5" || b.Text != "Xem và xin nhận" {
		t.Errorf("claim: %+v", b)
	}
}

// What was asked for is not offered again; the request stands in its place, with its
// state, for a month after it was decided.
func TestRequestsStandInPlaceOfTheOffer(t *testing.T) {
	t.Parallel()
	now := testkit.Now
	lines := []view.EntryLine{{ID: 5}, {ID: 6}, {ID: 7}}
	entries := map[registry.EntryID]*registry.Entry{5: {ID: 5}, 6: {ID: 6}, 7: {ID: 7}}
	asked := []registry.Claim{
		{Entry: 5, AskedAt: now, State: registry.ClaimAsked},
		{Entry: 6, AskedAt: now, State: registry.ClaimAccepted, DecidedAt: now, Registration: 40},
		{Entry: 7, AskedAt: now, State: registry.ClaimDeclined, DecidedAt: now.AddDate(0, 0, -31)},
	}
	groups := view.ClaimTasks(lines, asked, entries, now)
	if len(groups) != 2 || len(groups[0].Tasks) != 2 || len(groups[1].Tasks) != 1 {
		t.Fatalf("%+v", groups)
	}
	for i, want := range []string{"/lam-viec/mo-hinh/5/nhan-ve", "/lam-viec/mo-hinh/40"} {
		if got := groups[0].Tasks[i].Next.URL; got != want {
			t.Errorf("request %d leads to %s, want %s", i, got, want)
		}
	}
}

// The council is told that scoring has not begun; journalists are led to the press room.
func TestReaderTasksByRole(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		role           registry.Role
		tasks, notices int
	}{{registry.Journalist, 3, 0}, {registry.CouncilMember, 2, 1}, {registry.Secretary, 2, 1}} {
		if g, notices := view.ReaderTasks(c.role); len(g.Tasks) != c.tasks || len(notices) != c.notices {
			t.Errorf("%s: %d tasks, %d notices", c.role.Label(), len(g.Tasks), len(notices))
		}
	}
}
