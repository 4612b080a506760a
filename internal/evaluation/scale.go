package evaluation

import (
	"math"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Points are hundredths of a point, so that sums and means are exact.
type Points int

// Float gives the points as a number.
func (p Points) Float() float64 { return float64(p) / 100 }

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
	return Points(math.Round(v * 100)), true
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
	Bands        []Band       `json:"bands"` // best first
	Anchors      []Anchor     `json:"anchors"`
}

// DefaultScale is the scale DVK-100, version 1.
func DefaultScale() Scale {
	return Scale{
		Code: "DVK-100", Version: 1, Step: 50, CommentBelow: 50, CommentAbove: 90, BonusMax: 500, TotalMax: 10000,
		Source: "Thang điểm mặc định của chương trình, xây dựng từ Chỉ thị 03/CT-UBND (điểm 5, điểm 6) và tiêu chuẩn bình xét của một số tỉnh; chưa đối chiếu với văn bản của tỉnh.",
		Criteria: []Criterion{
			{Code: "T1", Label: "Thiết thực, đúng vấn đề: gỡ khó khăn, vướng mắc hoặc nhiệm vụ trọng tâm; có thực trạng và số liệu đầu kỳ", Max: 1500, Basis: "Chỉ thị 03/CT-UBND, điểm 6"},
			{Code: "T2", Label: "Cách làm khéo, sáng tạo, tiết kiệm; dân biết, dân bàn, tự nguyện", Max: 1500, Basis: "Chỉ thị 03/CT-UBND, điểm 5"},
			{Code: "T3", Label: "Huy động, phối hợp nhiều lực lượng; vai trò người đứng đầu", PersonLabel: "Gương mẫu, uy tín, được tập thể suy tôn", Max: 1500, Basis: "Tiêu chuẩn bình xét"},
			{Code: "T4", Label: "Kết quả đo được so với chỉ tiêu đăng ký, có minh chứng", Max: 3000, Basis: "Chỉ tiêu đăng ký",
				Guide: []string{"Mức đạt chỉ tiêu: 15", "Quy mô tác động: 8", "Chất lượng minh chứng: 7"}},
			{Code: "T5", Label: "Đồng thuận, hài lòng của Nhân dân", Max: 1000, Basis: "Tiêu chuẩn bình xét"},
			{Code: "T6", Label: "Bền vững, lan tỏa, đã hoặc có thể nhân rộng", PersonLabel: "Ảnh hưởng, truyền cảm hứng", Max: 1500, Basis: "Tiêu chuẩn bình xét"},
		},
		Adjustments: []Adjustment{
			{"B1", "Đã nhân rộng ra từ 2 đơn vị khác", 300}, {"B2", "Báo chí cấp tỉnh hoặc Trung ương phản ánh", 200},
			{"P1", "Nộp báo cáo chậm", -200}, {"P2", "Thiếu minh chứng cho chỉ số chính", -500},
		},
		Bands:   []Band{{"xuat-sac", "Xuất sắc", 9000}, {"tot", "Tốt", 8000}, {"kha", "Khá", 6500}, {"trung-binh", "Trung bình", 5000}, {"chua-dat", "Chưa đạt", 0}},
		Anchors: []Anchor{{"0–25%", "nêu chung chung, không số liệu"}, {"50%", "có làm, số liệu tự khai"}, {"75%", "có số liệu và minh chứng"}, {"100%", "vượt trội, kiểm chứng được tại chỗ"}},
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

// Check lists what is wrong with a scale.
func (s Scale) Check() error {
	var f registry.Fields
	var sum Points
	for i, c := range s.Criteria {
		if c.Max <= 0 || s.Step > 0 && c.Max%s.Step != 0 {
			f.Add("criteria", "Tiêu chí %s: điểm tối đa phải lớn hơn 0 và chia hết cho bước %s.", c.Code, s.Step)
		}
		if slices.IndexFunc(s.Criteria, func(o Criterion) bool { return o.Code == c.Code }) != i {
			f.Add("criteria", "Mã tiêu chí %s bị trùng.", c.Code)
		}
		sum += c.Max
	}
	if sum != s.TotalMax {
		f.Add("criteria", "Tổng điểm các tiêu chí là %s, phải bằng %s.", sum, s.TotalMax)
	}
	if s.Step <= 0 {
		f.Add("step", "Bước điểm phải lớn hơn 0.")
	}
	for i := 1; i < len(s.Bands); i++ {
		if s.Bands[i].From >= s.Bands[i-1].From {
			f.Add("bands", "Mức xếp loại phải giảm dần.")
		}
	}
	if len(s.Bands) == 0 || s.Bands[len(s.Bands)-1].From != 0 {
		f.Add("bands", "Mức xếp loại cuối phải bắt đầu từ 0.")
	}
	return f.Err("Thang điểm chưa dùng được.")
}
