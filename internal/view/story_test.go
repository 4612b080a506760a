package view_test

import (
	"fmt"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/view"
)

// Where figures come from is said for every origin and state; a value of a report that
// nobody has confirmed is not among them.
func TestResultsSayWhereTheyComeFrom(t *testing.T) {
	t.Parallel()
	c := testkit.Catalogue(t)
	for _, x := range []struct {
		origin registry.Origin
		result registry.Result
		want   string
	}{
		{registry.Reported, registry.NoReport, "Số liệu theo bài báo dẫn nguồn, đơn vị chưa xác nhận."},
		{registry.Registered, registry.Effective, "Số liệu do đơn vị báo cáo, báo cáo đã được thẩm định, mô hình được xác nhận hiệu quả; " +
			"căn cứ của từng số ghi trong bảng. Kỳ: năm 2026."},
		{registry.Registered, registry.NoReport, "Chỉ tiêu đơn vị cam kết cho năm 2026; kết quả sẽ có sau khi đơn vị báo cáo."},
		{registry.Registered, registry.ReportDraft, "Chỉ tiêu đơn vị cam kết cho năm 2026; kết quả sẽ có sau khi đơn vị báo cáo."},
		{registry.Registered, registry.ReportSent, "Chỉ tiêu đơn vị cam kết cho năm 2026; kết quả sẽ có sau khi đơn vị báo cáo."},
		{registry.Registered, registry.ReportReturned, "Chỉ tiêu đơn vị cam kết cho năm 2026; kết quả sẽ có sau khi đơn vị báo cáo."},
		{registry.Registered, registry.Ineffective, "Số liệu do đơn vị báo cáo, báo cáo đã được thẩm định; căn cứ của từng số ghi " +
			"trong bảng. Kỳ: năm 2026."},
	} {
		e := &registry.Entry{Season: 2026, Origin: x.origin, Result: x.result}
		e.Content.Outcomes = []registry.Outcome{{Indicator: "ROAD_KM", Target: "2", Actual: "1,5", Source: "minh-chung"}}
		r, _ := view.NewResults(editionOf(t, e), c)
		if r == nil || r.Note != x.want {
			t.Errorf("%s, %s: %+v, want %q", x.origin, x.result, r, x.want)
			continue
		}
		shown := x.origin == registry.Reported || x.result.Confirmed()
		if got := r.Rows[0]; (got.Actual != "") != shown || (got.Source != "") != shown || (got.Bar != nil) != shown || got.Target != "2" {
			t.Errorf("%s, %s: %+v, want its value: %v", x.origin, x.result, got, shown)
		}
	}
}

// Numbers that describe the place are no results; a target draws a bar, else a
// percentage does; a blank line is none.
func TestResults(t *testing.T) {
	t.Parallel()
	c := testkit.Catalogue(t)
	context := registry.Outcome{Label: "Bối cảnh: dân số", Unit: "người", Actual: "5200"}
	e := &registry.Entry{Season: 2026, Result: registry.Effective}
	e.Content.Outcomes = []registry.Outcome{
		{}, context,
		{Indicator: "ROAD_KM", Baseline: "0", Target: "2", Actual: "1,5", Source: "minh-chung"},
		{Label: "Chưa làm", Unit: "hộ", Target: "10"},
		{Label: "Viết bằng chữ", Unit: "hộ", Actual: "nhiều"},
		{Label: "Tỷ lệ hộ đồng thuận", Unit: "%", Actual: "95"},
		{Label: "Tiền góp", Unit: "triệu đồng", Actual: "1306"},
		{Label: "Không có đích", Unit: "hộ", Actual: "3"},
	}
	r, facts := view.NewResults(editionOf(t, e), c)
	onlyContext, onlyActual := &registry.Entry{Result: registry.Effective}, &registry.Entry{Result: registry.Effective}
	onlyContext.Content.Outcomes = []registry.Outcome{context}
	onlyActual.Content.Outcomes = []registry.Outcome{{Label: "Hộ", Unit: "hộ", Actual: "3"}}
	if r, facts := view.NewResults(editionOf(t, onlyContext), c); r != nil || len(facts) != 1 {
		t.Errorf("the place alone has results: %+v, %v", r, facts)
	}
	if r, _ := view.NewResults(editionOf(t, onlyActual), c); r.Wide {
		t.Error("room for a target that is not there")
	}
	onlyContext.Result = registry.ReportSent
	if r, facts := view.NewResults(editionOf(t, onlyContext), c); r != nil || len(facts) != 0 {
		t.Errorf("a value that nobody has confirmed is a fact: %+v, %v", r, facts)
	}
	onlyContext.Origin, onlyContext.Result = registry.Reported, registry.NoReport
	onlyContext.Content.Outcomes[0].Baseline, onlyContext.Content.Outcomes[0].Actual = "4", ""
	if _, facts := view.NewResults(editionOf(t, onlyContext), c); len(facts) != 1 || facts[0].Text != "4 người" {
		t.Errorf("what an article says of the place: %v, want its value, wherever it was put", facts)
	}
	goldenPages(t, "results", []pageCase{{"results", *r}, {"the place", struct{ Facts []view.Fact }{facts}}})
}

// The unit is named as it then was; a text of the press keeps its words, with the
// district when it names one that the text does not.
func TestUnitOfACard(t *testing.T) {
	t.Parallel()
	l := shortLedger()
	reported := func(text, district string, unit registry.UnitCode) *registry.Entry {
		return &registry.Entry{Origin: registry.Reported, UnitText: text, Unit: unit, Source: registry.Source{District: district}}
	}
	for _, c := range []struct {
		name        string
		e           *registry.Entry
		line, today string
	}{
		{"of today", &registry.Entry{Unit: "A"}, "Phường Đông An", ""},
		{"of then", &registry.Entry{Unit: "a"}, "Xã An, huyện Đông", "nay là phường Đông An"},
		{"that nobody succeeded", &registry.Entry{Unit: "z"}, "Xã Cũ", ""},
		{"not known", &registry.Entry{UnitText: "Thôn Hạ"}, "Thôn Hạ", ""},
		{"registered, whatever the text", &registry.Entry{Unit: "A", UnitText: "khác"}, "Phường Đông An", ""},
		{"of the press", reported("Thôn Hạ", " huyện Đông ", ""), "Thôn Hạ, huyện Đông", ""},
		{"a town", reported("Thôn Hạ", "thị xã Đông", ""), "Thôn Hạ, thị xã Đông", ""},
		{"a city", reported("Thôn Hạ", "Thành phố Đông", ""), "Thôn Hạ, Thành phố Đông", ""},
		{"the press named the district itself", reported("Thôn Hạ, Huyện đông", "huyện Đông", ""), "Thôn Hạ, Huyện đông", ""},
		{"the press named the province", reported("Thôn Hạ", "Bắc Giang", ""), "Thôn Hạ", ""},
		{"of the press, with a unit", reported("", "huyện Đông", "a"), "Xã An, huyện Đông", "nay là phường Đông An"},
	} {
		if got := view.UnitLine(c.e, l); got != c.line {
			t.Errorf("%s: %q, want %q", c.name, got, c.line)
		}
		if got := view.TodayLine(c.e, l); got != c.today {
			t.Errorf("%s: today %q, want %q", c.name, got, c.today)
		}
	}
}

// The one figure of a card: the story's first, else the first result that is not
// about the place.
func TestFigureOfACard(t *testing.T) {
	t.Parallel()
	ref := view.Reference{Ledger: shortLedger(), Catalogue: testkit.Catalogue(t)}
	place := registry.Outcome{Label: "Bối cảnh: dân số", Unit: "người", Actual: "5200"}
	money := registry.Outcome{Label: "Tiền góp", Unit: "triệu đồng", Actual: "1306"}
	for _, c := range []struct {
		name     string
		outcomes []registry.Outcome
		figures  [3]registry.KeyFigure
		want     string
	}{
		{"nothing", nil, [3]registry.KeyFigure{}, ""},
		{"only the place", []registry.Outcome{place}, [3]registry.KeyFigure{}, ""},
		{"a result", []registry.Outcome{place, {Label: "x", Target: "9"}, money}, [3]registry.KeyFigure{}, "1,31 tỷ đồng"},
		{"the story's first that has a value and words", []registry.Outcome{money}, [3]registry.KeyFigure{{Label: "x"}, {Value: "95"}, {Value: "1", Unit: "km", Label: "đường"}},
			"1 km"},
		{"with its unit", nil, [3]registry.KeyFigure{{Value: "1.500", Unit: "m²", Label: "đất"}}, "1.500 m²"},
	} {
		e := &registry.Entry{Season: 2026, Slug: "x", Unit: "A", Result: registry.Effective}
		e.Content.Outcomes, e.Story.Figures = c.outcomes, c.figures
		if got := view.NewCard(editionOf(t, e), ref, view.Shape{}).Figure; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if e.Result = registry.ReportSent; c.figures == [3]registry.KeyFigure{} && view.NewCard(editionOf(t, e), ref, view.Shape{}).Figure != "" {
			t.Errorf("%s: a value of a report that nobody has confirmed is on the card", c.name)
		}
	}
	press := &registry.Entry{Origin: registry.Reported, UnitText: "Thôn Hạ", Slug: "duong", Demo: true}
	press.Content.Title, press.Content.Summary, press.Content.Field = "Đường làng", "Dân góp đất.", "kinh-te"
	if c := view.NewCard(editionOf(t, press), ref, view.Shape{}); c.Badge.Text != "Báo chí phản ánh" || c.Year != "không rõ năm" ||
		!c.Demo || c.Mark.Code != "kinh-te" ||
		c.URL != "/mo-hinh/khong-ro/duong" || c.Headline[0].Text != "Đường làng" ||
		c.Lead[0].Text != "Dân góp đất." {
		t.Errorf("of the press: %+v", c)
	}
	old := &registry.Entry{Season: 2025, Slug: "duong", Unit: "a"}
	if c := view.NewCard(editionOf(t, old), ref, view.Shape{}); c.Year != "2025" || c.Today != "nay là phường Đông An" {
		t.Errorf("of a unit that has another name today: %+v", c)
	}
	if b := view.OriginBadge(editionOf(t, &registry.Entry{})); b != (view.Badge{}) {
		t.Errorf("a registered entry bears %+v", b)
	}
}

// What the editor of a story is offered, by the state of the entry and the role.
func TestWhatTheEditorOffers(t *testing.T) {
	t.Parallel()
	now := local("2026-06-12", 9, 0)
	verifier := registry.Actor{Account: 2, Role: registry.Verifier}
	unit := registry.Actor{Account: 3, Role: registry.UnitStaff, Unit: "A", Units: map[registry.UnitCode]bool{"A": true}}
	const hindered = "Chỉ đăng được mô hình đã tiếp nhận; mô hình này đang ở trạng thái “Đã gửi”."
	for _, c := range []struct {
		name   string
		actor  registry.Actor
		change func(*registry.Entry)
		want   string
	}{
		{"accepted", verifier, func(*registry.Entry) {}, "save publish()"},
		{"of the press", verifier, func(e *registry.Entry) {
			e.Origin, e.Registration = registry.Reported, registry.Unregistered
		}, "save publish()"},
		{"not accepted", verifier, func(e *registry.Entry) { e.Registration = registry.Sent }, "save publish(" + hindered + ")"},
		{"not for publication", verifier, func(e *registry.Entry) { e.SecretField = true },
			"save publish(Mô hình được đánh dấu “không đăng”.)"},
		{"scheduled", verifier, func(e *registry.Entry) {
			e.Publication, e.PublishAt = registry.Scheduled, now.Add(time.Hour)
		}, "save publish() remove(Bỏ hẹn giờ)"},
		{"public", verifier, func(e *registry.Entry) { e.Publication = registry.Published }, "correct remove(Gỡ bài)"},
		{"corrected", verifier, func(e *registry.Entry) { e.Publication = registry.Corrected }, "correct remove(Gỡ bài)"},
		{"taken down", verifier, func(e *registry.Entry) { e.Publication = registry.Removed }, "save publish()"},
		{"the unit publishes nothing", unit, func(*registry.Entry) {}, "save"},
		{"nor takes down", unit, func(e *registry.Entry) { e.Publication = registry.Published }, "save"},
	} {
		e := &registry.Entry{
			ID:           7,
			Number:       "26-0007",
			Unit:         "A",
			Season:       2026,
			Registration: registry.Accepted,
			Content:      testkit.CompleteContent(),
		}
		c.change(e)
		p := view.NewEditorPage(editorOf(t, e, c.actor, now))
		got := ""
		for _, x := range []struct {
			is   bool
			word string
		}{{p.Save.Text != "", "save "}, {p.Correct != nil && p.CorrBtn.Text != "", "correct "}} {
			if x.is {
				got += x.word
			}
		}
		if p.Publish != nil {
			got += fmt.Sprintf("publish(%s) ", p.Publish.Hindred)
		}
		if p.Remove != nil {
			got += fmt.Sprintf("remove(%s) ", p.Remove.Heading)
		}
		if got != c.want+" " {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func editorOf(t *testing.T, e *registry.Entry, a registry.Actor, now time.Time) view.EditorInput {
	t.Helper()
	return view.EditorInput{DossierInput: view.DossierInput{
		Entry: e, Actor: a, Now: now, Season: registry.DefaultSeason(2026),
		Names: view.Reference{Ledger: shortLedger(), Catalogue: testkit.Catalogue(t)},
	}, Story: e.Story}
}

func TestEditorPage(t *testing.T) {
	t.Parallel()
	now := local("2026-06-12", 9, 0)
	verifier := registry.Actor{Account: 2, Role: registry.Verifier}
	e := &registry.Entry{
		ID:           7,
		Number:       "26-0007",
		Unit:         "A",
		Season:       2026,
		Version:      4,
		Registration: registry.Accepted,
		Content:      testkit.CompleteContent(),
	}
	e.Content.Outcomes = append(
		e.Content.Outcomes,
		registry.Outcome{Indicator: "ROAD_KM", Actual: "2,5"},
		registry.Outcome{Indicator: "ROAD_KM"},
	)
	e.Content.Body, e.Report.Impact, e.Report.Lessons = "Bài của đơn vị", "Đi lại dễ", "Họp dân trước"
	text := registry.PhotoText{Caption: "Dân dỡ tường", Alt: "Mười người", Author: "UBND", Basis: registry.PublicActivity}
	e.Photos = []registry.Photo{{ID: 1, PhotoText: text}, {ID: 2}, {ID: 3, PhotoText: text, TakenDown: true}, {ID: 4, PhotoText: text}}
	e.Story = registry.Story{Headline: "Đường rộng", Short: "Ngắn", Quote: "Vui", QuoteName: "Bà Hạ", LeadPhoto: 4}
	e.Story.Figures[1] = registry.KeyFigure{Value: "95", Unit: "%", Label: "hộ đồng thuận"}
	wrong := registry.Fields{}
	for _, name := range []string{"headline", "quote_name", "figures.1.label", "publish_at", "reason"} {
		wrong.Add(name, "Sai %s.", name)
	}
	theirs := e.Story
	theirs.Headline, theirs.QuoteTitle, theirs.Figures[2].Value = "Đường mới", "thôn Hạ", "7"
	refused := editorOf(t, e, verifier, now)
	refused.Err, refused.Theirs, refused.At, refused.ToPress = wrong.Err("Chưa đăng được."), &theirs, "2026-06-13T08:00", true
	numbers := *e
	numbers.Story.LeadPhoto, numbers.Story.Long, numbers.Publication = 9, "Gọi bà Hạ 0912 345 678", registry.Published
	numbers.Slug, numbers.PublishedAt = "duong-lang", now
	correct := editorOf(t, &numbers, verifier, now)
	correct.Note, correct.Err = "Sửa số", wrong.Err("Chưa đăng được.")
	refusedPage := view.NewEditorPage(refused)
	var differ []string
	for _, r := range refusedPage.Theirs {
		differ = append(differ, r.Label)
	}
	if got := fmt.Sprint(differ); got != "[Tiêu đề Chức vụ, nơi ở Con số 3]" {
		t.Errorf("what differs from what somebody else saved: %s", got)
	}
	refusedPage.Theirs = nil // how words are compared is no matter of this page
	bare := &registry.Entry{ID: 8, Number: "26-0008", Unit: "A", Season: 2026}
	goldenPages(t, "editor", []pageCase{
		{"full", view.NewEditorPage(editorOf(t, e, verifier, now))},
		{"refused, somebody else saved meanwhile", refusedPage},
		{"correcting, with a person's number", view.NewEditorPage(correct)},
		{"bare", view.NewEditorPage(editorOf(t, bare, verifier, now))},
	})
}

// A person's number that was typed just now is asked about before it is published,
// whether the story is new or a correction; without one nothing is asked.
func TestAPersonsNumberAsksBeforePublishing(t *testing.T) {
	t.Parallel()
	now := local("2026-06-12", 9, 0)
	verifier := registry.Actor{Account: 2, Role: registry.Verifier}
	for _, public := range []registry.Publication{registry.InternalOnly, registry.Published} {
		for text, asked := range map[string]bool{"Dân góp 1.500 m² đất": false, "Gọi bà Hạ 0912 345 678": true} {
			e := &registry.Entry{ID: 7, Unit: "A", Season: 2026, Registration: registry.Accepted, Publication: public}
			in := editorOf(t, e, verifier, now)
			in.Story.Long = text
			p := view.NewEditorPage(in)
			field := p.Numbers
			if p.Publish != nil {
				field = p.Publish.Numbers
			}
			if (field != nil) != asked {
				t.Errorf("%s, %q: asked %v", public.Label(), text, field != nil)
			}
			if p.Correct != nil && p.Correct.ID == "reason" {
				t.Error("the note bears the address of an error that is not there")
			}
		}
	}
	if got := view.NumbersAsked(nil); got != nil {
		t.Errorf("asked without a cause: %+v", got)
	}
	cause := (&registry.Fields{{Field: "numbers_ok", Message: "Có số của cá nhân."}}).Err("Chưa ghi được.")
	if got := view.NumbersAsked(cause); len(got) != 1 || got[0].Name != "numbers_ok" || got[0].Error == "" || got[0].Checked {
		t.Errorf("asked: %+v", got)
	}
}
