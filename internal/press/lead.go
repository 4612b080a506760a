package press

import (
	"slices"
	"strings"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Lead is one way of looking for a story, with the entries that it finds.
type Lead struct {
	Code    string
	Label   string
	Why     string
	Entries []registry.EntryID
}

// LeadsInput is what leads are found in: public entries, the newest first.
type LeadsInput struct {
	Entries   []edition.Edition
	Covered   map[registry.EntryID]bool // somebody has written about it
	Followers map[registry.EntryID]int  // how many learned from it or go on with it
	Near      map[registry.UnitCode]bool
	NearName  string
	Since     time.Time // of the reader's last visit, zero: unknown
	Now       time.Time
	Most      int // entries a group
}

// leadKind finds the entries of one group.
type leadKind struct {
	code, label, why string
	is               func(*LeadsInput, *edition.Edition) bool
}

var leadKinds = []leadKind{
	{"moi", "Mới từ lần xem trước", "Bài đăng sau khi bạn bấm “Đã xem hết” lần trước.", func(in *LeadsInput, e *edition.Edition) bool {
		return !in.Since.IsZero() && e.PublishedAt.After(in.Since)
	}},
	{
		"gan",
		"Gần nơi bạn chọn",
		"Mô hình của đơn vị này và các đơn vị tiền thân.",
		func(in *LeadsInput, e *edition.Edition) bool { return in.Near[e.Unit] },
	},
	{
		"chua-viet",
		"Chưa thấy báo nào viết",
		"Đơn vị tự đăng ký, chưa có bài “đã đăng” nào được ghi nhận.",
		func(in *LeadsInput, e *edition.Edition) bool {
			return e.Origin == registry.Registered && !in.Covered[e.ID]
		},
	},
	{
		"nhan-vat",
		"Có nhân vật ở trung tâm",
		"Điển hình cá nhân, hoặc bài có lời người trong cuộc.",
		func(_ *LeadsInput, e *edition.Edition) bool {
			return e.Content.Type == registry.IndividualExemplar || e.Story.Quote != "" && e.Story.QuoteName != ""
		},
	},
	{
		"truoc-sau",
		"Có ảnh trước và sau",
		"Chú thích ảnh nói rõ trước và sau khi làm.",
		func(_ *LeadsInput, e *edition.Edition) bool { return beforeAndAfter(e) },
	},
	{
		"con-so",
		"Con số mạnh",
		"Kết quả của mô hình được xác nhận hiệu quả, đạt từ 120% chỉ tiêu, hoặc gấp đôi đầu kỳ.",
		func(_ *LeadsInput, e *edition.Edition) bool { return strong(e) },
	},
	{
		"ky-niem",
		"Sắp tròn năm",
		"Bắt đầu vào những ngày này của một năm trước đây.",
		func(in *LeadsInput, e *edition.Edition) bool { return anniversary(e.Content.Start, in.Now) },
	},
	{
		"lan-toa",
		"Đang lan tỏa",
		"Có nơi học theo hoặc làm tiếp nhiều năm.",
		func(in *LeadsInput, e *edition.Edition) bool { return in.Followers[e.ID] > 0 },
	},
}

// Leads groups the entries by what a reporter may look for. An entry may be in
// several groups; a group without any is left out.
func Leads(in LeadsInput) []Lead {
	if in.Most <= 0 {
		in.Most = 6
	}
	var out []Lead
	for _, k := range leadKinds {
		g := Lead{Code: k.code, Label: k.label, Why: k.why}
		if k.code == "gan" && in.NearName != "" {
			g.Label = "Gần " + in.NearName
		}
		for i := range in.Entries {
			if e := &in.Entries[i]; k.is(&in, e) {
				g.Entries = append(g.Entries, e.ID)
			}
		}
		if k.code == "lan-toa" {
			slices.SortStableFunc(g.Entries, func(a, b registry.EntryID) int { return in.Followers[b] - in.Followers[a] })
		}
		if len(g.Entries) > in.Most {
			g.Entries = g.Entries[:in.Most]
		}
		if len(g.Entries) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// beforeAndAfter reports whether the captions of the public photos speak of both.
func beforeAndAfter(e *edition.Edition) bool {
	var before, after bool
	for i := range e.Photos {
		if !e.Photos[i].Shown() {
			continue
		}
		caption := " " + vietnamese.Lower(e.Photos[i].Caption) + " "
		before = before || strings.Contains(caption, "trước khi") || strings.Contains(caption, "trước đây") ||
			strings.Contains(caption, " trước:")
		after = after || strings.Contains(caption, "sau khi") || strings.Contains(caption, " sau:") || strings.Contains(caption, "nay ")
	}
	return before && after
}

// strong reports whether a confirmed result went well beyond what was promised,
// or at least doubled what there was.
func strong(e *edition.Edition) bool {
	if e.Result != registry.Effective {
		return false
	}
	for _, o := range e.Reached() {
		actual, ok := o.Actual.Value()
		if !ok || actual <= 0 {
			continue
		}
		if target, ok := o.Target.Value(); ok && target > 0 && actual >= 1.2*target {
			return true
		}
		if base, ok := o.Baseline.Value(); ok && base > 0 && actual >= 2*base {
			return true
		}
	}
	return false
}

// anniversary reports whether a day of an earlier year comes back within the next
// two weeks.
func anniversary(d registry.Date, now time.Time) bool {
	t, ok := d.Time()
	if !ok {
		return false
	}
	now = now.In(registry.Zone)
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	for _, y := range []int{today.Year(), today.Year() + 1} {
		day := time.Date(y, t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
		if y > t.Year() && !day.Before(today) && day.Sub(today) <= 14*24*time.Hour {
			return true
		}
	}
	return false
}
