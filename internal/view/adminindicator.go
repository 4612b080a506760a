package view

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// IndicatorsPage lists the catalogue as one season calls it.
type IndicatorsPage struct {
	Text, Season, State Field
	Total               string
	Table               Table
	Pager               Pager
	Empty               *Empty
}

// IndicatorQuery is what the catalogue was asked for.
type IndicatorQuery struct {
	Text   string
	State  string // "": offered; "ngung": not offered; "tat-ca": all
	Season registry.Year
	Page   int
}

// URL is the address of a page of the list.
func (q IndicatorQuery) URL(page int) string {
	v := url.Values{}
	for k, s := range map[string]string{"q": q.Text, "trang-thai": q.State} {
		if s != "" {
			v.Set(k, s)
		}
	}
	if q.Season != 0 {
		v.Set("nam", strconv.Itoa(int(q.Season)))
	}
	if page > 1 {
		v.Set("trang", strconv.Itoa(page))
	}
	if len(v) == 0 {
		return address.Indicators
	}
	return address.Indicators + "?" + v.Encode()
}

// IndicatorNames is what the pages of the catalogue ask of elsewhere: how many
// entries name each code, where figures are named, the years that were opened.
type IndicatorNames struct {
	Uses    map[string]int
	Figures registry.FigureChoice
	Seasons []registry.Year
}

// indicatorsPerPage is the length of one page of the list.
const indicatorsPerPage = 50

// FindIndicators lists the indicators that a query finds, in the order of the
// catalogue; the text is looked for in the code and in every name.
func FindIndicators(c *registry.Catalogue, q IndicatorQuery) []registry.Indicator {
	text := vietnamese.Fold(strings.TrimSpace(q.Text))
	return slices.DeleteFunc(slices.Clone(c.In(q.Season).All()), func(i registry.Indicator) bool {
		offered := i.Offered(q.Season)
		if q.State == "" && !offered || q.State == "ngung" && offered {
			return true
		}
		return text != "" && !strings.Contains(strings.ToLower(i.Code), text) &&
			!slices.ContainsFunc(i.History(), func(n registry.IndicatorName) bool {
				return strings.Contains(vietnamese.Fold(n.Label), text)
			})
	})
}

// NewIndicatorsPage shows one page of what was found.
func NewIndicatorsPage(c *registry.Catalogue, q IndicatorQuery, in IndicatorNames) IndicatorsPage {
	found := FindIndicators(c, q)
	p := IndicatorsPage{
		Text:   InputText("q", "Tên hoặc mã", q.Text),
		Season: InputSelect("nam", "Xem theo năm", strconv.Itoa(int(q.Season)), seasonOptions(in.Seasons)),
		State: InputSelect("trang-thai", "Trạng thái", q.State,
			[]Option{{Label: "Đang dùng"}, {Value: "ngung", Label: "Không dùng trong năm này"}, {Value: "tat-ca", Label: "Tất cả"}}),
		Total: Count(len(found)) + " chỉ số", Pager: NewPager(len(found), q.Page, indicatorsPerPage, q.URL),
		Table: Table{
			Caption: "Chỉ số", HideCaption: true, Stacked: true,
			Columns: []Column{
				{Label: "Chỉ số"}, {Label: "Đơn vị tính"}, {Label: "Cách cộng"}, {Label: "Lĩnh vực thường dùng"},
				{Label: "Mô hình", Num: true}, {Label: "Trạng thái"},
			},
		},
	}
	p.Text.Kind = FieldSearch
	if len(found) == 0 {
		p.Empty = &Empty{
			Heading: "Không có chỉ số nào khớp", Text: "Thử bớt điều kiện lọc, hoặc xem cả chỉ số đã ngừng dùng.",
			Action: &Link{"Thêm chỉ số", address.IndicatorNew},
		}
	}
	from := min(max(0, (q.Page-1)*indicatorsPerPage), len(found))
	for _, i := range found[from:min(from+indicatorsPerPage, len(found))] {
		name := H(i.Label, address.Indicator.At(i.Code))
		name.Sub = i.Code
		state := Cell{Badge: ptr(indicatorBadge(i, q.Season))}
		state.Sub = namedIn(in.Figures, i.Code, q.Season)
		p.Table.Rows = append(p.Table.Rows, Row{
			Cells: []Cell{name, T(i.Unit), T(i.Aggregate.Label()), T(fieldLabels(i.Fields)), N(Count(in.Uses[i.Code])), state},
			Quiet: !i.Offered(q.Season),
		})
	}
	p.Table = p.Table.Labelled()
	return p
}

func ptr[T any](v T) *T { return &v }

// indicatorBadge says whether the forms of a season offer an indicator.
func indicatorBadge(i registry.Indicator, y registry.Year) Badge {
	switch {
	case y != 0 && y < i.First:
		return Badge{"Dùng từ năm " + YearText(i.First), "quiet"}
	case i.Offered(y) && i.Last != 0:
		return Badge{"Ngừng từ năm " + YearText(i.Last+1), "wait"}
	case i.Last != 0:
		return Badge{"Đã ngừng từ năm " + YearText(i.Last+1), "stop"}
	}
	return Badge{"Đang dùng", "ok"}
}

// namedIn says where a figure is named first.
func namedIn(c registry.FigureChoice, code string, y registry.Year) string {
	home, report := c.Names(code, y)
	var out []string
	if home {
		out = append(out, "trang đầu")
	}
	if report {
		out = append(out, "báo cáo năm")
	}
	if len(out) == 0 {
		return ""
	}
	return "Nêu ở " + strings.Join(out, ", ")
}

func fieldLabels(fields []registry.FieldCode) string {
	var out []string
	for _, f := range fields {
		out = append(out, registry.FieldLabel(f))
	}
	return cmp.Or(strings.Join(out, ", "), "Mọi lĩnh vực")
}

func seasonOptions(years []registry.Year, first ...Option) []Option {
	out := slices.Clone(first)
	for _, y := range years {
		out = append(out, Option{Value: strconv.Itoa(int(y)), Label: YearText(y)})
	}
	return out
}

// IndicatorFormPage adds or edits one indicator.
type IndicatorFormPage struct {
	Errors                 *ErrorSummary
	Heading, Lead          string
	Action                 string
	New                    bool
	Version                int
	Saved                  []string // what somebody else saved meanwhile
	Confirm                []string // what the edit does to earlier years, to be confirmed
	Code, Label            Field
	Unit, Aggregate, First Field
	Counting               Field
	Fields, Since          Field
	Facts                  []Fact
	Names                  Table
	Retire, Restore        string // addresses of the actions, "" for none
	AuditURL               string
}

// IndicatorInput is what the form of an indicator says, before it is read.
type IndicatorInput struct {
	Code, Label, Unit string
	Aggregate         string
	Counting          string
	Fields            []string
	Since, First      string // years; "0": from the beginning
	Version           int
}

// InputOfIndicator fills the form with what is kept: the newest name, to be changed
// from a year on.
func InputOfIndicator(i registry.Indicator, from registry.Year) IndicatorInput {
	in := IndicatorInput{
		Code: i.Code, Label: i.Label, Unit: i.Unit, Aggregate: i.Aggregate.String(),
		Counting: i.Counting.String(),
		Since:    strconv.Itoa(int(from)), First: strconv.Itoa(int(i.First)), Version: i.Version,
	}
	for _, f := range i.Fields {
		in.Fields = append(in.Fields, string(f))
	}
	return in
}

// IndicatorForm is what the form of an indicator is drawn over.
type IndicatorForm struct {
	Now     *registry.Indicator // as stored; nil: a new one
	Used    bool                // something was reported of it
	Fields  []registry.Field    // to choose from
	Seasons []registry.Year     // that were opened, the newest first
}

// NewIndicatorFormPage shows the form of an indicator.
func NewIndicatorFormPage(in IndicatorInput, x IndicatorForm, failed error) IndicatorFormPage {
	wrong := registry.FieldsOf(failed)
	var choices []Option
	for _, f := range x.Fields {
		choices = append(choices, Option{Value: string(f.Code), Label: f.Label})
	}
	p := IndicatorFormPage{
		Errors: NewErrorSummary(failed), New: x.Now == nil, Version: in.Version,
		Heading: "Thêm chỉ số", Action: address.IndicatorNew,
		Lead: "Chỉ số mới có ngay trong biểu mẫu của các năm từ năm bắt đầu dùng. " +
			"Mã, đơn vị tính và cách cộng không đổi được khi đã có số liệu.",
		Label: InputText("label", "Tên chỉ số", in.Label).Need().Wrong(wrong),
		Unit: InputText("unit", "Đơn vị tính", in.Unit).Need().Wrong(wrong).
			Hint("Đơn vị chuẩn để cộng, ví dụ m², triệu đồng, hộ."),
		Aggregate: InputSelect("aggregate", "Cách cộng", in.Aggregate, TermOptions(registry.Aggregations())).
			Hint("Cộng: cộng được giữa các mô hình. Giá trị cuối và tỷ lệ: không bao giờ cộng.").Wrong(wrong),
		Counting: InputSelect("counting", "Số lẻ", in.Counting, countingOptions(in.Unit)).
			Hint("Đếm hộ, người, vụ, tổ… thì không có phần lẻ: số lẻ không gửi được và được hỏi lại.").Wrong(wrong),
		Fields: InputChecks("fields", "Lĩnh vực thường dùng", in.Fields, choices).
			Hint("Không chọn là dùng cho mọi lĩnh vực.").Wrong(wrong),
	}
	p.Unit.Width = "short"
	if x.Now == nil {
		p.Code = InputText("code", "Mã", in.Code).Need().Wrong(wrong).
			Hint("Chữ in hoa không dấu, chữ số, dấu gạch dưới, ví dụ ROAD_KM. Dùng trong tệp nhập, tệp xuất.")
		p.Code.Width, p.Code.Autocomplete = "short", "off"
		p.First = InputSelect(
			"first",
			"Dùng từ năm",
			in.First,
			seasonOptions(x.Seasons, Option{Value: "0", Label: "Mọi năm"}),
		).Wrong(wrong)
		return p
	}
	p.show(*x.Now)
	p.Since = InputSelect("since", "Tên và lĩnh vực này dùng từ năm", in.Since,
		seasonOptions(x.Seasons, Option{Value: "0", Label: "Từ đầu (sửa tên cũ nhất)"})).
		Hint("Các năm trước giữ tên đã dùng. Báo cáo đã chốt không đổi.").Wrong(wrong)
	if x.Used {
		p.Unit.ReadOnly, p.Aggregate.Disabled = true, true
		p.Unit.Help = "Đã có số liệu nên không đổi đơn vị tính, cách cộng. " +
			"Cần khác: ngừng dùng chỉ số này, rồi thêm chỉ số mới."
		p.Aggregate.Help = ""
	}
	return p
}

// countingOptions are the ways of counting; the first says what the unit says.
func countingOptions(unit string) []Option {
	out := TermOptions(registry.Countings())
	for i := range out {
		out[i].Label = Sentence(out[i].Label)
	}
	switch {
	case unit == "":
	case registry.Countable(unit):
		out[0].Label += " (" + unit + ": không đếm lẻ)"
	default:
		out[0].Label += " (" + unit + ": nhận cả phần lẻ)"
	}
	return out
}

// show adds what is kept of an indicator.
func (p *IndicatorFormPage) show(i registry.Indicator) {
	p.Heading, p.Action, p.Lead = i.In(0).Label, address.Indicator.At(i.Code), ""
	badge := indicatorBadge(i, 0)
	p.Facts = []Fact{{Name: "Mã", Text: i.Code}, {Name: "Trạng thái", Badge: &badge}}
	if i.First != 0 {
		p.Facts = append(p.Facts, Fact{Name: "Dùng từ năm", Text: YearText(i.First)})
	}
	p.Names = Table{
		Caption: "Tên theo năm", HideCaption: true, Stacked: true,
		Columns: []Column{{Label: "Từ năm"}, {Label: "Tên"}, {Label: "Lĩnh vực thường dùng"}},
	}
	for _, n := range i.History() {
		since := "Từ đầu"
		if n.Since != 0 {
			since = YearText(n.Since)
		}
		p.Names.Rows = append(p.Names.Rows, Row{Cells: []Cell{H(since, ""), T(n.Label), T(fieldLabels(n.Fields))}})
	}
	p.Names = p.Names.Labelled()
	if i.Retired() {
		p.Restore = address.IndicatorRestore.At(i.Code)
	} else {
		p.Retire = address.IndicatorRetire.At(i.Code)
	}
	p.AuditURL = address.AdminAudit + "?doi-tuong=" + url.QueryEscape("indicator:"+i.Code)
}

// ShowUse says how many entries name the indicator and where it is named first.
func (p *IndicatorFormPage) ShowUse(code string, in IndicatorNames, y registry.Year) {
	p.Facts = append(p.Facts, Fact{Name: "Mô hình có chỉ số này", Text: Count(in.Uses[code])})
	if text := namedIn(in.Figures, code, y); text != "" {
		p.Facts = append(p.Facts, Fact{Name: "Nêu trước", Text: strings.TrimPrefix(text, "Nêu ở "), URL: address.FigureChoice})
	}
}

// RenameLines says what a name does to years that are past, for the actor to
// confirm; none when it touches no such year.
func RenameLines(before, after registry.Indicator, now registry.Year, seasons []registry.Year) []string {
	var out []string
	for _, y := range seasons {
		was, is := before.In(y), after.In(y)
		if y < now && was.Label != is.Label {
			out = append(out, fmt.Sprintf("Năm %s: “%s” thành “%s”", YearText(y), was.Label, is.Label))
		}
	}
	return out
}

// IndicatorLines says what is kept of an indicator, after a conflict.
func IndicatorLines(i registry.Indicator) []string {
	badge := indicatorBadge(i, 0)
	return []string{
		"Tên: " + i.Label, "Đơn vị tính: " + i.Unit, "Cách cộng: " + i.Aggregate.Label(), "Số lẻ: " + i.Counting.Label(),
		"Lĩnh vực: " + fieldLabels(i.Fields), "Trạng thái: " + badge.Text,
	}
}

// IndicatorRetirePage asks from which year on an indicator is out of use.
type IndicatorRetirePage struct {
	Errors  *ErrorSummary
	Heading string
	Action  string
	Back    string
	Version int
	Lines   []string
	From    Field
}

// NewIndicatorRetirePage says what retiring does, before it is done.
func NewIndicatorRetirePage(i registry.Indicator, in IndicatorNames, y registry.Year, from string, failed error) IndicatorRetirePage {
	years := in.Seasons
	if len(years) > 0 {
		years = append([]registry.Year{years[0] + 1}, years...)
	}
	p := IndicatorRetirePage{
		Errors: NewErrorSummary(failed), Heading: "Ngừng dùng: " + i.Label,
		Action: address.IndicatorRetire.At(i.Code), Back: address.Indicator.At(i.Code), Version: i.Version,
		Lines: []string{
			"Biểu mẫu đăng ký, báo cáo của các năm từ năm này không còn chỉ số này để chọn.",
			"Nơi đã dùng vẫn hiện và vẫn được cộng như trước: " + Count(in.Uses[i.Code]) + " mô hình.",
			"Báo cáo đã chốt không đổi. Dùng lại được bất cứ lúc nào.",
		},
		From: InputSelect("from", "Ngừng từ năm", from, seasonOptions(years)).Need().Wrong(registry.FieldsOf(failed)),
	}
	if text := namedIn(in.Figures, i.Code, y); text != "" {
		p.Lines = append(p.Lines, text+": nên chọn chỉ số khác thay vào đó.")
	}
	return p
}
