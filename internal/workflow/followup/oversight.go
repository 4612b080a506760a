package followup

import (
	"context"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// Oversight is [Flow.ReadOversight] at a moment of its own.
func (f *Flow) Oversight(ctx context.Context, a registry.Actor, y registry.Year) (out oversight.Year, err error) {
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		out, err = f.ReadOversight(ctx, rx, a, y)
		return err
	})
	return out, err
}

// ReadOversight reads all that the standing of the units in a season is computed
// from, as of one moment. The lists it holds are shared: they are read, never
// changed.
func (f *Flow) ReadOversight(ctx context.Context, rx *sqlite.Rx, a registry.Actor, y registry.Year) (oversight.Year, error) {
	if err := workflow.Authorize(a, registry.OversightArea); err != nil {
		return oversight.Year{}, err
	}
	return f.readOversight(ctx, rx, y)
}

// readOversight is ReadOversight for the program's own use.
func (f *Flow) readOversight(ctx context.Context, rx *sqlite.Rx, y registry.Year) (oversight.Year, error) {
	out, err := f.years.get(rx.State(), y, f.Now(), func() (oversight.Year, error) { return readYear(ctx, rx, y) })
	if err != nil {
		return out, err
	}
	return f.present(out, y), nil
}

// present adds to what was read of a season the rules and the moment it is judged by.
func (f *Flow) present(out oversight.Year, y registry.Year) oversight.Year {
	out.Season, out.Ledger, out.Now = f.Season(y), f.Ledger(), f.Now()
	out.On = oversight.DayOf(out.Season, f.Today())
	return out
}

func readYear(ctx context.Context, rx *sqlite.Rx, y registry.Year) (out oversight.Year, err error) {
	if out.Entries, err = rx.OversightEntries(ctx, y); err != nil {
		return out, err
	}
	if out.Exemptions, err = rx.Exemptions(ctx, y); err != nil {
		return out, err
	}
	if out.Extensions, err = rx.Extensions(ctx, y); err != nil {
		return out, err
	}
	out.Staffed, err = rx.StaffedUnits(ctx)
	return out, err
}
