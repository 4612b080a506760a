package public_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// What holds the words without the marks they were typed with is no answer: it is shown
// apart, counted nowhere, and the page says what was not found.
func TestWithoutMarksIsShownApart(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.AddStory(t, func(e *registry.Entry) { e.Content.Title = "Hiền mẫu chăm sóc trẻ nghèo" })
	r := h.Reader(t)
	_, _, page := r.Get("/mo-hinh?q=hi%E1%BA%BFn+m%C3%A1u")
	sitetest.Has(t, page, ".empty__title", "Không có “hiến máu”")
	sitetest.Has(t, page, ".search__sub", "Khớp khi bỏ dấu: 1 mô hình")
	if n := len(sitetest.Texts(t, page, ".hits--apart .hit")); n != 1 {
		t.Errorf("%d stories apart, want 1", n)
	}
	if n := len(sitetest.Texts(t, page, ".facet")); n != 0 {
		t.Errorf("%d facets over no answer", n)
	}
	sitetest.Has(t, page, ".count__sum", "0 mô hình")

	var got struct {
		Total int
		Items []any
		Apart *struct {
			Total int
			Items []struct{ Title string }
		}
	}
	_, _, body := r.Get("/api/v1/entries?q=hi%E1%BA%BFn+m%C3%A1u")
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatal(err)
	}
	if got.Total != 0 || len(got.Items) != 0 || got.Apart == nil || got.Apart.Total != 1 || len(got.Apart.Items) != 1 {
		t.Errorf("API: %+v, want nothing found and one apart", got)
	}
}

// What was perhaps meant is a question of its own: a link that asks exactly that.
func TestOtherWordsAreOffered(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	for _, title := range []string{"Dòng họ tự quản về an ninh", "Dòng họ Ngô tự quản", "Chăm sóc phần mộ tử sĩ"} {
		h.AddStory(t, func(e *registry.Entry) { e.Content.Title = title })
	}
	r := h.Reader(t)
	_, _, page := r.Get("/mo-hinh?q=d%C3%B2ng+h%E1%BB%8D+t%E1%BB%AD+qu%E1%BA%A3n&year=2026")
	sitetest.Has(t, page, ".understood", "Ý bạn là dòng họ tự quản?")
	links := sitetest.Links(t, page, ".understood a", "href")
	if want := "/mo-hinh?q=d%C3%B2ng+h%E1%BB%8D+t%E1%BB%B1+qu%E1%BA%A3n&year=2026"; !slices.Equal(links, []string{want}) {
		t.Errorf("offered %q, want %s", links, want)
	}
	var got struct{ Offered *string }
	_, _, body := r.Get("/api/v1/entries?q=d%C3%B2ng+h%E1%BB%8D+t%E1%BB%AD+qu%E1%BA%A3n")
	if err := json.Unmarshal([]byte(body), &got); err != nil || got.Offered == nil || *got.Offered != "dòng họ tự quản" {
		t.Errorf("API offers %v %v", got.Offered, err)
	}
}

// Beside a phrase that was found, a syllable of the question alone is not marked.
func TestPhraseIsMarkedAsOne(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.AddStory(t, func(e *registry.Entry) { e.Content.Title = "Hiến đất, cây cầu mới" })
	_, _, page := h.Reader(t).Get("/mo-hinh?q=hi%E1%BA%BFn+%C4%91%E1%BA%A5t+l%C3%A0m+c%E1%BA%A7u")
	if got := sitetest.Texts(t, page, ".hit__title mark"); !slices.Equal(got, []string{"Hiến đất"}) {
		t.Errorf("marked %q, want the phrase alone", got)
	}
}

// A number leads to its story however it is typed, and to none that may not be seen.
func TestNumberLeadsToItsStory(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	story := h.AddStory(t, func(e *registry.Entry) { e.Content.Title = "Đường hoa tự quản"; e.Ref = "Của-tôi/17" })
	hidden := h.AddStory(t, func(e *registry.Entry) { e.Publication = registry.Pending })
	to := "/mo-hinh/2026/" + string(story.Slug)
	bare := strings.ReplaceAll(story.Number, "-", "")
	book, n, _ := strings.Cut(story.Number, "-")
	for _, indexed := range []bool{true, false} {
		if !indexed {
			h.LoseIndex(t)
		}
		r := h.Reader(t)
		for _, typed := range []string{
			story.Number, bare, book + "+" + strings.TrimLeft(n, "0"), "M%C3%B4+h%C3%ACnh+s%E1%BB%91+" + story.Number, "C%E1%BB%A7a-t%C3%B4i%2F17",
		} {
			code, header, _ := r.Get("/mo-hinh?q=" + typed)
			if code != http.StatusSeeOther || header.Get("Location") != to {
				t.Errorf("index %v, %s: %d %s, want 303 %s", indexed, typed, code, header.Get("Location"), to)
			}
			if cc := header.Get("Cache-Control"); cc != "no-store" {
				t.Errorf("%s: Cache-Control %q", typed, cc)
			}
		}
		for _, typed := range []string{hidden.Number, "26-9999", story.Number + "&field=kinh-te"} {
			if code, _, _ := r.Get("/mo-hinh?q=" + typed); code != http.StatusOK {
				t.Errorf("index %v, %s: %d, want a page", indexed, typed, code)
			}
		}
		_, _, body := r.Get("/api/v1/entries?q=" + bare)
		var got struct {
			Numbered bool
			Items    []struct{ ID registry.EntryID }
		}
		if err := json.Unmarshal([]byte(body), &got); err != nil || !got.Numbered || len(got.Items) != 1 || got.Items[0].ID != story.ID {
			t.Errorf("index %v, API: %+v %v, want the story alone", indexed, got, err)
		}
	}
}

// A clipped address, or one with the wrong year, leads to its story; where several fit,
// the page that says so offers them. Every 404 searches for the words of the address.
func TestNearlyAnAddress(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	one := h.AddStory(t, func(e *registry.Entry) { e.Content.Title = "Tổ liên gia giữ bình yên" })
	for _, title := range []string{"Đường hoa thôn Thượng", "Đường hoa thôn Hạ"} {
		h.AddStory(t, func(e *registry.Entry) { e.Content.Title = title })
	}
	hidden := h.AddStory(t, func(e *registry.Entry) {
		e.Content.Title = "Chưa ai được đọc"
		e.Publication = registry.Pending
	})
	r := h.Reader(t)
	to := "/mo-hinh/2026/" + string(one.Slug)
	for _, path := range []string{
		"/mo-hinh/2025/" + string(one.Slug), "/mo-hinh/2026/" + string(one.Slug)[:12], "/mo-hinh/" + string(one.Slug), "/mo-hinh/20x6/" + string(one.Slug),
	} {
		if code, header, _ := r.Get(path); code != http.StatusSeeOther || header.Get("Location") != to {
			t.Errorf("%s: %d %s, want 303 %s", path, code, header.Get("Location"), to)
		}
	}
	for path, want := range map[string]int{
		"/mo-hinh/2026/duong-hoa": 2, "/tin-tuc/binh-yen-lien-gia.html": 1, "/mo-hinh/2026/" + string(hidden.Slug): 0, "/wp-login.php": 0,
		"/lam-viec/duong-hoa-thon": 0,
	} {
		code, _, page := r.Get(path)
		if code != http.StatusNotFound && path[:9] != "/lam-viec" {
			t.Errorf("%s: %d, want 404", path, code)
		}
		if got := sitetest.Texts(t, page, ".problem__hits .hit__title"); len(got) != want {
			t.Errorf("%s offers %q, want %d", path, got, want)
		}
	}
	_, _, page := r.Get("/tin-tuc/binh-yen-lien-gia.html")
	if got := sitetest.Links(t, page, ".find__box", "value"); !slices.Equal(got, []string{"tin tuc binh yen lien gia"}) {
		t.Errorf("the box holds %q", got)
	}
}

// A unit that the ledger knows has a card, with or without stories, alone or among
// other words; the card leads to exactly as many stories as it says.
func TestPlaceCard(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.AddStory(t, func(e *registry.Entry) { e.Content.Title = "Phân loại rác thải"; e.Unit = "07228-202507" }) // Đa Mai
	r := h.Reader(t)
	for _, c := range []struct {
		asked, name, says string
	}{
		{"T%E1%BB%AB+S%C6%A1n", "Phường Từ Sơn", "Chưa có mô hình nào được đăng"},
		{"phan+loai+rac+da+mai", "Phường Đa Mai", "1 mô hình đã đăng"},
		{"huy%E1%BB%87n+Y%C3%AAn+D%C5%A9ng", "Huyện Yên Dũng", "Nay là"},
		{"ph%C6%B0%E1%BB%9Dng+B%E1%BA%AFc+Giang", "Phường Bắc Giang", "phường Đa Mai (1)"}, // next to it on the tile map
	} {
		_, _, page := r.Get("/mo-hinh?q=" + c.asked)
		if got := sitetest.Texts(t, page, ".place__name"); !slices.Equal(got, []string{c.name}) {
			t.Errorf("%s: cards %q, want %s", c.asked, got, c.name)
		}
		sitetest.Has(t, page, ".place", c.says)
	}
	_, _, page := r.Get("/mo-hinh?q=da+mai")
	for _, link := range sitetest.Links(t, page, ".place__line a", "href") {
		if _, _, list := r.Get(link); len(sitetest.Texts(t, list, ".hit")) != 1 {
			t.Errorf("%s does not lead to one story", link)
		}
	}
	if _, _, page = r.Get("/mo-hinh?q=ch%E1%BB%A3"); len(sitetest.Texts(t, page, ".place")) != 0 {
		t.Error("a syllable has a place card")
	}
	var got struct {
		Place  *struct{ Name string }
		Places []struct {
			Name    string
			Stories int
		}
	}
	for asked, want := range map[string]int{"da+mai": 1, "%C4%90%E1%BB%93ng+Ti%E1%BA%BFn": 2, "cho": 0} {
		_, _, body := r.Get("/api/v1/entries?q=" + asked)
		if err := json.Unmarshal([]byte(body), &got); err != nil || len(got.Places) != want || (got.Place != nil) != (want > 0) {
			t.Errorf("API %s: %+v %v, want %d places", asked, got, err, want)
		}
	}
}

// While the index is being built the page and the API say so, and titles that hold the
// words with their marks come first.
func TestAnswersBeforeTheIndexSaySo(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	for _, title := range []string{"Bàn tay vàng", "Bản tay nghề"} {
		h.AddStory(t, func(e *registry.Entry) { e.Content.Title = title })
	}
	h.LoseIndex(t)
	r := h.Reader(t)
	for asked, want := range map[string]string{"b%C3%A0n+tay": "Bàn tay vàng", "b%E1%BA%A3n+tay": "Bản tay nghề"} {
		_, _, page := r.Get("/mo-hinh?q=" + asked)
		sitetest.Has(t, page, ".understood", "Đang lập lại chỉ mục, kết quả tạm thời chưa đầy đủ")
		if got := sitetest.Texts(t, page, ".hit__title"); len(got) != 2 || got[0] != want {
			t.Errorf("%s: %q, want %s first", asked, got, want)
		}
		var list struct {
			Rebuilding bool
			Items      []struct{ Title string }
		}
		_, _, body := r.Get("/api/v1/entries?q=" + asked)
		if err := json.Unmarshal([]byte(body), &list); err != nil || !list.Rebuilding || len(list.Items) != 2 || list.Items[0].Title != want {
			t.Errorf("API %s: %+v %v, want %s first, rebuilding", asked, list, err, want)
		}
	}
}
