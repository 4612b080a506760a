package api

import (
	"context"
	"fmt"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// reading is an entry as one caller has it: those inside read the entry itself, all
// others its newest edition. Only [Area.readings] makes one.
type reading struct {
	*registry.Entry                  // the entry, or the public part of the edition
	inside          bool             // the caller sees what is never public
	edition         *edition.Edition // the newest, nil while there is none
}

// readings reads entries as the caller has them, in the order asked. One that the caller
// may not see is left out.
func (h *Area) readings(ctx context.Context, a registry.Actor, ids []registry.EntryID) (out []reading, err error) {
	err = h.DB.View(ctx, func(rx *sqlite.Rx) error {
		out, err = h.readIn(ctx, rx, a, ids)
		return err
	})
	return out, err
}

func (h *Area) readIn(ctx context.Context, rx *sqlite.Rx, a registry.Actor, ids []registry.EntryID) ([]reading, error) {
	now := h.Flow.Now()
	of := make(map[registry.EntryID]reading, len(ids))
	editions, err := rx.EditionsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i := range editions {
		if d := &editions[i]; a.Can(registry.View, d.Public(), now) {
			of[d.ID] = reading{Entry: d.Public(), edition: d}
		}
	}
	if a.Role != registry.Visitor {
		entries, err := rx.EntriesByID(ctx, ids)
		if err != nil {
			return nil, err
		}
		for i := range entries {
			if e := &entries[i]; a.Can(registry.ViewInside, e, now) {
				of[e.ID] = reading{Entry: e, inside: true, edition: of[e.ID].edition}
			}
		}
	}
	out := make([]reading, 0, len(of))
	for _, id := range ids {
		if r, ok := of[id]; ok {
			out = append(out, r)
		}
	}
	return out, nil
}

// one is the reading of a single entry, or an error as if it were not there.
func (h *Area) one(ctx context.Context, a registry.Actor, id registry.EntryID) (reading, error) {
	list, err := h.readings(ctx, a, []registry.EntryID{id})
	if err == nil && len(list) == 0 {
		err = registry.Errorf(registry.NotFound, "Không tìm thấy mô hình này.")
	}
	if err != nil {
		return reading{}, err
	}
	return list[0], nil
}

// tag names the state that the caller has: inside the version that a write asks for.
func (r *reading) tag() string {
	if r.inside {
		return versionTag(r.Version)
	}
	return fmt.Sprintf(`"%d.%d"`, r.edition.No, r.UpdatedAt.UnixMilli())
}

// registration is the state as the caller has it. Readers outside know an entry as
// registered or as reported by the press; what is under way is the house's own matter.
func (r *reading) registration() string {
	switch {
	case r.inside:
		return r.Registration.String()
	case r.Origin == registry.Reported:
		return registry.Unregistered.String()
	}
	return registry.Accepted.String()
}

// foundingCode writes how well a figure is founded; whether "confirmed" rests on a paper
// is said by the source beside it.
func foundingCode(f registry.Founding) string {
	if f == registry.Proven {
		f = registry.ByCommune
	}
	return f.String()
}
