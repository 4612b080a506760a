package view

import (
	"fmt"
	"net/url"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// Register is one of the two registers: its address and its words.
type Register struct {
	Path   string
	Table  string             // of the register as a workbook
	File   address.One[int64] // of the paper of a line
	Revoke address.One[int64]

	Title string
	Lead  string
	First string // how the first line gets into it
	// Award says that a line names an award in free text, rather than the kind of a
	// paper.
	Award bool
}

// The registers. A commendation is decided elsewhere; a recognition is no award.
var (
	CommendationRegister = Register{
		Path: address.Commendations, Table: address.CommendationsXLSX, File: address.CommendationFile, Revoke: address.CommendationRevoke,
		Title: "Sổ khen thưởng", Award: true,
		Lead: "Khen thưởng là quyết định của cấp có thẩm quyền, ghi lại khi đã có số và ngày. " +
			"Công nhận mô hình là việc khác, ghi ở sổ công nhận.",
		First: "Ghi khen thưởng đầu tiên ở dưới, khi đã có số quyết định.",
	}
	RecognitionRegister = Register{
		Path: address.Recognitions, Table: address.RecognitionsXLSX, File: address.RecognitionFile, Revoke: address.RecognitionRevoke,
		Title: "Sổ công nhận",
		Lead:  "Công nhận là văn bản xác nhận mô hình đạt một cấp. Công nhận không phải là khen thưởng.",
		First: "Ghi công nhận đầu tiên ở dưới.",
	}
)

// RegisterLine is a line of a register with the entry that it is about.
type RegisterLine struct {
	registry.Act
	Text        string // of a recognition as reported
	Entry       registry.EntryID
	EntryNumber string
	Title       string
	Unit        string
}

// FormText says what was awarded or issued: by the label of its kind when it has
// one.
func (l RegisterLine) FormText() string {
	if form := registry.ChoiceLabel(registry.RecognitionForms(), l.Form); form != "" {
		return form
	}
	return l.Text
}

// RegisterInput is what the page of a register is made from.
type RegisterInput struct {
	Register Register
	Lines    []RegisterLine
	Seasons  []registry.Season
	Query    url.Values // the filter, and the line to revoke
	RawQuery string     // for the workbook of the same lines
	Typed    url.Values // a line that was refused
	Err      error
}

// NewRegisterPage is a register with its filter, its lines and the form of a new
// one. The form that revokes a line is there when one in force is asked for.
func NewRegisterPage(in RegisterInput) CouncilPage {
	b := in.Register
	p := CouncilPage{CouncilHead: CouncilHead{
		Crumbs: []Crumb{{"Hội đồng", address.Council}, {Text: b.Title}}, Title: b.Title, Lead: b.Lead, Errors: NewErrorSummary(in.Err),
	}}
	lines := Block{Empty: &Empty{Heading: "Không có dòng nào", Text: b.First}}
	if len(in.Lines) > 0 {
		lines = Block{Table: registerTable(b, in.Lines)}
	}
	p.Sections = []Block{registerFilter(in), lines}
	for _, l := range in.Lines {
		if strconv.FormatInt(l.ID, 10) == in.Query.Get("thu-hoi") && !l.Revoked() {
			p.Sections = append(p.Sections, revokeSection(b, l, nil))
		}
	}
	p.Sections = append(p.Sections, registerForm(in))
	return p
}

// NewRevokePage asks again for the reason of revoking a line.
func NewRevokePage(b Register, l RegisterLine, err error) CouncilPage {
	return CouncilPage{
		CouncilHead: CouncilHead{
			Crumbs: []Crumb{{"Hội đồng", address.Council}, {b.Title, b.Path}, {Text: "Thu hồi"}},
			Title:  b.Title, Errors: NewErrorSummary(err),
		},
		Sections: []Block{revokeSection(b, l, err)},
	}
}

func registerFilter(in RegisterInput) Block {
	years := []Option{{Value: "", Label: "Mọi năm"}}
	for _, s := range in.Seasons {
		years = append(years, Option{Value: strconv.Itoa(int(s.Year)), Label: YearText(s.Year)})
	}
	levels := append([]Option{{Value: "", Label: "Mọi cấp"}}, Options(registry.RecognitionLevels())...)
	book := in.Register.Table
	if in.RawQuery != "" {
		book += "?" + in.RawQuery
	}
	return Block{
		Filter: []Field{
			InputSelect("nam", "Năm", in.Query.Get("nam"), years),
			InputSelect("cap", "Cấp", in.Query.Get("cap"), levels),
			InputTick("con", "Chỉ dòng còn hiệu lực", in.Query.Get("con") == "1"),
		},
		Links: []Link{{fmt.Sprintf("Tải %s dòng này (.xlsx)", Count(len(in.Lines))), book}},
	}
}

func registerTable(b Register, list []RegisterLine) *Table {
	t := Table{
		Caption: b.Title, HideCaption: true, Stacked: true,
		Columns: []Column{
			{Label: "Mô hình"}, {Label: "Hình thức"}, {Label: "Văn bản"}, {Label: "Cơ quan, người ký"}, {Label: "Tình trạng"},
			{Label: "Thu hồi", Quiet: true},
		},
	}
	for _, l := range list {
		state := Badge{"Còn hiệu lực", "ok"}
		revoke := Cell{Text: "Thu hồi…", URL: fmt.Sprintf("%s?thu-hoi=%d#thu-hoi", b.Path, l.ID)}
		if l.Revoked() {
			state, revoke = Badge{"Đã thu hồi", "stop"}, Cell{Text: Day(l.RevokedAt), Sub: l.RevokeReason}
		}
		t.Rows = append(t.Rows, Row{Quiet: l.Revoked(), Cells: []Cell{
			{Text: l.Title, URL: address.Entry.At(l.Entry), Head: true, Sub: "Số " + l.EntryNumber + " · " + l.Unit},
			{Text: l.FormText(), Sub: l.Level.Label()}, signedCell(b, l), {Text: l.Issuer, Sub: l.Signer}, {Badge: &state}, revoke,
		}})
	}
	t = t.Labelled()
	return &t
}

// signedCell names the paper of a line, and leads to it when it was kept.
func signedCell(b Register, l RegisterLine) Cell {
	c := Cell{Text: l.Number, Sub: l.Date.Local()}
	if l.File != "" {
		c.URL = b.File.At(l.ID)
		if c.Text == "" {
			c.Text = "Văn bản"
		}
	}
	return c
}

func registerForm(in RegisterInput) Block {
	wrong := registry.FieldsOf(in.Err)
	value := func(name, usual string) string {
		if in.Typed.Has(name) {
			return in.Typed.Get(name)
		}
		return usual
	}
	form := InputSelect("form", "Hình thức văn bản", value("form", "quyet-dinh"), Options(registry.RecognitionForms()))
	if in.Register.Award {
		form = InputText("form", "Hình thức khen", value("form", "Bằng khen của Chủ tịch UBND tỉnh")).Need()
	}
	levels := []Option{}
	for _, o := range registry.RecognitionLevels() {
		levels = append(levels, Option{Value: o.Code, Label: o.Label})
	}
	return Block{Heading: "Ghi vào sổ", Form: &BlockForm{URL: in.Register.Path, Upload: true, Fields: []Field{
		InputText("number_entry", "Số mô hình", value("number_entry", "")).Need().Hint("Ví dụ 26-0184.").Wrong(wrong),
		InputSelect("level", "Cấp", value("level", string(registry.ProvinceRecognition)), levels).Need().Wrong(wrong),
		form.Wrong(wrong),
		InputText("number", "Số văn bản", value("number", "")).Wrong(wrong),
		InputDate("date", "Ngày văn bản", registry.NewDate(value("date", ""))).Wrong(wrong),
		InputText("issuer", "Cơ quan ban hành", value("issuer", "")).Need().Wrong(wrong),
		InputText("signer", "Người ký", value("signer", "")).Wrong(wrong),
		InputFile("file", "Văn bản đã ký", ".pdf,.docx", false).
			Hint("PDF hoặc DOCX, không quá 20 MB. Thêm sau thì ghi dòng mới.").Wrong(wrong),
	}, Buttons: []Button{Submit("Ghi vào sổ")}}}
}

func revokeSection(b Register, l RegisterLine, err error) Block {
	return Block{
		ID:      "thu-hoi",
		Heading: "Thu hồi",
		Text:    l.Title + ": " + l.Line() + ".",
		Form: &BlockForm{
			URL: b.Revoke.At(l.ID),
			Fields: []Field{InputText("reason", "Lý do, căn cứ thu hồi", "").Need().
				Hint("Dòng này không bị xóa; sổ ghi ngày và lý do thu hồi.").Wrong(registry.FieldsOf(err))},
			Buttons: []Button{{Text: "Thu hồi", Kind: "danger"}, {Text: "Không thu hồi", URL: b.Path}},
		},
	}
}
