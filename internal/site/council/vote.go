package council

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/judging"
)

func (h *Area) votes(c *shell.Context) error { return h.showVotes(c, 200, nil) }

func (h *Area) showVotes(c *shell.Context, code int, failed error) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	s, polls, err := h.Judging.Polls(c.Context(), c.Actor(), id)
	if err != nil {
		return err
	}
	in := view.VotesInput{Seat: seatOf(s), Polls: pollsOf(polls), Err: failed}
	if in.Entries, err = h.candidatesOf(c, id); err != nil {
		return err
	}
	if in.People, err = h.DB.Appointees(c.Context(), id); err != nil {
		return err
	}
	return h.render(c, code, &s, view.NewVotesPage(in))
}

// pollOf is a vote as the pages know it.
func pollOf(x judging.Poll) view.CouncilPoll {
	return view.CouncilPoll{
		ID: int64(x.ID), Number: x.Number, Rule: x.Rule, Paper: x.Paper, Open: x.Open(), OpenedAt: x.OpenedAt,
		Present: len(x.Present), Voters: len(x.Voters), Voted: x.Voted, Entries: x.Mine, Own: x.Own,
		Tallies: x.Tallies, Outcomes: x.Outcomes, Balanced: x.Balanced,
	}
}

func pollsOf(list []judging.Poll) []view.CouncilPoll {
	out := make([]view.CouncilPoll, len(list))
	for i, x := range list {
		out[i] = pollOf(x)
	}
	return out
}

// candidatesOf lists the entries of a round that the actor may know of.
func (h *Area) candidatesOf(c *shell.Context, id evaluation.RoundID) (map[registry.EntryID]view.CouncilEntry, error) {
	list, err := h.DB.Candidates(c.Context(), id, c.Actor().Account)
	at := make(map[registry.EntryID]view.CouncilEntry, len(list))
	for _, x := range list {
		at[x.Entry] = h.entryOf(x)
	}
	return at, err
}

func (h *Area) openVote(c *shell.Context) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	vote := sqlite.Vote{Round: s.Round.ID, Rule: s.Round.Rules.Award, Paper: v.Get("paper") == "1"}
	for _, text := range v["present"] {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			vote.Present = append(vote.Present, registry.AccountID(n))
		}
	}
	_, err = h.Judging.OpenVote(c.Context(), c.Actor(), vote)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundVotes.At(s.Round.ID))
	case registry.Invalid, registry.Conflict:
		code, _ := shell.StatusOf(err)
		return h.showVotes(c, code, err)
	}
	return err
}

func (h *Area) ballot(c *shell.Context) error { return h.showBallot(c, 200, nil, nil) }

// findPoll finds the vote of the address.
func (h *Area) findPoll(c *shell.Context) (judging.Seat, judging.Poll, error) {
	id, err := roundID(c)
	if err != nil {
		return judging.Seat{}, judging.Poll{}, err
	}
	vote, err := shell.PathID[sqlite.VoteID](c, "vote")
	if err != nil {
		return judging.Seat{}, judging.Poll{}, err
	}
	s, polls, err := h.Judging.Polls(c.Context(), c.Actor(), id)
	if err != nil {
		return s, judging.Poll{}, err
	}
	i := slices.IndexFunc(polls, func(x judging.Poll) bool { return x.ID == vote })
	if i < 0 {
		return s, judging.Poll{}, registry.Errorf(registry.NotFound, "Không tìm thấy lần biểu quyết này.")
	}
	return s, polls[i], nil
}

func (h *Area) showBallot(c *shell.Context, code int, typed url.Values, failed error) error {
	s, x, err := h.findPoll(c)
	if err != nil {
		return err
	}
	if !x.Open() || !s.May(evaluation.CastVote) && !s.May(evaluation.RunVote) {
		return c.Redirect(303, address.RoundVotes.At(s.Round.ID))
	}
	at, err := h.candidatesOf(c, s.Round.ID)
	if err != nil {
		return err
	}
	p := view.NewBallotPage(view.BallotInput{Seat: seatOf(s), Poll: pollOf(x), Entries: at, Typed: typed, Err: failed})
	return h.render(c, code, &s, p)
}

func (h *Area) cast(c *shell.Context) error {
	s, x, err := h.findPoll(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	ballot := map[registry.EntryID]evaluation.Choice{}
	for _, e := range x.Mine {
		if k, err := evaluation.ParseChoice(v.Get(fmt.Sprintf("c%d", e))); err == nil {
			ballot[e] = k
		}
	}
	err = h.Judging.Cast(c.Context(), c.Actor(), s.Round.ID, x.ID, ballot)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundVotes.At(s.Round.ID))
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showBallot(c, code, v, err)
	}
	return err
}

func (h *Area) countPaper(c *shell.Context) error {
	s, x, err := h.findPoll(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	var list []judging.PaperCount
	for _, e := range x.Mine {
		num := func(kind string) int {
			n, err := strconv.Atoi(strings.TrimSpace(v.Get(fmt.Sprintf("%s%d", kind, e))))
			if err != nil {
				return -1
			}
			return n
		}
		list = append(
			list,
			judging.PaperCount{Entry: e, Issued: num("p"), Written: written(v, e), Yes: num("y"), No: num("n"), Blank: num("b")},
		)
	}
	err = h.Judging.CountPaper(c.Context(), c.Actor(), s.Round.ID, x.ID, list)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundVotes.At(s.Round.ID))
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showBallot(c, code, v, err)
	}
	return err
}

// written reads how many opinions came in writing; nothing typed is none.
func written(v url.Values, e registry.EntryID) int {
	n, err := strconv.Atoi(cmp.Or(strings.TrimSpace(v.Get(fmt.Sprintf("w%d", e))), "0"))
	if err != nil {
		return -1
	}
	return n
}

func (h *Area) closeVote(c *shell.Context) error {
	s, x, err := h.findPoll(c)
	if err != nil {
		return err
	}
	if err := h.Judging.CloseVote(c.Context(), c.Actor(), s.Round.ID, x.ID); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.RoundVotes.At(s.Round.ID))
}
