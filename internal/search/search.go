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

	reading reading
	tier    tier
	found   []matches
	signals []signal
}

// answer works out a result from one view.
func (x *Index) answer(ctx context.Context, v *view, abbr *vietnamese.Abbreviations, syn *vietnamese.Synonyms, q Query) (Result, error) {
	a := &request{x: x, v: v, q: q, p: parse(q.Text), scope: scopeOf(q.Scope, x.codes)}
	spell := newSpeller(v.lex)
	for _, s := range v.segs {
		a.looks = append(a.looks, newLookup(s, spell))
	}
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

// understand finds the reading that has answers. It holds the lexicon.
func (a *request) understand(abbr *vietnamese.Abbreviations, syn *vietnamese.Synonyms, spell *speller) error {
	lex := a.v.lex
	lex.mu.RLock()
	spell.held = true
	defer func() { spell.held = false; lex.mu.RUnlock() }()
	a.u = &understander{lex: lex, abbr: abbr, syn: syn, exact: a.q.Exact}
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
	if len(first.slots) == 0 {
		if strings.TrimSpace(a.q.Text) == "" || a.p.asks() {
			a.everything()
		}
	} else if err := a.readings(first); err != nil {
		return err
	}
	if a.found == nil {
		return nil
	}
	if len(a.reading.slots) > 0 {
		a.signals = a.u.signals(a.reading, a.tier, a.p.words)
	}
	for _, p := range a.p.phrases {
		a.signals = append(a.signals, a.u.phraseSignals(p)...)
	}
	return a.report()
}

// readings tries one reading after the other until one has answers.
func (a *request) readings(first reading) error {
	tryOne := func(r reading, tiers []tier) (bool, error) {
		m, t, err := a.u.try(r, tiers, a.looks, a.scope)
		if m != nil {
			a.reading, a.tier, a.found = r, t, m
		}
		return m != nil, err
	}
	last, unfinished := a.u.complete(first)
	if unfinished && (len(first.slots) > 1 || len(last.slots[0].words[0].Fold) <= 2) {
		first = last
	}
	if ok, err := tryOne(first, tiers[:withMarks]); ok || err != nil || a.q.Exact {
		return err
	}
	if unfinished {
		if ok, err := tryOne(last, tiers[:withMarks]); ok || err != nil {
			return err
		}
	}
	// Without marks the rest might answer by chance; a word that is at home
	// nowhere is rather a slip.
	fixed := a.u.corrections(first)
	if !a.u.stranger(first) {
		for _, r := range [...]reading{first, last} {
			if ok, err := tryOne(r, tiers[withMarks:]); ok || err != nil {
				return err
			}
		}
	}
	for _, r := range fixed {
		if ok, err := tryOne(r, tiers[:withMarks]); ok || err != nil {
			return err
		}
	}
	for _, r := range [...]reading{first, last} {
		if ok, err := tryOne(r, tiers[withMarks:]); ok || err != nil {
			return err
		}
	}
	m, err := a.u.relax(first, a.looks, a.scope)
	if m != nil {
		a.reading, a.tier, a.found, a.res.Relaxed = first, tier{}, m, true
	}
	return err
}

// everything is the answer to a query without plain words: all that phrases,
// units and facets leave.
func (a *request) everything() {
	for _, l := range a.looks {
		a.found = append(a.found, matches{all: l.base})
	}
}

// report says what was understood.
func (a *request) report() (err error) {
	r := &a.res
	r.Corrected = a.reading.corrected
	if a.reading.corrected || a.reading.decoded {
		if r.Unknown, err = a.unseenWords(a.reading); err != nil {
			return err
		}
		parts := []string{a.reading.text()}
		for _, p := range a.p.phrases {
			words := make([]string, len(p))
			for i, t := range p {
				words[i] = t.Text
			}
			parts = append(parts, `"`+strings.Join(words, " ")+`"`)
		}
		r.Understood = strings.Join(parts, " ")
	}
	r.Matcher = newMatcher(a.u.abbr, a.reading, a.tier, a.p.phrases)
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
		b, err := l.get(wordTerm(w, false))
		if err != nil {
			return false, err
		}
		if l.seg.visible(roaring.And(b, l.seg.live), a.scope) {
			return true, nil
		}
	}
	return false, nil
}

// constrain narrows every segment to what phrases, units, fields, years and
// exclusions leave.
func (a *request) constrain() error {
	a.q.Years = append(slices.Clone(a.q.Years), a.p.years...)
	a.fields()
	for _, o := range a.p.units {
		if err := a.unit(o); err != nil {
			return err
		}
	}
	for _, toks := range a.p.phrases {
		if err := a.require(a.quoted(toks)); err != nil {
			return err
		}
	}
	for _, toks := range a.p.not {
		terms := a.quoted(toks)
		for _, l := range a.looks {
			b, err := l.and(terms)
			if err != nil {
				return err
			}
			l.base = roaring.AndNot(l.base, b)
		}
	}
	return nil
}

func (a *request) require(terms []term) error {
	for _, l := range a.looks {
		b, err := l.and(terms)
		if err != nil {
			return err
		}
		l.base = roaring.And(l.base, b)
	}
	return nil
}

// quoted are the terms of a phrase as typed: with marks when it has any.
func (a *request) quoted(toks []vietnamese.Token) []term {
	marked := slices.ContainsFunc(toks, func(t vietnamese.Token) bool { return t.Text != t.Fold })
	return phraseTerms(toks, func(int) bool { return marked })
}

// fields turns lĩnh vực: into a filter where the words are the name of a code,
// and into plain words where they are not.
func (a *request) fields() {
	for _, o := range a.p.fields {
		n := len(o.words)
		for ; n > 0; n-- {
			code := vietnamese.Slug(joinText(o.words[:n]))
			if _, ok := a.x.codes.known(facetField, code); ok {
				a.q.Fields = append(slices.Clone(a.q.Fields), code)
				break
			}
		}
		a.p.words = append(a.p.words, o.words[n:]...)
	}
}

func joinText(toks []vietnamese.Token) string {
	words := make([]string, len(toks))
	for i, t := range toks {
		words[i] = t.Text
	}
	return strings.Join(words, " ")
}

// unit narrows to entries whose unit has the name. An unquoted name reaches
// as far as names of units go; the rest are plain words.
func (a *request) unit(o operand) error {
	marked := func(t vietnamese.Token) bool { return t.Text != t.Fold }
	n := len(o.words)
	if !o.quoted {
		for n = 1; n < len(o.words); n++ {
			ok, err := a.anywhere(term{fieldUnit, o.words[n-1].Fold + "_" + o.words[n].Fold})
			if err != nil {
				return err
			}
			if !ok {
				break
			}
		}
		a.p.words = append(a.p.words, o.words[n:]...)
	}
	var terms []term
	for i, w := range o.words[:n] {
		if marked(w) {
			terms = append(terms, term{fieldUnit, formExact + w.Text})
		} else {
			terms = append(terms, term{fieldUnit, w.Fold})
		}
		if i > 0 {
			terms = append(terms, term{fieldUnit, o.words[i-1].Fold + "_" + w.Fold})
		}
	}
	return a.require(terms)
}

// anywhere reports whether any entry, taken out ones included, holds the term.
func (a *request) anywhere(t term) (bool, error) {
	for _, l := range a.looks {
		if b, err := l.get(t); err != nil || !b.IsEmpty() {
			return err == nil, err
		}
	}
	return false, nil
}

// collect scores, filters, counts and sorts what was found.
func (a *request) collect() error {
	f := newFilter(&a.q, a.x.codes)
	f.scope = a.scope
	order := a.q.Sort
	if order == Relevance && len(a.signals) == 0 {
		order = Newest
	}
	c := newCollector(f, order, a.q.Offset+a.q.Limit)
	if !a.q.NoFacets {
		c.counting(a.x.codes.all())
	}
	years := a.years()
	for i, m := range a.found {
		if m.all.IsEmpty() {
			continue
		}
		l := a.looks[i]
		if err := a.collectSegment(c, l, m, years); err != nil {
			return err
		}
	}
	a.res.Total, a.res.Hits = c.total, c.page(a.q.Offset)
	if !a.q.NoFacets {
		a.res.Facets = c.facets()
	}
	return nil
}

// years are those named among the plain words.
func (a *request) years() []int {
	var out []int
	for _, s := range a.reading.slots {
		if s.year > 0 {
			out = append(out, s.year)
		}
	}
	return out
}

func (a *request) collectSegment(c *collector, l *lookup, m matches, years []int) error {
	var keys [][]byte
	if c.sort == Title {
		k, err := l.seg.col.keys(l.seg.snap)
		if err != nil {
			return err
		}
		keys = k
	}
	if c.sort != Relevance {
		c.collect(l.seg.col, m.all, nil, keys)
		return nil
	}
	sc := lendScores(int(l.seg.n))
	if err := l.score(m, a.signals, years, sc); err != nil {
		return err // and the scores, half filled, are given up
	}
	c.collect(l.seg.col, m.all, sc, nil)
	sc.giveBack()
	return nil
}
