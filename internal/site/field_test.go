package site_test

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/http"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// markerOf is a number that stands in one text only: no spelling and no way of typing
// makes another word of it.
func markerOf(name string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // never fails
	return fmt.Sprint(1_000_003 + h.Sum64()%8_999_996)
}

// markedEntry is a published entry in which every text is a word of its own.
func markedEntry(t *testing.T, h *sitetest.House) registry.Entry {
	t.Helper()
	e := h.AddStory(t, func(e *registry.Entry) {
		e.Content.Type, e.Content.PersonConsent = registry.IndividualExemplar, true
		e.Content.Outcomes, e.Report.Resources, e.Report.Sites = make(
			[]registry.Outcome,
			1,
		), make(
			[]registry.Resource,
			1,
		), make(
			[]registry.Site,
			1,
		)
		e.Content.Outcomes[0].Actual = "7"
		for _, x := range e.Texts() {
			*x.At = markerOf(x.Where())
		}
		for i := range e.Story.Figures { // shown only with a number
			e.Story.Figures[i].Value = markerOf(fmt.Sprint("value", i))
		}
	})
	p := registry.Photo{Entry: e.ID, Hash: strings.Repeat("a", 64), Width: 800, Height: 600, AddedAt: time.Now()}
	p.Basis = registry.PublicActivity
	e.Photos = []registry.Photo{p}
	for _, x := range e.Texts() {
		if x.Photo != nil {
			*x.At = markerOf(x.Where())
		}
	}
	err := h.DB.Update(context.Background(), time.Now(), func(tx *sqlite.Tx) error {
		if _, err := tx.InsertPhoto(&e.Photos[0]); err != nil {
			return err
		}
		now, err := tx.Entry(context.Background(), e.ID)
		if err != nil {
			return err
		}
		_, err = tx.Seal(&now, edition.Stamp{Deed: registry.DidEntryRelease.String()})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Flow.Reload(context.Background()); err != nil {
		t.Fatal(err)
	}
	h.CatchUp(t)
	return h.Entry(t, e.ID)
}

// What readers outside are shown of a published entry is what the search holds: each
// text is found exactly when its page, its data or its dossier shows it.
func TestPublicDossierIsWhatTheIndexHolds(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := markedEntry(t, h)
	program, visitor := h.Program(t, registry.Visitor), h.Reader(t)
	_, _, page := visitor.Get(sitetest.StoryPath(e))
	data := program.Get(fmt.Sprintf("/api/v1/entries/%d", e.ID)).Want(http.StatusOK).Text
	dossier, err := json.Marshal(view.NewDossier(view.DossierInput{
		Entry: &e, Names: view.Reference{Ledger: h.Flow.Ledger(), Catalogue: h.Flow.Catalogue()}, Season: h.Flow.Season(2026),
		Now: time.Now(),
	}))
	if err != nil {
		t.Fatal(err)
	}
	shown := page + data + string(dossier)
	open := 0
	for _, x := range e.Texts() {
		found := program.Get("/api/v1/entries?q=" + *x.At).Want(http.StatusOK).JSON()["total"] == float64(1)
		public := strings.Contains(shown, *x.At)
		if found != public || public != e.Open(x) {
			t.Errorf("%s: shown outside %v, in the index %v, public %v", x.Where(), public, found, e.Open(x))
		}
		if public {
			open++
		}
	}
	if open < 40 {
		t.Errorf("only %d texts are public", open)
	}
}

// Whatever text answers a question, the result shows the place and marks it, on the
// page and in the API.
func TestHitInEveryPublicTextIsHighlighted(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := markedEntry(t, h)
	program, visitor := h.Program(t, registry.Visitor), h.Reader(t)
	for _, x := range e.PublicTexts() {
		mark := "<mark>" + *x.At + "</mark>"
		if _, _, body := visitor.Get("/mo-hinh?q=" + *x.At); !strings.Contains(body, mark) {
			t.Errorf("%s: the result shows no hit", x.Where())
		}
		items, _ := program.Get("/api/v1/entries?q=" + *x.At).Want(http.StatusOK).JSON()["items"].([]any)
		if len(items) != 1 {
			t.Errorf("%s: %d items", x.Where(), len(items))
			continue
		}
		if lights, _ := items[0].(map[string]any)["highlights"].(map[string]any); !strings.Contains(fmt.Sprint(lights), mark) {
			t.Errorf("%s: highlights %v", x.Where(), lights)
		}
	}
}
