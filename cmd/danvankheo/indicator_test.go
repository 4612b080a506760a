package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"danvankheo/data"
)

// The catalogue goes out and comes back whole on a new installation, in every
// format; the same file again changes nothing, and neither does the committed one.
func TestIndicatorsInAndOut(t *testing.T) {
	t.Parallel()
	state, dir := t.TempDir(), t.TempDir()
	committed, err := data.Files.ReadFile("indicators.csv")
	must(t, err)
	own := testFile(t, "danh-muc.csv", string(committed))
	out, err := runIn(t, state, "import", "indicators", own)
	if err != nil || !strings.Contains(out, "thêm 0, sửa 0, giữ nguyên 63 chỉ số; sai 0") {
		t.Fatalf("the committed catalogue: %v\n%s", err, out)
	}
	more := testFile(t, "them.csv", "code,label,unit,aggregate,since,last\n"+
		"BRIDGE,Cầu dân sinh,cầu,S,0,\nBRIDGE,Cầu nông thôn,cầu,S,2027,\nTREE,Cây Nhân dân trồng,,,2027,2030\n")
	for _, want := range []string{"Đã xem 3 dòng: thêm 1, sửa 1", "Đã nhập 3 dòng: thêm 1, sửa 1", "thêm 0, sửa 0, giữ nguyên 2"} {
		args := []string{"import", "indicators", more}
		if strings.HasPrefix(want, "Đã xem") {
			args = append(args, "-dry-run")
		}
		if out, err := runIn(t, state, args...); err != nil || !strings.Contains(out, want) {
			t.Errorf("%v: %v, want %q\n%s", args, err, want, out)
		}
	}
	wrong := testFile(t, "sai.csv", "code,label,unit,aggregate\nFORD,Ngầm tràn,ngầm,S\nford,Ngầm,ngầm,S\n")
	out, err = runIn(t, state, "import", "indicators", wrong)
	if err == nil || !strings.Contains(out, "Dòng 3, cột code: ") || !strings.Contains(err.Error(), "1 dòng sai nên chưa ghi dòng nào") {
		t.Errorf("a wrong row: %v\n%s", err, out)
	}
	var first []byte
	for _, ending := range []string{"jsonl", "csv", "xlsx"} {
		path := filepath.Join(dir, "ra."+ending)
		if out, err := runIn(t, state, "export", "indicators", path); err != nil || !strings.Contains(out, "66 dòng") {
			t.Fatalf("%s: %v\n%s", ending, err, out)
		}
		other := t.TempDir()
		if out, err := runIn(t, other, "import", "indicators", path); err != nil || !strings.Contains(out, "thêm 1, sửa 1, giữ nguyên 62") {
			t.Errorf("%s: %v\n%s", ending, err, out)
		}
		back := filepath.Join(dir, "lai-"+ending+".jsonl")
		_, err := runIn(t, other, "export", "indicators", back)
		must(t, err)
		text, err := os.ReadFile(back)
		must(t, err)
		if first == nil {
			first, err = os.ReadFile(path)
			must(t, err)
		}
		if !bytes.Equal(text, first) {
			t.Errorf("%s did not come back the same", ending)
		}
	}
}
