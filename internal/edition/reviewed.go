package edition

import (
	"fmt"
	"strings"

	"danvankheo/internal/registry"
)

// Before is what is known of an entry that was public before editions were sealed.
type Before struct {
	Entry     registry.Entry
	Revisions []registry.Revision // oldest first
	Season    registry.Year       // of the address that it had before the present one
	Moved     bool                // whether it had one
	Unit      string              // name of the unit that it now has, "" for none
}

// Reviewed gives the entry with only what somebody beside its unit has read over, and
// says what is left out: a registration that is open again stays as it last was under
// a reviewer's eyes, values of an unconfirmed report go, and so do photos and captions
// that came after the last reviewer.
func Reviewed(b Before) (e registry.Entry, left []string) {
	e = b.Entry
	last := lastReviewed(b.Revisions)
	values := 0
	for _, o := range e.Content.Outcomes {
		if e.Origin == registry.Registered && !e.Result.Confirmed() && !o.Actual.Empty() {
			values++
		}
	}
	switch e.Registration {
	case registry.Accepted, registry.Unregistered:
	default:
		if e.Source.URL != "" { // the press reported it; a unit took it over without being asked
			e.Origin = registry.Reported
			if b.Moved {
				e.Season = b.Season
			}
			if b.Unit != "" && !strings.Contains(strings.ToLower(e.UnitText), strings.ToLower(b.Unit)) {
				e.Unit = ""
				left = append(left, "đơn vị tự nhận: "+b.Unit)
			}
		}
		if last != nil {
			e.Content, e.Report = last.Content, last.Report
		}
		left = append(left, "đăng ký đang "+strings.ToLower(e.Registration.Label())+": giữ chữ đã được xem lần cuối")
	}
	if values > 0 {
		left = append(left, fmt.Sprintf("%d số liệu của báo cáo chưa xác nhận", values))
	}
	if last == nil {
		return e, left
	}
	photos, dropped, words := e.Photos, 0, 0
	e.Photos = nil
	for _, p := range photos {
		text, ok := last.Photos[p.ID]
		switch {
		case !ok:
			dropped++
			continue
		case text != p.PhotoText:
			words++
			p.PhotoText = text
		}
		e.Photos = append(e.Photos, p)
	}
	if dropped > 0 {
		left = append(left, fmt.Sprintf("%d ảnh thêm sau lần xem cuối", dropped))
	}
	if words > 0 {
		left = append(left, fmt.Sprintf("%d chú thích ảnh sửa sau lần xem cuối", words))
	}
	return e, left
}

// lastReviewed is the newest revision that somebody beside the unit made, nil when none
// is on file.
func lastReviewed(list []registry.Revision) *registry.Revision {
	for i := len(list) - 1; i >= 0; i-- {
		clock := list[i].Account == 0 && list[i].Action == registry.DidEntryPublish.Act() // it looks at nothing
		if list[i].Role != registry.UnitStaff && !clock {
			return &list[i]
		}
	}
	return nil
}
