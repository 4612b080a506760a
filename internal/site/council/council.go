package council

import (
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/judging"
)

// Area is the area of the evaluation committee.
type Area struct{ *shell.Shell }

// New makes the area.
func New(s *shell.Shell) shell.Area { return &Area{s} }

// Routes adds the routes of the area.
func (h *Area) Routes(e *shell.Router) {
	e.GET(string(address.Feedback), h.feedback, shell.Private, shell.RequireArea(registry.DeskArea))
	g := e.Group(address.Council, shell.Private, shell.RequireArea(registry.CouncilArea))
	g.GET(address.Council, h.home)
	g.GET(address.RoundNew, h.newRound, shell.RequireArea(registry.SecretariatArea))
	g.POST(address.RoundNew, h.openRound, shell.RequireArea(registry.SecretariatArea))
	h.registers(g)
	h.scaleRoutes(g)

	r := g.Group(string(address.Round))
	r.GET(string(address.Round), h.overview)
	r.POST(string(address.RoundPhase), h.movePhase)
	r.GET(string(address.RoundSettings), h.settings)
	r.POST(string(address.RoundSettings), h.saveSettings)
	r.GET(string(address.RoundGate), h.gate)
	r.POST(string(address.RoundGate), h.decideGate)
	r.POST(string(address.RoundGather), h.gather)
	r.GET(string(address.RoundMembers), h.members)
	r.POST(string(address.RoundMembers), h.appoint)
	r.POST(string(address.RoundMemberDrop), h.dismiss)
	r.POST(string(address.RoundNames), h.checkNames)
	r.POST(string(address.RoundAssign), h.assign)
	r.POST(string(address.RoundRecuse), h.recuse)
	r.GET(string(address.RoundDeclare), h.declareForm)
	r.POST(string(address.RoundDeclare), h.declare)
	r.GET(string(address.RoundScoring), h.queue)
	r.GET(string(address.RoundSheet), h.sheet)
	r.POST(string(address.RoundSheet), h.saveSheet)
	r.GET(string(address.RoundPhoto), h.picture)
	r.GET(string(address.RoundFile), h.document)
	r.GET(string(address.RoundRanking), h.ranking)
	r.GET(string(address.RoundEntry), h.talk)
	r.POST(string(address.RoundNote), h.addNote)
	r.POST(string(address.RoundFeedback), h.clearFeedback)
	r.GET(string(address.RoundShortlist), h.shortlistForm)
	r.POST(string(address.RoundShortlist), h.shortlist)
	r.GET(string(address.RoundVotes), h.votes)
	r.POST(string(address.RoundVotes), h.openVote)
	r.GET(string(address.RoundVote), h.ballot)
	r.POST(string(address.RoundVote), h.cast)
	r.POST(string(address.RoundVoteCount), h.countPaper)
	r.POST(string(address.RoundVoteClose), h.closeVote)
	r.GET(string(address.RoundDecisions), h.decisions)
	r.POST(string(address.RoundDecisions), h.decide)
	r.POST(string(address.RoundDecideByVote), h.decideByVote)
	r.POST(string(address.RoundRelease), h.release)
	r.GET(string(address.RoundPaper), h.paper)
	r.GET(string(address.RoundHistory), h.history)
	r.GET(string(address.RoundHistoryXLSX), h.historyBook)
	r.GET(string(address.RoundPack), h.pack)
	r.GET(string(address.RoundSheets), h.sheetFile)
	r.GET(string(address.RoundIntake), h.intakeForm)
	r.POST(string(address.RoundIntake), h.intake)
	r.GET(string(address.RoundDossier), h.dossierZip)
}

func roundID(c *shell.Context) (evaluation.RoundID, error) {
	id, err := shell.PathID[evaluation.RoundID](c, "round")
	if err != nil {
		return 0, registry.Errorf(registry.NotFound, "Không tìm thấy đợt xét này.")
	}
	return id, nil
}

// seat finds the round of the address and what the actor is in it.
func (h *Area) seat(c *shell.Context) (judging.Seat, error) {
	id, err := roundID(c)
	if err != nil {
		return judging.Seat{}, err
	}
	return h.Judging.Seat(c.Context(), c.Actor(), id)
}

// seatOf is a seat as the pages know it.
func seatOf(s judging.Seat) view.CouncilSeat {
	return view.CouncilSeat{Round: s.Round, Position: s.Position}
}

// entryOf is a candidate as the pages show it.
func (h *Area) entryOf(x sqlite.Candidate) view.CouncilEntry {
	return view.CouncilEntry{
		ID: x.Entry, Number: x.Number, Title: x.Title, Field: x.Field, Group: x.Group,
		Unit: h.Flow.Ledger().Name(x.Unit), UnitLine: h.Flow.Ledger().FullName(x.Unit),
		Verdict: x.Verdict, Reason: x.Reason, DecidedAt: x.DecidedAt, Shortlisted: x.Shortlisted,
		Outcome: x.Outcome, Why: x.Why, Feedback: x.Feedback,
	}
}

func (h *Area) entriesOf(list []sqlite.Candidate) []view.CouncilEntry {
	out := make([]view.CouncilEntry, len(list))
	for i, x := range list {
		out[i] = h.entryOf(x)
	}
	return out
}

// frame is the chrome of a page of the committee; s is the reader's seat, nil for
// pages above the rounds.
func (h *Area) frame(c *shell.Context, s *judging.Seat, code int, title string) view.Chrome {
	ch := h.Chrome(c, shell.FormTitle(code, title))
	ch.NoIndex = true
	ch.Side = h.side(c, s)
	return ch
}

// render shows a page made of sections.
func (h *Area) render(c *shell.Context, code int, s *judging.Seat, p view.CouncilPage) error {
	return shell.Render(c, code, c.Pages().Council.Plain, h.frame(c, s, code, p.Title), p)
}

// Side are the lines of the work area's left list that lead here.
func Side(a registry.Actor) []view.SideItem {
	var out []view.SideItem
	if a.MayEnter(registry.CouncilArea) {
		out = append(out, view.SideItem{Label: "Hội đồng bình xét", URL: address.Council})
	}
	if a.MayEnter(registry.SecretariatArea) {
		out = append(
			out,
			view.SideItem{Label: "Thang điểm, quy tắc", URL: address.Scales},
			view.SideItem{Label: view.RecognitionRegister.Title, URL: view.RecognitionRegister.Path},
			view.SideItem{Label: view.CommendationRegister.Title, URL: view.CommendationRegister.Path},
		)
	}
	return out
}

// side is the left list: the parts of the round that are open to the actor.
func (h *Area) side(c *shell.Context, s *judging.Seat) []view.SideGroup {
	path := c.Request().URL.Path
	first := view.SideGroup{Items: append([]view.SideItem{{Label: "Việc của tôi", URL: address.Desk}}, Side(c.Actor())...)}
	groups := []view.SideGroup{first}
	if s != nil {
		g := view.SideGroup{Label: "Đợt xét này"}
		clerk := s.Position == evaluation.Clerk
		for _, x := range []struct {
			label string
			page  address.One[evaluation.RoundID]
			on    bool
		}{
			{"Tổng quan", address.Round, true},
			{"Cài đặt", address.RoundSettings, clerk},
			{"Xét điều kiện", address.RoundGate, clerk},
			{"Hội đồng, phân công", address.RoundMembers, clerk},
			{"Khai báo liên quan", address.RoundDeclare, s.May(evaluation.Declare)},
			{"Chấm điểm", address.RoundScoring, s.Position.Scores()},
			{"Xếp hạng", address.RoundRanking, s.May(evaluation.SeeScores)},
			{"Danh sách rút gọn", address.RoundShortlist, s.Round.Phase >= evaluation.Shortlisting && s.May(evaluation.SeeScores)},
			{"Biểu quyết", address.RoundVotes, s.Round.Phase >= evaluation.Voting},
			{"Quyết định", address.RoundDecisions, clerk && s.Round.Phase >= evaluation.Deciding},
		} {
			if x.on {
				g.Items = append(g.Items, view.SideItem{Label: x.label, URL: x.page.At(s.Round.ID)})
			}
		}
		groups = append(groups, g)
	}
	for i := range groups {
		for j := range groups[i].Items {
			it := &groups[i].Items[j]
			it.Current = it.URL == path ||
				s != nil && it.URL != address.Round.At(s.Round.ID) && it.URL != address.Desk && it.URL != address.Council &&
					strings.HasPrefix(path, it.URL+"/")
		}
	}
	return groups
}

func (h *Area) home(c *shell.Context) error {
	rounds, err := h.Judging.Rounds(c.Context(), c.Actor())
	if err != nil {
		return err
	}
	return h.render(c, 200, nil, view.NewCouncilHomePage(rounds, c.Actor().MayEnter(registry.SecretariatArea)))
}
