package e2e

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

var (
	loadFor     = flag.Duration("load", 0, "how long TestLoad lasts (scripts/soak load 60)")
	manyEntries = flag.Int("entries", 0, "how many entries TestBackupOfMany has (scripts/soak backup 50000)")
)

// filled makes a state folder with n published entries and so many photos, each
// with files of its own.
func filled(t *testing.T, n, photos int) (state string) {
	t.Helper()
	ctx := context.Background()
	state = filepath.Join(t.TempDir(), "var")
	db := testkit.DB(t)
	testkit.Fill(t, db, n)
	base := phototest.NewJPEG(1200, 800, 9, phototest.Options{Quality: 75})
	err := db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error {
		for i := range photos {
			hash := fmt.Sprintf("%064x", uint64(i)*0x9e3779b97f4a7c15)
			dir := filepath.Join(state, "photos", hash[:2])
			if err := os.MkdirAll(dir, 0o700); err != nil {
				return err
			}
			for _, size := range []string{"400", "800", "1200", "in"} {
				text := slices.Concat(base[:2], phototest.Segment(0xfe, []byte(hash+size)), base[2:])
				if err := os.WriteFile(filepath.Join(dir, hash+"-"+size+".jpg"), text, 0o600); err != nil {
					return err
				}
			}
			p := registry.Photo{
				Entry:  registry.EntryID(i%n + 1),
				Hash:   hash,
				Width:  1200,
				Height: 800,
				Bytes:  int64(len(base)),
				Tone:   "#888888",
			}
			if _, err := tx.InsertPhoto(&p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(state, 0o750); err != nil {
		t.Fatal(err)
	}
	if err := db.CopyTo(ctx, filepath.Join(state, "data.db")); err != nil {
		t.Fatal(err)
	}
	return state
}

// times collects how long requests took, by what they asked.
type times struct {
	mu   sync.Mutex
	by   map[string][]time.Duration
	bad  map[string]int
	some string
}

func (l *times) add(kind string, took time.Duration, fault string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.by[kind] = append(l.by[kind], took)
	if fault != "" {
		l.bad[kind]++
		l.some = kind + ": " + fault
	}
}

func (l *times) log(t *testing.T) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	kinds := make([]string, 0, len(l.by))
	for k := range l.by {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	for _, k := range kinds {
		d := l.by[k]
		slices.Sort(d)
		at := func(q float64) time.Duration { return d[int(q*float64(len(d)-1))].Round(100 * time.Microsecond) }
		t.Logf("%-8s %6d requests, %d failed; p50 %v, p95 %v, p99 %v, slowest %v", k, len(d), l.bad[k], at(0.5), at(0.95), at(0.99), at(1))
	}
	if l.some != "" {
		t.Errorf("a failure: %s", l.some)
	}
}

// ask sends one request and notes how it went.
func (l *times) ask(client *http.Client, kind string, req *http.Request) (status int, body []byte) {
	begin := time.Now()
	r, err := client.Do(req)
	if err != nil {
		l.add(kind, time.Since(begin), err.Error())
		return 0, nil
	}
	defer r.Body.Close()
	body, err = io.ReadAll(r.Body)
	fault := ""
	if err != nil || r.StatusCode >= 400 {
		fault = fmt.Sprintf("%d %v %.200s", r.StatusCode, err, body)
	}
	l.add(kind, time.Since(begin), fault)
	return r.StatusCode, body
}

// memoryOf reads a line of /proc/PID/status in MB.
func memoryOf(s *server, line string) int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return -1
	}
	var kb int
	for _, l := range strings.Split(string(text), "\n") {
		if rest, ok := strings.CutPrefix(l, line+":"); ok {
			_, _ = fmt.Sscanf(strings.TrimSpace(rest), "%d", &kb) // -1 MB would show it
		}
	}
	return kb >> 10
}

// processorOf is how many seconds of a processor a process has used: unlike
// latencies, the same on a busy machine.
func processorOf(pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return -1
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return float64(user+system) / 100 // ticks a second on every Linux
}

// TestLoad lets 50 people write, drafts every second or two and a photo of twelve
// megapixels now and then, while 200 readers browse and search.
func TestLoad(t *testing.T) {
	if *loadFor == 0 {
		t.Skip("a trial of scripts/soak, not a check")
	}
	state := filled(t, 5000, 50)
	k := newKiller(t, state)
	s := start(t, state, "-backup-at", "off")
	idle := memoryOf(s, "VmRSS")
	picture := phototest.NewJPEG(4000, 3000, 11, phototest.Phone())
	l := &times{by: map[string][]time.Duration{}, bad: map[string]int{}}
	ctx, cancel := context.WithTimeout(context.Background(), *loadFor)
	defer cancel()
	spent, own := processorOf(s.cmd.Process.Pid), processorOf(os.Getpid())
	var wait sync.WaitGroup
	for i := range 200 {
		wait.Go(func() { read(ctx, s, l, rand.New(rand.NewPCG(1, uint64(i)))) })
	}
	for i := range 50 {
		wait.Go(func() { k.write(ctx, s, l, picture, rand.New(rand.NewPCG(2, uint64(i))), i) })
	}
	wait.Wait()
	l.log(t)
	t.Logf("memory: %d MB after the start, at most %d MB (anonymous now: %d MB)", idle, memoryOf(s, "VmHWM"), memoryOf(s, "RssAnon"))
	t.Logf("processor: the server %.1f s, this driver %.1f s", processorOf(s.cmd.Process.Pid)-spent, processorOf(os.Getpid())-own)
	k.caughtUpAny(t, s)
}

// caughtUpAny waits until nothing waits for the index.
func (k *killer) caughtUpAny(t *testing.T, s *server) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); <-time.After(100 * time.Millisecond) {
		if strings.Contains(s.visitor().get("/metrics").body, "\ndvk_search_waiting 0\n") {
			return
		}
	}
	t.Error("the index did not catch up")
}

// pause waits as a person does, between half and one and a half of about.
func pause(ctx context.Context, rng *rand.Rand, about time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(about/2 + time.Duration(rng.Int64N(int64(about)))):
		return true
	}
}

var loadWords = []string{
	"hiến đất mở đường",
	"hien dat",
	"DVK",
	"nông thôn mới",
	"camera an ninh",
	"vệ sinh môi trường",
	"người cao tuổi",
	"chuyển đổi số",
	"phân loại rác",
	"đường hoa",
}

func read(ctx context.Context, s *server, l *times, rng *rand.Rand) {
	client := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	for pause(ctx, rng, time.Second) {
		kind, path := "home", "/"
		switch n := rng.IntN(10); {
		case n < 4:
			kind, path = "search", "/mo-hinh?q="+url.QueryEscape(loadWords[rng.IntN(len(loadWords))])
		case n < 6:
			kind, path = "list", fmt.Sprintf("/mo-hinh?year=%d&page=%d", 2017+rng.IntN(10), 1+rng.IntN(3))
		case n < 7:
			kind, path = "figures", "/so-lieu"
		}
		if req, err := http.NewRequest(http.MethodGet, s.url+path, nil); err == nil {
			l.ask(client, kind, req)
		}
	}
}

func (k *killer) write(ctx context.Context, s *server, l *times, picture []byte, rng *rand.Rand, writer int) {
	client := &http.Client{Timeout: 60 * time.Second, Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	send := func(kind, method, path, body, match string) []byte {
		req, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
		if err != nil {
			return nil
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer "+k.token)
		if match != "" {
			req.Header.Set("If-Match", match)
		}
		_, text := l.ask(client, kind, req)
		return text
	}
	var id int64
	version := 0
	learn := func(text []byte) {
		var a, b int64
		if _, err := fmt.Sscanf(string(text), `{"id":%d,"version":%d`, &a, &b); err == nil {
			id, version = a, int(b)
		}
	}
	learn(send("create", http.MethodPost, "/api/v1/entries", killBody(fmt.Sprintf("load-%d", writer), "Mở đường."), ""))
	for n := 0; pause(ctx, rng, 1500*time.Millisecond); n++ {
		if rng.IntN(40) == 0 {
			unique := slices.Concat(picture[:2], phototest.Segment(0xfe, fmt.Appendf(nil, "%d-%d", writer, n)), picture[2:])
			if req, err := photoRequest(fmt.Sprintf("%s/api/v1/entries/%d/photos", s.url, id), bytes.Clone(unique)); err == nil {
				req.Header.Set("Authorization", "Bearer "+k.token)
				l.ask(client, "photo", req)
			}
			continue
		}
		learn(
			send(
				"save",
				http.MethodPut,
				fmt.Sprintf("/api/v1/entries/%d", id),
				fmt.Sprintf(`{"goal":"Mở %d m đường."}`, n),
				fmt.Sprintf(`"%d"`, version),
			),
		)
	}
}

// TestBackupOfMany copies a large state folder while people write, checks the copy,
// restores it and starts from it.
func TestBackupOfMany(t *testing.T) {
	if *manyEntries == 0 {
		t.Skip("a trial of scripts/soak, not a check")
	}
	state := filled(t, *manyEntries, 500)
	k := newKiller(t, state)
	s := start(t, state, "-backup-at", "off")
	l := &times{by: map[string][]time.Duration{}, bad: map[string]int{}}
	ctx, cancel := context.WithCancel(context.Background())
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			k.write(ctx, s, l, phototest.NewJPEG(800, 600, 3, phototest.Phone()), rand.New(rand.NewPCG(3, uint64(i))), i)
		})
	}
	for i := range 20 {
		wait.Go(func() { read(ctx, s, l, rand.New(rand.NewPCG(4, uint64(i)))) })
	}
	<-time.After(10 * time.Second)
	t.Log("before the backup:")
	l.log(t)
	l.by = map[string][]time.Duration{}
	dir := filepath.Join(t.TempDir(), "backups") + "/"
	timed := func(what string, args ...string) {
		begin := time.Now()
		out := run(t, args...)
		t.Logf("%s: %.1f s: %s", what, time.Since(begin).Seconds(), strings.TrimSpace(out))
	}
	timed("backup into one file", "backup", filepath.Join(t.TempDir(), "one.zip"), "-state", state)
	timed("backup into a folder", "backup", dir, "-state", state)
	<-time.After(1100 * time.Millisecond) // backups of a folder are named by the second
	timed("backup into the folder again", "backup", dir, "-state", state)
	t.Log("while backups were made:")
	l.log(t)
	cancel()
	wait.Wait()
	s.kill()
	timed("verify", "verify", dir)
	fresh := filepath.Join(t.TempDir(), "fresh")
	begin := time.Now()
	timed("restore", "restore", dir, "-state", fresh)
	again := start(t, fresh, "-backup-at", "off")
	t.Logf("from the restore command to serving with a full index: %.1f s", time.Since(begin).Seconds())
	again.visitor().get("/mo-hinh?q=hien+dat").want(t, "search after the restore", http.StatusOK)
}
