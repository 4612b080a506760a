package council

import (
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

func (h *Area) decisions(c *shell.Context) error { return h.showDecisions(c, 200, nil) }

func (h *Area) showDecisions(c *shell.Context, code int, failed error) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	s, polls, err := h.Judging.Polls(c.Context(), c.Actor(), id)
	if err != nil {
		return err
	}
	if s.Position != evaluation.Clerk {
		return registry.Errorf(registry.Denied, "Phần này dành cho thư ký hội đồng.")
	}
	list, err := h.DB.Candidates(c.Context(), id, c.Actor().Account)
	if err != nil {
		return err
	}
	in := view.DecisionsInput{Seat: seatOf(s), Entries: h.entriesOf(list), Polls: pollsOf(polls), Err: failed}
	return h.render(c, code, &s, view.NewDecisionsPage(in))
}

func (h *Area) decide(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	out := map[registry.EntryID]evaluation.Decision{}
	for name := range v {
		if n, ok := strings.CutPrefix(name, "d"); ok {
			e, err := strconv.ParseInt(n, 10, 64)
			if err != nil {
				continue
			}
			if out[registry.EntryID(e)], err = evaluation.ParseDecision(v.Get(name)); err != nil {
				return err
			}
		}
	}
	return h.decided(c, id, h.Judging.DecideEntries(c.Context(), c.Actor(), id, out, v.Get("reason")))
}

func (h *Area) decideByVote(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	return h.decided(c, id, h.Judging.DecideByVote(c.Context(), c.Actor(), id))
}

func (h *Area) decided(c *shell.Context, id evaluation.RoundID, err error) error {
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundDecisions.At(id))
	case registry.Invalid, registry.Conflict:
		code, _ := shell.StatusOf(err)
		return h.showDecisions(c, code, err)
	}
	return err
}

func (h *Area) release(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	version, _ := strconv.Atoi(v.Get("version")) // unreadable: a Conflict
	err = h.Judging.Release(c.Context(), c.Actor(), id, version)
	if registry.KindOf(err) == registry.None {
		return shell.Done(c, "saved", address.Round.At(id))
	}
	return h.decided(c, id, err)
}

// feedback is what a unit learns of its own entry after the release.
func (h *Area) feedback(c *shell.Context) error {
	entry, err := shell.PathID[registry.EntryID](c, "entry")
	if err != nil {
		return err
	}
	e, list, err := h.Judging.FeedbackOf(c.Context(), c.Actor(), entry)
	if err != nil {
		return err
	}
	lines := make([]view.FeedbackLine, len(list))
	for i, f := range list {
		lines[i] = view.FeedbackLine{Round: f.Round, Entry: h.entryOf(f.Candidate), Standing: f.Standing, GroupMean: f.GroupMean}
	}
	return h.render(c, 200, nil, view.NewFeedbackPage(e.ID, e.Number, e.Content.Title, lines))
}
