package newsroom

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/newsdesk"
)

// visible reads the entry of the address, which the actor must be allowed to see.
func (h *Area) visible(c *shell.Context) (registry.Entry, error) {
	return h.EntryOf(c, registry.View)
}

// requestItems shows requests; of an entry that is gone only the asker's words.
func (h *Area) requestItems(ctx context.Context, a registry.Actor, list []sqlite.PressRequest) ([]view.RequestItem, error) {
	ids := make([]registry.EntryID, len(list))
	for i, r := range list {
		ids[i] = r.Entry
	}
	entries, err := h.DB.EntriesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	of := make(map[registry.EntryID]*registry.Entry, len(entries))
	for i := range entries {
		of[entries[i].ID] = &entries[i]
	}
	var out []view.RequestItem
	for _, r := range list {
		e := of[r.Entry]
		item := view.RequestItem{
			ID: strconv.FormatInt(
				r.ID,
				10,
			), Kind: registry.ChoiceLabel(newsdesk.RequestKinds(), r.Kind), Headline: "Bài không còn công khai", URL: address.Stories,
			Who: r.Name, When: view.Moment(r.AskedAt), Text: r.Text, ReplyTo: r.ReplyTo, Answer: r.Answer, Answered: view.Moment(r.AnsweredAt), Badge: view.Badge{Text: "Chờ trả lời", Tone: "wait"},
		}
		for _, code := range r.Shots {
			item.Shots = append(item.Shots, registry.ChoiceLabel(newsdesk.Shots(), code))
		}
		if r.Due != "" {
			item.Due = r.Due.Local()
			if r.Due < h.Flow.Today() {
				item.Badge = view.Badge{Text: "Quá ngày hẹn", Tone: "stop"}
			}
		}
		if !r.AnsweredAt.IsZero() {
			item.Badge = view.Badge{Text: "Đã trả lời", Tone: "ok"}
		}
		if e != nil && a.Can(registry.View, e, h.Flow.Now()) {
			item.Headline, item.URL = e.Headline(), address.Story.At(e.Season, e.Slug)
			if a.Can(registry.ViewInside, e, h.Flow.Now()) {
				item.URL = address.Entry.At(e.ID)
				if r.Kind == "them-anh" {
					item.Add, item.AddNote = h.photoPlace(a, e)
				}
			}
		}
		out = append(out, item)
	}
	return out, nil
}

// photoPlace is where an actor puts photos into an entry; else what to do with
// them.
func (h *Area) photoPlace(a registry.Actor, e *registry.Entry) (*view.Link, string) {
	for _, p := range []struct {
		act  registry.Action
		page address.One[registry.EntryID]
	}{{registry.Edit, address.Entry}, {registry.EditReport, address.EntryReport}, {registry.Revise, address.EntryRevise}} {
		if a.Can(p.act, e, h.Flow.Now()) && a.Can(registry.AddPhoto, e, h.Flow.Now()) {
			return &view.Link{
				Text: "Thêm ảnh vào hồ sơ",
				URL:  p.page.At(e.ID) + "#buoc-anh",
			}, "Ảnh gốc của máy, cạnh dài từ 2.400 điểm ảnh; mỗi ảnh ghi ai, việc gì, ở đâu, ngày nào, ai chụp, căn cứ dùng hình."
		}
	}
	return nil, "Hồ sơ đã chốt nên đơn vị không tự thêm ảnh được: gửi ảnh cho người hỏi theo cách liên hệ họ ghi, hoặc cho chuyên viên thẩm định để thêm vào hồ sơ."
}

// askForm is the request to the unit of an entry.
func (h *Area) askForm(c *shell.Context) error {
	if _, err := forPress(c); err != nil {
		return err
	}
	e, err := h.visible(c)
	if err != nil {
		return err
	}
	return h.showAsk(c, http.StatusOK, &e, sqlite.PressRequest{Kind: c.QueryParam("viec")}, nil)
}

func (h *Area) showAsk(c *shell.Context, code int, e *registry.Entry, r sqlite.PressRequest, wrong error) error {
	fields := registry.FieldsOf(wrong)
	page := view.PressFormPage{
		Heading: "Liên hệ đơn vị", Lead: "Yêu cầu đến thẳng cán bộ của " + view.UnitLine(e, h.Flow.Ledger()) + ". Câu trả lời hiện ở mục Thông báo và Góc nhà báo. Bài:",
		Entry: view.Link{
			Text: e.Headline(),
			URL:  address.Story.At(e.Season, e.Slug),
		}, Action: address.EntryPressRequest.At(e.ID), Errors: view.NewErrorSummary(wrong),
		Fields: []view.Field{
			view.InputRadios("kind", "Việc cần nhờ", r.Kind, view.Options(newsdesk.RequestKinds())).Need().Wrong(fields),
			view.InputArea("text", "Nội dung", r.Text, 6).Need().Hint("Cần gì, cho bài nào, trước giờ nào.").Wrong(fields),
			view.InputChecks("shots", "Cần những ảnh nào", r.Shots, view.Options(newsdesk.Shots())).
				Hint("Khi xin thêm ảnh.").
				Wrong(fields),
			view.InputDate("due", "Cần trước ngày", r.Due).Hint("Để trống nếu không gấp.").Wrong(fields),
			view.InputText("reply_to", "Liên hệ lại", r.ReplyTo).
				Hint("Số điện thoại hoặc thư điện tử, nếu muốn đơn vị gọi lại.").
				Wrong(fields),
		},
		Buttons: []view.Button{view.Submit("Gửi yêu cầu"), {Text: "Quay lại bài", URL: address.Story.At(e.Season, e.Slug)}},
	}
	if ct := e.Content; c.Actor().Can(registry.ContactPress, e, h.Flow.Now()) && ct.ContactPress && ct.ContactName != "" {
		for _, f := range [][2]string{{"Họ tên", strings.Trim(ct.ContactName+", "+ct.ContactTitle, ", ")}, {"Điện thoại", ct.ContactPhone}, {"Thư điện tử", ct.ContactEmail}} {
			if f[1] != "" {
				page.Contact = append(page.Contact, view.Fact{Name: f[0], Text: f[1]})
			}
		}
	}
	title := page.Heading
	if wrong != nil {
		title = "Cần sửa: " + title
	}
	return shell.Render(c, code, c.Pages().Press.Request, h.DeskChrome(c, title), page)
}

func (h *Area) ask(c *shell.Context) error {
	if _, err := forPress(c); err != nil {
		return err
	}
	e, err := h.visible(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	r := sqlite.PressRequest{
		Entry:   e.ID,
		Kind:    v.Get("kind"),
		Text:    v.Get("text"),
		Shots:   v["shots"],
		Due:     registry.Date(v.Get("due")),
		ReplyTo: v.Get("reply_to"),
	}
	switch _, err := h.Newsdesk.Ask(c.Context(), c.Actor(), r); registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.PressDesk+"#yeu-cau")
	case registry.Invalid, registry.TooMany:
		return h.showAsk(c, shell.Status[registry.KindOf(err)], &e, r, err)
	default:
		return err
	}
}

// requests lists what was asked of the actor's unit, or of all units for staff.
func (h *Area) requests(c *shell.Context) error {
	return h.showRequests(c, http.StatusOK, 0, "", nil)
}

func (h *Area) showRequests(c *shell.Context, code int, id int64, typed string, wrong error) error {
	a := c.Actor()
	var units []registry.UnitCode
	switch {
	case a.Role == registry.UnitStaff:
		units = append(shell.UnitsOf(a), "-") // never the list of all
	case !a.MayEnter(registry.ReviewArea):
		return registry.Errorf(registry.Denied, "Phần này dành cho cán bộ đơn vị và chuyên viên thẩm định.")
	}
	list, err := h.DB.RequestsOf(c.Context(), units)
	if err != nil {
		return err
	}
	page := view.RequestsPage{
		Heading: "Yêu cầu của báo chí",
		Lead:    "Trả lời sớm thì câu chuyện của đơn vị lên báo sớm. Người hỏi nhận được câu trả lời ngay.",
		Errors:  view.NewErrorSummary(wrong),
	}
	if page.Requests, err = h.requestItems(c.Context(), a, list); err != nil {
		return err
	}
	for i, r := range list {
		if !r.AnsweredAt.IsZero() {
			continue
		}
		f := view.InputArea("answer", "Trả lời", "", 3).Need()
		if r.ID == id {
			f.Value = typed
			f = f.Wrong(registry.FieldsOf(wrong))
		} else {
			f.ID = "answer-" + strconv.FormatInt(r.ID, 10)
		}
		page.Requests[i].Form = &f
	}
	if len(list) == 0 {
		page.Empty = &view.Empty{
			Heading: "Chưa có yêu cầu nào",
			Text:    "Khi nhà báo xin phỏng vấn, thêm ảnh hoặc số liệu, yêu cầu hiện ở đây và ở mục Thông báo.",
		}
	}
	title := page.Heading
	if wrong != nil {
		title = "Cần sửa: " + title
	}
	return shell.Render(c, code, c.Pages().Press.Requests, h.DeskChrome(c, title), page)
}

func (h *Area) answer(c *shell.Context) error {
	id, err := shell.PathID[int64](c, "id")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	switch err := h.Newsdesk.Answer(c.Context(), c.Actor(), id, v.Get("answer")); registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.PressRequests+"#yeu-cau-"+strconv.FormatInt(id, 10))
	case registry.Invalid:
		return h.showRequests(c, http.StatusUnprocessableEntity, id, v.Get("answer"), err)
	default:
		return err
	}
}

// coverageForm asks for a piece that was published about an entry.
func (h *Area) coverageForm(c *shell.Context) error {
	e, err := h.visible(c)
	if err != nil {
		return err
	}
	if err := mayReport(c, &e); err != nil {
		return err
	}
	return h.showCoverage(c, http.StatusOK, &e, sqlite.Coverage{}, nil)
}

// mayReport refuses who is neither of the press, nor staff, nor of the unit.
func mayReport(c *shell.Context, e *registry.Entry) error {
	if a := c.Actor(); a.Owns(e) {
		return nil
	}
	_, err := forPress(c)
	return err
}

func (h *Area) showCoverage(c *shell.Context, code int, e *registry.Entry, x sqlite.Coverage, wrong error) error {
	fields := registry.FieldsOf(wrong)
	page := view.PressFormPage{
		Heading: "Báo bài đã đăng", Lead: "Bài được ghi nhận sau khi chuyên viên xem, rồi tính cho đơn vị và báo cáo năm. Mô hình:",
		Entry: view.Link{
			Text: e.Headline(),
			URL:  address.Story.At(e.Season, e.Slug),
		}, Action: address.EntryCoverage.At(e.ID), Errors: view.NewErrorSummary(wrong),
		Fields: []view.Field{
			view.InputText("url", "Địa chỉ bài", x.URL).Need().Hint("Dán địa chỉ đầy đủ, bắt đầu bằng https://").Wrong(fields),
			view.InputText("title", "Tên bài", x.Title).Need().Wrong(fields),
			view.InputText("publisher", "Cơ quan báo chí", x.Publisher).Need().Wrong(fields),
			view.InputDate("day", "Ngày đăng", x.Day).Wrong(fields),
		},
		Buttons: []view.Button{view.Submit("Gửi"), {Text: "Quay lại bài", URL: address.Story.At(e.Season, e.Slug)}},
	}
	title := page.Heading
	if wrong != nil {
		title = "Cần sửa: " + title
	}
	return shell.Render(c, code, c.Pages().Press.Request, h.DeskChrome(c, title), page)
}

func (h *Area) reportCoverage(c *shell.Context) error {
	e, err := h.visible(c)
	if err != nil {
		return err
	}
	if err := mayReport(c, &e); err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	x := sqlite.Coverage{
		Entry:     e.ID,
		URL:       v.Get("url"),
		Title:     v.Get("title"),
		Publisher: v.Get("publisher"),
		Day:       registry.Date(v.Get("day")),
	}
	switch _, err := h.Newsdesk.ReportCoverage(c.Context(), c.Actor(), x); registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.Story.At(e.Season, e.Slug))
	case registry.Invalid, registry.Conflict:
		return h.showCoverage(c, shell.Status[registry.KindOf(err)], &e, x, err)
	default:
		return err
	}
}

// coverage lists the pieces that wait for a look.
func (h *Area) coverage(c *shell.Context) error {
	ctx := c.Context()
	list, err := h.DB.CoverageIn(ctx, "cho")
	if err != nil {
		return err
	}
	page := view.CoveragePage{
		Heading: "Bài đã đăng",
		Lead:    "Mở bài, xem có đúng là viết về mô hình không, rồi ghi nhận. Bài đã ghi nhận tính cho đơn vị và báo cáo năm.",
	}
	for _, x := range list {
		e, err := h.DB.Entry(ctx, x.Entry)
		if err != nil {
			return err
		}
		page.Items = append(page.Items, view.CoverageItem{
			ID: strconv.FormatInt(
				x.ID,
				10,
			), Title: x.Title, URL: x.URL, Publisher: x.Publisher, Day: x.Day.Local(), Headline: e.Headline(), StoryURL: address.Entry.At(e.ID), Sent: view.Day(x.SentAt),
		})
	}
	if len(list) == 0 {
		page.Empty = &view.Empty{Heading: "Không có bài nào chờ xem", Text: "Bài do nhà báo hoặc đơn vị báo sẽ hiện ở đây."}
	}
	if page.Counts, err = h.coverageCounts(ctx); err != nil {
		return err
	}
	return shell.Render(c, http.StatusOK, c.Pages().Press.Coverage, h.DeskChrome(c, page.Heading), page)
}

func (h *Area) coverageCounts(ctx context.Context) (*view.Table, error) {
	year := h.Flow.CurrentYear()
	counts, err := h.DB.CoverageCounts(ctx, year)
	if err != nil || len(counts) == 0 {
		return nil, err
	}
	t := view.Table{
		Caption: "Mô hình của năm " + address.Year(year),
		Columns: []view.Column{{Label: "Đơn vị"}, {Label: "Bài", Num: true}},
	}
	for _, u := range h.Flow.Ledger().All() {
		if n := counts[u.Code]; n > 0 {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.H(u.Name, address.Unit.At(u.Code)), view.N(view.Count(n))}})
		}
	}
	return &t, nil
}

func (h *Area) checkCoverage(c *shell.Context) error {
	id, err := shell.PathID[int64](c, "id")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if do := v.Get("do"); do != "nhan" && do != "khong" {
		return registry.Errorf(registry.Invalid, "Chưa rõ có ghi nhận hay không. Hãy quay lại và bấm nút một lần nữa.")
	}
	if err := h.Newsdesk.CheckCoverage(c.Context(), c.Actor(), id, v.Get("do") == "nhan"); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.Coverage)
}
