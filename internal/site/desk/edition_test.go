package desk_test

import (
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

const releaseForm = "#ra-ban form"

// sealedStory is a public story, with what change makes of its dossier afterwards.
func sealedStory(t *testing.T, h *sitetest.House, change func(*registry.Entry)) registry.Entry {
	t.Helper()
	e := h.ReadyStory(t, phototest.NewJPEG(900, 600, 1, phototest.Options{}))
	h.Publish(t, e.ID, time.Time{}, false)
	rewrite(t, h, e.ID, change)
	return h.Entry(t, e.ID)
}

// rewrite changes a dossier without a reviewer, as a unit's forms do.
func rewrite(t *testing.T, h *sitetest.House, id registry.EntryID, change func(*registry.Entry)) {
	t.Helper()
	err := h.DB.Update(t.Context(), h.Flow.Now(), func(tx *sqlite.Tx) error {
		e, err := tx.Entry(t.Context(), id)
		if err != nil {
			return err
		}
		change(&e)
		return tx.UpdateEntry(&e)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestReleaseByForm: the verifier sees that the dossier differs from what is public,
// compares, is asked for the note that readers see because a fact changed, and releases;
// what was typed into a refused form stays, and readers get the change only then.
func TestReleaseByForm(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := sealedStory(t, h, func(e *registry.Entry) {
		e.Content.Method = "Mỗi nhà góp ba công, họp ba tối."
		e.Content.Outcomes[0].Actual = "2,4"
	})
	verifier, reader := h.As(t, registry.Verifier), h.Reader(t)
	path, story := address.EntryEditions.At(e.ID), sitetest.StoryPath(e)
	dossier := see(t, verifier, http.StatusOK, address.Entry.At(e.ID))
	if !strings.Contains(dossier, "Đang công khai bản 1; hồ sơ đã đổi 2 chỗ") ||
		!slices.Contains(sitetest.Links(t, dossier, ".notice a", "href"), path) {
		t.Error("the dossier does not say that it differs, with the way to compare")
	}
	page := see(t, verifier, http.StatusOK, path)
	labels := strings.Join(sitetest.Texts(t, page, ".diff__label"), "|")
	if labels != registry.FieldName("method")+"|"+registry.FieldName("outcomes") {
		t.Errorf("the places that differ are %q", labels)
	}
	if was := strings.Join(sitetest.Texts(t, page, ".diff__side--old"), " "); !strings.Contains(was, "thực hiện 2,6") ||
		!strings.Contains(was, "Xã, phường xác nhận") {
		t.Errorf("the figure that readers have is shown as %q", was)
	}
	marked := strings.Join(sitetest.Texts(t, page, "ins"), "")
	if !strings.Contains(marked, "2,4") || strings.Contains(marked, "thực hiện 2,6") {
		t.Errorf("the words marked as new: %q", marked)
	}
	action, fields := sitetest.FormOf(t, page, releaseForm)
	fields.Set("reason", "nhé")
	page = send(t, verifier, http.StatusUnprocessableEntity, action, fields)
	if got := sitetest.Texts(t, page, releaseForm+" textarea"); len(got) != 1 || got[0] != "nhé" {
		t.Errorf("the refused form shows %q", got)
	}
	if body := see(t, reader, http.StatusOK, story); strings.Contains(body, "họp ba tối") {
		t.Fatal("a change that nobody released is public")
	}
	action, fields = sitetest.FormOf(t, page, releaseForm)
	fields.Set("reason", "Sửa số ki-lô-mét theo biên bản.")
	send(t, verifier, http.StatusSeeOther, action, fields)
	body := see(t, reader, http.StatusOK, story)
	for _, want := range []string{"họp ba tối", "Sửa số ki-lô-mét theo biên bản.", "Bản 2, công bố ngày"} {
		if !strings.Contains(body, want) {
			t.Errorf("the released story lacks %q", want)
		}
	}
	if news := see(t, h.As(t, registry.UnitStaff), http.StatusOK, address.Notices); !strings.Contains(news, "Bản 2 của") {
		t.Error("the unit is not told that its change is public")
	}
	page = see(t, verifier, http.StatusOK, path)
	if len(sitetest.Texts(t, page, releaseForm)) != 0 || !strings.Contains(page, "Hồ sơ không khác bản 2") {
		t.Error("after the release there is still something to release")
	}
	send(t, verifier, http.StatusConflict, action, fields)
}

// TestReleaseKeepsTheDossier: what readers may not have stays in the dossier and in the
// history of it, through every deed that seals.
func TestReleaseKeepsTheDossier(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := sealedStory(t, h, func(e *registry.Entry) {
		e.Content.Body = "Bài của đơn vị viết thêm."
		e.Content.Outcomes[0].Evidence = "Biên bản nghiệm thu"
		e.Report.Sites = []registry.Site{{Place: "Thôn thứ nhất", Note: "làm đầu tiên"}}
		e.Report.Resources = []registry.Resource{{Kind: registry.ResourceKinds()[0].Code, Amount: "65", Note: "con em xa quê"}}
	})
	ctx, office := t.Context(), h.ActorOf(t, registry.Verifier)
	kept := func(after string) {
		t.Helper()
		now := h.Entry(t, e.ID)
		list, err := h.DB.Revisions(ctx, e.ID)
		if err != nil {
			t.Fatal(err)
		}
		last := list[len(list)-1]
		if !reflect.DeepEqual(now.Content.Outcomes, e.Content.Outcomes) || !reflect.DeepEqual(now.Report, e.Report) ||
			!reflect.DeepEqual(last.Content.Outcomes, e.Content.Outcomes) || !reflect.DeepEqual(last.Report, e.Report) {
			t.Errorf("after %s the dossier has\n%+v\nthe revision\n%+v\nwant\n%+v", after, now.Report, last.Report, e.Report)
		}
	}
	now, err := h.Flow.Release(ctx, office, e.ID, "", "")
	if err != nil {
		t.Fatal(err)
	}
	kept("a release")
	story := now.Story
	story.Quote = "Câu nói khác."
	if now, err = h.Flow.Correct(ctx, office, e.ID, now.Version, story, "Sửa câu nói cho đúng."); err != nil {
		t.Fatal(err)
	}
	kept("a correction")
	if now, err = h.Flow.Remove(ctx, office, e.ID, now.Version, "Xem lại một lần."); err != nil {
		t.Fatal(err)
	}
	if _, err = h.Flow.Publish(ctx, office, e.ID, now.Version, time.Time{}, false); err != nil {
		t.Fatal(err)
	}
	kept("publishing again")
}

// TestReleaseOfWhatIsOnlyAdded needs no note, and readers get none.
func TestReleaseOfWhatIsOnlyAdded(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := sealedStory(t, h, func(e *registry.Entry) { e.Content.Body = "Bài của đơn vị viết thêm." })
	verifier := h.As(t, registry.Verifier)
	page := see(t, verifier, http.StatusOK, address.EntryEditions.At(e.ID))
	if strings.Contains(page, "đính chính") {
		t.Error("an addition is called a correction")
	}
	action, fields := sitetest.FormOf(t, page, releaseForm)
	send(t, verifier, http.StatusSeeOther, action, fields)
	now := h.Entry(t, e.ID)
	if now.Edition != 2 || now.Publication != registry.Published || len(now.Corrections) != 0 {
		t.Errorf("edition %d, %s, %d corrections", now.Edition, now.Publication, len(now.Corrections))
	}
}

// TestReleaseOfWhatWasSeen: a photo that came after the page was opened is not released
// unseen; the page is shown as it now is, with what was typed.
func TestReleaseOfWhatWasSeen(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := sealedStory(t, h, func(e *registry.Entry) { e.Content.Method = "Cách làm khác." })
	verifier := h.As(t, registry.Verifier)
	path := address.EntryEditions.At(e.ID)
	action, fields := sitetest.FormOf(t, see(t, verifier, http.StatusOK, path), releaseForm)
	fields.Set("reason", "Sửa cách làm cho đúng.")
	words := e.Photos[0].PhotoText
	words.Caption = "Tấm ảnh đến sau"
	err := h.DB.Update(t.Context(), h.Flow.Now(), func(tx *sqlite.Tx) error {
		p := e.Photos[0]
		p.PhotoText = words
		return tx.UpdatePhoto(p)
	})
	if err != nil {
		t.Fatal(err)
	}
	page := send(t, verifier, http.StatusConflict, action, fields)
	now := strings.Join(sitetest.Texts(t, page, ".diff__side--new"), " ")
	if !strings.Contains(now, "Tấm ảnh đến sau") || !strings.Contains(page, "Sửa cách làm cho đúng.") {
		t.Error("the page does not show what came meanwhile and what was typed")
	}
	if got := sitetest.Links(t, page, ".diff__pic img", "src"); len(got) != 2 {
		t.Errorf("the photo is shown by the pictures %v", got)
	}
	if h.Entry(t, e.ID).Edition != 1 {
		t.Fatal("it was released unseen")
	}
	rewrite(t, h, e.ID, func(e *registry.Entry) { e.ReturnReason = "việc nội bộ" })
	action, fields = sitetest.FormOf(t, page, releaseForm)
	send(t, verifier, http.StatusSeeOther, action, fields)
	send(t, verifier, http.StatusUnprocessableEntity, action, url.Values{"reason": {"Không xem."}})
}

// TestReleaseAsksAboutNumbers of persons that readers would get, and takes the answer.
func TestReleaseAsksAboutNumbers(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := sealedStory(t, h, func(e *registry.Entry) { e.Content.Body = "Gọi ông Bình 0912345678." })
	verifier := h.As(t, registry.Verifier)
	action, fields := sitetest.FormOf(t, see(t, verifier, http.StatusOK, address.EntryEditions.At(e.ID)), releaseForm)
	fields.Del("numbers_ok")
	page := send(t, verifier, http.StatusUnprocessableEntity, action, fields)
	if len(sitetest.Links(t, page, releaseForm+" [name='numbers_ok']", "name")) != 1 || h.Entry(t, e.ID).Edition != 1 {
		t.Error("a number of a person went out without a question")
	}
	fields.Set("numbers_ok", "1")
	send(t, verifier, http.StatusSeeOther, action, fields)
}

// TestEditionsByRole: who works on the entry compares and opens every edition, only who
// may publish is offered the release, and nobody outside learns of it.
func TestEditionsByRole(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := sealedStory(t, h, func(e *registry.Entry) { e.Content.Method = "Cách làm khác hẳn." })
	story, path, first := sitetest.StoryPath(e), address.EntryEditions.At(e.ID), address.EntryEdition.At(e.ID, 1)
	for _, role := range registry.Roles() {
		if role == registry.Visitor {
			continue
		}
		r := h.As(t, role)
		inside := role == registry.UnitStaff || role == registry.Verifier || role == registry.Admin || role == registry.Secretary
		code, _, page := r.Get(path)
		if (code == http.StatusOK) != inside {
			t.Errorf("%s: the comparison = %d", role, code)
		}
		offered := inside && len(sitetest.Texts(t, page, releaseForm)) == 1
		if offered != (role == registry.Verifier || role == registry.Admin) {
			t.Errorf("%s: offered to release: %v", role, offered)
		}
		code, _, page = r.Get(first)
		if (code == http.StatusOK) != inside || inside && strings.Contains(page, "Cách làm khác hẳn.") {
			t.Errorf("%s: edition 1 = %d, as it was: %v", role, code, !strings.Contains(page, "Cách làm khác hẳn."))
		}
		if code, _, page = r.Get(story); code != http.StatusOK || strings.Contains(page, path) != inside {
			t.Errorf("%s: the story = %d, says that it is behind: %v", role, code, strings.Contains(page, path))
		}
		if !offered {
			send(t, r, http.StatusForbidden, path, url.Values{"seen": {"x"}})
		}
	}
	if page := see(t, h.Reader(t), http.StatusOK, story); strings.Contains(page, path) || strings.Contains(page, "Hồ sơ đã đổi") ||
		!strings.Contains(page, "Bản 1, công bố ngày") {
		t.Error("a visitor learns that the dossier differs, or not which edition it is")
	}
	staff := h.As(t, registry.UnitStaff)
	kept := "Trang công khai đang giữ bản 1, duyệt ngày"
	if page := see(t, staff, http.StatusOK, address.Entry.At(e.ID)); !strings.Contains(page, kept) {
		t.Error("the unit does not read which edition is public")
	}
	rewrite(t, h, e.ID, func(e *registry.Entry) { e.Result = registry.ReportReturned })
	if page := see(t, staff, http.StatusOK, address.EntryReport.At(e.ID)); !strings.Contains(page, kept) {
		t.Error("the unit's form does not say which edition is public")
	}
}

// TestWaitingEditionsAreAQueue: a public story whose dossier differs is counted among the
// verifier's duties until it is released, and one that cannot be released is not.
func TestWaitingEditionsAreAQueue(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := sealedStory(t, h, func(*registry.Entry) {})
	verifier := h.As(t, registry.Verifier)
	const queue = address.Queue + "?hang=cong-bo"
	waits := func() (listed, counted bool) {
		page := see(t, verifier, http.StatusOK, queue)
		home := see(t, verifier, http.StatusOK, address.Desk)
		return strings.Contains(page, address.EntryEditions.At(e.ID)), strings.Contains(home, address.EntryEditions.At(e.ID))
	}
	for _, step := range []struct {
		name   string
		change func(*registry.Entry)
		want   bool
	}{
		{"as it was published", func(*registry.Entry) {}, false},
		{"changed", func(e *registry.Entry) { e.Content.Body = "Thêm." }, true},
		{"taken down", func(e *registry.Entry) { e.Publication = registry.Removed }, false},
		{"public again", func(e *registry.Entry) { e.Publication = registry.Published }, true},
		{"withdrawn", func(e *registry.Entry) { e.Registration = registry.Withdrawn }, false},
		{"accepted", func(e *registry.Entry) { e.Registration = registry.Accepted }, true},
		{"changed back", func(e *registry.Entry) { e.Content.Body = "" }, false},
	} {
		rewrite(t, h, e.ID, step.change)
		if listed, counted := waits(); listed != step.want || counted != step.want {
			t.Errorf("%s: in the queue %v, on the desk %v, want %v", step.name, listed, counted, step.want)
		}
	}
	see(t, h.As(t, registry.UnitStaff), http.StatusForbidden, queue)
}

// TestHistoryListsEditions with who sealed them and why; one from which a person was
// erased says so, and its words are gone.
func TestHistoryListsEditions(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := sealedStory(t, h, func(e *registry.Entry) { e.Content.Method = "Bà Nguyễn Thị Hoa vận động từng nhà." })
	verifier := h.As(t, registry.Verifier)
	action, fields := sitetest.FormOf(t, see(t, verifier, http.StatusOK, address.EntryEditions.At(e.ID)), releaseForm)
	fields.Set("reason", "Ghi rõ người làm.")
	send(t, verifier, http.StatusSeeOther, action, fields)
	page := see(t, verifier, http.StatusOK, address.EntryHistory.At(e.ID))
	for no := 1; no <= 2; no++ {
		if !slices.Contains(sitetest.Links(t, page, "main a", "href"), address.EntryEdition.At(e.ID, no)) {
			t.Errorf("the history does not lead to edition %d", no)
		}
	}
	if rows := sitetest.Texts(t, page, "table tbody tr"); len(rows) != 2 || !strings.Contains(rows[0], "Ghi rõ người làm.") ||
		!strings.Contains(rows[0], registry.DidEntryRelease.Label()) {
		t.Errorf("the editions in the history: %q", rows)
	}
	second := address.EntryEdition.At(e.ID, 2)
	if page := see(t, verifier, http.StatusOK, second); !strings.Contains(page, "Bà Nguyễn Thị Hoa") || strings.Contains(page, "đã xóa") {
		t.Error("edition 2 is not shown as it was")
	}
	err := h.DB.Update(t.Context(), h.Flow.Now(), func(tx *sqlite.Tx) error {
		return tx.EraseFromEditions(e.ID, registry.Wanted("Nguyễn Thị Hoa"), nil, true)
	})
	if err != nil {
		t.Fatal(err)
	}
	if page := see(t, verifier, http.StatusOK, second); strings.Contains(page, "Nguyễn Thị Hoa") || !strings.Contains(page, "Đã xóa") {
		t.Error("edition 2 does not say that a person was erased, or still names her")
	}
	see(t, verifier, http.StatusNotFound, address.EntryEdition.At(e.ID, 3))
	see(t, verifier, http.StatusNotFound, fmt.Sprint(address.EntryEditions.At(e.ID), "/x"))
}
