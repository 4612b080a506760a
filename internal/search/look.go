package search

import (
	"slices"

	"danvankheo/internal/vietnamese"
)

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
	titled := func(ask int, n uint32) bool {
		in := s.placed.lead[0][ask].all
		return in != nil && in.Contains(n)
	}
	for _, s := range k.p.strange {
		if k.meet(l, s, c) || titled(s.a, c.n) && titled(s.b, c.n) {
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
	return s.placed.met(k.p, c.n) >= k.p.needed(), nil
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
	close := len(k.p.asks) > 2 && beside(k.steps, s.a, s.b, strangeApart) // two words that are all of a question are one word
	return c.full && (close || l.publishes(k.p.asks[s.a], c.n) || l.publishes(k.p.asks[s.b], c.n))
}

// publishes reports whether an ask is in the name of who published an entry.
func (l *lookup) publishes(a ask, n uint32) bool {
	values := l.codes.all()
	for _, v := range l.seg.col.of(n) {
		if values[v].facet != facetPublisher {
			continue
		}
		for _, t := range vietnamese.Tokens(values[v].value) {
			if vietnamese.Syllable(t.Text) {
				continue // Báo Bắc Giang: its words are those of stories, too
			}
			if w := a.ways[0]; t.Text == w.words[0].Text || !w.exact[0] && t.Fold == w.words[0].Fold {
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
