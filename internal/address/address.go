// Package address is the table of the site's addresses: every page has one name
// here, in the form in which the router takes it ("/don-vi/:code").
//
// An address without parameters is a string constant. One with parameters has a
// type that says what fills it: address.Unit.At(code) is "/don-vi/07210-202507".
// Routes and links use the same constant, so that they cannot disagree.
package address

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// One is a page whose address has one parameter.
type One[A any] string

// At is the page of a.
func (p One[A]) At(a A) string { return fill(string(p), a) }

// Text is the page of a value that is at hand in writing.
func (p One[A]) Text(a string) string { return fill(string(p), a) }

// Below is an address below the page of a, chosen while running: "" is the page
// itself. Where the part is known, the page has a constant of its own.
func (p One[A]) Below(a A, part string) string { return below(p.At(a), part) }

// Two is a page whose address has two parameters.
type Two[A, B any] string

// At is the page of a and b.
func (p Two[A, B]) At(a A, b B) string { return fill(string(p), a, b) }

// Three is a page whose address has three parameters.
type Three[A, B, C any] string

// At is the page of a, b and c.
func (p Three[A, B, C]) At(a A, b B, c C) string { return fill(string(p), a, b, c) }

// Four is a page whose address has four parameters.
type Four[A, B, C, D any] string

// At is the page of a, b, c and d.
func (p Four[A, B, C, D]) At(a A, b B, c C, d D) string { return fill(string(p), a, b, c, d) }

// What fills most addresses.
type (
	ofEntry      = One[registry.EntryID]
	ofClaim      = One[registry.ClaimID]
	ofUnit       = One[registry.UnitCode]
	ofYear       = One[registry.Year]
	ofAccount    = One[registry.AccountID]
	ofStory      = Two[registry.Year, registry.Slug]
	ofRound      = One[evaluation.RoundID]
	ofRoundEntry = Two[evaluation.RoundID, registry.EntryID]
	ofRoundPhoto = Four[evaluation.RoundID, registry.EntryID, registry.PhotoID, string]
	ofRoundFile  = Three[evaluation.RoundID, registry.EntryID, registry.AttachmentID]
	ofVote       = Two[evaluation.RoundID, int64]
)

// fill puts values in the place of a pattern's parameters. A value is written as it
// is: codes, slugs and secrets are made of what an address may hold.
func fill(pattern string, values ...any) string {
	if !strings.HasPrefix(pattern, "/") {
		panic("address " + strconv.Quote(pattern) + " is not of the table") // a bare word took the type of an address
	}
	var b strings.Builder
	for i, part := range strings.Split(pattern, "/") {
		if i > 0 {
			b.WriteByte('/')
		}
		if !strings.HasPrefix(part, ":") {
			b.WriteString(part)
			continue
		}
		if y, ok := values[0].(registry.Year); ok {
			b.WriteString(Year(y))
		} else {
			fmt.Fprint(&b, values[0])
		}
		values = values[1:]
	}
	return b.String()
}

func below(path, part string) string {
	if part == "" {
		return path
	}
	return path + "/" + part
}

// Year is the season's part of an address: "2026", or "khong-ro".
func Year(y registry.Year) string {
	if y == 0 {
		return "khong-ro"
	}
	return fmt.Sprint(int(y))
}

// Query is an address with what it is asked for, in pairs of name and value. An
// empty value is left out.
func Query(path string, pairs ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			v.Set(pairs[i], pairs[i+1])
		}
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}
