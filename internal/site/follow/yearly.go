package follow

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

func (h *yearly) reportRoutes(e *shell.Router) {
	g := e.Group(address.YearReports, shell.RequireArea(registry.OversightArea))
	g.GET(address.YearReports, h.years)
	y := g.Group(string(address.YearReport))
	y.GET(string(address.YearReport), h.year)
	y.GET(string(address.YearFreeze), h.freezeForm)
	y.POST(string(address.YearFreeze), h.freeze)
	y.GET(string(address.YearCompare), h.compare)
	y.GET(string(address.YearList), h.chosen)
	y.GET(string(address.YearListCSV), h.chosenTable)
	y.GET(string(address.YearListXLSX), h.chosenTable)
	y.GET(string(address.YearPaper), h.paper)
	y.GET(string(address.Yearbook), h.yearbookForm)
	y.GET(string(address.YearbookDOCX), h.yearbook)
	y.GET(string(address.SelfReports), h.selfReports)
	y.GET(string(address.SelfReportsXLSX), h.selfTable)
	y.GET(string(address.SelfReport), h.selfReportOf)
	y.POST(string(address.SelfReport), h.judgeSelf)
}

// seasonOf is the opened season of the address.
func (h *yearly) seasonOf(c *shell.Context) (registry.Season, error) {
	n, err := strconv.Atoi(c.Param("nam"))
	i := slices.IndexFunc(h.Flow.Seasons(), func(s registry.Season) bool { return int(s.Year) == n })
	if err != nil || i < 0 {
		return registry.Season{}, registry.Errorf(registry.NotFound, "Năm này chưa mở.")
	}
	return h.Flow.Seasons()[i], nil
}

// years lists the seasons with their frozen versions.
func (h *yearly) years(c *shell.Context) error {
	all, err := h.DB.Snapshots(c.Context(), 0)
	if err != nil {
		return err
	}
	t := view.Table{
		Caption:     "Báo cáo từng năm",
		HideCaption: true,
		Stacked:     true,
		Columns:     []view.Column{{Label: "Năm"}, {Label: "Hạn chốt"}, {Label: "Đã chốt"}, {Label: "Người chốt"}},
	}
	for _, s := range h.Flow.Seasons() {
		state, who := view.T("chưa chốt"), ""
		for _, x := range all {
			if x.Season == s.Year {
				state, who = view.Cell{Text: fmt.Sprintf("bản %d, %s", x.Version, view.Moment(x.At))}, x.Name
				break
			}
		}
		t.Rows = append(
			t.Rows,
			view.Row{
				Cells: []view.Cell{
					view.H("Năm "+view.YearText(s.Year), address.YearReport.At(s.Year)),
					view.T(s.FreezeAt.Local()),
					state,
					view.T(who),
				},
			},
		)
	}
	t = t.Labelled()
	return h.draw(
		c,
		http.StatusOK,
		view.YearlyPage{
			Title:    "Báo cáo năm",
			Lead:     "Chốt số liệu một lần, rồi lấy báo cáo và phụ lục từ bản chốt.",
			Sections: []view.YearlySection{{Table: &t}},
		},
	)
}

// state is one state of a season's figures: live, or a frozen version.
type state struct {
	oversight.Frozen
	version int // 0: live
	snap    sqlite.Snapshot
}

// name says which state it is.
func (s state) name() string {
	if s.version == 0 {
		return "Số liệu hiện nay"
	}
	return fmt.Sprintf("Bản %d, chốt lúc %s", s.version, view.Moment(s.snap.At))
}

// stateOf reads the state that an address asks for: "0" or nothing is live.
func (h *yearly) stateOf(c *shell.Context, y registry.Year, asked string) (state, error) {
	ctx := c.Context()
	n, err := strconv.Atoi(asked)
	if asked == "" || err == nil && n == 0 {
		f, err := h.Followup.Figures(ctx, c.Actor(), y)
		return state{Frozen: f}, err
	}
	if err != nil || n < 0 {
		return state{}, registry.Errorf(registry.NotFound, "Chưa có bản chốt này.")
	}
	s, err := h.DB.Snapshot(ctx, y, n)
	if err != nil {
		return state{}, err
	}
	if !s.Whole() {
		return state{}, fmt.Errorf("snapshot %d/%d does not match its hash", y, n)
	}
	f, err := s.Frozen()
	return state{f, s.Version, s}, err
}

// year is the page of one season's report: what is open, the figures, the frozen
// versions, what changed since.
func (h *yearly) year(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	snaps, err := h.DB.Snapshots(c.Context(), s.Year)
	if err != nil {
		return err
	}
	asked := c.QueryParam("ban")
	if asked == "" && len(snaps) > 0 {
		asked = strconv.Itoa(snaps[0].Version)
	}
	st, err := h.stateOf(c, s.Year, asked)
	if err != nil {
		return err
	}
	p := view.YearlyPage{
		Crumbs: []view.Crumb{
			{Text: "Báo cáo năm", URL: address.YearReports},
			{Text: view.YearText(s.Year)},
		}, Title: fmt.Sprintf("Báo cáo năm %d", s.Year),
		Lead: "Hạn gửi Sở Nội vụ và chốt số liệu: trước " + s.FreezeAt.Local() + ".",
	}
	p.Tabs = []view.Tab{{Text: "Số liệu hiện nay", URL: address.YearReport.At(s.Year) + "?ban=0", Current: st.version == 0}}
	for _, x := range snaps {
		p.Tabs = append(
			p.Tabs,
			view.Tab{
				Text:    fmt.Sprintf("Bản %d", x.Version),
				URL:     address.YearReport.At(s.Year) + fmt.Sprintf("?ban=%d", x.Version),
				Current: x.Version == st.version,
			},
		)
	}
	if st.version == 0 {
		if err := h.liveParts(c, s, st, snaps, &p); err != nil {
			return err
		}
	} else if err := h.frozenParts(c, s, st, snaps, &p); err != nil {
		return err
	}
	p.Figures = headFigures(s.Year, st)
	p.Sections = append(p.Sections, numbersSections(s.Year, st)...)
	p.Sections = append(p.Sections, h.moreSection(s.Year))
	return h.draw(c, http.StatusOK, p)
}

// moreSection leads to what belongs to the report besides figures.
func (h *yearly) moreSection(y registry.Year) view.YearlySection {
	return view.YearlySection{Heading: "Liên quan", Links: []view.Link{
		{
			Text: "Báo cáo năm của các đơn vị",
			URL:  address.SelfReports.At(y),
		}, {Text: "Làm kỷ yếu (.docx có ảnh)", URL: address.Yearbook.At(y)},
		{Text: "Kết quả theo chỉ số", URL: fmt.Sprintf(address.Sums+"?nam=%d", y)},
	}}
}

// liveParts says what is still open and offers to freeze.
func (h *yearly) liveParts(c *shell.Context, s registry.Season, st state, snaps []sqlite.Snapshot, p *view.YearlyPage) error {
	open, err := h.openItems(c, s, st)
	if err != nil {
		return err
	}
	text := "Chốt số liệu"
	if len(snaps) > 0 {
		text = "Chốt lại thành bản mới"
	}
	p.Sections = append(p.Sections, view.YearlySection{
		Heading: "Trước khi chốt", Text: openText(open), Table: open, Form: &view.YearlyForm{URL: address.YearFreeze.At(s.Year), Get: true, Buttons: []view.Button{view.Submit(text)}},
	})
	return nil
}

func openText(open *view.Table) string {
	if open == nil {
		return "Không còn việc nào đang dở."
	}
	return "Những việc còn dở dưới đây không ngăn việc chốt; số liệu chốt là số liệu đúng lúc đó."
}

// openItems lists what is not settled yet, each with where to settle it; nil when
// nothing is.
func (h *yearly) openItems(c *shell.Context, s registry.Season, st state) (*view.Table, error) {
	year := view.YearText(s.Year)
	n := st.Numbers()
	self := 0
	for _, x := range st.Selfs {
		if x.State == registry.SelfSent.String() {
			self++
		}
	}
	t := view.Table{Caption: "Việc còn dở", HideCaption: true, Columns: []view.Column{{Label: "Việc"}, {Label: "Số lượng", Num: true}}}
	for _, x := range []struct {
		what  string
		count int
		url   string
	}{
		{"Đơn vị chưa đăng ký", n["don-vi:chua-co"], listPath(s.Year, st, "don-vi:chua-co")},
		{"Đơn vị chưa báo cáo kết quả", n["don-vi:bao-cao-chua-co"], listPath(s.Year, st, "don-vi:bao-cao-chua-co")},
		{"Đăng ký chờ tiếp nhận", h.CountWaiting(c, sqlite.Filter{Season: s.Year, Registrations: []registry.Registration{registry.Sent}}), address.Queue + "?hang=dang-ky&nam=" + year},
		{"Đăng ký đã trả lại, chờ bổ sung", h.CountWaiting(c, sqlite.Filter{Season: s.Year, Registrations: []registry.Registration{registry.Returned}}), address.Queue + "?hang=tra-lai&nam=" + year},
		{"Báo cáo kết quả chờ xác nhận", h.CountWaiting(c, sqlite.Filter{Season: s.Year, Results: []registry.Result{registry.ReportSent}}), address.Queue + "?hang=bao-cao&nam=" + year},
		{"Báo cáo năm của đơn vị chờ xem", self, address.SelfReports.At(s.Year)},
	} {
		if x.count > 0 {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.H(x.what, x.url), view.N(view.Count(x.count))}})
		}
	}
	if len(t.Rows) == 0 {
		return nil, nil
	}
	t = t.Labelled()
	return &t, nil
}

// frozenParts says who froze what when, gives the papers, and shows what changed
// since.
func (h *yearly) frozenParts(c *shell.Context, s registry.Season, st state, snaps []sqlite.Snapshot, p *view.YearlyPage) error {
	facts := []view.Fact{{Name: "Chốt lúc", Text: view.Moment(st.snap.At)}, {Name: "Người chốt", Text: st.snap.Name}}
	if st.snap.Reason != "" {
		facts = append(facts, view.Fact{Name: "Lý do chốt lại", Text: st.snap.Reason})
	}
	facts = append(
		facts,
		view.Fact{Name: "Cách tính", Text: fmt.Sprintf("phiên bản %d", st.snap.Query)},
		view.Fact{Name: "Mã niêm phong", Text: st.snap.Hash[:16] + "… (khớp)"},
	)
	files := fmt.Sprintf("?ban=%d", st.version)
	path := func(name string) string { return address.YearPaper.At(s.Year, name) + files }
	p.Sections = append(
		p.Sections,
		view.YearlySection{Heading: "Bản chốt", Facts: facts},
		view.YearlySection{
			Heading: "Văn bản",
			Text:    "Số, ngày ban hành và người ký để trống cho văn thư. Phần II.5 viết từ số liệu đã chốt; các phần khác ghép từ báo cáo năm của đơn vị, để chuyên viên soạn tiếp.",
			Links: []view.Link{
				{
					Text: "Báo cáo và các phụ lục I–V (.docx)",
					URL:  path("bao-cao.docx"),
				}, {Text: "Bản nội bộ, thêm phụ lục VI: đơn vị chưa đăng ký, chưa báo cáo (.docx)", URL: path("bao-cao-noi-bo.docx")},
				{
					Text: "Bảng số liệu (.xlsx)",
					URL:  path("so-lieu.xlsx"),
				}, {Text: "Bảng số liệu nội bộ (.xlsx)", URL: path("so-lieu-noi-bo.xlsx")},
			},
		},
	)
	now, err := h.stateOf(c, s.Year, "0")
	if err != nil {
		return err
	}
	changes := oversight.Changes(&st.Frozen, &now.Frozen)
	section := view.YearlySection{
		ID:      "dieu-chinh",
		Heading: "Điều chỉnh sau chốt",
		Text:    "Số liệu đã chốt không đổi. Từ lúc chốt đến nay chưa có gì thay đổi.",
	}
	if len(changes) > 0 {
		section.Text = "Số liệu đã chốt không đổi. Dưới đây là những gì đã thay đổi từ lúc chốt đến nay; muốn đưa vào báo cáo thì chốt lại thành bản mới, có lý do."
		t := changeTable(changes)
		section.Table = &t
		section.Links = []view.Link{{Text: "Chốt lại thành bản mới", URL: address.YearFreeze.At(s.Year)}}
	}
	p.Sections = append(p.Sections, section)
	if len(snaps) > 1 {
		p.Sections = append(
			p.Sections,
			view.YearlySection{
				Heading: "So sánh hai bản",
				Form:    compareForm(s.Year, snaps, strconv.Itoa(snaps[1].Version), strconv.Itoa(snaps[0].Version)),
			},
		)
	}
	return nil
}

func compareForm(y registry.Year, snaps []sqlite.Snapshot, a, b string) *view.YearlyForm {
	options := []view.Option{{Value: "0", Label: "Số liệu hiện nay"}}
	for _, s := range snaps {
		options = append(
			options,
			view.Option{Value: strconv.Itoa(s.Version), Label: fmt.Sprintf("Bản %d, %s", s.Version, view.Moment(s.At))},
		)
	}
	return &view.YearlyForm{
		URL:     address.YearCompare.At(y),
		Get:     true,
		Fields:  []view.Field{view.InputSelect("a", "Bản trước", a, options), view.InputSelect("b", "Bản sau", b, options)},
		Buttons: []view.Button{{Text: "So sánh"}},
	}
}

// compare shows what differs between two versions.
func (h *yearly) compare(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	snaps, err := h.DB.Snapshots(c.Context(), s.Year)
	if err != nil {
		return err
	}
	a, err := h.stateOf(c, s.Year, c.QueryParam("a"))
	if err != nil {
		return err
	}
	b, err := h.stateOf(c, s.Year, c.QueryParam("b"))
	if err != nil {
		return err
	}
	p := view.YearlyPage{
		Crumbs: h.crumbs(s.Year, "So sánh"),
		Title:  fmt.Sprintf("So sánh số liệu năm %d", s.Year),
		Lead:   a.name() + "; so với: " + strings.ToLower(b.name()[:1]) + b.name()[1:] + ".",
	}
	section := view.YearlySection{
		Heading: "Khác nhau",
		Empty:   &view.Empty{Heading: "Hai bản giống nhau", Text: "Không có số liệu, mô hình hay đơn vị nào khác."},
	}
	if list := oversight.Changes(&a.Frozen, &b.Frozen); len(list) > 0 {
		t := changeTable(list)
		section.Table, section.Empty = &t, nil
	}
	p.Sections = []view.YearlySection{
		section,
		{Heading: "Chọn hai bản khác", Form: compareForm(s.Year, snaps, strconv.Itoa(a.version), strconv.Itoa(b.version))},
	}
	return h.draw(c, http.StatusOK, p)
}

func (h *yearly) crumbs(y registry.Year, last string) []view.Crumb {
	return []view.Crumb{
		{Text: "Báo cáo năm", URL: address.YearReports},
		{Text: view.YearText(y), URL: address.YearReport.At(y)},
		{Text: last},
	}
}

// changeTable shows changes; what was or is not there says so.
func changeTable(list []oversight.Change) view.Table {
	t := view.Table{
		Caption:     "Thay đổi",
		HideCaption: true,
		Stacked:     true,
		Columns:     []view.Column{{Label: "Mục"}, {Label: "Loại"}, {Label: "Trước"}, {Label: "Sau"}},
	}
	there := func(s string) string {
		if s == "" {
			return "không có"
		}
		return s
	}
	for _, x := range list {
		head := view.H(x.Label, "")
		if x.Entry != 0 {
			head.URL = address.Entry.At(x.Entry)
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{head, view.T(x.What), view.T(there(x.Before)), view.T(there(x.After))}})
	}
	return t.Labelled()
}

// headFigures are the numbers on top of the page.
func headFigures(y registry.Year, st state) []view.Figure {
	n := st.Numbers()
	return []view.Figure{
		{
			Value: view.Count(n["don-vi:co"]),
			Of:    "/" + view.Count(n["don-vi:phai"]-n["don-vi:mien"]),
			Unit:  "đơn vị",
			Label: "đã đăng ký",
			URL:   listPath(y, st, "don-vi:co"),
		},
		{Value: view.Count(n["dang-ky"]), Unit: "mô hình", Label: "đăng ký", URL: listPath(y, st, "dang-ky")},
		{Value: view.Count(n["hieu-qua"]), Unit: "mô hình", Label: "được xác nhận hiệu quả", URL: listPath(y, st, "hieu-qua")},
		{Value: view.Count(n["cong-nhan"]), Unit: "mô hình", Label: "được công nhận", URL: listPath(y, st, "cong-nhan")},
	}
}
