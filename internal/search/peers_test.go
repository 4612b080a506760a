package search_test

import (
	"database/sql"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	_ "modernc.org/sqlite"

	"danvankheo/internal/vietnamese"
)

// fts5 is SQLite's full-text index, folding marks, with đ folded by hand: all
// words, and any word when that finds nothing.
type fts5 struct{ db *sql.DB }

func (f *fts5) build(b *testing.B, dir string, n int) {
	db, err := sql.Open("sqlite", filepath.Join(dir, "peer.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		b.Fatal(err)
	}
	f.db = db
	if _, err := db.Exec(`CREATE VIRTUAL TABLE entry
USING fts5(title, summary, body, unit, tokenize = 'unicode61 remove_diacritics 2')`); err != nil {
		b.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	insert := `INSERT INTO entry (rowid, title, summary, body, unit) VALUES (?, ?, ?, ?, ?)`
	for e := range generate(n, 1) {
		if _, err := tx.Exec(insert, e.ID, plainD(e.Title), plainD(e.Summary), plainD(e.Body+"\n"+e.Figures+"\n"+e.Captions),
			plainD(e.Unit)); err != nil {
			b.Fatal(err)
		}
		if e.ID%1000 == 0 {
			if err := tx.Commit(); err != nil {
				b.Fatal(err)
			}
			if tx, err = db.Begin(); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}

func plainD(s string) string { return strings.NewReplacer("đ", "d", "Đ", "D").Replace(s) }

func (f *fts5) search(text string, limit int) ([]int64, int, error) {
	var words []string
	for _, t := range vietnamese.Tokens(plainD(text)) {
		words = append(words, `"`+t.Text+`"`)
	}
	if len(words) == 0 {
		return nil, 0, nil
	}
	for _, join := range [...]string{" ", " OR "} {
		match := strings.Join(words, join)
		var total int
		if err := f.db.QueryRow(`SELECT count(*) FROM entry WHERE entry MATCH ?`, match).Scan(&total); err != nil {
			return nil, 0, err
		}
		if total == 0 {
			continue
		}
		rows, err := f.db.Query(`SELECT rowid FROM entry WHERE entry MATCH ? ORDER BY bm25(entry, 5, 2, 1, 3) LIMIT ?`, match, limit)
		if err != nil {
			return nil, 0, err
		}
		defer rows.Close()
		var out []int64
		for rows.Next() {
			var id int64
			if err := rows.Scan(&id); err != nil {
				return nil, 0, err
			}
			out = append(out, id)
		}
		return out, total, rows.Err()
	}
	return nil, 0, nil
}

func (f *fts5) close() error { return f.db.Close() }

// bleveStandard is bleve as it comes: dynamic mapping, standard analyzer, a
// match query with facets and highlights.
type bleveStandard struct{ index bleve.Index }

func (s *bleveStandard) build(b *testing.B, dir string, n int) {
	index, err := bleve.New(filepath.Join(dir, "peer.bleve"), bleve.NewIndexMapping())
	if err != nil {
		b.Fatal(err)
	}
	s.index = index
	batch := index.NewBatch()
	for e := range generate(n, 1) {
		doc := map[string]any{
			"title":   e.Title,
			"summary": e.Summary,
			"body":    e.Body + "\n" + e.Figures + "\n" + e.Captions,
			"unit":    e.Unit,
			"field":   e.Field,
			"year":    strconv.Itoa(e.Year),
		}
		if err := batch.Index(strconv.FormatInt(e.ID, 10), doc); err != nil {
			b.Fatal(err)
		}
		if batch.Size() == 1000 {
			if err := index.Batch(batch); err != nil {
				b.Fatal(err)
			}
			batch = index.NewBatch()
		}
	}
	if err := index.Batch(batch); err != nil {
		b.Fatal(err)
	}
}

func (s *bleveStandard) search(text string, limit int) ([]int64, int, error) {
	q := bleve.NewMatchQuery(text)
	q.SetOperator(1) // all words
	req := bleve.NewSearchRequestOptions(q, limit, 0, false)
	req.AddFacet("field", bleve.NewFacetRequest("field", 10))
	req.AddFacet("year", bleve.NewFacetRequest("year", 20))
	req.Highlight = bleve.NewHighlight()
	res, err := s.index.Search(req)
	if err != nil {
		return nil, 0, err
	}
	if res.Total == 0 {
		q.SetOperator(0) // any word
		if res, err = s.index.Search(req); err != nil {
			return nil, 0, err
		}
	}
	var out []int64
	for _, h := range res.Hits {
		id, err := strconv.ParseInt(h.ID, 10, 64)
		if err != nil {
			return nil, 0, err
		}
		out = append(out, id)
	}
	return out, int(res.Total), nil
}

func (s *bleveStandard) close() error { return s.index.Close() }
