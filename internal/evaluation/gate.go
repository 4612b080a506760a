package evaluation

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Verdict is what the secretariat decides about an entry's eligibility.
type Verdict uint8

// The verdicts.
const (
	Undecided Verdict = iota
	Eligible
	Ineligible
)

var verdicts = []term{{"cho", "Chờ xét"}, {"du", "Đủ điều kiện"}, {"khong", "Không đủ điều kiện"}}

// String gives the code of the verdict.
func (v Verdict) String() string { return verdicts[v].code }

// Label gives the words for the verdict.
func (v Verdict) Label() string { return verdicts[v].label }

// ParseVerdict reads the code of a verdict.
func ParseVerdict(code string) (Verdict, error) {
	for i, t := range verdicts {
		if t.code == code {
			return Verdict(i), nil
		}
	}
	return 0, registry.Errorf(registry.Invalid, "Không có kết luận “%s”.", code)
}

// Reason is one automatic reason against an entry, with what it rests on. Bar is
// true when the rules make it ineligible whatever its score; else it is a
// question to look into.
type Reason struct {
	Code     string
	Text     string
	Evidence string
	Bar      bool
}

// Ground is what the gate looks at besides the entry itself.
type Ground struct {
	Season registry.Season
	Rules  Rules
	Linked bool     // it says which earlier entry it continues or learns from
	Copies []string // other entries whose words it repeats, in words
}

// Gate lists the automatic reasons against an entry (domain notes D.3).
func Gate(e registry.Entry, g Ground) []Reason { //nolint:funlen // one table: each reason with its condition, in order
	var out []Reason
	add := func(bar bool, code, text, evidence string, args ...any) {
		out = append(out, Reason{code, text, fmt.Sprintf(evidence, args...), bar})
	}
	if e.Origin == registry.Reported {
		add(true, "bao-chi", "Mô hình do báo chí phản ánh, đơn vị chưa đăng ký nên không chấm điểm.", "Nguồn: %s", e.Source.Publisher)
	}
	if e.Registration != registry.Accepted {
		add(true, "chua-tiep-nhan", "Đăng ký chưa được tiếp nhận.", "Trạng thái: %s", e.Registration.Label())
	}
	switch e.Result {
	case registry.Effective:
	case registry.NoReport, registry.ReportDraft, registry.ReportReturned:
		add(true, "khong-bao-cao", "Không có báo cáo kết quả.", "Trạng thái: %s; hạn nộp %s", e.Result.Label(), g.Season.ReportTo.Local())
	case registry.Ineffective:
		add(
			true,
			"chua-hieu-qua",
			"Kết quả được xác nhận là chưa hiệu quả.",
			"Xác nhận ngày %s",
			registry.DateOf(e.ConfirmedAt.In(registry.Zone)).Local(),
		)
	case registry.ReportSent:
		add(
			false,
			"chua-xac-nhan",
			"Báo cáo kết quả chưa được xác nhận.",
			"Gửi ngày %s",
			registry.DateOf(e.ReportedAt.In(registry.Zone)).Local(),
		)
	}
	if months, ok := running(e.Content.Start, g.Season.ReportTo); ok && months < g.Rules.MinMonths {
		add(
			true,
			"duoi-thoi-gian",
			fmt.Sprintf("Thực hiện dưới %d tháng.", g.Rules.MinMonths),
			"Bắt đầu %s, đến hạn báo cáo %s được %d tháng",
			e.Content.Start.Local(),
			g.Season.ReportTo.Local(),
			months,
		)
	} else if !ok {
		add(false, "khong-ro-ngay", "Không rõ ngày bắt đầu thực hiện.", "Đơn vị ghi: “%s”", string(e.Content.Start))
	}
	if len(g.Copies) > 0 && !g.Linked {
		add(
			true,
			"sao-chep",
			"Trùng nội dung với mô hình khác mà không khai là tiếp tục hay học từ đâu.",
			"%s",
			strings.Join(g.Copies, "; "),
		)
	}
	if first := cmp.Or(e.FirstReportedAt, e.ReportedAt); first.After(g.Season.Deadline(g.Season.ReportTo)) { // a return makes nobody late
		add(
			false,
			"nop-cham",
			"Báo cáo kết quả gửi sau hạn (điểm trừ P1).",
			"Gửi ngày %s, hạn %s",
			registry.DateOf(first.In(registry.Zone)).Local(),
			g.Season.ReportTo.Local(),
		)
	}
	if e.Result >= registry.ReportSent && len(e.Content.Outcomes) > 0 && !hasEvidence(e.Content.Outcomes) {
		add(
			false,
			"thieu-minh-chung",
			"Chưa có minh chứng cho chỉ số nào (điểm trừ P2).",
			"%d chỉ số, đều do đơn vị tự khai",
			len(e.Content.Outcomes),
		)
	}
	return out
}

// Barred reports whether one of the reasons makes an entry ineligible.
func Barred(reasons []Reason) bool {
	for _, r := range reasons {
		if r.Bar {
			return true
		}
	}
	return false
}

func hasEvidence(list []registry.Outcome) bool {
	for _, o := range list {
		if strings.TrimSpace(o.Evidence) != "" || o.Source == registry.SourceEvidence || o.Source == registry.SourceCommune {
			return true
		}
	}
	return false
}

// running counts the whole months between two days.
func running(from, to registry.Date) (int, bool) {
	a, ok1 := from.Time()
	b, ok2 := to.Time()
	if !ok1 || !ok2 {
		return 0, false
	}
	if b.AddDate(0, 0, 1).Day() == 1 { // the last day of a month is its end
		b = b.AddDate(0, 0, 1)
	}
	return months(a, b), true
}

func months(a, b time.Time) int {
	n := (b.Year()-a.Year())*12 + int(b.Month()) - int(a.Month())
	if b.Day() < a.Day() {
		n--
	}
	return n
}

// Copies finds among entries those that repeat the title or the way of working
// of an earlier or another one, letter case, marks and spaces apart. It gives for
// each entry the ids it repeats; texts shorter than 60 letters do not count.
func Copies(entries []registry.Entry) map[registry.EntryID][]registry.EntryID {
	const least = 60
	seen := map[string][]registry.EntryID{}
	for _, e := range entries {
		for _, key := range []string{"m:" + squeeze(e.Content.Method), "p:" + squeeze(e.Content.Problem)} {
			if len(key) >= least {
				seen[key] = append(seen[key], e.ID)
			}
		}
	}
	out := map[registry.EntryID][]registry.EntryID{}
	for _, ids := range seen {
		for i, id := range ids {
			for _, other := range ids[:i] {
				if other != id && !contains(out[id], other) {
					out[id] = append(out[id], other)
				}
			}
		}
	}
	return out
}

func contains(ids []registry.EntryID, id registry.EntryID) bool {
	for _, x := range ids {
		if x == id {
			return true
		}
	}
	return false
}

func squeeze(s string) string { return strings.Join(strings.Fields(vietnamese.Fold(s)), " ") }
