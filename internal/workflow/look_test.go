package workflow_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// looked is the context of a verifier who has just opened the entry and lets these of its
// photos out; nil: all.
func (h *house) looked(t *testing.T, id registry.EntryID, photos []registry.PhotoID) context.Context {
	t.Helper()
	v, err := h.ReadEntry(context.Background(), h.Verifier, id, registry.View)
	if err != nil {
		t.Fatal(err)
	}
	if photos == nil {
		for _, p := range v.Entry.Photos {
			photos = append(photos, p.ID)
		}
	}
	return workflow.Looked(context.Background(), workflow.Look{Seen: v.Looks.Publish, Photos: photos})
}

// reported is an accepted entry with a photo that its verifier saw, and with one that
// came with the report that nobody has confirmed.
func (h *house) reported(t *testing.T) (e registry.Entry, seen, fresh registry.PhotoID) {
	t.Helper()
	ctx := context.Background()
	e = h.accepted(t)
	add := func(seed int64) registry.PhotoID {
		b := bytes.NewReader(phototest.NewJPEG(320, 240, seed, phototest.Options{}))
		return must[registry.Photo](t)(h.AddPhoto(ctx, h.Staff, e.ID, b, words)).ID
	}
	seen = add(int64(e.ID) * 10)
	e = must[registry.Entry](t)(h.DB.Entry(ctx, e.ID))
	// what the verifier revises has been in front of them
	e = must[registry.Entry](t)(h.Revise(ctx, h.Verifier, e.ID, 0, workflow.Draft{Content: e.Content}, "Đã xem lại hồ sơ."))
	fresh = add(int64(e.ID)*10 + 1)
	must[registry.Entry](t)(h.SaveReport(ctx, h.Staff, e.ID, 0, workflow.ReportDraft{Report: registry.Report{Impact: "Đi lại dễ."}}))
	err := h.Update(ctx, func(tx *sqlite.Tx) (err error) {
		if e, err = tx.Entry(ctx, e.ID); err == nil {
			e.Result = registry.ReportSent
			err = tx.UpdateEntry(&e)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return e, seen, fresh
}

func (h *house) shows(t *testing.T, id registry.EntryID, want ...registry.PhotoID) {
	t.Helper()
	d := h.newest(t, id)
	var got []registry.PhotoID
	for i := range d.Photos {
		got = append(got, d.Photos[i].ID)
	}
	if len(got) != len(want) {
		t.Fatalf("edition %d shows photos %v, want %v", d.No, got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("edition %d shows photos %v, want %v", d.No, got, want)
		}
	}
}

// Publishing and scheduling leave out the photos of a report that nobody confirmed, until
// who publishes names what they saw and lets them out.
func TestPhotosOfAnUnconfirmedReportStayInside(t *testing.T) {
	t.Parallel()
	for name, after := range map[string]time.Duration{"publish": 0, "schedule": time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, h := context.Background(), newHouse(t)
			at := func() (at time.Time) {
				if after > 0 {
					at = h.Now().Add(after)
				}
				return at
			}
			publish := func(ctx context.Context, id registry.EntryID) error {
				return failed(h.Publish(ctx, h.Verifier, id, 0, at(), false))
			}
			e, seen, fresh := h.reported(t)
			if err := publish(ctx, e.ID); err != nil {
				t.Fatal(err)
			}
			h.shows(t, e.ID, seen)
			if w, err := h.waiting(t, e.ID); err != nil || len(w.Changes) != 1 {
				t.Errorf("waiting %+v, %v; want the photo left out", w.Changes, err)
			}

			e, seen, fresh = h.reported(t)
			unnamed := workflow.Looked(ctx, workflow.Look{Photos: []registry.PhotoID{seen, fresh}})
			kindIs(t, "a photo that nobody reviewed, by who names nothing", publish(unnamed, e.ID), registry.Conflict)
			stale := h.looked(t, e.ID, nil)
			b := bytes.NewReader(phototest.NewJPEG(320, 240, 999, phototest.Options{}))
			must[registry.Photo](t)(h.AddPhoto(ctx, h.Verifier, e.ID, b, words))
			kindIs(t, "a photo that came meanwhile", publish(stale, e.ID), registry.Conflict)
			if err := publish(h.looked(t, e.ID, []registry.PhotoID{fresh}), e.ID); err != nil {
				t.Fatal(err)
			}
			h.shows(t, e.ID, fresh)
		})
	}
}

// What a unit types in its unsent report is not public by publishing, so that who
// publishes is not held up by it.
func TestTypingInAReportHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := h.accepted(t)
	look := h.looked(t, e.ID, nil)
	must[registry.Entry](t)(h.SaveReport(ctx, h.Staff, e.ID, 0, workflow.ReportDraft{Report: registry.Report{Impact: "gõ dở"}}))
	if _, err := h.Publish(look, h.Verifier, e.ID, 0, time.Time{}, false); err != nil {
		t.Error(err)
	}
}

// Confirming the report of a public story lets its photos out: who does names what they
// saw, and may leave some out.
func TestConfirmingNamesWhatWasSeen(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	confirm := func(ctx context.Context, id registry.EntryID) error {
		return failed(h.Confirm(ctx, h.Verifier, id, 0, true, ""))
	}
	look := func(id registry.EntryID, photos []registry.PhotoID) context.Context {
		v, err := h.ReadEntry(ctx, h.Verifier, id, registry.View)
		if err != nil {
			t.Fatal(err)
		}
		return workflow.Looked(ctx, workflow.Look{Seen: v.Looks.Confirm, Photos: photos})
	}
	for _, tc := range []struct {
		name string
		out  func(fresh registry.PhotoID) []registry.PhotoID
		both bool
	}{
		{"all", func(registry.PhotoID) []registry.PhotoID { return nil }, true},
		{"chosen", func(p registry.PhotoID) []registry.PhotoID { return []registry.PhotoID{p} }, true},
		{"none", func(registry.PhotoID) []registry.PhotoID { return []registry.PhotoID{} }, false},
	} {
		e, seen, fresh := h.reported(t)
		must[registry.Entry](t)(h.Publish(ctx, h.Verifier, e.ID, 0, time.Time{}, false))
		kindIs(t, "confirmed by who names nothing", confirm(ctx, e.ID), registry.Conflict)
		kindIs(t, "confirmed by who saw something else", confirm(h.looked(t, e.ID, nil), e.ID), registry.Conflict)
		if err := confirm(look(e.ID, tc.out(fresh)), e.ID); err != nil {
			t.Fatal(err)
		}
		want := []registry.PhotoID{seen}
		if tc.both {
			want = append(want, fresh)
		}
		h.shows(t, e.ID, want...)
		if d := h.newest(t, e.ID); d.No != 2 || d.Result != registry.Effective {
			t.Errorf("%s: edition %d, %s", tc.name, d.No, d.Result)
		}
	}
	e, _, _ := h.reported(t) // not public: nothing is let out, so nothing need be named
	if err := confirm(ctx, e.ID); err != nil {
		t.Error(err)
	}
}

// Of what is compared, the photos that are not chosen wait on, and a caption that is not
// chosen stays as readers have it.
func TestAReleaseLeavesOutWhatIsNotChosen(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e, seen, fresh := h.reported(t)
	must[registry.Entry](t)(h.Publish(ctx, h.Verifier, e.ID, 0, time.Time{}, false))
	only := func(photos ...registry.PhotoID) context.Context {
		return workflow.Looked(ctx, workflow.Look{Photos: append([]registry.PhotoID{}, photos...)})
	}
	_, err := h.Release(only(), h.Verifier, e.ID, "", "")
	kindIs(t, "a release of nothing", err, registry.Conflict)
	must[registry.Entry](t)(h.ReturnReport(ctx, h.Verifier, e.ID, 0, []string{"thieu-chi-tieu"}, "Sửa chú thích."))
	now := words
	now.Caption = "Chú thích sửa sau"
	d := workflow.ReportDraft{Report: registry.Report{Impact: "Đi lại dễ."}, Photos: []workflow.PhotoEdit{{ID: seen, PhotoText: now}}}
	must[registry.Entry](t)(h.SaveReport(ctx, h.Staff, e.ID, 0, d))
	if _, err = h.Release(only(fresh), h.Verifier, e.ID, "", ""); err != nil { // only added to: no note
		t.Fatal(err)
	}
	h.shows(t, e.ID, seen, fresh)
	if p := h.newest(t, e.ID).Photos[0]; p.Caption != words.Caption {
		t.Errorf("the caption that was not chosen is %q", p.Caption)
	}
	_, err = h.Release(only(seen), h.Verifier, e.ID, "", "")
	kindIs(t, "another caption without a note", err, registry.Invalid)
	must[registry.Entry](t)(h.Release(only(seen), h.Verifier, e.ID, "", "Sửa chú thích ảnh."))
	if p := h.newest(t, e.ID).Photos[0]; p.Caption != now.Caption {
		t.Errorf("the caption is %q", p.Caption)
	}
}

// A story that was taken down can be published again at once, not given an hour.
func TestWhatWasTakenDownGetsNoHour(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := h.accepted(t)
	must[registry.Entry](t)(h.Publish(ctx, h.Verifier, e.ID, 0, time.Time{}, false))
	must[registry.Entry](t)(h.Remove(ctx, h.Verifier, e.ID, 0, "Gỡ để hỏi lại."))
	_, err := h.Publish(ctx, h.Verifier, e.ID, 0, h.Now().Add(time.Hour), false)
	kindIs(t, "an hour for what was taken down", err, registry.Conflict)
	must[registry.Entry](t)(h.Publish(ctx, h.Verifier, e.ID, 0, time.Time{}, false))
}
