package search

import (
	"danvankheo/internal/vietnamese"
)

// bond is two asks that belong side by side.
type bond struct {
	a, b  int // places in asks
	ways  []couple
	share float32
}

// couple is one wording of a bond.
type couple struct {
	a, b  vietnamese.Token
	exact bool
	price float32
}

// strangers are two single words side by side of which the index knows each but
// never both together: most likely one word that it does not know. They earn their
// share where they stand close, or where one names who published the entry.
type strangers struct {
	a, b  int
	share float32
}

// bind finds which neighbours belong together, and gives bonds the share that
// their words earn side by side.
func (u *understander) bind(p *plan, r reading, places []int, exact []bool, bare bool) {
	bound := make([]int, len(p.asks)) // bonds of an ask
	apart := [][2]int{}
	for i := 1; i < len(r.slots); i++ {
		a, b := places[i-1], places[i]
		if a < 0 || b < 0 || r.slots[i].broken {
			continue
		}
		if list := u.couples(p.asks[a].ways, p.asks[b].ways); len(list) > 0 {
			p.bonds = append(p.bonds, bond{a: a, b: b, ways: list})
			bound[a]++
			bound[b]++
		} else if u.plain(r.slots[i-1]) && u.plain(r.slots[i]) {
			apart = append(apart, [2]int{a, b})
		}
	}
	for _, pair := range apart {
		a, b := &p.asks[pair[0]], &p.asks[pair[1]]
		if bound[pair[0]] == 0 && bound[pair[1]] == 0 || len(p.asks) == 2 {
			share := strangePart * (a.alone + b.alone)
			a.alone, b.alone = (1-strangePart)*a.alone, (1-strangePart)*b.alone
			p.strange = append(p.strange, strangers{pair[0], pair[1], share})
		}
	}
	for i := range p.bonds {
		b := &p.bonds[i]
		for _, k := range [...]int{b.a, b.b} {
			part := bondPart * p.asks[k].share
			if len(p.asks[k].ways[0].words) > 1 {
				part = bondPartLong * p.asks[k].share
			}
			b.share += part / float32(bound[k])
			p.asks[k].alone -= part / float32(bound[k])
		}
	}
}

// gather puts together the asks that bonds join. They come in order.
func (p *plan) gather() {
	joined := make([]bool, len(p.asks)) // to the one before
	for _, b := range p.bonds {
		joined[b.b] = true
	}
	for _, s := range p.strange {
		joined[s.b] = true
	}
	for i := range p.asks {
		if i == 0 || !joined[i] {
			p.terms = append(p.terms, nil)
		}
		last := len(p.terms) - 1
		p.terms[last] = append(p.terms[last], i)
	}
}

// couples lists the wordings in which one ask follows another in some entry.
func (u *understander) couples(first, second []way) []couple {
	var out []couple
	add := func(a, b vietnamese.Token, exact bool, price float32) {
		if len(out) < maxCouples && u.seen(pairIn("", a, b, exact)) > 0 {
			out = append(out, couple{a, b, exact, price})
		}
	}
	for _, f := range first {
		for _, s := range second {
			a, b := f.words[len(f.words)-1], s.words[0]
			exactA, exactB := f.exact[len(f.exact)-1], s.exact[0]
			price := f.price * s.price
			switch {
			case exactA && !exactB && u.lex.pairDocs(a.Fold, b.Fold) > 0:
				for _, form := range u.lex.formsOf(b.Fold) {
					add(a, vietnamese.Token{Text: form, Fold: b.Fold}, true, price)
				}
			case exactB && !exactA && u.lex.pairDocs(a.Fold, b.Fold) > 0:
				for _, form := range u.lex.formsOf(a.Fold) {
					add(vietnamese.Token{Text: form, Fold: a.Fold}, b, true, price)
				}
			default:
				if !exactA && a.Text == a.Fold && b.Text == b.Fold && u.seen(pairIn("", a, b, true)) > 0 {
					add(a, b, true, price)
					price *= priceOtherPair
				}
				add(a, b, exactA, price)
			}
		}
	}
	return out
}
