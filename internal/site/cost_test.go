package site_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"danvankheo/internal/site/sitetest"
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
		strings.Repeat(
			"a",
			4000,
		), strings.Repeat(`"`, 400), strings.Repeat("(", 400), strings.Repeat("* ", 200), strings.Repeat("a* ", 130),
		strings.Repeat("-dân ", 80),
		strings.Repeat(
			"năm:2026 ",
			40,
		), strings.Repeat("dân OR ", 60), strings.Repeat("ngheofngheof", 30), strings.Repeat("ễ", 400),
		strings.Repeat("e\u0302\u0303", 130),
		// 10 KB of anything, 500 words, many phrases, many excluded words, one letter
		anything(
			rng,
			10_000,
		), strings.Join(vocabulary(500), " "), strings.Repeat(`"hiến đất" "mở đường" `, 60),
		"dân " + strings.Repeat("-vận -khéo ", 60), "h", "d", "mo hinh d",
		"m m m m m m", "khong co chu nao nhu the nay dau nhe ban oi", strings.Repeat("zxqj ", 80),
	}
}

// anything is text of any letters and signs, n bytes or a little more.
func anything(rng *rand.Rand, n int) string {
	signs := []rune(`abcdđeêghiklmnoôơpqrstuưvxyạảấầẩẫậắằẳẵặẹẻẽếềểễệ0123456789 "-*():~^/\+&|!.,'`)
	var b strings.Builder
	for b.Len() < n {
		b.WriteRune(signs[rng.IntN(len(signs))])
	}
	return b.String()
}

// vocabulary are n different words of two letters and more.
func vocabulary(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = string(rune('a'+i%26)) + "inh" + string(rune('a'+i/26%26))
	}
	return out
}

// A search may cost 200 ms of a processor and 50 MB, whatever is typed. It is not
// parallel: the measure is of the process. DVK_BENCH_ENTRIES tries it on more.
func TestSearchesOfAnAttacker(t *testing.T) {
	entries := 400
	if n, err := strconv.Atoi(os.Getenv("DVK_BENCH_ENTRIES")); err == nil {
		entries = n
	}
	h := sitetest.NewHouse(t, entries, areas...)
	h.CatchUp(t)
	var most time.Duration
	var heaviest uint64
	var all []time.Duration
	for _, path := range []string{"/mo-hinh?q=%s", "/mo-hinh?q=%s&sort=title&page=40&year=2024&year=2025&field=kinh-te&field=xa-hoi",
		"/api/v1/entries?q=%s&size=100", "/api/v1/suggest?q=%s", "/goi-y?q=%s", "/feed.json?q=%s",
		"/mo-hinh?q=%s&page=200&origin=dang-ky&origin=bao-chi&photo=1&figures=1&kind=mo-hinh-tap-the&recognition=tinh",
		"/api/v1/entries?q=%s&size=100&page=5000", "/bao-chi/chon?q=%s"} {
		for _, q := range costly() {
			address := fmt.Sprintf(path, url.QueryEscape(q))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begin := spent(t)
			rec := h.Ask("GET", address, nil)
			took := spent(t) - begin
			runtime.ReadMemStats(&after)
			bytes := after.TotalAlloc - before.TotalAlloc
			all = append(all, took)
			most, heaviest = max(most, took), max(heaviest, bytes)
			if rec.Code >= http.StatusInternalServerError || took > 200*time.Millisecond || bytes > 50<<20 {
				t.Errorf("%.80s: %d, %v, %d MB", address, rec.Code, took, bytes>>20)
			}
		}
	}
	slices.Sort(all)
	t.Logf(
		"%d entries, %d searches: half within %v, 99 of 100 within %v, at most %v and %d MB for one",
		entries,
		len(all),
		all[len(all)/2],
		all[len(all)*99/100],
		most,
		heaviest>>20,
	)
}
