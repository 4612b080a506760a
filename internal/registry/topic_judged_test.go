package registry_test

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"danvankheo/data"
	"danvankheo/internal/registry"
)

// What the shipped rules propose for models that the press reported is right, and what
// is right is proposed, as somebody judged who read them.
func TestShippedTopicsAgreeWithAReader(t *testing.T) {
	ts := shipped(t)
	text, err := os.ReadFile("testdata/topics_judged.txt")
	if err != nil {
		t.Fatal(err)
	}
	judged := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		if ref := strings.Fields(line); ref[0] != "#" {
			judged[ref[0]] = ref[1:]
		}
	}
	f, err := data.Files.Open("reported_models.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var read, right, wrong, missing int
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r struct{ Ref, Field, Title, Summary, Approach string }
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		want, ok := judged[r.Ref]
		if !ok {
			continue
		}
		read++
		e := registry.Entry{Origin: registry.Reported, Content: registry.Content{
			Title: r.Title, Summary: r.Summary, Method: r.Approach, Field: registry.FieldCode(r.Field)}}
		got := codes(ts.Propose(&e))
		for _, code := range got {
			if slices.Contains(want, code) {
				right++
				continue
			}
			wrong++
			t.Logf("%s %s: %s is wrong", r.Ref, r.Title, code)
		}
		for _, code := range want {
			if !slices.Contains(got, code) {
				missing++
				t.Logf("%s %s: %s is missing", r.Ref, r.Title, code)
			}
		}
	}
	t.Logf("%d models: %d proposals right, %d wrong, %d missing", read, right, wrong, missing)
	if read != len(judged) || right*10 < (right+wrong)*9 || right*10 < (right+missing)*9 {
		t.Errorf("%d models of %d: %d right, %d wrong, %d missing", read, len(judged), right, wrong, missing)
	}
}
