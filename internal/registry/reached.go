package registry

// Founding says how well what a reader is told of one outcome is founded. It is said
// of the figure, not of the entry: a model may be confirmed as effective and report a
// figure that nobody but its unit vouches for.
type Founding uint8

// Target: committed to, nothing reviewed was reached yet. SelfDeclared, ByCommune,
// Proven: reached, and the report was reviewed; they differ by what the unit could
// show. Context: a press article says so, nobody reported it.
const (
	Target Founding = iota
	SelfDeclared
	ByCommune
	Proven
	Context
)

var foundings = []term{
	{"target", "Chỉ tiêu cam kết"}, {"self-declared", "Đơn vị tự khai"}, {"confirmed", "Xã, phường xác nhận"},
	{"proven", "Có minh chứng"}, {"context", "Theo bài báo"},
}

func (f Founding) String() string { return codeOf(foundings, f) }

// Label gives the words for the founding.
func (f Founding) Label() string { return labelOf(foundings, f) }

// ParseFounding reads the code of a founding.
func ParseFounding(s string) (Founding, error) {
	return parse[Founding](foundings, "căn cứ số liệu", s)
}

// Foundings lists all foundings.
func Foundings() []Founding { return all[Founding](foundings) }

// Confirmed reports whether somebody beside the unit vouches for the figure.
func (f Founding) Confirmed() bool { return f == ByCommune || f == Proven }

// foundingOf are the sources of an outcome; what is not said is self-declared.
var foundingOf = map[string]Founding{"xa-xac-nhan": ByCommune, "minh-chung": Proven}

// Reached is one outcome as readers outside its form may have it. Actual is empty
// unless the value was reviewed, and of a press report the value that the article
// gives, wherever the importer put it.
type Reached struct {
	Outcome
	Founding Founding
}

// Reached is the one reader of outcomes for everybody but those who fill in the form
// or review it: a value typed into a report that is unsent, sent, or returned is not
// reached. The SQL beside it is the table edition_outcome. Reading what was read gives
// the same.
func (e *Entry) Reached() []Reached {
	out := make([]Reached, 0, len(e.Content.Outcomes))
	for _, o := range e.Content.Outcomes {
		if !o.Blank() {
			out = append(out, e.read(o))
		}
	}
	return out
}

func (e *Entry) read(o Outcome) Reached {
	r := Reached{Outcome: o, Founding: e.FoundingOf(o)}
	r.Evidence = ""
	switch {
	case r.Founding == Context && r.Actual.Empty():
		r.Actual, r.Baseline = r.Baseline, ""
	case r.Founding == Target:
		r.Actual, r.Source, r.Period = "", "", "" // all three are typed into the report
	}
	return r
}

// FoundingOf says how well a line of the entry is founded.
func (e *Entry) FoundingOf(o Outcome) Founding {
	switch {
	case e.Origin == Reported:
		return Context
	case !e.Result.Confirmed() || o.Actual.Empty():
		return Target
	}
	return e.Result.Founds(o.Source)
}

// Founds says how well a value of a report that was sent is founded: by its source,
// once somebody has looked at the report. Before that the unit alone vouches for it,
// whatever it says of its source.
func (r Result) Founds(source string) Founding {
	if f, ok := foundingOf[source]; ok && r.Confirmed() {
		return f
	}
	return SelfDeclared
}
