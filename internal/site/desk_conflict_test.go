package site_test

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/view"
)

// do sends a request as it is.
func (r *reader) do(req *http.Request) (int, http.Header, string) {
	r.t.Helper()
	resp, err := r.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(b)
}

// autosave posts a form as the script does.
func (r *reader) autosave(path string, form url.Values) (int, map[string]any) {
	r.t.Helper()
	req, err := http.NewRequest(http.MethodPost, r.h.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	code, _, body := r.do(req)
	said := map[string]any{}
	if err := json.Unmarshal([]byte(body), &said); err != nil {
		r.t.Fatalf("autosave answered %d %.300s", code, body)
	}
	return code, said
}

// tab is one open form.
type tab struct {
	form url.Values
	saw  map[string]string // field → the words this tab has seen there
}

func (h *house) openTab(t testing.TB, staff *reader, path string, fields []string) *tab {
	t.Helper()
	code, _, body := staff.get(path)
	if code != http.StatusOK {
		t.Fatalf("GET %s = %d", path, code)
	}
	b := &tab{form: pageForm(t, body), saw: map[string]string{}}
	for _, f := range fields {
		b.saw[f] = b.form.Get(f)
	}
	return b
}

// TestTwoTabs: two tabs, 50 random edits. Each edit ends in the kept text or on
// the page that shows both; no words are ever replaced that their replacer has
// not seen.
func TestTwoTabs(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	staff := h.as(t, registry.UnitStaff)
	id := h.newDraft(t, staff, "hai-the")
	path := view.DeskPath(id, "")
	staff.want(http.StatusSeeOther, path, draftForm(testkit.CompleteContent(), 1))
	fields := []string{"summary", "problem", "goal", "method"}
	tabs := []*tab{h.openTab(t, staff, path, fields), h.openTab(t, staff, path, fields)}
	r := rand.New(rand.NewPCG(3, 1))
	conflicts := 0
	for i := range 50 {
		b := tabs[r.IntN(2)]
		field := fields[r.IntN(len(fields))]
		token := fmt.Sprintf("lần sửa số %d", i)
		b.form.Set(field, token)
		before := wordsOf(h.entry(t, id))
		code, _, body := staff.post(path, b.form)
		switch code {
		case http.StatusSeeOther:
			after := wordsOf(h.entry(t, id))
			if after[field] != token {
				t.Fatalf("edit %d was acknowledged and is not there: %q", i, after[field])
			}
			for _, f := range fields {
				if after[f] != before[f] && b.saw[f] != before[f] && f != field {
					t.Fatalf("edit %d replaced %s=%q, which its tab never saw", i, f, before[f])
				}
			}
			if b.saw[field] != before[field] {
				t.Fatalf("edit %d replaced %q unseen", i, before[field])
			}
		case http.StatusConflict:
			conflicts++
			if !strings.Contains(body, token) || !strings.Contains(plainText(body), before[field]) {
				t.Fatalf("edit %d: the page does not show both texts", i)
			}
			if now := wordsOf(h.entry(t, id)); now[field] != before[field] {
				t.Fatalf("edit %d: something was written at a conflict", i)
			}
			h.settleConflict(t, staff, r, path, body, id)
		default:
			t.Fatalf("edit %d: %d\n%.500s", i, code, body)
		}
		*b = *h.openTab(t, staff, path, fields)
	}
	if conflicts < 10 {
		t.Fatalf("only %d conflicts in 50 edits: the test does not test", conflicts)
	}
}

// settleConflict answers the page of two texts at random and checks that each
// choice is what is kept.
func (h *house) settleConflict(t testing.TB, staff *reader, r *rand.Rand, path, body string, id registry.EntryID) {
	t.Helper()
	form := conflictForm(t, body)
	theirs := wordsOf(h.entry(t, id))
	want := map[string]string{}
	for field := range theirs {
		if !strings.Contains(body, `name="chon.`+field+`"`) {
			continue
		}
		mine := form.Get(field)
		switch choice := []string{"minh", "kia", "ca-hai"}[r.IntN(3)]; choice {
		case "minh":
			form.Set("chon."+field, choice)
			want[field] = mine
		case "kia":
			form.Set("chon."+field, choice)
			want[field] = theirs[field]
		default:
			form.Set("chon."+field, choice)
			want[field] = theirs[field] + "\n\n" + mine
		}
	}
	form.Set("giai", "1")
	staff.want(http.StatusSeeOther, path, form)
	now := wordsOf(h.entry(t, id))
	for field, w := range want {
		if now[field] != w {
			t.Fatalf("%s: chose %q, kept %q", field, w, now[field])
		}
	}
}

func wordsOf(e registry.Entry) map[string]string {
	return map[string]string{
		"summary": e.Content.Summary,
		"problem": e.Content.Problem,
		"goal":    e.Content.Goal,
		"method":  e.Content.Method,
	}
}

// plainText takes the tags out of a page.
func plainText(body string) string {
	return strings.NewReplacer("<ins>", "", "</ins>", "", "<del>", "", "</del>", "").Replace(body)
}

// conflictForm reads the hidden fields and the chosen radios of the page of two
// texts.
func conflictForm(t testing.TB, body string) url.Values {
	t.Helper()
	at := strings.Index(body, `<form method="post" action="/lam-viec/mo-hinh/`)
	if at < 0 {
		t.Fatalf("no form to choose with:\n%.600s", body)
	}
	return pageForm(
		t,
		strings.Replace(
			body,
			`<form method="post" action="/lam-viec/mo-hinh/`,
			`<form class="paper-form" method="post" action="/lam-viec/mo-hinh/`,
			1,
		),
	)
}

// TestConflictMustBeChosen: where both changed one field nothing is chosen
// beforehand, and pressing on without choosing shows the page again; where only
// one did, that one is.
func TestConflictMustBeChosen(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	staff := h.as(t, registry.UnitStaff)
	id := h.newDraft(t, staff, "chon")
	path := view.DeskPath(id, "")
	staff.want(http.StatusSeeOther, path, draftForm(testkit.CompleteContent(), 1))
	mine, theirs := h.openTab(t, staff, path, nil).form, h.openTab(t, staff, path, nil).form
	theirs.Set("goal", "Mục tiêu của người kia")
	theirs.Set("title", "Tên của người kia")
	theirs.Set("outcomes.0.baseline", "")
	theirs.Set("outcomes.0.target", "0") // reads alike, is not
	staff.want(http.StatusSeeOther, path, theirs)
	mine.Set("goal", "Mục tiêu của tôi")
	mine.Set("lead", "Chủ trì của tôi")
	code, _, body := staff.post(path, mine)
	if code != http.StatusConflict {
		t.Fatalf("second tab = %d", code)
	}
	form := conflictForm(t, body)
	for field, want := range map[string]string{"chon.goal": "", "chon.title": "kia", "chon.lead": "minh", "chon.outcomes": "kia"} {
		if form.Get(field) != want {
			t.Errorf("%s chosen beforehand = %q, want %q", field, form.Get(field), want)
		}
	}
	form.Set("giai", "1")
	code, _, body = staff.post(path, form)
	if code != http.StatusConflict || !strings.Contains(body, "chọn bản muốn giữ") {
		t.Fatalf("pressing on without choosing = %d", code)
	}
	form = conflictForm(t, body)
	if form.Get("chon.lead") != "minh" || form.Get("goal") != "Mục tiêu của tôi" {
		t.Fatalf("the second page lost something: %v", form)
	}
	form.Set("chon.goal", "minh")
	form.Set("giai", "1")
	staff.want(http.StatusSeeOther, path, form)
	c := h.entry(t, id).Content
	if c.Goal != "Mục tiêu của tôi" || c.Title != "Tên của người kia" || c.Lead != "Chủ trì của tôi" || c.Outcomes[0].Target != "0" ||
		c.Outcomes[0].Baseline != "" {
		t.Fatalf("kept %q, %q, %q, %+v", c.Title, c.Goal, c.Lead, c.Outcomes[0])
	}
}

// TestTypedTextComesBack: a form that can no longer be saved shows what was typed.
func TestTypedTextComesBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	staff := h.as(t, registry.UnitStaff)
	e := h.sentEntry(t)
	form := draftForm(e.Content, e.Version)
	form.Set("goal", "Chữ gõ sau khi đã gửi")
	code, _, body := staff.post(view.DeskPath(e.ID, ""), form)
	if code != http.StatusConflict || !strings.Contains(body, "Chữ gõ sau khi đã gửi") || !strings.Contains(body, "đã gửi") ||
		strings.Contains(body, "Lưu bản đã chọn") {
		t.Fatalf("saving what was sent = %d\n%.600s", code, body)
	}
	id := h.newDraft(t, staff, "khoa-nam")
	season := h.flow.Season(2026)
	season.Closed = true
	if err := h.flow.SaveSeason(t.Context(), h.actorOf(t, registry.Admin), season); err != nil {
		t.Fatal(err)
	}
	clock := h.clock()
	clock.turn(season.Grace() + time.Minute) // until then the hidden grace still saves
	code, _, body = staff.post(view.DeskPath(id, ""), draftForm(registry.Content{Goal: "Chữ gõ khi năm đã khóa"}, 1))
	if code != http.StatusConflict || !strings.Contains(body, "Chữ gõ khi năm đã khóa") || !strings.Contains(body, "Năm 2026 đã khóa") {
		t.Fatalf("saving in a closed year = %d\n%.600s", code, body)
	}
}

// TestAutosave: what the script is told.
func TestAutosave(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	staff := h.as(t, registry.UnitStaff)
	id := h.newDraft(t, staff, "tu-luu")
	path := view.DeskPath(id, "")
	form := draftForm(registry.Content{Title: "Tự lưu"}, 1)
	code, said := staff.autosave(path, form)
	if code != http.StatusOK || said["version"] != 2.0 || !strings.HasPrefix(fmt.Sprint(said["saved_text"]), "Đã lưu lúc ") ||
		!strings.Contains(fmt.Sprint(said["missing"]), "Mục tiêu") {
		t.Fatalf("autosave = %d %v", code, said)
	}
	if code, said := staff.autosave(path, form); code != http.StatusOK || said["version"] != 2.0 {
		t.Fatalf("the same sent again over a weak line = %d %v", code, said)
	}
	form.Set("title", "Bản cũ đè bản mới")
	if code, said := staff.autosave(path, form); code != http.StatusConflict || said["detail"] == "" {
		t.Fatalf("autosave of an old version = %d %v", code, said)
	}
	form = draftForm(registry.Content{Title: strings.Repeat("dài", 400)}, 2)
	if code, said := staff.autosave(path, form); code != http.StatusUnprocessableEntity ||
		!strings.Contains(fmt.Sprint(said["errors"]), "title") {
		t.Fatalf("autosave of too long a title = %d %v", code, said)
	}
	if code, _ := h.reader(t).autosave(path, form); code != http.StatusUnauthorized {
		t.Fatalf("autosave without a session = %d", code)
	}
	form.Set("goal", strings.Repeat("x", 3<<20))
	if code, _ := staff.autosave(path, form); code != http.StatusRequestEntityTooLarge {
		t.Fatalf("autosave of 3 MB = %d", code)
	}
	if got := h.entry(t, id).Content.Title; got != "Tự lưu" {
		t.Fatalf("title = %q", got)
	}
}

// TestReportTwoTabs: the report has the same habits.
func TestReportTwoTabs(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	staff := h.as(t, registry.UnitStaff)
	e := h.sentEntry(t)
	ctx := t.Context()
	if _, err := h.flow.Accept(ctx, h.actorOf(t, registry.Verifier), e.ID, e.Version); err != nil {
		t.Fatal(err)
	}
	path := view.DeskPath(e.ID, "bao-cao")
	one, two := h.openTab(t, staff, path, nil).form, h.openTab(t, staff, path, nil).form
	one.Set("lessons", "Bài học một")
	one.Set("outcomes.0.actual", "2,5")
	staff.want(http.StatusSeeOther, path, one)
	staff.want(http.StatusSeeOther, path, one) // sent again: nothing new
	two.Set("impact", "Tác động hai")
	two.Set("outcomes.1.actual", "1.000")
	code, _, body := staff.post(path, two)
	if code != http.StatusConflict || !strings.Contains(body, "Bài học một") || !strings.Contains(plainText(body), "thực hiện 2,5") ||
		!strings.Contains(plainText(body), "thực hiện 1.000") {
		t.Fatalf("second tab of a report = %d\n%.2000s", code, body)
	}
	form := conflictForm(t, body)
	form.Set("chon.outcomes", "minh")
	form.Set("giai", "1")
	staff.want(http.StatusSeeOther, path, form)
	now := h.entry(t, e.ID)
	if now.Report.Lessons != "Bài học một" || now.Report.Impact != "Tác động hai" || now.Content.Outcomes[1].Actual != "1.000" ||
		now.Content.Outcomes[0].Target != "2,4" {
		t.Fatalf("kept %+v %+v", now.Report, now.Content.Outcomes)
	}
}
