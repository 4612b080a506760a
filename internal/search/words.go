package search

import (
	"maps"
	"slices"

	"danvankheo/internal/vietnamese"
)

// SetAbbreviations changes what short forms stand for, in queries at once. Texts
// are indexed with them by the rebuild that NeedsRebuild then asks for; until it
// is done, a new short form and its long one find each other as synonyms.
func (x *Index) SetAbbreviations(a *vietnamese.Abbreviations) {
	x.words.Lock()
	defer x.words.Unlock()
	old := x.abbr.Swap(a)
	if old.Sum() == a.Sum() {
		return
	}
	x.needs.Store(true)
	known := map[vietnamese.Abbreviation]bool{}
	for _, row := range old.List() {
		known[row] = true
	}
	late := map[string][]string{}
	for _, row := range a.List() {
		if group, waiting := x.late[row.Short]; !row.Ambiguous && (!known[row] || waiting && group[0] == row.Long) {
			late[row.Short] = []string{row.Long, row.Short}
		}
	}
	x.late = late
	x.mixSynonyms()
}

// SetSynonyms changes the synonyms of all later searches.
func (x *Index) SetSynonyms(s *vietnamese.Synonyms) {
	x.words.Lock()
	defer x.words.Unlock()
	x.given = s
	x.mixSynonyms()
}

// SetBasis says what documents are made of from now on, besides their entries:
// the index asks for a rebuild when its own are older.
func (x *Index) SetBasis(sum uint64) {
	x.words.Lock()
	defer x.words.Unlock()
	if x.basis = sum; x.otherBasis() {
		x.needs.Store(true)
	}
}

// otherBasis reports whether the documents of the index are made of something
// else than those to come. The caller holds x.words, or is alone.
func (x *Index) otherBasis() bool { return x.basis != 0 && x.basis != x.built }

// madeWith is what a rebuild that begins now uses.
func (x *Index) madeWith() (*vietnamese.Abbreviations, uint64) {
	x.words.Lock()
	defer x.words.Unlock()
	return x.abbr.Load(), x.basis
}

// indexedWith says what the texts are now indexed with.
func (x *Index) indexedWith(a *vietnamese.Abbreviations, basis uint64) {
	x.words.Lock()
	defer x.words.Unlock()
	x.built = basis
	same := x.abbr.Load().Sum() == a.Sum()
	x.needs.Store(!same || x.otherBasis())
	if same && len(x.late) > 0 {
		x.late = nil
		x.mixSynonyms()
	}
}

// mixSynonyms makes the synonyms that searches use. The caller holds x.words.
func (x *Index) mixSynonyms() {
	if len(x.late) == 0 {
		x.synonyms.Store(x.given)
		return
	}
	groups := slices.Clone(x.given.Groups())
	for _, short := range slices.Sorted(maps.Keys(x.late)) {
		groups = append(groups, x.late[short])
	}
	x.synonyms.Store(vietnamese.NewSynonyms(groups))
}
