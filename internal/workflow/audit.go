package workflow

import (
	"context"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// Audits lists lines of the record, the newest first, and counts them all; for
// those who may read it.
func (f *Flow) Audits(ctx context.Context, a registry.Actor, filter sqlite.AuditFilter) ([]registry.Audit, int, error) {
	if err := Authorize(a, registry.AuditArea); err != nil {
		return nil, 0, err
	}
	return f.DB.Audits(ctx, filter)
}
