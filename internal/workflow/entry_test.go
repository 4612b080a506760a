package workflow_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

var words = registry.PhotoText{
	Caption: "Dân thôn Hạ dỡ tường, 12/02/2026",
	Alt:     "Mười người cùng dỡ bức tường gạch bên đường",
	Author:  "UBND phường",
	Basis:   registry.PublicActivity,
}

// The main job: from a draft to a public story, with a return on the way.
func TestFromDraftToStory(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	entry := must[registry.Entry](t)
	e := entry(h.Create(ctx, h.Staff, workflow.NewEntry{Season: 2026, FormKey: "k1"}))
	again := entry(h.Create(ctx, h.Staff, workflow.NewEntry{Season: 2026, FormKey: "k1"}))
	if again.ID != e.ID {
		t.Errorf("a form sent twice made %d and %d", e.ID, again.ID)
	}
	_, err := h.Submit(ctx, h.Staff, e.ID, e.Version, &workflow.Draft{Content: registry.Content{Title: "Chưa xong"}})
	kindIs(t, "submit of an incomplete draft", err, registry.Invalid)
	e = entry(h.DB.Entry(ctx, e.ID))
	if e.Content.Title != "Chưa xong" || e.Registration != registry.Draft {
		t.Errorf("after a refused submit: %q, %v", e.Content.Title, e.Registration)
	}
	d := workflow.Draft{Content: testkit.CompleteContent()}
	e = entry(h.Submit(ctx, h.Staff, e.ID, e.Version, &d))
	if twice := entry(h.Submit(ctx, h.Staff, e.ID, e.Version-1, &d)); twice.Version != e.Version {
		t.Errorf("sent twice: version %d, then %d", e.Version, twice.Version)
	}
	_, err = h.Save(ctx, h.Staff, e.ID, e.Version, d)
	kindIs(t, "save of what was sent", err, registry.Conflict)
	_, err = h.Accept(ctx, h.Staff, e.ID, e.Version)
	kindIs(t, "accept by the unit", err, registry.Denied)

	e = entry(h.Return(ctx, h.Verifier, e.ID, e.Version, []string{"thieu-chi-tieu"}, "Ghi rõ đầu kỳ của chỉ tiêu đất."))
	d.Content.Outcomes[1].Baseline = "0"
	_, err = h.Submit(ctx, h.Staff, e.ID, e.Version, &d)
	if registry.FieldsOf(err).For("checks") == "" {
		t.Errorf("sent again with the checklist open: %v", err)
	}
	e = entry(h.DB.Entry(ctx, e.ID))
	d.Ticked = []string{"thieu-chi-tieu"}
	e = entry(h.Submit(ctx, h.Staff, e.ID, e.Version, &d))
	e = entry(h.Accept(ctx, h.Verifier, e.ID, e.Version))
	if !e.Content.Outcomes[0].Committed {
		t.Error("accepted targets are not committed")
	}

	r := workflow.ReportDraft{
		Report:   registry.Report{Leadership: "a", Impact: "b", Difficulties: "c", Lessons: "d", Sustain: "e"},
		Outcomes: append([]registry.Outcome{}, e.Content.Outcomes...),
	}
	r.Outcomes[0].Target = "0,1" // what was promised cannot be changed afterwards
	for i := range r.Outcomes {
		r.Outcomes[i].Actual, r.Outcomes[i].Period, r.Outcomes[i].Source = "3,5", "nam", "tu-khai"
	}
	for i := range 3 {
		must[registry.Photo](
			t,
		)(
			h.AddPhoto(ctx, h.Staff, e.ID, bytes.NewReader(phototest.NewJPEG(640, 480, int64(i), phototest.Phone())), words),
		)
	}
	e = entry(h.SendReport(ctx, h.Staff, e.ID, e.Version, &r))
	if e.Content.Outcomes[0].Target != "2,4" || e.Content.Outcomes[0].Actual != "3,5" {
		t.Errorf("reported outcome %+v", e.Content.Outcomes[0])
	}
	e = entry(h.Confirm(ctx, h.Verifier, e.ID, e.Version, true, ""))
	if e.Publication != registry.Pending {
		t.Errorf("an effective model waits for publishing, not %v", e.Publication)
	}
	e = entry(
		h.SaveStory(
			ctx,
			h.Verifier,
			e.ID,
			e.Version,
			registry.Story{Headline: "Đường rộng nhờ lòng dân", Short: "Ngắn", Quote: "Ai cũng vui.", QuoteName: "Trưởng thôn Hạ"},
		),
	)
	e = entry(h.Publish(ctx, h.Verifier, e.ID, e.Version, time.Time{}, false))
	if !e.Visible(h.Now()) {
		t.Error("a published story is not visible")
	}
	slug := e.Slug
	_, err = h.SaveStory(ctx, h.Verifier, e.ID, e.Version, registry.Story{})
	kindIs(t, "silent edit of a public story", err, registry.Conflict)
	s := e.Story
	s.Headline = "Đường rộng hơn nhờ lòng dân"
	e = entry(h.Correct(ctx, h.Verifier, e.ID, e.Version, s, "Sửa tiêu đề cho đúng số liệu."))
	old := entry(h.DB.EntryAt(ctx, 2026, string(slug)))
	if old.ID != e.ID || old.Slug == slug || len(old.Corrections) != 1 {
		t.Errorf("old address gives entry %d slug %s, corrections %v", old.ID, old.Slug, old.Corrections)
	}
	e = entry(h.Remove(ctx, h.Verifier, e.ID, e.Version, "Đơn vị đề nghị gỡ."))
	if e.Visible(h.Now()) {
		t.Error("a removed story is visible")
	}
	revisions, err := h.DB.Revisions(ctx, e.ID)
	if err != nil || len(revisions) < 9 {
		t.Errorf("%d revisions, %v", len(revisions), err)
	}
}

func TestScheduledStory(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := h.accepted(t)
	at := h.Now().Add(time.Hour)
	e = must[registry.Entry](t)(h.Publish(ctx, h.Verifier, e.ID, e.Version, at, true))
	journalist := registry.Actor{Account: 3, Role: registry.Journalist}
	if !journalist.Can(registry.View, &e, h.Now()) || (registry.Actor{}).Can(registry.View, &e, h.Now()) {
		t.Error("before its time a story is for journalists only")
	}
	if n, err := h.PublishDue(ctx); n != 0 || err != nil {
		t.Errorf("published %d before their time, %v", n, err)
	}
	h.Time.Move(time.Hour)
	if n, err := h.PublishDue(ctx); n != 1 || err != nil {
		t.Errorf("published %d at their time, %v", n, err)
	}
	e = must[registry.Entry](t)(h.DB.Entry(ctx, e.ID))
	if e.Publication != registry.Published || !e.PublishedAt.Equal(at) {
		t.Errorf("%v at %v, want %v", e.Publication, e.PublishedAt, at)
	}
}

// accepted is an accepted registration.
func (h *house) accepted(t *testing.T) registry.Entry {
	t.Helper()
	ctx, entry := context.Background(), must[registry.Entry](t)
	e := entry(h.Create(ctx, h.Staff, workflow.NewEntry{Season: 2026}))
	e = entry(h.Submit(ctx, h.Staff, e.ID, e.Version, &workflow.Draft{Content: testkit.CompleteContent()}))
	return entry(h.Accept(ctx, h.Verifier, e.ID, e.Version))
}

// Another unit knows nothing of a draft: not even that it is there.
func TestOthersDraftsAreNotFound(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := must[registry.Entry](t)(h.Create(ctx, h.Staff, workflow.NewEntry{Season: 2026, Content: testkit.CompleteContent()}))
	other := testkit.Staff(t, h.Ledger(), 9, "07228-202507")
	_, err := h.Save(ctx, other, e.ID, e.Version, workflow.Draft{})
	kindIs(t, "save", err, registry.NotFound)
	_, err = h.Submit(ctx, other, e.ID, e.Version, nil)
	kindIs(t, "submit", err, registry.NotFound)
	_, err = h.AddPhoto(ctx, other, e.ID, strings.NewReader("x"), words)
	kindIs(t, "photo", err, registry.NotFound)
	_, err = h.Create(ctx, other, workflow.NewEntry{Season: 2026, Unit: "07210-202507"})
	kindIs(t, "create for another unit", err, registry.Denied)
}

// A successor continues what its predecessor registered: what stays true comes
// along, what must be stated again does not, and it stays one model.
func TestContinueAcrossAMerger(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	entry := must[registry.Entry](t)
	old := registry.Entry{
		Season:       2024,
		Unit:         "07210",
		Registration: registry.Accepted,
		Result:       registry.Effective,
		Content:      testkit.CompleteContent(),
	}
	old.Content.Outcomes[0].Actual = "2,6"
	if err := h.DB.Update(ctx, h.Now(), func(tx *sqlite.Tx) error { return tx.InsertEntry(&old, 0, "") }); err != nil {
		t.Fatal(err)
	}
	e := entry(h.Create(ctx, h.Staff, workflow.NewEntry{Season: 2026, From: old.ID}))
	c := e.Content
	if e.Model != old.Model || c.Title != old.Content.Title || c.Novelty != registry.Continued || c.Pledge || c.PersonConsent ||
		c.ContactPress ||
		c.Start != "" ||
		c.Outcomes[0].Baseline != "2,6" ||
		c.Outcomes[0].Target != "" {
		t.Errorf("continued: model %d, %+v", e.Model, c)
	}
	other := testkit.Staff(t, h.Ledger(), 9, "07228-202507")
	_, err := h.Create(ctx, other, workflow.NewEntry{Season: 2026, From: old.ID})
	kindIs(t, "learning from what is not public", err, registry.NotFound)
}

// Two people edit one entry: every edit ends in the saved text or as a Conflict,
// never as a silent loss.
func TestTwoEditors(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := must[registry.Entry](t)(h.Create(ctx, h.Staff, workflow.NewEntry{Season: 2026}))
	r := rand.New(rand.NewPCG(3, 4))
	versions := [2]int{e.Version, e.Version}
	var stored registry.Content
	saved, refused := 0, 0
	for n := range 50 {
		who := r.IntN(2)
		c := registry.Content{Title: fmt.Sprintf("Bản %d của người %d", n, who), Problem: strings.Repeat("chữ ", r.IntN(30))}
		got, err := h.Save(ctx, h.Staff, e.ID, versions[who], workflow.Draft{Content: c})
		switch registry.KindOf(err) {
		case registry.None:
			saved++
			c.Clean()
			stored, versions[who] = c, got.Version
		case registry.Conflict:
			refused++
			now := must[registry.Entry](t)(h.DB.Entry(ctx, e.ID))
			if !reflect.DeepEqual(now.Content.Title, stored.Title) || now.Content.Problem != stored.Problem {
				t.Fatalf("a refused save changed the text to %q", now.Content.Title)
			}
			versions[who] = now.Version // the person has seen both texts
		default:
			t.Fatal(err)
		}
	}
	if saved+refused != 50 || refused == 0 {
		t.Errorf("%d saved, %d refused", saved, refused)
	}
}

// Whatever a draft holds, it holds after saving and reading back.
func TestDraftsKeepEveryField(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	r := rand.New(rand.NewPCG(5, 6))
	e := must[registry.Entry](t)(h.Create(ctx, h.Staff, workflow.NewEntry{Season: 2026}))
	for range 200 {
		var c registry.Content
		randomise(r, reflect.ValueOf(&c).Elem())
		c.Field, c.Tags = "van-hoa", []string{"dan-toc", "ton-giao"}
		for i := range c.Outcomes {
			c.Outcomes[i] = registry.Outcome{Label: c.Outcomes[i].Label + "x", Target: c.Outcomes[i].Target}
		}
		e = must[registry.Entry](t)(h.Save(ctx, h.Staff, e.ID, e.Version, workflow.Draft{Content: c}))
		got := must[registry.Entry](t)(h.DB.Entry(ctx, e.ID)).Content
		c.Clean()
		if !reflect.DeepEqual(got, c) {
			t.Fatalf("kept\n%+v\nwant\n%+v", got, c)
		}
	}
}

var odd = []string{
	"Đường làng",
	"2,4",
	"31/02/2026",
	"“nháy” 'đơn'",
	"<b>&amp;</b>",
	"=1+1",
	"dòng\nhai",
	"hòa\u0300",
	"😀",
	"",
	"  thừa  ",
	"1.306,5",
}

func randomise(r *rand.Rand, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(odd[r.IntN(len(odd))])
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Uint8:
		v.SetUint(uint64(r.IntN(3)))
	case reflect.Struct:
		for i := range v.NumField() {
			randomise(r, v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), r.IntN(4), 4))
		for i := range v.Len() {
			randomise(r, v.Index(i))
		}
	}
}

// A picture that is none gets a message and leaves nothing; the same picture
// twice is one photo.
func TestPhotos(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := must[registry.Entry](t)(h.Create(ctx, h.Staff, workflow.NewEntry{Season: 2026}))
	_, err := h.AddPhoto(ctx, h.Staff, e.ID, strings.NewReader("%PDF-1.7 not a picture"), words)
	kindIs(t, "a PDF as photo", err, registry.Unsupported)
	_, err = h.AddPhoto(ctx, h.Staff, e.ID, strings.NewReader(""), words)
	kindIs(t, "an empty photo", err, registry.Invalid)
	pic := phototest.NewJPEG(800, 600, 1, phototest.Phone())
	a := must[registry.Photo](t)(h.AddPhoto(ctx, h.Staff, e.ID, bytes.NewReader(pic), words))
	b := must[registry.Photo](t)(h.AddPhoto(ctx, h.Staff, e.ID, bytes.NewReader(pic), words))
	if a.ID != b.ID {
		t.Errorf("one picture sent twice is photos %d and %d", a.ID, b.ID)
	}
	if a.TakenOn != "2026-10-02" {
		t.Errorf("taken on %q, want the camera's day", a.TakenOn)
	}
	c := must[registry.Photo](
		t,
	)(
		h.AddPhoto(ctx, h.Staff, e.ID, bytes.NewReader(phototest.NewJPEG(800, 600, 2, phototest.Options{})), words),
	)
	if err := h.MovePhoto(ctx, h.Staff, c.ID, -1); err != nil {
		t.Fatal(err)
	}
	e = must[registry.Entry](t)(h.DB.Entry(ctx, e.ID))
	if e.Photos[0].ID != c.ID || e.Photos[1].ID != a.ID {
		t.Errorf("order %d, %d", e.Photos[0].ID, e.Photos[1].ID)
	}
	if err := h.TakeDownPhoto(ctx, h.Verifier, c.ID, true, "Người trong ảnh đề nghị gỡ"); err != nil {
		t.Fatal(err)
	}
	e = must[registry.Entry](t)(h.DB.Entry(ctx, e.ID))
	if e.Photos[0].Shown() || e.LeadPhoto() == nil || e.LeadPhoto().ID != a.ID {
		t.Error("a photo taken down is still shown")
	}
}
