// Package search is the full-text search: it finds entries the way Vietnamese
// people type, with or without marks, and is the only package that knows bleve.
//
// The index is derived data: it may be deleted, damaged or rebuilt at any time
// and holds nothing that the registry cannot give again. It uses bleve's index
// (scorch) for what must be durable, that is inverted lists, merging and atomic
// batches, and evaluates queries itself on the posting bitmaps of one snapshot:
// totals and facet counts are exact, no clause is scored that cannot change the
// order, and a reader never waits for a writer.
//
// How a text is indexed: every syllable and every pair of neighbours in its
// canonical form, apart for title, summary and unit. Words without marks are
// looked up in all the spellings that the lexicon knows (spell.go). Short forms
// (GPMB) are indexed as their long forms too; those that staff add work at once
// as synonyms, and like the others after the rebuild they ask for (words.go).
// Nothing is stored but the title and the codes that facets count.
//
// How a query is read: see understand.go. Strict readings come first, and a
// looser one is tried only when the stricter found nothing, so that marks count
// when they were typed and nonsense finds nothing.
//
// The package refuses to guess inside quotes, to answer from a half-built index
// (ErrNotReady), and to show what the reader's Scope does not hold.
//
//	x, err := search.Open("var", search.Options{Abbreviations: abbr})
//	if x.NeedsRebuild() {
//		go x.Rebuild(ctx, everyDocument, lastOutboxSequence)
//	}
//	r, err := x.Search(ctx, search.Query{Text: "hien dat lam duong"})
package search
