package workflow

import (
	"context"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// ReadNotices marks the actor's own messages up to and including one as read; 0
// means all of them.
func (f *Flow) ReadNotices(ctx context.Context, a registry.Actor, upTo int64) error {
	return f.UpdateUnseen(ctx, func(tx *sqlite.Tx) (bool, error) { return true, tx.MarkNoticesRead(a.Account, upTo) })
}
