package view

// PressDeskPage is the journalist's part of the work area.
type PressDeskPage struct {
	Heading   string
	Errors    *ErrorSummary
	NoMail    string // why no digest comes
	Embargoed []EmbargoItem
	Searches  []SearchItem
	NewSearch []Field // the form that saves one
	Requests  []RequestItem
	Coverage  *Table
	Packs     *Table
	Links     []Link
}

// EmbargoItem is a story that is opened to the press before its time.
type EmbargoItem struct {
	Headline, URL, Until, Pack, Ask string
}

// SearchItem is one saved search.
type SearchItem struct {
	ID, Name, URL, Saved string
	Badge                Badge  // its news come by mail
	Mail                 Button // to begin or to end that
}

// RequestItem is one request with its answer.
type RequestItem struct {
	ID, Kind, Headline, URL, Who, When, Text, ReplyTo string
	Shots                                             []string // photos that are asked for
	Due                                               string
	Add                                               *Link // where photos are put, for those who may
	AddNote                                           string
	Answer, Answered                                  string
	Badge                                             Badge
	Form                                              *Field // to answer, for those who may
}

// FeedSecretPage shows the address of a private feed, once.
type FeedSecretPage struct {
	Heading, Name string
	Addresses     []Fact
}

// PressFormPage is a form about one entry: a request, or a published piece.
type PressFormPage struct {
	Heading, Lead, Action string
	Entry                 Link
	Contact               []Fact
	Errors                *ErrorSummary
	Fields                []Field
	Buttons               []Button
}

// RequestsPage is what was asked of a unit.
type RequestsPage struct {
	Heading, Lead string
	Errors        *ErrorSummary
	Requests      []RequestItem
	Empty         *Empty
}

// CoveragePage is what staff checks: pieces published elsewhere.
type CoveragePage struct {
	Heading, Lead string
	Items         []CoverageItem
	Empty         *Empty
	Counts        *Table
}

// CoverageItem is one piece to check.
type CoverageItem struct{ ID, Title, URL, Publisher, Day, Headline, StoryURL, Sent string }

// EditorsPage is where editors arrange the first page and collections.
type EditorsPage struct {
	Heading     string
	Errors      *ErrorSummary
	Picks       Field
	Now         []Fact // what the first page shows by their choice
	Newest      []Fact // numbers to choose from
	Collections []CollectionForm
}

// CollectionForm edits one collection; the last one is new.
type CollectionForm struct {
	ID, Heading, URL            string
	Title, Lead, Shown, Entries Field
	Numbers                     []Field // asked when the words hold numbers of persons
	Now                         []Fact  // what it holds
}
