package judging

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// Result is a round's result as it is frozen at the release and handed out as
// its history.
type Result struct {
	Round    evaluation.RoundID `json:"round"`
	Title    string             `json:"title"`
	Season   registry.Year      `json:"season"`
	Decision string             `json:"decision"`
	Members  []ResultMember     `json:"members"`
	Scale    evaluation.Scale   `json:"scale"`
	Rules    evaluation.Rules   `json:"rules"`
	Lines    []ResultLine       `json:"entries"`
	Course   []ResultPhase      `json:"phases"`
	Recusals []ResultRecusal    `json:"recusals"`
}

// ResultMember is somebody of the council.
type ResultMember struct {
	Name     string              `json:"name"`
	Position string              `json:"position"`
	Units    []registry.UnitCode `json:"units,omitempty"`
}

// ResultLine is one entry of a result.
type ResultLine struct {
	Entry   registry.EntryID    `json:"entry"`
	Number  string              `json:"number"`
	Title   string              `json:"title"`
	Unit    registry.UnitCode   `json:"unit"`
	Group   evaluation.Group    `json:"group"`
	Verdict string              `json:"verdict"`
	Reason  string              `json:"reason,omitempty"`
	Sheets  int                 `json:"sheets"`
	Mean    float64             `json:"mean"`
	Median  float64             `json:"median"`
	SD      float64             `json:"sd"`
	Min     float64             `json:"min"`
	Max     float64             `json:"max"`
	Rank    int                 `json:"rank"`
	Shared  bool                `json:"shared,omitempty"`
	Band    string              `json:"band,omitempty"`
	Capped  bool                `json:"capped,omitempty"`
	Picked  bool                `json:"shortlisted"`
	Votes   []ResultVote        `json:"votes,omitempty"`
	Outcome evaluation.Decision `json:"outcome"`
	Why     string              `json:"why,omitempty"`
	Points  []float64           `json:"points,omitempty"` // of the sheets, lowest first, without names
}

// ResultVote is the count of one vote on an entry.
type ResultVote struct {
	Form    string  `json:"form"`
	Total   int     `json:"total"`
	Present int     `json:"present"`
	Issued  int     `json:"issued"`
	Yes     int     `json:"yes"`
	No      int     `json:"no"`
	Blank   int     `json:"blank"`
	Needed  int     `json:"needed"`
	Percent float64 `json:"percent"`
	Passed  bool    `json:"passed"`
}

// ResultPhase is one step of the course.
type ResultPhase struct {
	Phase  string    `json:"phase"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	Reason string    `json:"reason,omitempty"`
}

// ResultRecusal is somebody kept out of an entry.
type ResultRecusal struct {
	Entry  registry.EntryID `json:"entry"`
	Member string           `json:"member"`
	Reason string           `json:"reason"`
	Source string           `json:"source"`
}

// resultOf gathers a round's result as an actor may see it.
func resultOf(ctx context.Context, rx *sqlite.Rx, a registry.Actor, id evaluation.RoundID) (Result, error) {
	s, table, err := readStandings(ctx, rx, a, id, nil)
	if err != nil {
		return Result{}, err
	}
	_, polls, err := readPolls(ctx, rx, a, id)
	if err != nil {
		return Result{}, err
	}
	all, err := rx.Candidates(ctx, id, a.Account)
	if err != nil {
		return Result{}, err
	}
	at := map[registry.EntryID]evaluation.Standing{}
	var order []registry.EntryID
	for _, st := range table.Standings {
		at[st.Entry] = st
		order = append(order, st.Entry)
	}
	by := map[registry.EntryID]sqlite.Candidate{}
	for _, c := range all {
		by[c.Entry] = c
		if _, ok := at[c.Entry]; !ok {
			order = append(order, c.Entry)
		}
	}
	r := Result{
		Round:    id,
		Title:    s.Round.Title,
		Season:   s.Round.Season,
		Scale:    s.Round.Scale,
		Rules:    s.Round.Rules,
		Decision: s.Round.Decision,
	}
	for _, p := range table.People {
		r.Members = append(r.Members, ResultMember{p.Name, p.Position.String(), p.Units})
	}
	for _, e := range order {
		r.Lines = append(r.Lines, resultLine(by[e], at[e], s.Round.Scale, polls))
	}
	return r, r.readCourse(ctx, rx, table.People, by)
}

func resultLine(c sqlite.Candidate, st evaluation.Standing, scale evaluation.Scale, polls []Poll) ResultLine {
	l := ResultLine{
		Entry: c.Entry, Number: c.Number, Title: c.Title, Unit: c.Unit, Group: c.Group, Verdict: c.Verdict.String(), Reason: c.Reason,
		Sheets: st.Sheets, Mean: st.Mean, Median: st.Median, SD: st.SD, Min: st.Min.Float(), Max: st.Max.Float(),
		Rank: st.Rank, Shared: st.Shared, Capped: st.Capped, Picked: c.Shortlisted, Outcome: c.Outcome, Why: c.Why,
	}
	if st.Rank > 0 {
		l.Band = scale.Bands[st.Band].Label
	}
	for _, p := range st.Totals {
		l.Points = append(l.Points, p.Float())
	}
	for _, p := range polls {
		for _, t := range p.Tallies {
			if t.Entry == c.Entry {
				l.Votes = append(l.Votes, resultVote(p, t))
			}
		}
	}
	return l
}

// decide writes what was decided about an entry into its line: the decision that
// the transaction of the release sees.
func (r *Result) decide(c sqlite.Candidate) {
	for i := range r.Lines {
		if l := &r.Lines[i]; l.Entry == c.Entry {
			l.Picked, l.Outcome, l.Why = c.Shortlisted, c.Outcome, c.Why
		}
	}
}

func resultVote(p Poll, t evaluation.Tally) ResultVote {
	o := p.Outcomes[t.Entry]
	return ResultVote{p.Rule.Label, t.Total, t.Present, t.Issued, t.Yes, t.No, t.Blank, o.Needed, o.Percent.Float(), o.Passed}
}

// readCourse adds the phases of the round and who was kept out of what.
func (r *Result) readCourse(
	ctx context.Context,
	rx *sqlite.Rx,
	people []evaluation.Appointee,
	by map[registry.EntryID]sqlite.Candidate,
) error {
	course, err := rx.PhaseChanges(ctx, r.Round)
	if err != nil {
		return err
	}
	for _, c := range course {
		r.Course = append(r.Course, ResultPhase{c.Phase.String(), c.At, c.Name, c.Reason})
	}
	recused, err := rx.Recusals(ctx, r.Round)
	if err != nil {
		return err
	}
	for _, x := range recused {
		if _, ok := by[x.Entry]; !ok {
			continue
		}
		name := ""
		for _, p := range people {
			if p.Account == x.Account {
				name = p.Name
			}
		}
		r.Recusals = append(r.Recusals, ResultRecusal{x.Entry, name, x.Reason, x.Source.String()})
	}
	return nil
}

// Papers gathers what papers and the history are made from. Somebody who must
// stay out of an entry cannot make papers about all of them.
func (f *Flow) Papers(
	ctx context.Context,
	a registry.Actor,
	id evaluation.RoundID,
) (s Seat, r Result, polls []Poll, table Table, err error) {
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		s, r, polls, table, err = readPapers(ctx, rx, a, id)
		return err
	})
	return s, r, polls, table, err
}

func readPapers(ctx context.Context, rx *sqlite.Rx, a registry.Actor, id evaluation.RoundID) (Seat, Result, []Poll, Table, error) {
	s, table, err := readStandings(ctx, rx, a, id, nil)
	if err != nil {
		return s, Result{}, nil, table, err
	}
	if err := s.need(evaluation.MakePapers); err != nil {
		return s, Result{}, nil, table, err
	}
	if table.Hidden {
		return s, Result{}, nil, table, registry.Errorf(
			registry.Denied,
			"Có mô hình bạn không tham gia xét nên bạn không lập văn bản chung được. Nhờ thư ký khác lập.",
		)
	}
	r, err := releasedOr(ctx, rx, a, s)
	if err != nil {
		return s, r, nil, table, err
	}
	_, polls, err := readPolls(ctx, rx, a, id)
	return s, r, polls, table, err
}

// releasedOr reads the result that was frozen at the release; before it, the
// present one.
func releasedOr(ctx context.Context, rx *sqlite.Rx, a registry.Actor, s Seat) (Result, error) {
	if s.Round.Phase == evaluation.Released {
		text, err := rx.FrozenResult(ctx, s.Round.ID)
		if err != nil {
			return Result{}, err
		}
		var r Result
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			return r, fmt.Errorf("round %d: frozen result: %w", s.Round.ID, err)
		}
		if len(r.Members) > 0 { // one frozen by an earlier version of the program has none
			return r, nil
		}
	}
	return resultOf(ctx, rx, a, s.Round.ID)
}

// ClearFeedback writes the comments that a unit will read after the release,
// without the names of who made them.
func (f *Flow) ClearFeedback(ctx context.Context, a registry.Actor, id evaluation.RoundID, entry registry.EntryID, text string) error {
	s, err := f.Seat(ctx, a, id)
	if err != nil {
		return err
	}
	if s.Position != evaluation.Clerk || !s.May(evaluation.SeeScores) {
		return registry.Errorf(registry.Denied, "Phần này dành cho thư ký hội đồng, sau bước chấm điểm.")
	}
	var wrong registry.Fields
	text = registry.FeedbackNote.Read(&wrong, text)
	if err := wrong.Err("Chưa lưu được nhận xét."); err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := known(ctx, tx, id, a.Account, entry); err != nil {
			return err
		}
		if err := tx.SetFeedback(id, entry, text); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidRoundFeedback, roundObject(id), "", fmt.Sprintf("entry:%d", entry))
	})
}

// Feedback is what a unit learns of its own entry after the release.
type Feedback struct {
	Round     evaluation.Round
	Candidate sqlite.Candidate
	Standing  evaluation.Standing
	GroupMean float64
	GroupSize int
}

// FeedbackOf reads the feedback on an entry of the actor's unit; before the
// release there is none, and nothing says whether there will be.
func (f *Flow) FeedbackOf(
	ctx context.Context,
	a registry.Actor,
	entry registry.EntryID,
) (e registry.Entry, out []Feedback, err error) {
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		e, out, err = readFeedback(ctx, rx, a, entry)
		return err
	})
	return e, out, err
}

func readFeedback(
	ctx context.Context,
	rx *sqlite.Rx,
	a registry.Actor,
	entry registry.EntryID,
) (registry.Entry, []Feedback, error) {
	e, err := rx.Entry(ctx, entry)
	if err != nil {
		return e, nil, err
	}
	if !a.Owns(&e) {
		return e, nil, registry.Errorf(registry.NotFound, "Không tìm thấy mô hình này.")
	}
	rounds, err := rx.CandidateRounds(ctx, entry)
	if err != nil {
		return e, nil, err
	}
	var out []Feedback
	for _, r := range rounds {
		var t Table
		s := Seat{Round: r, Position: evaluation.Clerk, Actor: registry.System("phản hồi")}
		if err := t.fill(ctx, rx, s, r.Rules, 0); err != nil {
			return e, nil, err
		}
		all, err := rx.Candidates(ctx, r.ID, 0)
		if err != nil {
			return e, nil, err
		}
		fb := Feedback{Round: r}
		for _, c := range all {
			if c.Entry == entry {
				fb.Candidate = c
			}
		}
		var sum registry.Exact
		for _, st := range t.Standings {
			if st.Entry == entry {
				fb.Standing = st
			}
			if st.Group == fb.Candidate.Group && st.Rank > 0 {
				sum = sum.Plus(st.ExactMean())
				fb.GroupSize++
			}
		}
		if fb.GroupSize > 0 {
			fb.GroupMean = sum.OverInt(fb.GroupSize).Float()
		}
		out = append(out, fb)
	}
	return e, out, nil
}
