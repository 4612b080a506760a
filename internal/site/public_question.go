package site

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/search"
)

const (
	hitsAPage  = 20
	maxPage    = 500
	maxChosen  = 60  // values of one filter
	maxTyped   = 400 // characters of a question
	yearAbsent = "khong-ro"
)

// question is what the address of a search says: the page, the feed and the
// links between them read and write it.
type question struct {
	search.Query
	Page   int
	values url.Values // what was understood, in one form
}

// filters are the parameters that narrow a search, in the order of the page.
var filters = []string{"year", "field", "unit", "district", "kind", "tag", "recognition", "origin", "label", "photo", "figures"}

// readQuestion reads the parameters of a search. What it does not know it leaves
// out: an old link must still lead somewhere.
func readQuestion(in url.Values) question {
	q := question{Page: 1, values: url.Values{}}
	if text := strings.TrimSpace(in.Get("q")); text != "" {
		if r := []rune(text); len(r) > maxTyped {
			text = strings.TrimSpace(string(r[:maxTyped]))
		}
		q.Text = text
		q.values.Set("q", text)
	}
	for _, name := range filters {
		for _, v := range in[name] {
			v = strings.TrimSpace(v)
			if v == "" || len(v) > 80 || len(q.values[name]) >= maxChosen || slices.Contains(q.values[name], v) || !q.take(name, v) {
				continue
			}
			q.values.Add(name, v)
		}
	}
	switch in.Get("sort") {
	case "newest":
		q.Sort = search.Newest
		q.values.Set("sort", "newest")
	case "title":
		q.Sort = search.Title
		q.values.Set("sort", "title")
	}
	if in.Get("exact") == "1" {
		q.Exact = true
		q.values.Set("exact", "1")
	}
	if n, err := strconv.Atoi(in.Get("page")); err == nil && n > 1 && n <= maxPage {
		q.Page = n
	}
	q.Limit = hitsAPage
	q.Offset = (q.Page - 1) * hitsAPage
	return q
}

// ReadSearch reads the parameters of a search as they are kept with a saved one.
func ReadSearch(query string) (search.Query, error) {
	values, err := url.ParseQuery(query)
	return readQuestion(values).Query, err
}

// take adds one value of a filter; false when it is none.
func (q *question) take(name, v string) bool {
	switch name {
	case "year":
		if v == yearAbsent || v == "0" {
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
	case "photo":
		q.WithPhoto = v == "1"
		return q.WithPhoto
	case "figures":
		q.WithFigures = v == "1"
		return q.WithFigures
	}
	return true
}

// filtered counts the filters in force.
func (q question) filtered() int {
	n := 0
	for _, name := range filters {
		n += len(q.values[name])
	}
	return n
}

// asked reports whether anything was typed or chosen.
func (q question) asked() bool { return q.Text != "" || q.filtered() > 0 }

// address is that of the search, changed by edit, at its first page.
func (q question) address(path string, edit func(url.Values)) string {
	v := url.Values{}
	for k, list := range q.values {
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

// at is the address of one page of the answer.
func (q question) at(page int) string {
	return q.address("/mo-hinh", func(v url.Values) {
		if page > 1 {
			v.Set("page", strconv.Itoa(page))
		}
	})
}

// without is the address without one value of a filter.
func (q question) without(name, value string) string {
	return q.address("/mo-hinh", func(v url.Values) {
		v[name] = slices.DeleteFunc(v[name], func(s string) bool { return s == value })
	})
}

// bare is the address without any filter.
func (q question) bare() string {
	return q.address("/mo-hinh", func(v url.Values) {
		for _, name := range filters {
			v.Del(name)
		}
	})
}
