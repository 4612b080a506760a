package site

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// desk is the work area: what unit staff and verifiers do.
type desk struct{ *Shell }

// newDesk makes the area.
func newDesk(s *Shell) Area { return &desk{s} }

// Routes adds the routes of the area.
func (h *desk) Routes(e *Router) {
	(&vocabulary{h.Shell}).routes(e)
	h.photoRoutes(e)
	g := e.Group("/lam-viec", need(registry.DeskArea))
	g.GET("", h.home)
	g.GET("/danh-sach", h.list)
	g.GET("/thong-bao", h.notices)
	g.POST("/thong-bao", h.readNotices)
	g.GET("/dang-ky", h.start)
	g.POST("/dang-ky", h.create)
	g.GET("/xet", h.queue, need(registry.ReviewArea))
	g.GET("/tep/:id", h.document)
	g.POST("/tep/:id/xoa", h.deleteFile)
	g.POST("/anh/:id/xoa", h.photoAct("deleted", h.Flow.DeletePhoto))
	g.POST("/anh/:id/len", h.photoAct("saved", h.movePhoto(-1)))
	g.POST("/anh/:id/xuong", h.photoAct("saved", h.movePhoto(+1)))
	g.POST("/anh/:id/go", h.takeDown)

	m := g.Group("/mo-hinh/:id")
	m.GET("", h.entry)
	m.POST("", h.saveForm(formDraft))
	m.GET("/bao-cao", h.reportForm)
	m.POST("/bao-cao", h.saveForm(formReport))
	m.GET("/bien-tap", h.reviseForm)
	m.POST("/bien-tap", h.saveForm(formRevise))
	m.POST("/anh", h.addPhotos)
	m.POST("/tep", h.addFiles)
	m.GET("/bien-nhan", h.receipt)
	m.POST("/rut", h.withdraw)
	m.POST("/nhan-ve", h.claim)
	m.POST("/lien-ket", h.link)
	m.POST("/lien-ket/bo", h.unlink)
	m.POST("/lien-ket/xac-nhan", h.confirmLink)
	m.POST("/cung-chu-tri", h.nameCoOwner)
	m.POST("/cung-chu-tri/bo", h.dropCoOwner)
	m.POST("/cung-chu-tri/tra-loi", h.answerJoint)
	m.GET("/lich-su", h.history)
	m.GET("/xet", h.review)
	m.POST("/tiep-nhan", h.accept)
	m.POST("/tra-lai", h.giveBack)
	m.POST("/xac-nhan", h.confirm)
	m.POST("/cong-nhan", h.recognise)
	m.POST("/mat", h.classify)
	m.GET("/gop", h.mergeForm)
	m.POST("/gop", h.merge)
	m.GET("/bai", h.editor)
	m.POST("/bai", h.saveStory)
	m.GET("/xem-truoc", h.preview)
}

func (h *desk) movePhoto(by int) func(context.Context, registry.Actor, registry.PhotoID) error {
	return func(ctx context.Context, a registry.Actor, id registry.PhotoID) error {
		return h.Flow.MovePhoto(ctx, a, id, by)
	}
}

// entryOf reads the entry of the address, which the actor must be allowed to do
// something with; one that may not be seen is not found.
func (h *Shell) entryOf(c *Context, act registry.Action) (registry.Entry, error) {
	id, err := pathID[registry.EntryID](c, "id")
	if err != nil {
		return registry.Entry{}, err
	}
	e, err := h.DB.Entry(c.Context(), id)
	if err != nil {
		return e, err
	}
	return e, c.Actor().May(act, &e, h.Flow.Now())
}

// may asks the rights table before a body is read.
func (h *desk) may(c *Context, id registry.EntryID, act registry.Action) error {
	e, err := h.DB.Entry(c.Context(), id)
	if err != nil {
		return err
	}
	return c.Actor().May(act, &e, h.Flow.Now())
}

// names are what pages of the desk read names from.
func (h *Shell) names() view.Reference {
	return view.Reference{Ledger: h.Flow.Ledger(), Catalogue: h.Flow.Catalogue()}
}

// deskChrome is what surrounds a page of the work area: the left list with what
// waits for this reader.
func (s *Shell) deskChrome(c *Context, title string) view.Chrome {
	ch := s.chrome(c, title)
	ch.NoIndex = true
	if s.Side != nil {
		ch.Side = s.Side(s, c)
	}
	return ch
}

// wideChrome is deskChrome without the left list: for forms, and texts side by side.
func (s *Shell) wideChrome(c *Context, title string) view.Chrome {
	ch := s.deskChrome(c, title)
	ch.Side = nil
	return ch
}

// queueOf is one list of what waits, with how it is chosen and ordered.
type queueOf struct {
	code, label string
	filter      sqlite.Filter
}

// queues are the verifier's lists of what waits, in the order they are worked.
func queues() []queueOf {
	return []queueOf{
		{"dang-ky", "Đăng ký mới", sqlite.Filter{Registrations: []registry.Registration{registry.Sent}, Sort: "sent"}},
		{"tra-lai", "Đã trả lại, chờ bổ sung", sqlite.Filter{Registrations: []registry.Registration{registry.Returned}}},
		{"bao-cao", "Báo cáo cần xác nhận", sqlite.Filter{Results: []registry.Result{registry.ReportSent}, Sort: "reported"}},
		{"bai", "Bài chờ duyệt đăng", sqlite.Filter{Publications: []registry.Publication{registry.Pending}}},
		{"hen-gio", "Bài hẹn giờ", sqlite.Filter{Publications: []registry.Publication{registry.Scheduled}}},
		{"nhap", "Bản nháp chưa gửi", sqlite.Filter{Registrations: []registry.Registration{registry.Draft}}},
	}
}

// waiting counts the lines of a list for its mark in the left list. A list that
// cannot be counted just now is shown without its number.
func (s *Shell) waiting(c *Context, f sqlite.Filter) int {
	n, err := s.DB.CountEntries(c.Context(), c.Actor(), f, s.Flow.Now())
	if err != nil {
		s.Log.Warn("count of waiting entries failed", "err", err)
		return 0
	}
	return n
}

// side is the left list of every page of the desk.
func side(s *Shell, c *Context) []view.SideGroup {
	a := c.Actor()
	path := c.Request().URL.Path
	mine := view.SideGroup{Items: []view.SideItem{{Label: "Việc của tôi", URL: "/lam-viec"}}}
	var groups []view.SideGroup
	switch a.Role {
	case registry.UnitStaff:
		mine.Items[0].Count = s.waiting(c, sqlite.Filter{Units: unitsOf(a), Registrations: []registry.Registration{registry.Returned}})
		mine.Items = append(
			mine.Items,
			view.SideItem{Label: "Đăng ký mô hình", URL: "/lam-viec/dang-ky"},
			view.SideItem{Label: "Mô hình của đơn vị", URL: "/lam-viec/danh-sach"},
			view.SideItem{Label: "Hồ sơ đơn vị", URL: "/lam-viec/ho-so"},
		)
	case registry.Verifier, registry.Admin:
		queue := view.SideGroup{Label: "Chờ xử lý"}
		for _, q := range queues() {
			item := view.SideItem{Label: q.label, URL: "/lam-viec/xet?hang=" + q.code, Count: s.waiting(c, q.filter)}
			item.Current = path == "/lam-viec/xet" && queueCode(c) == q.code
			queue.Items = append(queue.Items, item)
		}
		groups = append(groups, queue)
		mine.Items = append(mine.Items, view.SideItem{Label: "Tất cả mô hình", URL: "/lam-viec/danh-sach"})
	default:
		mine.Items = append(mine.Items, view.SideItem{Label: "Danh sách mô hình", URL: "/lam-viec/danh-sach"})
	}
	mine.Items = append(mine.Items, pressSide(a)...)
	mine.Items = append(mine.Items, councilSide(a)...)
	if !a.MayEnter(registry.OversightArea) { // who follows up has them in that group
		mine.Items = append(mine.Items, yearlySide(a)...)
	}
	groups = slices.Insert(groups, 0, mine)
	if g, ok := oversightSide(a); ok {
		groups = append(groups, g)
	}
	last := view.SideGroup{Label: "Khác", Items: []view.SideItem{{Label: "Thông báo", URL: "/lam-viec/thong-bao"}}}
	if a.MayEnter(registry.ReviewArea) {
		last.Items = append(last.Items, view.SideItem{Label: "Người đọc tìm gì", URL: "/lam-viec/tim-kiem"})
	}
	if a.MayEnter(registry.AccountsArea) || a.MayEnter(registry.SeasonArea) {
		last.Items = append(last.Items, view.SideItem{Label: "Quản trị", URL: view.AdminPath("")})
	}
	last.Items = append(
		last.Items,
		view.SideItem{Label: "Lịch các mốc", URL: "/lam-viec/lich"},
		view.SideItem{Label: "Hướng dẫn", URL: "/huong-dan"},
	)
	groups = append(groups, last)
	for i := range groups {
		for j := range groups[i].Items {
			it := &groups[i].Items[j]
			it.Current = it.Current || it.URL == path
		}
	}
	return groups
}

// unitsOf lists the versions of units that the actor stands for.
func unitsOf(a registry.Actor) []registry.UnitCode {
	out := make([]registry.UnitCode, 0, len(a.Units))
	for u := range a.Units {
		out = append(out, u)
	}
	slices.Sort(out)
	return out
}

// byNumber finds an entry by its number as people type it: "26-0184", "260184".
func (h *Shell) byNumber(c *Context, typed string) (sqlite.Row, error) {
	want := strings.ToUpper(strings.Join(strings.Fields(registry.CleanText(typed)), ""))
	if want != "" && !strings.Contains(want, "-") && len(want) > 4 {
		want = want[:len(want)-4] + "-" + want[len(want)-4:]
	}
	if len(want) < 4 {
		return sqlite.Row{}, registry.Errorf(registry.NotFound, "Ghi số của mô hình, ví dụ 26-0184.")
	}
	rows, _, err := h.DB.List(c.Context(), c.Actor(), sqlite.Filter{Text: want, Limit: 20}, h.Flow.Now())
	if err != nil {
		return sqlite.Row{}, err
	}
	for _, r := range rows {
		if r.Number == want {
			return r, nil
		}
	}
	return sqlite.Row{}, registry.Errorf(registry.NotFound, "Không có mô hình số “%s”.", typed)
}

// withQuery is an address with the parameters that are not empty.
func withQuery(path string, v url.Values) string {
	for key, list := range v {
		if list = slices.DeleteFunc(list, func(s string) bool { return s == "" }); len(list) == 0 {
			delete(v, key)
		} else {
			v[key] = list
		}
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}
