package search

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"danvankheo/internal/vietnamese"
)

// lexicon holds the words of the index in memory: which syllables exist, with
// and without marks, and which folded ones stand next to each other. It answers
// "does this exist" without touching the index, and is the language model of
// corrections and completions. Words of entries taken out stay until the index
// is opened again; they can only make a search look in vain.
type lexicon struct {
	mu    sync.RWMutex
	docs  int
	exact map[string]uint32 // canonical syllable → entries
	ids   map[string]uint32 // folded syllable → place in words
	words []lexeme
	pairs map[uint64]uint32 // two places → entries
}

// lexeme is a folded syllable with its neighbours.
type lexeme struct {
	text       string
	docs       uint32
	next, prev []uint32
	forms      []string // canonical spellings
}

func newLexicon() *lexicon {
	return &lexicon{exact: map[string]uint32{}, ids: map[string]uint32{}, pairs: map[uint64]uint32{}}
}

func pairKey(a, b uint32) uint64 { return uint64(a)<<32 | uint64(b) }

// loadLexicon reads the dictionaries of a snapshot.
func loadLexicon(snap *scorch.IndexSnapshot) (*lexicon, error) {
	l := newLexicon()
	n, err := snap.DocCount()
	if err != nil {
		return nil, err
	}
	l.docs = int(n)
	for _, f := range [...]struct {
		field string
		add   func(term string, n uint32)
	}{{fieldFold, l.addFold}, {fieldExact, l.addExact}, {fieldPair, l.addPair}} {
		dict, err := snap.FieldDict(f.field)
		if err != nil {
			return nil, err
		}
		for {
			entry, err := dict.Next()
			if err != nil {
				return nil, err
			}
			if entry == nil {
				break
			}
			f.add(entry.Term, uint32(entry.Count))
		}
		if err := dict.Close(); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// learn adds the words of new entries.
func (l *lexicon) learn(batch []*analysed) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.docs += len(batch)
	for _, a := range batch {
		for t := range a.fields[fieldFold] {
			l.addFold(t, 1)
		}
		for t := range a.fields[fieldExact] {
			l.addExact(t, 1)
		}
		for t := range a.fields[fieldPair] {
			l.addPair(t, 1)
		}
	}
}

func (l *lexicon) addFold(t string, n uint32) {
	id, ok := l.ids[t]
	if !ok {
		t = strings.Clone(t)
		id = uint32(len(l.words))
		l.ids[t] = id
		l.words = append(l.words, lexeme{text: t})
	}
	l.words[id].docs += n
}

func (l *lexicon) addExact(t string, n uint32) {
	if _, ok := l.exact[t]; !ok {
		t = strings.Clone(t)
		if id, ok := l.ids[vietnamese.Fold(t)]; ok {
			l.words[id].forms = append(l.words[id].forms, t)
		}
	}
	l.exact[t] += n
}

func (l *lexicon) addPair(t string, n uint32) {
	first, second, _ := strings.Cut(t, "_")
	a, okA := l.ids[first]
	b, okB := l.ids[second]
	if !okA || !okB {
		return
	}
	key := pairKey(a, b)
	if _, ok := l.pairs[key]; !ok {
		l.words[a].next = append(l.words[a].next, b)
		l.words[b].prev = append(l.words[b].prev, a)
	}
	l.pairs[key] += n
}

// The methods below need l.mu held for reading: one query asks many times.

// fold returns how many entries hold the folded syllable.
func (l *lexicon) foldDocs(t string) int {
	if id, ok := l.ids[t]; ok {
		return int(l.words[id].docs)
	}
	return 0
}

func (l *lexicon) exactDocs(t string) int { return int(l.exact[t]) }

// pairDocs returns how many entries hold the two folded syllables side by side.
func (l *lexicon) pairDocs(a, b string) int {
	ia, ok := l.ids[a]
	if !ok {
		return 0
	}
	ib, ok := l.ids[b]
	if !ok {
		return 0
	}
	return int(l.pairs[pairKey(ia, ib)])
}

// completions lists words that start with prefix and follow prev somewhere (any
// word when prev is empty), the commonest first.
func (l *lexicon) completions(prev, prefix string, limit int) []string {
	type candidate struct {
		text string
		n    uint32
	}
	var found []candidate
	if prev != "" {
		id, ok := l.ids[prev]
		if !ok {
			return nil
		}
		for _, next := range l.words[id].next {
			if w := &l.words[next]; len(w.text) > len(prefix) && strings.HasPrefix(w.text, prefix) {
				found = append(found, candidate{w.text, l.pairs[pairKey(id, next)]})
			}
		}
	} else {
		for i := range l.words {
			if w := &l.words[i]; len(w.text) > len(prefix) && strings.HasPrefix(w.text, prefix) {
				found = append(found, candidate{w.text, w.docs})
			}
		}
	}
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.n, a.n), strings.Compare(a.text, b.text))
	})
	out := make([]string, 0, min(limit, len(found)))
	for _, c := range found[:min(limit, len(found))] {
		out = append(out, c.text)
	}
	return out
}
