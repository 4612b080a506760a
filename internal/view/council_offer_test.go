package view_test

import (
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

var (
	onEntry = view.CouncilEntry{
		ID: 7, Number: "26-0007", Title: "Kênh mương sạch", Unit: "Phường Đông An", UnitLine: "Phường Đông An, huyện Đông",
		Group: evaluation.GroupPersons, Verdict: evaluation.Eligible, Shortlisted: true, Outcome: evaluation.Proposed,
	}
	entryMap = map[registry.EntryID]view.CouncilEntry{7: onEntry}
	ranked   = []evaluation.Standing{{Entry: 7, Group: evaluation.GroupPersons, Rank: 1, Sheets: 2, Mean: 91}}
	openPoll = view.CouncilPoll{ID: 3, Number: 1, Open: true, Present: 5, Entries: []registry.EntryID{7}}
)

func paperPoll() view.CouncilPoll {
	p := openPoll
	p.Paper = true
	return p
}

// offered lists the addresses that a page leads to or posts to, below its round. A
// form without a button posts nothing.
func offered(p view.CouncilPage) []string {
	var out []string
	add := func(url string) { out = append(out, strings.TrimPrefix(url, "/lam-viec/hoi-dong/1")) }
	for _, s := range p.Sections {
		if s.Form != nil && len(s.Form.Buttons) > 0 {
			add(s.Form.URL)
		}
		if s.Start != nil {
			add(s.Start.URL)
		}
		for _, l := range s.Links {
			add(l.URL)
		}
	}
	return out
}

// Each line is a rule: what a page offers, to whom, in which phases; to nobody
// else and in no other phase.
func TestCouncilOffersByPhaseAndPosition(t *testing.T) {
	t.Parallel()
	type seat = view.CouncilSeat
	clerk, scorers := []evaluation.Position{evaluation.Clerk}, []evaluation.Position{evaluation.Member, evaluation.Chair}
	both := append(slices.Clone(clerk), scorers...)
	phases := func(from, to evaluation.Phase) (out []evaluation.Phase) {
		for _, p := range evaluation.Phases() {
			if p >= from && p <= to {
				out = append(out, p)
			}
		}
		return out
	}
	only := func(p evaluation.Phase) []evaluation.Phase { return []evaluation.Phase{p} }
	arranging, scored := phases(evaluation.Eligibility, evaluation.Scoring), phases(evaluation.Discussion, evaluation.Released)

	members := func(s seat) view.CouncilPage {
		return view.NewCouncilMembersPage(view.CouncilMembersInput{Seat: s, Ledger: shortLedger()})
	}
	overview := func(s seat) view.CouncilPage {
		return view.NewOverviewPage(view.OverviewInput{Seat: s, Papers: []view.Link{{Text: "Tờ trình", URL: "/to-trinh"}}})
	}
	gate := func(s seat) view.CouncilPage {
		return view.NewGatePage(view.GateInput{Seat: s, Entries: []view.GateEntry{{CouncilEntry: onEntry}}})
	}
	tasks := func(declared bool) []view.ScoreTask {
		return []view.ScoreTask{{CouncilEntry: onEntry, Declared: declared}}
	}
	talk := func(s seat) view.CouncilPage { return view.NewTalkPage(view.TalkInput{Seat: s, Entry: onEntry}) }
	votes := func(polls ...view.CouncilPoll) func(seat) view.CouncilPage {
		return func(s seat) view.CouncilPage {
			return view.NewVotesPage(view.VotesInput{Seat: s, Polls: polls, Entries: entryMap})
		}
	}
	ballot := func(x view.CouncilPoll) func(seat) view.CouncilPage {
		return func(s seat) view.CouncilPage {
			return view.NewBallotPage(view.BallotInput{Seat: s, Poll: x, Entries: entryMap})
		}
	}
	decisions := func(s seat) view.CouncilPage {
		return view.NewDecisionsPage(view.DecisionsInput{Seat: s, Entries: []view.CouncilEntry{onEntry}})
	}
	for _, rule := range []struct {
		name    string
		page    func(seat) view.CouncilPage
		address string
		phases  []evaluation.Phase
		to      []evaluation.Position
	}{
		{"appoint members", members, "/thanh-vien", arranging, clerk},
		{"check names", members, "/ra-soat", arranging, clerk},
		{"assign", members, "/phan-cong", arranging, clerk},
		{"note a recusal", members, "/khong-tham-gia", arranging, clerk},
		{"save settings", func(s seat) view.CouncilPage {
			return view.NewRoundSettingsPage(s, view.RoundInput{Round: s.Round})
		}, "/cai-dat", arranging, clerk},
		{"decide eligibility", gate, "/dieu-kien", phases(evaluation.Eligibility, evaluation.Released), both}, // the link "Tất cả"
		{"gather entries", gate, "/cap-nhat", only(evaluation.Eligibility), clerk},
		{"declare ties", func(s seat) view.CouncilPage {
			return view.NewDeclarePage(s, tasks(false))
		}, "/khai-bao", arranging, scorers},
		{"score the next entry", func(s seat) view.CouncilPage {
			return view.NewTasksPage(s, tasks(true))
		}, "/cham/7", only(evaluation.Scoring), scorers},
		{"score nothing before declaring", func(s seat) view.CouncilPage {
			return view.NewTasksPage(s, tasks(false))
		}, "/cham/7", nil, nil},
		{"take the pack along", func(s seat) view.CouncilPage {
			return view.NewTasksPage(s, tasks(true))
		}, "/goi-hop.zip", only(evaluation.Scoring), scorers},
		{"send filled sheets", func(s seat) view.CouncilPage {
			return view.NewSheetIntakePage(view.SheetIntakeInput{Seat: s})
		}, "/nop-phieu", only(evaluation.Scoring), scorers},
		{"discuss", talk, "/mo-hinh/7/y-kien", phases(evaluation.Discussion, evaluation.Shortlisting), both},
		{"change one's score", talk, "/cham/7#phieu", only(evaluation.Discussion), scorers},
		{"clear the feedback", talk, "/mo-hinh/7/phan-hoi", phases(evaluation.Eligibility, evaluation.Released), clerk},
		{"the filled sheets as a paper", talk, "/van-ban/phieu-cham-7.docx", scored, clerk},
		{"the commendation dossier", talk, "/mo-hinh/7/ho-so-khen.zip", scored, clerk},
		{"pick the shortlist", func(s seat) view.CouncilPage {
			return view.NewShortlistPage(view.ShortlistInput{Seat: s, Entries: entryMap, Standings: ranked})
		}, "/rut-gon", only(evaluation.Shortlisting), clerk},
		{"open a vote", votes(), "/bieu-quyet", only(evaluation.Voting), clerk},
		{"open no vote beside an open one", votes(openPoll), "/bieu-quyet", nil, nil},
		{"close a vote", votes(openPoll), "/bieu-quyet/3/dong", only(evaluation.Voting), clerk},
		{"go to the ballot", votes(openPoll), "/bieu-quyet/3", only(evaluation.Voting), scorers},
		{"go to the paper counts", votes(paperPoll()), "/bieu-quyet/3", only(evaluation.Voting), clerk},
		{"cast a ballot", ballot(openPoll), "/bieu-quyet/3", only(evaluation.Voting), scorers},
		{"count paper ballots", ballot(paperPoll()), "/bieu-quyet/3/kiem", only(evaluation.Voting), clerk},
		{"decide", decisions, "/quyet-dinh", only(evaluation.Deciding), clerk},
		{"release", decisions, "/cong-bo", only(evaluation.Deciding), clerk},
		{"move the phase", overview, "/buoc", phases(evaluation.Eligibility, evaluation.Voting), clerk},
		{"papers", overview, "/to-trinh", scored, clerk},
		{"the whole course", overview, "/lich-su.xlsx", scored, clerk},
	} {
		for _, phase := range evaluation.Phases() {
			for _, position := range both {
				s := seat{Round: evaluation.Round{ID: 1, Phase: phase}, Position: position}
				want := slices.Contains(rule.phases, phase) && slices.Contains(rule.to, position)
				if got := slices.Contains(offered(rule.page(s)), rule.address); got != want {
					t.Errorf("%s: offered to %s in %s: %t, want %t", rule.name, position.Label(), phase.Label(), got, want)
				}
			}
		}
	}
}

// Nobody but the clerk decides on eligibility, and only in its phase; others read.
func TestGateButtonsOfTheClerk(t *testing.T) {
	t.Parallel()
	for _, phase := range evaluation.Phases() {
		for _, position := range []evaluation.Position{evaluation.Clerk, evaluation.Chair, evaluation.Member} {
			p := view.NewGatePage(view.GateInput{
				Seat:    view.CouncilSeat{Round: evaluation.Round{ID: 1, Phase: phase}, Position: position},
				Entries: []view.GateEntry{{CouncilEntry: onEntry}},
			})
			form := p.Sections[len(p.Sections)-1].Form
			want := 0
			if phase == evaluation.Eligibility && position == evaluation.Clerk {
				want = 3
			}
			if len(form.Picks) != 1 || len(form.Buttons) != want {
				t.Errorf("%s, %s: %d rows, %d buttons, want %d", phase.Label(), position.Label(), len(form.Picks), len(form.Buttons), want)
			}
		}
	}
}
