package search

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"
)

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
