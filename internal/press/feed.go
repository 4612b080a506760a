package press

import (
	"strings"
	"time"
)

// Feed is a list of stories that programs come back for.
type Feed struct {
	Title, Subtitle string
	ID              string // stable: a tag URI
	Home            string // the page of the same list
	Self            string // Atom, RSS or JSON: the address asked for
	Hub             string // WebSub, "" for none
	Rights          string
	Author          string
	Items           []Item // the newest change first
}

// Item is one story in a feed. A correction or a removal is the same item again,
// with a later time and a word in front of its title.
type Item struct {
	ID         string // stable: a tag URI
	URL        string
	Title      string
	Summary    string
	Body       string
	Author     string // of the words: the unit, or the site of what the press reported
	Field      string
	Tags       []string
	Published  time.Time
	Updated    time.Time
	Correction string    // the note of the last correction
	Corrected  time.Time // zero: when it was updated
	Removed    bool      // the story was taken down: nothing more of it is published, nor why
	Source     string    // the line to print below
	Image      *Image
}

// Image is the lead photo of an item.
type Image struct {
	URL                             string
	Width, Height                   int
	Bytes                           int64
	Alt, Caption, Credit, Copyright string
}

// The words in front of the title of what changed.
const (
	corrected = "Đính chính: "
	removed   = "Đã gỡ: "
)

// Updated is the time of the newest change, zero for an empty feed.
func (f *Feed) Updated() time.Time {
	var t time.Time
	for i := range f.Items {
		if f.Items[i].Updated.After(t) {
			t = f.Items[i].Updated
		}
	}
	return t
}

// Headline is the title as a reader of feeds sees it.
func (i *Item) Headline() string {
	switch {
	case i.Removed:
		return removed + "bài này không còn công khai"
	case i.Correction != "":
		return corrected + i.Title
	}
	return i.Title
}

// Text is the body as a reader of feeds sees it: the note first.
func (i *Item) Text() string {
	if i.Removed {
		return "Bài đã được gỡ ngày " + day(i.Updated) + ". Xin không dùng lại nội dung và ảnh đã tải."
	}
	body := i.Body
	if body == "" {
		body = i.Summary
	}
	if i.Correction != "" {
		at := i.Corrected
		if at.IsZero() {
			at = i.Updated
		}
		body = "Đính chính ngày " + day(at) + ": " + i.Correction + "\n\n" + body
	}
	return joinNonEmpty("\n\n", strings.TrimSpace(body), i.Source)
}

// Brief is the summary as a reader of feeds sees it.
func (i *Item) Brief() string {
	if i.Removed {
		return i.Text()
	}
	if i.Correction != "" {
		return joinNonEmpty(" ", corrected+strings.TrimRight(i.Correction, ". ")+".", i.Summary)
	}
	return i.Summary
}

// paragraphs writes a text as HTML paragraphs, escaped.
func paragraphs(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString("<p>" + htmlEscaper.Replace(line) + "</p>")
		}
	}
	return b.String()
}

var htmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")
