package edition_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// filled is an entry with a mark of its own in every string that it has, each list with
// one line: "⟦Content.Title⟧".
func filled(origin registry.Origin, result registry.Result) registry.Entry {
	e := registry.Entry{ID: 7, Season: 2026, Origin: origin, Result: result, Registration: registry.Accepted, Publication: registry.Published}
	fill(reflect.ValueOf(&e).Elem(), "")
	e.Photos[0].Basis, e.Photos[0].TakenOn = registry.PublicActivity, "2026-03-01"
	e.CoOwners[0].State = registry.Joined
	return e
}

func fill(v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("⟦" + path + "⟧")
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if !v.Type().Field(i).Anonymous {
				name = strings.TrimPrefix(path+"."+name, ".")
			} else {
				name = path
			}
			fill(v.Field(i), name)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), path)
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), path)
		}
	}
}

var mark = regexp.MustCompile(`⟦([^⟧]*)⟧`)

// outsideTable are the parts of an entry that are no fields of the form, and are sealed.
var outsideTable = []string{"Number", "Ref", "UnitText", "Photos.Hash", "Photos.Tone", "CoOwners.Unit", "Fates.Fate"}

// TestNothingInsideIsSealed: of everything that an entry holds, a sealed body has what
// the table of fields gives to readers outside, the source, and the few parts beside the
// table; in every state of the report, of consent and of a photo.
func TestNothingInsideIsSealed(t *testing.T) {
	t.Parallel()
	for _, result := range []registry.Result{registry.NoReport, registry.ReportDraft, registry.ReportSent, registry.ReportReturned,
		registry.Effective, registry.Ineffective} {
		for _, consent := range []bool{false, true} {
			for _, down := range []bool{false, true} {
				e := filled(registry.Registered, result)
				e.Content.Type, e.Content.PersonConsent, e.Content.ContactPress = registry.IndividualExemplar, consent, consent
				e.Photos[0].TakenDown = down
				checkSealed(t, fmt.Sprintf("%s, consent %v, photo down %v", result, consent, down), &e)
			}
		}
	}
}

func checkSealed(t *testing.T, name string, e *registry.Entry) {
	t.Helper()
	form, err := edition.Seal(e)
	if err != nil {
		t.Fatal(err)
	}
	inside, seen := map[string]bool{}, 0
	for _, x := range e.Texts() {
		if !e.Open(x) && (x.Photo != nil || !e.Shows(x.Seen, x.Person, registry.ForPress)) {
			inside[*x.At] = true
		}
	}
	for _, m := range mark.FindAllStringSubmatch(form.Body, -1) {
		seen++
		part, _, _ := strings.Cut(m[1], ".")
		switch {
		case inside[m[0]]:
			t.Errorf("%s: %s is kept inside and sealed", name, m[1])
		case part == "Content" || part == "Story" || part == "Source":
		case part == "Report" && e.Result.Confirmed(), part == "Photos" && e.Photos[0].Shown():
		case slices.Contains(outsideTable, m[1]) && (part != "Photos" || e.Photos[0].Shown()):
		default:
			t.Errorf("%s: %s is sealed", name, m[1])
		}
	}
	if got := strings.Contains(form.Body, "⟦Photos.Caption⟧"); got == e.Photos[0].TakenDown {
		t.Errorf("%s: the words of its photo are sealed: %v", name, got)
	}
	if seen < 20 {
		t.Errorf("%s: only %d texts are sealed", name, seen)
	}
	if got := strings.Contains(form.Body, "⟦Content.Outcomes.Actual⟧"); got != e.Result.Confirmed() {
		t.Errorf("%s: the reached value is sealed: %v", name, got)
	}
	if strings.Contains(form.Body, "⟦Content.Outcomes.Evidence⟧") {
		t.Errorf("%s: the proof is sealed", name)
	}
	insideFields(t, name, e, registry.ContentFields(), &form.Public.Content, true)
	insideFields(t, name, e, registry.ReportFields(), &form.Public.Report, e.Result.Confirmed())
}

// insideFields demands that every field of a table that readers outside may not have is
// empty, whatever its kind; those that say what may be shown of the rest are not words.
func insideFields[T any](t *testing.T, name string, e *registry.Entry, defs []registry.FieldDef[T], part *T, open bool) {
	t.Helper()
	for i := range defs {
		d := &defs[i]
		if open && e.Shows(d.Seen, d.Person, registry.Public|registry.ForPress) || d.Name == "person_consent" || d.Name == "contact_press" {
			continue
		}
		if v := reflect.ValueOf(d.Pointer(part)).Elem(); !v.IsZero() && (v.Kind() != reflect.Slice || v.Len() > 0) && d.Name != "outcomes" {
			t.Errorf("%s: %s is kept inside and sealed: %v", name, d.Name, v)
		}
	}
}

// TestSamePartSameBytes: what is typed inside changes nothing of the bytes, what readers
// would have changes them.
func TestSamePartSameBytes(t *testing.T) {
	t.Parallel()
	seal := func(edit func(*registry.Entry)) string {
		e := filled(registry.Registered, registry.ReportReturned)
		if edit != nil {
			edit(&e)
		}
		form, err := edition.Seal(&e)
		if err != nil || edition.Hash(form.Body) != form.Hash {
			t.Fatal(form.Hash, err)
		}
		return form.Hash
	}
	whole := seal(nil)
	for name, edit := range map[string]func(*registry.Entry){
		"report":     func(e *registry.Entry) { e.Report.Impact = "gõ" },
		"actual":     func(e *registry.Entry) { e.Content.Outcomes[0].Actual = "987654" },
		"evidence":   func(e *registry.Entry) { e.Content.Outcomes[0].Evidence = "gõ" },
		"state":      func(e *registry.Entry) { e.Result = registry.ReportSent },
		"version":    func(e *registry.Entry) { e.Version, e.UpdatedAt = 99, time.Now() },
		"document":   func(e *registry.Entry) { e.Attachments = append(e.Attachments, registry.Attachment{Name: "mới"}) },
		"return":     func(e *registry.Entry) { e.ReturnReason = "thiếu" },
		"reason":     func(e *registry.Entry) { e.CoOwners[0].Reason = "bận" },
		"named":      func(e *registry.Entry) { e.CoOwners = append(e.CoOwners, registry.CoOwner{Unit: "x"}) },
		"photo down": func(e *registry.Entry) { e.Photos = append(e.Photos, registry.Photo{ID: 9, TakenDown: true}) },
		"photo alone": func(e *registry.Entry) {
			e.Photos = append(e.Photos, registry.Photo{ID: 9, PhotoText: registry.PhotoText{Caption: "x"}})
		},
	} {
		if seal(edit) != whole {
			t.Errorf("%s: typed inside, and the sealed bytes differ", name)
		}
	}
	for name, edit := range map[string]func(*registry.Entry){
		"title":   func(e *registry.Entry) { e.Content.Title = "gõ" },
		"target":  func(e *registry.Entry) { e.Content.Outcomes[0].Target = "9" },
		"result":  func(e *registry.Entry) { e.Result = registry.Effective },
		"caption": func(e *registry.Entry) { e.Photos[0].Caption = "gõ" },
		"season":  func(e *registry.Entry) { e.Season = 2025 },
		"origin":  func(e *registry.Entry) { e.Origin = registry.Reported },
	} {
		if seal(edit) == whole {
			t.Errorf("%s: readers would have it, and the sealed bytes are the same", name)
		}
	}
}

// TestOpenGivesWhatWasSealed: an edition that is read has the public part of its entry,
// but the photos that were taken down since.
func TestOpenGivesWhatWasSealed(t *testing.T) {
	t.Parallel()
	e := filled(registry.Registered, registry.Effective)
	form, err := edition.Seal(&e)
	if err != nil {
		t.Fatal(err)
	}
	live := registry.Entry{ID: e.ID, Season: 2020, Publication: registry.Corrected}
	d, err := edition.Open(edition.Stamp{No: 2}, form.Body, live)
	if err != nil {
		t.Fatal(err)
	}
	again, err := edition.Seal(d.Public())
	if err != nil || again.Body != form.Body {
		t.Errorf("sealed again it differs: %v\n%s\n%s", err, form.Body, again.Body)
	}
	if d.Season != 2026 || d.Publication != registry.Corrected || !d.Final() {
		t.Errorf("season %d, %s, final %v", d.Season, d.Publication, d.Final())
	}
	live.Photos = []registry.Photo{{ID: e.Photos[0].ID, TakenDown: true}}
	if d, err = edition.Open(edition.Stamp{No: 1}, form.Body, live); err != nil || len(d.Photos) != 0 {
		t.Errorf("%d photos, %v; the only one was taken down", len(d.Photos), err)
	}
	if p, err := edition.Preview(&e); err != nil || p.Final() {
		t.Errorf("a preview is final: %v", err)
	}
}
