package workflow

import (
	"context"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// releaseClaim gives the claim of a registration back when the registration ends
// without having taken over the page: others may ask again.
func releaseClaim(
	ctx context.Context, tx *sqlite.Tx, a registry.Actor, r *registry.Entry, to registry.ClaimState, did registry.Deed, note string,
) error {
	c, err := tx.AcceptedClaim(ctx, r.ID)
	if registry.KindOf(err) == registry.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	e, err := tx.Entry(ctx, c.Entry)
	if err != nil {
		return err
	}
	if e.MergedInto == r.ID {
		return registry.Errorf(
			registry.Conflict, "Bài công khai của báo chí đã chuyển sang đăng ký này: gỡ bài được; muốn rút hay gộp thì "+
				"hoàn tác việc cho nhận trước.",
		)
	}
	return decideClaim(tx, a, &c, to, did, note)
}

// keepTakenDown takes down, of a registration, the photos that were taken down of the
// page it takes over: they came from there.
func keepTakenDown(tx *sqlite.Tx, r, from *registry.Entry) error {
	why := map[string]string{}
	for _, p := range from.Photos {
		if p.TakenDown {
			why[p.Hash] = p.TakeDownReason
		}
	}
	for i := range r.Photos {
		p := &r.Photos[i]
		if reason, ok := why[p.Hash]; ok && !p.TakenDown {
			p.TakenDown, p.TakeDownReason = true, reason
			if err := tx.UpdatePhoto(*p); err != nil {
				return err
			}
		}
	}
	return nil
}

// refuseClaimed keeps a reported entry as it is while a unit registers it, and
// declines who waits when it is folded into another.
func (f *Flow) refuseClaimed(ctx context.Context, tx *sqlite.Tx, a registry.Actor, e, into *registry.Entry) error {
	if e.Origin != registry.Reported {
		return nil
	}
	list, err := tx.ClaimsOf(ctx, e.ID)
	if err != nil {
		return err
	}
	for i := range list {
		if list[i].State == registry.ClaimAccepted {
			return registry.Errorf(
				registry.Conflict, "%s đang đăng ký mô hình này: hoàn tác việc cho nhận trước khi gộp.", f.Ledger().Name(list[i].Unit),
			)
		}
	}
	return f.declineWaiting(ctx, tx, a, e, 0, "Bài báo chí này đã gộp vào mô hình số "+into.Number+".")
}

// TakeOver makes a registration that becomes public the page of the story that the
// press page was: it gets the address and all earlier ones, and the reported entry is
// folded into it as its source, with what leads there and what is recorded of it. A registration that no claim led to stays as it is.
func (f *Flow) TakeOver(ctx context.Context, tx *sqlite.Tx, a registry.Actor, r *registry.Entry) error {
	c, err := tx.AcceptedClaim(ctx, r.ID)
	if registry.KindOf(err) == registry.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	e, err := tx.Entry(ctx, c.Entry)
	if err != nil || e.MergedInto == r.ID {
		return err // published before, taken down and published again
	}
	before := StateOf(&e)
	if err := e.MoveRegistration(registry.Merged); err != nil {
		return err
	}
	e.MergedInto = r.ID
	if err := takeDown(tx, &e, "Đơn vị đã đăng ký: bài chuyển sang số "+r.Number+"."); err != nil {
		return err
	}
	if err := keepTakenDown(tx, r, &e); err != nil {
		return err
	}
	if err := tx.TakeAddress(r, &e); err != nil {
		return err
	}
	text := "Bài bạn đã tải gói nay là đăng ký của đơn vị: " + Quoted(r.Headline()) + ". Xin tải lại gói, chữ và số có thể đã đổi."
	if err := tx.TellPackTakers(e.ID, text, address.Story.At(r.Season, r.Slug)); err != nil {
		return err
	}
	if err := tx.MovePlaces(&c); err != nil { // before the story goes, which would tell them that there is none any more
		return err
	}
	c.TakenAt = tx.Now()
	if err := tx.UpdateClaim(&c, c.State); err != nil {
		return err
	}
	if err := tx.UpdateEntry(&e); err != nil {
		return err
	}
	if err := tx.KeepRevision(&e, a, registry.DidEntryMerge, e.RemoveReason); err != nil {
		return err
	}
	return Audit(tx, a, registry.DidClaimTakeOver, ObjectOf(&e), before, StateOf(&e)+" "+ObjectOf(r))
}
