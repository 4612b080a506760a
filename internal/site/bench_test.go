package site_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// benchSizes are the numbers of entries that scripts/bench asks for; 500 alone
// otherwise.
func benchSizes() []int {
	var out []int
	for _, s := range strings.Fields(os.Getenv("DVK_BENCH_ENTRIES")) {
		if n, err := strconv.Atoi(s); err == nil {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		out = []int{500}
	}
	return out
}

// BenchmarkPages measures the server's time for one page, the whole middleware
// included, without the network.
func BenchmarkPages(b *testing.B) {
	for _, n := range benchSizes() {
		h := sitetest.NewHouse(b, n, areas...)
		rows, _, err := h.DB.List(b.Context(), registry.Actor{}, sqlite.Filter{Limit: 200}, testkit.Now)
		if err != nil {
			b.Fatal(err)
		}
		stories := make([]string, len(rows))
		for i, r := range rows {
			stories[i] = fmt.Sprintf("/mo-hinh/%d/%s", r.Season, r.Slug)
		}
		queries := []string{
			"hien dat mo duong",
			"giải phóng mặt bằng",
			"don rac ven suoi",
			"tan son",
			"DVK 2022",
			"camera an ninh",
			"đường hoa",
			"nong thon moi",
		}
		for _, p := range []struct {
			name string
			path func(i int) string
		}{
			{"home", func(int) string { return "/" }},
			{"list", func(i int) string { return fmt.Sprintf("/mo-hinh?page=%d", i%20+1) }},
			{"search", func(i int) string { return "/mo-hinh?q=" + strings.ReplaceAll(queries[i%len(queries)], " ", "+") }},
			{"story", func(i int) string { return stories[i%len(stories)] }},
			{"unit", func(int) string { return "/don-vi/07210-202507" }},
			{"api-search", func(i int) string {
				return "/api/v1/entries?q=" + strings.ReplaceAll(queries[i%len(queries)], " ", "+")
			}},
		} {
			b.Run(fmt.Sprintf("%s/%d", p.name, n), func(b *testing.B) {
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					w := httptest.NewRecorder()
					r := httptest.NewRequest(http.MethodGet, p.path(i), nil)
					r.Header.Set("Accept-Encoding", "gzip")
					h.Handler.ServeHTTP(w, r)
					if w.Code != http.StatusOK {
						b.Fatalf("%s: %d", p.path(i), w.Code)
					}
					i++
				}
			})
		}
		b.Run(fmt.Sprintf("cockpit/%d", n), func(b *testing.B) { benchCockpit(b, h) })
		b.Run(fmt.Sprintf("draft-save/%d", n), func(b *testing.B) { benchSave(b, h) })
	}
}

// benchCockpit measures the cockpit right after something was written, when
// nothing of the season is kept yet.
func benchCockpit(b *testing.B, h *sitetest.House) {
	verifier := h.As(b, registry.Verifier)
	for b.Loop() {
		b.StopTimer()
		if err := h.Flow.Reload(b.Context()); err != nil { // all that was kept is stale
			b.Fatal(err)
		}
		b.StartTimer()
		if code, _, body := verifier.Get("/lam-viec/theo-doi?nam=2026"); code != http.StatusOK {
			b.Fatalf("cockpit: %d\n%.300s", code, body)
		}
	}
}

// benchSave measures one save of a draft: on the disk when it returns.
func benchSave(b *testing.B, h *sitetest.House) {
	a := testkit.Staff(b, h.Flow.Ledger(), 1, h.Own)
	e, err := h.Flow.Create(b.Context(), a, workflow.NewEntry{Season: 2026})
	if err != nil {
		b.Fatal(err)
	}
	c := testkit.CompleteContent()
	i := 0
	for b.Loop() {
		c.Problem = fmt.Sprintf("Đường hẹp %d m.", i)
		if e, err = h.Flow.Save(b.Context(), a, e.ID, e.Version, workflow.Draft{Content: c}); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkYearly measures what the yearly report asks of a season of a tenth of
// the entries: its figures, and the sums of outcomes.
func BenchmarkYearly(b *testing.B) {
	for _, n := range benchSizes() {
		h := sitetest.NewHouse(b, n, areas...)
		a := registry.Actor{Account: 2, Name: "Thẩm định", Role: registry.Verifier}
		b.Run(fmt.Sprintf("figures/%d", n), func(b *testing.B) {
			for b.Loop() {
				f, err := h.Followup.Figures(b.Context(), a, 2026)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(f.Models)), "models")
			}
		})
		who := h.As(b, registry.Verifier)
		for _, path := range []string{"/lam-viec/bao-cao-nam/2026?ban=0", "/lam-viec/theo-doi/chi-so?nam=0"} {
			b.Run(fmt.Sprintf("%s/%d", path, n), func(b *testing.B) {
				for b.Loop() {
					if code, _, _ := who.Get(path); code != http.StatusOK {
						b.Fatal(code)
					}
				}
			})
		}
	}
}
