package vietnamese

import "testing"

// Every state of a word being typed, with and without a typing program, may become
// that word and not its neighbours.
func TestTypingBeginsItsWord(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed, word string
		want        bool
	}{
		{"nuô", "nuôi", true}, {"nuo", "nuôi", true}, {"nuố", "nuối", true}, {"nuố", "nuôi", false},
		{"đươ", "đường", true}, {"đuờ", "đường", true}, {"đừơ", "đường", true}, {"duong", "đường", true},
		{"đ", "dân", false}, {"d", "đất", true}, {"bán", "bàn", false}, {"bân", "bần", true}, {"dương", "đường", true},
		{"túy", "tuyến", true}, {"hoà", "hoàng", true}, {"đường", "đươ", false},
	} {
		if got := NewTyping(c.typed).Begins(NewTyping(c.word)); got != c.want {
			t.Errorf("NewTyping(%q).Begins(%q) = %v, want %v", c.typed, c.word, got, c.want)
		}
	}
}

func TestKeysOfUnfinishedWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ keys, word string }{
		{"nuoo", "nuôi"}, {"nuooi", "nuôi"}, {"nuo6", "nuôi"}, {"nuoi6", "nuôi"},
		{"dd", "đường"}, {"dduw", "đường"}, {"dduwow", "đường"}, {"dduwowng", "đường"}, {"dduwowngf", "đường"}, {"dduowf", "đường"},
		{"duong7", "đường"}, {"duong72", "đường"}, {"d9u7", "đường"}, {"d9u72o", "đường"},
		{"hoaf", "hòa"}, {"giair", "giải"}, {"tw", "từ"}, {"luuw", "lưu"}, {"vaanj", "vận"},
	} {
		list := Keys(c.keys)
		ok := false
		for _, k := range list {
			ok = ok || k.Begins(NewTyping(c.word))
		}
		if !ok {
			t.Errorf("Keys(%q) = %+v, none begins %q", c.keys, list, c.word)
		}
	}
	for _, w := range []string{"nuoi", "dat", "thanh", "khuyen", "1", "m2", "2026", "t", "", "quoc", "26-0005"} {
		if list := Keys(w); len(list) > 0 {
			t.Errorf("Keys(%q) = %+v, want none", w, list)
		}
	}
}

func FuzzKeys(f *testing.F) {
	for _, s := range []string{"dduwowngf", "d9uo7ng2", "uuww", "\xff9", "ễễ1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, k := range Keys(s) {
			if !k.Begins(k) || !k.Completes(k) {
				t.Errorf("Keys(%q): %+v does not begin itself", s, k)
			}
		}
	})
}
