package registry_test

import (
	"testing"

	"danvankheo/internal/registry"
)

// A number is read however it is typed, and other words with digits are no number.
func TestTypedNumber(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"26-0005": "26-0005", "26-5": "26-0005", "260005": "26-0005", "26 0005": "26-0005", "2026-0005": "26-0005",
		"Mô hình số 26-0001": "26-0001", "số 26–0005": "26-0005", "BC-0122": "BC-0122", "bc 122": "BC-0122", "bc0122": "BC-0122",
		"mã số: bc-0122": "BC-0122", "26-12345": "26-12345",
		"1 cửa": "", "26": "", "năm 2022 ở xã 5": "", "khu dân cư số 3": "", "": "", "0 0": "00-0000",
	} {
		if got := registry.TypedNumber(typed); got != want {
			t.Errorf("TypedNumber(%q) = %q, want %q", typed, got, want)
		}
	}
}
