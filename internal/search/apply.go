package search

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	index "github.com/blevesearch/bleve_index_api"

	"danvankheo/internal/vietnamese"
)

// ErrBehind means that the index no longer holds all that the caller goes on
// from: a rebuild took over from an older state. Ask Sequence, and apply from
// there.
var ErrBehind = errors.New("search: the index is behind these changes")

// Apply puts changes into the index. When it returns, they are on the disk and
// found. They are those of the outbox behind after, as Sequence gave it, up to
// seq, which is kept in the same batch; Sequence gives it back after a crash, and
// applying a change again does no harm. With no changes only the sequence is kept.
func (x *Index) Apply(ctx context.Context, changes []Change, after, seq int64) (err error) {
	x.write.Lock()
	defer x.write.Unlock()
	if x.store == nil {
		return ErrClosed
	}
	if x.lastSeq < after {
		return ErrBehind
	}
	defer x.guard(&err)()
	if x.rebuilds {
		x.meanwhile = append(x.meanwhile, changes...)
	}
	x.lastSeq = max(x.lastSeq, seq)
	if err := x.applyTo(ctx, x.store, changes, x.lastSeq, x.abbr.Load(), x.lex); err != nil {
		if ctx.Err() == nil {
			x.needs.Store(true)
		}
		return fmt.Errorf("search: apply: %w", err)
	}
	if len(changes) == 0 {
		return nil
	}
	return x.refresh(true)
}

// batchSize is how many entries go into the index at once.
const batchSize = 1000

// applyTo writes changes to a store in batches; the last carries the sequence.
func (x *Index) applyTo(ctx context.Context, s *store, changes []Change, seq int64, abbr *vietnamese.Abbreviations, lex *lexicon) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(batchSize, len(changes))
		part := changes[:n]
		changes = changes[n:]
		b := index.NewBatch()
		docs := analyseAll(part, abbr)
		var learned []*analysed
		for i, c := range part {
			if c.Doc == nil {
				b.Delete(docID(c.ID))
				continue
			}
			b.Update(newIndexDocument(c.ID, docs[i]))
			learned = append(learned, docs[i])
		}
		if len(changes) == 0 {
			b.SetInternal(keySequence, number(uint64(seq)))
		}
		if err := s.idx.Batch(b); err != nil {
			return err
		}
		if lex != nil {
			lex.learn(learned)
		}
		if len(changes) == 0 {
			return nil
		}
	}
}

var interners = sync.Pool{New: func() any { return newInterner() }}

// analyseAll turns the entries of a batch into terms, on all processors.
func analyseAll(part []Change, abbr *vietnamese.Abbreviations) []*analysed {
	out := make([]*analysed, len(part))
	var wg sync.WaitGroup
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), len(part)) {
		wg.Go(func() {
			known := interners.Get().(*interner)
			defer interners.Put(known)
			for i := int(next.Add(1)) - 1; i < len(part); i = int(next.Add(1)) - 1 {
				if part[i].Doc != nil {
					d := *part[i].Doc
					d.ID = part[i].ID
					out[i] = analyse(&d, abbr, known)
				}
			}
		})
	}
	wg.Wait()
	return out
}
