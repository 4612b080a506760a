package vietnamese_test

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	v "danvankheo/internal/vietnamese"
)

// withNumbers writes text with the numbers in words replaced by digits.
func withNumbers(text string) string {
	toks := v.Tokens(text)
	var out []string
	for i := 0; i < len(toks); {
		value, n := v.NumberWords(toks, i)
		if n == 0 {
			out, i = append(out, toks[i].Text), i+1
			continue
		}
		out, i = append(out, value), i+n
	}
	return strings.Join(out, " ")
}

func TestNumberWords(t *testing.T) {
	t.Parallel()
	table(t, "NumberWords", withNumbers, map[string]string{
		"bộ phận một cửa":                     "bộ phận 1 cửa",
		"mot cua":                             "mot cua",
		"OCOP ba sao":                         "ocop 3 sao",
		"hai mươi hộ":                         "20 hộ",
		"mười hai":                            "12",
		"hăm mốt":                             "21",
		"trăm rưỡi":                           "150",
		"trăm hai":                            "120",
		"năm trăm nghìn":                      "500000",
		"hai tỷ rưỡi":                         "2500000000",
		"2 tỷ rưỡi đồng":                      "2500000000 đồng",
		"2 tỷ 300 triệu":                      "2300000000",
		"2 tỷ, ba trăm triệu":                 "2300000000",
		"hai triệu tám":                       "2800000",
		"một nghìn không trăm linh năm":       "1005",
		"hai nghìn không trăm hai mươi lăm":   "2025",
		"hai nghìn lẻ năm":                    "2005",
		"ba trăm sáu lăm ngày":                "365 ngày",
		"ba mươi nghìn tỷ đồng":               "30000000000000 đồng",
		"hai tư giờ, hai tư nhân":             "24 giờ hai tư nhân",
		"ba chục nghìn":                       "30000",
		"hai trăm rưỡi":                       "250",
		"một vạn hai":                         "12000",
		"hai mươi tư hộ":                      "24 hộ",
		"Năm hộ nghèo":                        "5 hộ nghèo",
		"Ba thôn. Hai xã":                     "3 thôn 2 xã",
		"cấp ba, lớp hai, mùng hai":           "cấp 3 lớp 2 mùng 2",
		"năm không ba sạch":                   "5 không 3 sạch",
		"năm có, ba sạch":                     "5 có 3 sạch",
		"bốn tại chỗ":                         "4 tại chỗ",
		"chính quyền hai cấp":                 "chính quyền 2 cấp",
		"phiên chợ không đồng":                "phiên chợ 0 đồng",
		"tháng ba, tháng mười hai":            "tháng 3 tháng 12",
		"mỗi tháng ba buổi":                   "mỗi tháng 3 buổi",
		"hai muoi ho, nam tram nghin dong":    "20 ho 500000 dong",
		"hai muoi mot ho":                     "21 ho",
		"mười một thôn":                       "11 thôn",
		"mười lăm năm":                        "15 năm",
		"bẩy mươi nhăm ngàn đồng":             "75000 đồng",
		"một trăm hai lần, một triệu hai lần": "100 2 lần 1000000 2 lần",
		"vận động hai mươi ba bà con":         "vận động 23 bà con",
		"năm hai nghìn không trăm hai mươi":   "năm 2020",
		"một trăm hai mươi ba nghìn bốn trăm năm mươi sáu": "123456",
	})
}

func TestWordsThatOnlyLookLikeNumbersStay(t *testing.T) {
	t.Parallel()
	for _, text := range strings.Split(`thứ ba, thứ năm hằng tuần|ba mẹ con|bốn phương|một số hộ|một hộ dân|trái chín cây|tầng lớp tư nhân|
		hàng trăm hộ|vài nghìn người|mấy chục hộ|hàng chục nghìn m|hai ba hộ|năm bảy người|trong năm ngày càng tốt|mỗi năm người dân|
		đầu năm nay|năm học mới|tư tưởng|linh hoạt|không đồng ý|không có|hội nghị lần thứ hai mươi|chín muồi|ba ba|sáu|năm|hai|mười phần|
		ba tram y te|bon ngan hang|chuc mung|nam hoc|trăm năm|nghìn năm|chợ không có|tỉ lệ|trăm hộ|vạn an|lẻ tẻ|mốt mới|
		vài triệu rưỡi|mỗi tháng sáu chị`, "|") {
		text = strings.TrimSpace(text)
		var want []string
		for _, tok := range v.Tokens(text) {
			want = append(want, tok.Text)
		}
		if got := withNumbers(text); got != strings.Join(want, " ") {
			t.Errorf("NumberWords(%q) reads %q", text, got)
		}
	}
	for text, want := range map[string]string{"hai trăm năm": "200 năm", "mười năm": "10 năm", "mỗi năm hai vụ": "mỗi năm 2 vụ",
		"ba con": "3 con", "một nghìn năm": "1000 năm", "2 triệu 500 hộ": "2 triệu 500 hộ",
		"hai trăm tư nhân": "200 tư nhân", "hai mươi tư nhân": "20 tư nhân", "ba tháng hai lần": "3 tháng 2 lần",
		"năm 2024 ba hộ": "năm 2024 ba hộ", "góp ba triệu một hộ": "góp 3000000 một hộ",
		"5 triệu đồng": "5 triệu đồng", "20 hộ": "20 hộ", "hàng năm hai hộ": "hàng năm 2 hộ"} {
		if got := withNumbers(text); got != want {
			t.Errorf("NumberWords(%q) reads %q, want %q", text, got, want)
		}
	}
}

// writer writes numbers in words, choosing among the usual ways.
type writer struct{ r *rand.Rand }

func (w writer) pick(ways ...string) string { return ways[w.r.IntN(len(ways))] }

var digitNames = strings.Fields("không một hai ba bốn năm sáu bảy tám chín")

func (w writer) digit(d int) string {
	if d == 7 {
		return w.pick("bảy", "bẩy")
	}
	return digitNames[d]
}

func (w writer) below1000(n int, inner bool) string {
	var out []string
	hundred, tens, ones := n/100, n/10%10, n%10
	if hundred > 0 || inner {
		out = append(out, w.digit(hundred)+" trăm")
	}
	switch {
	case tens == 0 && ones > 0 && len(out) > 0:
		out = append(out, w.pick("linh", "lẻ"), w.digit(ones))
	case tens == 0 && ones > 0:
		out = append(out, w.digit(ones))
	case tens == 1 && ones == 5:
		out = append(out, "mười", w.pick("lăm", "nhăm"))
	case tens == 1:
		out = append(out, "mười")
		if ones > 0 {
			out = append(out, w.digit(ones))
		}
	case tens > 1:
		out = append(out, w.digit(tens)+w.pick(" mươi", " mươi", ""))
		if ones != 1 && ones != 5 && !strings.Contains(out[len(out)-1], "mươi") {
			out[len(out)-1] += " mươi"
		}
		switch ones {
		case 0:
		case 1:
			out = append(out, "mốt")
		case 4:
			out = append(out, w.pick("tư", "bốn"))
		case 5:
			out = append(out, w.pick("lăm", "nhăm"))
		default:
			out = append(out, w.digit(ones))
		}
	}
	return strings.Join(out, " ")
}

func (w writer) words(n int) string {
	var out []string
	for _, s := range []struct {
		worth int
		name  []string
	}{{1e9, []string{"tỷ", "tỉ"}}, {1e6, []string{"triệu"}}, {1e3, []string{"nghìn", "ngàn"}}, {1, nil}} {
		group := n / s.worth
		n %= s.worth
		if group == 0 {
			continue
		}
		out = append(out, w.below1000(group, len(out) > 0))
		if s.name != nil {
			out = append(out, w.pick(s.name...))
		}
		if s.worth > 1 && n == s.worth/2 && w.r.IntN(2) == 0 {
			return strings.Join(append(out, w.pick("rưỡi", "rưởi")), " ")
		}
	}
	return strings.Join(out, " ")
}

// A number written in words in any of the usual ways is read back, whole.
func TestNumberWordsReadWhatIsWritten(t *testing.T) {
	t.Parallel()
	w := writer{rand.New(rand.NewPCG(1, 2))}
	check := func(n int) {
		t.Helper()
		text := w.words(n)
		toks := v.Tokens(text + " hộ")
		value, covers := v.NumberWords(toks, 0)
		if n == 1 { // một hộ is any household
			value, covers = strconv.Itoa(n), len(toks)-1
		}
		if value != strconv.Itoa(n) || covers != len(toks)-1 {
			t.Fatalf("%d is written %q and read as %q, %d of %d tokens", n, text, value, covers, len(toks)-1)
		}
		if bare, n2 := v.NumberWords(v.Tokens(v.Fold(text)), 0); n2 > 0 && bare != strconv.Itoa(n) {
			t.Fatalf("%d is written %q and read without marks as %q", n, text, bare)
		}
	}
	for n := 1; n < 20_000; n++ {
		check(n)
	}
	for range 50_000 {
		check(1 + w.r.IntN([]int{1e5, 1e6, 1e9, 1e12 - 1}[w.r.IntN(4)]))
	}
	for _, n := range []int{1500, 2500, 1_500_000, 2_500_000_000, 1_000_000, 100_000} {
		for range 20 {
			check(n)
		}
	}
}

func FuzzNumberWords(f *testing.F) {
	for _, s := range []string{"hai mươi hộ", "2 tỷ rưỡi", "năm trăm nghìn tỷ tỷ", "hăm hăm mốt", "trăm. rưỡi", "không trăm", "999999999 tỷ tỷ tỷ",
		"mười mươi", "hai muoi ba nghin le tu", "nghìn nghìn rưỡi"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		toks := v.Tokens(s)
		for i := range toks {
			value, n := v.NumberWords(toks, i)
			if n == 0 && value == "" {
				continue
			}
			x, err := strconv.ParseFloat(value, 64)
			if err != nil || x < 0 || n < 1 || i+n > len(toks) {
				t.Fatalf("NumberWords(%q, %d) = %q, %d", s, i, value, n)
			}
			for k := i + 1; k < i+n; k++ {
				if toks[k].Break {
					t.Fatalf("NumberWords(%q, %d) reads over the end of a sentence", s, i)
				}
			}
		}
		if value, n := v.NumberWords(toks, len(toks)); value != "" || n != 0 {
			t.Fatal("a number behind the text")
		}
	})
}
