package view

import (
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// CouncilSeat is a round with the place of the reader in it. It decides what a
// page of the round offers.
type CouncilSeat struct {
	Round    evaluation.Round
	Position evaluation.Position
}

// May reports whether the reader may do something in the active phase.
func (s CouncilSeat) May(d evaluation.Deed) bool { return s.Round.Phase.Allows(d, s.Position) }

// gateList is the address of the entries with a verdict on their eligibility.
func gateList(s CouncilSeat, v evaluation.Verdict) string {
	return address.RoundGate.At(s.Round.ID) + "?loc=" + v.String()
}

// crumbs lead from the list of rounds through the round to a page of it.
func (s CouncilSeat) crumbs(last ...Crumb) []Crumb {
	return append([]Crumb{{"Hội đồng", address.Council}, {s.Round.Title, address.Round.At(s.Round.ID)}}, last...)
}

// head opens a page of the round that shows the phases.
func (s CouncilSeat) head(title string, err error) CouncilHead {
	return CouncilHead{
		Crumbs: s.crumbs(Crumb{Text: title}), Title: title, Steps: PhaseSteps(s.Round), Errors: NewErrorSummary(err),
	}
}

// CouncilEntry is an entry of a round. A page is only ever given the entries that
// its reader need not stay out of.
type CouncilEntry struct {
	ID          registry.EntryID
	Number      string
	Title       string
	Unit        string // its name
	UnitLine    string // its name with the former district
	Field       registry.FieldCode
	Group       evaluation.Group
	Verdict     evaluation.Verdict
	Reason      string // of the verdict
	DecidedAt   time.Time
	Shortlisted bool
	Outcome     evaluation.Decision
	Why         string // the reason of the outcome
	Feedback    string
}

// numberedUnit is the line below a title: the number and whose entry it is.
func (e CouncilEntry) numberedUnit() string { return "Số " + e.Number + " · " + e.UnitLine }

// offlineLinks lead to what a member does without a network: the pack to take
// along, and the way back for filled sheets.
func (s CouncilSeat) offlineLinks() []Link {
	return []Link{
		{"Gói họp mở không cần mạng (.zip)", address.RoundPack.At(s.Round.ID)},
		{"Nộp phiếu chấm ngoài mạng", address.RoundIntake.At(s.Round.ID)},
	}
}

// memberName names who wrote something in a round. Who is no member is the
// secretariat.
func memberName(names map[registry.AccountID]string, a registry.AccountID) string {
	if n := names[a]; n != "" {
		return n
	}
	return "Thư ký"
}

func decimal(f Field) Field {
	f.InputMode = "decimal"
	return narrow(f)
}

func numeric(f Field) Field {
	f.InputMode = "numeric"
	return narrow(f)
}

func narrow(f Field) Field {
	f.Width = "short"
	return f
}
