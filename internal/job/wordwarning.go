package job

import (
	"context"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/vietnamese"
)

// WordFault is why a term may do harm.
type WordFault uint8

const (
	CutsCompound WordFault = iota // the phrase reaches into a compound, which stays whole
	OneSyllable                   // the phrase is one syllable, which means many things
	OtherGroup                    // the phrase is in another group too: both groups become one
	Lopsided                      // the other phrase is many times as common
	OtherMeaning                  // the short form stands for something else today
)

// WordWarning is one fault of a term that staff want to add.
type WordWarning struct {
	Fault       WordFault
	Phrase      string
	Other       string // the compound, the group, the common phrase, the meaning of today
	Count, More int    // of Lopsided: public entries with the phrase, and with the other
}

// lopsided is how many times as common the other phrase is at least. One that no entry
// holds has no answers to be hidden by the other's, and is the reason to add a synonym.
const lopsided = 10

// WarnTerm lists what may be wrong with a term beside those of today.
func WarnTerm(ctx context.Context, x *search.Index, t sqlite.Term, today []sqlite.Term) ([]WordWarning, error) {
	words, err := wordsWith(today)
	if err != nil {
		return nil, err
	}
	if t.Kind == registry.AbbreviationTerm {
		return warnShort(t, words.Abbreviations.List()), nil
	}
	phrases := strings.Split(t.Words, "\n")
	var out []WordWarning
	for _, p := range phrases {
		if oneSyllable(p) {
			out = append(out, WordWarning{Fault: OneSyllable, Phrase: p})
		}
		for _, g := range words.Synonyms.Groups() {
			switch {
			case len(g) == 1 && cuts(spelled(p), spelled(g[0])):
				out = append(out, WordWarning{Fault: CutsCompound, Phrase: p, Other: g[0]})
			case len(g) > 1 && slices.ContainsFunc(g, func(m string) bool { return slices.Equal(spelled(m), spelled(p)) }):
				out = append(out, WordWarning{Fault: OtherGroup, Phrase: p, Other: strings.Join(g, ", ")})
			}
		}
	}
	uneven, err := warnUneven(ctx, x, phrases)
	return append(out, uneven...), err
}

func warnShort(t sqlite.Term, list []vietnamese.Abbreviation) (out []WordWarning) {
	for _, phrase := range []string{t.Short, t.Words} {
		if oneSyllable(phrase) {
			out = append(out, WordWarning{Fault: OneSyllable, Phrase: phrase})
		}
	}
	for _, row := range list {
		if vietnamese.Lower(row.Short) == vietnamese.Lower(t.Short) {
			out = append(out, WordWarning{Fault: OtherMeaning, Phrase: t.Short, Other: row.Long})
		}
	}
	return out
}

// warnUneven asks how many public entries hold each phrase as it is written.
func warnUneven(ctx context.Context, x *search.Index, phrases []string) (out []WordWarning, err error) {
	counts, most := make([]int, len(phrases)), 0
	for i, p := range phrases {
		r, err := x.Search(ctx, search.Query{Text: `"` + strings.Join(spelled(p), " ") + `"`, Exact: true, Limit: 1, NoFacets: true})
		if err != nil {
			return nil, err
		}
		if counts[i] = r.Total; counts[i] > counts[most] {
			most = i
		}
	}
	for i, p := range phrases {
		if counts[i] > 0 && counts[i]*lopsided <= counts[most] {
			out = append(out, WordWarning{Fault: Lopsided, Phrase: p, Other: phrases[most], Count: counts[i], More: counts[most]})
		}
	}
	return out, nil
}

func oneSyllable(phrase string) bool {
	words := spelled(phrase)
	return len(words) == 1 && vietnamese.Syllable(words[0])
}

func spelled(phrase string) []string {
	var out []string
	for _, t := range vietnamese.Tokens(phrase) {
		out = append(out, t.Text)
	}
	return out
}

// cuts reports whether a phrase, put over a compound in any place, takes a part of it
// and leaves another part.
func cuts(phrase, compound []string) bool {
	for shift := 1 - len(phrase); shift < len(compound); shift++ { // of the phrase against the compound
		from, to := max(0, shift), min(len(compound), shift+len(phrase))
		if to-from < len(compound) && slices.Equal(compound[from:to], phrase[from-shift:to-shift]) {
			return true
		}
	}
	return false
}
