package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
)

// Area answers programs: JSON over HTTP under /api/v1. openapi.json describes it.
type Area struct{ *shell.Shell }

// New makes the area.
func New(s *shell.Shell) shell.Area { return &Area{s} }

// Routes adds the routes of the area.
func (h *Area) Routes(e *shell.Router) {
	g := e.Group("/api/v1", h.bearer)
	g.GET(address.APIDescription, h.describe)
	g.GET(address.APIEntries, h.entries)
	g.POST(address.APIEntries, h.create)
	g.GET(string(address.APIEntry), h.entry)
	g.PUT(string(address.APIEntry), h.save)
	g.POST(string(address.APISubmit), h.submit)
	g.POST(string(address.APIPhotos), h.photo)
	g.POST(string(address.APIClaim), h.claim)
	g.GET(address.APISuggest, h.suggest)
	g.GET(address.APIUnits, h.units)
	g.GET(string(address.APIUnit), h.unit)
	g.GET(address.APIStats, h.stats)
	g.NotFound("/*")
}

// bearer finds out who calls: the account of the token, and nobody without one. A
// session cookie means nothing here, so that no page can make a reader's browser
// write.
func (h *Area) bearer(next shell.Handler) shell.Handler {
	return func(c *shell.Context) error {
		w := c.Header()
		w.Add("Vary", "Authorization")
		w.Set("Cache-Control", "no-cache")
		w.Set("Access-Control-Allow-Origin", "*") // reads are public; nothing here looks at cookies
		w.Set("Access-Control-Expose-Headers", "ETag, Location, X-Request-Id")
		w.Set("Cross-Origin-Resource-Policy", "cross-origin")
		c.SetActor(registry.Actor{Address: c.RealIP()})
		if text := c.Request().Header.Get("Authorization"); text != "" {
			w.Set("Cache-Control", "private, no-store")
			scheme, secret, _ := strings.Cut(text, " ")
			if !strings.EqualFold(scheme, "Bearer") {
				return h.unknown(c, "Chỉ nhận khóa truy cập dạng Authorization: Bearer.")
			}
			actor, err := h.Account.ActorOfToken(c.Context(), strings.TrimSpace(secret))
			if registry.KindOf(err) == registry.Unknown {
				return h.unknown(c, registry.MessageOf(err))
			}
			if err != nil {
				return err
			}
			actor.Address = c.RealIP()
			c.SetActor(actor)
		}
		return next(c)
	}
}

func (h *Area) unknown(c *shell.Context, msg string) error {
	c.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return registry.Errorf(registry.Unknown, "%s", msg)
}

// known refuses who has no token.
func (h *Area) known(c *shell.Context) error {
	if c.Actor().Account == 0 {
		return h.unknown(c, "Cần khóa truy cập: gửi kèm Authorization: Bearer.")
	}
	return nil
}

// apiTitles are the titles of the answers that pages never give.
var apiTitles = map[int]string{
	http.StatusPreconditionFailed:   "Đã có bản mới hơn",
	http.StatusPreconditionRequired: "Cần nêu phiên bản",
}

// refuse answers with a problem (RFC 9457) that has no kind of error of its own.
func refuse(c *shell.Context, code int, detail string, fields registry.Fields, more map[string]any) error {
	title := apiTitles[code]
	if title == "" {
		title = shell.Headings[code]
	}
	body := map[string]any{"type": "about:blank", "title": title, "status": code, "detail": detail}
	if len(fields) > 0 {
		body["errors"] = fields
	}
	for k, v := range more {
		body[k] = v
	}
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return c.Blob(code, "application/problem+json; charset=utf-8", b)
}

// asColumns gives the wrong fields of an error the names of the body's keys.
func asColumns(err error) error {
	e, ok := errors.AsType[*registry.Error](err)
	if !ok || len(e.Fields) == 0 {
		return err
	}
	out := *e
	out.Fields = slices.Clone(e.Fields)
	for i := range out.Fields {
		out.Fields[i].Field = exchange.ColumnOf(out.Fields[i].Field)
	}
	return &out
}

// parameters reads the query: only those named may be there, each in the form
// that the address standard has. Nil means that the request was refused.
func parameters(c *shell.Context, allowed ...string) (url.Values, error) {
	v, err := url.ParseQuery(c.Request().URL.RawQuery)
	if err != nil {
		return nil, refuse(c, http.StatusBadRequest, "Phần sau dấu ? của địa chỉ chưa đọc được.", nil, nil)
	}
	var wrong registry.Fields
	for _, name := range shell.SortedKeys(v) {
		if !slices.Contains(allowed, name) {
			wrong.Add(name, "Không có tham số này. Các tham số nhận: %s.", strings.Join(allowed, ", "))
		}
	}
	if len(wrong) > 0 {
		if len(allowed) == 0 {
			for i := range wrong {
				wrong[i].Message = "Địa chỉ này không nhận tham số."
			}
		}
		return nil, refuse(c, http.StatusBadRequest, "Địa chỉ có tham số lạ.", wrong, nil)
	}
	return v, nil
}

// row reads the JSON body of a write. Nil means that the request was refused.
func (h *Area) row(c *shell.Context) (*exchange.Row, error) {
	r := c.Request()
	if kind := r.Header.Get("Content-Type"); kind != "" {
		media, _, err := mime.ParseMediaType(kind)
		if err != nil || media != "application/json" && !strings.HasSuffix(media, "+json") {
			return nil, registry.Errorf(registry.Unsupported, "Gửi nội dung dạng application/json.")
		}
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.Response(), r.Body, exchange.MaxObject))
	if err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return nil, registry.Errorf(registry.TooLarge, "Nội dung gửi lên quá 1 MB.")
		}
		return nil, refuse(c, http.StatusBadRequest, "Nội dung gửi lên bị cắt giữa chừng.", nil, nil)
	}
	row, err := exchange.ParseObject(body)
	if err != nil {
		return nil, refuse(c, http.StatusBadRequest, registry.MessageOf(err), nil, nil)
	}
	return &row, nil
}

// absolute is an address as a program needs it.
func (h *Area) absolute(c *shell.Context, path string) string { return h.Base(c) + path }
