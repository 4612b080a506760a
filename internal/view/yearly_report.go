package view

import (
	"fmt"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// YearInput is what the page of one season's report shows.
type YearInput struct {
	Body     registry.Body // that collects
	Season   registry.Season
	State    YearState
	Versions []YearVersion // the newest first
	Waiting  YearWaiting   // for the figures of now
	Changes  []oversight.Change
}

// YearWaiting counts what waits for the officer before figures are frozen.
type YearWaiting struct{ Sent, Returned, Reports int }

// NewYearPage is one season's report. Figures of now say what is still open and
// offer to freeze; a frozen version says who froze it, gives the papers and shows
// what changed since.
func NewYearPage(in YearInput) YearlyPage {
	y := in.Season.Year
	p := YearlyPage{
		Crumbs:  []Crumb{{Text: "Báo cáo năm", URL: YearlyRoot}, {Text: YearText(y)}},
		Title:   fmt.Sprintf("Báo cáo năm %d", y),
		Lead:    "Hạn gửi " + in.Body.Short + " và chốt số liệu: trước " + in.Season.FreezeAt.Local() + ".",
		Tabs:    []Tab{{Text: "Số liệu hiện nay", URL: address.YearReport.At(y) + "?ban=0", Current: in.State.Live()}},
		Figures: yearFigures(y, &in.State),
	}
	for _, v := range in.Versions {
		p.Tabs = append(p.Tabs, Tab{
			Text:    fmt.Sprintf("Bản %d", v.Number),
			URL:     address.YearReport.At(y) + fmt.Sprintf("?ban=%d", v.Number),
			Current: v.Number == in.State.Of.Number,
		})
	}
	if in.State.Live() {
		p.Sections = append(p.Sections, liveBlock(&in))
	} else {
		p.Sections = append(p.Sections, frozenBlocks(&in)...)
	}
	p.Sections = append(p.Sections, numberBlocks(y, &in.State)...)
	p.Sections = append(p.Sections, Block{Heading: "Liên quan", Links: []Link{
		{Text: "Báo cáo năm của các đơn vị", URL: address.SelfReports.At(y)},
		{Text: "Làm kỷ yếu (.docx có ảnh)", URL: address.Yearbook.At(y)},
		{Text: "Kết quả theo chỉ số", URL: fmt.Sprintf(address.Sums+"?nam=%d", y)},
	}})
	return p
}

func liveBlock(in *YearInput) Block {
	text := "Chốt số liệu"
	if len(in.Versions) > 0 {
		text = "Chốt lại thành bản mới"
	}
	open := openTable(in.Season.Year, &in.State, in.Waiting)
	return Block{
		Heading: "Trước khi chốt", Text: openText(open), Table: open,
		Form: &BlockForm{URL: address.YearFreeze.At(in.Season.Year), Get: true, Buttons: []Button{Submit(text)}},
	}
}

func openText(open *Table) string {
	if open == nil {
		return "Không còn việc nào đang dở."
	}
	return "Những việc còn dở dưới đây không ngăn việc chốt; số liệu chốt là số liệu đúng lúc đó."
}

// openTable lists what is not settled yet, each with where to settle it; nil when
// nothing is.
func openTable(y registry.Year, st *YearState, w YearWaiting) *Table {
	year, n, self := YearText(y), st.Numbers(), 0
	missing := oversight.UnitCut(registry.Registering, oversight.Missing)
	unreported := oversight.UnitCut(registry.Reporting, oversight.Missing)
	for _, x := range st.Selfs {
		if x.State == registry.SelfSent.String() {
			self++
		}
	}
	t := Table{Caption: "Việc còn dở", HideCaption: true, Columns: []Column{{Label: "Việc"}, {Label: "Số lượng", Num: true}}}
	for _, x := range []struct {
		what  string
		count int
		url   string
	}{
		{"Đơn vị chưa đăng ký", n[missing], yearListPath(y, st.Of.Number, missing)},
		{"Đơn vị chưa báo cáo kết quả", n[unreported], yearListPath(y, st.Of.Number, unreported)},
		{"Đăng ký chờ tiếp nhận", w.Sent, address.Queue + "?hang=dang-ky&nam=" + year},
		{"Đăng ký đã trả lại, chờ bổ sung", w.Returned, address.Queue + "?hang=tra-lai&nam=" + year},
		{"Báo cáo kết quả chờ xác nhận", w.Reports, address.Queue + "?hang=bao-cao&nam=" + year},
		{"Báo cáo năm của đơn vị chờ xem", self, address.SelfReports.At(y)},
	} {
		if x.count > 0 {
			t.Rows = append(t.Rows, Row{Cells: []Cell{H(x.what, x.url), N(Count(x.count))}})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	t = t.Labelled()
	return &t
}

func frozenBlocks(in *YearInput) []Block {
	y, v := in.Season.Year, in.State.Of
	facts := []Fact{{Name: "Chốt lúc", Text: Moment(v.At)}, {Name: "Người chốt", Text: v.By}}
	if v.Reason != "" {
		facts = append(facts, Fact{Name: "Lý do chốt lại", Text: v.Reason})
	}
	facts = append(facts,
		Fact{Name: "Cách tính", Text: fmt.Sprintf("phiên bản %d", v.Query)},
		Fact{Name: "Mã niêm phong", Text: v.Hash[:min(16, len(v.Hash))] + "… (khớp)"},
	)
	path := func(name string) string { return address.YearPaper.At(y, name) + fmt.Sprintf("?ban=%d", v.Number) }
	since := Block{
		ID:      "dieu-chinh",
		Heading: "Điều chỉnh sau chốt",
		Text:    "Số liệu đã chốt không đổi. Từ lúc chốt đến nay chưa có gì thay đổi.",
	}
	if len(in.Changes) > 0 {
		since.Text = "Số liệu đã chốt không đổi. Dưới đây là những gì đã thay đổi từ lúc chốt đến nay; " +
			"muốn đưa vào báo cáo thì chốt lại thành bản mới, có lý do."
		since.Table = changeTable(in.Changes)
		since.Links = []Link{{Text: "Chốt lại thành bản mới", URL: address.YearFreeze.At(y)}}
	}
	out := []Block{
		{Heading: "Bản chốt", Facts: facts},
		{
			Heading: "Văn bản",
			Text: "Số, ngày ban hành và người ký để trống cho văn thư. Phần II.5 viết từ số liệu đã chốt; " +
				"các phần khác ghép từ báo cáo năm của đơn vị, để chuyên viên soạn tiếp.",
			Links: []Link{
				{Text: "Báo cáo và các phụ lục I–V (.docx)", URL: path("bao-cao.docx")},
				{Text: "Bản nội bộ, thêm phụ lục VI: đơn vị chưa đăng ký, chưa báo cáo (.docx)", URL: path("bao-cao-noi-bo.docx")},
				{Text: "Bảng số liệu (.xlsx)", URL: path("so-lieu.xlsx")},
				{Text: "Bảng số liệu nội bộ (.xlsx)", URL: path("so-lieu-noi-bo.xlsx")},
			},
		},
		since,
	}
	if n := in.Versions; len(n) > 1 {
		out = append(out, Block{Heading: "So sánh hai bản", Form: compareForm(y, n, n[1].Number, n[0].Number)})
	}
	return out
}

func compareForm(y registry.Year, versions []YearVersion, a, b int) *BlockForm {
	options := []Option{{Value: "0", Label: "Số liệu hiện nay"}}
	for _, v := range versions {
		options = append(options, Option{Value: strconv.Itoa(v.Number), Label: fmt.Sprintf("Bản %d, %s", v.Number, Moment(v.At))})
	}
	return &BlockForm{
		URL: address.YearCompare.At(y),
		Get: true,
		Fields: []Field{
			InputSelect("a", "Bản trước", strconv.Itoa(a), options), InputSelect("b", "Bản sau", strconv.Itoa(b), options),
		},
		Buttons: []Button{{Text: "So sánh"}},
	}
}

// NewComparePage shows what differs between two states of a season's figures.
func NewComparePage(y registry.Year, versions []YearVersion, a, b YearState) YearlyPage {
	diff := Block{
		Heading: "Khác nhau",
		Empty:   &Empty{Heading: "Hai bản giống nhau", Text: "Không có số liệu, mô hình hay đơn vị nào khác."},
	}
	if list := oversight.Changes(&a.Frozen, &b.Frozen); len(list) > 0 {
		diff.Table, diff.Empty = changeTable(list), nil
	}
	second := b.name()
	return YearlyPage{
		Crumbs: yearCrumbs(y, Crumb{Text: "So sánh"}),
		Title:  fmt.Sprintf("So sánh số liệu năm %d", y),
		Lead:   a.name() + "; so với: " + strings.ToLower(second[:1]) + second[1:] + ".",
		Sections: []Block{
			diff,
			{Heading: "Chọn hai bản khác", Form: compareForm(y, versions, a.Of.Number, b.Of.Number)},
		},
	}
}

// changeTable shows changes; what was or is not there says so.
func changeTable(list []oversight.Change) *Table {
	t := Table{
		Caption:     "Thay đổi",
		HideCaption: true,
		Stacked:     true,
		Columns:     []Column{{Label: "Mục"}, {Label: "Loại"}, {Label: "Trước"}, {Label: "Sau"}},
	}
	there := func(s string) string {
		if s == "" {
			return "không có"
		}
		return s
	}
	for _, x := range list {
		head := H(x.Label, "")
		if x.Entry != 0 {
			head.URL = address.Entry.At(x.Entry)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{head, T(x.What), T(there(x.Before)), T(there(x.After))}})
	}
	t = t.Labelled()
	return &t
}

// yearFigures are the numbers on top of the page.
func yearFigures(y registry.Year, st *YearState) []Figure {
	n := st.Numbers()
	of := func(key string) Figure {
		return Figure{Value: Count(n[key]), Unit: "mô hình", URL: yearListPath(y, st.Of.Number, key)}
	}
	units, sent, confirmed, recognized := of(oversight.UnitsRegistered), of(oversight.CutRegistered), of(oversight.CutEffective), of(oversight.CutRecognized)
	units.Of, units.Unit, units.Label = "/"+Count(n[oversight.UnitsOwing]-n[oversight.UnitCut(registry.Registering, oversight.Exempt)]), "đơn vị", "đã đăng ký"
	sent.Label, confirmed.Label, recognized.Label = "đăng ký", "được xác nhận hiệu quả", "được công nhận"
	return []Figure{units, sent, confirmed, recognized}
}
