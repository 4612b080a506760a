package sqlite_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// published is a public entry with one edition.
func published(t *testing.T, db *sqlite.DB) registry.Entry {
	t.Helper()
	e := registry.Entry{
		Season: 2026, Unit: "07210-202507", Registration: registry.Accepted, Publication: registry.Published,
		AcceptedAt: testkit.Now, PublishedAt: testkit.Now, Content: testkit.CompleteContent(),
	}
	if err := db.Update(t.Context(), testkit.Now, func(tx *sqlite.Tx) error { return testkit.Insert(tx, &e) }); err != nil {
		t.Fatal(err)
	}
	return e
}

// resealed changes an entry and seals it at a later hour.
func resealed(t *testing.T, db *sqlite.DB, id registry.EntryID, at time.Time, edit func(*registry.Entry)) (fresh bool) {
	t.Helper()
	err := db.Update(t.Context(), at, func(tx *sqlite.Tx) error {
		e, err := tx.Entry(t.Context(), id)
		if err != nil {
			return err
		}
		edit(&e)
		if err = tx.UpdateEntry(&e); err != nil {
			return err
		}
		fresh, err = tx.Seal(&e, edition.Stamp{Account: 2, Name: "Thẩm định", Deed: registry.DidEntryRelease.String(), Reason: "bản mới"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fresh
}

// Editions are append-only: every column of a row is refused to change but the code of a
// unit, and what is erased; no row goes; a body that changed behind the program is found.
func TestEditionsAreAppendOnly(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	e := published(t, db)
	for _, set := range []string{`body = '{}'`, `hash = 'x'`, `sealed_hash = 'x'`, `title = 'x'`, `no = 9`, `version = 9`, `model = 9`,
		`at = 9`, `account = 9`, `name = 'x'`, `deed = 'x'`, `reason = 'x'`, `season = 1999`, `slug = 'x'`, `origin = 'bao-chi'`,
		`field = 'x'`, `type = 'x'`, `entry = 9`, `id = 99`, `body = '{}', hash = 'x'`, `sealed_hash = 'x', erased_at = 5`} {
		if err := db.Exec(ctx, `UPDATE edition SET `+set); err == nil {
			t.Errorf("UPDATE edition SET %s passed", set)
		}
	}
	for _, q := range []string{`DELETE FROM edition`, `DELETE FROM edition WHERE id = 1`} {
		if err := db.Exec(ctx, q); err == nil {
			t.Errorf("%s passed", q)
		}
	}
	broken := func(want int, why string) {
		t.Helper()
		list, err := db.BrokenEditions(ctx)
		if err != nil || len(list) != want {
			t.Errorf("%s: %d broken editions %v, %v; want %d", why, len(list), list, err, want)
		}
	}
	broken(0, "as sealed")
	if d, err := db.Edition(ctx, e.ID); err != nil || d.Hash == "" {
		t.Fatal(d.Hash, err)
	}
	// a copy from which somebody took the trigger away
	if err := db.Exec(ctx, `DROP TRIGGER edition_no_update`); err != nil {
		t.Fatal(err)
	}
	if err := db.Exec(ctx, `UPDATE edition SET body = json_set(body, '$.content.title', 'Tên khác')`); err != nil {
		t.Fatal(err)
	}
	broken(1, "another body")
	var body string
	for _, d := range editionsOf(t, db, e.ID) {
		form, err := edition.Seal(d.Public())
		if err != nil {
			t.Fatal(err)
		}
		body = form.Body
	}
	if err := db.Exec(ctx, `UPDATE edition SET hash = '`+edition.Hash(body)+`'`); err != nil {
		t.Fatal(err)
	}
	broken(1, "another body with its own hash")
	if err := db.Exec(ctx, `UPDATE entry SET edition = 7`); err != nil {
		t.Fatal(err)
	}
	broken(2, "an entry whose newest edition is missing")
	if err := db.Exec(ctx, `UPDATE entry SET edition = 0`); err != nil {
		t.Fatal(err)
	}
	broken(2, "a public entry without an edition")
}

func editionsOf(t *testing.T, db *sqlite.DB, id registry.EntryID) []edition.Edition {
	t.Helper()
	list, err := db.EditionsOf(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Every edition is kept as it was, the newest one is read, and the address of an older
// one leads to it.
func TestEditionsAreKept(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	e := published(t, db)
	var slugs []registry.Slug
	first := editionsOf(t, db, e.ID)[0]
	slugs = append(slugs, first.Slug)
	if resealed(t, db, e.ID, testkit.Now.Add(time.Hour), func(e *registry.Entry) { e.Report.Impact = "chữ bên trong" }) {
		t.Error("the same part was sealed again")
	}
	for n := 2; n <= 3; n++ {
		at := testkit.Now.Add(time.Duration(n) * time.Hour)
		if !resealed(t, db, e.ID, at, func(e *registry.Entry) { e.Content.Title = fmt.Sprintf("Tên thứ %d của mô hình", n) }) {
			t.Errorf("edition %d was not sealed", n)
		}
		d, err := db.Edition(ctx, e.ID)
		if err != nil || d.No != n || !d.At.Equal(at) || d.Name != "Thẩm định" || d.Reason != "bản mới" {
			t.Errorf("newest: %d at %v by %q, %v", d.No, d.At, d.Name, err)
		}
		slugs = append(slugs, d.Slug)
	}
	list := editionsOf(t, db, e.ID)
	if len(list) != 3 {
		t.Fatalf("%d editions, want 3", len(list))
	}
	for i, d := range list {
		if d.No != i+1 || d.Slug != slugs[i] {
			t.Errorf("edition %d is number %d at %s, want %s", i+1, d.No, d.Slug, slugs[i])
		}
		newest, err := db.EditionAt(ctx, 2026, string(d.Slug))
		if err != nil || newest.ID != e.ID || newest.No != 3 || newest.Slug != slugs[2] {
			t.Errorf("the address %s gives edition %d at %s, %v", d.Slug, newest.No, newest.Slug, err)
		}
	}
	if list[0].Content.Title != testkit.CompleteContent().Title || list[0].Hash != first.Hash || list[1].Hash == list[2].Hash {
		t.Errorf("the first edition is now %q", list[0].Content.Title)
	}
}

// Erasing a person rewrites all editions and keeps the hash of what was sealed.
func TestErasingRewritesEveryEdition(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	const name = "Vũ Thị Hiếm Gặp"
	e := published(t, db)
	for n := 1; n <= 2; n++ {
		resealed(t, db, e.ID, testkit.Now.Add(time.Duration(n)*time.Hour), func(e *registry.Entry) {
			e.Content.Summary = fmt.Sprintf("Bà %s vận động %d hộ.", name, n)
		})
	}
	err := db.Update(ctx, testkit.Now.Add(3*time.Hour), func(tx *sqlite.Tx) error {
		return tx.EraseFromEditions(e.ID, registry.Wanted(name), nil, true)
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range editionsOf(t, db, e.ID) {
		if strings.Contains(d.Content.Summary, name) || d.No > 1 && !strings.Contains(d.Content.Summary, registry.ErasedMark) {
			t.Errorf("edition %d: %q", d.No, d.Content.Summary)
		}
	}
	if list, err := db.BrokenEditions(ctx); err != nil || len(list) > 0 {
		t.Errorf("broken: %v, %v", list, err)
	}
}

// What a unit joins and says after the sealing is no part of what readers have: links,
// the model, followers that are counted.
func TestLinksOfReadersAreThoseOfTheEdition(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	origin, follower := published(t, db), published(t, db)
	link := registry.Link{To: origin.ID, Kind: registry.LearnsFrom, Confirmed: true, ConfirmedAt: testkit.Now}
	err := db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error {
		e, err := tx.Entry(ctx, follower.ID)
		if err != nil {
			return err
		}
		e.Model = origin.Model
		if err := tx.UpdateEntry(&e); err != nil {
			return err
		}
		return tx.PutLink(e.ID, link)
	})
	if err != nil {
		t.Fatal(err)
	}
	check := func(when string, want int) {
		t.Helper()
		followers, err := db.EditionFollowers(ctx, origin.ID)
		counts, err2 := db.FollowerCounts(ctx, []registry.EntryID{origin.ID}, testkit.Now)
		years, err3 := db.SealedEntries(ctx, origin.Model)
		d, err4 := db.Edition(ctx, follower.ID)
		if err != nil || err2 != nil || err3 != nil || err4 != nil {
			t.Fatal(err, err2, err3, err4)
		}
		if joined := d.Model == origin.Model; joined != (want == 1) {
			t.Errorf("%s: the edition is of the model %d, origin's is %d", when, d.Model, origin.Model)
		}
		if len(followers) != want || counts[origin.ID] != want || len(years) != 1+want || len(d.Links) != want {
			t.Errorf("%s: %d followers, %d counted, %d years, %d links; want %d", when, len(followers), counts[origin.ID], len(years),
				len(d.Links), want)
		}
	}
	check("linked", 0)
	resealed(t, db, follower.ID, testkit.Now, func(*registry.Entry) {})
	check("released", 1)
	if err := db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error { return tx.DeleteLink(follower.ID, origin.ID) }); err != nil {
		t.Fatal(err)
	}
	check("unlinked, not released", 1)
}
