package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"danvankheo/internal/vietnamese"
)

// unitList is the names of units ready to be matched.
type unitList struct {
	names  []UnitName
	words  [][]named
	places map[string][][]vietnamese.Token // names without what kind of place it is, by their first word, folded
}

// SetUnits gives the names of units to suggest, old and new.
func (x *Index) SetUnits(names []UnitName) {
	l := &unitList{names: slices.Clone(names), words: make([][]named, len(names)), places: map[string][][]vietnamese.Token{}}
	for i, n := range l.names {
		l.names[i].Name = vietnamese.NFC(n.Name)
		l.words[i] = namedWords(n.Name)
		l.place(vietnamese.Tokens(n.Name))
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

// units offers the page of each unit once, by the name that fits best: the present
// ones before the former ones that became them, short names before long ones.
func (o *offers) units(l *unitList, typed []typedWord) {
	if l == nil {
		return
	}
	type scored struct {
		i, score int
	}
	var found []scored
	for i, words := range l.words {
		if s := fits(typed, words); s > 0 {
			found = append(found, scored{i, s})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(min(1, len(l.names[a.i].Note)), min(1, len(l.names[b.i].Note))),
			cmp.Compare(len(l.words[a.i]), len(l.words[b.i])))
	})
	for _, f := range found {
		u := l.names[f.i]
		s := Suggestion{Kind: SuggestUnit, Text: u.Name, Code: u.Code}
		if u.Note != "" {
			s.Text += " (" + u.Note + ")"
		}
		if o.add(&o.unit, s, u.Code); len(o.unit) >= maxSuggestions {
			return
		}
	}
}

// Labels are the words for codes of entries that may be suggested, by code. Fields
// without a label are not suggested, topics by their codes.
type Labels struct{ Fields, Topics map[string]string }

// SetLabels gives the words for fields and topics to suggest.
func (x *Index) SetLabels(l Labels) {
	x.labels.Store(&Labels{Fields: maps.Clone(l.Fields), Topics: maps.Clone(l.Topics)})
}

// offeredFacets are the facets of which values are suggested.
var offeredFacets = map[facet]SuggestionKind{facetField: SuggestField, facetTag: SuggestTopic, facetPublisher: SuggestPublisher}

// nameList is the topics, fields and publishers of the published entries of a view,
// common ones first.
type nameList struct {
	labels *Labels // the words are theirs
	names  []Suggestion
	words  [][]named
}

// offered prepares the list of a view once, and again when the labels change.
func (v *view) offered(x *Index) *nameList {
	labels := x.labels.Load()
	if l := v.names.Load(); l != nil && l.labels == labels {
		return l
	}
	l := &nameList{labels: labels}
	values := x.codes.all()
	for _, c := range v.published() {
		s := Suggestion{Kind: offeredFacets[values[c.id].facet], Code: values[c.id].value}
		if s.Text = s.Code; labels != nil {
			switch s.Kind {
			case SuggestField:
				s.Text = labels.Fields[s.Code]
			case SuggestTopic:
				s.Text = cmp.Or(labels.Topics[s.Code], s.Code)
			}
		} else if s.Kind == SuggestField {
			continue
		}
		if s.Text != "" {
			l.names = append(l.names, s)
			l.words = append(l.words, namedWords(s.Text))
		}
	}
	v.names.Store(l)
	return l
}

// valueCount is a value by its number, and the published entries that have it.
type valueCount struct {
	id uint32
	n  int
}

// published counts the offered values, common ones first. What was deleted from a
// segment is subtracted: it is little, and the segment has been counted.
func (v *view) published() []valueCount {
	count := map[uint32]int{}
	for _, s := range v.segs {
		for id, n := range s.col.offered {
			count[id] += n
		}
		gone := roaring.Flip(s.live, 0, uint64(s.n)).Iterator()
		for gone.HasNext() {
			n := gone.Next()
			if s.col.rows[n].flags&flagVisible == 0 {
				continue
			}
			for _, id := range s.col.of(n) {
				if _, ok := s.col.offered[id]; ok {
					count[id]--
				}
			}
		}
	}
	var out []valueCount
	for id, n := range count {
		if n > 0 {
			out = append(out, valueCount{id, n})
		}
	}
	slices.SortFunc(out, func(a, b valueCount) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.id, b.id)) })
	return out
}

// names offers topics, fields and publishers: those that begin as typed first, then
// the common ones. What is typed of one letter begins them; of fields and publishers
// it is at least among the first words.
func (o *offers) names(l *nameList, typed []typedWord) {
	type scored struct {
		i, score int
	}
	var found []scored
	for i, words := range l.words {
		least := fitsFirst
		switch {
		case len(typed) == 1 && len(typed[0].Fold) == 1:
			least = fitsBegun
		case l.names[i].Kind == SuggestTopic:
			least = fitsInside
		}
		if s := fits(typed, words) / fitsMarks; s >= least {
			found = append(found, scored{i, s})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	taken := map[SuggestionKind]int{}
	for _, s := range o.other {
		taken[s.Kind]++
	}
	for _, f := range found {
		s := l.names[f.i]
		if s.Kind == SuggestTopic {
			o.add(&o.topic, s, s.Code)
		} else if taken[s.Kind] < maxOthers {
			taken[s.Kind]++
			o.add(&o.other, s, s.Code)
		}
	}
	slices.SortStableFunc(o.other, func(a, b Suggestion) int { return strings.Compare(string(a.Kind), string(b.Kind)) })
}
