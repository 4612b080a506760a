package follow_test

import (
	"net/http"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// The pictures of following up: only for those who follow up; every number of a
// table under a picture leads to a list of exactly as many; every file is there.
func TestFollowingUpCharts(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.SentEntry(t)
	const path = "/lam-viec/theo-doi/bieu-do"
	for _, role := range []registry.Role{registry.UnitStaff, registry.CouncilMember, registry.Secretary, registry.Journalist} {
		if status, _, _ := h.As(t, role).Get(path + "/diem-trong.svg"); status != http.StatusForbidden {
			t.Errorf("%s: %d, want 403", role, status)
		}
	}
	r := h.As(t, registry.Verifier)
	_, _, body := r.Get(path)
	for _, to := range sitetest.Links(t, body, ".plot__files a", "href") {
		if status, header, file := r.Get(to); status != http.StatusOK || len(file) < 500 || header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, %d bytes, %s", to, status, len(file), header.Get("Cache-Control"))
		}
	}
	checked := 0
	numbers := sitetest.Texts(t, body, ".plot td.table__num a")
	for i, to := range sitetest.Links(t, body, ".plot td.table__num a", "href") {
		_, _, list := r.Get(to)
		if got := sitetest.Number.FindString(strings.Join(sitetest.Texts(t, list, ".queue__total"), " ")); got != numbers[i] {
			t.Errorf("the picture says %s, its list %s says %q", numbers[i], to, got)
		}
		checked++
	}
	if checked < 30 {
		t.Errorf("only %d numbers lead to a list", checked)
	}
	for address, want := range map[string]int{path + "?nam=1990": 404, path + "?nam=abc&buoc=zzz": 200, path + "/khong-co.svg": 404,
		path + "/ban-do.exe": 404} {
		if status, _, _ := r.Get(address); status != want {
			t.Errorf("%s: %d, want %d", address, status, want)
		}
	}
}
