package attachment_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"danvankheo/internal/attachment"
)

// part is one file in a ZIP.
type part struct {
	name string
	body []byte
}

func packed(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err == nil {
			_, err = w.Write(p.body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bomb is a ZIP whose one part unpacks to so many megabytes.
func bomb(t testing.TB, name string, megabytes int) []byte {
	t.Helper()
	var squeezed bytes.Buffer
	w, err := flate.NewWriter(&squeezed, flate.DefaultCompression)
	if err != nil {
		t.Fatal(err)
	}
	sum, block := crc32.NewIEEE(), make([]byte, 1<<20)
	for range megabytes {
		if _, err := io.MultiWriter(w, sum).Write(block); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	head := &zip.FileHeader{
		Name:               name,
		Method:             zip.Deflate,
		CRC32:              sum.Sum32(),
		CompressedSize64:   uint64(squeezed.Len()),
		UncompressedSize64: uint64(megabytes) << 20,
	}
	raw, err := z.CreateRaw(head)
	if err == nil {
		_, err = raw.Write(squeezed.Bytes())
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// hostile builds the documents of an attacker, by name.
func hostile(t testing.TB) map[string][]byte {
	t.Helper()
	docx := packed(t, part{"[Content_Types].xml", []byte("<Types/>")}, part{"word/document.xml", bytes.Repeat([]byte("<w:p/>"), 400)})
	xlsx := packed(t, part{"[Content_Types].xml", []byte("<Types/>")}, part{"xl/workbook.xml", []byte("<workbook/>")})
	pdf := []byte("%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
	list := map[string][]byte{
		"empty":        nil,
		"bomb docx":    bomb(t, "word/document.xml", 96),
		"bomb xlsx":    bomb(t, "xl/workbook.xml", 96),
		"zip in zip":   packed(t, part{"word/document.xml", bomb(t, "word/document.xml", 64)}),
		"macro docx":   packed(t, part{"word/document.xml", nil}, part{"word/vbaProject.bin", []byte("x")}),
		"macro xlsx":   packed(t, part{"xl/workbook.xml", nil}, part{"xl/VBAPROJECT.BIN", []byte("x")}),
		"path up":      packed(t, part{"../../../etc/cron.d/x", []byte("x")}, part{"word/document.xml", nil}),
		"path rooted":  packed(t, part{"/etc/passwd", []byte("x")}, part{"xl/workbook.xml", nil}),
		"plain zip":    packed(t, part{"a.txt", []byte("x")}),
		"jar":          packed(t, part{"META-INF/MANIFEST.MF", []byte("x")}, part{"A.class", []byte("\xca\xfe\xba\xbe")}),
		"html":         []byte("<!doctype html><script>alert(1)</script>"),
		"svg":          []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`),
		"exe":          append([]byte("MZ"), make([]byte, 4000)...),
		"elf":          append([]byte("\x7fELF"), make([]byte, 4000)...),
		"old doc":      append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 4000)...),
		"rtf":          []byte(`{\rtf1\object}`),
		"pdf html":     append(bytes.Clone(pdf), "<script>alert(1)</script>"...),
		"pdf zip":      append(bytes.Clone(pdf), docx...),
		"html pdf":     append([]byte("<script>alert(1)</script>"), pdf...),
		"exe zip":      append(append([]byte("MZ"), make([]byte, 500)...), docx...),
		"docx tail":    append(bytes.Clone(docx), bytes.Repeat([]byte("x"), 100_000)...),
		"docx xlsx":    append(bytes.Clone(docx), xlsx...),
		"zeros":        make([]byte, 100_000),
		"just too big": append([]byte("%PDF-1.7"), make([]byte, attachment.MaxBytes)...),
	}
	many := make([]part, 10_001)
	for i := range many {
		many[i].name = fmt.Sprintf("word/%d.xml", i)
	}
	list["many parts"] = packed(t, append(many, part{"word/document.xml", nil})...)
	for name, whole := range map[string][]byte{"docx": docx, "xlsx": xlsx, "pdf": pdf} {
		for i := range len(whole) {
			if len(whole) < 120 || i%max(1, len(whole)/60) == 0 || i > len(whole)-30 {
				list[fmt.Sprintf("%s cut at %d", name, i)] = whole[:i]
			}
		}
		rng := rand.New(rand.NewPCG(1, uint64(len(whole))))
		for i := range 40 {
			broken := bytes.Clone(whole)
			for range 1 + i%8 {
				broken[rng.IntN(len(broken))] = byte(rng.Uint32())
			}
			list[fmt.Sprintf("%s broken %d", name, i)] = broken
		}
	}
	return list
}

// Whatever is sent, the answer is a kept document of a known kind or one of the
// known refusals; memory stays bounded and nothing is left behind.
func TestHostileDocuments(t *testing.T) {
	dir := t.TempDir()
	s, err := attachment.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	list := hostile(t)
	if len(list) < 300 {
		t.Errorf("%d documents, want at least 300", len(list))
	}
	refusedAlways := []string{
		"empty",
		"macro docx",
		"macro xlsx",
		"plain zip",
		"jar",
		"html",
		"svg",
		"exe",
		"elf",
		"old doc",
		"rtf",
		"html pdf",
		"exe zip",
		"zeros",
		"just too big",
		"many parts",
	}
	var most uint64
	var slowest time.Duration
	kept := map[string]bool{}
	for name, body := range list {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		begin := time.Now()
		f, err := s.Add(context.Background(), bytes.NewReader(body))
		slowest = max(slowest, time.Since(begin))
		runtime.ReadMemStats(&after)
		most = max(most, after.TotalAlloc-before.TotalAlloc)
		switch {
		case err == nil && f.Kind != "pdf" && f.Kind != "docx" && f.Kind != "xlsx":
			t.Errorf("%s: kept as %q", name, f.Kind)
		case err == nil:
			kept[f.Hash] = true
			for _, never := range refusedAlways {
				if name == never {
					t.Errorf("%s was kept", name)
				}
			}
		case !errors.Is(err, attachment.ErrKind) && !errors.Is(err, attachment.ErrEmpty) && !errors.Is(err, attachment.ErrTooLarge):
			t.Errorf("%s: %v", name, err)
		}
	}
	if most > 32<<20 {
		t.Errorf("one document took %d MB", most>>20)
	}
	files := 0
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files++
			if !kept[d.Name()] {
				t.Errorf("left behind: %s", path)
			}
		}
		return err
	})
	if err != nil || files != len(kept) {
		t.Errorf("%d files for %d documents, %v", files, len(kept), err)
	}
	for _, name := range []string{"", "..", "../../etc/passwd", string(make([]byte, 64)), "%2e%2e"} {
		if f, err := s.Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Open(%q) = %v, %v", name, f, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "..", "etc")); err == nil {
		t.Error("written outside of the folder")
	}
	t.Logf("%d documents, %d kept, at most %d KB allocated for one, slowest %v", len(list), len(kept), most>>10, slowest)
}
