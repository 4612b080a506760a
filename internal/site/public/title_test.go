package public_test

import (
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// A title that names the most names all of them.
func TestTitlesOfChartsNameAllThatAreTheMost(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.AddStory(t, func(e *registry.Entry) { e.Season, e.Content.Field = 2025, "kinh-te" })
	h.AddStory(t, func(e *registry.Entry) {
		e.Season, e.Content.Field, e.Content.Title = 2026, "xa-hoi", "Tổ tự quản"
	})
	_, _, page := h.Reader(t).Get("/so-lieu")
	for _, want := range []string{
		"Các năm 2025, 2026 cùng nhiều nhất: mỗi năm 1 mô hình", "Nhiều nhất là kinh tế, xã hội: mỗi lĩnh vực 1 trong 2 mô hình",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no title %q", want)
		}
	}
}
