package sqlite

import (
	"context"
	"strings"

	"danvankheo/internal/registry"
)

const indicatorColumns = `SELECT i.code, i.unit, i.aggregate, i.counting, i.first_season, i.last_season, i.version, n.since, n.label, n.fields
	FROM indicator i JOIN indicator_name n ON n.code = i.code`

func scanIndicator(s scanner) (i registry.Indicator, err error) {
	var fields, agg, counting string
	var n registry.IndicatorName
	if err = s.Scan(&i.Code, &i.Unit, &agg, &counting, &i.First, &i.Last, &i.Version, &n.Since, &n.Label, &fields); err != nil {
		return i, err
	}
	for _, f := range strings.Fields(fields) {
		n.Fields = append(n.Fields, registry.FieldCode(f))
	}
	i.Names = []registry.IndicatorName{n}
	if i.Aggregate, err = registry.ParseAggregation(agg); err != nil {
		return i, err
	}
	i.Counting, err = registry.ParseCounting(counting)
	return i, err
}

// joinNames makes one indicator of the rows of its names, which are adjacent.
func joinNames(rows []registry.Indicator) []registry.Indicator {
	var out []registry.Indicator
	for _, r := range rows {
		if n := len(out); n > 0 && out[n-1].Code == r.Code {
			out[n-1].Names = append(out[n-1].Names, r.Names...)
			continue
		}
		out = append(out, r)
	}
	for i := range out {
		out[i] = out[i].In(0)
	}
	return out
}

// Indicators lists the catalogue in its order.
func (rd reader) Indicators(ctx context.Context) ([]registry.Indicator, error) {
	rows, err := collect(ctx, rd.q, scanIndicator, indicatorColumns+` ORDER BY i.position, i.code, n.since`)
	return joinNames(rows), err
}

// Indicator reads one indicator inside the transaction that will change it.
func (tx *Tx) Indicator(code string) (registry.Indicator, bool, error) {
	rows, err := collect(tx.ctx, tx.tx, scanIndicator, indicatorColumns+` WHERE i.code = ? ORDER BY n.since`, code)
	if err != nil || len(rows) == 0 {
		return registry.Indicator{}, false, err
	}
	return joinNames(rows)[0], true, nil
}

// PutIndicator adds one line to the catalogue, or writes over the one of its code;
// position -1 means after all others.
func (tx *Tx) PutIndicator(i registry.Indicator, position int) error {
	err := tx.exec(`INSERT INTO indicator (code, position, unit, aggregate, counting, first_season, last_season)
		VALUES (?, CASE WHEN ? < 0 THEN (SELECT coalesce(max(position), -1) + 1 FROM indicator) ELSE ? END, ?, ?, ?, ?, ?)
		ON CONFLICT (code) DO UPDATE SET position=excluded.position, unit=excluded.unit, aggregate=excluded.aggregate,
			counting=excluded.counting, first_season=excluded.first_season, last_season=excluded.last_season, version=version+1`,
		i.Code, position, position, i.Unit, i.Aggregate.String(), i.Counting.String(), i.First, i.Last)
	if err != nil {
		return err
	}
	return tx.putNames(i)
}

// UpdateIndicator writes an indicator over the version that was read, or is a
// Conflict.
func (tx *Tx) UpdateIndicator(i registry.Indicator) error {
	var version int
	err := tx.tx.QueryRowContext(tx.ctx, `UPDATE indicator
		SET unit = ?, aggregate = ?, counting = ?, first_season = ?, last_season = ?, version = version + 1
		WHERE code = ? AND version = ? RETURNING version`,
		i.Unit, i.Aggregate.String(), i.Counting.String(), i.First, i.Last, i.Code, i.Version).Scan(&version)
	if err != nil {
		return conflict(err, "Chỉ số vừa được người khác sửa. Xem bản mới rồi sửa lại.")
	}
	return tx.putNames(i)
}

func (tx *Tx) putNames(i registry.Indicator) error {
	if err := tx.exec(`DELETE FROM indicator_name WHERE code = ?`, i.Code); err != nil {
		return err
	}
	for _, n := range i.History() {
		fields := make([]string, len(n.Fields))
		for k, f := range n.Fields {
			fields[k] = string(f)
		}
		if err := tx.exec(`INSERT INTO indicator_name (code, since, label, fields) VALUES (?,?,?,?)`,
			i.Code, n.Since, n.Label, strings.Join(fields, " ")); err != nil {
			return err
		}
	}
	return nil
}

// IndicatorUsed reports whether an entry or a frozen report names an indicator.
func (tx *Tx) IndicatorUsed(code string) (used bool, err error) {
	err = tx.tx.QueryRowContext(tx.ctx, `SELECT EXISTS (SELECT 1 FROM outcome WHERE indicator = ?1) OR EXISTS (
		SELECT 1 FROM snapshot s, json_each(s.figures, '$.sums') x WHERE x.value ->> '$.indicator' = ?1)`, code).Scan(&used)
	return used, err
}

// IndicatorUse says how much is stored under one code.
type IndicatorUse struct {
	Code    string
	Entries int
	Newest  registry.Year // season of the newest entry that names it
}

// IndicatorUses counts the entries that name each code, in order of code; a code
// need not be in the catalogue.
func (rd reader) IndicatorUses(ctx context.Context) ([]IndicatorUse, error) {
	return collect(ctx, rd.q, func(s scanner) (u IndicatorUse, err error) {
		return u, s.Scan(&u.Code, &u.Entries, &u.Newest)
	}, `SELECT o.indicator, count(DISTINCT o.entry), max(e.season) FROM outcome o JOIN entry e ON e.id = o.entry
		WHERE o.indicator <> '' GROUP BY 1 ORDER BY 1`)
}

// UnknownIndicators lists the codes that outcomes name and the catalogue has not,
// with the number of their entries.
func (rd reader) UnknownIndicators(ctx context.Context) ([]IndicatorUse, error) {
	return collect(ctx, rd.q, func(s scanner) (u IndicatorUse, err error) {
		return u, s.Scan(&u.Code, &u.Entries)
	}, `SELECT indicator, count(DISTINCT entry) FROM outcome
		WHERE indicator <> '' AND indicator NOT IN (SELECT code FROM indicator) GROUP BY 1 ORDER BY 1`)
}
