package council

import (
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"

	"danvankheo/internal/office"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/judging"
)

// book is the pages of one register.
type book struct {
	*shell.Shell
	area *Area
	of   sqlite.Book
	page view.Register
}

func (h *Area) registers(g *shell.Router) {
	for _, b := range []*book{
		{h.Shell, h, sqlite.CommendationBook, view.CommendationRegister},
		{h.Shell, h, sqlite.RecognitionBook, view.RecognitionRegister},
	} {
		p := g.Group(b.page.Path, shell.RequireArea(registry.SecretariatArea))
		p.GET(b.page.Path, b.list)
		p.POST(b.page.Path, b.add)
		p.GET(b.page.Table, b.table)
		p.GET(string(b.page.File), b.file)
		p.POST(string(b.page.Revoke), b.revoke)
	}
}

// filter reads which lines are asked for.
func (b *book) filter(c *shell.Context) sqlite.RegisterFilter {
	f := sqlite.RegisterFilter{Level: registry.RecognitionLevel(c.QueryParam("cap")), Open: c.QueryParam("con") == "1"}
	if y, ok := shell.ReadYear(c.QueryParam("nam")); ok {
		f.Year = y
	}
	return f
}

func (b *book) list(c *shell.Context) error { return b.show(c, http.StatusOK, nil, nil) }

func (b *book) show(c *shell.Context, code int, typed url.Values, failed error) error {
	list, err := b.DB.Register(c.Context(), b.of, b.filter(c))
	if err != nil {
		return err
	}
	in := view.RegisterInput{
		Register: b.page, Seasons: b.Flow.Seasons(), Query: c.Request().URL.Query(), RawQuery: c.Request().URL.RawQuery,
		Typed: typed, Err: failed,
	}
	for _, l := range list {
		in.Lines = append(in.Lines, b.line(l))
	}
	return b.area.render(c, code, nil, view.NewRegisterPage(in))
}

// line is a line of the register as the pages show it.
func (b *book) line(l sqlite.RegisterLine) view.RegisterLine {
	return view.RegisterLine{
		Act: l.Act, Text: l.Text, Entry: l.Entry, EntryNumber: l.Of, Title: l.Title, Unit: b.Flow.Ledger().Name(l.Unit),
	}
}

// add writes a line with the signed paper that came with it.
func (b *book) add(c *shell.Context) error {
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
		return shell.Done(c, "saved", b.page.Path)
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
		return shell.Done(c, "saved", b.page.Path)
	case registry.Invalid:
		l, find := b.DB.RegisterLine(c.Context(), b.of, id)
		if find != nil {
			return find
		}
		code, _ := shell.StatusOf(err)
		return b.area.render(c, code, nil, view.NewRevokePage(b.page, b.line(l), err))
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
	return c.Stream(http.StatusOK, shell.DocumentTypes[registry.DocumentKind(kind)], f)
}

// table sends the lines that the page shows as a workbook.
func (b *book) table(c *shell.Context) error {
	list, err := b.DB.Register(c.Context(), b.of, b.filter(c))
	if err != nil {
		return err
	}
	s := office.Sheet{Name: b.page.Title, Title: strings.ToUpper(b.page.Title), Columns: []office.SheetColumn{
		{Label: "STT", Width: 6}, {Label: "Số mô hình", Width: 12}, {Label: "Tên mô hình, điển hình", Width: 44, Wrap: true},
		{Label: "Loại", Width: 20, Wrap: true}, {Label: "Đơn vị", Width: 32, Wrap: true}, {Label: "Năm", Width: 8},
		{Label: "Cấp", Width: 14}, {Label: "Hình thức", Width: 32, Wrap: true}, {Label: "Số văn bản", Width: 18},
		{Label: "Ngày", Width: 13}, {Label: "Cơ quan ban hành", Width: 28, Wrap: true}, {Label: "Người ký", Width: 22},
		{Label: "Thu hồi ngày", Width: 14}, {Label: "Lý do thu hồi", Width: 32, Wrap: true},
	}}
	for i, l := range list {
		s.Rows = append(
			s.Rows,
			[]any{
				i + 1,
				l.Of,
				l.Title,
				l.Type.Label(),
				b.Flow.Ledger().FullName(l.Unit),
				view.YearText(l.Season),
				l.Level.Label(),
				b.line(l).FormText(),
				l.Number,
				l.Date.Local(),
				l.Issuer,
				l.Signer,
				view.Day(l.RevokedAt),
				l.RevokeReason,
			},
		)
	}
	return sendSheets(c, path.Base(b.page.Path)+".xlsx", s)
}
