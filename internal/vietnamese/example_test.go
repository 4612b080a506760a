package vietnamese_test

import (
	"fmt"

	"danvankheo/internal/vietnamese"
)

func Example() {
	fmt.Println(vietnamese.Fold("Giải phóng mặt bằng"))
	fmt.Println(vietnamese.Slug("Hũ gạo tình thương, năm 2"))
	fmt.Println(vietnamese.Canonical("Thuỷ lợi"))
	fmt.Println(vietnamese.FormatNumber(1306.5))
	// Output:
	// giai phong mat bang
	// hu-gao-tinh-thuong-nam-2
	// thủy lợi
	// 1.306,5
}
