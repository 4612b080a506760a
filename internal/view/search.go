package view

// SearchPage is a question and its answer.
type SearchPage struct {
	Heading    string
	Asked      bool        // something was typed or chosen
	Places     []PlaceCard // the units that the question names
	Understood *Understood
	Offered    *Link // what was perhaps meant, a search of its own
	Expanded   []Expanded
	Notes      []string // what was not found, what was relaxed
	Pills      []Pill
	ClearURL   string // without any filter
	Count      string
	CountUnit  string // "mô hình"
	Sorts      []Tab
	Facets     []Facet
	Hidden     []Field // of the filter form: what it must carry along
	Filtered   int     // filters in force, for the drawer on a phone
	Hits       []Card
	Pager      Pager
	Empty      *Empty
	Apart      *Apart // what holds the words without their marks
	Nearest    []Card // when nothing was found
	NearestTop string // heading of Nearest
	Tries      []Try  // smaller questions that have answers, when nothing was found
	FeedURL    string
	SaveURL    string // where a journalist keeps this search
	PackURL    string // where these stories are chosen for a press pack
}

// Apart is what a question finds when its marks are given up: no answer to it.
type Apart struct {
	Heading, Count string
	Hits           []Card
}

// Understood says what was searched when it is not what was typed.
type Understood struct {
	Text      string
	Corrected bool
	ExactURL  string // the same search exactly as typed
}

// Expanded says that a short form was read as its long form.
type Expanded struct{ Short, Long string }

// Facet is one filter with its values.
type Facet struct {
	Label     string
	Values    []FacetValue
	More      []FacetValue // folded away
	MoreLabel string
	Open      bool // More holds a chosen one
}

// FacetValue is one value with how many entries have it.
type FacetValue struct {
	ID, Name, Value, Label, Count string
	On                            bool
}

// Try is a smaller question with how many models answer it.
type Try struct{ Text, Count, URL string }
