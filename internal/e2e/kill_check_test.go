package e2e

import (
	"bytes"
	"database/sql"
	"fmt"
	"image/jpeg"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// found is one entry as the database has it.
type found struct {
	id           int64
	version      int
	number, goal string
	sent         bool
	photos       map[string]int
}

// readAll reads what the database holds, behind the program's back.
func readAll(t *testing.T, state string) map[string]*found {
	t.Helper()
	db := openState(t, state)
	defer db.Close()
	checkWhole(t, db)
	all, byID := map[string]*found{}, map[int64]*found{}
	rows, err := db.Query(`SELECT id, ref, version, number, json_extract(content, '$.goal'), registration FROM entry`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var ref, registration string
		f := &found{photos: map[string]int{}}
		if err := rows.Scan(&f.id, &ref, &f.version, &f.number, &f.goal, &registration); err != nil {
			t.Fatal(err)
		}
		f.sent = registration == "da-gui"
		if all[ref] != nil {
			t.Errorf("ref %s is there twice: entries %d and %d", ref, all[ref].id, f.id)
		}
		all[ref], byID[f.id] = f, f
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	photos, err := db.Query(`SELECT entry, hash FROM photo`)
	if err != nil {
		t.Fatal(err)
	}
	defer photos.Close()
	for photos.Next() {
		var id int64
		var hash string
		if err := photos.Scan(&id, &hash); err != nil {
			t.Fatal(err)
		}
		byID[id].photos[hash]++
	}
	if err := photos.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// checkWhole runs SQLite's own checks.
func checkWhole(t *testing.T, db *sql.DB) {
	t.Helper()
	for _, pragma := range []string{"integrity_check", "foreign_key_check"} {
		rows, err := db.Query("PRAGMA " + pragma)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close() // at once by the last Next, or with the test
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); pragma == "foreign_key_check" || err != nil || line != "ok" {
				t.Errorf("%s: %s %v", pragma, line, err)
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

// check holds what the state folder says against what was acknowledged.
func (k *killer) check(t *testing.T, s *server) {
	t.Helper()
	all := readAll(t, s.state)
	expected := 0
	for _, e := range k.entries {
		if e.ref == "" {
			continue // a place holder
		}
		f := all[e.ref]
		if f == nil {
			if e.id != 0 {
				t.Errorf("%s (entry %d) was acknowledged and is lost", e.ref, e.id)
			}
			k.settle(e, nil)
			continue
		}
		expected++
		if e.id == 0 {
			k.again(t, s, e, f)
		}
		k.compare(t, e, f)
		k.photosOf(t, s.state, e, f)
		k.settle(e, f)
	}
	if len(all) != expected {
		t.Errorf("the database holds %d entries, the writers know of %d", len(all), expected)
	}
	k.caughtUp(t, s, expected)
}

// compare allows exactly what was acknowledged, or that and the one write in flight.
func (k *killer) compare(t *testing.T, e *written, f *found) {
	t.Helper()
	if e.id == 0 {
		if f.goal != e.pending.goal {
			t.Errorf("%s was half written: goal %q, sent %q", e.ref, f.goal, e.pending.goal)
		}
		return
	}
	goal, version, sent := e.goal, e.version, e.sent
	if p := e.pending; p != nil && f.version != version {
		switch p.kind {
		case "save":
			goal, version = p.goal, version+1
		case "submit":
			sent, version = true, version+1
		}
	}
	if f.id != e.id || f.number != e.number || f.goal != goal || f.version != version || f.sent != sent {
		t.Errorf("%s: acknowledged %+v (in flight %+v), the database has %+v", e.ref, *e, e.pending, *f)
	}
}

// photosOf looks for every photo that was acknowledged, once and whole, and for
// none that nobody sent.
func (k *killer) photosOf(t *testing.T, state string, e *written, f *found) {
	t.Helper()
	for hash := range e.photos {
		if f.photos[hash] != 1 {
			t.Errorf("%s: photo %.8s was acknowledged and is there %d times", e.ref, hash, f.photos[hash])
		}
	}
	for hash, n := range f.photos {
		if !e.photos[hash] && (e.pending == nil || e.pending.hash != hash) || n != 1 {
			t.Errorf("%s: photo %.8s is there %d times, and nobody sent it", e.ref, hash, n)
		}
		if k.seen(hash) {
			continue
		}
		for _, size := range []string{"400", "800", "1200", "in"} {
			text, err := os.ReadFile(filepath.Join(state, "photos", hash[:2], hash+"-"+size+".jpg"))
			if err != nil {
				t.Error(err)
				continue
			}
			if _, err := jpeg.Decode(bytes.NewReader(text)); err != nil {
				t.Errorf("photo %.8s-%s: %v", hash, size, err)
			}
		}
	}
}

// looked are the photos whose files were decoded once; they never change.
var looked = map[string]bool{}

func (k *killer) seen(hash string) bool {
	old := looked[hash]
	looked[hash] = true
	return old
}

// again sends a draft that was in flight once more: it must not be there twice.
func (k *killer) again(t *testing.T, s *server, e *written, f *found) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, s.url+"/api/v1/entries", strings.NewReader(killBody(e.ref, e.pending.goal)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+k.token)
	r := s.visitor().do(req)
	if r.status != http.StatusOK || !strings.Contains(r.body, fmt.Sprintf(`"id":%d,`, f.id)) {
		t.Errorf("%s sent again: %d %.200s, want 200 and entry %d", e.ref, r.status, r.body, f.id)
	}
}

// settle takes what the database has for the truth of what was in flight.
func (k *killer) settle(e *written, f *found) {
	if e.pending == nil {
		return
	}
	k.flight++
	if f == nil {
		e.ref, e.pending, e.sent = "", nil, true // never written: its place stays empty
		return
	}
	if e.id == 0 || f.version != e.version || len(f.photos) != len(e.photos) {
		k.landed++
	}
	e.id, e.version, e.number, e.goal, e.sent, e.pending = f.id, f.version, f.number, f.goal, f.sent, nil
	for hash := range f.photos {
		e.photos[hash] = true
	}
}

// caughtUp waits until the search index knows every entry, by itself.
func (k *killer) caughtUp(t *testing.T, s *server, entries int) {
	t.Helper()
	want := []string{
		fmt.Sprintf("\ndvk_entries %d\n", entries),
		"\ndvk_search_waiting 0\n",
		fmt.Sprintf("\ndvk_search_documents %d\n", entries),
	}
	var text string
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); <-time.After(50 * time.Millisecond) {
		text = s.visitor().get("/metrics").body
		ok := true
		for _, w := range want {
			ok = ok && strings.Contains(text, w)
		}
		if ok {
			return
		}
	}
	t.Errorf("the index did not catch up with %d entries:\n%.2000s", entries, text)
}
