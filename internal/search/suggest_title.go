package search

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"

	"danvankheo/internal/vietnamese"
)

// Bounds of the work for one answer, however many entries there are.
const (
	startsKept = 48 // most recent titles kept for each word that begins titles
	titlesRead = 40 // titles read to be ranked by how they fit
)

// start is a word that begins titles of published entries of a segment.
type start struct {
	named
	rows []uint32 // the most recent ones, latest first
}

// starts are the beginnings of the titles of a segment, by their folded words.
type starts struct {
	list []start
	at   map[string]int // until they are sorted
}

// longestStart is the bytes of a title in which its first word is looked for.
const longestStart = 48

// add takes in the title of a published entry.
func (s *starts) add(row uint32, title string) {
	if s.at == nil {
		s.at = map[string]int{}
	}
	head := title
	if len(head) > longestStart {
		head = head[:longestStart]
		for !utf8.ValidString(head) && len(head) > longestStart-utf8.UTFMax {
			head = head[:len(head)-1]
		}
	}
	for len(head) > 0 { // one word at a time: most titles begin with one
		word, rest, _ := strings.Cut(head, " ")
		if toks := vietnamese.Tokens(word); len(toks) > 0 {
			i, ok := s.at[toks[0].Text]
			if !ok {
				i = len(s.list)
				s.at[strings.Clone(toks[0].Text)] = i
				t := vietnamese.Token{Text: strings.Clone(toks[0].Text), Fold: strings.Clone(toks[0].Fold)}
				s.list = append(s.list, start{named: named{t, vietnamese.NewTyping(t.Text)}})
			}
			s.list[i].rows = append(s.list[i].rows, row)
			return
		}
		head = rest
	}
}

// settle sorts the words, and keeps the most recent titles of each.
func (s *starts) settle(col *columns) {
	s.at = nil
	slices.SortFunc(s.list, func(a, b start) int { return cmp.Or(strings.Compare(a.Fold, b.Fold), strings.Compare(a.Text, b.Text)) })
	for i := range s.list {
		rows := s.list[i].rows
		slices.SortFunc(rows, func(a, b uint32) int { return cmp.Compare(col.published[b], col.published[a]) })
		s.list[i].rows = slices.Clone(rows[:min(startsKept, len(rows))])
	}
}

// beginning calls take for each word that begins titles and may be the typed one.
func (s *starts) beginning(t typedWord, take func(*start)) {
	i := sort.Search(len(s.list), func(i int) bool { return s.list[i].Fold >= t.Fold })
	for ; i < len(s.list) && strings.HasPrefix(s.list[i].Fold, t.Fold); i++ {
		if t.is(s.list[i].named) {
			take(&s.list[i])
		}
	}
}

// foundTitle is a title that may be offered.
type foundTitle struct {
	seg       *segmentView
	row       uint32
	published int64
	score     int
	stored    stored
}

// recent keeps the most recent of many titles.
type recent struct {
	list  []foundTitle // a heap, the oldest on top
	limit int
}

// full gives the date up to which entries need not be looked at, when there is one.
func (r *recent) full() (int64, bool) {
	if len(r.list) < r.limit {
		return 0, false
	}
	return r.list[0].published, true
}

// push keeps a title unless more recent ones fill the list.
func (r *recent) push(f foundTitle) {
	if len(r.list) < r.limit {
		r.list = append(r.list, f)
		for i := len(r.list) - 1; i > 0 && r.list[i].published < r.list[(i-1)/2].published; i = (i - 1) / 2 {
			r.list[i], r.list[(i-1)/2] = r.list[(i-1)/2], r.list[i]
		}
		return
	}
	if f.published <= r.list[0].published {
		return
	}
	r.list[0] = f
	for i := 0; ; {
		least := i
		for _, child := range [...]int{2*i + 1, 2*i + 2} {
			if child < len(r.list) && r.list[child].published < r.list[least].published {
				least = child
			}
		}
		if least == i {
			return
		}
		r.list[i], r.list[least] = r.list[least], r.list[i]
		i = least
	}
}

// among adds the published entries of a set.
func (r *recent) among(s *segmentView, set *roaring.Bitmap) {
	var buf [256]uint32
	it := set.ManyIterator()
	oldest, full := r.full()
	for n := it.NextMany(buf[:]); n > 0; n = it.NextMany(buf[:]) {
		for _, row := range buf[:n] {
			when := s.col.published[row]
			if full && when <= oldest || s.col.rows[row].flags&flagVisible == 0 {
				continue
			}
			r.push(foundTitle{seg: s, row: row, published: when})
			oldest, full = r.full()
		}
	}
}

// begun adds the live titles of a segment that begin with the typed word, those in
// set only unless that is nil.
func (r *recent) begun(s *segmentView, t typedWord, set *roaring.Bitmap) {
	s.col.starts.beginning(t, func(st *start) {
		for _, row := range st.rows {
			when := s.col.published[row]
			if oldest, full := r.full(); full && when <= oldest {
				return
			}
			if s.live.Contains(row) && (set == nil || set.Contains(row)) {
				r.push(foundTitle{seg: s, row: row, published: when})
			}
		}
	})
}

// titles offers the titles that hold the words: those that begin so first, then
// those that have them side by side, the latest first.
func (s *suggester) titles(typed []typedWord) error {
	begun, near, all := &recent{limit: titlesRead}, &recent{limit: titlesRead}, &recent{limit: titlesRead}
	asks := s.asks(typed)
	spell := newSpeller(s.view.lex)
	for _, seg := range s.view.segs {
		if len(typed) == 1 {
			begun.begun(seg, typed[0], nil)
			if len(begun.list) >= titlesRead {
				continue
			}
		}
		l := newLookup(seg, spell, s.x.codes)
		in, err := l.holding(asks)
		if err != nil {
			return err
		}
		if in.IsEmpty() {
			continue
		}
		if len(typed) > 1 {
			begun.begun(seg, typed[0], in)
			side, err := l.besides(asks)
			if err != nil {
				return err
			}
			near.among(seg, roaring.And(in, side))
		}
		all.among(seg, in)
	}
	return s.rank(typed, begun.list, near.list, all.list)
}

// rank reads the candidates and offers them in order.
func (s *suggester) rank(typed []typedWord, lists ...[]foundTitle) error {
	var found []foundTitle
	type place struct {
		seg *segmentView
		row uint32
	}
	seen := map[place]bool{}
	for _, f := range slices.Concat(lists...) {
		if seen[place{f.seg, f.row}] {
			continue
		}
		seen[place{f.seg, f.row}] = true
		var err error
		if f.stored, err = readStored(f.seg.snap, uint64(f.row)); err != nil {
			return err
		}
		words := namedWords(f.stored.title)
		switch f.score = fits(typed, words) / fitsMarks; {
		case f.score == 0 && !holds(typed, words):
			continue
		case len(typed) == 1 && len(typed[0].Fold) == 1 && (len(words) == 0 || !typed[0].is(words[0])):
			continue // of one letter there is always better
		}
		found = append(found, f)
	}
	slices.SortStableFunc(found, func(a, b foundTitle) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.published, a.published), cmp.Compare(b.stored.id, a.stored.id))
	})
	for _, f := range found[:min(len(found), 2*s.room)] {
		s.add(&s.title, Suggestion{Kind: SuggestTitle, Text: f.stored.title, ID: f.stored.id}, vietnamese.Canonical(f.stored.title))
	}
	return nil
}

// holds reports whether a title has the words anywhere. One that says them in
// another way (GPMB) is taken at the word of the index when nothing was read from
// keys.
func holds(typed []typedWord, title []named) bool {
	for _, t := range typed {
		if t.keys && !slices.ContainsFunc(title, t.is) {
			return false
		}
	}
	return true
}

// asks reads the words as what titles are asked for; each has several ways.
func (s *suggester) asks(typed []typedWord) [][]way {
	u := &understander{lex: s.view.lex, abbr: s.x.abbr.Load()}
	toks := make([]vietnamese.Token, len(typed))
	keys := false
	for i, t := range typed {
		toks[i] = t.Token
		keys = keys || t.keys
	}
	u.lex.mu.RLock()
	defer u.lex.mu.RUnlock()
	words, found := u.abbr.Expand(toks)
	slots := u.slots(words, found)
	exact := u.exactness(flat(slots), keys)
	var out [][]way
	for i, at := 0, 0; i < len(slots); i++ {
		here := exact[at : at+len(slots[i].words)]
		at += len(slots[i].words)
		ways := u.ways(slots[i], here, keys)
		if last := slots[i]; i == len(slots)-1 && len(last.words) == 1 && last.raw == "" {
			prev := ""
			if i > 0 {
				prev = slots[i-1].words[len(slots[i-1].words)-1].Fold
			}
			ways = append(ways, u.continued(typed[len(typed)-1], prev)...)
		}
		out = append(out, ways)
	}
	return out
}

// continued lists the words that an unfinished one may become, itself with other
// marks first: those that follow the word before it somewhere, or any.
func (u *understander) continued(t typedWord, prev string) (out []way) {
	exact := []bool{t.Text != t.Fold}
	for _, prev := range [...]string{prev, ""} {
		for _, c := range append([]string{t.Fold}, u.lex.completions(prev, t.Fold, 4*maxCompletions)...) {
			for _, form := range u.lex.formsOf(c) {
				w := named{vietnamese.Token{Text: form, Fold: c}, vietnamese.NewTyping(form)}
				if !t.is(w) {
					continue
				}
				if out = append(out, way{[]vietnamese.Token{w.Token}, exact, priceCompletion}); len(out) == maxCompletions {
					return out
				}
				if !exact[0] {
					break // its other forms are looked for with it
				}
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return out
}

// holding finds the entries whose title answers every ask.
func (l *lookup) holding(asks [][]way) (*roaring.Bitmap, error) {
	all := l.base
	for _, ways := range asks {
		var any []*roaring.Bitmap
		for _, w := range ways {
			b, err := l.and(w.in(fieldTitle))
			if err != nil {
				return nil, err
			}
			any = append(any, b)
		}
		if all = roaring.And(all, roaring.FastOr(any...)); all.IsEmpty() {
			break
		}
	}
	return all, nil
}

// besides finds the entries in whose title the asks stand side by side.
func (l *lookup) besides(asks [][]way) (*roaring.Bitmap, error) {
	all := l.base
	for i := 1; i < len(asks); i++ {
		before := asks[i-1][0].words
		var any []*roaring.Bitmap
		for _, w := range asks[i] {
			b, err := l.get(pairIn(fieldTitle, before[len(before)-1], w.words[0], false))
			if err != nil {
				return nil, err
			}
			any = append(any, b)
		}
		if all = roaring.And(all, roaring.FastOr(any...)); all.IsEmpty() {
			break
		}
	}
	return all, nil
}
