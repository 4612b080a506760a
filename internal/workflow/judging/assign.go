package judging

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// Assigning says how entries are handed out: to every member, or to PerEntry
// members each, with at most Most entries for one member (0: no limit).
type Assigning struct {
	Everybody bool
	PerEntry  int
	Most      int
}

// Assign hands out the eligible entries by a rule. Sheets that were begun stay.
// It gives the entries that could not get enough members.
func (f *Flow) Assign(ctx context.Context, a registry.Actor, id evaluation.RoundID, how Assigning) (short []registry.EntryID, err error) {
	if !how.Everybody && (how.PerEntry < 1 || how.PerEntry > 50) {
		return nil, (&registry.Fields{{Field: "per_entry", Message: "Số người chấm mỗi mô hình từ 1 đến 50."}}).Err("Chưa phân công được.")
	}
	err = f.inRound(ctx, a, id, evaluation.Arrange, func(tx *sqlite.Tx, s Seat) error {
		loads, err := freeMembers(ctx, tx, id)
		if err != nil {
			return err
		}
		var plan map[registry.EntryID][]registry.AccountID
		if how.Everybody {
			plan = evaluation.Everybody(loads)
		} else {
			plan, short = evaluation.Spread(loads, how.PerEntry, how.Most)
		}
		if err := replacePlan(ctx, tx, id, plan); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidRoundAssign, roundObject(id), "", fmt.Sprintf("%d mô hình, thiếu người %d",
			len(plan), len(short)))
	})
	return short, err
}

// freeMembers lists for every eligible entry the members not barred from it.
func freeMembers(ctx context.Context, tx *sqlite.Tx, id evaluation.RoundID) ([]evaluation.Load, error) {
	people, err := tx.Appointees(ctx, id)
	if err != nil {
		return nil, err
	}
	barred, err := barredSet(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	list, err := tx.Candidates(ctx, id, 0)
	if err != nil {
		return nil, err
	}
	var loads []evaluation.Load
	for _, c := range list {
		if c.Verdict != evaluation.Eligible {
			continue
		}
		l := evaluation.Load{Entry: c.Entry}
		for _, p := range people {
			if p.Position.Scores() && !barred[pairKey{c.Entry, p.Account}] {
				l.Free = append(l.Free, p.Account)
			}
		}
		loads = append(loads, l)
	}
	return loads, nil
}

type pairKey struct {
	entry  registry.EntryID
	member registry.AccountID
}

func barredSet(ctx context.Context, tx *sqlite.Tx, id evaluation.RoundID) (map[pairKey]bool, error) {
	list, err := tx.Recusals(ctx, id)
	out := make(map[pairKey]bool, len(list))
	for _, r := range list {
		out[pairKey{r.Entry, r.Account}] = true
	}
	return out, err
}

// replacePlan makes the assignments those of the plan; a sheet that was begun
// keeps its assignment.
func replacePlan(ctx context.Context, tx *sqlite.Tx, id evaluation.RoundID, plan map[registry.EntryID][]registry.AccountID) error {
	now, err := tx.Assignments(ctx, id, 0)
	if err != nil {
		return err
	}
	for _, x := range now {
		if !slices.Contains(plan[x.Entry], x.Account) {
			if err := tx.DeleteAssignment(id, x.Entry, x.Account); err != nil {
				return err
			}
		}
	}
	for e, members := range plan {
		for _, m := range members {
			if err := tx.PutAssignment(id, e, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// AssignList hands out entries by a list of lines "number of the entry;e-mail of
// the member", as a spreadsheet saves them (";" or ","). Every wrong line is
// said, and then nothing is written.
func (f *Flow) AssignList(ctx context.Context, a registry.Actor, id evaluation.RoundID, text string) error {
	return f.inRound(ctx, a, id, evaluation.Arrange, func(tx *sqlite.Tx, s Seat) error {
		loads, err := freeMembers(ctx, tx, id)
		if err != nil {
			return err
		}
		list, err := tx.Candidates(ctx, id, a.Account)
		if err != nil {
			return err
		}
		people, err := tx.Appointees(ctx, id)
		if err != nil {
			return err
		}
		plan, err := readPlan(text, list, people, loads)
		if err != nil {
			return err
		}
		for e, members := range plan {
			for _, m := range members {
				if err := tx.PutAssignment(id, e, m); err != nil {
					return err
				}
			}
		}
		return workflow.Audit(tx, a, registry.DidRoundAssign, roundObject(id), "", fmt.Sprintf("theo danh sách: %d mô hình", len(plan)))
	})
}

func readPlan(
	text string,
	list []sqlite.Candidate,
	people []evaluation.Appointee,
	loads []evaluation.Load,
) (map[registry.EntryID][]registry.AccountID, error) {
	entries, members, free := map[string]registry.EntryID{}, map[string]registry.AccountID{}, map[registry.EntryID][]registry.AccountID{}
	for _, c := range list {
		entries[c.Number] = c.Entry
	}
	for _, p := range people {
		members[registry.EmailKey(p.Email)] = p.Account
	}
	for _, l := range loads {
		free[l.Entry] = l.Free
	}
	plan := map[registry.EntryID][]registry.AccountID{}
	var f registry.Fields
	for i, line := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		cols := strings.FieldsFunc(line, func(r rune) bool { return r == ';' || r == ',' || r == '\t' || r == '\r' })
		if len(cols) < 2 || i == 0 && !strings.Contains(cols[1], "@") {
			continue
		}
		e, ok1 := entries[strings.Trim(strings.TrimSpace(cols[0]), `"`)]
		m, ok2 := members[registry.EmailKey(strings.Trim(strings.TrimSpace(cols[1]), `"`))]
		switch {
		case !ok1:
			f.Add("list", "Dòng %d: không có mô hình số “%s” trong đợt.", i+1, strings.TrimSpace(cols[0]))
		case !ok2:
			f.Add("list", "Dòng %d: “%s” không phải thành viên.", i+1, strings.TrimSpace(cols[1]))
		case !slices.Contains(free[e], m):
			f.Add("list", "Dòng %d: thành viên không được chấm mô hình này, hoặc mô hình chưa đủ điều kiện.", i+1)
		default:
			plan[e] = append(plan[e], m)
		}
	}
	if len(plan) == 0 && len(f) == 0 {
		f.Add("list", "Dán danh sách, mỗi dòng: số mô hình; thư điện tử của thành viên.")
	}
	return plan, f.Err("Chưa phân công được.")
}
