package e2e

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
)

var mixedRate = flag.Int("rate", 0, "how many requests a second TestMixed sends (scripts/soak mixed 60 500)")

// TestMixed sends a mixed public load at a fixed rate, however slowly answers come:
// the first page, lists, searches, figures, units and stories, of which one is what
// everybody opens, while ten people save drafts. Then it asks for the first page as
// often as it can.
func TestMixed(t *testing.T) {
	if *mixedRate == 0 || *loadFor == 0 {
		t.Skip("a trial of scripts/soak, not a check")
	}
	n := *manyEntries
	if n == 0 {
		n = 5000
	}
	state := filled(t, n, 50)
	k := newKiller(t, state)
	s := start(t, state, "-backup-at", "off")
	stories := storyPaths(t, s)
	client := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 256, DisableCompression: true}}
	defer client.CloseIdleConnections()
	l := &times{by: map[string][]time.Duration{}, bad: map[string]int{}}
	ctx, cancel := context.WithTimeout(context.Background(), *loadFor)
	defer cancel()
	spent, own := processorOf(s.cmd.Process.Pid), processorOf(os.Getpid())
	var wait sync.WaitGroup
	picture := phototest.NewJPEG(800, 600, 3, phototest.Phone())
	for i := range 10 {
		wait.Go(func() { k.write(ctx, s, l, picture, rand.New(rand.NewPCG(5, uint64(i))), i) })
	}
	rng := rand.New(rand.NewPCG(6, 6))
	begin, sent := time.Now(), 0
	for ; ctx.Err() == nil; sent++ {
		due := begin.Add(time.Duration(sent) * time.Second / time.Duration(*mixedRate))
		<-time.After(time.Until(due))
		kind, path := mixedPath(rng, stories)
		wait.Go(func() { l.fetch(client, kind, s.url+path, due) })
	}
	took := time.Since(begin).Seconds()
	wait.Wait()
	l.log(t)
	t.Logf("%d entries, %.0f public requests a second for %.0f s; the server %.1f s of a processor, this driver %.1f s; at most %d MB",
		n, float64(sent)/took, took, processorOf(s.cmd.Process.Pid)-spent, processorOf(os.Getpid())-own, memoryOf(s, "VmHWM"))
	homeRate(t, s, client)
}

// fetch asks for a page as a browser does, packed, and measures from when it was due.
func (l *times) fetch(client *http.Client, kind, url string, due time.Time) {
	fault := ""
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		l.add(kind, 0, err.Error())
		return
	}
	req.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
	r, err := client.Do(req)
	if err != nil {
		l.add(kind, time.Since(due), err.Error())
		return
	}
	defer r.Body.Close()
	if _, err = io.Copy(io.Discard, r.Body); err != nil || r.StatusCode != http.StatusOK {
		fault = fmt.Sprintf("%s: %d %v", url, r.StatusCode, err)
	}
	l.add(kind, time.Since(due), fault)
}

var mapLine = regexp.MustCompile(`/mo-hinh/[0-9]{4}/[^<]+`)

// storyPaths are the addresses of stories that the site map lists.
func storyPaths(t *testing.T, s *server) []string {
	t.Helper()
	paths := mapLine.FindAllString(s.visitor().get("/sitemap.xml?phan=1").body, 2000)
	if len(paths) == 0 {
		t.Fatal("no stories in the site map")
	}
	return paths
}

func mixedPath(rng *rand.Rand, stories []string) (kind, path string) {
	switch n := rng.IntN(100); {
	case n < 30:
		return "home", "/"
	case n < 55:
		return "viral", stories[0]
	case n < 75:
		return "story", stories[rng.IntN(len(stories))]
	case n < 85:
		return "list", fmt.Sprintf("/mo-hinh?year=%d&page=%d", 2017+rng.IntN(10), 1+rng.IntN(3))
	case n < 95:
		return "search", "/mo-hinh?q=" + url.QueryEscape(loadWords[rng.IntN(len(loadWords))])
	case n < 98:
		return "figures", "/so-lieu"
	}
	return "unit", "/don-vi/07210-202507"
}

// homeRate asks for the first page with 16 connections for ten seconds. The driver
// works on the same processors.
func homeRate(t *testing.T, s *server, client *http.Client) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	spent := processorOf(s.cmd.Process.Pid)
	var wait sync.WaitGroup
	var done atomic.Int64
	begin := time.Now()
	for range 16 {
		wait.Go(func() {
			l := &times{by: map[string][]time.Duration{}, bad: map[string]int{}}
			for ctx.Err() == nil {
				l.fetch(client, "home", s.url+"/", time.Now())
				done.Add(1)
			}
			if l.some != "" {
				t.Errorf("a failure: %s", strings.TrimSpace(l.some))
			}
		})
	}
	wait.Wait()
	cost := processorOf(s.cmd.Process.Pid) - spent
	t.Logf(
		"home: %.0f a second with the driver beside; %.0f µs of a processor each, so %.0f a second of two",
		float64(done.Load())/time.Since(begin).Seconds(),
		cost/float64(done.Load())*1e6,
		2*float64(done.Load())/cost,
	)
}
