package judging

import (
	"context"
	"slices"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// Poll is a vote as one person may see it. Counts and outcomes are there once it
// is closed; before, only who has voted.
type Poll struct {
	sqlite.Vote
	Number   int
	Voters   []registry.AccountID
	Voted    bool // the actor has
	Mine     []registry.EntryID
	Own      map[registry.EntryID]evaluation.Choice // of an open vote
	Tallies  []evaluation.Tally
	Outcomes map[registry.EntryID]evaluation.Outcome
	Balanced bool // every count holds as many ballots as there were voters
}

// Polls lists the votes of a round as the actor may see them: what they must
// stay out of is in none of the lists and counts.
func (f *Flow) Polls(ctx context.Context, a registry.Actor, id evaluation.RoundID) (s Seat, out []Poll, err error) {
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		s, out, err = readPolls(ctx, rx, a, id)
		return err
	})
	return s, out, err
}

func readPolls(ctx context.Context, rx *sqlite.Rx, a registry.Actor, id evaluation.RoundID) (Seat, []Poll, error) {
	s, err := readSeat(ctx, rx, a, id)
	if err != nil {
		return s, nil, err
	}
	if err := s.need(evaluation.SeeScores); err != nil {
		return s, nil, err
	}
	votes, err := rx.Votes(ctx, id)
	if err != nil {
		return s, nil, err
	}
	people, err := rx.Appointees(ctx, id)
	if err != nil {
		return s, nil, err
	}
	recused, err := rx.Recusals(ctx, id)
	if err != nil {
		return s, nil, err
	}
	barred := map[pairKey]bool{}
	for _, r := range recused {
		barred[pairKey{r.Entry, r.Account}] = true
	}
	var out []Poll
	for i, v := range votes {
		p := Poll{Vote: v, Number: i + 1, Outcomes: map[registry.EntryID]evaluation.Outcome{}}
		for _, e := range v.Entries {
			if !barred[pairKey{e, a.Account}] {
				p.Mine = append(p.Mine, e)
			}
		}
		if err := p.fill(ctx, rx, a, people, barred); err != nil {
			return s, nil, err
		}
		out = append(out, p)
	}
	return s, out, nil
}

func (p *Poll) fill(
	ctx context.Context,
	rx *sqlite.Rx,
	a registry.Actor,
	people []evaluation.Appointee,
	barred map[pairKey]bool,
) (err error) {
	if p.Voters, err = rx.Voters(ctx, p.Vote); err != nil {
		return err
	}
	p.Voted = slices.Contains(p.Voters, a.Account)
	if !p.Rule.Secret {
		if p.Own, err = rx.OpenChoices(ctx, p.ID, a.Account); err != nil {
			return err
		}
	}
	if p.Open() {
		return nil
	}
	counts, err := rx.Counts(ctx, p.Vote)
	if err != nil {
		return err
	}
	p.Balanced = true
	for _, e := range p.Mine {
		is := func(m registry.AccountID) bool { return barred[pairKey{e, m}] }
		t := electorate(p.Vote, e, people, is)
		c := counts[e]
		t.Yes, t.No, t.Blank, t.Issued, t.Written = c.Yes, c.No, c.Blank, c.Issued, c.Written
		if !p.Paper {
			t.Issued = len(p.Voters)
			for _, m := range p.Voters {
				switch {
				case is(m):
					t.Issued--
				case !slices.Contains(p.Present, m):
					t.Written++
				}
			}
			p.Balanced = p.Balanced && t.Sum() == t.Issued
		}
		p.Tallies = append(p.Tallies, t)
		p.Outcomes[e] = p.Rule.Judge(t)
	}
	return nil
}
