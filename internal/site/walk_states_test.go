package site_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// What is typed and not reviewed: a word and a figure that no edition has.
const (
	typedWord   = "gõdởzz"
	typedFigure = "987654"
)

// quoted is who speaks in the story that was confirmed.
const quoted = "Vũ Thị Hiếm Gặp"

// neighbourUnit is another unit than the one that types.
const neighbourUnit registry.UnitCode = "07228-202507"

// state is one in which an entry that readers have, or had, can still be written in.
type state struct {
	name  string
	edit  func(*registry.Entry)
	form  address.One[registry.EntryID] // what the unit types into, "" for none
	entry registry.Entry
}

func states(h *sitetest.House) []state {
	registered := func(r registry.Registration, result registry.Result, p registry.Publication) func(*registry.Entry) {
		return func(e *registry.Entry) {
			e.Registration, e.Result, e.Publication = r, result, p
			e.SentAt, e.AcceptedAt, e.PublishedAt = h.Flow.Now(), h.Flow.Now(), h.Flow.Now().Add(-time.Hour)
		}
	}
	reported := func(e *registry.Entry) {
		for i := range e.Content.Outcomes {
			e.Content.Outcomes[i].Actual = "12345"
		}
		e.Report.Impact = "Chữ báo cáo chưa xem"
	}
	with := func(fns ...func(*registry.Entry)) func(*registry.Entry) {
		return func(e *registry.Entry) {
			for _, fn := range fns {
				fn(e)
			}
		}
	}
	draft, report := address.Entry, address.EntryReport
	return []state{
		{"đăng ký nháp", registered(registry.Draft, registry.NoReport, registry.Published), draft, registry.Entry{}},
		{"đăng ký bị trả", registered(registry.Returned, registry.NoReport, registry.Corrected), draft, registry.Entry{}},
		{"chưa báo cáo", registered(registry.Accepted, registry.NoReport, registry.Published), report, registry.Entry{}},
		{"báo cáo gõ dở", with(registered(registry.Accepted, registry.ReportDraft, registry.Published), reported), report, registry.Entry{}},
		{"báo cáo bị trả", with(registered(registry.Accepted, registry.ReportReturned, registry.Corrected), reported), report, registry.Entry{}},
		{"đã xác nhận", with(registered(registry.Accepted, registry.Effective, registry.Published), func(e *registry.Entry) {
			for i := range e.Content.Outcomes {
				e.Content.Outcomes[i].Actual = e.Content.Outcomes[i].Target
			}
			e.ReportedAt, e.ConfirmedAt = h.Flow.Now(), h.Flow.Now()
			e.Story.Quote, e.Story.QuoteName, e.Story.QuoteTitle = "Có đường thì trẻ đến lớp.", "Bà "+quoted, "Trưởng thôn"
			e.Story.Long += "\n\nBà " + quoted + " hiến 120 m² đất."
		}), "", registry.Entry{}},
		{"hẹn giờ, báo chí xem trước", with(registered(registry.Accepted, registry.NoReport, registry.Scheduled), func(e *registry.Entry) {
			e.PublishAt, e.EmbargoForPress, e.PublishedAt = h.Flow.Now().Add(240*time.Hour), true, time.Time{}
		}), report, registry.Entry{}},
		{"đã gỡ", with(registered(registry.Accepted, registry.ReportDraft, registry.Removed), func(e *registry.Entry) {
			e.RemovedAt = h.Flow.Now().Add(-time.Minute)
		}), report, registry.Entry{}},
		{"báo chí nêu", with(registered(registry.Unregistered, registry.NoReport, registry.Published), func(e *registry.Entry) {
			e.Origin, e.Unit, e.Season, e.SentAt, e.AcceptedAt = registry.Reported, "", 2025, time.Time{}, time.Time{}
			e.Source = registry.Source{Title: "Việc làng", Publisher: "Báo Bắc Ninh", URL: "https://example.vn/viec-lang", Date: "2025-10-09"}
		}), "", registry.Entry{}},
	}
}

func walkWords(entry, n int) registry.PhotoText {
	return registry.PhotoText{
		Caption: fmt.Sprintf("Bà con góp công, ảnh %d-%d", entry, n), Alt: "Nhiều người làm đường", Author: "Hồng Nhung", TakenOn: "2026-03-12",
		Basis: registry.PublicActivity,
	}
}

// sealedIn makes an entry with photos and a document and seals it in a state.
func sealedIn(t *testing.T, h *sitetest.House, s *state, n int) {
	t.Helper()
	ctx, staff := t.Context(), h.ActorOf(t, registry.UnitStaff)
	c := testkit.CompleteContent()
	c.Title = fmt.Sprintf("Đường làng %d: %s", n, s.name)
	e, err := h.Flow.Create(ctx, staff, workflow.NewEntry{Season: 2026, Content: c})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		b := phototest.NewJPEG(640, 480, int64(100*n+i), phototest.Options{})
		if _, err := h.Flow.AddPhoto(ctx, staff, e.ID, bytes.NewReader(b), walkWords(n, i)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := h.Flow.AddFile(ctx, staff, e.ID, "van-ban.pdf", "", strings.NewReader("%PDF-1.7\n"+fmt.Sprint(e.ID))); err != nil {
		t.Fatal(err)
	}
	err = h.Flow.Update(ctx, func(tx *sqlite.Tx) error {
		if e, err = tx.Entry(ctx, e.ID); err != nil {
			return err
		}
		e.Story = registry.Story{
			Headline: c.Title, Short: "Dân góp đất mở đường.", Medium: "Chi bộ họp dân ba tối.", Long: "Bài dài.\n\nĐoạn hai.",
			Figures: [3]registry.KeyFigure{{Value: "2,4", Unit: "km", Label: "đường mở rộng"}},
		}
		s.edit(&e)
		if err := tx.UpdateEntry(&e); err != nil {
			return err
		}
		_, err := tx.Seal(&e, edition.Stamp{Name: "Thẩm định", Deed: registry.DidEntryPublish.String()})
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	s.entry = h.Entry(t, e.ID)
}

// typed gives a copy of an entry with every text of it written in and every figure
// changed.
func typed(e registry.Entry, round int) registry.Entry {
	e.Content.Outcomes = append([]registry.Outcome(nil), e.Content.Outcomes...)
	e.Content.Partners = append([]registry.Partner(nil), e.Content.Partners...)
	e.Content.Resources = append([]registry.Resource(nil), e.Content.Resources...)
	e.Photos = append([]registry.Photo(nil), e.Photos...)
	e.Report.Sites = []registry.Site{{Place: "Thôn Thượng"}}
	for _, x := range e.Texts() {
		if x.Input == registry.LineInput || x.Input == registry.TextInput {
			*x.At += fmt.Sprintf(" %s %d", typedWord, round)
		}
	}
	for i := range e.Content.Outcomes {
		o := &e.Content.Outcomes[i]
		o.Actual, o.Period, o.Source = typedFigure, "nam", "tu-khai"
	}
	e.Content.ContactPhone, e.Content.Households, e.Report.Surveyed = "0204 3999 999", typedFigure, typedFigure
	return e
}

// formOf writes what the unit typed as one of its long forms.
func formOf(s *state, e registry.Entry) url.Values {
	v := url.Values{"bieu-mau": {"dang-ky"}, "version": {fmt.Sprint(e.Version)}}
	if s.form == address.EntryReport {
		v.Set("bieu-mau", "bao-cao")
		sitetest.Encode(v, "", reflect.ValueOf(e.Report))
		sitetest.Encode(v, "", reflect.ValueOf(struct {
			List []registry.Outcome `json:"outcomes"`
		}{e.Content.Outcomes}))
	} else {
		sitetest.Encode(v, "", reflect.ValueOf(e.Content))
	}
	for _, p := range e.Photos {
		at, position := fmt.Sprintf("photos.%d.", p.ID), 1
		for _, o := range e.Photos {
			if o.ID > p.ID { // the newest comes first
				position++
			}
		}
		sitetest.Encode(v, at, reflect.ValueOf(p.PhotoText))
		v.Set(at+"position", fmt.Sprint(position))
	}
	return v
}

// typeInto does everything that the unit can do to one entry.
func typeInto(t *testing.T, h *sitetest.House, s *state, staff *sitetest.Reader, program *sitetest.Program) {
	t.Helper()
	if s.form == "" {
		return
	}
	id, path := s.entry.ID, s.form.At(s.entry.ID)
	if code, said := staff.Autosave(path, formOf(s, typed(h.Entry(t, id), 1))); code != http.StatusOK {
		t.Fatalf("%s: autosave %d %v", s.name, code, said)
	}
	staff.Want(http.StatusSeeOther, path, formOf(s, typed(h.Entry(t, id), 2)))
	if now := h.Entry(t, id); !strings.Contains(fmt.Sprint(now.Content, now.Report), typedWord) || now.Photos[0].ID != s.entry.Photos[1].ID {
		t.Fatalf("%s: nothing was typed or reordered", s.name)
	}
	a := program.Call("PUT", address.APIEntry.At(id), `{"goal":"`+typedWord+` qua API","households":"`+typedFigure+`"}`,
		"If-Match", fmt.Sprintf(`"%d"`, h.Entry(t, id).Version))
	if open := s.form == address.Entry; open != (a.Code == http.StatusOK) {
		t.Errorf("%s: PUT %d\n%.300s", s.name, a.Code, a.Text)
	}
	added := phototest.NewJPEG(320, 240, 7000+int64(id), phototest.Options{})
	for to, file := range map[string]sitetest.FormFile{
		address.EntryPhotos.At(id): {Field: "file", Name: "moi.jpg", Body: added},
		address.EntryFiles.At(id):  {Field: "document", Name: "moi.pdf", Body: []byte("%PDF-1.7\nmới " + fmt.Sprint(id))},
	} {
		if code, _, body := staff.SendFiles(to, "", nil, file); code != http.StatusSeeOther {
			t.Fatalf("%s: %s %d\n%.300s", s.name, to, code, body)
		}
	}
	photos := h.Entry(t, id).Photos
	if len(photos) != 3 {
		t.Fatalf("%s: %d photos after one was added", s.name, len(photos))
	}
	staff.Want(http.StatusSeeOther, address.PhotoDown.At(photos[0].ID), url.Values{})
	staff.Want(http.StatusSeeOther, address.PhotoDelete.At(s.entry.Photos[0].ID), url.Values{})
}

// answering is what units say about entries beside typing: links, joint work, whether a
// model lives on, requests of the press, a press story that is asked for.
type answering struct {
	confirmed, press, draft, returned registry.Entry
	follower                          registry.EntryID // of the other unit
	request                           int64
	other                             registry.Actor
}

// prepared asks the questions before the first reading.
func prepared(t *testing.T, h *sitetest.House, list []state) *answering {
	t.Helper()
	ctx := t.Context()
	a := &answering{other: testkit.Staff(t, h.Flow.Ledger(), 1, neighbourUnit)}
	for _, s := range list {
		switch s.name {
		case "đã xác nhận":
			a.confirmed = s.entry
		case "báo chí nêu":
			a.press = s.entry
		case "đăng ký nháp":
			a.draft = s.entry
		case "đăng ký bị trả":
			a.returned = s.entry
		}
	}
	err := h.Flow.Update(ctx, func(tx *sqlite.Tx) error {
		if _, err := tx.AskSurvival(a.confirmed.ID, 12); err != nil {
			return err
		}
		c := testkit.CompleteContent()
		c.Title = "Đường làng bên"
		e := registry.Entry{
			Season: 2026, Unit: neighbourUnit, Registration: registry.Draft, Publication: registry.Published,
			PublishedAt: h.Flow.Now().Add(-time.Hour), Content: c,
		}
		if err := testkit.Insert(tx, &e); err != nil {
			return err
		}
		a.follower = e.ID
		return spreading(tx, h, a.confirmed.ID)
	})
	if err != nil {
		t.Fatal(err)
	}
	r, err := h.Newsdesk.Ask(ctx, h.ActorOf(t, registry.Journalist), sqlite.PressRequest{
		Entry: a.confirmed.ID, Kind: registry.FigureRequest, Text: "Xin số liệu mới nhất của mô hình này.", ReplyTo: "0912 345 678",
	})
	if err != nil {
		t.Fatal(err)
	}
	a.request = r.ID
	return a
}

// spreading seals a story that learned from another, which agreed.
func spreading(tx *sqlite.Tx, h *sitetest.House, from registry.EntryID) error {
	c := testkit.CompleteContent()
	c.Title = "Đường làng học theo"
	e := registry.Entry{
		Season: 2026, Unit: neighbourUnit, Registration: registry.Accepted, Publication: registry.Published,
		AcceptedAt: h.Flow.Now(), PublishedAt: h.Flow.Now().Add(-time.Hour), Content: c,
	}
	if err := tx.InsertEntry(&e, 0, ""); err != nil {
		return err
	}
	l := registry.Link{To: from, Kind: registry.LearnsFrom, Confirmed: true, ConfirmedAt: h.Flow.Now()}
	if err := tx.PutLink(e.ID, l); err != nil {
		return err
	}
	e.Links = []registry.Link{l}
	_, err := tx.Seal(&e, edition.Stamp{Name: "Thẩm định", Deed: registry.DidEntryPublish.String()})
	return err
}

// answer does all of it, and what is typed into the registration of a press story that
// was asked for and given to the unit.
func (a *answering) answer(t *testing.T, h *sitetest.House, staff *sitetest.Reader) {
	t.Helper()
	ctx, unit, office := context.Background(), h.ActorOf(t, registry.UnitStaff), h.ActorOf(t, registry.Verifier)
	steps := []struct {
		name string
		do   func() error
	}{
		{"survival", func() error {
			return h.Followup.AnswerSurvival(ctx, unit, a.confirmed.ID, 12, registry.Stopped, typedWord)
		}},
		{"link asked", func() error { return h.Flow.LinkTo(ctx, a.other, a.follower, a.confirmed.ID) }},
		{"link confirmed", func() error { return h.Flow.ConfirmLink(ctx, unit, a.confirmed.ID, a.follower) }},
		{"link of a draft", func() error { return h.Flow.LinkTo(ctx, unit, a.draft.ID, a.follower) }},
		{"link to an own one", func() error { return h.Flow.LinkTo(ctx, unit, a.returned.ID, a.confirmed.ID) }},
		{"confirmed by the other", func() error { return h.Flow.ConfirmLink(ctx, a.other, a.follower, a.draft.ID) }},
		{"co-owner", func() error { return h.Flow.NameCoOwner(ctx, unit, a.draft.ID, neighbourUnit) }},
		{"co-owner joins", func() error { return h.Flow.AnswerJoint(ctx, a.other, a.draft.ID, true, "") }},
		{"request", func() error {
			return h.Newsdesk.Answer(ctx, unit, a.request, "Số mới là "+typedFigure+", "+typedWord)
		}},
	}
	for _, s := range steps {
		if err := s.do(); err != nil {
			t.Fatalf("%s: %v %v", s.name, err, registry.FieldsOf(err))
		}
	}
	c, _, err := h.Flow.AskClaim(ctx, unit, a.press.ID, "Tổ dân phố của phường làm từ 2024.")
	if err == nil {
		c, err = h.Flow.AcceptClaim(ctx, office, c.ID, 2025)
	}
	if err != nil {
		t.Fatal(err)
	}
	claimed := state{name: "bản đăng ký nhận về", form: address.Entry, entry: h.Entry(t, c.Registration)}
	path := claimed.form.At(claimed.entry.ID)
	if code, said := staff.Autosave(path, formOf(&claimed, typed(claimed.entry, 1))); code != http.StatusOK {
		t.Fatalf("%s: autosave %d %v", claimed.name, code, said)
	}
	staff.Want(http.StatusSeeOther, path, formOf(&claimed, typed(h.Entry(t, claimed.entry.ID), 2)))
	h.AddPhoto(t, claimed.entry.ID, 9000)
}
