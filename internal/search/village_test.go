package search_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/search"
)

// village is a small set of entries whose answers can be checked by eye.
func village() []search.Document {
	at := func(y int, m time.Month) time.Time { return time.Date(y, m, 1, 0, 0, 0, 0, time.UTC) }
	docs := []search.Document{
		{
			ID:         1,
			Title:      "Hiến đất mở rộng đường",
			Summary:    "Chị em giúp nhau hiến 1.200 m² đất.",
			Unit:       "Xã Tân Sơn. Huyện Lục Ngạn",
			UnitCodes:  []string{"tan-son", "luc-ngan"},
			Year:       2021,
			Field:      "kinh-te",
			Type:       "tap-the",
			Tags:       []string{"đường làng"},
			HasPhoto:   true,
			HasFigures: true,
			Figures:    "Đất hiến: 1.200 m²",
			Published:  at(2021, 5),
		},
		{
			ID:        2,
			Title:     "Hòa giải ở cơ sở",
			Summary:   "Tổ hòa giải gỡ nhiều vụ.",
			Unit:      "Xã Sơn Tân. Huyện Lục Nam",
			UnitCodes: []string{"son-tan", "luc-nam"},
			Year:      2022,
			Field:     "an-ninh",
			Type:      "tap-the",
			Published: at(2022, 1),
		},
		{
			ID:        3,
			Title:     "Bạn nghèo đến trường",
			Summary:   "Bạn bè góp sách.",
			Body:      "Bàn ghế cũ được sửa lại.",
			Unit:      "Phường Hòa Bình",
			UnitCodes: []string{"hoa-binh"},
			Year:      2022,
			Field:     "xa-hoi",
			Type:      "ca-nhan",
			Published: at(2022, 3),
		},
		{
			ID:        4,
			Title:     "Bàn giao mặt bằng sớm",
			Summary:   "GPMB khu công nghiệp xong trước hạn.",
			Unit:      "Xã Tân Sơn. Huyện Lục Ngạn",
			UnitCodes: []string{"tan-son", "luc-ngan"},
			Year:      2023,
			Field:     "kinh-te",
			Type:      "tap-the",
			Published: at(2023, 2),
			Confirmed: true,
		},
		{
			ID:        5,
			Title:     "Ánh sáng an ninh",
			Summary:   "Đèn sáng khắp ngõ.",
			Captions:  "Ảnh: bà con lắp camera",
			Unit:      "Xã Đông Sơn",
			UnitCodes: []string{"dong-son"},
			Field:     "an-ninh",
			Type:      "tap-the",
			Published: at(2020, 2),
		},
		{
			ID:        6,
			Title:     "Bản nháp về nuôi ong",
			Unit:      "Xã Đông Sơn",
			UnitCodes: []string{"dong-son"},
			OwnerUnit: "dong-son",
			Year:      2024,
			Field:     "kinh-te",
		},
		{
			ID:        7,
			Title:     "Tang lễ văn minh",
			Summary:   "Việc tang gọn nhẹ.",
			Unit:      "Xã Dĩnh Trì",
			UnitCodes: []string{"dinh-tri"},
			Year:      2010,
			Field:     "van-hoa",
			Type:      "tap-the",
			Published: at(2010, 2),
		},
	}
	for i := range docs {
		docs[i].Visible = docs[i].ID != 6
	}
	return docs
}

func villageIndex(tb testing.TB) *search.Index {
	tb.Helper()
	abbr, syn := lists(tb)
	x, err := search.Open(tb.TempDir(), search.Options{Abbreviations: abbr, Synonyms: syn})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = x.Close() })
	if err := x.Rebuild(context.Background(), all(slices.Values(village())), 1); err != nil {
		tb.Fatal(err)
	}
	return x
}

func ask(tb testing.TB, x *search.Index, q search.Query) search.Result {
	tb.Helper()
	r, err := x.Search(context.Background(), q)
	if err != nil {
		tb.Fatalf("Search(%+v): %v", q, err)
	}
	return r
}

func ids(r search.Result) string {
	out := make([]string, len(r.Hits))
	for i, h := range r.Hits {
		out[i] = fmt.Sprint(h.ID)
	}
	return strings.Join(out, " ")
}
