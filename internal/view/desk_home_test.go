package view_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// One next step for each state; what waits for others offers no main button.
func TestNextStepByState(t *testing.T) {
	t.Parallel()
	const form, report = "/lam-viec/mo-hinh/7", "/lam-viec/mo-hinh/7/bao-cao"
	for _, c := range []struct {
		registration registry.Registration
		result       registry.Result
		want         string
	}{
		{registry.Draft, registry.NoReport, "Viết tiếp|main|" + form},
		{registry.Returned, registry.NoReport, "Xem lý do và bổ sung|main|" + form},
		{registry.Sent, registry.NoReport, "Xem hồ sơ|quiet|" + form},
		{registry.Accepted, registry.NoReport, "Viết báo cáo kết quả||" + report},
		{registry.Accepted, registry.ReportDraft, "Viết tiếp báo cáo|main|" + report},
		{registry.Accepted, registry.ReportReturned, "Viết tiếp báo cáo|main|" + report},
		{registry.Accepted, registry.ReportSent, "Xem hồ sơ|quiet|" + form},
		{registry.Accepted, registry.Effective, "Xem hồ sơ|quiet|" + form},
		{registry.Withdrawn, registry.ReportDraft, "Xem hồ sơ|quiet|" + form},
		{registry.Merged, registry.NoReport, "Xem hồ sơ|quiet|" + form},
	} {
		b := view.NextStep(view.EntryLine{ID: 7, Registration: c.registration, Result: c.result})
		if got := b.Text + "|" + b.Kind + "|" + b.URL; got != c.want {
			t.Errorf("%s, %s: %s, want %s", c.registration.Label(), c.result.Label(), got, c.want)
		}
	}
}

// Returned first, then what is being written, then reports to begin, then the rest;
// equal ones keep their order.
func TestTasksAreSortedByUrgency(t *testing.T) {
	t.Parallel()
	lines := []view.EntryLine{
		{ID: 1, Registration: registry.Sent},
		{ID: 2, Registration: registry.Accepted},
		{ID: 3, Registration: registry.Draft},
		{ID: 4, Registration: registry.Accepted, Result: registry.ReportReturned},
		{ID: 5, Registration: registry.Accepted, Result: registry.ReportDraft},
		{ID: 6, Registration: registry.Returned},
		{ID: 7, Registration: registry.Accepted, Result: registry.Effective},
	}
	view.SortByUrgency(lines)
	var got []string
	for _, l := range lines {
		got = append(got, fmt.Sprint(l.ID))
	}
	if s := strings.Join(got, " "); s != "4 6 3 5 2 1 7" {
		t.Errorf("order %s", s)
	}
}

// What a unit's desk says is due, by what it has sent and by the day.
func TestDeadlineNotice(t *testing.T) {
	t.Parallel()
	s := registry.DefaultSeason(2026)
	for _, c := range []struct {
		name  string
		today registry.Date
		owed  bool
		n     view.UnitStanding
		want  string
	}{
		{"nothing sent", "2026-03-01", true, view.UnitStanding{},
			"wait|Năm 2026: đơn vị chưa gửi đăng ký|Hạn đăng ký 31/03/2026, còn 30 ngày. Mỗi đơn vị đăng ký ít nhất một mô hình mỗi năm."},
		{"nothing sent, owes nothing", "2026-03-30", false, view.UnitStanding{},
			"wait|Năm 2026: đơn vị chưa gửi đăng ký|Hạn đăng ký 31/03/2026, còn 1 ngày."},
		{"nothing sent on the last day", "2026-03-31", false, view.UnitStanding{},
			"wait|Năm 2026: đơn vị chưa gửi đăng ký|Hạn đăng ký 31/03/2026, hết hôm nay."},
		{"nothing sent in time", "2026-04-01", true, view.UnitStanding{},
			"stop|Năm 2026: đơn vị chưa gửi đăng ký|Hạn 31/03/2026 đã qua. Vẫn gửi được, ghi là “đăng ký bổ sung”."},
		{"returned comes before all", "2026-04-15", true, view.UnitStanding{Sent: 3, Returned: 2, Accepted: 1},
			"stop|Năm 2026: 2 đăng ký được trả lại để bổ sung|Xem lý do, sửa rồi gửi lại trước 15/04/2026."},
		{"returned after the review", "2026-04-16", true, view.UnitStanding{Sent: 3, Returned: 2},
			"stop|Năm 2026: 2 đăng ký được trả lại để bổ sung|Xem lý do, sửa rồi gửi lại."},
		{"sent, not accepted", "2026-03-01", true, view.UnitStanding{Sent: 2},
			"ok|Năm 2026: đã gửi 2 đăng ký|Chuyên viên thẩm định đang xem; tin sẽ hiện ở phần thông báo."},
		{"a report is due", "2026-10-31", true, view.UnitStanding{Sent: 2, Accepted: 2, Reported: 1},
			"wait|Năm 2026: 1 mô hình chưa báo cáo kết quả|Báo cáo trước 31/10/2026, hết hôm nay."},
		{"a report is overdue", "2026-11-01", true, view.UnitStanding{Sent: 2, Accepted: 2, Reported: 0},
			"stop|Năm 2026: còn 2 mô hình chưa báo cáo kết quả|Hạn báo cáo 31/10/2026 đã qua. Vẫn gửi được; số liệu chốt ngày 30/11/2026."},
		{"reported, one still under review", "2026-06-01", true, view.UnitStanding{Sent: 2, Accepted: 1, Reported: 1},
			"ok|Năm 2026: đã gửi 2 đăng ký|Chuyên viên thẩm định đang xem; tin sẽ hiện ở phần thông báo."},
		{"all done", "2026-11-15", true, view.UnitStanding{Sent: 2, Accepted: 2, Reported: 2},
			"ok|Năm 2026: đã đăng ký và báo cáo đủ|Không còn việc nào đến hạn."},
	} {
		n := view.DeadlineNotice(s, c.today, c.owed, c.n)
		if got := n.Tone + "|" + n.Heading + "|" + n.Text; got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestDeskHomePieces(t *testing.T) {
	t.Parallel()
	updated := local("2026-03-09", 8, 5)
	line := view.EntryLine{ID: 7, Number: "26-0007", Title: "Đường làng", URL: "/x", Unit: "Xã An", Year: 2026, Updated: updated}
	unnamed := view.EntryLine{
		ID:           8,
		Number:       "26-0008",
		Year:         2026,
		Updated:      updated,
		Registration: registry.Accepted,
		Result:       registry.ReportDraft,
	}
	unit := "Xã An"
	typed := view.StartInput{
		Years: []registry.Year{
			2026,
			2025,
		}, Year: 2026, Own: []view.EntryLine{line}, From: "7", Learn: "25-0184", Unit: &unit, FormKey: "k",
		Err: (&registry.Fields{{Field: "unit_code", Message: "Không có đơn vị này."}, {Field: "learn", Message: "Không có số này."}}).Err(
			"Chưa tạo được.",
		),
	}
	goldenPages(t, "desk_home", []pageCase{
		{"task", view.NewTask(line)},
		{"task without a title, with a report", view.NewTask(unnamed)},
		{"start, first time", view.NewStartPage(view.StartInput{Years: []registry.Year{2026}, Year: 2026})},
		{"start, of an admin, refused", view.NewStartPage(typed)},
		{"extensions", struct{ Notices []view.Notice }{view.ExtensionNotices([]registry.Extension{
			{Season: 2026, Step: registry.Reporting, Until: "2026-11-10", Reason: "Bão lũ", Document: "CV 12/SNV"},
			{Season: 2026, Step: registry.Registering, Until: "2026-04-10", Reason: "Sắp xếp bộ máy"},
		})}},
		{"notices", view.NewNoticesPage([]registry.Notice{
			{
				ID:   3,
				Text: "Đã tiếp nhận",
				Link: "/a",
				At:   updated,
			}, {ID: 9, Text: "Trả lại", Link: "/b", At: updated, ReadAt: updated.Add(time.Hour)},
		})},
		{"no notices", view.NewNoticesPage(nil)},
	})
}

func TestQueuePages(t *testing.T) {
	t.Parallel()
	now := local("2026-06-12", 9, 0)
	lines := []view.EntryLine{
		{
			ID:      7,
			Number:  "26-0007",
			Title:   "Đường làng",
			URL:     "/x",
			Unit:    "Xã An",
			Year:    2026,
			Field:   "kinh-te",
			Photos:  1200,
			Since:   local("2026-06-05", 9, 0),
			Updated: now,
		},
		{ID: 8, Number: "26-0008", URL: "/y", Unit: "Xã Bình", Demo: true, Since: now},
	}
	e := &registry.Entry{ID: 7, Number: "26-0007", Version: 4, Content: registry.Content{Title: "Đường làng"}}
	similar := []view.MergeChoice{{Number: "26-0001", Title: "Đường thôn", Unit: "Xã An", State: "Đã gửi", Year: 2026}}
	wrong := (&registry.Fields{{Field: "reason", Message: "Ghi lý do."}, {Field: "into", Message: "Không có số này."}}).Err(
		"Chưa gộp được.",
	)
	if view.QueueTable("x", nil, now) != nil || view.ListTable("x", nil) != nil {
		t.Error("a table of nothing is shown")
	}
	goldenPages(t, "queue", []pageCase{
		{"queue", *view.QueueTable("Chờ thẩm định", lines, now)},
		{"list", *view.ListTable("Mô hình", lines)},
		{"merge, nothing alike", view.NewMergePage(e, nil, nil, nil)},
		{"merge, refused", view.NewMergePage(e, similar, map[string]string{"into": "26-9", "reason": "trùng", "similar": "26-0001"},
			wrong)},
	})
}
