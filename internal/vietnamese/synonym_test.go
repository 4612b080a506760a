package vietnamese_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	v "danvankheo/internal/vietnamese"
)

func shippedSynonyms(t testing.TB) *v.Synonyms {
	t.Helper()
	f, err := os.Open("../../data/synonyms.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := v.ParseSynonyms(f)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// found lists the phrases of text that have synonyms, found from left to right.
func found(s *v.Synonyms, text string) string {
	toks := v.Tokens(text)
	var out []string
	for i := 0; i < len(toks); {
		n, others := s.At(toks, i)
		if n > 0 && len(others) > 0 {
			out = append(out, text[toks[i].Start:toks[i+n-1].End])
		}
		i += max(n, 1)
	}
	return strings.Join(out, "|")
}

func TestSynonymsLeaveCompoundsWhole(t *testing.T) {
	t.Parallel()
	s, err := v.ParseSynonyms(strings.NewReader("đường làng\tđường thôn\nqua mạng\ttrực tuyến\nbộ đội\tquân nhân\nmặt trận thôn\tmặt trận làng\n" +
		"!làng nghề\n!mạng xã hội\n!cán bộ\n!mặt trận thôn\n"))
	if err != nil {
		t.Fatal(err)
	}
	table(t, "At", func(text string) string { return found(s, text) }, map[string]string{
		"sửa đường làng":        "đường làng",
		"đường làng nghề":       "",
		"duong lang nghe":       "",
		"đường làng, nghề":      "",
		"đường làng. Nghề":      "đường làng",
		"bán qua mạng xã hội":   "",
		"nộp qua mạng xã":       "qua mạng",
		"cán bộ đội thuế":       "",
		"bộ đội":                "bộ đội",
		"Mặt trận thôn Đông":    "Mặt trận thôn",
		"đường làng đường làng": "đường làng|đường làng",
	})
	for _, bad := range []string{"!", "!một\thai", "một mình"} {
		if _, err := v.ParseSynonyms(strings.NewReader(bad)); err == nil {
			t.Errorf("ParseSynonyms(%q) accepts it", bad)
		}
	}
	if again := v.NewSynonyms(s.Groups()); found(again, "đường làng nghề") != "" || found(again, "đường làng") == "" {
		t.Error("compounds are lost on the way through Groups")
	}
}

// One phrase in two groups would make two different things the same.
func TestShippedSynonymsKeepThingsApart(t *testing.T) {
	t.Parallel()
	s, home, groups := shippedSynonyms(t), map[string][]string{}, 0
	for _, g := range s.Groups() {
		if len(g) == 1 {
			continue
		}
		groups++
		for _, m := range g {
			var words []string
			for _, tok := range v.Tokens(m) {
				words = append(words, tok.Text)
			}
			key := strings.Join(words, " ")
			if other := home[key]; other != nil {
				t.Errorf("%q is in %q and in %q", m, other, g)
			}
			home[key] = g
			if len(words) == 1 && v.Marked(key) && key != "rác" && key != "nilông" {
				t.Errorf("%q is one syllable with many meanings", m)
			}
		}
	}
	if groups < 150 {
		t.Errorf("%d groups", groups)
	}
	for a, b := range map[string]string{
		"hiến máu": "hiến đất", "hiến tạng": "hiến máu", "nước giếng": "nước sạch", "hiến đất": "giải phóng mặt bằng",
		"cướp giật": "trộm cắp", "nhà tình nghĩa": "nhà tình thương", "công giáo": "phật giáo", "đám ma": "đám cưới",
		"trạm y tế": "bệnh viện", "người tày": "người nùng", "mồ côi": "neo đơn",
	} {
		if slices.Contains(home[a], b) || home[a] == nil || home[b] == nil {
			t.Errorf("%q and %q are not told apart", a, b)
		}
	}
}

func TestShippedSynonymsInEverydayTexts(t *testing.T) {
	t.Parallel()
	s := shippedSynonyms(t)
	table(t, "At", func(text string) string { return found(s, text) }, map[string]string{
		"không dùng túi nilon":           "túi nilon",
		"giúp người ra tù":               "người ra tù",
		"người tàn tật":                  "tàn tật",
		"nha dot nat":                    "nha dot nat",
		"một số nhà hảo tâm":             "nhà hảo tâm",
		"đăng ký số lượng":               "",
		"bán vải qua mạng xã hội":        "",
		"tôn giáo, dân tộc":              "",
		"thi công giáo dục":              "",
		"việc thiện nguyện":              "thiện nguyện",
		"xây dựng nhà thờ họ":            "nhà thờ họ",
		"kham benh trong benh vien":      "kham benh|benh vien",
		"hồ sơ đề nghị":                  "",
		"đơn vị nhà tiêu biểu":           "",
		"máy tính bảng":                  "máy tính bảng",
		"cho đất nước":                   "",
		"vệ sinh an toàn thực phẩm sạch": "vệ sinh an toàn thực phẩm",
	})
}
