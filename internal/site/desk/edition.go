package desk

import (
	"net/http"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// readEditions reads the entry of the address with its editions.
func (h *Area) readEditions(c *shell.Context) (workflow.EntryView, []edition.Edition, error) {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return workflow.EntryView{}, nil, err
	}
	return h.Flow.ReadEditions(c.Context(), c.Actor(), id)
}

// editions compares what readers have with what the entry now is.
func (h *Area) editions(c *shell.Context) error {
	return h.showEditions(c, http.StatusOK, view.DossierInput{})
}

func (h *Area) showEditions(c *shell.Context, code int, in view.DossierInput) error {
	v, list, err := h.readEditions(c)
	if err != nil {
		return err
	}
	page := view.NewEditionsPage(h.dossierInput(c, &v, in), list)
	title := shell.FormTitle(code, "Bản công bố "+v.Entry.Number)
	return shell.Render(c, code, c.Pages().Desk.Editions, h.WideChrome(c, title), page)
}

// edition shows one edition as it was sealed.
func (h *Area) edition(c *shell.Context) error {
	no, err := shell.PathID[int64](c, "so")
	if err != nil {
		return err
	}
	v, list, err := h.readEditions(c)
	if err != nil {
		return err
	}
	for i := range list {
		if int64(list[i].No) == no {
			page := view.NewEditionPage(h.dossierInput(c, &v, view.DossierInput{}), &list[i])
			return shell.Render(c, http.StatusOK, c.Pages().Desk.Edition, h.WideChrome(c, page.Eyebrow), page)
		}
	}
	return registry.Errorf(registry.NotFound, "Mô hình này không có bản công bố đó.")
}

// release makes what waits the next edition, or shows the comparison again with what was
// typed and, when somebody else was faster, as it now is.
func (h *Area) release(c *shell.Context) error {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	if err := h.may(c, id, registry.Publish); err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	seen := v.Get("seen")
	if seen == "" {
		err = registry.Errorf(registry.Invalid, "Xem lại chỗ khác nhau rồi ra bản mới.")
	} else {
		_, err = h.Flow.Release(workflow.Looked(shell.FormContext(c, v), lookOf(v)), c.Actor(), id, seen, v.Get("reason"))
	}
	if shell.Correctable(err) {
		code, _ := shell.StatusOf(err)
		typed := map[string]string{}
		for key := range v {
			typed[key] = v.Get(key)
		}
		return h.showEditions(c, code, view.DossierInput{Err: err, Typed: typed})
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "released", address.EntryEditions.At(id))
}
