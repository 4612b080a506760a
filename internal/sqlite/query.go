package sqlite

import (
	"context"

	"danvankheo/internal/registry"
)

// QueryCount is what is known of one search: never of who asked it.
type QueryCount struct {
	Text                 string
	Asked, Empty, Opened int
	Last                 registry.Date
}

// AddQueryCounts adds to the counts of searches.
func (tx *Tx) AddQueryCounts(list []QueryCount) error {
	for _, q := range list {
		if err := tx.exec(`INSERT INTO query_count (text, asked, empty, opened, last_on) VALUES (?,?,?,?,?)
			ON CONFLICT (text) DO UPDATE SET asked = asked + excluded.asked, empty = empty + excluded.empty,
			opened = opened + excluded.opened, last_on = excluded.last_on`,
			q.Text, q.Asked, q.Empty, q.Opened, q.Last); err != nil {
			return err
		}
	}
	return nil
}

// TrimQueryCounts forgets searches that were asked once and long ago, and those
// past the most asked ones, so that the table stays small.
func (tx *Tx) TrimQueryCounts(before registry.Date, most int) error {
	if err := tx.exec(`DELETE FROM query_count WHERE asked < 2 AND last_on < ?`, before); err != nil {
		return err
	}
	return tx.exec(
		`DELETE FROM query_count WHERE text IN (SELECT text FROM query_count ORDER BY asked DESC, last_on DESC LIMIT -1 OFFSET ?)`,
		most,
	)
}

// QueryCounts lists searches asked at least twice: those that found nothing, or
// those whose results were opened most.
func (rd reader) QueryCounts(ctx context.Context, empty bool, n int) ([]QueryCount, error) {
	order := `opened DESC, asked DESC`
	cond := `opened > 0`
	if empty {
		order, cond = `empty DESC, last_on DESC`, `empty > 0`
	}
	return collect(ctx, rd.q, func(s scanner) (q QueryCount, err error) {
		return q, s.Scan(&q.Text, &q.Asked, &q.Empty, &q.Opened, &q.Last)
	}, `SELECT text, asked, empty, opened, last_on FROM query_count WHERE asked >= 2 AND `+cond+` ORDER BY `+order+` LIMIT ?`, n)
}

// Term is one abbreviation or group of synonyms that staff added.
type Term struct {
	ID    int64
	Kind  registry.TermKind
	Short string
	Words string
}

// Terms lists what staff added to the vocabulary.
func (rd reader) Terms(ctx context.Context) ([]Term, error) {
	return collect(ctx, rd.q, func(s scanner) (t Term, err error) { return t, s.Scan(&t.ID, &t.Kind, &t.Short, &t.Words) },
		`SELECT id, kind, short, words FROM vocabulary ORDER BY kind, short, words`)
}

// InsertTerm adds to the vocabulary.
func (tx *Tx) InsertTerm(t Term) error {
	return tx.exec(`INSERT INTO vocabulary (kind, short, words) VALUES (?,?,?)`, t.Kind, t.Short, t.Words)
}

// DeleteTerm takes a term out of the vocabulary.
func (tx *Tx) DeleteTerm(id int64) error { return tx.exec(`DELETE FROM vocabulary WHERE id = ?`, id) }
