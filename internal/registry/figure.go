package registry

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// HomeFigure is one indicator that the home page adds up in the effective models of a
// season, with its words: "41,9 ha đất" "Nhân dân hiến".
type HomeFigure struct {
	Indicator string `json:"indicator"`
	Noun      string `json:"noun,omitempty"` // after the measure
	Label     string `json:"label"`
}

// Said is the label with what was added up: the models were confirmed, not each figure.
// A label that was typed before says so in its own words, which claim more.
func (h HomeFigure) Said() string {
	label := strings.TrimSuffix(h.Label, ", đã xác nhận")
	return label + ", trong mô hình được xác nhận hiệu quả"
}

// ReportFigures are the indicators that the yearly report names first, in their
// order, from one season on until the next list.
type ReportFigures struct {
	Since      Year     `json:"since"` // 0: from the beginning
	Indicators []string `json:"indicators"`
}

// FigureChoice says which indicators the home page shows and which the yearly
// report names. A frozen report keeps the list it was frozen with.
type FigureChoice struct {
	Home   []HomeFigure    `json:"home"`
	Report []ReportFigures `json:"report"` // oldest first
}

// MaxHomeFigures is how many sums the home page has room for, beside its two
// counts; MaxReportFigures how long the list of the report may be.
const (
	MaxHomeFigures   = 2
	MaxReportFigures = 20
)

// DefaultFigureChoice is what holds until an admin chooses.
func DefaultFigureChoice() FigureChoice {
	return FigureChoice{
		Home: []HomeFigure{
			{"LAND_M2", "đất", "Nhân dân hiến"},
			{"PEOPLE_IN", "", "cùng làm"},
		},
		Report: []ReportFigures{{0, []string{
			"LABOR_DAY", "LAND_M2", "LAND_HH", "MONEY_PEOPLE", "MONEY_SOCIAL", "ROAD_KM", "ROAD_CNT",
			"CULT_HOUSE", "HOUSE_BUILT", "CAMERA", "TREE", "PEOPLE_IN",
		}}},
	}
}

// ReportIn gives the list of a season's report.
func (c FigureChoice) ReportIn(y Year) []string {
	out := []string{}
	for _, r := range c.Report {
		if r.Since <= y {
			out = r.Indicators
		}
	}
	return out
}

// WithReport gives the choice with a list that holds from a season on.
func (c FigureChoice) WithReport(r ReportFigures) FigureChoice {
	c.Report = slices.DeleteFunc(slices.Clone(c.Report), func(x ReportFigures) bool { return x.Since == r.Since })
	c.Report = append(c.Report, r)
	slices.SortFunc(c.Report, func(a, b ReportFigures) int { return int(a.Since - b.Since) })
	return c
}

// Names reports whether the home page or the report of a season names an indicator.
func (c FigureChoice) Names(code string, y Year) (home, report bool) {
	home = slices.ContainsFunc(c.Home, func(h HomeFigure) bool { return h.Indicator == code })
	return home, slices.Contains(c.ReportIn(y), code)
}

// Clean brings the texts into one form.
func (c *FigureChoice) Clean() {
	c.Home = slices.Clone(c.Home)
	for i := range c.Home {
		h := &c.Home[i]
		h.Noun, h.Label = CleanText(h.Noun), CleanText(h.Label)
	}
}

// Check lists what is wrong with a choice: only what may be added up is a figure of
// the home page or of the report's sentence.
func (c FigureChoice) Check(catalogue *Catalogue) error {
	var f Fields
	sum := func(field, code string) {
		switch ind, ok := catalogue.Indicator(code); {
		case !ok:
			f.Add(field, "Không có chỉ số “%s”.", code)
		case ind.Aggregate != Sum:
			f.Add(field, "“%s” không cộng được (%s), nên không nêu thành tổng.", ind.Label, ind.Aggregate.Label())
		}
	}
	if len(c.Home) > MaxHomeFigures {
		f.Add("home", "Trang đầu nêu nhiều nhất %d chỉ số.", MaxHomeFigures)
	}
	seen := map[string]bool{}
	for _, h := range c.Home {
		sum("home", h.Indicator)
		if n := utf8.RuneCountInString(h.Label); n == 0 || n > 60 || utf8.RuneCountInString(h.Noun) > 30 {
			f.Add("home", "Ghi chữ dưới con số, tối đa 60 ký tự; chữ sau đơn vị tính tối đa 30 ký tự.")
		}
		if seen[h.Indicator] {
			f.Add("home", "Chỉ số “%s” chọn hai lần.", h.Indicator)
		}
		seen[h.Indicator] = true
	}
	for _, r := range c.Report {
		if len(r.Indicators) > MaxReportFigures {
			f.Add("report", "Báo cáo nêu nhiều nhất %d chỉ số.", MaxReportFigures)
		}
		seen := map[string]bool{}
		for _, code := range r.Indicators {
			sum("report", code)
			if seen[code] {
				f.Add("report", "Chỉ số “%s” ghi hai lần.", code)
			}
			seen[code] = true
		}
	}
	return f.Err("Chưa lưu được.")
}
