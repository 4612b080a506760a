package search

import (
	"math/bits"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// signal is a term that moves an entry up.
type signal struct {
	term
	weight float32
}

// fullMark is added to the share of entries that hold every ask.
const fullMark = 4

// tally holds what every entry of one segment earned. It is lent: zeros when it
// comes, zeros when it goes back.
type tally struct {
	share   []float32 // of the question, wherever it stands; fullMark on top for all of it
	lead    []float32 // what title, unit and summary add; at last the whole score
	cover   []uint8   // words of the title that were asked for
	entries uint64    // in the segment
	touched *roaring.Bitmap
	strays  bool // others than touched earned something, too
	buf     [256]uint32
}

var tallyPool = sync.Pool{New: func() any { return &tally{} }}

// lendTally returns a tally for a segment of n entries.
func lendTally(n uint32) *tally {
	t := tallyPool.Get().(*tally)
	if len(t.share) < int(n) {
		size := 1 << bits.Len(uint(n))
		t.share, t.lead, t.cover = make([]float32, size), make([]float32, size), make([]uint8, size)
	}
	t.entries = uint64(n)
	return t
}

// giveBack lends the tally to others.
func (t *tally) giveBack() {
	t.wipe()
	tallyPool.Put(t)
}

// wipe leaves zeros behind.
func (t *tally) wipe() {
	if t.strays || t.touched != nil && t.touched.GetCardinality() > t.entries/dense {
		clear(t.share[:t.entries])
		clear(t.lead[:t.entries])
		clear(t.cover[:t.entries])
	} else if t.touched != nil {
		it := t.touched.ManyIterator()
		for n := it.NextMany(t.buf[:]); n > 0; n = it.NextMany(t.buf[:]) {
			for _, v := range t.buf[:n] {
				t.share[v], t.lead[v], t.cover[v] = 0, 0, 0
			}
		}
	}
	t.strays, t.touched = false, nil
}

// Picking out the entries that are both candidates and in a bitmap costs more for
// each than giving its weight to all of them; it pays where the bitmap has this
// many times more entries. In a dense one, a candidate is looked up without reading
// the others.
const (
	farMore      = 16
	farMoreDense = 2
	dense        = 16 // one entry in so many
)

// narrow returns the entries of b to be given something: those that are touched,
// or all of them where that is cheaper.
func (t *tally) narrow(b *roaring.Bitmap) *roaring.Bitmap {
	n := b.GetCardinality()
	far := uint64(farMore)
	if n > t.entries/dense {
		far = farMoreDense
	}
	if n > far*t.touched.GetCardinality() {
		return roaring.And(t.touched, b)
	}
	if b != t.touched {
		t.strays = true
	}
	return b
}

// add gives a weight to the candidates that b holds.
func (t *tally) add(to []float32, b *roaring.Bitmap, weight float32) {
	if weight == 0 || b.IsEmpty() {
		return
	}
	it := t.narrow(b).ManyIterator()
	for n := it.NextMany(t.buf[:]); n > 0; n = it.NextMany(t.buf[:]) {
		for _, v := range t.buf[:n] {
			to[v] += weight
		}
	}
}

// covers counts words of titles.
func (t *tally) covers(b *roaring.Bitmap, words int) {
	if b.IsEmpty() {
		return
	}
	it := t.narrow(b).ManyIterator()
	for n := it.NextMany(t.buf[:]); n > 0; n = it.NextMany(t.buf[:]) {
		for _, v := range t.buf[:n] {
			t.cover[v] += uint8(words)
		}
	}
}
