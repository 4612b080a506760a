package workflow

import (
	"context"
	"slices"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// View runs fn over one moment of the database with the reference data (units,
// indicators, seasons, settings) of that moment. When the reference data changed
// meanwhile, fn runs again: it must set what it gives, not add to it.
func (f *Flow) View(ctx context.Context, fn func(*sqlite.Rx) error) error {
	for {
		kept, fits := f.reference.Load(), false
		err := f.DB.View(ctx, func(rx *sqlite.Rx) error {
			stamp, err := rx.Counter(ctx, referenceCounter)
			if fits = err == nil && stamp == kept.stamp; !fits {
				return err
			}
			return fn(rx)
		})
		switch {
		case err != nil:
			return err
		case !fits:
			if err := f.Reload(ctx); err != nil {
				return err
			}
		case f.reference.Load() == kept:
			return nil
		}
	}
}

// EntryView is an entry with what its pages tell beside it, all of one moment and
// no more of it than the actor may see.
type EntryView struct {
	Entry     registry.Entry
	Links     []registry.Entry // that it continues or learns from
	Followers []registry.Entry // that continue or learn from it
	Into      *registry.Entry  // that it was merged into
	Revisions []registry.Revision
	Outliers  []oversight.Outlier // while its report waits to be confirmed
}

// ReadEntry reads an entry that the actor may do an action to.
func (f *Flow) ReadEntry(ctx context.Context, a registry.Actor, id registry.EntryID, act registry.Action) (v EntryView, err error) {
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		v, err = f.readEntry(ctx, rx, a, id, act)
		return err
	})
	return v, err
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
	if err := readRelated(ctx, rx, a, &v, now); err != nil {
		return v, err
	}
	if a.Can(registry.ViewInside, e, now) {
		if v.Revisions, err = rx.Revisions(ctx, id); err != nil {
			return v, err
		}
	}
	if e.Result.CanBecome(registry.Effective) && a.Can(registry.Review, e, now) {
		v.Outliers, err = f.readOutliers(ctx, rx, id)
	}
	return v, err
}

// readRelated reads the entries that an entry names and those that name it.
func readRelated(ctx context.Context, rx *sqlite.Rx, a registry.Actor, v *EntryView, now time.Time) error {
	var targets []registry.EntryID
	for _, l := range v.Entry.Links {
		targets = append(targets, l.To)
	}
	var err error
	if v.Links, err = rx.EntriesByID(ctx, targets); err != nil {
		return err
	}
	v.Links = slices.DeleteFunc(v.Links, func(x registry.Entry) bool { return !a.Can(registry.View, &x, now) })
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

// UnitEntries are the entries of a unit under whatever name, and those it carries
// jointly, with the checked pieces of the press about them, all of one moment.
func (f *Flow) UnitEntries(
	ctx context.Context,
	unit registry.UnitCode,
) (entries []registry.Entry, press map[registry.EntryID][]sqlite.Coverage, err error) {
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		ids, err := rx.EntriesOfUnits(ctx, f.Ledger().Heritage(unit))
		if err != nil {
			return err
		}
		if entries, err = rx.EntriesByID(ctx, ids); err != nil {
			return err
		}
		press, err = rx.CoverageOfEntries(ctx, ids)
		return err
	})
	return entries, press, err
}

// RoundFolder is what the papers of a round are made from, all of one moment.
type RoundFolder struct {
	Seat    Seat
	Result  Result
	Polls   []Poll
	Table   Table
	Persons []registry.Entry // the individual exemplars among the entries
	Entry   registry.Entry   // the one asked for, with what was said of it
	Talk    Talk
}

// Folder gathers what the papers of a round are made from, and of one of its
// entries when it is not 0; see [Flow.Papers].
func (f *Flow) Folder(ctx context.Context, a registry.Actor, id evaluation.RoundID, entry registry.EntryID) (out RoundFolder, err error) {
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		out, err = readFolder(ctx, rx, a, id, entry)
		return err
	})
	return out, err
}

func readFolder(
	ctx context.Context,
	rx *sqlite.Rx,
	a registry.Actor,
	id evaluation.RoundID,
	entry registry.EntryID,
) (out RoundFolder, err error) {
	if out.Seat, out.Result, out.Polls, out.Table, err = readPapers(ctx, rx, a, id); err != nil {
		return out, err
	}
	var persons []registry.EntryID
	for _, l := range out.Result.Lines {
		if l.Group == evaluation.GroupPersons {
			persons = append(persons, l.Entry)
		}
	}
	if out.Persons, err = rx.EntriesByID(ctx, persons); err != nil || entry == 0 {
		return out, err
	}
	if _, out.Talk, err = readTalk(ctx, rx, a, id, entry); err != nil {
		return out, err
	}
	out.Entry, err = rx.Entry(ctx, entry)
	return out, err
}

// Bundle is what somebody takes along from a round to read and score, all of one
// moment: the entries that they may open now.
type Bundle struct {
	Seat    Seat
	Tasks   []Task
	Table   *Table // once scores may be seen
	Entries []registry.Entry
}

// Bundle gathers what the actor may take along from a round.
func (f *Flow) Bundle(ctx context.Context, a registry.Actor, id evaluation.RoundID) (b Bundle, err error) {
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		b, err = readBundle(ctx, rx, a, id)
		return err
	})
	return b, err
}

func readBundle(ctx context.Context, rx *sqlite.Rx, a registry.Actor, id evaluation.RoundID) (b Bundle, err error) {
	if b.Seat, b.Tasks, err = readQueue(ctx, rx, a, id); err != nil {
		return b, err
	}
	var ids []registry.EntryID
	switch {
	case b.Seat.May(evaluation.SeeScores):
		_, t, err := readStandings(ctx, rx, a, id, nil)
		if err != nil {
			return b, err
		}
		b.Table = &t
		for _, st := range t.Standings {
			ids = append(ids, st.Entry)
		}
	case b.Seat.Position == evaluation.Clerk:
		list, err := rx.Candidates(ctx, id, a.Account)
		if err != nil {
			return b, err
		}
		for _, x := range list {
			ids = append(ids, x.Entry)
		}
	case b.Seat.May(evaluation.ScoreEntry):
		for _, t := range b.Tasks {
			if t.Declared {
				ids = append(ids, t.Entry)
			}
		}
	}
	b.Entries, err = rx.EntriesByID(ctx, ids)
	return b, err
}
