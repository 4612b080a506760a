package reference

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// settingCounter is the version of the site's settings.
const settingCounter = "settings"

// SettingsVersion gives the version of the settings, to be handed back with an edit.
func (f *Flow) SettingsVersion(ctx context.Context) (int64, error) {
	return f.DB.Counter(ctx, settingCounter)
}

// cleanSettings cleans the settings and lists what is wrong with them.
func cleanSettings(s *workflow.Settings) error {
	var fields registry.Fields
	for _, t := range []struct {
		name, label string
		text        *string
		max         int
		need        bool
	}{
		{"name", "Tên trang", &s.Name, 60, true},
		{"province", "Tên tỉnh", &s.Province, 60, true},
		{"tagline", "Câu giới thiệu", &s.Tagline, 240, false},
		{"owner", "Cơ quan theo dõi", &s.Owner, 160, true},
		{"contact", "Đầu mối liên hệ", &s.Contact, 400, false},
	} {
		*t.text = registry.CleanText(*t.text)
		switch n := len([]rune(*t.text)); {
		case n == 0 && t.need:
			fields.Add(t.name, "%s: không để trống.", t.label)
		case n > t.max:
			fields.Add(t.name, "%s: tối đa %d ký tự.", t.label, t.max)
		}
	}
	s.Hub = strings.TrimSpace(s.Hub)
	if u, err := url.Parse(s.Hub); s.Hub != "" &&
		(err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || len(s.Hub) > 300) {
		fields.Add("hub", "Địa chỉ trung tâm WebSub đầy đủ, bắt đầu bằng https://, hoặc để trống.")
	}
	if s.FacetShare < 0 || s.FacetShare > 100 {
		fields.Add("facet_share", "Tỷ lệ hiện bộ lọc: nhập số từ 1 đến 100, hoặc để trống.")
	}
	s.Factors = nil
	for _, r := range registry.Roles() {
		if r != registry.Visitor && slices.Contains(s.SecondFactor, r) {
			s.Factors = append(s.Factors, r.String())
		}
	}
	return fields.Err("Cài đặt chưa lưu được.")
}

// SaveSettings writes the settings of the site over the version that was read; a
// version of -1 writes over any version. Whether the site is a demo is not
// theirs to change.
func (f *Flow) SaveSettings(ctx context.Context, a registry.Actor, version int64, s workflow.Settings) error {
	if err := workflow.Authorize(a, registry.SettingsArea); err != nil {
		return err
	}
	if err := cleanSettings(&s); err != nil {
		return err
	}
	before := f.Settings()
	if version >= 0 {
		s.Demo = before.Demo
	}
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		now, err := tx.Next(settingCounter)
		if err != nil {
			return err
		}
		if version >= 0 && now != version+1 {
			return registry.Errorf(registry.Conflict, "Cài đặt vừa được người khác sửa. Mở lại trang để xem bản mới.")
		}
		if err := tx.PutSetting("site", string(text)); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSettingsSave, "settings:site", settingFacts(before), settingFacts(s))
	})
}

// settingFacts writes what the record keeps of the settings.
func settingFacts(s workflow.Settings) string {
	factors := strings.Join(s.Factors, " ")
	if factors == "" {
		factors = "không"
	}
	hub := s.Hub
	if hub == "" {
		hub = "không"
	}
	return s.Name + "; " + s.Province + "; " + s.Owner + "; WebSub: " + hub + "; mã xác nhận bắt buộc: " + factors +
		fmt.Sprintf("; hiện bộ lọc từ %d%%", s.FacetLeast())
}
