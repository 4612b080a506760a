package shell

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"danvankheo/internal/registry"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/account"
)

// Context is one request and its answer, as handlers see them. The router
// underneath shows through nowhere: replacing it is work in this package alone.
type Context struct {
	echo  echo.Context
	pages *view.Set

	id       string // names the request in its log line and on the page of a fault
	secure   bool   // people reach the site over TLS
	actor    *registry.Actor
	visit    *account.Visit
	cause    error   // of a fault, for the log
	captured *[]byte // where a page goes that is to be kept before it is sent
}

// contextKey is where the router carries our context.
const contextKey = "dvk"

// contextOf gives our context of a request, made by the first of our handlers.
func contextOf(e echo.Context) *Context {
	if c, ok := e.Get(contextKey).(*Context); ok {
		return c
	}
	c := &Context{echo: e}
	e.Set(contextKey, c)
	return c
}

// Request is what was asked.
func (c *Context) Request() *http.Request { return c.echo.Request() }

// Context ends when the reader leaves.
func (c *Context) Context() context.Context { return c.echo.Request().Context() }

// Response is where the answer is written.
func (c *Context) Response() http.ResponseWriter { return c.echo.Response() }

// Header is that of the answer.
func (c *Context) Header() http.Header { return c.echo.Response().Header() }

// Pages are the templates of the site.
func (c *Context) Pages() *view.Set { return c.pages }

// Actor is who sends the request; a visitor until the session says otherwise.
func (c *Context) Actor() registry.Actor {
	if c.actor != nil {
		return *c.actor
	}
	return registry.Actor{Address: c.RealIP()}
}

// SetActor says on whose behalf the rest of the request is handled.
func (c *Context) SetActor(a registry.Actor) { c.actor = &a }

// Visit is the session that sends the request; ok is false for a visitor.
func (c *Context) Visit() (v account.Visit, ok bool) {
	if c.visit == nil {
		return v, false
	}
	return *c.visit, true
}

// RequestID names the request in the log.
func (c *Context) RequestID() string { return c.id }

// RealIP is the visitor's address: the connection's, or what a named proxy says.
func (c *Context) RealIP() string { return c.echo.RealIP() }

// Param gives a part of the path by its name in the route, "" for none.
func (c *Context) Param(name string) string { return c.echo.Param(name) }

// Route is the pattern of the route: "/mo-hinh/:year/:slug".
func (c *Context) Route() string { return c.echo.Path() }

// QueryParam gives a parameter of the address, "" for none.
func (c *Context) QueryParam(name string) string { return c.echo.QueryParam(name) }

// QueryParams gives all parameters of the address.
func (c *Context) QueryParams() url.Values { return c.echo.QueryParams() }

// FormValue gives a value of the address or of a small posted form.
func (c *Context) FormValue(name string) string { return c.echo.FormValue(name) }

// Cookie gives a cookie of the request by its name as sent.
func (c *Context) Cookie(name string) (*http.Cookie, error) { return c.echo.Cookie(name) }

// SetCookie adds a cookie to the answer.
func (c *Context) SetCookie(cookie *http.Cookie) { c.echo.SetCookie(cookie) }

// Blob answers with bytes of a kind.
func (c *Context) Blob(code int, kind string, b []byte) error { return c.echo.Blob(code, kind, b) }

// Stream answers with what a reader gives.
func (c *Context) Stream(code int, kind string, r io.Reader) error {
	return c.echo.Stream(code, kind, r)
}

// HTML answers with a whole page.
func (c *Context) HTML(code int, page []byte) error { return c.echo.HTMLBlob(code, page) }

// JSON answers with a value.
func (c *Context) JSON(code int, v any) error { return c.echo.JSON(code, v) }

// JSONPretty answers with a value for people to read.
func (c *Context) JSONPretty(code int, v any) error { return c.echo.JSONPretty(code, v, "  ") }

// JSONBlob answers with ready JSON.
func (c *Context) JSONBlob(code int, b []byte) error { return c.echo.JSONBlob(code, b) }

// Text answers with plain text.
func (c *Context) Text(code int, s string) error { return c.echo.String(code, s) }

// NoContent answers without a body.
func (c *Context) NoContent(code int) error { return c.echo.NoContent(code) }

// Redirect leads elsewhere.
func (c *Context) Redirect(code int, to string) error { return c.echo.Redirect(code, to) }

// isTLS reports whether the connection itself is encrypted.
func (c *Context) isTLS() bool { return c.echo.IsTLS() }

// status, size and committed are how the answer stands.
func (c *Context) status() int { return c.echo.Response().Status }

func (c *Context) size() int64 { return c.echo.Response().Size }

func (c *Context) committed() bool { return c.echo.Response().Committed }

// Handler answers a request; an error it returns is shown by the shell.
type Handler func(*Context) error

// Middleware stands around a handler.
type Middleware func(Handler) Handler

// statusError is an error that is nothing but a status.
type statusError int

func (e statusError) Error() string { return http.StatusText(int(e)) }

// StatusError is the error for a status that no kind of the domain's errors has.
func StatusError(code int) error { return statusError(code) }

// codeOf reads the status out of an error of the router or of StatusError.
func codeOf(err error) (int, bool) {
	if h, ok := errors.AsType[*echo.HTTPError](err); ok {
		return h.Code, true
	}
	s, ok := errors.AsType[statusError](err)
	return int(s), ok
}
