package oversight

import (
	"slices"
	"time"

	"danvankheo/internal/registry"
)

// Wait is one kind of work that does not move.
type Wait uint8

// The kinds of waiting work: what waits for the unit, what waits for the
// verifiers, and what nobody can see to, because no account stands for the unit.
const (
	StuckDraft Wait = iota
	Unanswered
	Unreviewed
	Unconfirmed
	Unowned
)

var waits = []struct{ code, label, help string }{
	{"nhap-lau", "Nháp để lâu", "bản nháp đăng ký, báo cáo lâu không ai lưu"},
	{"tra-lai", "Trả lại chưa bổ sung", "chờ đơn vị, tính từ ngày trả lại"},
	{"cho-tham-dinh", "Chờ thẩm định", "đăng ký đã gửi, chưa ai xem xong"},
	{"cho-xac-nhan", "Báo cáo chờ xác nhận", "báo cáo đã gửi, chưa xác nhận"},
	{"khong-nguoi", "Không ai phụ trách", "chờ đơn vị, nhưng đơn vị không có tài khoản nào đang dùng"},
}

func (w Wait) String() string { return waits[w].code }

// Label gives the words for the kind.
func (w Wait) Label() string { return waits[w].label }

// Help says what belongs to the kind.
func (w Wait) Help() string { return waits[w].help }

// Waits lists the kinds.
func Waits() []Wait { return []Wait{StuckDraft, Unanswered, Unreviewed, Unconfirmed, Unowned} }

// ParseWait reads the code of a kind.
func ParseWait(code string) (Wait, bool) {
	for i, w := range waits {
		if w.code == code {
			return Wait(i), true
		}
	}
	return 0, false
}

// Waiting is one entry that waits, since when, and for how many working days.
type Waiting struct {
	Entry *Entry
	Since time.Time
	Days  int
}

// Waiting lists the entries that wait in one way, the oldest first.
func (y *Year) Waiting(w Wait) []Waiting {
	holidays := make(map[registry.Date]bool, len(y.Season.Holidays))
	for _, d := range y.Season.Holidays {
		holidays[d] = true
	}
	today := registry.DateOf(y.Now.In(registry.Zone))
	staffed := map[registry.UnitCode]bool{}
	var out []Waiting
	for i := range y.Entries {
		e := &y.Entries[i]
		since, ok := w.since(e)
		if !ok {
			continue
		}
		x := Waiting{e, since, registry.WorkingDays(registry.DateOf(since.In(registry.Zone)), today, holidays)}
		switch w {
		case StuckDraft:
			ok = x.Days >= y.Season.StuckAfter
		case Unowned:
			has, known := staffed[e.Unit]
			if !known {
				has = y.HasStaff(e.Unit)
				staffed[e.Unit] = has
			}
			ok = !has
		case Unanswered, Unreviewed, Unconfirmed: // since decided
		}
		if ok {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(a, b Waiting) int {
		if c := a.Since.Compare(b.Since); c != 0 {
			return c
		}
		return int(a.Entry.ID - b.Entry.ID)
	})
	return out
}

// since reports whether an entry may wait in this way, and since when.
func (w Wait) since(e *Entry) (time.Time, bool) {
	draft := e.Registration == registry.Draft || e.Registration == registry.Accepted && e.Result == registry.ReportDraft
	returned := e.Registration == registry.Returned || e.Registration == registry.Accepted && e.Result == registry.ReportReturned
	switch w {
	case StuckDraft:
		return e.Updated, draft
	case Unanswered:
		if e.Returned.IsZero() {
			return e.Updated, returned
		}
		return e.Returned, returned
	case Unreviewed:
		return e.LastSent, e.Registration == registry.Sent
	case Unconfirmed:
		return e.LastReported, e.Registration == registry.Accepted && e.Result == registry.ReportSent
	default: // Unowned
		return e.Updated, draft || returned || e.Registration == registry.Accepted && e.Result == registry.NoReport
	}
}

// HasStaff reports whether an account stands for a unit today: one of its own, or
// of any unit that lives on where it does.
func (y *Year) HasStaff(unit registry.UnitCode) bool {
	if y.Staffed[unit] {
		return true
	}
	for _, t := range y.Ledger.Today(unit) {
		for _, code := range y.Ledger.Heritage(t.Code) {
			if y.Staffed[code] {
				return true
			}
		}
	}
	return false
}
