package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"danvankheo/internal/vietnamese"
)

// maxSuggestions bounds one answer; of them at most maxUnits and maxTopics are
// not titles.
const (
	maxSuggestions = 20
	maxUnits       = 3
	maxTopics      = 2
)

// unitList is the names of units ready to be matched.
type unitList struct {
	names  []UnitName
	words  [][]vietnamese.Token
	places map[string][][]vietnamese.Token // names without what kind of place it is, by their first word, folded
}

// SetUnits gives the names of units to suggest, old and new.
func (x *Index) SetUnits(names []UnitName) {
	l := &unitList{names: slices.Clone(names), words: make([][]vietnamese.Token, len(names)), places: map[string][][]vietnamese.Token{}}
	for i, n := range l.names {
		l.names[i].Name = vietnamese.NFC(n.Name)
		l.words[i] = vietnamese.Tokens(n.Name)
		l.place(l.words[i])
	}
	x.units.Store(l)
}

// place files a name under what it is without "xã", "thị trấn".
func (l *unitList) place(name []vietnamese.Token) {
	kind := 0
	for kind < len(name) && placeWords[name[kind].Text] {
		kind++
	}
	if kind == 0 || len(name) == kind || len(name)-kind > 4 {
		return
	}
	first := name[kind].Fold
	l.places[first] = append(l.places[first], name[kind:])
}

// at returns how many words at the start of toks are the name of a place; 0 none.
// Words typed with marks must have them.
func (l *unitList) at(toks []vietnamese.Token) int {
	if l == nil || len(toks) == 0 {
		return 0
	}
	longest := 0
	for _, name := range l.places[toks[0].Fold] {
		n := 0
		for n < len(name) && n < len(toks) && (n == 0 || !toks[n].Break) &&
			(toks[n].Text == name[n].Text || toks[n].Text == toks[n].Fold && toks[n].Fold == name[n].Fold) {
			n++
		}
		if n == len(name) && (n > 1 || toks[0].Text != toks[0].Fold) { // one word without marks may be any
			longest = max(longest, n)
		}
	}
	return longest
}

// Suggest completes what is being typed: units by any of their names, topics,
// and titles of published entries, at most n in all. Words typed with marks
// must have them; the last word may be unfinished. The answer is shared with other
// callers: do not change it.
func (x *Index) Suggest(ctx context.Context, q string, n int) (out []Suggestion, err error) {
	defer x.guard(&err)()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	n = clamp(n, 8, maxSuggestions)
	toks := vietnamese.Tokens(cutBytes(vietnamese.NFC(q), 200))
	if len(toks) == 0 || len(toks) > maxQueryWords {
		return nil, nil
	}
	units := x.suggestUnits(toks, n)
	few := min(maxUnits, len(units)) // leave room for titles, but no room empty
	v, err := x.acquire()
	if err != nil {
		return units[:few], err
	}
	defer v.release()
	key := fmt.Sprintf("%d %p %p %d %s", v.gen, x.abbr.Load(), x.units.Load(), n, q)
	if out, ok := x.suggested.get(key); ok {
		return out, nil
	}
	topics, err := x.suggestTopics(v, toks, min(maxTopics, n-few))
	if err != nil {
		return units[:few], err
	}
	titles, err := x.suggestTitles(v, toks, n-few-len(topics))
	if err != nil {
		return units[:few], err
	}
	units = units[:min(len(units), n-len(topics)-len(titles))]
	out = slices.Concat(units, topics, titles)
	x.suggested.put(key, out)
	return out, nil
}

// fits scores how well typed words begin words of a name, in order and side by
// side: 0 not at all, more when the name starts so, and when marks agree.
func fits(typed, name []vietnamese.Token) int {
	best := 0
	for at := 0; at+len(typed) <= len(name); at++ {
		score := 2
		if at == 0 {
			score = 4
		}
		if at == 1 || at == 2 {
			score = 3 // behind "xã", "thị trấn"
		}
		for i, t := range typed {
			w := name[at+i]
			last := i == len(typed)-1
			switch {
			case t.Text == w.Text:
				score++
			case t.Text != t.Fold && !last, !last && t.Fold != w.Fold, last && !strings.HasPrefix(w.Fold, t.Fold),
				last && t.Text != t.Fold && !strings.HasPrefix(w.Text, t.Text) && !growing(t.Text, w.Text):
				score = -1 << 10
			}
		}
		best = max(best, score)
	}
	return best
}

// growing reports whether a syllable with some marks may still become word: the
// tone is typed last, and so may be the marks of vowels.
func growing(typed, word string) bool {
	w := []rune(word)
	for i, r := range []rune(typed) {
		if i >= len(w) {
			return false
		}
		if r != w[i] && vietnamese.Marked(string(r)) && !strings.HasPrefix(vietnamese.Fold(string(w[i])), vietnamese.Fold(string(r))) {
			return false
		}
		if r != w[i] && vietnamese.Fold(string(r)) != vietnamese.Fold(string(w[i])) {
			return false
		}
	}
	return toneless(typed)
}

// toneless reports whether no letter of the word has a tone.
func toneless(w string) bool {
	return !strings.ContainsAny(w, "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
}

// suggestUnits names each unit once for one wording: the present ones before the former
// ones that became them, short names before long ones.
func (x *Index) suggestUnits(toks []vietnamese.Token, n int) []Suggestion {
	l := x.units.Load()
	if l == nil || n <= 0 {
		return nil
	}
	type scored struct {
		i, score int
	}
	var found []scored
	for i, words := range l.words {
		if s := fits(toks, words); s > 0 {
			found = append(found, scored{i, s})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(min(1, len(l.names[a.i].Note)), min(1, len(l.names[b.i].Note))),
			cmp.Compare(len(l.words[a.i]), len(l.words[b.i])))
	})
	var out []Suggestion
	seen := map[Suggestion]bool{}
	for _, f := range found {
		u := l.names[f.i]
		s := Suggestion{Kind: SuggestUnit, Text: u.Name, Code: u.Code}
		if u.Note != "" {
			s.Text += " (" + u.Note + ")"
		}
		if seen[s] {
			continue
		}
		seen[s] = true
		if out = append(out, s); len(out) == n {
			break
		}
	}
	return out
}

// topicList is the topics of the published entries of one view.
type topicList struct {
	once  sync.Once
	names []string
	words [][]vietnamese.Token
}

// topics counts the tags of published entries, once per view.
func (v *view) topics(c *codes) *topicList {
	t := &v.topicList
	t.once.Do(func() {
		counted := newCollector(&filter{}, Newest, 0)
		counted.counting(c.all())
		for _, s := range v.segs {
			counted.collect(s.col, s.live, nil, nil)
		}
		for _, tag := range counted.facets()[FacetTag] {
			t.names = append(t.names, tag.Value)
			t.words = append(t.words, vietnamese.Tokens(tag.Value))
		}
	})
	return t
}

func (x *Index) suggestTopics(v *view, toks []vietnamese.Token, n int) ([]Suggestion, error) {
	if n <= 0 {
		return nil, nil
	}
	l := v.topics(x.codes)
	var out []Suggestion
	for i, words := range l.words { // common ones first
		if fits(toks, words) > 0 {
			if out = append(out, Suggestion{Kind: SuggestTopic, Text: l.names[i]}); len(out) == n {
				break
			}
		}
	}
	return out, nil
}

// suggestTitles finds titles that hold the words, the last one as a beginning.
func (x *Index) suggestTitles(v *view, toks []vietnamese.Token, n int) ([]Suggestion, error) {
	if n <= 0 {
		return nil, nil
	}
	spell := newSpeller(v.lex)
	c := newCollector(&filter{}, Relevance, 2*n)
	segs := map[*columns]*segmentView{}
	for _, bare := range [...]bool{false, true} {
		p := x.titlePlan(v, toks, bare)
		if p == nil {
			continue
		}
		for _, s := range v.segs {
			if err := c.titles(newLookup(s, spell, x.codes), p); err != nil {
				return nil, err
			}
			segs[s.col] = s
		}
		if len(c.top) > 0 {
			break
		}
	}
	var out []Suggestion
	seen := map[string]bool{}
	for _, k := range c.best() {
		s, err := readStored(segs[k.col].snap, uint64(k.row))
		if err != nil {
			return nil, err
		}
		if key := vietnamese.Canonical(s.title); !seen[key] {
			seen[key] = true
			out = append(out, Suggestion{Kind: SuggestTitle, Text: s.title, ID: k.id})
		}
	}
	return out[:min(n, len(out))], nil
}

// titlePlan reads what is being typed, with what ranks the titles.
func (x *Index) titlePlan(v *view, toks []vietnamese.Token, bare bool) *plan {
	u := &understander{lex: v.lex, abbr: x.abbr.Load()}
	v.lex.mu.RLock()
	defer v.lex.mu.RUnlock()
	r := u.read(toks)
	if last, ok := u.completeAny(r); ok {
		r = last
	}
	for i := range r.slots {
		r.slots[i].function = false // every word typed is a word of the title
	}
	return u.plan(r, bare)
}

// titles collects the entries of a segment whose title holds every word.
func (c *collector) titles(l *lookup, p *plan) error {
	all := l.base
	for _, a := range p.asks {
		in, err := l.answer(a.ways, fieldTitle)
		if err != nil {
			return err
		}
		if all = roaring.And(all, in.all); all.IsEmpty() {
			return nil
		}
	}
	t := lendTally(l.seg.n)
	defer t.giveBack()
	if _, err := l.weigh(p, false, t); err != nil {
		return err
	}
	it := all.Iterator()
	for it.HasNext() {
		n := it.Next()
		t.lead[n], _, _, _ = t.score(&l.seg.col.rows[n], n, p.years)
	}
	c.collect(l.seg.col, all, t.lead, nil)
	return nil
}

// completeAny is complete for suggestions: the last word is always taken as
// perhaps unfinished.
func (u *understander) completeAny(r reading) (reading, bool) {
	if out, ok := u.complete(r); ok {
		return out, ok
	}
	n := len(r.slots)
	if n == 0 || len(r.slots[n-1].words) != 1 {
		return r, false
	}
	w, prev := r.slots[n-1].words[0], ""
	if n > 1 {
		prev = r.slots[n-2].words[len(r.slots[n-2].words)-1].Fold
	}
	out := r
	out.slots = slices.Clone(r.slots)
	last := &out.slots[n-1]
	for _, c := range u.lex.completions(prev, w.Fold, maxCompletions) {
		last.alts = append(slices.Clip(last.alts), alternative{words: []vietnamese.Token{{Text: c, Fold: c}}})
	}
	return out, true
}
