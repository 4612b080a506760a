package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// TestPreparedReads asks the same and ever new questions from many sides at once,
// some of which give up half-way: the answers stay right.
func TestPreparedReads(t *testing.T) {
	db := testkit.DB(t)
	testkit.Fill(t, db, 20)
	_, all, err := db.List(t.Context(), registry.Actor{}, sqlite.Filter{Limit: 50}, testkit.Now)
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for n := range 60 {
				ctx, cancel := context.WithCancel(t.Context())
				if n%7 == 3 {
					cancel()
				}
				var f sqlite.Filter
				for k := range n%40 + 1 { // each length is a text of its own
					f.Fields = append(f.Fields, registry.FieldCode(fmt.Sprintf("khong-co-%d", k)))
				}
				_, none, err := db.List(ctx, registry.Actor{}, f, testkit.Now)
				if err != nil && !errors.Is(err, context.Canceled) || none != 0 {
					t.Errorf("%d: %d found, %v", i, none, err)
				}
				_, found, err := db.List(ctx, registry.Actor{}, sqlite.Filter{Limit: 50}, testkit.Now)
				if err != nil && !errors.Is(err, context.Canceled) || err == nil && found != all {
					t.Errorf("%d: %d found of %d, %v", i, found, all, err)
				}
				cancel()
			}
		})
	}
	wait.Wait()
}
