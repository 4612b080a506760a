package workflow_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// pressStory is a public story that the press reported of a unit in a year.
func (h *house) pressStory(t *testing.T, unit registry.UnitCode, y registry.Year) registry.Entry {
	t.Helper()
	e := registry.Entry{
		Origin: registry.Reported, Registration: registry.Unregistered, Publication: registry.Published, Unit: unit, Season: y,
		PublishedAt: h.Now(), Source: registry.Source{URL: "https://example.vn/bai", Publisher: "Báo Bắc Giang", Date: "2025-10-09"},
	}
	e.Content.Title, e.Content.Field, e.Content.Summary = "Ngày Chủ nhật xanh", "kinh-te", "Cả xã ra quân mỗi sáng chủ nhật."
	if err := h.DB.Update(context.Background(), h.Now(), func(tx *sqlite.Tx) error { return tx.InsertEntry(&e, 0, "") }); err != nil {
		t.Fatal(err)
	}
	return e
}

// other is a person of a unit that has nothing to do with the house's.
func (h *house) other(t *testing.T) registry.Actor {
	return testkit.Staff(t, h.Ledger(), 9, "07228-202507")
}

func (h *house) entry(t *testing.T, id registry.EntryID) registry.Entry {
	t.Helper()
	return must[registry.Entry](t)(h.DB.Entry(context.Background(), id))
}

func (h *house) ask(t *testing.T, a registry.Actor, id registry.EntryID) registry.Claim {
	t.Helper()
	c, _, err := h.AskClaim(context.Background(), a, id, "Mô hình của đơn vị, đang làm tiếp.")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Asking changes nothing of the reported entry: it stays the press's, at its address,
// in its year, in the same version.
func TestAskingChangesNothing(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := h.pressStory(t, "07210", 0)
	shown := h.PublicGeneration()
	_, _, err := h.AskClaim(ctx, h.other(t), e.ID, "Mô hình của chúng tôi.")
	kindIs(t, "asking for another unit's", err, registry.Denied)
	_, _, err = h.AskClaim(ctx, h.Staff, e.ID, " ")
	kindIs(t, "asking without a reason", err, registry.Invalid)
	_, _, err = h.AskClaim(ctx, h.Verifier, e.ID, "Thay đơn vị.")
	kindIs(t, "asking by the office", err, registry.Denied)
	c, fresh, err := h.AskClaim(ctx, h.Staff, e.ID, "Mô hình của phường, đang làm tiếp.")
	if err != nil || !fresh {
		t.Fatal(fresh, err)
	}
	twice, fresh, err := h.AskClaim(ctx, h.Staff, e.ID, "Gửi lại vì mạng yếu.")
	if err != nil || fresh || twice.ID != c.ID {
		t.Errorf("asked twice: %d, %d, fresh %v, %v", c.ID, twice.ID, fresh, err)
	}
	now := h.entry(t, e.ID)
	if now.Version != e.Version || now.Origin != registry.Reported || now.Season != 0 || now.Slug != e.Slug || now.Unit != e.Unit {
		t.Errorf("after asking: %+v", now)
	}
	if h.PublicGeneration() != shown {
		t.Error("asking made public pages stale")
	}
}

// A public story of no known unit may be asked for by any unit; one that nobody may
// read is not there.
func TestClaimOfAnUnknownUnit(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := h.pressStory(t, "", 2024)
	h.ask(t, h.Staff, e.ID)
	h.ask(t, h.other(t), e.ID)
	if now := h.entry(t, e.ID); now.Unit != "" || now.Origin != registry.Reported {
		t.Errorf("asked for: unit %q, %v", now.Unit, now.Origin)
	}
	hidden := h.pressStory(t, "", 2024)
	if _, err := h.Remove(ctx, h.Verifier, hidden.ID, 0, "Gỡ để xem lại."); err != nil {
		t.Fatal(err)
	}
	_, _, err := h.AskClaim(ctx, h.Staff, hidden.ID, "Mô hình của phường.")
	kindIs(t, "asking for a story that was taken down", err, registry.NotFound)
}

// Accepting makes a registration of its own, prefilled; the press page stays, and the
// others who asked read why they were declined.
func TestAcceptedClaimLeavesThePressPage(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := h.pressStory(t, "", 0)
	pic := bytes.NewReader(phototest.NewJPEG(640, 480, 1, phototest.Phone()))
	must[registry.Photo](t)(h.AddPhoto(ctx, h.Verifier, e.ID, pic, words))
	e = h.entry(t, e.ID)
	mine, theirs := h.ask(t, h.Staff, e.ID), h.ask(t, h.other(t), e.ID)
	_, err := h.AcceptClaim(ctx, h.Staff, mine.ID, 2025)
	kindIs(t, "accepting one's own", err, registry.Denied)
	_, err = h.AcceptClaim(ctx, h.Verifier, mine.ID, 0)
	kindIs(t, "accepting without a year", err, registry.Invalid)
	got := must[registry.Claim](t)(h.AcceptClaim(ctx, h.Verifier, mine.ID, 2025))
	r := h.entry(t, got.Registration)
	if r.Season != 2025 || r.Unit != h.Staff.Unit || r.Origin != registry.Registered || r.Registration != registry.Draft ||
		r.Model != e.Model || r.Content.Title != e.Content.Title || r.Content.Summary != e.Content.Summary || r.Content.Pledge ||
		r.Source != e.Source || len(r.Photos) != 1 || r.Visible(h.Now()) {
		t.Errorf("the registration: %+v", r)
	}
	if now := h.entry(t, e.ID); now.Version != e.Version || now.Season != 0 || !now.Visible(h.Now()) || now.Slug != e.Slug {
		t.Errorf("the press entry: %+v", now)
	}
	lost := must[registry.Claim](t)(h.DB.Claim(ctx, theirs.ID))
	if lost.State != registry.ClaimDeclined || !strings.Contains(lost.Note, h.Ledger().Name(h.Staff.Unit)) {
		t.Errorf("the other's claim: %v %q", lost.State, lost.Note)
	}
	_, _, err = h.AskClaim(ctx, h.other(t), e.ID, "Vẫn là của chúng tôi.")
	kindIs(t, "asking for what was accepted", err, registry.Conflict)
	_, err = h.Merge(ctx, h.Verifier, e.ID, r.ID, 0, "Gộp bài báo vào đăng ký.")
	kindIs(t, "merging the press page away", err, registry.Conflict)
	// every keystroke of the draft stays inside
	d := workflow.Draft{Content: testkit.CompleteContent()}
	r = must[registry.Entry](t)(h.Save(ctx, h.Staff, r.ID, r.Version, d))
	if now := h.entry(t, e.ID); now.Version != e.Version || now.Content.Title == d.Content.Title {
		t.Errorf("typing changed the press entry: %q", now.Content.Title)
	}
}

// The registration that is accepted and published takes over the page: its address
// and every earlier one lead to it, the year is the verifier's, the press entry is
// kept as its source.
func TestRegistrationTakesOverThePage(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name      string
		of, as    registry.Year
		scheduled bool
	}{{"same year", 2025, 2025, false}, {"year unknown to the source", 0, 2025, false}, {"by the clock", 2025, 2025, true}} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			ctx, h, entry := context.Background(), newHouse(t), must[registry.Entry](t)
			e := h.pressStory(t, "", tc.of)
			first := e.Slug
			e = entry(h.Correct(ctx, h.Verifier, e.ID, 0, registry.Story{Headline: "Chủ nhật xanh ở xã"}, "Sửa tiêu đề cho đúng."))
			second := e.Slug
			c := must[registry.Claim](t)(h.AcceptClaim(ctx, h.Verifier, h.ask(t, h.Staff, e.ID).ID, tc.as))
			r := h.entry(t, c.Registration)
			d := workflow.Draft{Content: testkit.CompleteContent()}
			r = entry(h.Submit(ctx, h.Staff, r.ID, r.Version, &d))
			r = entry(h.Accept(ctx, h.Verifier, r.ID, r.Version))
			if now := h.entry(t, e.ID); !now.Visible(h.Now()) {
				t.Error("the press page left before the registration was published")
			}
			at := time.Time{}
			if tc.scheduled {
				at = h.Now().Add(time.Hour)
			}
			r = entry(h.Publish(ctx, h.Verifier, r.ID, r.Version, at, false))
			if tc.scheduled {
				if now := h.entry(t, e.ID); !now.Visible(h.Now()) {
					t.Error("the press page left before the hour")
				}
				h.Time.Move(time.Hour)
				if n, err := h.PublishDue(ctx); n != 1 || err != nil {
					t.Fatal(n, err)
				}
			}
			for _, slug := range []registry.Slug{first, second} {
				now := entry(h.DB.EntryAt(ctx, tc.of, string(slug)))
				if now.ID != r.ID || now.Season != tc.as {
					t.Errorf("address %d/%s leads to entry %d of %d, want %d", tc.of, slug, now.ID, now.Season, r.ID)
				}
			}
			r = h.entry(t, r.ID)
			d1 := h.newest(t, r.ID)
			if list := h.editions(t, r.ID); len(list) != 1 || d1.Slug != second || !d1.Since().Equal(r.PublishedAt) {
				t.Errorf("%d editions, the newest at %s since %v, published %v", len(list), d1.Slug, d1.Since(), r.PublishedAt)
			}
			if at, err := h.DB.EditionAt(ctx, tc.as, string(second)); err != nil || at.ID != r.ID || at.Slug != second {
				t.Errorf("readers of the address have %d at %s, %v", at.ID, at.Slug, err)
			}
			if list, err := h.DB.PublicAfter(ctx, r.ID-1, 1, h.Now()); err != nil || len(list) != 1 || list[0].Slug != second {
				t.Errorf("lists lead to %+v, %v", list, err)
			}
			if r.Slug != second || r.Source.Publisher != "Báo Bắc Giang" {
				t.Errorf("address %s, source %q", r.Slug, r.Source.Publisher)
			}
			if now := h.entry(t, e.ID); now.Registration != registry.Merged || now.MergedInto != r.ID || now.Visible(h.Now()) ||
				now.Origin != registry.Reported {
				t.Errorf("the press entry: %v into %d, %v", now.Registration, now.MergedInto, now.Publication)
			}
		})
	}
}

// An acceptance is undone, or the registration taken back, with the text kept; then
// the press page is free to be asked for again.
func TestClaimIsGivenBack(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	claim := must[registry.Claim](t)
	for _, tc := range []struct {
		name string
		back func(c registry.Claim) error
		want registry.ClaimState
	}{
		{"undone by the verifier", func(c registry.Claim) error {
			_, err := h.UndoClaim(ctx, h.Verifier, c.ID, "Giao nhầm đơn vị.", workflow.StoryUnsaid)
			return err
		}, registry.ClaimUndone},
		{"withdrawn by the unit", func(c registry.Claim) error {
			_, err := h.Withdraw(ctx, h.Staff, c.Registration, 0, "Không làm nữa.")
			return err
		}, registry.ClaimWithdrawn},
		{"merged by the verifier", func(c registry.Claim) error {
			_, err := h.Merge(ctx, h.Verifier, c.Registration, h.accepted(t).ID, 0, "Cùng một mô hình.")
			return err
		}, registry.ClaimUndone},
	} {
		e := h.pressStory(t, "07210", 2025)
		c := claim(h.AcceptClaim(ctx, h.Verifier, h.ask(t, h.Staff, e.ID).ID, 2025))
		r := h.entry(t, c.Registration)
		d := workflow.Draft{Content: testkit.CompleteContent()}
		r = must[registry.Entry](t)(h.Submit(ctx, h.Staff, r.ID, r.Version, &d))
		if err := tc.back(c); err != nil {
			t.Fatalf("%s: %v", tc.name, err)
		}
		c = claim(h.DB.Claim(ctx, c.ID))
		if now := h.entry(t, e.ID); c.State != tc.want || !now.Visible(h.Now()) || now.Registration != registry.Unregistered {
			t.Errorf("%s: claim %v, page %v %v", tc.name, c.State, now.Publication, now.Registration)
		}
		if now := h.entry(t, r.ID); now.Content.Title != d.Content.Title || now.Registration == registry.Sent {
			t.Errorf("%s: the text %q, %v", tc.name, now.Content.Title, now.Registration)
		}
		h.ask(t, h.Staff, e.ID)
	}
}

// A claim that waits is withdrawn by its unit alone, and declined with a reason.
func TestClaimIsWithdrawnOrDeclined(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := h.pressStory(t, "", 2025)
	c := h.ask(t, h.Staff, e.ID)
	_, err := h.WithdrawClaim(ctx, h.other(t), c.ID)
	kindIs(t, "another unit's claim", err, registry.NotFound)
	_, err = h.WithdrawClaim(ctx, h.Verifier, c.ID)
	kindIs(t, "withdrawing for the unit", err, registry.Denied)
	c = must[registry.Claim](t)(h.WithdrawClaim(ctx, h.Staff, c.ID))
	_, err = h.AcceptClaim(ctx, h.Verifier, c.ID, 2025)
	kindIs(t, "accepting what was withdrawn", err, registry.Conflict)
	c = h.ask(t, h.Staff, e.ID)
	_, err = h.DeclineClaim(ctx, h.Verifier, c.ID, "")
	kindIs(t, "declining without a reason", err, registry.Invalid)
	c = must[registry.Claim](t)(h.DeclineClaim(ctx, h.Verifier, c.ID, "Mô hình của xã bên cạnh."))
	if c.State != registry.ClaimDeclined || c.DecidedName == "" || c.Note == "" {
		t.Errorf("declined: %+v", c)
	}
}
