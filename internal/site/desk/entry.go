package desk

import (
	"net/http"
	"net/url"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// entry shows the registration form to who may write it, and the dossier to
// everybody else who may see it, or who asks for it with "xem".
func (h *Area) entry(c *shell.Context) error {
	form, err := h.readForm(c, registry.View)
	if err != nil {
		return err
	}
	a := c.Actor()
	write := a.Owns(&form.Entry) && c.QueryParam("xem") == "" || c.QueryParam("sua") != ""
	if write && form.Entry.Registration.Open() && a.Can(registry.Edit, &form.Entry, h.Flow.Now()) {
		return h.showForm(c, formDraft, http.StatusOK, form, view.FormExtra{})
	}
	v, err := h.Flow.ReadEntry(c.Context(), a, form.Entry.ID, registry.View)
	if err != nil {
		return err
	}
	return h.dossier(c, http.StatusOK, &v, view.DossierInput{})
}

// review is the dossier in the verifier's hands.
func (h *Area) review(c *shell.Context) error {
	v, err := h.readEntry(c, registry.Review)
	if err != nil {
		return err
	}
	return h.dossier(c, http.StatusOK, &v, view.DossierInput{})
}

// readEntry reads the entry of the address for its pages.
func (h *Area) readEntry(c *shell.Context, act registry.Action) (workflow.EntryView, error) {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return workflow.EntryView{}, err
	}
	return h.Flow.ReadEntry(c.Context(), c.Actor(), id, act)
}

// readForm reads the entry of the address for one of its forms.
func (h *Area) readForm(c *shell.Context, act registry.Action) (workflow.FormView, error) {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return workflow.FormView{}, err
	}
	return h.Flow.ReadForm(c.Context(), c.Actor(), id, act)
}

// dossierInput is what pages about one entry are made from.
func (h *Area) dossierInput(c *shell.Context, v *workflow.EntryView, in view.DossierInput) view.DossierInput {
	in.Entry, in.Names, in.Actor, in.Now, in.Season = &v.Entry, h.Names(), c.Actor(), h.Flow.Now(), h.Flow.Season(v.Entry.Season)
	in.Links, in.Followers, in.Into, in.Revisions, in.Outliers = v.Links, v.Followers, v.Into, v.Revisions, v.Outliers
	in.Claims, in.Locked, in.Waiting, in.Looks = v.Claims, v.Locked, v.Waiting, v.Looks
	in.Proposed = v.Topics.Proposed
	if by := v.Topics.State.Check; by != nil {
		in.TopicsBy = by.Name + ", " + view.Moment(by.At)
	}
	if v.Taken != nil {
		in.Press, in.Taken = &v.Taken.Press, v.Taken.Claim
	}
	return in
}

func (h *Area) dossier(c *shell.Context, code int, v *workflow.EntryView, in view.DossierInput) error {
	page := view.NewDossierPage(h.dossierInput(c, v, in))
	title := page.Title
	if in.Err != nil {
		title = "Cần sửa: " + title
	}
	return shell.Render(c, code, c.Pages().Desk.Dossier, h.DeskChrome(c, title), page)
}

// refused shows the dossier again after an action that was not taken, with what
// was typed in it. A version that has moved on shows the present state.
func (h *Area) refused(c *shell.Context, id registry.EntryID, v url.Values, cause error) error {
	switch registry.KindOf(cause) {
	case registry.Invalid, registry.Conflict, registry.NotFound:
	default:
		return cause
	}
	e, err := h.Flow.ReadEntry(c.Context(), c.Actor(), id, registry.View)
	switch registry.KindOf(err) {
	case registry.None:
	case registry.NotFound, registry.Denied:
		return cause
	default:
		return err
	}
	typed := map[string]string{}
	for key := range v {
		typed[key] = v.Get(key)
	}
	code, msg := shell.StatusOf(cause)
	if registry.KindOf(cause) == registry.Conflict && e.Entry.Version != int(shell.FormNumber(v, "version")) && v.Has("version") {
		cause = registry.Errorf(registry.Conflict, "%s Dưới đây là bản mới nhất; xem lại rồi làm tiếp.", msg)
	}
	return h.dossier(c, code, &e, view.DossierInput{Err: cause, Typed: typed, Reasons: v["reasons"], Failed: c.Request().URL.Path})
}

// receipt says what was received.
func (h *Area) receipt(c *shell.Context) error {
	v, err := h.readEntry(c, registry.ViewInside)
	if err != nil {
		return err
	}
	if v.Entry.SentAt.IsZero() {
		return registry.Errorf(registry.NotFound, "Đăng ký này chưa gửi nên chưa có biên nhận.")
	}
	page := view.NewReceiptPage(h.dossierInput(c, &v, view.DossierInput{}), h.Flow.Settings().Owner)
	return shell.Render(c, http.StatusOK, c.Pages().Desk.Receipt, h.WideChrome(c, "Biên nhận số "+v.Entry.Number), page)
}

// history shows every kept state of the words, and what one of them changed.
func (h *Area) history(c *shell.Context) error {
	v, editions, err := h.readEditions(c)
	if err != nil {
		return err
	}
	page := view.NewHistoryPage(h.dossierInput(c, &v, view.DossierInput{}), shell.FormNumber(c.QueryParams(), "moc"), editions)
	return shell.Render(c, http.StatusOK, c.Pages().Desk.History, h.DeskChrome(c, "Lịch sử "+v.Entry.Number), page)
}

func (h *Area) reportForm(c *shell.Context) error {
	form, err := h.readForm(c, registry.EditReport)
	if err != nil {
		return err
	}
	return h.showForm(c, formReport, http.StatusOK, form, view.FormExtra{})
}

func (h *Area) reviseForm(c *shell.Context) error {
	form, err := h.readForm(c, registry.Revise)
	if err != nil {
		return err
	}
	return h.showForm(c, formRevise, http.StatusOK, form, view.FormExtra{})
}

// act is one action on the entry of the address: done, or the dossier again.
func (h *Area) act(c *shell.Context, flash string, do func(id registry.EntryID, v url.Values, version int) error) error {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if err := do(id, v, int(shell.FormNumber(v, "version"))); err != nil {
		return h.refused(c, id, v, err)
	}
	return shell.Done(c, flash, address.Entry.At(id))
}

func (h *Area) withdraw(c *shell.Context) error {
	return h.act(c, "withdrawn", func(id registry.EntryID, v url.Values, version int) error {
		_, err := h.Flow.Withdraw(c.Context(), c.Actor(), id, version, v.Get("reason"))
		return err
	})
}

// link joins the entry to the one whose number was typed; the form around it is
// saved first.
func (h *Area) link(c *shell.Context) error {
	return h.linkAct(c, func(id registry.EntryID, v url.Values) error {
		row, err := h.ByNumber(c, v.Get("link_number"))
		if err == nil {
			err = h.Flow.LinkTo(c.Context(), c.Actor(), id, row.ID)
		}
		if kind := registry.KindOf(err); kind == registry.NotFound || kind == registry.Invalid {
			return (&registry.Fields{{Field: "link_number", Message: registry.MessageOf(err)}}).Err("Chưa liên kết được.")
		}
		return err
	})
}

func (h *Area) unlink(c *shell.Context) error {
	return h.linkAct(c, func(id registry.EntryID, v url.Values) error {
		return h.Flow.Unlink(c.Context(), c.Actor(), id, registry.EntryID(shell.FormNumber(v, "bo_lien_ket")))
	})
}

func (h *Area) linkAct(c *shell.Context, do func(id registry.EntryID, v url.Values) error) error {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	if err := h.may(c, id, registry.Edit); err != nil {
		return err
	}
	up := h.uploads(c, id)
	v, err := shell.ReadForm(c, up.take)
	if err != nil {
		return err
	}
	if v.Has("version") {
		if answered, err := h.keepFirst(c, id, v, up); answered || err != nil {
			return err
		}
	}
	err = do(id, v)
	if registry.KindOf(err) == registry.Invalid && v.Has("version") {
		return h.showAgain(c, id, readPaper(v), err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "saved", address.Entry.At(id)+"#link_number")
}

func (h *Area) confirmLink(c *shell.Context) error {
	return h.act(c, "linked", func(id registry.EntryID, v url.Values, _ int) error {
		return h.Flow.ConfirmLink(c.Context(), c.Actor(), id, registry.EntryID(shell.FormNumber(v, "follower")))
	})
}
