package search

import (
	"context"
	"fmt"
	"slices"

	"danvankheo/internal/vietnamese"
)

// Words are the words that questions are read with besides those of the texts.
type Words struct {
	Abbreviations *vietnamese.Abbreviations
	Synonyms      *vietnamese.Synonyms
}

// Trial asks the index with other words than everybody else does, and changes
// nothing for them.
type Trial struct {
	x         *Index
	now, then tried
}

type tried struct {
	abbr *vietnamese.Abbreviations
	syn  *vietnamese.Synonyms
}

// Trial prepares asking with two sets of words, as [Index.SetAbbreviations] and
// [Index.SetSynonyms] would have the index answer with each, before any rebuild.
func (x *Index) Trial(now, then Words) *Trial {
	return &Trial{x, x.try(now), x.try(then)}
}

// try has an index without texts learn the words, so that there is one rule for what
// the texts do not know yet.
func (x *Index) try(w Words) tried {
	x.words.Lock()
	shadow := &Index{given: x.given, late: x.late} // both are replaced, never changed
	shadow.abbr.Store(x.abbr.Load())
	x.words.Unlock()
	shadow.SetAbbreviations(w.Abbreviations)
	shadow.SetSynonyms(w.Synonyms)
	return tried{shadow.abbr.Load(), shadow.synonyms.Load()}
}

// Ask answers a question with the words of now and of then, from one state of the
// index, so that what differs is due to the words alone. Answers are not kept.
func (t *Trial) Ask(ctx context.Context, q Query) (now, then Result, err error) {
	defer t.x.guard(&err)()
	v, err := t.x.acquire()
	if err != nil {
		return now, then, err
	}
	defer v.release()
	q.Limit = clamp(q.Limit, defaultLimit, maxLimit)
	q.Offset = min(max(q.Offset, 0), maxOffset)
	if now, err = t.answer(ctx, v, t.now, q); err != nil {
		return Result{}, Result{}, err
	}
	if then, err = t.answer(ctx, v, t.then, q); err != nil {
		return Result{}, Result{}, err
	}
	return now, then, nil
}

func (t *Trial) answer(ctx context.Context, v *view, w tried, q Query) (Result, error) {
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	q.Years, q.Fields = slices.Clone(q.Years), slices.Clone(q.Fields) // reading the text narrows them
	r, err := t.x.answer(ctx, v, w.abbr, w.syn, q)
	if err != nil && ctx.Err() == nil {
		return Result{}, fmt.Errorf("%w: %w", ErrNotReady, err)
	}
	return r, err
}
