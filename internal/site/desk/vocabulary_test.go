package desk_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

// From a question that found nothing to a word that is undone again, by forms and links
// alone.
func TestWordIsTriedSavedAndUndone(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	found := h.AddStory(t, func(e *registry.Entry) { e.Story.Headline = "Tổ dế mèn xóm Đông" })
	h.CatchUp(t)
	reader, verifier := h.Reader(t), h.As(t, registry.Verifier)
	for _, q := range []string{"sâu muồng", "Sâu muồng", "dế mèn", "dế mèn", "chỉ một lần", "0912 345 678", "0912 345 678"} {
		if code, _, _ := reader.Get(address.Stories + "?q=" + url.QueryEscape(q)); code != http.StatusOK {
			t.Fatalf("search = %d", code)
		}
	}
	if code, _, _ := reader.Get(address.Stories + "?year=2020&q=" + url.QueryEscape("dế mèn")); code != http.StatusOK {
		t.Fatalf("narrowed search = %d", code)
	}
	if err := h.Newsdesk.FlushQueries(context.Background()); err != nil {
		t.Fatal(err)
	}
	_, _, page := verifier.Get(address.Vocabulary)
	for selector, want := range map[string]string{
		"[aria-labelledby=khong-thay] li": "sâu muồng Tìm 2 lần, 2 lần không thấy",
		"[aria-labelledby=khong-mo] li":   "dế mèn Tìm 2 lần, 2 lần không mở bài",
	} {
		list := sitetest.Texts(t, page, selector)
		if len(list) != 1 || !strings.HasPrefix(strings.ToLower(list[0]), strings.ToLower(want)) {
			t.Errorf("%s: %q, want one line, %q", selector, list, want)
		}
	}
	for _, no := range []string{"chỉ một lần", "0912"} {
		if strings.Contains(page, no) {
			t.Errorf("the page tells %q", no)
		}
	}

	form := sitetest.Links(t, page, "[aria-labelledby=khong-thay] .task__next a", "href")
	_, _, page = verifier.Get(form[0])
	if got := sitetest.Texts(t, page, "#synonyms"); len(got) != 1 || !strings.EqualFold(got[0], "sâu muồng") {
		t.Errorf("the form holds %q", got)
	}
	trial := address.VocabularyTrial + "?" + url.Values{"kind": {"dong-nghia"}, "words": {"sâu muồng\r\ndế mèn\r\nmèn"}}.Encode()
	code, _, page := verifier.Get(trial)
	if code != http.StatusOK {
		t.Fatalf("trial = %d", code)
	}
	sitetest.Has(t, page, "#tom-tat", "1 trong 2 câu gần nhất đổi kết quả.")
	sitetest.Has(t, page, ".notice", "“mèn” chỉ có một tiếng")
	sitetest.Has(t, page, ".diff__label", "Trước không thấy, nay thấy")
	sitetest.Has(t, page, ".diff__side--new li", found.Headline()+" (mới vào)")
	if terms, err := h.DB.Terms(context.Background()); err != nil || len(terms) != 0 {
		t.Errorf("looking at it saved %v, %v", terms, err)
	}

	to := verifier.Want(http.StatusSeeOther, address.Vocabulary, hidden(t, page))
	_, _, page = verifier.Get(to)
	sitetest.Has(t, page, ".notice--ok", "1 trong 2 câu gần nhất đổi kết quả.")
	undo := sitetest.Links(t, page, ".notice--ok form", "action")
	if len(undo) != 1 {
		t.Fatalf("undo = %v", undo)
	}
	verifier.Want(http.StatusSeeOther, undo[0], url.Values{})
	if terms, err := h.DB.Terms(context.Background()); err != nil || len(terms) != 0 {
		t.Errorf("undone, there are %v, %v", terms, err)
	}
	_, _, page = verifier.Get(address.Vocabulary)
	sitetest.Has(t, page, ".task", "Đã hoàn tác")
	record, _, err := h.DB.Audits(context.Background(), sqlite.AuditFilter{Object: "vocabulary", Limit: 10})
	if err != nil || len(record) != 2 || record[0].Action != registry.DidVocabularyUndo.String() ||
		record[0].Before != "sâu muồng / dế mèn / mèn" {
		t.Errorf("record = %+v, %v", record, err)
	}
}

// hidden are the fields of a page's form that only a button sends.
func hidden(t *testing.T, page string) url.Values {
	t.Helper()
	v := url.Values{}
	const fields = "main form input[type=hidden]"
	values := sitetest.Links(t, page, fields, "value")
	for i, name := range sitetest.Links(t, page, fields, "name") {
		v.Set(name, values[i])
	}
	return v
}
