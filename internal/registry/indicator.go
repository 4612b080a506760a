package registry

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"danvankheo/internal/vietnamese"
)

// Aggregation says whether values of an indicator may be added up.
type Aggregation uint8

// Sum: added up. Last: only the latest value counts. Ratio: median and range.
// Last values and ratios are never summed.
const (
	Sum Aggregation = iota
	Last
	Ratio
)

var aggregations = []term{{"S", "cộng"}, {"L", "giá trị cuối"}, {"R", "tỷ lệ"}}

func (a Aggregation) String() string { return codeOf(aggregations, a) }

// Label gives the words for the aggregation.
func (a Aggregation) Label() string { return labelOf(aggregations, a) }

// ParseAggregation reads the code of an aggregation.
func ParseAggregation(s string) (Aggregation, error) {
	return parse[Aggregation](aggregations, "cách tổng hợp", s)
}

// Aggregations lists all kinds of adding.
func Aggregations() []Aggregation { return []Aggregation{Sum, Last, Ratio} }

// IndicatorName is what an indicator is called, and the fields it is usual in,
// from one season on until the next name.
type IndicatorName struct {
	Since  Year // first season of the name; 0: from the beginning
	Label  string
	Fields []FieldCode
}

// Indicator is one line of the catalogue of domain notes C.2. Label and Fields are
// those of one season, the newest unless [Indicator.In] chose another.
type Indicator struct {
	Code      string
	Label     string
	Unit      string      // canonical: m², triệu đồng, km …
	Fields    []FieldCode // where it is usual; none: everywhere
	Aggregate Aggregation
	Counting  Counting

	First   Year            // first season whose forms offer it; 0: all that went before
	Last    Year            // last season whose forms offer it; 0: no end
	Names   []IndicatorName // oldest first, the oldest since 0; none: it was never renamed
	Version int             // for concurrent edits; 0: not stored yet
}

// History lists the names of an indicator, the oldest first.
func (i Indicator) History() []IndicatorName {
	if len(i.Names) > 0 {
		return i.Names
	}
	return []IndicatorName{{0, i.Label, i.Fields}}
}

// In gives the indicator as a season calls it; season 0 means the newest name.
func (i Indicator) In(y Year) Indicator {
	for _, n := range i.Names {
		if n.Since == 0 || y == 0 || n.Since <= y {
			i.Label, i.Fields = n.Label, n.Fields
		}
	}
	return i
}

// Offered reports whether the forms of a season offer the indicator; season 0,
// which is not known, counts as the newest.
func (i Indicator) Offered(y Year) bool {
	return (y == 0 || y >= i.First) && (i.Last == 0 || y != 0 && y <= i.Last)
}

// Retired reports whether a last season is set.
func (i Indicator) Retired() bool { return i.Last != 0 }

// Renamed gives the indicator with a name that holds from a season on, up to the
// next later name. Since 0 corrects the oldest name. A name equal to the one
// before it is none.
func (i Indicator) Renamed(n IndicatorName) Indicator {
	names := slices.Clone(i.History())
	at, found := slices.BinarySearchFunc(names, n.Since, func(x IndicatorName, y Year) int { return cmp.Compare(x.Since, y) })
	if found {
		names[at] = n
	} else {
		names = slices.Insert(names, at, n)
	}
	i.Names = slices.CompactFunc(names, func(a, b IndicatorName) bool { return a.Label == b.Label && slices.Equal(a.Fields, b.Fields) })
	return i.In(0)
}

// Same reports whether two indicators say the same, whatever their version.
func (i Indicator) Same(o Indicator) bool {
	return i.Code == o.Code && i.Unit == o.Unit && i.Aggregate == o.Aggregate && i.Counting == o.Counting &&
		i.First == o.First && i.Last == o.Last &&
		slices.EqualFunc(i.History(), o.History(), func(a, b IndicatorName) bool {
			return a.Since == b.Since && a.Label == b.Label && slices.Equal(a.Fields, b.Fields)
		})
}

// indicatorCode is the form of a code: it is typed in tables and in addresses, and
// a word in capitals is never taken for the name of a free indicator.
var indicatorCode = regexp.MustCompile(`^[A-Z][A-Z0-9_]{1,39}$`)

// The longest name and measure of an indicator, in characters.
const (
	maxIndicatorLabel = 120
	maxIndicatorUnit  = 40
)

// Clean brings the texts of an indicator into one form.
func (i *Indicator) Clean() {
	line := func(s string) string { return strings.Join(strings.Fields(CleanText(s)), " ") }
	i.Code, i.Label, i.Unit = strings.TrimSpace(i.Code), line(i.Label), line(i.Unit)
	i.Names = slices.Clone(i.Names)
	for n := range i.Names {
		i.Names[n].Label = line(i.Names[n].Label)
	}
}

// Check lists what is wrong with an indicator by itself; fields are the codes that
// it may be usual in.
func (i Indicator) Check(fields []FieldCode) Fields {
	var f Fields
	if !indicatorCode.MatchString(i.Code) {
		f.Add("code", "Mã gồm từ 2 đến 40 chữ in hoa không dấu, chữ số, dấu gạch dưới; bắt đầu bằng chữ. Ví dụ ROAD_KM.")
	}
	if n := utf8.RuneCountInString(i.Unit); n == 0 || n > maxIndicatorUnit {
		f.Add("unit", "Ghi đơn vị tính, tối đa %d ký tự.", maxIndicatorUnit)
	}
	for n, name := range i.History() {
		if c := utf8.RuneCountInString(name.Label); c < 2 || c > maxIndicatorLabel {
			f.Add("label", "Ghi tên chỉ số, từ 2 đến %d ký tự.", maxIndicatorLabel)
		}
		for _, x := range name.Fields {
			if !slices.Contains(fields, x) {
				f.Add("fields", "Không có lĩnh vực “%s”.", x)
			}
		}
		if n > 0 {
			checkSeasonYear(&f, "since", name.Since)
		}
	}
	checkSeasonYear(&f, "first", i.First)
	checkSeasonYear(&f, "last", i.Last)
	if i.Last != 0 && i.Last < i.First {
		f.Add("last", "Năm cuối không được trước năm đầu (%d).", i.First)
	}
	return f
}

func checkSeasonYear(f *Fields, name string, y Year) {
	if y != 0 && (y < 2000 || y > 2100) {
		f.Add(name, "Năm phải từ 2000 đến 2100.")
	}
}

// CheckAfter lists what keeps an indicator from replacing the one of its code. One
// that values were reported of keeps its measure and its kind of adding: what was
// reported would mean something else.
func (i Indicator) CheckAfter(before Indicator, used bool) Fields {
	var f Fields
	if !used {
		return f
	}
	const why = "Chỉ số đã có số liệu nên không đổi được %s (đang là “%s”). " +
		"Hãy ngừng dùng chỉ số này, rồi thêm chỉ số mới với mã khác."
	if i.Unit != before.Unit {
		f.Add("unit", why, "đơn vị tính", before.Unit)
	}
	if i.Aggregate != before.Aggregate {
		f.Add("aggregate", why, "cách cộng", before.Aggregate.Label())
	}
	return f
}

// Catalogue is the list of indicators by code, as a season calls them.
type Catalogue struct {
	list    []Indicator
	byCode  map[string]int
	changes []Year       // seasons in which something is called by a new name, ascending
	views   []*Catalogue // views[n] holds before changes[n]
	newest  *Catalogue   // holds after the last change
}

// NewCatalogue indexes indicators in their order, under their newest names.
func NewCatalogue(list []Indicator) *Catalogue {
	c := newView(list, 0)
	for _, ind := range list {
		for _, n := range ind.Names {
			if n.Since != 0 {
				c.changes = append(c.changes, n.Since)
			}
		}
	}
	slices.Sort(c.changes)
	c.changes = slices.Compact(c.changes)
	for _, y := range c.changes {
		c.views = append(c.views, newView(list, y-1))
	}
	for _, v := range append(slices.Clone(c.views), c) {
		v.changes, v.views, v.newest = c.changes, c.views, c
	}
	return c
}

func newView(list []Indicator, y Year) *Catalogue {
	c := &Catalogue{list: make([]Indicator, len(list)), byCode: make(map[string]int, len(list))}
	for i, ind := range list {
		c.list[i] = ind.In(y)
		c.byCode[ind.Code] = i
	}
	return c
}

// In gives the catalogue as a season calls it; season 0, which is not known, reads
// as the newest.
func (c *Catalogue) In(y Year) *Catalogue {
	for n, change := range c.changes {
		if y != 0 && y < change {
			return c.views[n]
		}
	}
	return c.newest
}

// All lists the indicators in order.
func (c *Catalogue) All() []Indicator { return c.list }

// Indicator finds one by code.
func (c *Catalogue) Indicator(code string) (Indicator, bool) {
	i, ok := c.byCode[code]
	if !ok {
		return Indicator{}, false
	}
	return c.list[i], true
}

// Label names an outcome: what was typed, else the label of its indicator.
func (c *Catalogue) Label(o Outcome) string {
	if o.Label != "" {
		return o.Label
	}
	if ind, ok := c.Indicator(o.Indicator); ok {
		return ind.Label
	}
	return o.Indicator
}

// Unit gives the unit an outcome is counted in: what was typed, else that of its
// indicator.
func (c *Catalogue) Unit(o Outcome) string {
	if o.Unit != "" {
		return o.Unit
	}
	ind, _ := c.Indicator(o.Indicator)
	return ind.Unit
}

// Namesake finds another indicator that the forms of a season offer under the same
// name.
func (c *Catalogue) Namesake(i Indicator, y Year) (Indicator, bool) {
	i = i.In(y)
	for _, o := range c.list {
		if o = o.In(y); o.Code != i.Code && o.Offered(y) && i.Offered(y) &&
			vietnamese.Fold(o.Label) == vietnamese.Fold(i.Label) {
			return o, true
		}
	}
	return Indicator{}, false
}
