package oversight

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"danvankheo/internal/registry"
)

// QueryVersion is the version of the way figures are made. It is kept with what is
// frozen and raised whenever the same data would give other figures.
const QueryVersion = 1

// Frozen is all that the yearly report of a season is written from, as it was at
// one moment: figures are counted from its lists, so that a figure and its list
// can never disagree.
type Frozen struct {
	Season    registry.Year      `json:"season"`
	Query     int                `json:"query"`
	Fields    []registry.Field   `json:"fields"`
	Models    []Model            `json:"models"` // that count as registered, in order of number
	Units     []UnitLine         `json:"units"`  // that owe a model, and others that have one
	Sums      []SumLine          `json:"sums"`
	Named     []string           `json:"named"`    // indicators that the report names first; nil: frozen before they were a setting
	Examples  []registry.EntryID `json:"examples"` // that the report names
	Selfs     []SelfLine         `json:"selfs"`
	Survivals []SurvivalLine     `json:"survivals"`
	Last      map[string]int     `json:"last,omitempty"` // the numbers of the year before, nil when it has none
	LastFixed int                `json:"last_fixed"`     // the version of last year's frozen figures they are of; 0: not frozen
}

// Model is one registered model.
type Model struct {
	ID            registry.EntryID   `json:"id"`
	Number        string             `json:"number"`
	Title         string             `json:"title"`
	Unit          registry.UnitCode  `json:"unit"`
	UnitName      string             `json:"unit_name"`
	Home          registry.UnitCode  `json:"home"` // the line of Units it is counted in
	With          []string           `json:"with,omitempty"`
	Field         registry.FieldCode `json:"field"`
	Type          registry.Type      `json:"type"`
	Novelty       registry.Novelty   `json:"novelty"`
	Registration  string             `json:"registration"`
	Result        string             `json:"result"`
	Late          bool               `json:"late,omitempty"`
	Recognitions  []Paper            `json:"recognitions,omitempty"`
	Commendations []Paper            `json:"commendations,omitempty"`
	Figure        string             `json:"figure,omitempty"` // the one figure to name it with
	Press         int                `json:"press,omitempty"`  // confirmed pieces of the press
}

// Paper is a recognition or a commendation.
type Paper struct {
	Level  string        `json:"level,omitempty"`
	Form   string        `json:"form,omitempty"`
	Number string        `json:"number,omitempty"`
	Date   registry.Date `json:"date,omitempty"`
	Issuer string        `json:"issuer,omitempty"`
	Text   string        `json:"text,omitempty"`
}

// UnitLine is one unit and its state.
type UnitLine struct {
	Code      registry.UnitCode `json:"code"`
	Name      string            `json:"name"`
	Kind      registry.UnitKind `json:"kind"`
	Owes      bool              `json:"owes"`
	Register  string            `json:"register,omitempty"` // code of a State
	Report    string            `json:"report,omitempty"`
	Joint     bool              `json:"joint,omitempty"`
	Inherited bool              `json:"inherited,omitempty"`
	Reason    string            `json:"reason,omitempty"` // of an exemption
}

// SumLine is one line of sums.
type SumLine struct {
	Indicator string  `json:"indicator"`
	Name      string  `json:"name"`
	Unit      string  `json:"unit"`
	Period    string  `json:"period"`
	Aggregate string  `json:"aggregate"`
	Usual     bool    `json:"usual"`
	Entries   int     `json:"entries"`
	Sure      int     `json:"sure"`
	Sum       float64 `json:"sum"`
	Confirmed float64 `json:"confirmed"`
	Median    float64 `json:"median"`
	Min       float64 `json:"min"`
	Max       float64 `json:"max"`
	Newest    float64 `json:"newest"`
}

// FrozenSums are lines without their lists.
func FrozenSums(lines []Line) []SumLine {
	out := make([]SumLine, 0, len(lines))
	for _, l := range lines {
		out = append(
			out,
			SumLine{
				l.Indicator,
				l.Name,
				l.Unit,
				l.Period,
				l.Aggregate.String(),
				l.Usual,
				l.Entries,
				l.ConfirmedEntries,
				l.Sum,
				l.Confirmed,
				l.Median,
				l.Min,
				l.Max,
				l.Newest.Actual,
			},
		)
	}
	return out
}

// SelfLine is what one unit sent as its self-report.
type SelfLine struct {
	Unit  registry.UnitCode `json:"unit"`
	Name  string            `json:"name"`
	State string            `json:"state"`
	Late  bool              `json:"late,omitempty"`
	Text  registry.SelfText `json:"text"`
}

// SurvivalLine is one answer about a model of an earlier year.
type SurvivalLine struct {
	Entry    registry.EntryID `json:"entry"`
	Number   string           `json:"number"`
	Title    string           `json:"title"`
	UnitName string           `json:"unit_name"`
	Months   int              `json:"months"`
	Fate     string           `json:"fate"`
	Note     string           `json:"note,omitempty"`
}

// NamedFirst lists the indicators that the report names first, in order.
func (f *Frozen) NamedFirst() []string {
	if f.Named == nil {
		return registry.DefaultFigureChoice().ReportIn(f.Season)
	}
	return f.Named
}

// Bytes is what is kept and hashed.
func (f *Frozen) Bytes() ([]byte, error) { return json.Marshal(f) }

// Hash is the seal of frozen bytes.
func Hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Sent reports whether the result report of the model was sent.
func (m *Model) Sent() bool {
	return m.Result == registry.ReportSent.String() || m.Result == registry.ReportReturned.String() || m.Confirmed()
}

// Confirmed reports whether the verifier confirmed the result, either way.
func (m *Model) Confirmed() bool {
	return m.Result == registry.Effective.String() || m.Result == registry.Ineffective.String()
}

func (m *Model) recognised(level string) bool {
	return slices.ContainsFunc(m.Recognitions, func(p Paper) bool { return p.Level == level })
}

// Cut is one way of choosing models, named in addresses by its key.
type Cut struct {
	Key, Label string
	holds      func(*Model) bool
}

// Cuts lists the ways of choosing models of the season: stages, fields, types,
// novelties.
func (f *Frozen) Cuts() []Cut {
	out := []Cut{
		{"dang-ky", "Đăng ký", func(*Model) bool { return true }},
		{"bo-sung", "Đăng ký bổ sung (sau hạn)", func(m *Model) bool { return m.Late }},
		{"tiep-nhan", "Đã tiếp nhận", func(m *Model) bool { return m.Registration == registry.Accepted.String() }},
		{"bao-cao", "Đã báo cáo kết quả", (*Model).Sent},
		{"hieu-qua", "Được xác nhận hiệu quả", func(m *Model) bool { return m.Result == registry.Effective.String() }},
		{"chua-hieu-qua", "Chưa hiệu quả", func(m *Model) bool { return m.Result == registry.Ineffective.String() }},
		{"cong-nhan", "Được công nhận", func(m *Model) bool { return len(m.Recognitions) > 0 }},
		{"cong-nhan-co-so", "Công nhận cấp cơ sở", func(m *Model) bool { return m.recognised("co-so") }},
		{"cong-nhan-tinh", "Công nhận cấp tỉnh", func(m *Model) bool { return m.recognised("tinh") }},
		{"khen-thuong", "Được khen thưởng", func(m *Model) bool { return len(m.Commendations) > 0 }},
		{"bao-chi", "Có bài báo chí đã kiểm tra", func(m *Model) bool { return m.Press > 0 }},
	}
	for _, x := range f.Fields {
		out = append(
			out,
			Cut{"linh-vuc-" + string(x.Code), "Lĩnh vực " + strings.ToLower(x.Label), func(m *Model) bool { return m.Field == x.Code }},
		)
	}
	for _, t := range registry.Types() {
		out = append(out, Cut{"loai-" + t.String(), t.Label(), func(m *Model) bool { return m.Type == t }})
	}
	for _, n := range registry.Novelties() {
		out = append(out, Cut{"hinh-thuc-" + n.String(), n.Label(), func(m *Model) bool { return m.Novelty == n }})
	}
	return append(out, Cut{"tiep-tuc", "Tiếp tục, nâng chất, nhân rộng", func(m *Model) bool { return m.Novelty != registry.New }})
}

// Choose lists the models that all the keys hold for; a key may also be a unit
// line, "don-vi-" and its code. ok is false for a key that is none.
func (f *Frozen) Choose(keys ...string) (out []Model, ok bool) {
	cuts := f.Cuts()
	var holds []func(*Model) bool
	for _, key := range keys {
		if code, of := strings.CutPrefix(key, "don-vi-"); of {
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
			if key == "don-vi-"+string(u.Code) {
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

// UnitCuts lists the units that owe a model by their state: "phai", "co",
// "dung-han", "cham", "chua-co", "mien"; and by their reports: "bao-cao-…".
// Expected is always actual + missing + exempt.
func (f *Frozen) UnitCuts() map[string][]UnitLine {
	out := map[string][]UnitLine{}
	add := func(key string, u UnitLine) { out["don-vi:"+key] = append(out["don-vi:"+key], u) }
	for _, u := range f.Units {
		if !u.Owes {
			continue
		}
		add("phai", u)
		for _, x := range []struct{ before, state string }{{"", u.Register}, {"bao-cao-", u.Report}} {
			add(x.before+x.state, u)
			if x.state == "dung-han" || x.state == "cham" {
				add(x.before+"co", u)
			}
		}
	}
	return out
}

// UnitCutLabels names the keys of [Frozen.UnitCuts].
func UnitCutLabels() []registry.Choice {
	return []registry.Choice{
		{
			Code:  "don-vi:phai",
			Label: "Đơn vị phải đăng ký",
		}, {Code: "don-vi:co", Label: "Đơn vị đã đăng ký"}, {Code: "don-vi:dung-han", Label: "Đăng ký đúng hạn"},
		{
			Code:  "don-vi:cham",
			Label: "Đăng ký chậm",
		}, {Code: "don-vi:chua-co", Label: "Đơn vị chưa đăng ký"}, {Code: "don-vi:mien", Label: "Đơn vị được miễn"},
		{
			Code:  "don-vi:bao-cao-co",
			Label: "Đơn vị đã báo cáo kết quả",
		}, {Code: "don-vi:bao-cao-chua-co", Label: "Đơn vị chưa báo cáo kết quả"},
	}
}

// Fated lists the answers of one kind about models of earlier years; "" means all
// that were asked.
func (f *Frozen) Fated(fate string) []SurvivalLine {
	var out []SurvivalLine
	for _, s := range f.Survivals {
		if fate == "" || s.Fate == fate {
			out = append(out, s)
		}
	}
	return out
}

// Chosen lists the examples the report names, in their order.
func (f *Frozen) Chosen() []Model {
	var out []Model
	for _, id := range f.Examples {
		if i := slices.IndexFunc(f.Models, func(m Model) bool { return m.ID == id }); i >= 0 {
			out = append(out, f.Models[i])
		}
	}
	return out
}

// Suggest proposes up to n examples: effective models with a figure to name, one
// field after the other, the better recognised first.
func (f *Frozen) Suggest(n int) []registry.EntryID {
	weight := func(m *Model) int {
		w := 4*len(m.Commendations) + m.Press
		for _, p := range m.Recognitions {
			w += 2
			if p.Level == "tinh" {
				w += 3
			}
		}
		return w
	}
	byField := map[registry.FieldCode][]Model{}
	for _, m := range f.Models {
		if m.Result == registry.Effective.String() && m.Figure != "" {
			byField[m.Field] = append(byField[m.Field], m)
		}
	}
	for _, list := range byField {
		slices.SortStableFunc(list, func(a, b Model) int { return cmp.Or(weight(&b)-weight(&a), cmp.Compare(a.Number, b.Number)) })
	}
	var out []registry.EntryID
	for round := 0; len(out) < n; round++ {
		before := len(out)
		for _, x := range f.Fields {
			if list := byField[x.Code]; round < len(list) && len(out) < n {
				out = append(out, list[round].ID)
			}
		}
		if len(out) == before {
			break
		}
	}
	return out
}
