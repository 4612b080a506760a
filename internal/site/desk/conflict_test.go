package desk_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/testkit"
)

// TestTwoTabs: two tabs, 50 random edits. Each edit ends in the kept text or on
// the page that shows both; no words are ever replaced that their replacer has
// not seen.
func TestTwoTabs(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff := h.As(t, registry.UnitStaff)
	id := h.NewDraft(t, staff, "hai-the")
	path := address.Entry.At(id)
	staff.Want(http.StatusSeeOther, path, sitetest.DraftForm(testkit.CompleteContent(), 1))
	fields := []string{"summary", "problem", "goal", "method"}
	tabs := []*tab{openTab(t, h, staff, path, fields), openTab(t, h, staff, path, fields)}
	r := rand.New(rand.NewPCG(3, 1))
	conflicts := 0
	for i := range 50 {
		b := tabs[r.IntN(2)]
		field := fields[r.IntN(len(fields))]
		token := fmt.Sprintf("lần sửa số %d", i)
		b.Form.Set(field, token)
		before := wordsOf(h.Entry(t, id))
		code, _, body := staff.Post(path, b.Form)
		switch code {
		case http.StatusSeeOther:
			after := wordsOf(h.Entry(t, id))
			if after[field] != token {
				t.Fatalf("edit %d was acknowledged and is not there: %q", i, after[field])
			}
			for _, f := range fields {
				if after[f] != before[f] && b.Saw[f] != before[f] && f != field {
					t.Fatalf("edit %d replaced %s=%q, which its tab never saw", i, f, before[f])
				}
			}
			if b.Saw[field] != before[field] {
				t.Fatalf("edit %d replaced %q unseen", i, before[field])
			}
		case http.StatusConflict:
			conflicts++
			if !sitetest.Says(t, body, mineText, token) || !sitetest.Says(t, body, theirText, strings.Join(strings.Fields(before[field]), " ")) {
				t.Fatalf("edit %d: the page does not show both texts", i)
			}
			if now := wordsOf(h.Entry(t, id)); now[field] != before[field] {
				t.Fatalf("edit %d: something was written at a conflict", i)
			}
			settleConflict(t, h, staff, r, path, body, id)
		default:
			t.Fatalf("edit %d: %d\n%.500s", i, code, body)
		}
		*b = *openTab(t, h, staff, path, fields)
	}
	if conflicts < 10 {
		t.Fatalf("only %d conflicts in 50 edits: the test does not test", conflicts)
	}
}

// The two sides of a row of the page that shows both texts.
const (
	mineText  = ".diff__side--new .diff__text"
	theirText = ".diff__side--old .diff__text"
)

// TestConflictMustBeChosen: where both changed one field nothing is chosen
// beforehand, and pressing on without choosing shows the page again; where only
// one did, that one is.
func TestConflictMustBeChosen(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff := h.As(t, registry.UnitStaff)
	id := h.NewDraft(t, staff, "chon")
	path := address.Entry.At(id)
	staff.Want(http.StatusSeeOther, path, sitetest.DraftForm(testkit.CompleteContent(), 1))
	mine, theirs := openTab(t, h, staff, path, nil).Form, openTab(t, h, staff, path, nil).Form
	theirs.Set("goal", "Mục tiêu của người kia")
	theirs.Set("title", "Tên của người kia")
	theirs.Set("outcomes.0.baseline", "")
	theirs.Set("outcomes.0.target", "0") // reads alike, is not
	staff.Want(http.StatusSeeOther, path, theirs)
	mine.Set("goal", "Mục tiêu của tôi")
	mine.Set("lead", "Chủ trì của tôi")
	code, _, body := staff.Post(path, mine)
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
	code, _, body = staff.Post(path, form)
	if code != http.StatusConflict || !sitetest.Says(t, body, ".choose .field__error", "Chọn bản muốn giữ") {
		t.Fatalf("pressing on without choosing = %d", code)
	}
	form = conflictForm(t, body)
	if form.Get("chon.lead") != "minh" || form.Get("goal") != "Mục tiêu của tôi" {
		t.Fatalf("the second page lost something: %v", form)
	}
	form.Set("chon.goal", "minh")
	form.Set("giai", "1")
	staff.Want(http.StatusSeeOther, path, form)
	c := h.Entry(t, id).Content
	if c.Goal != "Mục tiêu của tôi" || c.Title != "Tên của người kia" || c.Lead != "Chủ trì của tôi" || c.Outcomes[0].Target != "0" ||
		c.Outcomes[0].Baseline != "" {
		t.Fatalf("kept %q, %q, %q, %+v", c.Title, c.Goal, c.Lead, c.Outcomes[0])
	}
}

// TestTypedTextComesBack: a form that can no longer be saved shows what was typed.
func TestTypedTextComesBack(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff := h.As(t, registry.UnitStaff)
	e := h.SentEntry(t)
	form := sitetest.DraftForm(e.Content, e.Version)
	form.Set("goal", "Chữ gõ sau khi đã gửi")
	code, _, body := staff.Post(address.Entry.At(e.ID), form)
	if code != http.StatusConflict || !sitetest.Says(t, body, mineText, "Chữ gõ sau khi đã gửi") ||
		!sitetest.Says(t, body, ".desk__lead", "đã gửi") || sitetest.Says(t, body, "button", "Lưu bản đã chọn") {
		t.Fatalf("saving what was sent = %d\n%.600s", code, body)
	}
	id := h.NewDraft(t, staff, "khoa-nam")
	season := h.Flow.Season(2026)
	season.Closed = true
	if err := h.Reference.SaveSeason(t.Context(), h.ActorOf(t, registry.Admin), season); err != nil {
		t.Fatal(err)
	}
	clock := h.Clock()
	clock.Advance(season.Grace() + time.Minute) // until then the hidden grace still saves
	code, _, body = staff.Post(address.Entry.At(id), sitetest.DraftForm(registry.Content{Goal: "Chữ gõ khi năm đã khóa"}, 1))
	if code != http.StatusConflict || !sitetest.Says(t, body, mineText, "Chữ gõ khi năm đã khóa") ||
		!sitetest.Says(t, body, ".desk__lead", "Năm 2026 đã khóa") {
		t.Fatalf("saving in a closed year = %d\n%.600s", code, body)
	}
}

// TestAutosave: what the script is answered.
func TestAutosave(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff := h.As(t, registry.UnitStaff)
	id := h.NewDraft(t, staff, "tu-luu")
	path := address.Entry.At(id)
	form := sitetest.DraftForm(registry.Content{Title: "Tự lưu"}, 1)
	code, said := staff.Autosave(path, form)
	if code != http.StatusOK || said["version"] != 2.0 || !strings.HasPrefix(fmt.Sprint(said["saved_text"]), "Đã lưu lúc ") ||
		!strings.Contains(fmt.Sprint(said["missing"]), "Mục tiêu") {
		t.Fatalf("autosave = %d %v", code, said)
	}
	if code, said := staff.Autosave(path, form); code != http.StatusOK || said["version"] != 2.0 {
		t.Fatalf("the same sent again over a weak line = %d %v", code, said)
	}
	form.Set("title", "Bản cũ đè bản mới")
	if code, said := staff.Autosave(path, form); code != http.StatusConflict || said["detail"] == "" {
		t.Fatalf("autosave of an old version = %d %v", code, said)
	}
	form = sitetest.DraftForm(registry.Content{Title: strings.Repeat("dài", 400)}, 2)
	if code, said := staff.Autosave(path, form); code != http.StatusUnprocessableEntity ||
		!strings.Contains(fmt.Sprint(said["errors"]), "title") {
		t.Fatalf("autosave of too long a title = %d %v", code, said)
	}
	if code, _ := h.Reader(t).Autosave(path, form); code != http.StatusUnauthorized {
		t.Fatalf("autosave without a session = %d", code)
	}
	form.Set("goal", strings.Repeat("x", 3<<20))
	if code, _ := staff.Autosave(path, form); code != http.StatusRequestEntityTooLarge {
		t.Fatalf("autosave of 3 MB = %d", code)
	}
	if got := h.Entry(t, id).Content.Title; got != "Tự lưu" {
		t.Fatalf("title = %q", got)
	}
}

// TestReportTwoTabs: the report has the same habits.
func TestReportTwoTabs(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff := h.As(t, registry.UnitStaff)
	e := h.SentEntry(t)
	ctx := t.Context()
	if _, err := h.Flow.Accept(ctx, h.ActorOf(t, registry.Verifier), e.ID, e.Version); err != nil {
		t.Fatal(err)
	}
	path := address.EntryReport.At(e.ID)
	one, two := openTab(t, h, staff, path, nil).Form, openTab(t, h, staff, path, nil).Form
	one.Set("lessons", "Bài học một")
	one.Set("outcomes.0.actual", "2,5")
	staff.Want(http.StatusSeeOther, path, one)
	staff.Want(http.StatusSeeOther, path, one) // sent again: nothing new
	two.Set("impact", "Tác động hai")
	two.Set("outcomes.1.actual", "1.000")
	code, _, body := staff.Post(path, two)
	if code != http.StatusConflict || !sitetest.Says(t, body, theirText, "Bài học một") ||
		!sitetest.Says(t, body, theirText, "thực hiện 2,5") || !sitetest.Says(t, body, mineText, "thực hiện 1.000") {
		t.Fatalf("second tab of a report = %d\n%.2000s", code, body)
	}
	form := conflictForm(t, body)
	form.Set("chon.outcomes", "minh")
	form.Set("giai", "1")
	staff.Want(http.StatusSeeOther, path, form)
	now := h.Entry(t, e.ID)
	if now.Report.Lessons != "Bài học một" || now.Report.Impact != "Tác động hai" || now.Content.Outcomes[1].Actual != "1.000" ||
		now.Content.Outcomes[0].Target != "2,4" {
		t.Fatalf("kept %+v %+v", now.Report, now.Content.Outcomes)
	}
}
