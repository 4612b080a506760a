package public_test

import (
	"slices"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// A question without an answer is met with the smaller ones that have some: words
// that stand side by side in a story too, the fewest stories first.
func TestNothingOffersSmallerQuestions(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	for _, title := range []string{"Thanh niên gom pin cũ bằng camera", "Thanh niên dạy bơi", "Hộ nghèo nuôi ong"} {
		h.AddStory(t, func(e *registry.Entry) { e.Content.Title = title })
	}
	r := h.Reader(t)
	for _, c := range []struct {
		asked string
		want  []string
	}{
		{"thanh+nien+giup+ho+ngheo+lap+nghiep", []string{"ho ngheo 1 mô hình", "thanh nien 2 mô hình"}},
		{"camera+giao+hang", []string{"camera 1 mô hình"}},
		{"%22thanh+nien%22+%C4%91%C6%A1n+v%E1%BB%8B:xyz+ho+ngheo", []string{"ho ngheo 1 mô hình"}},
		{"bitcoin+ethereum", nil},
	} {
		_, _, page := r.Get("/mo-hinh?q=" + c.asked)
		if got := sitetest.Texts(t, page, ".tries__link"); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.asked, got, c.want)
		}
		if len(c.want) > 0 {
			sitetest.Has(t, page, ".search__sub", "thì thấy")
		}
	}
}
