package evaluation

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Points are hundredths of a point, so that sums and means are exact.
type Points int

// Float gives the points as a number.
func (p Points) Float() float64 { return float64(p) / 100 }

// PointsOf gives a number of points, rounded to hundredths.
func PointsOf(v float64) Points { return Points(registry.ExactOf(v).Times(100).Whole()) }

// String writes the points the Vietnamese way: 12,5.
func (p Points) String() string { return vietnamese.FormatNumber(p.Float()) }

// ParsePoints reads typed points below 1,000, where a dot can only be a decimal
// point; ok is false when they cannot be read.
func ParsePoints(s string) (Points, bool) {
	s = strings.TrimSpace(s)
	if strings.Count(s, ".") == 1 && !strings.Contains(s, ",") {
		s = strings.Replace(s, ".", ",", 1) // what a browser's number field sends
	}
	v, ok := vietnamese.ParseNumber(s)
	if !ok || math.IsNaN(v) || math.Abs(v) >= 1000 {
		return 0, false
	}
	return PointsOf(v), true
}

// Criterion is one line of a scale. PersonLabel replaces Label for an individual.
type Criterion struct {
	Code        string   `json:"code"`
	Label       string   `json:"label"`
	PersonLabel string   `json:"person_label,omitempty"`
	Max         Points   `json:"max"`
	Basis       string   `json:"basis"`
	Guide       []string `json:"guide,omitempty"`
}

// Name gives the label that fits a type of entry.
func (c Criterion) Name(t registry.Type) string {
	if t == registry.IndividualExemplar && c.PersonLabel != "" {
		return c.PersonLabel
	}
	return c.Label
}

// Adjustment is a line of bonus (positive) or penalty (negative).
type Adjustment struct {
	Code   string `json:"code"`
	Label  string `json:"label"`
	Points Points `json:"points"`
}

// Band is a grade: totals from From upwards.
type Band struct {
	Code  string `json:"code"`
	Label string `json:"label"`
	From  Points `json:"from"`
}

// Anchor says what a share of the maximum of a criterion means.
type Anchor struct {
	Percent string `json:"percent"`
	Text    string `json:"text"`
}

// Scale is one version of a scoring scale; a round keeps the version it began
// with.
type Scale struct {
	Code         string       `json:"code"`
	Version      int          `json:"version"`
	Source       string       `json:"source"`
	Checked      bool         `json:"checked"` // against a text of the province
	Step         Points       `json:"step"`
	CommentBelow int          `json:"comment_below"` // percent of a criterion's maximum
	CommentAbove int          `json:"comment_above"`
	Criteria     []Criterion  `json:"criteria"`
	Adjustments  []Adjustment `json:"adjustments"`
	BonusMax     Points       `json:"bonus_max"`
	TotalMax     Points       `json:"total_max"`
	Bands        []Band       `json:"bands"`         // best first
	Key          string       `json:"key,omitempty"` // the criterion that may break ties; "" for T4
	Anchors      []Anchor     `json:"anchors"`
}

// DefaultScale is the scale DVK-100, version 1.
func DefaultScale() Scale {
	return Scale{
		Code: "DVK-100", Version: 1, Step: 50, CommentBelow: 50, CommentAbove: 90, BonusMax: 500, TotalMax: 10000,
		Source: "Thang điểm mặc định của chương trình, xây dựng từ " + registry.Directive.Numbered() + " (điểm 5, điểm 6) và tiêu chuẩn bình xét của một số " +
			"tỉnh; chưa đối chiếu với văn bản của tỉnh.",
		Criteria: []Criterion{
			{
				Code:  "T1",
				Label: "Thiết thực, đúng vấn đề: gỡ khó khăn, vướng mắc hoặc nhiệm vụ trọng tâm; có thực trạng và số liệu đầu kỳ",
				Max:   1500,
				Basis: registry.Directive.Numbered() + ", điểm 6",
			},
			{
				Code:  "T2",
				Label: "Cách làm khéo, sáng tạo, tiết kiệm; dân biết, dân bàn, tự nguyện",
				Max:   1500,
				Basis: registry.Directive.Numbered() + ", điểm 5",
			},
			{
				Code:        "T3",
				Label:       "Huy động, phối hợp nhiều lực lượng; vai trò người đứng đầu",
				PersonLabel: "Gương mẫu, uy tín, được tập thể suy tôn",
				Max:         1500,
				Basis:       "Tiêu chuẩn bình xét",
			},
			{Code: "T4", Label: "Kết quả đo được so với chỉ tiêu đăng ký, có minh chứng", Max: 3000, Basis: "Chỉ tiêu đăng ký",
				Guide: []string{"Mức đạt chỉ tiêu: 15", "Quy mô tác động: 8", "Chất lượng minh chứng: 7"}},
			{Code: "T5", Label: "Đồng thuận, hài lòng của Nhân dân", Max: 1000, Basis: "Tiêu chuẩn bình xét"},
			{
				Code:        "T6",
				Label:       "Bền vững, lan tỏa, đã hoặc có thể nhân rộng",
				PersonLabel: "Ảnh hưởng, truyền cảm hứng",
				Max:         1500,
				Basis:       "Tiêu chuẩn bình xét",
			},
		},
		Adjustments: []Adjustment{
			{"B1", "Đã nhân rộng ra từ 2 đơn vị khác", 300}, {"B2", "Báo chí cấp tỉnh hoặc Trung ương phản ánh", 200},
			{"P1", "Nộp báo cáo chậm", -200}, {"P2", "Thiếu minh chứng cho chỉ số chính", -500},
		},
		Bands: []Band{
			{"xuat-sac", "Xuất sắc", 9000},
			{"tot", "Tốt", 8000},
			{"kha", "Khá", 6500},
			{"trung-binh", "Trung bình", 5000},
			{"chua-dat", "Chưa đạt", 0},
		},
		Anchors: []Anchor{
			{"0–25%", "nêu chung chung, không số liệu"},
			{"50%", "có làm, số liệu tự khai"},
			{"75%", "có số liệu và minh chứng"},
			{"100%", "vượt trội, kiểm chứng được tại chỗ"},
		},
	}
}

// Criterion finds a criterion by its code.
func (s Scale) Criterion(code string) (Criterion, bool) {
	i := slices.IndexFunc(s.Criteria, func(c Criterion) bool { return c.Code == code })
	if i < 0 {
		return Criterion{}, false
	}
	return s.Criteria[i], true
}

// Adjustment finds a line of bonus or penalty by its code.
func (s Scale) Adjustment(code string) (Adjustment, bool) {
	i := slices.IndexFunc(s.Adjustments, func(a Adjustment) bool { return a.Code == code })
	if i < 0 {
		return Adjustment{}, false
	}
	return s.Adjustments[i], true
}

// band gives the index of the band of a mean, which is kept in thousandths of
// points here to compare without rounding.
func (s Scale) band(sum, n int) int {
	for i, b := range s.Bands {
		if sum >= int(b.From)*n {
			return i
		}
	}
	return max(0, len(s.Bands)-1)
}

// TieKey is the criterion that may break ties.
func (s Scale) TieKey() string { return cmp.Or(s.Key, "T4") }

// MaxLines is how many lines of a kind a scale may have.
const MaxLines = 20

// BadPoints stands for typed points that cannot be read.
const BadPoints Points = math.MinInt32

var (
	scaleCode = regexp.MustCompile(`^[A-Z0-9][A-Z0-9-]{1,19}$`)
	lineCode  = regexp.MustCompile(`^[A-Z][A-Z0-9]{0,5}$`)
)

// Clean tidies what was typed and gives each band its code.
func (s *Scale) Clean() {
	s.Code, s.Key, s.Source = strings.ToUpper(
		registry.CleanText(s.Code),
	), strings.ToUpper(
		registry.CleanText(s.Key),
	), registry.CleanText(
		s.Source,
	)
	for i := range s.Criteria {
		k := &s.Criteria[i]
		k.Code, k.Label, k.PersonLabel, k.Basis = strings.ToUpper(
			registry.CleanText(k.Code),
		), registry.CleanText(
			k.Label,
		), registry.CleanText(
			k.PersonLabel,
		), registry.CleanText(
			k.Basis,
		)
		var guide []string
		for _, g := range k.Guide {
			if g = registry.CleanText(g); g != "" {
				guide = append(guide, g)
			}
		}
		k.Guide = guide
	}
	for i := range s.Adjustments {
		a := &s.Adjustments[i]
		a.Code, a.Label = strings.ToUpper(registry.CleanText(a.Code)), registry.CleanText(a.Label)
	}
	for i := range s.Bands {
		b := &s.Bands[i]
		b.Label = registry.CleanText(b.Label)
		b.Code = vietnamese.Slug(b.Label)
	}
	for i := range s.Anchors {
		k := &s.Anchors[i]
		k.Percent, k.Text = registry.CleanText(k.Percent), registry.CleanText(k.Text)
	}
}

// Check lists what is wrong with a scale; fields are named as the lines of its
// form: "c0-max" is the maximum of the first criterion.
func (s Scale) Check() error {
	var f registry.Fields
	s.checkHead(&f)
	codes := map[string]bool{}
	var sum Points
	for i, c := range s.Criteria {
		at := fmt.Sprintf("c%d-", i)
		checkLine(&f, at, c.Code, c.Label, codes)
		if c.Max <= 0 || s.Step > 0 && c.Max%s.Step != 0 {
			f.Add(at+"max", "Tiêu chí %s: điểm tối đa phải lớn hơn 0 và chia hết cho bước điểm.", c.Code)
		}
		sum += max(0, c.Max)
	}
	if sum != s.TotalMax {
		f.Add("total_max", "Điểm tối đa các tiêu chí cộng lại là %s, phải bằng tổng điểm.", sum)
	}
	if s.Key != "" && !codes[s.Key] {
		f.Add("key", "Không có tiêu chí mã “%s”.", s.Key)
	}
	for i, a := range s.Adjustments {
		at := fmt.Sprintf("a%d-", i)
		checkLine(&f, at, a.Code, a.Label, codes)
		if a.Points == 0 || a.Points < -s.TotalMax || a.Points > s.TotalMax {
			f.Add(at+"points", "Dòng %s: ghi số điểm thưởng, hoặc điểm trừ với dấu −.", a.Code)
		}
	}
	s.checkBands(&f)
	return f.Err("Thang điểm chưa dùng được.")
}

func (s Scale) checkHead(f *registry.Fields) {
	if !scaleCode.MatchString(s.Code) {
		f.Add("code", "Mã thang điểm gồm chữ in không dấu, số và gạch nối, ví dụ DVK-100.")
	}
	if s.Source == "" {
		f.Add("source", "Ghi căn cứ của thang điểm.")
	}
	if s.TotalMax <= 0 || s.TotalMax >= 100_000 {
		f.Add("total_max", "Tổng điểm là một số lớn hơn 0 và nhỏ hơn 1.000.")
	}
	if s.Step <= 0 {
		f.Add("step", "Bước điểm phải lớn hơn 0.")
	}
	if s.BonusMax < 0 {
		f.Add("bonus_max", "Điểm thưởng nhiều nhất không âm.")
	}
	if s.CommentBelow < 0 || s.CommentBelow > 100 {
		f.Add("comment_below", "Ngưỡng nhận xét từ 0 đến 100%%.")
	}
	if s.CommentAbove < s.CommentBelow || s.CommentAbove > 100 {
		f.Add("comment_above", "Ngưỡng trên từ ngưỡng dưới đến 100%%.")
	}
	if n := len(s.Criteria); n == 0 || n > MaxLines {
		f.Add("c0-code", "Thang điểm có từ 1 đến %d tiêu chí.", MaxLines)
	}
}

// checkLine checks the code and label of a line; codes are shared by criteria and
// adjustments, because a sheet names both by them.
func checkLine(f *registry.Fields, at, code, label string, codes map[string]bool) {
	switch {
	case !lineCode.MatchString(code):
		f.Add(at+"code", "Mã “%s”: một chữ in không dấu rồi chữ hoặc số, ví dụ T1.", code)
	case codes[code]:
		f.Add(at+"code", "Mã %s bị trùng.", code)
	}
	codes[code] = true
	if n := len([]rune(label)); n == 0 || n > 300 {
		f.Add(at+"label", "Dòng %s: ghi tên, tối đa 300 ký tự.", code)
	}
}

func (s Scale) checkBands(f *registry.Fields) {
	last := len(s.Bands) - 1
	if last < 0 {
		f.Add("b0-label", "Thang điểm có ít nhất một mức xếp loại.")
		return
	}
	for i, b := range s.Bands {
		switch at := fmt.Sprintf("b%d-from", i); {
		case b.From < 0 || b.From > s.TotalMax:
			f.Add(at, "Mức “%s”: ghi điểm từ 0 đến tổng điểm.", b.Label)
		case i > 0 && b.From >= s.Bands[i-1].From:
			f.Add(at, "Các mức xếp từ cao xuống thấp: “%s” phải thấp hơn mức trước.", b.Label)
		}
	}
	if s.Bands[last].From != 0 {
		f.Add(fmt.Sprintf("b%d-from", last), "Mức cuối phải bắt đầu từ 0.")
	}
}
