package api

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
)

// maxClaim bounds the body of a request to take over a model.
const maxClaim = 64 << 10

// claimed is the answer to such a request.
type claimed struct {
	ID      registry.ClaimID  `json:"id"`
	Entry   registry.EntryID  `json:"entry"`
	Unit    registry.UnitCode `json:"unit"`
	State   string            `json:"state"`
	Reason  string            `json:"reason"`
	AskedAt string            `json:"asked_at"`
}

// claim asks to register what the press reported; a unit that waits already gets its
// request back.
func (h *Area) claim(c *shell.Context) error {
	if v, err := parameters(c); v == nil {
		return err
	}
	if err := h.known(c); err != nil {
		return err
	}
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	reason, ok, err := claimReason(c)
	if !ok {
		return err
	}
	r, fresh, err := h.Flow.AskClaim(c.Context(), c.Actor(), id, reason)
	if err != nil {
		return err
	}
	code := http.StatusOK
	if fresh {
		code = http.StatusCreated
	}
	c.Header().Set("Location", address.APIEntry.At(id))
	return c.JSON(code, claimed{r.ID, r.Entry, r.Unit, r.State.String(), r.Reason, r.AskedAt.UTC().Format(time.RFC3339)})
}

// claimReason reads the body {"reason": "…"}; not ok means that the request was
// refused.
func claimReason(c *shell.Context) (string, bool, error) {
	var body struct {
		Reason string `json:"reason"`
	}
	d := json.NewDecoder(http.MaxBytesReader(c.Response(), c.Request().Body, maxClaim))
	d.DisallowUnknownFields()
	err := d.Decode(&body)
	if errors.Is(err, io.EOF) {
		err = nil // nothing sent: the reason is asked for
	}
	if err != nil {
		return "", false, refuse(c, http.StatusBadRequest, `Gửi nội dung dạng {"reason": "vì sao mô hình là của đơn vị"}.`, nil, nil)
	}
	return body.Reason, true, nil
}
