package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// The long forms of an entry, by the name in their hidden field.
const (
	formDraft  = "dang-ky"
	formReport = "bao-cao"
	formRevise = "bien-tap"
)

// formPages are the pages of the forms.
var formPages = map[string]address.One[registry.EntryID]{
	formDraft: address.Entry, formReport: address.EntryReport, formRevise: address.EntryRevise,
}

// formPath is the address of the form that was posted.
func formPath(id registry.EntryID, v url.Values) string {
	if p, ok := formPages[v.Get("bieu-mau")]; ok {
		return p.At(id)
	}
	return address.Entry.At(id)
}

// paper is one of the long forms as it was posted.
type paper struct {
	kind    string
	version int
	base    string // what its writer started from: see view.FormBase
	reason  string // of a named revision
	draft   workflow.Draft
	report  workflow.ReportDraft
	wrong   registry.Fields
}

func readPaper(v url.Values) *paper {
	shell.DropRow(v)
	shell.TakeMeant(v)
	p := &paper{kind: v.Get("bieu-mau"), version: int(shell.FormNumber(v, "version")), base: v.Get("base"), reason: v.Get("reason")}
	if p.kind == formReport {
		p.report, p.wrong = reportOf(v)
	} else {
		p.draft, p.wrong = draftOf(v)
	}
	if shell.Checked(v, "anh_chung") {
		p.shareWords(v)
	}
	return p
}

// shareWords gives every photo that lacks them the author and the basis that
// were typed once for all.
func (p *paper) shareWords(v url.Values) {
	edits := p.draft.Photos
	if p.kind == formReport {
		edits = p.report.Photos
	}
	basis, _ := registry.ParsePhotoBasis(v.Get("chung.basis")) // unknown: none
	for i := range edits {
		if edits[i].Author == "" {
			edits[i].Author = v.Get("chung.author")
		}
		if edits[i].Basis == registry.NoBasis {
			edits[i].Basis = basis
		}
	}
}

// on gives the entry as it would be with what was posted.
func (p *paper) on(e registry.Entry) registry.Entry {
	if p.kind == formReport {
		return p.report.On(e)
	}
	return p.draft.On(e)
}

func (p *paper) save(ctx context.Context, f *workflow.Flow, a registry.Actor, id registry.EntryID) (registry.Entry, error) {
	if err := p.wrong.Err("Chưa lưu được."); err != nil {
		return registry.Entry{}, err
	}
	switch p.kind {
	case formReport:
		return f.SaveReport(ctx, a, id, p.version, p.report)
	case formRevise:
		return f.Revise(ctx, a, id, p.version, p.draft, p.reason)
	}
	return f.Save(ctx, a, id, p.version, p.draft)
}

func (p *paper) send(ctx context.Context, f *workflow.Flow, a registry.Actor, id registry.EntryID) (registry.Entry, error) {
	if err := p.wrong.Err("Chưa gửi được."); err != nil {
		return registry.Entry{}, err
	}
	if p.kind == formReport {
		return f.SendReport(ctx, a, id, p.version, &p.report)
	}
	return f.Submit(ctx, a, id, p.version, &p.draft)
}

// formAction is what one must be allowed to do to see and use a form.
func formAction(kind string) registry.Action {
	switch kind {
	case formReport:
		return registry.EditReport
	case formRevise:
		return registry.Revise
	}
	return registry.Edit
}

// saveForm takes a long form: saved, sent, or shown again with what is wrong.
// Files may come with it.
func (h *Area) saveForm(kind string) shell.Handler {
	return func(c *shell.Context) error {
		id, err := shell.PathID[registry.EntryID](c, "id")
		if err != nil {
			return err
		}
		// an owner whose form has closed gets back what was typed: see store
		if err := h.may(c, id, formAction(kind)); err != nil && registry.KindOf(err) != registry.Conflict {
			return err
		}
		up := h.uploads(c, id)
		v, err := shell.ReadForm(c, up.take)
		if err != nil {
			return err
		}
		v.Set("bieu-mau", kind)
		return h.keepForm(c, id, v, up)
	}
}

// keepForm saves or sends what was posted and answers.
func (h *Area) keepForm(c *shell.Context, id registry.EntryID, v url.Values, up *uploads) error {
	if _, ok := formPages[v.Get("bieu-mau")]; !ok {
		v.Set("bieu-mau", formDraft)
	}
	p := readPaper(v)
	if v.Has("giai") {
		if answered, err := h.settle(c, id, v, p); answered || err != nil {
			return err
		}
	}
	send := v.Has("gui") && up.err() == nil && p.kind != formRevise
	e, answered, err := h.store(c, id, v, p, up, send)
	if answered || err != nil {
		return err
	}
	switch {
	case shell.WantsJSON(c):
		return h.answerSaved(c, p, id)
	case p.kind == formRevise:
		return shell.Done(c, "saved", address.EntryHistory.At(id))
	case send && p.kind == formReport:
		return shell.Done(c, "reported", address.EntryReceipt.At(id))
	case send:
		return shell.Done(c, "sent", address.EntryReceipt.At(id))
	}
	return shell.Done(c, savedWord(up), formPath(id, v)+h.afterSave(v, &e, up))
}

func savedWord(up *uploads) string {
	switch {
	case len(up.photos) > 0:
		return "photo"
	case up.files > 0:
		return "file"
	}
	return "saved"
}

// afterSave is where to go on in the form: the rows asked for, the photos, the
// step one was at.
func (h *Area) afterSave(v url.Values, e *registry.Entry, up *uploads) string {
	if list := v.Get("them"); list != "" {
		if first := view.FirstNewRow(list, e); first != "" {
			return fmt.Sprintf("?them=%s#%s", url.QueryEscape(list), view.FieldID(first))
		}
	}
	if name := v.Get("lay"); name != "" {
		return "#" + view.FieldID(name)
	}
	if up.any() || shell.Checked(v, "anh_chung") {
		return "#buoc-anh"
	}
	if step := v.Get("buoc"); step != "" {
		return "#" + url.PathEscape(step)
	}
	return ""
}

// keepFirst saves what is typed before something else is done from the form; when
// that fails it answers by itself.
func (h *Area) keepFirst(c *shell.Context, id registry.EntryID, v url.Values, up *uploads) (answered bool, err error) {
	if kind := v.Get("bieu-mau"); kind != formDraft && kind != formReport {
		return false, nil
	}
	_, answered, err = h.store(c, id, v, readPaper(v), up, false)
	return answered, err
}

// store saves or sends; when that is refused, answered says that the form or the
// two texts were shown to the writer.
func (h *Area) store(
	c *shell.Context,
	id registry.EntryID,
	v url.Values,
	p *paper,
	up *uploads,
	send bool,
) (e registry.Entry, answered bool, err error) {
	ctx := shell.FormContext(c, v)
	if p.version < 1 { // every form carries one: without it words of others could be written over unseen
		return e, false, shell.Unreadable(errors.New("form without version"))
	}
	if send {
		e, err = p.send(ctx, h.Flow, c.Actor(), id)
	} else {
		e, err = p.save(ctx, h.Flow, c.Actor(), id)
	}
	if err == nil {
		if err = up.err(); err == nil {
			return e, false, nil
		}
	}
	if shell.WantsJSON(c) {
		return e, false, err
	}
	switch registry.KindOf(err) {
	case registry.Conflict:
		return e, true, h.conflict(c, id, v, p, err)
	case registry.Invalid, registry.TooLarge, registry.Unsupported:
		return e, true, h.showAgain(c, id, p, err)
	}
	return e, false, err
}

// showAgain shows the form with everything that was typed and what is wrong. What
// was saved in spite of it is what the form builds on then; else it is what the writer started from.
func (h *Area) showAgain(c *shell.Context, id registry.EntryID, p *paper, cause error) error {
	form, err := h.Flow.ReadForm(c.Context(), c.Actor(), id, formAction(p.kind))
	if err != nil {
		return err
	}
	e := &form.Entry
	typed := p.on(*e)
	base := p.base
	if len(view.Differences(p.kind, e, &typed)) == 0 {
		p.version, base = e.Version, view.FormBase(p.kind, e)
	}
	typed.Version = p.version
	form.Entry = typed
	code, _ := shell.StatusOf(cause)
	return h.showForm(c, p.kind, code, form, view.FormExtra{Err: cause, Base: base, Reason: p.reason})
}

// showForm shows one of the long forms.
func (h *Area) showForm(c *shell.Context, kind string, code int, form workflow.FormView, x view.FormExtra) error {
	e := &form.Entry
	x.Links, x.Actor, x.Now = form.Links, c.Actor(), h.Flow.Now()
	x.Season = h.Flow.Season(e.Season).Extended(form.Extensions...)
	if kind != formRevise { // the office's named revision is a correction that is seen
		x.Locked = form.Locked
	}
	if kind == formDraft {
		x.Units = h.coOwnerChoices(x.Season)
	}
	if x.More == "" {
		x.More = c.QueryParam("them")
	}
	var page view.FormPage
	title := "Đăng ký mô hình"
	switch kind {
	case formReport:
		page, title = view.NewReportForm(e, h.Names(), x), "Báo cáo kết quả"
	case formRevise:
		page, title = view.NewReviseForm(e, h.Names(), x), "Biên tập"
	default:
		page = view.NewDraftForm(e, h.Names(), x)
	}
	page.Notices = append(page.Notices, view.FormWaiting(e, form.Waiting)...)
	if x.Err != nil {
		title = "Cần sửa: " + title
	}
	return shell.Render(c, code, c.Pages().Desk.Form, h.WideChrome(c, title), page)
}

// answerSaved answers a script with what was saved and what is still missing.
func (h *Area) answerSaved(c *shell.Context, p *paper, id registry.EntryID) error {
	form, err := h.Flow.ReadForm(c.Context(), c.Actor(), id, registry.View)
	if err != nil {
		return err
	}
	e := &form.Entry
	x := view.FormExtra{Actor: c.Actor(), Season: h.Flow.Season(e.Season), Now: h.Flow.Now(), Links: form.Links}
	page := view.NewDraftForm(e, h.Names(), x)
	if p.kind == formReport {
		page = view.NewReportForm(e, h.Names(), x)
	}
	review, err := c.Pages().Desk.Form.Part("form-missing", view.Chrome{}, page)
	if err != nil {
		return err
	}
	done := make([]bool, len(page.Nav))
	for i, s := range page.Nav {
		done[i] = s.Done
	}
	now := h.Flow.Now()
	return c.JSON(http.StatusOK, map[string]any{
		"version": e.Version, "base": view.FormBase(p.kind, e), "saved_at": now.Format(time.RFC3339),
		"saved_text": "Đã lưu lúc " + view.Clock(now), "missing": string(review), "done": done,
	})
}
