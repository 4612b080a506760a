package api_test

import (
	"encoding/json"
	"testing"

	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// The description of the API has a property for every column of the registration and
// of its lists, and none that a row does not have.
func TestDescriptionHasEveryField(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	d, _ := describe(t, h)
	type schema struct {
		Properties map[string]struct {
			Items struct {
				Properties map[string]json.RawMessage
			}
		}
	}
	read := func(name string) (s schema) {
		t.Helper()
		if err := json.Unmarshal(d.Components.Schemas[name], &s); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return s
	}
	row, outcome := read("Row"), read("RowOutcome")
	for _, x := range registry.ContentFields() {
		if _, ok := row.Properties[x.Key()]; !ok {
			t.Errorf("Row describes no %s", x.Key())
		}
	}
	taken := exchange.EntryColumns()
	for name := range row.Properties {
		if !taken.Has(name) {
			t.Errorf("Row describes %s, which no row has", name)
		}
	}
	for _, x := range registry.OutcomeFields() {
		if _, ok := outcome.Properties[x.Key()]; !ok {
			t.Errorf("RowOutcome describes no %s", x.Key())
		}
	}
	for _, x := range registry.PartnerFields() {
		if _, ok := row.Properties["partners"].Items.Properties[x.Key()]; !ok {
			t.Errorf("a partner describes no %s", x.Key())
		}
	}
	for _, x := range registry.ResourceFields() {
		if _, ok := row.Properties["resources"].Items.Properties[x.Key()]; !ok {
			t.Errorf("a resource describes no %s", x.Key())
		}
	}
}
