package search_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/seed"
)

// The mixed world is what a real province looks like: the models that the press
// reported, short notes, and long registered stories between them, over the real
// ledger of units. testdata/mixed holds it:
//
//	long.txt       long stories, each with the fields of the form
//	sentences.txt  what their bodies are filled with, by theme
//	short.tsv      short notes
//	query.tsv      what is asked, and which stories answer it how well
//	score.txt      the golden figures
const mixedFolder = "testdata/mixed"

// Entries of the mixed world are numbered by where they come from.
const (
	reportedIDs = 1_000_000
	longIDs     = 2_000_000
	shortIDs    = 3_000_000
)

// piece is an entry of the mixed world. Its key names it in query.tsv: r and the
// number of a reported model, or a theme and a number.
type piece struct {
	key, unit, unitText string // code in the ledger, and a name as written
	district            string // as reported
	field               string
	title, lead         string
	body                []string
	captions, results   []string
	year                int
	number, ref         string // of the registry, of the caller
	publisher, source   string // who published it elsewhere, under which title
	doc                 search.Document
}

type mixedWorld struct {
	ledger               *registry.Ledger
	reported, long, note []*piece
	byKey                map[string]*piece
	byID                 map[int64]*piece
}

func (w *mixedWorld) all() []*piece { return slices.Concat(w.reported, w.long, w.note) }

// readMixedWorld reads the folder and derives a document from every piece.
func readMixedWorld(tb testing.TB) *mixedWorld {
	tb.Helper()
	units, edges, err := seed.Ledger()
	if err != nil {
		tb.Fatal(err)
	}
	w := &mixedWorld{ledger: registry.NewLedger(units, edges), byKey: map[string]*piece{}, byID: map[int64]*piece{}}
	bank := readSentences(tb)
	w.reported, w.long, w.note = w.readReported(tb), readLong(tb, bank), readNotes(tb, bank)
	for first, list := range map[int64][]*piece{reportedIDs: w.reported, longIDs: w.long, shortIDs: w.note} {
		for i, p := range list {
			if w.byKey[p.key] != nil {
				tb.Fatalf("%s is there twice", p.key)
			}
			if p.unit != "" {
				if _, ok := w.ledger.Unit(registry.UnitCode(p.unit)); !ok {
					tb.Errorf("%s: the ledger has no unit %s", p.key, p.unit)
				}
			}
			p.doc = w.document(p)
			p.doc.ID = first + int64(i) + 1
			w.byKey[p.key], w.byID[p.doc.ID] = p, p
		}
	}
	return w
}

// document is what job.Document makes of an entry with these words.
func (w *mixedWorld) document(p *piece) search.Document {
	d := search.Document{
		Title: p.title, Summary: p.lead, Body: strings.Join(p.body, "\n"), Captions: strings.Join(p.captions, "\n"),
		Figures: strings.Join(p.results, "\n"), Year: p.year, Field: p.field, Type: "mo-hinh-tap-the", Origin: "registered",
		Publisher: p.publisher, Source: p.source, Numbers: []string{p.number, p.ref}, Label: "dan-van-kheo", HasPhoto: len(p.captions) > 0, HasFigures: len(p.results) > 0, Confirmed: true, Visible: true,
	}
	if p.year > 0 {
		d.Published = time.Date(p.year, 11, 1, 8, 0, 0, 0, time.UTC)
	}
	var names []string
	add := func(u registry.Unit) {
		if !slices.Contains(d.UnitCodes, string(u.Code)) {
			d.UnitCodes = append(d.UnitCodes, string(u.Code))
			if u.Kind.Level() == registry.DistrictLevel {
				d.Districts = append(d.Districts, string(u.Code))
			}
		}
		if !slices.Contains(names, u.Name) {
			names = append(names, u.Name)
		}
	}
	if p.unitText != "" {
		names = append(names, p.unitText)
	}
	if p.unit != "" {
		for _, code := range w.ledger.Line(registry.UnitCode(p.unit)) {
			if u, ok := w.ledger.Unit(code); ok {
				add(u)
			}
			if u, ok := w.ledger.District(code); ok {
				add(u)
			}
		}
	}
	if p.district != "" && !slices.Contains(names, p.district) {
		names = append(names, p.district)
	}
	d.Unit = strings.Join(names, ". ")
	return d
}

// readReported reads the reported models as an import does: the place as written,
// and the unit of the ledger that it names.
func (w *mixedWorld) readReported(tb testing.TB) (out []*piece) {
	real := realEntries(tb)
	for i, line := range lines(tb, "../../data/reported_models.jsonl") {
		var r struct {
			Ref, District string
			UnitName      string `json:"unit_name"`
			Publisher     string `json:"source_publisher"`
			Source        string `json:"source_title"`
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			tb.Fatal(err)
		}
		d := real[i]
		p := &piece{key: fmt.Sprintf("r%03d", i+1), unitText: r.UnitName, district: r.District, field: d.Field, title: d.Title,
			lead: d.Summary, body: []string{d.Body}, year: d.Year, ref: r.Ref, publisher: r.Publisher, source: r.Source}
		if d.Figures != "" {
			p.results = strings.Split(strings.TrimSpace(d.Figures), "\n")
		}
		p.unit = w.reportedUnit(r.UnitName, r.District, d.Year)
		out = append(out, p)
	}
	return out
}

// reportedUnit is the unit that a report names, as it was in its year or, for pages
// that use another name, before or after. A name with other marks is another unit.
func (w *mixedWorld) reportedUnit(name, district string, year int) string {
	days := []registry.Date{registry.Date(fmt.Sprintf("%d-06-30", max(year, 2023))), "2022-05-14", "2025-08-01"}
	if strings.HasPrefix(district, "tỉnh Bắc Ninh mới") {
		slices.Reverse(days)
	}
	for _, on := range days {
		if u, err := w.ledger.ResolveText(name, district, on); err == nil && strings.Contains(name, registry.BareName(u)) {
			return string(u.Code)
		}
	}
	return ""
}

// lines reads a file without empty lines and remarks.
func lines(tb testing.TB, name string) (out []string) {
	tb.Helper()
	f, err := os.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		if t := strings.TrimRight(s.Text(), "\r\n "); t != "" && t[0] != '#' {
			out = append(out, t)
		}
	}
	if err := s.Err(); err != nil {
		tb.Fatal(err)
	}
	return out
}

// unitCode writes out a code: + is a version of the merger of July 2025.
func unitCode(s string) string { return strings.Replace(s, "+", "-202507", 1) }

// readNotes reads the short notes; those of a line are lengthened by a sentence that
// could stand in any.
func readNotes(tb testing.TB, bank map[string][]string) (out []*piece) {
	for _, line := range lines(tb, filepath.Join(mixedFolder, "short.tsv")) {
		f := strings.Split(line, "\t")
		if len(f) < 6 {
			tb.Fatalf("short.tsv: %q", line)
		}
		p := &piece{key: f[0], field: f[3], title: f[4], lead: f[5], year: number(tb, f[2])}
		p.unit, p.unitText, _ = strings.Cut(f[1], "|")
		p.unit = unitCode(p.unit)
		if len(f) > 6 {
			for _, pair := range strings.Split(f[6], "|") {
				p.set(tb, pair)
			}
		}
		if n := len(strings.Fields(p.lead)); n < 24 {
			p.body = p.random().shuffled(bank["ngan"])[:1]
		}
		out = append(out, p)
	}
	return out
}

// set reads a pair such as no=26-0005.
func (p *piece) set(tb testing.TB, pair string) {
	name, value, _ := strings.Cut(strings.TrimSpace(pair), "=")
	switch name {
	case "unit":
		p.unit = unitCode(value)
	case "text":
		p.unitText = value
	case "year":
		p.year = number(tb, value)
	case "field":
		p.field = value
	case "no":
		p.number = value
	case "ref":
		p.ref = value
	case "pub":
		p.publisher = value
	case "source":
		p.source = value
	case "":
	default:
		tb.Fatalf("%s: unknown %q", p.key, pair)
	}
}

func number(tb testing.TB, s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

// readSentences reads what stories are lengthened with, by theme.
func readSentences(tb testing.TB) map[string][]string {
	bank := map[string][]string{}
	theme := ""
	for _, line := range lines(tb, filepath.Join(mixedFolder, "sentences.txt")) {
		if line[0] == '[' {
			theme = strings.Trim(line, "[]")
			continue
		}
		bank[theme] = append(bank[theme], line)
	}
	return bank
}

// readLong reads the long stories and fills their bodies.
func readLong(tb testing.TB, bank map[string][]string) (out []*piece) {
	var p *piece
	for _, line := range lines(tb, filepath.Join(mixedFolder, "long.txt")) {
		if line[0] == '@' {
			p = &piece{}
			out = append(out, p)
			for i, pair := range strings.Fields(line[1:]) {
				if i == 0 {
					p.key = pair
				} else {
					p.set(tb, pair)
				}
			}
			continue
		}
		name, text, ok := strings.Cut(line, ": ")
		if !ok {
			tb.Fatalf("long.txt: %q", line)
		}
		switch name {
		case "title":
			p.title = text
		case "lead":
			p.lead = text
		case "caption":
			p.captions = strings.Split(text, "; ")
		case "result":
			p.results = strings.Split(text, "; ")
		case "pub", "source", "text":
			p.set(tb, name+"="+text)
		case "goal", "who", "by", "with", "out", "place", "story":
			p.body = append(p.body, text)
		default:
			tb.Fatalf("long.txt: %q", line)
		}
	}
	for _, p := range out {
		p.fill(bank)
	}
	return out
}

// fill lengthens a story to between 500 and 900 words as reports are: all that
// there is to say of the theme, then of the way it went. The same key gives the
// same text.
func (p *piece) fill(bank map[string][]string) {
	r := p.random()
	target := 540 + r.IntN(320)
	theme := r.shuffled(bank[strings.TrimRight(p.key, "0123456789")])
	common := r.shuffled(bank["chung"])
	var paragraph []string
	for i := 0; p.words() < target && len(common) > 0; i++ {
		if i%3 == 0 && len(theme) > 0 {
			paragraph, theme = append(paragraph, theme[0]), theme[1:]
		} else {
			paragraph, common = append(paragraph, common[0]), common[1:]
		}
		if len(paragraph) == 3 {
			p.body, paragraph = append(p.body, strings.Join(paragraph, " ")), nil
		}
	}
	if len(paragraph) > 0 {
		p.body = append(p.body, strings.Join(paragraph, " "))
	}
}

// chance makes what is left to chance the same for the same key.
type chance struct{ *rand.Rand }

func (p *piece) random() chance {
	h := fnv.New64a()
	h.Write([]byte(p.key))
	return chance{rand.New(rand.NewPCG(h.Sum64(), 3))}
}

func (c chance) shuffled(list []string) []string {
	list = slices.Clone(list)
	c.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

func (p *piece) words() int {
	return len(strings.Fields(p.title + " " + p.lead + " " + strings.Join(slices.Concat(p.body, p.captions, p.results), " ")))
}

// unitNames are the names of all units of the ledger.
func (w *mixedWorld) unitNames() (out []search.UnitName) {
	for _, u := range w.ledger.All() {
		out = append(out, search.UnitName{Code: string(u.Code), Name: u.Name})
	}
	return out
}
