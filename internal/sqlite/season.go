package sqlite

import (
	"context"
	"encoding/json"
	"time"

	"danvankheo/internal/registry"
)

func scanSeason(s scanner) (registry.Season, error) {
	var out registry.Season
	var version int
	var year registry.Year
	var text string
	if err := s.Scan(&year, &version, &text); err != nil {
		return out, err
	}
	out = sinceAdded(year)
	err := json.Unmarshal([]byte(text), &out)
	out.Year, out.Version = year, version
	return out, err
}

// sinceAdded is a season with the defaults of settings that documents written
// before them do not name.
func sinceAdded(y registry.Year) registry.Season {
	d := registry.DefaultSeason(y)
	return registry.Season{GraceMinutes: d.GraceMinutes, Holidays: d.Holidays, StuckAfter: d.StuckAfter}
}

// Seasons lists every season, the newest first.
func (rd reader) Seasons(ctx context.Context) ([]registry.Season, error) {
	return collect(ctx, rd.q, scanSeason, `SELECT year, version, settings FROM season ORDER BY year DESC`)
}

// SeasonVersion is one kept version of a season's settings.
type SeasonVersion struct {
	registry.Season
	At   time.Time
	Name string // of the account that saved it
}

// SeasonVersions lists the versions of a season, the newest first.
func (rd reader) SeasonVersions(ctx context.Context, y registry.Year) ([]SeasonVersion, error) {
	return collect(ctx, rd.q, func(s scanner) (v SeasonVersion, err error) {
		var text string
		var at int64
		var version int
		if err = s.Scan(&version, &text, &at, &v.Name); err != nil {
			return v, err
		}
		v.Season = sinceAdded(y)
		err = json.Unmarshal([]byte(text), &v.Season)
		v.At, v.Year, v.Version = when(at), y, version
		return v, err
	}, `SELECT v.version, v.settings, v.at, coalesce(a.name, 'Hệ thống') FROM season_version v LEFT JOIN account a ON a.id = v.account
		WHERE v.year = ? ORDER BY v.version DESC`, y)
}

// InsertSeason opens a season; one that is there already stays as it is.
func (tx *Tx) InsertSeason(s registry.Season, by registry.AccountID) error {
	text, err := document(s)
	if err != nil {
		return err
	}
	if err := tx.exec(`INSERT INTO season (year, version, settings) VALUES (?,1,?)
		ON CONFLICT (year) DO NOTHING`, s.Year, text); err != nil {
		return err
	}
	return tx.exec(
		`INSERT INTO season_version (year, version, settings, at, account) VALUES (?,1,?,?,?) ON CONFLICT DO NOTHING`,
		s.Year,
		text,
		millis(tx.now),
		by,
	)
}

// UpdateSeason writes new settings over the version that was read, or is a Conflict.
func (tx *Tx) UpdateSeason(s registry.Season, by registry.AccountID) error {
	text, err := document(s)
	if err != nil {
		return err
	}
	var version int
	err = tx.tx.QueryRowContext(tx.ctx, `UPDATE season SET settings = ?, version = version + 1 WHERE year = ? AND version = ?
		RETURNING version`, text, s.Year, s.Version).
		Scan(&version)
	if err != nil {
		return conflict(err, "Cài đặt của năm vừa được người khác sửa. Mở lại trang để xem bản mới.")
	}
	return tx.exec(
		`INSERT INTO season_version (year, version, settings, at, account) VALUES (?,?,?,?,?)`,
		s.Year,
		version,
		text,
		millis(tx.now),
		by,
	)
}

// Exemptions lists the exempted units of a season.
func (rd reader) Exemptions(ctx context.Context, y registry.Year) ([]registry.Exemption, error) {
	return collect(ctx, rd.q, func(s scanner) (e registry.Exemption, err error) {
		return e, s.Scan(&e.Season, &e.Unit, &e.Reason, &e.Document)
	}, `SELECT year, unit, reason, document FROM exemption WHERE year = ? ORDER BY unit`, y)
}

// PutExemption exempts a unit, or changes why.
func (tx *Tx) PutExemption(e registry.Exemption, by registry.AccountID) error {
	return tx.exec(`INSERT INTO exemption (year, unit, reason, document, at, account) VALUES (?,?,?,?,?,?)
		ON CONFLICT (year, unit) DO UPDATE SET reason=excluded.reason, document=excluded.document, at=excluded.at,
		account=excluded.account`,
		e.Season, e.Unit, e.Reason, e.Document, millis(tx.now), by)
}

// DeleteExemption makes a unit owe again.
func (tx *Tx) DeleteExemption(y registry.Year, unit registry.UnitCode) error {
	return tx.exec(`DELETE FROM exemption WHERE year = ? AND unit = ?`, y, unit)
}

// Settings reads every setting of the site by key.
func (rd reader) Settings(ctx context.Context) (map[string]string, error) {
	type kv struct{ k, v string }
	list, err := collect(
		ctx,
		rd.q,
		func(s scanner) (x kv, err error) { return x, s.Scan(&x.k, &x.v) },
		`SELECT key, value FROM setting`,
	)
	out := map[string]string{}
	for _, x := range list {
		out[x.k] = x.v
	}
	return out, err
}

// PutSetting writes one setting.
func (tx *Tx) PutSetting(key, value string) error {
	return tx.exec(`INSERT INTO setting (key, value) VALUES (?,?) ON CONFLICT (key) DO UPDATE SET value=excluded.value`, key, value)
}

// Next raises a counter and gives its new value. A value is never given twice,
// whatever happens to what it was given to.
func (tx *Tx) Next(counter string) (int64, error) {
	var v int64
	err := tx.tx.QueryRowContext(tx.ctx, `INSERT INTO counter (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE
		SET value = value + 1 RETURNING value`, counter).
		Scan(&v)
	return v, err
}

// Counter reads a counter; 0 when it was never raised.
func (rd reader) Counter(ctx context.Context, name string) (int64, error) {
	var v int64
	err := rd.q.QueryRowContext(ctx, `SELECT coalesce(max(value), 0) FROM counter WHERE name = ?`, name).Scan(&v)
	return v, err
}
