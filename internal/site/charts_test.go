package site_test

import (
	"net/http"
	"strings"
	"testing"

	"danvankheo/internal/registry"
)

// The pictures of following up: only for those who follow up; every number of a
// table under a picture leads to a list of exactly as many; every file is there.
func TestFollowingUpCharts(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	h.sentEntry(t)
	const path = "/lam-viec/theo-doi/bieu-do"
	for _, role := range []registry.Role{registry.UnitStaff, registry.CouncilMember, registry.Secretary, registry.Journalist} {
		if status, _, _ := h.as(t, role).get(path + "/diem-trong.svg"); status != http.StatusForbidden {
			t.Errorf("%s: %d, want 403", role, status)
		}
	}
	r := h.as(t, registry.Verifier)
	_, _, body := r.get(path)
	for _, to := range links(t, body, ".plot__files a", "href") {
		if status, header, file := r.get(to); status != http.StatusOK || len(file) < 500 || header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, %d bytes, %s", to, status, len(file), header.Get("Cache-Control"))
		}
	}
	checked := 0
	numbers := texts(t, body, ".plot td.table__num a")
	for i, to := range links(t, body, ".plot td.table__num a", "href") {
		_, _, list := r.get(to)
		if got := number.FindString(strings.Join(texts(t, list, ".queue__total"), " ")); got != numbers[i] {
			t.Errorf("the picture says %s, its list %s says %q", numbers[i], to, got)
		}
		checked++
	}
	if checked < 30 {
		t.Errorf("only %d numbers lead to a list", checked)
	}
	for address, want := range map[string]int{path + "?nam=1990": 404, path + "?nam=abc&buoc=zzz": 200, path + "/khong-co.svg": 404, path + "/ban-do.exe": 404} {
		if status, _, _ := r.get(address); status != want {
			t.Errorf("%s: %d, want %d", address, status, want)
		}
	}
}
