package job

import (
	"context"
	"errors"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow/newsdesk"
)

// digestReads is how many stories of a saved search a digest looks at.
const digestReads = 200

// Digests makes the digests of saved searches that are due, and counts the mails
// it queued. ReadSearch must be set.
func (r *Runner) Digests(ctx context.Context) (queued int, err error) {
	due, err := r.flows.Newsdesk.DigestsDue(ctx)
	if err != nil {
		return 0, err
	}
	for _, id := range due {
		parts, err := r.digest(ctx, id)
		if errors.Is(err, search.ErrNotReady) {
			return queued, nil // the next look finds it ready
		}
		if err != nil {
			return queued, err
		}
		ok, err := r.flows.Newsdesk.SendDigest(ctx, id, parts)
		if err != nil {
			return queued, err
		}
		if ok {
			queued++
		}
	}
	return queued, nil
}

// digest reads what happened in the mailed searches of an account.
func (r *Runner) digest(ctx context.Context, id registry.AccountID) ([]newsdesk.DigestPart, error) {
	last, err := r.db.DigestAt(ctx, id)
	if err != nil {
		return nil, err
	}
	saved, err := r.db.SavedSearches(ctx, id)
	if err != nil {
		return nil, err
	}
	var parts []newsdesk.DigestPart
	for _, s := range saved {
		if !s.Mailed {
			continue
		}
		list, err := r.everFound(ctx, s)
		if err != nil {
			return nil, err
		}
		parts = append(parts, r.flows.Newsdesk.News(s, last, list))
	}
	return parts, nil
}

// everFound reads what a saved search would find if everything were still public:
// only so does a removal reach those who follow it.
func (r *Runner) everFound(ctx context.Context, s sqlite.SavedSearch) ([]edition.Edition, error) {
	q, err := r.ReadSearch(s.Query)
	if err != nil {
		return nil, err
	}
	q.Offset, q.Limit, q.NoFacets, q.Sort, q.Scope = 0, digestReads, true, search.Newest, search.Scope{All: true}
	res, err := r.index.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	ids := make([]registry.EntryID, len(res.Hits))
	for i, hit := range res.Hits {
		ids[i] = registry.EntryID(hit.ID)
	}
	return r.db.EditionsByID(ctx, ids)
}
