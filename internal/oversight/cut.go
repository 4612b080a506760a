package oversight

import (
	"slices"
	"strings"

	"danvankheo/internal/registry"
)

// The keys of the cuts that every season has. They are kept with the figures of
// the year before and in addresses.
const (
	CutRegistered  = "dang-ky"
	CutLate        = "bo-sung"
	CutAccepted    = "tiep-nhan"
	CutReported    = "bao-cao"
	CutEffective   = "hieu-qua"
	CutIneffective = "chua-hieu-qua"
	CutRecognized  = "cong-nhan"
	CutLocal       = "cong-nhan-co-so"
	CutProvince    = "cong-nhan-tinh"
	CutCommended   = "khen-thuong"
	CutPress       = "bao-chi"
	CutContinuing  = "tiep-tuc"
)

// FieldCut is the key of the models of a field.
func FieldCut(f registry.FieldCode) string { return "linh-vuc-" + string(f) }

// TypeCut is the key of the models of a type.
func TypeCut(t registry.Type) string { return "loai-" + t.String() }

// NoveltyCut is the key of the models that are new, continued and so on.
func NoveltyCut(n registry.Novelty) string { return "hinh-thuc-" + n.String() }

const homeCut = "don-vi-"

// HomeCut is the key of the models that are counted in the line of a unit.
func HomeCut(u registry.UnitCode) string { return homeCut + string(u) }

// What the keys of units begin with: by what they registered, and by what they
// reported. A state is written behind it.
const (
	unitCut   = "don-vi:"
	reportCut = unitCut + "bao-cao-"
)

// The keys of units that are no single state.
const (
	UnitsOwing      = unitCut + "phai"
	UnitsRegistered = unitCut + "co"
	UnitsReported   = reportCut + "co"
)

// UnitCut is the key of the units in a state of a step.
func UnitCut(step registry.Step, s State) string {
	if step == registry.Reporting {
		return reportCut + s.String()
	}
	return unitCut + s.String()
}

// CutsUnits reports whether a key is one of [Frozen.UnitCuts], and not of models.
func CutsUnits(key string) bool { return strings.HasPrefix(key, unitCut) }

// Cut is one way of choosing models, named in addresses by its key.
type Cut struct {
	Key, Label string
	holds      func(*Model) bool
}

// Cuts lists the ways of choosing models of the season: stages, fields, types,
// novelties.
func (f *Frozen) Cuts() []Cut {
	out := []Cut{
		{CutRegistered, "Đăng ký", func(*Model) bool { return true }},
		{CutLate, "Đăng ký bổ sung (sau hạn)", func(m *Model) bool { return m.Late }},
		{CutAccepted, "Đã tiếp nhận", func(m *Model) bool { return m.Registration == registry.Accepted.String() }},
		{CutReported, "Đã báo cáo kết quả", (*Model).Sent},
		{CutEffective, "Được xác nhận hiệu quả", func(m *Model) bool { return m.Result == registry.Effective.String() }},
		{CutIneffective, "Chưa hiệu quả", func(m *Model) bool { return m.Result == registry.Ineffective.String() }},
		{CutRecognized, "Được công nhận", func(m *Model) bool { return len(m.Recognitions) > 0 }},
		{CutLocal, "Công nhận cấp cơ sở", func(m *Model) bool { return m.recognised(registry.LocalRecognition) }},
		{CutProvince, "Công nhận cấp tỉnh", func(m *Model) bool { return m.recognised(registry.ProvinceRecognition) }},
		{CutCommended, "Được khen thưởng", func(m *Model) bool { return len(m.Commendations) > 0 }},
		{CutPress, "Có bài báo chí đã kiểm tra", func(m *Model) bool { return m.Press > 0 }},
	}
	for _, x := range f.Fields {
		out = append(
			out,
			Cut{FieldCut(x.Code), "Lĩnh vực " + strings.ToLower(x.Label), func(m *Model) bool { return m.Field == x.Code }},
		)
	}
	for _, t := range registry.Types() {
		out = append(out, Cut{TypeCut(t), t.Label(), func(m *Model) bool { return m.Type == t }})
	}
	for _, n := range registry.Novelties() {
		out = append(out, Cut{NoveltyCut(n), n.Label(), func(m *Model) bool { return m.Novelty == n }})
	}
	return append(out, Cut{CutContinuing, "Tiếp tục, nâng chất, nhân rộng", func(m *Model) bool { return m.Novelty != registry.New }})
}

// Choose lists the models that all the keys hold for; a key may also be a unit
// line, [HomeCut]. ok is false for a key that is none.
func (f *Frozen) Choose(keys ...string) (out []Model, ok bool) {
	cuts := f.Cuts()
	var holds []func(*Model) bool
	for _, key := range keys {
		if code, of := strings.CutPrefix(key, homeCut); of {
			holds = append(holds, func(m *Model) bool { return m.Home == registry.UnitCode(code) })
			continue
		}
		i := slices.IndexFunc(cuts, func(c Cut) bool { return c.Key == key })
		if i < 0 {
			return nil, false
		}
		holds = append(holds, cuts[i].holds)
	}
	for i := range f.Models {
		if !slices.ContainsFunc(holds, func(h func(*Model) bool) bool { return !h(&f.Models[i]) }) {
			out = append(out, f.Models[i])
		}
	}
	return out, true
}

// Count counts what [Frozen.Choose] lists.
func (f *Frozen) Count(keys ...string) int {
	list, _ := f.Choose(keys...)
	return len(list)
}

// Label names what keys choose.
func (f *Frozen) Label(keys ...string) string {
	var out []string
	for _, key := range keys {
		for _, c := range f.Cuts() {
			if c.Key == key {
				out = append(out, c.Label)
			}
		}
		for _, u := range f.Units {
			if key == HomeCut(u.Code) {
				out = append(out, u.Name)
			}
		}
	}
	return strings.Join(out, ", ")
}

// Numbers counts every cut by its key.
func (f *Frozen) Numbers() map[string]int {
	out := map[string]int{}
	for _, c := range f.Cuts() {
		for i := range f.Models {
			if c.holds(&f.Models[i]) {
				out[c.Key]++
			}
		}
	}
	for key, list := range f.UnitCuts() {
		out[key] = len(list)
	}
	return out
}

// UnitCuts lists the units that owe a model, by their state in registering and in
// reporting. Expected is always actual + missing + exempt.
func (f *Frozen) UnitCuts() map[string][]UnitLine {
	out := map[string][]UnitLine{}
	add := func(key string, u UnitLine) { out[key] = append(out[key], u) }
	for _, u := range f.Units {
		if !u.Owes {
			continue
		}
		add(UnitsOwing, u)
		for _, x := range []struct{ before, state, actual string }{
			{unitCut, u.Register, UnitsRegistered}, {reportCut, u.Report, UnitsReported},
		} {
			add(x.before+x.state, u)
			if x.state == OnTime.String() || x.state == Late.String() {
				add(x.actual, u)
			}
		}
	}
	return out
}

// UnitCutLabels names the keys of [Frozen.UnitCuts] that are shown.
func UnitCutLabels() []registry.Choice {
	return []registry.Choice{
		{Code: UnitsOwing, Label: "Đơn vị phải đăng ký"},
		{Code: UnitsRegistered, Label: "Đơn vị đã đăng ký"},
		{Code: UnitCut(registry.Registering, OnTime), Label: "Đăng ký đúng hạn"},
		{Code: UnitCut(registry.Registering, Late), Label: "Đăng ký chậm"},
		{Code: UnitCut(registry.Registering, Missing), Label: "Đơn vị chưa đăng ký"},
		{Code: UnitCut(registry.Registering, Exempt), Label: "Đơn vị được miễn"},
		{Code: UnitsReported, Label: "Đơn vị đã báo cáo kết quả"},
		{Code: UnitCut(registry.Reporting, Missing), Label: "Đơn vị chưa báo cáo kết quả"},
	}
}
