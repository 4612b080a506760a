package view_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

func headings(list []view.Notice) string {
	var out []string
	for _, n := range list {
		out = append(out, n.Tone+": "+n.Heading)
	}
	return strings.Join(out, "; ")
}

// Waiting mail raises an alert when nothing sends it, when the last try failed, and
// when it is older than a day; mail that failed for good always does.
func TestMailAlerts(t *testing.T) {
	t.Parallel()
	now := local("2026-06-12", 9, 0)
	for _, c := range []struct {
		name string
		s    view.OutboxState
		want string
	}{
		{"nothing", view.OutboxState{On: true}, ""},
		{"off, nothing waits", view.OutboxState{Answer: "550"}, ""},
		{"off, some wait", view.OutboxState{Waiting: 2, Oldest: now.Add(-48 * time.Hour), Answer: "550"},
			"wait: 2 thư đang chờ, việc gửi thư đang tắt"},
		{"on, some wait", view.OutboxState{On: true, Waiting: 2, Oldest: now.Add(-time.Hour)}, ""},
		{"on, the last try failed", view.OutboxState{On: true, Waiting: 2, Oldest: now.Add(-time.Hour), Answer: "550"},
			"wait: Lần gửi gần nhất chưa được, sẽ tự thử lại"},
		{"on, waiting for just a day", view.OutboxState{On: true, Waiting: 2, Oldest: now.Add(-view.MailOld)}, ""},
		{"on, waiting for longer", view.OutboxState{On: true, Waiting: 2, Oldest: now.Add(-view.MailOld - time.Second)},
			"stop: Thư chờ quá một ngày"},
		{"failed for good", view.OutboxState{On: true, Failed: 3}, "stop: 3 thư không gửi được"},
		{"an old answer, nothing waits", view.OutboxState{On: true, Answer: "550"}, ""},
	} {
		if got := headings(view.MailAlerts(c.s, now)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMailPages(t *testing.T) {
	t.Parallel()
	now := local("2026-06-12", 9, 0)
	state := view.OutboxState{On: true, Waiting: 2, Sent: 1200, Failed: 1, Oldest: now.Add(-48 * time.Hour), Answer: "451 thử lại sau"}
	list := []registry.Mail{
		{
			ID:        5,
			Kind:      registry.ResetMail,
			Address:   "an@thu.vn",
			Name:      "Nguyễn An",
			Subject:   "Đặt lại mật khẩu",
			CreatedAt: now.Add(-2 * time.Hour),
			SentAt:    now.Add(-time.Hour),
			NextAt:    now.Add(time.Hour),
			Attempts:  3,
			Answer:    "250 OK",
		},
		{ID: 6, Address: "binh@thu.vn", Subject: "Tổng hợp ngày", CreatedAt: now.Add(-time.Hour), SentAt: now, NextAt: now},
	}
	var cases []pageCase
	for _, s := range registry.MailStates() {
		cases = append(cases, pageCase{"outbox: " + s.String(), view.NewOutboxPage(state, s, list, view.Pager{Summary: "1–2 trong 2"},
			now)})
	}
	cases = append(
		cases,
		pageCase{"outbox, off and empty", view.NewOutboxPage(view.OutboxState{}, registry.MailWaiting, nil, view.Pager{}, now)},
	)
	var wrong registry.Fields
	for _, name := range []string{"host", "port", "security", "user", "password", "from", "from_name", "site", "daily_at"} {
		wrong.Add(name, "Sai %s.", name)
	}
	in := view.MailSettingsInput{
		On: true, Host: "mail.vi-du.vn", Port: "587", Security: "starttls", User: "dvk", From: "a@vi-du.vn", FromName: "Dân vận khéo",
		DailyAt: "07:00", Site: "https://vi-du.vn", HasPassword: true, Version: 4,
	}
	goldenPages(t, "mail", append(
		cases,
		pageCase{
			"settings, as they come",
			view.NewMailSettingsPage(view.MailSettingsInput{BaseURL: "https://vi-du.vn", PasswordFile: true}, nil),
		},
		pageCase{"settings, refused", view.NewMailSettingsPage(in, wrong.Err("Chưa lưu được."))},
	))
}

// Each thing that is wrong with the machine has one alert of its own.
func TestHealthAlerts(t *testing.T) {
	t.Parallel()
	now := local("2026-06-12", 9, 0)
	for _, c := range []struct {
		name   string
		change func(*view.Health)
		want   string
	}{
		{"all is well", func(*view.Health) {}, ""},
		{"maintenance", func(h *view.Health) { h.MaintenanceOn, h.MaintenanceSince = true, now },
			"wait: Đang bảo trì từ 09:00 ngày 12/06/2026"},
		{"no address", func(h *view.Health) { h.NoAddress = true }, "wait: Trang chưa biết địa chỉ của mình"},
		{"index not ready", func(h *view.Health) { h.NotReady = "x" }, "wait: Chưa sẵn sàng"},
		{"backup failed, and is old", func(h *view.Health) { h.BackupFault, h.BackupOld = "hết chỗ", true },
			"stop: Sao lưu không thành công"},
		{"backup is old", func(h *view.Health) { h.BackupOld = true }, "stop: Chưa có bản sao lưu trong 26 giờ qua"},
		{"no backups", func(h *view.Health) { h.HasBackups, h.BackupFault, h.BackupOld = false, "x", true },
			"stop: Sao lưu hằng đêm đang tắt"},
		{"mail failed", func(h *view.Health) { h.Mail.Failed = 1 }, "stop: 1 thư không gửi được"},
		{"disk of 2 GB", func(h *view.Health) { h.DiskFree = 2 << 30 }, ""},
		{"disk of less", func(h *view.Health) { h.DiskFree = 2<<30 - 1 }, "stop: Đĩa sắp đầy"},
		{"disk not known", func(h *view.Health) { h.DiskFree = 0 }, ""},
		{"stories that should be out", func(h *view.Health) { h.Overdue = 2 }, "wait: 2 bài hẹn giờ chưa lên"},
	} {
		h := view.Health{HasBackups: true, DiskFree: 9 << 30}
		c.change(&h)
		if got := headings(view.NewHealthPage(h, now).Alerts); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestHealthPages(t *testing.T) {
	t.Parallel()
	now := local("2026-06-12", 9, 0)
	h := view.Health{
		Version: "1.2.0", Go: "go1.26", Started: now.Add(-49 * time.Hour), Entries: 12340, Published: 1200, Photos: 5, Waiting: 3,
		Overdue:  1,
		Database: 5 << 20, DiskFree: 1536 << 20, Memory: 1500, HasBackups: true, BackupDir: "/sao-luu",
		LastBackup: now.Add(-90 * time.Minute),
		Warnings:   4, MaintenanceOn: true, MaintenanceText: "Xong lúc 17 giờ.", MaintenanceSince: now, UsersNow: 7,
		Mail: view.OutboxState{On: true, Waiting: 1, Sent: 2, Failed: 3, Oldest: now}, PathHealth: "/suc-khoe", PathLogs: "/nhat-ky",
	}
	old := h
	old.BackupOld, old.MaintenanceOn, old.Mail = true, false, view.OutboxState{
		On:      true,
		Waiting: 1,
		Oldest:  now,
		Answer:  "451 thử lại sau",
	}
	failed := h
	failed.BackupFault, failed.LastBackup, failed.Started, failed.Mail.On = "hết chỗ", time.Time{}, now.Add(-59*time.Minute), false
	lines := []view.LogEntry{
		{
			At:      now,
			Level:   "error",
			Msg:     "request failed",
			Details: "id=9",
		}, {At: now, Level: "warn", Msg: "unknown words"}, {At: now, Level: "info", Msg: "serving"},
	}
	goldenPages(t, "health", []pageCase{
		{"well, under maintenance", view.NewHealthPage(h, now)},
		{"backup old, mail not taken", view.NewHealthPage(old, now)},
		{"backup failed, mail off", view.NewHealthPage(failed, now)},
		{"log", view.NewLogsPage(lines, []view.Tab{{Text: "Tất cả", Current: true}}, "/quay-lai")},
		{"log, empty", view.NewLogsPage(nil, nil, "/quay-lai")},
	})
	for span, want := range map[time.Duration]string{
		59 * time.Minute: "59 phút", time.Hour: "1 giờ 0 phút", 48*time.Hour - time.Minute: "47 giờ 59 phút", 48 * time.Hour: "2 ngày",
	} {
		h.Started = now.Add(-span)
		if got := view.NewHealthPage(h, now).Site[1].Text; !strings.HasSuffix(got, " ("+want+")") {
			t.Errorf("running for %v: %q, want %q", span, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0 KB", 1: "1 KB", 1024: "1 KB", 1025: "2 KB", 1 << 20: "1 MB", 1 << 30: "1 GB"} {
		h.Memory = n
		if got := view.NewHealthPage(h, now).Site[8]; got.Text != want {
			t.Errorf("%d bytes: %+v, want %q", n, got, want)
		}
	}
}

func TestSignInPages(t *testing.T) {
	t.Parallel()
	l := shortLedger()
	now := local("2026-06-12", 9, 0)
	acc := registry.Account{Name: "Nguyễn An", Email: "an@thu.vn", Role: registry.UnitStaff, Unit: "A", TOTPSecret: "x"}
	sessions := []view.SessionRow{
		{Agent: "curl/8", Address: "::1", Since: now, Seen: now, This: true},
		{Agent: "Firefox/1 Linux", Since: now, Seen: now},
	}
	tokens := []view.TokenRow{{ID: 3, Name: "Một cửa", Created: now}, {ID: 4, Name: "Kho", Created: now, Used: now}}
	old, alone := acc, registry.Account{Name: "Quản trị", Role: registry.Admin}
	old.Unit, old.TOTPSecret = "a", ""
	kept := view.Kept{To: "/x", Fields: []view.Hidden{
		{
			Name:  "a",
			Value: "mười hai chữ",
		}, {Name: "b", Value: "mười một ch"}, {Name: "c", Value: "khongcodaucach"}, {Name: "d", Value: " ngắn  thôi   "},
	}}
	var wrong registry.Fields
	for _, name := range []string{"current", "password", "name", "code", "email"} {
		wrong.Add(name, "Chưa đúng: %s.", name)
	}
	factor := view.FactorInput{Secret: "ABCD", Spaced: "AB CD", URL: "otpauth://x", Account: "an@thu.vn", Next: "/lam-viec"}
	forced := factor
	forced.Forced, forced.Err = true, wrong.Err("Chưa bật được.")
	goldenPages(t, "sign", []pageCase{
		{"own account", view.NewOwnPage(view.OwnInput{Account: acc, Ledger: l, Sessions: sessions, Tokens: tokens})},
		{"own account of a unit that has another name today", view.NewOwnPage(view.OwnInput{Account: old, Ledger: l, Forced: true})},
		{"own account without a unit", view.NewOwnPage(view.OwnInput{Account: alone, Ledger: l})},
		{"own account, a token just made", view.NewOwnPage(view.OwnInput{Account: alone, Ledger: l, Secret: "bí mật"})},
		{"own account, refused", view.NewOwnPage(view.OwnInput{Account: alone, Ledger: l, Err: wrong.Err("Chưa lưu được.")})},
		{"sign in, a demo", view.NewSignInPage(view.SignInInput{Next: "/lam-viec", Demo: []registry.Account{
			{Email: "a@demo.local", Role: registry.Verifier, Demo: true},
			{Email: "b@demo.local", Role: registry.Verifier, Demo: true, Disabled: true}, {Email: "that@thu.vn", Role: registry.Admin},
		}})},
		{"sign in, refused", view.NewSignInPage(view.SignInInput{Email: "an@thu.vn", Kept: &kept, Err: wrong.Err("Chưa đúng.")})},
		{"code, wrong", view.NewCodePage("/lam-viec", nil, wrong.Err("Chưa đúng."))},
		{"factor, of one's own will", view.NewFactorPage(factor)},
		{"factor, forced", view.NewFactorPage(forced)},
		{"password", view.NewPasswordPage(acc, now, nil)},
		{"password, refused", view.NewPasswordPage(acc, now, wrong.Err("Chưa đặt được."))},
		{"forgot", view.NewForgotPage(true, "", nil)},
		{"forgot, refused", view.NewForgotPage(false, "an", wrong.Err("Chưa gửi được."))},
		{"forgot, asked", view.NewForgotAsked(true)},
		{"set up, refused", view.NewSetUpPage(registry.Account{Name: "An", Email: "an@thu.vn"}, wrong.Err("Chưa tạo được."))},
		{"resume: only texts of some length are shown", view.NewResumePage(kept)},
	})
}

// shortLedger has a commune that was a ward's predecessor, and a body of the province.
func shortLedger() *registry.Ledger {
	return registry.NewLedger([]registry.Unit{
		{ID: 1, Code: "T", Name: "Tỉnh Bắc Ninh", Kind: registry.Province},
		{ID: 2, Code: "D", Name: "Huyện Đông", Kind: registry.District, Parent: "T", To: "2025-06-30"},
		{ID: 3, Code: "a", Name: "Xã An", Kind: registry.Commune, Parent: "D", To: "2025-06-30"},
		{ID: 4, Code: "b", Name: "Xã Bình", Kind: registry.Commune, Parent: "D", To: "2025-06-30"},
		{ID: 5, Code: "A", Name: "Phường Đông An", Kind: registry.Ward, Parent: "T", From: "2025-07-01", Note: "Ghi chú"},
		{ID: 6, Code: "S", Name: "Sở Nội vụ", Kind: registry.Agency, Parent: "T"},
		{ID: 7, Code: "z", Name: "Xã Cũ", Kind: registry.Commune, From: "2020-01-01", To: "2022-12-31"},
	}, []registry.Succession{
		{
			From:  "a",
			To:    "A",
			Date:  "2025-07-01",
			Basis: "NQ 1658",
		}, {From: "b", To: "A", Date: "2025-07-01", Extent: registry.Part, Basis: "NQ 1658"},
	})
}

// Where a unit came from is said once for each unit, of its own level only.
func TestLineageTellsEachUnitOnce(t *testing.T) {
	t.Parallel()
	commune := func(id registry.UnitID, code registry.UnitCode) registry.Unit {
		return registry.Unit{ID: id, Code: code, Name: "Xã " + string(code), Kind: registry.Commune}
	}
	l := registry.NewLedger([]registry.Unit{
		commune(1, "A"), commune(2, "b"), commune(3, "c"), {ID: 4, Code: "D", Name: "Huyện D", Kind: registry.District},
	}, []registry.Succession{{From: "b", To: "A"}, {From: "c", To: "A"}, {From: "c", To: "b"}, {From: "D", To: "A"}})
	said := map[string]int{}
	var walk func(n view.LineageNode)
	walk = func(n view.LineageNode) {
		said[n.Name]++
		for _, m := range n.From {
			walk(m)
		}
	}
	walk(*view.NewLineage(l, "A", 9))
	if got := fmt.Sprint(said); got != "map[Xã A:1 Xã b:1 Xã c:1]" {
		t.Errorf("said %s", got)
	}
}

func TestLineageStopsAtItsDepth(t *testing.T) {
	t.Parallel()
	l := shortLedger()
	var cases []pageCase
	for depth := range 3 {
		n := view.NewLineage(l, "A", depth)
		if (n != nil) != (depth == 2) {
			t.Errorf("depth %d: %+v", depth, n)
		}
		if n != nil {
			cases = append(cases, pageCase{fmt.Sprintf("depth %d", depth), *n})
		}
	}
	for _, code := range []registry.UnitCode{"a", "S", "?"} {
		if n := view.NewLineage(l, code, 4); n != nil {
			t.Errorf("%s comes from nothing, but %+v", code, n)
		}
	}
	goldenPages(t, "lineage", cases)
}
