package search

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// What places of an entry are worth, in shares of the question. A question
// answered whole in a title is worth leadTitle and the text on top. Tuned on one
// half of the judged queries of the tests, with an eye on the totals of the other.
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
	partShare    = 0.35 // some of it, before the text is looked at
	partOfTerm   = 0.6  // of what belongs together: it is met
	partLead     = 0.15 // and the title, the unit or the summary say it
	partOfBest   = 0.5  // of the score of the best answer
	partBeside   = 0.6  // share needed beside answers that are whole and lead
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
	all := func(exact []bool) bool { return !slices.Contains(exact, false) }
	out := []signal{wholeSignal(a.p.words, all(a.u.exactness(a.p.words, bare)))}
	if r.decoded || r.corrected {
		words := flat(r.slots)
		out = append(out, wholeSignal(words, all(a.u.exactness(words, bare))))
	}
	return out
}

// needed is what share of a question must be met, by its syllables: half of a short
// question is another question.
func (p *plan) needed() float32 {
	switch {
	case p.words <= 3:
		return 0.6
	case p.words <= 5:
		return 0.5
	}
	return 0.4
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
