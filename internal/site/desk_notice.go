package site

import (
	"fmt"

	"github.com/labstack/echo/v4"

	"danvankheo/internal/view"
)

// notices lists the messages of the reader.
func (h *desk) notices(c echo.Context) error {
	const size = 30
	at := max(1, int(number(c.QueryParams(), "trang")))
	list, total, err := h.DB.Notices(c.Request().Context(), actor(c).Account, (at-1)*size, size)
	if err != nil {
		return err
	}
	page := view.NewNoticesPage(list)
	page.Pager = view.NewPager(total, at, size, func(n int) string { return fmt.Sprintf("/lam-viec/thong-bao?trang=%d", n) })
	return draw(h, c, pane{title: "Thông báo"}, func(d *view.DeskPages) view.Template[view.NoticesPage] { return d.Notices }, page)
}

// readNotices marks the messages that were on the page as read.
func (h *desk) readNotices(c echo.Context) error {
	v, err := readForm(c, nil)
	if err != nil {
		return err
	}
	if err := h.Flow.ReadNotices(c.Request().Context(), actor(c), number(v, "den")); err != nil {
		return err
	}
	return done(c, "saved", "/lam-viec/thong-bao")
}
