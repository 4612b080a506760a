package admin

import (
	"net/http"
	"net/url"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// linesPerPage is the length of one page of the record.
const linesPerPage = 50

func (h *Area) audit(c *shell.Context) error {
	ctx := c.Context()
	q := view.AuditQuery{
		Account: c.QueryParam("tai-khoan"), Action: c.QueryParam("viec"), Object: c.QueryParam("doi-tuong"),
		From: registry.NewDate(c.QueryParam("tu")), To: registry.NewDate(c.QueryParam("den")), Page: shell.PageParam(c),
	}
	f := sqlite.AuditFilter{
		Action: q.Action,
		Object: view.AuditObject(q.Object),
		From:   view.DayStart(q.From),
		To:     view.DayStart(q.To),
		Offset: (q.Page - 1) * linesPerPage,
		Limit:  linesPerPage,
	}
	if !f.To.IsZero() {
		f.To = f.To.AddDate(0, 0, 1) // the last day counts
	}
	if id, err := strconv.ParseInt(q.Account, 10, 64); err == nil {
		f.Account = registry.AccountID(id)
	}
	lines, total, err := h.Flow.Audits(ctx, c.Actor(), f)
	if err != nil {
		return err
	}
	accounts, err := h.DB.FindAccounts(ctx, sqlite.AccountFilter{})
	if err != nil {
		return err
	}
	actions, err := h.DB.AuditActions(ctx)
	if err != nil {
		return err
	}
	page := view.NewAuditPage(lines, total, q, accounts, actions, linesPerPage, func(n int) string {
		v := url.Values{}
		for _, k := range []string{"tai-khoan", "viec", "doi-tuong", "tu", "den"} {
			if s := c.QueryParam(k); s != "" {
				v.Set(k, s)
			}
		}
		v.Set("trang", strconv.Itoa(n))
		return address.AdminAudit + "?" + v.Encode()
	})
	return shell.Render(c, http.StatusOK, c.Pages().Admin.Audit, adminFrame(h.Shell, c, http.StatusOK, "Nhật ký"), page)
}
