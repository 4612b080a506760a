package registry

import (
	"cmp"
	"slices"

	"danvankheo/internal/vietnamese"
)

// Ledger is every version of every unit and every succession edge, read-only
// after [NewLedger]. It is small (some 700 versions) and kept in memory.
type Ledger struct {
	units   []Unit // by code
	byCode  map[UnitCode]int
	byName  map[string][]int // folded bare name → versions
	byID    map[UnitID][]int // in order of From
	next    map[UnitCode][]Succession
	prev    map[UnitCode][]Succession
	inForce []int
}

// NewLedger indexes versions and successions. It does not judge them: see
// [Ledger.Check].
func NewLedger(units []Unit, successions []Succession) *Ledger {
	l := &Ledger{
		units:  slices.Clone(units),
		byCode: make(map[UnitCode]int, len(units)),
		byName: make(map[string][]int, len(units)),
		byID:   make(map[UnitID][]int, len(units)),
		next:   map[UnitCode][]Succession{},
		prev:   map[UnitCode][]Succession{},
	}
	slices.SortFunc(l.units, func(a, b Unit) int { return cmp.Compare(a.Code, b.Code) })
	for i, u := range l.units {
		l.byCode[u.Code] = i
		for _, key := range nameKeys(u) {
			l.byName[key] = append(l.byName[key], i)
		}
		l.byID[u.ID] = append(l.byID[u.ID], i)
		if u.To == "" {
			l.inForce = append(l.inForce, i)
		}
	}
	for _, vs := range l.byID {
		slices.SortFunc(vs, func(a, b int) int { return cmp.Compare(l.units[a].From, l.units[b].From) })
	}
	for _, s := range successions {
		l.next[s.From] = append(l.next[s.From], s)
		l.prev[s.To] = append(l.prev[s.To], s)
	}
	return l
}

// Chains gives every version the identity of its body: versions joined by a
// "whole" edge that is the only one on both sides are one body under another
// name, kind or parent; anything else begins a new one. Ids are handed out in
// order of code, so the same ledger file always yields the same ids.
func Chains(units []Unit, successions []Succession) []Unit {
	out := slices.Clone(units)
	slices.SortFunc(out, func(a, b Unit) int { return cmp.Compare(a.Code, b.Code) })
	level := map[UnitCode]Level{}
	for _, u := range out {
		level[u.Code] = u.Kind.Level()
	}
	into, from := map[UnitCode]int{}, map[UnitCode]int{}
	for _, s := range successions {
		if level[s.From] == level[s.To] {
			into[s.To]++
			from[s.From]++
		}
	}
	same := map[UnitCode]UnitCode{} // successor → predecessor that is the same body
	for _, s := range successions {
		if s.Extent == Whole && level[s.From] == level[s.To] && into[s.To] == 1 && from[s.From] == 1 {
			same[s.To] = s.From
		}
	}
	ids := map[UnitCode]UnitID{}
	root := func(c UnitCode) UnitCode {
		for range len(out) { // bounded: a cycle in a bad file ends too
			p, ok := same[c]
			if !ok {
				break
			}
			c = p
		}
		return c
	}
	for i := range out {
		r := root(out[i].Code)
		if ids[r] == 0 {
			ids[r] = UnitID(len(ids) + 1)
		}
		out[i].ID = ids[r]
	}
	return out
}

// Len gives the number of versions.
func (l *Ledger) Len() int { return len(l.units) }

// All lists every version in order of code.
func (l *Ledger) All() []Unit { return slices.Clone(l.units) }

// Successions lists every edge in order of successor.
func (l *Ledger) Successions() []Succession {
	var out []Succession
	for _, u := range l.units {
		out = append(out, l.prev[u.Code]...)
	}
	return out
}

// Unit finds a version by its code.
func (l *Ledger) Unit(code UnitCode) (Unit, bool) {
	i, ok := l.byCode[code]
	if !ok {
		return Unit{}, false
	}
	return l.units[i], true
}

// Name gives the name of a version, or its code when there is none.
func (l *Ledger) Name(code UnitCode) string {
	if u, ok := l.Unit(code); ok {
		return u.Name
	}
	return string(code)
}

// Versions lists the versions of the body that a version belongs to, oldest first.
func (l *Ledger) Versions(id UnitID) []Unit {
	var out []Unit
	for _, i := range l.byID[id] {
		out = append(out, l.units[i])
	}
	return out
}

// On lists the versions in force on a day, in Vietnamese order of name. Kinds
// limits them; none means all.
func (l *Ledger) On(day Date, kinds ...UnitKind) []Unit {
	var out []Unit
	for _, u := range l.units {
		if u.Holds(day) && (len(kinds) == 0 || slices.Contains(kinds, u.Kind)) {
			out = append(out, u)
		}
	}
	SortUnits(out)
	return out
}

// SortUnits orders units by bare name in Vietnamese order.
func SortUnits(us []Unit) {
	slices.SortStableFunc(us, func(a, b Unit) int {
		return cmp.Or(
			slices.Compare(vietnamese.CollationKey(BareName(a)), vietnamese.CollationKey(BareName(b))),
			cmp.Compare(a.Code, b.Code),
		)
	})
}

// Predecessors lists the edges into a version.
func (l *Ledger) Predecessors(code UnitCode) []Succession { return slices.Clone(l.prev[code]) }

// Successors lists the edges out of a version.
func (l *Ledger) Successors(code UnitCode) []Succession { return slices.Clone(l.next[code]) }

// Today lists the versions in force that a version lives on in: itself while it
// is in force, else its successors of the same level, followed to the end. The
// edges district → commune are derived and not followed (data/README.md): a
// district that ended on 01/07/2025 has no unit today.
func (l *Ledger) Today(code UnitCode) []Unit {
	var out []Unit
	l.walk(code, l.next, func(s Succession) UnitCode { return s.To }, func(u Unit) {
		if u.To == "" {
			out = append(out, u)
		}
	})
	SortUnits(out)
	return out
}

// Heritage lists the codes of every version that lives on in the given one, the
// version itself included: its body under earlier names and all it took over,
// wholly or in part.
func (l *Ledger) Heritage(code UnitCode) []UnitCode {
	var out []UnitCode
	l.walk(code, l.prev, func(s Succession) UnitCode { return s.From }, func(u Unit) { out = append(out, u.Code) })
	slices.Sort(out)
	return out
}

// walk visits a version and, along edges of its own level, all it leads to.
func (l *Ledger) walk(code UnitCode, edges map[UnitCode][]Succession, end func(Succession) UnitCode, visit func(Unit)) {
	start, ok := l.Unit(code)
	if !ok {
		return
	}
	seen := map[UnitCode]bool{code: true}
	for queue := []UnitCode{code}; len(queue) > 0; queue = queue[1:] {
		u, _ := l.Unit(queue[0])
		visit(u)
		for _, s := range edges[u.Code] {
			v, ok := l.Unit(end(s))
			if ok && !seen[v.Code] && v.Kind.Level() == start.Kind.Level() {
				seen[v.Code] = true
				queue = append(queue, v.Code)
			}
		}
	}
}

// Current gives the version in force of the body a version belongs to: the only
// present unit, when there is just one.
func (l *Ledger) Current(code UnitCode) (Unit, bool) {
	today := l.Today(code)
	if len(today) != 1 {
		return Unit{}, false
	}
	return today[0], true
}

// District gives the district-level unit a commune lay in, if any.
func (l *Ledger) District(code UnitCode) (Unit, bool) {
	u, ok := l.Unit(code)
	if !ok {
		return Unit{}, false
	}
	p, ok := l.Unit(u.Parent)
	return p, ok && p.Kind.Level() == DistrictLevel
}

// Districts lists the district-level units that the communes living on in a
// version lay in: where its people used to say they were from.
func (l *Ledger) Districts(code UnitCode) []Unit {
	seen := map[UnitCode]bool{}
	var out []Unit
	for _, c := range l.Heritage(code) {
		if d, ok := l.District(c); ok && !seen[d.Code] {
			seen[d.Code] = true
			out = append(out, d)
		}
	}
	return out
}

// FullName is the name with the district it lay in: "Xã Đồng Kỳ, huyện Yên Thế".
func (l *Ledger) FullName(code UnitCode) string {
	u, ok := l.Unit(code)
	if !ok {
		return string(code)
	}
	if d, ok := l.District(code); ok {
		return u.Name + ", " + lowerFirst(d.Name)
	}
	return u.Name
}

// Check lists what is wrong with the ledger: unknown codes, a version that ends
// before it begins, overlapping versions of one body, a succession whose days do
// not meet its units.
func (l *Ledger) Check() error {
	var f Fields
	for _, u := range l.units {
		if u.Parent != "" {
			if _, ok := l.Unit(u.Parent); !ok {
				f.Add(string(u.Code), "đơn vị cấp trên %s không có", u.Parent)
			}
		}
		if u.From != "" && u.To != "" && u.To < u.From {
			f.Add(string(u.Code), "kết thúc trước khi bắt đầu")
		}
	}
	for _, vs := range l.byID {
		for i := 1; i < len(vs); i++ {
			a, b := l.units[vs[i-1]], l.units[vs[i]]
			if a.To == "" || b.From != "" && a.To >= b.From {
				f.Add(string(b.Code), "trùng thời gian với %s", a.Code)
			}
		}
	}
	for _, s := range l.Successions() {
		from, ok1 := l.Unit(s.From)
		to, ok2 := l.Unit(s.To)
		switch {
		case !ok1 || !ok2:
			f.Add(string(s.To), "kế thừa từ %s: không có mã", s.From)
		case to.From > s.Date || to.To != "" && to.To < s.Date:
			f.Add(string(s.To), "chưa có hiệu lực ngày %s", s.Date.Local())
		case s.Extent == Whole && from.To >= s.Date:
			f.Add(string(s.From), "còn hiệu lực sau ngày nhập %s", s.Date.Local())
		}
	}
	return f.Err("Sổ đơn vị có chỗ không khớp.")
}

// Line lists the codes of every version that a version leads to, itself first:
// its later names and all that took it over, up to today.
func (l *Ledger) Line(code UnitCode) []UnitCode {
	var out []UnitCode
	l.walk(code, l.next, func(s Succession) UnitCode { return s.To }, func(u Unit) { out = append(out, u.Code) })
	return out
}
