package registry_test

import (
	"testing"

	"danvankheo/internal/registry"
)

// The passwords that are tried first are refused; a short sentence of one's own is
// not, whatever signs it has.
func TestGuessablePasswords(t *testing.T) {
	t.Parallel()
	for _, p := range []string{
		"1234567890", "12345678901", "0987654321", "9876543210", "aaaaaaaaaaaa", "abcabcabcabc", "1212121212", "abcdefghij",
		"password123", "P@ssw0rd2026", "Matkhau@2026", "mật khẩu 123",
		"qwertyuiop", "qwertyuiop123", "qazwsxedc123", "danvankheo2026", "Dân vận khéo 2026", "BacNinh@2026", "bắc ninh 123456",
		"iloveyou12", "anhyeuem123", "admin12345", "Admin@123456",
		"canbo.xa@bacninh.gov.vn", "canbo.xa2026", "Canbo.xa@123",
	} {
		if registry.CheckPassword(p, "canbo.xa@bacninh.gov.vn") == nil {
			t.Errorf("%q is taken", p)
		}
	}
	for _, p := range []string{
		"một câu đủ dài 2026", "demo-mat-khau-1", "minh-hoa-2026", "mot-mat-khau-khac", "xe đạp màu xanh", "Trời mưa thì ở nhà",
		"7 quả cam và 3 quả na", "x7$kQ2!mPz", "4081726359", "tôi làm ở Bắc Ninh",
		"canbo.xa thích đọc báo",
	} {
		if err := registry.CheckPassword(p, "canbo.xa@bacninh.gov.vn"); err != nil {
			t.Errorf("%q is refused: %v", p, err)
		}
	}
}
