package registry_test

import (
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// Each measure of a registration takes its last value and refuses the next.
func TestRegistrationMeasuresAtTheirEnds(t *testing.T) {
	t.Parallel()
	season, catalogue := registry.DefaultSeason(2026), testkit.Catalogue(t)
	person := func(e *registry.Entry, born registry.Amount) {
		c := &e.Content
		c.Type, c.PersonName, c.PersonTitle, c.PersonWork = registry.IndividualExemplar, "Một cán bộ", "Trưởng thôn", "Thôn Hạ"
		c.PersonConsent, c.PersonBorn = true, born
	}
	for _, c := range []struct {
		field, inside, outside string
		set                    func(*registry.Entry, string)
	}{
		{"outcomes.0.target", "1.000.000.000.000.000", "1.000.000.000.000.002",
			func(e *registry.Entry, s string) { e.Content.Outcomes[0].Target = registry.Amount(s) }},
		{"person_born", "1900", "1899", func(e *registry.Entry, s string) { person(e, registry.Amount(s)) }},
		{"person_born", "2100", "2101", func(e *registry.Entry, s string) { person(e, registry.Amount(s)) }},
		{"person_born", "1975", "1975,5", func(e *registry.Entry, s string) { person(e, registry.Amount(s)) }},
		{"contact_phone", "0204 3854", "0204 385", func(e *registry.Entry, s string) { e.Content.ContactPhone = s }},
		{"contact_phone", "123456789012345", "1234567890123456", func(e *registry.Entry, s string) { e.Content.ContactPhone = s }},
		{"review_on", "2026-02-01", "2026-01-31", func(e *registry.Entry, s string) { e.Content.ReviewOn = registry.Date(s) }},
	} {
		for _, x := range []struct {
			value string
			wrong bool
		}{{c.inside, false}, {c.outside, true}} {
			e := complete()
			c.set(&e, x.value)
			if got := registry.FieldsOf(e.CheckRegistration(season, catalogue)).For(c.field); (got != "") != x.wrong {
				t.Errorf("%s = %s: %q", c.field, x.value, got)
			}
		}
	}
}

// So does the share of a report that was content, and a photo that was taken down is
// none of those a report needs.
func TestReportMeasuresAtTheirEnds(t *testing.T) {
	t.Parallel()
	season, catalogue := registry.DefaultSeason(2026), testkit.Catalogue(t)
	said := func(edit func(*registry.Entry), field string) string {
		e := complete()
		edit(&e)
		return registry.FieldsOf(e.CheckReport(season, catalogue)).For(field)
	}
	for value, wrong := range map[registry.Amount]bool{"": false, "0": false, "100": false, "100,5": true, "-1": true, "hầu hết": true} {
		if got := said(func(e *registry.Entry) { e.Report.Satisfied = value }, "satisfied"); (got != "") != wrong {
			t.Errorf("satisfied %q: %q", value, got)
		}
	}
	for down, wrong := range []bool{false, true} {
		got := said(func(e *registry.Entry) {
			e.Photos = make([]registry.Photo, season.MinPhotos)
			for i := range down {
				e.Photos[i].TakenDown = true
			}
		}, "photos")
		if (got != "") != wrong {
			t.Errorf("%d of %d photos taken down: %q", down, season.MinPhotos, got)
		}
	}
}
