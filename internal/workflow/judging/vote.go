package judging

import (
	"context"
	"fmt"
	"slices"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// Shortlist puts entries before the vote and takes the others off the list.
func (f *Flow) Shortlist(ctx context.Context, a registry.Actor, id evaluation.RoundID, picks []registry.EntryID, reason string) error {
	return f.inRound(ctx, a, id, evaluation.PickShortlist, func(tx *sqlite.Tx, s Seat) error {
		reason, err := workflow.OptionalReason(reason)
		if err != nil {
			return err
		}
		list, err := tx.Candidates(ctx, id, a.Account)
		if err != nil {
			return err
		}
		n := 0
		for _, c := range list {
			on := c.Verdict == evaluation.Eligible && slices.Contains(picks, c.Entry)
			if on {
				n++
			}
			if on != c.Shortlisted {
				if err := tx.PickCandidate(id, c.Entry, on, reason); err != nil {
					return err
				}
			}
		}
		return workflow.Audit(tx, a, registry.DidRoundShortlist, roundObject(id), "", fmt.Sprintf("%d mô hình; %s", n, reason))
	})
}

// OpenVote begins a vote on shortlisted entries under a rule. present are the
// members who are there.
func (f *Flow) OpenVote(ctx context.Context, a registry.Actor, v sqlite.Vote) (sqlite.Vote, error) {
	if err := v.Rule.Check(); err != nil {
		return v, err
	}
	err := f.inRound(ctx, a, v.Round, evaluation.RunVote, func(tx *sqlite.Tx, s Seat) error {
		list, err := tx.Candidates(ctx, v.Round, 0)
		if err != nil {
			return err
		}
		old, err := tx.Votes(ctx, v.Round)
		if err != nil {
			return err
		}
		for _, o := range old {
			if o.Open() {
				return registry.Errorf(registry.Conflict, "Còn một lần biểu quyết đang mở. Đóng lại trước khi mở lần mới.")
			}
		}
		var entries []registry.EntryID
		for _, c := range list {
			if c.Shortlisted && (len(v.Entries) == 0 || slices.Contains(v.Entries, c.Entry)) {
				entries = append(entries, c.Entry)
			}
		}
		if len(entries) == 0 {
			return registry.Errorf(registry.Conflict, "Không có mô hình nào trong danh sách rút gọn để biểu quyết.")
		}
		people, err := tx.Appointees(ctx, v.Round)
		if err != nil {
			return err
		}
		v.Entries = entries
		v.Present = slices.DeleteFunc(v.Present, func(m registry.AccountID) bool { return !scores(people, m) })
		slices.Sort(v.Present)
		v.Present = slices.Compact(v.Present)
		if v.Present == nil {
			v.Present = []registry.AccountID{}
		}
		if err := tx.InsertVote(&v); err != nil {
			return err
		}
		return workflow.Audit(
			tx,
			a,
			registry.DidVoteOpen,
			roundObject(v.Round),
			"",
			fmt.Sprintf("vote:%d %s, %d mô hình, có mặt %d", v.ID, v.Rule.Form, len(entries), len(v.Present)),
		)
	})
	return v, err
}

func scores(people []evaluation.Appointee, m registry.AccountID) bool {
	return slices.ContainsFunc(people, func(p evaluation.Appointee) bool { return p.Account == m && p.Position.Scores() })
}

// voteIn finds a vote of a round inside the transaction.
func voteIn(ctx context.Context, tx *sqlite.Tx, id evaluation.RoundID, vote sqlite.VoteID, open bool) (sqlite.Vote, error) {
	v, err := tx.Vote(ctx, vote)
	if err == nil && v.Round != id {
		err = registry.Errorf(registry.NotFound, "Không tìm thấy lần biểu quyết này.")
	}
	if err == nil && open && !v.Open() {
		err = registry.Errorf(registry.Conflict, "Lần biểu quyết này đã đóng.")
	}
	return v, err
}

// Cast takes the actor's vote on every entry they may vote on: those of the vote
// without what they must stay out of. In a secret ballot neither the record nor
// any row says what was chosen.
func (f *Flow) Cast(
	ctx context.Context,
	a registry.Actor,
	id evaluation.RoundID,
	vote sqlite.VoteID,
	ballot map[registry.EntryID]evaluation.Choice,
) error {
	return f.inRound(ctx, a, id, evaluation.CastVote, func(tx *sqlite.Tx, s Seat) error {
		v, err := voteIn(ctx, tx, id, vote, true)
		if err != nil {
			return err
		}
		barred, err := barredSet(ctx, tx, id)
		if err != nil {
			return err
		}
		if v.Paper {
			return registry.Errorf(registry.Conflict, "Lần này bỏ phiếu giấy, thư ký nhập kết quả kiểm phiếu.")
		}
		if !slices.Contains(v.Present, a.Account) && !v.Rule.Written {
			return registry.Errorf(registry.Denied, "Bạn không có trong danh sách có mặt của lần biểu quyết này.")
		}
		var fields registry.Fields
		own := map[registry.EntryID]evaluation.Choice{}
		for _, e := range v.Entries {
			if barred[pairKey{e, a.Account}] {
				continue
			}
			c, ok := ballot[e]
			if !ok {
				fields.Add(fmt.Sprintf("c%d", e), "Chọn đồng ý, không đồng ý hoặc để trắng.")
			}
			own[e] = c
		}
		if err := fields.Err("Phiếu còn thiếu lựa chọn."); err != nil {
			return err
		}
		if len(own) == 0 {
			return registry.Errorf(registry.Conflict, "Không có mô hình nào để bạn biểu quyết.")
		}
		if v.Rule.Secret {
			err = tx.CastSecret(vote, a.Account, own)
		} else {
			err = tx.CastOpen(vote, a.Account, own)
		}
		if err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidVoteCast, fmt.Sprintf("vote:%d", vote), "", "")
	})
}

// PaperCount is what was counted by hand for one entry.
type PaperCount struct {
	Entry                  registry.EntryID
	Issued, Yes, No, Blank int
	Written                int // opinions in writing of absent members, among the issued ones
}

// CountPaper types in the counts of a paper vote. A count that cannot be is
// refused: more ballots back than out, more than there are voters.
func (f *Flow) CountPaper(ctx context.Context, a registry.Actor, id evaluation.RoundID, vote sqlite.VoteID, list []PaperCount) error {
	return f.inRound(ctx, a, id, evaluation.RunVote, func(tx *sqlite.Tx, s Seat) error {
		v, err := voteIn(ctx, tx, id, vote, true)
		if err != nil {
			return err
		}
		if !v.Paper {
			return registry.Errorf(registry.Conflict, "Lần này bỏ phiếu trên máy, không nhập tay.")
		}
		people, err := tx.Appointees(ctx, id)
		if err != nil {
			return err
		}
		barred, err := barredSet(ctx, tx, id)
		if err != nil {
			return err
		}
		var fields registry.Fields
		for _, c := range list {
			t := electorate(v, c.Entry, people, func(m registry.AccountID) bool { return barred[pairKey{c.Entry, m}] })
			name := fmt.Sprintf("p%d", c.Entry)
			switch {
			case !slices.Contains(v.Entries, c.Entry):
				return registry.Errorf(registry.NotFound, noCandidate)
			case c.Issued < 0 || c.Written < 0 || c.Yes < 0 || c.No < 0 || c.Blank < 0:
				fields.Add(name, "Ghi đủ số phiếu phát ra, đồng ý, không đồng ý, không hợp lệ; không có thì ghi 0.")
			case c.Issued > t.Total:
				fields.Add(name, "Phát ra %d phiếu, nhưng chỉ có %d người được bỏ phiếu.", c.Issued, t.Total)
			case c.Written > 0 && !v.Rule.Written:
				fields.Add(name, "Quy tắc của lần biểu quyết này không lấy ý kiến bằng văn bản.")
			case c.Written > t.Total-t.Present || c.Issued-c.Written > t.Present:
				fields.Add(
					name,
					"Có mặt %d, vắng %d: số phiếu phát tại chỗ và ý kiến bằng văn bản không khớp.",
					t.Present,
					t.Total-t.Present,
				)
			case c.Yes+c.No+c.Blank > c.Issued:
				fields.Add(name, "Thu về %d phiếu, nhiều hơn số phát ra %d.", c.Yes+c.No+c.Blank, c.Issued)
			}
			if len(fields) == 0 {
				counts := map[evaluation.Choice]int{evaluation.Yes: c.Yes, evaluation.No: c.No, evaluation.Blank: c.Blank}
				if err := tx.CountPaper(vote, c.Entry, c.Issued, c.Written, counts); err != nil {
					return err
				}
			}
		}
		if err := fields.Err("Số liệu kiểm phiếu chưa khớp."); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidVoteCount, fmt.Sprintf("vote:%d", vote), "", fmt.Sprintf("%d mô hình", len(list)))
	})
}

// electorate gives the numbers of members with a vote on an entry.
func electorate(v sqlite.Vote, e registry.EntryID, people []evaluation.Appointee, barred func(registry.AccountID) bool) evaluation.Tally {
	t := evaluation.Tally{Entry: e}
	for _, p := range people {
		if !p.Position.Scores() || barred(p.Account) {
			continue
		}
		t.Total++
		if slices.Contains(v.Present, p.Account) {
			t.Present++
		}
	}
	return t
}

// CloseVote ends a vote. The log of single steps is emptied after it.
func (f *Flow) CloseVote(ctx context.Context, a registry.Actor, id evaluation.RoundID, vote sqlite.VoteID) error {
	err := f.inRound(ctx, a, id, evaluation.RunVote, func(tx *sqlite.Tx, s Seat) error {
		if _, err := voteIn(ctx, tx, id, vote, true); err != nil {
			return err
		}
		if err := tx.CloseVote(vote); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidVoteClose, fmt.Sprintf("vote:%d", vote), "", "")
	})
	if err != nil {
		return err
	}
	return f.DB.EmptyLog(ctx)
}

// DecideEntries writes pending decisions about shortlisted entries: to propose
// or not, with a reason. They bind nobody until all are released together. An
// entry that failed its vote cannot be proposed.
func (f *Flow) DecideEntries(
	ctx context.Context,
	a registry.Actor,
	id evaluation.RoundID,
	outcomes map[registry.EntryID]evaluation.Decision,
	reason string,
) error {
	return f.inRound(ctx, a, id, evaluation.Decide, func(tx *sqlite.Tx, s Seat) error {
		reason, err := workflow.OptionalReason(reason)
		if err != nil {
			return err
		}
		_, polls, err := readPolls(ctx, &tx.Rx, registry.System(a.Name), id)
		if err != nil {
			return err
		}
		passed := map[registry.EntryID]bool{}
		for _, p := range polls {
			for e, o := range p.Outcomes {
				passed[e] = passed[e] || o.Passed
			}
		}
		list, err := tx.Candidates(ctx, id, a.Account)
		if err != nil {
			return err
		}
		n := 0
		for _, c := range list {
			o, ok := outcomes[c.Entry]
			if !ok || !c.Shortlisted {
				continue
			}
			if o == c.Outcome && reason == "" {
				continue
			}
			switch {
			case o == evaluation.Proposed && !passed[c.Entry]:
				return registry.Errorf(registry.Conflict, "%s chưa đạt tỷ lệ biểu quyết nên không đề nghị được.", workflow.Quoted(c.Title))
			case o == evaluation.NotProposed && passed[c.Entry] && len([]rune(reason)) < 5:
				return (&registry.Fields{{Field: "reason", Message: "Mô hình đã đạt biểu quyết; không đề nghị thì phải ghi lý do."}}).Err(
					"Chưa ghi được quyết định.",
				)
			}
			if err := tx.SetOutcome(id, c.Entry, o, reason); err != nil {
				return err
			}
			n++
		}
		return workflow.Audit(tx, a, registry.DidRoundDecide, roundObject(id), "", fmt.Sprintf("%d mô hình; %s", n, reason))
	})
}

// DecideByVote fills the pending decisions from the votes: proposed what passed.
func (f *Flow) DecideByVote(ctx context.Context, a registry.Actor, id evaluation.RoundID) error {
	_, polls, err := f.Polls(ctx, a, id)
	if err != nil {
		return err
	}
	out := map[registry.EntryID]evaluation.Decision{}
	for _, p := range polls {
		for e, o := range p.Outcomes {
			if o.Passed {
				out[e] = evaluation.Proposed
			} else if out[e] == evaluation.Pending {
				out[e] = evaluation.NotProposed
			}
		}
	}
	return f.DecideEntries(ctx, a, id, out, "Theo kết quả biểu quyết")
}

// Release makes all decisions known at once, in one transaction; it is refused
// while anything is undecided.
func (f *Flow) Release(ctx context.Context, a registry.Actor, id evaluation.RoundID, version int) error {
	return f.inRound(ctx, a, id, evaluation.Release, func(tx *sqlite.Tx, s Seat) error {
		result, err := resultOf(ctx, &tx.Rx, registry.System(a.Name), id)
		if err != nil {
			return err
		}
		list, err := tx.Candidates(ctx, id, 0)
		if err != nil {
			return err
		}
		open := 0
		for _, c := range list {
			switch {
			case c.Shortlisted && c.Outcome == evaluation.Pending:
				open++
			case !c.Shortlisted && c.Outcome == evaluation.Pending:
				c.Outcome, c.Why = evaluation.NotProposed, "Không vào danh sách rút gọn"
				if c.Verdict == evaluation.Ineligible {
					c.Why = "Không đủ điều kiện"
				}
				if err := tx.SetOutcome(id, c.Entry, c.Outcome, c.Why); err != nil {
					return err
				}
			}
			result.decide(c)
			staff, err := f.ReadPeople(ctx, tx, c.Unit)
			if err != nil {
				return err
			}
			if err := workflow.Notify(tx, staff, &registry.Entry{ID: c.Entry}, "Đã có kết quả xét "+workflow.Quoted(c.Title)+".",
				address.Feedback.At(c.Entry)); err != nil {
				return err
			}
		}
		if open > 0 {
			return registry.Errorf(registry.Conflict, "Còn %d mô hình chưa quyết định nên chưa công bố được.", open)
		}
		r := s.Round
		r.Version, r.Phase, r.ReleasedAt = version, evaluation.Released, tx.Now()
		if err := tx.UpdateRound(&r); err != nil {
			return err
		}
		result.Course = append(
			result.Course,
			ResultPhase{Phase: evaluation.Released.String(), At: tx.Now(), By: a.Name, Reason: "Công bố"},
		)
		if err := tx.FreezeResult(id, result); err != nil {
			return err
		}
		if err := tx.InsertPhase(id, evaluation.Released, a, "Công bố"); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidRoundRelease, roundObject(id), "", fmt.Sprintf("%d mô hình", len(list)))
	})
}
