package search_test

import (
	"testing"

	"danvankheo/internal/search"
	"danvankheo/internal/vietnamese"
)

func TestOtherAbbreviations(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := open(t, dir, search.Options{})
	rebuild(t, x, village(), 4)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	more := search.Options{
		Abbreviations: vietnamese.NewAbbreviations([]vietnamese.Abbreviation{{Short: "GPMB", Long: "giải phóng mặt bằng"}}),
	}
	y := open(t, dir, more)
	if !y.NeedsRebuild() {
		t.Error("another list of abbreviations is not seen")
	}
	if got := ids(ask(t, y, search.Query{Text: "hòa giải"})); got != "2" {
		t.Errorf("meanwhile it finds %q", got)
	}
	rebuild(t, y, village(), 4)
	if got := ids(ask(t, y, search.Query{Text: "giải phóng mặt bằng"})); got != "4" || y.NeedsRebuild() {
		t.Errorf("after the rebuild it finds %q", got)
	}
}

// TestNewAbbreviation adds a short form while serving: it and its long form find
// each other at once, and after the rebuild as those of the program do.
func TestNewAbbreviation(t *testing.T) {
	t.Parallel()
	abbr, syn := lists(t)
	x := open(t, t.TempDir(), search.Options{Abbreviations: abbr, Synonyms: syn})
	short, long := titled(61, "TXLD ở xóm núi"), titled(62, "Tổ xung kích lưu động vùng hồ")
	docs := append(village(), *short.Doc, *long.Doc)
	rebuild(t, x, docs, 4)
	if got := ids(ask(t, x, search.Query{Text: "tổ xung kích lưu động"})); got != "62" {
		t.Fatalf("before, the long form finds %q", got)
	}
	more := vietnamese.NewAbbreviations(append(abbr.List(), vietnamese.Abbreviation{Short: "TXLD", Long: "tổ xung kích lưu động"}))
	x.SetAbbreviations(more)
	check := func(when string) {
		for _, q := range []string{"TXLD", "txld", "tổ xung kích lưu động", "to xung kich luu dong"} {
			r := ask(t, x, search.Query{Text: q})
			if r.Total != 2 {
				t.Errorf("%s, %q finds %q, want both", when, q, ids(r))
			}
			if explained := len(r.Expanded) == 1 && r.Expanded[0].Long == "tổ xung kích lưu động"; explained != (len(q) == 4) {
				t.Errorf("%s, %q is explained as %v", when, q, r.Expanded)
			}
		}
	}
	if !x.NeedsRebuild() {
		t.Error("a new short form asks for no rebuild")
	}
	check("at once")
	rebuild(t, x, docs, 4)
	if x.NeedsRebuild() {
		t.Error("after the rebuild another is needed")
	}
	check("after the rebuild")
	if got := ids(ask(t, x, search.Query{Text: `"xung kích lưu động ở xóm"`})); got != "61" {
		t.Errorf("after the rebuild a phrase across the short form finds %q", got)
	}
	x.SetAbbreviations(abbr)
	rebuild(t, x, docs, 4)
	if got := ids(ask(t, x, search.Query{Text: "tổ xung kích lưu động"})); got != "62" {
		t.Errorf("taken away again, the long form finds %q", got)
	}
}
