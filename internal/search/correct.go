package search

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"danvankheo/internal/vietnamese"
)

// Costs of the ways in which a typed word may stand for another. They are
// weighed against how well the words follow each other in the index (bond).
const (
	costDecode = 0.5 // Telex or VNI keys
	costSplit  = 3.0 // a space left out, for each
	costSound  = 2.0 // spelled as it sounds in some regions: s/x, ch/tr, n/ng …
	costSlip   = 3.0 // one letter missing, extra, wrong, or two swapped
	costSwap   = 2.2 // two letters swapped
	costTone   = 1.5 // hỏi and ngã mixed up
	costMark   = 2.5 // another mark wrong or missing
	beamWidth  = 8
	candidates = 24 // kept for one word
)

// candidate is one way to read a typed word.
type candidate struct {
	words   []vietnamese.Token
	cost    float64
	changed bool
}

// bond is how much the index supports b right after a; it is negative when they
// never meet.
func (u *understander) bond(a, b vietnamese.Token) float64 {
	if n := u.meetings(a, b); n > 0 {
		return 2 + 0.3*math.Log1p(float64(n))
	}
	return -1
}

// meetings returns how many entries hold b right after a, about: with their marks
// those that have them.
func (u *understander) meetings(a, b vietnamese.Token) int {
	switch markedA, markedB := a.Text != a.Fold, b.Text != b.Fold; {
	case markedA == markedB:
		return u.coupleDocs(a, b, markedA)
	case u.lex.pairDocs(a.Fold, b.Fold) == 0:
		return 0
	case markedA:
		n := 0
		for _, form := range u.lex.formsOf(b.Fold) {
			n += u.lex.exactPairDocs(a.Text, form)
		}
		return n
	default:
		n := 0
		for _, form := range u.lex.formsOf(a.Fold) {
			n += u.lex.exactPairDocs(form, b.Text)
		}
		return n
	}
}

// known reports whether some entry holds a word, with its marks when it has any.
func (u *understander) known(w vietnamese.Token) bool { return u.wordDocs(w, w.Text != w.Fold) > 0 }

// path is one way to read the words so far.
type path struct {
	picks []int
	last  vietnamese.Token
	cost  float64
}

// best finds the cheapest paths through the lattice, cheapest first.
func (u *understander) best(lattice [][]candidate) []path {
	paths := []path{{}}
	for i, list := range lattice {
		var next []path
		for _, p := range paths {
			for k, c := range list {
				cost := p.cost + c.cost
				prev := p.last
				for j, w := range c.words {
					if (i > 0 || j > 0) && prev.Text != "" && !w.Break {
						cost -= u.bond(prev, w)
					}
					prev = w
				}
				next = append(next, path{append(slices.Clip(p.picks), k), prev, cost})
			}
		}
		slices.SortStableFunc(next, func(a, b path) int { return cmp.Compare(a.cost, b.cost) })
		paths = next[:min(beamWidth*4, len(next))]
	}
	return paths[:min(beamWidth, len(paths))]
}

// assemble makes a reading of one path.
func assemble(r reading, lattice [][]candidate, p path) reading {
	out := r
	out.slots = nil
	for i, s := range r.slots {
		c := lattice[i][p.picks[i]]
		if !c.changed {
			out.slots = append(out.slots, s)
			continue
		}
		for j, w := range c.words {
			n := slot{words: []vietnamese.Token{w}, function: functionWords[w.Text], broken: s.broken && j == 0}
			out.slots = append(out.slots, n)
		}
	}
	return out
}

// corrections reads slips of the finger: of words the index does not know, and
// of known words that never occur next to their neighbours. The best readings
// come first; each changed word has a neighbour that supports it.
func (u *understander) corrections(r reading) []reading {
	lattice := make([][]candidate, len(r.slots))
	suspects := 0
	for i, s := range r.slots {
		lattice[i] = []candidate{{words: s.words}}
		if !u.plain(s) || !u.suspect(r.slots, i) || suspects == 4 {
			continue
		}
		suspects++
		w := s.words[0]
		list := u.near(w, neighbour(r.slots, i-1), neighbour(r.slots, i+1), len(r.slots) < 3)
		list = append(list, u.keyed(w)...)
		if !u.known(w) {
			list = append(list, u.keyedAskew(w)...)
		}
		list = append(list, u.splits(w)...)
		if u.known(w) {
			list = append(list, lattice[i]...)
		} else if len(list) == 0 {
			list = lattice[i]
		}
		lattice[i] = list
	}
	if suspects == 0 {
		return nil
	}
	var out []reading
	for _, p := range u.best(lattice) {
		changed := false
		for i, k := range p.picks {
			changed = changed || lattice[i][k].changed
		}
		next := assemble(r, lattice, p)
		if changed && u.supported(next, r) {
			next.corrected = true
			next.shown = u.restoreMarks(next.slots, r.slots)
			out = append(out, next)
		}
	}
	return out
}

// suspect reports whether the word at i may be a slip: unknown, or known but
// never next to either neighbour.
func (u *understander) suspect(slots []slot, i int) bool {
	w := slots[i].words[0]
	if !u.known(w) {
		return true
	}
	if p := neighbour(slots, i-1); p != nil && u.meetings(*p, w) > 0 {
		return false
	}
	if n := neighbour(slots, i+1); n != nil && u.meetings(w, *n) > 0 {
		return false
	}
	return len(slots) > 1
}

// neighbour returns the word of slot i that faces its neighbour, or nil.
func neighbour(slots []slot, i int) *vietnamese.Token {
	if i < 0 || i >= len(slots) {
		return nil
	}
	return &slots[i].words[0]
}

// near lists known syllables that sound like w or are one slip away from it, with the neighbours that are
// known to occur beside them counted first.
func (u *understander) near(w vietnamese.Token, prev, next *vietnamese.Token, few bool) []candidate {
	type scored struct {
		candidate
		rank float64
	}
	var found []scored
	take := func(t vietnamese.Token, docs int, cost float64) {
		rank := 0.2*math.Log1p(float64(docs)) - cost
		if prev != nil {
			rank += u.bond(*prev, t)
		}
		if next != nil {
			rank += u.bond(t, *next)
		}
		found = append(found, scored{candidate{[]vietnamese.Token{t}, cost - 0.1*math.Log1p(float64(docs)), true}, rank})
	}
	if w.Text != w.Fold {
		u.otherMarks(w, take)
	}
	typed, sound := []rune(w.Fold), sounds(w.Fold)
	whole := w.Text != w.Fold && vietnamese.FullSyllable(w.Text) // it is a word, even if no entry holds it
	var letters []rune
	for i := range u.lex.words {
		x := &u.lex.words[i]
		if d := len(x.text) - len(w.Fold); d > 3 || d < -3 || x.text == w.Fold {
			continue
		}
		cost := costSound
		if x.sound != sound {
			cost, letters = costSlip, appendRunes(letters[:0], x.text)
			if !oneSlip(typed, letters) {
				continue
			}
			if swapped(typed, letters) {
				cost = costSwap
			} else if few && whole {
				continue
			}
		}
		t := w
		t.Text, t.Fold = x.text, x.text
		if w.Text == w.Fold {
			take(t, int(x.docs), cost)
			continue
		}
		for _, f := range x.forms {
			if form := u.lex.spellings[f]; keepsMarks(w.Text, form.text) {
				t.Text = form.text
				take(t, int(form.docs), cost)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), strings.Compare(a.words[0].Text, b.words[0].Text))
	})
	var out []candidate
	for _, f := range found[:min(candidates, len(found))] {
		out = append(out, f.candidate)
	}
	return out
}

// otherMarks takes the known words that differ from w in a mark.
func (u *understander) otherMarks(w vietnamese.Token, take func(t vietnamese.Token, docs int, cost float64)) {
	for _, form := range u.lex.formsOf(w.Fold) {
		cost := costMark
		switch vietnamese.MarkSlipOf(w.Text, form) {
		case vietnamese.NoMarkSlip:
			continue
		case vietnamese.ToneHeard:
			cost = costTone
		case vietnamese.MarkMissed:
		}
		t := w
		t.Text = form
		take(t, u.lex.exactDocs(form), cost)
	}
}

// keyedAskew reads keys with two neighbours swapped: dugnj is dungj, dụng.
func (u *understander) keyedAskew(w vietnamese.Token) (out []candidate) {
	letters := []rune(w.Text)
	for i := 1; i < len(letters) && len(letters) <= 9; i++ {
		if letters[i] == letters[i-1] {
			continue
		}
		letters[i-1], letters[i] = letters[i], letters[i-1]
		t := w
		t.Text = string(letters)
		for _, c := range u.keyed(t) {
			c.cost += costSwap
			out = append(out, c)
		}
		letters[i-1], letters[i] = letters[i], letters[i-1]
	}
	return out
}

// supported reports whether a correction may be believed: at most half the
// words and no more than two were changed, the words follow each other as known
// with few exceptions, each changed one occurs beside a neighbour it is
// known to occur beside, and a word that was known before beside both; at the
// ends of the query such a word must be long enough to be no other. A word
// alone has no neighbour: then only a word that cannot be Vietnamese, of some
// length, may be changed, and not into a rare one.
func (u *understander) supported(next, old reading) bool {
	words, asTyped := flat(next.slots), flat(old.slots)
	typed, folds := map[string]bool{}, map[string]string{}
	known := 0
	for _, t := range asTyped {
		typed[t.Text] = true
		folds[t.Fold] = t.Text
		if u.known(t) {
			known++
		}
	}
	if len(words) == 1 {
		t := asTyped[0]
		return len(t.Fold) >= 5 && !vietnamese.Syllable(t.Text) && u.lex.foldDocs(words[0].Fold) >= 2
	}
	changed, apart := 0, 0
	beside := func(i, j int) bool { // a neighbour that was changed itself supports nothing
		return j >= 0 && j < len(words) && typed[words[j].Text] && u.meetings(words[min(i, j)], words[max(i, j)]) > 0
	}
	for i, w := range words {
		if i > 0 && u.meetings(words[i-1], w) == 0 {
			apart++
		}
		if u.lex.foldDocs(w.Fold) == 0 {
			return false
		}
		if typed[w.Text] {
			continue
		}
		changed++
		before, after := beside(i, i-1), beside(i, i+1)
		if !before && !after {
			return false
		}
		was, marks := folds[w.Fold] // only its marks were changed
		if marks && len(words) < 3 && was != w.Fold && vietnamese.MarkSlipOf(was, w.Text) != vietnamese.ToneHeard && u.lex.exactDocs(was) > 0 {
			return false // a mark is a promise: what was typed may be what was meant
		}
		if before && after {
			continue
		}
		if len(words) == len(asTyped) && !marks && anotherWord(asTyped[i], w) {
			return false
		}
		if known < len(typed) {
			continue
		}
		switch {
		case len(words) == len(asTyped) && swapped([]rune(asTyped[i].Fold), []rune(w.Fold)):
		case marks && vietnamese.MarkSlipOf(was, w.Text) == vietnamese.ToneHeard:
		case marks:
		case len(words) < 3 || i > 0 && i+1 < len(words) || len(w.Fold) < 4:
			return false
		}
	}
	if len(words) > len(asTyped) {
		return true // spaces were put in; what they divide was known
	}
	return changed <= min(2, max(1, len(words)/2)) && apart <= max(1, len(words)/5)
}

// restoreMarks writes a corrected reading with the marks that the changed words
// most likely carry, so that the reader is shown Vietnamese. The search itself
// takes those words without marks.
func (u *understander) restoreMarks(slots, old []slot) string {
	typed := map[string]bool{}
	for _, t := range flat(old) {
		typed[t.Text] = true
	}
	var words []string
	prev := ""
	for _, w := range flat(slots) {
		if !typed[w.Text] && w.Text == w.Fold {
			w.Text = u.spelling(prev, w.Fold)
		}
		words = append(words, w.Text)
		prev = w.Text
	}
	return strings.Join(words, " ")
}

// spelling picks the canonical form of a folded syllable after prev.
func (u *understander) spelling(prev, folded string) string {
	best, most := folded, -1
	for _, form := range u.lex.formsOf(folded) {
		n := u.lex.exactDocs(form)
		if prev != "" {
			if pairs := u.lex.exactPairDocs(prev, form); pairs > 0 {
				n += 1_000_000 + 1_000*pairs
			}
		}
		if n > most {
			best, most = form, n
		}
	}
	return best
}
