package press

import "io"

// Form is one of the forms a feed comes in.
type Form struct {
	Ending string // of its address: "/feed.atom"
	Kind   string // media type
	Label  string
	Short  string
	Write  func(*Feed, io.Writer) error
}

// Forms are the forms of every feed.
var Forms = []Form{
	{"atom", "application/atom+xml", "Nguồn tin Atom", "Atom", (*Feed).Atom},
	{"rss", "application/rss+xml", "Nguồn tin RSS", "RSS", (*Feed).RSS},
	{"json", "application/feed+json", "Nguồn tin JSON", "JSON Feed", (*Feed).JSON},
}
