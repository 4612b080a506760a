package site

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// council is the area of the evaluation committee.
type council struct{ *shell }

func (h *council) routes(e *echo.Echo) {
	e.GET("/lam-viec/ket-qua-xet/:entry", h.feedback, private, need(registry.DeskArea))
	g := e.Group("/lam-viec/hoi-dong", private, need(registry.CouncilArea))
	g.GET("", h.home)
	g.GET("/dot-moi", h.newRound, need(registry.SecretariatArea))
	g.POST("/dot-moi", h.openRound, need(registry.SecretariatArea))
	h.registers(g)

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
}

func roundID(c echo.Context) (evaluation.RoundID, error) {
	id, err := pathID[evaluation.RoundID](c, "round")
	if err != nil {
		return 0, registry.Errorf(registry.NotFound, "Không tìm thấy đợt xét này.")
	}
	return id, nil
}

// seat finds the round of the address and what the actor is in it.
func (h *council) seat(c echo.Context) (workflow.Seat, error) {
	id, err := roundID(c)
	if err != nil {
		return workflow.Seat{}, err
	}
	return h.Flow.Seat(c.Request().Context(), actor(c), id)
}

// boardShow shows a page of the committee.
func boardShow[T any](h *council, c echo.Context, code int, title string, s *workflow.Seat, pick func(*view.CouncilPages) view.Template[T], page T) error {
	set, err := h.Pages()
	if err != nil {
		return err
	}
	if code >= 400 {
		title = "Cần sửa: " + title
	}
	ch := h.chrome(c, title)
	ch.NoIndex = true
	ch.Side = h.side(c, s)
	return show(h.shell, c, code, pick(&set.Council), ch, page)
}

// plain shows a page made of sections.
func (h *council) plain(c echo.Context, code int, s *workflow.Seat, p view.CouncilPage) error {
	if s != nil && p.Crumbs == nil {
		p.Crumbs = []view.Crumb{{Text: "Hội đồng", URL: "/lam-viec/hoi-dong"}, {Text: s.Round.Title, URL: view.CouncilPath(s.Round.ID, "")}, {Text: p.Title}}
	}
	return boardShow(h, c, code, p.Title, s, func(v *view.CouncilPages) view.Template[view.CouncilPage] { return v.Plain }, p)
}

// councilSide are the lines of the work area's left list that lead here.
func councilSide(a registry.Actor) []view.SideItem {
	var out []view.SideItem
	if a.MayEnter(registry.CouncilArea) {
		out = append(out, view.SideItem{Label: "Hội đồng bình xét", URL: "/lam-viec/hoi-dong"})
	}
	if a.MayEnter(registry.SecretariatArea) {
		out = append(out, view.SideItem{Label: "Sổ công nhận", URL: councilHome + "/so-cong-nhan"}, view.SideItem{Label: "Sổ khen thưởng", URL: councilHome + "/so-khen"})
	}
	return out
}

// side is the left list: the parts of the round that are open to the actor.
func (h *council) side(c echo.Context, s *workflow.Seat) []view.SideGroup {
	path := c.Request().URL.Path
	first := view.SideGroup{Items: append([]view.SideItem{{Label: "Việc của tôi", URL: "/lam-viec"}}, councilSide(actor(c))...)}
	groups := []view.SideGroup{first}
	if s != nil {
		g := view.SideGroup{Label: "Đợt xét này"}
		clerk := s.Position == evaluation.Clerk
		for _, x := range []struct {
			label, part string
			on          bool
		}{
			{"Tổng quan", "", true}, {"Cài đặt", "cai-dat", clerk}, {"Xét điều kiện", "dieu-kien", clerk}, {"Hội đồng, phân công", "thanh-vien", clerk},
			{"Khai báo liên quan", "khai-bao", s.May(evaluation.Declare)}, {"Chấm điểm", "cham", s.Position.Scores()}, {"Xếp hạng", "xep-hang", s.May(evaluation.SeeScores)},
			{"Danh sách rút gọn", "rut-gon", s.Round.Phase >= evaluation.Shortlisting && s.May(evaluation.SeeScores)},
			{"Biểu quyết", "bieu-quyet", s.Round.Phase >= evaluation.Voting}, {"Quyết định", "quyet-dinh", clerk && s.Round.Phase >= evaluation.Deciding},
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
			it.Current = it.URL == path || s != nil && it.URL != view.CouncilPath(s.Round.ID, "") && it.URL != "/lam-viec" && it.URL != "/lam-viec/hoi-dong" && strings.HasPrefix(path, it.URL+"/")
		}
	}
	return groups
}

// home lists the rounds.
func (h *council) home(c echo.Context) error {
	rounds, err := h.Flow.Rounds(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	p := view.CouncilPage{CouncilHead: view.CouncilHead{Title: "Hội đồng bình xét", Lead: "Mỗi đợt xét đi từ xét điều kiện, chấm điểm độc lập, thảo luận, đến biểu quyết và công bố."}}
	sec := view.CouncilSection{}
	if len(rounds) == 0 {
		sec.Empty = &view.Empty{Heading: "Chưa có đợt xét nào", Text: "Khi thư ký mở đợt và thêm bạn vào hội đồng, đợt xét sẽ hiện ở đây."}
		if actor(c).MayEnter(registry.SecretariatArea) {
			sec.Empty.Text = "Mở một đợt xét để đưa các mô hình của năm ra hội đồng."
			sec.Empty.Action = &view.Link{Text: "Mở đợt xét đầu tiên", URL: "/lam-viec/hoi-dong/dot-moi"}
		}
	} else {
		t := view.Table{Caption: "Các đợt xét", HideCaption: true, Stacked: true, Columns: []view.Column{{Label: "Đợt xét"}, {Label: "Năm", Num: true}, {Label: "Cấp"}, {Label: "Bước"}}}
		for _, r := range rounds {
			tone := "wait"
			if r.Phase == evaluation.Released {
				tone = "ok"
			}
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.H(r.Title, view.CouncilPath(r.ID, "")), view.N(view.YearText(r.Season)), view.T(levelLabel(r.Level)), {Badge: &view.Badge{Text: r.Phase.Label(), Tone: tone}}}})
		}
		t = t.Labelled()
		sec.Table = &t
		if actor(c).MayEnter(registry.SecretariatArea) {
			sec.Links = []view.Link{{Text: "Mở đợt xét mới", URL: "/lam-viec/hoi-dong/dot-moi"}}
		}
	}
	p.Sections = []view.CouncilSection{sec}
	return h.plain(c, 200, nil, p)
}

func levelLabel(code string) string {
	return registry.ChoiceLabel(registry.RecognitionLevels(), code)
}

// roundFields are the fields of a round's settings. locked keeps those that are
// declared before scoring.
func roundFields(r evaluation.Round, seasons []registry.Season, fresh, locked bool, err error) []view.Field {
	wrong := registry.FieldsOf(err)
	var years []view.Option
	for _, s := range seasons {
		years = append(years, view.Option{Value: strconv.Itoa(int(s.Year)), Label: view.YearText(s.Year)})
	}
	fs := []view.Field{
		view.InputText("title", "Tên đợt xét", r.Title).Need().Wrong(wrong),
		view.InputText("decision", "Quyết định thành lập hội đồng", r.Decision).Hint("Số, ngày, cơ quan ban hành. Điền sau cũng được."),
	}
	if fresh {
		fs = append(fs, view.InputSelect("season", "Năm", strconv.Itoa(int(r.Season)), years).Need().Wrong(wrong),
			view.InputSelect("level", "Cấp xét", r.Level, []view.Option{{Value: "tinh", Label: "Cấp tỉnh"}, {Value: "co-so", Label: "Cấp cơ sở"}}).Need().Wrong(wrong))
	}
	var forms []view.Option
	for _, a := range evaluation.AwardRules() {
		forms = append(forms, view.Option{Value: a.Form, Label: a.Label})
	}
	number := func(name, label string, v int, unit string) view.Field {
		f := view.InputText(name, label, strconv.Itoa(v)).Wrong(wrong)
		f.InputMode, f.Width, f.Suffix = "numeric", "short", unit
		return f
	}
	rules := []view.Field{
		number("min_sheets", "Số phiếu ít nhất để xếp hạng", r.Rules.MinSheets, "phiếu"),
		number("top_cap", "Trần mức Xuất sắc", r.Rules.TopCap, "% số xếp hạng"),
		number("spread_flag", "Chênh lệch cần bàn", int(r.Rules.SpreadFlag)/100, "điểm"),
		number("min_months", "Thời gian thực hiện ít nhất", r.Rules.MinMonths, "tháng"),
		view.InputSelect("tie", "Khi bằng điểm", r.Rules.Tie, view.Options(evaluation.TieRules())).Wrong(wrong),
		view.InputSelect("form", "Hình thức khen đề nghị", r.Rules.Award.Form, forms).Wrong(wrong),
		number("threshold", "Tỷ lệ đồng ý cần đạt", r.Rules.Award.Threshold, "%"),
		view.InputSelect("base", "Tính trên", r.Rules.Award.Base, []view.Option{{Value: evaluation.BaseTotal, Label: "Tổng số thành viên"}, {Value: evaluation.BasePresent, Label: "Số có mặt"}}),
		view.InputText("quorum", "Số có mặt tối thiểu", fmt.Sprintf("%d/%d", r.Rules.Award.QuorumNum, r.Rules.Award.QuorumDen)).Wrong(wrong),
		view.InputTick("secret", "Bỏ phiếu kín", r.Rules.Award.Secret), view.InputTick("written", "Lấy ý kiến người vắng bằng văn bản", r.Rules.Award.Written),
		view.InputTick("checked", "Đã đối chiếu với quy định của tỉnh", r.Rules.Award.Checked), view.InputText("source", "Căn cứ của quy tắc biểu quyết", r.Rules.Award.Source),
		view.InputText("issuer", "Cơ quan ghi trên văn bản", r.Rules.Issuer), view.InputText("parent", "Cơ quan chủ quản", r.Rules.Parent), view.InputText("place", "Địa danh", r.Rules.Place),
	}
	for i := range rules {
		rules[i].Disabled = locked
	}
	fs = append(fs, rules...)
	for _, p := range evaluation.Phases() {
		fs = append(fs, view.InputDate("date-"+p.String(), p.Label()+" đến ngày", r.Dates[p.String()]).Wrong(wrong))
	}
	return fs
}

// readRound reads the settings of a round from a form over those it has.
func readRound(v url.Values, r evaluation.Round, locked bool) evaluation.Round {
	r.Title, r.Decision = v.Get("title"), v.Get("decision")
	r.Dates = map[string]registry.Date{}
	for _, p := range evaluation.Phases() {
		if d := registry.NewDate(v.Get("date-" + p.String())); d != "" {
			r.Dates[p.String()] = d
		}
	}
	if v.Has("season") {
		y, _ := strconv.Atoi(v.Get("season")) // 0 is refused by Check
		r.Season, r.Level = registry.Year(y), v.Get("level")
	}
	if locked {
		return r
	}
	num := func(name string) int {
		n, err := strconv.Atoi(strings.TrimSpace(v.Get(name)))
		if err != nil {
			return -1
		}
		return n
	}
	rules := &r.Rules
	rules.MinSheets, rules.TopCap, rules.MinMonths, rules.SpreadFlag = num("min_sheets"), num("top_cap"), num("min_months"), evaluation.Points(num("spread_flag")*100)
	rules.Tie = v.Get("tie")
	if a, ok := evaluation.AwardRuleOf(v.Get("form")); ok && a.Form != rules.Award.Form {
		rules.Award = a
	} else {
		w := &rules.Award
		w.Threshold, w.Base, w.Secret, w.Written, w.Checked = num("threshold"), v.Get("base"), v.Get("secret") == "1", v.Get("written") == "1", v.Get("checked") == "1"
		w.Source = registry.CleanText(v.Get("source"))
		if _, err := fmt.Sscanf(strings.ReplaceAll(v.Get("quorum"), " ", ""), "%d/%d", &w.QuorumNum, &w.QuorumDen); err != nil {
			w.QuorumDen = 0
		}
	}
	rules.Issuer, rules.Parent, rules.Place = registry.CleanText(v.Get("issuer")), registry.CleanText(v.Get("parent")), registry.CleanText(v.Get("place"))
	return r
}

func (h *council) newRound(c echo.Context) error {
	y := h.Flow.CurrentYear()
	s := h.Flow.Season(y)
	r := evaluation.Round{Season: y, Level: "tinh", Title: fmt.Sprintf("Xét “Dân vận khéo” cấp tỉnh năm %d", y), Scale: evaluation.DefaultScale(), Rules: evaluation.DefaultRules()}
	r.Dates = map[string]registry.Date{"dieu-kien": s.ReportTo, "cham-diem": s.ScoreTo, "bieu-quyet": s.MeetBy}
	return h.roundForm(c, 200, r, nil)
}

func (h *council) roundForm(c echo.Context, code int, r evaluation.Round, failed error) error {
	p := view.CouncilPage{CouncilHead: view.CouncilHead{
		Crumbs: []view.Crumb{{Text: "Hội đồng", URL: "/lam-viec/hoi-dong"}, {Text: "Mở đợt xét"}}, Title: "Mở đợt xét", Errors: view.NewErrorSummary(failed),
		Lead: "Thang điểm DVK-100, phiên bản 1. Các quy tắc dưới đây là mặc định, chưa đối chiếu QĐ 86/2025/QĐ-UBND; sửa được cho đến khi bắt đầu chấm.",
	}}
	p.Sections = []view.CouncilSection{{Form: &view.CouncilForm{URL: "/lam-viec/hoi-dong/dot-moi", Fields: roundFields(r, h.Flow.Seasons(), true, false, failed), Buttons: []view.Button{view.Submit("Mở đợt xét")}}}}
	return h.plain(c, code, nil, p)
}

func (h *council) openRound(c echo.Context) error {
	v, err := readForm(c, nil)
	if err != nil {
		return err
	}
	in := readRound(v, evaluation.Round{Scale: evaluation.DefaultScale(), Rules: evaluation.DefaultRules()}, false)
	r, err := h.Flow.OpenRound(c.Request().Context(), actor(c), in)
	switch registry.KindOf(err) {
	case registry.None:
		return done(c, "saved", view.CouncilPath(r.ID, "dieu-kien"))
	case registry.Invalid:
		code, _ := statusOf(err)
		return h.roundForm(c, code, in, err)
	}
	return err
}

func (h *council) settings(c echo.Context) error { return h.showSettings(c, 200, nil, nil) }

func (h *council) showSettings(c echo.Context, code int, typed *evaluation.Round, failed error) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	if s.Position != evaluation.Clerk {
		return registry.Errorf(registry.Denied, "Phần này dành cho thư ký hội đồng.")
	}
	r := s.Round
	if typed != nil {
		r = *typed
	}
	locked := s.Round.Phase != evaluation.Eligibility
	p := view.CouncilPage{CouncilHead: view.CouncilHead{Title: "Cài đặt đợt xét", Steps: view.PhaseSteps(s.Round), Errors: view.NewErrorSummary(failed)}}
	if locked {
		p.Notices = []view.Notice{{Tone: "wait", Text: "Đã bắt đầu chấm nên thang điểm và quy tắc được giữ nguyên."}}
	}
	form := &view.CouncilForm{URL: view.CouncilPath(r.ID, "cai-dat"), Hidden: []view.Field{view.InputHidden("version", strconv.Itoa(s.Round.Version))}, Fields: roundFields(r, nil, false, locked, failed)}
	if s.May(evaluation.Arrange) {
		form.Buttons = []view.Button{view.Submit("Lưu cài đặt")}
	}
	p.Sections = []view.CouncilSection{{Form: form}, scaleSection(r.Scale), {Heading: "Quy tắc biểu quyết", Facts: view.RuleFacts(r.Rules.Award)}}
	return h.plain(c, code, &s, p)
}

// scaleSection shows the scale in force with its source.
func scaleSection(scale evaluation.Scale) view.CouncilSection {
	t := view.Table{Caption: fmt.Sprintf("Thang điểm %s, phiên bản %d", scale.Code, scale.Version), Stacked: true, Columns: []view.Column{{Label: "Mã"}, {Label: "Tiêu chí"}, {Label: "Tối đa", Num: true}, {Label: "Căn cứ"}}}
	for _, k := range scale.Criteria {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.H(k.Code, ""), {Text: k.Label, Sub: strings.Join(k.Guide, " · ")}, view.N(k.Max.String()), view.T(k.Basis)}})
	}
	for _, a := range scale.Adjustments {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.H(a.Code, ""), view.T(a.Label), view.N(a.Points.String()), view.T("thưởng, trừ")}})
	}
	t = t.Labelled()
	return view.CouncilSection{Heading: "Thang điểm", Text: scale.Source, Table: &t}
}

func (h *council) saveSettings(c echo.Context) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	v, err := readForm(c, nil)
	if err != nil {
		return err
	}
	in := readRound(v, s.Round, s.Round.Phase != evaluation.Eligibility)
	in.Version, _ = strconv.Atoi(v.Get("version")) // unreadable: a Conflict
	err = h.Flow.SaveRound(c.Request().Context(), actor(c), in)
	switch registry.KindOf(err) {
	case registry.None:
		return done(c, "saved", view.CouncilPath(s.Round.ID, "cai-dat"))
	case registry.Invalid:
		code, _ := statusOf(err)
		return h.showSettings(c, code, &in, err)
	}
	return err
}
