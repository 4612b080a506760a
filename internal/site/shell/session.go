package shell

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/workflow/account"
)

const SessionCookie = "dvk"

// hostPrefix is what browsers hold a name to: such a cookie came from this host
// alone, over TLS and for all of it, so no neighbour of the domain can plant one.
const hostPrefix = "__Host-"

// CookieName is the name of a cookie on this site.
func CookieName(c *Context, name string) string {
	if c.secure {
		return hostPrefix + name
	}
	return name
}

// setCookie sets one for the whole site, out of reach of scripts; age in seconds,
// negative to take it back.
func setCookie(c *Context, name, value string, age int) {
	c.SetCookie(&http.Cookie{
		Name: CookieName(c, name), Value: value, Path: "/", MaxAge: age,
		HttpOnly: true, Secure: c.secure, SameSite: http.SameSiteLaxMode,
	})
}

// session finds out who sends the request. One who still owes the second factor
// is a visitor to every area.
func (s *Shell) session(next Handler) Handler {
	return func(c *Context) error {
		cookie, err := c.Cookie(CookieName(c, SessionCookie))
		if err != nil || cookie.Value == "" || strings.HasPrefix(c.Request().URL.Path, "/static/") {
			return next(c)
		}
		v, err := s.Account.Visit(c.Context(), cookie.Value, c.RealIP())
		switch registry.KindOf(err) {
		case registry.None:
			s.SetVisit(c, v)
		case registry.NotFound:
			s.SetCookie(c, "")
		default:
			return err
		}
		return next(c)
	}
}

// SetVisit lets the rest of the request know whose it is.
func (s *Shell) SetVisit(c *Context, v account.Visit) {
	c.visit = &v
	if v.Owes == account.OwesNothing {
		c.SetActor(v.Actor)
	}
}

// SetCookie hands out the secret of a session; "" takes it back.
func (s *Shell) SetCookie(c *Context, secret string) {
	age := int(account.SessionLife.Seconds())
	if secret == "" {
		age = -1
	}
	setCookie(c, SessionCookie, secret, age)
}

// SortedKeys lists the names of a form in order; values of one name keep theirs.
func SortedKeys(v url.Values) []string {
	names := make([]string, 0, len(v))
	for n := range v {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
