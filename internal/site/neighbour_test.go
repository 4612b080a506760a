package site_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// What belongs to one account or unit is not found by another of the same role:
// requests, saved searches, notices, keys, the year's own report.
func TestNeighboursSeeAndDoNothing(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.ReadyStory(t)
	e = h.Publish(t, e.ID, time.Time{}, false)
	press, unit := h.As(t, registry.Journalist), h.As(t, registry.UnitStaff)
	otherPress, otherUnit := second(t, h, registry.Journalist), second(t, h, registry.UnitStaff)
	const secret = "Xin ảnh chị Lụa trước trưa mai"
	press.Want(
		http.StatusSeeOther,
		fmt.Sprintf("/lam-viec/mo-hinh/%d/yeu-cau", e.ID),
		url.Values{"kind": {"them-anh"}, "text": {secret}, "shots": {"truoc"}},
	)
	press.Want(http.StatusOK, "/lam-viec/bao-chi/tim", url.Values{"name": {secret}, "query": {h.Server.URL + "/mo-hinh?q=cau+phao"}})
	_, key, err := h.Account.AddToken(context.Background(), registry.System("thử"), 2, secret)
	if err != nil {
		t.Fatal(err)
	}
	unit.Want(
		http.StatusSeeOther,
		fmt.Sprintf("/lam-viec/tu-bao-cao/%d", h.Flow.CurrentYear()),
		url.Values{"version": {"0"}, "difficulties": {secret}, "proposal": {secret}},
	)
	for who, r := range map[string]*sitetest.Reader{"press": otherPress, "unit": otherUnit} {
		for _, path := range []string{
			"/lam-viec", "/lam-viec/bao-chi", "/lam-viec/yeu-cau", "/lam-viec/thong-bao", "/lam-viec/duy-tri",
			fmt.Sprintf("/lam-viec/tu-bao-cao/%d", h.Flow.CurrentYear()),
			"/tai-khoan", "/tai-khoan/du-lieu.json", "/lam-viec/ho-so-don-vi",
		} {
			if _, _, body := r.Get(path); strings.Contains(body, secret) {
				t.Errorf("the other %s reads it at %s", who, path)
			}
		}
		for path, form := range map[string]url.Values{
			"/lam-viec/yeu-cau/1":                          {"answer": {"Trả lời thay đơn vị khác."}},
			"/lam-viec/bao-chi/tim/1":                      {"do": {"doi"}},
			fmt.Sprintf("/tai-khoan/khoa/%d/thu-hoi", key): {},
			fmt.Sprintf("/lam-viec/duy-tri/%d", e.ID):      {"fate": {"con"}, "months": {"12"}},
			fmt.Sprintf("/lam-viec/mo-hinh/%d", e.ID):      {"version": {fmt.Sprint(e.Version)}, "title": {"Của người khác"}},
		} {
			if code, _, _ := r.Post(path, form); code < 400 {
				t.Errorf("the other %s at %s: %d", who, path, code)
			}
		}
	}
	otherPress.Post("/lam-viec/bao-chi/tim/1", url.Values{"do": {"xoa"}}) // done or not, it is told the same
	if now := h.Entry(t, e.ID); now.Version != e.Version {
		t.Error("a neighbour changed the entry")
	}
	if _, _, body := press.Get("/lam-viec/bao-chi"); strings.Count(body, secret) < 2 {
		t.Error("the request or the saved search is gone")
	}
}

// second signs in as another account of a role, of another unit if it has one.
func second(t testing.TB, h *sitetest.House, role registry.Role) *sitetest.Reader {
	t.Helper()
	acc := registry.Account{Email: "hai-" + role.String() + "@thu.vn", Name: "Người thứ hai", Role: role}
	if role == registry.UnitStaff {
		acc.Unit = "07228-202507"
	}
	if _, _, err := h.Account.AddAccount(context.Background(), registry.System("thử"), acc, sitetest.TestPassword); err != nil {
		t.Fatal(err)
	}
	r := h.Reader(t)
	if code, _, body := r.Post("/dang-nhap", url.Values{"email": {acc.Email},
		"password": {sitetest.TestPassword}}); code != http.StatusSeeOther {
		t.Fatalf("sign in: %d\n%.300s", code, body)
	}
	return r
}
