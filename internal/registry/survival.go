package registry

import "time"

// Survival is what a unit answers, 12 and 24 months after its model was confirmed
// effective, to the question whether it still lives.
type Survival struct {
	Entry      EntryID
	Months     int
	AskedAt    time.Time
	Fate       Fate
	Note       string
	AnsweredAt time.Time
	By         string
}

// Fate is what became of a model.
type Fate uint8

// The answers; Unanswered is none yet.
const (
	Unanswered Fate = iota
	Kept
	Spread
	Stopped
)

var fates = []term{{"chua-tra-loi", "Chưa trả lời"}, {"duy-tri", "Còn duy trì"}, {"nhan-rong", "Nhân rộng"}, {"da-dung", "Đã dừng"}}

func (f Fate) String() string { return codeOf(fates, f) }

// Label gives the words for the answer.
func (f Fate) Label() string { return labelOf(fates, f) }

// ParseFate reads the code of an answer.
func ParseFate(s string) (Fate, error) { return parse[Fate](fates, "câu trả lời", s) }

// Fates lists all answers, Unanswered first.
func Fates() []Fate { return all[Fate](fates) }

// SurvivalMonths are how long after a model was confirmed its unit is asked.
func SurvivalMonths() []int { return []int{12, 24} }

// PublicFate is what readers have of an answer: the unit's note beside it is for the
// office.
type PublicFate struct {
	Months int    `json:"months"`
	Fate   string `json:"fate"` // code of a [Fate]
	At     int64  `json:"at"`   // Unix milliseconds
}

// PublicFates are the answers among survivals, as readers have them.
func PublicFates(list []Survival) (out []PublicFate) {
	for _, s := range list {
		if s.Fate != Unanswered {
			out = append(out, PublicFate{s.Months, s.Fate.String(), s.AnsweredAt.UnixMilli()})
		}
	}
	return out
}
