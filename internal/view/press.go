package view

import "danvankheo/internal/registry"

// PressPages are the pages of the press room.
type PressPages struct {
	Room        Template[PressRoomPage]
	Choose      Template[ChoosePage]
	Leads       Template[LeadsPage]
	Card        Template[CardPage]
	Placard     Template[PlacardPage]
	Collections Template[CollectionsPage]
	Collection  Template[CollectionPage]
	Desk        Template[PressDeskPage]
	Secret      Template[FeedSecretPage]
	Request     Template[PressFormPage]
	Requests    Template[RequestsPage]
	Coverage    Template[CoveragePage]
	Editor      Template[EditorsPage]
}

func loadPress(l *loader) PressPages {
	return PressPages{
		Room:        page[PressRoomPage](l, "press/room"),
		Choose:      page[ChoosePage](l, "press/choose"),
		Leads:       page[LeadsPage](l, "press/leads"),
		Card:        pageIn[CardPage](l, "card", "press/card"),
		Placard:     pageIn[PlacardPage](l, "placard", "press/placard"),
		Collections: page[CollectionsPage](l, "press/collections"),
		Collection:  page[CollectionPage](l, "press/collection"),
		Desk:        pageIn[PressDeskPage](l, "desk", "press/desk"),
		Secret:      pageIn[FeedSecretPage](l, "desk", "press/secret"),
		Request:     pageIn[PressFormPage](l, "desk", "press/request"),
		Requests:    pageIn[RequestsPage](l, "desk", "press/requests"),
		Coverage:    pageIn[CoveragePage](l, "desk", "press/coverage"),
		Editor:      pageIn[EditorsPage](l, "desk", "press/editor"),
	}
}

// PressFile is one file to take away, with its weight.
type PressFile struct{ Text, URL, Weight string }

// PressRoomPage is the front page of the press room.
type PressRoomPage struct {
	Heading, Lead string
	Latest        []RoomStory
	Changes       []RoomChange
	Leads         []RoomLead
	Collections   []CollectionItem
	Feeds         []Link
	Contact       string
	Corner        Link // to the journalist's corner, or to signing in
}

// RoomStory is one of the newest stories with its pack.
type RoomStory struct {
	Card     Card
	Headline string
	Pack     PressFile
}

// RoomChange is a correction or a removal of the last weeks.
type RoomChange struct {
	Badge          Badge
	Day, Stamp     string
	Text, Headline string
	URL            string
}

// RoomLead is one way of looking for a story, with the first it finds.
type RoomLead struct {
	Label, URL, Count string
	First             Link
}

// ChoosePage is a basket: what was put in, and what a search finds beside it.
// Its whole state is its address, so that it can be kept and passed on.
type ChoosePage struct {
	Heading, Lead, Note, Count      string
	Action, Search, AllURL, BackURL string
	Query                           Field
	Hidden                          []Field // the filters of the search
	Chosen, Items                   []ChooseItem
	Found                           string // heading over the items
	Empty                           *Empty
}

// ChooseItem is one story to tick.
type ChooseItem struct{ ID, Headline, URL, Unit, Year, Photos string }

// LeadsPage helps reporters to find a story.
type LeadsPage struct {
	Heading, Lead string
	Near          Field
	Groups        []LeadGroup
	Seen          string // when the reader last had seen all, for those signed in
	CanSee        bool
	Empty         *Empty
}

// LeadGroup is one way of looking with what it finds.
type LeadGroup struct {
	ID, Heading, Why string
	Cards            []Card
	Also             []Link // stories that an earlier group has
}

// CardPage is a story in a frame of another page.
type CardPage struct {
	Headline, Lead, Unit, Year, URL, Credit, Source string
	Mark                                            Mark
	Picture                                         Picture
	Missing                                         string // instead of a story
}

// PlacardPage is an A5 page to print.
type PlacardPage struct {
	Headline, Lead, Unit, Place, Year, Credit, Address, Publisher, Note, Back string
	Mark                                                                      Mark
	Picture                                                                   Picture
	Figures                                                                   []Figure
	QR                                                                        Drawing
}

// CollectionsPage lists what editors put together.
type CollectionsPage struct {
	Heading, Lead string
	Items         []CollectionItem
	Empty         *Empty
}

// CollectionItem is one collection in a list.
type CollectionItem struct{ Title, Lead, URL string }

// CollectionPage is one collection.
type CollectionPage struct {
	Heading, Lead string
	Crumbs        []Crumb
	Cards         []Card
	PackURL       string
}

// PhotoSize gives the width and height of a photo in one of its sizes.
func PhotoSize(p *registry.Photo, size string) (w, h int) {
	for _, s := range photoWidths {
		if s.name == size {
			return scaled(p.Width, p.Height, s.width)
		}
	}
	return scaled(p.Width, p.Height, printWidth)
}

// printWidth is the nominal width of the size for print.
const printWidth = 2400
