package job

import (
	"context"
	"slices"
	"strings"

	"danvankheo/internal/seed"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/vietnamese"
)

// Vocabulary reads the abbreviations and synonyms of the program and those that
// staff added. What staff say of a short form stands before what the program
// says.
func Vocabulary(ctx context.Context, db *sqlite.DB) (*vietnamese.Abbreviations, *vietnamese.Synonyms, error) {
	abbreviations, synonyms, err := seed.Vocabulary()
	if err != nil {
		return nil, nil, err
	}
	terms, err := db.Terms(ctx)
	if err != nil || len(terms) == 0 {
		return abbreviations, synonyms, err
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
	return vietnamese.NewAbbreviations(rows), vietnamese.NewSynonyms(groups), nil
}

// learnWords tells the index the names of units to suggest, and the abbreviations
// and synonyms, when the reference data changed. Other abbreviations make the
// index ask for a rebuild.
func (r *Runner) learnWords(ctx context.Context) {
	stamp := r.flow.ReferenceStamp()
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
	r.index.SetUnits(unitNames(r.flow.Ledger()))
	r.stamp = stamp
}
