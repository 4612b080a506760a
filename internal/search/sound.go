package search

import (
	"slices"
	"strings"

	"danvankheo/internal/vietnamese"
)

// keepsMarks reports whether a spelling is one slip away from a word typed with
// marks, marks included, or has its tone at least: whoever types marks does not lose
// them together with a letter.
func keepsMarks(typed, form string) bool {
	return vietnamese.SameTone(typed, form) || oneSlip([]rune(typed), []rune(form))
}

// soundPairs are spellings that sound alike to some speakers, by onset and by
// rime; the second is written as the first.
var (
	onsetSounds = [...][2]string{
		{"ngh", "ng"},
		{"gh", "g"},
		{"gi", "d"},
		{"tr", "ch"},
		{"qu", "q"},
		{"ph", "f"},
		{"x", "s"},
		{"r", "d"},
		{"v", "d"},
		{"l", "n"},
		{"k", "c"},
		{"z", "d"},
		{"j", "d"},
	}
	codaSounds = [...][2]string{
		{"ng", "n"},
		{"nh", "n"},
		{"ch", "t"},
		{"c", "t"},
		{"uou", "uu"},
		{"ieu", "iu"},
		{"uu", "iu"},
		{"uoi", "ui"},
		{"uom", "um"},
		{"iem", "im"},
		{"iep", "ip"},
		{"oai", "ai"},
	}
)

// sounds writes a folded syllable by its rough sound.
func sounds(w string) string {
	for _, p := range onsetSounds {
		if rest, ok := strings.CutPrefix(w, p[0]); ok && rest != "" {
			w = p[1] + rest
			break
		}
	}
	for _, p := range codaSounds {
		if rest, ok := strings.CutSuffix(w, p[0]); ok && rest != "" {
			w = rest + p[1]
			break
		}
	}
	return w
}

func appendRunes(to []rune, s string) []rune {
	for _, r := range s {
		to = append(to, r)
	}
	return to
}

// oneSlip reports whether b comes from a by one letter missing, extra or wrong,
// or by two neighbours swapped.
func oneSlip(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return slices.Equal(a[i:], b[i+1:])
	}
	if i == len(a) {
		return false
	}
	if slices.Equal(a[i+1:], b[i+1:]) {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}

// anotherWord reports whether a word typed with marks is one, even if no entry holds
// it, and neither sounds like the other nor has two letters swapped.
func anotherWord(typed, other vietnamese.Token) bool {
	return typed.Text != typed.Fold && vietnamese.FullSyllable(typed.Text) && sounds(typed.Fold) != sounds(other.Fold) &&
		!swapped([]rune(typed.Fold), []rune(other.Fold))
}

// swapped reports whether two words of one length differ by neighbours swapped.
func swapped(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i]
}
