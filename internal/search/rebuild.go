package search

import (
	"context"
	"fmt"
	"iter"
	"os"

	index "github.com/blevesearch/bleve_index_api"

	"danvankheo/internal/vietnamese"
)

// Rebuild makes a new index from every entry of source and lets it take over.
// The old one serves, and takes changes, until then; changes applied meanwhile
// reach the new one too. seq is the outbox sequence that source is at least as
// new as: when it is older than what was already applied, Sequence goes back to
// it, for nobody knows whether source holds the rest; ask Sequence afterwards
// and apply what is newer. A fault in source, or the end of ctx, leaves the old
// index as it was.
func (x *Index) Rebuild(ctx context.Context, source iter.Seq2[Document, error], seq int64) (err error) {
	if !x.rebuild.TryLock() {
		return ErrRebuilding
	}
	defer x.rebuild.Unlock()
	x.write.Lock()
	if x.store == nil {
		x.write.Unlock()
		return ErrClosed
	}
	if err := os.MkdirAll(x.root, 0o755); err != nil {
		x.write.Unlock()
		return fmt.Errorf("search: index folder: %w", err)
	}
	dir, err := nextGeneration(x.root)
	x.rebuilds, x.meanwhile = err == nil, nil
	gap := seq < x.lastSeq
	x.write.Unlock()
	if err != nil {
		return fmt.Errorf("search: index folder: %w", err)
	}
	abbr, basis := x.madeWith()
	s, err := openStore(dir)
	if err == nil {
		if err = fill(ctx, s, source, abbr); err == nil {
			err = x.takeOver(ctx, s, seq, gap, abbr, basis)
		}
		if err != nil {
			_ = s.close() // given up
			_ = os.RemoveAll(dir)
		}
	}
	x.write.Lock()
	x.rebuilds, x.meanwhile = false, nil
	x.write.Unlock()
	if err != nil {
		return fmt.Errorf("search: rebuild: %w", err)
	}
	removeOthers(x.root, dir)
	removeOldVersions(x.state)
	return nil
}

// rebuildBatch is smaller than batchSize: two batches are in work at once, and
// memory follows their size.
const rebuildBatch = 500

// fill writes every entry of source to s, two batches at a time.
func fill(ctx context.Context, s *store, source iter.Seq2[Document, error], abbr *vietnamese.Abbreviations) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	batches := make(chan []Change)
	done := make(chan struct{}, 2)
	for range cap(done) {
		go func() {
			defer func() { done <- struct{}{} }()
			for part := range batches {
				if err := s.add(part, abbr); err != nil {
					cancel(err)
				}
			}
		}()
	}
	part := make([]Change, 0, rebuildBatch)
	send := func() bool {
		select {
		case batches <- part:
			part = make([]Change, 0, rebuildBatch)
			return true
		case <-ctx.Done():
			return false
		}
	}
	for d, err := range source {
		if err != nil {
			cancel(err)
			break
		}
		part = append(part, Change{d.ID, &d})
		if len(part) == rebuildBatch && !send() {
			break
		}
	}
	if len(part) > 0 && ctx.Err() == nil {
		send()
	}
	close(batches)
	for range cap(done) {
		<-done
	}
	return context.Cause(ctx)
}

// add writes one batch of new entries.
func (s *store) add(part []Change, abbr *vietnamese.Abbreviations) error {
	b := index.NewBatch()
	for i, a := range analyseAll(part, abbr) {
		b.Update(newIndexDocument(part[i].ID, a))
	}
	return s.idx.Batch(b)
}

// takeOver brings s up to date and makes it the one that serves. gap says that
// changes before the rebuild may be missing from it.
func (x *Index) takeOver(ctx context.Context, s *store, seq int64, gap bool, abbr *vietnamese.Abbreviations, basis uint64) (err error) {
	defer x.guard(&err)()
	if err := s.idx.ForceMerge(ctx, nil); err != nil {
		return err
	}
	x.write.Lock()
	defer x.write.Unlock()
	if !gap {
		seq = max(seq, x.lastSeq)
	}
	if err := x.applyTo(ctx, s, x.meanwhile, seq, abbr, nil); err != nil {
		return err
	}
	b := index.NewBatch()
	b.SetInternal(keyComplete, number(1))
	b.SetInternal(keyAbbr, number(abbr.Sum()))
	b.SetInternal(keyBasis, number(basis))
	if err := s.idx.Batch(b); err != nil {
		return err
	}
	v, lex, err := x.load(s)
	if err != nil {
		return err
	}
	if err := setCurrent(x.root, s.dir); err != nil {
		v.release()
		return err
	}
	old, oldView := x.store, x.view
	x.store, x.lex, x.lastSeq = s, lex, seq
	x.mu.Lock()
	x.view, x.complete = v, true
	x.mu.Unlock()
	x.indexedWith(abbr, basis)
	oldView.release()
	if err := old.close(); err != nil {
		x.log.Warn("old search index", "cause", err.Error())
	}
	return nil
}
