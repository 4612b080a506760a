package workflow

import (
	"log/slog"
	"time"

	"danvankheo/internal/registry"
)

// MailSettings say where mail is handed over. Without them, or switched off,
// everything else works: links are shown to who may give them, and notices appear
// in the program.
type MailSettings struct {
	On       bool      `json:"on"`
	Host     string    `json:"host"`
	Port     int       `json:"port"`
	Security string    `json:"security"` // a code of registry.MailSecurity
	User     string    `json:"user"`
	Password string    `json:"password"` // that of -mail-password-file goes before it
	From     string    `json:"from"`
	FromName string    `json:"from_name"`
	Site     string    `json:"site"` // the address people use; -base-url goes before it
	DailyAt  string    `json:"daily_at"`
	Since    time.Time `json:"since"` // switched on: older notices are not mailed
}

// LogValue leaves out the password.
func (s MailSettings) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Bool("on", s.On),
		slog.String("host", s.Host),
		slog.Int("port", s.Port),
		slog.Bool("password", s.Password != ""),
	)
}

// DefaultMailSettings are those of a new site: no mail.
func DefaultMailSettings() MailSettings {
	return MailSettings{Port: 587, Security: registry.StartTLS.String(), FromName: "Dân vận khéo", DailyAt: "07:30"}
}

// Daily is when the mail of the day goes, after midnight in the province.
func (s MailSettings) Daily() time.Duration {
	at, err := time.Parse("15:04", s.DailyAt)
	if err != nil {
		return 7*time.Hour + 30*time.Minute
	}
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
}

// MailSettings gives the settings of mail.
func (c *Core) MailSettings() MailSettings { return c.reference.Load().mail }

// MailSettingKey names the settings of mail among the stored settings.
const MailSettingKey = "mail"
