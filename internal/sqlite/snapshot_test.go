package sqlite_test

import (
	"context"
	"strings"
	"testing"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// What was frozen cannot be changed or removed, and a version is made once.
func TestSnapshotOnlyGrows(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	put := func() error {
		return db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error {
			return tx.InsertSnapshot(
				sqlite.Snapshot{Season: 2026, Version: 1, Name: "Thẩm định", Query: 1, Hash: oversight.Hash([]byte("{}")), Figures: "{}"},
				1,
			)
		})
	}
	if err := put(); err != nil {
		t.Fatal(err)
	}
	if err := put(); registry.KindOf(err) != registry.Conflict {
		t.Errorf("the same version again: %v", err)
	}
	for _, q := range []string{"UPDATE snapshot SET figures = '[]'", "DELETE FROM snapshot"} {
		if err := db.Exec(ctx, q); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", q, err)
		}
	}
	s, err := db.Snapshot(ctx, 2026, 0)
	if err != nil || !s.Whole() {
		t.Errorf("%+v %v", s, err)
	}
	s.Figures = "[]"
	if s.Whole() {
		t.Error("other figures pass as whole")
	}
}
