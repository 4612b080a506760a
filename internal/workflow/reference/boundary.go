package reference

import (
	"context"
	"fmt"

	"danvankheo/internal/boundary"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// ImportBoundaries imports the boundaries of the present communes from a file, in
// place of those they had; what names no commune is kept aside to be seen.
func (f *Flow) ImportBoundaries(ctx context.Context, a registry.Actor, text []byte) error {
	if err := workflow.Authorize(a, registry.LedgerArea); err != nil {
		return err
	}
	features, err := boundary.Read(text)
	if err != nil {
		return err
	}
	found, unknown := boundary.Match(features, f.Ledger(), f.Today())
	if len(found) == 0 {
		return registry.Errorf(
			registry.Invalid,
			"Không hình nào trong %d hình của tệp mang tên hay mã của một xã, phường hôm nay. Thêm thuộc tính tên hoặc mã đơn vị rồi gửi "+
				"lại.",
			len(features),
		)
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		for _, s := range found {
			if err := tx.PutBoundary(s.Thin()); err != nil {
				return err
			}
		}
		if err := tx.PutUnknownBoundaries(unknown); err != nil {
			return err
		}
		return workflow.Audit(
			tx,
			a,
			registry.DidBoundaryImport,
			"boundary",
			"",
			fmt.Sprintf("nhận ranh giới của %d đơn vị, %d chưa rõ là đơn vị nào", len(found), len(unknown)),
		)
	})
}

// DeleteBoundaries goes back to the map of tiles.
func (f *Flow) DeleteBoundaries(ctx context.Context, a registry.Actor) error {
	if err := workflow.Authorize(a, registry.LedgerArea); err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.DeleteBoundaries(); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidBoundaryDelete, "boundary", "", "")
	})
}
