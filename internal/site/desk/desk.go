package desk

import (
	"context"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
)

// Area is the work area: what unit staff and verifiers do.
type Area struct{ *shell.Shell }

// New makes the area.
func New(s *shell.Shell) shell.Area { return &Area{s} }

// Routes adds the routes of the area.
func (h *Area) Routes(e *shell.Router) {
	(&vocabulary{h.Shell}).routes(e)
	h.photoRoutes(e)
	g := e.Group("/lam-viec", shell.RequireArea(registry.DeskArea))
	g.GET("", h.home)
	g.GET("/danh-sach", h.list)
	g.GET("/thong-bao", h.notices)
	g.POST("/thong-bao", h.readNotices)
	g.GET("/dang-ky", h.start)
	g.POST("/dang-ky", h.create)
	g.GET("/xet", h.queue, shell.RequireArea(registry.ReviewArea))
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

func (h *Area) movePhoto(by int) func(context.Context, registry.Actor, registry.PhotoID) error {
	return func(ctx context.Context, a registry.Actor, id registry.PhotoID) error {
		return h.Flow.MovePhoto(ctx, a, id, by)
	}
}

// may asks the rights table before a body is read.
func (h *Area) may(c *shell.Context, id registry.EntryID, act registry.Action) error {
	e, err := h.DB.Entry(c.Context(), id)
	if err != nil {
		return err
	}
	return c.Actor().May(act, &e, h.Flow.Now())
}

// queue is one list of what waits, with how it is chosen and ordered.
type queue struct {
	code, label string
	filter      sqlite.Filter
}

// reviewQueues are the verifier's lists of what waits, in the order they are worked.
func reviewQueues() []queue {
	return []queue{
		{"dang-ky", "Đăng ký mới", sqlite.Filter{Registrations: []registry.Registration{registry.Sent}, Sort: "sent"}},
		{"tra-lai", "Đã trả lại, chờ bổ sung", sqlite.Filter{Registrations: []registry.Registration{registry.Returned}}},
		{"bao-cao", "Báo cáo cần xác nhận", sqlite.Filter{Results: []registry.Result{registry.ReportSent}, Sort: "reported"}},
		{"bai", "Bài chờ duyệt đăng", sqlite.Filter{Publications: []registry.Publication{registry.Pending}}},
		{"hen-gio", "Bài hẹn giờ", sqlite.Filter{Publications: []registry.Publication{registry.Scheduled}}},
		{"nhap", "Bản nháp chưa gửi", sqlite.Filter{Registrations: []registry.Registration{registry.Draft}}},
	}
}
