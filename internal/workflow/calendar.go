package workflow

import (
	"context"

	"danvankheo/internal/auth"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// NewCalendarAddress gives the actor the secret of a private address of the
// calendar; the one before ends.
func (f *Flow) NewCalendarAddress(ctx context.Context, a registry.Actor) (string, error) {
	if err := enter(a, registry.DeskArea); err != nil {
		return "", err
	}
	secret := auth.NewSecret()
	return secret, f.mark(ctx, func(tx *sqlite.Tx) error {
		if err := tx.PutCalendar(a.Account, auth.HashSecret(secret)); err != nil {
			return err
		}
		return audit(tx, a, registry.DidCalendarAddress, accountObject(a.Account), "", "")
	})
}

// DropCalendarAddress ends the actor's private address.
func (f *Flow) DropCalendarAddress(ctx context.Context, a registry.Actor) error {
	return f.mark(ctx, func(tx *sqlite.Tx) error {
		if err := tx.DeleteCalendar(a.Account); err != nil {
			return err
		}
		return audit(tx, a, registry.DidCalendarDrop, accountObject(a.Account), "", "")
	})
}
