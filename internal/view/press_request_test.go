package view_test

import (
	"testing"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/view"
)

var (
	pressUnit = registry.Actor{
		Account: 1,
		Role:    registry.UnitStaff,
		Unit:    "07210-202507",
		Units:   map[registry.UnitCode]bool{"07210-202507": true},
	}
	pressStaff = registry.Actor{Account: 2, Role: registry.Verifier}
	journalist = registry.Actor{Account: 3, Role: registry.Journalist}
)

func pressEntry(s registry.Registration, p registry.Publication) *registry.Entry {
	e := &registry.Entry{
		ID: 7, Number: "26-0007", Season: 2026, Slug: "duong-lang", Unit: "07210-202507", Registration: s, Publication: p,
		Content: testkit.CompleteContent(),
	}
	e.Story.Headline = "Đường làng"
	return e
}

// A request leads its reader to what the reader may open: the file inside, the
// story, or nothing of an entry that is gone; inside it has its registered name; photos go where the actor may put them.
func TestRequestLeadsWhereItsReaderMayGo(t *testing.T) {
	t.Parallel()
	draft, accepted := pressEntry(registry.Draft, registry.InternalOnly), pressEntry(registry.Accepted, registry.Published)
	accepted.Result = registry.Effective
	registered := accepted.RegisteredName()
	for _, c := range []struct {
		name               string
		actor              registry.Actor
		entry              *registry.Entry
		photos             bool
		headline, url, add string
		note               bool
	}{
		{"gone", pressStaff, nil, true, "Bài không còn công khai", "/mo-hinh", "", false},
		{"not public to the press", journalist, draft, true, "Bài không còn công khai", "/mo-hinh", "", false},
		{"public to the press", journalist, accepted, true, "Đường làng", "/mo-hinh/2026/duong-lang", "", false},
		{"the unit, no photos asked", pressUnit, draft, false, registered, "/lam-viec/mo-hinh/7", "", false},
		{"the unit while it writes", pressUnit, draft, true, registered, "/lam-viec/mo-hinh/7", "/lam-viec/mo-hinh/7#buoc-anh", true},
		{"the unit when all is closed", pressUnit, accepted, true, registered, "/lam-viec/mo-hinh/7", "", true},
		{"the verifier", pressStaff, accepted, true, registered, "/lam-viec/mo-hinh/7", "/lam-viec/mo-hinh/7/bien-tap#buoc-anh", true},
	} {
		item := view.NewRequestItem(view.RequestInput{ID: 3, Entry: c.entry, Actor: c.actor, Photos: c.photos, Now: testkit.Now})
		add := ""
		if item.Add != nil {
			add = item.Add.URL
		}
		if item.Headline != c.headline || item.URL != c.url || add != c.add || (item.AddNote != "") != c.note {
			t.Errorf("%s: %q %q, photos %q %q", c.name, item.Headline, item.URL, add, item.AddNote)
		}
	}
}

// A request waits, is late after its day, and is neither once it is answered.
func TestRequestBadge(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		due      registry.Date
		answered time.Time
		want     string
	}{
		{"", time.Time{}, "Chờ trả lời"},
		{"2026-03-10", time.Time{}, "Chờ trả lời"},
		{"2026-03-09", time.Time{}, "Quá ngày hẹn"},
		{"2026-03-09", testkit.Now, "Đã trả lời"},
	} {
		item := view.NewRequestItem(view.RequestInput{Due: c.due, Answered: c.answered, Today: "2026-03-10"})
		if item.Badge.Text != c.want {
			t.Errorf("due %s, answered %v: %s, want %s", c.due, c.answered, item.Badge.Text, c.want)
		}
	}
}

// Only what waits has a form; what was typed comes back in the one that was refused,
// whose field keeps the id that the error leads to.
func TestRequestsPageOffersAnAnswerToWhatWaits(t *testing.T) {
	t.Parallel()
	wrong := (&registry.Fields{{Field: "answer", Message: "Ghi câu trả lời."}}).Err("Chưa gửi được.")
	p := view.NewRequestsPage([]view.RequestItem{{ID: "1"}, {ID: "2"}, {ID: "3", Answered: "hôm qua"}}, 2, "Chữ đã gõ", wrong)
	for i, want := range []string{"answer-1||", "answer|Chữ đã gõ|Ghi câu trả lời.", ""} {
		got := ""
		if f := p.Requests[i].Form; f != nil {
			got = f.ID + "|" + f.Value + "|" + f.Error
		}
		if got != want {
			t.Errorf("request %d: form %q, want %q", i+1, got, want)
		}
	}
	if p.Empty != nil || view.NewRequestsPage(nil, 0, "", nil).Empty == nil {
		t.Error("the page is called empty just when it is")
	}
}

// The unit's contact is shown to the press when the unit opened it, line by line of
// what it gave.
func TestAskPageShowsTheContactThatWasOpened(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		actor  registry.Actor
		change func(*registry.Content)
		lines  int
	}{
		{"opened", journalist, func(c *registry.Content) { c.ContactPress = true }, 2},
		{"with an address", journalist, func(c *registry.Content) { c.ContactPress, c.ContactEmail = true, "x@y.vn" }, 3},
		{"kept inside", journalist, func(c *registry.Content) { c.ContactPress = false }, 0},
		{"of nobody", journalist, func(c *registry.Content) { c.ContactPress, c.ContactName = true, "" }, 0},
		{"opened, to a member of the council", registry.Actor{Role: registry.CouncilMember},
			func(c *registry.Content) { c.ContactPress = true }, 0},
	} {
		e := pressEntry(registry.Accepted, registry.Published)
		c.change(&e.Content)
		p := view.NewAskPage(view.AskInput{Entry: e, Ledger: testkit.Ledger(t), Actor: c.actor, Now: testkit.Now})
		if len(p.Contact) != c.lines {
			t.Errorf("%s: %v, want %d lines", c.name, p.Contact, c.lines)
		}
	}
}

// A pack that was taken says what became of its story since.
func TestPressDeskSaysWhatBecameOfAPack(t *testing.T) {
	t.Parallel()
	corrected := pressEntry(registry.Accepted, registry.Corrected)
	corrected.Corrections = []registry.Correction{{At: testkit.Now}}
	for _, c := range []struct {
		name  string
		entry *registry.Entry
		taken time.Time
		want  string
	}{
		{"as it was", pressEntry(registry.Accepted, registry.Published), testkit.Now, "không đổi"},
		{"corrected before", corrected, testkit.Now.Add(time.Hour), "không đổi"},
		{"corrected after", corrected, testkit.Now.Add(-time.Hour), "đính chính ngày " + view.Day(testkit.Now)},
		{"removed", pressEntry(registry.Accepted, registry.Removed), testkit.Now, "đã gỡ, xin không dùng lại"},
		{"gone", nil, testkit.Now, "đã gỡ, xin không dùng lại"},
	} {
		pack := view.PressPackInput{At: c.taken}
		if c.entry != nil {
			pack.Entry = editionOf(t, c.entry)
		}
		p := view.NewPressDeskPage(view.PressDeskInput{Actor: journalist, Now: testkit.Now, Packs: []view.PressPackInput{pack}})
		if got := p.Packs.Rows[0].Cells[2].Text; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	none := view.NewPressDeskPage(view.PressDeskInput{})
	if none.Packs != nil || none.Coverage != nil {
		t.Error("tables without a line are shown")
	}
}

// A saved search offers to begin its mail or to end it, whichever it has not.
func TestSavedSearchOffersTheOtherMailChoice(t *testing.T) {
	t.Parallel()
	p := view.NewPressDeskPage(view.PressDeskInput{MailOn: true, Searches: []view.SearchInput{{ID: 1}, {ID: 2, Mailed: true}}})
	if got := []string{p.Searches[0].Mail.Value, p.Searches[1].Mail.Value}; got[0] != view.SearchMail || got[1] != view.SearchNoMail {
		t.Errorf("offers %v", got)
	}
	if p.Searches[0].Badge.Text != "" || p.Searches[1].Badge.Text == "" {
		t.Error("the badge is not on the search that is mailed")
	}
	if p.NoMail != "" || view.NewPressDeskPage(view.PressDeskInput{}).NoMail == "" {
		t.Error("that no mail is sent is said just when it is so")
	}
}

// What was typed in one collection comes back there alone, and every other form has
// ids of its own.
func TestEditorsPageKeepsWhatWasTypedInItsForm(t *testing.T) {
	t.Parallel()
	wrong := (&registry.Fields{{Field: "title", Message: "Ghi tên."}}).Err("Chưa lưu được.")
	in := view.EditorsInput{
		Picks:       []edition.Edition{*editionOf(t, pressEntry(registry.Accepted, registry.Published))},
		Collections: []view.CollectionInput{{ID: 4, Title: "Bốn"}, {ID: 5, Title: "Năm"}},
		Typed:       &view.CollectionTyped{ID: "5", Title: "Gõ"},
		Err:         wrong,
	}
	p := view.NewEditorsPage(in)
	for i, want := range []string{"title-4|Bốn|", "title|Gõ|Ghi tên.", "title-0||"} {
		if f := p.Collections[i].Title; f.ID+"|"+f.Value+"|"+f.Error != want {
			t.Errorf("form %d: %s|%s|%s, want %s", i, f.ID, f.Value, f.Error, want)
		}
	}
	if p.Picks.Value != "26-0007" {
		t.Errorf("picks %q", p.Picks.Value)
	}
	typed := ""
	in.TypedPicks = &typed
	if p := view.NewEditorsPage(in); p.Picks.Value != "" {
		t.Errorf("picks that were emptied come back as %q", p.Picks.Value)
	}
}

// Units with pieces are counted, the others not named.
func TestCoveragePageCountsUnitsWithPieces(t *testing.T) {
	t.Parallel()
	units := []registry.Unit{{Code: "a", Name: "Xã A"}, {Code: "b", Name: "Xã B"}}
	p := view.NewCoveragePage(nil, 2026, map[registry.UnitCode]int{"b": 2}, units)
	if p.Empty == nil || len(p.Counts.Rows) != 1 || p.Counts.Rows[0].Cells[0].Text != "Xã B" {
		t.Errorf("empty %v, counts %v", p.Empty, p.Counts)
	}
	waiting := []view.CoverageInput{{ID: 1, Entry: pressEntry(registry.Accepted, registry.Published)}}
	p = view.NewCoveragePage(waiting, 2026, nil, units)
	if p.Empty != nil || p.Counts != nil || p.Items[0].StoryURL != "/lam-viec/mo-hinh/7" {
		t.Errorf("empty %v, counts %v, items %v", p.Empty, p.Counts, p.Items)
	}
}
