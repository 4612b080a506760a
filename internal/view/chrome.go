package view

import "danvankheo/internal/registry"

// Chrome is what surrounds every page.
type Chrome struct {
	Site        Site
	Title       string // of the page; the layout adds the site's name
	Description string
	Canonical   string // absolute address, "" on pages that are not to be found
	NoIndex     bool
	Path        string // of this page, to mark the current place
	Query       string // in the search box
	Nav         []NavItem
	User        *User
	Flash       string // what was just done
	Image       string // absolute address of the picture for link previews
	ImageAlt    string
	ImageWidth  int // 0: that of drawn covers
	ImageHeight int
	OEmbed      string // where programs ask for the card of this page, "" for none
	Kind        string // og:type: "website" or "article"
	Data        any    // JSON-LD, nil for none
	Base        string // "https://host", for absolute addresses
	Wide        bool   // the page's own search box is the masthead's (home)
	Side        []SideGroup
	Alternates  []Alternate // feeds
}

// Site is what a province sets: its names.
type Site struct {
	Name     string // "Dân vận khéo"
	Province string // "Tỉnh Bắc Ninh"
	Tagline  string
	Owner    string // "Sở Nội vụ tỉnh Bắc Ninh"
	Contact  string
	Demo     bool
}

// Body is the body that follows the movement.
func (s Site) Body() registry.Body { return registry.BodyNamed(s.Owner) }

// NavItem is one link of the main navigation.
type NavItem struct {
	Label, URL string
	Current    bool
}

// SideGroup is a part of the work area's left list.
type SideGroup struct {
	Label string
	Items []SideItem
}

// SideItem is one line of the left list, with how many wait.
type SideItem struct {
	Label, URL string
	Count      int
	Current    bool
}

// Here names the line of the left list that the page belongs to; a page below
// several lines belongs to the most exact one, which is the last.
func (c Chrome) Here() string {
	here := ""
	for _, g := range c.Side {
		for _, it := range g.Items {
			if it.Current {
				here = it.Label
			}
		}
	}
	return here
}

// User is who is signed in.
type User struct {
	Name, Role, Unit string
	Notices          int
}

// Alternate is another form of a page: a feed.
type Alternate struct{ Type, Title, URL string }
