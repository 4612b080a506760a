package search

import (
	"cmp"
	"slices"

	"danvankheo/internal/vietnamese"
)

// decode reads Telex and VNI keys and missing spaces of words the index does
// not know. When one word was decoded, the others that could be are too where
// their neighbours ask for it. It reports false when nothing was to be read.
func (u *understander) decode(r reading) (reading, bool) {
	lattice := make([][]candidate, len(r.slots))
	any := false
	for i, s := range r.slots {
		lattice[i] = []candidate{{words: s.words}}
		if !u.plain(s) {
			continue
		}
		if u.lex.foldDocs(s.words[0].Fold) > 0 {
			continue
		}
		if c := u.decodings(s.words[0]); len(c) > 0 {
			lattice[i], any = c, true
		}
	}
	if !any {
		return r, false
	}
	for i, s := range r.slots {
		if u.plain(s) && u.lex.foldDocs(s.words[0].Fold) > 0 {
			lattice[i] = append(lattice[i], u.keyed(s.words[0])...)
		}
	}
	paths := u.best(lattice)
	return assemble(r, lattice, paths[0]), true
}

// plain reports whether the slot is one ordinary word as typed.
func (u *understander) plain(s slot) bool {
	return len(s.words) == 1 && s.raw == "" && !s.place && s.words[0].Kind == vietnamese.Word
}

// keyed reads Telex or VNI keys in a word, where that makes a word that some
// entry holds, marks included.
func (u *understander) keyed(w vietnamese.Token) []candidate {
	var out []candidate
	for _, decode := range [...]func(string) (string, bool){vietnamese.Telex, vietnamese.VNI} {
		d, ok := decode(w.Text)
		if !ok {
			continue
		}
		t := w
		t.Text, t.Fold = d, vietnamese.Fold(d)
		if u.lex.exactDocs(d) > 0 {
			out = append(out, candidate{words: []vietnamese.Token{t}, cost: costDecode, changed: true})
			continue
		}
		u.otherMarks(t, func(t vietnamese.Token, _ int, cost float64) { // a key was forgotten: duong72
			out = append(out, candidate{words: []vietnamese.Token{t}, cost: costDecode + cost, changed: true})
		})
	}
	return out
}

// decodings lists the readings of an unknown word without assuming an error.
func (u *understander) decodings(w vietnamese.Token) []candidate {
	out := u.keyed(w)
	return append(out, u.splits(w)...)
}

// splits divides a word written without spaces into known ones, the best
// supported division first.
func (u *understander) splits(w vietnamese.Token) []candidate {
	runes := []rune(w.Text)
	if len(runes) < 4 || len(runes) > 60 {
		return nil
	}
	type state struct {
		words []vietnamese.Token
		score float64
	}
	best := make([][]state, len(runes)+1)
	best[0] = []state{{}}
	for end := 1; end <= len(runes); end++ {
		for start := max(0, end-7); start < end; start++ {
			if len(best[start]) == 0 {
				continue
			}
			t, ok := u.part(string(runes[start:end]))
			if !ok {
				continue
			}
			for _, s := range best[start] {
				score := s.score
				if k := len(s.words); k > 0 {
					b := u.bond(s.words[k-1], t)
					if b < 0 {
						continue
					}
					score += b - costSplit
				}
				best[end] = append(best[end], state{append(slices.Clip(s.words), t), score})
			}
		}
		slices.SortStableFunc(best[end], func(a, b state) int { return cmp.Compare(b.score, a.score) })
		best[end] = best[end][:min(12, len(best[end]))]
	}
	var out []candidate
	for _, s := range best[len(runes)] {
		if n := len(s.words); n > 1 {
			out = append(out, candidate{words: s.words, cost: 1.5*float64(n-1) - 1, changed: true})
		}
	}
	return out
}

// part is one word of a division: a known one that looks like a syllable, or
// one typed with keys.
func (u *understander) part(s string) (vietnamese.Token, bool) {
	toks := vietnamese.Tokens(s)
	if len(toks) != 1 {
		return vietnamese.Token{}, false
	}
	t := toks[0]
	if u.lex.foldDocs(t.Fold) > 0 && (vietnamese.Syllable(t.Text) || len(t.Fold) >= 4 || t.Kind == vietnamese.Number) {
		return t, true
	}
	if c := u.keyed(t); len(c) > 0 {
		return c[0].words[0], true
	}
	return t, false
}
