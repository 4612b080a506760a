package e2e

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// smallDisk mounts a file system of a few megabytes; tests that need one are left
// out where nobody may.
func smallDisk(t *testing.T, megabytes int) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dm", megabytes)); err != nil {
		t.Skipf("no file system can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// fill takes what is left of a disk.
func fill(t *testing.T, dir string) (path string) {
	t.Helper()
	path = filepath.Join(dir, "filler")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, size := range []int{1 << 20, 4096, 1} {
		block := bytes.Repeat([]byte{1}, size)
		for {
			if _, err := f.Write(block); err != nil {
				break
			}
		}
	}
	return path
}

// callAPI sends JSON with a token.
func (k *killer) callAPI(t *testing.T, s *server, method, path, body, match string) reply {
	t.Helper()
	req, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+k.token)
	if match != "" {
		req.Header.Set("If-Match", match)
	}
	return s.visitor().do(req)
}

// On a full disk nothing is acknowledged that is not kept, reading goes on, and
// writing begins again by itself when there is room.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	state := filepath.Join(smallDisk(t, 40), "var")
	k := newKiller(t, state)
	s := start(t, state, "-backup-at", "off")
	first := k.callAPI(t, s, "POST", "/api/v1/entries", killBody("a-1", "Trước khi đầy."), "").want(t, "create", http.StatusCreated)
	filler := fill(t, filepath.Dir(state))
	refusedAny := false
	for i := range 60 {
		goal := fmt.Sprintf("Lần %d. %s", i, strings.Repeat("Mở đường. ", 300))
		r := k.callAPI(t, s, "PUT", "/api/v1/entries/1", fmt.Sprintf(`{"goal":%q}`, goal), first.header.Get("ETag"))
		if r.status == http.StatusOK {
			first = r
			continue
		}
		if r.status < 500 || strings.Contains(r.body, "disk") || !strings.Contains(r.body, `"detail"`) {
			t.Errorf("a write on a full disk: %d %.200s", r.status, r.body)
		}
		refusedAny = true
		break
	}
	if !refusedAny {
		t.Error("the disk never was full")
	}
	for _, path := range []string{"/", "/mo-hinh?q=duong", "/don-vi", "/dang-nhap", "/healthz"} {
		s.visitor().get(path).want(t, path+" on a full disk", http.StatusOK)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	now := k.callAPI(t, s, "GET", "/api/v1/entries/1", "", "").want(t, "read", http.StatusOK)
	if now.header.Get("ETag") != first.header.Get("ETag") {
		t.Errorf("version %s after the full disk, acknowledged %s", now.header.Get("ETag"), first.header.Get("ETag"))
	}
	k.callAPI(t, s, "PUT", "/api/v1/entries/1", `{"goal":"Có chỗ rồi."}`, now.header.Get("ETag")).
		want(t, "write with room again", http.StatusOK)
	if faults := readAll(t, state); len(faults) != 1 {
		t.Errorf("%d entries, want 1", len(faults))
	}
}

// A folder that cannot be written is said in plain words at the start.
func TestReadOnlyFolder(t *testing.T) {
	t.Parallel()
	dir := smallDisk(t, 40)
	state := filepath.Join(dir, "var")
	run(t, "migrate", "-state", state)
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("no file system can be mounted for reading here: %v", err)
	}
	out, err := exec.Command(binary, "serve", "-addr", "127.0.0.1:0", "-state", state).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "read-only") {
		t.Errorf("serve on a read-only folder: %v\n%s", err, out)
	}
	out, err = exec.Command(binary, "doctor", "-state", state).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "FAULT state folder") {
		t.Errorf("doctor on a read-only folder: %v\n%s", err, out)
	}
}

// With files of the index cut off, or the index gone, the site starts and repairs it
// by itself.
func TestDamagedIndexIsRebuilt(t *testing.T) {
	t.Parallel()
	state := filled(t, 300, 0)
	s := start(t, state, "-backup-at", "off")
	s.kill()
	n := 0
	err := filepath.Walk(state, func(p string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() && strings.Contains(p, "index-") && strings.HasSuffix(p, ".zap") {
			n++
			return os.Truncate(p, info.Size()/2)
		}
		return err
	})
	if err != nil || n == 0 {
		t.Fatalf("%d files of the index were cut, %v", n, err)
	}
	s = start(t, state, "-backup-at", "off")
	if body := s.visitor().get("/api/v1/entries?q=duong").want(t, "search", http.StatusOK).body; strings.Contains(body, `"total":0`) {
		t.Errorf("the index was not repaired: %.200s", body)
	}
}

// Without its photo files, and with a damaged page in the database, the site keeps
// showing what it can.
func TestLostPhotoAndDamagedPage(t *testing.T) {
	t.Parallel()
	state := filled(t, 50, 20)
	start(t, state, "-backup-at", "off").kill() // it has served before: what a newer program adds at its first start is there
	if err := os.RemoveAll(filepath.Join(state, "photos")); err != nil {
		t.Fatal(err)
	}
	db := openState(t, state)
	var page int64
	if err := db.QueryRow(`SELECT rootpage FROM sqlite_schema WHERE name = 'audit_object'`).Scan(&page); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(filepath.Join(state, "data.db"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(bytes.Repeat([]byte{0xee}, 512), (page-1)*4096); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	s := start(t, state, "-backup-at", "off")
	for _, path := range []string{"/", "/mo-hinh?q=duong", "/don-vi", "/so-lieu", "/feed.atom"} {
		s.visitor().get(path).want(t, path, http.StatusOK)
	}
	s.visitor().get("/anh/1/400.jpg").want(t, "a photo without a file", http.StatusNotFound)
	out, err := exec.Command(binary, "doctor", "-state", state).CombinedOutput()
	for _, want := range []string{"FAULT database pages", "FAULT photos: files missing"} {
		if err == nil || !strings.Contains(string(out), want) {
			t.Errorf("doctor: %v, want %s\n%s", err, want, out)
		}
	}
}

// A restore that is killed at any moment leaves the old folder or the new one, whole.
func TestKilledRestore(t *testing.T) {
	t.Parallel()
	source := filled(t, 400, 30)
	file := filepath.Join(t.TempDir(), "b.zip")
	run(t, "backup", file, "-state", source)
	state := filled(t, 3, 0)
	for i := range 12 {
		cmd := exec.Command(binary, "restore", file, "-state", state)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		<-time.After(time.Duration(20+i*25) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		run(t, "migrate", "-state", state) // opens the folder, which ends an exchange that was begun
		db := openState(t, state)
		var n int
		if err := db.QueryRow(`SELECT count(*) FROM entry`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if n != 3 && n != 400 {
			t.Fatalf("after a restore killed in run %d the folder holds %d entries", i, n)
		}
	}
	run(t, "restore", file, "-state", state)
	if len(readAllCount(t, state)) != 400 {
		t.Error("the last restore did not come through")
	}
}

func readAllCount(t *testing.T, state string) (ids []int64) {
	t.Helper()
	db := openState(t, state)
	defer db.Close()
	rows, err := db.Query(`SELECT id FROM entry`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return ids
}
