package desk_test

import (
	"fmt"
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

// takenOver is a press story whose page a registration of the reader's unit has taken.
func takenOver(t *testing.T, h *sitetest.House) (press, registration registry.Entry, id registry.ClaimID) {
	t.Helper()
	ctx, unit, office := t.Context(), h.ActorOf(t, registry.UnitStaff), h.ActorOf(t, registry.Verifier)
	press = pressStory(t, h)
	c, _, err := h.Flow.AskClaim(ctx, unit, press.ID, "Tổ dân phố của phường làm từ 2024.")
	if err == nil {
		c, err = h.Flow.AcceptClaim(ctx, office, c.ID, 2025)
	}
	if err != nil {
		t.Fatal(err)
	}
	full := testkit.CompleteContent()
	full.Title = "Tên mà đơn vị đặt"
	r, err := h.Flow.Submit(ctx, unit, c.Registration, 0, &workflow.Draft{Content: full})
	if err == nil {
		r, err = h.Flow.Accept(ctx, office, r.ID, 0)
	}
	if err == nil {
		r, err = h.Flow.Publish(ctx, office, r.ID, 0, time.Time{}, false)
	}
	if err != nil {
		t.Fatal(err, registry.FieldsOf(err))
	}
	h.CatchUp(t)
	return press, r, c.ID
}

// TestTakenDownPageComesBack: who takes down the story of a registration that has a
// press page is told that the press's version can come back, ticks it, and readers have
// it at its address; the dossier of each says where it is.
func TestTakenDownPageComesBack(t *testing.T) {
	t.Parallel()
	for _, ticked := range []bool{true, false} {
		t.Run(fmt.Sprintf("ticked %v", ticked), func(t *testing.T) {
			t.Parallel()
			h := sitetest.NewHouse(t, 0, areas...)
			press, r, id := takenOver(t, h)
			verifier, path := h.As(t, registry.Verifier), address.EntryStory.At(r.ID)
			see(t, h.Reader(t), http.StatusOK, address.Story.At(press.Season, press.Slug))
			page := see(t, verifier, http.StatusOK, path)
			if !strings.Contains(page, press.Number) || !strings.Contains(page, address.Claim.At(id)) {
				t.Error("the form of taking down does not offer the press version")
			}
			form := url.Values{"version": {fmt.Sprint(r.Version)}, "go": {"1"}, "reason": {""}}
			if ticked {
				form.Set("bao_chi", "1")
			}
			again := send(t, verifier, http.StatusUnprocessableEntity, path, form)
			if got := len(sitetest.Links(t, again, "input[name='bao_chi'][checked]", "name")); (got == 1) != ticked {
				t.Errorf("after a refusal the box is ticked %d times", got)
			}
			form.Set("reason", "Báo viết về thôn khác.")
			send(t, verifier, http.StatusSeeOther, path, form)
			h.CatchUp(t)
			if !ticked {
				see(t, h.Reader(t), http.StatusGone, address.Story.At(press.Season, press.Slug))
				dossier := see(t, verifier, http.StatusOK, address.Entry.At(r.ID))
				if !strings.Contains(dossier, "khôi phục được") || !strings.Contains(dossier, address.Claim.At(id)) {
					t.Error("the dossier of the registration does not lead to the undo")
				}
				see(t, verifier, http.StatusOK, address.Claim.At(id))
				send(t, verifier, http.StatusSeeOther, address.ClaimUndo.At(id), url.Values{"reason": {"Báo viết về thôn khác."}})
				h.CatchUp(t)
			}
			body := see(t, h.Reader(t), http.StatusOK, address.Story.At(press.Season, press.Slug))
			if !strings.Contains(body, press.Content.Title) || strings.Contains(body, "Tên mà đơn vị đặt") {
				t.Error("the page at the address is not the press's")
			}
			now := h.Entry(t, r.ID)
			see(t, h.Reader(t), http.StatusGone, address.Story.At(now.Season, now.Slug))
			if own := see(t, h.As(t, registry.UnitStaff), http.StatusOK, address.Entry.At(r.ID)); !strings.Contains(own, "Đã tiếp nhận") {
				t.Error("the unit does not read that its registration stays")
			}
		})
	}
}

// TestUndoAsksAboutTheUnitsStory: the page of the request offers both, one must be
// chosen, and what is typed is kept; the story that stays is at an address of its own.
func TestUndoAsksAboutTheUnitsStory(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	press, r, id := takenOver(t, h)
	verifier, undo := h.As(t, registry.Verifier), address.ClaimUndo.At(id)
	page := see(t, verifier, http.StatusOK, address.Claim.At(id))
	action, _ := sitetest.FormOf(t, page, "form[action='"+undo+"']")
	if got := len(sitetest.Links(t, page, "form[action='"+undo+"'] input[name='own']", "value")); got != 2 {
		t.Errorf("%d choices for the unit's story", got)
	}
	again := send(t, verifier, http.StatusUnprocessableEntity, action, url.Values{"reason": {"Báo viết về thôn khác."}})
	if !strings.Contains(again, "Báo viết về thôn khác.") || sitetest.FieldError(t, again, "own") == "" {
		t.Error("without a choice: the reason is lost, or the choice is not asked for")
	}
	again = send(t, verifier, http.StatusUnprocessableEntity, action, url.Values{"own": {"giu"}, "reason": {""}})
	if len(sitetest.Links(t, again, "input[name='own'][value='giu'][checked]", "value")) != 1 {
		t.Error("without a reason: the choice is lost")
	}
	send(t, h.As(t, registry.UnitStaff), http.StatusForbidden, action, url.Values{"own": {"giu"}, "reason": {"Đơn vị tự hoàn tác."}})
	send(t, h.As(t, registry.Journalist), http.StatusForbidden, action, url.Values{"own": {"giu"}, "reason": {"Nhà báo hoàn tác."}})
	send(t, verifier, http.StatusSeeOther, action, url.Values{"own": {"giu"}, "reason": {"Báo viết về thôn khác."}})
	h.CatchUp(t)
	for _, role := range []registry.Role{registry.Visitor, registry.Journalist} {
		reader := h.Reader(t)
		if role != registry.Visitor {
			reader = h.As(t, role)
		}
		if body := see(t, reader, http.StatusOK, address.Story.At(press.Season, press.Slug)); !strings.Contains(body, press.Content.Title) {
			t.Errorf("%s: the page at the old address is not the press's", role)
		}
		now := h.Entry(t, r.ID)
		body := see(t, reader, http.StatusOK, address.Story.At(now.Season, now.Slug))
		if !strings.Contains(body, "Tên mà đơn vị đặt") || strings.Contains(body, "Báo Bắc Giang") || now.Slug == press.Slug {
			t.Errorf("%s: the registration at %s names the press's source, or has the press's address", role, now.Slug)
		}
	}
	if dossier := see(t, verifier, http.StatusOK, address.Entry.At(press.ID)); !strings.Contains(dossier, "có thể xin nhận") {
		t.Error("what was given back cannot be asked for")
	}
}

// TestFoldedPressEntryOffersNoClaim: neither its dossier nor the page for asking offers
// to ask for a press entry whose page went to a registration, to anybody.
func TestFoldedPressEntryOffersNoClaim(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	press, r, _ := takenOver(t, h)
	if dossier := see(t, h.As(t, registry.Verifier), http.StatusOK, address.Entry.At(press.ID)); strings.Contains(dossier, "xin nhận để") ||
		!strings.Contains(dossier, address.Entry.At(r.ID)) {
		t.Error("the dossier of the folded entry offers claiming, or does not lead to the registration")
	}
	staff := h.As(t, registry.UnitStaff)
	page := see(t, staff, http.StatusOK, address.EntryClaim.At(press.ID))
	if strings.Contains(page, "Gửi yêu cầu</button>") || strings.Contains(page, "Bổ sung bản nháp") || strings.Contains(page, "là trả lại mô hình") {
		t.Error("the unit that was accepted is told to fill in a draft")
	}
	send(t, staff, http.StatusNotFound, address.EntryClaim.At(press.ID), url.Values{"reason": {"Xin nhận lần nữa."}})
}

// TestDeclinedUnitReadsTheAnswer: the notice of a declined request leads to a page that
// its reader may open, whatever became of the press story meanwhile.
func TestDeclinedUnitReadsTheAnswer(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	for name, after := range map[string]func(h *sitetest.House, press registry.Entry, c registry.Claim) error{
		"taken down": func(h *sitetest.House, press registry.Entry, _ registry.Claim) error {
			_, err := h.Flow.Remove(ctx, h.ActorOf(t, registry.Verifier), press.ID, 0, "Gỡ để xem lại.")
			return err
		},
		"folded into another": func(h *sitetest.House, press registry.Entry, _ registry.Claim) error {
			_, err := h.Flow.Merge(ctx, h.ActorOf(t, registry.Verifier), press.ID, h.ReadyStory(t).ID, 0, "Cùng một mô hình.")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := sitetest.NewHouse(t, 0, areas...)
			press := pressStory(t, h)
			unit := h.ActorOf(t, registry.UnitStaff)
			staff := h.As(t, registry.UnitStaff)
			c, _, err := h.Flow.AskClaim(ctx, unit, press.ID, "Mô hình của phường.")
			if err == nil {
				c, err = h.Flow.DeclineClaim(ctx, h.ActorOf(t, registry.Verifier), c.ID, "Mô hình của xã bên cạnh.")
			}
			if err == nil {
				err = after(h, press, c)
			}
			if err != nil {
				t.Fatal(err)
			}
			var links []string
			list, _, err := h.DB.Notices(ctx, unit.Account, 0, 50)
			for _, n := range list {
				if strings.Contains(n.Text, "không được đồng ý") {
					links = append(links, n.Link)
				}
			}
			if err != nil || len(links) == 0 {
				t.Fatal(links, err)
			}
			for _, link := range links {
				page := see(t, staff, http.StatusOK, link)
				if !strings.Contains(page, "Mô hình của xã bên cạnh.") || strings.Contains(page, "Gửi yêu cầu</button>") ||
					strings.Contains(page, press.Content.Title) {
					t.Errorf("%s: no answer, or it offers to ask, or names what was taken down:\n%.1500s", link, page)
				}
			}
		})
	}
}
