package workflow

import (
	"context"
	"slices"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// EntryTopics is what is known of the topics of an entry.
type EntryTopics struct {
	Proposed []registry.TopicProposal // that nobody has decided on
	State    sqlite.TopicState
}

// Checked reports whether somebody, or an import, has decided on the topics.
func (t *EntryTopics) Checked() bool { return t.State.Check != nil }

// TopicsOf gives what the rules propose for an entry, without the topics that it has
// and those that were declined.
func (c *Core) TopicsOf(ctx context.Context, rx *sqlite.Rx, e *registry.Entry) (t EntryTopics, err error) {
	if t.State, err = rx.TopicState(ctx, e.ID); err != nil {
		return t, err
	}
	t.Proposed = c.undecided(e, t.State)
	return t, nil
}

func (c *Core) undecided(e *registry.Entry, st sqlite.TopicState) []registry.TopicProposal {
	return slices.DeleteFunc(c.Topics().Propose(e), func(p registry.TopicProposal) bool {
		return slices.Contains(e.Content.Tags, p.Topic.Code) || slices.Contains(st.Declined, p.Topic.Code)
	})
}

// TopicChoice is what a reviewer decides of the topics of an entry.
type TopicChoice struct {
	Take []string // become its topics
	Drop []string // are none of its topics, and not proposed again
	All  bool     // take whatever else is proposed now
	Rest bool     // decline whatever else is proposed now
}

// ChooseTopics makes topics those of an entry, or not: what readers have of a public
// entry changes at once, and in nothing else.
func (f *Flow) ChooseTopics(
	ctx context.Context,
	a registry.Actor,
	id registry.EntryID,
	version int,
	choice TopicChoice,
) (registry.Entry, error) {
	if _, err := f.AuthorizeEntry(ctx, a, id, registry.Review); err != nil {
		return registry.Entry{}, err
	}
	return f.Act(ctx, a, id, version, registry.Review, registry.DidEntryTopics, "", func(tx *sqlite.Tx, e *registry.Entry) error {
		take, drop := choice.Take, choice.Drop
		if choice.All || choice.Rest {
			st, err := tx.TopicState(ctx, id)
			if err != nil {
				return err
			}
			for _, p := range f.undecided(e, st) {
				switch code := p.Topic.Code; {
				case slices.Contains(take, code) || slices.Contains(drop, code):
				case choice.All:
					take = append(take, code)
				default:
					drop = append(drop, code)
				}
			}
		}
		if err := f.knownTopics(take); err != nil {
			return err
		}
		return decideTopics(tx, a, e, take, drop)
	})
}

func (f *Flow) knownTopics(codes []string) error {
	for _, code := range codes {
		if _, ok := f.Topics().Topic(code); !ok {
			return registry.Errorf(registry.Invalid, "Không có chủ đề “%s”.", code)
		}
	}
	return nil
}

func decideTopics(tx *sqlite.Tx, a registry.Actor, e *registry.Entry, take, drop []string) error {
	tags := slices.Clone(e.Content.Tags)
	for _, code := range take {
		if !slices.Contains(tags, code) {
			tags = append(tags, code)
		}
		if err := tx.DeclineTopic(e.ID, code, a.Account, true); err != nil {
			return err
		}
	}
	for _, code := range drop {
		tags = slices.DeleteFunc(tags, func(t string) bool { return t == code })
		if err := tx.DeclineTopic(e.ID, code, a.Account, false); err != nil {
			return err
		}
	}
	e.Content.Tags = tags
	e.Content.Clean()
	return tx.CheckTopics(e.ID, a)
}

// TopicCandidate is an entry without topics with what the rules propose for it.
type TopicCandidate struct {
	Entry    registry.Entry
	Proposed []registry.TopicProposal
}

// WithoutTopics lists entries without a topic that nobody has looked at.
func (f *Flow) WithoutTopics(ctx context.Context, a registry.Actor, offset, limit int) (list []TopicCandidate, total int, err error) {
	if err := Authorize(a, registry.ReviewArea); err != nil {
		return nil, 0, err
	}
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		var ids []registry.EntryID
		if ids, total, err = rx.WithoutTopics(ctx, offset, limit); err != nil {
			return err
		}
		entries, err := rx.EntriesByID(ctx, ids)
		if err != nil {
			return err
		}
		list = list[:0]
		for i := range entries {
			st, err := rx.TopicState(ctx, entries[i].ID)
			if err != nil {
				return err
			}
			list = append(list, TopicCandidate{entries[i], f.undecided(&entries[i], st)})
		}
		return nil
	})
	return list, total, err
}
