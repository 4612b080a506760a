package testkit

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// standIn is a program in the place of soffice; $out is the folder to write to,
// $ran a file that is there from the second time on.
func standIn(t *testing.T, body string) (path string) {
	t.Helper()
	dir := t.TempDir()
	path = filepath.Join(dir, "soffice")
	script := "#!/bin/sh\nout=$6; ran=" + dir + "/ran; echo x >> " + dir + "/count\n" + body + "\n: > $ran\n"
	if err := os.WriteFile(path, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func runs(t *testing.T, soffice string) int {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(filepath.Dir(soffice), "count"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(b), "x")
}

const (
	writes = `mkdir -p $out && echo done > $out/a.pdf`
	aborts = `echo "terminate called after throwing an instance of 'com::sun::star::lang::WrappedTargetRuntimeException'" >&2
: > $ran; kill -ABRT $$`
)

// TestOnlyACrashIsOneMoreTry distinguishes what LibreOffice says about a file from
// LibreOffice falling over.
func TestOnlyACrashIsOneMoreTry(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body string
		crash, ok  bool
	}{
		{"writes", writes, false, true},
		{"aborts", aborts, true, false},
		{"aborts after writing", writes + "\n" + aborts, true, false},
		{"ends well and writes nothing", `exit 0`, true, false},
		{"ends badly and says nothing", `exit 77`, true, false},
		{"refuses the file", `echo "Error: source file could not be loaded" >&2`, false, false},
		{
			"refuses the file after a warning", `echo "Warning: no java"; echo "Error: source file could not be loaded"; exit 1`,
			false, false,
		},
		{"writes two files", writes + `; echo > $out/b.pdf`, false, false},
		{"hangs, and so does its child", `sleep 60 & sleep 60`, false, false},
	} {
		start := time.Now()
		path, err := converter{standIn(t, c.body), 2 * time.Second}.run("/a.docx", "pdf", t.TempDir())
		var crash *crashError
		if errors.As(err, &crash) != c.crash || (err == nil) != c.ok || c.ok == (path == "") {
			t.Errorf("%s: %q, %v", c.name, path, err)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: took %v", c.name, took)
		}
	}
}

// TestConvertedTriesTwiceAtMost runs the whole, with soffice as the path has it.
func TestConvertedTriesTwiceAtMost(t *testing.T) {
	for _, c := range []struct {
		name, body string
		runs       int
	}{
		{"at once", writes, 1},
		{"aborts once", `[ -e $ran ] || { ` + aborts + `; }` + "\n" + writes, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			soffice := standIn(t, c.body)
			t.Setenv("PATH", filepath.Dir(soffice)+":"+os.Getenv("PATH"))
			if path := Converted(t, "a.docx", []byte("x"), "pdf"); filepath.Base(path) != "a.pdf" {
				t.Errorf("Converted = %s", path)
			}
			if n := runs(t, soffice); n != c.runs {
				t.Errorf("%d runs, want %d", n, c.runs)
			}
		})
	}
}

// TestTurnIsOneAtATime holds among goroutines, and against another process.
func TestTurnIsOneAtATime(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	var inside, most atomic.Int32
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			leave, err := turn(path)
			if err != nil {
				t.Error(err)
				return
			}
			most.Store(max(most.Load(), inside.Add(1)))
			time.Sleep(5 * time.Millisecond)
			inside.Add(-1)
			leave()
		})
	}
	wg.Wait()
	if n := most.Load(); n != 1 {
		t.Errorf("%d at once", n)
	}
	flock, err := exec.LookPath("flock")
	if err != nil { // a desk without util-linux
		return
	}
	leave, err := turn(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := exec.Command(flock, "-n", path, "true").Run(); err == nil {
		t.Error("another process takes the lock while it is held")
	}
	leave()
	if err := exec.Command(flock, "-n", path, "true").Run(); err != nil {
		t.Errorf("the lock is not given back: %v", err)
	}
}
