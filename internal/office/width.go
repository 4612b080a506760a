package office

import "danvankheo/internal/vietnamese"

// advance is how wide letters of Times are, in thousandths of the size: upright
// and bold, from space to '~'. Vietnamese letters are as wide as their base.
var advance = [2][95]int{
	{250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921,
		722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333,
		444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541},
	{250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930,
		722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333,
		500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520},
}

// textWidth estimates the width of one line in twips; size is in half points.
func textWidth(s string, size int, bold bool) int {
	face := 0
	if bold {
		face = 1
	}
	sum := 0
	for _, r := range s {
		base := vietnamese.Fold(string(r)) // lower case
		if r != []rune(vietnamese.Lower(string(r)))[0] && len(base) == 1 {
			base = string(base[0] - 'a' + 'A')
		}
		if len(base) == 1 && base[0] >= ' ' && base[0] <= '~' {
			sum += advance[face][base[0]-' ']
		} else {
			sum += 600
		}
	}
	return sum * size * 10 / 1000 // half points → twips
}
