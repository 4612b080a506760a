package search

import (
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"danvankheo/internal/vietnamese"
)

// A facet by its number.
type facet uint8

const (
	facetYear facet = iota
	facetField
	facetType
	facetOrigin
	facetLabel
	facetPublisher
	facetRecognition
	facetUnit
	facetTag
	facetDistrict
	facetPhoto
	facetFigures
	facets
	ownerUnit // not a facet: the unit that may find an entry before it is published
)

var facetNames = [facets]string{
	facetYear: FacetYear, facetField: FacetField, facetType: FacetType, facetOrigin: FacetOrigin, facetLabel: FacetLabel, facetPublisher: FacetPublisher,
	facetRecognition: FacetRecognition, facetUnit: FacetUnit, facetTag: FacetTag, facetDistrict: FacetDistrict,
	facetPhoto: FacetPhoto, facetFigures: FacetFigures,
}

// facetValue is one value of one facet: the code of a field, a year.
type facetValue struct {
	facet facet
	value string
}

// codes numbers the values of facets, so that columns hold small numbers and
// counting is one addition for each. Number 0 is no value. It only grows; the
// number of values is small.
type codes struct {
	mu     sync.RWMutex
	ids    map[facetValue]uint32
	values []facetValue
}

func newCodes() *codes {
	return &codes{ids: map[facetValue]uint32{}, values: make([]facetValue, 1)}
}

// id numbers a value; the empty one is no value.
func (c *codes) id(f facet, value string) uint32 {
	if value == "" {
		return 0
	}
	if id, ok := c.known(f, value); ok {
		return id
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	v := facetValue{f, value}
	if id, ok := c.ids[v]; ok {
		return id
	}
	id := uint32(len(c.values))
	c.ids[v] = id
	c.values = append(c.values, v)
	return id
}

// known is id for reading: a value no entry ever had has no number.
func (c *codes) known(f facet, value string) (uint32, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	id, ok := c.ids[facetValue{f, value}]
	return id, ok
}

// all returns the values by number; the slice is not changed afterwards.
func (c *codes) all() []facetValue {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.values[:len(c.values):len(c.values)]
}

// columns hold, for one segment, what is asked of entries by their number in
// the segment. They never change once built.
type columns struct {
	id        []int64
	published []int64
	rows      []row
	visible   *roaring.Bitmap     // published entries
	long      map[uint32][]uint32 // the values of rows that cannot hold them all

	starts  starts         // of the titles of published entries
	offered map[uint32]int // published entries by the values that are suggested

	titleOnce sync.Once
	titleKeys [][]byte // collation keys, made when a reader first sorts by title
	titleErr  error
	sorted    atomic.Bool // the keys are made
}

// row is what scores, filters and facets read of an entry. It fills one line of
// the processor's cache: among a million entries it is rarely there yet, and
// fetching it is what most of the time goes into.
type row struct {
	values   [13]uint32 // of facets; n of them
	owner    uint32
	year     uint16
	flags    uint8
	titleLen uint8
	n        uint8
	length   uint8 // of the text, in steps of lengthStep words
}

// of lists the facet values of an entry.
func (col *columns) of(n uint32) []uint32 {
	r := &col.rows[n]
	if r.flags&flagLong != 0 {
		return col.long[n]
	}
	return r.values[:r.n]
}

// loadColumns reads the stored part of every entry of a segment.
func loadColumns(seg *scorch.SegmentSnapshot, c *codes) (*columns, error) {
	n := int(seg.Segment().Count())
	col := &columns{id: make([]int64, 0, n), published: make([]int64, 0, n), rows: make([]row, 0, n), visible: roaring.NewBitmap(), long: map[uint32][]uint32{}, offered: map[uint32]int{}}
	for i := range n {
		s, err := readStored(seg, uint64(i))
		if err != nil {
			return nil, err
		}
		col.add(&s, c)
	}
	col.starts.settle(col)
	return col, nil
}

func (col *columns) add(s *stored, c *codes) {
	var values []uint32
	value := func(f facet, list ...string) {
		for _, v := range list {
			if id := c.id(f, v); id > 0 {
				values = append(values, id)
				if _, ok := offeredFacets[f]; ok && s.flags&flagVisible != 0 {
					col.offered[id]++
				}
			}
		}
	}
	value(facetYear, strconv.Itoa(s.year))
	value(facetField, s.field)
	value(facetType, s.typ)
	value(facetOrigin, s.origin)
	value(facetLabel, s.label)
	value(facetPublisher, s.publisher)
	value(facetRecognition, s.recog)
	value(facetUnit, s.units...)
	value(facetTag, s.tags...)
	value(facetDistrict, s.districts...)
	if s.flags&flagPhoto != 0 {
		value(facetPhoto, "1")
	}
	if s.flags&flagFigures != 0 {
		value(facetFigures, "1")
	}
	r := row{
		owner: c.id(ownerUnit, s.owner), year: uint16(s.year), flags: s.flags &^ flagLong,
		titleLen: uint8(min(s.titleLen, 255)), length: uint8(min(s.words/lengthStep, 255)),
	}
	if len(values) > len(r.values) {
		r.flags |= flagLong
		col.long[uint32(len(col.rows))] = values
	} else {
		r.n = uint8(copy(r.values[:], values))
	}
	if s.flags&flagVisible != 0 {
		col.starts.add(uint32(len(col.rows)), s.title)
	}
	if r.flags&flagVisible != 0 {
		col.visible.Add(uint32(len(col.rows)))
	}
	col.id = append(col.id, s.id)
	col.published = append(col.published, s.published)
	col.rows = append(col.rows, r)
}

func readStored(seg *scorch.SegmentSnapshot, local uint64) (stored, error) {
	var s stored
	err := errStored
	visitErr := seg.VisitDocument(local, func(field string, _ byte, value []byte, _ []uint64) bool {
		if field != fieldStored {
			return true
		}
		s, err = decodeStored(value)
		return false
	})
	if visitErr != nil {
		err = visitErr
	}
	if err != nil {
		return s, fmt.Errorf("search: entry %d of segment %d: %w", local, seg.Id(), err)
	}
	return s, nil
}

// keys returns the collation keys of the titles of a segment.
func (col *columns) keys(seg *scorch.SegmentSnapshot) ([][]byte, error) {
	col.titleOnce.Do(func() {
		keys := make([][]byte, len(col.id))
		for i := range keys {
			s, err := readStored(seg, uint64(i))
			if err != nil {
				col.titleErr = err
				return
			}
			keys[i] = vietnamese.CollationKey(s.title)
		}
		col.titleKeys = keys
		col.sorted.Store(true)
	})
	return col.titleKeys, col.titleErr
}
