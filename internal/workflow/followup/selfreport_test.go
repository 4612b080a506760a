package followup_test

import (
	"context"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

func fullSelf() registry.SelfText {
	t := registry.SelfText{Approver: "Chủ tịch"}
	for _, p := range registry.SelfPoints() {
		t.Set(p.Name, "Đã làm.")
		if p.Mark != "" {
			t.Set(p.Mark, "tot")
		}
	}
	return t
}

func TestSelfReport(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	self := must[registry.SelfReport](t)
	_, err := h.SelfReport(ctx, h.Verifier, 2026)
	kindIs(t, "read by the office as a unit", err, registry.Denied)

	r := self(h.SaveSelfReport(ctx, h.Staff, 2026, 0, registry.SelfText{Leadership: "Một nửa câu", Documents: "chưa biết"}))
	if r.Version != 1 || r.State != registry.SelfDraft {
		t.Errorf("draft %+v", r)
	}
	if same := self(h.SaveSelfReport(ctx, h.Staff, 2026, 0, r.Text)); same.Version != 1 {
		t.Error("the same words are a new version")
	}
	_, err = h.SaveSelfReport(ctx, h.Staff, 2026, 0, registry.SelfText{Leadership: "Từ máy khác"})
	kindIs(t, "another text on an old version", err, registry.Conflict)
	if now := self(h.SelfReport(ctx, h.Staff, 2026)); now.Text.Leadership != "Một nửa câu" {
		t.Errorf("kept %q", now.Text.Leadership)
	}

	broken := fullSelf()
	broken.Limits, broken.Documents, broken.EthicsMark = "", "nhiều", ""
	_, err = h.SendSelfReport(ctx, h.Staff, 2026, 1, broken)
	wrong := registry.FieldsOf(err)
	if wrong.For("limits") == "" || wrong.For("documents") == "" || wrong.For("ethics_mark") == "" || len(wrong) != 3 {
		t.Errorf("wrong fields %v", wrong)
	}
	if now := self(h.SelfReport(ctx, h.Staff, 2026)); now.Version != 2 || now.Text.Documents != "nhiều" ||
		now.State != registry.SelfDraft {
		t.Errorf("what could not be sent was not kept: %+v", now)
	}
	r = self(h.SendSelfReport(ctx, h.Staff, 2026, 2, fullSelf()))
	if r.State != registry.SelfSent || r.FirstSent.IsZero() {
		t.Errorf("sent %+v", r)
	}
	if twice := self(h.SendSelfReport(ctx, h.Staff, 2026, 2, fullSelf())); twice.Version != r.Version {
		t.Error("sent twice")
	}
	_, err = h.SaveSelfReport(ctx, h.Staff, 2026, r.Version, registry.SelfText{})
	kindIs(t, "edit of what was sent", err, registry.Conflict)

	_, err = h.JudgeSelfReport(ctx, h.Staff, r.ID, r.Version, registry.SelfAccepted, "")
	kindIs(t, "accepted by the unit", err, registry.Denied)
	_, err = h.JudgeSelfReport(ctx, h.Verifier, r.ID, r.Version, registry.SelfReturned, "")
	if registry.FieldsOf(err).For("reason") == "" {
		t.Errorf("returned without a reason: %v", err)
	}
	first := r.FirstSent
	h.Time.Move(time.Hour)
	r = self(h.JudgeSelfReport(ctx, h.Verifier, r.ID, r.Version, registry.SelfReturned, "Ghi rõ số liệu đối thoại."))
	r = self(h.SendSelfReport(ctx, h.Staff, 2026, r.Version, fullSelf()))
	if r.State != registry.SelfSent || !r.FirstSent.Equal(first) || r.SentAt.Equal(first) {
		t.Errorf("sent again: %+v", r)
	}
	r = self(h.JudgeSelfReport(ctx, h.Verifier, r.ID, r.Version, registry.SelfAccepted, ""))
	if r.State != registry.SelfAccepted {
		t.Errorf("accepted: %v", r.State)
	}
}

// A closed year takes nothing more, and says that the words are not lost.
func TestSelfReportOfClosedYear(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	s := h.Season(2026)
	s.Closed = true
	if err := h.Reference.SaveSeason(ctx, h.Verifier, s); err != nil {
		t.Fatal(err)
	}
	h.Time.Move(24 * time.Hour)
	_, err := h.SaveSelfReport(ctx, h.Staff, 2026, 0, fullSelf())
	kindIs(t, "save in a closed year", err, registry.Conflict)
}

// A unit is asked once after 12 months and once after 24, and answers once.
func TestSurvival(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	ids := h.Fill(t, 2026, 2)
	asked := must[int](t)
	if n := asked(h.AskSurvival(ctx)); n != 0 {
		t.Errorf("asked %d at once", n)
	}
	h.Time.Move(366 * 24 * time.Hour)
	if n := asked(h.AskSurvival(ctx)); n != 2 {
		t.Errorf("asked %d after a year, want 2", n)
	}
	if n := asked(h.AskSurvival(ctx)); n != 0 {
		t.Errorf("asked %d again", n)
	}
	e := must[registry.Entry](t)(h.DB.Entry(ctx, ids[0]))
	own := testkit.Staff(t, h.Ledger(), 7, e.Unit)
	kindIs(
		t,
		"answer of another unit",
		h.AnswerSurvival(
			ctx,
			testkit.Staff(t, h.Ledger(), 8, must[registry.Entry](t)(h.DB.Entry(ctx, ids[1])).Unit),
			ids[0],
			12,
			registry.Kept,
			"",
		),
		registry.NotFound,
	)
	kindIs(t, "no answer", h.AnswerSurvival(ctx, own, ids[0], 12, registry.Unanswered, ""), registry.Invalid)
	kindIs(t, "answer to what was not asked", h.AnswerSurvival(ctx, own, ids[0], 24, registry.Kept, ""), registry.Conflict)
	if err := h.AnswerSurvival(ctx, own, ids[0], 12, registry.Spread, "Thêm hai thôn."); err != nil {
		t.Fatal(err)
	}
	kindIs(t, "second answer", h.AnswerSurvival(ctx, own, ids[0], 12, registry.Stopped, ""), registry.Conflict)
	h.Time.Move(366 * 24 * time.Hour)
	if n := asked(h.AskSurvival(ctx)); n != 2 {
		t.Errorf("asked %d after two years, want 2", n)
	}
	old := h.Fill(t, 2025, 1)
	h.Time.Move(3 * 366 * 24 * time.Hour)
	if n := asked(h.AskSurvival(ctx)); n != 0 || len(must[[]registry.Survival](t)(h.DB.Survivals(ctx, old[0]))) != 0 {
		t.Errorf("asked %d about a model of long ago", n)
	}
	list := must[[]registry.Survival](t)(h.DB.Survivals(ctx, ids[0]))
	if len(list) != 2 || list[0].Fate != registry.Spread || list[1].Months != 24 || list[1].Fate != registry.Unanswered {
		t.Errorf("answers %+v", list)
	}
}
