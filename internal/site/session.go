package site

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

const sessionCookie = "dvk"

// hostPrefix is what browsers hold a name to: such a cookie came from this host
// alone, over TLS and for all of it, so no neighbour of the domain can plant one.
const hostPrefix = "__Host-"

// cookieName is the name of a cookie on this site.
func cookieName(c *Context, name string) string {
	if c.secure {
		return hostPrefix + name
	}
	return name
}

// setCookie sets one for the whole site, out of reach of scripts; age in seconds,
// negative to take it back.
func setCookie(c *Context, name, value string, age int) {
	c.SetCookie(&http.Cookie{
		Name: cookieName(c, name), Value: value, Path: "/", MaxAge: age,
		HttpOnly: true, Secure: c.secure, SameSite: http.SameSiteLaxMode,
	})
}

// session finds out who sends the request. One who still owes the second factor
// is a visitor to every area.
func (s *Shell) session(next Handler) Handler {
	return func(c *Context) error {
		cookie, err := c.Cookie(cookieName(c, sessionCookie))
		if err != nil || cookie.Value == "" || strings.HasPrefix(c.Request().URL.Path, "/static/") {
			return next(c)
		}
		v, err := s.Flow.Visit(c.Context(), cookie.Value, c.RealIP())
		switch registry.KindOf(err) {
		case registry.None:
			s.arrive(c, v)
		case registry.NotFound:
			s.setCookie(c, "")
		default:
			return err
		}
		return next(c)
	}
}

// arrive lets the rest of the request know whose it is.
func (s *Shell) arrive(c *Context, v workflow.Visit) {
	c.visit = &v
	if v.Owes == workflow.OwesNothing {
		c.SetActor(v.Actor)
	}
}

// setCookie hands out the secret of a session; "" takes it back.
func (s *Shell) setCookie(c *Context, secret string) {
	age := int(workflow.SessionLife.Seconds())
	if secret == "" {
		age = -1
	}
	setCookie(c, sessionCookie, secret, age)
}

// What is carried over a sign-in.
const (
	resumeTo     = "resume_to"
	resumeFile   = "resume_files"
	resumePrefix = "giu."
)

// keptMax is how much typed text is carried over a sign-in or a maintenance, in bytes.
const keptMax = 1 << 20

// notKept are fields that are typed anew: secrets do not travel through pages.
var notKept = []string{"password", "current", "code", "factor"}

// askSignIn leads somebody to signing in who must: back to the page afterwards,
// or, after a form, with everything that was typed kept in the sign-in page
// itself, so that an expired session loses nothing.
func (h *sign) askSignIn(c *Context) error {
	r := c.Request()
	c.Header().Set("Cache-Control", "no-store")
	to := r.URL.RequestURI()
	if r.Method != http.MethodPost {
		if v, ok := c.Visit(); ok && v.Owes != workflow.OwesNothing {
			return c.Redirect(http.StatusSeeOther, owedPath(v.Owes, to))
		}
		return c.Redirect(http.StatusSeeOther, "/dang-nhap?next="+url.QueryEscape(to))
	}
	kept, lead := h.keep(c, to)
	if v, ok := c.Visit(); ok && v.Owes != workflow.OwesNothing {
		return h.showOwed(c, http.StatusUnauthorized, v, to, kept, nil)
	}
	return h.showSignIn(c, http.StatusUnauthorized, view.SignInPage{
		Lead: lead, Email: signEmail(""), Password: signPassword(), Next: backOf(c), Kept: kept,
	})
}

// keep reads what a form sent, to be carried over the sign-in.
func (s *Shell) keep(c *Context, to string) (*view.Kept, string) {
	const over = "Phiên làm việc đã hết hoặc bạn chưa đăng nhập. "
	kept := &view.Kept{To: to}
	form, err := readForm(c, func(string, string, io.Reader) error { kept.Files = true; return nil })
	size := 0
	for _, name := range sortedKeys(form) {
		if slices.Contains(notKept, name) {
			continue
		}
		for _, value := range form[name] {
			size += len(name) + len(value)
			kept.Fields = append(kept.Fields, view.Hidden{Name: name, Value: value})
		}
	}
	switch {
	case err != nil || size > keptMax:
		return nil, over + "Phần vừa gửi lớn quá hoặc không đến trọn vẹn nên không giữ ở đây được. Hãy dùng nút Quay lại của trình duyệt để chép lại trước khi đăng nhập."
	case len(kept.Fields) == 0:
		return kept, over + "Đăng nhập xong bạn làm tiếp được ngay."
	}
	return kept, over + "Nội dung vừa gõ vẫn được giữ ở đây: đăng nhập xong bạn lưu tiếp được ngay."
}

// keptOf reads what a sign-in page carries along; nil for nothing.
func keptOf(v url.Values) *view.Kept {
	to := local(v.Get(resumeTo), "")
	if to == "" || nextOf(to) != to {
		return nil
	}
	kept := &view.Kept{To: to, Files: v.Get(resumeFile) != ""}
	for _, name := range sortedKeys(v) {
		if own, ok := strings.CutPrefix(name, resumePrefix); ok {
			for _, value := range v[name] {
				kept.Fields = append(kept.Fields, view.Hidden{Name: own, Value: value})
			}
		}
	}
	return kept
}

// sortedKeys lists the names of a form in order; values of one name keep theirs.
func sortedKeys(v url.Values) []string {
	names := make([]string, 0, len(v))
	for n := range v {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// backOf is the page that a form was on, to return to when there is nothing to
// resume.
func backOf(c *Context) string {
	u, err := url.Parse(c.Request().Referer())
	if err != nil || u.Host != c.Request().Host {
		return ""
	}
	return local(u.RequestURI(), "")
}

// nextOf is where somebody goes after signing in.
func nextOf(to string) string {
	to = local(to, "/lam-viec")
	for _, p := range []string{"/dang-nhap", "/dang-xuat"} {
		if strings.HasPrefix(to, p) {
			return "/lam-viec"
		}
	}
	return to
}
