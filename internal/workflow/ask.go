package workflow

import (
	"context"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// AskView is what a unit reads of its requests for what the press reported.
type AskView struct {
	Entry        registry.Entry // of one that the unit may not read any more, the number alone
	Gone         bool           // it is such a one
	MayAsk       bool
	Claims       []registry.Claim // of the unit
	Registration *registry.Entry  // that an acceptance made for the unit
	Into         *registry.Entry  // where the entry went, when the unit may read that
}

// ReadAsk reads what a unit asked for, or may ask for. Who has asked finds the answer
// here whatever became of the page since.
func (f *Flow) ReadAsk(ctx context.Context, a registry.Actor, id registry.EntryID) (v AskView, err error) {
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		v = AskView{}
		e, err := rx.Entry(ctx, id)
		if err != nil {
			return err
		}
		if a.Role == registry.UnitStaff {
			if v.Claims, err = readClaims(ctx, rx, a, &e); err != nil {
				return err
			}
		}
		may := a.May(registry.AskClaim, &e, f.Now())
		if len(v.Claims) == 0 && may != nil {
			return may
		}
		v.MayAsk = may == nil
		if err := f.readAnswer(ctx, rx, a, &v, e.MergedInto); err != nil {
			return err
		}
		switch {
		case a.Can(registry.ViewInside, &e, f.Now()):
			v.Entry = e
		case a.Can(registry.View, &e, f.Now()):
			v.Entry, err = outside(ctx, rx, &e)
		default:
			v.Entry, v.Gone = registry.Entry{ID: e.ID, Number: e.Number, Season: e.Season}, true
		}
		return err
	})
	return v, err
}

// readAnswer reads the registrations that requests led to, as far as the actor may.
func (f *Flow) readAnswer(ctx context.Context, rx *sqlite.Rx, a registry.Actor, v *AskView, into registry.EntryID) error {
	for i := range v.Claims {
		if c := &v.Claims[i]; c.State == registry.ClaimAccepted {
			r, err := rx.Entry(ctx, c.Registration)
			if err != nil {
				return err
			}
			v.Registration = &r
		}
	}
	if into == 0 {
		return nil
	}
	e, err := rx.Entry(ctx, into)
	if err == nil && a.Can(registry.View, &e, f.Now()) {
		v.Into = &e
	}
	return err
}
