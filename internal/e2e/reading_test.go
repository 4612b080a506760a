package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"

	"danvankheo/internal/view"
)

// shot keeps a picture of the page when the folder for them is named (-shots).
func (p phone) shot(name string) {
	p.t.Helper()
	if *shotsDir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*shotsDir, name+".png"), p.MustScreenshotFullPage(), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// What the script says of a typed number while one types is what the server says of
// it, for every string of the table that the parser is tested with; a press takes over
// what was meant. Without scripts the same button is there (internal/site/desk presses it).
func TestReadingWhileTyping(t *testing.T) {
	browser(t)
	s := start(t, filepath.Join(t.TempDir(), "var"), "-demo")
	b := person(t)
	signIn(t, b, s, "don-vi")
	draft := s.url + demoPlaces(t, s)["draft"]
	p := phone{t, tab(t, b, draft, 360, 740).Timeout(3 * time.Minute)}
	text, err := os.ReadFile("../vietnamese/testdata/numbers.tsv")
	if err != nil {
		t.Fatal(err)
	}
	said := func(name string) string {
		return p.MustEval(`(id) => { const l = document.getElementById(id + "-reading"); return l.hidden ? "" :
			l.querySelector("span").textContent + "|" + l.querySelector("button").textContent }`, view.FieldID(name)).Str()
	}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		typed, _, _ := strings.Cut(line, "\t")
		for _, x := range []struct {
			name string
			read view.Reading
		}{{"households", view.Reading{Unit: "hộ", Whole: true}}, {"resources.0.amount", view.Reading{}}} {
			p.set(x.name, typed)
			f := view.Field{Name: x.name, Value: typed, Kind: view.FieldNumber}.Read(x.read)
			want := f.ReadingText() + "|"
			if m := f.Meant(); m != "" {
				want += "Lấy " + m
			}
			if got := said(x.name); got != want {
				t.Errorf("%s %q: the script says %q, the server %q", x.name, typed, got, want)
			}
		}
	}
	// a row goes by its indicator, or by the unit that was typed
	p.set("outcomes.0.target", "1,500")
	for _, x := range []struct{ code, unit, want string }{
		{"LAND_HH", "", "Đọc là 1,5 hộ. Ý bạn là 1.500?|Lấy 1.500"}, {"ROAD_KM", "", "Đọc là 1,5 km.|"},
		{"", "lượt người", "Đọc là 1,5 lượt người. Ý bạn là 1.500?|Lấy 1.500"}, {"", "đồng/người", "Đọc là 1,5 đồng/người.|"},
	} {
		p.set("outcomes.0.indicator", x.code)
		p.set("outcomes.0.unit", x.unit)
		if got := said("outcomes.0.target"); got != x.want {
			t.Errorf("%s in %q: %q, want %q", x.code, x.unit, got, x.want)
		}
	}
	p.set("outcomes.0.indicator", "LAND_HH")
	p.set("outcomes.0.unit", "")
	p.goTo("buoc-chi-tieu")
	p.shot("so-go")
	p.MustElement(`#outcomes-0-target-reading button`).MustFocus().MustType(input.Enter)
	if got := p.MustElement(`#outcomes-0-target`).MustProperty("value").Str(); got != "1.500" {
		t.Errorf("one press took over %q", got)
	}
	p.set("households", "1,500")
	p.saved("a broken count is kept in the draft")

	// without scripts
	q := phone{t, tab(t, b, "about:blank", 360, 740).Timeout(6 * time.Minute)}
	if err := (proto.EmulationSetScriptExecutionDisabled{Value: true}).Call(q.Page); err != nil {
		t.Fatal(err)
	}
	loaded := q.MustWaitNavigation() // asking the page itself would wait for an event that nobody hears without scripts
	q.MustNavigate(draft)
	loaded()
	q.shot("so-khong-kich-ban")
	button := q.MustElement(`#households-reading button`)
	if got := button.MustText(); got != "Lấy 1.500" || button.MustAttribute("hidden") != nil {
		t.Errorf("without scripts the button says %q", got)
	}
}
