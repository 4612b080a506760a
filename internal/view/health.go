package view

import (
	"fmt"
	"log/slog"
	"strings"
	"time"

	"danvankheo/internal/address"
)

// HealthPages are what the person who runs the site looks at.
type HealthPages struct {
	Health      Template[HealthPage]
	Logs        Template[LogsPage]
	Maintenance Template[MaintenancePage]
}

func loadHealth(l *loader) HealthPages {
	return HealthPages{
		Health:      pageIn[HealthPage](l, "desk", "admin/health"),
		Logs:        pageIn[LogsPage](l, "desk", "admin/logs"),
		Maintenance: page[MaintenancePage](l, "admin/maintenance"),
	}
}

// MaintenancePage answers a form sent while the site is under maintenance.
type MaintenancePage struct {
	Text  string
	Kept  *Kept
	Lost  bool // too much to be kept in the page
	Texts []string
}

// Health is the state of the site, in figures.
type Health struct {
	Version, Go                    string
	Started                        time.Time
	Entries, Published, Photos     int
	Waiting                        int64
	Overdue                        int
	Database, DiskFree, Memory     int64 // bytes
	HasBackups                     bool
	BackupDir, BackupFault         string
	LastBackup                     time.Time
	BackupOld                      bool
	Warnings                       int // lines of the log since the start
	MaintenanceSince               time.Time
	MaintenanceOn                  bool
	MaintenanceText                string
	NotReady                       string
	NoAddress                      bool // started without -base-url
	UsersNow                       int
	Mail                           OutboxState
	PathHealth, PathLogs, PathSave string
}

// HealthPage shows the state of the site and its switches.
type HealthPage struct {
	Alerts      []Notice
	Site        []Fact
	Backup      []Fact
	CanBackUp   bool
	Maintained  bool
	Text        Field
	Action      string
	Logs        string
	WarningText string
}

// lowDisk is the free space below which the page warns.
const lowDisk = 2 << 30

// NewHealthPage puts the figures into words.
func NewHealthPage(h Health, now time.Time) HealthPage {
	p := HealthPage{
		CanBackUp: h.HasBackups, Maintained: h.MaintenanceOn, Action: h.PathHealth, Logs: h.PathLogs,
		Text:        InputText("text", "Lời nhắn cho người đang làm việc (không bắt buộc)", "").Hint("Ví dụ: “Dự kiến xong lúc 17 giờ.”"),
		WarningText: Count(h.Warnings) + " cảnh báo và lỗi được giữ",
	}
	p.Alerts = healthAlerts(h, now)
	p.Site = []Fact{
		{Name: "Phiên bản", Text: h.Version + " (" + h.Go + ")"},
		{Name: "Chạy từ", Text: Moment(h.Started) + " (" + spanText(now.Sub(h.Started)) + ")"},
		{Name: "Mô hình", Text: Count(h.Entries) + ", trong đó " + Count(h.Published) + " đã đăng"},
		{Name: "Ảnh", Text: Count(h.Photos)},
		{Name: "Phiên đăng nhập", Text: Count(h.UsersNow)},
		{Name: "Chờ vào kho tìm kiếm", Text: Count(int(h.Waiting))},
		{Name: "Cơ sở dữ liệu", Text: bytesText(h.Database)},
		{Name: "Đĩa còn trống", Text: bytesText(h.DiskFree)},
		{Name: "Bộ nhớ đang dùng", Text: bytesText(h.Memory)},
	}
	mail := "đang tắt"
	if h.Mail.On {
		mail = Count(h.Mail.Waiting) + " chờ, " + Count(h.Mail.Sent) + " đã gửi, " + Count(h.Mail.Failed) + " không gửi được"
	}
	p.Site = append(p.Site, Fact{Name: "Thư gửi đi", Text: mail, URL: address.Outbox})
	last := Fact{Name: "Bản gần nhất", Text: "chưa có"}
	if !h.LastBackup.IsZero() {
		last.Text = Moment(h.LastBackup) + " (" + spanText(now.Sub(h.LastBackup)) + " trước)"
	}
	badge := Badge{"Đạt", "ok"}
	if h.BackupOld || h.BackupFault != "" {
		badge = Badge{"Cần xem", "stop"}
	}
	last.Badge = &badge
	if h.HasBackups {
		p.Backup = []Fact{last, {Name: "Thư mục", Text: h.BackupDir}}
	}
	return p
}

// healthAlerts are what somebody should look at.
func healthAlerts(h Health, now time.Time) []Notice {
	var out []Notice
	alert := func(on bool, tone, heading, text string) {
		if on {
			out = append(out, Notice{Tone: tone, Heading: heading, Text: text})
		}
	}
	alert(h.MaintenanceOn, "wait", "Đang bảo trì từ "+Moment(h.MaintenanceSince),
		strings.TrimSpace("Xem và tìm kiếm vẫn chạy, việc ghi tạm dừng. "+h.MaintenanceText))
	alert(h.NoAddress, "wait", "Trang chưa biết địa chỉ của mình",
		"Chạy với -base-url https://… để đường dẫn trong trang, nguồn tin và mã QR luôn đúng, cookie được bảo vệ và "+
			"kho WebSub được báo.")
	alert(h.NotReady != "", "wait", "Chưa sẵn sàng", "Kho tìm kiếm đang được dựng lại; kết quả tìm có thể thiếu trong ít phút.")
	fails := h.HasBackups && h.BackupFault != ""
	alert(fails, "stop", "Sao lưu không thành công", "Lần gần nhất báo: "+h.BackupFault)
	alert(!fails && h.HasBackups && h.BackupOld, "stop", "Chưa có bản sao lưu trong 26 giờ qua",
		"Hãy bấm “Sao lưu ngay”; nếu không được, xem nhật ký máy chủ.")
	alert(!h.HasBackups, "stop", "Sao lưu hằng đêm đang tắt", "Bật lại bằng cách bỏ “-backup-at off” khi chạy chương trình.")
	out = append(out, MailAlerts(h.Mail, now)...)
	alert(h.DiskFree > 0 && h.DiskFree < lowDisk, "stop", "Đĩa sắp đầy",
		"Chỉ còn trống "+bytesText(h.DiskFree)+". Hãy dọn bớt hoặc thêm đĩa.")
	alert(h.Overdue > 0, "wait", Count(h.Overdue)+" bài hẹn giờ chưa lên",
		"Bài đáng lẽ đã công khai. Xem nhật ký máy chủ để biết lý do.")
	return out
}

// bytesText writes a size: "1,5 GB".
func bytesText(n int64) string {
	switch {
	case n >= 1<<30:
		return Weight(n)
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d KB", (n+1023)>>10)
}

// spanText writes a length of time in its two largest parts that matter.
func spanText(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return Count(int(d.Hours()/24)) + " ngày"
	case d >= time.Hour:
		return fmt.Sprintf("%d giờ %d phút", int(d.Hours()), int(d.Minutes())%60)
	}
	return fmt.Sprintf("%d phút", int(d.Minutes()))
}

// LogsPage lists the last lines of the log.
type LogsPage struct {
	Tabs  []Tab
	Table Table
	Total string
	Empty *Empty
	Back  string
}

// LogLevel is one view of the log: the lines from a level on.
type LogLevel struct {
	Code, Label string
	From        slog.Level
}

// logLevels are the tabs of the log, from the quietest.
var logLevels = []LogLevel{
	{"loi", "Lỗi", slog.LevelError},
	{"canh-bao", "Cảnh báo và lỗi", slog.LevelWarn},
	{"tat-ca", "Tất cả", slog.LevelInfo},
}

// LogLevelOf is the view that a code names, warnings and errors otherwise.
func LogLevelOf(code string) LogLevel {
	for _, l := range logLevels {
		if l.Code == code {
			return l
		}
	}
	return logLevels[1]
}

// URL is the address of the log in this view.
func (l LogLevel) URL() string { return address.HealthLogs + "?muc=" + l.Code }

// LogTabs choose a view of the log.
func LogTabs(chosen LogLevel) []Tab {
	var tabs []Tab
	for _, l := range logLevels {
		tabs = append(tabs, Tab{Text: l.Label, URL: l.URL(), Current: l == chosen})
	}
	return tabs
}

// UpkeepText says what an administrator should look at today, else what the page of
// operation is about.
func UpkeepText(backupsFail, maintained bool) string {
	switch {
	case backupsFail:
		return "Cần xem: sao lưu chưa có hoặc đã quá 26 giờ."
	case maintained:
		return "Đang bảo trì: việc ghi tạm dừng."
	}
	return "Sao lưu, nhật ký máy chủ, bảo trì, dung lượng."
}

// LogEntry is one line of the log for people.
type LogEntry struct {
	At           time.Time
	Level        string // "error", "warn" or "info"
	Msg, Details string
}

// logWords says in Vietnamese what the lines of the log mean to the person who runs
// the site. A line that is not here is shown as it is.
var logWords = map[string]string{
	"request":                        "Yêu cầu đã trả lời",
	"request failed":                 "Một yêu cầu gặp lỗi",
	"waiting work failed":            "Việc nền gặp lỗi, sẽ tự thử lại",
	"reading reference data failed":  "Chưa đọc được sổ đơn vị, năm, cài đặt",
	"search index built":             "Đã dựng xong kho tìm kiếm",
	"search index must be rebuilt":   "Kho tìm kiếm cần dựng lại, đang tự làm",
	"mail work failed":               "Việc gửi thư gặp lỗi, sẽ tự thử lại",
	"mail server does not take mail": "Chưa gửi được thư, sẽ tự thử lại",
	"reminders failed":               "Việc nhắc hạn gặp lỗi, sẽ tự thử lại",
	"mailing notices failed":         "Việc gửi thông báo bằng thư gặp lỗi, sẽ tự thử lại",
	"mail refused":                   "Máy chủ thư từ chối một thư",
	"nightly backup failed":          "Sao lưu đêm không thành công, sẽ tự thử lại",
	"backup made":                    "Đã sao lưu",
	"backup verified":                "Đã kiểm tra bản sao lưu",
	"old backups removed":            "Đã xóa bản sao lưu quá hạn giữ",
	"files are missing from the state folder: run danvankheo doctor": "Thiếu tệp ảnh hoặc tài liệu: hãy chạy lệnh danvankheo doctor",
	"photos swept":              "Đã dọn ảnh không còn dùng",
	"sweep failed":              "Chưa dọn được tệp thừa",
	"sweep of photos failed":    "Chưa dọn được ảnh thừa",
	"sweep of documents failed": "Chưa dọn được tài liệu thừa",
	"schema migrated":           "Đã nâng cấp cơ sở dữ liệu",
	"certificate reloaded":      "Đã nạp lại chứng thư TLS",
	"certificate not reloaded: the one before stays": "Chưa nạp lại được chứng thư TLS, vẫn dùng cái cũ",
	"stopping": "Đang dừng",
	"serving":  "Bắt đầu phục vụ",
}

// NewLogsPage shows the lines, the newest first.
func NewLogsPage(lines []LogEntry, tabs []Tab, back string) LogsPage {
	p := LogsPage{Tabs: tabs, Back: back, Total: Count(len(lines)) + " dòng, mới nhất trước",
		Table: Table{
			Caption:     "Nhật ký máy chủ",
			HideCaption: true,
			Stacked:     true,
			Columns:     []Column{{Label: "Lúc"}, {Label: "Mức"}, {Label: "Việc"}},
		}}
	if len(lines) == 0 {
		p.Empty = &Empty{Heading: "Chưa có dòng nào ở mức này", Text: "Nhật ký được giữ trong bộ nhớ từ khi chương trình khởi động."}
		return p
	}
	for _, l := range lines {
		badge := Badge{"Thông tin", "quiet"}
		switch l.Level {
		case "error":
			badge = Badge{"Lỗi", "stop"}
		case "warn":
			badge = Badge{"Cảnh báo", "wait"}
		}
		words, ok := logWords[l.Msg]
		if !ok {
			words = l.Msg
		}
		what := T(words)
		what.Sub = l.Details
		p.Table.Rows = append(p.Table.Rows, Row{Cells: []Cell{H(Moment(l.At), ""), {Badge: &badge}, what}})
	}
	p.Table = p.Table.Labelled()
	return p
}
