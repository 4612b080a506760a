package job

import (
	"slices"
	"strings"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/workflow"
)

// Document makes the search document of an entry: its words, and every name under
// which people know its place.
func Document(e *edition.Edition, flow *workflow.Flow, now time.Time) search.Document {
	ledger, c := flow.Ledger(), &e.Content
	words := e.Searched(flow.Catalogue().In(e.Season), flow.Season(e.Season))
	codes, districts, names := places(ledger, e)
	publisher, aside := registry.PublisherName(e.Source.Publisher)
	d := search.Document{
		ID: int64(e.ID), Title: e.Headline(), Summary: e.Lead(), Unit: strings.Join(names, ". "),
		Body: join(words.Body...), Captions: join(words.Captions...), Figures: join(words.Figures...),
		Year: int(e.Season), Field: string(c.Field), Type: c.Type.String(), Origin: e.Origin.String(), Label: e.Source.Label,
		UnitCodes: codes, Districts: districts, Tags: c.Tags, Published: e.PublishedAt, Visible: e.Visible(now),
		Confirmed: e.Result == registry.Effective, Numbers: []string{e.Number, e.Ref},
		Publisher: publisher, Source: strings.TrimSpace(e.Source.Title + ". " + aside),
	}
	if today := ledger.Today(e.Unit); len(today) > 0 {
		d.OwnerUnit = string(today[0].Code)
	}
	var highest registry.RecognitionLevel
	for _, r := range e.Recognitions {
		if !r.Revoked() && r.Level.Above(highest) {
			highest = r.Level
		}
	}
	d.Recognition = string(highest)
	d.HasPhoto = slices.ContainsFunc(e.Photos, func(p registry.Photo) bool { return p.Shown() })
	d.HasFigures = slices.ContainsFunc(c.Outcomes, func(o registry.Outcome) bool { return !o.Actual.Empty() })
	return d
}

// places lists the codes under which an entry is counted and the names under
// which it is found: as then, as today, and the districts, which are counted
// apart too.
func places(l *registry.Ledger, e *edition.Edition) (codes, districts, names []string) {
	add := func(u registry.Unit) {
		if !slices.Contains(codes, string(u.Code)) {
			codes = append(codes, string(u.Code))
			if u.Kind.Level() == registry.DistrictLevel {
				districts = append(districts, string(u.Code))
			}
		}
		if !slices.Contains(names, u.Name) {
			names = append(names, u.Name)
		}
	}
	if e.UnitText != "" {
		names = append(names, e.UnitText)
	}
	for _, code := range l.Line(e.Unit) {
		if u, ok := l.Unit(code); ok {
			add(u)
		}
		if d, ok := l.District(code); ok {
			add(d)
		}
	}
	if e.Source.District != "" && !slices.Contains(names, e.Source.District) {
		names = append(names, e.Source.District)
	}
	return codes, districts, names
}

func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "" }), "\n")
}
