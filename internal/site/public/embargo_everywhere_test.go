package public_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// routesOf are all the addresses that could tell of a story: those that are the
// story, and those that list stories.
func routesOf(e registry.Entry, secret string) (own, lists []string) {
	p, id := sitetest.StoryPath(e), int64(e.ID)
	own = []string{
		p,
		p + "/goi-bao-chi.zip",
		p + "/tai/bai-60-tu.txt",
		p + "/tai/du-kien.json",
		p + "/qr.svg",
		p + "/bien-a5",
		p + fmt.Sprintf("/anh/%d-in.jpg", e.Photos[0].ID),
		fmt.Sprintf(
			"/anh/%d/1200.jpg",
			e.Photos[0].ID,
		),
		"/oembed?url=" + url.QueryEscape(p),
		"/nhung" + strings.TrimPrefix(p, "/mo-hinh"),
		fmt.Sprintf("/bao-chi/goi-bao-chi.zip?id=%d", id),
		fmt.Sprintf("/api/v1/entries/%d", id),
		fmt.Sprintf("/bia/%d.jpg", id),
	}
	q := "?q=" + url.QueryEscape(sitetest.MarkHeadline)
	lists = []string{
		"/",
		"/mo-hinh" + q,
		"/mo-hinh?sort=newest",
		"/goi-y?q=" + url.QueryEscape("cầu phao vượt"),
		"/feed.atom",
		"/feed.rss",
		"/feed.json",
		"/feed.atom" + q,
		"/feed.json" + q,
		"/sitemap.xml",
		"/api/v1/entries" + q,
		"/api/v1/suggest" + q,
		"/don-vi/07210-202507",
		"/bao-chi",
		"/bao-chi/chon" + q,
		fmt.Sprintf("/bao-chi/chon?id=%d", id),
		"/mo-hinh/goi-bao-chi.zip" + q,
		"/bao-chi/goi-y-de-tai",
		"/bo-suu-tap/thu-nghiem",
		"/feed/rieng/" + secret + "/tin.atom",
	}
	return own, lists
}

// tells reports whether an answer speaks of the story.
func tells(body string) bool {
	return strings.Contains(body, "Cầu phao vượt lũ") || strings.Contains(body, sitetest.MarkSlug)
}

func lookEverywhere(t *testing.T, h *sitetest.House, who string, r *sitetest.Reader, e registry.Entry, secret string, open bool) {
	t.Helper()
	own, lists := routesOf(e, secret)
	for _, path := range own {
		code, _, body := r.Get(path)
		if open && code != 200 {
			t.Errorf("%s, public: GET %s = %d", who, path, code)
		}
		if !open && (code != 404 && code != 410 || tells(body)) {
			t.Errorf("%s, not public: GET %s = %d, tells %v", who, path, code, tells(body))
		}
	}
	for _, path := range lists {
		code, _, body := r.Get(path)
		asked := strings.Contains(path, "q=") // the question itself is echoed
		if asked {
			body = strings.NewReplacer(sitetest.MarkHeadline, "", url.QueryEscape(sitetest.MarkHeadline), "").Replace(body)
		}
		if strings.HasPrefix(path, "/feed") && strings.Contains(body, "Đã gỡ") { // a removal keeps its link, and nothing else
			body = strings.ReplaceAll(body, sitetest.StoryPath(e), "")
		}
		if code != 200 && code != 404 {
			t.Errorf("%s: GET %s = %d", who, path, code)
		}
		if got := tells(body) || strings.Contains(body, sitetest.MarkSlug); !open && got {
			t.Errorf("%s, not public: GET %s tells of the story", who, path)
		} else if open && !got {
			t.Errorf("%s, public: GET %s does not tell of the story (%d)", who, path, code)
		}
	}
}

// work does once what the program does every second.
func work(t *testing.T, h *sitetest.House) {
	t.Helper()
	if _, err := h.Flow.PublishDue(context.Background()); err != nil {
		t.Fatal(err)
	}
	h.CatchUp(t)
}

// withdrawn corrects a public story that a journalist took, then takes it down.
func withdrawn(
	t *testing.T,
	h *sitetest.House,
	clock *sitetest.Clock,
	journalist *sitetest.Reader,
	e registry.Entry,
	account registry.AccountID,
	secret string,
) {
	t.Helper()
	ctx, visitor := context.Background(), h.Reader(t)
	if code, _, _ := journalist.Get(sitetest.StoryPath(e) + "/goi-bao-chi.zip"); code != 200 {
		t.Errorf("pack: %d", code)
	}
	_, head, _ := visitor.Get(fmt.Sprintf("/anh/%d/1200.jpg", e.Photos[0].ID))
	tag := head.Get("ETag")
	story := e.Story
	story.Headline = sitetest.MarkHeadline + ", bản mới" // the address moves
	if _, err := h.Flow.Correct(ctx, h.System(), e.ID, 0, story, "Sửa chiều dài cầu phao."); err != nil {
		t.Fatal(err)
	}
	h.CatchUp(t)
	clock.Advance(time.Minute)
	if code, head, _ := visitor.Get(sitetest.StoryPath(e)); code != http.StatusMovedPermanently ||
		head.Get("Location") == sitetest.StoryPath(e) {
		t.Errorf("the old address: %d %s", code, head.Get("Location"))
	}
	moved, err := h.DB.Entry(ctx, e.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, feed := visitor.Get("/feed.rss"); !strings.Contains(feed, "Đính chính: "+sitetest.MarkHeadline) {
		t.Error("the feed does not tell of the correction")
	}
	if _, err := h.Flow.Remove(ctx, h.System(), e.ID, 0, "Đơn vị đề nghị gỡ."); err != nil {
		t.Fatal(err)
	}
	h.CatchUp(t)
	lookEverywhere(t, h, "visitor removed", h.Reader(t), e, secret, false)
	lookEverywhere(t, h, "journalist removed", journalist, e, secret, false)
	lookEverywhere(t, h, "visitor removed, moved", h.Reader(t), moved, secret, false)
	afterRemoval(t, h, e, account, secret, tag)
}

func afterRemoval(t *testing.T, h *sitetest.House, e registry.Entry, account registry.AccountID, secret, tag string) {
	t.Helper()
	r := h.Reader(t)
	if code, _, page := r.Get(sitetest.StoryPath(e)); code != 410 || !strings.Contains(page, "đã được gỡ") {
		t.Errorf("notice page: %d", code)
	}
	req, _ := http.NewRequest(http.MethodGet, h.Server.URL+fmt.Sprintf("/anh/%d/1200.jpg", e.Photos[0].ID), nil)
	req.Header.Set("If-None-Match", tag)
	resp, err := r.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if tag == "" || resp.StatusCode != 404 {
		t.Errorf("a kept copy (%s) of the photo is confirmed: %d", tag, resp.StatusCode)
	}
	id := fmt.Sprintf("2026:mo-hinh/%d", e.ID)
	for _, path := range []string{"/feed.atom", "/feed.rss", "/feed.json", "/feed.atom?field=kinh-te",
		"/feed/rieng/" + secret + "/tin.rss"} {
		if _, _, feed := r.Get(path); !strings.Contains(feed, id) || !strings.Contains(feed, "Đã gỡ") {
			t.Errorf("%s does not tell of the removal", path)
		}
	}
	if _, _, feed := r.Get("/feed.atom?field=an-ninh"); strings.Contains(feed, id) {
		t.Error("a feed in which the story never was tells of its removal")
	}
	notices, _, err := h.DB.Notices(context.Background(), account, 0, 20)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, n := range notices {
		words = append(words, n.Text)
	}
	all := strings.Join(words, "\n")
	if !strings.Contains(all, "Đính chính bài bạn đã tải gói") || !strings.Contains(all, "vừa được gỡ") {
		t.Errorf("who took the pack is not told: %s", all)
	}
}
