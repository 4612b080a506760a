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
// (GPMB) are indexed as their long forms too, numbers in words as numbers; those
// that staff add work at once as synonyms, and like the others after the rebuild
// they ask for (words.go). What is stored is the title, the codes that facets
// count, and the trail: the text's words in their order, ten bits each (near.go).
//
// How a query is read: understand.go makes readings of it. A reading becomes a plan
// (plan.go): what is asked for, what share of the question each ask is by the
// rarity of its words, and which of them belong together (bond.go). Everyday words
// and those that only make a question of it are never asked for (function.go), names
// of places always whole. The plan is weighed on the posting bitmaps (weigh.go,
// tally.go): where an entry answers, in its title, unit, summary or anywhere, and
// how much of the question. What a reader would not accept is no answer (rank.go): a
// part of the question counts only when the title, the unit or the summary say it,
// and words that belong together only side by side or close, for which the trails of
// the most promising are read (look.go). A slip of the finger is corrected when the
// question as typed is not answered whole (correct.go), and ranks by its price.
// Marks that were typed are a promise: what is found without them stands apart.
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
