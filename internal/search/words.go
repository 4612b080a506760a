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

// indexedWith says that the texts are now indexed with these abbreviations.
func (x *Index) indexedWith(a *vietnamese.Abbreviations) {
	x.words.Lock()
	defer x.words.Unlock()
	now := x.abbr.Load().Sum() == a.Sum()
	x.needs.Store(!now)
	if now && len(x.late) > 0 {
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
