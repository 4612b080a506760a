package sqlite_test

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// troubled is a database of the release before editions, written by that release. Its
// entries, by their ids, are a confirmed one; one with figures typed into an unsent
// report, and a photo and a caption that came after it was published; one that the press
// reported, of no known unit or year, which a unit took over and wrote on; one that has
// its hour, with an unsent report; one whose report was returned; a draft.
const troubled = releases + "/troubled-13.db"

// unreviewed is what nobody had read over.
var unreviewed = []string{"987654", "876543", "765432", "777", "gõ dở sau khi nhận", "Tóm tắt gõ dở", "Thôn gõ dở", "Chữ báo cáo gõ dở",
	"Ảnh thêm sau khi đăng", "Chú thích gõ dở"}

func copied(t *testing.T, fixture string) (path string) {
	t.Helper()
	text, err := os.ReadFile(fixture)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "data.db")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// said is a log that tests read; each line is also given to told.
type said struct {
	mu   sync.Mutex
	b    bytes.Buffer
	told func(line string)
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.told != nil {
		s.told(string(p))
	}
	return s.b.Write(p)
}

func logTo(w io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(w, nil)) }

// broughtInLine are the columns of an entry that the upgrade itself writes: its address
// and the copy of its registered name.
var broughtInLine = map[string]bool{"slug": true, "title": true, "title_key": true, "title_fold": true}

// movedTables are tables of the older schema whose rows are now elsewhere.
var movedTables = map[string]string{"query_count": `(SELECT *, day AS last_on FROM search_day)`}

// rows gives the rows of every table as the columns of the older schema have them.
func rows(t *testing.T, path string, columns map[string][]string) (found map[string]map[string]bool, names map[string][]string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	moved := movedTables
	if columns == nil {
		columns, moved = map[string][]string{}, nil
		for _, line := range query(t, db, `SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
			WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'goose%' AND m.name <> 'counter'`) {
			table, column, _ := strings.Cut(line, "|")
			if table == "entry" && broughtInLine[column] {
				continue
			}
			columns[table] = append(columns[table], column)
		}
	}
	found = map[string]map[string]bool{}
	for table, names := range columns {
		found[table] = map[string]bool{}
		for _, line := range query(t, db, `SELECT `+strings.Join(names, ", ")+` FROM `+cmp.Or(moved[table], table)) {
			found[table][line] = true
		}
	}
	return found, columns
}

func query(t *testing.T, db *sql.DB, text string) (lines []string) {
	t.Helper()
	list, err := db.QueryContext(t.Context(), text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	defer list.Close()
	names, err := list.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for list.Next() {
		values := make([]any, len(names))
		for i := range values {
			values[i] = new(any)
		}
		if err := list.Scan(values...); err != nil {
			t.Fatal(err)
		}
		parts := make([]string, len(names))
		for i, v := range values {
			parts[i] = fmt.Sprint(*v.(*any))
		}
		lines = append(lines, strings.Join(parts, "|"))
	}
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// sealedIn lists what readers have after an upgrade, without the hour of it.
func sealedIn(t *testing.T, path string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	return query(t, db, `SELECT d.entry, d.no, d.version, d.model, d.season, d.slug, d.origin, d.unit, d.title, d.hash, d.reason, d.body,
		e.slug, e.shown_at FROM edition d JOIN entry e ON e.id = d.entry ORDER BY d.entry, d.no`)
}

// What was public before there were editions is sealed from reviewed words alone; what is
// left out is said in the log, and nothing is lost.
func TestUpgradeSealsWhatWasReviewed(t *testing.T) {
	t.Parallel()
	ctx, path, log := context.Background(), copied(t, troubled), &said{}
	before, columns := rows(t, path, nil)
	db, err := sqlite.Open(ctx, path, logTo(log))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	checks := map[registry.EntryID]func(*edition.Edition) bool{
		1: func(d *edition.Edition) bool {
			return d.Content.Outcomes[0].Actual == "2,5" && d.Report.Impact == "Báo cáo đã xác nhận" && len(d.Photos) == 1
		},
		2: func(d *edition.Edition) bool {
			return len(d.Photos) == 1 && d.Photos[0].Caption == "Ảnh đã xem của Báo cáo gõ dở" && d.Content.Outcomes[0].Target == "2,4" &&
				d.Story.Long == "Bài dài đã duyệt."
		},
		3: func(d *edition.Edition) bool {
			return d.Origin == registry.Reported && d.Season == 0 && d.Unit == "" && d.Content.Title == "Báo chí phản ánh" &&
				d.Slug == "bao-chi-phan-anh" && d.Reached()[0].Actual == "4"
		},
		4: func(d *edition.Edition) bool {
			return d.Publication == registry.Scheduled && d.Content.Outcomes[0].Target == "2,4"
		},
		5: func(d *edition.Edition) bool {
			return d.Content.Outcomes[0].Target == "2,4" && d.Result == registry.NoReport
		},
	}
	for id, good := range checks {
		list, err := db.EditionsOf(ctx, id)
		if err != nil || len(list) != 1 {
			t.Fatalf("entry %d: %d editions, %v", id, len(list), err)
		}
		if !good(&list[0]) {
			t.Errorf("entry %d: sealed %+v", id, list[0].Public())
		}
	}
	if _, err := db.Edition(ctx, 6); registry.KindOf(err) != registry.NotFound {
		t.Errorf("the draft has an edition: %v", err)
	}
	for _, line := range sealedIn(t, path) {
		for _, words := range unreviewed {
			if strings.Contains(line, words) {
				t.Errorf("sealed %q: %.200s", words, line)
			}
		}
	}
	for _, words := range []string{"ảnh thêm sau lần xem cuối", "chú thích ảnh sửa", "số liệu của báo cáo chưa xác nhận", "giữ chữ đã được xem lần cuối",
		"đơn vị tự nhận"} {
		if !strings.Contains(log.b.String(), words) {
			t.Errorf("the log does not say %q:\n%s", words, log.b.String())
		}
	}
	after, _ := rows(t, path, columns)
	for table, lines := range before {
		for line := range lines {
			if !after[table][line] {
				t.Errorf("a row of %s was lost or changed: %.300s", table, line)
			}
		}
	}
	if broken, err := db.BrokenEditions(ctx); err != nil || len(broken) > 0 {
		t.Errorf("broken: %v, %v", broken, err)
	}
}

// Opening again seals nothing, and an upgrade that is stopped half-way goes on where it
// was: both give what one run gives.
func TestUpgradeGoesOnAfterAKill(t *testing.T) {
	t.Parallel()
	whole := copied(t, troubled)
	open := func(ctx context.Context, path string, w io.Writer) error {
		db, err := sqlite.Open(ctx, path, logTo(w))
		if err != nil {
			return err
		}
		return db.Close()
	}
	for range 2 {
		if err := open(context.Background(), whole, io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	want := sealedIn(t, whole)
	if len(want) != 5 {
		t.Fatalf("%d editions, want one of each of the five that are public", len(want))
	}
	stopped := 0
	for at := 1; at <= 4; at++ { // at each line that says what is left out
		path, n := copied(t, troubled), 0
		ctx, kill := context.WithCancel(context.Background())
		err := open(ctx, path, &said{told: func(line string) {
			if strings.Contains(line, "left out") {
				if n++; n == at {
					kill()
				}
			}
		}})
		kill()
		if half := len(sealedIn(t, path)); err != nil && half < len(want) {
			stopped++
		}
		if err := open(context.Background(), path, io.Discard); err != nil {
			t.Fatalf("after a kill at line %d: %v", at, err)
		}
		if got := sealedIn(t, path); strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("after a kill at line %d:\n got %.2000s\nwant %.2000s", at, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	if stopped < 3 {
		t.Errorf("only %d of 4 upgrades were stopped half-way", stopped)
	}
}
