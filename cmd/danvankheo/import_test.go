package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"danvankheo/data"
)

// runIn runs the program in this process on a state folder.
func runIn(t *testing.T, state string, args ...string) (string, error) {
	t.Helper()
	var out, log bytes.Buffer
	err := run(context.Background(), append(args, "-state", state), func(string) string { return "" }, &out, &log)
	return out.String(), err
}

func testFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func reportedText(t *testing.T) string {
	t.Helper()
	text, err := data.Files.ReadFile("reported_models.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestImportAndExport(t *testing.T) {
	t.Parallel()
	state, dir := t.TempDir(), t.TempDir()
	models := testFile(t, "mo-hinh.jsonl", reportedText(t))
	if out, err := runIn(t, state, "import", "entries", models, "-publish"); err == nil || strings.Count(out, "Dòng ") != 15 ||
		!strings.Contains(out, "15 dòng có đơn vị chưa tìm thấy trong sổ: sửa tên đơn vị, hoặc thêm -unknown-units keep") {
		t.Errorf("units that are not known: %v\n%s", err, out)
	}
	out, err := runIn(t, state, "import", "entries", models, "-publish", "-unknown-units", "keep")
	if err != nil || !strings.Contains(out, "thêm 123, cập nhật 0, giữ nguyên 0, sai 0") {
		t.Fatalf("%v\n%s", err, out)
	}
	if out, err = runIn(t, state, "import", "-publish", "-unknown-units=keep", "entries", models); err != nil ||
		!strings.Contains(out, "giữ nguyên 123") {
		t.Errorf("twice: %v\n%s", err, out)
	}
	var first []byte
	for _, ending := range []string{"jsonl", "csv", "xlsx"} {
		path := filepath.Join(dir, "ra."+ending)
		if out, err = runIn(t, state, "export", "entries", path); err != nil || !strings.Contains(out, "123 dòng") {
			t.Fatalf("%s: %v\n%s", ending, err, out)
		}
		other := t.TempDir()
		if out, err = runIn(t, other, "import", "entries", path, "-publish", "-unknown-units", "keep"); err != nil {
			t.Fatalf("%s: %v\n%s", ending, err, out)
		}
		back := filepath.Join(dir, "lai-"+ending+".jsonl")
		if _, err = runIn(t, other, "export", "entries", back); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(back)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first, err = os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(text, first) {
			t.Errorf("%s did not come back the same", ending)
		}
	}
	if out, err = runIn(t, state, "export", "entries", filepath.Join(dir, "nam.csv"), "-year", "2019"); err != nil ||
		!strings.Contains(out, "25 dòng") {
		t.Errorf("one year: %v\n%s", err, out)
	}
	for _, name := range []string{"units", "successions"} {
		path := filepath.Join(dir, name+".csv")
		if _, err = runIn(t, state, "export", name, path); err != nil {
			t.Fatal(err)
		}
		if out, err = runIn(t, state, "import", "units", path); err != nil ||
			!strings.Contains(out, "thêm 0, cập nhật 0 phiên bản đơn vị, 0 liên kết") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

func TestWrongCalls(t *testing.T) {
	t.Parallel()
	state := t.TempDir()
	bad := testFile(t, "sai.csv", "title,unit_name,field\nMột,Xã Không Có,kinh-te\nHai,Xã Hiệp Hòa,kinh\n")
	odd := testFile(t, "la.csv", "title,colour\nMột,đỏ\n")
	for _, c := range []struct {
		args  []string
		usage bool
		say   string
	}{
		{[]string{"import"}, true, "usage"},
		{[]string{"import", "people", bad}, true, "usage"},
		{[]string{"import", "entries", bad, "-unknown-units", "drop"}, true, "keep"},
		{[]string{"import", "entries", "khong-co.csv"}, false, "khong-co.csv"},
		{[]string{"import", "entries", "bang.xls"}, false, ".xlsx"},
		{[]string{"import", "entries", bad}, false, "2 dòng sai nên chưa ghi dòng nào"},
		{[]string{"import", "entries", odd}, false, "colour"},
		{[]string{"export", "entries"}, true, "usage"},
		{[]string{"export", "entries", "ra.txt"}, false, ".jsonl"},
		{[]string{"export", "entries", filepath.Join(state, "no", "such", "folder.csv")}, false, "no"},
	} {
		out, err := runIn(t, state, c.args...)
		if err == nil || errors.As(err, new(usageError)) != c.usage || !strings.Contains(err.Error(), c.say) ||
			strings.Contains(err.Error(), "\n") {
			t.Errorf("%v: %v\n%s", c.args, err, out)
		}
	}
	out, err := runIn(t, state, "import", "entries", bad, "-partial")
	if err != nil || !strings.Contains(out, "Dòng 2, cột unit_name") || !strings.Contains(out, "Dòng 3, cột field") {
		t.Errorf("partial with nothing good: %v\n%s", err, out)
	}
}

// A mistyped -state makes no folder: whatever has nothing to do in an empty one is
// refused, and says where to look.
func TestNoCommandThatReadsMakesAStateFolder(t *testing.T) {
	t.Parallel()
	table := testFile(t, "mo-hinh.jsonl", reportedText(t))
	out := filepath.Join(t.TempDir(), "ra.csv")
	for _, args := range [][]string{
		{"export", "entries", out}, {"export", "units", out}, {"export", "successions", out}, {"export", "indicators", out},
		{"account", "list"}, {"account", "disable", "a@b.vn"}, {"account", "enable", "a@b.vn"}, {"account", "reset", "a@b.vn"},
		{"token", "list"}, {"token", "revoke", "1"}, {"token", "add", "-account", "a@b.vn", "-name", "n"},
		{"doctor"}, {"doctor", "-quick"}, {"backup", out}, {"reindex"}, {"rollback"}, {"maintenance", "on"}, {"maintenance", "off"},
		{"import", "entries", table, "-dry-run"}, {"import", "units", table, "-dry-run"}, {"import", "indicators", table, "-dry-run"},
	} {
		state := filepath.Join(t.TempDir(), "vra")
		if _, err := runIn(t, state, args...); err == nil || !strings.Contains(err.Error(), "name it with -state") {
			t.Errorf("%v: %v", args, err)
		}
		if _, err := os.Stat(state); err == nil {
			t.Errorf("%v made the folder", args)
		}
	}
	for _, args := range [][]string{{"export", "units", out}, {"account", "list"}, {"token", "list"}, {"backup", out}, {"reindex"}} {
		state := t.TempDir() // somebody else's
		if _, err := runIn(t, state, args...); err == nil || !strings.Contains(err.Error(), "no database in "+state) {
			t.Errorf("%v in an empty folder: %v", args, err)
		}
		if list, err := os.ReadDir(state); err != nil || len(list) > 0 {
			t.Errorf("%v left %v in an empty folder, %v", args, list, err)
		}
	}
}

// TestImportChild is the program in a process of its own, for the test that kills it.
func TestImportChild(t *testing.T) {
	args := os.Getenv("DVK_TEST_CHILD")
	if args == "" {
		return // only as a child of TestKilledImport
	}
	var list []string
	if err := json.Unmarshal([]byte(args), &list); err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), list, func(string) string { return "" }, os.Stdout, os.Stderr); err != nil {
		t.Fatal(err)
	}
}

// TestKilledImport kills an import at several moments: the folder holds nothing of
// it or all of it, and the import can be run again.
func TestKilledImport(t *testing.T) {
	t.Parallel()
	const rows = 1230
	var text strings.Builder
	for i := range rows / 123 {
		text.WriteString(
			strings.NewReplacer(`"ref": "BG`, fmt.Sprintf(`"ref": "B%d`, i), `"title": "`, fmt.Sprintf(`"title": "%d. `, i)).
				Replace(reportedText(t)),
		)
	}
	models := testFile(t, "nhieu.jsonl", text.String())
	count := func(state string) int {
		path := filepath.Join(t.TempDir(), "dem.jsonl")
		if _, err := runIn(t, state, "export", "entries", path); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Count(b, []byte("\n"))
	}
	state := t.TempDir()
	if _, err := runIn(t, state, "migrate"); err != nil { // made ready, so that the kills fall into the import
		t.Fatal(err)
	}
	args, err := json.Marshal([]string{"import", "entries", models, "-publish", "-unknown-units", "keep", "-state", state})
	if err != nil {
		t.Fatal(err)
	}
	killed := 0
	for _, after := range []int{80, 200, 350, 500, 700, 900} { // milliseconds
		child := exec.Command(os.Args[0], "-test.run=^TestImportChild$", "-test.count=1")
		child.Env = append(os.Environ(), "DVK_TEST_CHILD="+string(args))
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(after) * time.Millisecond)
		if child.Process.Signal(syscall.SIGKILL) == nil {
			killed++
		}
		_ = child.Wait() // killed, or done before
		if n := count(state); n != 0 && n != rows {
			t.Fatalf("killed after %d ms: %d entries of %d", after, n, rows)
		} else if n == rows {
			break
		}
	}
	if killed == 0 {
		t.Error("no import was killed in time")
	}
	if out, err := runIn(t, state, "import", "entries", models, "-publish", "-unknown-units", "keep"); err != nil || count(state) != rows {
		t.Errorf("run again: %v\n%s", err, out)
	}
}

func TestDemoAccounts(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	ctx, state := context.Background(), t.TempDir()
	e := &env{
		getenv: func(name string) string { return map[string]string{"DVK_DEMO_PASSWORD": "mot-cau-minh-hoa"}[name] },
		stdout: &out,
		stderr: &out,
	}
	p, err := e.open(ctx, state, e.quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	start := time.Now()
	accounts, err := fillDemo(ctx, e, p)
	if err != nil || len(accounts) != 6 {
		t.Fatalf("%d accounts, %v", len(accounts), err)
	}
	t.Logf("filled in %v: %s", time.Since(start), out.String())
	for _, a := range accounts {
		if a.Password != "mot-cau-minh-hoa" || a.Role == "" || !strings.HasSuffix(a.Email, "@demo.local") {
			t.Errorf("%+v", a)
		}
	}
	e.getenv = func(string) string { return "" }
	if again, err := fillDemo(ctx, e, p); err != nil || len(again) != 6 || strings.Contains(again[0].Password, "-") {
		t.Errorf("a second start: %+v, %v", again, err)
	}
}
