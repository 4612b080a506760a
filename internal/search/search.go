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
	a.u = &understander{lex: lex, abbr: abbr, syn: syn, places: a.x.units.Load(), exact: a.q.Exact}
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
	exact := make([]bool, len(toks))
	for i := range exact {
		exact[i] = marked
	}
	return way{words: toks, exact: exact}.in("")
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

// collect filters, counts and sorts what was found.
func (a *request) collect() error {
	f := newFilter(&a.q, a.x.codes)
	f.scope = a.scope
	order := a.q.Sort
	if order == Relevance && len(a.found) == 0 && len(a.phrased) == 0 {
		order = Newest
	}
	end := a.q.Offset + a.q.Limit
	limit := end
	if order == Relevance {
		limit = max(end, maxReorder)
	}
	c := newCollector(f, order, limit)
	if !a.q.NoFacets {
		c.counting(a.x.codes.all())
	}
	for i, l := range a.looks {
		all, scores, err := a.merged(i)
		if err != nil {
			return err
		}
		if all.IsEmpty() {
			continue
		}
		var keys [][]byte
		if order == Title {
			if keys, err = l.seg.col.keys(l.seg.snap); err != nil {
				return err
			}
		}
		c.collect(l.seg.col, all, scores, keys)
	}
	if order == Relevance && len(a.found) == 1 {
		if err := a.reorder(a.found[0], c); err != nil {
			return err
		}
	}
	a.res.Total, a.res.Hits = c.total, c.page(a.q.Offset, end)
	if !a.q.NoFacets {
		a.res.Facets = c.facets()
	}
	if a.apart != nil {
		return a.collectApart(f)
	}
	return nil
}

// collectApart fills in what is found without marks.
func (a *request) collectApart(f *filter) error {
	c := newCollector(f, Relevance, max(a.q.Limit, maxReorder))
	for _, s := range a.apart.segs {
		c.collect(s.look.seg.col, s.all, s.tally.lead, nil)
	}
	if err := a.reorder(a.apart, c); err != nil {
		return err
	}
	if c.total > 0 {
		a.res.Apart = &Apart{c.total, c.page(0, a.q.Limit)}
	}
	return nil
}

// merged are the answers of all readings in one segment with their scores.
func (a *request) merged(seg int) (*roaring.Bitmap, []float32, error) {
	l := a.looks[seg]
	if len(a.found) == 0 {
		if !a.every {
			return emptyBitmap, nil, nil
		}
		if len(a.phrased) == 0 {
			return l.base, nil, nil
		}
		scores, err := l.phrased(a.phrased)
		return l.base, scores, err
	}
	first := &a.found[0].segs[seg]
	all, scores := first.all, first.tally.lead
	for _, r := range a.found[1:] {
		s := &r.segs[seg]
		it := s.all.Iterator()
		for it.HasNext() {
			n := it.Next()
			v := s.tally.lead[n] * priceCorrected
			if !all.Contains(n) || scores[n] < v {
				scores[n] = v
			}
		}
		all = roaring.Or(all, s.all)
		first.tally.strays = true
	}
	for _, s := range a.phrased {
		b, err := l.get(s.term)
		if err != nil {
			return nil, nil, err
		}
		it := roaring.And(all, b).Iterator()
		for it.HasNext() {
			scores[it.Next()] += s.weight
		}
	}
	return all, scores, nil
}

// phrased scores the entries that phrases leave.
func (l *lookup) phrased(signals []signal) ([]float32, error) {
	scores := make([]float32, l.seg.n)
	for i := range scores {
		scores[i] = worthRecent * float32(min(max(int(l.seg.col.rows[i].year)-2010, 0), 20))
	}
	for _, s := range signals {
		b, err := l.get(s.term)
		if err != nil {
			return nil, err
		}
		it := roaring.And(l.base, b).Iterator()
		for it.HasNext() {
			scores[it.Next()] += s.weight
		}
	}
	return scores, nil
}

// phraseSignals rank the answers to a phrase in quotes, which all hold it: where
// it occurs tells them apart.
func phraseSignals(u *understander, words []vietnamese.Token) []signal {
	var out []signal
	each := 1 / float32(2*len(words)-1)
	for _, lead := range leads {
		for i, w := range words {
			exact := w.Text != w.Fold
			out = append(out, signal{wordIn(lead.field, w, exact), lead.worth * each})
			if i > 0 {
				both := exact && words[i-1].Text != words[i-1].Fold
				out = append(out, signal{pairIn(lead.field, words[i-1], w, both), lead.worth * each})
			}
		}
	}
	return append(out, wholeSignal(words, false))
}
