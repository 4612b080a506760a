package search_test

import (
	"flag"
	"fmt"
	"hash/fnv"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/search"
	"danvankheo/internal/vietnamese"
)

var misses = flag.String("misses", "", "print each query of the mixed world that went wrong: all, tune or held")

// asked is a query of the mixed world. No gains: the right answer is nothing.
type asked struct {
	judged
	expects string // as query.tsv writes it
	held    bool   // not to be looked at while rules are made
}

// half says which queries are held out: a sum of the text decides.
func half(text string) bool {
	h := fnv.New32a()
	h.Write([]byte(text))
	return (h.Sum32()>>8)%2 == 1
}

// readAsked reads query.tsv: kind, text, and the stories that answer, in groups of
// a grade and keys: 3 the story meant, 2 as good for many, 1 acceptable.
func readAsked(tb testing.TB, w *mixedWorld) (out []asked) {
	tb.Helper()
	seen := map[string]bool{}
	for _, line := range lines(tb, filepath.Join(mixedFolder, "query.tsv")) {
		f := strings.Split(line, "\t")
		if len(f) != 3 || f[2] == "" {
			tb.Fatalf("query.tsv: %q", line)
		}
		if seen[f[1]] {
			tb.Errorf("query.tsv asks %q twice", f[1])
		}
		seen[f[1]] = true
		q := asked{judged{f[0], f[1], map[int64]int{}}, f[2], half(f[1])}
		for group := range strings.FieldsSeq(f[2]) {
			if group == "-" {
				continue
			}
			grade, keys, ok := strings.Cut(group, ":")
			if !ok || len(grade) != 1 || grade < "1" || grade > "3" {
				tb.Fatalf("query.tsv: %q", line)
			}
			for key := range strings.SplitSeq(keys, ",") {
				p := w.byKey[key]
				if p == nil {
					tb.Errorf("query.tsv: %q: there is no %s", f[1], key)
					continue
				}
				if q.gain[p.doc.ID] > 0 {
					tb.Errorf("query.tsv: %q: %s is judged twice", f[1], key)
				}
				q.gain[p.doc.ID] = int(grade[0] - '0')
			}
		}
		out = append(out, q)
	}
	return out
}

// shown are the hits that a page lists as answers; apart, those that it keeps under
// a heading of their own, as guesses.
func shown(r search.Result) (list, apart []search.Hit) {
	if r.Apart != nil {
		apart = r.Apart.Hits
	}
	return r.Hits, apart
}

// mixedScore sums up the queries of one kind.
type mixedScore struct {
	n                 int
	first, five, ndcg float64 // of those with an answer
	wrong, guessed    int     // of those without: answered anyway, or with guesses apart
}

func (s *mixedScore) add(q asked, r search.Result) (right bool) {
	list, apart := shown(r)
	s.n++
	if len(q.gain) == 0 {
		if len(list) > 0 {
			s.wrong++
		} else if len(apart) > 0 {
			s.guessed++
		}
		return len(list) == 0
	}
	r.Hits = list
	ndcg, first := quality(q.judged, r)
	best := slices.Max(slices.Collect(maps.Values(q.gain)))
	s.ndcg, s.first = s.ndcg+ndcg, s.first+first
	if slices.ContainsFunc(list[:min(5, len(list))], func(h search.Hit) bool { return q.gain[h.ID] == best }) {
		s.five++
	}
	return first == 1
}

// TestMixedWorld asks what readers type over long stories among short notes. What
// the ranking makes of it is golden: read the difference, then rewrite with -update.
// Rules may be tuned on the half named tune only.
func TestMixedWorld(t *testing.T) {
	t.Parallel()
	w := readMixedWorld(t)
	queries := readAsked(t, w)
	x := indexOf(t, func(yield func(search.Document) bool) {
		for _, p := range w.all() {
			if !yield(p.doc) {
				return
			}
		}
	})
	x.SetUnits(w.unitNames())
	scores := map[bool]map[string]*mixedScore{false: {}, true: {}}
	for _, q := range queries {
		r := ask(t, x, search.Query{Text: q.text, Limit: 10})
		by := scores[q.held]
		for _, kind := range []string{q.category, totalOf(q)} {
			if by[kind] == nil {
				by[kind] = &mixedScore{}
			}
		}
		by[totalOf(q)].add(q, r)
		if !by[q.category].add(q, r) && (*misses == "all" || *misses == halfName(q.held)) {
			t.Log(w.miss(q, r))
		}
	}
	report := fmt.Sprintf("# %d queries over %d reported models, %d long stories and %d short notes\n",
		len(queries), len(w.reported), len(w.long), len(w.note))
	for _, held := range []bool{false, true} {
		report += mixedReport(halfName(held), scores[held])
	}
	golden(t, filepath.Join(mixedFolder, "score.txt"), report)
}

// The world must be what its figures are about: sizes, lengths, and what is said not
// to be there is not.
func TestMixedWorldIsWhatItSays(t *testing.T) {
	t.Parallel()
	w := readMixedWorld(t)
	if len(w.long) < 60 || len(w.note) < 250 {
		t.Errorf("%d long stories and %d notes, want at least 60 and 250", len(w.long), len(w.note))
	}
	for _, p := range w.long {
		if n := p.words(); n < 500 || n > 900 {
			t.Errorf("%s has %d words, want 500 to 900", p.key, n)
		}
	}
	for _, p := range w.note {
		if n := p.words(); n < 20 || n > 80 {
			t.Errorf("%s has %d words, want 20 to 80", p.key, n)
		}
	}
	units, words := map[string]string{}, map[string]string{} // what entries say, by key
	for _, p := range w.all() {
		d := p.doc
		units[p.key] = spoken(d.Unit)
		words[p.key] = spoken(strings.Join([]string{d.Title, d.Summary, d.Body, d.Captions, d.Figures, d.Unit}, ". "))
	}
	answered, nothing := 0, 0
	for _, q := range readAsked(t, w) {
		if len(q.gain) > 0 {
			answered++
			if strings.HasPrefix(q.category, nothingKind) {
				t.Errorf("%q is of a kind without answers and has some", q.text)
			}
			continue
		}
		nothing++
		said := words
		if q.category == nothingKind+": nơi chưa có" {
			said = units
		}
		for key, text := range said {
			if phrase := spoken(q.text); phrase != " " && strings.Contains(text, phrase) {
				t.Errorf("%q: %s says it", q.text, key)
			}
		}
	}
	if answered < 340 || nothing < 70 {
		t.Errorf("%d queries with an answer and %d without, want at least 340 and 70", answered, nothing)
	}
}

// spoken is a text as its words in a row, between spaces.
func spoken(text string) string {
	var b strings.Builder
	for _, t := range vietnamese.Tokens(text) {
		b.WriteString(" " + t.Text)
	}
	return b.String() + " "
}

// Totals stand last in the report.
const (
	totalAnswered = "∑ with an answer"
	totalNothing  = "∑ without"
)

func totalOf(q asked) string {
	if len(q.gain) == 0 {
		return totalNothing
	}
	return totalAnswered
}

func halfName(held bool) string {
	if held {
		return "held"
	}
	return "tune"
}

func mixedReport(name string, by map[string]*mixedScore) string {
	var answered, nothing strings.Builder
	for _, kind := range slices.Sorted(maps.Keys(by)) {
		s := by[kind]
		n := float64(s.n)
		if !strings.HasPrefix(kind, nothingKind) && kind != totalNothing {
			fmt.Fprintf(&answered, "%s | %d | %.3f | %.3f | %.3f\n", kind, s.n, s.first/n, s.five/n, s.ndcg/n)
		} else {
			fmt.Fprintf(&nothing, "%s | %d | %d | %d\n", kind, s.n, s.wrong, s.guessed)
		}
	}
	return fmt.Sprintf("\n# %s: kind | queries | success@1 | success@5 | nDCG@10\n%s# %s: kind | queries | false answers | guesses apart\n%s",
		name, &answered, name, &nothing)
}

// nothingKind begins the kinds of queries that nothing answers.
const nothingKind = "không có"

// miss says what was expected and what came.
func (w *mixedWorld) miss(q asked, r search.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %q wants %s; %d found", halfName(q.held), q.category, q.text, q.expects, r.Total)
	if r.Understood != "" {
		fmt.Fprintf(&b, ", understood %q", r.Understood)
	}
	if r.Relaxed {
		b.WriteString(", relaxed")
	}
	for _, h := range r.Hits[:min(5, len(r.Hits))] {
		p := w.byID[h.ID]
		fmt.Fprintf(&b, "\n    %d %.2f %s %s", q.gain[h.ID], h.Score, p.key, p.title)
	}
	return b.String()
}
