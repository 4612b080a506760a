package registry_test

import (
	"fmt"
	"strings"
	"testing"

	"danvankheo/internal/registry"
)

// drafts are the checks that a saved part of an entry passes, by its paper.
func drafts(e *registry.Entry) map[registry.Paper]registry.Fields {
	return map[registry.Paper]registry.Fields{
		registry.OfRegistration: e.Content.CheckDraft(registry.DefaultSeason(2026)),
		registry.OfReport:       e.Report.CheckDraft(e.Content.Outcomes),
		registry.OfStory:        e.Story.CheckDraft(),
		registry.OfPhoto:        e.CheckPhotoDrafts(),
	}
}

// Every text of an entry has the length of its row in the table, counted as it is kept:
// in composed letters, one character a line end. The message is under its own name.
func TestEveryTextHasItsLength(t *testing.T) {
	t.Parallel()
	const decomposed = "e\u0302\u0301" // ế as three characters
	for i, x := range filled().Texts() {
		e := filled()
		at, most := e.Texts()[i].At, x.Limit()
		if short := strings.HasSuffix(x.Name, ".caption") || strings.HasSuffix(x.Name, ".alt"); short != (most == 1000) {
			t.Errorf("%s has %d characters", x.Where(), most)
		}
		*at = strings.Repeat(decomposed, most-2) + "\r\nế"
		for paper, wrong := range drafts(e) {
			if len(wrong) > 0 {
				t.Errorf("%s of %d characters is refused in paper %d: %v", x.Where(), most, paper, wrong)
			}
		}
		*at = strings.Repeat("ế", most+1)
		want := fmt.Sprintf("quá mức %s.", map[int]string{500: "500", 1000: "1.000", 40_000: "40.000"}[most])
		wrong := drafts(e)[x.Paper]
		if len(wrong) != 1 || wrong[0].Field != x.Name || !strings.HasPrefix(wrong[0].Message, x.Label+" dài ") ||
			!strings.Contains(wrong[0].Message, want) {
			t.Errorf("%s of %d characters: %v", x.Where(), most+1, wrong)
		}
	}
}

// A list of a report has as many rows as one of a registration.
func TestEveryListHasItsRows(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{registry.MaxRows: "", registry.MaxRows + 1: "resources sites outcomes"} {
		r := registry.Report{Resources: make([]registry.Resource, n), Sites: make([]registry.Site, n)}
		var got []string
		for _, w := range r.CheckDraft(make([]registry.Outcome, n)) {
			got = append(got, w.Field)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%d rows: %q, want %q", n, got, want)
		}
	}
}

// A self-report keeps long texts for its points and lines for the rest.
func TestEveryPartOfASelfReportHasItsLength(t *testing.T) {
	t.Parallel()
	long := map[string]bool{}
	for _, p := range registry.SelfPoints() {
		long[p.Name] = true
	}
	for _, name := range (registry.SelfText{}).Names() {
		most := registry.MaxLine
		if long[name] {
			most = registry.MaxText
		}
		var text registry.SelfText
		text.Set(name, strings.Repeat("ế", most))
		if wrong := text.CheckDraft(); len(wrong) > 0 {
			t.Errorf("%s of %d characters: %v", name, most, wrong)
		}
		text.Set(name, strings.Repeat("ế", most+1))
		if wrong := text.CheckDraft(); len(wrong) != 1 || wrong[0].Field != name || strings.HasPrefix(wrong[0].Message, " ") {
			t.Errorf("%s of %d characters: %v", name, most+1, wrong)
		}
	}
}

// A note is cleaned before it is counted, at both ends of its measure.
func TestNoteHasItsLength(t *testing.T) {
	t.Parallel()
	note := registry.Note{Name: "n", Label: "Ghi chú", Min: 3, Max: 5, Short: "Ngắn quá."}
	for _, c := range []struct{ typed, kept, wrong string }{
		{"  a\u0301b  ", "áb", "Ngắn quá."},
		{" ba\u0301n ", "bán", ""},
		{"a\r\nb\r\nc", "a\nb\nc", ""},
		{"abcdef", "abcdef", "Ghi chú dài 6 ký tự, quá mức 5. Hãy rút gọn."},
	} {
		var wrong registry.Fields
		if kept := note.Read(&wrong, c.typed); kept != c.kept {
			t.Errorf("%q is kept as %q", c.typed, kept)
		}
		if got := wrong.For("n"); got != c.wrong || len(wrong) > 1 {
			t.Errorf("%q: %v, want %q", c.typed, wrong, c.wrong)
		}
	}
	var wrong registry.Fields
	if note.Optional().Read(&wrong, " "); len(wrong) > 0 {
		t.Errorf("an optional note left empty: %v", wrong)
	}
	if n := note.Of("T1"); n.Name != "T1n" || n.Label != "Ghi chú T1" {
		t.Errorf("of T1: %+v", n)
	}
}

// The words of a source and of a recognition, which only tables bring, have theirs.
func TestSourceHasItsLengths(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ế", registry.MaxText+1)
	e := registry.Entry{UnitText: long, Source: registry.Source{
		Title: long, Publisher: long, Date: long, URL: long, District: long, Recognition: long,
	}}
	r := registry.Recognition{Text: long, Act: registry.Act{Form: long, Number: long, Issuer: long, Signer: long, RevokeReason: long}}
	for _, c := range []struct {
		wrong registry.Fields
		want  string
	}{
		{e.CheckSourceDraft(), "unit_name district recognition source_title source_publisher source_date source_url"},
		{r.CheckDraft(), "form number issuer signer revoke_reason text"},
		{(&registry.Entry{}).CheckSourceDraft(), ""}, {(&registry.Recognition{}).CheckDraft(), ""},
	} {
		var got []string
		for _, w := range c.wrong {
			got = append(got, w.Field)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("too long: %q, want %q", got, c.want)
		}
	}
}
