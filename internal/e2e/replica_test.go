package e2e

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestReplica lets people write while Litestream and rclone, as the program
// configures them, copy the state to an S3 store; then the machine is lost, and
// everything that was acknowledged comes back from the store.
func TestReplica(t *testing.T) {
	litestream, store := tool(t, "litestream"), tool(t, "gofakes3")
	if _, err := exec.LookPath("rclone"); err != nil {
		t.Fatal("rclone is missing: apt-get install rclone")
	}
	dir := t.TempDir()
	state, files, home := filepath.Join(dir, "var"), filepath.Join(dir, "replica"), freeAddress(t)
	beside(t, nil, store, "-backend", "memory", "-initialbucket", "kho", "-host", home)
	within(t, 30*time.Second, "the store listens", listens(home))
	k := newKiller(t, state)
	out := run(t, "replica", files, "-bucket", "s3://kho/bac-ninh", "-endpoint", "http://"+home, "-state", state)
	if n := strings.Count(out, "\n"); n != 5 {
		t.Errorf("%d lines for the officer, want 5:\n%s", n, out)
	}
	keys := filepath.Join(files, "replica.env")
	fillKeys(t, keys)
	run(t, "replica", files, "-bucket", "s3://kho/bac-ninh", "-endpoint", "http://"+home, "-state", state) // again: the keys stay
	environ := environOf(t, keys)

	control := strings.NewReplacer(
		"/run/danvankheo-replica/",
		dir+"/",
		"/usr/bin/litestream",
		litestream,
		"/etc/danvankheo-replica/",
		files+"/",
	)
	for _, name := range []string{"litestream.yml", "danvankheo-photos.service", "danvankheo-proof.service"} {
		text, err := os.ReadFile(filepath.Join(files, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(files, name), []byte(control.Replace(string(text))), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}

	copying := func() *exec.Cmd {
		return beside(t, environ, litestream, "replicate", "-config", filepath.Join(files, "litestream.yml"))
	}
	for range 5 { // the program is killed; systemd stops the copying one with it and starts both again
		s := start(t, state, "-backup-at", "off")
		copier := copying()
		k.check(t, s)
		k.round(t, s, 1500*time.Millisecond)
		stop(t, copier)
	}
	s := start(t, state, "-backup-at", "off")
	copier := copying()
	k.check(t, s)
	for unit, stamp := range map[string]string{"danvankheo-photos.service": "s3-copied", "danvankheo-proof.service": "s3-proved"} {
		runUnit(t, environ, filepath.Join(files, unit))
		if _, err := os.Stat(filepath.Join(state, stamp)); err != nil {
			t.Errorf("%s leaves no stamp: %v", unit, err)
		}
	}
	// The last acknowledgement is what has to arrive: its distance is the lag.
	last := time.Now()
	ref := k.oneMore(t, s)
	probe := filepath.Join(dir, "probe.db")
	said := ""
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("litestream restore: %s", said)
		}
	})
	within(t, 120*time.Second, "the last draft is in the store", func() bool {
		for _, end := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(probe + end)
		}
		var err error
		said, err = output(
			environ,
			litestream,
			"restore",
			"-config",
			filepath.Join(files, "litestream.yml"),
			"-o",
			probe,
			filepath.Join(state, "data.db"),
		)
		return err == nil && holdsRef(t, probe, ref)
	})
	lag := time.Since(last)
	s.kill()
	_ = copier.Process.Kill()
	if err := os.RemoveAll(state); err != nil {
		t.Fatal(err)
	}

	back := time.Now()
	environ = append(environ, "PATH="+*tools+":"+filepath.Dir(binary)+":"+os.Getenv("PATH"))
	// doctor has no backup to see in a folder that was just made, and says so.
	text, err := output(environ, filepath.Join(files, "bring-back"), state)
	if err != nil && !strings.Contains(text, "backup") {
		t.Fatalf("bring-back: %v\n%s", err, text)
	}
	s = start(t, state, "-backup-at", "off")
	took := time.Since(back)
	k.check(t, s)
	t.Logf(
		"%d writes acknowledged over 5 kills, all back; the last was in the store and readable %.1f s after its acknowledgement; "+
			"bring-back and start took %.1f s",
		total(k.acked),
		lag.Seconds(),
		took.Seconds(),
	)
	if _, err := output(environ, filepath.Join(files, "bring-back"), state); err == nil {
		t.Error("bring-back wrote into a folder that was there")
	}
}

// stop ends a program as systemd does, and waits for its end.
func stop(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_, _ = cmd.Process.Wait() // how it ended says nothing here
}

// holdsRef reports whether a database has the entry of a ref.
func holdsRef(t *testing.T, path, ref string) bool {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var n int
	return db.QueryRow(`SELECT count(*) FROM entry WHERE ref = ?`, ref).Scan(&n) == nil && n == 1
}

func total(counts map[string]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

func output(environ []string, path string, args ...string) (string, error) {
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), environ...)
	text, err := cmd.CombinedOutput()
	return string(text), err
}

// fillKeys does what the officer does with replica.env.
func fillKeys(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err == nil {
		filled := strings.NewReplacer("_ID=\n", "_ID=khoa\n", "_KEY=\n", "_KEY=bi-mat\n").Replace(string(text))
		err = os.WriteFile(path, []byte(filled), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// environOf reads a file of NAME=VALUE as systemd does.
func environOf(t *testing.T, path string) (list []string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); strings.Contains(line, "=") && !strings.HasPrefix(line, "#") {
			list = append(list, line)
		}
	}
	return append(list, "AWS_CA_BUNDLE=") // what the machine has set for stores of its own
}

// runUnit does what the timer does: the commands of the unit.
func runUnit(t *testing.T, environ []string, unit string) {
	t.Helper()
	text, err := os.ReadFile(unit)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if name, command, ok := strings.Cut(line, "="); ok && strings.HasPrefix(name, "Exec") {
			args := strings.Fields(command)
			if out, err := output(environ, args[0], args[1:]...); err != nil {
				t.Fatalf("%s: %v\n%s", command, err, out)
			}
		}
	}
}
