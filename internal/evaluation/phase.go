package evaluation

import (
	"encoding/json"
	"slices"

	"danvankheo/internal/registry"
)

// Phase is how far a round has come; exactly one is active.
type Phase uint8

// The phases of a round, in their order.
const (
	Eligibility Phase = iota
	Scoring
	Discussion
	Shortlisting
	Voting
	Deciding
	Released
)

type term struct{ code, label string }

var phases = []term{
	{"dieu-kien", "Xét điều kiện"}, {"cham-diem", "Chấm điểm độc lập"}, {"thao-luan", "Thảo luận"}, {"rut-gon", "Danh sách rút gọn"},
	{"bieu-quyet", "Biểu quyết"}, {"quyet-dinh", "Quyết định"}, {"cong-bo", "Công bố"},
}

// String gives the code of the phase.
func (p Phase) String() string { return phases[p].code }

// Label gives the words for the phase.
func (p Phase) Label() string { return phases[p].label }

// Phases lists the phases in their order.
func Phases() []Phase {
	out := make([]Phase, len(phases))
	for i := range out {
		out[i] = Phase(i)
	}
	return out
}

// ParsePhase reads the code of a phase.
func ParsePhase(code string) (Phase, error) {
	for i, t := range phases {
		if t.code == code {
			return Phase(i), nil
		}
	}
	return 0, registry.Errorf(registry.Invalid, "Không có bước “%s”.", code)
}

// DateField is the field of a form that has the last day of the phase.
func (p Phase) DateField() string { return "date-" + p.String() }

// PhaseDates are the planned last days of the phases; one that is not planned is not
// there. They are kept by the codes of the phases.
type PhaseDates map[Phase]registry.Date

// PlannedDates are those of a round as the season plans them.
func PlannedDates(s registry.Season) PhaseDates {
	return PhaseDates{Eligibility: s.ReportTo, Scoring: s.ScoreTo, Voting: s.MeetBy}
}

// MarshalJSON writes the days by the codes of the phases.
func (d PhaseDates) MarshalJSON() ([]byte, error) {
	byCode := make(map[string]registry.Date, len(d))
	for p, day := range d {
		byCode[p.String()] = day
	}
	return json.Marshal(byCode)
}

// UnmarshalJSON reads the days; a code that is none of ours plans nothing.
func (d *PhaseDates) UnmarshalJSON(b []byte) error {
	var byCode map[string]registry.Date
	if err := json.Unmarshal(b, &byCode); err != nil {
		return err
	}
	*d = PhaseDates{}
	for code, day := range byCode {
		if p, err := ParsePhase(code); err == nil {
			(*d)[p] = day
		}
	}
	return nil
}

// moves says where a round may go from each phase. There is no way back to blind
// scoring once scores were seen, and none out of a vote but forward; only
// releasing the decisions leads to Released.
var moves = map[Phase][]Phase{
	Eligibility:  {Scoring},
	Scoring:      {Eligibility, Discussion},
	Discussion:   {Shortlisting},
	Shortlisting: {Discussion, Voting},
	Voting:       {Deciding},
}

// Moves lists the phases that a round may go to.
func (p Phase) Moves() []Phase { return slices.Clone(moves[p]) }

// MayBecome reports whether a round may go from one phase to another.
func (p Phase) MayBecome(next Phase) bool { return slices.Contains(moves[p], next) }

// Position is what somebody is in a round.
type Position uint8

// The positions. Outsider is anybody who was not appointed.
const (
	Outsider Position = iota
	Member
	Chair
	Clerk
)

var positions = []term{
	{"ngoai", "Ngoài hội đồng"},
	{"uy-vien", "Ủy viên"},
	{"chu-tich", "Chủ tịch hội đồng"},
	{"thu-ky", "Thư ký, tổ giúp việc"},
}

// String gives the code of the position.
func (p Position) String() string { return positions[p].code }

// Label gives the words for the position.
func (p Position) Label() string { return positions[p].label }

// Scores reports whether the position gives scores and votes.
func (p Position) Scores() bool { return p == Member || p == Chair }

// ParsePosition reads the code of a position that may be given to somebody.
func ParsePosition(code string) (Position, error) {
	for i, t := range positions {
		if t.code == code && i > 0 {
			return Position(i), nil
		}
	}
	return 0, registry.Errorf(registry.Invalid, "Không có chức danh “%s”.", code)
}

// Positions lists the positions that may be given.
func Positions() []Position { return []Position{Chair, Member, Clerk} }

// Deed is something that may be done in a round.
type Deed uint8

// The deeds. ScoreEntry is one's own sheet; SeeScores the sheets, statistics and
// ranks of all; SeeProgress how many sheets each member has finished, without
// any score.
const (
	Arrange Deed = iota // members, assignment, settings
	GateEntry
	Declare
	ScoreEntry
	ChangeScore // one's own sheet with a reason, its history kept
	SeeProgress
	SeeScores
	Discuss
	PickShortlist
	CastVote
	RunVote
	Decide
	Release
	MakePapers
	MovePhase
)

var deedNames = []string{
	"arrange",
	"gate",
	"declare",
	"score",
	"change-score",
	"see-progress",
	"see-scores",
	"discuss",
	"shortlist",
	"vote",
	"run-vote",
	"decide",
	"release",
	"papers",
	"move-phase",
}

func (d Deed) String() string { return deedNames[d] }

// Deeds lists all deeds.
func Deeds() []Deed {
	out := make([]Deed, len(deedNames))
	for i := range out {
		out[i] = Deed(i)
	}
	return out
}

var (
	scorers = []Position{Member, Chair}
	clerks  = []Position{Clerk}
	all     = []Position{Member, Chair, Clerk}
)

// allowed is the whole policy of a round: phase, deed, positions. What is absent
// is forbidden.
var allowed = map[Phase]map[Deed][]Position{
	Eligibility:  {Arrange: clerks, GateEntry: clerks, Declare: scorers, MovePhase: clerks},
	Scoring:      {Arrange: clerks, Declare: scorers, ScoreEntry: scorers, SeeProgress: clerks, MovePhase: clerks},
	Discussion:   {ChangeScore: scorers, SeeProgress: clerks, SeeScores: all, Discuss: all, MakePapers: clerks, MovePhase: clerks},
	Shortlisting: {SeeProgress: clerks, SeeScores: all, Discuss: all, PickShortlist: clerks, MakePapers: clerks, MovePhase: clerks},
	Voting:       {SeeProgress: clerks, SeeScores: all, CastVote: scorers, RunVote: clerks, MakePapers: clerks, MovePhase: clerks},
	Deciding:     {SeeProgress: clerks, SeeScores: all, Decide: clerks, Release: clerks, MakePapers: clerks},
	Released:     {SeeProgress: clerks, SeeScores: all, MakePapers: clerks},
}

// Allows reports whether a position may do something while the phase is active.
func (p Phase) Allows(d Deed, who Position) bool {
	for _, w := range allowed[p][d] {
		if w == who {
			return true
		}
	}
	return false
}
