package view_test

import (
	"sync"
	"testing"

	"danvankheo/internal/cover"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// TestCoverIsItsOwnHoweverManyAsk: those who ask at the same moment share a
// drawing only of the same field, entry and size.
func TestCoverIsItsOwnHoweverManyAsk(t *testing.T) {
	t.Parallel()
	type key struct {
		field registry.FieldCode
		id    registry.EntryID
		w, h  int
	}
	var keys []key
	for id := registry.EntryID(90_000); id < 90_040; id++ {
		keys = append(keys, key{"kinh-te", id, 120, 80}, key{"kinh-te", id, 80, 120}, key{"quoc-phong-an-ninh", id, 120, 80})
	}
	got := make([]string, 2*len(keys))
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() {
			<-start
			k := keys[i/2]
			got[i] = string(view.Cover(k.field, k.id, k.w, k.h))
		})
	}
	close(start)
	wg.Wait()
	for i := range got {
		k := keys[i/2]
		if want := string(cover.New(string(k.field), int64(k.id)).SVG(k.w, k.h, "")); got[i] != want {
			t.Errorf("%v: the cover of another", k)
		}
	}
}
