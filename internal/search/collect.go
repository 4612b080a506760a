package search

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"strconv"

	"github.com/RoaringBitmap/roaring/v2"
)

// The facets by number; the code columns come first, in their order.
const (
	facetYear = codeColumns + iota
	facetUnit
	facetTag
	facetDistrict
	facetPhoto
	facetFigures
	facets
)

var facetNames = [facets]string{
	colField: FacetField, colType: FacetType, colOrigin: FacetOrigin, colLabel: FacetLabel, colRecognition: FacetRecognition,
	facetYear: FacetYear, facetUnit: FacetUnit, facetTag: FacetTag, facetDistrict: FacetDistrict, facetPhoto: FacetPhoto, facetFigures: FacetFigures,
}

// filter is the facets chosen in a query, ready to be asked of columns.
type filter struct {
	scope     scopeCode
	active    uint16 // facets chosen, one bit each
	code      [codeColumns]map[uint32]bool
	years     map[uint16]bool
	units     map[uint32]bool
	tags      map[uint32]bool
	districts map[uint32]bool
	photo     bool
	figures   bool
}

func newFilter(q *Query, c *codes) *filter {
	f := &filter{scope: scopeOf(q.Scope, c), photo: q.WithPhoto, figures: q.WithFigures}
	chosen := func(facet int, values []string) map[uint32]bool {
		if len(values) == 0 {
			return nil
		}
		f.active |= 1 << facet
		m := make(map[uint32]bool, len(values))
		for _, v := range values {
			if id, ok := c.known(v); ok {
				m[id] = true
			}
		}
		return m
	}
	for i, values := range [codeColumns][]string{q.Fields, q.Types, q.Origins, q.Labels, q.Recognitions} {
		f.code[i] = chosen(i, values)
	}
	f.units, f.tags, f.districts = chosen(facetUnit, q.Units), chosen(facetTag, q.Tags), chosen(facetDistrict, q.Districts)
	if len(q.Years) > 0 || q.UnknownYear {
		f.active |= 1 << facetYear
		f.years = map[uint16]bool{}
		for _, y := range q.Years {
			if y > 0 && y <= maxYear {
				f.years[uint16(y)] = true
			}
		}
		if q.UnknownYear {
			f.years[0] = true
		}
	}
	if f.photo {
		f.active |= 1 << facetPhoto
	}
	if f.figures {
		f.active |= 1 << facetFigures
	}
	return f
}

func scopeOf(s Scope, c *codes) scopeCode {
	sc := scopeCode{all: s.All}
	if s.OwnUnit != "" {
		sc.own, _ = c.known(s.OwnUnit)
	}
	return sc
}

// failed returns the chosen facets that the entry does not meet.
func (f *filter) failed(col *columns, n uint32) uint16 {
	var bad uint16
	for k := range codeColumns {
		if f.active&(1<<k) != 0 && !f.code[k][col.code[k][n]] {
			bad |= 1 << k
		}
	}
	if f.active&(1<<facetYear) != 0 && !f.years[col.year[n]] {
		bad |= 1 << facetYear
	}
	if f.active&(1<<facetUnit) != 0 && !anyOf(col.units.row(n), f.units) {
		bad |= 1 << facetUnit
	}
	if f.active&(1<<facetTag) != 0 && !anyOf(col.tags.row(n), f.tags) {
		bad |= 1 << facetTag
	}
	if f.active&(1<<facetDistrict) != 0 && !anyOf(col.districts.row(n), f.districts) {
		bad |= 1 << facetDistrict
	}
	if f.photo && col.flags[n]&flagPhoto == 0 {
		bad |= 1 << facetPhoto
	}
	if f.figures && col.flags[n]&flagFigures == 0 {
		bad |= 1 << facetFigures
	}
	return bad
}

func anyOf(list []uint32, set map[uint32]bool) bool {
	for _, v := range list {
		if set[v] {
			return true
		}
	}
	return false
}

// collector counts facets and keeps the best entries.
type collector struct {
	filter  *filter
	sort    Sort
	limit   int // entries kept: offset and page
	total   int
	top     []kept
	noCount bool

	year      [maxYear + 1]int32
	code      [codeColumns][]int32
	units     []int32
	tags      []int32
	districts []int32
	photo     int
	figures   int
}

// kept is an entry that may be on the page.
type kept struct {
	id        int64
	score     float32
	year      uint16
	published int64
	key       []byte
}

func newCollector(f *filter, s Sort, limit, codes int, noCount bool) *collector {
	c := &collector{filter: f, sort: s, limit: limit, noCount: noCount}
	for k := range c.code {
		c.code[k] = make([]int32, codes)
	}
	c.units, c.tags, c.districts = make([]int32, codes), make([]int32, codes), make([]int32, codes)
	return c
}

// collect takes the matches of a segment; sc may be nil, keys too.
func (c *collector) collect(col *columns, m *roaring.Bitmap, sc *scores, keys [][]byte) {
	var buf [512]uint32
	it := m.ManyIterator()
	for n := it.NextMany(buf[:]); n > 0; n = it.NextMany(buf[:]) {
		for _, v := range buf[:n] {
			c.one(col, v, sc, keys)
		}
	}
}

func (c *collector) one(col *columns, n uint32, sc *scores, keys [][]byte) {
	score := float32(0)
	if sc != nil {
		score = sc.take(col, n)
	}
	if !c.filter.scope.sees(col, n) {
		return
	}
	bad := uint16(0)
	if c.filter.active != 0 {
		bad = c.filter.failed(col, n)
	}
	if !c.noCount {
		c.count(col, n, bad)
	}
	if bad != 0 {
		return
	}
	c.total++
	if c.sort == Relevance && len(c.top) == c.limit && (c.limit == 0 || score < c.top[0].score) {
		return
	}
	k := kept{id: col.id[n], score: score, year: col.year[n], published: col.published[n]}
	if keys != nil {
		k.key = keys[n]
	}
	c.keep(k)
}

// count adds the entry to the facets whose own filter is the only one it does
// not meet.
func (c *collector) count(col *columns, n uint32, bad uint16) {
	if bad&(bad-1) != 0 {
		return
	}
	if bad == 0 {
		for k := range codeColumns {
			c.code[k][col.code[k][n]]++
		}
		c.year[col.year[n]]++
		for _, u := range col.units.row(n) {
			c.units[u]++
		}
		for _, t := range col.tags.row(n) {
			c.tags[t]++
		}
		for _, d := range col.districts.row(n) {
			c.districts[d]++
		}
		if col.flags[n]&flagPhoto != 0 {
			c.photo++
		}
		if col.flags[n]&flagFigures != 0 {
			c.figures++
		}
		return
	}
	switch bad {
	case 1 << facetYear:
		c.year[col.year[n]]++
	case 1 << facetUnit:
		for _, u := range col.units.row(n) {
			c.units[u]++
		}
	case 1 << facetDistrict:
		for _, d := range col.districts.row(n) {
			c.districts[d]++
		}
	case 1 << facetTag:
		for _, t := range col.tags.row(n) {
			c.tags[t]++
		}
	default:
		for k := range codeColumns {
			if bad == 1<<k {
				c.code[k][col.code[k][n]]++
			}
		}
	}
}

// before reports whether a stands before b.
func (c *collector) before(a, b *kept) bool {
	switch c.sort {
	case Relevance:
		if a.score != b.score {
			return a.score > b.score
		}
	case Newest:
		if a.year != b.year {
			return a.year > b.year
		}
	case Title:
		if d := bytes.Compare(a.key, b.key); d != 0 {
			return d < 0
		}
	}
	if a.published != b.published {
		return a.published > b.published
	}
	return a.id > b.id
}

// keep holds the best entries in a heap with the worst of them on top.
func (c *collector) keep(k kept) {
	if len(c.top) < c.limit {
		c.top = append(c.top, k)
		for i := len(c.top) - 1; i > 0; {
			parent := (i - 1) / 2
			if !c.before(&c.top[parent], &c.top[i]) {
				break
			}
			c.top[parent], c.top[i] = c.top[i], c.top[parent]
			i = parent
		}
		return
	}
	if c.limit == 0 || !c.before(&k, &c.top[0]) {
		return
	}
	c.top[0] = k
	for i := 0; ; {
		worst := i
		for _, child := range [...]int{2*i + 1, 2*i + 2} {
			if child < len(c.top) && c.before(&c.top[worst], &c.top[child]) {
				worst = child
			}
		}
		if worst == i {
			return
		}
		c.top[i], c.top[worst] = c.top[worst], c.top[i]
		i = worst
	}
}

// page returns the hits from offset on.
func (c *collector) page(offset int) []Hit {
	sort.Slice(c.top, func(i, j int) bool { return c.before(&c.top[i], &c.top[j]) })
	if offset >= len(c.top) {
		return nil
	}
	hits := make([]Hit, 0, len(c.top)-offset)
	for _, k := range c.top[offset:] {
		hits = append(hits, Hit{ID: k.id, Score: float64(k.score)})
	}
	return hits
}

// facets returns the counts by facet: years from new to old, the others from
// common to rare.
func (c *collector) facets(names []string) map[string][]FacetCount {
	out := make(map[string][]FacetCount, facets)
	for y := maxYear; y >= 0; y-- {
		if n := c.year[y]; n > 0 {
			out[FacetYear] = append(out[FacetYear], FacetCount{strconv.Itoa(y), int(n)})
		}
	}
	for k := range codeColumns {
		out[facetNames[k]] = counts(c.code[k], names)
	}
	out[FacetUnit], out[FacetTag], out[FacetDistrict] = counts(c.units, names), counts(c.tags, names), counts(c.districts, names)
	if c.photo > 0 {
		out[FacetPhoto] = []FacetCount{{"1", c.photo}}
	}
	if c.figures > 0 {
		out[FacetFigures] = []FacetCount{{"1", c.figures}}
	}
	return out
}

func counts(n []int32, names []string) []FacetCount {
	var out []FacetCount
	for id, k := range n {
		if k > 0 && names[id] != "" {
			out = append(out, FacetCount{names[id], int(k)})
		}
	}
	slices.SortFunc(out, func(a, b FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return out
}
