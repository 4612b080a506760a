package desk_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

// Who publishes lets out the photos that the page showed: one that came meanwhile is
// shown first.
func TestAPhotoThatCameMeanwhileIsNotPublishedUnseen(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.ReadyStory(t)
	verifier := h.As(t, registry.Verifier)
	path := address.EntryStory.At(e.ID)
	_, _, page := verifier.Get(path)
	form := sitetest.PageForm(t, page)
	form.Set("dang", "1")
	words := registry.PhotoText{Caption: "Ảnh vừa tới", Alt: "Người dân", Author: "Văn phòng", Basis: registry.PublicActivity}
	_, err := h.Flow.AddPhoto(t.Context(), h.System(), e.ID, bytes.NewReader(phototest.NewJPEG(320, 240, 3, phototest.Options{})), words)
	if err != nil {
		t.Fatal(err)
	}
	code, _, page := verifier.Post(path, form)
	if code != http.StatusConflict || h.Entry(t, e.ID).Publication.Public() {
		t.Fatalf("published with a photo that nobody saw: %d", code)
	}
	form = sitetest.PageForm(t, page)
	form.Set("dang", "1")
	if code, _, _ := verifier.Post(path, form); code != http.StatusSeeOther || !h.Entry(t, e.ID).Publication.Public() {
		t.Errorf("published after a look: %d", code)
	}
}

// The form that publishes marks the photos of a report that nobody confirmed, ticks them
// not beforehand, and lets out what is ticked.
func TestPhotosOfAReportAreChosen(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	seen := phototest.NewJPEG(320, 240, 1, phototest.Options{})
	e := h.ReadyStory(t, seen)
	err := h.DB.Update(t.Context(), h.Flow.Now(), func(tx *sqlite.Tx) error {
		now, err := tx.Entry(t.Context(), e.ID)
		if err != nil {
			return err
		}
		now.Result = registry.ReportDraft
		return tx.UpdateEntry(&now)
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Clock().Advance(time.Minute)
	words := registry.PhotoText{Caption: "Ảnh của báo cáo", Alt: "Người dân", Author: "Văn phòng", Basis: registry.PublicActivity}
	fresh, err := h.Flow.AddPhoto(t.Context(), h.System(), e.ID, bytes.NewReader(phototest.NewJPEG(320, 240, 2, phototest.Options{})), words)
	if err != nil {
		t.Fatal(err)
	}
	verifier := h.As(t, registry.Verifier)
	path := address.EntryStory.At(e.ID)
	_, _, page := verifier.Get(path)
	form := sitetest.PageForm(t, page)
	first, second := fmt.Sprintf("out.%d", h.Entry(t, e.ID).Photos[0].ID), fmt.Sprintf("out.%d", fresh.ID)
	if !strings.Contains(page, "Báo cáo chưa xác nhận") || form.Get(first) != "1" || form.Has(second) {
		t.Errorf("ticked beforehand: %q and %q", form.Get(first), form.Get(second))
	}
	form.Set("dang", "1")
	form.Set("lead_photo", fmt.Sprint(fresh.ID))
	if code, _, page := verifier.Post(path, form); code != http.StatusUnprocessableEntity ||
		!strings.Contains(page, "Ảnh đứng đầu bài phải là ảnh được chọn") {
		t.Errorf("a photo that is left out comes first: %d", code)
	}
	_, _, page = verifier.Get(path)
	form = sitetest.PageForm(t, page)
	form.Set("dang", "1")
	form.Set(second, "1")
	form.Del(first)
	if code, _, _ := verifier.Post(path, form); code != http.StatusSeeOther {
		t.Fatalf("published: %d", code)
	}
	d, err := h.DB.Edition(t.Context(), e.ID)
	if err != nil || len(d.Photos) != 1 || d.Photos[0].ID != fresh.ID {
		t.Errorf("edition with %d photos, %v", len(d.Photos), err)
	}
	if _, _, page = verifier.Get(address.EntryEditions.At(e.ID)); !strings.Contains(page, "Cho công khai ảnh 1") {
		t.Error("what was left out cannot be chosen at the next release")
	}
}
