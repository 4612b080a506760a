package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"danvankheo/internal/registry"
)

// QueryCount is what is known of one search on one day, or on several together: never
// of who asked it.
type QueryCount struct {
	Text     string
	Day      registry.Date // the last one
	Asked    int
	Empty    int // found nothing
	Unmarked int // found only something without the marks that were typed
	Part     int // found only something with a part of the words, or with other words
	Opened   int // results opened
}

// AddQueryCounts adds to the counts of searches.
func (tx *Tx) AddQueryCounts(list []QueryCount) error {
	for _, q := range list {
		if err := tx.exec(`INSERT INTO search_day (text, day, asked, empty, unmarked, part, opened) VALUES (?,?,?,?,?,?,?)
			ON CONFLICT (text, day) DO UPDATE SET asked = asked + excluded.asked, empty = empty + excluded.empty,
			unmarked = unmarked + excluded.unmarked, part = part + excluded.part, opened = opened + excluded.opened`,
			q.Text, q.Day, q.Asked, q.Empty, q.Unmarked, q.Part, q.Opened); err != nil {
			return err
		}
	}
	return nil
}

// TrimQueryCounts forgets searches that were asked once and long ago, and those
// past the most asked ones, so that the table stays small.
func (tx *Tx) TrimQueryCounts(before registry.Date, most int) error {
	if err := tx.exec(`DELETE FROM search_day WHERE day < ?
		AND text IN (SELECT text FROM search_day GROUP BY text HAVING SUM(asked) < 2)`, before); err != nil {
		return err
	}
	return tx.exec(`DELETE FROM search_day WHERE text IN
		(SELECT text FROM search_day GROUP BY text ORDER BY SUM(asked) DESC, MAX(day) DESC LIMIT -1 OFFSET ?)`, most)
}

// QueryCounts sums up what was searched since a day; "" is since ever.
func (rd reader) QueryCounts(ctx context.Context, since registry.Date) ([]QueryCount, error) {
	return collect(ctx, rd.q, func(s scanner) (q QueryCount, err error) {
		return q, s.Scan(&q.Text, &q.Day, &q.Asked, &q.Empty, &q.Unmarked, &q.Part, &q.Opened)
	}, `SELECT text, MAX(day), SUM(asked), SUM(empty), SUM(unmarked), SUM(part), SUM(opened)
		FROM search_day WHERE day >= ? GROUP BY text ORDER BY text`, since)
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

// TermChange is one change of the vocabulary by staff.
type TermChange struct {
	ID             int64
	At             time.Time
	Added          bool // otherwise taken away
	Term           Term // as it was added or taken away; its ID is not kept
	Tried, Changed int  // questions asked with the words before and after, and those of them answered otherwise
	Undone         time.Time
}

const termChangeColumns = `id, at, added, kind, short, words, tried, changed, undone`

func scanTermChange(s scanner) (c TermChange, err error) {
	var at, undone int64
	err = s.Scan(&c.ID, &at, &c.Added, &c.Term.Kind, &c.Term.Short, &c.Term.Words, &c.Tried, &c.Changed, &undone)
	c.At, c.Undone = when(at), when(undone)
	return c, err
}

// TermChanges lists the last changes of the vocabulary, the latest first.
func (rd reader) TermChanges(ctx context.Context, n int) ([]TermChange, error) {
	return collect(ctx, rd.q, scanTermChange, `SELECT `+termChangeColumns+` FROM vocabulary_change ORDER BY id DESC LIMIT ?`, n)
}

// TermChange reads one change of the vocabulary.
func (rd reader) TermChange(ctx context.Context, id int64) (TermChange, error) {
	c, err := scanTermChange(rd.q.QueryRowContext(ctx, `SELECT `+termChangeColumns+` FROM vocabulary_change WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return c, registry.Errorf(registry.NotFound, "Không có thay đổi này.")
	}
	return c, err
}

// InsertTermChange writes down a change of the vocabulary and returns its number.
func (tx *Tx) InsertTermChange(c TermChange) (id int64, err error) {
	err = tx.tx.QueryRowContext(tx.ctx, `INSERT INTO vocabulary_change (at, added, kind, short, words, tried, changed)
		VALUES (?,?,?,?,?,?,?) RETURNING id`,
		millis(tx.Now()), c.Added, c.Term.Kind, c.Term.Short, c.Term.Words, c.Tried, c.Changed).Scan(&id)
	return id, err
}

// UndoneTermChange writes down that a change of the vocabulary was undone.
func (tx *Tx) UndoneTermChange(id int64) error {
	return tx.exec(`UPDATE vocabulary_change SET undone = ? WHERE id = ?`, millis(tx.Now()), id)
}
