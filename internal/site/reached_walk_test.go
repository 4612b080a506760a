package site_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/vietnamese"
)

// where are the groups of readers of a reached value.
type where uint8

const (
	outside   where = 1 << iota // the story, its card, files, API without rights, search
	summed                      // public sums, their lists and files
	journals                    // the story before its hour, for those of the press
	office                      // sums of the office, figures of the yearly report
	owner                       // the unit itself, through its API
	reviewing                   // a verifier, through the API
)

// walked is one state of an entry with a value of its own, of an indicator of its own:
// whoever shows the number shows this entry's.
type walked struct {
	name  string
	begin registry.Entry                                     // as it is put in, and sealed when it is public
	then  func(*registry.Entry)                              // what is typed and done afterwards without a reviewer
	judge func(*testing.T, *sitetest.House, *registry.Entry) // what a reviewer does
	seen  where
	later bool // what is typed afterwards is a value of its own, that must not be seen outside

	indicator registry.Indicator
	value     int
	entry     registry.Entry
}

func accepted(p registry.Publication, r registry.Result) registry.Entry {
	return registry.Entry{Registration: registry.Accepted, Publication: p, Result: r}
}

func confirmed(effective bool) func(*testing.T, *sitetest.House, *registry.Entry) {
	return func(t *testing.T, h *sitetest.House, e *registry.Entry) {
		if _, err := h.Flow.Confirm(t.Context(), h.ActorOf(t, registry.Verifier), e.ID, 0, effective, "Đã xem minh chứng."); err != nil {
			t.Fatal(err)
		}
	}
}

func moved(r registry.Result) func(*registry.Entry) {
	return func(e *registry.Entry) { e.Result = r }
}

// retold is moved, with another word of the registration for a reviewer to release.
func retold(r registry.Result) func(*registry.Entry) {
	return func(e *registry.Entry) { e.Result, e.Content.Goal = r, e.Content.Goal+" Làm xong trong năm." }
}

// released is a reviewer's release of the next edition.
func released(t *testing.T, h *sitetest.House, e *registry.Entry) {
	if _, err := h.Flow.Release(t.Context(), h.ActorOf(t, registry.Verifier), e.ID, "", "Đã xem lại."); err != nil {
		t.Fatal(err)
	}
	if now := h.Entry(t, e.ID); now.Edition < 2 {
		t.Fatalf("edition %d, nothing was released", now.Edition)
	}
}

func walkReached() []*walked {
	const public = outside | summed | journals | office | owner | reviewing
	hour := time.Now().Add(72 * time.Hour)
	scheduled, embargoed := accepted(registry.Scheduled, registry.Effective), accepted(registry.Scheduled, registry.Effective)
	scheduled.PublishAt, embargoed.PublishAt, embargoed.EmbargoForPress = hour, hour, true
	press := registry.Entry{Origin: registry.Reported, Registration: registry.Unregistered, Publication: registry.Published,
		Source: registry.Source{URL: "https://bao.vn/bai", Title: "Bài", Publisher: "Báo"}}
	return []*walked{
		{name: "a draft", begin: registry.Entry{}, then: moved(registry.NoReport), seen: owner | reviewing},
		{name: "a registration that was sent", begin: registry.Entry{Registration: registry.Sent}, seen: owner | reviewing},
		{name: "a registration that was returned", begin: registry.Entry{Registration: registry.Returned}, seen: owner | reviewing},
		{name: "published, nothing reported, a value typed", begin: accepted(registry.Published, registry.NoReport), then: moved(registry.NoReport),
			seen: owner | reviewing},
		{name: "published, the report unsent", begin: accepted(registry.Published, registry.NoReport), then: moved(registry.ReportDraft),
			seen: owner | reviewing},
		{name: "published, the report sent", begin: accepted(registry.Published, registry.NoReport), then: moved(registry.ReportSent),
			seen: office | owner | reviewing},
		{name: "published, the report returned", begin: accepted(registry.Published, registry.NoReport), then: moved(registry.ReportReturned),
			seen: owner | reviewing},
		{name: "the report unsent, a reviewer released the rest", begin: accepted(registry.Published, registry.NoReport),
			then: retold(registry.ReportDraft), judge: released, seen: owner | reviewing},
		{name: "the report sent, a reviewer released the rest", begin: accepted(registry.Published, registry.NoReport),
			then: retold(registry.ReportSent), judge: released, seen: office | owner | reviewing},
		{name: "the report returned, a reviewer released the rest", begin: accepted(registry.Published, registry.NoReport),
			then: retold(registry.ReportReturned), judge: released, seen: owner | reviewing},
		{name: "published, confirmed", begin: accepted(registry.Published, registry.NoReport), then: moved(registry.ReportSent),
			judge: confirmed(true), seen: public},
		{name: "published, judged ineffective", begin: accepted(registry.Published, registry.NoReport), then: moved(registry.ReportSent),
			judge: confirmed(false), seen: public},
		{name: "corrected, confirmed", begin: accepted(registry.Corrected, registry.Effective), seen: public},
		{name: "confirmed, another value typed later", begin: accepted(registry.Published, registry.Effective),
			then: func(e *registry.Entry) { e.Content.Outcomes[0].Actual = "93.939" }, later: true, seen: outside | summed | journals},
		{name: "confirmed, not public", begin: accepted(registry.InternalOnly, registry.Effective), seen: office | owner | reviewing},
		{name: "confirmed, waits for its story", begin: accepted(registry.Pending, registry.Effective), seen: office | owner | reviewing},
		{name: "confirmed, has its hour", begin: scheduled, seen: office | owner | reviewing},
		{name: "confirmed, has its hour, given to the press", begin: embargoed, seen: journals | office | owner | reviewing},
		{name: "confirmed, taken down", begin: accepted(registry.Removed, registry.Effective), seen: office | owner | reviewing},
		{name: "reported by the press", begin: press, seen: outside | journals | owner | reviewing},
	}
}

// shown reports whether a text has a number, in any of the forms it is written in.
func shown(body string, value int) bool {
	return strings.Contains(body, strconv.Itoa(value)) || strings.Contains(body, vietnamese.FormatNumber(float64(value)))
}

// newReachedWalk puts every state into one house. The values lie close together, so that none
// is asked about as odd.
func newReachedWalk(t *testing.T) (*sitetest.House, []*walked) {
	t.Helper()
	h, list := sitetest.NewHouse(t, 0, areas...), walkReached()
	var indicators []registry.Indicator
	for _, i := range h.Flow.Catalogue().In(2026).All() {
		if _, unit := registry.Quantity(71_301, i.Unit); i.Aggregate == registry.Sum && i.Offered(2026) && unit == i.Unit {
			indicators = append(indicators, i)
		}
	}
	for n, w := range list {
		w.indicator, w.value = indicators[n], 71_301+n*1_013
		e := w.begin
		e.Season, e.Unit = 2026, h.Own
		e.SentAt, e.AcceptedAt, e.ReportedAt, e.ConfirmedAt, e.PublishedAt = testkit.Now, testkit.Now, testkit.Now, testkit.Now, testkit.Now
		e.Content = testkit.CompleteContent()
		e.Content.Title = fmt.Sprintf("Bước thứ %d của cuộc đi bộ", 100+n)
		reached := registry.Outcome{Indicator: w.indicator.Code, Actual: registry.AmountOf(float64(w.value)), Period: "nam", Source: "minh-chung"}
		promised := reached
		promised.Actual, promised.Source = "", ""
		e.Content.Outcomes = []registry.Outcome{reached}
		if w.then != nil && !w.later {
			e.Content.Outcomes = []registry.Outcome{promised}
			e.Content.Outcomes[0].Target = "1"
		}
		err := h.DB.Update(t.Context(), h.Flow.Now(), func(tx *sqlite.Tx) error {
			if err := testkit.Insert(tx, &e); err != nil || w.then == nil && !e.EmbargoForPress {
				return err
			}
			if w.then == nil { // that the press has it is written with its hour
				return tx.UpdateEntry(&e)
			}
			if !w.later {
				e.Content.Outcomes = []registry.Outcome{reached}
			}
			w.then(&e)
			return tx.UpdateEntry(&e)
		})
		if err != nil {
			t.Fatalf("%s: %v", w.name, err)
		}
		if w.judge != nil {
			w.judge(t, h, &e)
		}
		w.entry = h.Entry(t, e.ID)
	}
	if err := h.Flow.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.CatchUp(t)
	return h, list
}

// Which value a reader sees is decided in one place: every reader, in every state, for
// every side.
func TestWhoSeesAReachedValueInWhichState(t *testing.T) {
	t.Parallel()
	h, list := newReachedWalk(t)
	visitor, journalist, officer := h.Reader(t), h.As(t, registry.Journalist), h.As(t, registry.Verifier)
	asVisitor := h.Program(t, registry.Visitor)
	asStaff, asVerifier := h.Program(t, registry.UnitStaff), h.Program(t, registry.Verifier)
	page := func(r *sitetest.Reader, path string) string {
		_, _, body := r.Get(path)
		return body
	}
	call := func(p *sitetest.Program, path string) string { return p.Get(path).Text }
	story := func(w *walked) string { return address.Story.At(w.entry.Season, w.entry.Slug) }
	pack := func(r *sitetest.Reader, w *walked, file string) string {
		code, _, body := r.Get(address.StoryPack.At(w.entry.Season, w.entry.Slug))
		if code != http.StatusOK {
			return ""
		}
		var all strings.Builder
		for name, b := range sitetest.Unzipped(t, body) {
			if strings.HasSuffix(name, file) {
				all.Write(b)
			}
		}
		return all.String()
	}
	figures, err := h.Followup.Figures(t.Context(), h.ActorOf(t, registry.Verifier), 2026)
	if err != nil {
		t.Fatal(err)
	}
	yearly := fmt.Sprint(figures.Sums)
	once := map[string]string{
		"unit page":       page(visitor, address.Unit.At(h.Own)),
		"/so-lieu":        page(visitor, address.Figures),
		"/so-lieu, year":  page(visitor, address.Figures+"?year=2026"),
		"sums CSV":        page(visitor, address.FigurePart.At("chi-so.csv")),
		"API stats":       call(asVisitor, address.APIStats),
		"API items":       call(asVisitor, address.APIEntries+"?size=100"),
		"home":            page(visitor, "/"),
		"office sums":     page(officer, address.Sums),
		"office sums CSV": page(officer, address.SumsCSV),
	}
	readers := []struct {
		name string
		of   where
		may  bool // it need not show the value, it only must not where it may not
		read func(*walked) string
	}{
		{"story", outside, false, func(w *walked) string { return page(visitor, story(w)) }},
		{"story, of the press", outside | journals, false, func(w *walked) string { return page(journalist, story(w)) }},
		{"card", outside, false, func(w *walked) string {
			return strings.Join(sitetest.Texts(t, page(visitor, address.Stories+"?q="+url.QueryEscape(w.entry.Content.Title)), ".meta"), " ")
		}},
		{"search by number", outside, false, func(w *walked) string {
			if strings.Contains(page(visitor, address.Stories+"?q="+strconv.Itoa(w.value)), string(w.entry.Slug)) {
				return strconv.Itoa(w.value)
			}
			return ""
		}},
		{"press facts", outside, false, func(w *walked) string { return pack(visitor, w, "du-kien.json") }},
		{"press CSV", outside, false, func(w *walked) string { return pack(visitor, w, "so-lieu.csv") }},
		{"API entry", outside, false, func(w *walked) string { return call(asVisitor, fmt.Sprintf("%s/%d", address.APIEntries, w.entry.ID)) }},
		{"API items", outside, true, func(*walked) string { return once["API items"] }},
		{"/so-lieu", summed, false, func(*walked) string { return once["/so-lieu"] }},
		{"/so-lieu of the year", summed, false, func(*walked) string { return once["/so-lieu, year"] }},
		{"sums CSV", summed, false, func(*walked) string { return once["sums CSV"] }},
		{"list of an indicator", summed, false, func(w *walked) string { return page(visitor, address.FigurePart.At(w.indicator.Code)) }},
		{"CSV of an indicator", summed, false, func(w *walked) string { return page(visitor, address.FigurePart.At(w.indicator.Code+".csv")) }},
		{"API stats", summed, false, func(*walked) string { return once["API stats"] }},
		{"unit page", outside | summed, false, func(*walked) string { return once["unit page"] }},
		{"home", outside, true, func(*walked) string { return once["home"] }},
		{"office sums", office, false, func(*walked) string { return once["office sums"] }},
		{"office sums CSV", office, false, func(*walked) string { return once["office sums CSV"] }},
		{"yearly figures", office, false, func(*walked) string { return yearly }},
		{"API entry, of its unit", owner, false, func(w *walked) string { return call(asStaff, fmt.Sprintf("%s/%d", address.APIEntries, w.entry.ID)) }},
		{"API entry, of a verifier", reviewing, false, func(w *walked) string {
			return call(asVerifier, fmt.Sprintf("%s/%d", address.APIEntries, w.entry.ID))
		}},
	}
	for _, w := range list {
		for _, r := range readers {
			body := r.read(w)
			got, want := shown(body, w.value), w.seen&r.of != 0
			if got != want && (got || !r.may) {
				t.Errorf("%s, %s: value shown %v, want %v", w.name, r.name, got, want)
			}
			if w.later && r.of&(office|owner|reviewing) == 0 && shown(body, 93_939) {
				t.Errorf("%s, %s: what was typed after the edition is shown", w.name, r.name)
			}
		}
	}
}
