package vietnamese_test

import (
	"os"
	"strings"
	"testing"

	v "danvankheo/internal/vietnamese"
)

// numberRow is one line of testdata/numbers.tsv, which the script of the forms is held
// against too.
type numberRow struct {
	typed, read, meant string
	broken             bool
}

func numberRows(t testing.TB) (out []numberRow) {
	t.Helper()
	text, err := os.ReadFile("testdata/numbers.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		cells := append(strings.Split(line, "\t"), "", "", "")
		out = append(out, numberRow{cells[0], cells[1], cells[3], cells[2] == "broken"})
	}
	return out
}

// What a count is read as, whether it is broken, and what whoever broke it may have
// meant.
func TestCountIsAskedAbout(t *testing.T) {
	t.Parallel()
	for _, r := range numberRows(t) {
		c, read := v.ParseCount(r.typed), "-"
		if c.OK {
			read = v.FormatNumber(c.Value)
		}
		if read != r.read || c.Broken != r.broken || c.Meant != r.meant {
			t.Errorf("ParseCount(%q) = %s, %v, %q; want %s, %v, %q", r.typed, read, c.Broken, c.Meant, r.read, r.broken, r.meant)
		}
	}
}

// FuzzCount holds what is asked against the reading: what was meant is a whole number
// a thousand times as large, and is not asked about again.
func FuzzCount(f *testing.F) {
	for _, r := range numberRows(f) {
		f.Add(r.typed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := v.ParseCount(s)
		if n, ok := v.ParseNumber(s); ok != c.OK || n != c.Value {
			t.Fatalf("ParseCount(%q) = %v, %v; ParseNumber %v, %v", s, c.Value, c.OK, n, ok)
		}
		if !c.Broken {
			if c.Meant != "" || c.OK && c.Value < 1e15 && c.Value > -1e15 && c.Value != float64(int64(c.Value)) {
				t.Fatalf("ParseCount(%q) = %+v", s, c)
			}
			return
		}
		if c.Meant == "" {
			return
		}
		again := v.ParseCount(c.Meant)
		if d := again.Value/1000 - c.Value; !again.OK || again.Broken || d > 1e-9*c.Value || d < -1e-9*c.Value {
			t.Fatalf("ParseCount(%q) means %q, which reads %+v", s, c.Meant, again)
		}
	})
}
