package follow

import (
	"net/http"
	"slices"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// survival asks the unit what became of its models of earlier years.
func (h *yearly) survival(c *shell.Context) error {
	return h.showSurvival(c, http.StatusOK, registry.Survival{}, nil)
}

func (h *yearly) showSurvival(c *shell.Context, code int, typed registry.Survival, failed error) error {
	ctx, a := c.Context(), c.Actor()
	var list []registry.Survival
	var entries []registry.Entry
	err := h.Flow.View(ctx, func(rx *sqlite.Rx) (err error) {
		if list, err = rx.SurvivalsOf(ctx, shell.UnitsOf(a)); err != nil {
			return err
		}
		var ids []registry.EntryID
		for _, s := range list {
			ids = append(ids, s.Entry)
		}
		entries, err = rx.EntriesByID(ctx, ids)
		return err
	})
	if err != nil {
		return err
	}
	locked := map[registry.EntryID]string{}
	for _, q := range list {
		i := slices.IndexFunc(entries, func(e registry.Entry) bool { return e.ID == q.Entry })
		if i < 0 || q.Fate != registry.Unanswered {
			continue
		}
		err := h.Flow.RequireYear(ctx, h.DB, a, registry.DidSurvivalAnswer, h.Followup.SurvivalYear(q.AskedAt), entries[i].Unit)
		if err != nil && registry.KindOf(err) != registry.Conflict {
			return err
		}
		locked[q.Entry] = registry.MessageOf(err)
	}
	return h.render(c, code, view.NewSurvivalPage(list, entries, locked, typed, failed))
}

func (h *yearly) answer(c *shell.Context) error {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	fate, err := registry.ParseFate(v.Get("fate"))
	if err != nil {
		fate = registry.Unanswered
	}
	months, note := int(shell.FormNumber(v, "months")), v.Get("note")
	err = h.Followup.AnswerSurvival(c.Context(), c.Actor(), id, months, fate, note)
	if shell.Correctable(err) {
		code, _ := shell.StatusOf(err)
		return h.showSurvival(c, code, registry.Survival{Entry: id, Months: months, Note: note}, err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "answered", address.Survival)
}
