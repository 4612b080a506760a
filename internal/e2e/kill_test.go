package e2e

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
)

var killCycles = flag.Int("cycles", 30, "how often TestKill kills the program (scripts/soak kill 200)")

// killWriters is how many people write at the same time.
const killWriters = 6

// TestKill kills the program with SIGKILL, as a power cut would, in the midst of
// drafts, photos and submissions, again and again on one state folder. After each
// start everything that was acknowledged must be there once and whole.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("kills the program many times")
	}
	state := filepath.Join(t.TempDir(), "var")
	k := newKiller(t, state)
	begin, slowest := time.Now(), time.Duration(0)
	for cycle := range *killCycles {
		up := time.Now()
		s := start(t, state, "-backup-at", "off")
		slowest = max(slowest, time.Since(up))
		k.check(t, s)
		if t.Failed() {
			t.Fatalf("in cycle %d", cycle)
		}
		k.round(t, s, time.Duration(30+k.rng.IntN(500))*time.Millisecond)
	}
	s := start(t, state, "-backup-at", "off")
	k.check(t, s)
	s.kill()
	run(t, "backup", filepath.Join(state, "backups")+"/", "-state", state)
	run(t, "doctor", "-state", state)
	run(t, "verify", filepath.Join(state, "backups")+"/")
	t.Logf(
		"%d kills in %.0f s: %d writes acknowledged (%d drafts, %d saves, %d photos, %d submissions), %d in flight when killed, of "+
			"which %d had been written; slowest start %d ms",
		*killCycles,
		time.Since(begin).Seconds(),
		k.acked["create"]+k.acked["save"]+k.acked["photo"]+k.acked["submit"],
		k.acked["create"],
		k.acked["save"],
		k.acked["photo"],
		k.acked["submit"],
		k.flight,
		k.landed,
		slowest.Milliseconds(),
	)
}

// written is what the writers know of one entry: what was acknowledged, and the one
// write that was in flight when the program was killed.
type written struct {
	ref     string
	id      int64
	version int
	number  string
	goal    string
	sent    bool
	photos  map[string]bool // by hash
	pending *pending
}

type pending struct{ kind, goal, hash string }

// killer drives the writers and knows every acknowledgement.
type killer struct {
	token string
	rng   *rand.Rand
	jpeg  []byte

	mu             sync.Mutex
	entries        []*written
	acked          map[string]int
	flight, landed int
	next           int
}

var tokenLine = regexp.MustCompile(`(?m)^\S{30,}$`)

func newKiller(t *testing.T, state string) *killer {
	t.Helper()
	secret := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(secret, []byte(password+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "account", "add", "-email", "a@thu.vn", "-name", "Quản trị", "-role", "quan-tri", "-password-file", secret, "-state", state)
	run(
		t,
		"account",
		"add",
		"-email",
		"b@thu.vn",
		"-name",
		"Cán bộ",
		"-role",
		"don-vi",
		"-unit",
		"07210-202507",
		"-password-file",
		secret,
		"-state",
		state,
	)
	out := run(t, "token", "add", "-account", "b@thu.vn", "-name", "Máy thử", "-state", state)
	token := tokenLine.FindString(out)
	if token == "" {
		t.Fatalf("no token in %q", out)
	}
	return &killer{
		token: token, rng: rand.New(rand.NewPCG(7, uint64(*killCycles))), acked: map[string]int{},
		jpeg: phototest.NewJPEG(240, 180, 5, phototest.Options{}),
	}
}

// round lets everybody write until the program is killed.
func (k *killer) round(t *testing.T, s *server, after time.Duration) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var wait sync.WaitGroup
	for w := range killWriters {
		rng := rand.New(rand.NewPCG(k.rng.Uint64(), uint64(w)))
		wait.Go(func() {
			client := &http.Client{Timeout: 60 * time.Second, Transport: &http.Transport{}}
			defer client.CloseIdleConnections()
			for ctx.Err() == nil && k.act(t, s, client, rng, w) {
			}
		})
	}
	<-time.After(after)
	s.kill()
	cancel()
	wait.Wait()
}

// act does one write; false when the program is gone.
func (k *killer) act(t *testing.T, s *server, client *http.Client, rng *rand.Rand, writer int) bool {
	e, kind := k.choose(rng, writer)
	p := &pending{kind: kind, goal: fmt.Sprintf("Mở %d m đường, bản %x.", rng.IntN(900), rng.Uint64())}
	var req *http.Request
	var err error
	path := fmt.Sprintf("%s/api/v1/entries/%d", s.url, e.id)
	switch kind {
	case "create":
		req, err = http.NewRequest(http.MethodPost, s.url+"/api/v1/entries", strings.NewReader(killBody(e.ref, p.goal)))
	case "save":
		req, err = http.NewRequest(http.MethodPut, path, strings.NewReader(fmt.Sprintf(`{"goal":%q}`, p.goal)))
		if err == nil {
			req.Header.Set("If-Match", fmt.Sprintf(`"%d"`, e.version))
		}
	case "submit":
		req, err = http.NewRequest(http.MethodPost, path+"/submit", nil)
	case "photo":
		picture := k.picture(rng)
		sum := sha256.Sum256(picture)
		p.hash = hex.EncodeToString(sum[:])
		req, err = photoRequest(path+"/photos", picture)
	}
	if err != nil {
		t.Error(err)
		return false
	}
	if req.Header.Get("Content-Type") == "" {
		req.Header.Set("Content-Type", "application/json")
	}
	req.Header.Set("Authorization", "Bearer "+k.token)
	e.pending = p
	r, err := client.Do(req)
	if err != nil {
		return false // in flight: the checker finds out
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return false
	}
	if r.StatusCode != http.StatusOK && r.StatusCode != http.StatusCreated {
		t.Errorf("%s: %d %.300s", kind, r.StatusCode, body)
		return false
	}
	return k.acknowledge(t, e, body)
}

// choose takes an entry of the writer's own, or a new one, and what to do with it.
// Only the writer itself touches it until the next round.
func (k *killer) choose(rng *rand.Rand, writer int) (*written, string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	var open []*written
	for i := writer; i < len(k.entries); i += killWriters {
		if e := k.entries[i]; e.id != 0 && !e.sent {
			open = append(open, e)
		}
	}
	n := rng.IntN(100)
	if len(open) == 0 || n < 30 {
		// Entries belong to writers by their place in the list: a slot of one's own.
		for len(k.entries)%killWriters != writer {
			k.entries = append(k.entries, &written{sent: true})
		}
		k.next++
		e := &written{ref: fmt.Sprintf("r-%d", k.next), photos: map[string]bool{}}
		k.entries = append(k.entries, e)
		return e, "create"
	}
	e := open[rng.IntN(len(open))]
	switch {
	case n < 65:
		return e, "save"
	case n < 88 && len(e.photos) < 30:
		return e, "photo"
	}
	return e, "submit"
}

// acknowledge notes what the program said that it had written.
func (k *killer) acknowledge(t *testing.T, e *written, body []byte) bool {
	var a struct {
		ID      int64  `json:"id"`
		Version int    `json:"version"`
		Number  string `json:"number"`
	}
	if err := json.Unmarshal(body, &a); err != nil {
		t.Errorf("answer %.200q: %v", body, err)
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	p := e.pending
	e.pending = nil
	k.acked[p.kind]++
	switch p.kind {
	case "create":
		e.id, e.number, e.goal, e.version = a.ID, a.Number, p.goal, a.Version
	case "save":
		e.goal, e.version = p.goal, a.Version
	case "submit":
		e.sent, e.version = true, a.Version
	case "photo":
		e.photos[p.hash] = true
	}
	return true
}

// picture makes a picture that no other has the bytes of.
func (k *killer) picture(rng *rand.Rand) []byte {
	var b bytes.Buffer
	b.Write(k.jpeg[:2])
	b.Write(phototest.Segment(0xfe, fmt.Appendf(nil, "%x%x", rng.Uint64(), rng.Uint64())))
	b.Write(k.jpeg[2:])
	return b.Bytes()
}

func photoRequest(url string, picture []byte) (*http.Request, error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	f, err := w.CreateFormFile("file", "a.jpg")
	if err != nil {
		return nil, err
	}
	_, err = f.Write(picture)
	err = errors.Join(
		err,
		w.WriteField("caption", "Dân làm đường"),
		w.WriteField("alt", "Người dân xúc đất"),
		w.WriteField("author", "Văn phòng"),
		w.WriteField("basis", "public-activity"),
		w.Close(),
	)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequest(http.MethodPost, url, &b)
	if err == nil {
		req.Header.Set("Content-Type", w.FormDataContentType())
	}
	return req, err
}

// killBody is a registration with nothing missing.
func killBody(ref, goal string) string {
	return fmt.Sprintf(
		`{"ref":%q,"goal":%q,"title":"Đường làng rộng, lòng dân thuận","field":"kinh-te","kind":"mo-hinh-tap-the",
	"summary":"Dân góp đất mở đường.",
	"problem":"Đường hẹp.","approach":"Họp từng xóm.","address":"Thôn Hạ","beneficiaries":"120 hộ","lead":"Chi bộ",
	"milestones":"Quý I họp dân.",
	"outputs":"Đường 5 m.","replicability":"Làm được.","start":"2026-02-01","review_on":"2026-10-31",
	"contact_name":"Văn phòng","contact_phone":"0204 3854 123",
	"pledge":true,"households":120,"outcomes":[{"indicator":"ROAD_KM","value":2.4}]}`,
		ref, goal,
	)
}

// oneMore has one more draft acknowledged and gives its ref.
func (k *killer) oneMore(t *testing.T, s *server) string {
	t.Helper()
	k.next++
	e := &written{ref: fmt.Sprintf("r-%d", k.next), photos: map[string]bool{}}
	k.entries = append(k.entries, e)
	e.pending = &pending{kind: "create", goal: fmt.Sprintf("Mở đường, bản cuối %x.", k.rng.Uint64())}
	req, err := http.NewRequest(http.MethodPost, s.url+"/api/v1/entries", strings.NewReader(killBody(e.ref, e.pending.goal)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+k.token)
	r := s.visitor().do(req).want(t, "one more draft", http.StatusCreated)
	if !k.acknowledge(t, e, []byte(r.body)) {
		t.Fatal("not acknowledged")
	}
	return e.ref
}
