package search

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"strconv"

	"github.com/RoaringBitmap/roaring/v2"
)

// filter is the facets chosen in a query, ready to be asked of columns.
type filter struct {
	scope  scopeCode
	active uint16   // facets chosen, one bit each
	chosen []uint16 // by number of a value: the bit of its facet when it is chosen
}

func newFilter(q *Query, c *codes) *filter {
	f := &filter{scope: scopeOf(q.Scope, c), chosen: make([]uint16, len(c.all()))}
	choose := func(of facet, values []string) {
		for _, v := range values {
			f.active |= 1 << of
			if id, ok := c.known(of, v); ok && int(id) < len(f.chosen) {
				f.chosen[id] = 1 << of
			}
		}
	}
	var years []string
	for _, y := range q.Years {
		years = append(years, strconv.Itoa(cmp.Or(y, -1))) // 0 is a year only as UnknownYear
	}
	if q.UnknownYear {
		years = append(years, "0")
	}
	choose(facetYear, years)
	choose(facetField, q.Fields)
	choose(facetType, q.Types)
	choose(facetOrigin, q.Origins)
	choose(facetLabel, q.Labels)
	choose(facetPublisher, q.Publishers)
	choose(facetRecognition, q.Recognitions)
	choose(facetUnit, q.Units)
	choose(facetTag, q.Tags)
	choose(facetDistrict, q.Districts)
	if q.WithPhoto {
		choose(facetPhoto, []string{"1"})
	}
	if q.WithFigures {
		choose(facetFigures, []string{"1"})
	}
	return f
}

func scopeOf(s Scope, c *codes) scopeCode {
	sc := scopeCode{all: s.All}
	if s.OwnUnit != "" {
		sc.own, _ = c.known(ownerUnit, s.OwnUnit)
	}
	return sc
}

// failed returns the chosen facets of which an entry has no chosen value.
func (f *filter) failed(values []uint32) uint16 {
	met := uint16(0)
	for _, v := range values {
		met |= f.chosen[v]
	}
	return f.active &^ met
}

// collector counts facets and keeps the best entries.
type collector struct {
	filter *filter
	sort   Sort
	limit  int // entries kept: offset and page
	total  int
	top    []kept

	values []facetValue // by number
	count  []int32      // entries by number of a value; nil when nobody asks

	buf    [256]uint32 // entries on their way, and their scores
	scores [256]float32
}

// kept is an entry that may be on the page.
type kept struct {
	col       *columns
	row       uint32
	id        int64
	score     float32
	year      uint16
	published int64
	key       []byte
}

func newCollector(f *filter, s Sort, limit int) *collector {
	return &collector{filter: f, sort: s, limit: limit}
}

// counting makes the collector count the values of facets.
func (c *collector) counting(values []facetValue) {
	c.values, c.count = values, make([]int32, len(values))
}

// collect takes the matches of a segment; sc may be nil, keys too. The scores
// of many are taken in a loop that does nothing else, so that the processor
// fetches their rows side by side and not one after the other.
func (c *collector) collect(col *columns, m *roaring.Bitmap, sc []float32, keys [][]byte) {
	it := m.ManyIterator()
	for n := it.NextMany(c.buf[:]); n > 0; n = it.NextMany(c.buf[:]) {
		if sc != nil {
			for i, v := range c.buf[:n] {
				c.scores[i] = sc[v]
			}
		}
		for i, v := range c.buf[:n] {
			c.one(col, v, c.scores[i], keys)
		}
	}
}

func (c *collector) one(col *columns, n uint32, score float32, keys [][]byte) {
	row := &col.rows[n]
	if !c.filter.scope.sees(row) {
		return
	}
	if (c.filter.active != 0 || c.count != nil) && !c.passes(col.of(n)) {
		return
	}
	c.total++
	if c.sort == Relevance && len(c.top) == c.limit && (c.limit == 0 || score < c.top[0].score) {
		return
	}
	k := kept{col: col, row: n, id: col.id[n], score: score, year: row.year, published: col.published[n]}
	if keys != nil {
		k.key = keys[n]
	}
	c.keep(k)
}

// passes reports whether an entry meets the filter, and counts its values: all
// of them when it does, those of a facet whose filter is the only one it fails.
func (c *collector) passes(values []uint32) bool {
	bad := uint16(0)
	if c.filter.active != 0 {
		bad = c.filter.failed(values)
	}
	switch {
	case c.count == nil:
	case bad == 0:
		for _, v := range values {
			c.count[v]++
		}
	case bad&(bad-1) == 0:
		for _, v := range values {
			if 1<<c.values[v].facet == bad {
				c.count[v]++
			}
		}
	}
	return bad == 0
}

// before reports whether a ranks before b.
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

// best returns the entries kept, in order.
func (c *collector) best() []kept {
	sort.Slice(c.top, func(i, j int) bool { return c.before(&c.top[i], &c.top[j]) })
	return c.top
}

// page returns the hits from offset to end.
func (c *collector) page(offset, end int) []Hit {
	best := c.best()
	best = best[:min(end, len(best))]
	if offset >= len(best) {
		return nil
	}
	hits := make([]Hit, 0, len(best)-offset)
	for _, k := range best[offset:] {
		hits = append(hits, Hit{ID: k.id, Score: float64(k.score)})
	}
	return hits
}

// facets returns the counts by facet: years from new to old, the others from
// common to rare.
func (c *collector) facets() map[string][]FacetCount {
	out := make(map[string][]FacetCount, facets)
	for id, n := range c.count {
		if v := c.values[id]; n > 0 {
			name := facetNames[v.facet]
			out[name] = append(out[name], FacetCount{v.value, int(n)})
		}
	}
	for name, list := range out {
		slices.SortFunc(list, func(a, b FacetCount) int {
			if name == FacetYear {
				return cmp.Or(cmp.Compare(len(b.Value), len(a.Value)), cmp.Compare(b.Value, a.Value))
			}
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
		})
	}
	return out
}
