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

func codeList(units []registry.UnitCode) string {
	if units == nil {
		return "[]"
	}
	b, _ := json.Marshal(units) // strings
	return string(b)
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

// storyAddress is [addressInForce] of a row of public_story, which has the newest edition.
const storyAddress = `(SELECT CASE WHEN x.season = e.season AND x.merged_into = 0 THEN x.slug ELSE e.slug END FROM entry x WHERE x.id = e.id)`

// PublicOfUnits lists the public stories of some versions of units, the newest
// season first.
func (rd reader) PublicOfUnits(ctx context.Context, units []registry.UnitCode, now time.Time) ([]PublicEntry, error) {
	return collect(ctx, rd.q, scanPublic, `SELECT id, season, `+storyAddress+`, origin, updated_at FROM public_story e
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
		`SELECT id, season, `+storyAddress+`, origin, updated_at FROM public_story e WHERE id > ? AND `+publicNow+` ORDER BY id LIMIT ?`,
		id,
		millis(now),
		n,
	)
}
