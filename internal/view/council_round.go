package view

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
)

// NewCouncilHomePage lists the rounds. opens says that the reader may open one.
func NewCouncilHomePage(rounds []evaluation.Round, opens bool) CouncilPage {
	p := CouncilPage{CouncilHead: CouncilHead{
		Title: "Hội đồng bình xét",
		Lead:  "Mỗi đợt xét đi từ xét điều kiện, chấm điểm độc lập, thảo luận, đến biểu quyết và công bố.",
	}}
	if len(rounds) == 0 {
		empty := &Empty{Heading: "Chưa có đợt xét nào", Text: "Khi thư ký mở đợt và thêm bạn vào hội đồng, đợt xét sẽ hiện ở đây."}
		if opens {
			empty.Text = "Mở một đợt xét để đưa các mô hình của năm ra hội đồng."
			empty.Action = &Link{"Mở đợt xét đầu tiên", address.RoundNew}
		}
		p.Sections = []Block{{Empty: empty}}
		return p
	}
	t := Table{
		Caption: "Các đợt xét", HideCaption: true, Stacked: true,
		Columns: []Column{{Label: "Đợt xét"}, {Label: "Năm", Num: true}, {Label: "Cấp"}, {Label: "Bước"}},
	}
	for _, r := range rounds {
		phase := Badge{r.Phase.Label(), "wait"}
		if r.Phase == evaluation.Released {
			phase.Tone = "ok"
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			H(r.Title, address.Round.At(r.ID)), N(YearText(r.Season)), T(r.Level.Label()), {Badge: &phase},
		}})
	}
	t = t.Labelled()
	sec := Block{Table: &t}
	if opens {
		sec.Links = []Link{{"Mở đợt xét mới", address.RoundNew}}
	}
	p.Sections = []Block{sec}
	return p
}

// OverviewInput is what the first page of a round is made from.
type OverviewInput struct {
	Seat     CouncilSeat
	Tasks    []ScoreTask      // of a member
	Entries  []CouncilEntry   // for the clerk
	Progress []MemberProgress // for the clerk
	Papers   []Link           // that the round has so far
	Course   []PhaseChange
	Err      error
}

// MemberProgress is how far a member has come, without any score.
type MemberProgress struct {
	Member                  string
	Position                evaluation.Position
	Assigned, Done, Recused int
}

// PhaseChange says when a phase began and who began it.
type PhaseChange struct {
	Phase       evaluation.Phase
	At          time.Time
	Who, Reason string
}

// NewOverviewPage is the active phase of a round: what waits for a member, the
// progress and the next step for the clerk, and the course so far for all.
func NewOverviewPage(in OverviewInput) CouncilPage {
	s, r := in.Seat, in.Seat.Round
	p := CouncilPage{CouncilHead: CouncilHead{
		Crumbs:  []Crumb{{"Hội đồng", address.Council}, {Text: r.Title}},
		Eyebrow: fmt.Sprintf("%s · năm %d · bạn là %s", r.Level.Label(), r.Season, strings.ToLower(s.Position.Label())),
		Title:   r.Title, Steps: PhaseSteps(r), Errors: NewErrorSummary(in.Err),
	}}
	if s.Position.Scores() {
		p.Sections = append(p.Sections, memberWork(s, in.Tasks))
	}
	if s.Position == evaluation.Clerk {
		p.Sections = append(p.Sections, clerkFigures(s, in.Entries), progressSection(s, in.Progress))
		if s.May(evaluation.MovePhase) {
			p.Sections = append(p.Sections, phaseSection(s))
		}
		if s.May(evaluation.MakePapers) {
			p.Sections = append(p.Sections, papersSection(s, in.Papers))
		}
	}
	course := Block{Heading: "Diễn biến"}
	for _, x := range in.Course {
		course.Timeline = append(course.Timeline, TimelineItem{
			When: Moment(x.At), Stamp: x.At.Format(time.RFC3339), Who: x.Who, What: x.Phase.Label(), Why: x.Reason,
		})
	}
	p.Sections = append(p.Sections, course)
	return p
}

// memberWork is what a member has to do in the active phase.
func memberWork(s CouncilSeat, tasks []ScoreTask) Block {
	sec := Block{Heading: "Việc của bạn"}
	finished, undeclared := 0, 0
	for _, t := range tasks {
		if t.finished() {
			finished++
		}
		if !t.Declared {
			undeclared++
		}
	}
	switch s.Round.Phase {
	case evaluation.Eligibility, evaluation.Scoring:
		sec.Figures = []Figure{finishedFigure(finished, len(tasks))}
		sec.Figures[0].URL = address.RoundScoring.At(s.Round.ID)
		if undeclared > 0 && s.May(evaluation.Declare) {
			sec.Links = append(
				sec.Links,
				Link{fmt.Sprintf("Khai báo liên quan cho %d mô hình", undeclared), address.RoundDeclare.At(s.Round.ID)},
			)
		}
		if s.May(evaluation.ScoreEntry) {
			sec.Start = &Link{"Vào chấm điểm", address.RoundScoring.At(s.Round.ID)}
			sec.Links = append(sec.Links, s.offlineLinks()...)
		} else {
			sec.Text = "Thư ký đang xét điều kiện. Khi bước chấm điểm mở, hồ sơ sẽ hiện ở đây."
		}
	case evaluation.Voting:
		sec.Start = &Link{"Vào biểu quyết", address.RoundVotes.At(s.Round.ID)}
		sec.Links = []Link{{"Xem xếp hạng", address.RoundRanking.At(s.Round.ID)}, s.offlineLinks()[0]}
	default:
		sec.Start = &Link{"Xem xếp hạng, thảo luận", address.RoundRanking.At(s.Round.ID)}
		sec.Links = s.offlineLinks()[:1]
	}
	return sec
}

func finishedFigure(done, all int) Figure {
	return Figure{Value: strconv.Itoa(done), Of: "/" + strconv.Itoa(all), Unit: "mô hình", Label: "đã chấm xong"}
}

// clerkFigures count the entries: while eligibility matters those that still wait,
// from the shortlist on those that are on it.
func clerkFigures(s CouncilSeat, entries []CouncilEntry) Block {
	verdicts, picked := map[evaluation.Verdict]int{}, 0
	for _, x := range entries {
		verdicts[x.Verdict]++
		if x.Shortlisted {
			picked++
		}
	}
	last := Figure{Value: Count(verdicts[evaluation.Undecided]), Label: "chờ kết luận", URL: gateList(s, evaluation.Undecided)}
	if s.Round.Phase >= evaluation.Shortlisting {
		last = Figure{Value: Count(picked), Label: "trong danh sách rút gọn", URL: address.RoundShortlist.At(s.Round.ID)}
	}
	return Block{Heading: "Hồ sơ", Figures: []Figure{
		{Value: Count(len(entries)), Unit: "mô hình", Label: "trong đợt xét", URL: address.RoundGate.At(s.Round.ID)},
		{Value: Count(verdicts[evaluation.Eligible]), Label: "đủ điều kiện", URL: gateList(s, evaluation.Eligible)},
		last,
	}}
}

func progressSection(s CouncilSeat, list []MemberProgress) Block {
	t := Table{
		Caption: "Tiến độ của thành viên", HideCaption: true, Stacked: true,
		Columns: []Column{
			{Label: "Thành viên"}, {Label: "Chức danh"}, {Label: "Đã chấm", Num: true}, {Label: "Được giao", Num: true},
			{Label: "Không tham gia", Num: true}, {Label: "Tiến độ"},
		},
	}
	for _, x := range list {
		if x.Position.Scores() {
			t.Rows = append(t.Rows, Row{Cells: []Cell{
				H(x.Member, ""), T(x.Position.Label()), N(strconv.Itoa(x.Done)), N(strconv.Itoa(x.Assigned)), N(strconv.Itoa(x.Recused)),
				{Bar: NewBar(float64(x.Done), float64(x.Assigned))},
			}})
		}
	}
	if len(t.Rows) == 0 {
		return Block{Heading: "Tiến độ", Empty: &Empty{
			Heading: "Chưa có thành viên",
			Text:    "Thêm chủ tịch và ủy viên hội đồng trước khi phân công.",
			Action:  &Link{"Thêm thành viên", address.RoundMembers.At(s.Round.ID)},
		}}
	}
	t = t.Labelled()
	return Block{Heading: "Tiến độ", Text: "Chỉ số phiếu đã xong, không có điểm.", Table: &t}
}

// phaseAdvice says what the next phase changes for good.
var phaseAdvice = map[evaluation.Phase]string{
	evaluation.Eligibility: "Khi mọi mô hình đã có kết luận và đã phân công, mở chấm điểm. " +
		"Từ đó thang điểm và quy tắc được giữ nguyên.",
	evaluation.Scoring:    "Đóng chấm điểm thì mọi người mới thấy điểm của nhau; không mở lại chấm độc lập được nữa.",
	evaluation.Discussion: "Sau thảo luận, điểm được giữ nguyên và thư ký lập danh sách rút gọn.",
}

// phaseSection takes a round on to its next phase, or back where it may.
func phaseSection(s CouncilSeat) Block {
	r := s.Round
	f := &BlockForm{
		URL:    address.RoundPhase.At(s.Round.ID),
		Hidden: []Field{InputHidden("version", strconv.Itoa(r.Version))},
		Fields: []Field{InputText("reason", "Ghi chú, lý do", "").Hint("Bắt buộc khi quay lại bước trước.")},
	}
	for _, p := range r.Phase.Moves() {
		b := Button{Text: "Quay lại: " + p.Label(), Name: "phase", Value: p.String()}
		if p > r.Phase {
			b.Text, b.Kind = "Chuyển sang: "+p.Label(), "main"
		}
		f.Buttons = append(f.Buttons, b)
	}
	return Block{Heading: "Bước tiếp theo", Text: phaseAdvice[r.Phase], Form: f}
}

func papersSection(s CouncilSeat, papers []Link) Block {
	sec := Block{ID: "van-ban", Heading: "Văn bản", Text: "Số, ngày và người ký để trống, văn thư điền khi phát hành."}
	sec.Links = append(sec.Links, papers...)
	sec.Links = append(sec.Links,
		Link{"Toàn bộ quá trình (.xlsx)", address.RoundHistoryXLSX.At(s.Round.ID)},
		Link{"Toàn bộ quá trình (.json)", address.RoundHistory.At(s.Round.ID)},
		s.offlineLinks()[0],
	)
	return sec
}
