package oversight

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Change is one difference between two states of a season's figures.
type Change struct {
	What          string // "Số liệu", "Mô hình", "Chỉ số", "Đơn vị", "Báo cáo năm"
	Label         string
	Before, After string           // "" for what was not there
	Entry         registry.EntryID // of a model
}

// Changes lists what differs between two states, figures first.
func Changes(a, b *Frozen) []Change {
	var out []Change
	add := func(what, label, before, after string, id registry.EntryID) {
		if before != after {
			out = append(out, Change{what, label, before, after, id})
		}
	}
	before, after := a.Numbers(), b.Numbers()
	for _, c := range append(cutLabels(b), UnitCutLabels()...) {
		add("Số liệu", c.Label, count(before[c.Code]), count(after[c.Code]), 0)
	}
	compare(
		a.Sums,
		b.Sums,
		SumLine.key,
		func(x, y *SumLine) {
			add("Chỉ số", cmp.Or(x, y).Name, x.words(), y.words(), 0)
		},
	)
	compare(a.Models, b.Models, func(m Model) string { return fmt.Sprintf("%012d", m.ID) }, func(x, y *Model) {
		m := cmp.Or(y, x)
		add("Mô hình", m.Title+" (số "+m.Number+")", x.words(), y.words(), m.ID)
	})
	compare(a.Units, b.Units, func(u UnitLine) string { return string(u.Code) }, func(x, y *UnitLine) {
		add("Đơn vị", cmp.Or(y, x).Name, x.words(), y.words(), 0)
	})
	compare(a.Selfs, b.Selfs, func(s SelfLine) string { return string(s.Unit) }, func(x, y *SelfLine) {
		was, now := x.words(), y.words()
		if was == now && x != nil && y != nil && x.Text != y.Text {
			now += ", đã sửa nội dung"
		}
		add("Báo cáo năm", cmp.Or(y, x).Name, was, now, 0)
	})
	return out
}

// key is what stays of a line though its indicator is renamed.
func (s SumLine) key() string {
	if s.Usual {
		return s.Indicator + "||" + s.Unit + "|" + s.Period
	}
	return strings.Join([]string{s.Indicator, s.Name, s.Unit, s.Period}, "|")
}

func cutLabels(f *Frozen) []registry.Choice {
	var out []registry.Choice
	for _, c := range f.Cuts() {
		out = append(out, registry.Choice{Code: c.Key, Label: c.Label})
	}
	return out
}

// compare walks two lists by key; a side without the key is nil.
func compare[T any](a, b []T, key func(T) string, each func(x, y *T)) {
	at := map[string][2]*T{}
	for i := range a {
		at[key(a[i])] = [2]*T{&a[i], nil}
	}
	for i := range b {
		k := key(b[i])
		at[k] = [2]*T{at[k][0], &b[i]}
	}
	keys := make([]string, 0, len(at))
	for k := range at {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		each(at[k][0], at[k][1])
	}
}

func count(n int) string { return vietnamese.FormatNumber(float64(n)) }

func (s *SumLine) words() string {
	if s == nil {
		return ""
	}
	v := s.Sum
	switch s.Aggregate {
	case registry.Ratio.String():
		v = s.Median
	case registry.Last.String():
		v = s.Newest
	}
	return fmt.Sprintf("%s %s, %s mô hình, %s được xác nhận hiệu quả", vietnamese.FormatNumber(v), s.Unit, count(s.Entries), count(s.Sure))
}

func (m *Model) words() string {
	if m == nil {
		return ""
	}
	r, _ := registry.ParseRegistration(m.Registration) // a code that was written by us
	result, _ := registry.ParseResult(m.Result)
	parts := []string{m.UnitName, registry.FieldLabel(m.Field), m.Type.Label(), m.Novelty.Label(), r.Label(), result.Label()}
	if n := len(m.Recognitions); n > 0 {
		parts = append(parts, fmt.Sprintf("%d công nhận", n))
	}
	if n := len(m.Commendations); n > 0 {
		parts = append(parts, fmt.Sprintf("%d khen thưởng", n))
	}
	return strings.Join(parts, ", ")
}

func (u *UnitLine) words() string {
	switch {
	case u == nil:
		return ""
	case !u.Owes:
		return "không bắt buộc"
	}
	labels := []registry.Choice{
		{Code: "dung-han", Label: "đúng hạn"},
		{Code: "cham", Label: "chậm"},
		{Code: "chua-co", Label: "chưa có"},
		{Code: "mien", Label: "được miễn"},
	}
	return "đăng ký " + registry.ChoiceLabel(labels, u.Register) + ", báo cáo " + registry.ChoiceLabel(labels, u.Report)
}

func (s *SelfLine) words() string {
	if s == nil {
		return ""
	}
	state, _ := registry.ParseSelfState(s.State) // a code that was written by us
	return state.Label()
}
