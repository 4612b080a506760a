package testkit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Tool finds a program that scripts/install brings: its absence skips the test on
// a desk and fails it under CI.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	switch {
	case err == nil:
	case os.Getenv("CI") != "":
		t.Fatalf("no %s: run scripts/install", name)
	default:
		t.Skipf("no %s: run scripts/install", name)
	}
	return path
}

// Printed lets LibreOffice open a .docx or .xlsx, print it as PDF, and gives the
// text of each page as a person would read it. With DVK_PAPERS=DIR the PDF is kept
// there, to be looked at.
func Printed(t testing.TB, name string, file []byte) (pages []string) {
	t.Helper()
	pdftotext := Tool(t, "pdftotext")
	pdf := Converted(t, name, file, "pdf")
	if keep := os.Getenv("DVK_PAPERS"); keep != "" {
		data, err := os.ReadFile(pdf)
		if err == nil {
			err = os.WriteFile(filepath.Join(keep, filepath.Base(pdf)), data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, pdftotext, "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext %s: %v", name, err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}

// Converted lets LibreOffice write a file as another kind, named as --convert-to
// has it ("pdf", "csv:Text - txt - csv …"), and gives the path of what it wrote.
//
// Several of them at once abort now and then, so one runs at a time on a machine,
// whichever package asks; and one that aborts all the same runs once more. What
// LibreOffice says about the file itself is final.
func Converted(t testing.TB, name string, file []byte, kind string) (path string) {
	t.Helper()
	c := converter{soffice: Tool(t, "soffice"), limit: 3 * time.Minute}
	source := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(source, file, 0o600); err != nil {
		t.Fatal(err)
	}
	leave, err := turn(filepath.Join(os.TempDir(), fmt.Sprintf("danvankheo-soffice-%d.lock", os.Getuid())))
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	path, err = c.run(source, kind, t.TempDir())
	var crash *crashError
	if errors.As(err, &crash) {
		t.Logf("%v; once more", err)
		path, err = c.run(source, kind, t.TempDir())
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// turn waits until nobody else, in this process or another, holds the file.
func turn(path string) (leave func(), err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
		if err == nil {
			return func() { _ = f.Close() }, nil // which gives the lock back
		}
		if !errors.Is(err, syscall.EINTR) {
			_ = f.Close() // the lock is what failed
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
	}
}

// crashError is LibreOffice falling over, which says nothing about the file.
type crashError struct {
	err    error // of the process; nil when it ended well and wrote nothing
	output string
}

func (e *crashError) Error() string { return fmt.Sprintf("soffice crashed: %v: %s", e.err, e.output) }

type converter struct {
	soffice string
	limit   time.Duration
}

// run converts once, with a profile in a folder nobody used before: a crash leaves
// one that asks whether to recover.
func (c converter) run(source, kind, dir string) (path string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), c.limit)
	defer cancel()
	out := filepath.Join(dir, "out")
	cmd := exec.CommandContext(
		ctx,
		c.soffice,
		"-env:UserInstallation=file://"+filepath.Join(dir, "profile"),
		"--headless",
		"--convert-to",
		kind,
		"--outdir",
		out,
		source,
	)
	// soffice is a script: its children end with it, and do not keep the pipe open.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 10 * time.Second
	output, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return "", fmt.Errorf("soffice %s: %w: %s", filepath.Base(source), ctx.Err(), output)
	}
	written, readErr := os.ReadDir(out)
	if readErr != nil && !errors.Is(readErr, fs.ErrNotExist) {
		return "", readErr
	}
	switch {
	case err == nil && len(written) == 1:
		return filepath.Join(out, written[0].Name()), nil
	case refused(output):
		return "", fmt.Errorf("soffice refuses %s: %s", filepath.Base(source), output)
	case err != nil || len(written) == 0:
		return "", &crashError{err, string(output)}
	}
	return "", fmt.Errorf("soffice wrote %d files of %s: %s", len(written), filepath.Base(source), output)
}

// refused reports whether LibreOffice lived to say what is wrong.
func refused(output []byte) bool {
	return bytes.HasPrefix(output, []byte("Error: ")) || bytes.Contains(output, []byte("\nError: "))
}
