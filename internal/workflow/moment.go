package workflow

import (
	"context"
	"slices"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// EntryView is an entry with what its pages show beside it, all of one moment and
// no more of it than the actor may see.
type EntryView struct {
	Entry     registry.Entry
	Links     []registry.Entry // that it continues or learns from
	Followers []registry.Entry // that continue or learn from it
	Into      *registry.Entry  // that it was merged into
	Revisions []registry.Revision
	Outliers  []oversight.Outlier // while it, or its report, waits for the verifier
	Locked    string              // why nothing of the year's record can be changed any more; "" while it can
	Claims    []registry.Claim    // requests to take over what the press reported, as far as the actor may see them
	Waiting   *edition.Waiting    // what of it is not public yet, for those who see it inside; nil without an edition
	Looks     edition.Looks       // for those who review or publish it
	Topics    EntryTopics         // for those who review it
	Taken     *Taken              // the press page that it took over, for those who may undo that
}

// Taken is a press page that a registration took over.
type Taken struct {
	Claim registry.ClaimID
	Press registry.Entry
}

// ReadEntry reads an entry that the actor may do an action to.
func (f *Flow) ReadEntry(ctx context.Context, a registry.Actor, id registry.EntryID, act registry.Action) (v EntryView, err error) {
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		v, err = f.readEntry(ctx, rx, a, id, act)
		return err
	})
	if err != nil {
		return EntryView{}, err
	}
	return v, nil
}

// FormView is an entry with what its forms need beside it, of one moment.
type FormView struct {
	Entry      registry.Entry
	Links      []registry.Entry     // that it continues or learns from, as far as the actor may see them
	Extensions []registry.Extension // of its unit in its season
	Locked     string               // see [EntryView]
	Waiting    *edition.Waiting     // see [EntryView]
}

// ReadForm reads an entry for a form that the actor may use.
func (f *Flow) ReadForm(ctx context.Context, a registry.Actor, id registry.EntryID, act registry.Action) (v FormView, err error) {
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		if v.Entry, err = rx.Entry(ctx, id); err != nil {
			return err
		}
		if err = a.May(act, &v.Entry, f.Now()); err != nil {
			return err
		}
		if v.Links, err = readLinks(ctx, rx, a, &v.Entry, f.Now()); err != nil {
			return err
		}
		list, err := rx.Extensions(ctx, v.Entry.Season)
		if err != nil {
			return err
		}
		v.Extensions = f.ExtensionsOf(list, v.Entry.Unit)
		if a.Can(registry.ViewInside, &v.Entry, f.Now()) {
			if v.Waiting, err = readWaiting(ctx, rx, &v.Entry); err != nil {
				return err
			}
		}
		v.Locked, err = f.YearNotice(ctx, rx, a, &v.Entry)
		return err
	})
	if err != nil {
		return FormView{}, err
	}
	return v, nil
}

func (f *Flow) readEntry(
	ctx context.Context,
	rx *sqlite.Rx,
	a registry.Actor,
	id registry.EntryID,
	act registry.Action,
) (v EntryView, err error) {
	if v.Entry, err = rx.Entry(ctx, id); err != nil {
		return v, err
	}
	e, now := &v.Entry, f.Now()
	if err := a.May(act, e, now); err != nil {
		return v, err
	}
	inside := a.Can(registry.ViewInside, e, now)
	if !inside {
		if *e, err = outside(ctx, rx, e); err != nil {
			return v, err
		}
	}
	if err := readRelated(ctx, rx, a, &v, now); err != nil {
		return v, err
	}
	if inside {
		if v.Revisions, err = rx.Revisions(ctx, id); err != nil {
			return v, err
		}
		if v.Waiting, err = readWaiting(ctx, rx, e); err != nil {
			return v, err
		}
	}
	if a.Can(registry.Review, e, now) || a.Can(registry.Publish, e, now) {
		if v.Looks, err = readLooks(ctx, rx, e); err != nil {
			return v, err
		}
	}
	if a.Can(registry.Review, e, now) {
		if v.Topics, err = f.TopicsOf(ctx, rx, e); err != nil {
			return v, err
		}
	}
	if v.Locked, err = f.YearNotice(ctx, rx, a, e); err != nil {
		return v, err
	}
	if v.Claims, err = readClaims(ctx, rx, a, e); err != nil {
		return v, err
	}
	if v.Taken, err = f.readTaken(ctx, rx, a, e); err != nil {
		return v, err
	}
	if e.Result.CanBecome(registry.Effective) && a.Can(registry.Review, e, now) {
		v.Outliers, err = f.readOutliers(ctx, rx, e)
	} else if e.Registration == registry.Sent && a.Can(registry.Review, e, now) {
		v.Outliers, err = f.readSlips(ctx, rx, e, false)
	}
	return v, err
}

// outside is what readers outside have of an entry: its newest edition, or what the
// first one would be.
func outside(ctx context.Context, rx *sqlite.Rx, e *registry.Entry) (registry.Entry, error) {
	d, err := rx.Edition(ctx, e.ID)
	if registry.KindOf(err) == registry.NotFound {
		d, err = edition.Preview(e)
	}
	return *d.Public(), err
}

// readLinks reads the entries that an entry names, as far as the actor may see them.
func readLinks(ctx context.Context, rx *sqlite.Rx, a registry.Actor, e *registry.Entry, now time.Time) ([]registry.Entry, error) {
	var targets []registry.EntryID
	for _, l := range e.Links {
		targets = append(targets, l.To)
	}
	list, err := rx.EntriesByID(ctx, targets)
	return slices.DeleteFunc(list, func(x registry.Entry) bool { return !a.Can(registry.View, &x, now) }), err
}

// readRelated reads the entries that an entry names and those that name it.
func readRelated(ctx context.Context, rx *sqlite.Rx, a registry.Actor, v *EntryView, now time.Time) (err error) {
	if v.Links, err = readLinks(ctx, rx, a, &v.Entry, now); err != nil {
		return err
	}
	ids, err := rx.Followers(ctx, v.Entry.ID)
	if err != nil {
		return err
	}
	if v.Followers, err = rx.EntriesByID(ctx, ids); err != nil {
		return err
	}
	// what another unit has not sent yet is nobody else's to see
	confirms := a.Can(registry.ConfirmLink, &v.Entry, now)
	v.Followers = slices.DeleteFunc(v.Followers, func(x registry.Entry) bool {
		return !a.Can(registry.View, &x, now) && (x.Registration == registry.Draft || !confirms)
	})
	if v.Entry.MergedInto == 0 {
		return nil
	}
	into, err := rx.Entry(ctx, v.Entry.MergedInto)
	if err == nil && a.Can(registry.View, &into, now) {
		v.Into = &into
	}
	return err
}

// readTaken reads the press page that a registration took over; nil for none.
func (f *Flow) readTaken(ctx context.Context, rx *sqlite.Rx, a registry.Actor, e *registry.Entry) (*Taken, error) {
	if e.Origin == registry.Reported || !a.MayEnter(registry.ReviewArea) {
		return nil, nil
	}
	c, err := rx.AcceptedClaim(ctx, e.ID)
	if registry.KindOf(err) == registry.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	press, err := rx.Entry(ctx, c.Entry)
	if err != nil || press.MergedInto != e.ID || !a.Can(registry.DecideClaim, &press, f.Now()) {
		return nil, err
	}
	return &Taken{c.ID, press}, nil
}

// ReadUnitEntries reads the entries of a unit under whatever name, and those it
// carries jointly, with the checked pieces of the press about them.
func (f *Flow) ReadUnitEntries(
	ctx context.Context,
	rx *sqlite.Rx,
	unit registry.UnitCode,
) (entries []registry.Entry, press map[registry.EntryID][]sqlite.Coverage, err error) {
	ids, err := rx.EntriesOfUnits(ctx, f.Ledger().Heritage(unit))
	if err != nil {
		return nil, nil, err
	}
	if entries, err = rx.EntriesByID(ctx, ids); err != nil {
		return nil, nil, err
	}
	press, err = rx.CoverageOfEntries(ctx, ids)
	return entries, press, err
}
