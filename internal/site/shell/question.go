package shell

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/view"
)

// WithQuery is an address with the parameters that are not empty.
func WithQuery(path string, v url.Values) string { return view.WithQuery(path, v) }

// Bounds of a search.
const (
	PageSize   = 20
	MaxPage    = 500
	MaxChosen  = 60  // values of one filter
	MaxTyped   = 400 // characters of a question
	MaxValue   = 160 // bytes of one value of a filter
	YearAbsent = "khong-ro"
)

// Question is what the address of a search says: the page, the feed and the
// links between them read and write it.
type Question struct {
	search.Query
	Page   int
	Values url.Values // what was understood, in one form
}

// Filters are the parameters that narrow a search, in the order of the page.
var Filters = []string{"year", "field", "unit", "district", "kind", "tag", "recognition", "origin", "label", "publisher", "photo", "figures"}

// ReadQuestion reads the parameters of a search. What it does not know it leaves
// out: an old link must still lead somewhere.
func ReadQuestion(in url.Values) Question {
	q := Question{Page: 1, Values: url.Values{}}
	if text := strings.TrimSpace(in.Get("q")); text != "" {
		if r := []rune(text); len(r) > MaxTyped {
			text = strings.TrimSpace(string(r[:MaxTyped]))
		}
		q.Text = text
		q.Values.Set("q", text)
	}
	for _, name := range Filters {
		for _, v := range in[name] {
			v = strings.TrimSpace(v)
			if v == "" || len(v) > MaxValue || len(q.Values[name]) >= MaxChosen || slices.Contains(q.Values[name], v) || !q.Take(name, v) {
				continue
			}
			q.Values.Add(name, v)
		}
	}
	switch in.Get("sort") {
	case "newest":
		q.Sort = search.Newest
		q.Values.Set("sort", "newest")
	case "title":
		q.Sort = search.Title
		q.Values.Set("sort", "title")
	}
	if in.Get("exact") == "1" {
		q.Exact = true
		q.Values.Set("exact", "1")
	}
	if n, err := strconv.Atoi(in.Get("page")); err == nil && n > 1 && n <= MaxPage {
		q.Page = n
	}
	q.Limit = PageSize
	q.Offset = (q.Page - 1) * PageSize
	return q
}

// ReadSearch reads the parameters of a search as they are kept with a saved one.
func ReadSearch(query string) (search.Query, error) {
	values, err := url.ParseQuery(query)
	return ReadQuestion(values).Query, err
}

// Take adds one value of a filter; false when it is none.
func (q *Question) Take(name, v string) bool {
	switch name {
	case "year":
		if v == YearAbsent || v == "0" {
			q.UnknownYear = true
			return true
		}
		n, err := strconv.Atoi(v)
		if err != nil || n < 1900 || n > 2200 {
			return false
		}
		q.Years = append(q.Years, n)
	case "field":
		q.Fields = append(q.Fields, v)
	case "unit":
		q.Units = append(q.Units, v)
	case "district":
		q.Districts = append(q.Districts, v)
	case "kind":
		if _, err := registry.ParseType(v); err != nil {
			return false
		}
		q.Types = append(q.Types, v)
	case "tag":
		q.Tags = append(q.Tags, v)
	case "recognition":
		q.Recognitions = append(q.Recognitions, v)
	case "origin":
		if _, err := registry.ParseOrigin(v); err != nil {
			return false
		}
		q.Origins = append(q.Origins, v)
	case "label":
		q.Labels = append(q.Labels, v)
	case "publisher":
		q.Publishers = append(q.Publishers, v)
	case "photo":
		q.WithPhoto = v == "1"
		return q.WithPhoto
	case "figures":
		q.WithFigures = v == "1"
		return q.WithFigures
	}
	return true
}

// Filtered counts the filters in force.
func (q Question) Filtered() int {
	n := 0
	for _, name := range Filters {
		n += len(q.Values[name])
	}
	return n
}

// Asked reports whether anything was typed or chosen.
func (q Question) Asked() bool { return q.Text != "" || q.Filtered() > 0 }

// Address is that of the search, changed by edit, at its first page.
func (q Question) Address(path string, edit func(url.Values)) string {
	v := url.Values{}
	for k, list := range q.Values {
		v[k] = slices.Clone(list)
	}
	if edit != nil {
		edit(v)
	}
	for k, list := range v {
		if len(list) == 0 {
			delete(v, k)
		}
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// At is the address of one page of the answer.
func (q Question) At(page int) string {
	return q.Address(address.Stories, func(v url.Values) {
		if page > 1 {
			v.Set("page", strconv.Itoa(page))
		}
	})
}

// Without is the address without one value of a filter.
func (q Question) Without(name, value string) string {
	return q.Address(address.Stories, func(v url.Values) {
		v[name] = slices.DeleteFunc(v[name], func(s string) bool { return s == value })
	})
}

// Bare is the address without any filter.
func (q Question) Bare() string {
	return q.Address(address.Stories, func(v url.Values) {
		for _, name := range Filters {
			v.Del(name)
		}
	})
}

// LeadRunes is how much of a story's lead a list shows.
const LeadRunes = 200

// ReadYear reads the season's part of an address.
func ReadYear(text string) (registry.Year, bool) {
	if text == address.Year(0) {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return registry.Year(n), err == nil && len(text) == 4 && n > 0
}
