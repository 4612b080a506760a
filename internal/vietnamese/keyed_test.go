package vietnamese_test

import (
	"testing"

	"danvankheo/internal/vietnamese"
)

func TestKeyedReadsNames(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"Tuwf Sown": "từ sơn", "Tu72 So7n": "từ sơn", "Thuaanj Thanhf": "thuận thành", "Quế Võ": "Quế Võ", "hien dat": "hien dat", "": "",
	} {
		if got := vietnamese.Keyed(typed); got != want {
			t.Errorf("Keyed(%q) = %q, want %q", typed, got, want)
		}
	}
}
