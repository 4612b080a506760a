package oversight

import (
	"time"

	"danvankheo/internal/registry"
)

// Entry is what the arithmetic asks of one model in one season.
type Entry struct {
	ID           registry.EntryID
	Model        registry.ModelID
	Unit         registry.UnitCode
	With         []registry.UnitCode // co-owners that confirmed
	Field        registry.FieldCode
	Origin       registry.Origin
	Registration registry.Registration
	Result       registry.Result

	Created, Updated       time.Time
	Sent, Reported         time.Time // first; zero when not known
	LastSent, LastReported time.Time
	Accepted, Confirmed    time.Time
	Returned               time.Time // the last time, of one that is with its unit
	Recognised, Commended  bool
	RecognisedOn           registry.Date // may be empty
	CommendedOn            registry.Date
}

// Counts reports whether the entry is a registration that counts: sent by its
// unit (returned for correction included), not withdrawn, not merged into another,
// not merely reported by the press.
func (e *Entry) Counts() bool {
	if e.Origin != registry.Registered {
		return false
	}
	switch e.Registration {
	case registry.Sent, registry.Returned, registry.Accepted:
		return true
	default:
		return false
	}
}

// done says whether the entry fulfils a step for its units, and when it first
// did; a zero time is "not known".
func (e *Entry) done(step registry.Step) (time.Time, bool) {
	if !e.Counts() {
		return time.Time{}, false
	}
	if step == registry.Registering {
		return e.Sent, true
	}
	return e.Reported, Reported.Holds(e)
}

// Stage is one step of the funnel that models go through in a season.
type Stage uint8

// The stages of the funnel.
const (
	Registered Stage = iota
	Accepted
	Reported
	Effective
	Recognised
	Commended
)

var stages = []struct{ code, label string }{
	{"dang-ky", "Đã đăng ký"}, {"tiep-nhan", "Đã tiếp nhận"}, {"bao-cao", "Đã báo cáo kết quả"},
	{"hieu-qua", "Được xác nhận hiệu quả"}, {"cong-nhan", "Được công nhận"}, {"khen-thuong", "Được khen thưởng"},
}

func (s Stage) String() string { return stages[s].code }

// Label gives the words for the stage.
func (s Stage) Label() string { return stages[s].label }

// Stages lists the stages in their order.
func Stages() []Stage {
	return []Stage{Registered, Accepted, Reported, Effective, Recognised, Commended}
}

// ParseStage reads the code of a stage.
func ParseStage(code string) (Stage, bool) {
	for i, s := range stages {
		if s.code == code {
			return Stage(i), true
		}
	}
	return 0, false
}

// Holds reports whether an entry has reached the stage. The stages are asked one
// by one: a model may be recognised at its own unit before its report is
// confirmed.
func (s Stage) Holds(e *Entry) bool {
	if !e.Counts() {
		return false
	}
	switch s {
	case Registered:
		return true
	case Accepted:
		return e.Registration == registry.Accepted
	case Reported:
		return e.Result == registry.ReportSent || e.Result == registry.ReportReturned || e.Result.Confirmed()
	case Effective:
		return e.Result == registry.Effective
	case Recognised:
		return e.Recognised
	case Commended:
		return e.Commended
	}
	return false
}

// reachedBy reports whether the entry had reached the stage by a moment; known is
// false when it is not recorded when it did.
func (s Stage) reachedBy(e *Entry, by time.Time) (reached, known bool) {
	var t time.Time
	switch s {
	case Registered:
		t = e.Sent
	case Accepted:
		t = e.Accepted
	case Reported:
		t = e.Reported
	case Effective:
		t = e.Confirmed
	case Recognised:
		t, _ = e.RecognisedOn.Time()
	case Commended:
		t, _ = e.CommendedOn.Time()
	}
	return !t.IsZero() && t.Before(by), !t.IsZero()
}

// ReachedBy reports whether the entry is known to have reached the stage by a
// moment.
func (s Stage) ReachedBy(e *Entry, by time.Time) bool {
	reached, _ := s.reachedBy(e, by)
	return reached
}

// Funnel counts the models of a season that have reached each stage.
type Funnel [Commended + 1]int

// NewFunnel counts entries by the stages they have reached.
func NewFunnel(list []Entry) (f Funnel) {
	for i := range list {
		for _, s := range Stages() {
			if s.Holds(&list[i]) {
				f[s]++
			}
		}
	}
	return f
}

// FunnelBy counts the models that had reached each stage by a moment, and how
// many have reached one on a day that is not recorded.
func FunnelBy(list []Entry, by time.Time) (f Funnel, unknown int) {
	for i := range list {
		missing := false
		for _, s := range Stages() {
			if !s.Holds(&list[i]) {
				continue
			}
			reached, known := s.reachedBy(&list[i], by)
			if reached {
				f[s]++
			}
			missing = missing || !known
		}
		if missing {
			unknown++
		}
	}
	return f, unknown
}
