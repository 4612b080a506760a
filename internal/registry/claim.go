package registry

import "time"

// ClaimID identifies a request to take over what the press reported.
type ClaimID int64

// Claim is a unit's request to register, as its own, a model that the press
// reported. Accepting it makes a registration of its own; the reported entry stays
// what the public reads until that registration is accepted and published.
type Claim struct {
	ID           ClaimID
	Entry        EntryID  // that the press reported
	Unit         UnitCode // that asks, as it is today
	Account      AccountID
	Name         string // of the account
	Reason       string
	AskedAt      time.Time
	State        ClaimState
	DecidedBy    AccountID // 0: nobody yet, or the program itself
	DecidedName  string
	DecidedAt    time.Time
	Note         string    // why it was declined, undone or withdrawn
	Registration EntryID   // that an acceptance made; 0 for none
	TakenAt      time.Time // when it took over the page; zero: it did not
}

// ClaimState is what became of a claim.
type ClaimState uint8

// The states of a claim. An accepted one is Undone by the verifier, or Withdrawn with
// its registration by the unit.
const (
	ClaimAsked ClaimState = iota
	ClaimWithdrawn
	ClaimAccepted
	ClaimDeclined
	ClaimUndone
)

var claimStates = []term{
	{"cho", "Chờ trả lời"}, {"rut", "Đơn vị đã rút"}, {"nhan", "Được nhận"}, {"tu-choi", "Không được nhận"}, {"hoan-tac", "Đã hoàn tác"},
}

var claimMoves = map[ClaimState][]ClaimState{
	ClaimAsked:    {ClaimWithdrawn, ClaimAccepted, ClaimDeclined},
	ClaimAccepted: {ClaimUndone, ClaimWithdrawn},
}

func (s ClaimState) String() string { return codeOf(claimStates, s) }

// Label gives the words for the state.
func (s ClaimState) Label() string { return labelOf(claimStates, s) }

// ParseClaimState reads the code of a state.
func ParseClaimState(s string) (ClaimState, error) {
	return parse[ClaimState](claimStates, "trạng thái yêu cầu nhận", s)
}

// ClaimStates lists all states.
func ClaimStates() []ClaimState { return all[ClaimState](claimStates) }

// Move changes the state, or is a Conflict.
func (c *Claim) Move(to ClaimState) error {
	for _, s := range claimMoves[c.State] {
		if s == to {
			c.State = to
			return nil
		}
	}
	return Errorf(Conflict, "Yêu cầu này đang ở trạng thái “%s”, không chuyển sang “%s” được.", c.State.Label(), to.Label())
}

// Live reports whether the claim still keeps others from asking or waits itself.
func (c *Claim) Live() bool { return c.State == ClaimAsked || c.State == ClaimAccepted }

// Restores reports whether undoing the claim makes the press page public again: readers
// had it when the registration took it over, and nobody marked it since.
func (c *Claim) Restores(e *Entry) bool {
	return e.Publication == Removed && !c.TakenAt.IsZero() && e.RemovedAt.Equal(c.TakenAt) && !e.PublishedAt.IsZero() && !e.SecretField
}

// Asks reports whether the claim is of the actor's unit, under whatever name.
func (a Actor) Asks(c *Claim) bool { return a.Role == UnitStaff && a.Units[c.Unit] }

// Prefilled is what a registration begins with that takes over a reported entry: the
// words that the press page has. Promises and consents are the unit's to give.
func (e *Entry) Prefilled() Content {
	c := e.Content
	c.Tags, c.Outcomes = append([]string(nil), c.Tags...), append([]Outcome(nil), c.Outcomes...)
	c.Partners, c.Resources = append([]Partner(nil), c.Partners...), append([]Resource(nil), c.Resources...)
	c.Pledge, c.PersonConsent, c.ContactPress = false, false, false
	for i := range c.Outcomes {
		c.Outcomes[i].Committed = false
	}
	c.Clean()
	return c
}
