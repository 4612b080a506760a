package view

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// YearlyPage is a page about a year made of blocks: sums, frozen figures, what
// units sent, what became of models.
type YearlyPage struct {
	Crumbs   []Crumb
	Title    string
	Lead     string
	Errors   *ErrorSummary
	Notices  []Notice
	Tabs     []Tab
	Filter   []Field
	Figures  []Figure
	Sections []Block
}

// YearVersion says which version of a season's figures was frozen, by whom and why.
type YearVersion struct {
	Season registry.Year
	Number int // 0: not frozen
	At     time.Time
	By     string
	Reason string // of every version but the first
	Query  int    // version of the way figures are computed
	Hash   string
}

// YearState is one state of a season's figures: as they are now, or a frozen
// version.
type YearState struct {
	oversight.Frozen
	Of YearVersion
}

// Live reports whether the figures are those of now.
func (s *YearState) Live() bool { return s.Of.Number == 0 }

func (s *YearState) name() string {
	if s.Live() {
		return "Số liệu hiện nay"
	}
	return fmt.Sprintf("Bản %d, chốt lúc %s", s.Of.Number, Moment(s.Of.At))
}

// YearlyRoot is the address of the list of yearly reports.
const YearlyRoot = address.YearReports

// yearListPath is the list behind a number of a version of the figures.
func yearListPath(y registry.Year, version int, keys ...string) string {
	return WithQuery(address.YearList.At(y), url.Values{"ban": {strconv.Itoa(version)}, "muc": keys})
}

func yearCrumbs(y registry.Year, more ...Crumb) []Crumb {
	return append([]Crumb{{Text: "Báo cáo năm", URL: YearlyRoot}, {Text: YearText(y), URL: address.YearReport.At(y)}}, more...)
}

// NewYearsPage lists the seasons with the newest frozen version of each; versions
// are the newest first.
func NewYearsPage(seasons []registry.Season, versions []YearVersion) YearlyPage {
	t := Table{
		Caption:     "Báo cáo từng năm",
		HideCaption: true,
		Stacked:     true,
		Columns:     []Column{{Label: "Năm"}, {Label: "Hạn chốt"}, {Label: "Đã chốt"}, {Label: "Người chốt"}},
	}
	for _, s := range seasons {
		state, who := "chưa chốt", ""
		for _, v := range versions {
			if v.Season == s.Year {
				state, who = fmt.Sprintf("bản %d, %s", v.Number, Moment(v.At)), v.By
				break
			}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			H("Năm "+YearText(s.Year), address.YearReport.At(s.Year)), T(s.FreezeAt.Local()), T(state), T(who),
		}})
	}
	t = t.Labelled()
	return YearlyPage{
		Title:    "Báo cáo năm",
		Lead:     "Chốt số liệu một lần, rồi lấy báo cáo và phụ lục từ bản chốt.",
		Sections: []Block{{Table: &t}},
	}
}
