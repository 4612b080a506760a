package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

const appointeeQuery = `SELECT p.account, a.name, a.email, p.position, p.units, p.ties FROM appointee p JOIN account a ON a.id = p.account`

func scanAppointee(s scanner) (p evaluation.Appointee, err error) {
	var position, units, ties string
	if err = s.Scan(&p.Account, &p.Name, &p.Email, &position, &units, &ties); err != nil {
		return p, err
	}
	p.Position, err = evaluation.ParsePosition(position)
	return p, errors.Join(err, json.Unmarshal([]byte(units), &p.Units), json.Unmarshal([]byte(ties), &p.Ties))
}

// Appointees lists the council of a round: chair, members, secretariat.
func (rd reader) Appointees(ctx context.Context, id evaluation.RoundID) ([]evaluation.Appointee, error) {
	return collect(
		ctx,
		rd.q,
		scanAppointee,
		appointeeQuery+` WHERE p.round = ? ORDER BY CASE p.position WHEN 'chu-tich' THEN 0 WHEN 'uy-vien' THEN 1 ELSE 2 END, a.id`,
		id,
	)
}

// PutAppointee appoints somebody, or changes what they are.
func (tx *Tx) PutAppointee(id evaluation.RoundID, p evaluation.Appointee) error {
	if p.Units == nil {
		p.Units = []registry.UnitCode{}
	}
	if p.Ties == nil {
		p.Ties = []evaluation.Tie{}
	}
	units, err1 := document(p.Units)
	ties, err2 := document(p.Ties)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	return tx.exec(`INSERT INTO appointee (round, account, position, units, ties) VALUES (?,?,?,?,?)
		ON CONFLICT (round, account) DO UPDATE SET position=excluded.position, units=excluded.units,
		ties=excluded.ties`, id, p.Account, p.Position.String(), units, ties)
}

// DeleteAppointee takes somebody out of a round together with what was assigned.
func (tx *Tx) DeleteAppointee(id evaluation.RoundID, a registry.AccountID) error {
	return errors.Join(
		tx.exec(`DELETE FROM assignment WHERE round = ? AND account = ?`, id, a),
		tx.exec(`DELETE FROM appointee WHERE round = ? AND account = ?`, id, a),
	)
}

// Candidate is an entry before the council.
type Candidate struct {
	Entry       registry.EntryID
	Number      string
	Title       string
	Unit        registry.UnitCode
	Field       registry.FieldCode
	Type        registry.Type
	Group       evaluation.Group
	Verdict     evaluation.Verdict
	Reason      string
	DecidedAt   time.Time
	Shortlisted bool
	PickReason  string
	Outcome     evaluation.Decision
	Why         string
	Feedback    string
}

func scanCandidate(s scanner) (c Candidate, err error) {
	var typ, verdict, outcome string
	var at int64
	if err = s.Scan(&c.Entry, &c.Number, &c.Title, &c.Unit, &c.Field, &typ, &c.Group, &verdict, &c.Reason, &at, &c.Shortlisted,
		&c.PickReason, &outcome, &c.Why, &c.Feedback); err != nil {
		return c, err
	}
	c.DecidedAt = when(at)
	var errs [3]error
	c.Type, errs[0] = registry.ParseType(typ)
	c.Verdict, errs[1] = evaluation.ParseVerdict(verdict)
	c.Outcome, errs[2] = evaluation.ParseDecision(outcome)
	return c, errors.Join(errs[:]...)
}

// Candidates lists the entries of a round that an account may know of: those it
// must stay out of are not there. Account 0 is the program itself.
func (rd reader) Candidates(ctx context.Context, id evaluation.RoundID, viewer registry.AccountID) ([]Candidate, error) {
	return collect(ctx, rd.q, scanCandidate, candidateQuery+` ORDER BY c.entry`, id, viewer)
}

const candidateQuery = `SELECT c.entry, e.number, e.title, coalesce(e.unit, ''), e.field, e.type, c.grp, c.verdict,
	c.reason, c.decided_at, c.shortlisted, c.pick_reason, c.outcome, c.outcome_reason, c.feedback
	FROM candidate c JOIN entry e ON e.id = c.entry WHERE c.round = ?
	AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.round = c.round AND x.entry = c.entry AND x.account = ?)`

const noCandidate = "Không tìm thấy mô hình này trong đợt xét."

// Candidate finds one entry of a round, like [DB.Candidates]: an entry that the
// viewer must stay out of is not found.
func (rd reader) Candidate(ctx context.Context, id evaluation.RoundID, e registry.EntryID, viewer registry.AccountID) (Candidate, error) {
	return one(ctx, rd.q, scanCandidate, noCandidate, candidateQuery+` AND c.entry = ?`, id, viewer, e)
}

// Assignment finds what a member is to score; NotFound when it is not theirs.
func (rd reader) Assignment(ctx context.Context, id evaluation.RoundID, e registry.EntryID, a registry.AccountID) (Assignment, error) {
	return one(
		ctx,
		rd.q,
		scanAssignment,
		noCandidate,
		`SELECT entry, account, declared FROM assignment WHERE round = ? AND entry = ? AND account = ?`,
		id,
		e,
		a,
	)
}

func scanAssignment(s scanner) (x Assignment, err error) {
	var at int64
	err = s.Scan(&x.Entry, &x.Account, &at)
	x.Declared = when(at)
	return x, err
}

// CandidateRounds lists the released rounds in which an entry was a candidate.
func (rd reader) CandidateRounds(ctx context.Context, e registry.EntryID) ([]evaluation.Round, error) {
	return collect(
		ctx,
		rd.q,
		scanRound,
		`SELECT `+roundColumns+` FROM round r JOIN candidate c ON c.round = r.id WHERE c.entry = ? AND r.phase = 'cong-bo'
			ORDER BY r.id DESC`,
		e,
	)
}

// PutCandidate brings an entry before the council; one that is there stays.
func (tx *Tx) PutCandidate(id evaluation.RoundID, e registry.EntryID, g evaluation.Group) error {
	return tx.exec(`INSERT INTO candidate (round, entry, grp, verdict) VALUES (?,?,?,'cho') ON CONFLICT DO NOTHING`, id, e, string(g))
}

// DecideCandidate writes what the secretariat decided about eligibility.
func (tx *Tx) DecideCandidate(
	id evaluation.RoundID,
	e registry.EntryID,
	v evaluation.Verdict,
	reason string,
	by registry.AccountID,
) error {
	return tx.exec(
		`UPDATE candidate SET verdict = ?, reason = ?, decided_by = ?, decided_at = ? WHERE round = ? AND entry = ?`,
		v.String(),
		reason,
		by,
		millis(tx.now),
		id,
		e,
	)
}

// PickCandidate puts an entry on the shortlist or takes it off.
func (tx *Tx) PickCandidate(id evaluation.RoundID, e registry.EntryID, on bool, reason string) error {
	return tx.exec(`UPDATE candidate SET shortlisted = ?, pick_reason = ? WHERE round = ? AND entry = ?`, on, reason, id, e)
}

// SetOutcome writes the pending decision about an entry.
func (tx *Tx) SetOutcome(id evaluation.RoundID, e registry.EntryID, outcome evaluation.Decision, why string) error {
	return tx.exec(`UPDATE candidate SET outcome = ?, outcome_reason = ? WHERE round = ? AND entry = ?`, outcome.String(), why, id, e)
}

// SetFeedback writes the comments that were cleared for the unit.
func (tx *Tx) SetFeedback(id evaluation.RoundID, e registry.EntryID, text string) error {
	return tx.exec(`UPDATE candidate SET feedback = ? WHERE round = ? AND entry = ?`, text, id, e)
}

// Recusal keeps somebody out of an entry.
type Recusal struct {
	Entry   registry.EntryID
	Account registry.AccountID
	Reason  string
	Source  evaluation.RecusalSource
	At      time.Time
}

// Recusals lists who must stay out of what.
func (rd reader) Recusals(ctx context.Context, id evaluation.RoundID) ([]Recusal, error) {
	return collect(ctx, rd.q, func(s scanner) (r Recusal, err error) {
		var at int64
		var source string
		if err = s.Scan(&r.Entry, &r.Account, &r.Reason, &source, &at); err != nil {
			return r, err
		}
		r.At = when(at)
		r.Source, err = evaluation.ParseRecusalSource(source)
		return r, err
	}, `SELECT entry, account, reason, source, at FROM recusal WHERE round = ? ORDER BY entry, account`, id)
}

// PutRecusal keeps somebody out of an entry from now on: what was assigned goes.
func (tx *Tx) PutRecusal(id evaluation.RoundID, r Recusal) error {
	return errors.Join(
		tx.exec(
			`INSERT INTO recusal (round, entry, account, reason, source, at) VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING`,
			id,
			r.Entry,
			r.Account,
			r.Reason,
			r.Source.String(),
			millis(tx.now),
		),
		tx.exec(`DELETE FROM assignment WHERE round = ? AND entry = ? AND account = ?`, id, r.Entry, r.Account),
	)
}

// Assignment is an entry that a member is to score. Declared is when the member
// said to have no tie to it; zero before.
type Assignment struct {
	Entry    registry.EntryID
	Account  registry.AccountID
	Declared time.Time
}

// Assignments lists who scores what; account 0 means everybody.
func (rd reader) Assignments(ctx context.Context, id evaluation.RoundID, a registry.AccountID) ([]Assignment, error) {
	return collect(
		ctx,
		rd.q,
		scanAssignment,
		`SELECT entry, account, declared FROM assignment WHERE round = ? AND (? = 0 OR account = ?) ORDER BY entry, account`,
		id,
		a,
		a,
	)
}

// PutAssignment gives a member an entry to score; unless must stay out of it.
func (tx *Tx) PutAssignment(id evaluation.RoundID, e registry.EntryID, a registry.AccountID) error {
	return tx.exec(`INSERT INTO assignment (round, entry, account) SELECT ?1, ?2, ?3
		WHERE NOT EXISTS (SELECT 1 FROM recusal WHERE round = ?1 AND entry = ?2 AND account = ?3) ON CONFLICT DO NOTHING`, id, e, a)
}

// DeleteAssignment takes an entry back from a member who has no sheet on it.
func (tx *Tx) DeleteAssignment(id evaluation.RoundID, e registry.EntryID, a registry.AccountID) error {
	return tx.exec(`DELETE FROM assignment WHERE round = ?1 AND entry = ?2 AND account = ?3
		AND NOT EXISTS (SELECT 1 FROM sheet WHERE round = ?1 AND entry = ?2 AND account = ?3)`, id, e, a)
}

// DeclareNoTie notes that a member has no tie to an entry.
func (tx *Tx) DeclareNoTie(id evaluation.RoundID, e registry.EntryID, a registry.AccountID) error {
	return tx.exec(
		`UPDATE assignment SET declared = ? WHERE round = ? AND entry = ? AND account = ? AND declared = 0`,
		millis(tx.now),
		id,
		e,
		a,
	)
}
