package shell

import (
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// Cut shortens a text to n characters.
func Cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// DeskChrome is what surrounds a page of the work area: the left list with what
// waits for this reader.
func (s *Shell) DeskChrome(c *Context, title string) view.Chrome {
	ch := s.Chrome(c, title)
	ch.NoIndex = true
	if s.Side != nil {
		ch.Side = s.Side(s, c)
	}
	return ch
}

// WideChrome is DeskChrome without the left list: for forms, and texts side by side.
func (s *Shell) WideChrome(c *Context, title string) view.Chrome {
	ch := s.DeskChrome(c, title)
	ch.Side = nil
	return ch
}

// Describe shortens a text for the description of a page.
func Describe(s string) string {
	const most = 300
	if r := []rune(s); len(r) > most {
		cut := string(r[:most])
		if i := strings.LastIndexByte(cut, ' '); i > 0 {
			cut = cut[:i]
		}
		return cut + "…"
	}
	return s
}

// HTMLType is the media type of a page.
const HTMLType = "text/html; charset=UTF-8"

// Render renders a page whole, then writes it; one for the cache is written by that.
func Render[T any](c *Context, code int, t view.Template[T], ch view.Chrome, page T) error {
	b, err := t.Bytes(ch, page)
	if err != nil {
		return err
	}
	if c.captured != nil && code == http.StatusOK {
		*c.captured = b
		return nil
	}
	revalidate(c)
	return c.HTML(code, b)
}

// FormTitle says in the title of a page that something is to be corrected.
func FormTitle(code int, title string) string {
	if code >= http.StatusBadRequest {
		return "Cần sửa: " + title
	}
	return title
}

// revalidate lets caches keep an answer as long as they ask each time, unless the
// handler has said otherwise.
func revalidate(c *Context) {
	if c.Header().Get("Cache-Control") == "" {
		c.Header().Set("Cache-Control", "no-cache")
	}
}

// Chrome is what surrounds a page for this reader.
func (s *Shell) Chrome(c *Context, title string) view.Chrome {
	r := c.Request()
	a := c.Actor()
	set := s.Flow.Settings()
	ch := view.Chrome{
		Site: view.Site{
			Name:     set.Name,
			Province: set.Province,
			Tagline:  set.Tagline,
			Owner:    set.Owner,
			Contact:  set.Contact,
			Demo:     set.Demo,
		},
		Title: title, Path: r.URL.Path, Query: r.URL.Query().Get("q"), Base: s.Base(c), Kind: "website",
	}
	for _, n := range []view.NavItem{
		{Label: "Mô hình", URL: address.Stories}, {Label: "Đơn vị", URL: address.Units}, {Label: "Số liệu", URL: address.Figures},
		{Label: "Báo chí", URL: address.PressRoom}, {Label: "Hướng dẫn", URL: address.Help},
	} {
		n.Current = r.URL.Path == n.URL || strings.HasPrefix(r.URL.Path, n.URL+"/")
		ch.Nav = append(ch.Nav, n)
	}
	if a.Account != 0 {
		ch.User = &view.User{Name: a.Name, Role: a.Role.Label(), Unit: s.Flow.Ledger().Name(a.Unit)}
		if n, err := s.DB.UnreadNotices(r.Context(), a.Account); err == nil {
			ch.User.Notices = n
		}
	}
	if cookie, err := c.Cookie(CookieName(c, flashCookie)); err == nil {
		if text, ok := flashes[cookie.Value]; ok {
			ch.Flash = text
		}
		setCookie(c, flashCookie, "", -1)
	}
	return ch
}

// Base is the address of the site as the reader knows it. Without -base-url it is
// what the request calls this machine, which only that reader gets to see: pages
// are kept by it, mails never use it.
func (s *Shell) Base(c *Context) string {
	if s.BaseURL != "" {
		return strings.TrimRight(s.BaseURL, "/")
	}
	r := c.Request()
	scheme, host := "http", r.Host
	if c.isTLS() || r.Header.Get("X-Forwarded-Proto") == "https" && s.fromProxy(r) {
		scheme = "https"
	}
	if !plainHost.MatchString(host) {
		host = "localhost"
		if here, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
			host = here.String()
		}
	}
	return scheme + "://" + host
}

// plainHost is what a browser calls a site: a name or an address, and a port.
var plainHost = regexp.MustCompile(`^([A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?$`)

// fromProxy reports whether a request comes from a named proxy.
func (s *Shell) fromProxy(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	return err == nil && slices.ContainsFunc(s.Proxies, func(n *net.IPNet) bool { return n.Contains(ip) })
}

const flashCookie = "dvk_xong"

// flashes are the short words shown on the page after a redirect. The cookie
// holds their key, so that nobody else can put words on our page.
var flashes = map[string]string{
	"saved":        "Đã lưu.",
	"sent":         "Đã gửi đăng ký.",
	"reported":     "Đã gửi báo cáo kết quả.",
	"withdrawn":    "Đã rút đăng ký.",
	"returned":     "Đã trả lại cho đơn vị.",
	"accepted":     "Đã tiếp nhận.",
	"confirmed":    "Đã xác nhận kết quả.",
	"published":    "Đã đăng.",
	"scheduled":    "Đã hẹn giờ đăng.",
	"removed":      "Đã gỡ bài.",
	"corrected":    "Đã đính chính.",
	"released":     "Đã ra bản công khai mới.",
	"merged":       "Đã gộp.",
	"claimasked":   "Đã gửi yêu cầu nhận mô hình.",
	"claimdrop":    "Đã rút yêu cầu nhận mô hình.",
	"claimgiven":   "Đã đồng ý. Đơn vị có bản nháp đăng ký và được báo.",
	"claimrefused": "Đã trả lời không đồng ý.",
	"claimundone":  "Đã hoàn tác việc cho nhận.",
	"photo":        "Đã nhận ảnh.",
	"file":         "Đã nhận tài liệu.",
	"deleted":      "Đã xóa.",
	"account":      "Đã lưu tài khoản.",
	"signedout":    "Đã đăng xuất.",
	"password":     "Đã đặt mật khẩu.",
	"token":        "Đã thu hồi khóa.",
	"unit":         "Đã lưu sổ đơn vị.",
	"boundary":     "Đã nhận ranh giới.",
	"season":       "Đã lưu cài đặt của năm.",
	"settings":     "Đã lưu cài đặt.",
	"urged":        "Đã gửi đôn đốc và ghi vào sổ.",
	"mailagain":    "Đang gửi lại. Tải lại trang sau ít giây để xem kết quả.",
	"maillink":     "Đã xếp thư có đường dẫn đặt mật khẩu vào hàng gửi.",
	"erased":       "Đã xóa dữ liệu cá nhân.",
	"exempt":       "Đã ghi miễn.",
	"extended":     "Đã gia hạn và báo cho đơn vị.",
	"joined":       "Đã xác nhận cùng chủ trì.",
	"declined":     "Đã trả lời không cùng chủ trì.",
	"linked":       "Đã xác nhận liên kết.",
	"backup":       "Đã sao lưu và kiểm tra xong.",
	"maintenance":  "Đã đổi chế độ bảo trì.",
	"frozen":       "Đã chốt số liệu.",
	"selfsent":     "Đã gửi báo cáo năm.",
	"answered":     "Đã ghi câu trả lời.",
}

// Done redirects after a write, with a word to show there.
func Done(c *Context, flash, to string) error {
	if flash != "" {
		setCookie(c, flashCookie, flash, 60)
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// LocalPath keeps a "back to" address on this site.
func LocalPath(to, fallback string) string {
	if strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.HasPrefix(to, "/\\") &&
		!strings.ContainsAny(to, "\r\n\t\\") {
		return to
	}
	return fallback
}

// PathID reads a number of the path; anything else is not found.
func PathID[T ~int64](c *Context, name string) (T, error) {
	var id int64
	text := c.Param(name)
	if text == "" || len(text) > 18 {
		return 0, registry.Errorf(registry.NotFound, "Không tìm thấy.")
	}
	for _, r := range text {
		if r < '0' || r > '9' {
			return 0, registry.Errorf(registry.NotFound, "Không tìm thấy.")
		}
		id = id*10 + int64(r-'0')
	}
	return T(id), nil
}
