package view

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// UnitListInput is a list of units that owe, as its address asks for it.
type UnitListInput struct {
	Year  *oversight.Year
	Step  registry.Step
	Pick  oversight.Pick
	Query url.Values // of the address
}

// NewUnitListPage is the list of the units that owe, filtered.
func NewUnitListPage(in UnitListInput) OversightListPage {
	coverage := in.Year.Coverage(in.Step)
	list, season, query := in.Pick.Of(&coverage), in.Year.Season, in.Query
	year, step := YearText(season.Year), in.Step.String()
	p := OversightListPage{
		Crumbs: []Crumb{{Text: "Theo dõi", URL: address.Query(address.Cockpit, "nam", year)}, {Text: "Danh sách đơn vị"}},
		Title:  in.Step.Label() + " năm " + year + ": từng đơn vị", Total: len(list), TotalText: UnitTotal(len(list)),
		Lead: "Đơn vị có hiệu lực ngày " + in.Year.On.Local() + ", hạn chung " + season.Due(in.Step).Local() + ".",
		CSV:  WithQuery(address.FollowUnitsCSV, query), XLSX: WithQuery(address.FollowUnitsXLSX, query),
		Urge: WithQuery(address.Urge, query),
		Kept: []Pair{{A: "nam", B: year}, {A: "buoc", B: step}, {A: "nay", B: query.Get("nay")}},
		Filter: []Field{
			InputSelect("tt", "Tình trạng", query.Get("tt"), StateOptions()),
			InputSelect("loai", "Loại đơn vị", query.Get("loai"), KindOptions(season)),
			InputSelect("huyen", "Huyện cũ", query.Get("huyen"), DistrictOptions(&coverage, in.Year.Ledger)),
			InputText("q", "Tên đơn vị", query.Get("q")),
		},
		Table: StandingTable(list, in.Year.Ledger, season.Year),
	}
	for _, s := range registry.Steps() {
		query.Set("buoc", s.String())
		query.Set("nam", year)
		p.StepTabs = append(p.StepTabs, Tab{
			Text: s.Label(), URL: WithQuery(address.FollowUnits, query), Current: s == in.Step,
		})
	}
	if in.Pick != (oversight.Pick{}) {
		p.Clear = address.Query(address.FollowUnits, "nam", year, "buoc", step)
	}
	if len(list) == 0 {
		p.Empty = &Empty{Heading: "Không có đơn vị nào", Text: "Không đơn vị nào khớp bộ lọc này."}
	}
	return p
}

// WaitTitle and WaitLead speak of the entries that wait for one thing.
func WaitTitle(w oversight.Wait, y registry.Year) string { return w.Label() + ", năm " + YearText(y) }

// WaitLead says what is waited for and how days are counted.
func WaitLead(w oversight.Wait) string {
	return UpperFirst(w.Help()) + ". Ngày làm việc không kể thứ Bảy, Chủ nhật và ngày nghỉ đã ghi trong cài đặt của năm."
}

// StageTitle names the entries that reached a stage, by a day when there is one.
func StageTitle(s oversight.Stage, y registry.Year, by registry.Date) string {
	title := s.Label() + ", năm " + YearText(y)
	if by != "" {
		title += ", đến " + by.Local()
	}
	return title
}

// EntryListInput is a page of the entries behind a number.
type EntryListInput struct {
	Year        registry.Year
	Title, Lead string
	Lines       []OversightLine // of this page
	Total       int
	Page, Size  int
	Waiting     bool // the age of each is shown
	Query       url.Values
}

// NewEntryListPage is the list of the entries behind a number.
func NewEntryListPage(in EntryListInput) OversightListPage {
	query := in.Query
	query.Del("trang")
	p := OversightListPage{
		Crumbs: []Crumb{{Text: "Theo dõi", URL: address.Query(address.Cockpit, "nam", YearText(in.Year))}, {Text: "Mô hình"}},
		Title:  in.Title, Lead: in.Lead, Total: in.Total, TotalText: EntryTotal(in.Total),
		CSV: WithQuery(address.FollowEntriesCSV, query), XLSX: WithQuery(address.FollowEntriesXLSX, query),
		Table: LineTable(in.Lines, in.Waiting),
		Pager: NewPager(in.Total, in.Page, in.Size, func(n int) string {
			query.Set("trang", strconv.Itoa(n))
			return WithQuery(address.FollowEntries, query)
		}),
	}
	if len(in.Lines) == 0 {
		p.Empty = &Empty{Heading: "Không có mô hình nào", Text: "Không mô hình nào ở danh sách này."}
	}
	return p
}

// ChartsQuery is the query of a season and a step of it.
func ChartsQuery(y registry.Year, step registry.Step) string {
	return "?" + url.Values{"nam": {address.Year(y)}, "buoc": {step.String()}}.Encode()
}

// ChartsSource says where the figures of a chart in a file are from.
func ChartsSource(owner string, now time.Time) string {
	return "Nguồn: " + owner + ", số liệu theo dõi đến ngày " + Day(now) + ". Lưu hành nội bộ."
}

// NewChartsPage shows charts of a season and a step, the newest season first.
func NewChartsPage(y registry.Year, step registry.Step, seasons []registry.Season, charts []Chart) ChartsPage {
	p := ChartsPage{
		Title: "Biểu đồ theo dõi năm " + address.Year(y),
		Lead: "Ai đã có, ai còn thiếu, lĩnh vực nào còn trống. Chỉ người theo dõi xem được trang này; " +
			"số liệu công khai ở trang Số liệu.",
		Charts: charts,
	}
	seasons = slices.Clone(seasons)
	slices.SortFunc(seasons, func(a, b registry.Season) int { return int(b.Year - a.Year) })
	for _, s := range seasons {
		p.Years = append(p.Years, Tab{
			Text: address.Year(s.Year), URL: address.Charts + ChartsQuery(s.Year, step), Current: s.Year == y,
		})
	}
	for _, s := range registry.Steps() {
		p.Steps = append(p.Steps, Tab{Text: s.Label(), URL: address.Charts + ChartsQuery(y, s), Current: s == step})
	}
	if len(charts) == 0 {
		p.Empty = &Empty{Heading: "Chưa có gì để vẽ", Text: "Năm này chưa có đơn vị nào phải có mô hình. Xem lại cài đặt của năm."}
	}
	return p
}
