package registry

import (
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/vietnamese"
)

// Counting says whether what an indicator measures can be broken.
type Counting uint8

// CountByUnit: as its unit of measure says, see [Countable]. CountWhole: never broken.
// CountBroken: may be broken, whatever its unit says.
const (
	CountByUnit Counting = iota
	CountWhole
	CountBroken
)

var countings = []term{{"", "theo đơn vị tính"}, {"nguyen", "chỉ nhận số nguyên"}, {"le", "nhận cả phần lẻ"}}

func (c Counting) String() string { return codeOf(countings, c) }

// Label gives the words for the way of counting.
func (c Counting) Label() string { return labelOf(countings, c) }

// ParseCounting reads the code of a way of counting.
func ParseCounting(s string) (Counting, error) { return parse[Counting](countings, "cách đếm", s) }

// Countings lists all ways of counting.
func Countings() []Counting { return all[Counting](countings) }

// countable are the units of measure of things that cannot be broken. "điểm" is not
// among them, since marks may be: an indicator that counts places says so itself.
var countable = []string{
	"bài", "ban", "biên bản", "bình", "bóng", "buổi", "cái", "camera", "cán bộ", "câu lạc bộ", "cây", "chi bộ", "chi hội", "chiếc",
	"chi đoàn", "clb", "công dân", "công trình", "con", "cơ sở", "cuộc", "đám", "đảng viên", "đèn", "địa bàn", "đoàn", "đoàn viên",
	"doanh nghiệp", "đơn", "đơn thư", "đơn vị", "dự án", "em", "gia đình", "gương", "hầm", "hòm thư", "hộ", "hồ sơ", "hội nghị",
	"hội viên", "học sinh", "htx", "hợp tác xã", "khẩu", "khu dân cư", "kdc", "lò", "lớp", "lượt", "mắt", "mô hình", "ngôi nhà",
	"ngôi", "người", "nhà", "nhà văn hóa", "nhân khẩu", "nhóm", "phiếu", "phường", "quyết định", "sản phẩm", "suất", "thành viên",
	"thôn", "thủ tục", "thùng", "tin", "tổ", "tổ dân phố", "trường", "trường hợp", "tuyến", "vụ", "vụ việc", "văn bản", "xã", "ý kiến",
}

// Countable reports whether a unit of measure counts things that cannot be broken:
// "hộ", "lượt người", "hộ gia đình". A rate, as "đồng/người", does not.
func Countable(unit string) bool {
	unit = strings.Join(strings.Fields(strings.ToLower(vietnamese.NFC(unit))), " ")
	for end := len(unit); end > 0; end = strings.LastIndexByte(unit[:end], ' ') {
		if slices.Contains(countable, strings.TrimRight(unit[:end], ",;")) {
			return !strings.ContainsRune(unit, '/')
		}
	}
	return false
}

// CountableUnits lists the beginnings of such units, for forms that ask while one
// types.
func CountableUnits() []string { return slices.Clone(countable) }

// Whole reports whether the indicator measures things that cannot be broken.
func (i Indicator) Whole() bool {
	switch i.Counting {
	case CountWhole:
		return true
	case CountBroken:
		return false
	default:
		return i.Aggregate != Ratio && Countable(i.Unit) // a mean of counts may be broken
	}
}

// Whole reports whether an outcome counts things that cannot be broken: as its
// indicator says, or, in another measure and without an indicator, as the unit that
// was typed says.
func (c *Catalogue) Whole(o Outcome) bool {
	if ind, ok := c.Indicator(o.Indicator); ok && (o.Unit == "" || o.Unit == ind.Unit) {
		return ind.Whole()
	}
	return Countable(o.Unit)
}

// Count reads an amount of things that cannot be broken.
func (a Amount) Count() vietnamese.Count { return vietnamese.ParseCount(string(a)) }

// Shown writes an amount as it is read, or as it was typed when it is no number.
func (a Amount) Shown() string {
	if v, ok := a.Value(); ok {
		return vietnamese.FormatNumber(v)
	}
	return string(a)
}

// checkCount refuses a broken number of things that cannot be, and asks what was
// meant; unit names them, "" for anything that may be broken.
func checkCount(f *Fields, name, label string, a Amount, unit string) {
	c := a.Count()
	if unit == "" || !c.Broken {
		return
	}
	ask := "Ghi số nguyên."
	if c.Meant != "" {
		ask = "Ý bạn là " + c.Meant + "?"
	}
	f.Add(name, "%s: “%s” đọc thành số có phần lẻ, mà %s thì không đếm lẻ được. %s", label, string(a), unit, ask)
}

// counts names what an outcome counts when it cannot be broken, else "".
func (c *Catalogue) counts(o Outcome) string {
	if !c.Whole(o) {
		return ""
	}
	return c.Unit(o)
}

// counts names what a field of the form counts when it cannot be broken, else "".
func counts[T any](defs []FieldDef[T], name string) string {
	if unit := DefOf(defs, name).Unit; Countable(unit) {
		return unit
	}
	return ""
}

// CheckCounts lists the broken numbers of things that cannot be broken, for those who
// take an entry in without sending it.
func (e *Entry) CheckCounts(ind *Catalogue) Fields {
	var f Fields
	c, r := &e.Content, &e.Report
	checkCount(&f, "households", "Số hộ", c.Households, counts(contentFields, "households"))
	checkCount(&f, "people", "Số người", c.People, counts(contentFields, "people"))
	for i, o := range c.Outcomes {
		unit := ind.counts(o)
		for _, x := range []struct {
			name, label string
			a           Amount
		}{{"baseline", "đầu kỳ", o.Baseline}, {"target", "đích", o.Target}, {"actual", "thực hiện", o.Actual}} {
			checkCount(&f, fmt.Sprintf("outcomes.%d.%s", i, x.name), fmt.Sprintf("Chỉ tiêu %d, %s", i+1, x.label), x.a, unit)
		}
	}
	checkCount(&f, "surveyed", "Số phiếu hỏi ý kiến", r.Surveyed, counts(reportFields, "surveyed"))
	for i, s := range r.Sites {
		checkCount(&f, fmt.Sprintf("sites.%d.teams", i), "Điểm áp dụng, số tổ", s.Teams, counts(siteFields, "teams"))
	}
	return f
}
