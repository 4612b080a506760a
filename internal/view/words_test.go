package view_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// local is a moment in the province; pages show no other time.
func local(day registry.Date, hour, minute int) time.Time {
	t, _ := day.Time()
	return time.Date(t.Year(), t.Month(), t.Day(), hour, minute, 0, 0, registry.Zone).UTC()
}

func TestTimesAreLocalAndAnUnknownTimeIsNothing(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 31, 17, 5, 0, 0, time.UTC) // 00:05 of the next day in the province
	for _, c := range []struct{ got, want string }{
		{view.Day(at), "01/04/2026"}, {view.Moment(at), "00:05 ngày 01/04/2026"}, {view.Clock(at), "00:05"},
		{view.Stamp(at), "2026-04-01T00:05:00+07:00"}, {view.FieldMoment(at), "2026-04-01T00:05"},
		{view.Day(time.Time{}), ""}, {view.Moment(time.Time{}), ""}, {view.Stamp(time.Time{}), ""}, {view.FieldMoment(time.Time{}), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestNumbersTheVietnameseWay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want string }{
		{view.Number(1306.5), "1.306,5"}, {view.Count(12340), "12.340"}, {view.CountPlain(12340), "12340"},
		{view.Weight(0), "0 byte"}, {view.Weight(1023), "1023 byte"}, {view.Weight(1024), "1 KB"}, {view.Weight(1<<20 - 1), "1023 KB"},
		{view.Weight(1 << 20), "1 MB"}, {view.Weight(4404020), "4,2 MB"}, {view.Weight(1<<20 + 1<<19), "1,5 MB"},
		{view.YearText(2026), "2026"}, {view.YearText(0), "không rõ năm"}, {address.Year(2026), "2026"}, {address.Year(0), "khong-ro"},
		{view.UnitTotal(1234), "1.234 đơn vị"}, {view.EntryTotal(0), "0 mô hình"}, {view.PortText(587), "587"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	for _, c := range []struct {
		v    float64
		unit string
		want string
	}{
		{999_999, "đồng", "999.999 đồng"}, {1e6, "đồng", "1 triệu đồng"}, {1e9, "Đồng", "1 tỷ đồng"},
		{1_306_000_000, "đồng", "1,31 tỷ đồng"},
		{999, "triệu đồng", "999 triệu đồng"}, {1000, "triệu đồng", "1 tỷ đồng"}, {1306, "triệu đồng", "1,31 tỷ đồng"},
		{99_999, "m²", "99.999 m²"}, {100_000, "m²", "10 ha"}, {123_456, "m²", "12,35 ha"}, {5_000_000, "hộ", "5.000.000 hộ"},
	} {
		n, unit := view.Quantity(c.v, c.unit)
		if got := n + " " + unit; got != c.want {
			t.Errorf("%v %s: %q, want %q", c.v, c.unit, got, c.want)
		}
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want string }{
		{address.Story.At(2026, "duong-lang"), "/mo-hinh/2026/duong-lang"},
		{address.Story.At(0, "duong-lang"), "/mo-hinh/khong-ro/duong-lang"},
		{address.Unit.At("07210-202507"), "/don-vi/07210-202507"}, {address.Photo.At(7, "400.jpg"), "/anh/7/400.jpg"},
		{address.Entry.At(7), "/lam-viec/mo-hinh/7"}, {address.EntryReport.At(7), "/lam-viec/mo-hinh/7/bao-cao"},
		{view.LedgerQuery{}.URL(1), address.Ledger},
		{view.LedgerQuery{Text: "Đa Mai", Kind: "ward", Ended: true}.URL(2),
			address.Ledger + "?ca-cu=1&loai=ward&q=%C4%90a+Mai&trang=2"},
		{view.LedgerQuery{Text: "x"}.URL(1), address.Ledger + "?q=x"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// A person may type a moment as the browser sends it or as people write it.
func TestReadMoment(t *testing.T) {
	t.Parallel()
	want := local("2026-03-09", 8, 5)
	for _, s := range []string{
		"2026-03-09T08:05", " 2026-03-09T08:05:00 ", "08:05 09/03/2026", "08:05 9/3/2026", "09/03/2026 08:05", "9/3/2026 08:05",
	} {
		if got, ok := view.ReadMoment(s); !ok || !got.Equal(want) {
			t.Errorf("%q: %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "mai", "2026-03-09", "08:05 31/02/2026", "1999-12-31T23:59", "2201-01-01T00:00"} {
		if got, ok := view.ReadMoment(s); ok || !got.IsZero() {
			t.Errorf("%q is read as %v", s, got)
		}
	}
	for _, s := range []string{"2000-01-01T00:00", "2200-12-31T23:59"} {
		if _, ok := view.ReadMoment(s); !ok {
			t.Errorf("%q is not read", s)
		}
	}
}

// How long something waits is said in working days, and is marked from five on.
func TestWaitIsMarkedFromFiveWorkingDays(t *testing.T) {
	t.Parallel()
	now := local("2026-06-12", 9, 0) // a Friday
	for _, c := range []struct {
		since time.Time
		want  string
		late  bool
	}{
		{time.Time{}, "", false}, {local("2026-06-12", 8, 0), "hôm nay", false}, {local("2026-06-11", 23, 0), "1 ngày làm việc", false},
		{local("2026-06-08", 9, 0), "4 ngày làm việc", false}, {local("2026-06-05", 9, 0), "5 ngày làm việc", true},
		{local("2026-06-04", 9, 0), "6 ngày làm việc", true},
	} {
		if got := view.AgeText(c.since, now); got != c.want {
			t.Errorf("since %v: %q, want %q", c.since, got, c.want)
		}
		cell := view.QueueTable("Hàng đợi", []view.EntryLine{{ID: 1, Since: c.since}}, now).Rows[0].Cells[4]
		if (cell.Badge != nil) != c.late || cell.Sub != c.want || cell.Text != view.Day(c.since) {
			t.Errorf("since %v: %+v, marked %v", c.since, cell, cell.Badge != nil)
		}
	}
}

func TestSpanOfAUnit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to             registry.Date
		span, validity, lead string
	}{
		{"", "", "", "đang hiệu lực", ""},
		{"2025-07-01", "", "từ 01/07/2025", "từ 01/07/2025", "Có từ ngày 01/07/2025."},
		{"", "2025-06-30", "đến 30/06/2025", "đến 30/06/2025", "Tên này được dùng đến 30/06/2025."},
		{"2024-01-01", "2025-06-30", "01/01/2024 – 30/06/2025", "01/01/2024 – 30/06/2025", "Tên này được dùng 01/01/2024 – 30/06/2025."},
	} {
		u := registry.Unit{From: c.from, To: c.to}
		if got := view.SpanText(u); got != c.span {
			t.Errorf("span of %q–%q: %q", c.from, c.to, got)
		}
		if got := view.Validity(u); got != c.validity {
			t.Errorf("validity of %q–%q: %q", c.from, c.to, got)
		}
		if got := view.UnitSpanLead(u, 0); got != c.lead {
			t.Errorf("lead of %q–%q: %q", c.from, c.to, got)
		}
	}
	if got := view.UnitSpanLead(registry.Unit{From: "2025-07-01"}, 1); got !=
		"Có từ ngày 01/07/2025. Mô hình của 1 đơn vị trước đây cũng được ghi và tính ở trang này." {
		t.Errorf("%q", got)
	}
}

func TestTextsAreCutIntoParagraphsAndSentences(t *testing.T) {
	t.Parallel()
	if got := view.Paragraphs(" một \n\n  \nhai\r\n"); !slices.Equal(got, []string{"một", "hai"}) {
		t.Errorf("%q", got)
	}
	for in, want := range map[string]string{"": "", "đường làng": "Đường làng", "12 km": "12 km"} {
		if got := view.Sentence(in); got != want {
			t.Errorf("Sentence(%q) = %q", in, got)
		}
	}
	for in, want := range map[string]string{
		"Tỉnh Bắc Ninh": "Bắc Ninh", "thành phố Huế": "Huế", "Thành phố Huế": "Huế", "tỉnh Hà Tĩnh": "Hà Tĩnh", "Bắc Ninh": "Bắc Ninh",
	} {
		if got := (view.Site{Province: in}).Place(); got != want {
			t.Errorf("Place of %q = %q", in, got)
		}
	}
}

// Browsers name each other in their agent strings; the more special one is shown.
func TestAgentName(t *testing.T) {
	t.Parallel()
	const win = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
	const phone = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 "
	const apple = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 "
	for agent, want := range map[string]string{
		win + "Chrome/126.0 Safari/537.36":                         "Chrome trên Windows",
		win + "Chrome/126.0 Safari/537.36 Edg/126.0":               "Edge trên Windows",
		win + "Chrome/126.0 Safari/537.36 OPR/110":                 "Opera trên Windows",
		win + "coc_coc_browser/126.0 Chrome/120.0 Safari/537.36":   "Cốc Cốc trên Windows",
		"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0":  "Firefox trên Linux",
		phone + "SamsungBrowser/25.0 Chrome/121.0 Safari/537.36":   "Samsung Internet trên Android",
		phone + "Chrome/121.0 Mobile Safari/537.36 Zalo android":   "Zalo trên Android",
		apple + "CriOS/126.0 Mobile Safari/604.1":                  "Chrome trên iPhone",
		apple + "Version/17.0 Mobile Safari/604.1":                 "Safari trên iPhone",
		"Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) Safari/604": "Safari trên iPad",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Safari/605":    "Safari trên máy Mac",
		"curl/8.5.0":     "curl",
		"Windows Update": "Windows",
		"":               "Trình duyệt khác",
	} {
		if got := view.AgentName(agent); got != want {
			t.Errorf("%q: %q, want %q", agent, got, want)
		}
	}
}

func TestShownStateFollowsTheReportOnceAccepted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		registration registry.Registration
		result       registry.Result
		publication  registry.Publication
		want         string
	}{
		{registry.Draft, registry.NoReport, registry.InternalOnly, "Nháp quiet "},
		{registry.Sent, registry.NoReport, registry.InternalOnly, "Đã gửi wait "},
		{registry.Returned, registry.ReportDraft, registry.InternalOnly, "Trả lại stop "},
		{registry.Accepted, registry.NoReport, registry.InternalOnly, "Đã tiếp nhận ok "},
		{registry.Accepted, registry.ReportReturned, registry.InternalOnly, "Trả lại báo cáo stop "},
		{registry.Accepted, registry.Effective, registry.Published, "Xác nhận hiệu quả ok Công khai"},
		{registry.Withdrawn, registry.Effective, registry.Removed, "Đã rút quiet Đã gỡ"},
	} {
		l := view.EntryLine{ID: 1, Registration: c.registration, Result: c.result, Publication: c.publication}
		for name, cell := range map[string]view.Cell{
			"queue": view.QueueTable("x", []view.EntryLine{l}, local("2026-06-12", 9, 0)).Rows[0].Cells[5],
			"list":  view.ListTable("x", []view.EntryLine{l}).Rows[0].Cells[4],
		} {
			if got := fmt.Sprintf("%s %s %s", cell.Badge.Text, cell.Badge.Tone, cell.Sub); got != c.want {
				t.Errorf("%s, %s, %s: %q, want %q", name, c.registration.Label(), c.result.Label(), got, c.want)
			}
		}
		if task := view.NewTask(l); task.Badge.Text+" "+task.Badge.Tone != c.want[:len(task.Badge.Text)+1+len(task.Badge.Tone)] {
			t.Errorf("task of %s, %s: %+v", c.registration.Label(), c.result.Label(), task.Badge)
		}
	}
}
