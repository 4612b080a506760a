package public_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/cover"
	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

const villagers = "Một hộ nông dân thôn Trại Mới"

// reportedStory is a story of villagers that the press reported, with a figure that the
// importer put into its baseline and no period.
func reportedStory(t *testing.T, h *sitetest.House) registry.Entry {
	return h.AddStory(t, func(e *registry.Entry) {
		e.Season, e.Unit, e.UnitText, e.Origin, e.Result = 2025, "", villagers, registry.Reported, registry.NoReport
		e.Content.Title = "Hiến đất làm đê"
		e.Content.Outcomes = []registry.Outcome{{Label: "Bối cảnh: Chiều dài tuyến đê", Unit: "km", Baseline: "4"}}
		e.Source = registry.Source{
			Title: "Người dân hiến đất", Publisher: "VnExpress", Date: "2025-10-09", URL: "https://vnexpress.net/hien-dat.html",
			YearBasis: "uoc-luong", Label: "tuong-tu",
		}
	})
}

// linked gives the article of a page's JSON-LD.
func linked(t *testing.T, page string) map[string]any {
	t.Helper()
	_, rest, _ := strings.Cut(page, `type="application/ld+json"`)
	_, rest, _ = strings.Cut(rest, ">")
	text, _, _ := strings.Cut(rest, "</script>")
	var data struct {
		Graph []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(text), &data); err != nil || len(data.Graph) == 0 {
		t.Fatalf("no JSON-LD: %v in %q", err, text)
	}
	return data.Graph[0]
}

func TestPageOfAPressReportIsTheSitesOwnWordsBasedOnTheArticle(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := reportedStory(t, h)
	_, _, page := h.Reader(t).Get(sitetest.StoryPath(e))
	article := linked(t, page)
	if fmt.Sprint(article["author"]) != fmt.Sprint(article["publisher"]) || strings.Contains(fmt.Sprint(article["author"]), villagers) {
		t.Errorf("author %v, publisher %v", article["author"], article["publisher"])
	}
	based, _ := article["isBasedOn"].(map[string]any)
	publisher, _ := based["publisher"].(map[string]any)
	if based["url"] != e.Source.URL || based["datePublished"] != "2025-10-09" || publisher["name"] != "VnExpress" {
		t.Errorf("isBasedOn %v", article["isBasedOn"])
	}
}

func TestFeedsNameTheSiteAsAuthorOfAPressReport(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	reportedStory(t, h)
	name := h.Flow.Settings().Name
	for path, author := range map[string]string{
		"/feed.atom": "<author>\n   <name>" + name, "/feed.rss": "<dc:creator>" + name, "/feed.json": `"name": "` + name,
	} {
		_, _, body := h.Reader(t).Get(path)
		_, item, _ := strings.Cut(body, "Hiến đất làm đê")
		if !strings.Contains(item, author) || strings.Contains(item, ">"+villagers) || strings.Contains(item, `"`+villagers) {
			t.Errorf("%s: the author is not the site: %s", path, item)
		}
		if !strings.Contains(item, "tóm lược theo VnExpress, ") || !strings.Contains(item, "09/10/2025") {
			t.Errorf("%s does not say what it is based on", path)
		}
	}
}

func TestPackOfAPressReportStatesOnlyWhatItsArticleSays(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := reportedStory(t, h)
	_, _, body := h.Reader(t).Get(sitetest.StoryPath(e) + "/goi-bao-chi.zip")
	files := sitetest.Unzipped(t, body)
	found := map[string]bool{}
	for name, b := range files {
		text := string(b)
		if strings.HasSuffix(name, ".docx") || strings.HasSuffix(name, ".xlsx") {
			continue
		}
		for _, never := range []string{"Trong năm", "kiểm tra lần cuối", "Bản quyền bài", "Đơn vị: " + villagers, villagers + " (2025)"} {
			if strings.Contains(text, never) {
				t.Errorf("%s says %q", name, never)
			}
		}
		for _, part := range []string{"so-lieu.csv", "du-kien.json", "README.txt", "thong-tin.txt"} {
			if strings.HasSuffix(name, part) {
				found[part] = true
				if !strings.Contains(text, "VnExpress, ") || !strings.Contains(text, "09/10/2025") {
					t.Errorf("%s does not give the article and its date", name)
				}
			}
		}
		if strings.HasSuffix(name, "README.txt") && !strings.Contains(text, "không phải ảnh chụp") {
			t.Error("the pack does not say that the cover is a drawing")
		}
		if strings.HasSuffix(name, "du-kien.json") {
			var f map[string]any
			if err := json.Unmarshal(b, &f); err != nil {
				t.Fatal(err)
			}
			site := h.Flow.Settings().Name
			for _, key := range []string{"byline", "copyrightholder"} {
				if !strings.HasPrefix(fmt.Sprint(f[key]), site) {
					t.Errorf("%s is %v, want the site", key, f[key])
				}
			}
			if f["last_checked"] != nil || fmt.Sprint(f["organisation"]) != "[]" || f["based_on"] != "theo VnExpress, 09/10/2025" ||
				!strings.Contains(fmt.Sprint(f["year_note"]), "ước lượng") {
				t.Errorf("checked %v, organisation %v, based on %v, year %v",
					f["last_checked"], f["organisation"], f["based_on"], f["year_note"])
			}
		}
	}
	if len(found) != 4 {
		t.Errorf("only %v in the pack", found)
	}
}

func TestStoryGivesTheRegisteredNameBesideItsHeadline(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.AddStory(t, func(e *registry.Entry) {
		e.Content.Title, e.Story.Headline = "Tổ tự quản số 3", "Xóm nhỏ sạch rác"
	})
	_, _, page := h.Reader(t).Get(sitetest.StoryPath(e))
	if !sitetest.Says(t, page, "main article", "Tên đăng ký: Tổ tự quản số 3") {
		t.Error("the page has no registered name")
	}
	_, _, body := h.Reader(t).Get(sitetest.StoryPath(e) + "/goi-bao-chi.zip")
	for name, b := range sitetest.Unzipped(t, body) {
		if strings.HasSuffix(name, "README.txt") || strings.HasSuffix(name, "thong-tin.txt") {
			if !strings.Contains(string(b), "Xóm nhỏ sạch rác") || !strings.Contains(string(b), "Tên đăng ký: Tổ tự quản số 3") {
				t.Errorf("%s has not both names", name)
			}
		}
	}
	for _, path := range []string{"/", "/mo-hinh", "/mo-hinh?q=" + url.QueryEscape("tổ tự quản"), "/mo-hinh?q=rac"} {
		_, _, list := h.Reader(t).Get(path)
		if text := strings.Join(sitetest.Texts(t, list, ".card__name"), " "); text != "Tên đăng ký: Tổ tự quản số 3" {
			t.Errorf("%s: the card says %q", path, text)
		}
	}
	same := h.AddStory(t, nil)
	if _, _, page := h.Reader(t).Get(sitetest.StoryPath(same)); len(sitetest.Texts(t, page, ".story__name")) > 0 {
		t.Error("one name is given twice")
	}
	_, _, body = h.Reader(t).Get(fmt.Sprintf("/bao-chi/goi-bao-chi.zip?id=%d&id=%d", e.ID, same.ID))
	if list := string(sitetest.Unzipped(t, body)["danh-sach.csv"]); !strings.Contains(list, ",Tên đăng ký\n") ||
		!strings.Contains(list, "Tổ tự quản số 3\n") {
		t.Errorf("the list of a pack: %q", list)
	}
}

// The table of an indicator names each model by both names.
func TestTheTableOfAnIndicatorHasBothNames(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.AddStory(t, func(e *registry.Entry) {
		e.Content.Title, e.Story.Headline, e.Result = "Tổ tự quản số 3", "Xóm nhỏ sạch rác", registry.Effective
		e.Content.Outcomes = []registry.Outcome{{Indicator: "TREE", Actual: "320", Period: "nam", Source: "tu-khai"}}
	})
	_, _, table := h.Reader(t).Get("/so-lieu/TREE.csv")
	head, rows, _ := strings.Cut(table, "\n")
	if !strings.HasSuffix(head, ",Tên đăng ký") || !strings.Contains(rows, "Xóm nhỏ sạch rác") || !strings.Contains(rows, ",Tổ tự quản số 3\n") {
		t.Errorf("%q", table)
	}
}

func TestDrawnCoverIsMarkedInWordsAndInItsFile(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.AddStory(t, nil)
	r := h.Reader(t)
	_, _, page := r.Get(sitetest.StoryPath(e))
	for what, said := range map[string][]string{
		"caption": sitetest.Texts(t, page, "figcaption.story__caption"), "alt": sitetest.Links(t, page, "figure [aria-label]", "aria-label"),
		"link preview": sitetest.Links(t, page, `meta[property="og:image:alt"]`, "content"),
	} {
		if !slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, view.DrawnCaption) }) {
			t.Errorf("the %s does not say that the cover is a drawing", what)
		}
	}
	if image, _ := linked(t, page)["image"].(map[string]any); image["digitalSourceType"] != cover.DigitalSource {
		t.Errorf("JSON-LD image: %v", image)
	}
	for _, path := range []string{fmt.Sprintf("/bia/%d.jpg", e.ID), "/bia/0.jpg"} {
		code, _, file := r.Get(path)
		if code != http.StatusOK || !strings.Contains(file, "<Iptc4xmpExt:DigitalSourceType>"+cover.DigitalSource+"<") {
			t.Errorf("%s: %d, without its digital source", path, code)
		}
	}
	_, _, card := r.Get(address.Card.At(e.Season, e.Slug))
	if !strings.Contains(card, view.DrawnCaption) {
		t.Error("the embedded card does not say that the cover is a drawing")
	}
}

func TestPhotosAreNotGivenADigitalSource(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.Publish(t, h.ReadyStory(t, phototest.NewJPEG(1600, 1000, 1, phototest.Phone())).ID, time.Time{}, false)
	_, _, body := h.Reader(t).Get(sitetest.StoryPath(e) + "/goi-bao-chi.zip")
	n := 0
	for name, b := range sitetest.Unzipped(t, body) {
		if strings.HasSuffix(name, ".jpg") {
			n++
			if strings.Contains(string(b), "DigitalSourceType") || strings.Contains(string(b), "digitalsourcetype") {
				t.Errorf("%s has a digital source that nobody stated", name)
			}
		}
	}
	if n == 0 {
		t.Error("no photo in the pack")
	}
}

func TestTimesOfAStoryAreThoseOfItsEdition(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	clock := h.Clock()
	e := h.Publish(t, h.ReadyStory(t, phototest.NewJPEG(1600, 1000, 1, phototest.Phone())).ID, time.Time{}, false)
	times := func() string {
		clock.Advance(time.Minute) // pages are kept for some seconds
		_, _, page := h.Reader(t).Get(sitetest.StoryPath(e))
		_, head, feed := h.Reader(t).Get("/feed.atom")
		_, entry, _ := strings.Cut(feed, "<entry>")
		_, updated, _ := strings.Cut(entry, "<updated>")
		updated, _, _ = strings.Cut(updated, "<")
		_, _, siteMap := h.Reader(t).Get(address.SiteMap)
		_, day, _ := strings.Cut(siteMap, sitetest.StoryPath(e)+"</loc><lastmod>")
		day, _, _ = strings.Cut(day, "<")
		return fmt.Sprint(linked(t, page)["dateModified"], " ", updated, " ", day, " ", head.Get("Last-Modified"))
	}
	was := times()
	clock.Advance(48 * time.Hour)
	err := h.DB.Update(t.Context(), h.Flow.Now(), func(tx *sqlite.Tx) error { // what a unit types
		x, err := tx.Entry(t.Context(), e.ID)
		if err != nil {
			return err
		}
		x.Content.Summary = "Lời đang gõ"
		return tx.UpdateEntry(&x)
	})
	if err != nil {
		t.Fatal(err)
	}
	if now := times(); now != was {
		t.Errorf("typing moved the times from %s to %s", was, now)
	}
	entry, err := h.DB.Entry(t.Context(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Flow.TakeDownPhoto(t.Context(), h.System(), entry.Photos[0].ID, true, "Người trong ảnh yêu cầu"); err != nil {
		t.Fatal(err)
	}
	now := times()
	day := registry.DateOf(h.Flow.Now().In(registry.Zone))
	if now == was || strings.Count(now, string(day)) != 3 {
		t.Errorf("after the photo was withdrawn: %s, before: %s", now, was)
	}
}

func TestFeedIsSentAnewAfterAPhotoWasWithdrawn(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.Publish(t, h.ReadyStory(t, phototest.NewJPEG(1600, 1000, 1, phototest.Phone())).ID, time.Time{}, false)
	r := h.Reader(t)
	ask := func(path, header, value string) (int, http.Header, string) {
		w := h.Ask(http.MethodGet, path, func(q *http.Request) { q.Header.Set(header, value) })
		return w.Code, w.Header(), w.Body.String()
	}
	paths := []string{"/feed.atom", "/feed.rss", "/feed.json"}
	tags, bodies := map[string]string{}, map[string]string{}
	for _, p := range paths {
		_, head, body := r.Get(p)
		tags[p], bodies[p] = head.Get("ETag"), body
		if !strings.Contains(body, ".jpg") {
			t.Fatalf("%s has no photo", p)
		}
	}
	read := time.Now() // in the second of the change, as a fast reader would be
	entry, err := h.DB.Entry(t.Context(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Flow.TakeDownPhoto(t.Context(), h.System(), entry.Photos[0].ID, true, "Người trong ảnh yêu cầu"); err != nil {
		t.Fatal(err)
	}
	for _, p := range paths {
		for header, value := range map[string]string{
			"If-None-Match": tags[p], "If-Modified-Since": read.UTC().Format(http.TimeFormat),
		} {
			code, head, body := ask(p, header, value)
			if code != http.StatusOK || body == bodies[p] || strings.Contains(body, "/anh/") || head.Get("ETag") == tags[p] {
				t.Errorf("%s with %s: %d, the photo is still there: %t", p, header, code, strings.Contains(body, "/anh/"))
			}
		}
	}
	h.Clock().Advance(time.Minute)
	for _, p := range paths {
		_, head, _ := r.Get(p)
		since := head.Get("Last-Modified")
		if code, _, _ := ask(p, "If-Modified-Since", since); since == "" || code != http.StatusNotModified {
			t.Errorf("%s, asked again: %d since %q", p, code, since)
		}
		if code, _, _ := ask(p, "If-Modified-Since", read.Add(-2*time.Second).UTC().Format(http.TimeFormat)); code != http.StatusOK {
			t.Errorf("%s, asked by an old copy: %d", p, code)
		}
	}
}
