package desk

import (
	"net/http"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// claimsMost is how many requests one page lists.
const claimsMost = 200

// askClaimForm is the unit's request to register what the press reported, or the
// state of the one it sent.
func (h *Area) askClaimForm(c *shell.Context) error {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	return h.showAskClaim(c, http.StatusOK, id, "", nil)
}

func (h *Area) showAskClaim(c *shell.Context, code int, id registry.EntryID, typed string, cause error) error {
	a := c.Actor()
	v, err := h.Flow.ReadAsk(c.Context(), a, id)
	if err != nil {
		return err
	}
	in := view.ClaimInput{
		Entry: &v.Entry, Claims: v.Claims, Names: h.Names(), Actor: a, Now: h.Flow.Now(), Typed: typed, Err: cause,
		Registration: v.Registration, MayAsk: v.MayAsk, Gone: v.Gone, Into: v.Into,
	}
	err = h.Flow.RequireYear(c.Context(), h.DB, a, registry.DidClaimAsk, v.Entry.Season, a.Unit)
	if in.Locked = registry.MessageOf(err); in.Locked == "" && err != nil {
		return err
	}
	page := view.NewAskClaimPage(in)
	return shell.Render(c, code, c.Pages().Desk.Claim, h.DeskChrome(c, shell.FormTitle(code, "Xin nhận mô hình")), page)
}

func (h *Area) askClaim(c *shell.Context) error {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if _, _, err = h.Flow.AskClaim(c.Context(), c.Actor(), id, v.Get("reason")); shell.Correctable(err) {
		code, _ := shell.StatusOf(err)
		return h.showAskClaim(c, code, id, v.Get("reason"), err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "claimasked", address.EntryClaim.At(id))
}

// dropClaim takes the unit's request back.
func (h *Area) dropClaim(c *shell.Context) error {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	if _, err := h.Flow.ReadAsk(c.Context(), c.Actor(), id); err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if _, err = h.Flow.WithdrawClaim(c.Context(), c.Actor(), registry.ClaimID(shell.FormNumber(v, "claim"))); shell.Correctable(err) {
		code, _ := shell.StatusOf(err)
		return h.showAskClaim(c, code, id, "", err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "claimdrop", address.EntryClaim.At(id))
}

// claims lists the requests for who decides them.
func (h *Area) claims(c *shell.Context) error {
	list, entries, err := h.readClaims(c, func(rx *sqlite.Rx) ([]registry.Claim, error) { return rx.Claims(c.Context(), claimsMost) })
	if err != nil {
		return err
	}
	page := view.NewClaimsPage(list, entries, h.Names())
	return shell.Render(c, http.StatusOK, c.Pages().Desk.Claims, h.DeskChrome(c, page.Title), page)
}

// readClaims reads requests with the entries that they are about, of one moment.
func (h *Area) readClaims(c *shell.Context, read func(*sqlite.Rx) ([]registry.Claim, error)) (
	list []registry.Claim, entries map[registry.EntryID]*registry.Entry, err error,
) {
	err = h.DB.View(c.Context(), func(rx *sqlite.Rx) error {
		if list, err = read(rx); err != nil {
			return err
		}
		ids := make([]registry.EntryID, len(list))
		for i := range list {
			ids[i] = list[i].Entry
		}
		whole, err := rx.EntriesByID(c.Context(), ids)
		entries = make(map[registry.EntryID]*registry.Entry, len(whole))
		for i := range whole {
			entries[whole[i].ID] = &whole[i]
		}
		return err
	})
	return list, entries, err
}

// ownClaims are the last requests of the reader's unit.
func (h *Area) ownClaims(c *shell.Context, own []registry.UnitCode) ([]registry.Claim, map[registry.EntryID]*registry.Entry, error) {
	return h.readClaims(c, func(rx *sqlite.Rx) ([]registry.Claim, error) { return rx.ClaimsBy(c.Context(), own, 50) })
}

// homeClaims shows the verifier the requests that wait.
func (h *Area) homeClaims(c *shell.Context, p *view.HomeDeskPage) error {
	total, err := h.DB.ClaimsWaiting(c.Context())
	if err != nil || total == 0 {
		return err
	}
	p.Figures = append(p.Figures, view.Figure{Value: view.Count(total), Label: "Yêu cầu nhận mô hình", URL: address.Claims})
	shown := min(total, 5)
	list, entries, err := h.readClaims(c, func(rx *sqlite.Rx) ([]registry.Claim, error) { return rx.Claims(c.Context(), shown) })
	if err != nil {
		return err
	}
	p.Tasks = append(p.Tasks, view.ClaimQueueTasks(view.ClaimQueue(list, entries, h.Names()), total, shown))
	return nil
}

// claimsSide is the line of the left list.
func claimsSide(s *shell.Shell, c *shell.Context) view.SideItem {
	n, err := s.DB.ClaimsWaiting(c.Context())
	if err != nil {
		s.Log.Warn("count of waiting claims failed", "err", err)
	}
	return view.SideItem{Label: "Yêu cầu nhận mô hình", URL: address.Claims, Count: n}
}

// claim is one request in the verifier's hands.
func (h *Area) claim(c *shell.Context) error {
	id, err := shell.PathID[registry.ClaimID](c, "id")
	if err != nil {
		return err
	}
	return h.showClaim(c, http.StatusOK, id, view.ClaimInput{})
}

func (h *Area) showClaim(c *shell.Context, code int, id registry.ClaimID, in view.ClaimInput) error {
	v, err := h.Flow.ReadClaim(c.Context(), c.Actor(), id)
	if err != nil {
		return err
	}
	in.Entry, in.Claim, in.Claims, in.Registration, in.Locked = &v.Entry, &v.Claim, v.Others, v.Registration, v.Locked
	in.Names, in.Actor, in.Now = h.Names(), c.Actor(), h.Flow.Now()
	page := view.NewClaimPage(in)
	return shell.Render(c, code, c.Pages().Desk.Claim, h.DeskChrome(c, shell.FormTitle(code, "Yêu cầu nhận mô hình")), page)
}

// decideClaim accepts, declines or undoes a request.
func (h *Area) decideClaim(to address.One[registry.ClaimID], flash string) shell.Handler {
	return func(c *shell.Context) error {
		id, err := shell.PathID[registry.ClaimID](c, "id")
		if err != nil {
			return err
		}
		v, err := shell.ReadForm(c, nil)
		if err != nil {
			return err
		}
		ctx, a, typed := c.Context(), c.Actor(), v.Get("reason")
		switch to {
		case address.ClaimAccept:
			typed = strings.TrimSpace(v.Get("year"))
			year, _ := strconv.Atoi(typed) // not a number: no year, which is refused
			_, err = h.Flow.AcceptClaim(ctx, a, id, registry.Year(year))
		case address.ClaimDecline:
			_, err = h.Flow.DeclineClaim(ctx, a, id, typed)
		default:
			_, err = h.Flow.UndoClaim(ctx, a, id, typed, workflow.OwnStory(v.Get("own")))
		}
		if shell.Correctable(err) {
			code, _ := shell.StatusOf(err)
			return h.showClaim(c, code, id, view.ClaimInput{Failed: to.At(id), Typed: typed, Own: v.Get("own"), Err: err})
		}
		if err != nil {
			return err
		}
		return shell.Done(c, flash, address.Claim.At(id))
	}
}
