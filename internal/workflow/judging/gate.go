package judging

import (
	"context"
	"fmt"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// Gated is a candidate with the automatic reasons against it.
type Gated struct {
	sqlite.Candidate
	Reasons []evaluation.Reason
}

// Gate lists the candidates that the actor may know of with the reasons against
// each, for the secretariat.
func (f *Flow) Gate(ctx context.Context, a registry.Actor, id evaluation.RoundID) (s Seat, out []Gated, err error) {
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		s, out, err = f.readGate(ctx, rx, a, id)
		return err
	})
	return s, out, err
}

func (f *Flow) readGate(ctx context.Context, rx *sqlite.Rx, a registry.Actor, id evaluation.RoundID) (Seat, []Gated, error) {
	s, err := readSeat(ctx, rx, a, id)
	if err != nil {
		return s, nil, err
	}
	if s.Position != evaluation.Clerk {
		return s, nil, registry.Errorf(registry.Denied, "Phần này dành cho thư ký hội đồng.")
	}
	list, err := rx.Candidates(ctx, id, a.Account)
	if err != nil {
		return s, nil, err
	}
	ids := make([]registry.EntryID, len(list))
	for i, c := range list {
		ids[i] = c.Entry
	}
	entries, err := rx.EntriesByID(ctx, ids)
	if err != nil {
		return s, nil, err
	}
	copies, at := evaluation.Copies(entries), map[registry.EntryID]registry.Entry{}
	for _, e := range entries {
		at[e.ID] = e
	}
	out := make([]Gated, len(list))
	for i, c := range list {
		e := at[c.Entry]
		g := evaluation.Ground{Season: f.Season(s.Round.Season), Rules: s.Round.Rules, Linked: len(e.Links) > 0}
		for _, other := range copies[e.ID] {
			o := at[other]
			g.Copies = append(g.Copies, fmt.Sprintf("%s của %s (số %s)", workflow.Quoted(o.Content.Title), f.Ledger().Name(o.Unit),
				o.Number))
		}
		out[i] = Gated{c, evaluation.Gate(e, g)}
	}
	return s, out, nil
}

// DecideGate writes the secretariat's verdict about entries, with a reason: one
// that goes against an automatic bar must say why.
func (f *Flow) DecideGate(
	ctx context.Context,
	a registry.Actor,
	id evaluation.RoundID,
	entries []registry.EntryID,
	v evaluation.Verdict,
	reason string,
) error {
	_, gated, err := f.Gate(ctx, a, id)
	if err != nil {
		return err
	}
	if reason, err = workflow.OptionalReason(reason); err != nil {
		return err
	}
	known := map[registry.EntryID]Gated{}
	for _, g := range gated {
		known[g.Entry] = g
	}
	if len(entries) == 0 {
		return (&registry.Fields{{Field: "entry", Message: "Chọn ít nhất một mô hình."}}).Err("Chưa ghi kết luận được.")
	}
	for _, e := range entries {
		g, ok := known[e]
		if !ok {
			return registry.Errorf(registry.NotFound, "Không tìm thấy mô hình này trong đợt xét.")
		}
		if v == evaluation.Ineligible || v == evaluation.Eligible && evaluation.Barred(g.Reasons) {
			if _, err := workflow.RequireReason(reason); err != nil {
				return err
			}
		}
	}
	return f.inRound(ctx, a, id, evaluation.GateEntry, func(tx *sqlite.Tx, s Seat) error {
		for _, e := range entries {
			if err := tx.DecideCandidate(id, e, v, reason, a.Account); err != nil {
				return err
			}
		}
		return workflow.Audit(tx, a, registry.DidRoundGate, roundObject(id), "", fmt.Sprintf("%s: %d mô hình; %s", v, len(entries), reason))
	})
}
