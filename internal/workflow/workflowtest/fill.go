package workflowtest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// Fill puts n effective entries of the season into a house, one that the press
// reported and one draft; it gives the ids of the effective ones.
func (h *House) Fill(t testing.TB, y registry.Year, n int) (ids []registry.EntryID) {
	t.Helper()
	units := h.Ledger().On("2026-11-01", registry.Commune, registry.Ward)
	err := h.DB.Update(context.Background(), h.Now(), func(tx *sqlite.Tx) error {
		for i := range n + 2 {
			e := registry.Entry{
				Season:       y,
				Unit:         units[i].Code,
				Registration: registry.Accepted,
				Result:       registry.Effective,
				SentAt:       h.Now(),
				AcceptedAt:   h.Now(),
				ReportedAt:   h.Now(),
				ConfirmedAt:  h.Now(),
				Content:      testkit.CompleteContent(),
			}
			e.Content.Title = fmt.Sprintf("Mô hình %d năm %d", i, y)
			e.Content.Field = registry.DefaultFields()[i%6].Code
			e.Content.Outcomes = []registry.Outcome{
				{Indicator: "LAND_M2", Actual: registry.AmountOf(float64(100 + i)), Period: "nam", Source: "tu-khai"},
			}
			switch i {
			case n:
				e.Origin, e.Registration = registry.Reported, registry.Unregistered
			case n + 1:
				e.Registration, e.Result = registry.Draft, registry.NoReport
			}
			if err := tx.InsertEntry(&e, 0, ""); err != nil {
				return err
			}
			if i < n {
				ids = append(ids, e.ID)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Reload(context.Background()); err != nil {
		t.Fatal(err)
	}
	return ids
}

// CheckDeeds demands of every line of a record that it is a deed of the table, done
// to the kind of object that the table says.
func (h *House) CheckDeeds(t testing.TB) {
	t.Helper()
	lines, n, err := h.DB.Audits(context.Background(), sqlite.AuditFilter{Limit: 1 << 20})
	if err != nil || n == 0 {
		t.Fatal(n, err)
	}
	for _, l := range lines {
		d, err := registry.ParseDeed(l.Action)
		if kind, _, _ := strings.Cut(l.Object, ":"); err != nil || kind != d.Object() {
			t.Errorf("%s of %q: %v", l.Action, l.Object, err)
		}
	}
}
