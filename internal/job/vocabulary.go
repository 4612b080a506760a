package job

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/seed"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/workflow"
)

// OpenIndex opens the search index of a state folder with the words of the
// program and of staff.
func OpenIndex(ctx context.Context, state string, flow *workflow.Flow, opts search.Options) (*search.Index, error) {
	var err error
	if opts.Abbreviations, opts.Synonyms, err = Vocabulary(ctx, flow.DB); err != nil {
		return nil, err
	}
	opts.Basis = basis(flow)
	return search.Open(state, opts)
}

// documentForm is raised when [Document] takes other things of the same entry.
const documentForm = 2

// basis sums up what [Document] takes from elsewhere than the entry: units and
// what became of them, indicators, topics.
func basis(flow *workflow.Flow) uint64 {
	h := fnv.New64a()
	fmt.Fprintln(h, documentForm)
	ledger := flow.Ledger()
	fmt.Fprintln(h, ledger.All(), ledger.Successions())
	for _, ind := range flow.Catalogue().All() {
		fmt.Fprintln(h, ind.Code, ind.Unit, ind.History())
	}
	for _, s := range flow.Seasons() {
		fmt.Fprintln(h, s.Year, s.Tags)
	}
	return h.Sum64()
}

// Vocabulary reads the abbreviations and synonyms of the program and those that
// staff added.
func Vocabulary(ctx context.Context, db *sqlite.DB) (*vietnamese.Abbreviations, *vietnamese.Synonyms, error) {
	terms, err := db.Terms(ctx)
	if err != nil {
		return nil, nil, err
	}
	words, err := wordsWith(terms)
	return words.Abbreviations, words.Synonyms, err
}

// wordsWith are the words of the program with terms of staff. What staff say of a
// short form takes precedence over what the program says.
func wordsWith(terms []sqlite.Term) (search.Words, error) {
	abbreviations, synonyms, err := seed.Vocabulary()
	if err != nil || len(terms) == 0 {
		return search.Words{Abbreviations: abbreviations, Synonyms: synonyms}, err
	}
	var rows []vietnamese.Abbreviation
	groups := slices.Clone(synonyms.Groups())
	said := map[string]bool{}
	for _, t := range terms {
		switch key := vietnamese.Lower(t.Short); {
		case t.Short == "":
			groups = append(groups, strings.Split(t.Words, "\n"))
		case !said[key]:
			said[key] = true
			rows = append(rows, vietnamese.Abbreviation{Short: t.Short, Long: t.Words})
		}
	}
	for _, row := range abbreviations.List() {
		if !said[vietnamese.Lower(row.Short)] {
			rows = append(rows, row)
		}
	}
	return search.Words{Abbreviations: vietnamese.NewAbbreviations(rows), Synonyms: vietnamese.NewSynonyms(groups)}, nil
}

// learnWords gives the index the names of units to suggest, the abbreviations and
// synonyms, and what documents are made of, when the reference data changed. The
// index then asks for a rebuild where its texts differ.
func (r *Runner) learnWords(ctx context.Context) {
	stamp := r.flows.Flow.ReferenceStamp()
	if stamp == r.stamp {
		return
	}
	abbreviations, synonyms, err := Vocabulary(ctx, r.db)
	if err != nil {
		if ctx.Err() == nil {
			r.log.Error("reading the vocabulary failed", "err", err)
		}
		return
	}
	r.index.SetAbbreviations(abbreviations)
	r.index.SetSynonyms(synonyms)
	r.index.SetBasis(basis(r.flows.Flow))
	r.index.SetUnits(unitNames(r.flows.Flow.Ledger()))
	r.index.SetLabels(labels(r.flows.Flow))
	r.stamp = stamp
}

// labels are the words for fields and topics: those of the current season first.
func labels(flow *workflow.Flow) search.Labels {
	l := search.Labels{Fields: map[string]string{}, Topics: map[string]string{}}
	for _, s := range append(slices.Clone(flow.Seasons()), flow.Season(flow.CurrentYear())) {
		for _, t := range s.Tags {
			l.Topics[t.Code] = t.Label
		}
	}
	for _, f := range registry.DefaultFields() {
		l.Fields[string(f.Code)] = f.Label
	}
	return l
}
