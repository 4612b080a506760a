package public_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// TestTakenDownAtOnce publishes a story and takes it down, again and again, while
// readers keep every kept page warm and a unit saves drafts: an answer to a question
// asked after the removal never names it, one asked after the publication does.
func TestTakenDownAtOnce(t *testing.T) {
	h := sitetest.NewHouse(t, 30, areas...)
	h.CatchUp(t)
	var beside sync.WaitGroup
	h.Deps.Background = beside.Go
	handler, err := sitetest.Handler(shell.Config{}, h.Deps, areas...)
	if err != nil {
		t.Fatal(err)
	}
	h.Server.Config.Handler = handler
	defer beside.Wait()
	e := h.ReadyStory(t)
	var standing atomic.Int64 // odd: the story is out, or on its way
	ctx, stop := context.WithCancel(context.Background())
	var wait sync.WaitGroup
	paths := []string{
		"/",
		"/mo-hinh",
		"/mo-hinh?q=cau+phao",
		"/don-vi/" + string(h.Own),
		"/bao-chi",
		"/sitemap.xml",
		"/so-lieu",
		sitetest.StoryPath(e),
	}
	for i := range 4 {
		r := h.Reader(t)
		wait.Go(func() {
			for n := i; ctx.Err() == nil; n++ {
				before := standing.Load()
				path := paths[n%len(paths)]
				code, _, body := r.Get(path)
				if before == standing.Load() && before%2 == 0 && (code == http.StatusOK || path != sitetest.StoryPath(e)) &&
					strings.Contains(body, sitetest.MarkSlug) {
					t.Errorf("%s names a story that was taken down", path)
				}
				<-time.After(2 * time.Millisecond)
			}
		})
	}
	staff := testkit.Staff(t, h.Flow.Ledger(), 1, h.Own)
	wait.Go(func() {
		d, err := h.Flow.Create(ctx, staff, workflow.NewEntry{Season: h.Flow.CurrentYear()})
		for n := 0; err == nil && ctx.Err() == nil; n++ {
			d, err = h.Flow.Save(ctx, staff, d.ID, 0, workflow.Draft{Content: registry.Content{Goal: fmt.Sprint(n)}})
			<-time.After(time.Millisecond)
		}
	})
	reader := h.Reader(t)
	for range 4 {
		standing.Add(1)
		h.Publish(t, e.ID, time.Time{}, false)
		for _, path := range []string{"/", "/mo-hinh", "/sitemap.xml"} {
			if _, _, body := reader.Get(path); !strings.Contains(body, sitetest.MarkSlug) {
				t.Errorf("%s does not have the story that was just published", path)
			}
		}
		if _, err := h.Flow.Remove(context.Background(), h.System(), e.ID, 0, "Đơn vị đề nghị gỡ."); err != nil {
			t.Fatal(err)
		}
		standing.Add(1)
		for _, path := range paths[:len(paths)-1] {
			if _, _, body := reader.Get(path); strings.Contains(body, sitetest.MarkSlug) {
				t.Errorf("%s names a story that was taken down", path)
			}
		}
	}
	stop()
	wait.Wait()
}

// TestKeptPagesAnswerTheSame asks for each kept page cold, kept, packed and by its
// validator, which a draft leaves as it is and a publication changes.
func TestKeptPagesAnswerTheSame(t *testing.T) {
	h := sitetest.NewHouse(t, 30, areas...)
	h.CatchUp(t)
	e := h.ReadyStory(t)
	staff := testkit.Staff(t, h.Flow.Ledger(), 1, h.Own)
	tags := map[string]string{}
	ask := func(path, accept, tag string) (int, http.Header, string) {
		w := h.Ask(http.MethodGet, path, func(r *http.Request) {
			r.Header.Set("Accept-Encoding", accept)
			r.Header.Set("If-None-Match", tag)
		})
		return w.Code, w.Header(), w.Body.String()
	}
	paths := []string{"/", "/mo-hinh", "/don-vi/" + string(h.Own), "/so-lieu"}
	for _, path := range paths {
		for n, accept := range []string{"", "gzip, br", "gzip, br", "gzip, br", "br", "gzip", ""} {
			code, head, body := ask(path, accept, "")
			if tag := head.Get("ETag"); code != http.StatusOK || tag == "" || n > 0 && tag != tags[path] {
				t.Fatalf("%s, time %d: %d, %q after %q", path, n, code, tag, tags[path])
			}
			if want := map[string]string{"": "", "gzip": "gzip", "br": "br"}; accept != "gzip, br" &&
				head.Get("Content-Encoding") != want[accept] {
				t.Errorf("%s: %q for %q", path, head.Get("Content-Encoding"), accept)
			}
			if accept == "" && !strings.Contains(body, "</html>") {
				t.Errorf("%s: not a page", path)
			}
			tags[path] = head.Get("ETag")
		}
	}
	if _, err := h.Flow.Create(context.Background(), staff, workflow.NewEntry{Season: h.Flow.CurrentYear()}); err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if code, _, body := ask(path, "gzip, br", tags[path]); code != http.StatusNotModified || body != "" {
			t.Errorf("%s after a draft: %d", path, code)
		}
	}
	h.Publish(t, e.ID, time.Time{}, false)
	for _, path := range paths {
		if code, _, _ := ask(path, "gzip, br", tags[path]); code != http.StatusOK {
			t.Errorf("%s after a publication: %d", path, code)
		}
	}
}
