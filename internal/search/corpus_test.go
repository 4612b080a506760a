package search_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"danvankheo/internal/search"
	"danvankheo/internal/seed"
	"danvankheo/internal/vietnamese"
)

// world is what a corpus is made of and what is asked of it. Topics come in
// families of look-alikes: the same letters with other marks, or the same words
// in another order, divided by |. Places, too, come with their reverses and
// look-alikes.
type world struct {
	families, places, helpers, clauses, tails []string
	short                                     *strings.Replacer // how some authors write
	varied                                    bool              // texts of all lengths and spellings, units and years now and then missing

	shortQueries, sameQueries [][2]string // with the topic that answers
	orders                    []string    // topics that are another in another order
	nonsense                  []string

	topics []string // of families
}

func (w world) ready() *world {
	for _, f := range w.families {
		w.topics = append(w.topics, strings.Split(f, "|")...)
	}
	return &w
}

// entry is a made-up entry with what it was made from, for judging.
type entry struct {
	search.Document
	topic, place, mention int // mention: a topic the body only names
	amount                int // square metres in the figures
}

// generate makes n entries of the first world.
func generate(n int, seed uint64) iter.Seq[entry] { return first.generate(n, seed) }

// generate makes n entries; the same seed makes the same ones.
func (w *world) generate(n int, seed uint64) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		r := rand.New(rand.NewPCG(seed, 1))
		pick := func(list []string) string { return list[r.IntN(len(list))] }
		for i := range n {
			e := entry{topic: r.IntN(len(w.topics)), place: r.IntN(len(w.places)), mention: r.IntN(len(w.topics))}
			e.amount = 100 * (1 + r.IntN(990))
			district := w.places[w.district(e.place)]
			place, topic := w.places[e.place], w.topics[e.topic]
			year := 2014 + r.IntN(13)
			e.ID = int64(i + 1)
			e.Title = strings.TrimSpace(upperFirst(topic) + " " + pick(w.tails))
			if r.IntN(3) == 0 {
				e.Title = fmt.Sprintf("%s với mô hình %s", pick(w.helpers), topic)
			}
			if r.IntN(4) == 0 {
				e.Title = w.short.Replace(e.Title)
			}
			e.Summary = fmt.Sprintf("%s xã %s vận động nhân dân %s; %s.", pick(w.helpers), place, topic, pick(w.clauses))
			var body strings.Builder
			for range 8 {
				fmt.Fprintf(&body, "%s, %s. ", upperFirst(pick(w.clauses)), pick(w.clauses))
			}
			fmt.Fprintf(&body, "Trước đó xã đã làm tốt việc %s.", w.topics[e.mention])
			e.Body = body.String()
			e.Unit = fmt.Sprintf("Xã %s. %s xã %s. Huyện %s", place, pick(w.helpers), place, district)
			e.UnitCodes = []string{fmt.Sprintf("x%02d", e.place), fmt.Sprintf("h%02d", w.district(e.place))}
			e.Districts = e.UnitCodes[1:]
			e.Year = year
			e.Field = [...]string{"kinh-te", "van-hoa", "xa-hoi", "an-ninh", "quoc-phong", "he-thong-chinh-tri"}[e.topic%6]
			e.Type = [...]string{"mo-hinh-tap-the", "dien-hinh-tap-the", "dien-hinh-ca-nhan"}[r.IntN(3)]
			e.Origin, e.Label = "registered", "dan-van-kheo"
			e.Recognition = [...]string{"", "co-so", "tinh"}[r.IntN(3)]
			e.Tags = []string{[...]string{"môi trường", "nông thôn mới", "an sinh", "chuyển đổi số", "văn hóa"}[e.topic%5]}
			e.Figures = fmt.Sprintf("Diện tích: %s m²\nSố hộ tham gia: %d hộ", vietnamese.FormatNumber(float64(e.amount)), 5+r.IntN(400))
			e.Captions = "Ảnh: " + pick(w.clauses)
			e.HasPhoto, e.HasFigures, e.Confirmed = r.IntN(2) == 0, true, r.IntN(2) == 0
			e.Visible = true
			e.Published = time.Date(year, time.Month(1+r.IntN(12)), 1+r.IntN(28), 8, 0, 0, 0, time.UTC)
			if w.varied {
				w.vary(&e, r)
			}
			if !yield(e) {
				return
			}
		}
	}
}

// district is the place whose name the district of a place has.
func (w *world) district(place int) int { return (place + 20) % len(w.places) }

// vary writes an entry as another author would, saying the same.
func (w *world) vary(e *entry, r *rand.Rand) {
	topic, place := w.topics[e.topic], w.places[e.place]
	switch r.IntN(6) {
	case 0:
		e.Title = "Mô hình “" + upperFirst(topic) + "”"
	case 1:
		e.Title = strings.ToUpper(e.Title)
	case 2:
		e.Title = norm.NFD.String(e.Title)
	case 3:
		e.Title = newStyle(e.Title)
	}
	switch r.IntN(4) {
	case 0:
		e.Body = fmt.Sprintf("Việc %s cũng có ở đây.", w.topics[e.mention])
	case 1:
		e.Body = newStyle(e.Body + strings.Repeat(" "+e.Summary, 3))
	case 2:
		e.Body = w.short.Replace(e.Body)
	}
	if r.IntN(3) == 0 {
		e.Summary = fmt.Sprintf("Ở %s, %s: %s.", place, w.clauses[r.IntN(len(w.clauses))], topic)
		e.Unit = fmt.Sprintf("UBND xã %s, huyện %s", place, w.places[w.district(e.place)])
	}
	if r.IntN(8) == 0 {
		e.Year = 0
	}
}

func upperFirst(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// realEntries reads the reported models; their ids are 1,000,000 and their
// number.
func realEntries(tb testing.TB) []search.Document {
	tb.Helper()
	f, err := os.Open("../../data/reported_models.jsonl")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var out []search.Document
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r struct {
			Ref, Field, Kind, Title, Summary, Approach, Recognition, District string
			UnitName                                                          string `json:"unit_name"`
			SourceLabel                                                       string `json:"source_label"`
			Year                                                              *int
			Outcomes                                                          []struct {
				Indicator, Unit string
				Value           float64
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			tb.Fatal(err)
		}
		var no int64
		if _, err := fmt.Sscanf(r.Ref, "BG-%d", &no); err != nil {
			tb.Fatal(err)
		}
		d := search.Document{ID: 1_000_000 + no, Title: r.Title, Summary: r.Summary, Body: r.Approach, Field: r.Field,
			Type: r.Kind, Label: r.SourceLabel, Origin: "reported", Visible: true, Unit: r.UnitName + ". " + r.District}
		if r.Year != nil {
			d.Year = *r.Year
		}
		for _, o := range r.Outcomes {
			d.HasFigures = true
			d.Figures += fmt.Sprintf("%s: %s %s\n", o.Indicator, vietnamese.FormatNumber(o.Value), o.Unit)
		}
		out = append(out, d)
	}
	return out
}

func lists(tb testing.TB) (*vietnamese.Abbreviations, *vietnamese.Synonyms) {
	tb.Helper()
	abbr, syn, err := seed.Vocabulary()
	if err != nil {
		tb.Fatal(err)
	}
	return abbr, syn
}

// all turns documents into a source for Rebuild.
func all(docs iter.Seq[search.Document]) iter.Seq2[search.Document, error] {
	return func(yield func(search.Document, error) bool) {
		for d := range docs {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// documents drops what entries were made from.
func documents(entries iter.Seq[entry]) iter.Seq[search.Document] {
	return func(yield func(search.Document) bool) {
		for e := range entries {
			if !yield(e.Document) {
				return
			}
		}
	}
}
