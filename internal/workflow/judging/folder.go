package judging

import (
	"context"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

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
	Earlier map[registry.EntryID][]registry.Entry // see [readEarlier]
	Talks   map[registry.EntryID]Talk             // once scores may be seen
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
	if b.Entries, err = rx.EntriesByID(ctx, ids); err != nil {
		return b, err
	}
	b.Earlier, b.Talks = map[registry.EntryID][]registry.Entry{}, map[registry.EntryID]Talk{}
	for i := range b.Entries {
		e := &b.Entries[i]
		if b.Earlier[e.ID], err = readEarlier(ctx, rx, e); err != nil {
			return b, err
		}
		if b.Table == nil {
			continue
		}
		if b.Talks[e.ID], err = b.Table.readTalk(ctx, rx, a, id, e.ID); err != nil {
			return b, err
		}
	}
	return b, nil
}
