package api_test

import (
	"net/http"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
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

// TestNumberOfThePressLeadsOn: what the press reported is read under its own id while it
// is public, leads to the registration that has its page while that is, and is not there
// otherwise; those inside read the folded entry itself.
func TestNumberOfThePressLeadsOn(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	ctx, unit, office := t.Context(), h.ActorOf(t, registry.UnitStaff), h.ActorOf(t, registry.Verifier)
	press := h.AddStory(t, func(e *registry.Entry) {
		e.Origin, e.Registration, e.Result, e.Unit, e.Season = registry.Reported, registry.Unregistered, registry.NoReport, "", 2025
	})
	c, _, err := h.Flow.AskClaim(ctx, unit, press.ID, "Mô hình của phường.")
	if err == nil {
		c, err = h.Flow.AcceptClaim(ctx, office, c.ID, 2025)
	}
	if err != nil {
		t.Fatal(err)
	}
	id, own := entryPath(press.ID), entryPath(c.Registration)
	reads := func(when string, want map[registry.Role]int) {
		t.Helper()
		for role, code := range want {
			a := h.Program(t, role).Get(id).Want(code)
			switch code {
			case http.StatusTemporaryRedirect:
				if got := a.Header.Get("Location"); got != own {
					t.Errorf("%s: a %s is led to %q, want %q", when, role, got, own)
				}
				if got := h.Program(t, role).Get(own).Want(http.StatusOK).JSON()["id"]; got != float64(c.Registration) {
					t.Errorf("%s: a %s reads entry %v there", when, role, got)
				}
			case http.StatusOK:
				if got := a.JSON()["id"]; got != float64(press.ID) {
					t.Errorf("%s: a %s reads entry %v", when, role, got)
				}
			}
		}
	}
	const ok, on, none = http.StatusOK, http.StatusTemporaryRedirect, http.StatusNotFound
	reads("accepted", map[registry.Role]int{registry.Visitor: ok, registry.Journalist: ok, registry.UnitStaff: ok, registry.Verifier: ok})
	r, err := h.Flow.Submit(ctx, unit, c.Registration, 0, &workflow.Draft{Content: testkit.CompleteContent()})
	if err == nil {
		r, err = h.Flow.Accept(ctx, office, r.ID, 0)
	}
	if err == nil {
		_, err = h.Flow.Publish(ctx, office, r.ID, 0, time.Time{}, false)
	}
	if err != nil {
		t.Fatal(err)
	}
	reads("taken over", map[registry.Role]int{registry.Visitor: on, registry.Journalist: on, registry.UnitStaff: on, registry.Verifier: ok})
	h.Program(t, registry.UnitStaff).Call("POST", id+"/claim", `{"reason":"Xin nhận lần nữa."}`).Want(none)
	if _, err := h.Flow.Remove(ctx, office, r.ID, 0, "Đơn vị xin gỡ."); err != nil {
		t.Fatal(err)
	}
	reads("taken down", map[registry.Role]int{registry.Visitor: none, registry.Journalist: none, registry.Verifier: ok})
	h.Program(t, registry.Visitor).Get(own).Want(none)
	if _, err := h.Flow.UndoClaim(ctx, office, c.ID, "Báo viết về thôn khác.", workflow.StoryUnsaid); err != nil {
		t.Fatal(err)
	}
	reads("given back", map[registry.Role]int{registry.Visitor: ok, registry.Journalist: ok, registry.UnitStaff: ok, registry.Verifier: ok})
	h.Program(t, registry.Visitor).Get(own).Want(none)
}
