package vietnamese_test

import (
	"os"
	"strings"
	"testing"

	v "danvankheo/internal/vietnamese"
)

func shippedAbbreviations(t testing.TB) *v.Abbreviations {
	t.Helper()
	f, err := os.Open("../../data/abbreviations.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	a, err := v.ParseAbbreviations(f)
	if err != nil {
		t.Fatal(err)
	}
	places := v.PlaceAbbreviations([]string{"Thị trấn Vôi", "Thành phố Bắc Giang", "Thị xã Việt Yên", "Phường Vạn An", "Xã Tân Sơn", "Xã Tân Sơn",
		"Huyện Lục Nam", "Ủy ban nhân dân xã Tân Sơn", "Thị trấn", "Thành phố Bắc Ninh"})
	return v.NewAbbreviations(append(a.List(), places...))
}

func expand(a *v.Abbreviations) func(string) string {
	return func(s string) string {
		toks, _ := a.Expand(v.Tokens(s))
		return texts(toks)
	}
}

func TestAbbreviationsWithSomeOfTheirMarks(t *testing.T) {
	t.Parallel()
	a, err := v.ParseAbbreviations(strings.NewReader("DĐĐT\tdồn điền đổi thửa\nĐSVH\tđời sống văn hóa\nDSVH\tdi sản văn hóa\nĐU\tĐảng ủy\nTU\tTỉnh ủy\n" +
		"ĐT\tđiện thoại\tmơ hồ\nDT\tdân tộc\tmơ hồ\nQP-AN\tquốc phòng\nGĐ\tgia đình\nGD\tgiáo dục\tmơ hồ\n"))
	if err != nil {
		t.Fatal(err)
	}
	table(t, "Expand", expand(a), map[string]string{
		"DĐĐT":                 "dồn điền đổi thửa",
		"DDDT dddt":            "dồn điền đổi thửa dồn điền đổi thửa",
		"ddđt dđdt":            "dồn điền đổi thửa dồn điền đổi thửa",
		"đđđt":                 "đđđt", // more marks than it has
		"dsvh đsvh":            "di sản văn hóa đời sống văn hóa",
		"dt đt":                "dt đt",
		"gđ gd":                "gia đình gd",
		"DU LỊCH CỘNG ĐỒNG":    "du lịch cộng đồng",
		"du":                   "du",
		"TU SỬA ĐƯỜNG":         "tu sửa đường",
		"đi tu, TU họp":        "đi tu tỉnh ủy họp",
		"Nghị quyết của TU.":   "nghị quyết của tỉnh ủy",
		"qp-an":                "quốc phòng",
		"QP. AN":               "qp an",
		"dồn điền đổi thửa dd": "dồn điền đổi thửa dd",
	})
}

func TestNumbersWrittenToShortForms(t *testing.T) {
	t.Parallel()
	table(t, "Expand", expand(shippedAbbreviations(t)), map[string]string{
		"QL31":             "quốc lộ 31",
		"ql 31":            "quốc lộ 31",
		"QL.31 QL-31":      "quốc lộ 31 quốc lộ 31",
		"QL1A, QL 1A":      "quốc lộ 1 a quốc lộ 1 a",
		"quốc lộ 1A":       "quốc lộ 1 a",
		"ĐT295B":           "đường tỉnh 295 b",
		"ĐT.295B":          "đường tỉnh 295 b",
		"đt 398":           "đường tỉnh 398",
		"dt295b":           "đường tỉnh 295 b",
		"TL 242":           "tỉnh lộ 242",
		"HL5 ĐH 5":         "huyện lộ 5 đường huyện 5",
		"ĐT: 0912345678":   "đt 912345678",
		"DT 250 m2":        "dt 250 mét vuông",
		"TL 20 kg":         "tl 20 kg",
		"TDP3":             "tổ dân phố 3",
		"KDC 3":            "khu dân cư 3",
		"nq57":             "nghị quyết 57",
		"NTM2025":          "ntm2025",
		"V05 m2 covid19":   "cục xây dựng phong trào bảo vệ an ninh tổ quốc mét vuông covid19",
		"cho75 giu74":      "cho75 giu74",
		"TU5":              "tu5",
		"QL. Đường số 31.": "ql đường số 31",
	})
}

func TestShortFormsOfPlaces(t *testing.T) {
	t.Parallel()
	table(t, "Expand", expand(shippedAbbreviations(t)), map[string]string{
		"TT Vôi":              "thị trấn vôi",
		"tt voi":              "thị trấn vôi",
		"TT. Vôi":             "thị trấn vôi",
		"TT 05":               "tt 5",
		"TT Thắng":            "tt thắng",
		"TPBG":                "thành phố bắc giang",
		"tp bg":               "thành phố bắc giang",
		"TP Bắc Giang":        "thành phố bắc giang",
		"TP.Bắc Giang":        "thành phố bắc giang",
		"TX Việt Yên, TXVY":   "thị xã việt yên thị xã việt yên",
		"P.Vạn An":            "phường vạn an",
		"X. Tân Sơn":          "xã tân sơn",
		"H. Lục Nam":          "huyện lục nam",
		"p xa. Tân Sơn":       "p xa tân sơn",
		"Hết tt\n\n\n Vôi":    "hết tt vôi",
		"TP Hồ Chí Minh":      "thành phố hồ chí minh",
		"UBND xã Tân Sơn":     "ủy ban nhân dân xã tân sơn",
		"TPBN và TP bắc ninh": "thành phố bắc ninh và thành phố bắc ninh",
	})
	if rows := v.PlaceAbbreviations([]string{"Thành phố Bắc Giang", "Thành phố Bến Gỗ"}); len(rows) != 2 {
		t.Errorf("two places share a short form: %v", rows)
	}
}

// Every short form of the list is found as written, and in small letters without
// marks where that is neither a syllable nor another short form.
func TestShippedAbbreviations(t *testing.T) {
	t.Parallel()
	a := shippedAbbreviations(t)
	byFold := map[string]int{}
	for _, row := range a.List() {
		byFold[v.Fold(row.Short)]++
	}
	sure := 0
	for _, row := range a.List() {
		long := texts(v.Tokens(row.Long))
		long = expand(a)(long)
		if got := expand(a)(row.Short); (got == long) == row.Ambiguous {
			t.Errorf("%q is read as %q", row.Short, got)
		}
		if row.Ambiguous {
			continue
		}
		sure++
		if fold := v.Fold(row.Short); byFold[fold] == 1 && !v.Syllable(fold) {
			if got := expand(a)(fold); got != long {
				t.Errorf("%q is read as %q", fold, got)
			}
		}
	}
	if sure < 250 {
		t.Errorf("%d rows", sure)
	}
}
