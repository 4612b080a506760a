package vietnamese

import "strings"

// Typing is a word as far as it has been typed: its letters, and the tone if there
// is one yet. A letter without its mark may still get it, a word without a tone its
// tone, and a tone moves to another letter as the word grows.
type Typing struct {
	letters []rune // without tone
	tone    tone
}

// NewTyping takes apart a word that Tokens gave.
func NewTyping(w string) Typing {
	t := Typing{letters: make([]rune, 0, len(w))}
	for _, r := range w {
		if l, ok := vowel(r); ok {
			if l.tone != level {
				t.tone = l.tone
			}
			r = l.base
		}
		t.letters = append(t.letters, r)
	}
	return t
}

// String is the word as far as it can be written before its tone has a place.
func (t Typing) String() string {
	if s, ok := typedSyllable(string(t.letters), t.tone); ok {
		return s
	}
	return string(t.letters)
}

// Fold is the letters typed, without marks.
func (t Typing) Fold() string { return Fold(string(t.letters)) }

// Begins reports whether what has been typed may become the word.
func (t Typing) Begins(word Typing) bool {
	if len(t.letters) > len(word.letters) || t.tone != level && t.tone != word.tone {
		return false
	}
	for i, r := range t.letters {
		w := word.letters[i]
		if r != w && (w >= plainLimit || r != rune(plain[w])) {
			return false
		}
	}
	return true
}

// Completes is Begins for a word that has all its letters and perhaps not all marks.
func (t Typing) Completes(word Typing) bool {
	return len(t.letters) == len(word.letters) && t.Begins(word)
}

// Keys reads a word, finished or not, that is typed with keys of Telex or VNI while
// the typing program is off ("nuoo", "dduwow", "duong72"). It returns the readings,
// the likeliest first; none when no key was used. An unfinished word need not be a
// syllable.
func Keys(w string) []Typing {
	w = Lower(w)
	if len(w) < 2 || len(w) > 16 {
		return nil
	}
	whole, key := Telex, telexKey
	if strings.ContainsAny(w, "123456789") {
		whole, key = VNI, vniKey
	}
	var out []Typing
	if s, ok := whole(w); ok {
		out = append(out, NewTyping(s))
	}
	if t, ok := keysSoFar(w, key); ok && (len(out) == 0 || string(out[0].letters) != string(t.letters) || out[0].tone != t.tone) {
		out = append(out, t)
	}
	return out
}

// keysSoFar puts each mark on the last letter that can carry it.
func keysSoFar(w string, key func(rune) effect) (Typing, bool) {
	var t Typing
	used := false
	for _, r := range w {
		e := key(r)
		switch marked := withMark(t.letters, e); {
		case e.plain:
			t.letters = append(t.letters, r)
		case e.tone != level && hasVowel(t.letters):
			t.tone, used = e.tone, true
		case len(marked) > 0:
			t.letters, used = marked[0], true
		case e.mark == 'w':
			t.letters, used = append(t.letters, 'ư'), true
		case '0' <= r && r <= '9':
			return Typing{}, false // a key with nothing to act on is a number
		default:
			t.letters = append(t.letters, r)
		}
	}
	joined := NewTyping(joinHorn(string(t.letters)))
	joined.tone = max(joined.tone, t.tone)
	return joined, used
}
