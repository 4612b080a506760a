package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

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
	o.position, o.indicator, o.label, o.unit, o.period, o.source, o.actual, e.result
	FROM entry e JOIN outcome o ON o.entry = e.id`

func scanValue(s scanner) (v oversight.Value, err error) {
	var typ, result string
	if err = s.Scan(&v.Entry, &v.Model, &v.Number, &v.Title, &v.Season, &v.Unit, &v.Field, &typ, &v.Position, &v.Indicator,
		&v.Label, &v.Measure, &v.Period, &v.Source, &v.Actual, &result); err != nil {
		return v, err
	}
	r, err := registry.ParseResult(result)
	if err != nil {
		return v, err
	}
	v.Founding, v.Effective = r.Founds(v.Source), r == registry.Effective
	v.Type, err = registry.ParseType(typ)
	return v, err
}

// publicValues are the reviewed values of public, registered entries. What is joined
// comes from the newest edition, never from the entry.
const publicValues = ` FROM public_story e JOIN edition_outcome o ON o.entry = e.id
	WHERE e.origin = 'dang-ky' AND o.founding IN ('self-declared','confirmed','proven')
	AND o.indicator <> '' AND o.actual IS NOT NULL AND ` + publicNow

// PublicValues lists the values behind all public sums: what lines are made of, without
// the names of their entries. All that is said in codes and words is read as one text,
// of which there are few: of a hundred thousand rows, columns are what takes time.
func (rd reader) PublicValues(ctx context.Context, now time.Time) ([]oversight.Value, error) {
	var most int
	if err := rd.q.QueryRowContext(ctx, `SELECT count(*) FROM edition_outcome`).Scan(&most); err != nil {
		return nil, err
	}
	rows, err := rd.q.QueryContext(ctx, `SELECT e.id, e.model,
		concat_ws(char(31), e.season, o.indicator, o.label, o.unit, o.period, o.founding, o.effective), o.actual`+publicValues, millis(now))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make([]oversight.Value, 0, most)
	known := map[string]oversight.Value{}
	var words sql.RawBytes
	var entry registry.EntryID
	var model registry.ModelID
	var actual float64
	for rows.Next() {
		if err := rows.Scan(&entry, &model, &words, &actual); err != nil {
			return nil, err
		}
		v, ok := known[string(words)]
		if !ok {
			if v, err = wordsOf(string(words)); err != nil {
				return nil, err
			}
			known[string(words)] = v
		}
		v.Entry, v.Model, v.Actual = entry, model, actual
		out = append(out, v)
	}
	return out, rows.Err()
}

// wordsOf reads what [reader.PublicValues] reads as one text.
func wordsOf(text string) (v oversight.Value, err error) {
	parts := strings.Split(text, "\x1f")
	if len(parts) != 7 {
		return v, fmt.Errorf("a value of %d parts: %q", len(parts), text)
	}
	season, err := strconv.Atoi(parts[0])
	if err != nil {
		return v, err
	}
	v = oversight.Value{
		Season: registry.Year(season), Indicator: parts[1], Label: parts[2], Measure: parts[3], Period: parts[4], Effective: parts[6] == "1",
	}
	v.Founding, err = registry.ParseFounding(parts[5])
	return v, err
}

const publicValueColumns = `SELECT e.id, e.model, e.number, e.title, e.season, coalesce(e.unit, ''), e.field, e.type, ` + storyAddress + `,
	o.position, o.indicator, o.label, o.unit, o.period, o.source, o.actual, o.founding, o.effective`

func scanPublicValue(s scanner) (v oversight.Value, err error) {
	var typ, founding string
	if err = s.Scan(&v.Entry, &v.Model, &v.Number, &v.Title, &v.Season, &v.Unit, &v.Field, &typ, &v.Slug, &v.Position, &v.Indicator,
		&v.Label, &v.Measure, &v.Period, &v.Source, &v.Actual, &founding, &v.Effective); err != nil {
		return v, err
	}
	if v.Founding, err = registry.ParseFounding(founding); err != nil {
		return v, err
	}
	v.Type, err = registry.ParseType(typ)
	return v, err
}

// PublicValuesOf lists the values of one indicator in the public entries of a season,
// 0 for all, with the names and addresses of their stories.
func (rd reader) PublicValuesOf(ctx context.Context, indicator string, season registry.Year, now time.Time) ([]oversight.Value, error) {
	return collect(ctx, rd.q, scanPublicValue, publicValueColumns+publicValues+` AND o.indicator = ? AND (? = 0 OR e.season = ?)
		ORDER BY e.id, o.position`, millis(now), indicator, season, season)
}

// PublicNames gives the registered names of public entries, as their newest editions
// have them: what is told of a story elsewhere is its headline.
func (rd reader) PublicNames(ctx context.Context, ids []registry.EntryID, now time.Time) (map[registry.EntryID]string, error) {
	type named struct {
		id   registry.EntryID
		name string
	}
	list, err := collect(ctx, rd.q, func(s scanner) (n named, err error) { return n, s.Scan(&n.id, &n.name) },
		`SELECT e.id, json_extract(d.body, '$.content.title') FROM public_story e JOIN edition d ON d.id = e.edition
		WHERE e.id IN (SELECT value FROM json_each(?)) AND `+publicNow, idList(ids), millis(now))
	out := make(map[registry.EntryID]string, len(list))
	for _, n := range list {
		out[n.id] = n.name
	}
	return out, err
}

// PublicValuesIn lists the values of the public entries of some versions of units.
func (rd reader) PublicValuesIn(ctx context.Context, units []registry.UnitCode, now time.Time) ([]oversight.Value, error) {
	return collect(ctx, rd.q, scanPublicValue, publicValueColumns+publicValues+` AND e.unit IN (SELECT value FROM json_each(?))
		ORDER BY e.id, o.position`, millis(now), codeList(units))
}
