package desk

import (
	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// Side is what the left list of the work area offers of this area: what is one's
// own, and the queues of who reviews.
func Side(s *shell.Shell, c *shell.Context) (own []view.SideItem, queues []view.SideGroup) {
	a := c.Actor()
	own = []view.SideItem{{Label: "Việc của tôi", URL: address.Desk}}
	switch a.Role { //nolint:exhaustive // the others have what stands below
	case registry.UnitStaff:
		own[0].Count = s.CountWaiting(c, sqlite.Filter{
			Units: shell.UnitsOf(a), Registrations: []registry.Registration{registry.Returned},
		})
		return append(own,
			view.SideItem{Label: "Đăng ký mô hình", URL: address.Register},
			view.SideItem{Label: "Mô hình của đơn vị", URL: address.Entries},
			view.SideItem{Label: "Hồ sơ đơn vị", URL: address.OwnUnitFile},
		), nil
	case registry.Verifier, registry.Admin:
		waiting := view.SideGroup{Label: "Chờ xử lý"}
		for _, q := range reviewQueues() {
			item := view.SideItem{Label: q.label, URL: address.Queue + "?hang=" + q.code, Count: s.CountWaiting(c, q.filter)}
			item.Current = c.Request().URL.Path == address.Queue && queueCode(c) == q.code
			waiting.Items = append(waiting.Items, item)
		}
		waiting.Items = append(waiting.Items, claimsSide(s, c))
		return append(own, view.SideItem{Label: "Tất cả mô hình", URL: address.Entries}), []view.SideGroup{waiting}
	}
	return append(own, view.SideItem{Label: "Danh sách mô hình", URL: address.Entries}), nil
}
