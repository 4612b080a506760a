package desk_test

import (
	"net/http"
	"net/url"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// Whether a role may use a form is answered before a word of it is read: what is wrong
// in a form is said only to who may send it, and to the owner whose form has closed.
func TestRightsComeBeforeTheForm(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	own := h.AddStory(t, nil) // public: every role may view it
	other := h.AddStory(t, func(e *registry.Entry) { e.Unit, e.Content.Title = "07228-202507", "Của đơn vị khác" })
	forms := []address.One[registry.EntryID]{address.Entry, address.EntryReport, address.EntryRevise}
	none := [3]int{403, 403, 403}
	grid := map[registry.Role][2][3]int{
		registry.Visitor:       {{401, 401, 401}, {401, 401, 401}},
		registry.UnitStaff:     {{422, 422, 403}, none},
		registry.Verifier:      {{403, 403, 422}, {403, 403, 422}},
		registry.CouncilMember: {none, none},
		registry.Secretary:     {none, none},
		registry.Journalist:    {none, none},
		registry.Admin:         {{422, 422, 422}, {422, 422, 422}},
	}
	for _, role := range registry.Roles() {
		want, ok := grid[role]
		if !ok {
			t.Errorf("no row for %s", role)
		}
		who := h.As(t, role)
		for n, e := range []registry.Entry{own, other} {
			for i, form := range forms {
				for what, v := range map[string]url.Values{
					"no version":        {"title": {"Tên khác"}},
					"an unknown choice": sitetest.VersionForm(e, "photos.1.basis", "khong-co"),
				} {
					want := want[n][i]
					if role == registry.UnitStaff && want == http.StatusUnprocessableEntity && what != "no version" {
						want = http.StatusConflict // sent already
					}
					if code, _, body := who.Post(form.At(e.ID), v); code != want {
						t.Errorf("%s to %s of entry %d as %s = %d, want %d\n%.300s", what, form, n, role, code, want, body)
					}
				}
			}
		}
	}
	for _, e := range []registry.Entry{own, other} {
		if now := h.Entry(t, e.ID); now.Version != e.Version {
			t.Errorf("refused forms made version %d of %d", now.Version, e.Version)
		}
	}
}
