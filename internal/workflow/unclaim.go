package workflow

import (
	"context"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// OwnStory says what becomes of the public story of a registration that gives a press
// page back.
type OwnStory string

// The answers; a story that is not public needs none.
const (
	StoryUnsaid OwnStory = ""
	StoryDown   OwnStory = "go"  // taken down
	StoryStays  OwnStory = "giu" // public at an address of its own
)

// UndoClaim takes an acceptance back, at any time. A registration that was not accepted
// itself is withdrawn with its text. One that was stays its unit's, as a model of its
// own; when it had taken the press page over, the page is the press's again, in its last
// edition and at its address, and own says what becomes of the registration's story.
func (f *Flow) UndoClaim(
	ctx context.Context, a registry.Actor, id registry.ClaimID, reason string, own OwnStory,
) (c registry.Claim, err error) {
	staff, err := f.claimants(ctx, a, id)
	if err != nil {
		return c, err
	}
	if reason, err = RequireReason(reason); err != nil {
		return c, err
	}
	u := undoing{Flow: f, a: a, reason: reason, own: own}
	err = f.UpdateUnseen(ctx, func(tx *sqlite.Tx) (unseen bool, err error) {
		u.shown, u.down = false, false
		c, err = f.actOnClaim(ctx, tx, a, id, registry.DidClaimUndo, registry.ClaimUndone, reason,
			func(tx *sqlite.Tx, c *registry.Claim, e *registry.Entry) error {
				if c.State != registry.ClaimAccepted {
					return c.Move(registry.ClaimUndone) // the refusal says which state
				}
				if err := f.Allow(ctx, tx, a, registry.DecideClaim, registry.DidClaimUndo, e); err != nil {
					return err
				}
				r, err := u.undo(ctx, tx, c, e)
				if err != nil {
					return err
				}
				text := "Việc cho nhận mô hình " + Quoted(e.Content.Title) + " đã được hoàn tác: " + reason
				return Notify(tx, staff, &r, text, address.Entry.At(r.ID))
			})
		return !u.shown, err
	})
	return c, err
}

// undoing is one acceptance being taken back.
type undoing struct {
	*Flow
	a      registry.Actor
	reason string
	own    OwnStory
	shown  bool // something that readers have changed
	down   bool // the registration's story was taken down
}

func (u *undoing) stamp() edition.Stamp {
	return edition.Stamp{Account: u.a.Account, Name: u.a.Name, Deed: registry.DidClaimUndo.String(), Reason: u.reason}
}

func (u *undoing) undo(ctx context.Context, tx *sqlite.Tx, c *registry.Claim, e *registry.Entry) (registry.Entry, error) {
	r, err := tx.Entry(ctx, c.Registration)
	if err != nil {
		return r, err
	}
	switch {
	case r.Registration == registry.Accepted && e.MergedInto == r.ID:
		return r, u.giveBack(tx, c, e, &r)
	case r.Registration == registry.Accepted:
		before := StateOf(&r)
		if err := u.part(tx, &r); err != nil {
			return r, err
		}
		return r, u.keep(tx, &r, before)
	}
	if err := u.RequireYear(ctx, tx, u.a, registry.DidEntryWithdraw, r.Season, r.Unit); err != nil {
		return r, err
	}
	before := StateOf(&r)
	if err := r.MoveRegistration(registry.Withdrawn); err != nil {
		return r, err
	}
	if err := tx.UpdateEntry(&r); err != nil {
		return r, err
	}
	return r, record(tx, u.a, &r, registry.DidEntryWithdraw, u.reason, before)
}

// record keeps the revision and the line of the record of one entry.
func record(tx *sqlite.Tx, a registry.Actor, e *registry.Entry, did registry.Deed, reason, before string) error {
	if err := tx.KeepRevision(e, a, did, reason); err != nil {
		return err
	}
	return Audit(tx, a, did, ObjectOf(e), before, StateOf(e))
}

// giveBack makes the page that a registration took over the press's again.
func (u *undoing) giveBack(tx *sqlite.Tx, c *registry.Claim, e, r *registry.Entry) error {
	before, was := StateOf(r), StateOf(e)
	if err := keepTakenDown(tx, e, r); err != nil {
		return err
	}
	moved, err := tx.MovedFollowers(c.ID)
	if err != nil {
		return err
	}
	if err := tx.ReturnPlaces(c); err != nil { // before a story goes, which is told to who took its pack
		return err
	}
	if err := tx.ReturnAddress(r, e); err != nil {
		return err
	}
	if err := u.part(tx, r); err != nil {
		return err
	}
	if err := u.restore(tx, c, e); err != nil {
		return err
	}
	if err := tx.LeadBack(c, moved, u.stamp()); err != nil {
		return err
	}
	if err := record(tx, u.a, e, registry.DidClaimUndo, u.reason, was); err != nil {
		return err
	}
	u.shown = true
	return u.keep(tx, r, before)
}

// part makes an accepted registration one that the press did not report: without its
// source, a model of its own. Its public story stays or goes, as the reviewer says.
func (u *undoing) part(tx *sqlite.Tx, r *registry.Entry) error {
	released, public, sourced := r.Released(), r.Publication.Public(), r.Source.URL != ""
	if released && u.own != StoryDown && u.own != StoryStays {
		return (&registry.Fields{{Field: "own", Message: "Chọn: gỡ bài của đơn vị, hay để bài ở địa chỉ riêng."}}).Err("Chưa hoàn tác được.")
	}
	r.Source = registry.Source{}
	if err := tx.PartModel(r, u.stamp()); err != nil {
		return err
	}
	switch {
	case released && u.own == StoryDown:
		u.down = true
		if err := takeDown(tx, r, u.reason); err != nil {
			return err
		}
	case public && sourced:
		note := "Bỏ dẫn nguồn báo chí: bài báo nay có trang riêng."
		if err := r.MovePublication(registry.Corrected); err != nil {
			return err
		}
		r.Corrections = append(r.Corrections, registry.Correction{At: tx.Now(), Text: note})
		if err := tx.InsertCorrection(r.ID, note); err != nil {
			return err
		}
	}
	if err := tx.UpdateEntry(r); err != nil {
		return err
	}
	if err := tx.SealParted(r, u.stamp()); err != nil {
		return err
	}
	u.shown = u.shown || released
	return nil
}

// keep records what became of the registration.
func (u *undoing) keep(tx *sqlite.Tx, r *registry.Entry, before string) error {
	did := registry.DidClaimUndo
	if u.down {
		did = registry.DidEntryRemove
	}
	return record(tx, u.a, r, did, u.reason, before)
}

// restore gives readers the press page as they last had it, when they had it at the
// moment it was taken over and nobody marked it as one not to be published since.
func (u *undoing) restore(tx *sqlite.Tx, c *registry.Claim, e *registry.Entry) error {
	if err := e.MoveRegistration(registry.Unregistered); err != nil {
		return err
	}
	e.MergedInto = 0
	if c.Restores(e) {
		if err := e.MovePublication(registry.Published); err != nil {
			return err
		}
		e.RemovedAt, e.RemoveReason = time.Time{}, ""
	}
	if err := tx.UpdateEntry(e); err != nil {
		return err
	}
	if !e.Publication.Public() {
		return nil
	}
	if err := tx.SealAgain(e, u.stamp()); err != nil {
		return err
	}
	text := "Bài bạn đã tải gói lại là bài theo báo chí: " + Quoted(e.Headline()) + ". Xin tải lại gói, chữ và số có thể đã đổi."
	return tx.TellPackTakers(e.ID, text, address.Story.At(e.Season, e.Slug))
}
