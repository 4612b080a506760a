package registry_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// complete is a registration with nothing missing.
func complete() registry.Entry {
	return registry.Entry{Season: 2026, Content: registry.Content{
		Title: "Đường làng rộng, lòng dân thuận", Field: "kinh-te", Summary: "Dân góp đất mở đường.", Problem: "Đường hẹp 2 m.",
		Goal: "Mở 2,4 km.", Method: "Họp từng xóm.", Address: "Thôn Hạ", Beneficiaries: "120 hộ", Lead: "Chi bộ thôn",
		Milestones: "Quý I họp dân.", Outputs: "Đường 5 m.", Replicability: "Các thôn khác làm được.", Start: "2026-02-01",
		ReviewOn:    "2026-10-31",
		ContactName: "Cán bộ xã", ContactPhone: "0204 3854 123", Pledge: true,
		Outcomes: []registry.Outcome{{Indicator: "ROAD_KM", Target: "2,4"}},
	}}
}

func TestCheckRegistration(t *testing.T) {
	t.Parallel()
	season, catalogue := registry.DefaultSeason(2026), testkit.Catalogue(t)
	ok := complete()
	if err := ok.CheckRegistration(season, catalogue); err != nil {
		t.Fatalf("a complete registration: %v", err)
	}
	for _, tt := range []struct {
		name, field string
		spoil       func(*registry.Entry)
	}{
		{"no title", "title", func(e *registry.Entry) { e.Content.Title = " " }},
		{"long title", "title", func(e *registry.Entry) { e.Content.Title = strings.Repeat("đ", 151) }},
		{"no field", "field", func(e *registry.Entry) { e.Content.Field = "" }},
		{"unknown field", "field", func(e *registry.Entry) { e.Content.Field = "thien-van" }},
		{"unknown tag", "tags", func(e *registry.Entry) { e.Content.Tags = []string{"x"} }},
		{"no problem", "problem", func(e *registry.Entry) { e.Content.Problem = "" }},
		{"no target", "outcomes.0.indicator", func(e *registry.Entry) { e.Content.Outcomes = nil }},
		{"target no number", "outcomes.0.target", func(e *registry.Entry) { e.Content.Outcomes[0].Target = "khoảng ba" }},
		{"target negative", "outcomes.0.target", func(e *registry.Entry) { e.Content.Outcomes[0].Target = "-3" }},
		{"free indicator without unit", "outcomes.0.unit", func(e *registry.Entry) {
			e.Content.Outcomes[0] = registry.Outcome{Label: "Cầu", Target: "2"}
		}},
		{"unknown indicator", "outcomes.0.indicator", func(e *registry.Entry) { e.Content.Outcomes[0].Indicator = "X" }},
		{"bad date", "start", func(e *registry.Entry) { e.Content.Start = "tháng ba" }},
		{"review before start", "review_on", func(e *registry.Entry) { e.Content.ReviewOn = "2026-01-01" }},
		{"phone", "contact_phone", func(e *registry.Entry) { e.Content.ContactPhone = "gọi bác Ba" }},
		{"mail", "contact_email", func(e *registry.Entry) { e.Content.ContactEmail = "abc" }},
		{"no pledge", "pledge", func(e *registry.Entry) { e.Content.Pledge = false }},
		{"person without consent", "person_consent", func(e *registry.Entry) {
			e.Content.Type, e.Content.PersonName, e.Content.PersonTitle, e.Content.PersonWork = registry.IndividualExemplar,
				"Một cán bộ", "Trưởng thôn", "Thôn Hạ"
		}},
		{"continued without what is new", "what_is_new",
			func(e *registry.Entry) { e.Content.Novelty = registry.Continued; e.Links = []registry.Link{{To: 1}} }},
		{"continued without origin", "novelty", func(e *registry.Entry) {
			e.Content.Novelty = registry.Continued
			e.Content.WhatIsNew = "thêm thôn"
		}},
		{"latitude", "latitude", func(e *registry.Entry) { e.Content.Latitude = "210" }},
		{"photo without caption", "photos.7.caption", func(e *registry.Entry) {
			e.Photos = []registry.Photo{{ID: 7, PhotoText: registry.PhotoText{Alt: "a", Author: "b", Basis: registry.PublicActivity}}}
		}},
		{"children without consent", "photos.7.guardian_consent", func(e *registry.Entry) {
			e.Photos = []registry.Photo{{ID: 7, PhotoText: registry.PhotoText{Caption: "c", Alt: "a", Author: "b",
				Basis: registry.Consent, Children: true}}}
		}},
	} {
		e := complete()
		tt.spoil(&e)
		err := e.CheckRegistration(season, catalogue)
		if registry.KindOf(err) != registry.Invalid || registry.FieldsOf(err).For(tt.field) == "" {
			t.Errorf("%s: %v, want a message for %s", tt.name, err, tt.field)
		}
	}
}

func TestCheckReport(t *testing.T) {
	t.Parallel()
	season, catalogue := registry.DefaultSeason(2026), testkit.Catalogue(t)
	full := func() registry.Entry {
		e := complete()
		e.Report = registry.Report{Leadership: "a", Impact: "b", Difficulties: "c", Lessons: "d", Sustain: "e"}
		o := &e.Content.Outcomes[0]
		o.Actual, o.Period, o.Source = "2,4", "nam", "tu-khai"
		for i := range 3 {
			e.Photos = append(
				e.Photos,
				registry.Photo{
					ID:        registry.PhotoID(i + 1),
					PhotoText: registry.PhotoText{Caption: "c", Alt: "a", Author: "b", Basis: registry.PublicActivity},
				},
			)
		}
		return e
	}
	e := full()
	if err := e.CheckReport(season, catalogue); err != nil {
		t.Fatalf("a complete report: %v", err)
	}
	for field, spoil := range map[string]func(*registry.Entry){
		"photos":              func(e *registry.Entry) { e.Photos = e.Photos[:2] },
		"outcomes.0.actual":   func(e *registry.Entry) { e.Content.Outcomes[0].Actual = "nhiều" },
		"outcomes.0.period":   func(e *registry.Entry) { e.Content.Outcomes[0].Period = "" },
		"outcomes.0.source":   func(e *registry.Entry) { e.Content.Outcomes[0].Source = "" },
		"outcomes.0.evidence": func(e *registry.Entry) { e.Content.Outcomes[0].Source = "minh-chung" },
		"satisfied":           func(e *registry.Entry) { e.Report.Satisfied = "101" },
		"lessons":             func(e *registry.Entry) { e.Report.Lessons = "" },
		"sites.0.since":       func(e *registry.Entry) { e.Report.Sites = []registry.Site{{Place: "x", Since: "hôm qua"}} },
	} {
		e := full()
		spoil(&e)
		if err := e.CheckReport(season, catalogue); registry.FieldsOf(err).For(field) == "" {
			t.Errorf("%s: %v, want a message for it", field, err)
		}
	}
}

// A draft keeps any text, and cleaning it twice is cleaning it once.
func TestCleanIsIdempotent(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	letters := []rune("aăâđêôơưAÁ ̣̀\r\n\t\x00“”'\"<>&=+-@0123456789.,\u200d😀")
	for range 500 {
		s := make([]rune, r.IntN(40))
		for i := range s {
			s[i] = letters[r.IntN(len(letters))]
		}
		once := registry.CleanText(string(s))
		if twice := registry.CleanText(once); twice != once {
			t.Fatalf("CleanText(%q) = %q, then %q", string(s), once, twice)
		}
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]registry.Date{"31/03/2026": "2026-03-31", "2026-03-31": "2026-03-31", " 1/2/2026 ": "2026-02-01",
		"tháng ba": "tháng ba", "31/02/2026": "31/02/2026", "": ""} {
		if got := registry.NewDate(in); got != want {
			t.Errorf("NewDate(%q) = %q, want %q", in, got, want)
		}
	}
	if err := registry.DefaultSeason(2026).Check(); err != nil {
		t.Errorf("the default season: %v", err)
	}
}

func TestDiff(t *testing.T) {
	t.Parallel()
	a, b := registry.Revision{Content: complete().Content}, registry.Revision{Content: complete().Content}
	b.Content.Title, b.Content.Outcomes[0].Target = "Tên khác", "3"
	b.Photos = map[registry.PhotoID]registry.PhotoText{1: {Caption: "Mở đường"}}
	got := registry.Diff(a, b)
	if len(got) != 3 || got[0].Field != "title" || got[0].New != "Tên khác" || got[1].Field != "outcomes" || got[2].Field != "photos.1" {
		t.Errorf("Diff = %+v", got)
	}
	if n := len(registry.Diff(a, a)); n != 0 {
		t.Errorf("Diff(a, a) has %d changes", n)
	}
}
