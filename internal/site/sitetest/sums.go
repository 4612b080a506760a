package sitetest

import (
	"context"
	"fmt"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// Reported puts accepted entries with reported figures into a house: n of them,
// over units and fields, two thirds confirmed, some running totals, other measures,
// two press entries, a draft.
func (h *House) Reported(t *testing.T, n int) {
	t.Helper()
	units := h.Flow.Ledger().On(h.Flow.Today(), registry.Commune, registry.Ward)
	fields := registry.DefaultFields()
	err := h.DB.Update(context.Background(), h.Flow.Now(), func(tx *sqlite.Tx) error {
		for i := range n {
			e := registry.Entry{
				Season:       h.Flow.CurrentYear(),
				Unit:         units[i*7%len(units)].Code,
				Registration: registry.Accepted,
				Result:       registry.Effective,
				SentAt:       testkit.Now,
				AcceptedAt:   testkit.Now,
				ReportedAt:   testkit.Now,
				ConfirmedAt:  testkit.Now,
			}
			e.Content = testkit.CompleteContent()
			e.Content.Title = fmt.Sprintf("Mô hình thứ %d", i)
			e.Content.Field = fields[i%len(fields)].Code
			e.Content.Novelty = registry.Novelties()[i%4]
			period := "nam"
			if i%5 == 0 {
				period = "luy-ke"
			}
			actual := func(v float64) registry.Amount { return registry.AmountOf(v) }
			e.Content.Outcomes = []registry.Outcome{
				{
					Indicator: "LAND_M2",
					Actual:    actual(float64(100+i) + 0.5),
					Period:    period,
					Source:    "tu-khai",
				}, {Indicator: "SITES", Actual: actual(float64(i % 4)), Period: "nam", Source: "tu-khai"},
				{
					Indicator: "AGREE_RATE",
					Actual:    actual(float64(80 + i%20)),
					Period:    "nam",
					Source:    "xa-xac-nhan",
				}, {Label: "Chỉ số riêng", Unit: "cái", Actual: "5", Period: "nam", Source: "tu-khai"},
			}
			switch i % 6 {
			case 1, 4:
				e.Result = registry.ReportSent
			case 5:
				e.Content.Outcomes[0].Unit = "ha"
			}
			switch i {
			case 2:
				e.Origin, e.Registration = registry.Reported, registry.Unregistered
			case 3:
				e.Result = registry.ReportReturned
			}
			if err := tx.InsertEntry(&e, 0, ""); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
