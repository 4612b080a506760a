package job

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"danvankheo/internal/backup"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow/flows"
)

const (
	batch      = 500             // entries put into the index at once
	tick       = time.Second     // how often to look without being woken
	reloadEach = 3 * time.Second // for changes by another process
	sweepEach  = time.Hour       // for what uploads left
	urgeEach   = time.Minute     // for reminders of deadlines
	noticeEach = 5 * time.Second // for notices to be mailed
	sweepAfter = 24 * time.Hour  // how old a leftover must be
)

// Runner does the waiting work, one thing at a time; only a rebuild of an index
// that serves goes on beside the rest.
type Runner struct {
	// ReadSearch reads the parameters of a saved search, for digests; nil for none.
	ReadSearch func(query string) (search.Query, error)

	db    *sqlite.DB
	flows *flows.Set
	index *search.Index
	log   *slog.Logger
	wake  chan struct{}
	ready atomic.Bool
	stamp uint64

	building atomic.Bool // a rebuild is at work beside the runner
	aside    sync.WaitGroup
}

// New makes a runner; [Runner.Run] starts it.
func New(db *sqlite.DB, set *flows.Set, index *search.Index, log *slog.Logger) *Runner {
	return &Runner{db: db, flows: set, index: index, log: log, wake: make(chan struct{}, 1)}
}

// Wake says that there is work; it never blocks.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// Ready reports whether the index has caught up once since the start.
func (r *Runner) Ready() bool { return r.ready.Load() }

// Run works until the context ends. A failure is logged and tried again.
func (r *Runner) Run(ctx context.Context) error {
	defer r.aside.Wait()
	timer := time.NewTicker(tick)
	defer timer.Stop()
	var reloaded, swept, urged, noticed time.Time
	for {
		if err := r.once(ctx); err != nil && ctx.Err() == nil {
			r.log.Error("waiting work failed", "err", err)
		}
		now := time.Now()
		if now.Sub(reloaded) > reloadEach {
			reloaded = now
			if err := r.flows.Flow.ReloadIfChanged(ctx); err != nil && ctx.Err() == nil {
				r.log.Error("reading reference data failed", "err", err)
			}
			r.learnWords(ctx)
			if r.ReadSearch != nil && r.Ready() {
				if _, err := r.Digests(ctx); err != nil && ctx.Err() == nil {
					r.log.Error("making digests failed", "err", err)
				}
			}
			if err := r.flows.Newsdesk.FlushQueries(ctx); err != nil && ctx.Err() == nil {
				r.log.Error("writing the counts of searches failed", "err", err)
			}
		}
		if now.Sub(urged) > urgeEach && r.ready.Load() {
			urged = now
			if _, err := r.flows.Followup.UrgeDue(ctx); err != nil && ctx.Err() == nil {
				r.log.Error("reminders failed", "err", err)
			}
		}
		if now.Sub(noticed) > noticeEach {
			noticed = now
			if _, err := r.flows.Mailing.MailNotices(ctx); err != nil && ctx.Err() == nil {
				r.log.Error("mailing notices failed", "err", err)
			}
		}
		if now.Sub(swept) > sweepEach {
			swept = now
			if _, err := r.flows.Followup.AskSurvival(ctx); err != nil && ctx.Err() == nil {
				r.log.Error("asking what became of models failed", "err", err)
			}
			r.sweep(ctx)
			if gone, err := r.flows.Account.Expire(ctx); err != nil && ctx.Err() == nil {
				r.log.Error("personal data past its term was not taken away", "err", err)
			} else if gone.Any() {
				r.log.Info(
					"personal data past its term taken away", "accounts", gone.Accounts, "messages", gone.Messages, "addresses",
					gone.Addresses,
				)
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-r.wake:
		case <-timer.C:
		}
	}
}

// once publishes what is due and brings the index up to date.
func (r *Runner) once(ctx context.Context) error {
	if _, err := r.flows.Flow.PublishDue(ctx); err != nil {
		return err
	}
	return r.catchUp(ctx, true)
}

// CatchUp brings the index up to the last commit: entry by entry from the
// outbox, or a whole rebuild when the index is new, damaged, made with other
// abbreviations or older than what the outbox still remembers.
func (r *Runner) CatchUp(ctx context.Context) error { return r.catchUp(ctx, false) }

// catchUp is CatchUp; with aside, an index that can go on serving is rebuilt
// in the background of what follows, so that edits are found as fast as ever. One that serves
// nothing yet takes in everything at once, and nothing twice.
func (r *Runner) catchUp(ctx context.Context, aside bool) error {
	for {
		seq, err := r.index.Sequence()
		if err != nil {
			return err
		}
		waiting, err := r.db.Outbox(ctx, seq, batch)
		if err != nil {
			return err
		}
		end, err := r.db.OutboxEnd(ctx)
		if err != nil {
			return err
		}
		gap := seq > end || len(waiting) == 0 && end > seq || len(waiting) > 0 && waiting[0].Seq > seq+1
		switch needs := r.index.NeedsRebuild(); {
		case gap && r.building.Load():
			return nil // it wakes the runner when it is done
		case needs && !gap && aside && r.index.Serves():
			r.rebuildInBackground(ctx)
		case needs || gap:
			if err := r.Rebuild(ctx); err != nil {
				return err
			}
			continue
		}
		if len(waiting) == 0 {
			if !r.ready.Swap(true) {
				r.warm(ctx)
			}
			return r.trim(ctx, seq)
		}
		switch err := r.apply(ctx, seq, waiting); {
		case errors.Is(err, search.ErrBehind):
			continue
		case err != nil:
			if r.building.Load() {
				return nil // the index being made has them
			}
			return err
		}
	}
}

// rebuildInBackground rebuilds the index while the runner goes on; one at a time.
func (r *Runner) rebuildInBackground(ctx context.Context) {
	if !r.building.CompareAndSwap(false, true) {
		return
	}
	r.aside.Go(func() {
		if err := r.Rebuild(ctx); err != nil && ctx.Err() == nil {
			r.log.Error("rebuilding the search index failed", "err", err)
		}
		r.building.Store(false)
		r.Wake()
	})
}

// trim forgets the entries that the index has for good. It asks first: a program
// killed between the index's batch and this leaves rows that no later batch would
// take away while nobody writes.
func (r *Runner) trim(ctx context.Context, upTo int64) error {
	left, err := r.db.OutboxHolds(ctx, upTo)
	if err != nil || !left {
		return err
	}
	return r.db.Update(ctx, r.flows.Flow.Now(), func(tx *sqlite.Tx) error { return tx.TrimOutbox(upTo) })
}

// apply puts what waits behind a sequence into the index.
func (r *Runner) apply(ctx context.Context, after int64, waiting []sqlite.Waiting) error {
	var ids []registry.EntryID
	seen := map[registry.EntryID]bool{}
	for _, w := range waiting {
		if !seen[w.Entry] {
			seen[w.Entry] = true
			ids = append(ids, w.Entry)
		}
	}
	list, err := r.forms(ctx, ids)
	if err != nil {
		return err
	}
	found := map[registry.EntryID]*edition.Edition{}
	for i := range list {
		found[list[i].ID] = &list[i]
	}
	changes := make([]search.Change, len(ids))
	now := r.flows.Flow.Now()
	for i, id := range ids {
		changes[i].ID = int64(id)
		if e := found[id]; e != nil {
			d := Document(e, r.flows.Flow, now)
			changes[i].Doc = &d
		}
	}
	last := waiting[len(waiting)-1].Seq
	if err := r.index.Apply(ctx, changes, after, last); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	return nil
}

// forms reads what the index holds of entries: of a story the edition that readers have,
// of all else what its first edition would be, which only those inside find.
func (r *Runner) forms(ctx context.Context, ids []registry.EntryID) (list []edition.Edition, err error) {
	err = r.db.View(ctx, func(rx *sqlite.Rx) error {
		if list, err = rx.EditionsByID(ctx, ids); err != nil || len(list) == len(ids) {
			return err
		}
		sealed := make(map[registry.EntryID]bool, len(list))
		for i := range list {
			sealed[list[i].ID] = true
		}
		rest := slices.DeleteFunc(slices.Clone(ids), func(id registry.EntryID) bool { return sealed[id] })
		entries, err := rx.EntriesByID(ctx, rest)
		if err != nil {
			return err
		}
		for i := range entries {
			d, err := edition.Preview(&entries[i])
			if err != nil {
				return fmt.Errorf("entry %d: %w", entries[i].ID, err)
			}
			list = append(list, d)
		}
		return nil
	})
	return list, err
}

// Rebuild builds a new index from the database, while the old one serves.
func (r *Runner) Rebuild(ctx context.Context) error {
	start := time.Now()
	seq, err := r.db.OutboxEnd(ctx)
	if err != nil {
		return err
	}
	n := 0
	if err := r.index.Rebuild(ctx, r.documents(ctx, &n), seq); err != nil {
		return fmt.Errorf("index: rebuild: %w", err)
	}
	r.log.Info("search index built", "entries", n, "ms", time.Since(start).Milliseconds())
	r.warm(ctx)
	debug.FreeOSMemory() // a rebuild takes far more than serving does
	return nil
}

// warm asks once for the order of titles, whose keys are computed at the first use:
// 0.4 s of a processor for 50,000 entries, which no reader should pay.
func (r *Runner) warm(ctx context.Context) {
	if _, err := r.index.Search(ctx, search.Query{Sort: search.Title, Limit: 1, NoFacets: true}); err != nil && ctx.Err() == nil {
		r.log.Warn("the search index was not warmed", "err", err)
	}
}

// documents walks every entry of the database.
func (r *Runner) documents(ctx context.Context, n *int) iter.Seq2[search.Document, error] {
	return func(yield func(search.Document, error) bool) {
		var after registry.EntryID
		for {
			ids, err := r.db.EntryIDsAfter(ctx, after, batch)
			if err != nil {
				yield(search.Document{}, err)
				return
			}
			if len(ids) == 0 {
				return
			}
			list, err := r.forms(ctx, ids)
			if err != nil {
				yield(search.Document{}, err)
				return
			}
			now := r.flows.Flow.Now()
			for i := range list {
				*n++
				if !yield(Document(&list[i], r.flows.Flow, now), nil) {
					return
				}
			}
			after = ids[len(ids)-1]
		}
	}
}

// unitNames lists every name a unit has or had, with what it is today.
func unitNames(ledger *registry.Ledger) []search.UnitName {
	var names []search.UnitName
	for _, u := range ledger.All() {
		n := search.UnitName{Code: string(u.Code), Name: u.Name}
		today, one := ledger.Current(u.Code)
		district, lay := ledger.District(u.Code)
		switch {
		case u.To == "":
		case one:
			n.Code, n.Note = string(today.Code), "nay là "+registry.LowerName(today)
		case lay: // divided: its own page says among whom
			n.Note = "trước đây, " + registry.LowerName(district)
		default:
			n.Note = "trước đây"
		}
		names = append(names, n)
	}
	return names
}

// sweep removes what interrupted uploads and deleted photos left.
func (r *Runner) sweep(ctx context.Context) {
	release, ok := backup.MaySweep(filepath.Dir(r.db.Path()))
	if !ok {
		return // a backup reads the folder: next time
	}
	defer release()
	before := time.Now().Add(-sweepAfter)
	hashes, err := r.db.PhotoHashes(ctx)
	if err != nil {
		r.log.Error("sweep failed", "err", err)
		return
	}
	removed, err := r.flows.Flow.Photos.Sweep(func(hash string) bool { return hashes[hash] }, before)
	if err != nil {
		r.log.Error("sweep of photos failed", "err", err)
	}
	if len(removed) > 0 {
		r.log.Info("photos swept", "count", len(removed))
	}
	if err := r.flows.Flow.Files.Sweep(before); err != nil {
		r.log.Error("sweep of documents failed", "err", err)
	}
}
