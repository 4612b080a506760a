package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// Whether a year takes a registration is said when its form is opened, and another year
// can be chosen there.
func TestTheStartFormSaysWhatItsYearTakes(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	clock, year := h.Clock(), h.Flow.CurrentYear()
	season := func(change func(*registry.Season)) {
		t.Helper()
		s := h.Flow.Season(year)
		change(&s)
		if err := h.Reference.SaveSeason(t.Context(), registry.Actor{Account: 7, Name: "Quản trị", Role: registry.Admin}, s); err != nil {
			t.Fatal(err)
		}
	}
	staff := h.As(t, registry.UnitStaff)
	check := func(query, want string, offers bool) {
		t.Helper()
		code, _, page := staff.Get("/lam-viec/dang-ky" + query)
		if code != http.StatusOK || !strings.Contains(page, want) || strings.Contains(page, "Tạo bản nháp") != offers {
			t.Errorf("%s: %d; says %q: %v; offers a draft: %v", query, code, want, strings.Contains(page, want), !offers)
		}
		if !offers && !strings.Contains(page, "Mở năm này") {
			t.Errorf("%s: no other year can be chosen", query)
		}
	}
	check("?nam=2019", "Năm 2019 không mở đăng ký.", false)
	check("?nam=2099", "Năm 2099 chưa mở đăng ký.", false)
	season(func(s *registry.Season) {
		s.Opens, s.RegisterFrom, s.RegisterTo = "2022-01-01", "2022-01-01", "2022-02-01"
	})
	check("", "Hạn 01/02/2022 đã qua", true)
	season(func(s *registry.Season) { s.Closed = true })
	clock.Advance(h.Flow.Season(year).Grace() + time.Minute)
	check("", "đã khóa: không nhận đăng ký mới", false)
}
