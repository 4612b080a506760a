package desk

import (
	"net/url"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// nameCoOwner asks a unit to carry the model jointly; the form around it is saved
// first.
func (h *Area) nameCoOwner(c *shell.Context) error {
	return h.coOwnerAct(c, func(id registry.EntryID, v url.Values) error {
		var wrong registry.Fields
		unit := h.UnitByName(v.Get("co_owner"), "co_owner", h.Flow.Today(), &wrong)
		if unit == "" && len(wrong) == 0 {
			wrong.Add("co_owner", "Gõ tên hoặc mã đơn vị cùng chủ trì.")
		}
		err := wrong.Err("Chưa thêm được đơn vị cùng chủ trì.")
		if err == nil {
			err = h.Flow.NameCoOwner(c.Context(), c.Actor(), id, unit)
		}
		if fields := registry.FieldsOf(err); len(fields) > 0 {
			return (&registry.Fields{{Field: "co_owner", Message: fields[0].Message}}).Err(
				registry.MessageOf(err),
			) // the field is called so here
		}
		return err
	})
}

// coOwnerChoices are the units that may carry a model jointly today.
func (h *Area) coOwnerChoices(s registry.Season) []string {
	return view.UnitLabels(h.Flow.Ledger().On(h.Flow.Today(), s.Owes...))
}

// dropCoOwner takes the name of a unit back.
func (h *Area) dropCoOwner(c *shell.Context) error {
	return h.coOwnerAct(c, func(id registry.EntryID, v url.Values) error {
		return h.Flow.DropCoOwner(c.Context(), c.Actor(), id, registry.UnitCode(v.Get("bo_don_vi")))
	})
}

// coOwnerAct is one change of the co-owners, from the registration form or from
// the dossier.
func (h *Area) coOwnerAct(c *shell.Context, do func(id registry.EntryID, v url.Values) error) error {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	if err := h.may(c, id, registry.NameCoOwner); err != nil {
		return err
	}
	up := h.uploads(c, id)
	v, err := shell.ReadForm(c, up.take)
	if err != nil {
		return err
	}
	form := v.Get("bieu-mau") == formDraft
	if form {
		if answered, err := h.keepFirst(c, id, v, up); answered || err != nil {
			return err
		}
	}
	err = do(id, v)
	switch {
	case err == nil && form:
		return shell.Done(c, "saved", address.Entry.At(id)+"#co_owner")
	case err == nil:
		return shell.Done(c, "saved", address.Entry.At(id)+"?xem=1")
	case form && registry.KindOf(err) == registry.Invalid:
		return h.showAgain(c, id, readPaper(v), err)
	}
	return h.refused(c, id, v, err)
}

// answerJoint confirms or declines to carry a model jointly.
func (h *Area) answerJoint(c *shell.Context) error {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if err := h.Flow.AnswerJoint(c.Context(), c.Actor(), id, v.Get("dong_y") == "1", v.Get("reason")); err != nil {
		return h.refused(c, id, v, err)
	}
	if v.Get("dong_y") == "1" {
		return shell.Done(c, "joined", address.Entry.At(id))
	}
	return shell.Done(c, "declined", address.Desk)
}
