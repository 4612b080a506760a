package search

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"danvankheo/internal/vietnamese"
)

// Bounds of a page.
const (
	defaultLimit = 20
	maxLimit     = 200
	maxOffset    = 10_000
)

// ErrNotReady means that the index is not built yet, or is damaged and must be
// rebuilt; ask the database until it is.
var ErrNotReady = errors.New("search: index is not built yet")

// Search answers a query. It never waits for Apply or Rebuild.
func (x *Index) Search(ctx context.Context, q Query) (res Result, err error) {
	defer x.guard(&err)()
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	v, err := x.acquire()
	if err != nil {
		return Result{}, err
	}
	defer v.release()
	q.Limit = clamp(q.Limit, defaultLimit, maxLimit)
	q.Offset = min(max(q.Offset, 0), maxOffset)
	abbr, syn := x.abbr.Load(), x.synonyms.Load()
	key := cacheKey(v.gen, abbr, syn, &q)
	if r, ok := x.cache.get(key); ok {
		return r, nil
	}
	r, err := x.answer(ctx, v, abbr, syn, q)
	if err != nil && ctx.Err() == nil {
		x.needs.Store(true)
		return Result{}, fmt.Errorf("%w: %w", ErrNotReady, err)
	}
	if err != nil {
		return Result{}, err
	}
	x.cache.put(key, r)
	return r, nil
}

func clamp(n, otherwise, most int) int {
	if n <= 0 {
		return otherwise
	}
	return min(n, most)
}

// guard turns a panic of a reader over damaged files, memory faults included,
// into an error and asks for a rebuild.
func (x *Index) guard(err *error) func() {
	old := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(old)
		if p := recover(); p != nil {
			x.needs.Store(true)
			x.log.Error("search index is damaged", "cause", fmt.Sprint(p))
			*err = fmt.Errorf("%w: damaged: %v", ErrNotReady, p)
		}
	}
}

// request is one query on its way through the index.
type request struct {
	x     *Index
	v     *view
	q     Query
	p     parsed
	u     *understander
	looks []*lookup
	scope scopeCode
	res   Result

	found   []*ranking // what each reading found, the plainest first
	every   bool       // all that is left by phrases, units and facets
	apart   *ranking   // what is found without the marks that were typed
	offer   string     // what was perhaps meant, and is not even looked for
	phrased []signal   // what ranks the answers to phrases
}

// answer works out a result from one view.
func (x *Index) answer(ctx context.Context, v *view, abbr *vietnamese.Abbreviations, syn *vietnamese.Synonyms, q Query) (Result, error) {
	a := &request{x: x, v: v, q: q, p: parse(q.Text), scope: scopeOf(q.Scope, x.codes)}
	spell := newSpeller(v.lex)
	for _, s := range v.segs {
		a.looks = append(a.looks, newLookup(s, spell, x.codes))
	}
	defer func() {
		for _, r := range append(a.found, a.apart) {
			r.giveBack()
		}
	}()
	if err := a.understand(abbr, syn, spell); err != nil {
		return Result{}, err
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	if err := a.collect(); err != nil {
		return Result{}, err
	}
	return a.res, nil
}

// understand finds the readings that have answers. It holds the lexicon.
func (a *request) understand(abbr *vietnamese.Abbreviations, syn *vietnamese.Synonyms, spell *speller) error {
	lex := a.v.lex
	lex.mu.RLock()
	spell.held = true
	defer func() { spell.held = false; lex.mu.RUnlock() }()
	a.u = &understander{lex: lex, abbr: abbr, syn: syn, places: a.x.units.Load(), exact: a.q.Exact, counted: newCounted(a.looks, a.scope)}
	if a.q.Exact {
		a.u.syn = nil
	}
	if err := a.constrain(); err != nil {
		return err
	}
	first := a.u.read(a.p.words)
	a.res.Expanded = a.u.expanded
	var err error
	if a.res.Unknown, err = a.unseenWords(first); err != nil {
		return err
	}
	numbers, err := a.numbered()
	if err != nil {
		return err
	}
	switch {
	case numbers != nil:
		a.every, a.res.Numbered, a.res.Unknown = true, true, nil
		for i, l := range a.looks {
			l.base = numbers[i]
		}
	case len(first.slots) > 0:
		err = a.readings(first)
	case strings.TrimSpace(a.q.Text) == "" || a.p.asks():
		a.every = true
	}
	if err != nil {
		return err
	}
	for _, p := range a.p.phrases {
		a.phrased = append(a.phrased, phraseSignals(a.u, p)...)
	}
	return a.report()
}

// readings weighs the readings of a query: as typed with its last word perhaps
// unfinished; and, unless that finds all of what was asked, with slips of the
// finger corrected. What was corrected ranks behind what was typed by its price.
// Only when nothing is found are marks given up that were typed, and then the
// answer says so.
func (a *request) readings(first reading) error {
	typed := first
	if last, unfinished := a.u.complete(first); unfinished {
		typed = last
	}
	r, err := a.rank(typed, false)
	if err != nil {
		return err
	}
	if r != nil {
		a.found = append(a.found, r)
	}
	if a.q.Exact || r != nil && r.whole() && (r.strong || len(r.plan.strange) == 0) {
		return nil
	}
	for _, fixed := range a.u.corrections(first) {
		if r == nil && len(a.p.words) == 2 && a.u.allKnown(a.p.words) {
			a.offer = fixed.text() // two words that are words may be what was meant
			break
		}
		c, err := a.rank(fixed, false)
		if err != nil {
			return err
		}
		if c == nil || !c.whole() && len(a.found) > 0 {
			c.giveBack()
			continue
		}
		a.found = append(a.found, c)
		break
	}
	if len(a.found) == 0 && anyMarked(flat(typed.slots)) {
		a.apart, err = a.rank(typed, true)
	}
	return err
}

func anyMarked(words []vietnamese.Token) bool {
	return slices.ContainsFunc(words, func(t vietnamese.Token) bool { return t.Text != t.Fold })
}

// report says what was understood.
func (a *request) report() (err error) {
	r := &a.res
	r.Offered = a.offer
	switch {
	case a.apart != nil:
		r.Matcher = newMatcher(a.u.abbr, []*ranking{a.apart}, a.p.phrases)
		return nil
	case len(a.found) == 0:
		r.Matcher = newMatcher(a.u.abbr, nil, a.p.phrases)
		return nil
	}
	last := a.found[len(a.found)-1]
	r.Relaxed = a.found[0].parts > 0
	for _, f := range a.found {
		r.Whole = r.Whole || f.whole()
	}
	if last.reading.corrected && a.u.allKnown(a.p.words) {
		r.Offered = last.reading.text()
		r.Matcher = newMatcher(a.u.abbr, a.found, a.p.phrases)
		return nil
	}
	r.Corrected = last.reading.corrected
	if last.reading.corrected || last.reading.decoded {
		if r.Unknown, err = a.unseenWords(last.reading); err != nil {
			return err
		}
		parts := []string{last.reading.text()}
		for _, p := range a.p.phrases {
			words := make([]string, len(p))
			for i, t := range p {
				words[i] = t.Text
			}
			parts = append(parts, `"`+strings.Join(words, " ")+`"`)
		}
		r.Understood = strings.Join(parts, " ")
	}
	r.Matcher = newMatcher(a.u.abbr, a.found, a.p.phrases)
	return nil
}

// unseenWords lists the words of a reading that occur in no entry of the scope: that a
// word stands in one that the reader may not see is told to nobody.
func (a *request) unseenWords(r reading) (out []string, err error) {
	for _, s := range r.slots {
		if len(s.words) != 1 || s.raw != "" {
			continue
		}
		seen, err := a.seen(s.words[0])
		if err != nil {
			return nil, err
		}
		if !seen {
			out = append(out, s.words[0].Text)
		}
	}
	return out, nil
}

func (a *request) seen(w vietnamese.Token) (bool, error) {
	for _, l := range a.looks {
		b, err := l.get(wordIn("", w, false))
		if err != nil {
			return false, err
		}
		if l.seg.visible(roaring.And(b, l.seg.live), a.scope) {
			return true, nil
		}
	}
	return false, nil
}
