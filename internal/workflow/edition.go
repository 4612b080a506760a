package workflow

import (
	"context"
	"fmt"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// sealEdition is what a deed does to what readers outside have: a deed of somebody who
// read the entry over seals its next edition, when the entry is public or has its hour;
// numbers of persons that readers get by it are asked about. Every other deed leaves
// the editions as they are. It reports whether anything that readers have changed.
func sealEdition(
	ctx context.Context,
	tx *sqlite.Tx,
	a registry.Actor,
	did registry.Deed,
	reason string,
	was registry.Publication,
	e *registry.Entry,
) (shown bool, err error) {
	if did.Seals() && e.Released() {
		if err := seal(ctx, tx, a, did, reason, was, e); err != nil {
			return false, err
		}
		return true, tx.ShowChanged(e.ID)
	}
	if did == registry.DidEntryRecognise {
		return true, tx.ShowChanged(e.ID)
	}
	return was != e.Publication, nil
}

// heldBack reports whether a revision waits to be compared and released with what its
// unit changed before: who revises has looked at the words that they change, not at what
// waits beside them.
func heldBack(ctx context.Context, tx *sqlite.Tx, did registry.Deed, e *registry.Entry) (bool, error) {
	if did != registry.DidEntryRevise || e.Edition == 0 {
		return false, nil
	}
	n, err := tx.WaitingChanges(ctx, e.ID)
	return n != 0, err
}

// actBeforeReaders writes an entry with what its deed does to what readers have.
func actBeforeReaders(
	ctx context.Context,
	tx *sqlite.Tx,
	a registry.Actor,
	did registry.Deed,
	reason string,
	was registry.Publication,
	e *registry.Entry,
) (shown bool, err error) {
	if err := tellReaders(ctx, tx, did, reason, e); err != nil {
		return false, err
	}
	if err := tx.UpdateEntry(e); err != nil {
		return false, err
	}
	return sealEdition(ctx, tx, a, did, reason, was, e)
}

// tellsReaders are the deeds that change what readers have beside other work: when a
// fact that they have changes, the reason is a correction that they see. A correction
// and a release tell themselves.
var tellsReaders = map[registry.Deed]bool{
	registry.DidEntryRevise: true, registry.DidEntryAccept: true, registry.DidEntryConfirm: true,
}

func tellReaders(ctx context.Context, tx *sqlite.Tx, did registry.Deed, reason string, e *registry.Entry) error {
	if !tellsReaders[did] || !e.Publication.Public() || e.Edition == 0 {
		return nil
	}
	newest, err := tx.Edition(ctx, e.ID)
	if err != nil {
		return err
	}
	next, err := NextOf(ctx, tx, did, e)
	if err != nil || !newest.Corrects(&next) {
		return err
	}
	note, err := RequireReason(reason)
	if err != nil {
		return err
	}
	if err := e.MovePublication(registry.Corrected); err != nil {
		return err
	}
	e.Corrections = append(e.Corrections, registry.Correction{At: tx.Now(), Text: note})
	return tx.InsertCorrection(e.ID, note)
}

func seal(
	ctx context.Context,
	tx *sqlite.Tx,
	a registry.Actor,
	did registry.Deed,
	reason string,
	was registry.Publication,
	e *registry.Entry,
) error {
	known, err := editionNumbers(ctx, tx, e.ID)
	if err != nil {
		return err
	}
	stamp := edition.Stamp{Account: a.Account, Name: a.Name, Deed: did.String(), Reason: reason}
	switch {
	case did == registry.DidEntryCorrect: // who corrects the story has not looked at the rest
		_, err = tx.SealStory(e, stamp)
	case did == registry.DidEntryTopics: // who confirms topics has looked at nothing else
		_, err = tx.SealTopics(e, stamp)
	case was == registry.Scheduled && did == registry.DidEntryPublish && a.Account == 0: // the clock looks at nothing
		_, err = tx.Reseal(e, stamp)
	default:
		var next edition.Edition
		if next, err = NextOf(ctx, tx, did, e); err == nil {
			_, err = tx.SealAs(e, &next, stamp)
		}
	}
	if err != nil {
		return err
	}
	if askedAgain[did] && a.Account != 0 { // the clock was answered when the hour was set
		known = nil
	}
	next, err := tx.Edition(ctx, e.ID)
	if err != nil {
		return err
	}
	return askNumbers(ctx, tx, a, known, next.Public())
}

// readWaiting compares the newest edition of an entry with what the entry now is; nil
// without an edition.
func readWaiting(ctx context.Context, rx *sqlite.Rx, e *registry.Entry) (*edition.Waiting, error) {
	if e.Edition == 0 {
		return nil, nil
	}
	newest, err := rx.Edition(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	next, err := rx.NextEdition(ctx, e)
	if err != nil {
		return nil, err
	}
	w, err := edition.Compare(newest, next)
	return &w, err
}

// ReadEditions reads an entry with all its editions, the oldest first, for those who see
// what is never public.
func (f *Flow) ReadEditions(ctx context.Context, a registry.Actor, id registry.EntryID) (v EntryView, list []edition.Edition, err error) {
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		if v, err = f.readEntry(ctx, rx, a, id, registry.ViewInside); err != nil {
			return err
		}
		list, err = rx.EditionsOf(ctx, id)
		return err
	})
	return v, list, err
}

// Preview is what readers would have of an entry if it were sealed now, for those who
// may see the entry itself; anybody else is answered as if it were not there.
func (f *Flow) Preview(ctx context.Context, a registry.Actor, e *registry.Entry) (edition.Edition, error) {
	if !a.Can(registry.ViewInside, e, f.Now()) && !(a.Can(registry.View, e, f.Now()) && !e.Visible(f.Now())) {
		return edition.Edition{}, registry.Errorf(registry.NotFound, "Không tìm thấy mô hình này.")
	}
	return f.DB.NextEdition(ctx, e)
}

// Release seals the next edition of a public story: what its unit changed since the
// newest one becomes public. When that changes a fact which readers have, the note says
// so to them. seen is [edition.Waiting.Seen] of what its reviewer has compared, "" for
// whatever there is: a photo that came meanwhile is not released unseen, and what the
// unit saves in a form that is not public hinders nobody. Of new photos and captions those
// go along that [Look.Photos] names; the others wait on.
func (f *Flow) Release(ctx context.Context, a registry.Actor, id registry.EntryID, seen, note string) (registry.Entry, error) {
	staff, err := f.AuthorizeEntry(ctx, a, id, registry.Publish)
	if err != nil {
		return registry.Entry{}, err
	}
	if note, err = OptionalReason(note); err != nil {
		return registry.Entry{}, err
	}
	return f.Act(ctx, a, id, 0, registry.Publish, registry.DidEntryRelease, note, func(tx *sqlite.Tx, e *registry.Entry) error {
		if !e.Released() {
			return registry.Errorf(registry.Conflict, "Bài chưa công khai: hãy đăng bài, không có bản nào để thay.")
		}
		if err := Publishable(e); err != nil {
			return err
		}
		newest, err := tx.Edition(ctx, id)
		if err != nil {
			return err
		}
		next, err := tx.NextEdition(ctx, e)
		if err != nil {
			return err
		}
		all, err := next.Seen()
		if err != nil {
			return err
		}
		if seen != "" && seen != all {
			return registry.Errorf(registry.Conflict, "Hồ sơ vừa đổi thêm sau khi bạn mở trang này. Dưới đây là chỗ khác nhau bây giờ.")
		}
		if next, err = NextOf(ctx, tx, registry.DidEntryRelease, e); err != nil {
			return err
		}
		w, err := edition.Compare(newest, next)
		switch {
		case err != nil:
			return err
		case len(w.Changes) == 0:
			return registry.Errorf(registry.Conflict, "Hồ sơ không khác bản đang công khai.")
		}
		if err := Notify(tx, staff, e, fmt.Sprintf("Bản %d của %s đã được duyệt công khai.", e.Edition+1, Quoted(e.RegisteredName())),
			address.EntryEditions.At(e.ID)); err != nil {
			return err
		}
		if !w.Corrects || !e.Publication.Public() {
			return nil
		}
		if note, err = RequireReason(note); err != nil {
			return err
		}
		if err := e.MovePublication(registry.Corrected); err != nil {
			return err
		}
		e.Corrections = append(e.Corrections, registry.Correction{At: tx.Now(), Text: note})
		return tx.InsertCorrection(id, note)
	})
}
