package follow_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

// beside runs a writer beside the test: state after state, in one transaction each,
// also between any two reads of a page. It ends with the test.
func beside(t *testing.T, write func(k int) error) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() {
		for k := 1; ctx.Err() == nil; k++ {
			if err := write(k); err != nil {
				done <- err
				return
			}
			time.Sleep(time.Millisecond) // else readers would wait for the disk
		}
		done <- nil
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// entriesOf lists the registered entries of a season.
func entriesOf(t *testing.T, h *sitetest.House, y registry.Year) (ids []registry.EntryID) {
	t.Helper()
	list, err := h.DB.SeasonEntries(t.Context(), y)
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		ids = append(ids, list[i].ID)
	}
	return ids
}

// TestListAndCountAreOneMoment writes titles and states of all models together beside
// the list behind a number of the cockpit: the lines that a page shows are of one
// state, and as many as the page says.
func TestListAndCountAreOneMoment(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.Reported(t, 12)
	year := h.Flow.CurrentYear()
	ids := entriesOf(t, h, year)
	beside(t, func(k int) error {
		return h.Flow.Update(context.Background(), func(tx *sqlite.Tx) error {
			for i, id := range ids {
				e, err := tx.Entry(context.Background(), id)
				if err != nil {
					return err
				}
				e.Content.Title, e.Registration = fmt.Sprintf("Mô hình lần %d", k), registry.Accepted
				if k%2 == 1 && i%3 == 0 {
					e.Registration = registry.Returned
				}
				if err := tx.UpdateEntry(&e); err != nil {
					return err
				}
			}
			return nil
		})
	})
	who, states := h.As(t, registry.Verifier), map[string]bool{}
	for range 40 {
		code, _, page := who.Get(fmt.Sprintf("/lam-viec/theo-doi/mo-hinh?nam=%d&chang=tiep-nhan", year))
		if code != http.StatusOK {
			t.Fatalf("%d\n%.400s", code, page)
		}
		titles := sitetest.Texts(t, page, ".table tbody th a")
		if len(titles) == 0 {
			t.Fatalf("no lines:\n%.3000s", page)
		}
		k, _ := strconv.Atoi(titles[0][strings.LastIndexByte(titles[0], ' ')+1:])
		want := len(ids)
		if k%2 == 1 {
			want -= (len(ids) + 2) / 3
		}
		for _, title := range titles {
			if title != titles[0] {
				t.Fatalf("%q and %q in one list", titles[0], title)
			}
		}
		if len(titles) != want {
			t.Fatalf("%d lines in state %d, which has %d", len(titles), k, want)
		}
		states[titles[0]] = true
	}
	if len(states) < 3 {
		t.Errorf("%d states seen: the writer was not beside", len(states))
	}
}

// TestComparisonIsOneMoment freezes version after version beside the comparison of
// the figures of now with themselves, and beside the page of the year: a version
// that the page lists is one that its figures know, and nothing differs from itself.
func TestComparisonIsOneMoment(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.Reported(t, 6)
	ids := entriesOf(t, h, h.Flow.CurrentYear())
	path := fmt.Sprintf("/lam-viec/bao-cao-nam/%d", h.Flow.CurrentYear())
	who := h.As(t, registry.Verifier)
	_, _, page := who.Get(path + "/chot")
	form := url.Values{"seen": {"0"}, "examples": sitetest.Links(t, page, "input[name=examples][checked]", "value")}
	if code, _, page := who.Post(path+"/chot", form); code != http.StatusSeeOther {
		t.Fatalf("freeze: %d %s", code, sitetest.Texts(t, page, ".summary"))
	}
	beside(t, func(k int) error {
		return h.Flow.Update(context.Background(), func(tx *sqlite.Tx) error {
			for _, id := range ids {
				e, err := tx.Entry(context.Background(), id)
				if err != nil {
					return err
				}
				e.Content.Title = fmt.Sprintf("Mô hình lần %d", k)
				if err := tx.UpdateEntry(&e); err != nil {
					return err
				}
			}
			return nil
		})
	})
	for range 30 {
		code, _, page := who.Get(path + "/so-sanh?a=0&b=0")
		if code != http.StatusOK || !strings.Contains(page, "Hai bản giống nhau") {
			t.Fatalf("%d: now differs from now: %v", code, sitetest.Texts(t, page, ".table tbody td"))
		}
	}
}
