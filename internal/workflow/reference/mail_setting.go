package reference

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// cleanMailSettings cleans the settings and lists what is wrong with them.
func cleanMailSettings(s *workflow.MailSettings) error {
	var fields registry.Fields
	s.Host, s.User, s.From = registry.OneLine(s.Host), registry.OneLine(s.User), registry.OneLine(s.From)
	s.FromName, s.Site = registry.OneLine(s.FromName), strings.TrimRight(registry.OneLine(s.Site), "/")
	if s.On && s.Host == "" {
		fields.Add("host", "Nhập tên máy chủ thư, ví dụ mail.bacninh.gov.vn.")
	} else if strings.ContainsAny(s.Host, " /:@") && !strings.HasPrefix(s.Host, "[") {
		fields.Add("host", "Chỉ nhập tên máy chủ, không có cổng, dấu cách hay dấu gạch chéo.")
	}
	if s.Port < 1 || s.Port > 65535 {
		fields.Add("port", "Cổng là một số từ 1 đến 65535, thường là 587, 465 hoặc 25.")
	}
	if _, err := registry.ParseMailSecurity(s.Security); err != nil {
		fields.Add("security", "Chọn cách bảo vệ đường truyền.")
	}
	if s.On && !registry.GoodAddress(s.From) {
		fields.Add("from", "Nhập địa chỉ gửi, ví dụ danvankheo@bacninh.gov.vn.")
	}
	if len([]rune(s.FromName)) > 80 {
		fields.Add("from_name", "Tên người gửi tối đa 80 ký tự.")
	}
	if u, err := url.Parse(s.Site); s.On &&
		(err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.User != nil) {
		fields.Add("site", "Nhập địa chỉ trang mà mọi người mở, ví dụ https://danvan.bacninh.gov.vn.")
	}
	if _, err := time.Parse("15:04", s.DailyAt); err != nil {
		fields.Add("daily_at", "Giờ gửi thư trong ngày có dạng 07:30.")
	}
	return fields.Err("Cài đặt thư chưa lưu được.")
}

// mailSettingCounter is the version of the settings of mail.
const mailSettingCounter = "mail-settings"

// MailSettingsVersion gives the version of the settings of mail, to be handed back
// with an edit.
func (f *Flow) MailSettingsVersion(ctx context.Context) (int64, error) {
	return f.DB.Counter(ctx, mailSettingCounter)
}

// SaveMailSettings writes the settings of mail over the version that was read. A
// nil password keeps the stored one. What waits is tried at once.
func (f *Flow) SaveMailSettings(ctx context.Context, a registry.Actor, version int64, s workflow.MailSettings, password *string) error {
	if err := workflow.Authorize(a, registry.SettingsArea); err != nil {
		return err
	}
	if err := cleanMailSettings(&s); err != nil {
		return err
	}
	before := f.MailSettings()
	s.Password, s.Since = before.Password, before.Since
	if password != nil {
		s.Password = *password
	}
	return f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		now, err := tx.Next(mailSettingCounter)
		if err != nil {
			return err
		}
		if now != version+1 {
			return registry.Errorf(registry.Conflict, "Cài đặt thư vừa được người khác sửa. Mở lại trang để xem bản mới.")
		}
		if s.On && !before.On {
			s.Since = tx.Now()
		}
		text, err := json.Marshal(s)
		if err != nil {
			return err
		}
		if err := tx.PutSetting(workflow.MailSettingKey, string(text)); err != nil {
			return err
		}
		if err := tx.HurryMail(0, false); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSettingsMail, "settings:mail", mailFacts(before), mailFacts(s))
	})
}

// mailFacts writes what the record keeps of the settings: never the password.
func mailFacts(s workflow.MailSettings) string {
	if !s.On {
		return "tắt"
	}
	return fmt.Sprintf(
		"%s:%d, %s, gửi từ %s, trang %s, thư trong ngày lúc %s, mật khẩu: %t",
		s.Host,
		s.Port,
		s.Security,
		s.From,
		s.Site,
		s.DailyAt,
		s.Password != "",
	)
}
