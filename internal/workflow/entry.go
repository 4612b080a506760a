package workflow

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// Flow is the life of an entry: from the draft over the registration, the report
// and its review to the story that readers see.
type Flow struct{ *Core }

// New makes the flow of entries over a core.
func New(core *Core) *Flow { return &Flow{core} }

// NewEntry is what a draft begins with.
type NewEntry struct {
	Season  registry.Year
	Unit    registry.UnitCode // "" for the actor's own
	FormKey string            // of the form: sent twice, made once
	Ref     string            // of an API client: idempotent per account
	Content registry.Content
	From    registry.EntryID // the entry it continues or learns from
}

// StateOf writes the three states of an entry for the audit record.
func StateOf(e *registry.Entry) string {
	return fmt.Sprintf("%s/%s/%s v%d", e.Registration, e.Result, e.Publication, e.Version)
}

func ObjectOf(e *registry.Entry) string { return fmt.Sprintf("entry:%d", e.ID) }

// Create makes a draft. A form key or ref that has made one already gives that
// one back.
func (f *Flow) Create(ctx context.Context, a registry.Actor, n NewEntry) (registry.Entry, error) {
	var none registry.Entry
	if n.Unit == "" {
		n.Unit = a.Unit
	}
	unit, ok := f.Ledger().Unit(n.Unit)
	switch {
	case a.Role != registry.UnitStaff && a.Role != registry.Admin:
		return none, registry.Errorf(registry.Denied, "Chỉ cán bộ đơn vị đăng ký mô hình.")
	case !ok:
		return none, (&registry.Fields{{Field: "unit_code", Message: "Không có đơn vị này trong danh mục."}}).Err(
			"Chưa tạo được bản nháp.",
		)
	case a.Role == registry.UnitStaff && !a.Units[n.Unit]:
		return none, registry.Errorf(registry.Denied, "Bạn chỉ đăng ký cho đơn vị của mình.")
	}
	season := f.Season(n.Season)
	if _, err := f.Registering(ctx, a, n.Season, unit.Code); err != nil {
		return none, err
	}
	e := registry.Entry{Season: n.Season, Origin: registry.Registered, Unit: unit.Code, Ref: n.Ref, Content: n.Content}
	e.Content.Clean()
	if err := e.Content.CheckDraft(season).Err("Bản nháp chưa lưu được."); err != nil {
		return none, err
	}
	err := f.UpdateUnseen(ctx, func(tx *sqlite.Tx) (unseen bool, err error) {
		if old, found, err := existing(ctx, tx, a, n); err != nil || found {
			e = old
			return true, err
		}
		if err := f.inherit(ctx, tx, a, &e, n.From); err != nil {
			return false, err
		}
		if err := tx.InsertEntry(&e, a.Account, n.FormKey); err != nil {
			return false, err
		}
		for _, l := range e.Links {
			if err := tx.PutLink(e.ID, l); err != nil {
				return false, err
			}
		}
		if err := tx.KeepRevision(&e, a, registry.DidEntryCreate, ""); err != nil {
			return false, err
		}
		return e.Unseen(), Audit(tx, a, registry.DidEntryCreate, ObjectOf(&e), "", StateOf(&e))
	})
	return e, err
}

// existing finds what the same form or the same ref has made before.
func existing(ctx context.Context, tx *sqlite.Tx, a registry.Actor, n NewEntry) (e registry.Entry, found bool, err error) {
	if n.FormKey != "" {
		e, err = tx.EntryByFormKey(ctx, n.FormKey)
	} else if n.Ref != "" {
		e, err = tx.EntryByRef(ctx, a.Account, n.Ref)
	} else {
		return e, false, nil
	}
	switch registry.KindOf(err) {
	case registry.None:
		return e, true, nil
	case registry.NotFound:
		return registry.Entry{}, false, nil
	}
	return e, false, err
}

// inherit carries over from an earlier entry what stays true and leaves empty
// what must be given again: figures, dates, what is new, the pledge. An entry of
// one's own unit is continued and stays the same model; another's is learned
// from, which its owner confirms.
func (f *Flow) inherit(ctx context.Context, tx *sqlite.Tx, a registry.Actor, e *registry.Entry, from registry.EntryID) error {
	if from == 0 {
		return nil
	}
	old, err := tx.Entry(ctx, from)
	if err != nil {
		return err
	}
	if err := a.May(registry.View, &old, tx.Now()); err != nil {
		return err
	}
	c := &old.Content
	e.Content.Type, e.Content.Field, e.Content.Tags = c.Type, c.Field, slices.Clone(c.Tags)
	if a.Owns(&old) || a.Role == registry.Admin {
		keep := old.Content
		keep.Novelty, keep.WhatIsNew, keep.Pledge = registry.Continued, "", false
		keep.PersonConsent, keep.ContactPress = false, false // consent is given again, never ticked beforehand
		keep.Start, keep.ReviewOn, keep.Milestones = "", "", ""
		keep.Resources, keep.Outcomes = nil, nil
		for _, o := range c.Outcomes {
			base := o.Actual
			if base.Empty() {
				base = o.Baseline
			}
			keep.Outcomes = append(keep.Outcomes, registry.Outcome{Indicator: o.Indicator, Label: o.Label, Unit: o.Unit, Baseline: base})
		}
		e.Content, e.Model = keep, old.Model
		e.Links = []registry.Link{{To: from, Kind: registry.Continues, Confirmed: true, ConfirmedAt: tx.Now()}}
		return nil
	}
	e.Content.Novelty = registry.Replicated
	e.Links = []registry.Link{{To: from, Kind: registry.LearnsFrom}}
	return nil
}

// Act is one thing done to one entry in one transaction: the rights table and the
// lock of its year are asked, the version that the person saw must still be the stored
// one (0: any), as must what a reviewer has looked at, fn changes the entry, a deed of a reviewer seals what readers have of
// it, and the revision and the audit line are kept.
func (c *Core) Act(
	ctx context.Context,
	a registry.Actor,
	id registry.EntryID,
	version int,
	what registry.Action,
	did registry.Deed,
	reason string,
	fn func(*sqlite.Tx, *registry.Entry) error,
) (registry.Entry, error) {
	var e registry.Entry
	err := c.UpdateUnseen(ctx, func(tx *sqlite.Tx) (unseen bool, err error) {
		if e, err = tx.Entry(ctx, id); err != nil {
			return false, err
		}
		if err := c.Allow(ctx, tx, a, what, did, &e); err != nil {
			return false, err
		}
		if version != 0 && version != e.Version {
			return false, registry.Errorf(registry.Conflict, "Mô hình này vừa được lưu ở nơi khác.")
		}
		if err := requireLook(ctx, tx, a, did, &e); err != nil {
			return false, err
		}
		before, public := StateOf(&e), e.Publication
		held, err := heldBack(ctx, tx, did, &e)
		if err != nil {
			return false, err
		}
		if err := fn(tx, &e); err != nil {
			return false, err
		}
		if e.SecretField && e.Released() { // whatever fn asked
			return false, Publishable(&e)
		}
		shown := false
		if held {
			err = tx.UpdateEntry(&e)
		} else {
			shown, err = actBeforeReaders(ctx, tx, a, did, reason, public, &e)
		}
		if err != nil {
			return false, err
		}
		if err := tx.KeepRevision(&e, a, did, reason); err != nil {
			return false, err
		}
		return !shown, Audit(tx, a, did, ObjectOf(&e), before, StateOf(&e))
	})
	return e, err
}

// Withdraw takes a registration back, with a reason.
func (f *Flow) Withdraw(ctx context.Context, a registry.Actor, id registry.EntryID, version int, reason string) (registry.Entry, error) {
	if _, err := f.AuthorizeEntry(ctx, a, id, registry.Withdraw); err != nil {
		return registry.Entry{}, err
	}
	reason, err := RequireReason(reason)
	if err != nil {
		return registry.Entry{}, err
	}
	return f.Act(ctx, a, id, version, registry.Withdraw, registry.DidEntryWithdraw, reason, func(tx *sqlite.Tx, e *registry.Entry) error {
		if err := releaseClaim(ctx, tx, a, e, registry.ClaimWithdrawn, registry.DidClaimWithdraw, reason); err != nil {
			return err
		}
		if err := e.MoveRegistration(registry.Withdrawn); err != nil || !a.MayEnter(registry.ReviewArea) {
			return err // what its unit takes back stays public until a reviewer takes it down
		}
		return takeDown(tx, e, reason)
	})
}

// takeDown takes a story that is public, or has its hour, away from readers when its
// entry ends.
func takeDown(tx *sqlite.Tx, e *registry.Entry, reason string) error {
	if !e.Released() {
		return nil
	}
	e.RemovedAt, e.RemoveReason = tx.Now(), reason
	return e.MovePublication(registry.Removed)
}

// RequireReason reads an obligatory reason.
func RequireReason(reason string) (string, error) {
	var wrong registry.Fields
	reason = registry.ReasonNote.Read(&wrong, reason)
	if wrong.For(registry.ReasonNote.Name) == registry.ReasonNote.Short {
		return "", wrong.Err("Cần ghi lý do.")
	}
	return reason, wrong.Err("Lý do dài quá.")
}

// OptionalReason reads a reason that is not owed.
func OptionalReason(reason string) (string, error) {
	var wrong registry.Fields
	reason = registry.RemarkNote.Read(&wrong, reason)
	return reason, wrong.Err("Ghi chú dài quá.")
}

// LinkTo joins an entry to an earlier one that it continues or learns from.
func (f *Flow) LinkTo(ctx context.Context, a registry.Actor, id, to registry.EntryID) error {
	_, err := f.Act(ctx, a, id, 0, registry.Edit, registry.DidEntryLink, "", func(tx *sqlite.Tx, e *registry.Entry) error {
		if id == to {
			return registry.Errorf(registry.Invalid, "Một mô hình không thể liên kết với chính nó.")
		}
		old, err := tx.Entry(ctx, to)
		if err != nil {
			return err
		}
		if err := a.May(registry.View, &old, tx.Now()); err != nil {
			return err
		}
		l := registry.Link{To: to, Kind: registry.LearnsFrom}
		if a.Owns(&old) {
			l = registry.Link{To: to, Kind: registry.Continues, Confirmed: true, ConfirmedAt: tx.Now()}
			e.Model = old.Model
		}
		e.Links = append(e.Links, l)
		return tx.PutLink(id, l)
	})
	return err
}

// Unlink takes such a link away.
func (f *Flow) Unlink(ctx context.Context, a registry.Actor, id, to registry.EntryID) error {
	_, err := f.Act(ctx, a, id, 0, registry.Edit, registry.DidEntryUnlink, "", func(tx *sqlite.Tx, e *registry.Entry) error {
		e.Links = slices.DeleteFunc(e.Links, func(l registry.Link) bool { return l.To == to })
		return tx.DeleteLink(id, to)
	})
	return err
}

// ConfirmLink says, for the unit that was learned from, that it is so.
func (f *Flow) ConfirmLink(ctx context.Context, a registry.Actor, origin, follower registry.EntryID) error {
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		old, err := tx.Entry(ctx, origin)
		if err != nil {
			return err
		}
		if err := a.May(registry.ConfirmLink, &old, tx.Now()); err != nil {
			return err
		}
		e, err := tx.Entry(ctx, follower)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(e.Links, func(l registry.Link) bool { return l.To == origin })
		if i < 0 {
			return registry.Errorf(registry.NotFound, "Không có liên kết này.")
		}
		if err := f.RequireYear(ctx, tx, a, registry.DidEntryConfirmLink, e.Season, old.Unit); err != nil {
			return err // the link is a line of the follower's year
		}
		l := e.Links[i]
		l.Confirmed, l.ConfirmedAt = true, tx.Now()
		if err := tx.PutLink(follower, l); err != nil {
			return err
		}
		if err := tx.Touch(follower); err != nil {
			return err
		}
		return Audit(tx, a, registry.DidEntryConfirmLink, ObjectOf(&old), "", ObjectOf(&e))
	})
}

// AuthorizeEntry asks the rights table before anything else is said of an input, and
// lists the accounts of the entry's unit today, who are to be notified.
// The transaction asks again.
func (c *Core) AuthorizeEntry(
	ctx context.Context,
	a registry.Actor,
	id registry.EntryID,
	what registry.Action,
) ([]registry.Account, error) {
	e, err := c.DB.Entry(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := a.May(what, &e, c.Now()); err != nil {
		return nil, err
	}
	units := []registry.UnitCode{e.Unit}
	for _, u := range c.Ledger().Today(e.Unit) {
		units = append(units, c.Ledger().Heritage(u.Code)...)
	}
	return c.DB.AccountsOfUnits(ctx, units)
}

// Quoted shortens a title for a notice.
func Quoted(title string) string {
	if r := []rune(strings.TrimSpace(title)); len(r) > 80 {
		return "“" + string(r[:79]) + "…”"
	}
	return "“" + strings.TrimSpace(title) + "”"
}
