package shell

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// Status is the only map from a kind of error to a status; what is not in it is a 500.
var Status = map[registry.ErrorKind]int{
	registry.Invalid:     http.StatusUnprocessableEntity,
	registry.Denied:      http.StatusForbidden,
	registry.Unknown:     http.StatusUnauthorized,
	registry.NotFound:    http.StatusNotFound,
	registry.Conflict:    http.StatusConflict,
	registry.TooLarge:    http.StatusRequestEntityTooLarge,
	registry.Unsupported: http.StatusUnsupportedMediaType,
	registry.TooMany:     http.StatusTooManyRequests,
}

// Headings are the headings of the pages that say what went wrong.
var Headings = map[int]string{
	http.StatusBadRequest:            "Yêu cầu chưa đọc được",
	http.StatusUnauthorized:          "Cần đăng nhập",
	http.StatusForbidden:             "Không làm được việc này",
	http.StatusNotFound:              "Không tìm thấy trang",
	http.StatusMethodNotAllowed:      "Địa chỉ này không nhận yêu cầu như vậy",
	http.StatusConflict:              "Chưa làm được việc này",
	http.StatusRequestEntityTooLarge: "Gửi nhiều quá",
	http.StatusUnsupportedMediaType:  "Loại tệp chưa nhận được",
	http.StatusUnprocessableEntity:   "Còn chỗ cần sửa",
	http.StatusTooManyRequests:       "Xin chờ một chút",
	http.StatusInternalServerError:   "Có trục trặc phía chúng tôi",
	http.StatusServiceUnavailable:    "Tạm thời chưa phục vụ được",
}

// StatusOf gives the status and the words for the reader of an error.
func StatusOf(err error) (int, string) {
	if kind := registry.KindOf(err); kind != registry.Internal {
		if code, ok := Status[kind]; ok {
			return code, registry.MessageOf(err)
		}
	}
	if code, ok := codeOf(err); ok && code < 500 {
		return code, map[int]string{
			http.StatusNotFound:              "Địa chỉ này không có trang nào.",
			http.StatusMethodNotAllowed:      "Hãy mở lại trang trước rồi làm từ đó.",
			http.StatusRequestEntityTooLarge: "Phần gửi lên lớn quá mức nhận. Hãy gửi ít hơn mỗi lần.",
		}[code]
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return http.StatusRequestEntityTooLarge, "Phần gửi lên lớn quá mức nhận. Hãy gửi ít hơn mỗi lần."
	}
	return http.StatusInternalServerError, "Việc vừa rồi chưa làm được do trục trặc trên máy chủ. Nội dung đã lưu trước đó " +
		"vẫn còn. Hãy thử lại sau ít phút."
}

// problem shows any error that a handler returned: as a page to people, as
// problem+json (RFC 9457) to programs.
func (s *Shell) problem(err error, c *Context) {
	if c.committed() {
		return
	}
	code, msg := StatusOf(err)
	if code >= 500 {
		c.cause = err
	}
	if code == http.StatusTooManyRequests {
		c.Header().Set("Retry-After", "60")
	}
	if c.Request().Method == http.MethodHead {
		_ = c.NoContent(code)
		return
	}
	if WantsJSON(c) {
		s.problemJSON(c, code, msg, registry.FieldsOf(err))
		return
	}
	if code == http.StatusUnauthorized {
		if e := s.AskSignIn(c); e == nil {
			return
		}
	}
	p := view.ProblemPage{Heading: Headings[code], Message: msg, BackURL: "/", BackLabel: "Về trang đầu"}
	if p.Heading == "" {
		p.Heading = "Yêu cầu chưa thực hiện được"
	}
	if code >= 500 {
		p.Reference = c.id
	}
	var e error
	if c.pages != nil {
		ch := s.Chrome(c, p.Heading)
		ch.NoIndex = true
		if code == http.StatusNotFound && s.Lost != nil && c.Request().Method == http.MethodGet {
			ch.Query, p.Hits = s.Lost(c)
		}
		e = Render(c, code, c.Pages().Public.Problem, ch, p)
	}
	if e != nil {
		c.cause = errors.Join(err, e)
		_ = c.Text(code, p.Heading+". "+msg)
	}
}

func (s *Shell) problemJSON(c *Context, code int, msg string, fields registry.Fields) {
	if fields == nil {
		fields = registry.Fields{} // programs read errors without asking first
	}
	body := map[string]any{"type": "about:blank", "title": Headings[code], "status": code, "detail": msg, "errors": fields}
	if c.id != "" && code >= 500 {
		body["instance"] = "urn:request:" + c.id
	}
	b, err := json.Marshal(body)
	if err != nil {
		_ = c.NoContent(code)
		return
	}
	_ = c.Blob(code, "application/problem+json; charset=utf-8", b)
}

// WantsJSON reports whether a program asks: the API always, a script of a page
// when it says so.
func WantsJSON(c *Context) bool {
	return strings.HasPrefix(c.Request().URL.Path, "/api/") || strings.HasPrefix(c.Request().Header.Get("Accept"), "application/json")
}
