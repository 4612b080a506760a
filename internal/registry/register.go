package registry

import (
	"slices"
	"time"
)

// Act is a line of a register: the paper by which something was declared or
// given. A line is revoked with a reason, never removed.
type Act struct {
	ID           int64
	Level        RecognitionLevel
	Form         string // of a recognition: quyet-dinh, thong-bao, ket-luan; of a commendation its name
	Number       string
	Date         Date
	Issuer       string
	Signer       string
	File         string // the hash of the signed paper; "" for none
	FileName     string
	At           time.Time // entered; zero: before there was a register
	RevokedAt    time.Time
	RevokeReason string
}

// Revoked reports whether the act was taken back.
func (a Act) Revoked() bool { return !a.RevokedAt.IsZero() }

// Recognition (công nhận) declares that an entry reached a level. It is not a
// commendation.
type Recognition struct {
	Act
	Text string // as reported, when the parts are not known
}

// Commendation (khen thưởng) is a legal award given to an entry.
type Commendation struct{ Act }

// RecognitionLevel is how high a recognition or a commendation was given; "" when
// nothing says it.
type RecognitionLevel string

// The levels, the lowest first. That of the district is of before 01/07/2025.
const (
	LocalRecognition    RecognitionLevel = "co-so"
	DistrictRecognition RecognitionLevel = "huyen"
	ProvinceRecognition RecognitionLevel = "tinh"
)

// RecognitionLevels lists the levels, the lowest first.
func RecognitionLevels() []Choice {
	return []Choice{
		{string(LocalRecognition), "Cấp cơ sở"},
		{string(DistrictRecognition), "Cấp huyện (trước 01/07/2025)"},
		{string(ProvinceRecognition), "Cấp tỉnh"},
	}
}

// Known reports whether the level is one of [RecognitionLevels].
func (l RecognitionLevel) Known() bool { return l.rank() >= 0 }

// Label gives the words for the level, or its code when there are none.
func (l RecognitionLevel) Label() string { return ChoiceLabel(RecognitionLevels(), string(l)) }

// Above reports whether a level is higher than another; "" is below all.
func (l RecognitionLevel) Above(other RecognitionLevel) bool { return l.rank() > other.rank() }

func (l RecognitionLevel) rank() int {
	return slices.IndexFunc(RecognitionLevels(), func(c Choice) bool { return c.Code == string(l) })
}

// RecognitionForms lists the kinds of paper by which an entry is recognised.
func RecognitionForms() []Choice {
	return []Choice{{"quyet-dinh", "Quyết định"}, {"thong-bao", "Thông báo"}, {"ket-luan", "Kết luận"}}
}

// districtEnd is the first day without a district level.
const districtEnd Date = "2025-07-01"

// maxActText bounds the texts of a line, in characters.
const maxActText = 300

// Clean brings the texts of a line into one form.
func (a *Act) Clean() {
	a.Level = RecognitionLevel(CleanText(string(a.Level)))
	for _, p := range []*string{&a.Form, &a.Number, &a.Issuer, &a.Signer, &a.RevokeReason} {
		*p = CleanText(*p)
	}
	a.Date = NewDate(string(a.Date))
}

// actText is one text of a line.
type actText struct {
	name, label, text string
	need              bool // of a commendation
}

func (a *Act) texts() []actText {
	return []actText{
		{"form", "Hình thức", a.Form, true}, {"number", "Số văn bản", a.Number, true},
		{"issuer", "Cơ quan ban hành", a.Issuer, true}, {"signer", "Người ký", a.Signer, false},
	}
}

// check lists what is wrong with a line; full asks for all that a commendation
// must have.
func (a Act) check(f *Fields, full bool) {
	if !a.Level.Known() {
		f.Add("level", "Chọn cấp %s.", map[bool]string{true: "khen thưởng", false: "công nhận"}[full])
	}
	for _, x := range a.texts() {
		switch n := len([]rune(x.text)); {
		case n > maxActText:
			f.Add(x.name, "%s: tối đa %d ký tự.", x.label, maxActText)
		case n == 0 && full && x.need:
			f.Add(x.name, "%s: ghi đầy đủ như trên văn bản.", x.label)
		}
	}
	switch {
	case a.Date == "" && !full:
	case !a.Date.Valid():
		f.Add("date", "Nhập ngày ghi trên văn bản, dạng dd/mm/yyyy.")
	case a.Level == DistrictRecognition && a.Date >= districtEnd:
		f.Add("level", "Từ 01/07/2025 không còn cấp huyện.")
	}
}

// Check lists what is wrong with a recognition before it is entered.
func (r Recognition) Check() error {
	var f Fields
	r.check(&f, false)
	if r.Issuer == "" && r.Text == "" {
		f.Add("issuer", "Ghi cơ quan công nhận.")
	}
	return f.Err("Chưa ghi được công nhận.")
}

// Check lists what is wrong with a commendation before it is entered.
func (c Commendation) Check() error {
	var f Fields
	c.check(&f, true)
	return f.Err("Chưa ghi được vào sổ.")
}

// Line writes an act in one line: level, form, number, day, issuer, and that it
// was revoked.
func (a Act) Line() string {
	form := ChoiceLabel(RecognitionForms(), a.Form)
	if a.Number != "" {
		form += " số " + a.Number
	}
	if a.Date != "" {
		form += " ngày " + a.Date.Local()
	}
	out := a.Level.Label()
	for _, part := range []string{form, a.Issuer} {
		if part != "" {
			out += ", " + part
		}
	}
	if a.Revoked() {
		out += " (đã thu hồi ngày " + DateOf(a.RevokedAt.In(Zone)).Local() + ")"
	}
	return out
}

// Line writes a recognition in one line; one known by its text alone as that.
func (r Recognition) Line() string {
	if r.Text == "" || r.Number != "" {
		return r.Act.Line()
	}
	r.Form, r.Issuer, r.Act.Date = "", r.Text, ""
	return r.Act.Line()
}
