package sqlite

import (
	"context"
	"encoding/json"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// ScaleVersion is one version of a scale, with who wrote it and when.
type ScaleVersion struct {
	evaluation.Scale
	At   time.Time
	Name string
}

// Scales lists every version that was written, the newest first.
func (rd reader) Scales(ctx context.Context) ([]ScaleVersion, error) {
	return collect(ctx, rd.q, func(s scanner) (v ScaleVersion, err error) {
		return v, scanVersion(s, &v.Scale, &v.At, &v.Name)
	}, `SELECT body, at, name FROM scale ORDER BY at DESC, code, version DESC`)
}

// RuleVersion is one version of a rule of voting.
type RuleVersion struct {
	evaluation.AwardRule
	At   time.Time
	Name string
}

// AwardRules lists every version that was written, the newest first.
func (rd reader) AwardRules(ctx context.Context) ([]RuleVersion, error) {
	return collect(ctx, rd.q, func(s scanner) (v RuleVersion, err error) {
		return v, scanVersion(s, &v.AwardRule, &v.At, &v.Name)
	}, `SELECT body, at, name FROM award_rule ORDER BY at DESC, form, version DESC`)
}

func scanVersion(s scanner, to any, at *time.Time, name *string) error {
	var body string
	var ms int64
	if err := s.Scan(&body, &ms, name); err != nil {
		return err
	}
	*at = when(ms)
	return json.Unmarshal([]byte(body), to)
}

const tooLate = "Người khác vừa ghi một phiên bản mới. Mở lại trang để sửa từ bản đó."

// InsertScale writes a new version; one that is there is a Conflict.
func (tx *Tx) InsertScale(s evaluation.Scale, by registry.Actor) error {
	return tx.insertVersion("scale", "code", s.Code, s.Version, s, by)
}

// InsertAwardRule does the same for a rule of voting.
func (tx *Tx) InsertAwardRule(r evaluation.AwardRule, by registry.Actor) error {
	return tx.insertVersion("award_rule", "form", r.Form, r.Version, r, by)
}

func (tx *Tx) insertVersion(table, key, code string, version int, of any, by registry.Actor) error {
	body, err := document(of)
	if err != nil {
		return err
	}
	err = tx.exec(
		`INSERT INTO `+table+` (`+key+`, version, body, at, account, name) VALUES (?,?,?,?,?,?)`,
		code,
		version,
		body,
		millis(tx.now),
		by.Account,
		by.Name,
	)
	if IsUnique(err, table) {
		return registry.Errorf(registry.Conflict, tooLate)
	}
	return err
}
