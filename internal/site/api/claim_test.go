package api_test

import (
	"net/http"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// TestClaimByAPI: asking is 201, asking again 200; a locked year is a 409 with a
// problem document, and so are the other doors of its entries.
func TestClaimByAPI(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	reported := func(y registry.Year) registry.Entry {
		return h.AddStory(t, func(e *registry.Entry) {
			e.Origin, e.Registration, e.Result, e.Unit, e.Season = registry.Reported, registry.Unregistered, registry.NoReport, "", y
		})
	}
	open, shut := reported(2025), reported(2026)
	staff := h.Program(t, registry.UnitStaff)
	path, reason := entryPath(open.ID)+"/claim", `{"reason":"Mô hình của phường."}`
	first := staff.Call("POST", path, reason).Want(http.StatusCreated).JSON()
	if again := staff.Call("POST", path, reason).Want(http.StatusOK).JSON(); again["id"] != first["id"] || first["state"] != "cho" {
		t.Errorf("asked %v, again %v", first, again)
	}
	if got := staff.Call("POST", path, `{}`).Want(http.StatusUnprocessableEntity).Fields(); got != "reason" {
		t.Errorf("without a reason: %q", got)
	}
	staff.Call("POST", path, `{"reason":"a","unit":"x"}`).Want(http.StatusBadRequest)
	for role, code := range map[registry.Role]int{
		registry.Visitor: http.StatusUnauthorized, registry.Verifier: http.StatusForbidden, registry.Journalist: http.StatusForbidden,
	} {
		h.Program(t, role).Call("POST", path, reason).Want(code)
	}
	draft := h.DraftOf(t, h.Own)
	season := h.Flow.Season(2026)
	season.Closed = true
	if err := h.Reference.SaveSeason(t.Context(), h.ActorOf(t, registry.Admin), season); err != nil {
		t.Fatal(err)
	}
	h.Clock().Advance(season.Grace() + time.Minute)
	staff.Call("POST", entryPath(shut.ID)+"/claim", reason).Want(http.StatusConflict)
	staff.Call("POST", "/api/v1/entries", `{"title":"Mới","year":2026}`).Want(http.StatusConflict)
	staff.Call("PUT", entryPath(draft.Entry), `{"goal":"x"}`, "If-Match", `"1"`).Want(http.StatusConflict)
	staff.Call("POST", entryPath(draft.Entry)+"/submit", "").Want(http.StatusConflict)
	picture, words := phototest.NewJPEG(640, 480, 7, phototest.Options{}), map[string]string{"basis": "public-activity"}
	staff.Upload(entryPath(draft.Entry)+"/photos", picture, words).Want(http.StatusConflict)
}
