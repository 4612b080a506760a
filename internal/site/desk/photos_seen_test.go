package desk_test

import (
	"bytes"
	"net/http"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
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
