package site

import (
	"slices"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/council"
	"danvankheo/internal/site/desk"
	"danvankheo/internal/site/follow"
	"danvankheo/internal/site/newsroom"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// side is the left list of every page of the work area, out of what each area
// offers.
func side(s *shell.Shell, c *shell.Context) []view.SideGroup {
	a := c.Actor()
	own, groups := desk.Side(s, c)
	mine := view.SideGroup{Items: own}
	mine.Items = append(mine.Items, newsroom.Side(a)...)
	mine.Items = append(mine.Items, council.Side(a)...)
	if !a.MayEnter(registry.OversightArea) { // who follows up has them in that group
		mine.Items = append(mine.Items, follow.YearlySide(a)...)
	}
	groups = slices.Insert(groups, 0, mine)
	if g, ok := follow.Side(a); ok {
		groups = append(groups, g)
	}
	last := view.SideGroup{Label: "Khác", Items: []view.SideItem{{Label: "Thông báo", URL: address.Notices}}}
	if a.MayEnter(registry.ReviewArea) {
		last.Items = append(last.Items, view.SideItem{Label: "Người đọc tìm gì", URL: address.Vocabulary},
			view.SideItem{Label: "Chủ đề", URL: address.TopicQueue})
	}
	if a.MayEnter(registry.AccountsArea) || a.MayEnter(registry.SeasonArea) {
		last.Items = append(last.Items, view.SideItem{Label: "Quản trị", URL: address.Admin})
	}
	last.Items = append(
		last.Items,
		view.SideItem{Label: "Lịch các mốc", URL: address.Calendar},
		view.SideItem{Label: "Hướng dẫn", URL: address.Help},
	)
	groups = append(groups, last)
	path := c.Request().URL.Path
	for i := range groups {
		for j := range groups[i].Items {
			it := &groups[i].Items[j]
			it.Current = it.Current || it.URL == path
		}
	}
	return groups
}
