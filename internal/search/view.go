package search

import (
	"math"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// view is one unchanging state of the index with everything a search needs.
// Searches hold it while they run; the files it reads stay until the last one
// lets go.
type view struct {
	snap *scorch.IndexSnapshot
	segs []*segmentView
	lex  *lexicon
	gen  uint64 // differs between states
	refs atomic.Int64

	names atomic.Pointer[nameList]
}

// segmentView is one segment of a view.
type segmentView struct {
	snap *scorch.SegmentSnapshot
	n    uint32
	live *roaring.Bitmap
	col  *columns
	dict *dictionaries // shared by all views of the segment
}

// dictionaries lends the term dictionaries of a segment; one is not safe for
// two readers at once.
type dictionaries struct {
	seg  segment.Segment
	pool sync.Map // field → *sync.Pool
}

type dictionary struct {
	segment.TermDictionary
}

func (d *dictionaries) get(field string) (*dictionary, *sync.Pool, error) {
	p, ok := d.pool.Load(field)
	if !ok {
		p, _ = d.pool.LoadOrStore(field, &sync.Pool{})
	}
	pool := p.(*sync.Pool)
	if v, ok := pool.Get().(*dictionary); ok {
		return v, pool, nil
	}
	t, err := d.seg.Dictionary(field)
	if err != nil {
		return nil, pool, err
	}
	return &dictionary{t}, pool, nil
}

// newView takes over snap. Columns of segments that were in old are reused.
func newView(snap *scorch.IndexSnapshot, old *view, lex *lexicon, c *codes, gen uint64) (*view, error) {
	v := &view{snap: snap, lex: lex, gen: gen}
	v.refs.Store(1)
	known, sorted := map[uint64]*segmentView{}, false
	if old != nil {
		for _, s := range old.segs {
			known[s.snap.Id()] = s
			sorted = sorted || s.col.sorted.Load()
		}
	}
	for _, s := range snap.Segments() {
		sv := &segmentView{snap: s, n: uint32(s.Segment().Count()), live: s.DocNumbersLive()}
		if k, ok := known[s.Id()]; ok && k.n == sv.n {
			sv.col = k.col
			if k.snap.Segment() == s.Segment() {
				sv.dict = k.dict
			}
		}
		if sv.dict == nil {
			sv.dict = &dictionaries{seg: s.Segment()}
		}
		if sv.col == nil {
			col, err := loadColumns(s, c)
			if err != nil {
				return nil, err
			}
			if sorted { // no reader waits for the keys of a segment that was merged
				if _, err := col.keys(s); err != nil {
					return nil, err
				}
			}
			sv.col = col
		}
		v.segs = append(v.segs, sv)
	}
	return v, nil
}

func (v *view) release() {
	if v.refs.Add(-1) == 0 {
		_ = v.snap.Close() // gives the reference back; nothing to be done about a failure
	}
}

// postings returns the entries of a segment that hold the term, nil for none.
// The bitmap belongs to the segment: it must not be changed. It may hold
// entries that were deleted since; live excludes them.
func (s *segmentView) postings(field, term string) (*roaring.Bitmap, error) {
	d, pool, err := s.dict.get(field)
	if err != nil {
		return nil, err
	}
	defer pool.Put(d)
	list, err := d.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, err
	}
	if list.Count() == 0 {
		return nil, nil
	}
	it, ok := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if !ok {
		return nil, errStored
	}
	if doc, one := it.DocNum1Hit(); one {
		if doc > math.MaxUint32 {
			return nil, nil
		}
		return roaring.BitmapOf(uint32(doc)), nil
	}
	return it.ActualBitmap(), nil
}
