package search

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"danvankheo/internal/vietnamese"
)

// What places of an entry are worth, in shares of the question. A question
// answered whole in a title is worth leadTitle and the text on top. Tuned on one
// half of the judged queries of the tests; the other half is reported.
const (
	leadTitle    = 1.0
	leadUnit     = 0.6
	leadSummary  = 0.4
	worthText    = 0.6  // wherever it stands, less in long texts
	worthCover   = 0.25 // share of the title that was asked for
	worthNear    = 0.3  // all of it side by side
	worthYear    = 0.7
	worthMissing = 0.6   // taken off, in proportion, for what was not found
	worthRecent  = 0.001 // from old to new
	worthProven  = 0.01  // confirmed
	titleApart   = 0.4   // of a bond whose words both stand in the title, though apart
)

// What a reader would accept as an answer.
const (
	wholeShare   = 0.9  // of the question: all of it
	nearlyWhole  = 0.8  // the same when bonds were found close together, not side by side
	partShare    = 0.40 // some of it, before the text is looked at
	partMet      = 0.45 // of the question: what belongs together is met, or is not
	partOfTerm   = 0.6  // of what belongs together: it is met
	partLead     = 0.2  // and the title, the unit or the summary say it
	partOfBest   = 0.5  // of the score of the best answer
	partBeside   = 0.8  // share needed beside answers that are whole and lead
	strongLead   = 0.7  // such an answer: looser ones are not even looked for
	bodyOnly     = 0.15 // below this lead, only the text answers
	nearBond     = 0.8  // of the share of a bond whose words stand close
	nearApart    = 2    // words between them, at most
	strangeApart = 0    // words between two that never stand side by side anywhere
	partWords    = 3    // syllables of a question that may be answered in part
	scatterWords = 6    // the words of a question that only a text answers stand within so many
	scatterEach  = 3    // and so many more for each ask
)

// Bounds of the second look, which reads the text.
const (
	maxChecks  = 256
	maxReorder = 64
)

// signal is a term that moves an entry up.
type signal struct {
	term
	weight float32
}

// fullMark is added to the share of entries that hold every ask.
const fullMark = 4

// tally holds what every entry of one segment earned. It is lent: zeros when it
// comes, zeros when it goes back.
type tally struct {
	share   []float32 // of the question, wherever it stands; fullMark on top for all of it
	lead    []float32 // what title, unit and summary add; at last the whole score
	cover   []uint8   // words of the title that were asked for
	entries uint64    // in the segment
	touched *roaring.Bitmap
	strays  bool // others than touched earned something, too
	buf     [256]uint32
}

var tallyPool = sync.Pool{New: func() any { return &tally{} }}

// lendTally returns a tally for a segment of n entries.
func lendTally(n uint32) *tally {
	t := tallyPool.Get().(*tally)
	if len(t.share) < int(n) {
		size := 1 << bits.Len(uint(n))
		t.share, t.lead, t.cover = make([]float32, size), make([]float32, size), make([]uint8, size)
	}
	t.entries = uint64(n)
	return t
}

// giveBack lends the tally to others.
func (t *tally) giveBack() {
	t.wipe()
	tallyPool.Put(t)
}

// wipe leaves zeros behind.
func (t *tally) wipe() {
	if t.strays || t.touched != nil && t.touched.GetCardinality() > t.entries/dense {
		clear(t.share[:t.entries])
		clear(t.lead[:t.entries])
		clear(t.cover[:t.entries])
	} else if t.touched != nil {
		it := t.touched.ManyIterator()
		for n := it.NextMany(t.buf[:]); n > 0; n = it.NextMany(t.buf[:]) {
			for _, v := range t.buf[:n] {
				t.share[v], t.lead[v], t.cover[v] = 0, 0, 0
			}
		}
	}
	t.strays, t.touched = false, nil
}

// Picking out the entries that are both candidates and in a bitmap costs more for
// each than giving its weight to all of them; it pays where the bitmap has this
// many times more entries. In a dense one, a candidate is looked up without reading
// the others.
const (
	farMore      = 16
	farMoreDense = 2
	dense        = 16 // one entry in so many
)

// narrow returns the entries of b to be given something: those that are touched,
// or all of them where that is cheaper.
func (t *tally) narrow(b *roaring.Bitmap) *roaring.Bitmap {
	n := b.GetCardinality()
	far := uint64(farMore)
	if n > t.entries/dense {
		far = farMoreDense
	}
	if n > far*t.touched.GetCardinality() {
		return roaring.And(t.touched, b)
	}
	if b != t.touched {
		t.strays = true
	}
	return b
}

// add gives a weight to the candidates that b holds.
func (t *tally) add(to []float32, b *roaring.Bitmap, weight float32) {
	if weight == 0 || b.IsEmpty() {
		return
	}
	it := t.narrow(b).ManyIterator()
	for n := it.NextMany(t.buf[:]); n > 0; n = it.NextMany(t.buf[:]) {
		for _, v := range t.buf[:n] {
			to[v] += weight
		}
	}
}

// covers counts words of titles.
func (t *tally) covers(b *roaring.Bitmap, words int) {
	if b.IsEmpty() {
		return
	}
	it := t.narrow(b).ManyIterator()
	for n := it.NextMany(t.buf[:]); n > 0; n = it.NextMany(t.buf[:]) {
		for _, v := range t.buf[:n] {
			t.cover[v] += uint8(words)
		}
	}
}

// fields in which an ask leads, and what that is worth.
var leads = [...]struct {
	field string
	worth float32
}{{fieldTitle, leadTitle}, {fieldUnit, leadUnit}, {fieldSummary, leadSummary}}

const leadOfUnit = 1 // of leads

// placed is where the asks of a plan are answered in one segment.
type placed struct {
	anywhere []answers
	lead     [len(leads)][]answers
	bonds    []*roaring.Bitmap // entries in which the asks of a bond stand side by side
	full     *roaring.Bitmap   // entries that hold every ask
}

// place finds where the asks are answered.
func (l *lookup) place(p *plan, partial bool) (pl placed, err error) {
	pl.full = l.base
	pl.anywhere = make([]answers, len(p.asks))
	for i := range p.asks {
		if pl.anywhere[i], err = l.answer(p.asks[i].ways, ""); err != nil {
			return pl, err
		}
		pl.full = roaring.And(pl.full, pl.anywhere[i].all)
		if pl.full.IsEmpty() && !partial {
			return pl, nil
		}
	}
	for f, lead := range leads {
		pl.lead[f] = make([]answers, len(p.asks))
		for i := range p.asks {
			if pl.anywhere[i].all.IsEmpty() {
				continue
			}
			if pl.lead[f][i], err = l.answer(p.asks[i].ways, lead.field); err != nil {
				return pl, err
			}
		}
	}
	return pl, nil
}

// leading are the entries whose title, unit or summary answers some ask that is
// not negligible.
func (l *lookup) leading(p *plan, pl *placed) *roaring.Bitmap {
	var list []*roaring.Bitmap
	for i := range p.asks {
		if p.asks[i].share < 0.5/float32(len(p.asks)) {
			continue
		}
		for f := range leads {
			if a := pl.lead[f][i].all; a != nil && !a.IsEmpty() {
				list = append(list, a)
			}
		}
	}
	return roaring.And(l.base, roaring.FastOr(list...))
}

// weigh fills a tally for the candidates of a segment.
func (l *lookup) weigh(p *plan, partial bool, t *tally) (placed, error) {
	t.wipe()
	pl, err := l.place(p, partial)
	if err != nil {
		return pl, err
	}
	t.touched = pl.full
	if partial {
		t.touched = roaring.Or(pl.full, l.leading(p, &pl))
	}
	if t.touched.IsEmpty() {
		return pl, nil
	}
	t.add(t.share, pl.full, fullMark)
	for i, a := range p.asks {
		l.weighAsk(t, &pl, i, a)
	}
	for i := range p.bonds {
		if err := l.weighBond(t, &pl, &p.bonds[i]); err != nil {
			return pl, err
		}
	}
	for _, s := range p.extra {
		b, err := l.get(s.term)
		if err != nil {
			return pl, err
		}
		t.add(t.lead, b, s.weight)
	}
	return pl, nil
}

func (l *lookup) weighAsk(t *tally, pl *placed, i int, a ask) {
	for k, b := range pl.anywhere[i].by {
		t.add(t.share, b, a.alone*pl.anywhere[i].price[k])
	}
	had := emptyBitmap
	for f, lead := range leads {
		in := pl.lead[f][i]
		for k, b := range in.by {
			t.add(t.lead, without(b, had), lead.worth*a.alone*in.price[k])
		}
		if f == 0 && in.all != nil {
			t.covers(in.all, len(a.ways[0].words))
			had = in.all
		}
	}
}

func (l *lookup) weighBond(t *tally, pl *placed, b *bond) error {
	anywhere, err := l.coupled(b.ways, "")
	if err != nil {
		return err
	}
	for k, m := range anywhere.by {
		t.add(t.share, m, b.share*anywhere.price[k])
	}
	pl.bonds = append(pl.bonds, anywhere.all)
	had := emptyBitmap
	for f, lead := range leads {
		in, err := l.coupled(b.ways, lead.field)
		if err != nil {
			return err
		}
		for k, m := range in.by {
			t.add(t.lead, without(m, had), lead.worth*b.share*in.price[k])
		}
		if f > 0 {
			continue
		}
		had = in.all
		x, y := pl.lead[f][b.a].all, pl.lead[f][b.b].all
		if x == nil || y == nil {
			continue
		}
		if both := without(roaring.And(x, y), in.all); !both.IsEmpty() {
			t.add(t.lead, both, titleApart*lead.worth*b.share)
			t.add(t.share, without(both, anywhere.all), titleApart*b.share)
			had = joined(had, both)
		}
	}
	return nil
}

func without(b, not *roaring.Bitmap) *roaring.Bitmap {
	if not == nil || not.IsEmpty() || b.IsEmpty() {
		return b
	}
	return roaring.AndNot(b, not)
}

func joined(a, b *roaring.Bitmap) *roaring.Bitmap {
	switch {
	case b == nil || b.IsEmpty():
		return a
	case a.IsEmpty():
		return b
	}
	return roaring.Or(a, b)
}

// lengthWorth is what a text is worth by its length: what a long one mentions
// says less about it.
var lengthWorth = func() (out [256]float32) {
	for i := range out {
		out[i] = float32(min(1, math.Pow(80/float64(max(1, i*lengthStep)), 0.25)))
	}
	return out
}()

// score is the whole score of an entry before its text is looked at.
func (t *tally) score(row *row, n uint32, years []int) (score, share, lead float32, full bool) {
	share, lead = t.share[n], t.lead[n]
	if full = share >= fullMark; full {
		share -= fullMark
	}
	score = worthText*share*lengthWorth[row.length] + lead
	if cover := t.cover[n]; cover > 0 && row.titleLen > 0 {
		score += worthCover * float32(cover) / float32(max(row.titleLen, cover))
	}
	score *= 1 - worthMissing*(1-min(1, share))
	year := int(row.year)
	for _, y := range years {
		if year == y {
			score += worthYear
		}
	}
	if year > 2010 {
		score += worthRecent * float32(min(year-2010, 20))
	}
	if row.flags&flagConfirmed != 0 {
		score += worthProven
	}
	return score, share, lead, full
}

// ranked are the answers of one segment to a reading.
type ranked struct {
	look   *lookup
	tally  *tally // lead holds the scores of all
	all    *roaring.Bitmap
	placed placed
	drop   []uint32 // entries that hold every ask, and are no answer all the same
	part   []uint32 // entries that answer and do not hold every ask
}

// ranking is the answer to one reading.
type ranking struct {
	reading reading
	plan    *plan
	bare    bool
	segs    []ranked
	best    float32 // the highest score
	wholes  int     // answers that hold the whole question
	parts   int     // those that do not
	strong  bool    // whole answers that lead
}

func (r *ranking) whole() bool { return r.wholes > 0 }

func (r *ranking) giveBack() {
	if r == nil {
		return
	}
	for _, s := range r.segs {
		s.tally.giveBack()
	}
}

// contender is an entry on its way to be accepted.
type contender struct {
	seg          int
	n            uint32
	score, share float32
	lead         float32
	full         bool // it holds every ask
}

// rank weighs a reading. Answers that hold all of the question are looked for
// first; when none of them leads, those that hold most of it, too. It returns nil
// when there is nothing that a reader would accept.
func (a *request) rank(r reading, bare bool) (*ranking, error) {
	p := a.u.plan(r, bare)
	if p == nil {
		return nil, nil
	}
	p.extra = append(p.extra, a.wholeTitles(r, bare)...)
	out := &ranking{reading: r, plan: p, bare: bare}
	for _, l := range a.looks {
		out.segs = append(out.segs, ranked{look: l, tally: lendTally(l.seg.n)})
	}
	for _, partial := range [...]bool{false, true} {
		c, err := a.contenders(out, partial)
		if err != nil {
			return nil, err
		}
		if err := out.second(c); err != nil {
			return nil, err
		}
		if out.strong || p.exact || bare || len(p.asks) == 1 {
			break
		}
	}
	if out.wholes+out.parts == 0 {
		out.giveBack()
		return nil, nil
	}
	for i := range out.segs {
		s := &out.segs[i]
		s.all = roaring.AndNot(s.placed.full, roaring.BitmapOf(s.drop...))
		slices.Sort(s.part)
		s.all.AddMany(s.part)
	}
	return out, nil
}

// wholeTitles rank entries whose whole title was typed.
func (a *request) wholeTitles(r reading, bare bool) []signal {
	marked := func(i int, exact []bool) bool { return exact[i] }
	all := func(exact []bool) bool {
		for i := range exact {
			if !marked(i, exact) {
				return false
			}
		}
		return true
	}
	out := []signal{wholeSignal(a.p.words, all(a.u.exactness(a.p.words, bare)))}
	if r.decoded || r.corrected {
		words := flat(r.slots)
		out = append(out, wholeSignal(words, all(a.u.exactness(words, bare))))
	}
	return out
}

// contenders are entries whose text must be looked at.
type contenders struct {
	checks []contender // no answers unless their text agrees: the most promising
	doubts []contender // answers unless their text speaks against it; nil when there are too many to look at
	many   bool        // doubts
}

// check keeps the most promising.
func (c *contenders) check(x contender) {
	if c.checks = append(c.checks, x); len(c.checks) >= 4*maxChecks {
		c.cut()
	}
}

func (c *contenders) cut() {
	if len(c.checks) > maxChecks {
		slices.SortFunc(c.checks, func(x, y contender) int {
			return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.seg, y.seg), cmp.Compare(x.n, y.n))
		})
		c.checks = c.checks[:maxChecks]
	}
}

func (c *contenders) doubt(x contender) {
	if c.many = c.many || len(c.doubts) == maxChecks; c.many {
		c.doubts = nil
		return
	}
	c.doubts = append(c.doubts, x)
}

// contenders judges the entries in scope as far as that can be done without their
// texts, and returns those that it cannot judge.
func (a *request) contenders(r *ranking, partial bool) (*contenders, error) {
	c := &contenders{}
	r.strong, r.wholes, r.parts, r.best = false, 0, 0, 0
	for i := range r.segs {
		s := &r.segs[i]
		s.drop, s.part = s.drop[:0], s.part[:0]
		var err error
		if s.placed, err = s.look.weigh(r.plan, partial, s.tally); err != nil {
			return nil, err
		}
		col := s.look.seg.col
		it := s.tally.touched.ManyIterator()
		var buf [256]uint32
		for n := it.NextMany(buf[:]); n > 0; n = it.NextMany(buf[:]) {
			for _, v := range buf[:n] {
				if share := s.tally.share[v]; share < fullMark && (share < partShare || s.tally.lead[v] < partLead) {
					continue // its row is not even looked at
				}
				if row := &col.rows[v]; a.scope.sees(row) {
					r.consider(c, i, v, row)
				}
			}
		}
	}
	c.cut()
	return c, nil
}

// consider judges an entry before its text is looked at.
func (r *ranking) consider(c *contenders, seg int, n uint32, row *row) {
	s := &r.segs[seg]
	x := contender{seg: seg, n: n}
	x.score, x.share, x.lead, x.full = s.tally.score(row, n, r.plan.years)
	switch {
	case x.full && (r.plan.exact || x.share >= wholeShare):
		r.take(&x)
		if int(row.length)*lengthStep > r.plan.window() && x.lead < bodyOnly && len(r.plan.asks) > 1 && !r.plan.exact {
			c.doubt(x)
		}
	case x.full:
		s.drop = append(s.drop, n)
		c.check(x)
	case !r.plan.exact && r.plan.words >= partWords:
		c.check(x)
	}
}

// window is within how many words the words of a question must stand in a text
// that alone answers it.
func (p *plan) window() int { return scatterWords + scatterEach*len(p.asks) }

// take files an answer.
func (r *ranking) take(c *contender) {
	r.best = max(r.best, c.score)
	if c.full && (r.plan.exact || c.share >= nearlyWhole) {
		r.wholes++
		r.strong = r.strong || c.lead >= strongLead
	} else {
		r.parts++
	}
	r.segs[c.seg].tally.lead[c.n] = c.score
}

// second looks at the texts of those that could not be judged without, and cuts off
// what is weak beside the best.
func (r *ranking) second(c *contenders) error {
	if len(c.checks)+len(c.doubts) == 0 {
		return nil
	}
	look := newLooker(r.plan)
	for i := range c.doubts {
		x := &c.doubts[i]
		s := &r.segs[x.seg]
		if err := look.read(s.look.seg, x.n); err != nil {
			return err
		}
		if words, held, _ := closest(look.steps, len(r.plan.asks)); held > 1 && words > scatterWords+scatterEach*held {
			s.drop = append(s.drop, x.n)
			r.wholes--
		}
	}
	parts := c.checks[:0]
	for i := range c.checks {
		x := &c.checks[i]
		s := &r.segs[x.seg]
		ok, err := look.judge(s, x)
		switch {
		case err != nil:
			return err
		case !ok:
		case x.full && x.share >= nearlyWhole:
			s.part = append(s.part, x.n)
			r.take(x)
		default:
			parts = append(parts, *x)
		}
	}
	best := r.best
	for i := range parts {
		best = max(best, parts[i].score)
	}
	for i := range parts {
		if x := &parts[i]; x.score >= partOfBest*best && (!r.strong || x.share >= partBeside) {
			r.segs[x.seg].part = append(r.segs[x.seg].part, x.n)
			r.take(x)
		}
	}
	return nil
}

// looker reads texts for one plan.
type looker struct {
	p     *plan
	reads reader
	trail trail
	steps []step
}

func newLooker(p *plan) *looker {
	k := &looker{p: p}
	for _, a := range p.asks {
		k.reads.add(a.trail)
	}
	return k
}

// read finds the asks in the text of an entry.
func (k *looker) read(seg *segmentView, n uint32) (err error) {
	k.trail, err = readTrail(seg.snap, uint64(n), k.trail)
	k.steps = k.reads.walk(k.trail, k.steps)
	return err
}

// judge corrects the score of an entry by how its words stand in its text, and
// reports whether it still answers.
func (k *looker) judge(s *ranked, c *contender) (bool, error) {
	l := s.look
	if err := k.read(l.seg, c.n); err != nil {
		return false, err
	}
	worth := worthText * lengthWorth[l.seg.col.rows[c.n].length]
	for i, b := range k.p.bonds {
		if beside(k.steps, b.a, b.b, nearApart) && !s.placed.bonds[i].Contains(c.n) {
			c.share += nearBond * b.share
			c.score += nearBond * b.share * worth
		}
	}
	for _, s := range k.p.strange {
		if k.meet(l, s, c) {
			c.share += s.share
			c.lead /= 1 - s.share
			c.score = c.score/(1-s.share) + s.share*worth
		}
	}
	if c.full && c.share >= nearlyWhole {
		return true, nil
	}
	if k.p.words < partWords || c.lead < partLead {
		return false, nil
	}
	return s.placed.met(k.p, c.n) >= partMet, nil
}

// met returns what share of a question an entry answers, counting what belongs
// together only where most of it is there: half of "cà phê Tây Nguyên" is no answer.
func (pl *placed) met(p *plan, n uint32) (sum float32) {
	for _, term := range p.terms {
		held, all := float32(0), float32(0)
		for _, i := range term {
			all += p.asks[i].share
			if pl.anywhere[i].all.Contains(n) {
				held += p.asks[i].share
			}
		}
		if held >= partOfTerm*all {
			sum += all
		}
	}
	return sum
}

// meet reports whether two strangers belong together in an entry that holds both:
// they stand close in its text, or one is outside of it in the name of who published it.
func (k *looker) meet(l *lookup, s strangers, c *contender) bool {
	return c.full && (beside(k.steps, s.a, s.b, strangeApart) || l.publishes(k.p.asks[s.a], c.n) || l.publishes(k.p.asks[s.b], c.n))
}

// publishes reports whether an ask is in the name of who published an entry.
func (l *lookup) publishes(a ask, n uint32) bool {
	values := l.codes.all()
	for _, v := range l.seg.col.of(n) {
		if values[v].facet != facetPublisher {
			continue
		}
		for _, t := range vietnamese.Tokens(values[v].value) {
			if t.Fold == a.ways[0].words[0].Fold {
				return true
			}
		}
	}
	return false
}

// reorder looks at the texts of the best answers, so that among equals those
// whose words stand together come first.
func (a *request) reorder(r *ranking, c *collector) error {
	if r == nil || len(r.plan.asks) < 2 {
		return nil
	}
	look := newLooker(r.plan)
	segs := map[*columns]*ranked{}
	for i := range r.segs {
		segs[r.segs[i].look.seg.col] = &r.segs[i]
	}
	best := c.best()
	for i := range best[:min(maxReorder, len(best))] {
		k := &best[i]
		near, err := look.near(segs[k.col], k.row)
		if err != nil {
			return err
		}
		k.score += worthNear * near
	}
	return nil
}

// near tells how close the words of the question stand in the text of an entry: 1
// side by side in their order. Words in the name of its unit need not be there.
func (k *looker) near(s *ranked, n uint32) (float32, error) {
	if err := k.read(s.look.seg, n); err != nil {
		return 0, err
	}
	named := 0
	for i, in := range s.placed.lead[leadOfUnit] {
		if len(k.p.asks[i].trail) == 0 {
			named++ // trails leave it out
		} else if in.all != nil && in.all.Contains(n) {
			named++
			k.steps = slices.DeleteFunc(k.steps, func(s step) bool { return s.ask == i })
		}
	}
	asks := len(k.p.asks)
	words, held, ordered := closest(k.steps, asks)
	if held+named < 2 {
		return 0, nil
	}
	near, order := float32(1), float32(1)
	if held > 1 {
		near = float32(held) / float32(max(words, held))
		order = float32(ordered) / float32(held-1)
	}
	return near * (0.5 + 0.5*order) * float32(held+named) / float32(asks), nil
}
