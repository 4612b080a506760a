package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"danvankheo/internal/auth"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/account"
	"danvankheo/internal/workflow/judging"
)

// invented marks what the demo made up.
const invented = "dữ liệu minh họa"

// demoBoard is the council of the demo: the account of its role first, then a
// chair and members who only fill the table.
type demoBoard struct {
	*demo
	clerk   registry.Actor
	members []registry.Actor
}

// rounds makes two rounds of the newest season with results: one of the grass
// roots that is released, so that ranking, votes, papers, registers and feedback
// have something to show; and one of the province in the middle of scoring, with
// sheets left for the account of the council to fill in. All scores and votes are
// invented.
func (d *demo) rounds(ctx context.Context, list []registry.Account, password string) error {
	b := &demoBoard{demo: d, clerk: d.account.ActorOf(list[3]), members: []registry.Actor{d.account.ActorOf(list[2])}}
	hash, err := auth.HashPassword(ctx, password)
	if err != nil {
		return err
	}
	for i := range 8 {
		a := registry.Account{
			Email:        fmt.Sprintf("uy-vien-%d@demo.local", i+1),
			Name:         fmt.Sprintf("Ủy viên minh họa %d", i+1),
			Role:         registry.CouncilMember,
			Demo:         true,
			PasswordHash: hash,
		}
		if i == 0 {
			a.Email, a.Name = "chu-tich@demo.local", "Chủ tịch hội đồng minh họa"
		}
		if err := d.Update(ctx, func(tx *sqlite.Tx) error {
			if err := tx.InsertAccount(&a); err != nil {
				return err
			}
			return workflow.Audit(tx, registry.System("Dữ liệu minh họa"), registry.DidAccountAdd, account.Object(a.ID), "",
				account.Facts(a))
		}); err != nil {
			return err
		}
		b.members = append(b.members, d.account.ActorOf(a))
	}
	if err := b.finished(ctx); err != nil {
		return fmt.Errorf("demo round: %w", err)
	}
	if err := b.running(ctx); err != nil {
		return fmt.Errorf("demo round: %w", err)
	}
	return nil
}

// days sets the clock some days before now.
func (b *demoBoard) days(n int) { b.at = b.now.AddDate(0, 0, -n).Add(-time.Hour) }

// open begins a round, decides about every entry and hands all out; it gives the
// eligible entries.
func (b *demoBoard) open(ctx context.Context, r evaluation.Round) (evaluation.RoundID, []registry.EntryID, error) {
	r.Season, r.Scale, r.Decision = b.demo.finished, evaluation.DefaultScale(), "Quyết định số …/QĐ-… ("+invented+")"
	r.Dates = evaluation.PlannedDates(b.Season(r.Season))
	r, err := b.judging.OpenRound(ctx, b.clerk, r)
	if err != nil {
		return 0, nil, err
	}
	for i, m := range b.members {
		p := evaluation.Appointee{Account: m.Account, Position: evaluation.Member}
		switch i {
		case 1:
			p.Position = evaluation.Chair
		case 4: // kept out of what his unit became
			p.Units = b.Ledger().Heritage(demoUnit)[:1]
		}
		if err := b.judging.Appoint(ctx, b.clerk, r.ID, p); err != nil {
			return 0, nil, err
		}
	}
	if err := b.judging.Appoint(ctx, b.clerk, r.ID, evaluation.Appointee{Account: b.clerk.Account,
		Position: evaluation.Clerk}); err != nil {
		return 0, nil, err
	}
	_, gated, err := b.judging.Gate(ctx, b.clerk, r.ID)
	if err != nil {
		return 0, nil, err
	}
	var eligible []registry.EntryID
	for _, g := range gated {
		verdict, why := evaluation.Eligible, ""
		if evaluation.Barred(g.Reasons) {
			verdict, why = evaluation.Ineligible, g.Reasons[0].Text
		} else {
			eligible = append(eligible, g.Entry)
		}
		if err := b.judging.DecideGate(ctx, b.clerk, r.ID, []registry.EntryID{g.Entry}, verdict, why); err != nil {
			return 0, nil, err
		}
	}
	if len(eligible) == 0 {
		return r.ID, nil, nil
	}
	_, err = b.judging.Assign(ctx, b.clerk, r.ID, judging.Assigning{Everybody: true})
	return r.ID, eligible, err
}

// to takes a round on.
func (b *demoBoard) to(ctx context.Context, id evaluation.RoundID, p evaluation.Phase) error {
	r, err := b.DB.Round(ctx, id)
	if err != nil {
		return err
	}
	return b.judging.MovePhase(ctx, b.clerk, id, r.Version, p, "")
}

// score gives the first most sheets of a member, the last of them half filled in
// when half says so.
func (b *demoBoard) score(ctx context.Context, id evaluation.RoundID, entries []registry.EntryID, m, most int, half bool) error {
	who := b.members[m]
	if err := b.judging.DeclareTies(ctx, who, id, entries, nil); err != nil {
		return err
	}
	_, tasks, err := b.judging.Queue(ctx, who, id)
	if err != nil {
		return err
	}
	tasks = tasks[:min(most, len(tasks))]
	for i, t := range tasks {
		open := half && i == len(tasks)-1
		s := evaluation.Sheet{Round: id, Entry: t.Entry, Marks: map[string]evaluation.Mark{}}
		scale := evaluation.DefaultScale()
		for k, c := range scale.Criteria {
			if open && k > 2 {
				continue
			}
			at := slices.Index(entries, t.Entry)
			share := 91 - 6*at + (m*5+k*7+at*3)%11 - 5
			p := c.Max * evaluation.Points(share) / 100 / scale.Step * scale.Step
			mark := evaluation.Mark{Text: p.String()}
			if scale.OwesComment(c, p) {
				mark.Comment = "Số liệu đối chiếu được với minh chứng trong hồ sơ (" + invented + ")."
			}
			s.Marks[c.Code] = mark
		}
		if _, err := b.judging.SaveSheet(ctx, who, s, !open, ""); err != nil {
			return err
		}
	}
	return nil
}

// finished is the released round.
func (b *demoBoard) finished(ctx context.Context) error {
	rules := evaluation.DefaultRules()
	rules.Award, _ = evaluation.AwardRuleOf("giay-khen")
	rules.Issuer, rules.Parent = "Hội đồng bình xét cấp cơ sở", "Ủy ban nhân dân xã Xuân Cẩm"
	b.days(18)
	id, entries, err := b.open(
		ctx,
		evaluation.Round{Level: registry.LocalRecognition, Title: fmt.Sprintf("Xét mô hình cấp cơ sở năm %d (%s)", b.demo.finished, invented), Rules: rules},
	)
	if err != nil || len(entries) == 0 {
		return err
	}
	b.days(16)
	if err := b.to(ctx, id, evaluation.Scoring); err != nil {
		return err
	}
	for m := range b.members {
		if err := b.score(ctx, id, entries, m, len(entries), false); err != nil {
			return err
		}
	}
	b.days(13)
	if err := b.to(ctx, id, evaluation.Discussion); err != nil {
		return err
	}
	if err := b.judging.AddNote(ctx, b.members[1], id, entries[0],
		"Cách làm rõ, có sổ ghi từng hộ; nên giới thiệu cho các thôn khác ("+invented+")."); err != nil {
		return err
	}
	for _, p := range []evaluation.Phase{evaluation.Shortlisting, evaluation.Voting} {
		if p == evaluation.Voting {
			if err := b.judging.Shortlist(ctx, b.clerk, id, entries[:min(3, len(entries))], "Ba mô hình điểm cao nhất"); err != nil {
				return err
			}
		}
		if err := b.to(ctx, id, p); err != nil {
			return err
		}
	}
	return b.decide(ctx, id, entries)
}

// decide votes, releases, and enters the outcome in the registers.
func (b *demoBoard) decide(ctx context.Context, id evaluation.RoundID, entries []registry.EntryID) error {
	r, err := b.DB.Round(ctx, id)
	if err != nil {
		return err
	}
	v := sqlite.Vote{Round: id, Rule: r.Rules.Award}
	for _, m := range b.members {
		v.Present = append(v.Present, m.Account)
	}
	b.days(12)
	if v, err = b.judging.OpenVote(ctx, b.clerk, v); err != nil {
		return err
	}
	for i, m := range b.members {
		ballot := map[registry.EntryID]evaluation.Choice{}
		for j, e := range v.Entries {
			if e != entries[0] && (i+j)%3 == 0 { // six of nine is below seventy percent
				ballot[e] = evaluation.No
			} else {
				ballot[e] = evaluation.Yes
			}
		}
		if err := b.judging.Cast(ctx, m, id, v.ID, ballot); err != nil {
			return err
		}
	}
	if err := b.judging.CloseVote(ctx, b.clerk, id, v.ID); err != nil {
		return err
	}
	if err := b.to(ctx, id, evaluation.Deciding); err != nil {
		return err
	}
	if err := b.judging.ClearFeedback(ctx, b.clerk, id, entries[0],
		"Cách vận động rõ từng bước, số liệu đối chiếu được. Nên ghi thêm cách duy trì sau năm đầu ("+invented+")."); err != nil {
		return err
	}
	if err := b.judging.DecideByVote(ctx, b.clerk, id); err != nil {
		return err
	}
	if r, err = b.DB.Round(ctx, id); err != nil {
		return err
	}
	b.days(10)
	if err := b.judging.Release(ctx, b.clerk, id, r.Version); err != nil {
		return err
	}
	b.days(8)
	act := registry.Act{
		Level:  registry.LocalRecognition,
		Form:   "quyet-dinh",
		Number: "00/QĐ-MH",
		Date:   registry.DateOf(b.at.In(registry.Zone)),
		Issuer: "Ủy ban nhân dân xã Xuân Cẩm (" + invented + ")",
	}
	if _, err := b.judging.Recognise(ctx, b.clerk, entries[0], registry.Recognition{Act: act}); err != nil {
		return err
	}
	act.Form, act.Number = "Giấy khen", "01/QĐ-MH"
	return b.judging.Commend(ctx, b.clerk, entries[0], registry.Commendation{Act: act})
}

// running is the round in the middle of scoring: everybody is done but the account
// of the council, who has one sheet finished and one begun.
func (b *demoBoard) running(ctx context.Context) error {
	b.days(7)
	id, entries, err := b.open(
		ctx,
		evaluation.Round{
			Level: registry.ProvinceRecognition,
			Title: fmt.Sprintf("Xét “Dân vận khéo” cấp tỉnh năm %d (%s)", b.demo.finished, invented),
			Rules: evaluation.DefaultRules(),
		},
	)
	if err != nil || len(entries) == 0 {
		return err
	}
	b.days(5)
	if err := b.to(ctx, id, evaluation.Scoring); err != nil {
		return err
	}
	for m := range b.members {
		b.days(4)
		most := len(entries)
		if m == 0 {
			most = min(2, len(entries))
		}
		if err := b.score(ctx, id, entries, m, most, m == 0); err != nil {
			return err
		}
	}
	return nil
}
