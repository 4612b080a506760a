package registry_test

import (
	"slices"
	"testing"

	"danvankheo/internal/testkit"
)

// A question names a unit by any name it had, with or without type word and marks,
// and a word that only sounds alike is no name.
func TestQuestionNamesUnits(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	for _, c := range []struct {
		asked string
		want  []string
	}{
		{"Từ Sơn", []string{"Phường Từ Sơn"}},
		{"xa dong ky", []string{"Xã Đồng Kỳ"}},
		{"huyện Yên Dũng", []string{"Huyện Yên Dũng"}},
		{"Yên Dũng", []string{"Phường Yên Dũng"}},
		{"rác thải Quế Võ", []string{"Phường Quế Võ"}},
		{"rac thai que vo", []string{"Phường Quế Võ"}},
		{"TX. Quế Võ", []string{"Thị xã Quế Võ"}},
		{"thị xã Từ Sơn", []string{"Thành phố Từ Sơn"}},
		{"dong ky", []string{"Xã Đồng Kỳ", "Phường Đồng Kỵ"}},
		{"Đồng Kỵ", []string{"Phường Đồng Kỵ"}},
		{"Chũ", []string{"Phường Chũ"}},
		{"chu", nil},
		{"chữ", nil},
		{"người có chữ ở Chũ", nil},
		{"tiên phong", nil}, // Tiền Phong
		{"tỉnh Bắc Ninh", nil},
		{"dân vận khéo Bắc Ninh", nil},
		{"thành phố Bắc Ninh", []string{"Thành phố Bắc Ninh"}},
		{"van dong phu nu phan loai rac", nil},
		{"vận động xã đông phú", []string{"Xã Đông Phú"}},
		{"Đồng Tiến", []string{"Xã Đồng Tiến", "Xã Đồng Tiến"}},
		{"Đồng Tiến, Hiệp Hòa", []string{"Xã Đồng Tiến"}},
		{"Hội Nông dân tỉnh Bắc Ninh", []string{"Hội Nông dân tỉnh Bắc Ninh"}},
		{"Tân Hiệp", []string{"Xã Tân Hiệp"}},
		{"", nil},
	} {
		var got []string
		for _, u := range l.Named(c.asked) {
			got = append(got, u.Name)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("Named(%q) = %q, want %q", c.asked, got, c.want)
		}
	}
}
