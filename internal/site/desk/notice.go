package desk

import (
	"fmt"
	"net/http"

	"danvankheo/internal/address"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// notices lists the messages of the reader.
func (h *Area) notices(c *shell.Context) error {
	const size = 30
	at := max(1, int(shell.FormNumber(c.QueryParams(), "trang")))
	list, total, err := h.DB.Notices(c.Context(), c.Actor().Account, (at-1)*size, size)
	if err != nil {
		return err
	}
	page := view.NewNoticesPage(list)
	page.Pager = view.NewPager(total, at, size, func(n int) string { return fmt.Sprintf(address.Notices+"?trang=%d", n) })
	return shell.Render(c, http.StatusOK, c.Pages().Desk.Notices, h.DeskChrome(c, "Thông báo"), page)
}

// readNotices marks the messages that were on the page as read.
func (h *Area) readNotices(c *shell.Context) error {
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if err := h.Flow.ReadNotices(c.Context(), c.Actor(), shell.FormNumber(v, "den")); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.Notices)
}
