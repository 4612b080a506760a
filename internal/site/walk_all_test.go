package site_test

import (
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/job"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

// town is a house with an entry in every state and those who read it.
type town struct {
	*sitetest.House
	states  []state
	asked   *answering
	readers map[string]*walk
	now     time.Time
}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{House: sitetest.NewHouse(t, 4, areas...), now: time.Now().Truncate(time.Second)}
	w.Flow.Clock = func() time.Time { return w.now }
	w.states = states(w.House)
	for i := range w.states {
		sealedIn(t, w.House, &w.states[i], i+1)
	}
	w.asked = prepared(t, w.House, w.states)
	journalist := w.ActorOf(t, registry.Journalist)
	secret, _, err := w.Newsdesk.SaveSearch(t.Context(), journalist, "Đường làng", "q=đường+làng", true)
	if err != nil {
		t.Fatal(err)
	}
	var stories []registry.Entry
	var numbers []string
	for _, s := range w.states {
		stories, numbers = append(stories, s.entry), append(numbers, s.entry.Number)
	}
	stories = append(stories, w.Entry(t, w.asked.follower))
	verifier := w.ActorOf(t, registry.Verifier)
	if _, err := w.Newsdesk.SaveCollection(t.Context(), verifier, sqlite.Collection{Slug: "duong-lang", Title: "Đường làng",
		Lead: "Những con đường.", Shown: true}, strings.Join(numbers, "\n")); err != nil {
		t.Fatal(err)
	}
	if err := w.Newsdesk.SetHomePicks(t.Context(), verifier, strings.Join(numbers[:3], "\n")); err != nil {
		t.Fatal(err)
	}
	if err := w.Flow.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.pass(t, time.Minute)
	w.readers = map[string]*walk{
		"visitor":    newWalk(t, w.House, stories, secret, w.Reader(t)),
		"journalist": newWalk(t, w.House, stories, secret, w.As(t, registry.Journalist)),
	}
	return w
}

// pass lets time pass and the program do what it does by itself.
func (w *town) pass(t *testing.T, d time.Duration) {
	t.Helper()
	w.now = w.now.Add(d)
	if _, err := w.Flow.PublishDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Followup.AskSurvival(t.Context()); err != nil {
		t.Fatal(err)
	}
	hashes, err := w.DB.PhotoHashes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Deps.Photos.Sweep(func(hash string) bool { return hashes[hash] }, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	w.CatchUp(t)
}

// digests queues the mails that are due the day after, and gives how many.
func (w *town) digests(t *testing.T) int {
	t.Helper()
	s := w.Flow.MailSettings()
	if s.On = true; s.Host == "" {
		s.Host, s.Port, s.From, s.Site = "thu.example.vn", 587, "so@example.vn", "https://so.example.vn"
	}
	version, err := w.Reference.MailSettingsVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Reference.SaveMailSettings(t.Context(), w.ActorOf(t, registry.Admin), version, s, nil); err != nil {
		t.Fatal(err, registry.FieldsOf(err))
	}
	y, m, d := w.now.In(registry.Zone).Date()
	w.now = time.Date(y, m, d+1, 20, 0, 0, 0, registry.Zone).UTC()
	runner := job.New(w.DB, w.Set, w.Deps.Index, slog.New(slog.DiscardHandler))
	runner.ReadSearch = shell.ReadSearch
	n, err := runner.Digests(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// read reads everything as everybody.
func (w *town) read(t *testing.T) map[string]map[string]answer {
	t.Helper()
	out := map[string]map[string]answer{}
	for name, r := range w.readers {
		out[name] = r.all(t)
	}
	return out
}

// again reads the same addresses once more.
func (w *town) again(t *testing.T, before map[string]map[string]answer) map[string]map[string]answer {
	t.Helper()
	out := map[string]map[string]answer{}
	for name, r := range w.readers {
		out[name] = map[string]answer{}
		for _, path := range slices.Sorted(maps.Keys(before[name])) {
			out[name][path] = r.read(t, path)
		}
	}
	return out
}

// TestNothingTypedIsPublic: whatever units write in every state that they can write in,
// no byte of any public route or file differs, for a visitor and for a journalist, until
// somebody who may publish releases it.
func TestNothingTypedIsPublic(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	before := w.read(t)
	total := 0
	for name, r := range w.readers {
		total += len(before[name])
		for path, a := range before[name] {
			if a.Code >= 500 {
				t.Errorf("%s: GET %s = %d", name, path, a.Code)
			}
			if page, _, _ := strings.Cut(path, "?"); page == path && (strings.Contains(a.Body, typedWord) || strings.Contains(a.Body, typedFigure)) {
				t.Errorf("%s: GET %s has what is yet to be typed", name, path)
			}
		}
		r.covers(t, before[name])
	}
	t.Logf("%d answers", total)
	staff, program := w.As(t, registry.UnitStaff), w.Program(t, registry.UnitStaff)
	for i := range w.states {
		typeInto(t, w.House, &w.states[i], staff, program)
	}
	w.asked.answer(t, w.House, staff)
	w.pass(t, 2*time.Hour)
	after := w.again(t, before)
	for name := range w.readers {
		for i, d := range differences(before[name], after[name]) {
			if i < 25 {
				t.Errorf("%s: %s", name, d)
			}
		}
	}
	if n := w.digests(t); n != 0 {
		t.Errorf("%d digests tell of what was typed", n)
	}
	w.release(t)
	if n := w.digests(t); n != 1 {
		t.Errorf("%d digests tell of what was released, want that of the journalist", n)
	}
}

// release: what waited is public once the verifier releases it, and only what was
// reviewed by that.
func (w *town) release(t *testing.T) {
	t.Helper()
	office := w.ActorOf(t, registry.Verifier)
	for _, s := range w.states {
		e := w.Entry(t, s.entry.ID)
		path := sitetest.StoryPath(e)
		before := w.readers["visitor"].read(t, path)
		_, err := w.Flow.Release(t.Context(), office, e.ID, "", "Đơn vị gửi ảnh và lời chú mới.")
		accepted := e.Registration == registry.Accepted && e.Released()
		if changed := s.form != "" || s.name == "đã xác nhận"; (err == nil) != (accepted && changed) {
			t.Errorf("%s: release: %v", s.name, err)
		}
		w.pass(t, time.Minute)
		now := w.readers["visitor"].read(t, path)
		if differs := now.Body != before.Body; differs != (err == nil && e.Publication.Public()) {
			t.Errorf("%s: after release (%v) the page differs: %v", s.name, err, differs)
		}
		if err == nil && s.form != "" && e.Publication.Public() && !strings.Contains(now.Body, typedWord) {
			t.Errorf("%s: the released words are not on its page", s.name)
		}
		if now.Code == http.StatusOK && !e.Result.Confirmed() && strings.Contains(now.Body, "987.654") {
			t.Errorf("%s: a figure that nobody confirmed is public", s.name)
		}
	}
}
