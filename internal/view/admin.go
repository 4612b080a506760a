package view

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// AdminPages are the pages of administration.
type AdminPages struct {
	Home       Template[AdminHomePage]
	Accounts   Template[AccountsPage]
	Account    Template[AccountPage]
	Audit      Template[AuditPage]
	Seasons    Template[SeasonsPage]
	Season     Template[SeasonPage]
	Units      Template[LedgerPage]
	Unit       Template[LedgerUnitPage]
	UnitChange Template[UnitChangePage]
	Settings   Template[SettingsPage]
	Person     Template[PersonPage]
	Boundary   Template[BoundaryPage]

	Indicators      Template[IndicatorsPage]
	Indicator       Template[IndicatorFormPage]
	IndicatorRetire Template[IndicatorRetirePage]
	FigureChoice    Template[FigureChoicePage]
}

func loadAdmin(l *loader) AdminPages {
	return AdminPages{
		Home:       pageIn[AdminHomePage](l, "desk", "admin/home"),
		Accounts:   pageIn[AccountsPage](l, "desk", "admin/accounts"),
		Account:    pageIn[AccountPage](l, "desk", "admin/account"),
		Audit:      pageIn[AuditPage](l, "desk", "admin/audit"),
		Seasons:    pageIn[SeasonsPage](l, "desk", "admin/seasons"),
		Season:     pageIn[SeasonPage](l, "desk", "admin/season"),
		Units:      pageIn[LedgerPage](l, "desk", "admin/units"),
		Unit:       pageIn[LedgerUnitPage](l, "desk", "admin/unit"),
		UnitChange: pageIn[UnitChangePage](l, "desk", "admin/unit-change"),
		Settings:   pageIn[SettingsPage](l, "desk", "admin/settings"),
		Person:     pageIn[PersonPage](l, "desk", "admin/person"),
		Boundary:   pageIn[BoundaryPage](l, "desk", "admin/boundary"),

		Indicators:      pageIn[IndicatorsPage](l, "desk", "admin/indicators"),
		Indicator:       pageIn[IndicatorFormPage](l, "desk", "admin/indicator"),
		IndicatorRetire: pageIn[IndicatorRetirePage](l, "desk", "admin/indicator-retire"),
		FigureChoice:    pageIn[FigureChoicePage](l, "desk", "admin/figure-choice"),
	}
}

// UnitLabel names a version so that it can be typed back: "Xã Tân Sơn · 07222-202507".
func UnitLabel(u registry.Unit) string { return u.Name + " · " + string(u.Code) }

// UnitLabels are the suggestions of a field that takes a unit.
func UnitLabels(units []registry.Unit) []string {
	out := make([]string, len(units))
	for i, u := range units {
		out[i] = UnitLabel(u)
	}
	return out
}

// TypedUnit is the part of a typed unit to look up: the code of a suggestion, or
// all of it.
func TypedUnit(s string) string {
	if _, code, ok := strings.Cut(s, " · "); ok {
		return strings.TrimSpace(code)
	}
	return strings.TrimSpace(s)
}

// AdminHomePage lists what can be administered.
type AdminHomePage struct{ Doors []AdminDoor }

// AdminDoor is one part of administration, with its state.
type AdminDoor struct{ Text, URL, About string }

// adminDoor is one part of administration and who may enter it.
type adminDoor struct {
	area        registry.Area
	label, path string
	about       string
}

var adminDoors = []adminDoor{
	{registry.AccountsArea, "Tài khoản", address.Accounts, "Thêm, sửa, khóa; cấp đường dẫn đặt mật khẩu."},
	{registry.SeasonArea, "Năm", address.Seasons, "Mốc ngày, lĩnh vực, chủ đề, đơn vị phải đăng ký, đơn vị được miễn."},
	{registry.SettingsArea, "Chỉ số", address.Indicators, "Thêm, đổi tên, ngừng dùng chỉ số; chọn số liệu nêu ở trang đầu và báo cáo."},
	{registry.LedgerArea, "Sổ đơn vị", address.Ledger, "Đổi tên, nhập, tách, kết thúc; tra đơn vị cũ và mới."},
	{registry.LedgerArea, "Bản đồ ranh giới", address.Boundaries, "Nhận ranh giới xã, phường để trang dùng bản đồ thật."},
	{registry.AuditArea, "Nhật ký", address.AdminAudit, "Ai làm gì, lúc nào, từ đâu, trước và sau."},
	{registry.AccountsArea, "Dữ liệu cá nhân", address.Persons, "Trả lời yêu cầu xem, xóa của một người; thời hạn lưu giữ."},
	{registry.SettingsArea, "Vận hành", address.Health, ""},
	{registry.SettingsArea, "Thư gửi đi", address.Outbox, "Máy chủ thư, gửi thử, thư đang chờ và thư không gửi được."},
	{registry.SettingsArea, "Cài đặt trang", address.AdminSettings, "Tên trang, tỉnh, đầu mối liên hệ, vai trò phải dùng mã xác nhận."},
}

// AdminSide is the left list of administration.
func AdminSide(a registry.Actor, path string) []SideGroup {
	g := SideGroup{Label: "Quản trị"}
	for _, d := range adminDoors {
		if url := d.path; a.MayEnter(d.area) {
			g.Items = append(g.Items, SideItem{Label: d.label, URL: url, Current: path == url || strings.HasPrefix(path, url+"/")})
		}
	}
	return []SideGroup{{Items: []SideItem{{Label: "Việc của tôi", URL: address.Desk}}}, g}
}

// NewAdminHomePage lists what an actor can administer; upkeep is the state of operation.
func NewAdminHomePage(a registry.Actor, upkeep string) AdminHomePage {
	var p AdminHomePage
	for _, d := range adminDoors {
		if a.MayEnter(d.area) {
			p.Doors = append(p.Doors, AdminDoor{Text: d.label, URL: d.path, About: cmp.Or(d.about, upkeep)})
		}
	}
	return p
}

// AccountsPage lists accounts.
type AccountsPage struct {
	Text        Field
	Role, State Field
	Total       string
	Table       Table
	Pager       Pager
	Empty       *Empty
}

// AccountQuery is what the list of accounts was asked for.
type AccountQuery struct {
	Text, Role, State string
	Page              int
}

// URL is the address of a page of the list.
func (q AccountQuery) URL(page int) string {
	v := url.Values{}
	for k, s := range map[string]string{"q": q.Text, "vai-tro": q.Role, "trang-thai": q.State} {
		if s != "" {
			v.Set(k, s)
		}
	}
	if page > 1 {
		v.Set("trang", fmt.Sprint(page))
	}
	if len(v) == 0 {
		return address.Accounts
	}
	return address.Accounts + "?" + v.Encode()
}

// accountsPerPage is the length of one page of the list.
const accountsPerPage = 50

// NewAccountsPage shows one page of the accounts that were found.
func NewAccountsPage(list []registry.Account, q AccountQuery, l *registry.Ledger) AccountsPage {
	p := AccountsPage{
		Text: InputText("q", "Tên hoặc thư điện tử", q.Text),
		Role: InputSelect("vai-tro", "Vai trò", q.Role, TermOptions(registry.Roles()[1:], "Mọi vai trò")),
		State: InputSelect(
			"trang-thai",
			"Trạng thái",
			q.State,
			[]Option{{Label: "Đang dùng"}, {Value: "khoa", Label: "Đã khóa"}, {Value: "tat-ca", Label: "Tất cả"}},
		),
		Total: Count(len(list)) + " tài khoản",
		Pager: NewPager(len(list), q.Page, accountsPerPage, q.URL),
		Table: Table{
			Caption:     "Tài khoản",
			HideCaption: true,
			Stacked:     true,
			Columns: []Column{
				{Label: "Họ tên"},
				{Label: "Vai trò"},
				{Label: "Đơn vị"},
				{Label: "Đăng nhập gần nhất"},
				{Label: "Trạng thái"},
			},
		},
	}
	p.Text.Kind = FieldSearch
	if len(list) == 0 {
		p.Empty = &Empty{
			Heading: "Không có tài khoản nào khớp",
			Text:    "Thử bớt điều kiện lọc.",
			Action:  &Link{"Thêm tài khoản", address.AccountNew},
		}
	}
	from := min(max(0, (q.Page-1)*accountsPerPage), len(list))
	for _, a := range list[from:min(from+accountsPerPage, len(list))] {
		p.Table.Rows = append(p.Table.Rows, accountRow(a, l))
	}
	p.Table = p.Table.Labelled()
	return p
}

func accountRow(a registry.Account, l *registry.Ledger) Row {
	name := H(a.Name, address.Account.At(a.ID))
	name.Sub = a.Email
	unit := T("–")
	if a.Unit != "" {
		unit = T(l.Name(a.Unit))
	}
	seen := T(Moment(a.SignedInAt))
	if a.SignedInAt.IsZero() {
		seen = T("chưa lần nào")
	}
	badge := accountBadge(a)
	return Row{Cells: []Cell{name, T(a.Role.Label()), unit, seen, {Badge: &badge}}, Quiet: a.Disabled}
}

func accountBadge(a registry.Account) Badge {
	switch {
	case a.Disabled:
		return Badge{"Đã khóa", "stop"}
	case a.PasswordHash == "":
		return Badge{"Chờ đặt mật khẩu", "wait"}
	case a.TOTPSecret != "":
		return Badge{"Đang dùng, có mã xác nhận", "ok"}
	}
	return Badge{"Đang dùng", "ok"}
}

// OneTimeLink is a link to hand over, shown once.
type OneTimeLink struct{ URL, Until, For string }

// AccountPage adds or edits one account.
type AccountPage struct {
	Errors            *ErrorSummary
	Heading           string
	Action            string
	New               bool
	Email, Name, Unit Field
	Role              Field
	Version           int
	CanMail           bool  // links can be sent by mail
	ByMail            Field // of a new account
	Facts             []Fact
	Link              *OneTimeLink
	Base              string // address of the account's actions
	Disabled          bool
	Self              bool
	Factor            bool
	Tokens            []TokenLine
	AuditURL          string
	Sure              Field // that personal data are erased for good
}

// NewAccountPage shows the form of an account: filled with what was typed, or
// with what is kept.
func NewAccountPage(typed registry.Account, unitText string, l *registry.Ledger, units []string, failed error) AccountPage {
	wrong := registry.FieldsOf(failed)
	role := typed.Role.String()
	if typed.Role == registry.Visitor {
		role = ""
	}
	p := AccountPage{
		Errors: NewErrorSummary(
			failed,
		), Heading: "Thêm tài khoản", Action: address.AccountNew, New: typed.ID == 0, Version: typed.Version,
		Email: InputEmail("email", "Thư điện tử", typed.Email).Need().Hint("Dùng để đăng nhập.").Wrong(wrong),
		Name:  InputText("name", "Họ và tên", typed.Name).Need().Wrong(wrong),
		Role:  InputSelect("role", "Vai trò", role, TermOptions(registry.Roles()[1:], "Chọn…")).Need().Wrong(wrong),
		Unit:  InputText("unit", "Đơn vị", unitText).Hint("Bắt buộc với cán bộ đơn vị. Gõ tên hoặc mã, chọn trong gợi ý.").Wrong(wrong),
	}
	p.Email.Autocomplete, p.Name.Autocomplete = "off", "off"
	p.Unit.Suggestions = units
	if u, ok := l.Unit(typed.Unit); ok && unitText == "" {
		p.Unit.Value = UnitLabel(u)
	}
	if !p.New {
		p.Heading, p.Action, p.Base = typed.Name, address.Account.At(typed.ID), address.Account.At(typed.ID)
	}
	return p
}

// Fill adds what is known about an account that exists.
func (p *AccountPage) Fill(a registry.Account, l *registry.Ledger, tokens []TokenRow, self bool) {
	badge := accountBadge(a)
	p.Heading, p.Disabled, p.Self, p.Factor = a.Name, a.Disabled, self, a.TOTPSecret != ""
	seen := Moment(a.SignedInAt)
	if seen == "" {
		seen = "chưa lần nào"
	}
	p.Facts = []Fact{
		{Name: "Trạng thái", Badge: &badge},
		{Name: "Tạo lúc", Text: Moment(a.CreatedAt)},
		{Name: "Đăng nhập gần nhất", Text: seen},
	}
	if now, ok := l.Current(a.Unit); ok && now.Code != a.Unit {
		p.Facts = append(p.Facts, Fact{Name: "Đơn vị hiện nay", Text: now.Name, URL: address.LedgerUnit.At(now.Code)})
	}
	if a.Demo {
		p.Facts = append(p.Facts, Fact{Name: "Ghi chú", Text: "Tài khoản minh họa"})
	}
	for _, t := range tokens {
		line := TokenLine{t.ID, t.Name, Day(t.Created), "chưa dùng"}
		if !t.Used.IsZero() {
			line.Used = Moment(t.Used)
		}
		p.Tokens = append(p.Tokens, line)
	}
	p.Sure = InputTick("sure", "Tôi hiểu rằng không lấy lại được", false)
	p.AuditURL = fmt.Sprintf(address.AdminAudit+"?tai-khoan=%d", a.ID)
}

// SettingsPage edits the names of the site and its switches.
type SettingsPage struct {
	Errors                                  *ErrorSummary
	Name, Province, Tagline, Owner, Contact Field
	Hub, FacetShare                         Field
	Factors                                 Field
	Version                                 int64
	Saved                                   []string // by somebody else meanwhile
}

// SettingsInput is what the settings form says.
type SettingsInput struct {
	Name, Province, Tagline, Owner, Contact string
	Hub, FacetShare                         string
	Factors                                 []string
	Version                                 int64
}

// lines says what the settings are.
func (in SettingsInput) lines() []string {
	var roles []string
	for _, code := range in.Factors {
		if r, err := registry.ParseRole(code); err == nil {
			roles = append(roles, r.Label())
		}
	}
	return []string{
		"Tên trang: " + in.Name, "Tỉnh: " + in.Province, "Câu giới thiệu: " + in.Tagline, "Cơ quan theo dõi: " + in.Owner,
		"Đầu mối liên hệ: " + in.Contact, "Trung tâm WebSub: " + in.Hub,
		"Vai trò phải dùng mã xác nhận: " + cmp.Or(strings.Join(roles, ", "), "không"),
		"Hiện bộ lọc khi ít nhất (%): " + in.FacetShare,
	}
}

// NewSettingsPage shows the form of the settings, beside what somebody else saved
// meanwhile.
func NewSettingsPage(in SettingsInput, saved *SettingsInput, failed error) SettingsPage {
	wrong := registry.FieldsOf(failed)
	p := SettingsPage{
		Errors: NewErrorSummary(failed),
		Name:   InputText("name", "Tên trang", in.Name).Need().Wrong(wrong),
		Province: InputText(
			"province",
			"Tỉnh",
			in.Province,
		).Need().
			Hint("Có chữ “Tỉnh” hoặc “Thành phố”, ví dụ “Tỉnh Bắc Ninh”.").
			Wrong(wrong),
		Tagline: InputArea("tagline", "Câu giới thiệu ở trang đầu", in.Tagline, 2).Wrong(wrong),
		Owner:   InputText("owner", "Cơ quan theo dõi, tổng hợp", in.Owner).Need().Wrong(wrong),
		Contact: InputArea("contact", "Đầu mối liên hệ ở chân trang", in.Contact, 2).Wrong(wrong),
		Hub: InputText(
			"hub",
			"Trung tâm WebSub báo tin mới",
			in.Hub,
		).Hint("Để trống nếu không dùng. Có thì mỗi bài đăng, đính chính, gỡ được báo ngay cho trung tâm, và nguồn tin ghi địa chỉ này. " +
			"Ví dụ https://pubsubhubbub.appspot.com/").
			Wrong(wrong),
		FacetShare: InputText("facet_share", "Hiện bộ lọc khi ít nhất (% số bài tìm được có giá trị)", in.FacetShare).
			Hint("Áp dụng cho chủ đề, công nhận, cách gọi của bài báo, báo đài đăng: dưới mức này số đếm dễ gây hiểu nhầm nên bộ lọc được ẩn. " +
				"Để trống là 60.").
			Wrong(wrong),
		Factors: InputChecks(
			"factors",
			"Vai trò phải dùng mã xác nhận khi đăng nhập",
			in.Factors,
			TermOptions(registry.Roles()[1:]),
		).Hint("Người chưa bật sẽ được hướng dẫn bật ở lần đăng nhập tới."),
		Version: in.Version,
	}
	if saved != nil {
		p.Saved = saved.lines()
	}
	return p
}
