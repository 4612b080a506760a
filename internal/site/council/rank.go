package council

import (
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/judging"
)

// whatIf reads the trial of a ranking; nil when none is asked for.
func whatIf(c *shell.Context) *judging.WhatIf {
	if c.QueryParam("tie") == "" && c.QueryParam("cap") == "" && c.QueryParam("min") == "" && c.QueryParam("bo") == "" {
		return nil
	}
	w := &judging.WhatIf{Tie: c.QueryParam("tie"), TopCap: -1}
	if n, err := strconv.Atoi(c.QueryParam("cap")); err == nil {
		w.TopCap = n
	}
	if n, err := strconv.Atoi(c.QueryParam("min")); err == nil {
		w.Min = n
	}
	if n, err := strconv.ParseInt(c.QueryParam("bo"), 10, 64); err == nil {
		w.Without = registry.AccountID(n)
	}
	return w
}

func (h *Area) ranking(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	s, t, err := h.Judging.Standings(c.Context(), c.Actor(), id, whatIf(c))
	if err != nil {
		return err
	}
	in := h.rankingInput(s, t)
	in.Trial = view.RankingTrial{Tie: c.QueryParam("tie"), Cap: c.QueryParam("cap"), Min: c.QueryParam("min"), Without: c.QueryParam("bo")}
	p := view.NewRankingPage(in)
	return shell.Render(c, 200, c.Pages().Council.Ranking, h.frame(c, &s, 200, p.Title), p)
}

// rankingInput is the ranking as the pages know it.
func (h *Area) rankingInput(s judging.Seat, t judging.Table) view.RankingInput {
	return view.RankingInput{
		Seat: seatOf(
			s,
		), Entries: h.entryMap(t.Candidates), Standings: t.Standings, Leanings: t.Leanings, People: t.People, Hidden: t.Hidden,
	}
}

func (h *Area) entryMap(at map[registry.EntryID]sqlite.Candidate) map[registry.EntryID]view.CouncilEntry {
	out := make(map[registry.EntryID]view.CouncilEntry, len(at))
	for e, x := range at {
		out[e] = h.entryOf(x)
	}
	return out
}

func (h *Area) talk(c *shell.Context) error { return h.showTalk(c, 200, "", nil) }

func (h *Area) showTalk(c *shell.Context, code int, typed string, failed error) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	entry, err := shell.PathID[registry.EntryID](c, "entry")
	if err != nil {
		return err
	}
	s, t, err := h.Judging.TalkOf(c.Context(), c.Actor(), id, entry)
	if err != nil {
		return err
	}
	in := view.TalkInput{
		Seat: seatOf(s), Entry: h.entryOf(t.Candidate), Standing: t.Standing, Sheets: t.Sheets, Names: t.Names, Typed: typed, Err: failed,
	}
	for _, x := range t.Changes {
		in.Changes = append(in.Changes, view.ScoreChange{Member: x.Member, At: x.At, Before: x.Before, After: x.After, Reason: x.Reason})
	}
	for _, x := range t.Notes {
		in.Notes = append(in.Notes, view.TalkNote{Member: x.Member, At: x.At, Text: x.Text})
	}
	return h.render(c, code, &s, view.NewTalkPage(in))
}

func (h *Area) addNote(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	entry, err := shell.PathID[registry.EntryID](c, "entry")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	err = h.Judging.AddNote(c.Context(), c.Actor(), id, entry, v.Get("text"))
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundEntry.At(id, entry))
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showTalk(c, code, v.Get("text"), err)
	}
	return err
}

func (h *Area) clearFeedback(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	entry, err := shell.PathID[registry.EntryID](c, "entry")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if err := h.Judging.ClearFeedback(c.Context(), c.Actor(), id, entry, v.Get("feedback")); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.RoundEntry.At(id, entry))
}

func (h *Area) shortlistForm(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	s, t, err := h.Judging.Standings(c.Context(), c.Actor(), id, nil)
	if err != nil {
		return err
	}
	p := view.NewShortlistPage(view.ShortlistInput{Seat: seatOf(s), Entries: h.entryMap(t.Candidates), Standings: t.Standings})
	return h.render(c, 200, &s, p)
}

func (h *Area) shortlist(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if err := h.Judging.Shortlist(c.Context(), c.Actor(), id, tickedEntries(v), v.Get("reason")); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.RoundShortlist.At(id))
}
