package admin

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

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
	g := e.Group("/lam-viec/quan-tri", shell.Private, shell.RequireArea(registry.DeskArea))
	g.GET("", h.home)

	accounts := g.Group("/tai-khoan", shell.RequireArea(registry.AccountsArea))
	accounts.GET("", h.accounts)
	accounts.GET("/them", h.accountNew)
	accounts.POST("/them", h.accountAdd)
	accounts.GET("/:id", h.account)
	accounts.POST("/:id", h.accountSave)
	accounts.POST("/:id/khoa", h.accountAct("account", h.Account.DisableAccount))
	accounts.POST("/:id/mo", h.accountAct("account", h.Account.EnableAccount))
	accounts.POST("/:id/go-ma", h.accountAct("account", h.Account.RemoveFactor))
	accounts.POST("/:id/dat-lai", h.accountReset)
	accounts.POST("/:id/khoa-truy-cap/:token/thu-hoi", h.accountRevoke)

	g.GET("/nhat-ky", h.audit, shell.RequireArea(registry.AuditArea))

	seasons := g.Group("/nam", shell.RequireArea(registry.SeasonArea))
	seasons.GET("", h.seasons)
	seasons.POST("", h.seasonOpen)
	seasons.GET("/:year", h.season)
	seasons.POST("/:year", h.seasonSave)
	seasons.POST("/:year/mien", h.exempt)
	seasons.POST("/:year/mien/:unit/bo", h.unexempt)

	units := g.Group("/don-vi", shell.RequireArea(registry.LedgerArea))
	units.GET("", h.units)
	units.GET("/:code", h.unit)
	units.GET("/thay-doi/:kind", h.unitChangeForm)
	units.POST("/thay-doi/:kind", h.unitChange)

	accounts.GET("/:id/ban-sao.json", h.accountData)
	accounts.POST("/:id/xoa-du-lieu", h.accountErase)
	h.personRoutes(g)
	h.indicatorRoutes(g)
	bounds := g.Group("/ranh-gioi", shell.RequireArea(registry.LedgerArea))
	bounds.GET("", h.boundaries)
	bounds.POST("", h.boundaryAdd)
	bounds.POST("/bo", h.boundaryDelete)

	g.GET("/cai-dat", h.settings, shell.RequireArea(registry.SettingsArea))
	g.POST("/cai-dat", h.settingsSave, shell.RequireArea(registry.SettingsArea))
}

// adminFrame is the chrome of a page of administration.
func adminFrame(s *shell.Shell, c *shell.Context, code int, title string) view.Chrome {
	ch := s.Chrome(c, shell.FormTitle(code, title))
	ch.NoIndex = true
	ch.Side = adminSide(c.Actor(), c.Request().URL.Path)
	return ch
}

// adminDoor is one part of administration and who may enter it.
type adminDoor struct {
	area        registry.Area
	label, path string
	about       string
}

var adminDoors = []adminDoor{
	{registry.AccountsArea, "Tài khoản", "tai-khoan", "Thêm, sửa, khóa; cấp đường dẫn đặt mật khẩu."},
	{registry.SeasonArea, "Năm", "nam", "Mốc ngày, lĩnh vực, chủ đề, đơn vị phải đăng ký, đơn vị được miễn."},
	{registry.SettingsArea, "Chỉ số", "chi-so", "Thêm, đổi tên, ngừng dùng chỉ số; chọn số liệu nêu ở trang đầu và báo cáo."},
	{registry.LedgerArea, "Sổ đơn vị", "don-vi", "Đổi tên, nhập, tách, kết thúc; tra đơn vị cũ và mới."},
	{registry.LedgerArea, "Bản đồ ranh giới", "ranh-gioi", "Nhận ranh giới xã, phường để trang dùng bản đồ thật."},
	{registry.AuditArea, "Nhật ký", "nhat-ky", "Ai làm gì, lúc nào, từ đâu, trước và sau."},
	{registry.AccountsArea, "Dữ liệu cá nhân", "du-lieu-ca-nhan", "Trả lời yêu cầu xem, xóa của một người; thời hạn lưu giữ."},
	{registry.SettingsArea, "Vận hành", "van-hanh", ""},
	{registry.SettingsArea, "Thư gửi đi", "thu", "Máy chủ thư, gửi thử, thư đang chờ và thư không gửi được."},
	{registry.SettingsArea, "Cài đặt trang", "cai-dat", "Tên trang, tỉnh, đầu mối liên hệ, vai trò phải dùng mã xác nhận."},
}

// adminSide is the left list of administration.
func adminSide(a registry.Actor, path string) []view.SideGroup {
	g := view.SideGroup{Label: "Quản trị"}
	for _, d := range adminDoors {
		if a.MayEnter(d.area) {
			url := view.AdminPath(d.path)
			g.Items = append(g.Items, view.SideItem{Label: d.label, URL: url, Current: path == url || strings.HasPrefix(path, url+"/")})
		}
	}
	return []view.SideGroup{{Items: []view.SideItem{{Label: "Việc của tôi", URL: "/lam-viec"}}}, g}
}

func (h *Area) home(c *shell.Context) error {
	var p view.AdminHomePage
	for _, d := range adminDoors {
		if c.Actor().MayEnter(d.area) {
			p.Doors = append(p.Doors, view.AdminDoor{Text: d.label, URL: view.AdminPath(d.path), About: cmp.Or(d.about, h.upkeepAlert())})
		}
	}
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
	for _, code := range form["factors"] {
		if r, err := registry.ParseRole(code); err == nil && !slices.Contains(s.SecondFactor, r) {
			s.SecondFactor = append(s.SecondFactor, r)
		}
	}
	err = h.Reference.SaveSettings(c.Context(), c.Actor(), version, s)
	if err == nil {
		return shell.Done(c, "settings", view.AdminPath("cai-dat"))
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
