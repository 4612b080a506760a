package sqlite

import (
	"context"
	"encoding/json"

	"danvankheo/internal/registry"
)

const selfColumns = `SELECT id, season, unit, version, state, body, reason, sent_at, first_sent, updated_at, name FROM self_report`

func scanSelf(s scanner) (r registry.SelfReport, err error) {
	var state, body string
	var sent, first, updated int64
	if err = s.Scan(&r.ID, &r.Season, &r.Unit, &r.Version, &state, &body, &r.Reason, &sent, &first, &updated, &r.By); err != nil {
		return r, err
	}
	r.SentAt, r.FirstSent, r.UpdatedAt = when(sent), when(first), when(updated)
	if err = json.Unmarshal([]byte(body), &r.Text); err != nil {
		return r, err
	}
	r.State, err = registry.ParseSelfState(state)
	return r, err
}

const noSelf = "Chưa có báo cáo năm này."

// SelfReports lists the self-reports of a season by unit.
func (rd reader) SelfReports(ctx context.Context, y registry.Year) ([]registry.SelfReport, error) {
	return collect(ctx, rd.q, scanSelf, selfColumns+` WHERE season = ? ORDER BY unit`, y)
}

// SelfReport finds one self-report.
func (rd reader) SelfReport(ctx context.Context, id registry.SelfReportID) (registry.SelfReport, error) {
	return one(ctx, rd.q, scanSelf, noSelf, selfColumns+` WHERE id = ?`, id)
}

// SelfReportOf finds the self-report of a unit in a season, under any of the
// versions given; the newest one of several.
func (rd reader) SelfReportOf(ctx context.Context, y registry.Year, units []registry.UnitCode) (registry.SelfReport, error) {
	return one(
		ctx,
		rd.q,
		scanSelf,
		noSelf,
		selfColumns+` WHERE season = ? AND unit IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT 1`,
		y,
		codeList(units),
	)
}

// InsertSelfReport begins a self-report and gives it its id.
func (tx *Tx) InsertSelfReport(r *registry.SelfReport, by registry.Actor) error {
	body, err := document(r.Text)
	if err != nil {
		return err
	}
	r.Version, r.By = 1, by.Name
	err = tx.tx.QueryRowContext(tx.ctx, `INSERT INTO self_report (season, unit, version, state, body, updated_at, name)
		VALUES (?,?,1,?,?,?,?) RETURNING id`,
		r.Season, r.Unit, r.State.String(), body, millis(tx.now), by.Name).
		Scan(&r.ID)
	if err != nil {
		return err
	}
	return tx.keepSelf(r, body, by)
}

// UpdateSelfReport writes a self-report over the version that was read, or is a
// Conflict.
func (tx *Tx) UpdateSelfReport(r *registry.SelfReport, by registry.Actor) error {
	body, err := document(r.Text)
	if err != nil {
		return err
	}
	err = tx.tx.QueryRowContext(tx.ctx, `UPDATE self_report SET version = version + 1, state = ?, body = ?,
		reason = ?, sent_at = ?, first_sent = ?, updated_at = ?, name = ? WHERE id = ? AND version = ? RETURNING version`,
		r.State.String(), body, r.Reason, millis(r.SentAt), millis(r.FirstSent), millis(tx.now), by.Name, r.ID, r.Version).
		Scan(&r.Version)
	if err != nil {
		return conflict(err, "Báo cáo năm vừa được lưu ở nơi khác.")
	}
	return tx.keepSelf(r, body, by)
}

func (tx *Tx) keepSelf(r *registry.SelfReport, body string, by registry.Actor) error {
	return tx.exec(
		`INSERT INTO self_report_version (report, version, at, account, name, state, body) VALUES (?,?,?,?,?,?,?)`,
		r.ID,
		r.Version,
		millis(tx.now),
		by.Account,
		by.Name,
		r.State.String(),
		body,
	)
}
