package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// pressStory is a public story of no known unit that the press reported.
func pressStory(t *testing.T, h *sitetest.House) registry.Entry {
	t.Helper()
	return h.AddStory(t, func(e *registry.Entry) {
		e.Origin, e.Registration, e.Result, e.Unit, e.Season = registry.Reported, registry.Unregistered, registry.NoReport, "", 2025
		e.Content.Title = "Ngày Chủ nhật xanh của báo"
		e.Source = registry.Source{Title: "Chủ nhật xanh", Publisher: "Báo Bắc Giang", URL: "https://example.vn/bai", Date: "2025-10-09"}
	})
}

// publicBytes reads what everybody may read of a story and the lists that hold it.
func publicBytes(t *testing.T, h *sitetest.House, e registry.Entry) string {
	t.Helper()
	h.CatchUp(t)
	var b strings.Builder
	r := h.Reader(t)
	for _, path := range []string{
		address.Story.At(e.Season, e.Slug), address.Stories, address.Stories + "?q=chu+nhat+xanh", "/feed.json", "/sitemap.xml",
	} {
		code, _, body := r.Get(path)
		if code != http.StatusOK {
			t.Fatalf("%s = %d", path, code)
		}
		b.WriteString(body)
	}
	return b.String()
}

// see reads a page with a status.
func see(t *testing.T, r *sitetest.Reader, want int, path string) string {
	t.Helper()
	code, _, body := r.Get(path)
	if code != want {
		t.Fatalf("GET %s = %d, want %d\n%.800s", path, code, want, body)
	}
	return body
}

// send posts a form with a status.
func send(t *testing.T, r *sitetest.Reader, want int, path string, form url.Values) string {
	t.Helper()
	code, _, body := r.Post(path, form)
	if code != want {
		t.Fatalf("POST %s = %d, want %d\n%.800s", path, code, want, body)
	}
	return body
}

// TestClaimByForm: the unit asks, the verifier accepts, the unit types; no public byte
// differs until the registration is accepted and published, and then the story has the
// same address.
func TestClaimByForm(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := pressStory(t, h)
	staff, verifier := h.As(t, registry.UnitStaff), h.As(t, registry.Verifier)
	before := publicBytes(t, h, e)
	same := func(when string) {
		t.Helper()
		if now := publicBytes(t, h, e); now != before {
			t.Errorf("public pages changed %s", when)
		}
	}
	path := address.EntryClaim.At(e.ID)
	see(t, staff, http.StatusOK, path)
	body := send(t, staff, http.StatusUnprocessableEntity, path, url.Values{"reason": {""}})
	if !strings.Contains(body, "Ghi lý do") {
		t.Errorf("without a reason:\n%.400s", body)
	}
	send(t, staff, http.StatusSeeOther, path, url.Values{"reason": {"Tổ dân phố của phường làm từ 2024."}})
	same("when a unit asked")
	if home := see(t, staff, http.StatusOK, address.Desk); !strings.Contains(home, "Yêu cầu nhận mô hình") {
		t.Error("the unit does not see its request in its tasks")
	}
	if home := see(t, verifier, http.StatusOK, address.Desk); !strings.Contains(home, address.Claims) {
		t.Error("the verifier does not see the request among the tasks")
	}
	if list := see(t, verifier, http.StatusOK, address.Claims); !strings.Contains(list, e.Content.Title) {
		t.Error("the request is not listed")
	}
	id := claimOf(t, h, e.ID)
	send(t, verifier, http.StatusUnprocessableEntity, address.ClaimAccept.At(id), url.Values{"year": {"năm ngoái"}})
	send(t, verifier, http.StatusUnprocessableEntity, address.ClaimDecline.At(id), url.Values{"reason": {""}})
	send(t, verifier, http.StatusSeeOther, address.ClaimAccept.At(id), url.Values{"year": {"2025"}})
	same("when the verifier accepted")
	c, err := h.DB.Claim(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	r := h.Entry(t, c.Registration)
	typed := r.Content
	typed.Title = "Tên mà đơn vị gõ"
	send(t, staff, http.StatusSeeOther, address.Entry.At(r.ID), sitetest.DraftForm(typed, r.Version))
	same("when the unit typed")
	ready := h.Entry(t, r.ID)
	ctx, unit, office := t.Context(), h.ActorOf(t, registry.UnitStaff), h.ActorOf(t, registry.Verifier)
	full := testkit.CompleteContent()
	full.Title = typed.Title
	ready, err = h.Flow.Submit(ctx, unit, ready.ID, ready.Version, &workflow.Draft{Content: full})
	if err != nil {
		t.Fatal(err, registry.FieldsOf(err))
	}
	if ready, err = h.Flow.Accept(ctx, office, ready.ID, ready.Version); err != nil {
		t.Fatal(err)
	}
	same("when the registration was accepted, not yet published")
	if _, err = h.Flow.Publish(ctx, office, ready.ID, ready.Version, time.Time{}, false); err != nil {
		t.Fatal(err)
	}
	h.CatchUp(t)
	code, _, page := h.Reader(t).Get(address.Story.At(e.Season, e.Slug))
	if code != http.StatusOK || !strings.Contains(page, typed.Title) || !strings.Contains(page, "Báo Bắc Giang") {
		t.Errorf("the story at its address = %d, with its new name %v, its source %v", code,
			strings.Contains(page, typed.Title), strings.Contains(page, "Báo Bắc Giang"))
	}
}

func claimOf(t *testing.T, h *sitetest.House, id registry.EntryID) registry.ClaimID {
	t.Helper()
	list, err := h.DB.ClaimsOf(t.Context(), id)
	if err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	return list[len(list)-1].ID
}

// TestClaimIsWithdrawnByForm: the unit takes its request back on the same page, and is
// offered to ask again; another role has no such page.
func TestClaimIsWithdrawnByForm(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := pressStory(t, h)
	staff := h.As(t, registry.UnitStaff)
	path := address.EntryClaim.At(e.ID)
	send(t, staff, http.StatusSeeOther, path, url.Values{"reason": {"Mô hình của phường."}})
	page := see(t, staff, http.StatusOK, path)
	drop, fields := sitetest.FormOf(t, page, "form[action='"+address.EntryClaimDrop.At(e.ID)+"']")
	send(t, staff, http.StatusSeeOther, drop, fields)
	if page = see(t, staff, http.StatusOK, path); !strings.Contains(page, "Gửi yêu cầu") || !strings.Contains(page, "Đơn vị đã rút") {
		t.Error("after withdrawing the page does not offer to ask again")
	}
	see(t, h.As(t, registry.Journalist), http.StatusForbidden, path)
	see(t, h.As(t, registry.UnitStaff), http.StatusForbidden, address.Claims)
}

// TestLockedFormsSayItWhenOpened: the form of a locked year has a banner, disabled
// fields and no button to save; its dossier offers nothing that would be refused.
func TestLockedFormsSayItWhenOpened(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff := h.As(t, registry.UnitStaff)
	id := h.NewDraft(t, staff, "khoa-mo")
	path := address.Entry.At(id)
	const fields = "form.paper-form fieldset.paper-locked[disabled] [name='title']"
	open := see(t, staff, http.StatusOK, path)
	if len(sitetest.Links(t, open, fields, "name")) != 0 || !strings.Contains(open, "data-autosave") {
		t.Error("the form of an open year is locked")
	}
	season := h.Flow.Season(2026)
	season.Closed = true
	if err := h.Reference.SaveSeason(t.Context(), h.ActorOf(t, registry.Admin), season); err != nil {
		t.Fatal(err)
	}
	h.Clock().Advance(season.Grace() + time.Minute)
	body := see(t, staff, http.StatusOK, path)
	if len(sitetest.Links(t, body, fields, "name")) != 1 || !strings.Contains(body, "Năm 2026 đã khóa") {
		t.Errorf("the form does not say that it cannot be saved:\n%.600s", body)
	}
	if strings.Contains(body, "data-autosave") {
		t.Error("the locked form saves by itself")
	}
	for _, button := range []string{"form.paper-form > button", ".paper-bar button[type='submit']"} {
		if got := sitetest.Links(t, body, button, "name"); len(got) > 0 {
			t.Errorf("the locked form still has the buttons %v", got)
		}
	}
	dossier := see(t, staff, http.StatusOK, path+"?xem=1")
	if !strings.Contains(dossier, "Năm 2026 đã khóa") || strings.Contains(dossier, address.EntryWithdraw.At(id)) {
		t.Error("the dossier of a locked year offers to withdraw, or does not say why not")
	}
}
