package public_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/press"
	"danvankheo/internal/site/sitetest"
)

func TestFeedsAreConditional(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 60, areas...)
	r := h.Reader(t)
	for _, path := range []string{"/feed.atom", "/feed.rss", "/feed.json", "/feed.rss?year=2020&sort=title"} {
		code, head, body := r.Get(path)
		if code != 200 || head.Get("ETag") == "" || body == "" {
			t.Errorf("%s: %d %v", path, code, head)
		}
		conditions := [][2]string{{"If-None-Match", head.Get("ETag")}, {"If-Modified-Since", head.Get("Last-Modified")}}
		if strings.Contains(path, "?") { // a story may leave a search without a trace
			if head.Get("Last-Modified") != "" {
				t.Errorf("%s is dated", path)
			}
			conditions = conditions[:1]
		}
		for _, cond := range conditions {
			req, _ := http.NewRequest(http.MethodGet, h.Server.URL+path, nil)
			req.Header.Set(cond[0], cond[1])
			resp, err := r.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if cond[1] == "" || resp.StatusCode != http.StatusNotModified {
				t.Errorf("%s with %s %q: %d", path, cond[0], cond[1], resp.StatusCode)
			}
		}
	}
	var feed struct {
		XMLName xml.Name
		Entries []struct {
			ID string `xml:"id"`
		} `xml:"entry"`
	}
	_, _, body := r.Get("/feed.atom")
	if err := xml.Unmarshal([]byte(body), &feed); err != nil || len(feed.Entries) != 50 {
		t.Errorf("%d entries, %v", len(feed.Entries), err)
	}
	if _, _, page := r.Get("/gioi-thieu"); strings.Count(page, `rel="alternate"`) < 3 {
		t.Error("a page does not lead to the three feeds")
	}
}

// With a hub, the whole feeds name it, in their text and in their head; feeds of
// a search, of which it is never notified, do not.
func TestFeedsNameTheHub(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 3, areas...)
	set := h.Flow.Settings()
	set.Hub = "https://hub.example/"
	if err := h.Reference.SaveSettings(context.Background(), h.System(), -1, set); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/feed.atom", "/feed.rss", "/feed.json"} {
		_, head, body := h.Reader(t).Get(path)
		links := strings.Join(head.Values("Link"), ", ")
		if !strings.Contains(body, "https://hub.example/") || !strings.Contains(links, `<https://hub.example/>; rel="hub"`) ||
			!strings.Contains(links, path+`>; rel="self"`) {
			t.Errorf("%s: Link %q", path, links)
		}
		if _, head, body := h.Reader(t).Get(path + "?year=2020"); strings.Contains(body, "hub.example") || head.Get("Link") != "" {
			t.Errorf("%s of a search names the hub", path)
		}
	}
}

// Only the card may be framed, and oEmbed points to it.
func TestEmbed(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.ReadyStory(t, phototest.NewJPEG(640, 480, 8, phototest.Options{}))
	e = h.Publish(t, e.ID, time.Time{}, false)
	r := h.Reader(t)
	code, head, body := r.Get("/oembed?format=json&maxwidth=320&url=" + url.QueryEscape(h.Server.URL+sitetest.StoryPath(e)))
	var o press.OEmbed
	if err := json.Unmarshal([]byte(body), &o); code != 200 || err != nil || o.Type != "rich" || o.Width != 320 || o.ThumbnailURL == "" ||
		head.Get("Access-Control-Allow-Origin") != "*" {
		t.Fatalf("%d %v %+v", code, err, o)
	}
	src := regexp.MustCompile(`src="([^"]+)"`).FindStringSubmatch(o.HTML)
	if src == nil {
		t.Fatal(o.HTML)
	}
	code, head, body = r.Get(strings.TrimPrefix(src[1], h.Server.URL))
	if code != 200 || !strings.Contains(body, sitetest.MarkHeadline) || strings.Contains(body, "<script") ||
		!strings.Contains(head.Get("Content-Security-Policy"), "frame-ancestors *") ||
		head.Get("X-Frame-Options") != "" {
		t.Errorf("card: %d %v", code, head)
	}
	if _, head, _ := r.Get(sitetest.StoryPath(e)); !strings.Contains(head.Get("Content-Security-Policy"), "frame-ancestors 'none'") ||
		head.Get("X-Frame-Options") != "DENY" {
		t.Errorf("the story itself may be framed: %v", head)
	}
	for path, want := range map[string]int{
		"/oembed": 404, "/oembed?url=https://khac.example" + sitetest.StoryPath(e): 404, "/oembed?url=%zz": 404,
		"/oembed?format=xml&url=" + url.QueryEscape(sitetest.StoryPath(e)): 200,
		"/nhung/2026/khong-co": 404,
	} {
		if code, _, _ := r.Get(path); code != want {
			t.Errorf("%s: %d, want %d", path, code, want)
		}
	}
}

// memory in use by the program right now.
func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// A pack of ten photos of 12 megapixels: when it starts, when it ends, what it
// holds meanwhile, and again.
func BenchmarkPressPack(b *testing.B) {
	h := sitetest.NewHouse(b, 0, areas...)
	var photos [][]byte
	for i := range 10 {
		photos = append(photos, phototest.NewJPEG(4000, 3000, int64(100+i), phototest.Options{}))
	}
	e := h.ReadyStory(b, photos...)
	e = h.Publish(b, e.ID, time.Time{}, false)
	var first, bytes, held float64
	before := inUse()
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		resp, err := http.Get(h.Server.URL + sitetest.StoryPath(e) + "/goi-bao-chi.zip")
		if err != nil {
			b.Fatal(err)
		}
		buf := make([]byte, 32<<10)
		if _, err := io.ReadFull(resp.Body, buf[:1]); err != nil {
			b.Fatal(err)
		}
		first = max(first, time.Since(start).Seconds()*1000)
		n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, resp.Body, buf)
		if err != nil {
			b.Fatal(err)
		}
		resp.Body.Close()
		bytes = float64(n)
		if now := inUse(); now > before {
			held = max(held, float64(now-before))
		}
	}
	b.ReportMetric(first, "ms-to-first-byte")
	b.ReportMetric(bytes/1e6, "MB")
	b.ReportMetric(held/1e6, "MB-held")
}
