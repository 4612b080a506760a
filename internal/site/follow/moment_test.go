package follow_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

// beside runs a writer beside the pages of a house: state after state of all its
// entries, in one transaction each. The clock, which pages ask between their reads,
// lets the writer in. It ends with the test.
func beside(t *testing.T, h *sitetest.House, ids []registry.EntryID, change func(e *registry.Entry, i, k int)) {
	t.Helper()
	now := h.Flow.Now()
	write := func(ctx context.Context, k int) error {
		return h.DB.Update(ctx, now, func(tx *sqlite.Tx) error {
			for i, id := range ids {
				e, err := tx.Entry(ctx, id)
				if err != nil {
					return err
				}
				change(&e, i, k)
				if err := tx.UpdateEntry(&e); err != nil {
					return err
				}
			}
			return nil
		})
	}
	running, stop := context.WithCancel(context.Background())
	wrote, done := make(chan struct{}), make(chan error, 1)
	go func() {
		for k := 1; running.Err() == nil; k++ {
			if err := write(context.Background(), k); err != nil {
				stop()
				done <- err
				return
			}
			select {
			case wrote <- struct{}{}:
			case <-running.Done():
			}
		}
		done <- nil
	}()
	h.Flow.Clock = func() time.Time {
		select {
		case <-wrote:
		case <-running.Done():
		}
		return now
	}
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
	who, states := h.As(t, registry.Verifier), map[string]bool{}
	beside(t, h, ids, func(e *registry.Entry, i, k int) {
		e.Content.Title, e.Registration = fmt.Sprintf("Mô hình lần %d", k), registry.Accepted
		if k%2 == 1 && i%3 == 0 {
			e.Registration = registry.Returned
		}
	})
	for range 20 {
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
		sitetest.Has(t, page, "main", fmt.Sprintf("%d mô hình", want))
		states[titles[0]] = true
	}
	if len(states) < 3 {
		t.Errorf("%d states seen: the writer was not beside", len(states))
	}
}

// TestComparisonIsOneMoment writes titles, figures and results of all models beside the comparison of
// the figures of now with themselves, and of a frozen version with them: nothing
// differs from itself, and what has changed since is of one state.
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
	beside(t, h, ids, func(e *registry.Entry, _, k int) {
		e.Content.Title, e.Content.Outcomes[0].Actual = fmt.Sprintf("Mô hình lần %d", k), registry.AmountOf(float64(k))
		e.Result = []registry.Result{registry.ReportSent, registry.Effective}[k%2]
	})
	for range 20 {
		code, _, page := who.Get(path + "/so-sanh?a=0&b=0")
		if code != http.StatusOK || !sitetest.Says(t, page, "main .empty", "Hai bản giống nhau") {
			t.Fatalf("%d: now differs from now: %q", code, sitetest.Texts(t, page, ".table tbody td"))
		}
		_, _, page = who.Get(path + "/so-sanh?a=1&b=0")
		var titles []string
		for _, head := range sitetest.Texts(t, page, ".table tbody th") {
			if title, _, ok := strings.Cut(head, " (số "); ok {
				titles = append(titles, title)
			}
		}
		if titles = slices.Compact(titles); len(titles) > 1 {
			t.Fatalf("models of several states: %q", titles)
		}
	}
}
