package judging

import (
	"context"
	"fmt"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// Seat is a round with the place of one actor in it.
type Seat struct {
	Round    evaluation.Round
	Position evaluation.Position
	Actor    registry.Actor
}

const noRound = "Không tìm thấy đợt xét này."

// Seat finds what the actor is in a round; a round in which they are nothing is
// NotFound. The secretariat's roles are clerks of every round they are not
// appointed to otherwise.
func (f *Flow) Seat(ctx context.Context, a registry.Actor, id evaluation.RoundID) (s Seat, err error) {
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		s, err = readSeat(ctx, rx, a, id)
		return err
	})
	return s, err
}

func readSeat(ctx context.Context, rx *sqlite.Rx, a registry.Actor, id evaluation.RoundID) (Seat, error) {
	if err := workflow.Authorize(a, registry.CouncilArea); err != nil {
		return Seat{}, err
	}
	r, err := rx.Round(ctx, id)
	if err != nil {
		return Seat{}, err
	}
	list, err := rx.Appointees(ctx, id)
	if err != nil {
		return Seat{}, err
	}
	return seatOf(a, r, list)
}

func seatOf(a registry.Actor, r evaluation.Round, list []evaluation.Appointee) (Seat, error) {
	s := Seat{Round: r, Actor: a}
	for _, p := range list {
		if p.Account == a.Account {
			s.Position = p.Position
		}
	}
	if s.Position == evaluation.Outsider && a.MayEnter(registry.SecretariatArea) {
		s.Position = evaluation.Clerk
	}
	if s.Position == evaluation.Outsider {
		return s, registry.Errorf(registry.NotFound, noRound)
	}
	return s, nil
}

// May reports whether the actor may do something in the active phase.
func (s Seat) May(d evaluation.Deed) bool { return s.Round.Phase.Allows(d, s.Position) }

func (s Seat) need(d evaluation.Deed) error {
	if s.May(d) {
		return nil
	}
	return registry.Errorf(
		registry.Denied,
		"Ở bước “%s”, %s không làm được việc này.",
		s.Round.Phase.Label(),
		lowerFirstRune(s.Position.Label()),
	)
}

func lowerFirstRune(s string) string {
	r := []rune(s)
	if len(r) > 0 && r[0] < 128 {
		r[0] |= 0x20
	} else if len(r) > 0 && r[0] == 'Ủ' {
		r[0] = 'ủ'
	}
	return string(r)
}

func roundObject(id evaluation.RoundID) string { return fmt.Sprintf("round:%d", id) }

// Rounds lists the rounds that the actor has a place in.
func (f *Flow) Rounds(ctx context.Context, a registry.Actor) ([]evaluation.Round, error) {
	if err := workflow.Authorize(a, registry.CouncilArea); err != nil {
		return nil, err
	}
	if a.MayEnter(registry.SecretariatArea) {
		return f.DB.Rounds(ctx)
	}
	return f.DB.RoundsOf(ctx, a.Account)
}

// inRound runs one deed of a round in a transaction, after the table of rights.
func (f *Flow) inRound(
	ctx context.Context,
	a registry.Actor,
	id evaluation.RoundID,
	d evaluation.Deed,
	fn func(tx *sqlite.Tx, s Seat) error,
) error {
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		s, err := readSeat(ctx, &tx.Rx, a, id)
		if err != nil {
			return err
		}
		if err := s.need(d); err != nil {
			return err
		}
		return fn(tx, s)
	})
}

// OpenRound begins a round and brings the season's registered entries before it.
func (f *Flow) OpenRound(ctx context.Context, a registry.Actor, r evaluation.Round) (evaluation.Round, error) {
	if err := workflow.Authorize(a, registry.SecretariatArea); err != nil {
		return r, err
	}
	r.Title, r.Decision, r.Phase = registry.CleanText(r.Title), registry.CleanText(r.Decision), evaluation.Eligibility
	if err := r.Check(); err != nil {
		return r, err
	}
	entries, err := f.eligibleField(ctx, r.Season)
	if err != nil {
		return r, err
	}
	err = f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.InsertRound(&r); err != nil {
			return err
		}
		if err := tx.InsertPhase(r.ID, r.Phase, a, "Mở đợt xét"); err != nil {
			return err
		}
		for _, e := range entries {
			if err := tx.PutCandidate(r.ID, e.ID, f.groupOf(e.Unit, e.Type)); err != nil {
				return err
			}
		}
		return workflow.Audit(tx, a, registry.DidRoundOpen, roundObject(r.ID), "", r.Title)
	})
	return r, err
}

// eligibleField lists the registered entries of a season that were sent and not
// withdrawn or merged.
func (f *Flow) eligibleField(ctx context.Context, y registry.Year) ([]sqlite.Row, error) {
	rows, _, err := f.DB.List(ctx, registry.System("hội đồng"), sqlite.Filter{
		Season: y, Origins: []registry.Origin{registry.Registered},
		Registrations: []registry.Registration{registry.Sent, registry.Accepted}, Sort: "title", Limit: 1 << 20,
	}, f.Now())
	return rows, err
}

func (f *Flow) groupOf(unit registry.UnitCode, t registry.Type) evaluation.Group {
	u, ok := f.Ledger().Unit(unit)
	if !ok {
		u.Kind = registry.Agency
	}
	return evaluation.GroupOf(u.Kind, t)
}

// GatherCandidates brings entries registered since before the round.
func (f *Flow) GatherCandidates(ctx context.Context, a registry.Actor, id evaluation.RoundID) error {
	r, err := f.DB.Round(ctx, id)
	if err != nil {
		return err
	}
	entries, err := f.eligibleField(ctx, r.Season)
	if err != nil {
		return err
	}
	return f.inRound(ctx, a, id, evaluation.GateEntry, func(tx *sqlite.Tx, s Seat) error {
		for _, e := range entries {
			if err := tx.PutCandidate(id, e.ID, f.groupOf(e.Unit, e.Type)); err != nil {
				return err
			}
		}
		if err := f.recuseByLedger(ctx, tx, id); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidRoundGather, roundObject(id), "", fmt.Sprintf("%d mô hình", len(entries)))
	})
}

// SaveRound writes the settings of a round: rules and scale only before scoring
// begins, because they are declared beforehand; title and dates until the vote.
func (f *Flow) SaveRound(ctx context.Context, a registry.Actor, in evaluation.Round) error {
	in.Title, in.Decision = registry.CleanText(in.Title), registry.CleanText(in.Decision)
	return f.inRound(ctx, a, in.ID, evaluation.Arrange, func(tx *sqlite.Tx, s Seat) error {
		r := s.Round
		r.Version, r.Title, r.Decision, r.Dates = in.Version, in.Title, in.Decision, in.Dates
		if r.Phase == evaluation.Eligibility {
			r.Rules, r.Scale = in.Rules, in.Scale
		}
		if err := r.Check(); err != nil {
			return err
		}
		if err := tx.UpdateRound(&r); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidRoundSave, roundObject(r.ID), s.Round.Title, r.Title)
	})
}

// MovePhase takes a round one step on, or back where that is allowed. What is
// still open in the present phase refuses the step and says what it is.
func (f *Flow) MovePhase(
	ctx context.Context,
	a registry.Actor,
	id evaluation.RoundID,
	version int,
	next evaluation.Phase,
	reason string,
) error {
	err := f.inRound(ctx, a, id, evaluation.MovePhase, func(tx *sqlite.Tx, s Seat) error {
		reason, err := workflow.OptionalReason(reason)
		if err != nil {
			return err
		}
		r := s.Round
		if !r.Phase.MayBecome(next) {
			return registry.Errorf(registry.Conflict, "Từ bước “%s” không chuyển sang “%s” được.", r.Phase.Label(), next.Label())
		}
		if next < r.Phase {
			if _, err := workflow.RequireReason(reason); err != nil {
				return err
			}
		} else if err := readyFor(ctx, tx, r, next); err != nil {
			return err
		}
		r.Version, r.Phase = version, next
		if err := tx.UpdateRound(&r); err != nil {
			return err
		}
		if err := tx.InsertPhase(id, next, a, reason); err != nil {
			return err
		}
		if err := announce(ctx, tx, r); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidRoundPhase, roundObject(id), s.Round.Phase.String(), next.String()+" "+reason)
	})
	if err == nil && next == evaluation.Deciding {
		return f.DB.EmptyLog(ctx)
	}
	return err
}

// announce notifies everybody appointed that a phase began, and says nothing of its content.
func announce(ctx context.Context, tx *sqlite.Tx, r evaluation.Round) error {
	people, err := tx.Appointees(ctx, r.ID)
	if err != nil {
		return err
	}
	for _, p := range people {
		n := registry.Notice{
			Account: p.Account,
			At:      tx.Now(),
			Text:    workflow.Quoted(r.Title) + " chuyển sang bước: " + r.Phase.Label() + ".",
			Link:    address.Round.At(r.ID),
		}
		if err := tx.InsertNotice(&n); err != nil {
			return err
		}
	}
	return nil
}

// readyFor says what is still open before a round goes on.
func readyFor(ctx context.Context, tx *sqlite.Tx, r evaluation.Round, next evaluation.Phase) error {
	list, err := tx.Candidates(ctx, r.ID, 0)
	if err != nil {
		return err
	}
	switch next {
	case evaluation.Scoring:
		return readyToScore(ctx, tx, r, list)
	case evaluation.Voting:
		for _, c := range list {
			if c.Shortlisted {
				return nil
			}
		}
		return registry.Errorf(registry.Conflict, "Danh sách rút gọn còn trống. Chọn mô hình đưa ra biểu quyết trước.")
	case evaluation.Deciding:
		votes, err := tx.Votes(ctx, r.ID)
		if err != nil {
			return err
		}
		for _, v := range votes {
			if v.Open() {
				return registry.Errorf(registry.Conflict, "Còn một lần biểu quyết đang mở. Đóng lại trước.")
			}
		}
		if len(votes) == 0 {
			return registry.Errorf(registry.Conflict, "Chưa có lần biểu quyết nào.")
		}
	default: // the other phases need nothing but their turn
	}
	return nil
}

func readyToScore(ctx context.Context, tx *sqlite.Tx, r evaluation.Round, list []sqlite.Candidate) error {
	waiting, eligible := 0, 0
	for _, c := range list {
		switch c.Verdict {
		case evaluation.Undecided:
			waiting++
		case evaluation.Eligible:
			eligible++
		case evaluation.Ineligible: // decided, and not to be scored
		}
	}
	assigned, err := tx.Assignments(ctx, r.ID, 0)
	if err != nil {
		return err
	}
	switch {
	case waiting > 0:
		return registry.Errorf(registry.Conflict, "Còn %d mô hình chưa kết luận điều kiện.", waiting)
	case eligible == 0:
		return registry.Errorf(registry.Conflict, "Chưa có mô hình nào đủ điều kiện.")
	case len(assigned) == 0:
		return registry.Errorf(registry.Conflict, "Chưa phân công chấm điểm.")
	}
	return nil
}
