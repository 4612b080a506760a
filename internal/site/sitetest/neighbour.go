package sitetest

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"danvankheo/internal/registry"
)

// Second signs in as another account of a role, of another unit if it has one.
func (h *House) Second(t testing.TB, role registry.Role) *Reader {
	t.Helper()
	acc := registry.Account{Email: "hai-" + role.String() + "@thu.vn", Name: "Người thứ hai", Role: role}
	if role == registry.UnitStaff {
		acc.Unit = "07228-202507"
	}
	if _, _, err := h.Account.AddAccount(context.Background(), registry.System("thử"), acc, TestPassword); err != nil {
		t.Fatal(err)
	}
	r := h.Reader(t)
	if code, _, body := r.Post("/dang-nhap", url.Values{"email": {acc.Email}, "password": {TestPassword}}); code != http.StatusSeeOther {
		t.Fatalf("sign in: %d\n%.300s", code, body)
	}
	return r
}
