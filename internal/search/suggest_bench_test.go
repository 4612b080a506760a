//go:build linux

package search_test

import (
	"danvankheo/internal/search"
	"danvankheo/internal/seed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"
)

// typedWords are typed letter by letter: as people compose them, without marks, and
// with keys.
var typedWords = []string{
	"nuôi ong", "đường hoa", "hòa giải", "dân vận", "bảo vệ môi trường", "Tân Sơn", "Phúc Lâm", "chuyển đổi số",
	"giải phóng mặt bằng", "hiến đất",
	"nuoi ong", "duong hoa", "hoa giai", "dan van", "bao ve moi truong", "tan son", "xa hong ky", "chuyen doi so", "GPMB", "khuyen hoc",
	"nuooi ong", "dduwowngf hoa", "hoaf giair", "daan vaanj", "ddaats", "d9uo72ng hoa", "mo6 hinh2", "thu gom rac", "an ninh trat tu", "zxqj",
}

// BenchmarkSuggest types words letter by letter and measures the answer to each
// state, none of them from the cache: as it comes, and the best of five, which is
// about the processor time also on a busy machine.
func BenchmarkSuggest(b *testing.B) {
	for _, n := range benchSizes(b) {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			o := &ours{}
			o.build(b, b.TempDir(), n)
			defer o.close()
			o.x.SetUnits(ledgerNames(b))
			var states []string
			for _, w := range typedWords {
				letters := []rune(w)
				for i := range letters {
					states = append(states, string(letters[:i+1]))
				}
			}
			suggest := func(q string) {
				if _, err := o.x.Suggest(b.Context(), q, 8); err != nil {
					b.Fatal(err)
				}
			}
			latencies(b, "suggest", states, 3*len(states), suggest)
			best := map[string]time.Duration{}
			for range 5 {
				for _, q := range states {
					begun := time.Now()
					suggest(q)
					if took := time.Since(begun); best[q] == 0 || took < best[q] {
						best[q] = took
					}
				}
			}
			took := slices.Sorted(maps.Values(best))
			for _, p := range []int{50, 95, 99} {
				b.ReportMetric(float64(took[min(len(took)-1, len(took)*p/100)].Microseconds())/1000, fmt.Sprintf("best-p%d-ms", p))
			}
			b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "best-max-ms")
		})
	}
}

// ledgerNames are the names of all units of the province, then and today.
func ledgerNames(b *testing.B) (out []search.UnitName) {
	units, _, err := seed.Ledger()
	if err != nil {
		b.Fatal(err)
	}
	for _, u := range units {
		out = append(out, search.UnitName{Code: string(u.Code), Name: u.Name})
	}
	return out
}
