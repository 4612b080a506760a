package sqlite_test

import (
	"context"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// A list holds exactly the entries that Can(View) allows, over the whole grid of
// roles, units and states.
func TestListsAreWhatMayBeViewed(t *testing.T) {
	t.Parallel()
	ctx, db, now := context.Background(), testkit.DB(t), testkit.Now
	var all []registry.Entry
	err := db.Update(ctx, now, func(tx *sqlite.Tx) error {
		for _, unit := range []registry.UnitCode{"07210-202507", "07228-202507", ""} {
			for _, r := range registry.Registrations() {
				for _, p := range registry.Publications() {
					for _, press := range []bool{false, true} {
						for _, due := range []time.Duration{-time.Hour, time.Hour} {
							e := registry.Entry{
								Season:          2026,
								Unit:            unit,
								Registration:    r,
								Publication:     p,
								EmbargoForPress: press,
								PublishAt:       now.Add(due),
							}
							e.Content.Title, e.Content.Field = "Mô hình", "kinh-te"
							if err := tx.InsertEntry(&e, 0, ""); err != nil {
								return err
							}
							e.EmbargoForPress = press
							if err := tx.UpdateEntry(&e); err != nil {
								return err
							}
							if unit == "07228-202507" && press {
								c := registry.CoOwner{Unit: "07210", At: now}
								if due > 0 {
									c.State = registry.Declined
								}
								if err := tx.PutCoOwner(e.ID, c); err != nil {
									return err
								}
								e.CoOwners = append(e.CoOwners, c)
							}
							all = append(all, e)
						}
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, role := range registry.Roles() {
		a := registry.Actor{Role: role, Account: 1, Units: map[registry.UnitCode]bool{"07210-202507": true, "07210": true}}
		if role == registry.Visitor {
			a = registry.Actor{}
		}
		rows, total, err := db.List(ctx, a, sqlite.Filter{Limit: 10_000}, now)
		if err != nil || total != len(rows) {
			t.Fatalf("List as %s: %d of %d, %v", role, len(rows), total, err)
		}
		got := map[registry.EntryID]bool{}
		for _, r := range rows {
			got[r.ID] = true
		}
		for i := range all {
			e := &all[i]
			if want := a.Can(registry.View, e, now); got[e.ID] != want {
				t.Errorf(
					"%s sees %s/%s unit %q press %v: %v, want %v",
					role,
					e.Registration,
					e.Publication,
					e.Unit,
					e.EmbargoForPress,
					got[e.ID],
					want,
				)
			}
		}
	}
}

// Numbers are issued once, whatever becomes of what they were issued to, and two
// entries of one name have two addresses.
func TestNumbersAndAddresses(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	insert := func(fail bool) (registry.Entry, error) {
		e := registry.Entry{Season: 2026, Unit: "07210-202507"}
		e.Content.Title = "Đường hoa"
		err := db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error {
			if err := tx.InsertEntry(&e, 0, ""); err != nil {
				return err
			}
			if fail {
				return registry.Errorf(registry.Invalid, "thử")
			}
			return nil
		})
		return e, err
	}
	a, err := insert(false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := insert(true); registry.KindOf(err) != registry.Invalid {
		t.Fatalf("rolled back: %v", err)
	}
	b, err := insert(false)
	if err != nil {
		t.Fatal(err)
	}
	if a.Number != "26-0001" || b.Number == a.Number || a.Slug == b.Slug {
		t.Errorf("numbers %s, %s; slugs %s, %s", a.Number, b.Number, a.Slug, b.Slug)
	}
}

// The record of who did what cannot be changed or cut.
func TestAuditOnlyGrows(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	err := db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error {
		return tx.InsertAudit(registry.Audit{At: testkit.Now, Name: "Thử", Action: "test", Object: "x"})
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, stmt := range []string{`UPDATE audit SET action = 'khac'`, `DELETE FROM audit`} {
		if err := db.Exec(ctx, stmt); err == nil {
			t.Errorf("%s was allowed", stmt)
		}
	}
}

// Two who read the same version: the second to write is a Conflict and writes
// nothing.
func TestUpdateGuardsTheVersion(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	e := registry.Entry{Season: 2026, Unit: "07210-202507"}
	e.Content.Title = "Một"
	write := func(e *registry.Entry) error {
		return db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error { return tx.UpdateEntry(e) })
	}
	if err := db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error { return tx.InsertEntry(&e, 0, "") }); err != nil {
		t.Fatal(err)
	}
	first, second := e, e
	first.Content.Title, second.Content.Title = "Hai", "Ba"
	if err := write(&first); err != nil {
		t.Fatal(err)
	}
	if err := write(&second); registry.KindOf(err) != registry.Conflict {
		t.Errorf("second writer: %v, want Conflict", err)
	}
	got, err := db.Entry(ctx, e.ID)
	if err != nil || got.Content.Title != "Hai" || got.Version != 2 {
		t.Errorf("stored %q version %d, %v", got.Content.Title, got.Version, err)
	}
}
