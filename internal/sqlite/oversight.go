package sqlite

import (
	"context"
	"strconv"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// OversightEntries reads what following up asks of every entry of a season: the
// registered ones that were neither withdrawn nor merged. Five queries, whatever
// the number of entries.
func (rd reader) OversightEntries(ctx context.Context, y registry.Year) (list []oversight.Entry, err error) {
	err = rd.whole(ctx, func(rd reader) error {
		list, err = rd.oversightEntries(ctx, y)
		return err
	})
	return list, err
}

func (rd reader) oversightEntries(ctx context.Context, y registry.Year) ([]oversight.Entry, error) {
	list, err := collect(ctx, rd.q, scanOversight, `SELECT id, model, coalesce(unit, ''), field, registration, result,
		created_at, updated_at, first_sent_at, accepted_at, first_reported_at, confirmed_at, sent_at, reported_at
		FROM entry INDEXED BY entry_oversight WHERE season = ? AND origin = 'dang-ky'
		AND registration IN ('nhap','da-gui','tra-lai','tiep-nhan')`, y)
	if err != nil {
		return nil, err
	}
	at := make(map[registry.EntryID]*oversight.Entry, len(list))
	for i := range list {
		at[list[i].ID] = &list[i]
	}
	return list, rd.oversightMarks(ctx, y, at)
}

// oversightMarks adds the co-owners, recognitions and commendations of a season.
func (rd reader) oversightMarks(ctx context.Context, y registry.Year, at map[registry.EntryID]*oversight.Entry) error {
	type mark struct {
		entry registry.EntryID
		text  string
	}
	for _, q := range []struct {
		sql string
		set func(*oversight.Entry, string)
	}{
		{`SELECT r.entry, CAST(max(r.at) AS TEXT) FROM entry e JOIN revision r ON r.entry = e.id
			WHERE e.season = ? AND e.origin = 'dang-ky'
			AND (e.registration = 'tra-lai' OR e.registration = 'tiep-nhan' AND e.result = 'tra-lai')
			AND r.action IN ('tra-lai','tra-bao-cao') GROUP BY 1`,
			func(e *oversight.Entry, at string) {
				ms, _ := strconv.ParseInt(at, 10, 64) // written by CAST
				e.Returned = when(ms)
			}},
		{`SELECT c.entry, c.unit FROM co_owner c JOIN entry e ON e.id = c.entry WHERE e.season = ? AND c.state = 'dong-y'
			ORDER BY c.entry, c.unit`,
			func(e *oversight.Entry, unit string) { e.With = append(e.With, registry.UnitCode(unit)) }},
		{`SELECT r.entry, min(r.day) FROM recognition r JOIN entry e ON e.id = r.entry WHERE e.season = ? AND r.revoked_at = 0 GROUP BY 1`,
			func(e *oversight.Entry, day string) { e.Recognised, e.RecognisedOn = true, registry.Date(day) }},
		{`SELECT m.entry, min(m.day) FROM commendation m JOIN entry e ON e.id = m.entry WHERE e.season = ? AND m.revoked_at = 0 GROUP BY 1`,
			func(e *oversight.Entry, day string) { e.Commended, e.CommendedOn = true, registry.Date(day) }},
	} {
		marks, err := collect(ctx, rd.q, func(s scanner) (m mark, err error) { return m, s.Scan(&m.entry, &m.text) }, q.sql, y)
		if err != nil {
			return err
		}
		for _, m := range marks {
			if e := at[m.entry]; e != nil {
				q.set(e, m.text)
			}
		}
	}
	return nil
}

func scanOversight(s scanner) (e oversight.Entry, err error) {
	var registration, result string
	var at [8]int64
	if err = s.Scan(&e.ID, &e.Model, &e.Unit, &e.Field, &registration, &result, &at[0], &at[1], &at[2], &at[3], &at[4], &at[5],
		&at[6], &at[7]); err != nil {
		return e, err
	}
	e.Origin = registry.Registered
	e.Created, e.Updated, e.Sent, e.Accepted, e.Reported, e.Confirmed = when(
		at[0],
	), when(
		at[1],
	), when(
		at[2],
	), when(
		at[3],
	), when(
		at[4],
	), when(
		at[5],
	)
	e.LastSent, e.LastReported = when(at[6]), when(at[7])
	if e.Registration, err = registry.ParseRegistration(registration); err != nil {
		return e, err
	}
	e.Result, err = registry.ParseResult(result)
	return e, err
}

// Extensions lists the extensions of a season.
func (rd reader) Extensions(ctx context.Context, y registry.Year) ([]registry.Extension, error) {
	return collect(ctx, rd.q, scanExtension, extensionQuery+` ORDER BY unit, step`, y)
}

const extensionQuery = `SELECT year, unit, step, until, reason, document, at, name FROM extension WHERE year = ?`

func scanExtension(s scanner) (x registry.Extension, err error) {
	var step string
	var at int64
	if err = s.Scan(&x.Season, &x.Unit, &step, &x.Until, &x.Reason, &x.Document, &at, &x.Name); err != nil {
		return x, err
	}
	x.At = when(at)
	x.Step, err = registry.ParseStep(step)
	return x, err
}

// PutExtension gives a unit a later day, or changes it.
func (tx *Tx) PutExtension(x registry.Extension, by registry.Actor) error {
	return tx.exec(`INSERT INTO extension (year, unit, step, until, reason, document, at, account, name) VALUES (?,?,?,?,?,?,?,?,?)
		ON CONFLICT (year, unit, step) DO UPDATE SET until=excluded.until, reason=excluded.reason, document=excluded.document,
		at=excluded.at, account=excluded.account, name=excluded.name`,
		x.Season, x.Unit, x.Step.String(), x.Until, x.Reason, x.Document, millis(tx.now), by.Account, by.Name)
}

// DeleteExtension takes the later day back.
func (tx *Tx) DeleteExtension(y registry.Year, unit registry.UnitCode, step registry.Step) error {
	return tx.exec(`DELETE FROM extension WHERE year = ? AND unit = ? AND step = ?`, y, unit, step.String())
}

// StaffedUnits lists the units that active accounts belong to.
func (rd reader) StaffedUnits(ctx context.Context) (map[registry.UnitCode]bool, error) {
	list, err := collect(ctx, rd.q, func(s scanner) (u registry.UnitCode, err error) { return u, s.Scan(&u) },
		`SELECT DISTINCT unit FROM account WHERE role = 'don-vi' AND disabled = 0 AND unit IS NOT NULL`)
	out := make(map[registry.UnitCode]bool, len(list))
	for _, u := range list {
		out[u] = true
	}
	return out, err
}

// OversightLine is what a list of following up shows of an entry.
type OversightLine struct {
	ID           registry.EntryID
	Number       string
	Title        string
	Season       registry.Year
	Unit         registry.UnitCode
	Field        registry.FieldCode
	Registration registry.Registration
	Result       registry.Result
}

// OversightLines reads the lines of some entries, in the order asked.
func (rd reader) OversightLines(ctx context.Context, ids []registry.EntryID) ([]OversightLine, error) {
	found, err := collect(ctx, rd.q, func(s scanner) (l OversightLine, err error) {
		var registration, result string
		if err = s.Scan(&l.ID, &l.Number, &l.Title, &l.Season, &l.Unit, &l.Field, &registration, &result); err != nil {
			return l, err
		}
		if l.Registration, err = registry.ParseRegistration(registration); err != nil {
			return l, err
		}
		l.Result, err = registry.ParseResult(result)
		return l, err
	}, `SELECT e.id, e.number, e.title, e.season, coalesce(e.unit, ''), e.field, e.registration, e.result
		FROM json_each(?) j JOIN entry e ON e.id = j.value ORDER BY j.key`, idList(ids))
	return found, err
}
