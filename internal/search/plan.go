package search

import (
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"danvankheo/internal/vietnamese"
)

// A plan is a reading made ready to be weighed. Its asks are what the question is
// about; each has a share of the question, by the rarity of its words, and all
// shares together are one. Words that belong together (nước sạch) earn most of
// their share only side by side: that is what bonds are for. Words that only hold
// a question together (ở, của, làm thế nào) are never asked for; where they do
// stand beside their neighbours they help the order.
type plan struct {
	asks    []ask
	bonds   []bond
	strange []strangers
	terms   [][]int // asks that belong together, by their places
	extra   []signal
	years   []int
	words   int  // syllables asked for
	exact   bool // as typed: every word, and nothing less
}

// ask is one thing the question asks for.
type ask struct {
	ways  []way
	share float32 // of the question
	alone float32 // of share: what the words earn wherever they stand
	trail footprint
}

// way is how an ask may be answered: by one word, or several in this order.
type way struct {
	words []vietnamese.Token
	exact []bool // by word: with its marks
	price float32
}

// Prices of answering otherwise than as typed.
const (
	priceAsTyped    = 1.0
	priceCompletion = 0.9
	priceSynonym    = 0.8
	priceUnmarked   = 0.4 // a word typed bare, known bare beside its neighbour, with marks
	priceOtherPair  = 0.8 // two words typed bare that do occur so, with marks
	priceCorrected  = 0.8 // of a whole reading
)

// How the share of a word is divided.
const (
	bondPart     = 0.6  // for standing beside the neighbours it belongs to
	bondPartLong = 0.15 // the same for several words that are one ask already
	strangePart  = 0.6  // earned by strangers only close to each other
	maxCouples   = 24
	longAsk      = 0.8 // of the rarity of several words that are one ask, which grows with their number

	unknownRarity = 0.8 // of a word that no entry holds, beside the mean of the others
	relaxMinWords = 3   // syllables of a question of which some may be unknown
)

// plan weighs a reading. bare takes every word without its marks. It returns nil
// when the reading asks for nothing that the index holds.
func (u *understander) plan(r reading, bare bool) *plan {
	p := &plan{exact: u.exact}
	r = u.loosen(r, bare)
	words := flat(r.slots)
	exact := u.exactness(words, bare)
	places := make([]int, len(r.slots)) // of slots in asks, or -1
	at := 0
	for i, s := range r.slots {
		here := exact[at : at+len(s.words)]
		at += len(s.words)
		places[i] = -1
		switch {
		case s.year > 0:
			p.years = append(p.years, s.year)
		case !s.function:
			places[i] = len(p.asks)
			p.words += len(s.words)
			p.asks = append(p.asks, ask{ways: u.ways(s, here, bare)})
		}
	}
	if !u.shares(p, r) {
		return nil
	}
	u.bind(p, r, places, exact, bare)
	p.gather()
	u.helpers(p, r, places, exact)
	for i := range p.asks {
		p.asks[i].trail = u.footprint(p.asks[i].ways)
	}
	return p
}

// loosen takes apart what no entry says whole: somebody may say half of it. Names
// of places stay whole.
func (u *understander) loosen(r reading, bare bool) reading {
	out := r
	out.slots = nil
	for _, s := range r.slots {
		if len(s.words) == 1 || s.place || u.wayDocs(u.ways(s, u.exactness(s.words, bare), bare)) > 0 {
			out.slots = append(out.slots, s)
			continue
		}
		for k := range s.words {
			out.slots = append(out.slots, slot{words: s.words[k : k+1], broken: s.broken && k == 0})
		}
	}
	return out
}

// exactness tells for every word whether it must have the marks it was typed with.
// A word typed bare among others with marks must be bare where it is known to be
// so beside its neighbours.
func (u *understander) exactness(words []vietnamese.Token, bare bool) []bool {
	anyMarked := false
	for _, w := range words {
		anyMarked = anyMarked || w.Text != w.Fold
	}
	exact := make([]bool, len(words))
	for i, w := range words {
		switch {
		case w.Text != w.Fold:
			exact[i] = !bare || len(w.Fold) == 1 // without its mark, one letter says nothing
		case anyMarked && !bare:
			exact[i] = u.bareHere(words, i) || len(words) == 2 && w.Kind == vietnamese.Word && u.seen(wordIn("", w, true)) > 0
		}
	}
	return exact
}

// allKnown reports whether some entry holds each of the words, with its marks
// when it has any.
func (u *understander) allKnown(words []vietnamese.Token) bool {
	for _, w := range words {
		if !u.known(w) {
			return false
		}
	}
	return true
}

// bareHere reports whether the word at i, typed without marks, is known to
// occur without marks next to one of its neighbours as typed.
func (u *understander) bareHere(words []vietnamese.Token, i int) bool {
	w := words[i]
	if w.Kind != vietnamese.Word || u.seen(wordIn("", w, true)) == 0 {
		return false
	}
	return i > 0 && u.seen(pairIn("", words[i-1], w, true)) > 0 ||
		i+1 < len(words) && u.seen(pairIn("", w, words[i+1], true)) > 0
}

// ways lists how a slot may be answered, the dearest last.
func (u *understander) ways(s slot, exact []bool, bare bool) []way {
	out := []way{{s.words, exact, priceAsTyped}}
	if s.raw != "" {
		raw := vietnamese.Tokens(s.rawText())
		out = append(out, way{raw, make([]bool, len(raw)), priceAsTyped})
	}
	if w := s.words[0]; len(s.words) == 1 && exact[0] && w.Text == w.Fold && len(w.Fold) > 1 {
		out = append(out, way{s.words, []bool{false}, priceUnmarked})
	}
	for _, a := range s.alts {
		w := way{a.words, make([]bool, len(a.words)), priceSynonym}
		switch {
		case a.equal:
			w.price = priceAsTyped
		case !a.exact:
			w.price = priceCompletion
		}
		for i, t := range a.words {
			w.exact[i] = a.exact && !bare && t.Text != t.Fold
		}
		out = append(out, w)
	}
	return out
}

// shares divides the question among the asks by rarity. A word that no entry holds
// may be anything: it weighs somewhat less than the others do on average. It
// reports false when fewer than two thirds of the syllables are known.
func (u *understander) shares(p *plan, r reading) bool {
	sum, known, syllables, all := 0.0, 0, 0, 0
	rarity := make([]float64, len(p.asks))
	for i, a := range p.asks {
		all += len(a.ways[0].words)
		if n := u.wayDocs(a.ways); n > 0 {
			syllables += len(a.ways[0].words)
			rarity[i] = u.idf(n)
			if words := a.ways[0].words; len(words) > 1 {
				rarity[i] *= longAsk * math.Sqrt(math.Sqrt(float64(len(words))))
			}
			sum += rarity[i]
			known++
		}
	}
	if all >= relaxMinWords {
		helping := len(r.slots) - len(p.asks) - len(p.years) // words that only hold the question together are known
		all, syllables = all+helping, syllables+helping
	}
	if known == 0 || syllables < all && (all < relaxMinWords || syllables*3 < all*2) {
		return false
	}
	mean := unknownRarity * sum / float64(known)
	for i := range rarity {
		if rarity[i] == 0 {
			rarity[i] = mean
			sum += mean
		}
	}
	for i := range p.asks {
		p.asks[i].share = float32(rarity[i] / sum)
		p.asks[i].alone = p.asks[i].share
	}
	return true
}

// wayDocs returns how many entries answer the cheapest way that any answers, about.
func (u *understander) wayDocs(ways []way) int {
	for _, w := range ways {
		n := u.entries()
		for i, t := range w.words {
			if len(w.words) == 1 {
				n = u.seen(wordIn("", t, w.exact[i]))
			} else if i > 0 {
				n = min(n, u.seen(pairIn("", w.words[i-1], t, w.exact[i-1] && w.exact[i])))
			}
		}
		if n > 0 {
			return n
		}
	}
	return 0
}

// counted counts entries of those that the reader may see: how often others hold a
// word must not change a single place of the answer.
type counted struct {
	looks []*lookup
	docs  int
}

func newCounted(looks []*lookup, sc scopeCode) *counted {
	c := &counted{looks: looks}
	for _, l := range looks {
		l.counted = l.seg.live
		if !sc.all && sc.own == 0 {
			l.counted = roaring.And(l.seg.live, l.seg.col.visible)
		}
		c.docs += int(l.counted.GetCardinality())
	}
	return c
}

// entries is how many entries there are to be found.
func (u *understander) entries() int {
	if u.counted == nil {
		return u.lex.docs
	}
	return u.counted.docs
}

// seen returns how many of them hold a term.
func (u *understander) seen(t term) int {
	if u.counted == nil {
		return u.lex.termDocs(t)
	}
	n := 0
	for _, l := range u.counted.looks {
		if b, err := l.get(t); err == nil { // a damaged index is noticed when it is searched
			n += int(b.AndCardinality(l.counted))
		}
	}
	return n
}

func (u *understander) wordDocs(w vietnamese.Token, exact bool) int {
	if exact {
		return u.lex.exactDocs(w.Text)
	}
	return u.lex.foldDocs(w.Fold)
}

func (u *understander) coupleDocs(a, b vietnamese.Token, exact bool) int {
	if exact {
		return u.lex.exactPairDocs(a.Text, b.Text)
	}
	return u.lex.pairDocs(a.Fold, b.Fold)
}

func (u *understander) idf(n int) float64 {
	return math.Log1p(float64(u.entries()) / (float64(n) + 0.5))
}

// Weights of what helps the order without being asked for; shares of the question.
const (
	helpFunction = 0.3 // an everyday word in its place, of the share of its neighbour
	helpBare     = 0.06
	helpBarePair = 0.15
	helpYearText = 0.1
	helpWhole    = 2.5 // the question is the whole title
)

// helpers list what ranks only.
func (u *understander) helpers(p *plan, r reading, places []int, exact []bool) {
	words, slotOf := r.stream()
	for i, w := range words {
		k := places[slotOf[i]]
		if k >= 0 && !exact[i] && len(r.slots[slotOf[i]].words) == 1 && u.seen(wordIn("", w, true)) > 0 {
			share := p.asks[k].share * helpBare
			p.extra = append(p.extra, signal{wordIn("", w, true), share}, signal{wordIn(fieldTitle, w, true), share})
		}
		if r.slots[slotOf[i]].year > 0 {
			p.extra = append(p.extra, signal{wordIn("", w, false), helpYearText})
		}
		if i == 0 || w.Break || r.beforeYear(slotOf[i]) || r.beforeYear(slotOf[i-1]) {
			continue
		}
		before, here := words[i-1], w
		j := places[slotOf[i-1]]
		switch {
		case j >= 0 && k >= 0:
			if !(exact[i-1] && exact[i]) && u.seen(pairIn("", before, here, true)) > 0 {
				share := helpBarePair * min(p.asks[j].share, p.asks[k].share)
				p.extra = append(p.extra, signal{pairIn("", before, here, true), share},
					signal{pairIn(fieldTitle, before, here, true), 2 * share})
			}
		case j >= 0 || k >= 0:
			if u.seen(pairIn("", before, here, false)) > 0 {
				share := helpFunction * p.asks[max(j, k)].share
				marked := exact[i-1] && exact[i]
				p.extra = append(p.extra, signal{pairIn("", before, here, marked), share / 4},
					signal{pairIn(fieldTitle, before, here, marked), share}, signal{pairIn(fieldSummary, before, here, marked), share / 2})
			}
		}
	}
}

// beforeYear reports whether slot i is an everyday word that leads a year.
func (r reading) beforeYear(i int) bool {
	return r.slots[i].function && i+1 < len(r.slots) && r.slots[i+1].year > 0
}

// stream lists the words of a reading with the slot each belongs to.
func (r reading) stream() (words []vietnamese.Token, slotOf []int) {
	for i, s := range r.slots {
		for j, w := range s.words {
			w.Break = s.broken && j == 0
			words = append(words, w)
			slotOf = append(slotOf, i)
		}
	}
	return words, slotOf
}

// footprint is how an ask looks in a trail.
func (u *understander) footprint(ways []way) footprint {
	var out footprint
	for _, w := range ways {
		run := make([]marks, len(w.words))
		for i, t := range w.words {
			if w.exact[i] {
				run[i] = marks{trailMark(t.Text)}
				continue
			}
			for _, form := range u.lex.formsOf(t.Fold) {
				run[i] = append(run[i], trailMark(form))
			}
		}
		if run = slices.DeleteFunc(run, func(m marks) bool { return len(m) == 1 && m[0] == trailEnd }); len(run) > 0 {
			out = append(out, run)
		}
	}
	return out
}

// wholeSignal ranks entries whose whole title was typed: with its marks where
// all words must have theirs.
func wholeSignal(words []vietnamese.Token, exact bool) signal {
	text := formWhole + digest(whole(words, false))
	if exact {
		text = formExactWhole + digest(whole(words, true))
	}
	return signal{term{fieldTitle, text}, helpWhole}
}
