package site

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"danvankheo/internal/registry"
)

const (
	keyActor   = "actor"
	keyRequest = "request"
	keyCause   = "cause"
	keySecure  = "secure" // people reach the site over TLS
)

// actor is who sends the request; a visitor until the session says otherwise.
func actor(c echo.Context) registry.Actor {
	if a, ok := c.Get(keyActor).(registry.Actor); ok {
		return a
	}
	return registry.Actor{Address: c.RealIP()}
}

func (s *shell) recovered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			r := recover()
			if r == nil {
				return
			}
			if r == http.ErrAbortHandler {
				panic(r)
			}
			s.problem(fmt.Errorf("panic: %v\n%s", r, debug.Stack()), c)
		}()
		return next(c)
	}
}

// requestID names the request in its log line and on the page of a fault.
func requestID(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		var b [6]byte
		_, _ = rand.Read(b[:]) // never fails
		id := hex.EncodeToString(b[:])
		c.Set(keyRequest, id)
		c.Response().Header().Set("X-Request-Id", id)
		return next(c)
	}
}

// accessLog writes one line a request: no query, no names, no address of people.
func (s *shell) accessLog(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		r, w := c.Request(), c.Response()
		if strings.HasPrefix(r.URL.Path, "/static/") && w.Status < 400 {
			return nil
		}
		args := []any{
			"method",
			r.Method,
			"path",
			c.Path(),
			"status",
			w.Status,
			"ms",
			time.Since(start).Milliseconds(),
			"bytes",
			w.Size,
			"request",
			c.Get(keyRequest),
			"role",
			actor(c).Role.String(),
		}
		if cause, ok := c.Get(keyCause).(error); ok && w.Status >= 500 {
			s.Log.Error("request failed", append(args, "err", cause)...)
			return nil
		}
		s.Log.Info("request", args...)
		return nil
	}
}

// headers is the content policy and its companions: everything from ourselves,
// nothing inline, never in a foreign frame.
func (s *shell) headers(next echo.HandlerFunc) echo.HandlerFunc {
	const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(self), interest-cohort=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		c.Set(keySecure, s.secure())
		if s.secure() {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		return next(c)
	}
}

func (s *shell) secure() bool { return strings.HasPrefix(s.BaseURL, "https://") }

// crossOrigin refuses writes that another site's page sends.
func (s *shell) crossOrigin() echo.MiddlewareFunc {
	guard := http.NewCrossOriginProtection()
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := guard.Check(c.Request()); err != nil {
				return registry.Errorf(
					registry.Denied,
					"Yêu cầu này được gửi từ một trang khác nên không nhận. Hãy mở lại trang rồi làm từ đó.",
				)
			}
			return next(c)
		}
	}
}

// need closes a group of routes to all but those whose role opens the area. Who
// has not signed in is led to signing in; who has but may not is told so.
func need(area registry.Area) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			a := actor(c)
			c.Response().Header().Set("Cache-Control", "no-store")
			switch {
			case a.Account == 0:
				return registry.Errorf(registry.Unknown, "Hãy đăng nhập để tiếp tục.")
			case !a.MayEnter(area):
				return registry.Errorf(registry.Denied, "Tài khoản của bạn không vào được phần này.")
			}
			return next(c)
		}
	}
}
