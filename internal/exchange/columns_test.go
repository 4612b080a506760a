package exchange_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"danvankheo/internal/exchange"
)

// The columns of an export keep their names and their order: people have tables and
// programs that rely on them. A new field is added at its place in the form.
func TestEntryColumnsKeepTheirOrder(t *testing.T) {
	t.Parallel()
	const want = `
ref year year_basis unit_code unit_name district field kind title summary approach body outcomes recognition source_title
source_publisher source_date source_url confidence source_label novelty tags problem goal what_is_new place address latitude
longitude beneficiaries households people lead partners resources start review_on milestones outputs replicability basis_number
basis_date approver_name approver_title approved_on person_name person_born person_title person_work person_consent contact_name
contact_title contact_phone contact_email contact_press pledge recognitions commendations links report story registration
publication sent_at published_at demo`
	var b bytes.Buffer
	if err := exchange.WriteEntries(&b, exchange.CSV, func(func(exchange.Entry, error) bool) {}); err != nil {
		t.Fatal(err)
	}
	head, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF"))).Read()
	if err != nil || strings.Join(head, " ") != strings.Join(strings.Fields(want), " ") {
		t.Errorf("columns %v, %v", head, err)
	}
}
