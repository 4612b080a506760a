package site_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// spent is the processor time of this process: what a busy machine does besides is
// not in it.
func spent(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// costly are searches made to cost much.
func costly() []string {
	rng := rand.New(rand.NewPCG(3, 1))
	var letters, words, pairs []string
	for range 130 {
		letters = append(letters, string(rune('a'+rng.IntN(26))))
		words = append(words, []string{"dân", "vận", "khéo", "mô hình", "hiến đất", "mở đường", "xã", "thôn"}[rng.IntN(8)])
		pairs = append(pairs, "hien dat")
	}
	return []string{
		strings.Join(letters, " "), strings.Join(words, " "), strings.Join(pairs, " "), `"` + strings.Join(words[:60], " ") + `"`,
		strings.Repeat("a", 4000), strings.Repeat(`"`, 400), strings.Repeat("(", 400), strings.Repeat("* ", 200), strings.Repeat("a* ", 130), strings.Repeat("-dân ", 80),
		strings.Repeat("năm:2026 ", 40), strings.Repeat("dân OR ", 60), strings.Repeat("ngheofngheof", 30), strings.Repeat("ễ", 400), strings.Repeat("e\u0302\u0303", 130),
		"m m m m m m", "khong co chu nao nhu the nay dau nhe ban oi", strings.Repeat("zxqj ", 80),
	}
}

// A search may cost 200 ms of a processor and 50 MB, whatever is typed. It is not
// parallel: the measure is of the process. DVK_BENCH_ENTRIES tries it on more.
func TestSearchesOfAnAttacker(t *testing.T) {
	entries := 400
	if n, err := strconv.Atoi(os.Getenv("DVK_BENCH_ENTRIES")); err == nil {
		entries = n
	}
	h := newHouse(t, entries)
	h.catchUp(t)
	var most time.Duration
	var heaviest uint64
	for _, path := range []string{"/mo-hinh?q=%s", "/mo-hinh?q=%s&sort=title&page=40&year=2024&year=2025&field=kinh-te&field=xa-hoi", "/api/v1/entries?q=%s&size=100", "/api/v1/suggest?q=%s", "/goi-y?q=%s", "/feed.json?q=%s"} {
		for _, q := range costly() {
			address := fmt.Sprintf(path, url.QueryEscape(q))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begin := spent(t)
			rec := h.ask("GET", address, nil)
			took := spent(t) - begin
			runtime.ReadMemStats(&after)
			bytes := after.TotalAlloc - before.TotalAlloc
			most, heaviest = max(most, took), max(heaviest, bytes)
			if rec.Code >= http.StatusInternalServerError || took > 200*time.Millisecond || bytes > 50<<20 {
				t.Errorf("%.80s: %d, %v, %d MB", address, rec.Code, took, bytes>>20)
			}
		}
	}
	t.Logf("%d entries: at most %v and %d MB for one search", entries, most, heaviest>>20)
}
