package registry_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// TestDeeds writes what the record can say to testdata/deeds.txt: every deed has a
// code and words of its own, a named group and a named kind of object.
func TestDeeds(t *testing.T) {
	var b strings.Builder
	known := func(code string) bool { return registry.ChoiceLabel(registry.AuditKinds(), code) != code }
	seen := map[string]registry.Deed{}
	for _, d := range registry.Deeds() {
		fmt.Fprintf(&b, "%-28s %-14s %-12s %-10s %s\n", d, d.Group(), d.Object(), d.YearLock(), d.Label())
		if !known(d.Group()) || !known(d.Object()) || d.Label() == "" || d.Act() == "" {
			t.Errorf("%s: group %q, object %q, label %q", d, d.Group(), d.Object(), d.Label())
		}
		for _, of := range []string{d.String(), d.Group() + ": " + d.Label()} {
			if other, ok := seen[of]; ok {
				t.Errorf("%s and %s are both %q", d, other, of)
			}
			seen[of] = d
		}
		if back, err := registry.ParseDeed(d.String()); back != d || err != nil {
			t.Errorf("%s parses as %s, %v", d, back, err)
		}
	}
	testkit.Golden(t, "deeds.txt", []byte(b.String()))
}

// TestDeedLabelReadsFormerCodes: lines of the record that an earlier version wrote
// stay readable, and one that nobody knows stays as it is.
func TestDeedLabelReadsFormerCodes(t *testing.T) {
	for code, want := range map[string]string{
		"entry.mat": "Đổi dấu lĩnh vực mật", "entry.tao": "Tạo bản nháp", "entry.nhap": "Nhập từ tệp",
		"entry.gui": "Gửi đăng ký", "entry.nhan-ve": "Nhận mô hình về đơn vị", "thing.unknown": "thing.unknown",
	} {
		if got := registry.DeedLabel(code); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}

// TestRevisionActionsAreDeeds: what makes a revision is a deed of the record, now
// or formerly, so that the timeline and the record speak of the same act.
func TestRevisionActionsAreDeeds(t *testing.T) {
	var made []string
	for _, c := range registry.RevisionActions() {
		made = append(made, c.Code)
		if !slices.ContainsFunc([]string{"entry.", "claim."}, func(group string) bool {
			return registry.DeedLabel(group+c.Code) != group+c.Code
		}) {
			t.Errorf("%s has no words in the record", c.Code)
		}
	}
	for _, d := range []registry.Deed{
		registry.DidEntryLink, registry.DidEntryUnlink, registry.DidEntryClassify, registry.DidEntryDeclassify, registry.DidEntrySave,
	} {
		if !slices.Contains(made, d.Act()) {
			t.Errorf("%s has no words in the timeline", d)
		}
	}
}
