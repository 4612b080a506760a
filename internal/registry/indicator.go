package registry

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

// Indicator is one line of the catalogue of domain notes C.2.
type Indicator struct {
	Code      string
	Label     string
	Unit      string      // canonical: m², triệu đồng, km …
	Fields    []FieldCode // where it is usual; none: everywhere
	Aggregate Aggregation
	Retired   bool
}

// Catalogue is the list of indicators by code.
type Catalogue struct {
	list   []Indicator
	byCode map[string]int
}

// NewCatalogue indexes indicators in their order.
func NewCatalogue(list []Indicator) *Catalogue {
	c := &Catalogue{list, make(map[string]int, len(list))}
	for i, ind := range list {
		c.byCode[ind.Code] = i
	}
	return c
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
