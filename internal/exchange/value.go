package exchange

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// value is one field of a row: a JSON value, or the text of a cell.
type value struct {
	json    json.RawMessage
	cell    string
	isCell  bool
	numeric bool // a cell that the sheet holds as a number, written the English way
}

func (v value) empty() bool {
	if v.isCell {
		return strings.TrimSpace(v.cell) == ""
	}
	return len(v.json) == 0 || string(v.json) == "null"
}

const (
	wantText   = "cần là chữ."
	wantNumber = "cần là số."
	wantDate   = "cần là ngày, dạng 2026-03-31 hoặc 31/03/2026."
	wantBool   = "cần là true hoặc false."
	wantList   = "cần là danh sách."
	wantObject = "cần là một nhóm trường {…}."
)

// text reads a text; nothing is "".
func (v value) text() (string, string) {
	if v.isCell {
		return v.cell, ""
	}
	if v.empty() {
		return "", ""
	}
	var s string
	if json.Unmarshal(v.json, &s) != nil {
		return "", wantText
	}
	return s, ""
}

// amount reads a number, or the text of one as it was typed.
func (v value) amount() (registry.Amount, string) {
	switch {
	case v.empty():
		return "", ""
	case v.isCell && v.numeric:
		return plainAmount(v.cell), ""
	case v.isCell:
		return registry.Amount(v.cell), ""
	case v.json[0] == '"':
		s, wrong := v.text()
		return registry.Amount(s), wrong
	}
	var n json.Number
	if json.Unmarshal(v.json, &n) != nil {
		return "", wantNumber
	}
	return plainAmount(n.String()), ""
}

// plainAmount turns a number as programs write it into one as people here do,
// without losing a digit.
func plainAmount(s string) registry.Amount {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return registry.Amount(s)
	}
	if a := registry.AmountOf(f); same(a, f) {
		return a
	}
	return registry.Amount(strings.Replace(strconv.FormatFloat(f, 'f', -1, 64), ".", ",", 1))
}

func same(a registry.Amount, f float64) bool {
	v, ok := a.Value()
	return ok && v == f
}

// amountOut is how an amount is written: a number when nothing of what was typed
// is lost by it, else the text.
func amountOut(a registry.Amount) any {
	if v, ok := a.Value(); ok {
		s := strconv.FormatFloat(v, 'f', -1, 64)
		if len(s) < 25 && plainAmount(s) == a {
			return json.Number(s)
		}
	}
	return string(a)
}

// date reads a day.
func (v value) date() (registry.Date, string) {
	if v.isCell && v.numeric {
		if day, ok := serialDay(v.cell); ok {
			return day, ""
		}
	}
	s, wrong := v.text()
	if wrong != "" {
		return "", wantDate
	}
	return registry.NewDate(s), ""
}

// year reads a year; nothing is 0.
func (v value) year() (registry.Year, string) {
	s := strings.TrimSpace(v.cell)
	if !v.isCell {
		if v.empty() {
			return 0, ""
		}
		s = strings.Trim(string(v.json), `"`)
	}
	switch vietnamese.Fold(s) {
	case "", "khong ro", "khong ro nam":
		return 0, ""
	}
	n, err := strconv.Atoi(strings.TrimSuffix(s, ".0"))
	if err != nil {
		return 0, "“" + short(s) + "” không phải một năm."
	}
	return registry.Year(n), ""
}

var truths = map[string]bool{
	"": false, "0": false, "false": false, "khong": false, "no": false,
	"1": true, "true": true, "co": true, "x": true, "yes": true,
}

func (v value) bool() (bool, string) {
	if v.isCell {
		b, ok := truths[vietnamese.Fold(strings.TrimSpace(v.cell))]
		if !ok {
			return false, "“" + short(v.cell) + "”: ghi “có” hoặc để trống."
		}
		return b, ""
	}
	var b bool
	if !v.empty() && json.Unmarshal(v.json, &b) != nil {
		return false, wantBool
	}
	return b, ""
}

// list reads a list of JSON values; in a cell it is written as JSON.
func (v value) list() ([]json.RawMessage, string) {
	if v.empty() {
		return nil, ""
	}
	var out []json.RawMessage
	if json.Unmarshal(v.raw(), &out) != nil {
		return nil, wantList
	}
	return out, ""
}

// object reads a JSON object; in a cell it is written as JSON.
func (v value) object() (object, string) {
	if v.empty() {
		return nil, ""
	}
	var out object
	if json.Unmarshal(v.raw(), &out) != nil {
		return nil, wantObject
	}
	return out, ""
}

func (v value) raw() []byte {
	if v.isCell {
		return []byte(v.cell)
	}
	return v.json
}

// texts reads a list of texts; in a cell they may also be separated by ; or
// by lines.
func (v value) texts() ([]string, string) {
	if v.isCell && !strings.HasPrefix(strings.TrimSpace(v.cell), "[") {
		var out []string
		for _, s := range strings.FieldsFunc(v.cell, func(r rune) bool { return r == ';' || r == ',' || r == '\n' }) {
			if s = strings.TrimSpace(s); s != "" {
				out = append(out, s)
			}
		}
		return out, ""
	}
	list, wrong := v.list()
	if wrong != "" {
		return nil, wrong
	}
	out := make([]string, len(list))
	for i, raw := range list {
		if out[i], wrong = (value{json: raw}).text(); wrong != "" {
			return nil, "cần là danh sách chữ."
		}
	}
	return out, ""
}

// object is a JSON object, or a row of one.
type object map[string]json.RawMessage

// unknown lists the keys of an object that are not among the known ones, in
// order.
func (o object) unknown(known ...string) []string {
	var out []string
	for k := range o {
		if !contains(known, k) {
			out = append(out, k)
		}
	}
	return sorted(out)
}

// marshal writes a value as JSON without escaping what HTML would need.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// short cuts a text for a message.
func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
