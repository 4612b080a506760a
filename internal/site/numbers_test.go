package site_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// A story with a telephone, identity or bank number goes out, now, later or as a
// correction, only when who publishes it says that it is meant so; the question is
// asked each time again and its box is never ticked beforehand.
func TestNumbersOfPersonsAreAskedFor(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.ReadyStory(t)
	verifier, path := h.As(t, registry.Verifier), address.EntryStory.At(e.ID)
	form := sitetest.VersionForm(e, "headline", "Cầu phao bến Hạ", "short", "Ủng hộ qua tài khoản 19036789012345, gọi 0912 345 678.")
	refused := func(what string) {
		t.Helper()
		form.Set("version", fmt.Sprint(h.Entry(t, e.ID).Version))
		code, _, body := verifier.Post(path, form)
		said := sitetest.FieldError(t, body, workflow.NumbersField)
		if code != http.StatusUnprocessableEntity || !strings.Contains(said, "tài khoản 19036789012345") ||
			!strings.Contains(said, "điện thoại 0912 345 678") {
			t.Errorf("%s: %d, beside the box %q", what, code, said)
		}
		if asked, ticked := sitetest.Asks(t, body, workflow.NumbersField); !asked || ticked {
			t.Errorf("%s: asked %v, ticked beforehand %v", what, asked, ticked)
		}
	}
	form.Set("dang", "1")
	refused("published now")
	form.Del("dang")
	form.Set("hen", "1")
	form.Set("publish_at", view.FieldMoment(time.Now().Add(48*time.Hour)))
	refused("published later")
	form.Del("hen")
	form.Set("luu", "1") // saving is not publishing
	form.Set("version", fmt.Sprint(h.Entry(t, e.ID).Version))
	verifier.Want(http.StatusSeeOther, path, form)
	form.Del("luu")
	form.Set("dang", "1")
	form.Set("numbers_ok", "1")
	form.Set("version", fmt.Sprint(h.Entry(t, e.ID).Version))
	verifier.Want(http.StatusSeeOther, path, form)
	if !h.Entry(t, e.ID).Publication.Public() {
		t.Fatal("not published although the numbers were meant")
	}
	form.Del("dang")
	form.Del("numbers_ok")
	form.Set("dinh-chinh", "1")
	form.Set("note", "Sửa câu.")
	refused("corrected")
	if _, _, body := verifier.Get(path); len(sitetest.Texts(t, body, ".field__warning")) == 0 {
		t.Error("the editor does not point at the numbers")
	}
}

// asked reports whether a page asks, unticked, if numbers of persons are meant.
func asked(t *testing.T, page string) bool {
	t.Helper()
	asked, ticked := sitetest.Asks(t, page, workflow.NumbersField)
	return asked && !ticked
}

// What becomes public after the story did, by whichever door, is asked about too:
// a revision, a caption sent by a program, a report once it is confirmed, a photo
// that is put back, a collection. The answer stands in the record without the numbers.
func TestNumbersOfPersonsAreAskedForAtEveryDoor(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.ReadyStory(t)
	h.Publish(t, e.ID, time.Time{}, false)
	verifier, admin := h.As(t, registry.Verifier), h.Program(t, registry.Admin)
	const phone = "0912 345 678"

	form := reviseForm(h.Entry(t, e.ID), "Ai cần thì gọi "+phone+".")
	code, _, body := verifier.Post(address.EntryRevise.At(e.ID), form)
	if code != http.StatusUnprocessableEntity || !strings.Contains(sitetest.FieldError(t, body, workflow.NumbersField), phone) ||
		!strings.Contains(sitetest.Typed(t, body, "problem"), "Ai cần thì gọi") {
		t.Errorf("revised: %d without the question or without what was typed", code)
	}
	if strings.Contains(h.Entry(t, e.ID).Content.Problem, phone) {
		t.Error("revised without an answer")
	}
	form.Set("numbers_ok", "1")
	verifier.Want(http.StatusSeeOther, address.EntryRevise.At(e.ID), form)
	form = reviseForm(h.Entry(t, e.ID), "Ai cần thì gọi "+phone+" buổi sáng.")
	verifier.Want(http.StatusSeeOther, address.EntryRevise.At(e.ID), form) // readers have that number

	path := fmt.Sprintf("/api/v1/entries/%d/photos", e.ID)
	picture := phototest.NewJPEG(320, 240, 7, phototest.Phone())
	words := map[string]string{"caption": "Bà Lan, 0988 777 666", "alt": "Bà Lan", "author": "Văn An", "basis": "consent"}
	admin.Upload(path, picture, words).Want(http.StatusCreated) // it waits
	release := func(ctx context.Context) error {
		_, err := h.Flow.Release(ctx, h.ActorOf(t, registry.Verifier), e.ID, "", "Thêm ảnh của bà con.")
		return err
	}
	if err := release(t.Context()); registry.FieldsOf(err).For(workflow.NumbersField) == "" {
		t.Errorf("released with a caption that has a number: %v", err)
	}
	if err := release(workflow.NumbersMeant(t.Context())); err != nil {
		t.Fatal(err)
	}

	id := h.Entry(t, e.ID).Photos[0].ID
	back := fmt.Sprintf("/lam-viec/anh/%d/go", id)
	verifier.Want(http.StatusSeeOther, back, url.Values{"reason": {"Chờ xem lại."}})
	if code, _, body := verifier.Post(back, url.Values{"lai": {"1"}}); code != http.StatusUnprocessableEntity || !asked(t, body) {
		t.Errorf("a photo put back: %d without the question", code)
	}
	verifier.Want(http.StatusSeeOther, back, url.Values{"lai": {"1"}, "numbers_ok": {"1"}})

	collection := url.Values{"id": {"0"}, "title": {"Cầu phao"}, "lead": {"Hỏi " + phone}, "shown": {"1"}, "entries": {e.Number}}
	if code, _, body := verifier.Post("/lam-viec/bien-tap-trang/bo-suu-tap", collection); code != http.StatusUnprocessableEntity ||
		!asked(t, body) {
		t.Errorf("a collection: %d without the question", code)
	}
	collection.Set("numbers_ok", "1")
	verifier.Want(http.StatusSeeOther, "/lam-viec/bien-tap-trang/bo-suu-tap", collection)

	list, _, err := h.DB.Audits(context.Background(), sqlite.AuditFilter{Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	for _, a := range list {
		if strings.HasSuffix(a.Action, ".numbers") {
			said++
			if a.After != "điện thoại 1" || a.Account == 0 {
				t.Errorf("the record of the answer: %+v", a)
			}
		}
	}
	if said != 4 {
		t.Errorf("%d answers in the record, want 4", said)
	}
}

// reviseForm is the form of a revision that changes the problem alone.
func reviseForm(e registry.Entry, problem string) url.Values {
	v := sitetest.VersionForm(
		e,
		"reason",
		"Thêm cách liên hệ.",
		"title",
		e.Content.Title,
		"type",
		e.Content.Type.String(),
		"field",
		string(e.Content.Field),
		"summary",
		e.Content.Summary,
		"novelty",
		e.Content.Novelty.String(),
		"problem",
		problem,
		"method",
		e.Content.Method,
		"body",
		e.Content.Body,
	)
	for _, p := range e.Photos {
		for name, value := range map[string]string{"caption": p.Caption, "alt": p.Alt, "author": p.Author, "basis": p.Basis.String()} {
			v.Set(fmt.Sprintf("photos.%d.%s", p.ID, name), value)
		}
	}
	return v
}

// The report is the unit's and the verifier's until it is confirmed: neither its
// words nor their places are found before, and its numbers are asked about then.
func TestReportIsPublicOnceConfirmed(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.ReadyStory(t)
	h.Publish(t, e.ID, time.Time{}, false)
	err := h.DB.Update(context.Background(), h.Flow.Now(), func(tx *sqlite.Tx) error {
		e, err := tx.Entry(context.Background(), e.ID)
		if err != nil {
			return err
		}
		e.Result, e.Report.Impact = registry.ReportSent, "Xưởng nhuộm chàm mở lại, hỏi 0912 345 678."
		return tx.UpdateEntry(&e)
	})
	if err != nil {
		t.Fatal(err)
	}
	h.CatchUp(t)
	if _, _, body := h.Reader(t).Get("/mo-hinh?q=nhu%E1%BB%99m+ch%C3%A0m"); sitetest.Anywhere(body, "Xưởng") {
		t.Error("a report nobody confirmed is found by strangers")
	}
	verifier, path := h.As(t, registry.Verifier), address.EntryConfirm.At(e.ID)
	form := sitetest.VersionForm(h.Entry(t, e.ID), "hieu-qua", "1")
	if code, _, body := verifier.Post(path, form); code != http.StatusUnprocessableEntity || !asked(t, body) {
		t.Errorf("confirmed: %d without the question", code)
	}
	form.Set("numbers_ok", "1")
	verifier.Want(http.StatusSeeOther, path, form)
	h.CatchUp(t)
	if _, _, body := h.Reader(t).Get("/mo-hinh?q=nhu%E1%BB%99m+ch%C3%A0m"); !sitetest.Says(t, body, "main article, main li", "Xưởng") {
		t.Error("a confirmed report is not found")
	}
}
