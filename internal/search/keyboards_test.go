package search_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// Keyboard codes, for typing as people type.
var (
	telexTones = map[rune]string{'\u0300': "f", '\u0301': "s", '\u0309': "r", '\u0303': "x", '\u0323': "j"}
	telexMarks = map[rune]string{'â': "aa", 'ê': "ee", 'ô': "oo", 'ă': "aw", 'ơ': "ow", 'ư': "uw", 'đ': "dd"}
	vniTones   = map[rune]string{'\u0300': "2", '\u0301': "1", '\u0309': "3", '\u0303': "4", '\u0323': "5"}
	vniMarks   = map[rune]string{'â': "a6", 'ê': "e6", 'ô': "o6", 'ă': "a8", 'ơ': "o7", 'ư': "u7", 'đ': "d9"}
)

// encode types a text with keys: marks behind their letter, tones at the end of
// the word.
func encode(s string, tones, marks map[rune]string) string {
	var words []string
	for _, w := range strings.Fields(s) {
		var b strings.Builder
		tone := ""
		for _, r := range w {
			base, t := untone(r)
			if t != 0 {
				tone = tones[t]
			}
			if m, ok := marks[base]; ok {
				b.WriteString(m)
			} else {
				b.WriteRune(base)
			}
		}
		words = append(words, b.String()+tone)
	}
	return strings.Join(words, " ")
}

// untone takes the tone off a letter.
func untone(r rune) (base, tone rune) {
	var rest []rune
	for _, d := range norm.NFD.String(string(r)) {
		if telexTones[d] != "" {
			tone = d
			continue
		}
		rest = append(rest, d)
	}
	return []rune(norm.NFC.String(string(rest)))[0], tone
}

func TestEncode(t *testing.T) {
	t.Parallel()
	if got, want := encode("dân vận khéo đường", telexTones, telexMarks), "daan vaanj kheos dduwowngf"; got != want {
		t.Errorf("encode = %q, want %q", got, want)
	}
}
