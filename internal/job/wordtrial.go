package job

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"danvankheo/internal/search"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow/newsdesk"
)

// trialTop is how many of the first entries of an answer are compared.
const trialTop = 5

// Difference is what a change of the vocabulary does to an answer, the worst first.
type Difference uint8

const (
	OtherOnTop  Difference = iota // it found something, and now something else is on top, or nothing
	OtherFirst                    // the top stays, but others are among the first
	OtherNumber                   // the first stay, but more or fewer are found
	NowFound                      // it found nothing
)

// TriedAnswer is how a question is answered with one vocabulary.
type TriedAnswer struct {
	Total int
	Top   []int64
}

// ChangedAnswer is a question that is answered otherwise with the changed vocabulary.
type ChangedAnswer struct {
	newsdesk.Question
	Difference Difference
	Now, Then  TriedAnswer
}

// WordTrial is what a change of the vocabulary does to questions.
type WordTrial struct {
	Tried   int // of the questions, fewer when the time ran out
	Changed []ChangedAnswer
}

// Effect is what is written down of a trial.
func (t WordTrial) Effect() newsdesk.Effect {
	return newsdesk.Effect{Tried: t.Tried, Changed: len(t.Changed)}
}

// TryTerms asks questions as the public with the terms of today and with others, and
// lists those whose answer changes. It writes nothing and holds no transaction; when
// the context's time runs out, it tells what it knows by then.
func TryTerms(ctx context.Context, x *search.Index, today, then []sqlite.Term, questions []newsdesk.Question) (t WordTrial, err error) {
	now, err := wordsWith(today)
	if err != nil {
		return t, err
	}
	next, err := wordsWith(then)
	if err != nil {
		return t, err
	}
	trial := x.Trial(now, next)
	for _, q := range questions {
		before, after, err := trial.Ask(ctx, search.Query{Text: q.Text, Limit: trialTop, NoFacets: true})
		if errors.Is(err, context.DeadlineExceeded) {
			break
		}
		if err != nil {
			return WordTrial{}, err
		}
		t.Tried++
		c := ChangedAnswer{Question: q, Now: triedAnswer(before), Then: triedAnswer(after)}
		var differs bool
		if c.Difference, differs = difference(c.Now, c.Then); differs {
			t.Changed = append(t.Changed, c)
		}
	}
	slices.SortStableFunc(t.Changed, func(a, b ChangedAnswer) int {
		return cmp.Or(cmp.Compare(a.Difference, b.Difference), cmp.Compare(b.Asked, a.Asked))
	})
	return t, nil
}

func triedAnswer(r search.Result) TriedAnswer {
	a := TriedAnswer{Total: r.Total}
	for _, h := range r.Hits {
		a.Top = append(a.Top, h.ID)
	}
	return a
}

func difference(now, then TriedAnswer) (Difference, bool) {
	switch {
	case now.Total == 0:
		return NowFound, then.Total > 0
	case then.Total == 0 || now.Top[0] != then.Top[0]:
		return OtherOnTop, true
	case !slices.Equal(now.Top, then.Top):
		return OtherFirst, true
	}
	return OtherNumber, now.Total != then.Total
}
