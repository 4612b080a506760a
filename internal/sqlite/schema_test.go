package sqlite_test

import (
	"context"
	"strings"
	"testing"

	"danvankheo/internal/testkit"
)

// The schema after all migrations, for review.
func TestSchema(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	list, err := db.Schema(ctx)
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "schema.sql", []byte(strings.Join(list, ";\n\n")+";\n"))
	if faults, err := db.Integrity(ctx); err != nil || len(faults) > 0 {
		t.Errorf("integrity: %v, %v", faults, err)
	}
}
