package admin

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// Area is the area of administration.
type Area struct {
	*shell.Shell
	boundaryTurn sync.Mutex
}

// New makes the area.
func New(s *shell.Shell) shell.Area { return &Area{Shell: s} }

// Routes adds the routes of the area.
func (h *Area) Routes(e *shell.Router) {
	(&healthAdmin{h.Shell}).routes(e)
	(&mailAdmin{h.Shell}).routes(e)
	g := e.Group(address.Admin, shell.Private, shell.RequireArea(registry.DeskArea))
	g.GET(address.Admin, h.home)

	accounts := g.Group(address.Accounts, shell.RequireArea(registry.AccountsArea))
	accounts.GET(address.Accounts, h.accounts)
	accounts.GET(address.AccountNew, h.accountNew)
	accounts.POST(address.AccountNew, h.accountAdd)
	accounts.GET(string(address.Account), h.account)
	accounts.POST(string(address.Account), h.accountSave)
	accounts.POST(string(address.AccountDisable), h.accountAct("account", h.Account.DisableAccount))
	accounts.POST(string(address.AccountEnable), h.accountAct("account", h.Account.EnableAccount))
	accounts.POST(string(address.AccountDropFactor), h.accountAct("account", h.Account.RemoveFactor))
	accounts.POST(string(address.AccountReset), h.accountReset)
	accounts.POST(string(address.AccountTokenRevoke), h.accountRevoke)

	g.GET(address.AdminAudit, h.audit, shell.RequireArea(registry.AuditArea))

	seasons := g.Group(address.Seasons, shell.RequireArea(registry.SeasonArea))
	seasons.GET(address.Seasons, h.seasons)
	seasons.POST(address.Seasons, h.seasonOpen)
	seasons.GET(string(address.Season), h.season)
	seasons.POST(string(address.Season), h.seasonSave)
	seasons.POST(string(address.SeasonExempt), h.exempt)
	seasons.POST(string(address.SeasonUnexempt), h.unexempt)

	units := g.Group(address.Ledger, shell.RequireArea(registry.LedgerArea))
	units.GET(address.Ledger, h.units)
	units.GET(string(address.LedgerUnit), h.unit)
	units.GET(string(address.UnitChange), h.unitChangeForm)
	units.POST(string(address.UnitChange), h.unitChange)

	accounts.GET(string(address.AccountData), h.accountData)
	accounts.POST(string(address.AccountErase), h.accountErase)
	h.personRoutes(g)
	h.indicatorRoutes(g)
	bounds := g.Group(address.Boundaries, shell.RequireArea(registry.LedgerArea))
	bounds.GET(address.Boundaries, h.boundaries)
	bounds.POST(address.Boundaries, h.boundaryAdd)
	bounds.POST(address.BoundaryDelete, h.boundaryDelete)

	g.GET(address.AdminSettings, h.settings, shell.RequireArea(registry.SettingsArea))
	g.POST(address.AdminSettings, h.settingsSave, shell.RequireArea(registry.SettingsArea))
}

// adminFrame is the chrome of a page of administration.
func adminFrame(s *shell.Shell, c *shell.Context, code int, title string) view.Chrome {
	ch := s.Chrome(c, shell.FormTitle(code, title))
	ch.NoIndex = true
	ch.Side = view.AdminSide(c.Actor(), c.Request().URL.Path)
	return ch
}

func (h *Area) home(c *shell.Context) error {
	p := view.NewAdminHomePage(c.Actor(), h.upkeepAlert())
	if len(p.Doors) == 0 {
		return registry.Errorf(registry.Denied, "Tài khoản của bạn không vào được phần này.")
	}
	return shell.Render(c, http.StatusOK, c.Pages().Admin.Home, adminFrame(h.Shell, c, http.StatusOK, "Quản trị"), p)
}

func (h *Area) settings(c *shell.Context) error {
	s := h.Flow.Settings()
	version, err := h.Reference.SettingsVersion(c.Context())
	if err != nil {
		return err
	}
	return h.showSettings(c, http.StatusOK, settingsInput(s, version), nil, nil)
}

func settingsInput(s workflow.Settings, version int64) view.SettingsInput {
	in := view.SettingsInput{
		Name:     s.Name,
		Province: s.Province,
		Tagline:  s.Tagline,
		Owner:    s.Owner,
		Contact:  s.Contact,
		Hub:      s.Hub,
		Version:  version,
	}
	in.FacetShare = strconv.Itoa(s.FacetLeast())
	for _, r := range s.SecondFactor {
		in.Factors = append(in.Factors, r.String())
	}
	return in
}

func (h *Area) showSettings(c *shell.Context, code int, in view.SettingsInput, saved *view.SettingsInput, failed error) error {
	chrome := adminFrame(h.Shell, c, code, "Cài đặt trang")
	return shell.Render(c, code, c.Pages().Admin.Settings, chrome, view.NewSettingsPage(in, saved, failed))
}

func (h *Area) settingsSave(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(form.Get("version"), 10, 64)
	if err != nil || version < 0 {
		return registry.Errorf(registry.Invalid, "Biểu mẫu thiếu số bản. Hãy mở lại trang.")
	}
	s := workflow.Settings{
		Name:     form.Get("name"),
		Province: form.Get("province"),
		Tagline:  form.Get("tagline"),
		Owner:    form.Get("owner"),
		Contact:  form.Get("contact"),
		Hub:      form.Get("hub"),
	}
	if text := strings.TrimSpace(form.Get("facet_share")); text != "" {
		s.FacetShare = wholeNumber(text)
	}
	for _, code := range form["factors"] {
		if r, err := registry.ParseRole(code); err == nil && !slices.Contains(s.SecondFactor, r) {
			s.SecondFactor = append(s.SecondFactor, r)
		}
	}
	err = h.Reference.SaveSettings(c.Context(), c.Actor(), version, s)
	if err == nil {
		return shell.Done(c, "settings", address.AdminSettings)
	}
	if !shell.Correctable(err) {
		return err
	}
	in := settingsInput(s, version)
	var saved *view.SettingsInput
	if registry.KindOf(err) == registry.Conflict {
		now, readErr := h.savedSettings(c.Context())
		if readErr != nil {
			return readErr
		}
		saved, in.Version = &now, now.Version
	}
	code, _ := shell.StatusOf(err)
	return h.showSettings(c, code, in, saved, err)
}

// savedSettings reads the settings that somebody else saved meanwhile.
func (h *Area) savedSettings(ctx context.Context) (view.SettingsInput, error) {
	if err := h.Flow.ReloadIfChanged(ctx); err != nil {
		return view.SettingsInput{}, err
	}
	version, err := h.Reference.SettingsVersion(ctx)
	return settingsInput(h.Flow.Settings(), version), err
}
