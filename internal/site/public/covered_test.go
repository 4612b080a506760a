package public_test

import (
	"fmt"
	"slices"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/workflow"
)

// A filter whose values stand on too small a part of what was found is left out; a
// province says where too small begins, and what is in force is always shown.
func TestFilterIsShownWhereItCoversEnough(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	for i := range 10 {
		h.AddStory(t, func(e *registry.Entry) {
			e.Content.Title, e.Content.Tags = fmt.Sprintf("Đường hoa số %d", i), nil
			e.Story.Headline = e.Content.Title
			if i < 5 {
				e.Content.Tags = []string{"moi-truong", "nong-thon-moi"}
			}
		})
	}
	h.CatchUp(t)
	shown := func(path string) bool {
		page := pageOf(t, h, path)
		return slices.Contains(sitetest.Texts(t, page, ".facet__legend"), "Chủ đề")
	}
	share := func(n int) {
		s := h.Flow.Settings()
		s.FacetShare = n
		if err := h.Reference.SaveSettings(t.Context(), h.ActorOf(t, registry.Admin), -1, s); err != nil {
			t.Fatal(err)
		}
	}
	if shown("/mo-hinh") {
		t.Error("five of ten have a topic, two each, and the filter is shown")
	}
	if !shown("/mo-hinh?tag=moi-truong") {
		t.Error("the filter in force is not shown")
	}
	share(50)
	if !shown("/mo-hinh") {
		t.Error("five of ten are half, and the filter is not shown")
	}
	share(51)
	if shown("/mo-hinh") {
		t.Error("five of ten are not 51 %, and the filter is shown")
	}
	if least := (workflow.Settings{}).FacetLeast(); least != 60 {
		t.Errorf("the default is %d", least)
	}
}

// Newspapers are a filter, under the name without what a source says of the version.
func TestFilterOfPublishers(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	for i, name := range []string{"Báo Bắc Giang", "Báo Bắc Giang (bản tiếng Anh)", "VnExpress"} {
		h.AddStory(t, func(e *registry.Entry) {
			e.Origin, e.Registration = registry.Reported, registry.Unregistered
			e.Content.Title = fmt.Sprintf("Đường hoa số %d", i)
			e.Story.Headline = e.Content.Title
			e.Source = registry.Source{URL: fmt.Sprintf("https://example.vn/%d", i), Title: "Bài", Publisher: name}
		})
	}
	h.CatchUp(t)
	values := sitetest.Links(t, pageOf(t, h, "/mo-hinh"), "input[name='publisher']", "value")
	if !slices.Equal(values, []string{"Báo Bắc Giang", "VnExpress"}) {
		t.Errorf("offered: %q", values)
	}
	for path, want := range map[string]int{
		"/mo-hinh?publisher=B%C3%A1o+B%E1%BA%AFc+Giang":                     2,
		"/mo-hinh?publisher=VnExpress":                                      1,
		"/mo-hinh?publisher=VnExpress&publisher=B%C3%A1o+B%E1%BA%AFc+Giang": 3,
	} {
		if got := len(sitetest.Texts(t, pageOf(t, h, path), ".hits > li")); got != want {
			t.Errorf("%s finds %d, want %d", path, got, want)
		}
	}
}

func pageOf(t *testing.T, h *sitetest.House, path string) string {
	t.Helper()
	code, _, body := h.Reader(t).Get(path)
	if code != 200 {
		t.Fatalf("GET %s = %d", path, code)
	}
	return body
}
