package desk

import (
	"net/http"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
)

// numbered is the dossier whose number the words looked for are, however typed; "" for
// none that the reader may see, or several. A press entry that a registration has taken
// over leads there.
func (h *Area) numbered(c *shell.Context) (to string, err error) {
	ids, err := h.DB.Recorded(c.Context(), c.QueryParam("tim"))
	if err != nil || len(ids) == 0 {
		return "", err
	}
	list, err := h.DB.EntriesByID(c.Context(), ids)
	if err != nil {
		return "", err
	}
	a, now, n := c.Actor(), h.Flow.Now(), 0
	for i := range list {
		if a.Can(registry.View, &list[i], now) {
			to = address.Entry.At(list[i].ID)
			n++
		}
	}
	if n != 1 {
		return "", nil
	}
	return to, nil
}

func leadTo(c *shell.Context, to string, err error) error {
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, to)
}
