package desk

import (
	"context"

	"danvankheo/internal/address"
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
	(&topics{h.Shell}).routes(e)
	h.photoRoutes(e)
	g := e.Group(address.Desk, shell.RequireArea(registry.DeskArea))
	g.GET(address.Desk, h.home)
	g.GET(address.Entries, h.list)
	g.GET(address.Notices, h.notices)
	g.POST(address.Notices, h.readNotices)
	g.GET(address.Register, h.start)
	g.POST(address.Register, h.create)
	g.GET(address.Queue, h.queue, shell.RequireArea(registry.ReviewArea))
	review := shell.RequireArea(registry.ReviewArea)
	g.GET(address.Claims, h.claims, review)
	g.GET(string(address.Claim), h.claim, review)
	g.POST(string(address.ClaimAccept), h.decideClaim(address.ClaimAccept, "claimgiven"), review)
	g.POST(string(address.ClaimDecline), h.decideClaim(address.ClaimDecline, "claimrefused"), review)
	g.POST(string(address.ClaimUndo), h.decideClaim(address.ClaimUndo, "claimundone"), review)
	g.GET(string(address.File), h.document)
	g.POST(string(address.FileDelete), h.deleteFile)
	g.POST(string(address.PhotoDelete), h.photoAct("deleted", h.Flow.DeletePhoto))
	g.POST(string(address.PhotoUp), h.photoAct("saved", h.movePhoto(-1)))
	g.POST(string(address.PhotoDown), h.photoAct("saved", h.movePhoto(+1)))
	g.POST(string(address.PhotoTakeDown), h.takeDown)

	m := g.Group(string(address.Entry))
	m.GET(string(address.Entry), h.entry)
	m.POST(string(address.Entry), h.saveForm(formDraft))
	m.GET(string(address.EntryReport), h.reportForm)
	m.POST(string(address.EntryReport), h.saveForm(formReport))
	m.GET(string(address.EntryRevise), h.reviseForm)
	m.POST(string(address.EntryRevise), h.saveForm(formRevise))
	m.POST(string(address.EntryPhotos), h.addPhotos)
	m.POST(string(address.EntryFiles), h.addFiles)
	m.GET(string(address.EntryReceipt), h.receipt)
	m.POST(string(address.EntryWithdraw), h.withdraw)
	m.GET(string(address.EntryClaim), h.askClaimForm)
	m.POST(string(address.EntryClaim), h.askClaim)
	m.POST(string(address.EntryClaimDrop), h.dropClaim)
	m.POST(string(address.EntryLink), h.link)
	m.POST(string(address.EntryUnlink), h.unlink)
	m.POST(string(address.EntryConfirmLink), h.confirmLink)
	m.POST(string(address.EntryCoOwner), h.nameCoOwner)
	m.POST(string(address.EntryDropCoOwner), h.dropCoOwner)
	m.POST(string(address.EntryAnswerJoint), h.answerJoint)
	m.GET(string(address.EntryHistory), h.history)
	m.GET(string(address.EntryEditions), h.editions)
	m.POST(string(address.EntryEditions), h.release)
	m.GET(string(address.EntryEdition), h.edition)
	m.GET(string(address.EntryReview), h.review)
	m.POST(string(address.EntryAccept), h.accept)
	m.POST(string(address.EntryReturn), h.giveBack)
	m.POST(string(address.EntryConfirm), h.confirm)
	m.POST(string(address.EntryRecognise), h.recognise)
	m.POST(string(address.EntryClassify), h.classify)
	m.POST(string(address.EntryTopics), h.chooseTopics)
	m.GET(string(address.EntryMerge), h.mergeForm)
	m.POST(string(address.EntryMerge), h.merge)
	m.GET(string(address.EntryStory), h.editor)
	m.POST(string(address.EntryStory), h.saveStory)
	m.GET(string(address.EntryPreview), h.preview)
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
		{"cong-bo", "Thay đổi chờ công bố", sqlite.Filter{Waiting: true, Sort: "waiting"}},
		{"hen-gio", "Bài hẹn giờ", sqlite.Filter{Publications: []registry.Publication{registry.Scheduled}}},
		{"nhap", "Bản nháp chưa gửi", sqlite.Filter{Registrations: []registry.Registration{registry.Draft}}},
	}
}
