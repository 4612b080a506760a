package workflow_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/transfer"
	"danvankheo/internal/workflow/workflowtest"
)

// lock shuts a season, and lets its grace pass.
func (h *house) lock(t *testing.T, y registry.Year) {
	t.Helper()
	s := h.Season(y)
	s.Closed = true
	admin := registry.Actor{Account: 7, Name: "Quản trị", Role: registry.Admin}
	if err := h.Reference.SaveSeason(context.Background(), admin, s); err != nil {
		t.Fatal(err)
	}
	h.Time.Move(s.Grace() + time.Minute)
}

// scene is what the doors are tried on: entries of a locked year in the states in
// which the rights table lets each door open.
type scene struct {
	h                              *house
	draft, sent, reporting         registry.EntryID // of the unit
	joint, origin, follower, press registry.EntryID
	photo, second                  registry.PhotoID
	file                           registry.AttachmentID
	claim                          registry.ClaimID
}

const pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"

func newScene(t *testing.T) *scene {
	t.Helper()
	ctx, h, entry := context.Background(), newHouse(t), must[registry.Entry](t)
	s := &scene{h: h}
	make := func(a registry.Actor) registry.Entry {
		return entry(h.Create(ctx, a, workflow.NewEntry{Season: 2026, Content: testkit.CompleteContent()}))
	}
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	draft := make(h.Staff)
	s.draft = draft.ID
	s.photo = must[registry.Photo](t)(h.AddPhoto(ctx, h.Staff, s.draft, jpeg(1), words)).ID
	s.second = must[registry.Photo](t)(h.AddPhoto(ctx, h.Staff, s.draft, jpeg(9), words)).ID
	s.file = must[registry.Attachment](t)(h.AddFile(ctx, h.Staff, s.draft, "a.pdf", "", strings.NewReader(pdf))).ID
	do(h.NameCoOwner(ctx, h.Staff, s.draft, "07228-202507"))
	s.origin = h.accepted(t).ID
	do(h.LinkTo(ctx, h.Staff, s.draft, s.origin))
	sent := make(h.Staff)
	sent = entry(h.Submit(ctx, h.Staff, sent.ID, sent.Version, nil))
	s.sent, s.reporting = sent.ID, h.accepted(t).ID
	theirs := make(h.other(t))
	s.joint = theirs.ID
	do(h.NameCoOwner(ctx, h.other(t), s.joint, h.Staff.Unit))
	if _, ok := h.OpenedSeason(2026); !ok {
		do(h.Reference.OpenSeason(ctx, registry.Actor{Account: 7, Name: "Quản trị", Role: registry.Admin}, 2026))
	}
	_, err := h.Followup.SaveSelfReport(ctx, h.Staff, 2026, 0, registry.SelfText{Leadership: "Lưu từ trước"})
	do(err)
	// another unit's draft learns from the house's published model
	public := entry(h.Publish(ctx, h.Verifier, s.origin, 0, time.Time{}, false))
	s.follower = entry(h.Create(ctx, h.other(t), workflow.NewEntry{Season: 2026, From: public.ID})).ID
	s.press = h.pressStory(t, "", 2026).ID
	s.claim = h.ask(t, h.other(t), s.press).ID
	return s
}

func jpeg(seed int64) *bytes.Reader {
	return bytes.NewReader(phototest.NewJPEG(640, 480, seed, phototest.Phone()))
}

// doors are all that anybody can do that changes a year's record, as the house's unit
// or the office does it.
func (s *scene) doors() map[registry.Deed]func(context.Context, registry.Actor) error {
	h := s.h
	d := workflow.Draft{Content: registry.Content{Title: "Chữ gõ khi năm đã khóa"}}
	err1 := func(_ registry.Entry, err error) error { return err }
	return map[registry.Deed]func(context.Context, registry.Actor) error{
		registry.DidEntryCreate: func(ctx context.Context, a registry.Actor) error {
			return err1(h.Create(ctx, a, workflow.NewEntry{Season: 2026, Unit: h.Staff.Unit}))
		},
		registry.DidEntrySave: func(ctx context.Context, a registry.Actor) error { return err1(h.Save(ctx, a, s.draft, 0, d)) },
		registry.DidEntrySend: func(ctx context.Context, a registry.Actor) error { return err1(h.Submit(ctx, a, s.draft, 0, nil)) },
		registry.DidEntryWithdraw: func(ctx context.Context, a registry.Actor) error {
			return err1(h.Withdraw(ctx, a, s.sent, 0, "Không làm nữa."))
		},
		registry.DidEntryMerge: func(ctx context.Context, a registry.Actor) error {
			return err1(h.Merge(ctx, a, s.sent, s.reporting, 0, "Cùng một mô hình."))
		},
		registry.DidEntrySaveReport: func(ctx context.Context, a registry.Actor) error {
			return err1(h.SaveReport(ctx, a, s.reporting, 0, workflow.ReportDraft{Report: registry.Report{Lessons: "Bài học"}}))
		},
		registry.DidEntrySendReport: func(ctx context.Context, a registry.Actor) error {
			return err1(h.SendReport(ctx, a, s.reporting, 0, nil))
		},
		registry.DidEntryImport: s.importRow,
		registry.DidEntryNameCoOwner: func(ctx context.Context, a registry.Actor) error {
			return h.NameCoOwner(ctx, a, s.sent, "07228-202507")
		},
		registry.DidEntryDropCoOwner: func(ctx context.Context, a registry.Actor) error {
			return h.DropCoOwner(ctx, a, s.draft, "07228-202507")
		},
		registry.DidEntryAnswerJoint: func(ctx context.Context, a registry.Actor) error { return h.AnswerJoint(ctx, a, s.joint, true, "") },
		registry.DidEntryLink:        func(ctx context.Context, a registry.Actor) error { return h.LinkTo(ctx, a, s.draft, s.reporting) },
		registry.DidEntryUnlink:      func(ctx context.Context, a registry.Actor) error { return h.Unlink(ctx, a, s.draft, s.origin) },
		registry.DidEntryConfirmLink: func(ctx context.Context, a registry.Actor) error {
			return h.ConfirmLink(ctx, a, s.origin, s.follower)
		},
		registry.DidClaimAsk: func(ctx context.Context, a registry.Actor) error {
			_, _, err := h.AskClaim(ctx, a, s.press, "Mô hình của phường.")
			return err
		},
		registry.DidClaimAccept: func(ctx context.Context, a registry.Actor) error {
			_, err := h.AcceptClaim(ctx, a, s.claim, 2026)
			return err
		},
		registry.DidPhotoAdd: func(ctx context.Context, a registry.Actor) error {
			_, err := h.AddPhoto(ctx, a, s.draft, jpeg(2), words)
			return err
		},
		registry.DidPhotoDelete: func(ctx context.Context, a registry.Actor) error { return h.DeletePhoto(ctx, a, s.photo) },
		registry.DidPhotoMove:   func(ctx context.Context, a registry.Actor) error { return h.MovePhoto(ctx, a, s.second, -1) },
		registry.DidFileAdd: func(ctx context.Context, a registry.Actor) error {
			_, err := h.AddFile(ctx, a, s.draft, "b.pdf", "", strings.NewReader(pdf+"%b"))
			return err
		},
		registry.DidFileDelete: func(ctx context.Context, a registry.Actor) error { return h.DeleteFile(ctx, a, s.file) },
		registry.DidSurvivalAnswer: func(ctx context.Context, a registry.Actor) error {
			return h.Followup.AnswerSurvival(ctx, a, s.reporting, 12, registry.Kept, "")
		},
		registry.DidSelfReportSave: func(ctx context.Context, a registry.Actor) error {
			_, err := h.Followup.SaveSelfReport(ctx, a, 2026, 1, registry.SelfText{Leadership: "Chữ"})
			return err
		},
		registry.DidSelfReportSend: func(ctx context.Context, a registry.Actor) error {
			_, err := h.Followup.SendSelfReport(ctx, a, 2026, 1, registry.SelfText{Leadership: "Lưu từ trước"})
			return err
		},
	}
}

// importRow takes a registration of the locked year in; a wrong row is the refusal.
func (s *scene) importRow(ctx context.Context, a registry.Actor) error {
	row := fmt.Sprintf(`{"ref":"x1","year":2026,"unit_code":"%s","title":"Từ tệp","field":"kinh-te","kind":"mo-hinh-tap-the"}`,
		s.h.Staff.Unit)
	report, err := s.h.Transfer.Import(ctx, a, workflowtest.Rows(row), transfer.ImportOptions{})
	if err != nil || report.Wrong == 0 {
		return err
	}
	return registry.Errorf(registry.Conflict, "%s", report.Errors[0].Text)
}

// Every deed that changes a year's record is refused in a locked year, at its own
// door and to every role that may do it in an open one; the others never ask.
func TestLockedYearIsLockedAtEveryDoor(t *testing.T) {
	t.Parallel()
	ctx, s := context.Background(), newScene(t)
	h := s.h
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	do(h.DB.Update(ctx, h.Now(), func(tx *sqlite.Tx) error { _, err := tx.AskSurvival(s.reporting, 12); return err }))
	h.lock(t, 2026)
	admin := registry.Actor{Account: 7, Name: "Quản trị", Role: registry.Admin}
	doors := s.doors()
	for _, did := range registry.Deeds() {
		door := doors[did]
		if (did.YearLock() != registry.Unlocked) != (door != nil) {
			t.Errorf("%s: lock %q, but a door in this test: %v", did, did.YearLock(), door != nil)
			continue
		}
		if door == nil {
			continue
		}
		refused := 0
		for _, a := range []registry.Actor{h.Staff, h.Verifier, admin} {
			err := door(ctx, a)
			locked := registry.KindOf(err) == registry.Conflict && strings.Contains(registry.MessageOf(err), "Năm 2026 đã khóa")
			if locked {
				refused++
			}
			switch kind := registry.KindOf(err); {
			case locked != did.LockedTo(a) && kind != registry.Denied && kind != registry.NotFound:
				t.Errorf("%s as %s in a locked year: %v", did, a.Role, err)
			case kind == registry.Internal:
				t.Errorf("%s as %s: %v", did, a.Role, err)
			}
		}
		if refused == 0 {
			t.Errorf("%s was refused to nobody because of the year", did)
		}
	}
	if e := h.entry(t, s.draft); e.Content.Title != testkit.CompleteContent().Title || e.Registration != registry.Draft {
		t.Errorf("the draft: %q, %v", e.Content.Title, e.Registration)
	}
}

// The office still judges what was sent in time, an extension opens the year for its
// unit, and another year's entries are untouched by the lock.
func TestLockLeavesTheOfficeAndOtherYears(t *testing.T) {
	t.Parallel()
	ctx, s := context.Background(), newScene(t)
	h, entry := s.h, must[registry.Entry](t)
	_, err := h.Create(ctx, h.Staff, workflow.NewEntry{Season: 2019})
	kindIs(t, "a year that was never opened", err, registry.Conflict)
	if err := h.Reference.EnsureSeason(ctx, 2025); err != nil {
		t.Fatal(err)
	}
	later := entry(h.Create(ctx, h.Staff, workflow.NewEntry{Season: 2025}))
	h.lock(t, 2026)
	if e := entry(h.Accept(ctx, h.Verifier, s.sent, 0)); e.Registration != registry.Accepted {
		t.Error(e.Registration)
	}
	if err := h.TakeDownPhoto(ctx, h.Verifier, s.photo, true, "Có người xin gỡ."); err != nil {
		t.Error(err)
	}
	if _, err := h.AddPhoto(ctx, h.Staff, later.ID, jpeg(3), words); err != nil {
		t.Errorf("a photo of another year: %v", err)
	}
	v := must[workflow.FormView](t)(h.ReadForm(ctx, h.Staff, s.draft, registry.Edit))
	if !strings.Contains(v.Locked, "Năm 2026 đã khóa") {
		t.Errorf("the form says %q", v.Locked)
	}
	x := registry.Extension{Season: 2026, Unit: h.Staff.Unit, Reason: "Bão", Until: registry.DateOf(h.Now().AddDate(0, 0, 3))}
	if err := h.DB.Update(ctx, h.Now(), func(tx *sqlite.Tx) error { return tx.PutExtension(x, h.Verifier) }); err != nil {
		t.Fatal(err)
	}
	if _, err := h.AddPhoto(ctx, h.Staff, s.draft, jpeg(4), words); err != nil {
		t.Errorf("a photo under an extension: %v", err)
	}
	v = must[workflow.FormView](t)(h.ReadForm(ctx, h.Staff, s.draft, registry.Edit))
	if v.Locked != "" || !slices.ContainsFunc(v.Extensions, func(y registry.Extension) bool { return y.Reason == "Bão" }) {
		t.Errorf("under an extension the form says %q", v.Locked)
	}
}
