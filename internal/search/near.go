package search

import (
	"fmt"
	"math/bits"
	"slices"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"danvankheo/internal/vietnamese"
)

// The trail of an entry is its running text, word by word, ten bits each: a hash of
// the canonical word, zero where a sentence or a part of the entry ends. Everyday
// words are left out. It tells how far apart the words of a question stand, which
// lists of entries cannot, for a tenth of what positions in the index would take.
// One word in a thousand looks like another, so a trail is only read for words that
// the entry is known to hold.
type trail []uint16

const (
	trailEnd  = 0 // divides sentences and parts; of a word: it is left out
	trailBits = 10
)

// lengthStep is how many words of a trail make one step of row.length.
const lengthStep = 5

// trailMark is what a canonical word looks like in a trail.
func trailMark(word string) uint16 {
	if functionWords[word] && !perhapsFunction[word] {
		return trailEnd
	}
	h := uint32(2166136261) // FNV-1a
	for i := 0; i < len(word); i++ {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return uint16(1 + (h^h>>16)%(1<<trailBits-1))
}

// append adds a part of an entry.
func (t trail) append(toks []vietnamese.Token) trail {
	t = t.end()
	for i, w := range toks {
		if i > 0 && w.Break {
			t = t.end()
		}
		text := w.Text
		if value, n := vietnamese.NumberWords(toks, i); n == 1 {
			text = value
		}
		if m := trailMark(text); m != trailEnd {
			t = append(t, m)
		}
	}
	return t
}

func (t trail) end() trail {
	if len(t) > 0 && t[len(t)-1] != trailEnd {
		t = append(t, trailEnd)
	}
	return t
}

// pack writes a trail in five bytes for four words.
func (t trail) pack() []byte {
	out := make([]byte, 0, len(t)*trailBits/8+2)
	bits, held := uint32(0), 0
	for _, m := range t {
		bits |= uint32(m) << held
		for held += trailBits; held >= 8; held -= 8 {
			out = append(out, byte(bits))
			bits >>= 8
		}
	}
	if held > 0 {
		out = append(out, byte(bits))
	}
	return out
}

// unpack reads what pack wrote.
func (t trail) unpack(b []byte) trail {
	t = t[:0]
	bits, held := uint32(0), 0
	for _, x := range b {
		bits |= uint32(x) << held
		if held += 8; held >= trailBits {
			t = append(t, uint16(bits&(1<<trailBits-1)))
			bits >>= trailBits
			held -= trailBits
		}
	}
	return t
}

// readTrail reads the trail of an entry of a segment into buf.
func readTrail(seg *scorch.SegmentSnapshot, local uint64, buf trail) (trail, error) {
	buf = buf[:0]
	err := seg.VisitDocument(local, func(field string, _ byte, value []byte, _ []uint64) bool {
		if field != fieldTrail {
			return true
		}
		buf = buf.unpack(value)
		return false
	})
	if err != nil {
		return buf, fmt.Errorf("search: trail of entry %d of segment %d: %w", local, seg.Id(), err)
	}
	return buf, nil
}

// marks are the spellings of a word as they look in a trail.
type marks []uint16

// footprint is one ask as it looks in a trail: each way a run of words.
type footprint [][]marks

// step is a place of a trail that answers an ask.
type step struct {
	from, to int // words, to exclusive
	ask      int
}

// reader finds asks in trails.
type reader struct {
	asks  []footprint
	first [1 << trailBits]uint32 // by a word: the asks that may begin with it, one bit each
}

// add takes in the next ask. There are at most as many as a query has words.
func (r *reader) add(f footprint) {
	for _, run := range f {
		for _, m := range run[0] {
			r.first[m] |= 1 << len(r.asks)
		}
	}
	r.asks = append(r.asks, f)
}

// walk lists the places of a trail that answer the asks, in order.
func (r *reader) walk(t trail, to []step) []step {
	to = to[:0]
	for i, x := range t {
		for may := r.first[x]; may != 0; may &= may - 1 {
			ask := bits.TrailingZeros32(may)
			if n := r.asks[ask].at(t[i:]); n > 0 {
				to = append(to, step{i, i + n, ask})
			}
		}
	}
	return to
}

// at returns how many words at the start of a trail answer the ask; 0 none.
func (f footprint) at(t trail) int {
	for _, run := range f {
		n := 0
		for n < len(run) && n < len(t) && slices.Contains(run[n], t[n]) {
			n++
		}
		if n == len(run) {
			return n
		}
	}
	return 0
}

// closest returns the fewest words of the text that hold every ask which the text
// holds at all, how many asks that are, and how many of them stand in the order
// of the question there.
func closest(steps []step, asks int) (words, held, ordered int) {
	count := make([]int, asks)
	for _, s := range steps {
		if count[s.ask] == 0 {
			held++
		}
		count[s.ask]++
	}
	if held == 0 {
		return 0, 0, 0
	}
	clear(count)
	have, left := 0, 0
	for right, s := range steps {
		if count[s.ask] == 0 {
			have++
		}
		count[s.ask]++
		for have == held {
			if n := s.to - steps[left].from; words == 0 || n < words {
				words, ordered = n, inOrder(steps[left:right+1])
			}
			if count[steps[left].ask]--; count[steps[left].ask] == 0 {
				have--
			}
			left++
		}
	}
	return words, held, ordered
}

// inOrder counts the neighbours of a window that follow each other as asked.
func inOrder(steps []step) int {
	n := 0
	for i := 1; i < len(steps); i++ {
		if steps[i].ask == steps[i-1].ask+1 {
			n++
		}
	}
	return n
}

// beside reports whether two asks stand close to each other somewhere: in the order
// asked with at most apart words between them, or the other way round right beside.
func beside(steps []step, a, b, apart int) bool {
	lastA, lastB := -1, -1
	for _, s := range steps {
		switch s.ask {
		case a:
			if lastB >= 0 && s.from-lastB == 0 {
				return true
			}
			lastA = s.to
		case b:
			if lastA >= 0 && s.from >= lastA && s.from-lastA <= apart {
				return true
			}
			lastB = s.to
		}
	}
	return false
}
