package search

import (
	"log/slog"
	"time"

	"danvankheo/internal/vietnamese"
)

// Document is what is searched of one entry. The caller derives it from the
// registry; codes are opaque here and come back as the values of facets.
type Document struct {
	ID                   int64
	Title, Summary, Body string
	Unit                 string // every name of the unit, then and today, and of its former district
	Year                 int    // 0 when unknown
	Field, Type, Origin  string // codes
	Label, Recognition   string // codes
	UnitCodes            []string
	Districts            []string // codes of the former districts it lay in
	Tags                 []string
	Captions             string   // captions and alternative texts of photos
	Figures              string   // outcomes: labels, values, units
	Numbers              []string // under which it is on record: the registry's, the caller's own
	Publisher, Source    string   // who published it elsewhere, and under which title
	HasPhoto, HasFigures bool
	Published            time.Time
	Confirmed            bool
	Visible              bool   // published; only staff find the rest
	OwnerUnit            string // code of the unit whose staff may find it before it is published
}

// Change is one entry to put into the index, or to take out when Doc is nil.
type Change struct {
	ID  int64
	Doc *Document
}

// Options say how an index is opened. The zero value works.
type Options struct {
	Logger        *slog.Logger // nil: silent
	Abbreviations *vietnamese.Abbreviations
	Synonyms      *vietnamese.Synonyms
	Basis         uint64 // a sum of what documents are made of besides their entries, such as the ledger of units; 0 when not known
	CacheSize     int    // answers kept until the next change; 0 is 512, negative none
}

// Sort is the order of hits.
type Sort uint8

const (
	Relevance Sort = iota // best first; without text the same as Newest
	Newest                // by year, then by date of publication
	Title                 // Vietnamese dictionary order
)

// Scope says whose eyes read the answer. The zero value is the public.
type Scope struct {
	All     bool   // staff who may see everything
	OwnUnit string // code of a unit whose unpublished entries are also found
}

// Query is a question. Several values of one facet widen the answer, different
// facets narrow it.
type Query struct {
	Text  string // as typed, with "quotes", -word, đơn vị:, năm:, lĩnh vực:
	Exact bool   // as typed: no decoding, no correction, no synonyms, no relaxing

	Years                         []int
	UnknownYear                   bool // also those without a year
	Fields, Types, Units, Tags    []string
	Districts                     []string
	Recognitions, Origins, Labels []string
	Publishers                    []string
	WithPhoto, WithFigures        bool
	Sort                          Sort
	Offset, Limit                 int // Limit 0 is 20, at most 200; Offset at most 10,000
	Scope                         Scope
	NoFacets                      bool // leave the facets out, for callers that show none
}

// Names of facets in Result.Facets.
const (
	FacetYear        = "year" // value "0" is an unknown year
	FacetField       = "field"
	FacetType        = "type"
	FacetUnit        = "unit"
	FacetDistrict    = "district"
	FacetTag         = "tag"
	FacetRecognition = "recognition"
	FacetOrigin      = "origin"
	FacetLabel       = "label"
	FacetPublisher   = "publisher"
	FacetPhoto       = "photo"   // value "1"
	FacetFigures     = "figures" // value "1"
)

// FacetCount is one value of a facet and how many entries have it.
type FacetCount struct {
	Value string
	Count int
}

// Hit is one entry found.
type Hit struct {
	ID    int64
	Score float64 // comparable within one answer only
}

// Expansion tells the reader that a short form was read as its long form.
type Expansion struct{ Short, Long string }

// Result is an answer. Values are shared with other callers: do not change
// them.
type Result struct {
	Total      int
	Hits       []Hit
	Facets     map[string][]FacetCount // over all entries found; a facet ignores its own filter
	Understood string                  // the text searched, when it is not what was typed
	Expanded   []Expansion
	Corrected  bool     // Understood corrects a slip of the finger, rather than decodes or completes
	Offered    string   // what was perhaps meant: every word typed was a word, yet other words answer better; answers to it rank last, or are left out
	Numbered   bool     // the question is the number of what was found, and nothing else
	Relaxed    bool     // not every word was found in each entry
	Whole      bool     // some entry holds the whole question
	Apart      *Apart   // nothing holds the words with the marks they were typed with, but this
	Unknown    []string // words of the query that occur in no entry
	Matcher    Matcher
}

// Apart is what a question finds when its marks are given up. It is no answer and
// must be shown apart, with the words that were not found.
type Apart struct {
	Total int
	Hits  []Hit // the first page
}

// SuggestionKind is what a suggestion offers.
type SuggestionKind string

const (
	SuggestTitle     SuggestionKind = "title"
	SuggestUnit      SuggestionKind = "unit"
	SuggestTopic     SuggestionKind = "topic"
	SuggestField     SuggestionKind = "field"
	SuggestPublisher SuggestionKind = "publisher"
)

// Suggestion completes what is being typed.
type Suggestion struct {
	Kind SuggestionKind
	Text string
	ID   int64  // of titles
	Code string // of units, topics and fields; the name of a publisher
}

// UnitName is a unit to suggest: any of its names, then or today.
type UnitName struct {
	Code, Name string
	Note       string // shown behind the name, such as the name today
}

// Fragment is a piece of text; Match says that it answers the query.
type Fragment struct {
	Text  string
	Match bool
}
