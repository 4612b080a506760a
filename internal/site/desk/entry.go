package desk

import (
	"net/http"
	"net/url"
	"slices"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// entry shows the registration form to who may write it, and the dossier to
// everybody else who may see it, or who asks for it with "xem".
func (h *Area) entry(c *shell.Context) error {
	e, err := h.EntryOf(c, registry.View)
	if err != nil {
		return err
	}
	a := c.Actor()
	write := a.Owns(&e) && c.QueryParam("xem") == "" || c.QueryParam("sua") != ""
	if write && e.Registration.Open() && a.Can(registry.Edit, &e, h.Flow.Now()) {
		return h.showForm(c, formDraft, http.StatusOK, &e, view.FormExtra{})
	}
	return h.dossier(c, http.StatusOK, &e, view.DossierInput{})
}

// review is the dossier in the verifier's hands.
func (h *Area) review(c *shell.Context) error {
	e, err := h.EntryOf(c, registry.Review)
	if err != nil {
		return err
	}
	return h.dossier(c, http.StatusOK, &e, view.DossierInput{})
}

// dossierInput reads what pages about one entry show.
func (h *Area) dossierInput(c *shell.Context, e *registry.Entry, in view.DossierInput) (view.DossierInput, error) {
	ctx := c.Context()
	in.Entry, in.Names, in.Actor, in.Now, in.Season = e, h.Names(), c.Actor(), h.Flow.Now(), h.Flow.Season(e.Season)
	var err error
	if in.Links, err = h.linksOf(c, e); err != nil {
		return in, err
	}
	ids, err := h.DB.Followers(ctx, e.ID)
	if err != nil {
		return in, err
	}
	if in.Followers, err = h.DB.EntriesByID(ctx, ids); err != nil {
		return in, err
	}
	// what another unit has not sent yet is nobody else's to see
	in.Followers = slices.DeleteFunc(in.Followers, func(f registry.Entry) bool {
		return !in.Actor.Can(registry.View, &f, in.Now) &&
			(f.Registration == registry.Draft || !in.Actor.Can(registry.ConfirmLink, e, in.Now))
	})
	if e.MergedInto != 0 {
		into, err := h.DB.Entry(ctx, e.MergedInto)
		if err != nil {
			return in, err
		}
		if in.Actor.Can(registry.View, &into, in.Now) {
			in.Into = &into
		}
	}
	if in.Actor.Can(registry.ViewInside, e, in.Now) {
		if in.Revisions, err = h.DB.Revisions(ctx, e.ID); err != nil {
			return in, err
		}
	}
	if e.Result.CanBecome(registry.Effective) && in.Actor.Can(registry.Review, e, in.Now) {
		in.Outliers, err = h.Flow.Outliers(ctx, e.ID)
	}
	return in, err
}

func (h *Area) dossier(c *shell.Context, code int, e *registry.Entry, in view.DossierInput) error {
	in, err := h.dossierInput(c, e, in)
	if err != nil {
		return err
	}
	page := view.NewDossierPage(in)
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
	e, err := h.DB.Entry(c.Context(), id)
	if err != nil {
		return err
	}
	if err := c.Actor().May(registry.View, &e, h.Flow.Now()); err != nil {
		return cause
	}
	typed := map[string]string{}
	for key := range v {
		typed[key] = v.Get(key)
	}
	code, msg := shell.StatusOf(cause)
	if registry.KindOf(cause) == registry.Conflict && e.Version != int(shell.FormNumber(v, "version")) && v.Has("version") {
		cause = registry.Errorf(registry.Conflict, "%s Dưới đây là bản mới nhất; xem lại rồi làm tiếp.", msg)
	}
	return h.dossier(c, code, &e, view.DossierInput{Err: cause, Typed: typed, Reasons: v["reasons"], Failed: c.Request().URL.Path})
}

// receipt says what was received.
func (h *Area) receipt(c *shell.Context) error {
	e, err := h.EntryOf(c, registry.ViewInside)
	if err != nil {
		return err
	}
	if e.SentAt.IsZero() {
		return registry.Errorf(registry.NotFound, "Đăng ký này chưa gửi nên chưa có biên nhận.")
	}
	in, err := h.dossierInput(c, &e, view.DossierInput{})
	if err != nil {
		return err
	}
	page := view.NewReceiptPage(in, h.Flow.Settings().Owner)
	return shell.Render(c, http.StatusOK, c.Pages().Desk.Receipt, h.WideChrome(c, "Biên nhận số "+e.Number), page)
}

// history shows every kept state of the words, and what one of them changed.
func (h *Area) history(c *shell.Context) error {
	e, err := h.EntryOf(c, registry.ViewInside)
	if err != nil {
		return err
	}
	in, err := h.dossierInput(c, &e, view.DossierInput{})
	if err != nil {
		return err
	}
	page := view.NewHistoryPage(in, shell.FormNumber(url.Values{"moc": {c.QueryParam("moc")}}, "moc"))
	return shell.Render(c, http.StatusOK, c.Pages().Desk.History, h.DeskChrome(c, "Lịch sử "+e.Number), page)
}

func (h *Area) reportForm(c *shell.Context) error {
	e, err := h.EntryOf(c, registry.EditReport)
	if err != nil {
		return err
	}
	return h.showForm(c, formReport, http.StatusOK, &e, view.FormExtra{})
}

func (h *Area) reviseForm(c *shell.Context) error {
	e, err := h.EntryOf(c, registry.Revise)
	if err != nil {
		return err
	}
	return h.showForm(c, formRevise, http.StatusOK, &e, view.FormExtra{})
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

func (h *Area) claim(c *shell.Context) error {
	return h.act(c, "claimed", func(id registry.EntryID, _ url.Values, version int) error {
		_, err := h.Flow.Claim(c.Context(), c.Actor(), id, version)
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
