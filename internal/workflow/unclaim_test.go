package workflow_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// takenOver is a press story that a unit asked for, got, registered as year as, and
// whose page its published registration took over; between runs before the latter is
// published.
func (h *house) takenOver(t *testing.T, e registry.Entry, as registry.Year, between func()) (c registry.Claim, r registry.Entry) {
	t.Helper()
	ctx, entry := context.Background(), must[registry.Entry](t)
	c = must[registry.Claim](t)(h.AcceptClaim(ctx, h.Verifier, h.ask(t, h.Staff, e.ID).ID, as))
	d := workflow.Draft{Content: testkit.CompleteContent()}
	r = entry(h.Submit(ctx, h.Staff, c.Registration, h.entry(t, c.Registration).Version, &d))
	r = entry(h.Accept(ctx, h.Verifier, r.ID, r.Version))
	if between != nil {
		between()
	}
	h.Time.Move(time.Hour)
	r = entry(h.Publish(ctx, h.Verifier, r.ID, 0, time.Time{}, false))
	h.Time.Move(time.Hour)
	return must[registry.Claim](t)(h.DB.Claim(ctx, c.ID)), r
}

// at is the entry whose newest edition readers have at an address.
func (h *house) at(t *testing.T, y registry.Year, slug registry.Slug) registry.EntryID {
	t.Helper()
	d, err := h.DB.EditionAt(context.Background(), y, string(slug))
	if err != nil {
		t.Fatal(err)
	}
	return d.ID
}

func (h *house) sealed(t *testing.T, e registry.Entry) registry.Entry {
	t.Helper()
	ctx := context.Background()
	err := h.DB.Update(ctx, h.Now(), func(tx *sqlite.Tx) error {
		_, err := tx.Seal(&e, edition.Stamp{Name: "Nhập"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return h.entry(t, e.ID)
}

// The page that a registration took over is given back at any later time: the press
// version at its addresses in a new edition, the registration its unit's still, as a
// model of its own, where the reviewer says.
func TestTakenPageIsGivenBack(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name     string
		of, as   registry.Year
		renamed  bool // the registration got another headline since
		down     bool // and was taken down before
		own      workflow.OwnStory
		public   bool // the registration, afterwards
		sameSlug bool // it keeps the address that it had
	}{
		{"kept public, same year", 2025, 2025, false, false, workflow.StoryStays, true, false},
		{"kept public, year unknown to the source", 0, 2025, false, false, workflow.StoryStays, true, true},
		{"kept public under its own headline", 2025, 2025, true, false, workflow.StoryStays, true, true},
		{"taken down with it", 2025, 2025, false, false, workflow.StoryDown, false, false},
		{"taken down before", 2025, 2025, false, true, workflow.StoryUnsaid, false, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			ctx, h, entry := context.Background(), newHouse(t), must[registry.Entry](t)
			e := h.sealed(t, h.pressStory(t, "", tc.of))
			first := e.Slug
			e = entry(h.Correct(ctx, h.Verifier, e.ID, 0, registry.Story{Headline: "Chủ nhật xanh ở xã"}, "Sửa tiêu đề cho đúng."))
			c, r := h.takenOver(t, e, tc.as, nil)
			if tc.renamed {
				r = entry(h.Correct(ctx, h.Verifier, r.ID, 0, registry.Story{Headline: "Tên riêng của đơn vị"}, "Đặt tên theo đơn vị."))
			}
			if tc.down {
				r = entry(h.Remove(ctx, h.Verifier, r.ID, 0, "Đơn vị xin gỡ."))
			} else {
				_, err := h.UndoClaim(ctx, h.Verifier, c.ID, "Báo viết về thôn khác.", workflow.StoryUnsaid)
				kindIs(t, "undoing without a word about the unit's story", err, registry.Invalid)
			}
			_, err := h.UndoClaim(ctx, h.Staff, c.ID, "Đơn vị tự hoàn tác.", tc.own)
			kindIs(t, "undoing by the unit", err, registry.Denied)
			c = must[registry.Claim](t)(h.UndoClaim(ctx, h.Verifier, c.ID, "Báo viết về thôn khác.", tc.own))
			now, own := h.entry(t, e.ID), h.entry(t, r.ID)
			if now.Registration != registry.Unregistered || now.MergedInto != 0 || !now.Visible(h.Now()) || now.RemoveReason != "" {
				t.Errorf("the press entry: %v into %d, %v %q", now.Registration, now.MergedInto, now.Publication, now.RemoveReason)
			}
			if now.Slug != e.Slug || now.Season != e.Season || now.Edition != e.Edition+1 {
				t.Errorf("the press page is %d/%s edition %d, was %d/%s edition %d", now.Season, now.Slug, now.Edition, e.Season, e.Slug, e.Edition)
			}
			for _, slug := range []registry.Slug{first, e.Slug} {
				if got := h.at(t, tc.of, slug); got != e.ID {
					t.Errorf("%d/%s leads to entry %d, want the press's %d", tc.of, slug, got, e.ID)
				}
			}
			if got := h.at(t, own.Season, own.Slug); got != r.ID {
				t.Errorf("the registration's own address leads to %d", got)
			}
			if own.Registration != registry.Accepted || own.Unit != h.Staff.Unit || own.Visible(h.Now()) != tc.public ||
				own.Model == e.Model || own.Source.URL != "" || (own.Slug == r.Slug) != tc.sameSlug {
				t.Errorf("the registration: %v of %s, %v, model %d beside %d, source %q, address %s (was %s)", own.Registration, own.Unit,
					own.Publication, own.Model, e.Model, own.Source.URL, own.Slug, r.Slug)
			}
			d := must[edition.Edition](t)(h.DB.Edition(ctx, r.ID))
			if d.Source.URL != "" || d.Slug != own.Slug || d.Model != own.Model {
				t.Errorf("its edition: source %q, address %s, model %d", d.Source.URL, d.Slug, d.Model)
			}
			for _, x := range []registry.EntryID{e.ID, r.ID} {
				if n, err := h.DB.WaitingChanges(ctx, x); n != 0 || err != nil {
					t.Errorf("entry %d: %d changes wait, %v", x, n, err)
				}
			}
			if c.State != registry.ClaimUndone || c.Note == "" {
				t.Errorf("the claim: %v %q", c.State, c.Note)
			}
			h.ask(t, h.other(t), e.ID)
			if tc.down { // published again it does not take the page again
				own = entry(h.Publish(ctx, h.Verifier, r.ID, 0, time.Time{}, false))
				press := h.entry(t, e.ID)
				if !press.Visible(h.Now()) || h.at(t, own.Season, own.Slug) != r.ID || h.at(t, tc.of, e.Slug) != e.ID {
					t.Error("published again, the registration took the page again")
				}
			}
			h.CheckDeeds(t)
		})
	}
}

// What goes with the page goes over with it and returns: awards, collections and
// followers; what came to the registration since stays there.
func TestWhatGoesWithThePage(t *testing.T) {
	t.Parallel()
	ctx, h, entry := context.Background(), newHouse(t), must[registry.Entry](t)
	e := h.sealed(t, h.pressStory(t, "07210", 2025))
	award := func(id registry.EntryID, number string) {
		t.Helper()
		err := h.DB.Update(ctx, h.Now(), func(tx *sqlite.Tx) error {
			act := registry.Act{Level: "tinh", Form: "bang-khen", Number: number, Date: "2025-11-02", Issuer: "UBND tỉnh"}
			if err := tx.InsertCommendation(id, registry.Commendation{Act: act}, 1); err != nil {
				return err
			}
			return tx.InsertRecognition(id, registry.Recognition{Act: act}, 1)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	award(e.ID, "12/QĐ")
	// a follower that is public and says so in its edition
	f := entry(h.Create(ctx, h.other(t), workflow.NewEntry{Season: 2026, From: e.ID, Content: testkit.CompleteContent()}))
	d := workflow.Draft{Content: testkit.CompleteContent()}
	f = entry(h.Submit(ctx, h.other(t), f.ID, f.Version, &d))
	f = entry(h.Accept(ctx, h.Verifier, f.ID, f.Version))
	if err := h.ConfirmLink(ctx, h.Staff, e.ID, f.ID); err != nil {
		t.Fatal(err)
	}
	f = entry(h.Publish(ctx, h.Verifier, f.ID, 0, time.Time{}, false))

	leads := func(when string, to registry.EntryID) {
		t.Helper()
		now := must[edition.Edition](t)(h.DB.Edition(ctx, f.ID))
		if len(now.Links) != 1 || now.Links[0].To != to || !now.Links[0].Confirmed {
			t.Errorf("%s: the follower's edition leads to %v, want %d", when, now.Links, to)
		}
		if list, err := h.DB.EditionFollowers(ctx, to); err != nil || len(list) != 1 || list[0] != f.ID {
			t.Errorf("%s: followers of %d in public: %v, %v", when, to, list, err)
		}
		if list, err := h.DB.Followers(ctx, to); err != nil || len(list) != 1 || list[0] != f.ID {
			t.Errorf("%s: followers of %d: %v, %v", when, to, list, err)
		}
		if n, err := h.DB.WaitingChanges(ctx, f.ID); n != 0 || err != nil {
			t.Errorf("%s: %d changes of the follower wait, %v", when, n, err)
		}
	}
	numbers := func(id registry.EntryID) string {
		var out []string
		x := must[edition.Edition](t)(h.DB.Edition(ctx, id))
		for _, k := range x.Commendations {
			out = append(out, k.Number)
		}
		for _, k := range x.Recognitions {
			out = append(out, k.Number)
		}
		return strings.Join(out, " ")
	}
	for _, sealedBetween := range []bool{false, true} {
		leads("before", e.ID)
		c, r := h.takenOver(t, e, 2025, nil)
		leads("taken over", r.ID)
		if got := numbers(r.ID); got != "12/QĐ 12/QĐ" {
			t.Errorf("the registration shows the awards %q", got)
		}
		award(r.ID, "99/QĐ")
		f = entry(h.Correct(ctx, h.Verifier, f.ID, 0, registry.Story{Headline: f.Headline() + " mới"}, "Sửa tiêu đề bài."))
		leads("after a correction of the follower", r.ID)
		if sealedBetween { // the follower's next edition is sealed with the registration's name
			c := h.entry(t, f.ID).Content
			c.Title += " bổ sung"
			f = entry(h.Revise(ctx, h.Verifier, f.ID, 0, workflow.Draft{Content: c}, "Bổ sung tên mô hình."))
			leads("after a new edition of the follower", r.ID)
		}
		sealed := h.entry(t, f.ID).Edition
		must[registry.Claim](t)(h.UndoClaim(ctx, h.Verifier, c.ID, "Báo viết về thôn khác.", workflow.StoryDown))
		leads("given back", e.ID)
		if got := h.entry(t, f.ID).Edition; (got > sealed) != sealedBetween { // links that still name the press entry stay sealed
			t.Errorf("given back, the follower has edition %d, it had %d", got, sealed)
		}
		if press, own := numbers(e.ID), numbers(r.ID); press != "12/QĐ 12/QĐ" || own != "99/QĐ 99/QĐ" {
			t.Errorf("given back: the press page shows %q, the registration %q", press, own)
		}
	}
}

// A photo that was taken down while the registration had the page stays down, and a
// page that readers did not have when it was taken over is not made public.
func TestGivingBackPublishesNothingNew(t *testing.T) {
	t.Parallel()
	ctx, h, entry := context.Background(), newHouse(t), must[registry.Entry](t)
	e := h.pressStory(t, "07210", 2025)
	must[registry.Photo](t)(h.AddPhoto(ctx, h.Verifier, e.ID, bytes.NewReader(phototest.NewJPEG(640, 480, 1, phototest.Phone())), words))
	e = h.sealed(t, h.entry(t, e.ID))
	c, r := h.takenOver(t, e, 2025, nil)
	if err := h.TakeDownPhoto(ctx, h.Verifier, r.Photos[0].ID, true, "Người trong ảnh xin gỡ."); err != nil {
		t.Fatal(err)
	}
	must[registry.Claim](t)(h.UndoClaim(ctx, h.Verifier, c.ID, "Báo viết về thôn khác.", workflow.StoryStays))
	if d := must[edition.Edition](t)(h.DB.Edition(ctx, e.ID)); len(d.Photos) != 0 {
		t.Errorf("a photo that was taken down is public again: %v", d.Photos)
	}

	for name, hide := range map[string]func(e, r registry.Entry){
		"taken down before it was taken over": func(e, _ registry.Entry) { entry(h.Remove(ctx, h.Verifier, e.ID, 0, "Gỡ để xem lại.")) },
		"marked as not to be published":       nil,
	} {
		e := h.sealed(t, h.pressStory(t, "07210", 2025))
		c, r := h.takenOver(t, e, 2025, func() {
			if hide != nil {
				hide(e, registry.Entry{})
			}
		})
		if hide == nil {
			entry(h.Classify(ctx, h.Verifier, e.ID, 0, true))
		}
		must[registry.Claim](t)(h.UndoClaim(ctx, h.Verifier, c.ID, "Báo viết về thôn khác.", workflow.StoryDown))
		if now := h.entry(t, e.ID); now.Visible(h.Now()) || now.Registration != registry.Unregistered || now.Slug != e.Slug {
			t.Errorf("%s: %v %v at %s (registration %d)", name, now.Publication, now.Registration, now.Slug, r.ID)
		}
	}
}

// An acceptance whose registration was accepted but not published is undone: the
// registration stays its unit's and never takes the page over.
func TestUndoBeforeThePageIsTaken(t *testing.T) {
	t.Parallel()
	ctx, h, entry := context.Background(), newHouse(t), must[registry.Entry](t)
	e := h.sealed(t, h.pressStory(t, "07210", 2025))
	c := must[registry.Claim](t)(h.AcceptClaim(ctx, h.Verifier, h.ask(t, h.Staff, e.ID).ID, 2025))
	d := workflow.Draft{Content: testkit.CompleteContent()}
	r := entry(h.Submit(ctx, h.Staff, c.Registration, h.entry(t, c.Registration).Version, &d))
	r = entry(h.Accept(ctx, h.Verifier, r.ID, r.Version))
	must[registry.Claim](t)(h.UndoClaim(ctx, h.Verifier, c.ID, "Giao nhầm đơn vị.", workflow.StoryUnsaid))
	r = entry(h.Publish(ctx, h.Verifier, r.ID, 0, time.Time{}, false))
	if now := h.entry(t, e.ID); !now.Visible(h.Now()) || r.Model == now.Model || r.Source.URL != "" || h.at(t, 2025, e.Slug) != e.ID {
		t.Errorf("press %v at %d, registration of model %d, source %q", now.Publication, h.at(t, 2025, e.Slug), r.Model, r.Source.URL)
	}
}

// In a locked year an acceptance whose draft would be withdrawn stays, and a page that
// was taken over is given back all the same: publishing and taking down act in every
// year.
func TestUndoInALockedYear(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e, other := h.sealed(t, h.pressStory(t, "07210", 2026)), h.sealed(t, h.pressStory(t, "07210", 2026))
	c, _ := h.takenOver(t, e, 2026, nil)
	draft := must[registry.Claim](t)(h.AcceptClaim(ctx, h.Verifier, h.ask(t, h.Staff, other.ID).ID, 2026))
	s := h.Season(2026)
	s.Closed = true
	if err := h.Reference.SaveSeason(ctx, registry.Actor{Account: 3, Role: registry.Admin}, s); err != nil {
		t.Fatal(err)
	}
	h.Time.Move(s.Grace() + time.Minute)
	_, err := h.UndoClaim(ctx, h.Verifier, draft.ID, "Giao nhầm đơn vị.", workflow.StoryUnsaid)
	kindIs(t, "withdrawing a draft of a locked year", err, registry.Conflict)
	must[registry.Claim](t)(h.UndoClaim(ctx, h.Verifier, c.ID, "Báo viết về thôn khác.", workflow.StoryDown))
}
