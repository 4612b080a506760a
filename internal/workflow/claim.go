package workflow

import (
	"context"
	"fmt"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// claimFacts name a claim in the record, beside the entry that it is about.
func claimFacts(c *registry.Claim) string { return fmt.Sprintf("claim:%d unit:%s", c.ID, c.Unit) }

// AskClaim asks, for the actor's unit, to register what the press reported. Nothing
// else changes by it. A unit that waits already gets its claim back: fresh is false.
func (f *Flow) AskClaim(
	ctx context.Context, a registry.Actor, id registry.EntryID, reason string,
) (c registry.Claim, fresh bool, err error) {
	if _, err := f.AuthorizeEntry(ctx, a, id, registry.AskClaim); err != nil {
		return c, false, err
	}
	if reason, err = RequireReason(reason); err != nil {
		return c, false, err
	}
	verifiers, err := f.DB.AccountsOfRole(ctx, registry.Verifier)
	if err != nil {
		return c, false, err
	}
	err = f.UpdateUnseen(ctx, func(tx *sqlite.Tx) (unseen bool, err error) {
		e, err := tx.Entry(ctx, id)
		if err != nil {
			return true, err
		}
		if err := a.May(registry.AskClaim, &e, tx.Now()); err != nil {
			return true, err
		}
		if err := f.RequireYear(ctx, tx, a, registry.DidClaimAsk, e.Season, a.Unit); err != nil {
			return true, err
		}
		if old, found, err := f.standing(ctx, tx, a, id); err != nil || found {
			c = old
			return true, err
		}
		c, fresh = registry.Claim{Entry: id, Unit: a.Unit, Account: a.Account, Name: a.Name, Reason: reason}, true
		if err := tx.InsertClaim(&c); err != nil {
			return true, err
		}
		text := f.Ledger().Name(c.Unit) + " xin nhận mô hình " + Quoted(e.Content.Title) + " mà báo chí đã nêu."
		if err := Notify(tx, verifiers, &e, text, address.Claim.At(c.ID)); err != nil {
			return true, err
		}
		return true, Audit(tx, a, registry.DidClaimAsk, ObjectOf(&e), "", claimFacts(&c))
	})
	return c, fresh, err
}

// standing finds the claim of the actor's unit that waits, and refuses while another
// one was accepted.
func (f *Flow) standing(ctx context.Context, tx *sqlite.Tx, a registry.Actor, id registry.EntryID) (registry.Claim, bool, error) {
	list, err := tx.ClaimsOf(ctx, id)
	for i := range list {
		switch c := &list[i]; {
		case c.State == registry.ClaimAsked && a.Asks(c):
			return *c, true, nil
		case c.State == registry.ClaimAccepted && a.Asks(c):
			return *c, false, registry.Errorf(registry.Conflict, "Đơn vị đã được nhận mô hình này và đang có bản đăng ký.")
		case c.State == registry.ClaimAccepted:
			return *c, false, registry.Errorf(
				registry.Conflict, "%s đã được nhận và đang đăng ký mô hình này.", f.Ledger().Name(c.Unit),
			)
		}
	}
	return registry.Claim{}, false, err
}

// claimAct is one thing done to a claim that the actor may see, in one transaction.
func (f *Flow) claimAct(
	ctx context.Context,
	a registry.Actor,
	id registry.ClaimID,
	did registry.Deed,
	to registry.ClaimState,
	note string,
	fn func(*sqlite.Tx, *registry.Claim, *registry.Entry) error,
) (c registry.Claim, err error) {
	err = f.UpdateUnseen(ctx, func(tx *sqlite.Tx) (unseen bool, err error) {
		c, err = f.actOnClaim(ctx, tx, a, id, did, to, note, fn)
		return true, err
	})
	return c, err
}

func (f *Flow) actOnClaim(
	ctx context.Context,
	tx *sqlite.Tx,
	a registry.Actor,
	id registry.ClaimID,
	did registry.Deed,
	to registry.ClaimState,
	note string,
	fn func(*sqlite.Tx, *registry.Claim, *registry.Entry) error,
) (registry.Claim, error) {
	c, err := tx.Claim(ctx, id)
	if err != nil {
		return c, err
	}
	e, err := tx.Entry(ctx, c.Entry)
	if err != nil {
		return c, err
	}
	if err := f.mayClaim(a, &c, &e, did); err != nil {
		return c, err
	}
	if err := fn(tx, &c, &e); err != nil {
		return c, err
	}
	return c, decideClaim(tx, a, &c, to, did, note)
}

// mayClaim: the unit withdraws its own claim, who may decide does the rest; for
// others there is no such claim.
func (f *Flow) mayClaim(a registry.Actor, c *registry.Claim, e *registry.Entry, did registry.Deed) error {
	switch {
	case did == registry.DidClaimWithdraw && a.Asks(c), did != registry.DidClaimWithdraw && a.Can(registry.DecideClaim, e, f.Now()):
		return nil
	case a.Asks(c) || a.MayEnter(registry.ReviewArea):
		return registry.Errorf(registry.Denied, "Tài khoản của bạn không làm được việc này.")
	}
	return registry.Errorf(registry.NotFound, "Không tìm thấy yêu cầu nhận mô hình này.")
}

// decideClaim moves a claim and records it.
func decideClaim(
	tx *sqlite.Tx, a registry.Actor, c *registry.Claim, to registry.ClaimState, did registry.Deed, note string,
) error {
	was := c.State
	if err := c.Move(to); err != nil {
		return err
	}
	c.DecidedBy, c.DecidedName, c.DecidedAt, c.Note = a.Account, a.Name, tx.Now(), note
	if err := tx.UpdateClaim(c, was); err != nil {
		return err
	}
	after := c.State.String()
	if c.Registration != 0 {
		after += fmt.Sprintf(" entry:%d", c.Registration)
	}
	return Audit(tx, a, did, fmt.Sprintf("entry:%d", c.Entry), claimFacts(c)+" "+was.String(), after)
}

// WithdrawClaim takes a request back that nobody has decided.
func (f *Flow) WithdrawClaim(ctx context.Context, a registry.Actor, id registry.ClaimID) (registry.Claim, error) {
	return f.claimAct(ctx, a, id, registry.DidClaimWithdraw, registry.ClaimWithdrawn, "",
		func(_ *sqlite.Tx, c *registry.Claim, _ *registry.Entry) error {
			if c.State == registry.ClaimAccepted {
				return registry.Errorf(registry.Conflict, "Yêu cầu đã được nhận: muốn trả lại mô hình, hãy rút bản đăng ký.")
			}
			return nil
		})
}

// DeclineClaim says no, with a reason that the unit reads.
func (f *Flow) DeclineClaim(ctx context.Context, a registry.Actor, id registry.ClaimID, reason string) (registry.Claim, error) {
	staff, err := f.claimants(ctx, a, id)
	if err != nil {
		return registry.Claim{}, err
	}
	reason, err = RequireReason(reason)
	if err != nil {
		return registry.Claim{}, err
	}
	return f.claimAct(ctx, a, id, registry.DidClaimDecline, registry.ClaimDeclined, reason,
		func(tx *sqlite.Tx, c *registry.Claim, e *registry.Entry) error {
			text := "Yêu cầu nhận mô hình " + Quoted(e.Content.Title) + " không được đồng ý: " + reason
			return Notify(tx, staff, e, text, address.EntryClaim.At(e.ID))
		})
}

// claimants lists the people of the unit that asked, for those who may know.
func (f *Flow) claimants(ctx context.Context, a registry.Actor, id registry.ClaimID) ([]registry.Account, error) {
	c, err := f.DB.Claim(ctx, id)
	if err != nil {
		return nil, err
	}
	e, err := f.DB.Entry(ctx, c.Entry)
	if err != nil {
		return nil, err
	}
	if err := f.mayClaim(a, &c, &e, registry.DidClaimDecline); err != nil {
		return nil, err
	}
	return f.PeopleOf(ctx, c.Unit)
}

// AcceptClaim makes a registration of the unit out of what the press reported: a
// draft of the year that the source names, or that the verifier enters where it names
// none or a wrong one. The reported entry and its page stay as they are. Who else
// asked is told that another unit was accepted.
func (f *Flow) AcceptClaim(ctx context.Context, a registry.Actor, id registry.ClaimID, year registry.Year) (registry.Claim, error) {
	staff, err := f.claimants(ctx, a, id)
	if err != nil {
		return registry.Claim{}, err
	}
	return f.claimAct(ctx, a, id, registry.DidClaimAccept, registry.ClaimAccepted, "",
		func(tx *sqlite.Tx, c *registry.Claim, e *registry.Entry) error {
			if c.State != registry.ClaimAsked {
				return c.Move(registry.ClaimAccepted) // the refusal says which state
			}
			r, err := f.registrationOf(ctx, tx, a, c, e, year)
			if err != nil {
				return err
			}
			c.Registration = r.ID
			if err := f.declineOthers(ctx, tx, a, c, e); err != nil {
				return err
			}
			text := fmt.Sprintf("Đơn vị được nhận mô hình %s: bản nháp đăng ký năm %d số %s đã mở, hãy bổ sung rồi gửi.",
				Quoted(e.Content.Title), r.Season, r.Number)
			return Notify(tx, staff, &r, text, address.Entry.At(r.ID))
		})
}

// registrationOf writes the draft that an accepted claim begins with.
func (f *Flow) registrationOf(
	ctx context.Context, tx *sqlite.Tx, a registry.Actor, c *registry.Claim, e *registry.Entry, year registry.Year,
) (registry.Entry, error) {
	r := registry.Entry{
		Model: e.Model, Season: year, Origin: registry.Registered, Unit: c.Unit, Content: e.Prefilled(), Source: e.Source, Demo: e.Demo,
	}
	if year < 2010 || year > f.CurrentYear()+1 {
		return r, (&registry.Fields{{Field: "year", Message: fmt.Sprintf("Ghi năm của mô hình, từ 2010 đến %d.", f.CurrentYear()+1)}}).
			Err("Chưa đồng ý được.")
	}
	if err := f.RequireYear(ctx, tx, a, registry.DidClaimAccept, year, c.Unit); err != nil {
		return r, err
	}
	if e.Unit != "" && year == e.Season {
		r.Unit = e.Unit // a story keeps the unit it had then
	}
	if err := tx.InsertEntry(&r, c.Account, ""); err != nil {
		return r, err
	}
	for _, p := range e.Photos {
		if !p.Shown() {
			continue
		}
		copied := p
		copied.Entry = r.ID
		if _, err := tx.InsertPhoto(&copied); err != nil {
			return r, err
		}
		r.Photos = append(r.Photos, copied)
	}
	if err := tx.KeepRevision(&r, a, registry.DidEntryCreate, ""); err != nil {
		return r, err
	}
	return r, Audit(tx, a, registry.DidEntryCreate, ObjectOf(&r), claimFacts(c), StateOf(&r))
}

// declineOthers tells every other unit that asked for the same.
func (f *Flow) declineOthers(ctx context.Context, tx *sqlite.Tx, a registry.Actor, c *registry.Claim, e *registry.Entry) error {
	reason := "Mô hình này đã giao cho " + f.Ledger().Name(c.Unit) + " đăng ký."
	return f.declineWaiting(ctx, tx, a, e, c.ID, reason)
}

// declineWaiting declines all claims on an entry that wait, but for one.
func (f *Flow) declineWaiting(
	ctx context.Context, tx *sqlite.Tx, a registry.Actor, e *registry.Entry, but registry.ClaimID, reason string,
) error {
	list, err := tx.ClaimsOf(ctx, e.ID)
	if err != nil {
		return err
	}
	for i := range list {
		o := &list[i]
		if o.ID == but || o.State != registry.ClaimAsked {
			continue
		}
		if err := decideClaim(tx, a, o, registry.ClaimDeclined, registry.DidClaimDecline, reason); err != nil {
			return err
		}
		people, err := f.ReadPeople(ctx, tx, o.Unit)
		if err != nil {
			return err
		}
		text := "Yêu cầu nhận mô hình " + Quoted(e.Content.Title) + " không được đồng ý: " + reason
		if err := Notify(tx, people, e, text, address.EntryClaim.At(e.ID)); err != nil {
			return err
		}
	}
	return nil
}

// ClaimView is a claim with what its page shows beside it, of one moment.
type ClaimView struct {
	Claim        registry.Claim
	Entry        registry.Entry
	Registration *registry.Entry // that it led to
	Others       []registry.Claim
	Locked       string // why the acceptance cannot be undone, "" when it can
}

// ReadClaim reads a claim for who decides it.
func (f *Flow) ReadClaim(ctx context.Context, a registry.Actor, id registry.ClaimID) (v ClaimView, err error) {
	if err := Authorize(a, registry.ReviewArea); err != nil {
		return v, err
	}
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		v = ClaimView{}
		if v.Claim, err = rx.Claim(ctx, id); err != nil {
			return err
		}
		if v.Entry, err = rx.Entry(ctx, v.Claim.Entry); err != nil {
			return err
		}
		if v.Claim.Registration != 0 {
			r, err := rx.Entry(ctx, v.Claim.Registration)
			if err != nil {
				return err
			}
			v.Registration = &r
			if err := f.RequireYear(ctx, rx, a, registry.DidEntryWithdraw, r.Season, r.Unit); r.Registration != registry.Accepted && err != nil {
				if v.Locked = registry.MessageOf(err); v.Locked == "" {
					return err
				}
			}
		}
		v.Others, err = rx.ClaimsOf(ctx, v.Claim.Entry)
		return err
	})
	return v, err
}

// readClaims reads the claims on an entry: all for who decides, its own for a unit.
func readClaims(ctx context.Context, rx *sqlite.Rx, a registry.Actor, e *registry.Entry) ([]registry.Claim, error) {
	if e.Origin != registry.Reported || a.Role != registry.UnitStaff && !a.MayEnter(registry.ReviewArea) {
		return nil, nil
	}
	list, err := rx.ClaimsOf(ctx, e.ID)
	if a.MayEnter(registry.ReviewArea) {
		return list, err
	}
	var own []registry.Claim
	for i := range list {
		if a.Asks(&list[i]) {
			own = append(own, list[i])
		}
	}
	return own, err
}
