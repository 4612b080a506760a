package newsroom

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/newsdesk"
)

// routes are the press room's part of the work area.
// Area is the part of the work area that goes with the press room: the
// journalist's corner, questions to units, and the portal's editors.
type Area struct{ *shell.Shell }

// New makes the area.
func New(s *shell.Shell) shell.Area { return &Area{s} }

// Routes adds the routes of the area.
func (h *Area) Routes(e *shell.Router) {
	g := e.Group(address.Desk, shell.RequireArea(registry.DeskArea))
	g.GET(address.PressDesk, h.desk)
	g.POST(address.PressSearches, h.saveSearch)
	g.POST(string(address.PressSearch), h.changeSearch)
	g.GET(string(address.EntryPressRequest), h.askForm)
	g.POST(string(address.EntryPressRequest), h.ask)
	g.GET(address.PressRequests, h.requests)
	g.POST(string(address.PressRequest), h.answer)
	g.GET(string(address.EntryCoverage), h.coverageForm)
	g.POST(string(address.EntryCoverage), h.reportCoverage)
	g.GET(address.Coverage, h.coverage, shell.RequireArea(registry.ReviewArea))
	g.POST(string(address.CoverageCheck), h.checkCoverage, shell.RequireArea(registry.ReviewArea))
	g.GET(address.Editors, h.editors, shell.RequireArea(registry.ReviewArea))
	g.POST(address.EditorsPicks, h.savePicks, shell.RequireArea(registry.ReviewArea))
	g.POST(address.EditorsCollections, h.saveCollection, shell.RequireArea(registry.ReviewArea))
}

// Side are the lines of the left list that lead to the press room's pages.
func Side(a registry.Actor) []view.SideItem {
	switch {
	case a.Role == registry.Journalist:
		return []view.SideItem{{Label: "Góc nhà báo", URL: address.PressDesk}, {Label: "Gợi ý đề tài", URL: address.PressLeads}}
	case a.Role == registry.UnitStaff:
		return []view.SideItem{{Label: "Yêu cầu của báo chí", URL: address.PressRequests}}
	case a.MayEnter(registry.ReviewArea):
		return []view.SideItem{
			{
				Label: "Yêu cầu của báo chí",
				URL:   address.PressRequests,
			}, {Label: "Bài đã đăng", URL: address.Coverage}, {Label: "Biên tập trang", URL: address.Editors},
		}
	}
	return nil
}

// forPress refuses all but journalists and those who look after the site.
func forPress(c *shell.Context) (registry.Actor, error) {
	a := c.Actor()
	if a.Role != registry.Journalist && !a.MayEnter(registry.ReviewArea) {
		return a, registry.Errorf(registry.Denied, "Phần này dành cho tài khoản nhà báo.")
	}
	return a, nil
}

// desk is the journalist's corner.
func (h *Area) desk(c *shell.Context) error {
	a, err := forPress(c)
	if err != nil {
		return err
	}
	page := view.PressDeskPage{
		Heading: "Góc nhà báo", Links: []view.Link{{Text: "Gợi ý đề tài", URL: address.PressLeads}, {Text: "Chọn bài để tải gói báo chí", URL: address.PressChoose}, {Text: "Bộ sưu tập", URL: address.Collections}},
		NewSearch: searchFields("", c.QueryParam("tim"), false, nil),
	}
	if err := h.fillDesk(c, a, &page); err != nil {
		return err
	}
	return shell.Render(c, http.StatusOK, c.Pages().Press.Desk, h.DeskChrome(c, page.Heading), page)
}

func searchFields(name, query string, mailed bool, wrong registry.Fields) []view.Field {
	return []view.Field{
		view.InputText("name", "Tên", name).Need().Hint("Ví dụ: Hiến đất ở Sơn Động").Wrong(wrong),
		view.InputText("query", "Địa chỉ trang kết quả tìm", query).
			Need().
			Hint("Tìm ở trang Mô hình, chép địa chỉ trang kết quả rồi dán vào đây; hoặc gõ thẳng chữ cần tìm.").
			Wrong(wrong),
		view.InputTick("mailed", "Mỗi ngày gửi một thư điểm tin khi có bài mới, đính chính, gỡ", mailed),
	}
}

func (h *Area) fillDesk(c *shell.Context, a registry.Actor, page *view.PressDeskPage) error {
	ctx := c.Context()
	list, err := h.DB.Embargoed(ctx, h.Flow.Now())
	if err != nil {
		return err
	}
	for i := range list {
		e := &list[i]
		path := address.Story.At(e.Season, e.Slug)
		page.Embargoed = append(page.Embargoed, view.EmbargoItem{
			Headline: e.Headline(), URL: path, Until: view.Moment(e.PublishAt), Pack: address.StoryPack.At(e.Season, e.Slug), Ask: address.EntryPressRequest.At(e.ID),
		})
	}
	searches, err := h.DB.SavedSearches(ctx, a.Account)
	if err != nil {
		return err
	}
	for _, s := range searches {
		item := view.SearchItem{
			ID:    strconv.FormatInt(s.ID, 10),
			Name:  s.Name,
			URL:   address.Stories + "?" + s.Query,
			Saved: view.Day(s.CreatedAt),
			Mail:  view.Button{Text: "Gửi thư mỗi ngày", Value: "gui"},
		}
		if s.Mailed {
			item.Badge, item.Mail = view.Badge{Text: "Thư mỗi ngày", Tone: "ok"}, view.Button{Text: "Thôi gửi thư", Value: "thoi"}
		}
		page.Searches = append(page.Searches, item)
	}
	asked, err := h.DB.RequestsBy(ctx, a.Account)
	if err != nil {
		return err
	}
	if page.Requests, err = h.requestItems(ctx, a, asked); err != nil {
		return err
	}
	if page.Packs, err = h.packsTable(ctx, a); err != nil {
		return err
	}
	if !h.Flow.MailSettings().On {
		page.NoMail = "Trang này chưa gửi thư được; thư điểm tin sẽ bắt đầu khi quản trị cài máy chủ thư."
	}
	page.Coverage, err = h.coverageTable(ctx, a)
	return err
}

// packsTable lists what the actor took, and what changed since.
func (h *Area) packsTable(ctx context.Context, a registry.Actor) (*view.Table, error) {
	taken, err := h.DB.PacksTaken(ctx, a.Account, 30)
	if err != nil || len(taken) == 0 {
		return nil, err
	}
	t := view.Table{
		Caption:     "Gói đã tải",
		HideCaption: true,
		Columns:     []view.Column{{Label: "Bài"}, {Label: "Tải lúc"}, {Label: "Từ đó"}},
		Stacked:     true,
	}
	for _, k := range taken {
		e, err := h.DB.Entry(ctx, k.Entry)
		if err != nil {
			return nil, err
		}
		name, since := view.H(e.Headline(), address.Story.At(e.Season, e.Slug)), "không đổi"
		switch {
		case !a.Can(registry.View, &e, h.Flow.Now()):
			name, since = view.H("Bài không còn công khai", ""), "đã gỡ, xin không dùng lại"
		case e.LastCorrection().After(k.At):
			since = "đính chính ngày " + view.Day(e.LastCorrection())
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, view.T(view.Moment(k.At)), view.T(since)}})
	}
	t = t.Labelled()
	return &t, nil
}

func (h *Area) coverageTable(ctx context.Context, a registry.Actor) (*view.Table, error) {
	list, err := h.DB.CoverageBy(ctx, a.Account)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	t := view.Table{
		Caption:     "Bài đã đăng",
		HideCaption: true,
		Columns:     []view.Column{{Label: "Bài"}, {Label: "Cơ quan báo chí"}, {Label: "Ngày"}, {Label: "Tình trạng"}},
		Stacked:     true,
	}
	for _, x := range list {
		t.Rows = append(
			t.Rows,
			view.Row{
				Cells: []view.Cell{
					view.H(x.Title, x.URL),
					view.T(x.Publisher),
					view.T(x.Day.Local()),
					view.T(registry.ChoiceLabel(newsdesk.CoverageStates(), x.State)),
				},
			},
		)
	}
	t = t.Labelled()
	return &t, nil
}

// saveSearch keeps a search, and shows the address of its feed this once.
func (h *Area) saveSearch(c *shell.Context) error {
	a, err := forPress(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	typed := v.Get("query")
	u, err := url.Parse(typed)
	query := ""
	if err == nil {
		if query = u.RawQuery; query == "" && u.Path == typed {
			query = url.Values{"q": {typed}}.Encode() // words instead of an address
		}
	}
	if values, err := url.ParseQuery(query); err == nil {
		q := shell.ReadQuestion(values)
		query = q.Values.Encode()
		if !q.Asked() {
			query = ""
		}
	}
	secret, s, err := h.Newsdesk.SaveSearch(c.Context(), a, v.Get("name"), query, shell.Ticked(v, "mailed"))
	if registry.KindOf(err) == registry.Invalid {
		page := view.PressDeskPage{
			Heading:   "Góc nhà báo",
			Errors:    view.NewErrorSummary(err),
			NewSearch: searchFields(v.Get("name"), typed, shell.Ticked(v, "mailed"), registry.FieldsOf(err)),
		}
		if err := h.fillDesk(c, a, &page); err != nil {
			return err
		}
		return shell.Render(c, http.StatusUnprocessableEntity, c.Pages().Press.Desk, h.DeskChrome(c, "Cần sửa: "+page.Heading), page)
	}
	if err != nil {
		return err
	}
	return h.showSecret(c, s, secret)
}

// changeSearch gives the feed of a saved search a new address, or takes it away.
func (h *Area) changeSearch(c *shell.Context) error {
	if _, err := forPress(c); err != nil {
		return err
	}
	id, err := shell.PathID[int64](c, "id")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if v.Get("do") == "doi" {
		secret, s, err := h.Newsdesk.RenewSearch(c.Context(), c.Actor(), id)
		if err != nil {
			return err
		}
		return h.showSecret(c, s, secret)
	}
	if do := v.Get("do"); do == "gui" || do == "thoi" {
		if err := h.Newsdesk.MailSearch(c.Context(), c.Actor(), id, do == "gui"); err != nil {
			return err
		}
		return shell.Done(c, "saved", address.PressDesk+"#da-luu")
	}
	if v.Get("do") != "xoa" {
		return registry.Errorf(registry.Invalid, "Chưa rõ cần làm gì. Hãy quay lại và bấm nút một lần nữa.")
	}
	if err := h.Newsdesk.DeleteSearch(c.Context(), c.Actor(), id); err != nil {
		return err
	}
	return shell.Done(c, "deleted", address.PressDesk)
}

func (h *Area) showSecret(c *shell.Context, s sqlite.SavedSearch, secret string) error {
	page := view.FeedSecretPage{Heading: "Địa chỉ nguồn tin riêng", Name: s.Name}
	for _, f := range press.Forms {
		page.Addresses = append(page.Addresses, view.Fact{Name: f.Label, Text: h.Base(c) + address.PrivateFeed.At(secret, "tin."+f.Ending)})
	}
	shell.NoStore(c)
	return shell.Render(c, http.StatusOK, c.Pages().Press.Secret, h.DeskChrome(c, page.Heading), page)
}
