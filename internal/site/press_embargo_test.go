package site_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// routesOf are all the addresses that could tell of a story: those that are the
// story, and those that list stories.
func routesOf(e registry.Entry, secret string) (own, lists []string) {
	p, id := storyPath(e), int64(e.ID)
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
	q := "?q=" + url.QueryEscape(markHeadline)
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
	return strings.Contains(body, "Cầu phao vượt lũ") || strings.Contains(body, markSlug)
}

func (h *house) lookEverywhere(t *testing.T, who string, r *reader, e registry.Entry, secret string, open bool) {
	t.Helper()
	own, lists := routesOf(e, secret)
	for _, path := range own {
		code, _, body := r.get(path)
		if open && code != 200 {
			t.Errorf("%s, public: GET %s = %d", who, path, code)
		}
		if !open && (code != 404 && code != 410 || tells(body)) {
			t.Errorf("%s, not public: GET %s = %d, tells %v", who, path, code, tells(body))
		}
	}
	for _, path := range lists {
		code, _, body := r.get(path)
		asked := strings.Contains(path, "q=") // the question itself is echoed
		if asked {
			body = strings.NewReplacer(markHeadline, "", url.QueryEscape(markHeadline), "").Replace(body)
		}
		if strings.HasPrefix(path, "/feed") && strings.Contains(body, "Đã gỡ") { // a removal keeps its link, and nothing else
			body = strings.ReplaceAll(body, storyPath(e), "")
		}
		if code != 200 && code != 404 {
			t.Errorf("%s: GET %s = %d", who, path, code)
		}
		if got := tells(body) || strings.Contains(body, markSlug); !open && got {
			t.Errorf("%s, not public: GET %s tells of the story", who, path)
		} else if open && !got {
			t.Errorf("%s, public: GET %s does not tell of the story (%d)", who, path, code)
		}
	}
}

// Before its time a story exists nowhere, but for the press when it may; at its
// time it is everywhere; after its removal it is nowhere, and says so.
func TestEmbargoAndWithdrawal(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	h := newHouse(t, 12)
	clock := h.clock()
	e := h.readyStory(t, phototest.NewJPEG(640, 480, 5, phototest.Options{}))
	e, err := h.db.Entry(ctx, e.ID)
	if err != nil {
		t.Fatal(err)
	}
	journalist := h.as(t, registry.Journalist)
	account, err := h.db.AccountByEmail(ctx, "bao-chi@thu.vn")
	if err != nil {
		t.Fatal(err)
	}
	secret, _, err := h.flow.SaveSearch(
		ctx,
		registry.Actor{Account: account.ID, Name: account.Name, Role: registry.Journalist},
		"Mọi bài",
		"field=kinh-te",
		false,
	)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.flow.SaveCollection(ctx, h.system(), sqlite.Collection{Title: "Thử nghiệm", Shown: true}, e.Number); err != nil {
		t.Fatal(err)
	}
	h.publish(t, e.ID, h.flow.Now().Add(2*time.Hour), true)
	visitor, member := h.reader(t), h.as(t, registry.CouncilMember)
	h.lookEverywhere(t, "visitor before", visitor, e, secret, false)
	h.lookEverywhere(t, "council before", member, e, secret, false)
	own, _ := routesOf(e, secret)
	for _, path := range own[:8] {
		if code, head, _ := journalist.get(path); code != 200 || strings.Contains(head.Get("Cache-Control"), "public") {
			t.Errorf("journalist before: GET %s = %d %s", path, code, head.Get("Cache-Control"))
		}
	}
	if _, _, page := journalist.get("/lam-viec/bao-chi"); !strings.Contains(page, markHeadline) ||
		!strings.Contains(page, "Không đăng trước") {
		t.Error("the journalist's corner does not list the embargoed story")
	}
	for _, path := range []string{"/oembed?url=" + url.QueryEscape(storyPath(e)), "/nhung" + strings.TrimPrefix(storyPath(e), "/mo-hinh"), "/feed.atom", "/feed/rieng/" + secret + "/tin.json"} {
		if _, _, body := journalist.get(path); tells(body) {
			t.Errorf("journalist before: %s may be passed on and tells", path)
		}
	}
	preview := fmt.Sprintf("/lam-viec/mo-hinh/%d/xem-truoc", e.ID)
	if _, head, _ := h.as(t, registry.Verifier).get(preview); head.Get("Location") != storyPath(e) {
		t.Errorf("the staff's preview leads to %q", head.Get("Location"))
	}
	for who, r := range map[string]*reader{"visitor": visitor, "council": member} {
		if code, head, page := r.get(preview); code == 200 || tells(page+head.Get("Location")) {
			t.Errorf("%s: the staff's preview link: %d", who, code)
		}
	}
	clock.turn(2*time.Hour - 10*time.Minute)
	h.work(t)
	h.lookEverywhere(t, "visitor shortly before", h.reader(t), e, secret, false)
	clock.turn(10 * time.Minute)
	if code, _, _ := visitor.get(storyPath(e)); code != 200 { // by the clock, whatever the job does
		t.Errorf("at its time: %d", code)
	}
	h.work(t)
	h.lookEverywhere(t, "visitor at its time", h.reader(t), e, secret, true)
	clock.turn(time.Minute)
	h.lookEverywhere(t, "visitor after", h.reader(t), e, secret, true)
	h.withdrawn(t, clock, journalist, e, account.ID, secret)
}

// work does once what the program does every second.
func (h *house) work(t *testing.T) {
	t.Helper()
	if _, err := h.flow.PublishDue(context.Background()); err != nil {
		t.Fatal(err)
	}
	h.catchUp(t)
}

// withdrawn corrects a public story that a journalist took, then takes it down.
func (h *house) withdrawn(t *testing.T, clock *hands, journalist *reader, e registry.Entry, account registry.AccountID, secret string) {
	t.Helper()
	ctx, visitor := context.Background(), h.reader(t)
	if code, _, _ := journalist.get(storyPath(e) + "/goi-bao-chi.zip"); code != 200 {
		t.Errorf("pack: %d", code)
	}
	_, head, _ := visitor.get(fmt.Sprintf("/anh/%d/1200.jpg", e.Photos[0].ID))
	tag := head.Get("ETag")
	story := e.Story
	story.Headline = markHeadline + ", bản mới" // the address moves
	if _, err := h.flow.Correct(ctx, h.system(), e.ID, 0, story, "Sửa chiều dài cầu phao."); err != nil {
		t.Fatal(err)
	}
	h.catchUp(t)
	clock.turn(time.Minute)
	if code, head, _ := visitor.get(storyPath(e)); code != http.StatusMovedPermanently || head.Get("Location") == storyPath(e) {
		t.Errorf("the old address: %d %s", code, head.Get("Location"))
	}
	moved, err := h.db.Entry(ctx, e.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, feed := visitor.get("/feed.rss"); !strings.Contains(feed, "Đính chính: "+markHeadline) {
		t.Error("the feed does not tell of the correction")
	}
	if _, err := h.flow.Remove(ctx, h.system(), e.ID, 0, "Đơn vị đề nghị gỡ."); err != nil {
		t.Fatal(err)
	}
	h.catchUp(t)
	h.lookEverywhere(t, "visitor removed", h.reader(t), e, secret, false)
	h.lookEverywhere(t, "journalist removed", journalist, e, secret, false)
	h.lookEverywhere(t, "visitor removed, moved", h.reader(t), moved, secret, false)
	h.afterRemoval(t, e, account, secret, tag)
}

func (h *house) afterRemoval(t *testing.T, e registry.Entry, account registry.AccountID, secret, tag string) {
	t.Helper()
	r := h.reader(t)
	if code, _, page := r.get(storyPath(e)); code != 410 || !strings.Contains(page, "đã được gỡ") {
		t.Errorf("notice page: %d", code)
	}
	req, _ := http.NewRequest(http.MethodGet, h.server.URL+fmt.Sprintf("/anh/%d/1200.jpg", e.Photos[0].ID), nil)
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
	for _, path := range []string{"/feed.atom", "/feed.rss", "/feed.json", "/feed.atom?field=kinh-te", "/feed/rieng/" + secret + "/tin.rss"} {
		if _, _, feed := r.get(path); !strings.Contains(feed, id) || !strings.Contains(feed, "Đã gỡ") {
			t.Errorf("%s does not tell of the removal", path)
		}
	}
	if _, _, feed := r.get("/feed.atom?field=an-ninh"); strings.Contains(feed, id) {
		t.Error("a feed in which the story never was tells of its removal")
	}
	notices, _, err := h.db.Notices(context.Background(), account, 0, 20)
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
