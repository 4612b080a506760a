package sqlite

import (
	"context"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// Values lists what registered, accepted entries reported of the catalogue's
// indicators once their report was sent: press entries, drafts and returned
// reports are never among them. Season 0 means all; no indicators means all.
func (rd reader) Values(ctx context.Context, season registry.Year, indicators ...string) ([]oversight.Value, error) {
	w := &where{}
	w.add(
		`e.origin = 'dang-ky' AND e.registration = 'tiep-nhan' AND e.result IN ('da-gui','hieu-qua','chua-hieu-qua')
			AND o.indicator <> '' AND o.actual IS NOT NULL`,
	)
	if season != 0 {
		w.add(`e.season = ?`, season)
	}
	w.in(`o.indicator`, indicators)
	return collect(ctx, rd.q, scanValue, valueColumns+w.String()+` ORDER BY e.id, o.position`, w.args...)
}

// ValuesOf lists the values of one entry, whatever its state.
func (rd reader) ValuesOf(ctx context.Context, id registry.EntryID) ([]oversight.Value, error) {
	return collect(
		ctx,
		rd.q,
		scanValue,
		valueColumns+` WHERE e.id = ? AND o.indicator <> '' AND o.actual IS NOT NULL ORDER BY o.position`,
		id,
	)
}

const valueColumns = `SELECT e.id, e.model, e.number, e.title, e.season, coalesce(e.unit, ''), e.field, e.type,
	o.position, o.indicator, o.label, o.unit, o.period, o.source, o.actual, e.result = 'hieu-qua'
	FROM entry e JOIN outcome o ON o.entry = e.id`

func scanValue(s scanner) (v oversight.Value, err error) {
	var typ string
	if err = s.Scan(&v.Entry, &v.Model, &v.Number, &v.Title, &v.Season, &v.Unit, &v.Field, &typ, &v.Position, &v.Indicator,
		&v.Label, &v.Measure, &v.Period, &v.Source, &v.Actual, &v.Confirmed); err != nil {
		return v, err
	}
	v.Type, err = registry.ParseType(typ)
	return v, err
}
