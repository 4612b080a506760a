package registry

import "slices"

// CoverageState is what the staff found of a piece that was published elsewhere
// about an entry.
type CoverageState uint8

// The states of a published piece.
const (
	CoverageWaiting CoverageState = iota
	CoverageCounted
	CoverageRefused
)

var coverageStates = []term{{"cho", "Chờ kiểm tra"}, {"nhan", "Đã ghi nhận"}, {"khong", "Không ghi nhận"}}

// String gives the code of the state.
func (s CoverageState) String() string { return codeOf(coverageStates, s) }

// Label gives the words for the state.
func (s CoverageState) Label() string { return labelOf(coverageStates, s) }

// ParseCoverageState reads the code of a state.
func ParseCoverageState(code string) (CoverageState, error) {
	return parse[CoverageState](coverageStates, "tình trạng bài", code)
}

// CoverageStates lists the states.
func CoverageStates() []CoverageState { return all[CoverageState](coverageStates) }

// RequestKind is what the press asks of a unit; as typed until it is known.
type RequestKind string

// The kinds of request.
const (
	InterviewRequest RequestKind = "phong-van"
	PhotoRequest     RequestKind = "them-anh"
	FigureRequest    RequestKind = "so-lieu"
	OtherRequest     RequestKind = "khac"
)

// RequestKinds lists what may be asked of a unit.
func RequestKinds() []Choice {
	return []Choice{
		{string(InterviewRequest), "Xin phỏng vấn"},
		{string(PhotoRequest), "Xin thêm ảnh"},
		{string(FigureRequest), "Xin thêm số liệu"},
		{string(OtherRequest), "Việc khác"},
	}
}

// Known reports whether the kind is one of [RequestKinds].
func (k RequestKind) Known() bool { return chosen(RequestKinds(), string(k)) }

// Label gives the words for the kind, or its code when there are none.
func (k RequestKind) Label() string { return ChoiceLabel(RequestKinds(), string(k)) }

// TermKind is a kind of words that staff add to what the search understands; as
// typed until it is known.
type TermKind string

// The kinds of words.
const (
	AbbreviationTerm TermKind = "viet-tat"   // a short form and its long form
	SynonymTerm      TermKind = "dong-nghia" // ways to say the same, one a line
)

// TermKinds lists the kinds of words that can be added.
func TermKinds() []Choice {
	return []Choice{{string(AbbreviationTerm), "Viết tắt"}, {string(SynonymTerm), "Cùng nghĩa"}}
}

// Known reports whether the kind is one of [TermKinds].
func (k TermKind) Known() bool { return chosen(TermKinds(), string(k)) }

// Label gives the words for the kind, or its code when there are none.
func (k TermKind) Label() string { return ChoiceLabel(TermKinds(), string(k)) }

// chosen reports whether a list offers a code.
func chosen(list []Choice, code string) bool {
	return slices.ContainsFunc(list, func(c Choice) bool { return c.Code == code })
}
