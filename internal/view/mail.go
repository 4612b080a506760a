package view

import (
	"fmt"
	"strconv"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// MailPages are the pages about mail.
type MailPages struct {
	Outbox   Template[OutboxPage]
	Settings Template[MailSettingsPage]
}

func loadMail(l *loader) MailPages {
	return MailPages{
		Outbox:   pageIn[OutboxPage](l, "desk", "admin/mail"),
		Settings: pageIn[MailSettingsPage](l, "desk", "admin/mail-settings"),
	}
}

// OutboxPage lists the mails that wait, were sent or failed.
type OutboxPage struct {
	Alerts  []Notice
	On      bool
	Tabs    []Tab
	Rows    []OutboxRow
	Pager   Pager
	Empty   *Empty
	Waiting bool // the list is of those that wait
	Failed  bool // the list is of those that failed
}

// OutboxRow is one mail of the list; the words of the mail are not shown.
type OutboxRow struct {
	ID            registry.MailID
	Subject, To   string
	Kind, When    string
	Answer, State string
	Again         bool
}

// OutboxState is the state of the outbox.
type OutboxState struct {
	On                    bool
	Waiting, Sent, Failed int
	Oldest                time.Time
	Answer                string
}

// MailOld is the age from which waiting mail is an alert.
const MailOld = 24 * time.Hour

// NewOutboxPage shows one page of the outbox.
func NewOutboxPage(s OutboxState, state registry.MailState, list []registry.Mail, pager Pager, now time.Time) OutboxPage {
	p := OutboxPage{
		On:      s.On,
		Pager:   pager,
		Waiting: state == registry.MailWaiting,
		Failed:  state == registry.MailFailed,
		Alerts:  MailAlerts(s, now),
	}
	counts := map[registry.MailState]int{registry.MailWaiting: s.Waiting, registry.MailSent: s.Sent, registry.MailFailed: s.Failed}
	for _, st := range registry.MailStates() {
		p.Tabs = append(
			p.Tabs,
			Tab{Text: st.Label(), URL: address.Outbox + "?trang-thai=" + st.String(), Count: Count(counts[st]), Current: st == state},
		)
	}
	for _, m := range list {
		r := OutboxRow{
			ID:      m.ID,
			Subject: m.Subject,
			To:      m.Address,
			Kind:    m.Kind.Label(),
			Answer:  m.Answer,
			Again:   state != registry.MailSent,
		}
		if m.Name != "" {
			r.To = m.Name + " (" + m.Address + ")"
		}
		r.When = "Vào hàng đợi " + Moment(m.CreatedAt)
		switch state {
		case registry.MailSent:
			r.When = "Gửi " + Moment(m.SentAt)
		case registry.MailWaiting:
			r.When += " · lần gửi tới: " + Moment(m.NextAt)
		case registry.MailFailed: // there is no next attempt
		}
		if m.Attempts > 0 {
			r.When += fmt.Sprintf(" · đã thử %d lần", m.Attempts)
		}
		p.Rows = append(p.Rows, r)
	}
	if len(p.Rows) == 0 {
		p.Empty = &Empty{Heading: "Không có thư nào", Text: "Thư chờ gửi, đã gửi và không gửi được hiện ở ba mục bên trên."}
	}
	return p
}

// MailAlerts are what an administrator should see about mail.
func MailAlerts(s OutboxState, now time.Time) []Notice {
	var out []Notice
	if !s.On && s.Waiting > 0 {
		out = append(
			out,
			Notice{
				Tone:    "wait",
				Heading: Count(s.Waiting) + " thư đang chờ, việc gửi thư đang tắt",
				Text:    "Thư được giữ nguyên và sẽ gửi khi bật lại.",
			},
		)
	}
	if s.On && s.Waiting > 0 && now.Sub(s.Oldest) > MailOld {
		text := "Thư cũ nhất vào hàng đợi " + Moment(s.Oldest) + ". Thư không mất, chương trình vẫn thử lại."
		if s.Answer != "" {
			text += " Máy chủ thư báo: " + s.Answer
		}
		out = append(
			out,
			Notice{Tone: "stop", Heading: "Thư chờ quá một ngày", Text: text, Links: []Link{{"Xem hộp thư đi", address.Outbox}}},
		)
	} else if s.On && s.Waiting > 0 && s.Answer != "" {
		out = append(out, Notice{Tone: "wait", Heading: "Lần gửi gần nhất chưa được, sẽ tự thử lại", Text: "Máy chủ thư báo: " + s.Answer})
	}
	if s.Failed > 0 {
		out = append(
			out,
			Notice{
				Tone:    "stop",
				Heading: Count(s.Failed) + " thư không gửi được",
				Text:    "Máy chủ thư từ chối hẳn. Sửa địa chỉ của tài khoản rồi bấm gửi lại.",
				Links:   []Link{{"Xem các thư này", address.Outbox + "?trang-thai=hong"}},
			},
		)
	}
	return out
}

// MailSettingsInput is what the form of mail settings says.
type MailSettingsInput struct {
	On                                                  bool
	Host, Port, Security, User, From, FromName, DailyAt string
	Site                                                string
	HasPassword                                         bool
	PasswordFile                                        bool // of -mail-password-file
	BaseURL                                             string
	Version                                             int64
}

// MailSettingsPage edits where mail is handed over, and tries it.
type MailSettingsPage struct {
	Errors                                                     *ErrorSummary
	On, Host, Port, Security, User, Password, NoPassword, From Field
	FromName, Site, DailyAt                                    Field
	ShowSite, ShowPassword                                     bool
	BaseURL, TryTo                                             string
	Version                                                    int64
	Stored                                                     bool // a server is stored, so it can be tried
	Answer                                                     *Notice
	PasswordNote                                               string
}

// NewMailSettingsPage shows the form.
func NewMailSettingsPage(in MailSettingsInput, failed error) MailSettingsPage {
	wrong := registry.FieldsOf(failed)
	p := MailSettingsPage{
		Errors: NewErrorSummary(
			failed,
		), Version: in.Version, BaseURL: in.BaseURL, ShowSite: in.BaseURL == "", ShowPassword: !in.PasswordFile,
		On: InputTick("on", "Gửi thư qua máy chủ dưới đây", in.On),
		Host: InputText(
			"host",
			"Máy chủ thư (SMTP)",
			in.Host,
		).Hint("Ví dụ mail.bacninh.gov.vn. Hỏi bộ phận quản trị thư của cơ quan.").
			Wrong(wrong),
		Port:     InputText("port", "Cổng", in.Port).Wrong(wrong),
		Security: InputRadios("security", "Bảo vệ đường truyền", in.Security, TermOptions(registry.MailSecurities())).Wrong(wrong),
		User:     InputText("user", "Tên đăng nhập máy chủ thư", in.User).Hint("Để trống nếu máy chủ không đòi đăng nhập.").Wrong(wrong),
		Password: InputPassword("password", "Mật khẩu máy chủ thư", "new-password").Wrong(wrong),
		From:     InputEmail("from", "Địa chỉ gửi", in.From).Hint("Ví dụ danvankheo@bacninh.gov.vn.").Wrong(wrong),
		FromName: InputText("from_name", "Tên người gửi", in.FromName).Wrong(wrong),
		Site: InputText(
			"site",
			"Địa chỉ trang ghi trong thư",
			in.Site,
		).Hint("Địa chỉ mà mọi người mở được, ví dụ https://danvan.bacninh.gov.vn.").
			Wrong(wrong),
		DailyAt: InputText(
			"daily_at",
			"Giờ gửi thư trong ngày",
			in.DailyAt,
		).Hint("Thư nhắc hạn và tổng hợp: mỗi người nhiều nhất một thư một ngày.").
			Wrong(wrong),
	}
	p.Port.Width, p.Port.InputMode, p.DailyAt.Width = "short", "numeric", "short"
	p.From.Autocomplete, p.Host.Autocomplete, p.User.Autocomplete = "off", "off", "off"
	p.Password = p.Password.Hint(
		"Để trống nếu không đổi. Mật khẩu nằm trong cơ sở dữ liệu và bản sao lưu; an toàn hơn là để trong tệp riêng, nêu bằng " +
			"-mail-password-file khi chạy.",
	)
	if in.HasPassword {
		p.NoPassword = InputTick("no_password", "Xóa mật khẩu đã lưu", false)
	}
	return p
}

// PortText writes a port for the form.
func PortText(n int) string { return strconv.Itoa(n) }
