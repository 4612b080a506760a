package job_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"danvankheo/internal/job"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow/flows"
)

// hub is the one outside: it keeps the topics that it was notified of.
type hub struct {
	mu     sync.Mutex
	status int
	topics []string
}

func (h *hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if r.FormValue("hub.mode") == "publish" && h.status/100 == 2 {
		h.topics = append(h.topics, r.FormValue("hub.url"))
	}
	w.WriteHeader(h.status)
}

func (h *hub) answer(status int) { h.mu.Lock(); h.status = status; h.mu.Unlock() }
func (h *hub) notified() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := h.topics
	h.topics = nil
	return list
}

// A publication, a correction and a removal each reach the hub once; a hub that
// fails is asked again later, and what it has not heard outlives the program.
func TestHub(t *testing.T) {
	t.Parallel()
	ctx, db, now := context.Background(), testkit.DB(t), testkit.Now
	set, err := flows.New(ctx, db, nil, nil, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	testkit.Fill(t, db, 3)
	outside := &hub{status: http.StatusNoContent}
	server := httptest.NewServer(outside)
	t.Cleanup(server.Close)
	open := func() *job.Hub { // as after a start
		return job.NewHub(set.Flow, slog.New(slog.DiscardHandler), "https://dvk.example/", "/feed.atom", "/feed.json")
	}
	h := open()
	once := func(want ...string) {
		t.Helper()
		if err := h.Once(ctx); err != nil {
			t.Fatal(err)
		}
		if got := outside.notified(); !slices.Equal(got, want) {
			t.Errorf("the hub was notified of %q, want %q", got, want)
		}
	}
	once() // none is configured
	s := set.Flow.Settings()
	s.Hub = server.URL
	if err := set.Reference.SaveSettings(ctx, registry.System("thử"), -1, s); err != nil {
		t.Fatal(err)
	}
	topics := []string{"https://dvk.example/feed.atom", "https://dvk.example/feed.json"}
	once(topics...) // what was published before
	once()

	e, err := db.LatestEditions(ctx, 1, now)
	if err != nil || len(e) != 1 {
		t.Fatal(e, err)
	}
	outside.answer(http.StatusServiceUnavailable)
	if _, err := set.Flow.Correct(ctx, registry.System("thử"), e[0].ID, 0, e[0].Story, "Sửa một con số trong bài."); err != nil {
		t.Fatal(err)
	}
	once()
	outside.answer(http.StatusOK)
	once() // too early after the failure
	h = open()
	now = now.Add(time.Minute)
	once(topics...)
	if _, err := set.Flow.Remove(ctx, registry.System("thử"), e[0].ID, 0, "Đơn vị đề nghị gỡ."); err != nil {
		t.Fatal(err)
	}
	once(topics...)
	once()
}

// A hub that sends the ping elsewhere is not followed: this machine is inside
// the office's network.
func TestHubIsNotFollowed(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	set, err := flows.New(ctx, db, nil, nil, func() time.Time { return testkit.Now })
	if err != nil {
		t.Fatal(err)
	}
	testkit.Fill(t, db, 3)
	inside := &hub{status: http.StatusNoContent}
	private := httptest.NewServer(inside)
	t.Cleanup(private.Close)
	outside := httptest.NewServer(http.RedirectHandler(private.URL+"/inside", http.StatusTemporaryRedirect))
	t.Cleanup(outside.Close)
	s := set.Flow.Settings()
	s.Hub = outside.URL
	if err := set.Reference.SaveSettings(ctx, registry.System("thử"), -1, s); err != nil {
		t.Fatal(err)
	}
	h := job.NewHub(set.Flow, slog.New(slog.DiscardHandler), "https://dvk.example/", "/feed.atom")
	if err := h.Once(ctx); err != nil {
		t.Fatal(err)
	}
	if got := inside.notified(); len(got) != 0 {
		t.Errorf("followed to a server within: %q", got)
	}
	if s, err := db.HubStatus(ctx); err != nil || s.Attempts != 1 {
		t.Errorf("the failure is not noted: %+v, %v", s, err)
	}
}
