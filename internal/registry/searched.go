package registry

import "strings"

// Searched is what the search reads of an entry, besides its headline, its lead, its
// unit and its codes: the texts that readers outside have, and lines composed of
// what they see side by side.
type Searched struct {
	Body     []string
	Captions []string // of photos, with who took them
	Figures  []string // results, key figures, themes
}

// Searched gives what the search reads. The index holds these texts and a result
// shows the one that answers, so that whatever is found can be seen.
func (e *Entry) Searched(c *Catalogue, s Season) (out Searched) {
	for _, t := range e.PublicTexts() {
		if t.Photo != nil {
			out.Captions = append(out.Captions, *t.At)
		} else {
			out.Body = append(out.Body, *t.At)
		}
	}
	if e.Source.Recognition != "" {
		out.Body = append(out.Body, e.Source.Recognition)
	}
	line := func(parts ...string) {
		if text := strings.Join(strings.Fields(strings.Join(parts, " ")), " "); text != "" {
			out.Figures = append(out.Figures, text)
		}
	}
	for _, r := range e.Reached() {
		o := r.Outcome
		line(c.Label(o), string(o.Actual), c.Unit(o))
		if ind, ok := c.Indicator(o.Indicator); ok && o.Label != "" {
			line(ind.Label)
		}
	}
	for _, f := range e.KeyFigures(c) {
		line(f.Value, f.Unit, f.Label)
	}
	for _, code := range e.Content.Tags {
		if t, ok := s.Tag(code); ok {
			line(t.Label)
		}
	}
	return out
}

// All lists the texts in the order in which a result looks for one to show.
func (s Searched) All() []string {
	return append(append(append([]string(nil), s.Body...), s.Captions...), s.Figures...)
}

// PublisherName divides who published a source into the name and what the source says of
// the version behind it: "Báo Bắc Giang (bản tiếng Anh)" is of Báo Bắc Giang.
func PublisherName(written string) (name, aside string) {
	written = strings.TrimSpace(written)
	if name, aside, ok := strings.Cut(written, "("); ok && strings.HasSuffix(aside, ")") && strings.TrimSpace(name) != "" {
		return strings.TrimSpace(name), strings.TrimSpace(strings.TrimSuffix(aside, ")"))
	}
	return written, ""
}
