package shell

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// MaintenanceFile lies in the state folder while the site is under maintenance:
// whoever runs it may also write or remove it by hand.
const MaintenanceFile = "maintenance.json"

// Maintenance says since when, and in which words for people.
type Maintenance struct {
	Since time.Time `json:"since"`
	Text  string    `json:"text"`
}

// SetMaintenance turns maintenance on for a state folder, or off with nil.
func SetMaintenance(state string, m *Maintenance) error {
	path := filepath.Join(state, MaintenanceFile)
	if m == nil {
		if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if err := os.WriteFile(path+".new", text, 0o640); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// maintenanceMode knows whether maintenance is on; it looks once a second.
type maintenanceMode struct {
	path string

	mu     sync.Mutex
	looked time.Time
	on     *Maintenance
}

// Now gives the maintenance that is on; nil for none.
func (u *maintenanceMode) Now() *Maintenance {
	u.mu.Lock()
	defer u.mu.Unlock()
	if time.Since(u.looked) < time.Second {
		return u.on
	}
	u.looked = time.Now()
	text, err := os.ReadFile(u.path)
	if err != nil {
		u.on = nil
		return nil
	}
	m := &Maintenance{}
	if json.Unmarshal(text, m) != nil {
		m = &Maintenance{} // a file made by hand, empty perhaps, means on
	}
	u.on = m
	return m
}

// forget makes the next request look.
func (u *maintenanceMode) forget() {
	u.mu.Lock()
	u.looked = time.Time{}
	u.mu.Unlock()
}

// openInMaintenance are the writes that go on: signing in and out, and the page
// that ends it.
func openInMaintenance(path string) bool {
	return strings.HasPrefix(path, address.SignIn) || path == address.SignOut || strings.HasPrefix(path, address.Health)
}

// duringMaintenance lets reading go on and holds writing back: a form comes back with
// everything that was typed, to be sent again later.
func (s *Shell) duringMaintenance(next Handler) Handler {
	return func(c *Context) error {
		r := c.Request()
		if r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions || openInMaintenance(r.URL.Path) {
			return next(c)
		}
		m := s.Maintenance.Now()
		if m == nil {
			return next(c)
		}
		c.Header().Set("Retry-After", "300")
		c.Header().Set("Cache-Control", "no-store")
		text := "Trang đang được bảo trì: xem và tìm kiếm vẫn bình thường, việc ghi tạm dừng ít phút."
		if m.Text != "" {
			text += " " + m.Text
		}
		if WantsJSON(c) {
			s.problemJSON(c, http.StatusServiceUnavailable, text, nil)
			return nil
		}
		page := view.MaintenancePage{Text: text}
		if kept, _ := s.KeepForm(c, r.URL.RequestURI()); kept != nil && len(kept.Fields) > 0 {
			resume := view.NewResumePage(*kept)
			page.Kept, page.Texts = kept, resume.Texts
		} else if kept == nil {
			page.Lost = true
		}
		ch := s.Chrome(c, "Đang bảo trì")
		ch.NoIndex = true
		return Render(c, http.StatusServiceUnavailable, c.Pages().Health.Maintenance, ch, page)
	}
}

// SetMaintenance is the switch of the admin page.
func (s *Shell) SetMaintenance(on bool, text string) error {
	defer s.Maintenance.forget()
	if !on {
		return SetMaintenance(filepath.Dir(s.DB.Path()), nil)
	}
	if len([]rune(text)) > 300 {
		return registry.Errorf(registry.Invalid, "Lời nhắn dài quá 300 ký tự.")
	}
	return SetMaintenance(filepath.Dir(s.DB.Path()), &Maintenance{Since: s.Flow.Now(), Text: registry.CleanText(text)})
}
