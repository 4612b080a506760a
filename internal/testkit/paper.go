package testkit

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
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
	soffice, pdftotext := Tool(t, "soffice"), Tool(t, "pdftotext")
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(
		ctx,
		soffice,
		"-env:UserInstallation=file://"+dir+"/profile",
		"--headless",
		"--convert-to",
		"pdf",
		"--outdir",
		dir,
		path,
	)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice %s: %v: %s", name, err, out)
	}
	pdf := strings.TrimSuffix(path, filepath.Ext(path)) + ".pdf"
	if keep := os.Getenv("DVK_PAPERS"); keep != "" {
		data, err := os.ReadFile(pdf)
		if err == nil {
			err = os.WriteFile(filepath.Join(keep, filepath.Base(pdf)), data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.CommandContext(ctx, pdftotext, "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext %s: %v", name, err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}
