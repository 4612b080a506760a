package exchange

import (
	"regexp"
	"strings"
	"unicode"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// The columns of the list that units send up (domain notes B.4) which are no
// single field of the form. Their keys cannot be typed in a header: only the
// Vietnamese heading leads to them.
const (
	listNumber  = "list:number"
	listNovelty = "list:novelty"
	listTargets = "list:targets"
	listPeriod  = "list:period"
	listContact = "list:contact"
	listNote    = "list:note"
)

// TargetsColumn is the key of the column of targets in words.
const TargetsColumn = listTargets

// noveltyText reads "Tiếp tục (từ 2024)". What it says beyond the word is kept
// with the text.
func (e *Entry) noveltyText(s string) {
	s = registry.CleanText(s)
	folded := plainName(s)
	for _, n := range registry.Novelties() {
		word, _, _ := strings.Cut(plainName(n.Label()), " nam")
		word, _, _ = strings.Cut(word, " mo hinh")
		word, _, _ = strings.Cut(word, " tu ")
		if folded == word || strings.HasPrefix(folded, word+" ") {
			e.Content.Novelty = n
			if folded == word && !strings.ContainsRune(s, '(') {
				return
			}
			break
		}
	}
	if s != "" {
		e.addToBody("Mới/tiếp tục: " + s)
	}
}

// target splits "Đường mở rộng: 2,4 km".
var target = regexp.MustCompile(`^(.*?)[:\s]+([0-9][0-9.,]*)\s*([^0-9]*)$`)

// targetsText reads "Đường mở rộng: 2,4 km; hiến đất 5.000 m²": one target each
// between semicolons or lines; what has no number stays as the name of one.
func (e *Entry) targetsText(s string) {
	for _, line := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '\n' }) {
		line = strings.TrimSpace(strings.TrimLeft(registry.CleanText(line), "-+• "))
		if line == "" {
			continue
		}
		o := registry.Outcome{Label: line}
		if m := target.FindStringSubmatch(strings.TrimRight(line, ". ")); m != nil {
			if a := registry.Amount(strings.TrimRight(m[2], ".,")); !a.Empty() && strings.TrimSpace(m[1]) != "" {
				o = registry.Outcome{Label: strings.Trim(m[1], " :"), Target: a, Unit: strings.TrimSpace(m[3])}
			}
		}
		e.Content.Outcomes = append(e.Content.Outcomes, o)
	}
}

// periodText reads "01/03/2026 - 31/10/2026"; anything else is the milestones.
func (e *Entry) periodText(s string) {
	s = registry.CleanText(s)
	for _, sep := range []string{" - ", "–", "—", "đến", "-"} {
		a, b, ok := strings.Cut(s, sep)
		if from, to := registry.NewDate(a), registry.NewDate(b); ok && from.Valid() && to.Valid() {
			e.Content.Start, e.Content.ReviewOn = from, to
			return
		}
	}
	if day := registry.NewDate(s); day.Valid() {
		e.Content.Start = day
	} else if s != "" {
		e.Content.Milestones = s
	}
}

// contactText splits "Nguyễn Văn A, 0204 3854 123" into name and number.
func (e *Entry) contactText(s string) {
	s = registry.CleanText(s)
	i := strings.IndexFunc(s, unicode.IsDigit)
	if i < 0 {
		e.Content.ContactName = s
		return
	}
	name := strings.TrimRight(s[:i], " ,;:(+\n-")
	for _, word := range []string{"ĐT", "điện thoại", "SĐT", "Đt"} {
		name = strings.TrimRight(strings.TrimSuffix(name, word), " ,;:(.\n-")
	}
	e.Content.ContactName, e.Content.ContactPhone = name, strings.Trim(s[i:], " );.")
}

func (e *Entry) noteText(s string) {
	if s = registry.CleanText(s); s != "" {
		e.addToBody("Ghi chú: " + s)
	}
}

// addToBody adds a line that no field of the form has to the longer text, once.
func (e *Entry) addToBody(line string) {
	if strings.Contains("\n"+e.Content.Body+"\n", "\n"+line+"\n") {
		return
	}
	e.Content.Body = strings.TrimPrefix(e.Content.Body+"\n"+line, "\n")
}

// headings are the words above columns, beyond the labels of the form.
var headings = map[string][]string{
	"ref":              {"Mã", "Mã tham chiếu"},
	"year":             {"Năm", "Năm đăng ký"},
	"unit_code":        {"Mã đơn vị"},
	"unit_name":        {"Đơn vị, địa bàn", "Đơn vị", "Đơn vị đăng ký", "Tên đơn vị"},
	"district":         {"Huyện", "Cấp huyện"},
	"field":            {"Lĩnh vực"},
	"kind":             {"Loại", "Loại hình"},
	"title":            {"Tên mô hình, điển hình", "Tên mô hình"},
	"summary":          {"Nội dung tóm tắt", "Tóm tắt"},
	"approach":         {"Nội dung, cách làm", "Cách làm", "Cách làm khéo"},
	"body":             {"Bài viết"},
	"outcomes":         {"Kết quả"},
	"recognition":      {"Công nhận"},
	"source_title":     {"Tên bài", "Nguồn"},
	"source_publisher": {"Cơ quan báo chí", "Nơi đăng"},
	"source_date":      {"Ngày đăng"},
	"source_url":       {"Địa chỉ bài", "Liên kết"},
	"source_label":     {"Nhãn nguồn"},
	"year_basis":       {"Căn cứ năm"},
	"confidence":       {"Độ tin cậy"},
	"recognitions":     {"Các lần công nhận"},
	"commendations":    {"Các lần khen thưởng"},
	"person_name":      {"Họ tên"}, // the words of earlier files
	"person_title":     {"Chức vụ"},
	"person_work":      {"Nơi công tác"},
	"links":            {"Mô hình gốc"},
	"report":           {"Báo cáo kết quả"},
	"story":            {"Bài giới thiệu"},
	"registration":     {"Trạng thái đăng ký"},
	"publication":      {"Trạng thái đăng"},
	"sent_at":          {"Gửi lúc"},
	"published_at":     {"Đăng lúc"},
	"demo":             {"Dữ liệu minh họa"},
	"unit_level":       {"Cấp đơn vị"},
	listNumber:         {"STT", "TT", "Số thứ tự"},
	listNovelty:        {"Mới/tiếp tục"},
	listTargets:        {"Chỉ tiêu chính", "Chỉ tiêu"},
	listPeriod:         {"Thời gian"},
	listContact:        {"Người phụ trách, ĐT", "Người phụ trách", "Người phụ trách, điện thoại"},
	listNote:           {"Ghi chú"},
}

// Columns are the columns that a table may have: how each is called, and which
// headings lead to it.
type Columns struct {
	what    string // as in "danh sách mô hình"
	keys    []string
	names   map[string]string // folded heading → key
	dates   map[string]bool   // keys of days, which a sheet may hold as numbers
	amounts map[string]bool   // keys of numbers as typed
}

// EntryColumns are the columns of a table of entries.
func EntryColumns() *Columns { return entryColumns }

var entryColumns = func() *Columns {
	e := &Entry{}
	return newColumns("danh sách mô hình", append(e.parts(), e.readOnly()...), func(key string) []string {
		return append(headings[key], registry.FieldName(key))
	})
}()

func newColumns(what string, parts []part, headings func(key string) []string) *Columns {
	c := &Columns{what: what, names: map[string]string{}, dates: map[string]bool{}, amounts: map[string]bool{}}
	for _, p := range parts {
		c.keys = append(c.keys, p.key)
		switch p.at.(type) {
		case *registry.Date:
			c.dates[p.key] = true
		case *registry.Amount:
			c.amounts[p.key] = true
		}
		for _, h := range headings(p.key) {
			if f := plainName(h); c.names[f] == "" && h != p.key {
				c.names[f] = p.key
			}
		}
	}
	return c
}

// Has reports whether a table may have a column of that key.
func (c *Columns) Has(key string) bool { return contains(c.keys, key) }

// key finds the column of a heading: by its key, or by its words in any spelling.
func (c *Columns) key(heading string) (string, bool) {
	h := strings.ToLower(strings.TrimSpace(vietnamese.NFC(heading)))
	if contains(c.keys, h) && !strings.HasPrefix(h, "list:") {
		return h, true
	}
	k, ok := c.names[plainName(heading)]
	return k, ok
}
