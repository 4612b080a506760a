package search

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"danvankheo/internal/vietnamese"
)

// lexicon holds the words of the index in memory: which syllables exist, in
// every spelling, and which ones occur next to each other. It answers "does this
// exist" without touching the index, is the language model of corrections and
// completions, and knows the spellings a word without marks stands for: the
// index holds canonical words only. Words of entries taken out stay until the
// index is opened again; they can only make a search look in vain.
type lexicon struct {
	mu        sync.RWMutex
	docs      int
	spelt     map[string]uint32 // canonical syllable → place in spellings
	spellings []spelling
	ids       map[string]uint32 // folded syllable → place in words
	words     []lexeme
	pairs     map[uint64]uint32 // two places in words → entries
	marked    map[uint64]uint32 // two places in spellings → entries
}

// spelling is a canonical syllable.
type spelling struct {
	text string
	word uint32 // the folded syllable it is a spelling of
	docs uint32
}

// lexeme is a folded syllable with its neighbours.
type lexeme struct {
	text       string
	sound      string // text by its rough sound
	docs       uint32 // an entry counts for each spelling it holds
	next, prev []uint32
	forms      []uint32 // its spellings
}

func newLexicon() *lexicon {
	return &lexicon{spelt: map[string]uint32{}, ids: map[string]uint32{}, pairs: map[uint64]uint32{}, marked: map[uint64]uint32{}}
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
	}{{fieldExact, l.addWord}, {fieldExactPair, l.addPair}} {
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
		for t := range a.fields[fieldExact] {
			l.addWord(t, 1)
		}
		for t := range a.fields[fieldExactPair] {
			l.addPair(t, 1)
		}
	}
}

func (l *lexicon) addWord(t string, n uint32) {
	id, ok := l.spelt[t]
	if !ok {
		t = strings.Clone(t)
		id = uint32(len(l.spellings))
		l.spelt[t] = id
		word := l.fold(vietnamese.Fold(t))
		l.spellings = append(l.spellings, spelling{text: t, word: word})
		l.words[word].forms = append(l.words[word].forms, id)
	}
	l.spellings[id].docs += n
	l.words[l.spellings[id].word].docs += n
}

// fold returns the place of a folded syllable, a new one if need be.
func (l *lexicon) fold(t string) uint32 {
	id, ok := l.ids[t]
	if !ok {
		id = uint32(len(l.words))
		l.ids[t] = id
		l.words = append(l.words, lexeme{text: t, sound: sounds(t)})
	}
	return id
}

func (l *lexicon) addPair(t string, n uint32) {
	first, second, _ := strings.Cut(t, "_")
	a, okA := l.spelt[first]
	b, okB := l.spelt[second]
	if !okA || !okB {
		return
	}
	l.marked[pairKey(a, b)] += n
	a, b = l.spellings[a].word, l.spellings[b].word
	key := pairKey(a, b)
	if _, ok := l.pairs[key]; !ok {
		l.words[a].next = append(l.words[a].next, b)
		l.words[b].prev = append(l.words[b].prev, a)
	}
	l.pairs[key] += n
}

// The methods below need l.mu held for reading: one query asks many times.

// foldDocs returns how many entries hold the folded syllable, about.
func (l *lexicon) foldDocs(t string) int {
	if id, ok := l.ids[t]; ok {
		return min(int(l.words[id].docs), l.docs)
	}
	return 0
}

// exactDocs returns how many entries hold the canonical syllable.
func (l *lexicon) exactDocs(t string) int {
	if id, ok := l.spelt[t]; ok {
		return int(l.spellings[id].docs)
	}
	return 0
}

// exactPairDocs returns how many entries hold the two canonical syllables side
// by side.
func (l *lexicon) exactPairDocs(a, b string) int {
	ia, ok := l.spelt[a]
	if !ok {
		return 0
	}
	ib, ok := l.spelt[b]
	if !ok {
		return 0
	}
	return int(l.marked[pairKey(ia, ib)])
}

// formsOf lists the spellings of a folded syllable.
func (l *lexicon) formsOf(t string) []string {
	id, ok := l.ids[t]
	if !ok {
		return nil
	}
	out := make([]string, 0, len(l.words[id].forms))
	for _, f := range l.words[id].forms {
		out = append(out, l.spellings[f].text)
	}
	return out
}

// pairFormsOf lists the spellings, as terms, in which two folded syllables occur
// side by side.
func (l *lexicon) pairFormsOf(a, b string) []string {
	ia, ok := l.ids[a]
	if !ok {
		return nil
	}
	ib, ok := l.ids[b]
	if !ok || l.pairs[pairKey(ia, ib)] == 0 {
		return nil
	}
	var out []string
	for _, fa := range l.words[ia].forms {
		for _, fb := range l.words[ib].forms {
			if l.marked[pairKey(fa, fb)] > 0 {
				out = append(out, l.spellings[fa].text+"_"+l.spellings[fb].text)
			}
		}
	}
	return out
}

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

// termDocs returns how many entries hold a term, about.
func (l *lexicon) termDocs(t term) int {
	a, b, _ := strings.Cut(t.text, "_")
	switch t.field {
	case fieldFold:
		return l.foldDocs(a)
	case fieldExact:
		return l.exactDocs(a)
	case fieldPair:
		return l.pairDocs(a, b)
	case fieldExactPair:
		return l.exactPairDocs(a, b)
	}
	return l.docs
}
