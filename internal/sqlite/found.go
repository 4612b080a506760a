package sqlite

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"danvankheo/internal/registry"
)

// Recorded lists the entries on record under what was typed: the registry's number, or
// the key of a caller of its own. A press entry that a registration has taken over
// leads to that. Who may see them is for the caller to ask.
func (rd reader) Recorded(ctx context.Context, typed string) ([]registry.EntryID, error) {
	typed = strings.TrimSpace(typed)
	if len(typed) > 200 || !strings.ContainsAny(typed, "0123456789") {
		return nil, nil
	}
	ids, err := collect(ctx, rd.q, scanID[registry.EntryID], `SELECT id FROM entry WHERE number = ?1 AND ?1 <> ''
		UNION SELECT id FROM entry WHERE ref <> '' AND ref_account IN (SELECT 0 UNION SELECT id FROM account)
			AND ref IN (?2, upper(?2), lower(?2)) LIMIT 20`, registry.TypedNumber(typed), typed)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	to, err := living(ctx, rd.q, ids)
	var out []registry.EntryID
	for _, id := range ids {
		if into := to[id]; into != 0 {
			id = into
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out, err
}

// StoriesLike lists up to n entries that have or had a public address with the slug in
// one of the seasons, or, where none has, one that begins with it. Whether they may be
// shown is for the caller to ask.
func (rd reader) StoriesLike(ctx context.Context, seasons []registry.Year, slug string, n int) ([]registry.EntryID, error) {
	list, err := json.Marshal(seasons)
	if err != nil {
		return nil, err
	}
	for _, cond := range [...]string{`slug = ?2`, `slug > ?2 AND slug < ?2 || '{'`} { // '{' comes after every letter
		ids, err := collect(ctx, rd.q, scanID[registry.EntryID], `SELECT e.id FROM entry e WHERE e.edition > 0 AND e.id IN (
			SELECT entry FROM address WHERE season IN (SELECT value FROM json_each(?1)) AND `+cond+`
			UNION SELECT entry FROM edition WHERE season IN (SELECT value FROM json_each(?1)) AND `+cond+`)
			ORDER BY e.published_at DESC, e.id LIMIT ?3`, string(list), slug, n)
		if err != nil || len(ids) > 0 {
			return ids, err
		}
	}
	return nil, nil
}
