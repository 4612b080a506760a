package view_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/view"
)

func publicStory(t *testing.T, id registry.EntryID, headline string) edition.Edition {
	t.Helper()
	e := registry.Entry{ID: id, Season: 2026, Slug: registry.Slug("bai-" + headline), Number: "26-000" + headline, Publication: registry.Published}
	e.Content.Title = headline
	return *editionOf(t, &e)
}

// The first page counts the newest season that units registered in, never one that has
// not begun; while there is none it counts everything, and nothing of nothing.
func TestHomeCountsTheNewestSeasonThatUnitsRegisteredIn(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	row := func(y registry.Year, o registry.Origin, n int) oversight.PublicCount {
		return oversight.PublicCount{Season: y, Origin: o, Count: n}
	}
	for name, c := range map[string]struct {
		rows []oversight.PublicCount
		note string
		want string // of the first figure
	}{
		"nothing": {nil, "", ""},
		"only what the press reported": {
			[]oversight.PublicCount{row(2024, registry.Reported, 3), row(2026, registry.Reported, 4)}, "Đến nay", "7 mô hình đã đăng trên trang này",
		},
		"registered in an earlier season": {
			[]oversight.PublicCount{row(2025, registry.Registered, 2), row(2026, registry.Reported, 4)},
			"Năm 2025", "2 mô hình đơn vị đăng ký, đã công khai",
		},
		"a season that has not begun": {
			[]oversight.PublicCount{row(2026, registry.Registered, 5), row(2027, registry.Registered, 1)},
			"Năm 2026", "5 mô hình đơn vị đăng ký, đã công khai",
		},
	} {
		var p view.HomePage
		p.Count(view.NewHomeNumbers(view.HomeInput{
			Reference: view.Reference{Ledger: l, Catalogue: testkit.Catalogue(t)},
			Tally:     oversight.NewTally(l, c.rows), Sums: oversight.NewPublicLines(testkit.Catalogue(t), nil),
			Choice: registry.DefaultFigureChoice(), Year: 2026, Today: "2026-10-15",
		}))
		got := ""
		if len(p.Figures) > 0 {
			got = p.Figures[0].Value + " " + p.Figures[0].Unit + " " + p.Figures[0].Label
		}
		if p.FiguresNote != c.note || got != c.want {
			t.Errorf("%s: %q, %q, want %q, %q", name, p.FiguresNote, got, c.note, c.want)
		}
	}
}

// A tile is drawn for the units of today alone.
func TestHomeDrawsNoTileOfAUnitThatEnded(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	all := l.All()
	ended := all[slices.IndexFunc(all, func(u registry.Unit) bool { return u.To != "" })]
	today := l.On("2026-10-15", registry.Commune)[0]
	var p view.HomePage
	p.Count(view.NewHomeNumbers(view.HomeInput{
		Reference: view.Reference{Ledger: l, Catalogue: testkit.Catalogue(t)}, Today: "2026-10-15",
		Tally: oversight.NewTally(l, nil), Sums: oversight.NewPublicLines(testkit.Catalogue(t), nil),
		Tiles: []registry.Tile{{Unit: ended.Code, Name: "cũ"}, {Unit: today.Code, Name: "nay"}, {Unit: "khong-co", Name: "lạ"}},
	}))
	if len(p.Tiles) != 1 || p.Tiles[0].Full != today.Name {
		t.Errorf("%+v", p.Tiles)
	}
}

// What is in the basket is not offered again, the filters of the search travel with the
// form in one order, and what one pack cannot hold is said.
func TestBasket(t *testing.T) {
	t.Parallel()
	one, two, three := publicStory(t, 1, "mot"), publicStory(t, 2, "hai"), publicStory(t, 3, "ba")
	p := view.NewChoosePage(view.ChooseInput{
		Ledger: testkit.Ledger(t), Text: "cầu", Filters: url.Values{"year": {"2026"}, "q": {"cầu"}, "field": {"kinh-te", "an-ninh"}},
		Asked: true, AllURL: "/tat-ca", BackURL: "/ve", Chosen: []edition.Edition{two}, Found: []edition.Edition{one, two, three},
		Total: 70, AtMost: 50,
	})
	var items, hidden []string
	for _, x := range p.Items {
		items = append(items, x.ID)
	}
	for _, f := range p.Hidden {
		hidden = append(hidden, f.Name+"="+f.Value)
	}
	if got := strings.Join(items, " "); len(p.Chosen) != 1 || p.Chosen[0].ID != "2" || got != "1 3" {
		t.Errorf("chosen %+v, offered %s", p.Chosen, got)
	}
	if got := strings.Join(hidden, " "); got != "field=an-ninh field=kinh-te year=2026" {
		t.Errorf("hidden: %s", got)
	}
	if p.Found != "Tìm thấy 70 bài" || p.Count != "50" || !strings.Contains(p.Note, "tối đa 50 bài") || p.AllURL != "/tat-ca" {
		t.Errorf("%q %q %q %q", p.Found, p.Count, p.Note, p.AllURL)
	}
	if p = view.NewChoosePage(view.ChooseInput{Ledger: testkit.Ledger(t), Found: []edition.Edition{one}, Total: 70, AtMost: 50}); p.Note != "" ||
		p.AllURL != "" || p.Found != "Bài mới nhất" {
		t.Errorf("before a search: %q %q %q", p.Note, p.AllURL, p.Found)
	}
}

// A story has one card; groups after the first that finds it only name it.
func TestLeadsShowAStoryOnce(t *testing.T) {
	t.Parallel()
	p := view.NewLeadsPage(view.LeadsInput{
		Reference: view.Reference{Ledger: testkit.Ledger(t), Catalogue: testkit.Catalogue(t)}, Today: "2026-10-15",
		Stories: []edition.Edition{publicStory(t, 1, "mot"), publicStory(t, 2, "hai")},
		Groups:  []view.LeadInput{{Code: "moi", Entries: []registry.EntryID{1}}, {Code: "gan", Entries: []registry.EntryID{2, 1}}},
	})
	if len(p.Groups) != 2 || len(p.Groups[0].Cards) != 1 || len(p.Groups[1].Cards) != 1 || len(p.Groups[1].Also) != 1 ||
		p.Groups[1].Also[0].Text != "mot" || p.Groups[1].ID != "goi-y-gan" {
		t.Errorf("%+v", p.Groups)
	}
}

// Corrections and removals are told together, the newest first, five at most; of what
// was taken down no more than its number.
func TestPressRoomTellsChangesInOrder(t *testing.T) {
	t.Parallel()
	at := func(day int) time.Time { return time.Date(2026, 9, day, 3, 0, 0, 0, time.UTC) }
	var in view.PressRoomInput
	for i, day := range []int{20, 10, 4, 3} {
		e := publicStory(t, registry.EntryID(i+1), "sua")
		e.Corrections = []registry.Correction{{At: at(day), Text: "Sửa số."}}
		in.Fixed = append(in.Fixed, e)
	}
	for i, day := range []int{15, 2} {
		e := publicStory(t, registry.EntryID(i+11), "go")
		e.RemovedAt = at(day)
		in.Gone = append(in.Gone, e)
	}
	var got []string
	for _, c := range view.NewPressRoomPage(in).Changes {
		got = append(got, c.Badge.Text+" "+c.Day)
		if c.Badge.Text == "Đã gỡ" && (c.Headline != "" || c.URL != "" || !strings.Contains(c.Text, "26-000go")) {
			t.Errorf("a removal says %+v", c)
		}
	}
	want := "Đính chính 20/09/2026, Đã gỡ 15/09/2026, Đính chính 10/09/2026, Đính chính 04/09/2026, Đính chính 03/09/2026"
	if strings.Join(got, ", ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Stories of one unit stand by year; the search for it is offered once there are more
// than five.
func TestUnitPageOffersTheSearchOfMany(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	u := l.On("2026-10-15", registry.Commune)[0]
	for n, want := range map[int]bool{5: false, 6: true} {
		p := view.NewUnitPage(view.UnitInput{
			Reference: view.Reference{Ledger: l, Catalogue: testkit.Catalogue(t)}, Unit: u, Heritage: l.Heritage(u.Code),
			Stories: []edition.Edition{publicStory(t, 1, "mot"), publicStory(t, 2, "hai")}, Total: n, Own: 2,
		})
		if (p.SearchIt != "") != want || len(p.Years) != 1 || len(p.Years[0].Cards) != 2 || p.Figures[2].Value != view.Count(n-2) {
			t.Errorf("%d stories: search %q, years %d, %+v", n, p.SearchIt, len(p.Years), p.Figures)
		}
	}
}
