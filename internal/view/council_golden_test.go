package view_test

import (
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// The words and fields of the committee's pages, for reading.
func TestCouncilPages(t *testing.T) {
	t.Parallel()
	at := local("2026-11-12", 9, 30)
	names := map[registry.AccountID]string{2: "Bà Lan", 3: "Ông Minh"}
	sheet := evaluation.Sheet{
		Member: 3, Done: true, Total: 9050, Note: "Nên nhân rộng", Adjustments: []string{"T1"},
		Marks: map[string]evaluation.Mark{evaluation.DefaultScale().Criteria[0].Code: {Text: "18", Comment: "Rõ", Pin: "Ảnh 1"}},
	}
	other := evaluation.Sheet{Member: 2, Done: true, Note: "Bền vững"}
	wrong := (&registry.Fields{{Field: "reason", Message: "Ghi lý do."}, {Field: "per_entry", Message: "Ghi một số."}}).Err(
		"Chưa ghi được.",
	)
	closed := view.CouncilPoll{
		ID: 3, Number: 1, Rule: evaluation.DefaultRules().Award, OpenedAt: at, Present: 3, Entries: []registry.EntryID{7}, Balanced: true,
		Tallies:  []evaluation.Tally{{Entry: 7, Issued: 3, Yes: 2, No: 1}},
		Outcomes: map[registry.EntryID]evaluation.Outcome{7: {Passed: true, Quorate: true, Needed: 2, Base: 3, Percent: 6667}},
	}
	barred := view.GateEntry{CouncilEntry: onEntry, Reasons: []evaluation.Reason{
		{Text: "Thời gian ngắn.", Evidence: "Bắt đầu 01/2026", Bar: true}, {Text: "Chưa có ảnh.", Evidence: "0 ảnh"},
	}}
	barred.Reason, barred.DecidedAt = "Có văn bản giải trình", at
	goldenPages(t, "council", []pageCase{
		{"no round, member", view.NewCouncilHomePage(nil, false)},
		{"no round, secretariat", view.NewCouncilHomePage(nil, true)},
		{"members, refused", view.NewCouncilMembersPage(view.CouncilMembersInput{
			Seat: seatIn(evaluation.Scoring, evaluation.Clerk), Ledger: shortLedger(), People: committee, Err: wrong,
			Accounts: []registry.Account{{ID: 9, Name: "Cô Thu", Email: "thu@x", Role: registry.CouncilMember}},
		})},
		{"names checked", struct{ Notices []view.Notice }{[]view.Notice{
			view.NameCheckNotice(nil), view.ShortAssignmentNotice(4),
			view.NameCheckNotice([]view.NameCheck{
				{Name: "A", Wrong: "Không tìm thấy đơn vị “X”."}, {Name: "B"}, {Name: "C", Avoid: []view.CouncilEntry{onEntry}},
			}),
		}}},
		{"overview, clerk", view.NewOverviewPage(view.OverviewInput{
			Seat: seatIn(evaluation.Shortlisting, evaluation.Clerk), Entries: []view.CouncilEntry{onEntry},
			Progress: []view.MemberProgress{
				{Member: "Bà Lan", Position: evaluation.Chair, Assigned: 4, Done: 3, Recused: 1},
				{Member: "Hoa", Position: evaluation.Clerk},
			},
			Course: []view.PhaseChange{{Phase: evaluation.Discussion, At: at, Who: "Hoa", Reason: "đủ phiếu"}},
		})},
		{"overview, member scoring", view.NewOverviewPage(view.OverviewInput{
			Seat: seatIn(evaluation.Scoring, evaluation.Member), Tasks: []view.ScoreTask{{CouncilEntry: onEntry}},
		})},
		{"gate", view.NewGatePage(view.GateInput{
			Seat: seatIn(evaluation.Eligibility, evaluation.Clerk), Entries: []view.GateEntry{barred},
		})},
		{"gate, nothing there", view.NewGatePage(view.GateInput{
			Seat: seatIn(evaluation.Scoring, evaluation.Clerk), Only: evaluation.Ineligible.String(), Entries: []view.GateEntry{barred},
		})},
		{"tasks", view.NewTasksPage(seatIn(evaluation.Scoring, evaluation.Member), []view.ScoreTask{
			{CouncilEntry: onEntry, Declared: true, Sheet: &sheet},
			{CouncilEntry: onEntry, Declared: true, Sheet: &evaluation.Sheet{}},
			{CouncilEntry: onEntry},
		})},
		{"declare", view.NewDeclarePage(seatIn(evaluation.Scoring, evaluation.Member), []view.ScoreTask{{CouncilEntry: onEntry}})},
		{"talk, clerk", view.NewTalkPage(view.TalkInput{
			Seat: seatIn(evaluation.Discussion, evaluation.Clerk), Entry: onEntry,
			Standing: &evaluation.Standing{Sheets: 2, Mean: 90.5, Median: 90, Min: 8000, Max: 9900, Spread: true},
			Sheets:   []evaluation.Sheet{sheet, other}, Names: names, Notes: []view.TalkNote{{Member: 9, At: at, Text: "Cần bàn"}},
			Changes: []view.ScoreChange{{Member: 3, At: at, Before: "90", After: "85", Reason: "xem lại"}},
		})},
		{"votes, closed", view.NewVotesPage(view.VotesInput{
			Seat: seatIn(evaluation.Voting, evaluation.Clerk), Polls: []view.CouncilPoll{closed}, Entries: entryMap, People: committee,
		})},
		{"ballot", view.NewBallotPage(view.BallotInput{
			Seat: seatIn(evaluation.Voting, evaluation.Member), Entries: entryMap, Poll: openPoll, Err: wrong,
		})},
		{"paper counts", view.NewBallotPage(view.BallotInput{
			Seat: seatIn(evaluation.Voting, evaluation.Clerk), Entries: entryMap, Poll: paperPoll(),
		})},
		{"decisions", view.NewDecisionsPage(view.DecisionsInput{
			Seat: seatIn(evaluation.Deciding, evaluation.Clerk), Entries: []view.CouncilEntry{onEntry},
			Polls: []view.CouncilPoll{closed}, Err: wrong,
		})},
		{"feedback", view.NewFeedbackPage(7, "26-0007", "Kênh mương sạch", []view.FeedbackLine{
			{Round: seatIn(evaluation.Released, evaluation.Clerk).Round, Entry: onEntry, Standing: ranked[0], GroupMean: 80},
		})},
		{"no feedback", view.NewFeedbackPage(7, "26-0007", "Kênh mương sạch", nil)},
		{"settings, locked", view.NewRoundSettingsPage(seatIn(evaluation.Scoring, evaluation.Clerk), view.RoundInput{
			Round: seatIn(evaluation.Scoring, evaluation.Clerk).Round,
		})},
		{"scales", view.NewScalesPage(
			[]view.ScaleLine{
				{Scale: evaluation.DefaultScale(), At: at, By: "Hoa"},
			},
			[]evaluation.AwardRule{evaluation.DefaultRules().Award},
		)},
		{"scale", view.NewScalePage(evaluation.DefaultScale(), 1, nil)},
		{"new award form", view.NewAwardRulePage(evaluation.AwardRule{QuorumNum: 2, QuorumDen: 3}, nil)},
		{"award form", view.NewAwardRulePage(evaluation.AwardRule{Form: "bang-khen", Label: "Bằng khen", Version: 2}, nil)},
		{"register, empty", view.NewRegisterPage(view.RegisterInput{Register: view.RecognitionRegister})},
		{"register", view.NewRegisterPage(view.RegisterInput{
			Register: view.CommendationRegister, RawQuery: "nam=2026", Lines: []view.RegisterLine{{
				Act:   registry.Act{ID: 5, Level: "tinh", Form: "Bằng khen", Date: "2026-12-01", Issuer: "UBND tỉnh", File: "f"},
				Entry: 7, EntryNumber: "26-0007", Title: "Kênh", Unit: "Xã An",
			}},
		})},
		{"pack", view.NewPackPage(view.PackInput{
			Seat: seatIn(evaluation.Scoring, evaluation.Member), Fill: true, Ranking: true,
			Lines: []view.PackLine{{Number: "26-0007", Title: "Kênh", Unit: "Xã An", Own: "90"}},
		})},
	})
}
