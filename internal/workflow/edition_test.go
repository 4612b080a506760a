package workflow_test

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/transfer"
	"danvankheo/internal/workflow/workflowtest"
)

// editions lists the editions of an entry.
func (h *house) editions(t *testing.T, id registry.EntryID) []edition.Edition {
	t.Helper()
	list, err := h.DB.EditionsOf(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func (h *house) newest(t *testing.T, id registry.EntryID) edition.Edition {
	t.Helper()
	list := h.editions(t, id)
	if len(list) == 0 {
		t.Fatal("no edition")
	}
	return list[len(list)-1]
}

// typeOn gives a public entry a photo and the figures of an unsent report.
func (h *house) typeOn(t *testing.T, id registry.EntryID, seed int64) {
	t.Helper()
	ctx := context.Background()
	e := must[registry.Entry](t)(h.DB.Entry(ctx, id))
	d := workflow.ReportDraft{Report: registry.Report{Impact: "gõ dở"}, Outcomes: append([]registry.Outcome{}, e.Content.Outcomes...)}
	for i := range d.Outcomes {
		d.Outcomes[i].Actual, d.Outcomes[i].Period, d.Outcomes[i].Source = "987654", "nam", "tu-khai"
	}
	must[registry.Entry](t)(h.SaveReport(ctx, h.Staff, id, 0, d))
	words := words
	words.TakenOn = "2026-03-01"
	must[registry.Photo](t)(h.AddPhoto(ctx, h.Staff, id, bytes.NewReader(phototest.NewJPEG(320, 240, seed, phototest.Options{})), words))
}

var story = registry.Story{Headline: "Con đường của xóm", Short: "Dân mở đường.", Medium: "Vừa.", Long: "Dài."}

// The clock publishes what was sealed when the hour was set: what its unit typed since
// waits, and nothing is sealed for it.
func TestTheClockSealsNothingNew(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := h.accepted(t)
	must[registry.Entry](t)(h.Publish(ctx, h.Verifier, e.ID, 0, h.Now().Add(time.Hour), false))
	first := h.newest(t, e.ID)
	h.typeOn(t, e.ID, 1)
	h.Time.Move(2 * time.Hour)
	for want := 1; want >= 0; want-- {
		if n, err := h.PublishDue(ctx); err != nil || n != want {
			t.Fatalf("published %d, %v; want %d", n, err, want)
		}
	}
	list := h.editions(t, e.ID)
	if len(list) != 1 || list[0].Hash != first.Hash || list[0].Publication != registry.Published || len(list[0].Photos) != 0 {
		t.Errorf("%d editions, %s, %d photos", len(list), list[0].Publication, len(list[0].Photos))
	}
}

// Who corrects the story has looked at the story: what the unit changed waits on.
func TestACorrectionSealsTheStoryAlone(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := h.accepted(t)
	must[registry.Entry](t)(h.Publish(ctx, h.Verifier, e.ID, 0, time.Time{}, false))
	h.typeOn(t, e.ID, 1)
	e = must[registry.Entry](t)(h.Correct(ctx, h.Verifier, e.ID, 0, story, "Sửa tên con đường."))
	d := h.newest(t, e.ID)
	if d.No != 2 || d.Headline() != story.Headline || len(d.Photos) != 0 || d.Deed != registry.DidEntryCorrect.String() ||
		d.Reason != "Sửa tên con đường." || len(d.Corrections) != 1 {
		t.Errorf("edition %d: %q, %d photos, %s, %q, %d corrections", d.No, d.Headline(), len(d.Photos), d.Deed, d.Reason, len(d.Corrections))
	}
	w, err := h.waiting(t, e.ID)
	if err != nil || len(w.Changes) == 0 || len(w.Next.Photos) != 1 || w.Newest.No != 2 {
		t.Errorf("waiting: %+v, %v", w.Changes, err)
	}
}

// A release seals what waits; when a fact changes that readers have, it is a correction
// and needs the words for them. What nobody confirmed is not released by it.
func TestReleases(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := h.accepted(t)
	_, err := h.Release(ctx, h.Verifier, e.ID, "", "")
	kindIs(t, "release of what is not public", err, registry.Conflict)
	e = must[registry.Entry](t)(h.Publish(ctx, h.Verifier, e.ID, 0, time.Time{}, false))
	_, err = h.Release(ctx, h.Verifier, e.ID, "", "Không có gì mới.")
	kindIs(t, "release of nothing", err, registry.Conflict)
	_, err = h.Release(ctx, h.Staff, e.ID, "", "Đơn vị tự đăng.")
	kindIs(t, "release by the unit", err, registry.Denied)
	h.typeOn(t, e.ID, 1)
	e = must[registry.Entry](t)(h.DB.Entry(ctx, e.ID))
	w, err := h.waiting(t, e.ID)
	if err != nil {
		t.Fatal(err)
	}
	if w.Corrects {
		_, err = h.Release(ctx, h.Verifier, e.ID, "", "")
		kindIs(t, "a correction without a word", err, registry.Invalid)
	}
	e = must[registry.Entry](t)(h.Release(ctx, h.Verifier, e.ID, "", "Thêm ảnh của đơn vị."))
	d := h.newest(t, e.ID)
	if d.No != 2 || len(d.Photos) != 1 || w.Corrects != (len(d.Corrections) == 1) || w.Corrects != (e.Publication == registry.Corrected) {
		t.Errorf("edition %d, %d photos, corrects %v, %d corrections, %s", d.No, len(d.Photos), w.Corrects, len(d.Corrections), e.Publication)
	}
	for _, o := range d.Content.Outcomes {
		if !o.Actual.Empty() || d.Report.Impact != "" {
			t.Errorf("released of an unsent report: %+v %q", o, d.Report.Impact)
		}
	}
	was := d
	err = h.Update(ctx, func(tx *sqlite.Tx) error { // as an open registration that is public could be written in
		x, err := tx.Entry(ctx, e.ID)
		if err != nil {
			return err
		}
		x.Content.Address = "Thôn Thượng"
		x.Content.Title = "Đường làng rộng hơn"
		return tx.UpdateEntry(&x)
	})
	if err != nil {
		t.Fatal(err)
	}
	if d = h.newest(t, e.ID); d.Hash != was.Hash {
		t.Error("writing sealed an edition")
	}
	_, err = h.Release(ctx, h.Verifier, e.ID, "", "")
	kindIs(t, "a corrected fact without a word", err, registry.Invalid)
	e = must[registry.Entry](t)(h.Release(ctx, h.Verifier, e.ID, "", "Sửa tên và địa chỉ."))
	d = h.newest(t, e.ID)
	if n := len(d.Corrections); d.No != 3 || n == 0 || d.Corrections[n-1].Text != "Sửa tên và địa chỉ." || e.Publication != registry.Corrected {
		t.Errorf("edition %d, %v, %s", d.No, d.Corrections, e.Publication)
	}
}

const importedRow = `{"ref":"KIN-1","unit_code":"07210-202507","title":"Giữ yên đường làng","field":"an-ninh","kind":"mo-hinh-tap-the","summary":"Dân góp công.",` +
	`"problem":"Đường tối.","goal":"Thắp 2 km.","approach":"Họp xóm.","address":"Thôn Hạ","beneficiaries":"120 hộ","lead":"Chi bộ",` +
	`"milestones":"Quý I.","outputs":"Đường sáng.","replicability":"Làm được.","start":"2026-02-01","review_on":"31/10/2026",` +
	`"contact_name":"Văn phòng","contact_phone":"0204 3854 123","pledge":true,"outcomes":[{"indicator":"ROAD_KM","value":2}]}`

// An entry marked "không đăng" is let out by no door: each one is tried on an entry that
// it would let out, once without the mark, to see that it is a door, and once with it.
func TestNoDoorLetsOutAMarkedEntry(t *testing.T) {
	t.Parallel()
	take := func(h *house, publish bool) error {
		r, err := h.Transfer.Import(context.Background(), h.Verifier, workflowtest.Rows(importedRow), transfer.ImportOptions{Publish: publish})
		if err == nil && r.Wrong > 0 {
			err = errors.New(r.Errors[0].Text)
		}
		return err
	}
	accepted := func(t *testing.T, h *house) registry.EntryID { t.Helper(); return h.accepted(t).ID }
	scheduled := func(t *testing.T, h *house) registry.EntryID {
		t.Helper()
		id := accepted(t, h)
		must[registry.Entry](t)(h.Publish(context.Background(), h.Verifier, id, 0, h.Now().Add(time.Hour), false))
		return id
	}
	public := func(t *testing.T, h *house) registry.EntryID {
		t.Helper()
		id := accepted(t, h)
		must[registry.Entry](t)(h.Publish(context.Background(), h.Verifier, id, 0, time.Time{}, false))
		h.typeOn(t, id, int64(id))
		return id
	}
	ctx := context.Background()
	doors := []struct {
		name string
		from func(*testing.T, *house) registry.EntryID
		do   func(*house, registry.EntryID) error
	}{
		{"publish", accepted, func(h *house, id registry.EntryID) error {
			return failed(h.Publish(ctx, h.Verifier, id, 0, time.Time{}, false))
		}},
		{"schedule", accepted, func(h *house, id registry.EntryID) error {
			return failed(h.Publish(ctx, h.Verifier, id, 0, h.Now().Add(time.Hour), true))
		}},
		{"publish again what was taken down", func(t *testing.T, h *house) registry.EntryID {
			id := public(t, h)
			must[registry.Entry](t)(h.Remove(ctx, h.Verifier, id, 0, "Gỡ để hỏi lại."))
			return id
		}, func(h *house, id registry.EntryID) error {
			return failed(h.Publish(ctx, h.Verifier, id, 0, time.Time{}, false))
		}},
		{"due", scheduled, func(h *house, _ registry.EntryID) error {
			h.Time.Move(2 * time.Hour)
			return failed(h.PublishDue(ctx))
		}},
		{"release", public, func(h *house, id registry.EntryID) error {
			return failed(h.Release(ctx, h.Verifier, id, "", "Thêm ảnh của đơn vị."))
		}},
		{"correct", public, func(h *house, id registry.EntryID) error {
			return failed(h.Correct(ctx, h.Verifier, id, 0, story, "Sửa tên con đường."))
		}},
		{"import -publish", func(t *testing.T, h *house) registry.EntryID {
			if err := take(h, false); err != nil {
				t.Fatal(err)
			}
			list, err := h.DB.EntriesAfter(ctx, 0, 10)
			if err != nil || len(list) != 1 {
				t.Fatal(len(list), err)
			}
			return list[0].ID
		}, func(h *house, _ registry.EntryID) error { return take(h, true) }},
	}
	for _, door := range doors {
		for _, marked := range []bool{false, true} {
			t.Run(door.name+map[bool]string{true: ", marked", false: ", open"}[marked], func(t *testing.T) {
				t.Parallel()
				h := newHouse(t)
				id := door.from(t, h)
				if marked { // in whatever state it is, past the door that marks
					err := h.Update(ctx, func(tx *sqlite.Tx) error {
						e, err := tx.Entry(ctx, id)
						if err != nil {
							return err
						}
						e.SecretField = true
						return tx.UpdateEntry(&e)
					})
					if err != nil {
						t.Fatal(err)
					}
				}
				before := must[registry.Entry](t)(h.DB.Entry(ctx, id))
				err := door.do(h, id)
				after := must[registry.Entry](t)(h.DB.Entry(ctx, id))
				let := after.Edition > before.Edition || after.Publication != before.Publication
				if let == marked {
					t.Errorf("let out %v: edition %d, then %d; %s, then %s; %v", let, before.Edition, after.Edition, before.Publication,
						after.Publication, err)
				}
			})
		}
	}
}

func failed[T any](_ T, err error) error { return err }

// waiting is what the verifier sees waiting for the next edition of an entry.
func (h *house) waiting(t *testing.T, id registry.EntryID) (edition.Waiting, error) {
	t.Helper()
	v, err := h.ReadEntry(context.Background(), h.Verifier, id, registry.View)
	if err != nil || v.Waiting == nil {
		return edition.Waiting{}, err
	}
	return *v.Waiting, nil
}

// A story whose entry ends before its hour does not come out.
func TestWhatEndsBeforeItsHourDoesNotComeOut(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	admin := h.Verifier
	admin.Role = registry.Admin
	stays := h.accepted(t)
	for name, end := range map[string]func(registry.EntryID) error{
		"merged": func(id registry.EntryID) error {
			return failed(h.Merge(ctx, h.Verifier, id, stays.ID, 0, "Trùng với mô hình kia."))
		},
		"withdrawn": func(id registry.EntryID) error {
			return failed(h.Withdraw(ctx, admin, id, 0, "Đơn vị đề nghị rút."))
		},
	} {
		e := h.accepted(t)
		at := h.Now().Add(time.Hour)
		must[registry.Entry](t)(h.Publish(ctx, h.Verifier, e.ID, 0, at, false))
		if err := end(e.ID); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		e = must[registry.Entry](t)(h.DB.Entry(ctx, e.ID))
		if e.Visible(at.Add(time.Minute)) {
			t.Errorf("%s: %s at its hour", name, e.Publication)
		}
	}
}

// Whoever revises a public story does not let out what its unit changed meanwhile: the
// revision waits with it to be compared, and readers are told when a fact that they have
// goes.
func TestARevisionWaitsWithWhatTheUnitChanged(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := h.accepted(t)
	h.typeOn(t, e.ID, 1) // a photo
	must[registry.Entry](t)(h.Publish(h.looked(t, e.ID, nil), h.Verifier, e.ID, 0, time.Time{}, false))
	e = must[registry.Entry](t)(h.DB.Entry(ctx, e.ID))
	if len(e.Photos) != 1 {
		t.Fatalf("%d photos", len(e.Photos))
	}
	if err := h.DeletePhoto(ctx, h.Staff, e.Photos[0].ID); err != nil {
		t.Fatal(err)
	}
	content := e.Content
	content.Summary += " Dân cùng làm."
	must[registry.Entry](t)(h.Revise(ctx, h.Verifier, e.ID, 0, workflow.Draft{Content: content}, "Sửa lỗi chính tả."))
	if d := h.newest(t, e.ID); d.No != 1 || len(d.Photos) != 1 || len(d.Corrections) != 0 {
		t.Errorf("a revision let out what waited: edition %d, %d photos", d.No, len(d.Photos))
	}
	_, err := h.Release(ctx, h.Verifier, e.ID, "", "")
	kindIs(t, "a photo taken away without a word", err, registry.Invalid)
	e = must[registry.Entry](t)(h.Release(ctx, h.Verifier, e.ID, "", "Đơn vị bỏ một ảnh."))
	if d := h.newest(t, e.ID); len(d.Photos) != 0 || len(d.Corrections) != 1 || e.Publication != registry.Corrected {
		t.Errorf("%d photos, %d corrections, %s", len(d.Photos), len(d.Corrections), e.Publication)
	}
}

// A unit that was named wrongly is part of what is sealed.
func TestAnotherUnitIsAnotherEdition(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := h.accepted(t)
	must[registry.Entry](t)(h.Publish(ctx, h.Verifier, e.ID, 0, time.Time{}, false))
	err := h.DB.Update(ctx, h.Now(), func(tx *sqlite.Tx) error {
		now, err := tx.Entry(ctx, e.ID)
		if err != nil {
			return err
		}
		now.Unit = "07228-202507"
		return tx.UpdateEntry(&now)
	})
	if err != nil {
		t.Fatal(err)
	}
	must[registry.Entry](t)(h.Release(ctx, h.Verifier, e.ID, "", "Sửa tên đơn vị cho đúng."))
	w, err := h.waiting(t, e.ID)
	if d := h.newest(t, e.ID); d.No != 2 || d.Unit != "07228-202507" || len(w.Changes) != 0 || err != nil {
		t.Errorf("edition %d of %s, %d waiting, %v", d.No, d.Unit, len(w.Changes), err)
	}
}
