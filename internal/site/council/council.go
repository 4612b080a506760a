package council

import (
	"strings"

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
	e.GET("/lam-viec/ket-qua-xet/:entry", h.feedback, shell.Private, shell.RequireArea(registry.DeskArea))
	g := e.Group(view.CouncilHome, shell.Private, shell.RequireArea(registry.CouncilArea))
	g.GET("", h.home)
	g.GET("/dot-moi", h.newRound, shell.RequireArea(registry.SecretariatArea))
	g.POST("/dot-moi", h.openRound, shell.RequireArea(registry.SecretariatArea))
	h.registers(g)
	h.scaleRoutes(g)

	r := g.Group("/:round")
	r.GET("", h.overview)
	r.POST("/buoc", h.movePhase)
	r.GET("/cai-dat", h.settings)
	r.POST("/cai-dat", h.saveSettings)
	r.GET("/dieu-kien", h.gate)
	r.POST("/dieu-kien", h.decideGate)
	r.POST("/cap-nhat", h.gather)
	r.GET("/thanh-vien", h.members)
	r.POST("/thanh-vien", h.appoint)
	r.POST("/thanh-vien/:account/bo", h.dismiss)
	r.POST("/ra-soat", h.checkNames)
	r.POST("/phan-cong", h.assign)
	r.POST("/khong-tham-gia", h.recuse)
	r.GET("/khai-bao", h.declareForm)
	r.POST("/khai-bao", h.declare)
	r.GET("/cham", h.queue)
	r.GET("/cham/:entry", h.sheet)
	r.POST("/cham/:entry", h.saveSheet)
	r.GET("/ho-so/:entry/anh/:photo/:size", h.picture)
	r.GET("/ho-so/:entry/tep/:file", h.document)
	r.GET("/xep-hang", h.ranking)
	r.GET("/mo-hinh/:entry", h.talk)
	r.POST("/mo-hinh/:entry/y-kien", h.addNote)
	r.POST("/mo-hinh/:entry/phan-hoi", h.clearFeedback)
	r.GET("/rut-gon", h.shortlistForm)
	r.POST("/rut-gon", h.shortlist)
	r.GET("/bieu-quyet", h.votes)
	r.POST("/bieu-quyet", h.openVote)
	r.GET("/bieu-quyet/:vote", h.ballot)
	r.POST("/bieu-quyet/:vote", h.cast)
	r.POST("/bieu-quyet/:vote/kiem", h.countPaper)
	r.POST("/bieu-quyet/:vote/dong", h.closeVote)
	r.GET("/quyet-dinh", h.decisions)
	r.POST("/quyet-dinh", h.decide)
	r.POST("/quyet-dinh/theo-phieu", h.decideByVote)
	r.POST("/cong-bo", h.release)
	r.GET("/van-ban/:paper", h.paper)
	r.GET("/lich-su.json", h.history)
	r.GET("/lich-su.xlsx", h.historyBook)
	r.GET("/goi-hop.zip", h.pack)
	r.GET("/phieu-cham.xlsx", h.sheetFile)
	r.GET("/nop-phieu", h.intakeForm)
	r.POST("/nop-phieu", h.intake)
	r.GET("/mo-hinh/:entry/ho-so-khen.zip", h.dossierZip)
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

// plain shows a page made of sections.
func (h *Area) plain(c *shell.Context, code int, s *judging.Seat, p view.CouncilPage) error {
	return shell.Render(c, code, c.Pages().Council.Plain, h.frame(c, s, code, p.Title), p)
}

// Side are the lines of the work area's left list that lead here.
func Side(a registry.Actor) []view.SideItem {
	var out []view.SideItem
	if a.MayEnter(registry.CouncilArea) {
		out = append(out, view.SideItem{Label: "Hội đồng bình xét", URL: view.CouncilHome})
	}
	if a.MayEnter(registry.SecretariatArea) {
		out = append(
			out,
			view.SideItem{Label: "Thang điểm, quy tắc", URL: view.ScalesPath},
			view.SideItem{Label: view.RecognitionRegister.Title, URL: view.RecognitionRegister.Path},
			view.SideItem{Label: view.CommendationRegister.Title, URL: view.CommendationRegister.Path},
		)
	}
	return out
}

// side is the left list: the parts of the round that are open to the actor.
func (h *Area) side(c *shell.Context, s *judging.Seat) []view.SideGroup {
	path := c.Request().URL.Path
	first := view.SideGroup{Items: append([]view.SideItem{{Label: "Việc của tôi", URL: "/lam-viec"}}, Side(c.Actor())...)}
	groups := []view.SideGroup{first}
	if s != nil {
		g := view.SideGroup{Label: "Đợt xét này"}
		clerk := s.Position == evaluation.Clerk
		for _, x := range []struct {
			label, part string
			on          bool
		}{
			{"Tổng quan", "", true},
			{"Cài đặt", "cai-dat", clerk},
			{"Xét điều kiện", "dieu-kien", clerk},
			{"Hội đồng, phân công", "thanh-vien", clerk},
			{"Khai báo liên quan", "khai-bao", s.May(evaluation.Declare)},
			{"Chấm điểm", "cham", s.Position.Scores()},
			{"Xếp hạng", "xep-hang", s.May(evaluation.SeeScores)},
			{"Danh sách rút gọn", "rut-gon", s.Round.Phase >= evaluation.Shortlisting && s.May(evaluation.SeeScores)},
			{"Biểu quyết", "bieu-quyet", s.Round.Phase >= evaluation.Voting},
			{"Quyết định", "quyet-dinh", clerk && s.Round.Phase >= evaluation.Deciding},
		} {
			if x.on {
				g.Items = append(g.Items, view.SideItem{Label: x.label, URL: view.CouncilPath(s.Round.ID, x.part)})
			}
		}
		groups = append(groups, g)
	}
	for i := range groups {
		for j := range groups[i].Items {
			it := &groups[i].Items[j]
			it.Current = it.URL == path ||
				s != nil && it.URL != view.CouncilPath(s.Round.ID, "") && it.URL != "/lam-viec" && it.URL != view.CouncilHome &&
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
	return h.plain(c, 200, nil, view.NewCouncilHomePage(rounds, c.Actor().MayEnter(registry.SecretariatArea)))
}
