package sqlite

import (
	"context"
	"encoding/json"
	"time"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// PublicCounts counts the stories that everybody may see.
func (rd reader) PublicCounts(ctx context.Context, now time.Time) ([]oversight.PublicCount, error) {
	return collect(ctx, rd.q, func(s scanner) (c oversight.PublicCount, err error) {
		var typ, origin string
		if err = s.Scan(&c.Season, &c.Field, &typ, &origin, &c.Unit, &c.Count); err != nil {
			return c, err
		}
		if c.Type, err = registry.ParseType(typ); err != nil {
			return c, err
		}
		c.Origin, err = registry.ParseOrigin(origin)
		return c, err
	}, `SELECT season, field, type, origin, coalesce(unit, ''), count(*) FROM public_story
		WHERE `+publicNow+` GROUP BY 1, 2, 3, 4, 5`, millis(now))
}

const sumColumns = `SELECT o.indicator, o.unit, e.season, o.effective, sum(o.actual), count(DISTINCT e.id)
	FROM public_story e JOIN edition_outcome o ON o.entry = e.id
	WHERE e.origin = 'dang-ky' AND o.indicator <> '' AND o.actual IS NOT NULL AND ` + publicNow

func scanSum(s scanner) (o oversight.OutcomeSum, err error) {
	return o, s.Scan(&o.Indicator, &o.Measure, &o.Season, &o.Confirmed, &o.Sum, &o.Entries)
}

// PublicSums adds up the outcomes of all public, registered entries.
func (rd reader) PublicSums(ctx context.Context, now time.Time) ([]oversight.OutcomeSum, error) {
	return collect(ctx, rd.q, scanSum, sumColumns+` GROUP BY 1, 2, 3, 4`, millis(now))
}

// PublicSumsOf adds up the outcomes of the public, registered entries of some
// versions of units.
func (rd reader) PublicSumsOf(ctx context.Context, units []registry.UnitCode, now time.Time) ([]oversight.OutcomeSum, error) {
	return collect(
		ctx,
		rd.q,
		scanSum,
		sumColumns+` AND e.unit IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3, 4`,
		millis(now),
		codeList(units),
	)
}

func codeList(units []registry.UnitCode) string {
	if units == nil {
		return "[]"
	}
	b, _ := json.Marshal(units) // strings
	return string(b)
}

// Contribution is one outcome of one public, registered entry: what a sum is
// made of.
type Contribution struct {
	Entry     registry.EntryID
	Title     string // of the story, as published
	Season    registry.Year
	Slug      registry.Slug
	Unit      registry.UnitCode
	Label     string
	Measure   string
	Actual    float64
	Source    string
	Confirmed bool
}

// PublicContributions lists the entries behind the sum of an indicator, the
// largest first; season 0 means all.
func (rd reader) PublicContributions(ctx context.Context, indicator string, season registry.Year, now time.Time) ([]Contribution, error) {
	return collect(ctx, rd.q, func(s scanner) (c Contribution, err error) {
		return c, s.Scan(&c.Entry, &c.Title, &c.Season, &c.Slug, &c.Unit, &c.Label, &c.Measure, &c.Actual, &c.Source, &c.Confirmed)
	}, `SELECT e.id, e.title, e.season, e.slug, coalesce(e.unit, ''),
		o.label, o.unit, o.actual, o.source, o.effective
		FROM edition_outcome o JOIN public_story e ON e.id = o.entry
		WHERE o.indicator = ? AND o.actual IS NOT NULL AND e.origin = 'dang-ky' AND (? = 0 OR e.season = ?) AND `+publicNow+`
		ORDER BY o.actual DESC, e.id`, indicator, season, season, millis(now))
}

// PublicEntry is a public story without its texts.
type PublicEntry struct {
	ID        registry.EntryID
	Season    registry.Year
	Slug      registry.Slug
	Origin    registry.Origin
	UpdatedAt time.Time
}

func scanPublic(s scanner) (p PublicEntry, err error) {
	var origin string
	var at int64
	if err = s.Scan(&p.ID, &p.Season, &p.Slug, &origin, &at); err != nil {
		return p, err
	}
	p.UpdatedAt = when(at)
	p.Origin, err = registry.ParseOrigin(origin)
	return p, err
}

// PublicOfUnits lists the public stories of some versions of units, the newest
// season first.
func (rd reader) PublicOfUnits(ctx context.Context, units []registry.UnitCode, now time.Time) ([]PublicEntry, error) {
	return collect(ctx, rd.q, scanPublic, `SELECT id, season, slug, origin, updated_at FROM public_story
		WHERE unit IN (SELECT value FROM json_each(?))
		AND `+publicNow+` ORDER BY season DESC, published_at DESC, id DESC`, codeList(units), millis(now))
}

// PublicAfter lists up to n public stories with ids above a number, for walking
// all of them.
func (rd reader) PublicAfter(ctx context.Context, id registry.EntryID, n int, now time.Time) ([]PublicEntry, error) {
	return collect(
		ctx,
		rd.q,
		scanPublic,
		`SELECT id, season, slug, origin, updated_at FROM public_story WHERE id > ? AND `+publicNow+` ORDER BY id LIMIT ?`,
		id,
		millis(now),
		n,
	)
}
