package shell

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"danvankheo/internal/registry"
)

func (s *Shell) recovered(next Handler) Handler {
	return func(c *Context) (err error) {
		defer func() {
			r := recover()
			if r == nil {
				return
			}
			if r == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so too
				panic(r)
			}
			s.problem(fmt.Errorf("panic: %v\n%s", r, debug.Stack()), c)
		}()
		return next(c)
	}
}

// requestID names the request in its log line and on the page of a fault.
func requestID(next Handler) Handler {
	return func(c *Context) error {
		var b [6]byte
		_, _ = rand.Read(b[:]) // never fails
		id := hex.EncodeToString(b[:])
		c.id = id
		c.Header().Set("X-Request-Id", id)
		return next(c)
	}
}

// accessLog writes one line a request: no query, no names, no address of people.
func (s *Shell) accessLog(next Handler) Handler {
	return func(c *Context) error {
		start := time.Now()
		err := next(c)
		if err != nil {
			s.problem(err, c)
		}
		r, status := c.Request(), c.status()
		if strings.HasPrefix(r.URL.Path, "/static/") && status < 400 {
			return nil
		}
		args := []any{
			"method", r.Method, "path", c.Route(), "status", status, "ms", time.Since(start).Milliseconds(),
			"bytes", c.size(), "request", c.id, "role", c.Actor().Role.String(),
		}
		if c.cause != nil && status >= 500 {
			s.Log.Error("request failed", append(args, "err", c.cause)...)
			return nil
		}
		s.Log.Info("request", args...)
		return nil
	}
}

// headers is the content policy and its companions: everything from ourselves,
// nothing inline, never in a foreign frame.
func (s *Shell) headers(next Handler) Handler {
	const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
		"font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	return func(c *Context) error {
		h := c.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(self), interest-cohort=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		c.secure = s.secure()
		if s.secure() {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		return next(c)
	}
}

func (s *Shell) secure() bool { return strings.HasPrefix(s.BaseURL, "https://") }

// crossOrigin refuses writes that another site's page sends.
func (s *Shell) crossOrigin() Middleware {
	guard := http.NewCrossOriginProtection()
	return func(next Handler) Handler {
		return func(c *Context) error {
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

// RequireArea closes a group of routes to all but those whose role opens the area. Who
// has not signed in is led to signing in; who has but may not reads so.
func RequireArea(area registry.Area) Middleware {
	return func(next Handler) Handler {
		return func(c *Context) error {
			a := c.Actor()
			c.Header().Set("Cache-Control", "no-store")
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

// NoStore says that a copy of what may be taken down must not be kept.
func NoStore(c *Context) { c.Header().Set("Cache-Control", "no-store") }

// Private keeps pages that carry secrets out of caches and out of the Referer.
func Private(next Handler) Handler {
	return func(c *Context) error {
		c.Header().Set("Cache-Control", "no-store")
		c.Header().Set("Referrer-Policy", "same-origin")
		return next(c)
	}
}
