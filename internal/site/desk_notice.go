package site

import (
	"fmt"
	"net/http"

	"danvankheo/internal/view"
)

// notices lists the messages of the reader.
func (h *desk) notices(c *Context) error {
	const size = 30
	at := max(1, int(number(c.QueryParams(), "trang")))
	list, total, err := h.DB.Notices(c.Context(), c.Actor().Account, (at-1)*size, size)
	if err != nil {
		return err
	}
	page := view.NewNoticesPage(list)
	page.Pager = view.NewPager(total, at, size, func(n int) string { return fmt.Sprintf("/lam-viec/thong-bao?trang=%d", n) })
	return render(c, http.StatusOK, c.Pages().Desk.Notices, h.deskChrome(c, "Thông báo"), page)
}

// readNotices marks the messages that were on the page as read.
func (h *desk) readNotices(c *Context) error {
	v, err := readForm(c, nil)
	if err != nil {
		return err
	}
	if err := h.Flow.ReadNotices(c.Context(), c.Actor(), number(v, "den")); err != nil {
		return err
	}
	return done(c, "saved", "/lam-viec/thong-bao")
}
