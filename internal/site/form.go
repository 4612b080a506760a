package site

import (
	"context"
	"encoding"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/workflow"
)

// What one request may carry. A form's text is small; files come with it or by
// themselves.
const (
	maxForm  = 2 << 20   // bytes of text
	maxFile  = 30 << 20  // bytes of one file, before the store says its own limit
	maxWhole = 200 << 20 // bytes of everything
	maxParts = 5_000     // parts of a multipart form
	maxIndex = 1_000     // highest number of a row
)

// takeFile receives one file of a form while it streams in. An error ends the
// request: what is wrong with one file is kept by the taker.
type takeFile func(field, name string, r io.Reader) error

// readForm reads a posted form, urlencoded or multipart. Files are handed to
// take in their order; with no taker they are passed over.
func readForm(c *Context, take takeFile) (url.Values, error) {
	r := c.Request()
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // unreadable: urlencoded
	if kind != "multipart/form-data" {
		r.Body = http.MaxBytesReader(c.Response(), r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			return nil, unreadable(err)
		}
		return r.PostForm, nil
	}
	r.Body = http.MaxBytesReader(c.Response(), r.Body, maxWhole)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, unreadable(err)
	}
	v, room := url.Values{}, int64(maxForm)
	for range maxParts {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return v, nil
		}
		if err != nil {
			return nil, unreadable(err)
		}
		if name := part.FileName(); name != "" {
			if err := takePart(take, part.FormName(), name, part); err != nil {
				return nil, err
			}
			continue
		}
		text, err := io.ReadAll(io.LimitReader(part, room+1))
		if err != nil {
			return nil, unreadable(err)
		}
		if room -= int64(len(text)); room < 0 {
			return nil, tooMuch()
		}
		v.Add(part.FormName(), string(text))
	}
	return nil, tooMuch()
}

// takePart hands one file on and reads what the taker left of it.
func takePart(take takeFile, field, name string, r io.Reader) error {
	limited := io.LimitReader(r, maxFile+1)
	if take != nil {
		if err := take(field, fileName(name), limited); err != nil {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, limited); err != nil {
		return unreadable(err)
	}
	if n, _ := r.Read(make([]byte, 1)); n > 0 {
		return tooMuch()
	}
	return nil
}

// fileName is a file's name as it is shown in a message.
func fileName(name string) string {
	name = strings.ReplaceAll(registry.CleanText(name), "\n", " ")
	if r := []rune(name); len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return name
}

func tooMuch() error {
	return registry.Errorf(registry.TooLarge, "Phần gửi lên lớn quá mức nhận. Hãy gửi ít hơn mỗi lần.")
}

// unreadable tells a form that was cut off or garbled from one that is too large.
func unreadable(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return tooMuch()
	}
	return &registry.Error{
		Kind: registry.Invalid,
		Msg:  "Biểu mẫu đến không trọn vẹn, có thể do đường truyền. Hãy quay lại trang trước và gửi lại.",
		Err:  err,
	}
}

// draftOf reads the registration form.
func draftOf(v url.Values) (workflow.Draft, registry.Fields) {
	var d workflow.Draft
	var wrong registry.Fields
	decode(v, "", reflect.ValueOf(&d.Content).Elem(), &wrong)
	uncommitted(d.Content.Outcomes)
	d.Photos = photosOf(v, &wrong)
	d.Ticked = slices.Clone(v["checks"])
	return d, wrong
}

// reportOf reads the result report form.
func reportOf(v url.Values) (workflow.ReportDraft, registry.Fields) {
	var d workflow.ReportDraft
	var wrong registry.Fields
	decode(v, "", reflect.ValueOf(&d.Report).Elem(), &wrong)
	var outcomes struct {
		List []registry.Outcome `json:"outcomes"`
	}
	decode(v, "", reflect.ValueOf(&outcomes).Elem(), &wrong)
	uncommitted(outcomes.List)
	d.Outcomes = outcomes.List
	d.Photos = photosOf(v, &wrong)
	return d, wrong
}

// storyOf reads the story editor.
func storyOf(v url.Values) (registry.Story, registry.Fields) {
	var s registry.Story
	var wrong registry.Fields
	decode(v, "", reflect.ValueOf(&s).Elem(), &wrong)
	return s, wrong
}

// uncommitted: a form never says what was promised; accepting does.
func uncommitted(os []registry.Outcome) {
	for i := range os {
		os[i].Committed = false
	}
}

// photosOf reads the words about photos: "photos.12.caption". A photo the form
// does not speak of is not in the list and keeps its words.
func photosOf(v url.Values, wrong *registry.Fields) []workflow.PhotoEdit {
	var ids []registry.PhotoID
	for key := range v {
		rest, ok := strings.CutPrefix(key, "photos.")
		if !ok {
			continue
		}
		number, field, _ := strings.Cut(rest, ".")
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil || id <= 0 || field == "" {
			continue
		}
		ids = append(ids, registry.PhotoID(id))
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) > 2*workflow.MaxPhotos {
		ids = ids[:2*workflow.MaxPhotos]
	}
	var out []workflow.PhotoEdit
	for _, id := range ids {
		e := workflow.PhotoEdit{ID: id}
		prefix := fmt.Sprintf("photos.%d.", id)
		decode(v, prefix, reflect.ValueOf(&e.PhotoText).Elem(), wrong)
		e.Position = int(number(v, prefix+"position"))
		out = append(out, e)
	}
	return out
}

// decode fills a struct from a form: field names are the JSON names behind
// prefix, rows of a list are numbered as in "outcomes.0.target". Whatever was
// typed is kept as it was typed; only a code that no list offers is wrong.
func decode(v url.Values, prefix string, into reflect.Value, wrong *registry.Fields) {
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
		f.SetBool(ticked(v, name))
	case reflect.Int64:
		f.SetInt(number(v, name))
	case reflect.Array:
		for i := range f.Len() {
			decode(v, fmt.Sprintf("%s.%d.", name, i), f.Index(i), wrong)
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
		decode(v, fmt.Sprintf("%s.%d.", name, n), row, wrong)
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

// dropRow takes the row that a button named, "outcomes.2", out of a form.
func dropRow(v url.Values) {
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

// answers is the context of what a form asks for: with it goes the answer that
// numbers of persons are meant to be public.
func answers(c *Context, v url.Values) context.Context {
	ctx := c.Context()
	if ticked(v, workflow.NumbersField) {
		return workflow.NumbersMeant(ctx)
	}
	return ctx
}

func ticked(v url.Values, name string) bool {
	switch v.Get(name) {
	case "1", "on", "true":
		return true
	}
	return false
}

// number reads a whole number; 0 for anything else.
func number(v url.Values, name string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(v.Get(name)), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
