package evaluation

import "danvankheo/internal/registry"

// Decision is what the council decided about an entry.
type Decision uint8

// Nothing is Pending once a round is released.
const (
	Pending Decision = iota
	Proposed
	NotProposed
)

var decisions = []term{{"", "Chưa quyết định"}, {"de-nghi", "Đề nghị"}, {"khong", "Không đề nghị"}}

// Decisions lists every decision, the pending one first.
func Decisions() []Decision { return []Decision{Pending, Proposed, NotProposed} }

func (d Decision) String() string { return decisions[d].code }

// Label says the decision.
func (d Decision) Label() string { return decisions[d].label }

// ParseDecision reads the code of a decision; "" is pending.
func ParseDecision(code string) (Decision, error) {
	for i, t := range decisions {
		if t.code == code {
			return Decision(i), nil
		}
	}
	return 0, registry.Errorf(registry.Invalid, "Chọn đề nghị hoặc không đề nghị.")
}

// MarshalText writes the code.
func (d Decision) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the code.
func (d *Decision) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDecision(string(text))
	return err
}
