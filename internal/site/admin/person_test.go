package admin_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// An administrator answers a person's request through the pages: finds, hands out,
// erases; nobody else does, and no name comes into an address or into the record.
func TestPersonPages(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	ctx, path := context.Background(), "/lam-viec/quan-tri/du-lieu-ca-nhan"
	content := testkit.CompleteContent()
	content.ContactName, content.ContactPhone = "Vũ Thị Hiếm Gặp", "0912 345 678"
	e, err := h.Flow.Create(ctx, h.ActorOf(t, registry.UnitStaff), workflow.NewEntry{Season: 2026, Content: content})
	if err != nil {
		t.Fatal(err)
	}
	admin := h.As(t, registry.Admin)
	who := url.Values{"person": {"Vũ Thị Hiếm Gặp"}}
	if code, _, body := admin.Post(path+"/tim", who); code != http.StatusOK || !sitetest.Says(t, body, ".rows__item", e.Number) ||
		!sitetest.Says(t, body, "button", "Xóa người này khỏi 1 mô hình") {
		t.Fatalf("not found: %d", code)
	}
	if code, _, body := admin.Post(path+"/tim", url.Values{"person": {"Vũ"}}); code != http.StatusUnprocessableEntity ||
		!strings.Contains(sitetest.FieldError(t, body, "person"), "từ 5 ký tự") {
		t.Errorf("too short: %d", code)
	}
	if code, head, body := admin.Post(path+"/ban-sao", who); code != http.StatusOK ||
		!strings.HasPrefix(head.Get("Content-Disposition"), "attachment") ||
		head.Get("Cache-Control") != "no-store" ||
		!strings.Contains(body, "0912 345 678") {
		t.Errorf("copy: %d %v", code, head)
	}
	who.Set("reason", "Đơn của Vũ Thị Hiếm Gặp")
	if code, _, body := admin.Post(path+"/xoa", who); code != http.StatusUnprocessableEntity ||
		!strings.Contains(sitetest.FieldError(t, body, "reason"), "còn lại trong nhật ký") ||
		!slices.Equal(sitetest.Links(t, body, "input[name=reason]", "value"), []string{"Đơn của Vũ Thị Hiếm Gặp"}) {
		t.Errorf("the name in the reason: %d", code)
	}
	who.Set("reason", "Đơn 12/2026")
	admin.Want(http.StatusSeeOther, path+"/xoa", who)
	if c := h.Entry(t, e.ID).Content; c.ContactName+c.ContactPhone != "" {
		t.Errorf("still there: %q", c.ContactName)
	}
	lines, _, err := h.DB.Audits(ctx, sqlite.AuditFilter{Action: "person"})
	if err != nil || len(lines) != 1 || strings.Contains(fmt.Sprint(lines), "Hiếm") {
		t.Errorf("record: %+v, %v", lines, err)
	}
	notices, _, err := h.DB.Notices(ctx, h.ActorOf(t, registry.UnitStaff).Account, 0, 10)
	if err != nil || len(notices) == 0 || !strings.Contains(notices[0].Text, "theo yêu cầu") || strings.Contains(notices[0].Text, "Hiếm") {
		t.Errorf("the unit was notified: %+v, %v", notices, err)
	}

	_, _, body := admin.Get(path)
	_, terms := sitetest.FormOf(t, body, `form[action$="/thoi-han"]`)
	terms.Set("addresses", "0")
	if code, _, body := admin.Post(path+"/thoi-han", terms); code != http.StatusUnprocessableEntity ||
		!strings.Contains(sitetest.FieldError(t, body, "addresses"), "số tháng, từ 1 đến 120") {
		t.Errorf("a term of nothing: %d", code)
	}
	terms.Set("addresses", "6")
	admin.Want(http.StatusSeeOther, path+"/thoi-han", terms)
	if code, _, _ := admin.Post(path+"/thoi-han", terms); code != http.StatusConflict {
		t.Errorf("over a newer version: %d", code)
	}

	verifier := h.As(t, registry.Verifier)
	if code, _, body := verifier.Get("/tai-khoan/du-lieu.json"); code != http.StatusOK || !strings.Contains(body, "tham-dinh@thu.vn") ||
		strings.Contains(body, "argon2") {
		t.Errorf("own data: %d", code)
	}
	id := h.ActorOf(t, registry.Verifier).Account
	account := fmt.Sprintf("/lam-viec/quan-tri/tai-khoan/%d", id)
	if code, _, _ := verifier.Get(account + "/ban-sao.json"); code != http.StatusForbidden {
		t.Errorf("a verifier reads the data of accounts: %d", code)
	}
	if code, _, _ := admin.Post(account+"/xoa-du-lieu", url.Values{}); code != http.StatusUnprocessableEntity {
		t.Errorf("erased without the tick: %d", code)
	}
	admin.Want(http.StatusSeeOther, account+"/xoa-du-lieu", url.Values{"sure": {"1"}})
	if code, head, _ := verifier.Get("/lam-viec"); code != http.StatusSeeOther || !strings.HasPrefix(head.Get("Location"), "/dang-nhap") {
		t.Errorf("the erased account still works: %d", code)
	}
	if code, _, body := admin.Get(account); code != http.StatusOK || strings.Contains(body, "tham-dinh@thu.vn") {
		t.Errorf("the erased account still shows its address: %d", code)
	}
}
