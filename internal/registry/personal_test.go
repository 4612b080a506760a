package registry_test

import (
	"fmt"
	"testing"

	"danvankheo/internal/registry"
)

func TestPersonalNumbers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Gọi 0912 345 678 để biết thêm":              "[{điện thoại 0912 345 678}]",
		"ĐT: 0204.3854.123":                          "[{điện thoại 0204.3854.123}]",
		"Liên hệ +84 912 345 678":                    "[{điện thoại +84 912 345 678}]",
		"CCCD số 024190001234":                       "[{căn cước 024190001234}]",
		"công dân 024190001234 ở thôn Hạ":            "[{căn cước 024190001234}]",
		"CMND 121234567":                             "[{căn cước 121234567}]",
		"STK 19036789012345 Techcombank":             "[{tài khoản 19036789012345}]",
		"ủng hộ qua tài khoản số 2600 2051 2345":     "[{tài khoản 2600 2051 2345}]",
		"0912345678, 0912345678 và 0387654321":       "[{điện thoại 0912345678} {điện thoại 0387654321}]",
		"tài khoản 19036789012345, gọi 0912 345 678": "[{tài khoản 19036789012345} {điện thoại 0912 345 678}]",
		"Vận động 1.250.000.000 đồng":                "[]",
		"hiến 12.345.678 m² đất":                     "[]",
		"từ 12-03-2025 đến 30.06.2025":               "[]",
		"giai đoạn 2020-2025, 2025 2026":             "[]",
		"Quyết định số 1234/QĐ-UBND":                 "[]",
		"3 854 hộ, 12 thôn, 98,5%":                   "[]",
		"":                                           "[]",
	} {
		if got := fmt.Sprint(registry.PersonalNumbers(text)); got != want {
			t.Errorf("PersonalNumbers(%q) = %s, want %s", text, got, want)
		}
	}
}

func FuzzPersonalNumbers(f *testing.F) {
	f.Add("Gọi 0912 345 678, CCCD 024190001234, STK 19036789012345")
	f.Fuzz(func(t *testing.T, text string) {
		for _, n := range registry.PersonalNumbers(text) {
			if n.Kind == "" || len(n.Text) < 8 {
				t.Errorf("%q holds %+v", text, n)
			}
		}
	})
}
