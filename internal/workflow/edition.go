package workflow

import (
	"context"

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
	case was == registry.Scheduled && did == registry.DidEntryPublish && a.Account == 0: // the clock looks at nothing
		_, err = tx.Reseal(e, stamp)
	default:
		_, err = tx.Seal(e, stamp)
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

// Waiting is what waits to be released: the newest edition, what the next one would be,
// and in what they differ.
type Waiting struct {
	Newest, Next edition.Edition
	Changes      []registry.Change
	Corrects     bool // a fact that readers have would change, so they are told
}

// Waiting compares the newest edition of an entry with what the entry now is, for those
// who may publish it. An entry without an edition has nothing waiting.
func (f *Flow) Waiting(ctx context.Context, a registry.Actor, e *registry.Entry) (w Waiting, err error) {
	if err := a.May(registry.Publish, e, f.Now()); err != nil || e.Edition == 0 {
		return w, err
	}
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		now, err := rx.Entry(ctx, e.ID)
		if err != nil {
			return err
		}
		if w.Newest, err = rx.Edition(ctx, e.ID); err != nil {
			return err
		}
		w.Next, err = preview(ctx, rx, &now)
		return err
	})
	if err == nil {
		w.Changes, w.Corrects = w.Newest.Differences(&w.Next), w.Newest.Corrects(&w.Next)
	}
	return w, err
}

// survivalReader reads on the database, in a View or in a transaction.
type survivalReader interface {
	Survivals(context.Context, registry.EntryID) ([]registry.Survival, error)
}

func preview(ctx context.Context, rd survivalReader, e *registry.Entry) (edition.Edition, error) {
	list, err := rd.Survivals(ctx, e.ID)
	if err != nil {
		return edition.Edition{}, err
	}
	next := *e
	next.Fates = registry.PublicFates(list)
	return edition.Preview(&next)
}

// Preview is what readers would have of an entry if it were sealed now, for those who
// may see the entry itself; anybody else is answered as if it were not there.
func (f *Flow) Preview(ctx context.Context, a registry.Actor, e *registry.Entry) (edition.Edition, error) {
	if !a.Can(registry.ViewInside, e, f.Now()) && !(a.Can(registry.View, e, f.Now()) && !e.Visible(f.Now())) {
		return edition.Edition{}, registry.Errorf(registry.NotFound, "Không tìm thấy mô hình này.")
	}
	return preview(ctx, f.DB, e)
}

// Release seals the next edition of a public story: what its unit changed since the
// newest one becomes public. When that changes a fact which readers have, the note says
// so to them.
func (f *Flow) Release(ctx context.Context, a registry.Actor, id registry.EntryID, version int, note string) (registry.Entry, error) {
	if _, err := f.AuthorizeEntry(ctx, a, id, registry.Publish); err != nil {
		return registry.Entry{}, err
	}
	note = registry.CleanText(note)
	return f.Act(ctx, a, id, version, registry.Publish, registry.DidEntryRelease, note, func(tx *sqlite.Tx, e *registry.Entry) error {
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
		next, err := preview(ctx, tx, e)
		if err != nil {
			return err
		}
		switch {
		case len(newest.Differences(&next)) == 0:
			return registry.Errorf(registry.Conflict, "Hồ sơ không khác bản đang công khai.")
		case !newest.Corrects(&next) || !e.Publication.Public():
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
