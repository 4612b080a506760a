package sqlite_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// TestViewIsOneMoment writes between the reads of a View and before its first one:
// the View sees neither, a read on the database sees both.
func TestViewIsOneMoment(t *testing.T) {
	db := testkit.DB(t)
	write := func(value string) {
		t.Helper()
		if err := db.Update(t.Context(), testkit.Now, func(tx *sqlite.Tx) error { return tx.PutSetting("moment", value) }); err != nil {
			t.Fatal(err)
		}
	}
	read := func(rd interface {
		Settings(context.Context) (map[string]string, error)
	}, want string,
	) {
		t.Helper()
		if got, err := rd.Settings(t.Context()); got["moment"] != want || err != nil {
			t.Errorf("read %q, %v; want %q", got["moment"], err, want)
		}
	}
	write("one")
	err := db.View(t.Context(), func(rx *sqlite.Rx) error {
		write("two")
		read(rx, "one")
		write("three")
		read(rx, "one")
		read(db, "three")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(t.Context(), testkit.Now, func(tx *sqlite.Tx) error {
		if err := tx.PutSetting("moment", "four"); err != nil {
			return err
		}
		read(tx, "four")
		read(db, "three")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestViewsDoNotWaitForEachOther opens more Views than there are connections, each
// with questions never asked before, and reads beside them.
func TestViewsDoNotWaitForEachOther(t *testing.T) {
	db := testkit.DB(t)
	testkit.Fill(t, db, 5)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var wait sync.WaitGroup
	for i := range 12 {
		wait.Go(func() {
			err := db.View(ctx, func(rx *sqlite.Rx) error {
				for n := range 6 {
					var f sqlite.Filter
					for k := range i*6 + n + 1 { // each length is a text of its own
						f.Fields = append(f.Fields, registry.FieldCode(fmt.Sprintf("khong-co-%d", k)))
					}
					if _, _, err := rx.List(ctx, registry.Actor{}, f, testkit.Now); err != nil {
						return err
					}
					if _, err := db.EntriesAfter(ctx, registry.EntryID(n), 2); err != nil { // a mistake in a View, but no deadlock
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}

// TestStateNamesAMoment keeps what a View read under the state it saw: only an equal
// state brings it back, and none that was taken while a write was under way does.
func TestStateNamesAMoment(t *testing.T) {
	db := testkit.DB(t)
	state := func() (s sqlite.State) {
		t.Helper()
		if err := db.View(t.Context(), func(rx *sqlite.Rx) error { s = rx.State(); return nil }); err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := state()
	if !first.Known() || state() != first {
		t.Error("nothing was written, and the state is another or not known")
	}
	err := db.Update(t.Context(), testkit.Now, func(tx *sqlite.Tx) error {
		if tx.State().Known() || state().Known() {
			t.Error("a state is known while a write is under way")
		}
		return tx.PutSetting("moment", "one")
	})
	if err != nil {
		t.Fatal(err)
	}
	second := state()
	if !second.Known() || second == first {
		t.Errorf("after a write: %+v, before it: %+v", second, first)
	}
	if err := db.Update(t.Context(), testkit.Now, func(*sqlite.Tx) error { return context.Canceled }); err == nil || !state().Known() {
		t.Errorf("after a write that failed: %v, known %v", err, state().Known())
	}
}

// TestStateSeesOtherProcesses writes through a second handle of the same file, as a
// command of another process does.
func TestStateSeesOtherProcesses(t *testing.T) {
	db := testkit.DB(t)
	other, err := sqlite.Open(t.Context(), db.Path(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	var before, after sqlite.State
	if err := db.View(t.Context(), func(rx *sqlite.Rx) error { before = rx.State(); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := other.Update(t.Context(), testkit.Now, func(tx *sqlite.Tx) error {
		return tx.InsertAudit(registry.Audit{At: testkit.Now, Name: "Nhập", Action: registry.DidSeasonFreeze.String()})
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.View(t.Context(), func(rx *sqlite.Rx) error { after = rx.State(); return nil }); err != nil {
		t.Fatal(err)
	}
	if before == after {
		t.Error("what another process recorded left the state as it was")
	}
}
