package council

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/office"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/judging"
)

// book is the pages of one register.
type book struct {
	*Area
	of                  sqlite.Book
	path, tableAt       string
	fileAt, revokeAt    address.One[int64]
	title, lead, nobody string
}

func (h *Area) registers(g *shell.Router) {
	for _, b := range []*book{
		{h, sqlite.CommendationBook, address.Commendations, address.CommendationsXLSX, address.CommendationFile, address.CommendationRevoke, "Sổ khen thưởng", "Khen thưởng là quyết định của cấp có thẩm quyền, ghi lại khi đã có số và ngày. Công nhận mô hình là việc khác, ghi ở sổ công nhận.", "Ghi khen thưởng đầu tiên ở dưới, khi đã có số quyết định."},
		{h, sqlite.RecognitionBook, address.Recognitions, address.RecognitionsXLSX, address.RecognitionFile, address.RecognitionRevoke, "Sổ công nhận", "Công nhận là văn bản xác nhận mô hình đạt một cấp. Công nhận không phải là khen thưởng.", "Ghi công nhận đầu tiên ở dưới."},
	} {
		p := g.Group(b.path, shell.RequireArea(registry.SecretariatArea))
		p.GET(b.path, b.list)
		p.POST(b.path, b.enter)
		p.GET(b.tableAt, b.table)
		p.GET(string(b.fileAt), b.file)
		p.POST(string(b.revokeAt), b.revoke)
	}
}

// filter reads which lines are asked for.
func (b *book) filter(c *shell.Context) sqlite.RegisterFilter {
	f := sqlite.RegisterFilter{Level: c.QueryParam("cap"), Open: c.QueryParam("con") == "1"}
	if y, ok := shell.ReadYear(c.QueryParam("nam")); ok {
		f.Year = y
	}
	return f
}

func (b *book) list(c *shell.Context) error { return b.show(c, http.StatusOK, nil, nil) }

// show is the register with its filter, its lines and the form of a new one.
func (b *book) show(c *shell.Context, code int, typed url.Values, failed error) error {
	list, err := b.DB.Register(c.Context(), b.of, b.filter(c))
	if err != nil {
		return err
	}
	p := view.CouncilPage{CouncilHead: view.CouncilHead{
		Crumbs: []view.Crumb{
			{Text: "Hội đồng", URL: address.Council},
			{Text: b.title},
		}, Title: b.title, Lead: b.lead, Errors: view.NewErrorSummary(failed)}}
	p.Sections = append(p.Sections, b.filters(c, len(list)))
	lines := view.CouncilSection{}
	if len(list) == 0 {
		lines.Empty = &view.Empty{Heading: "Không có dòng nào", Text: b.nobody}
	} else {
		t := b.lines(list)
		lines.Table = &t
	}
	p.Sections = append(p.Sections, lines)
	if i := slices.IndexFunc(list, func(l sqlite.RegisterLine) bool { return strconv.FormatInt(l.ID, 10) == c.QueryParam("thu-hoi") }); i >= 0 &&
		!list[i].Revoked() {
		p.Sections = append(p.Sections, b.revokeForm(list[i], nil))
	}
	p.Sections = append(p.Sections, b.form(typed, failed))
	return b.plain(c, code, nil, p)
}

func (b *book) filters(c *shell.Context, n int) view.CouncilSection {
	var years []view.Option
	for _, s := range b.Flow.Seasons() {
		years = append(years, view.Option{Value: strconv.Itoa(int(s.Year)), Label: view.YearText(s.Year)})
	}
	all := func(label string, list []view.Option) []view.Option {
		return append([]view.Option{{Value: "", Label: label}}, list...)
	}
	export := b.tableAt
	if q := c.Request().URL.RawQuery; q != "" {
		export += "?" + q
	}
	return view.CouncilSection{
		Filter: []view.Field{
			view.InputSelect("nam", "Năm", c.QueryParam("nam"), all("Mọi năm", years)),
			view.InputSelect("cap", "Cấp", c.QueryParam("cap"), all("Mọi cấp", view.Options(registry.RecognitionLevels()))),
			view.InputTick("con", "Chỉ dòng còn hiệu lực", c.QueryParam("con") == "1"),
		},
		Links: []view.Link{{Text: fmt.Sprintf("Tải %s dòng này (.xlsx)", view.Count(n)), URL: export}},
	}
}

func (b *book) lines(list []sqlite.RegisterLine) view.Table {
	t := view.Table{
		Caption:     b.title,
		HideCaption: true,
		Stacked:     true,
		Columns: []view.Column{
			{Label: "Mô hình"},
			{Label: "Hình thức"},
			{Label: "Văn bản"},
			{Label: "Cơ quan, người ký"},
			{Label: "Tình trạng"},
			{Label: "Thu hồi", Quiet: true},
		},
	}
	for _, l := range list {
		state, revoke := view.Badge{
			Text: "Còn hiệu lực",
			Tone: "ok",
		}, view.Cell{
			URL:  fmt.Sprintf("%s?thu-hoi=%d#thu-hoi", b.path, l.ID),
			Text: "Thu hồi…",
		}
		if l.Revoked() {
			state, revoke = view.Badge{Text: "Đã thu hồi", Tone: "stop"}, view.Cell{Text: view.Day(l.RevokedAt), Sub: l.RevokeReason}
		}
		paper := view.Cell{Text: l.Number, Sub: l.Date.Local()}
		if l.File != "" {
			paper.URL = b.fileAt.At(int64(l.ID))
			if paper.Text == "" {
				paper.Text = "Văn bản"
			}
		}
		form, issuer := registry.ChoiceLabel(registry.RecognitionForms(), l.Form), l.Issuer
		if form == "" {
			form = l.Text
		}
		t.Rows = append(t.Rows, view.Row{Quiet: l.Revoked(), Cells: []view.Cell{
			{
				Text: l.Title,
				URL:  address.Entry.At(l.Entry),
				Head: true,
				Sub:  "Số " + l.Of + " · " + b.Flow.Ledger().Name(l.Unit),
			}, {Text: form, Sub: levelLabel(l.Level)}, paper, {Text: issuer, Sub: l.Signer}, {Badge: &state}, revoke,
		}})
	}
	return t.Labelled()
}

func (b *book) form(typed url.Values, failed error) view.CouncilSection {
	wrong := registry.FieldsOf(failed)
	value := func(name, usual string) string {
		if typed.Has(name) {
			return typed.Get(name)
		}
		return usual
	}
	form := view.InputText("form", "Hình thức khen", value("form", "Bằng khen của Chủ tịch UBND tỉnh")).Need()
	if b.of == sqlite.RecognitionBook {
		form = view.InputSelect("form", "Hình thức văn bản", value("form", "quyet-dinh"), view.Options(registry.RecognitionForms()))
	}
	level := []view.Option{}
	for _, o := range registry.RecognitionLevels() {
		level = append(level, view.Option{Value: o.Code, Label: o.Label})
	}
	return view.CouncilSection{Heading: "Ghi vào sổ", Form: &view.CouncilForm{URL: b.path, Upload: true, Fields: []view.Field{
		view.InputText("number_entry", "Số mô hình", value("number_entry", "")).
			Need().
			Hint("Ví dụ 26-0184.").
			Wrong(wrong),
		view.InputSelect("level", "Cấp", value("level", "tinh"), level).Need().Wrong(wrong), form.Wrong(wrong),
		view.InputText("number", "Số văn bản", value("number", "")).
			Wrong(wrong),
		view.InputDate("date", "Ngày văn bản", registry.NewDate(value("date", ""))).Wrong(wrong),
		view.InputText("issuer", "Cơ quan ban hành", value("issuer", "")).
			Need().
			Wrong(wrong),
		view.InputText("signer", "Người ký", value("signer", "")).Wrong(wrong),
		view.InputFile("file", "Văn bản đã ký", ".pdf,.docx", false).
			Hint("PDF hoặc DOCX, không quá 20 MB. Thêm sau thì ghi dòng mới.").
			Wrong(wrong),
	}, Buttons: []view.Button{view.Submit("Ghi vào sổ")}}}
}

// enter writes a line with the signed paper that came with it.
func (b *book) enter(c *shell.Context) error {
	ctx := c.Context()
	var hash, name string
	var bad error
	v, err := shell.ReadForm(c, func(_, file string, r io.Reader) error {
		hash, name, bad = b.Judging.KeepPaper(ctx, c.Actor(), judging.Paper{Name: file, Body: r})
		return nil
	})
	if err != nil {
		return err
	}
	a := shell.ReadAct(v)
	a.File, a.FileName = hash, name
	err = bad
	if err == nil {
		err = b.write(c, v.Get("number_entry"), a)
	}
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", b.path)
	case registry.Invalid, registry.TooLarge, registry.Unsupported:
		code, _ := shell.StatusOf(err)
		return b.show(c, code, v, err)
	}
	return err
}

func (b *book) write(c *shell.Context, number string, a registry.Act) error {
	row, err := b.ByNumber(c, number)
	if registry.KindOf(err) == registry.NotFound {
		return (&registry.Fields{{Field: "number_entry", Message: registry.MessageOf(err)}}).Err("Chưa ghi được vào sổ.")
	}
	if err != nil {
		return err
	}
	if b.of == sqlite.CommendationBook {
		return b.Judging.Commend(c.Context(), c.Actor(), row.ID, registry.Commendation{Act: a})
	}
	_, err = b.Judging.Recognise(c.Context(), c.Actor(), row.ID, registry.Recognition{Act: a})
	return err
}

func (b *book) revokeForm(l sqlite.RegisterLine, failed error) view.CouncilSection {
	return view.CouncilSection{
		ID:      "thu-hoi",
		Heading: "Thu hồi",
		Text:    l.Title + ": " + l.Line() + ".",
		Form: &view.CouncilForm{URL: b.revokeAt.At(int64(l.ID)), Fields: []view.Field{
			view.InputText("reason", "Lý do, căn cứ thu hồi", "").
				Need().
				Hint("Dòng này không bị xóa; sổ ghi ngày và lý do thu hồi.").
				Wrong(registry.FieldsOf(failed)),
		}, Buttons: []view.Button{{Text: "Thu hồi", Kind: "danger"}, {Text: "Không thu hồi", URL: b.path}}},
	}
}

func actID(c *shell.Context) (int64, error) { return shell.PathID[int64](c, "act") }

func (b *book) revoke(c *shell.Context) error {
	id, err := actID(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	err = b.Judging.Revoke(c.Context(), c.Actor(), b.of, id, v.Get("reason"))
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", b.path)
	case registry.Invalid:
		l, find := b.DB.RegisterLine(c.Context(), b.of, id)
		if find != nil {
			return find
		}
		code, _ := shell.StatusOf(err)
		return b.plain(c, code, nil, view.CouncilPage{CouncilHead: view.CouncilHead{
			Crumbs: []view.Crumb{
				{Text: "Hội đồng", URL: address.Council},
				{Text: b.title, URL: b.path},
				{Text: "Thu hồi"},
			}, Title: b.title, Errors: view.NewErrorSummary(err)}, Sections: []view.CouncilSection{b.revokeForm(l, err)}})
	}
	return err
}

// file sends the signed paper of a line as a download.
func (b *book) file(c *shell.Context) error {
	id, err := actID(c)
	if err != nil {
		return err
	}
	l, err := b.DB.RegisterLine(c.Context(), b.of, id)
	if err != nil {
		return err
	}
	if l.File == "" {
		return registry.Errorf(registry.NotFound, "Dòng này không kèm văn bản.")
	}
	f, err := b.OpenFile(l.File)
	if err != nil {
		return err
	}
	defer f.Close()
	w := c.Header()
	w.Set("Content-Disposition", shell.AttachmentHeader(l.FileName))
	w.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	_, kind, _ := strings.Cut(l.FileName, ".")
	if i := strings.LastIndex(l.FileName, "."); i >= 0 {
		kind = l.FileName[i+1:]
	}
	return c.Stream(http.StatusOK, shell.DocumentTypes[kind], f)
}

// table sends the lines that the page shows as a workbook.
func (b *book) table(c *shell.Context) error {
	list, err := b.DB.Register(c.Context(), b.of, b.filter(c))
	if err != nil {
		return err
	}
	s := office.Sheet{Name: b.title, Title: strings.ToUpper(b.title), Columns: []office.SheetColumn{
		{
			Label: "STT",
			Width: 6,
		}, {Label: "Số mô hình", Width: 12}, {Label: "Tên mô hình, điển hình", Width: 44, Wrap: true}, {Label: "Loại", Width: 20, Wrap: true}, {Label: "Đơn vị", Width: 32, Wrap: true}, {Label: "Năm", Width: 8},
		{
			Label: "Cấp",
			Width: 14,
		}, {Label: "Hình thức", Width: 32, Wrap: true}, {Label: "Số văn bản", Width: 18}, {Label: "Ngày", Width: 13}, {Label: "Cơ quan ban hành", Width: 28, Wrap: true}, {Label: "Người ký", Width: 22},
		{Label: "Thu hồi ngày", Width: 14}, {Label: "Lý do thu hồi", Width: 32, Wrap: true},
	}}
	for i, l := range list {
		form := registry.ChoiceLabel(registry.RecognitionForms(), l.Form)
		if form == "" {
			form = l.Text
		}
		s.Rows = append(
			s.Rows,
			[]any{
				i + 1,
				l.Of,
				l.Title,
				l.Type.Label(),
				b.Flow.Ledger().FullName(l.Unit),
				view.YearText(l.Season),
				levelLabel(l.Level),
				form,
				l.Number,
				l.Date.Local(),
				l.Issuer,
				l.Signer,
				view.Day(l.RevokedAt),
				l.RevokeReason,
			},
		)
	}
	return sendSheets(c, path.Base(b.path)+".xlsx", s)
}
