package sqlite

import (
	"context"

	"danvankheo/internal/registry"
)

// EntriesOfUnits lists the entries of some versions of units, and those that one
// of them confirmed to carry jointly; the newest season first.
func (rd reader) EntriesOfUnits(ctx context.Context, units []registry.UnitCode) ([]registry.EntryID, error) {
	list := codeList(units)
	return collect(ctx, rd.q, func(s scanner) (id registry.EntryID, err error) { return id, s.Scan(&id) },
		`SELECT id FROM entry WHERE registration NOT IN ('rut','gop') AND (unit IN (SELECT value FROM json_each(?))
			OR id IN (SELECT entry FROM co_owner WHERE state = 'dong-y' AND unit IN (SELECT value FROM json_each(?))))
			ORDER BY season DESC, id DESC`, list, list)
}

// CoverageOfEntries lists the checked pieces about some entries.
func (rd reader) CoverageOfEntries(ctx context.Context, ids []registry.EntryID) (map[registry.EntryID][]Coverage, error) {
	list, err := collect(
		ctx,
		rd.q,
		scanCoverage,
		`SELECT `+coverageColumns+` FROM coverage WHERE state = 'nhan' AND entry IN (SELECT value FROM json_each(?)) ORDER BY day, id`,
		idList(ids),
	)
	out := map[registry.EntryID][]Coverage{}
	for _, c := range list {
		out[c.Entry] = append(out[c.Entry], c)
	}
	return out, err
}
