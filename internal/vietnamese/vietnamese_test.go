package vietnamese_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	v "danvankheo/internal/vietnamese"
)

func table(t *testing.T, name string, fn func(string) string, cases map[string]string) {
	t.Helper()
	for in, want := range cases {
		if got := fn(in); got != want {
			t.Errorf("%s(%q) = %q, want %q", name, in, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	table(t, "Fold", v.Fold, map[string]string{
		"Giải phóng mặt bằng":       "giai phong mat bang",
		"ĐƯỜNG ĐÊ":                  "duong de",
		"5.000 m²":                  "5.000 m2",
		"Ðất":                       "dat", // eth in the place of đ, as old fonts left it
		norm.NFD.String("Hữu Nghị"): "huu nghi",
		"":                          "",
		"ｎｏｎｇ":                      "nong",
	})
}

func TestLower(t *testing.T) {
	t.Parallel()
	table(t, "Lower", v.Lower, map[string]string{
		"HÒA BÌNH":                  "hòa bình",
		"a\u0301\u0302p":            "ấp", // tone typed before the circumflex
		norm.NFD.String("VẬN ĐỘNG"): "vận động",
		"Ð":                         "đ",
	})
}

func TestCanonical(t *testing.T) {
	t.Parallel()
	table(t, "Canonical", v.Canonical, map[string]string{
		"Hoà bình":                "hòa bình",
		"thuỷ lợi":                "thủy lợi",
		"Uỷ ban":                  "ủy ban",
		"Quý, Lý, Kỹ, sỹ, Mỹ, tỷ": "quí, lí, kĩ, sĩ, mĩ, tỉ",
		"thúy":                    "thúy",
		"thuý":                    "thúy",
		"khuỷu tay":               "khuỷu tay",
		"toàn, ngoài, hoàng":      "toàn, ngoài, hoàng",
		"già giếng gì":            "già giếng gì",
		"quốc quả quỳnh":          "quốc quả quỳnh",
		"yên ý y tế":              "yên ý y tế",
		"khoẻ, khỏe":              "khỏe, khỏe",
		"Nguyễn":                  "nguyễn",
		"wifi Facebook":           "wifi facebook",
		"hay tay lay":             "hay tay lay",
	})
}

func TestSyllable(t *testing.T) {
	t.Parallel()
	for _, w := range strings.Fields("nghiêng dat đất quýt gì Giếng khuya oanh kỹ lưu luu huong hướng yêu ươm quyet xoong Kạn") {
		if !v.Syllable(w) {
			t.Errorf("Syllable(%q) = false", w)
		}
	}
	for _, w := range strings.Fields("xyz wifi bb ngha đầt ghà hèllo áá blog ") {
		if v.Syllable(w) {
			t.Errorf("Syllable(%q) = true", w)
		}
	}
	if v.FullSyllable("dat") || !v.FullSyllable("đất") {
		t.Error("FullSyllable does not ask for a tone before a stop")
	}
}

func TestSlug(t *testing.T) {
	t.Parallel()
	table(t, "Slug", v.Slug, map[string]string{
		"Hũ gạo tình thương, năm 2":     "hu-gao-tinh-thuong-nam-2",
		"  -- Đê & dê -- ":              "de-de",
		"":                              "mo-hinh",
		"!!!":                           "mo-hinh",
		"中文":                            "mo-hinh",
		strings.Repeat("vận động ", 20): "van-dong-van-dong-van-dong-van-dong-van-dong-van-dong-van-dong-van-dong-van-dong",
		strings.Repeat("a", 200):        strings.Repeat("a", 80),
	})
}

func TestWords(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]int{"": 0, "  ": 0, "Dân vận khéo": 3, "hiến 5.000 m² đất": 5,
		norm.NFD.String("Dân vận khéo"): 3, "một-hai, ba!": 3} {
		if got := v.Words(in); got != want {
			t.Errorf("Words(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	for in, want := range map[float64]string{1306.5: "1.306,5", 0: "0", -0.0000001: "0", 12: "12", 999: "999", 1000: "1.000",
		1234567: "1.234.567", 0.1: "0,1", -1234.56: "-1.234,56", 1.0 / 3: "0,333333"} {
		if got := v.FormatNumber(in); got != want {
			t.Errorf("FormatNumber(%v) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]float64{"1.306,5": 1306.5, "5.000": 5000, "1,2": 1.2, "3.5": 3.5, "0.250": 0.25, "1,200": 1.2,
		"1,200,000": 1200000, "1,200.5": 1200.5, "5 000": 5000, " 12 ": 12, "-7": -7, "1.234.567": 1234567, "12.34": 12.34,
		"5\u00a0000,5": 5000.5} {
		if got, ok := v.ParseNumber(in); !ok || got != want {
			t.Errorf("ParseNumber(%q) = %v, %v, want %v", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "abc", "1.2.3", "1,2,3", "12a", ".5", "5.", "1..000", "1 00", strings.Repeat("9", 400), "--1", "1,"} {
		if got, ok := v.ParseNumber(in); ok {
			t.Errorf("ParseNumber(%q) = %v, want none", in, got)
		}
	}
}

func texts(toks []v.Token) string {
	var out []string
	for _, t := range toks {
		s := t.Text
		if t.Value != "" {
			s += "=" + t.Value
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestTokens(t *testing.T) {
	t.Parallel()
	table(t, "Tokens", func(s string) string { return texts(v.Tokens(s)) }, map[string]string{
		"hiến 5000m2 đất":      "hiến 5000 m2 đất",
		"5.000 m²":             "5000 m2",
		"10 nghìn m2":          "10=10000 nghìn m2",
		"250tr":                "250=250000000 triệu",
		"300 tỷ đồng":          "300=300000000000 tỉ đồng",
		"1,2ha":                "1.2 ha",
		"1,2 ha":               "1.2 ha",
		"95% hộ":               "95 % hộ",
		"8/10/2025":            "8 10 2025",
		"QL31, V05":            "ql31 v05",
		"500k":                 "500=500000 nghìn",
		"1,2,3":                "1 2 3",
		"tháng 05":             "tháng 5",
		"QP-AN":                "qp an",
		"2 triệu 500 nghìn":    "2=2000000 triệu 500=500000 nghìn",
		"san\u200bxuat":        "sanxuat",
		"30 nghìn tỷ":          "30=30000000000000 nghìn tỉ",
		norm.NFD.String("Hoà"): "hòa",
	})
	const s = "Xã “Tân Sơn”: hiến 5.000 m². Vậy đó"
	for _, tok := range v.Tokens(s) {
		if got := v.Canonical(s[tok.Start:tok.End]); tok.Kind == v.Word && got != tok.Text {
			t.Errorf("token %q is at %q", tok.Text, got)
		}
	}
	if toks := v.Tokens("một. hai"); !toks[1].Break || toks[0].Break {
		t.Error("a full stop does not break")
	}
}

func TestKeyboards(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"daan": "dân", "vaanj": "vận", "kheos": "khéo", "ddaats": "đất", "dduowngf": "đường",
		"dduwowngf": "đường", "thuowr": "thuở", "hoawcj": "hoặc", "gif": "gì", "uyr": "ủy", "hoaf": "hòa", "muaw": "mưa",
		"kheso": "khéo", "twj": "tự", "ddwowngf": "đường", "dduwowfng": "đường", "duowngfd": "đường", "dduwongf": "đường", "hoof": "hồ",
		"luuw": "lưu", "huouw": "hươu", "ngofao": "ngoào", "dana": "dân"} {
		if got, ok := v.Telex(in); !ok || got != want {
			t.Errorf("Telex(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
	for in, want := range map[string]string{"da6n": "dân", "va65n": "vận", "khe1o": "khéo", "d9a61t": "đất", "thu7o7ng2": "thường",
		"nguo7i2": "người", "cho75": "chợ", "cho57": "chợ", "giu74": "giữ", "giu47": "giữ", "d9uo7ng2": "đường", "duong972": "đường",
		"duong72": "dường", "luu7": "lưu"} {
		if got, ok := v.VNI(in); !ok || got != want {
			t.Errorf("VNI(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{"ban", "hello", "x", "", "khong", "dân"} {
		if got, ok := v.Telex(in); ok {
			t.Errorf("Telex(%q) = %q, want none", in, got)
		}
	}
	for _, in := range []string{"m2", "v05", "2021", "ql31"} {
		if got, ok := v.VNI(in); ok {
			t.Errorf("VNI(%q) = %q, want none", in, got)
		}
	}
}

const list = "# chú thích\nUBND\tỦy ban nhân dân\nNTM\tnông thôn mới\nNTMNC\tNTM nâng cao\nTU\tTỉnh ủy\nCT\tchỉ thị\tmơ hồ\nQP-AN\tquốc " +
	"phòng - an ninh\nCĐS\tchuyển đổi số\n"

func TestAbbreviations(t *testing.T) {
	t.Parallel()
	a, err := v.ParseAbbreviations(strings.NewReader(list))
	if err != nil {
		t.Fatal(err)
	}
	table(t, "Expand", func(s string) string {
		toks, _ := a.Expand(v.Tokens(s))
		return texts(toks)
	}, map[string]string{
		"UBND xã":      "ủy ban nhân dân xã",
		"ubnd":         "ủy ban nhân dân",
		"NTMNC":        "nông thôn mới nâng cao",
		"TU tu sửa tu": "tỉnh ủy tu sửa tu",
		"CT 05":        "ct 5",
		"QP-AN":        "quốc phòng an ninh",
		"cds CĐS":      "chuyển đổi số chuyển đổi số",
		"không có gì":  "không có gì",
	})
	for _, bad := range []string{"A", "A\tb\tx", "A\tb\nA\tc", "\tb\n", "A\tb\tmơ hồ\tz"} {
		if _, err := v.ParseAbbreviations(strings.NewReader(bad)); err == nil {
			t.Errorf("ParseAbbreviations(%q) accepts it", bad)
		}
	}
	if b := v.NewAbbreviations(a.List()); b.Sum() != a.Sum() || b.Sum() == (*v.Abbreviations)(nil).Sum() {
		t.Error("Sum does not tell lists apart")
	}
}

func TestSynonyms(t *testing.T) {
	t.Parallel()
	s, err := v.ParseSynonyms(strings.NewReader("# chú thích\nđám ma\ttang lễ\trác\n"))
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]int{"đám ma": 2, "dam ma": 2, "đấm ma": 0, "tang lễ": 2, "rác": 1, "rac": 0, "đám": 0} {
		n, others := s.At(v.Tokens(in), 0)
		if n != want || n > 0 && len(others) != 2 {
			t.Errorf("At(%q) = %d, %v, want %d", in, n, others, want)
		}
	}
	if _, err := v.ParseSynonyms(strings.NewReader("một mình")); err == nil {
		t.Error("a group of one is accepted")
	}
}

func TestCollation(t *testing.T) {
	t.Parallel()
	want := []string{"An", "Ăn", "Âm", "Bà", "Bá", "Dê", "Đê", "Em", "Êm", "Oanh", "Ôi", "Ơi", "Út", "Ước"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int { return bytes.Compare(v.CollationKey(a), v.CollationKey(b)) })
	if !slices.Equal(got, want) {
		t.Errorf("sorted = %v, want %v", got, want)
	}
	if !bytes.Equal(v.CollationKey("Đường"), v.CollationKey(norm.NFD.String("Đường"))) {
		t.Error("NFC and NFD sort apart")
	}
	if v.Compare("dê", "đê") >= 0 {
		t.Error("dê does not stand before đê")
	}
}

func FuzzTransformations(f *testing.F) {
	for _, s := range []string{"Giải phóng mặt bằng", "hoà HOÀ", "5.000 m² 10 nghìn", norm.NFD.String("Đường thuỷ"), "a\u0301\u0302",
		"İ", "ẞ", "\xff", "1.2.3,4", "ǅ", "ﬁ", "daan vaanj"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, fn := range map[string]func(string) string{"NFC": v.NFC, "Lower": v.Lower, "Fold": v.Fold, "Slug": v.Slug,
			"Canonical": v.Canonical} {
			once := fn(s)
			if twice := fn(once); utf8.ValidString(s) && twice != once {
				t.Errorf("%s(%q) = %q, then %q", name, s, once, twice)
			}
		}
		slug := v.Slug(s)
		if slug == "" || len(slug) > v.SlugLimit || strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" ||
			strings.HasPrefix(slug, "-") ||
			strings.HasSuffix(slug, "-") {
			t.Errorf("Slug(%q) = %q", s, slug)
		}
		at := 0
		for _, tok := range v.Tokens(s) {
			if tok.Text == "" || tok.Start < at || tok.End <= tok.Start || tok.End > len(s) {
				t.Fatalf("Tokens(%q): %+v after byte %d", s, tok, at)
			}
			at = tok.End
		}
		for _, decode := range []func(string) (string, bool){v.Telex, v.VNI} {
			if d, ok := decode(s); ok && (!v.Syllable(d) || v.Canonical(d) != d) {
				t.Errorf("%q is decoded as %q", s, d)
			}
		}
		v.Words(s)
		v.CollationKey(s)
	})
}

func FuzzNumber(f *testing.F) {
	for _, s := range []string{"1.306,5", "5.000", "1,2", "-3.5", "1e9", "٣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := v.ParseNumber(s)
		if !ok {
			return
		}
		if n > 1e12 || n < -1e12 {
			return
		}
		again, ok := v.ParseNumber(v.FormatNumber(n))
		if d := again - n; !ok || d > 1e-6 || d < -1e-6 {
			t.Errorf("ParseNumber(%q) = %v, written %q, read %v %v", s, n, v.FormatNumber(n), again, ok)
		}
	})
}

func FuzzLists(f *testing.F) {
	f.Add(list, "UBND xã NTMNC")
	f.Add("A B\tA B C\nB\tA B\n", "a b a b")
	f.Fuzz(func(t *testing.T, list, text string) {
		if a, err := v.ParseAbbreviations(strings.NewReader(list)); err == nil && len(text) < 1000 {
			a.Expand(v.Tokens(text))
		}
		if s, err := v.ParseSynonyms(strings.NewReader(list)); err == nil {
			s.At(v.Tokens(text), 0)
		}
	})
}

func BenchmarkTokens(b *testing.B) {
	s := strings.Repeat("Chi hội phụ nữ thôn Đông vận động nhân dân hiến 5.000 m² đất mở rộng đường. ", 10)
	b.ReportAllocs()
	for b.Loop() {
		v.Tokens(s)
	}
}
