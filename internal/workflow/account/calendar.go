package account

import (
	"context"

	"danvankheo/internal/auth"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// NewCalendarAddress gives the actor the secret of a private address of the
// calendar; the previous one ends.
func (f *Flow) NewCalendarAddress(ctx context.Context, a registry.Actor) (string, error) {
	if err := workflow.Authorize(a, registry.DeskArea); err != nil {
		return "", err
	}
	secret := auth.NewSecret()
	return secret, f.Mark(ctx, func(tx *sqlite.Tx) error {
		if err := tx.PutCalendar(a.Account, auth.HashSecret(secret)); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidCalendarAddress, Object(a.Account), "", "")
	})
}

// DropCalendarAddress ends the actor's private address.
func (f *Flow) DropCalendarAddress(ctx context.Context, a registry.Actor) error {
	return f.Mark(ctx, func(tx *sqlite.Tx) error {
		if err := tx.DeleteCalendar(a.Account); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidCalendarDrop, Object(a.Account), "", "")
	})
}
