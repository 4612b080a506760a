package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// VoteID identifies a vote.
type VoteID int64

// Vote is one vote of a round on some of its entries.
type Vote struct {
	ID       VoteID
	Round    evaluation.RoundID
	Rule     evaluation.AwardRule
	Paper    bool
	Present  []registry.AccountID
	OpenedAt time.Time
	ClosedAt time.Time
	Entries  []registry.EntryID
}

// Open reports whether votes are taken.
func (v Vote) Open() bool { return v.ClosedAt.IsZero() }

func scanVote(s scanner) (v Vote, err error) {
	var rule, present, entries string
	var opened, closed int64
	if err = s.Scan(&v.ID, &v.Round, &rule, &v.Paper, &present, &opened, &closed, &entries); err != nil {
		return v, err
	}
	v.OpenedAt, v.ClosedAt = when(opened), when(closed)
	return v, errors.Join(
		json.Unmarshal([]byte(rule), &v.Rule),
		json.Unmarshal([]byte(present), &v.Present),
		json.Unmarshal([]byte(entries), &v.Entries),
	)
}

const voteQuery = `SELECT v.id, v.round, v.rule, v.paper, v.present, v.opened_at, v.closed_at,
	(SELECT coalesce(json_group_array(entry), '[]') FROM (SELECT entry FROM vote_entry e WHERE e.vote = v.id ORDER BY entry)) FROM vote v`

const noVote = "Không tìm thấy lần biểu quyết này."

// Votes lists the votes of a round, the oldest first.
func (rd reader) Votes(ctx context.Context, id evaluation.RoundID) ([]Vote, error) {
	return collect(ctx, rd.q, scanVote, voteQuery+` WHERE v.round = ? ORDER BY v.id`, id)
}

// Vote finds a vote.
func (rd reader) Vote(ctx context.Context, id VoteID) (Vote, error) {
	return one(ctx, rd.q, scanVote, noVote, voteQuery+` WHERE v.id = ?`, id)
}

// InsertVote opens a vote on its entries and gives it its id. The counters of a
// ballot are zero from the start, so that no row appears with a vote.
func (tx *Tx) InsertVote(v *Vote) error {
	rule, err1 := document(v.Rule)
	present, err2 := document(v.Present)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	v.OpenedAt = tx.now
	if err := tx.tx.QueryRowContext(tx.ctx, `INSERT INTO vote (round, rule, paper, present, opened_at) VALUES (?,?,?,?,?) RETURNING id`,
		v.Round, rule, v.Paper, present, millis(tx.now)).Scan(&v.ID); err != nil {
		return err
	}
	for _, e := range v.Entries {
		if err := tx.exec(`INSERT INTO vote_entry (vote, entry) VALUES (?,?)`, v.ID, e); err != nil {
			return err
		}
		for _, c := range evaluation.Choices() {
			if err := tx.exec(`INSERT INTO ballot_tally (vote, entry, choice, n) VALUES (?,?,?,0)`, v.ID, e, c.String()); err != nil {
				return err
			}
		}
	}
	return nil
}

// CloseVote ends a vote.
func (tx *Tx) CloseVote(id VoteID) error {
	var one int64
	err := tx.tx.QueryRowContext(tx.ctx, `UPDATE vote SET closed_at = ? WHERE id = ? AND closed_at = 0 RETURNING id`, millis(tx.now), id).
		Scan(&one)
	return conflict(err, "Lần biểu quyết này đã đóng.")
}

// EmptyLog folds the write-ahead log into the database and empties it, so that no
// trace of the single steps of a ballot stays behind.
func (db *DB) EmptyLog(ctx context.Context) error {
	if _, err := db.write.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		return fmt.Errorf("empty the write-ahead log: %w", err)
	}
	return nil
}

// CastSecret takes a secret ballot: the voter into the set, the choices into the
// counters. A second ballot is a Conflict.
func (tx *Tx) CastSecret(id VoteID, a registry.AccountID, ballot map[registry.EntryID]evaluation.Choice) error {
	if err := tx.exec(`INSERT INTO ballot_voter (vote, account) VALUES (?,?)`, id, a); err != nil {
		if IsUnique(err, "ballot_voter") {
			return registry.Errorf(registry.Conflict, "Bạn đã bỏ phiếu. Mỗi người bỏ một phiếu, không sửa được vì phiếu không ghi tên.")
		}
		return err
	}
	for e, c := range ballot {
		if err := tx.exec(`UPDATE ballot_tally SET n = n + 1 WHERE vote = ? AND entry = ? AND choice = ?`, id, e, c.String()); err != nil {
			return err
		}
	}
	return nil
}

// CastOpen takes an open vote; a member may change it while the vote is open.
func (tx *Tx) CastOpen(id VoteID, a registry.AccountID, ballot map[registry.EntryID]evaluation.Choice) error {
	for e, c := range ballot {
		if err := tx.exec(`INSERT INTO open_vote (vote, entry, account, choice) VALUES (?,?,?,?)
			ON CONFLICT (vote, entry, account) DO UPDATE SET choice = excluded.choice`, id, e, a, c.String()); err != nil {
			return err
		}
	}
	return nil
}

// CountPaper writes the counts of a paper vote on one entry.
func (tx *Tx) CountPaper(id VoteID, e registry.EntryID, issued, written int, counts map[evaluation.Choice]int) error {
	if err := tx.exec(`UPDATE vote_entry SET issued = ?, written = ? WHERE vote = ? AND entry = ?`, issued, written, id, e); err != nil {
		return err
	}
	for _, c := range evaluation.Choices() {
		if err := tx.exec(`UPDATE ballot_tally SET n = ? WHERE vote = ? AND entry = ?
			AND choice = ?`, counts[c], id, e, c.String()); err != nil {
			return err
		}
	}
	return nil
}

// Voters lists who has voted, in order of account.
func (rd reader) Voters(ctx context.Context, v Vote) ([]registry.AccountID, error) {
	query := `SELECT account FROM ballot_voter WHERE vote = ? ORDER BY account`
	if !v.Rule.Secret {
		query = `SELECT DISTINCT account FROM open_vote WHERE vote = ? ORDER BY account`
	}
	return collect(ctx, rd.q, func(s scanner) (a registry.AccountID, err error) { return a, s.Scan(&a) }, query, v.ID)
}

// Counts reads how often each choice was made on every entry, and how many paper
// ballots were issued.
func (rd reader) Counts(ctx context.Context, v Vote) (map[registry.EntryID]evaluation.Tally, error) {
	type line struct {
		entry  registry.EntryID
		choice string
		n      int
		issued int
		letter int
	}
	query := `SELECT t.entry, t.choice, t.n, e.issued, e.written
		FROM ballot_tally t JOIN vote_entry e ON e.vote = t.vote AND e.entry = t.entry WHERE t.vote = ?`
	if !v.Rule.Secret && !v.Paper {
		query = `SELECT entry, choice, count(*), 0, 0 FROM open_vote WHERE vote = ? GROUP BY entry, choice`
	}
	list, err := collect(
		ctx,
		rd.q,
		func(s scanner) (l line, err error) { return l, s.Scan(&l.entry, &l.choice, &l.n, &l.issued, &l.letter) },
		query,
		v.ID,
	)
	if err != nil {
		return nil, err
	}
	out := make(map[registry.EntryID]evaluation.Tally, len(v.Entries))
	for _, e := range v.Entries {
		out[e] = evaluation.Tally{Entry: e}
	}
	for _, l := range list {
		t := out[l.entry]
		c, err := evaluation.ParseChoice(l.choice)
		if err != nil {
			return nil, err
		}
		switch c {
		case evaluation.Yes:
			t.Yes = l.n
		case evaluation.No:
			t.No = l.n
		default:
			t.Blank = l.n
		}
		t.Issued, t.Written = l.issued, l.letter
		out[l.entry] = t
	}
	return out, nil
}

// OpenChoices lists what each member chose in an open vote.
func (rd reader) OpenChoices(ctx context.Context, id VoteID, a registry.AccountID) (map[registry.EntryID]evaluation.Choice, error) {
	type line struct {
		entry  registry.EntryID
		choice string
	}
	list, err := collect(
		ctx,
		rd.q,
		func(s scanner) (l line, err error) { return l, s.Scan(&l.entry, &l.choice) },
		`SELECT entry, choice FROM open_vote WHERE vote = ? AND account = ?`,
		id,
		a,
	)
	out := map[registry.EntryID]evaluation.Choice{}
	for _, l := range list {
		c, e := evaluation.ParseChoice(l.choice)
		if e != nil {
			return nil, e
		}
		out[l.entry] = c
	}
	return out, err
}
