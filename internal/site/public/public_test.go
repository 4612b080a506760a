package public_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"image/jpeg"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

func TestPublicPagesAnswer(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 40, areas...)
	r := h.Reader(t)
	for _, c := range []struct {
		path string
		code int
	}{
		{"/", 200}, {"/mo-hinh", 200}, {"/mo-hinh?q=hien+dat&field=kinh-te&year=2020&year=khong-ro&sort=title&page=2", 200},
		{"/mo-hinh?page=99999&year=abc&origin=zz&sort=zz", 200},
		{"/mo-hinh?q=" + strings.Repeat("a", 5000), 200}, {"/mo-hinh?q=%00%FF%22%3Cscript", 200}, {"/don-vi", 200},
		{"/don-vi?ten=vinh+an", 200}, {"/don-vi?ten=zzzz", 200}, {"/don-vi?nam=2025", 200},
		{"/don-vi/07210-202507", 200}, {"/don-vi/07210", 200}, {"/don-vi/khong-co", 404}, {"/so-lieu", 200},
		{"/so-lieu?year=2020", 200}, {"/so-lieu?year=1999", 200}, {"/so-lieu/LAND_M2", 200},
		{"/so-lieu/KHONG_CO", 404}, {"/so-lieu/nam.csv", 200}, {"/so-lieu/ma-tran.csv?year=2020", 200},
		{"/so-lieu/khong-co.csv", 404}, {"/bao-chi", 200}, {"/huong-dan", 200},
		{"/huong-dan/don-vi", 200}, {"/huong-dan/khong-co", 404}, {"/gioi-thieu", 200}, {"/quyen-rieng-tu", 200}, {"/tro-nang", 200},
		{"/feed.atom", 200}, {"/sitemap.xml", 200}, {"/robots.txt", 200},
		{"/mau", 200}, {"/mau/lam-viec", 200}, {"/bia/0.jpg", 200}, {"/bia/999999.jpg", 404}, {"/bia/01.jpg", 404}, {"/bia/x", 404},
		{"/mo-hinh/2026/khong-co", 404}, {"/mo-hinh/nam/khong-co", 404},
		{"/goi-y?q=hien", 200}, {"/goi-y", 200}, {"/khong-co-trang-nay", 404},
	} {
		code, header, body := r.Get(c.path)
		if code != c.code {
			t.Errorf("%.60s: %d, want %d\n%.300s", c.path, code, c.code, body)
		}
		if strings.HasPrefix(header.Get("Content-Type"), "text/html") {
			if n := len(sitetest.Texts(t, body, "h1")); n != 1 {
				t.Errorf("%.60s: %d h1", c.path, n)
			}
			if sitetest.Anywhere(body, "style=", "ZgotmplZ") {
				t.Errorf("%.60s: inline style or unwritable value", c.path)
			}
		}
	}
}

func TestStoryAddresses(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	r := h.Reader(t)
	e := h.AddStory(t, func(e *registry.Entry) {
		e.Story.Quote, e.Story.QuoteName = "Cả xóm giúp công.", "Ông Minh Họa"
	})
	code, _, body := r.Get(sitetest.StoryPath(e))
	if code != http.StatusOK {
		t.Fatalf("story: %d", code)
	}
	sitetest.Has(t, body, "h1", "Tuyến phố không rác")
	sitetest.Has(t, body, ".quote__text", "Cả xóm giúp công.")
	if got := sitetest.Links(t, body, "link[rel=canonical]", "href"); len(got) != 1 || !strings.HasSuffix(got[0], sitetest.StoryPath(e)) {
		t.Errorf("canonical: %v", got)
	}
	for _, text := range sitetest.Texts(t, body, `script[type="application/ld+json"]`) {
		var any map[string]any
		if err := json.Unmarshal([]byte(text), &any); err != nil {
			t.Errorf("JSON-LD: %v", err)
		}
	}
	if _, err := jpeg.DecodeConfig(strings.NewReader(third(r.Get(fmt.Sprintf("/bia/%d.jpg", e.ID))))); err != nil {
		t.Errorf("share picture: %v", err)
	}

	renamed := e
	renamed.Content.Title = "Phố sạch" // by its unit
	if err := h.DB.Update(context.Background(), time.Now(), func(tx *sqlite.Tx) error { return tx.UpdateEntry(&renamed) }); err != nil {
		t.Fatal(err)
	}
	if code, _, body := r.Get(sitetest.StoryPath(e)); code != http.StatusOK || sitetest.Anywhere(body, "Phố sạch") {
		t.Errorf("a new name that nobody read over: %d, shown: %v", code, sitetest.Anywhere(body, "Phố sạch"))
	}
	if _, err := h.Flow.Release(context.Background(), h.System(), e.ID, "", "Tên mô hình được đổi."); err != nil {
		t.Fatal(err)
	}
	if renamed = h.Entry(t, e.ID); renamed.Slug == e.Slug {
		t.Errorf("released under the address of the old name, %s", renamed.Slug)
	}
	if code, header, _ := r.Get(sitetest.StoryPath(e)); code != http.StatusMovedPermanently ||
		header.Get("Location") != sitetest.StoryPath(renamed) {
		t.Errorf("old address: %d to %s, want %s", code, header.Get("Location"), sitetest.StoryPath(renamed))
	}
	_, _, body = r.Get(sitetest.StoryPath(renamed))
	sitetest.Has(t, body, "h1", "Phố sạch")

	for _, c := range []struct {
		name   string
		edit   func(*registry.Entry)
		remove bool
		code   int
	}{
		{"draft", func(e *registry.Entry) { e.Publication = registry.InternalOnly }, false, 404},
		{"scheduled", func(e *registry.Entry) {
			e.Publication, e.PublishAt = registry.Scheduled, time.Now().Add(time.Hour)
		}, false, 404},
		{"time has come", func(e *registry.Entry) {
			e.Publication, e.PublishAt = registry.Scheduled, time.Now().Add(-time.Hour)
		}, false, 200},
		{"removed", nil, true, 410},
		{"removed before there were editions", func(e *registry.Entry) {
			e.Publication, e.RemovedAt = registry.Removed, time.Now()
		}, false, 410},
	} {
		o := h.AddStory(t, c.edit)
		if c.remove {
			if _, err := h.Flow.Remove(context.Background(), h.System(), o.ID, 0, "Đơn vị đề nghị gỡ."); err != nil {
				t.Fatal(err)
			}
		}
		code, _, body := r.Get(sitetest.StoryPath(o))
		if code != c.code {
			t.Errorf("%s: %d, want %d", c.name, code, c.code)
		}
		if c.code != 200 && sitetest.Anywhere(body, "Tuyến phố không rác") {
			t.Errorf("%s: the title is shown", c.name)
		}
		if c.code != 200 {
			if code, _, _ := r.Get(fmt.Sprintf("/bia/%d.jpg", o.ID)); code != 404 {
				t.Errorf("%s: share picture answers %d", c.name, code)
			}
		}
	}
}

func third(_ int, _ http.Header, body string) string { return body }

func TestReportedStory(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.AddStory(t, func(e *registry.Entry) {
		e.Origin, e.Registration, e.Result = registry.Reported, registry.Unregistered, registry.NoReport
		e.Source = registry.Source{
			Title:     "Bài gốc",
			Publisher: "Báo Bắc Giang",
			URL:       "https://vi-du.vn/bai",
			Label:     "tuong-tu",
			YearBasis: "uoc-luong",
			Date:      "2022-03",
		}
	})
	_, _, body := h.Reader(t).Get(sitetest.StoryPath(e))
	sitetest.Has(t, body, ".badge", "Báo chí phản ánh")
	sitetest.Has(t, body, ".badge", "Việc làm tương tự")
	sitetest.Has(t, body, ".source", "Báo Bắc Giang, tháng 03/2022")
	sitetest.Has(t, body, ".source", "Năm được ước lượng")
	if rel := sitetest.Links(t, body, `.source a`, "rel"); len(rel) != 1 || rel[0] != "nofollow noopener external" {
		t.Errorf("link to the source: %v", rel)
	}
}

// TestFiguresLeadToTheirLists: a number equals the list it leads to, and the
// table to download.
func TestFiguresLeadToTheirLists(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 60, areas...)
	r := h.Reader(t)
	_, _, body := r.Get("/so-lieu")
	checked := 0
	for _, x := range []struct{ link, figure string }{
		{".figures a.figure", ".figures a.figure .figure__number"}, {".plot td a", ".plot td a"},
	} {
		figures := sitetest.Texts(t, body, x.figure)
		for i, to := range sitetest.Links(t, body, x.link, "href") {
			if !strings.HasPrefix(to, "/mo-hinh") {
				continue
			}
			want := sitetest.Number.FindString(figures[i])
			_, _, list := r.Get(to)
			if got := sitetest.Texts(t, list, ".count__sum b"); len(got) != 1 || got[0] != want {
				t.Errorf("%s says %s, its list %s says %v", x.link, want, to, got)
			}
			checked++
		}
	}
	if checked < 40 {
		t.Errorf("only %d figures lead to a list", checked)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(third(r.Get("/so-lieu/linh-vuc.csv")), "\uFEFF"))).ReadAll()
	if err != nil || len(rows) != 8 || rows[7][2] != "60" {
		t.Errorf("linh-vuc.csv: %v %v", rows, err)
	}
}

func TestCSVHasNoFormula(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.AddStory(t, func(e *registry.Entry) {
		e.Content.Title, e.Story.Headline = `=HYPERLINK("http://x")`, `=HYPERLINK("http://x")`
		e.Content.Outcomes = []registry.Outcome{{Indicator: "LAND_M2", Actual: "1.306,5"}}
	})
	_, header, body := h.Reader(t).Get("/so-lieu/LAND_M2.csv")
	if !strings.HasPrefix(body, "\uFEFF") || !strings.Contains(header.Get("Content-Disposition"), "attachment") {
		t.Error("not a table to download")
	}
	if !strings.Contains(body, "'=HYPERLINK") || !strings.Contains(body, ",1306.5,") {
		t.Errorf("table: %s", body)
	}
}

func TestFeedAndMap(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 12, areas...)
	r := h.Reader(t)
	var feed struct {
		Entries []struct {
			ID   string `xml:"id"`
			Link struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(third(r.Get("/feed.atom"))), &feed); err != nil || len(feed.Entries) != 12 {
		t.Errorf("feed: %d entries, %v", len(feed.Entries), err)
	}
	var set struct {
		URLs []string `xml:"url>loc"`
	}
	if err := xml.Unmarshal([]byte(third(r.Get("/sitemap.xml"))), &set); err != nil {
		t.Fatal(err)
	}
	stories := 0
	for _, u := range set.URLs {
		p, err := url.Parse(u)
		if err != nil || p.Host == "" {
			t.Errorf("address %q in the map", u)
			continue
		}
		if strings.HasPrefix(p.Path, "/mo-hinh/") {
			stories++
			if code, _, _ := r.Get(p.Path); code != 200 {
				t.Errorf("the map leads to %s: %d", p.Path, code)
			}
		}
	}
	if stories != 12 {
		t.Errorf("%d stories in the map, want 12", stories)
	}
}

// TestHomeIsKept: the first page is not rendered again for each reader, is not
// sent again to who has it, and shows a new story at once.
func TestHomeIsKept(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 12, areas...)
	r := h.Reader(t)
	_, header, _ := r.Get("/")
	tag := header.Get("ETag")
	if tag == "" || !strings.Contains(header.Get("Vary"), "Cookie") {
		t.Errorf("ETag %q, Vary %q", tag, header.Get("Vary"))
	}
	req, err := http.NewRequest(http.MethodGet, h.Server.URL+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("If-None-Match", tag)
	resp, err := r.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusNotModified {
		t.Errorf("with its tag: %d", resp.StatusCode)
	}
	h.AddStory(t, func(e *registry.Entry) { e.Content.Title = "Mô hình mới tinh" })
	if _, _, body := r.Get("/?q=chu-cua-nguoi-khac"); sitetest.Anywhere(body, "chu-cua-nguoi-khac") {
		t.Error("the first page, which all share, holds what one reader typed")
	}
	deadline := time.Now().Add(10 * time.Second)
	for {
		if _, _, body := r.Get("/"); sitetest.Anywhere(body, "Mô hình mới tinh") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("a new story does not appear on the first page")
		}
	}
	if _, _, body := h.As(t, registry.UnitStaff).Get("/"); !slices.Contains(sitetest.Links(t, body, "form", "action"), "/dang-xuat") {
		t.Error("who has signed in gets the page of strangers")
	}
}

func TestUnitPages(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	old := registry.UnitCode("07210") // a ward of the former city, now part of Phường Bắc Giang
	h.AddStory(t, func(e *registry.Entry) { e.Unit, e.Season = old, 2023 })
	r := h.Reader(t)
	_, _, body := r.Get("/don-vi/07210-202507")
	sitetest.Has(t, body, ".hit__title", "Tuyến phố không rác")
	sitetest.Has(t, body, ".lineage__node", "Hoàng Văn Thụ")
	_, _, body = r.Get("/don-vi/" + string(old))
	sitetest.Has(t, body, ".page-head__lead", "Nay là")
	_, _, body = r.Get("/don-vi?ten=hoang+van+thu")
	sitetest.Has(t, body, ".unit-found", "Hoàng Văn Thụ")
	if n := len(sitetest.Texts(t, body, ".name-list a")); n < 99 {
		t.Errorf("%d units listed, want at least the 99 communes", n)
	}
}
