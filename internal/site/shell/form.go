package shell

import (
	"context"
	"crypto/rand"
	"encoding"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// PageParam reads the number of a page of a list.
func PageParam(c *Context) int {
	n, err := strconv.Atoi(c.QueryParam("trang"))
	if err != nil || n < 1 || n > 1_000_000 {
		return 1
	}
	return n
}

// Correctable reports whether a form is shown again for an error.
func Correctable(err error) bool {
	k := registry.KindOf(err)
	return k == registry.Invalid || k == registry.Conflict || k == registry.TooMany
}

// BuildVersion is what the build says of itself.
func BuildVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "chưa phát hành"
}

// NewFormKey makes the key by which a form that is sent twice is recognised.
func NewFormKey() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// What one request may carry. A form's text is small; files come with it or by
// themselves.
const (
	maxForm  = 2 << 20   // bytes of text
	maxFile  = 30 << 20  // bytes of one file, before the store says its own limit
	maxWhole = 200 << 20 // bytes of everything
	maxParts = 5_000     // parts of a multipart form
	maxIndex = 1_000     // highest number of a row
)

// ReadForm reads a posted form, urlencoded or multipart. Files are handed to
// take in their order; without it they are skipped.
func ReadForm(c *Context, take takeFile) (url.Values, error) {
	r := c.Request()
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // unreadable: urlencoded
	if kind != "multipart/form-data" {
		r.Body = http.MaxBytesReader(c.Response(), r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			return nil, Unreadable(err)
		}
		return r.PostForm, nil
	}
	r.Body = http.MaxBytesReader(c.Response(), r.Body, maxWhole)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, Unreadable(err)
	}
	v, room := url.Values{}, int64(maxForm)
	for range maxParts {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return v, nil
		}
		if err != nil {
			return nil, Unreadable(err)
		}
		if name := part.FileName(); name != "" {
			if err := takePart(take, part.FormName(), name, part); err != nil {
				return nil, err
			}
			continue
		}
		text, err := io.ReadAll(io.LimitReader(part, room+1))
		if err != nil {
			return nil, Unreadable(err)
		}
		if room -= int64(len(text)); room < 0 {
			return nil, tooMuch()
		}
		v.Add(part.FormName(), string(text))
	}
	return nil, tooMuch()
}

func tooMuch() error {
	return registry.Errorf(registry.TooLarge, "Phần gửi lên lớn quá mức nhận. Hãy gửi ít hơn mỗi lần.")
}

// Unreadable is the error for a form that was cut off or garbled, or is too large.
func Unreadable(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return tooMuch()
	}
	return &registry.Error{
		Kind: registry.Invalid,
		Msg:  "Biểu mẫu đến không trọn vẹn, có thể do đường truyền. Hãy quay lại trang trước và gửi lại.",
		Err:  err,
	}
}

// Decode fills a struct from a form: field names are the JSON names behind
// prefix, rows of a list are numbered as in "outcomes.0.target". Whatever was
// typed is kept as it was typed; only a code that no list offers is wrong.
func Decode(v url.Values, prefix string, into reflect.Value, wrong *registry.Fields) {
	for i := range into.NumField() {
		tag, _, _ := strings.Cut(into.Type().Field(i).Tag.Get("json"), ",")
		if tag == "" || tag == "-" {
			continue
		}
		decodeOne(v, prefix+tag, into.Field(i), wrong)
	}
}

func decodeOne(v url.Values, name string, f reflect.Value, wrong *registry.Fields) {
	if code, ok := f.Addr().Interface().(encoding.TextUnmarshaler); ok {
		if text := v.Get(name); text != "" {
			if err := code.UnmarshalText([]byte(text)); err != nil {
				wrong.Add(name, "%s", registry.MessageOf(err))
			}
		}
		return
	}
	switch f.Kind() {
	case reflect.String:
		f.SetString(v.Get(name))
	case reflect.Bool:
		f.SetBool(Checked(v, name))
	case reflect.Int64:
		f.SetInt(FormNumber(v, name))
	case reflect.Array:
		for i := range f.Len() {
			Decode(v, fmt.Sprintf("%s.%d.", name, i), f.Index(i), wrong)
		}
	case reflect.Slice:
		decodeList(v, name, f, wrong)
	}
}

// decodeList reads repeated values, or numbered rows in the order of their numbers.
func decodeList(v url.Values, name string, f reflect.Value, wrong *registry.Fields) {
	if f.Type().Elem().Kind() == reflect.String {
		for _, text := range v[name] {
			if text != "" {
				f.Set(reflect.Append(f, reflect.ValueOf(text)))
			}
		}
		return
	}
	for _, n := range rowsOf(v, name) {
		row := reflect.New(f.Type().Elem()).Elem()
		Decode(v, fmt.Sprintf("%s.%d.", name, n), row, wrong)
		f.Set(reflect.Append(f, row))
	}
}

// rowsOf lists the numbers of a list's rows in order, one more than any list may
// have at most, so that too many are noticed and not stored.
func rowsOf(v url.Values, name string) []int {
	var rows []int
	for key := range v {
		rest, ok := strings.CutPrefix(key, name+".")
		if !ok {
			continue
		}
		index, field, ok := strings.Cut(rest, ".")
		n, err := strconv.Atoi(index)
		if !ok || field == "" || err != nil || n < 0 || n > maxIndex {
			continue
		}
		rows = append(rows, n)
	}
	slices.Sort(rows)
	rows = slices.Compact(rows)
	return rows[:min(len(rows), registry.MaxRows+1)]
}

// DropRow takes the row that a button named, "outcomes.2", out of a form.
func DropRow(v url.Values) {
	row := v.Get("bo")
	if list, n, ok := strings.Cut(row, "."); !ok || list == "" || n == "" {
		return
	}
	for key := range v {
		if strings.HasPrefix(key, row+".") {
			delete(v, key)
		}
	}
}

// TakeMeant puts into a field what a button beside it named as meant: 1.500 where
// "1,500" was typed. It gives the name of the field, "" when no such button was pressed.
func TakeMeant(v url.Values) string {
	name := v.Get("lay")
	if name == "" {
		return ""
	}
	if meant := registry.Amount(v.Get(name)).Count().Meant; meant != "" {
		v.Set(name, meant)
	}
	return name
}

// FormContext is the context of what a form asks for: with it go the answers that
// numbers of persons are meant to be public, and that figures asked about are right.
func FormContext(c *Context, v url.Values) context.Context {
	ctx := workflow.FiguresMeant(c.Context(), v[workflow.FiguresField])
	if Checked(v, workflow.NumbersField) {
		return workflow.NumbersMeant(ctx)
	}
	return ctx
}

// Checked reports whether a box of a form is checked.
func Checked(v url.Values, name string) bool {
	switch v.Get(name) {
	case "1", "on", "true":
		return true
	}
	return false
}

// FormNumber reads a whole number; 0 for anything else.
func FormNumber(v url.Values, name string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(v.Get(name)), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// keptMax is how much typed text is carried over a sign-in or a maintenance, in bytes.
const keptMax = 1 << 20

// notKept are fields that are typed again: secrets do not travel through pages.
var notKept = []string{"password", "current", "code", "factor"}

// KeepForm reads what a form sent, to be carried over the sign-in.
func (s *Shell) KeepForm(c *Context, to string) (*view.Kept, string) {
	const over = "Phiên làm việc đã hết hoặc bạn chưa đăng nhập. "
	kept := &view.Kept{To: to}
	form, err := ReadForm(c, func(string, string, io.Reader) error { kept.Files = true; return nil })
	size := 0
	for _, name := range SortedKeys(form) {
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
		return nil, over + "Phần vừa gửi lớn quá hoặc không đến trọn vẹn nên không giữ ở đây được. Hãy dùng nút Quay lại của " +
			"trình duyệt để chép lại trước khi đăng nhập."
	case len(kept.Fields) == 0:
		return kept, over + "Đăng nhập xong bạn làm tiếp được ngay."
	}
	return kept, over + "Nội dung vừa gõ vẫn được giữ ở đây: đăng nhập xong bạn lưu tiếp được ngay."
}
