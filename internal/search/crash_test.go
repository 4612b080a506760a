package search_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"danvankheo/internal/search"
)

// crashDir names the state folder of the child that is going to be killed.
const crashDir = "DVK_TEST_CRASH_DIR"

// TestCrashChild writes without end and says on its standard output what is
// safely written. It only runs as the child of TestCrash.
func TestCrashChild(t *testing.T) {
	dir := os.Getenv(crashDir)
	if dir == "" {
		t.Skip("runs as the child of TestCrash")
	}
	x, err := search.Open(dir, search.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if x.NeedsRebuild() {
		t.Fatal("the index asks for a rebuild")
	}
	seq, err := x.Sequence()
	if err != nil {
		t.Fatal(err)
	}
	var one sync.Mutex // the changes and their order
	go func() {        // now and then a rebuild is under way, too
		for {
			time.Sleep(30 * time.Millisecond)
			one.Lock()
			upTo := seq
			one.Unlock()
			if err := x.Rebuild(context.Background(), all(numbered(upTo)), upTo); err != nil {
				return
			}
			one.Lock()
			from, err := x.Sequence()
			if err == nil {
				err = x.Apply(context.Background(), changesOf(from+1, seq), from, seq)
			}
			one.Unlock()
			if err != nil {
				return
			}
		}
	}()
	r := rand.New(rand.NewPCG(uint64(seq), 3))
	for {
		one.Lock()
		last := seq + 1 + r.Int64N(20)
		err := x.Apply(context.Background(), changesOf(seq+1, last), seq, last)
		if err == nil {
			seq = last
		}
		one.Unlock()
		switch {
		case errors.Is(err, search.ErrBehind): // what is missing comes from beside
			time.Sleep(time.Millisecond)
			continue
		case err != nil:
			t.Fatal(err)
		}
		fmt.Printf("written %d\n", last)
	}
}

// changesOf makes the changes numbered from first to last.
func changesOf(first, last int64) []search.Change {
	var out []search.Change
	for n := first; n <= last; n++ {
		out = append(out, titled(crashFirst+n, fmt.Sprintf("Việc số %d", n)))
	}
	return out
}

// numbered is every entry up to a sequence.
func numbered(upTo int64) iter.Seq[search.Document] {
	return func(yield func(search.Document) bool) {
		for _, c := range changesOf(1, upTo) {
			if !yield(*c.Doc) {
				return
			}
		}
	}
}

// crashFirst is added to a sequence to make the id of its entry.
const crashFirst = 10_000_000

// TestCrash kills a process that indexes, again and again; what it had written
// must be there without any help. DVK_CRASH_CYCLES sets how often, 5 times by
// default.
func TestCrash(t *testing.T) {
	t.Parallel()
	cycles := 5
	if s := os.Getenv("DVK_CRASH_CYCLES"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		cycles = n
	}
	dir := t.TempDir()
	x, err := search.Open(dir, search.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Rebuild(context.Background(), all(numbered(0)), 0); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	var lost int64
	for cycle := range cycles {
		written := killed(t, dir, time.Duration(50+100*(cycle%7))*time.Millisecond)
		var log bytes.Buffer
		x, err := search.Open(dir, search.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
		if err != nil {
			t.Fatal(err)
		}
		seq, err := x.Sequence()
		if err != nil || x.NeedsRebuild() {
			t.Log(log.String())
			t.Fatalf("cycle %d: sequence %d, %v, needs rebuild %v", cycle, seq, err, x.NeedsRebuild())
		}
		if seq < written { // a rebuild took over just before: the outbox has the rest
			t.Logf("cycle %d: %d to %d come again", cycle, seq+1, written)
			apply(t, x, written, changesOf(seq+1, written)...)
			seq = written
		}
		if n, err := x.Count(); err != nil || int64(n) != seq {
			t.Errorf("cycle %d: %d entries, want %d (%v)", cycle, n, seq, err)
		}
		for n := max(1, seq-100); n <= seq; n++ {
			r := ask(t, x, search.Query{Text: fmt.Sprintf(`"việc số %d"`, n), NoFacets: true})
			if len(r.Hits) != 1 || r.Hits[0].ID != crashFirst+n {
				lost++
			}
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if lost > 0 {
		t.Errorf("%d entries were lost", lost)
	}
}

// killed starts the child, kills it some time after its first write, and returns
// the last sequence it had confirmed.
func killed(t *testing.T, dir string, after time.Duration) int64 {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestCrashChild$", "-test.v")
	cmd.Env = append(os.Environ(), crashDir+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var last int64
	var said []string
	lines := bufio.NewScanner(out)
	started := false
	for lines.Scan() {
		var n int64
		if _, err := fmt.Sscanf(lines.Text(), "written %d", &n); err != nil {
			said = append(said, lines.Text())
			continue
		}
		last = n
		if !started {
			started = true
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait() // it was killed
	if !started {
		t.Fatalf("the child wrote nothing: %q", said)
	}
	return last
}
