package search

import (
	"fmt"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"danvankheo/internal/vietnamese"
)

// codes numbers the codes of facets, so that columns hold small numbers. Code 0
// is the empty one. It only grows; the number of codes is small.
type codes struct {
	mu    sync.RWMutex
	ids   map[string]uint32
	names []string
}

func newCodes() *codes {
	return &codes{ids: map[string]uint32{"": 0}, names: []string{""}}
}

func (c *codes) id(s string) uint32 {
	if id, ok := c.known(s); ok {
		return id
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if id, ok := c.ids[s]; ok {
		return id
	}
	id := uint32(len(c.names))
	c.ids[s] = id
	c.names = append(c.names, s)
	return id
}

// known is id for reading: a code no entry ever had has no number.
func (c *codes) known(s string) (uint32, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	id, ok := c.ids[s]
	return id, ok
}

// all returns the names by number; the slice is not changed afterwards.
func (c *codes) all() []string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.names[:len(c.names):len(c.names)]
}

// The one-code facets, in the order of columns.code.
const (
	colField = iota
	colType
	colOrigin
	colLabel
	colRecognition
	codeColumns
)

// columns hold, for one segment, one row per entry by its number in the
// segment. They never change once built.
type columns struct {
	id        []int64
	published []int64
	year      []uint16
	code      [codeColumns][]uint32
	owner     []uint32
	flags     []uint8
	titleLen  []uint8
	units     ragged
	tags      ragged
	districts ragged

	titleOnce sync.Once
	titleKeys [][]byte // collation keys, made when a reader first sorts by title
	titleErr  error
}

// ragged holds a list of codes per row.
type ragged struct {
	end  []uint32
	list []uint32
}

func (r *ragged) add(ids []uint32) {
	r.list = append(r.list, ids...)
	r.end = append(r.end, uint32(len(r.list)))
}

func (r *ragged) row(i uint32) []uint32 {
	start := uint32(0)
	if i > 0 {
		start = r.end[i-1]
	}
	return r.list[start:r.end[i]]
}

// loadColumns reads the stored part of every entry of a segment.
func loadColumns(seg *scorch.SegmentSnapshot, c *codes) (*columns, error) {
	n := int(seg.Segment().Count())
	col := &columns{
		id: make([]int64, 0, n), published: make([]int64, 0, n), year: make([]uint16, 0, n),
		owner: make([]uint32, 0, n), flags: make([]uint8, 0, n), titleLen: make([]uint8, 0, n),
	}
	var ids []uint32
	for i := range n {
		s, err := readStored(seg, uint64(i))
		if err != nil {
			return nil, err
		}
		col.id = append(col.id, s.id)
		col.published = append(col.published, s.published)
		col.year = append(col.year, uint16(s.year))
		for k, code := range [codeColumns]string{s.field, s.typ, s.origin, s.label, s.recog} {
			col.code[k] = append(col.code[k], c.id(code))
		}
		col.owner = append(col.owner, c.id(s.owner))
		col.flags = append(col.flags, s.flags)
		col.titleLen = append(col.titleLen, uint8(min(s.titleLen, 255)))
		for to, list := range map[*ragged][]string{&col.units: s.units, &col.tags: s.tags, &col.districts: s.districts} {
			ids = ids[:0]
			for _, code := range list {
				ids = append(ids, c.id(code))
			}
			to.add(ids)
		}
	}
	return col, nil
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
	})
	return col.titleKeys, col.titleErr
}
