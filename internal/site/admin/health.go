package admin

import (
	"context"
	"log/slog"
	"net/http"
	"runtime"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// healthAdmin is the part of administration that watches the program itself.
type healthAdmin struct{ *shell.Shell }

func (h *healthAdmin) routes(e *shell.Router) {
	g := e.Group(address.Health, shell.Private, shell.RequireArea(registry.SettingsArea))
	g.GET(address.Health, h.show)
	g.GET(address.HealthLogs, h.logs)
	g.POST(address.HealthBackUp, h.backUp)
	g.POST(address.HealthMaintenance, h.switchMaintenance)
}

// started is when this process began.
var started = time.Now()

func (h *healthAdmin) show(c *shell.Context) error {
	ctx := c.Context()
	p := view.Health{
		Version:    shell.BuildVersion(),
		Go:         runtime.Version(),
		Started:    started,
		PathHealth: address.Health,
		PathLogs:   view.LogLevelOf("").URL(),
	}
	p.NoAddress = h.BaseURL == ""
	u, err := h.Upkeep(ctx)
	if err != nil {
		return err
	}
	p.Entries, p.Published, p.Photos, p.Waiting, p.Overdue, p.UsersNow, p.Database = u.Entries, u.Published, u.Photos, u.Waiting,
		u.Overdue, u.Sessions, u.Bytes
	if free, err := shell.DiskFree(h.DB.Path()); err == nil {
		p.DiskFree = free
	}
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	p.Memory = int64(mem.Sys - mem.HeapReleased)
	if err := h.Readiness(ctx); err != nil {
		p.NotReady = err.Error()
	}
	if p.Mail, err = outboxState(ctx, h.Shell); err != nil {
		return err
	}
	if h.Backups != nil {
		s := h.Backups.Standing()
		p.HasBackups, p.BackupDir, p.BackupFault, p.LastBackup, p.BackupOld = true, s.Dir, s.Fault, s.Last, s.Old
	}
	if h.Logs != nil {
		p.Warnings = len(h.Logs.Lines(slog.LevelWarn))
	}
	if m := h.Maintenance.Now(); m != nil {
		p.MaintenanceOn, p.MaintenanceSince, p.MaintenanceText = true, m.Since, m.Text
	}
	return shell.Render(
		c,
		http.StatusOK,
		c.Pages().Health.Health,
		adminFrame(h.Shell, c, http.StatusOK, "Vận hành"),
		view.NewHealthPage(p, time.Now()),
	)
}

func (h *healthAdmin) logs(c *shell.Context) error {
	level := view.LogLevelOf(c.QueryParam("muc"))
	var lines []view.LogEntry
	if h.Logs != nil {
		for _, l := range h.Logs.Lines(level.From) {
			lines = append(lines, view.LogEntry{At: l.At, Level: levelName(l.Level), Msg: l.Msg, Details: shell.Cut(l.Text(), 400)})
		}
	}
	return shell.Render(
		c,
		http.StatusOK,
		c.Pages().Health.Logs,
		adminFrame(h.Shell, c, http.StatusOK, "Nhật ký máy chủ"),
		view.NewLogsPage(lines, view.LogTabs(level), address.Health),
	)
}

func levelName(l slog.Level) string {
	switch {
	case l >= slog.LevelError:
		return "error"
	case l >= slog.LevelWarn:
		return "warn"
	}
	return "info"
}

// backUp makes a backup now; the page says how it went.
func (h *healthAdmin) backUp(c *shell.Context) error {
	if h.Backups == nil {
		return registry.Errorf(registry.Conflict, "Sao lưu đang tắt.")
	}
	if err := h.Backups.Once(context.WithoutCancel(c.Context())); err != nil {
		h.Log.Error("backup asked for by an admin failed", "err", err)
		return registry.Errorf(registry.Conflict, "Chưa sao lưu được. Lý do nằm ở trang Vận hành và nhật ký máy chủ.")
	}
	return shell.Done(c, "backup", address.Health)
}

func (h *healthAdmin) switchMaintenance(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	on := form.Get("on") == "1"
	if err := h.SetMaintenance(on, form.Get("text")); err != nil {
		return err
	}
	h.Log.Warn("maintenance switched", "on", on)
	return shell.Done(c, "maintenance", address.Health)
}

// upkeepAlert is what an administrator should look at today.
func (h *Area) upkeepAlert() string {
	fails := false
	if h.Backups != nil {
		st := h.Backups.Standing()
		fails = st.Fault != "" || st.Old
	}
	return view.UpkeepText(fails, h.Maintenance.Now() != nil)
}
