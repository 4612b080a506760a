package oversight

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

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
	Level  registry.RecognitionLevel `json:"level,omitempty"`
	Form   string                    `json:"form,omitempty"`
	Number string                    `json:"number,omitempty"`
	Date   registry.Date             `json:"date,omitempty"`
	Issuer string                    `json:"issuer,omitempty"`
	Text   string                    `json:"text,omitempty"`
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
	Document  string            `json:"document,omitempty"`
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
	Sure      int     `json:"sure"` // entries that were judged effective
	Sum       float64 `json:"sum"`
	Confirmed float64 `json:"confirmed"` // in entries that were judged effective
	Median    float64 `json:"median"`
	Min       float64 `json:"min"`
	Max       float64 `json:"max"`
	Newest    float64 `json:"newest"`

	// Founded is the sum by code of [registry.Founding]; nil: frozen before it was kept.
	Founded map[string]float64 `json:"founded,omitempty"`
}

// FrozenSums are lines without their lists.
func FrozenSums(lines []Line) []SumLine {
	out := make([]SumLine, 0, len(lines))
	for i := range lines {
		l := &lines[i]
		s := SumLine{
			Indicator: l.Indicator, Name: l.Name, Unit: l.Unit, Period: l.Period, Aggregate: l.Aggregate.String(), Usual: l.Usual,
			Entries: l.Entries, Sure: l.Effective.Entries, Sum: l.Sum, Confirmed: l.Effective.Sum,
			Median: l.Median, Min: l.Min, Max: l.Max, Newest: l.Newest.Actual,
		}
		if l.Aggregate == registry.Sum {
			s.Founded = map[string]float64{}
			for f, share := range l.Founded {
				if share.Entries > 0 {
					s.Founded[registry.Founding(f).String()] = share.Sum
				}
			}
		}
		out = append(out, s)
	}
	return out
}

// Of is the part of the sum that has a founding.
func (s *SumLine) Of(f registry.Founding) float64 { return s.Founded[f.String()] }

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

func (m *Model) recognised(level registry.RecognitionLevel) bool {
	return slices.ContainsFunc(m.Recognitions, func(p Paper) bool { return p.Level == level })
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
			if p.Level == registry.ProvinceRecognition {
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
