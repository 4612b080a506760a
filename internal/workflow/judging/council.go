package judging

import (
	"context"
	"fmt"
	"slices"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// recuseByLedger keeps everybody out of the entries of their own units, of those
// units' kin and of units they declared a tie to.
func (f *Flow) recuseByLedger(ctx context.Context, tx *sqlite.Tx, id evaluation.RoundID) error {
	people, err := tx.Appointees(ctx, id)
	if err != nil {
		return err
	}
	list, err := tx.Candidates(ctx, id, 0)
	if err != nil {
		return err
	}
	for _, p := range people {
		if len(p.Units)+len(p.Ties) == 0 {
			continue
		}
		for _, c := range list {
			if why := evaluation.Conflicts(f.Ledger(), p, c.Unit); len(why) > 0 {
				if err := tx.PutRecusal(id, sqlite.Recusal{Entry: c.Entry, Account: p.Account, Reason: why[0],
					Source: evaluation.FoundTie}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Appoint makes somebody a member, the chair or a clerk of a round.
func (f *Flow) Appoint(ctx context.Context, a registry.Actor, id evaluation.RoundID, p evaluation.Appointee) error {
	acc, err := f.DB.Account(ctx, p.Account)
	if err != nil {
		return err
	}
	if who := (registry.Actor{Role: acc.Role}); acc.Disabled || !who.MayEnter(registry.CouncilArea) {
		return (&registry.Fields{{Field: "account", Message: "Tài khoản này không có vai trò hội đồng hoặc thư ký."}}).Err(
			"Chưa thêm được thành viên.",
		)
	}
	for _, u := range p.Units {
		if _, ok := f.Ledger().Unit(u); !ok {
			return (&registry.Fields{{Field: "units", Message: fmt.Sprintf("Không có đơn vị mã “%s”.", u)}}).Err(
				"Chưa thêm được thành viên.",
			)
		}
	}
	if acc.Unit != "" && !slices.Contains(p.Units, acc.Unit) {
		p.Units = append(p.Units, acc.Unit)
	}
	return f.inRound(ctx, a, id, evaluation.Arrange, func(tx *sqlite.Tx, s Seat) error {
		list, err := tx.Appointees(ctx, id)
		if err != nil {
			return err
		}
		for _, o := range list {
			if p.Position == evaluation.Chair && o.Position == evaluation.Chair && o.Account != p.Account {
				return (&registry.Fields{{Field: "position", Message: "Hội đồng đã có chủ tịch."}}).Err("Chưa thêm được thành viên.")
			}
		}
		if err := tx.PutAppointee(id, p); err != nil {
			return err
		}
		if err := f.recuseByLedger(ctx, tx, id); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidRoundAppoint, roundObject(id), "", fmt.Sprintf("account:%d %s", p.Account, p.Position))
	})
}

// Dismiss takes somebody out of a round before they have scored.
func (f *Flow) Dismiss(ctx context.Context, a registry.Actor, id evaluation.RoundID, who registry.AccountID) error {
	return f.inRound(ctx, a, id, evaluation.Arrange, func(tx *sqlite.Tx, s Seat) error {
		mine, err := tx.Sheets(ctx, id, 0, 0, who)
		if err != nil {
			return err
		}
		if len(mine) > 0 {
			return registry.Errorf(registry.Conflict, "Thành viên này đã có phiếu chấm nên không bỏ ra được.")
		}
		if err := tx.DeleteAppointee(id, who); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidRoundDismiss, roundObject(id), fmt.Sprintf("account:%d", who), "")
	})
}

// Recuse keeps somebody out of an entry by the secretariat's word.
func (f *Flow) Recuse(
	ctx context.Context,
	a registry.Actor,
	id evaluation.RoundID,
	entry registry.EntryID,
	who registry.AccountID,
	reason string,
) error {
	reason, err := workflow.RequireReason(reason)
	if err != nil {
		return err
	}
	return f.inRound(ctx, a, id, evaluation.Arrange, func(tx *sqlite.Tx, s Seat) error {
		if err := known(ctx, tx, id, a.Account, entry); err != nil {
			return err
		}
		people, err := tx.Appointees(ctx, id)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(people, func(p evaluation.Appointee) bool { return p.Account == who }) {
			return (&registry.Fields{{Field: "account", Message: "Chọn một người trong hội đồng."}}).Err("Chưa ghi được.")
		}
		if err := tx.PutRecusal(id, sqlite.Recusal{Entry: entry, Account: who, Reason: reason, Source: evaluation.NotedTie}); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidRoundRecuse, roundObject(id), "", fmt.Sprintf("account:%d entry:%d %s", who,
			entry, reason))
	})
}

// known is NotFound for an entry that is no candidate or that the viewer must
// stay out of: the same words for both.
func known(ctx context.Context, tx *sqlite.Tx, id evaluation.RoundID, viewer registry.AccountID, entry registry.EntryID) error {
	_, err := tx.Candidate(ctx, id, entry, viewer)
	return err
}

const noCandidate = "Không tìm thấy mô hình này trong đợt xét."
