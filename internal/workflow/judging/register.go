package judging

import (
	"context"
	"fmt"
	"io"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// Paper is the signed paper of a line, as it was sent; Body nil means none.
type Paper struct {
	Name string
	Body io.Reader
}

// KeepPaper takes a signed paper in and gives its hash and name.
func (f *Flow) KeepPaper(ctx context.Context, a registry.Actor, p Paper) (hash, name string, err error) {
	if err := workflow.Authorize(a, registry.SecretariatArea); err != nil || p.Body == nil {
		return "", "", err
	}
	file, err := f.Files.Add(ctx, p.Body)
	if err != nil {
		return "", "", workflow.FileError(err)
	}
	return file.Hash, workflow.CleanName(p.Name, file.Kind), nil
}

// Recognise enters in the register that an entry was recognised at a level; what
// the search says of the entry follows.
func (f *Flow) Recognise(ctx context.Context, a registry.Actor, id registry.EntryID, r registry.Recognition) (registry.Entry, error) {
	what := registry.Review
	if a.MayEnter(registry.SecretariatArea) {
		what = registry.ViewInside
	}
	if _, err := f.AuthorizeEntry(ctx, a, id, what); err != nil {
		return registry.Entry{}, err
	}
	r.Clean()
	if err := r.Check(); err != nil {
		return registry.Entry{}, err
	}
	return f.Act(ctx, a, id, 0, what, registry.DidEntryRecognise, "Công nhận "+r.Number, func(tx *sqlite.Tx, e *registry.Entry) error {
		if err := f.refuseMerged(ctx, tx, e); err != nil {
			return err
		}
		e.Recognitions = append(e.Recognitions, r)
		return tx.InsertRecognition(id, r, a.Account)
	})
}

// refuseMerged leads to the entry that another one was folded into: what is recorded of
// the latter would be read by nobody.
func (f *Flow) refuseMerged(ctx context.Context, tx *sqlite.Tx, e *registry.Entry) error {
	if e.Registration != registry.Merged {
		return nil
	}
	into, err := tx.Entry(ctx, e.MergedInto)
	if err != nil {
		return err
	}
	return registry.Errorf(registry.Conflict, "Mô hình số %s đã gộp vào số %s: hãy ghi cho số %s.", e.Number, into.Number, into.Number)
}

// Commend enters an award in the register, with the number and date that the
// clerk of the issuing body gave it.
func (f *Flow) Commend(ctx context.Context, a registry.Actor, id registry.EntryID, c registry.Commendation) error {
	if err := workflow.Authorize(a, registry.SecretariatArea); err != nil {
		return err
	}
	c.Clean()
	if err := c.Check(); err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		e, err := tx.Entry(ctx, id)
		if err != nil {
			return err
		}
		if err := f.refuseMerged(ctx, tx, &e); err != nil {
			return err
		}
		if err := tx.InsertCommendation(id, c, a.Account); err != nil {
			return err
		}
		if err := tx.ShowChanged(id); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidCommendationAdd, fmt.Sprintf("entry:%d", id), "", c.Form+" "+c.Number)
	})
}

// Revoke takes a line of a register back with a reason; the line stays.
func (f *Flow) Revoke(ctx context.Context, a registry.Actor, b sqlite.Book, id int64, reason string) error {
	if err := workflow.Authorize(a, registry.SecretariatArea); err != nil {
		return err
	}
	reason, err := workflow.RequireReason(reason)
	if err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		entry, err := tx.RevokeAct(b, id, reason)
		if err != nil {
			return err
		}
		if err := tx.ShowChanged(entry); err != nil {
			return err
		}
		did := registry.DidRecognitionRevoke
		if b == sqlite.CommendationBook {
			did = registry.DidCommendationRevoke
		}
		return workflow.Audit(tx, a, did, fmt.Sprintf("entry:%d", entry), "", reason)
	})
}
