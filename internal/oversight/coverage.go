package oversight

import (
	"cmp"
	"slices"
	"time"

	"danvankheo/internal/registry"
)

// Year is all that the standing of the units in one season is computed from.
type Year struct {
	Season     registry.Season
	Ledger     *registry.Ledger
	On         registry.Date // the units in force on this day owe: see [DayOf]
	Now        time.Time
	Exemptions []registry.Exemption
	Extensions []registry.Extension
	Entries    []Entry
	Staffed    map[registry.UnitCode]bool // units of accounts in use

	seats   []Standing                  // of the units that owe, before anything is asked of them
	carries map[registry.UnitCode][]int // version → the seats it counts for
}

// seat finds the units that owe and the versions that count for them, once for both steps.
func (y *Year) seat() {
	if y.carries != nil {
		return
	}
	units := y.Ledger.On(y.On, y.Season.Owes...)
	y.seats, y.carries = make([]Standing, len(units)), map[registry.UnitCode][]int{}
	for i, u := range units {
		heritage := y.Ledger.Heritage(u.Code)
		y.seats[i] = Standing{
			Unit:      u,
			District:  mainDistrict(y.Ledger, u),
			Today:     mainToday(y.Ledger, u.Code),
			Unstaffed: !y.HasStaff(u.Code),
		}
		for _, code := range heritage {
			y.carries[code] = append(y.carries[code], i)
		}
	}
}

// DayOf is the day on which a season is judged: today, or the day its figures
// were to be closed once that has passed. A season before a merger is thus
// counted by the units of that time, this year's by the present ones.
func DayOf(s registry.Season, today registry.Date) registry.Date {
	if s.FreezeAt.Valid() && s.FreezeAt < today {
		return s.FreezeAt
	}
	return today
}

// State is how far a unit has come with what it owes.
type State uint8

// The states of a unit. Late and OnTime are both "actual".
const (
	OnTime State = iota
	Late
	Missing
	Exempt
)

var states = []struct{ code, label string }{
	{"dung-han", "Đúng hạn"}, {"cham", "Chậm"}, {"chua-co", "Chưa có"}, {"mien", "Được miễn"},
}

func (s State) String() string { return states[s].code }

// Label gives the words for the state.
func (s State) Label() string { return states[s].label }

// States lists the states.
func States() []State { return []State{OnTime, Late, Missing, Exempt} }

// ParseState reads the code of a state.
func ParseState(code string) (State, bool) {
	for i, s := range states {
		if s.code == code {
			return State(i), true
		}
	}
	return 0, false
}

// Standing is the state of one unit in one step of a season.
type Standing struct {
	Unit     registry.Unit
	District registry.UnitCode // the former district it is counted under, "" for bodies of the province
	Today    registry.UnitCode // the present unit it is counted under, "" when it has none
	State    State
	Overdue  bool               // missing, and its last day is over
	Due      registry.Date      // its last day, an extension included
	At       time.Time          // when it first fulfilled the step; zero when not, or not known
	Entries  []registry.EntryID // what counts for it, in order of id

	Joint     bool // at least one of them is carried with another unit
	Unstaffed bool // no account stands for it
	Inherited bool // at least one of them is of a unit that it succeeded
	Exemption *registry.Exemption
	Extension *registry.Extension
}

// Count is how many units are in each state. Expected is every unit that owes, and is
// always Actual + Missing + Exempt.
type Count struct{ Expected, OnTime, Late, Missing, Exempt, Overdue int }

// Actual is how many units have what they owe.
func (c Count) Actual() int { return c.OnTime + c.Late }

// Owing is how many units owe and are not exempt.
func (c Count) Owing() int { return c.Expected - c.Exempt }

// Of gives the count of one state.
func (c Count) Of(s State) int { return [...]int{c.OnTime, c.Late, c.Missing, c.Exempt}[s] }

func (c *Count) add(s *Standing) {
	c.Expected++
	switch s.State {
	case OnTime:
		c.OnTime++
	case Late:
		c.Late++
	case Missing:
		c.Missing++
	case Exempt:
		c.Exempt++
	}
	if s.Overdue {
		c.Overdue++
	}
}

// Coverage is the standing of every unit that owes, for one step of a season.
type Coverage struct {
	Step      registry.Step
	Standings []Standing // in Vietnamese order of name
	Total     Count
	Models    int // entries that fulfil the step, each once, whoever carries it
	Joint     int // those of them that several units carry
}

// Coverage computes the state of every unit. A unit has what it owes through its
// own entries, those of units it succeeded, and those it confirmed to carry
// jointly; the best of them decides. An exemption frees only a unit that has
// nothing: one that has a model all the same is counted with it.
func (y *Year) Coverage(step registry.Step) Coverage {
	y.seat()
	c := Coverage{Step: step, Standings: slices.Clone(y.seats)}
	for i := range c.Standings {
		y.owe(&c.Standings[i], step)
	}
	for i := range y.Entries {
		e := &y.Entries[i]
		at, ok := e.done(step)
		if !ok {
			continue
		}
		c.Models++
		if len(e.With) > 0 {
			c.Joint++
		}
		seen := map[int]bool{}
		for n, code := range append([]registry.UnitCode{e.Unit}, e.With...) {
			for _, who := range y.carries[code] {
				if seen[who] {
					continue
				}
				seen[who] = true
				s := &c.Standings[who]
				s.take(e, at, y.Season)
				s.Joint = s.Joint || n > 0 || len(e.With) > 0
				if v, ok := y.Ledger.Unit(code); ok && !s.Unit.Was(v) {
					s.Inherited = true
				}
			}
		}
	}
	for i := range c.Standings {
		s := &c.Standings[i]
		slices.Sort(s.Entries)
		s.Overdue = s.State == Missing && y.Now.After(y.Season.Deadline(s.Due))
		c.Total.add(s)
	}
	return c
}

// owe says what a unit owes by when, before any entry is looked at.
func (y *Year) owe(s *Standing, step registry.Step) {
	s.State, s.Due = Missing, y.Season.Due(step)
	same := func(code registry.UnitCode) bool {
		v, ok := y.Ledger.Unit(code)
		return ok && s.Unit.Was(v)
	}
	for i := range y.Exemptions {
		if x := &y.Exemptions[i]; x.Season == y.Season.Year && same(x.Unit) {
			s.State, s.Exemption = Exempt, x
		}
	}
	for i := range y.Extensions {
		if x := &y.Extensions[i]; x.Season == y.Season.Year && x.Step == step && same(x.Unit) {
			s.Extension = x
			s.Due = max(s.Due, x.Until)
		}
	}
}

// take counts an entry for the unit: in time if any of its entries was.
func (s *Standing) take(e *Entry, at time.Time, season registry.Season) {
	s.Entries = append(s.Entries, e.ID)
	state := OnTime
	if !at.IsZero() && at.After(season.Deadline(s.Due)) {
		state = Late
	}
	if len(s.Entries) == 1 || state < s.State {
		s.State = state
	}
	if !at.IsZero() && (s.At.IsZero() || at.Before(s.At)) {
		s.At = at
	}
}

// MainDistrict is the former district a commune is counted under: the one that most of
// the communes it took over lay in when they ended, so that the districts add up to the
// province. Bodies of the province have none.
//
// Communes that it took over whole come before those it took a part of. Where that
// leaves two districts, it is the district of the commune whose official code it bears,
// else the first by code.
func MainDistrict(l *registry.Ledger, code registry.UnitCode) registry.UnitCode {
	u, _ := l.Unit(code)
	return mainDistrict(l, u)
}

func mainDistrict(l *registry.Ledger, u registry.Unit) registry.UnitCode {
	if u.Kind.Level() != registry.CommuneLevel {
		return ""
	}
	if d, ok := l.District(u.Code); ok {
		return latestDistrict(l, d.Code)
	}
	votes := map[registry.UnitCode]districtVote{}
	seen := map[registry.UnitCode]bool{u.Code: true}
	countDistricts(l, u.Code, registry.Whole, seen, func(commune, district registry.UnitCode, extent registry.Extent) {
		v := votes[district]
		if extent == registry.Whole {
			v.whole++
		} else {
			v.part++
		}
		v.named = v.named || commune.Official() == u.Code.Official()
		votes[district] = v
	})
	var best registry.UnitCode
	for d, v := range votes {
		if c := v.compare(votes[best]); best == "" || c > 0 || c == 0 && d < best {
			best = d
		}
	}
	return best
}

// districtVote counts the communes of one district that went into a unit.
type districtVote struct {
	whole, part int
	named       bool // one of them bore the unit's official code
}

func (v districtVote) compare(o districtVote) int {
	named := 0
	switch {
	case v.named && !o.named:
		named = 1
	case !v.named && o.named:
		named = -1
	}
	return cmp.Or(cmp.Compare(v.whole, o.whole), cmp.Compare(v.part, o.part), named)
}

// countDistricts goes back from a unit to the last communes that lay in a district: one
// step from those of 01/07/2025, more where these were merged again. What such a commune
// had itself taken over before is not counted a second time. An edge to a commune that
// goes through a part is a part.
func countDistricts(l *registry.Ledger, code registry.UnitCode, extent registry.Extent, seen map[registry.UnitCode]bool,
	count func(commune, district registry.UnitCode, extent registry.Extent),
) {
	for _, s := range l.Predecessors(code) {
		from, ok := l.Unit(s.From)
		if !ok || seen[s.From] || from.Kind.Level() != registry.CommuneLevel {
			continue
		}
		seen[s.From] = true
		taken := extent
		if s.Extent != registry.Whole {
			taken = s.Extent
		}
		if d, ok := l.District(s.From); ok {
			count(s.From, latestDistrict(l, d.Code), taken)
			continue
		}
		countDistricts(l, s.From, taken, seen, count)
	}
}

// latestDistrict is a district as it was when the level ended: Việt Yên was a
// huyện, then a thị xã; Yên Dũng went to the city of Bắc Giang.
func latestDistrict(l *registry.Ledger, code registry.UnitCode) registry.UnitCode {
	last, _ := l.Unit(code)
	for _, v := range l.Versions(last.ID) {
		if v.Kind.Level() == registry.DistrictLevel && v.To > last.To {
			last = v
		}
	}
	return last.Code
}

// mainToday is the present unit a version is counted under: the one that took it
// whole, else the first in order of name.
func mainToday(l *registry.Ledger, code registry.UnitCode) registry.UnitCode {
	today := l.Today(code)
	if len(today) == 0 {
		return ""
	}
	for _, s := range l.Successors(code) {
		if s.Extent == registry.Whole {
			if t := mainToday(l, s.To); t != "" && s.To != code {
				return t
			}
		}
	}
	return today[0].Code
}

// Group is the count of the units that share something.
type Group struct {
	Key string
	Count
}

// GroupBy counts units by a key, in order of the key.
func (c *Coverage) GroupBy(key func(*Standing) string) []Group {
	at := map[string]int{}
	var out []Group
	for i := range c.Standings {
		k := key(&c.Standings[i])
		n, ok := at[k]
		if !ok {
			n = len(out)
			at[k] = n
			out = append(out, Group{Key: k})
		}
		out[n].add(&c.Standings[i])
	}
	slices.SortFunc(out, func(a, b Group) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

// ByKind groups units by what they are.
func ByKind(s *Standing) string { return s.Unit.Kind.String() }

// ByDistrict groups units by the former district they are counted under.
func ByDistrict(s *Standing) string { return string(s.District) }

// ByToday groups units by the present unit they are counted under.
func ByToday(s *Standing) string { return string(s.Today) }
