package search

import (
	"strings"
	"unicode"

	"github.com/RoaringBitmap/roaring/v2"

	"danvankheo/internal/vietnamese"
)

// Numbers under which entries are on record are found however they are typed:
// 26-0005, "mô hình số 26-5", BC 122, bc0122. A key is the runs of letters and of
// digits, without marks and without zeros in front.

// maxNumber is how long what may be a number is, in bytes; longer texts are none.
const maxNumber = 120

// numberKey returns the key of a number, "" for what is none.
func numberKey(s string) string {
	if len(s) > maxNumber {
		return ""
	}
	var parts []string
	start, digits := -1, false
	any := false
	text := []rune(vietnamese.Fold(vietnamese.Lower(vietnamese.NFC(s))) + " ")
	for i, r := range text {
		isDigit := r >= '0' && r <= '9'
		if start >= 0 && (!unicode.IsLetter(r) && !isDigit || isDigit != digits) {
			part := string(text[start:i])
			if digits {
				part = strings.TrimLeft(part, "0")
				any = true
			}
			parts, start = append(parts, part), -1
		}
		if start < 0 && (isDigit || unicode.IsLetter(r)) {
			start, digits = i, isDigit
		}
	}
	if !any {
		return ""
	}
	return strings.Join(parts, "-")
}

// numberWords may stand before a number.
var numberWords = []string{"mo-hinh-", "cau-chuyen-", "dang-ky-", "ho-so-", "giay-bien-nhan-", "bien-nhan-", "phieu-", "mh-", "ma-", "so-"}

// numbered finds the entries that are on record under the number which the whole
// query is.
func (a *request) numbered() ([]*roaring.Bitmap, error) {
	key := numberKey(a.q.Text)
	if key == "" {
		return nil, nil
	}
	keys := []string{key}
	for again := true; again; {
		again = false
		for _, w := range numberWords {
			if rest, ok := strings.CutPrefix(key, w); ok {
				key, again = rest, true
				keys = append(keys, key)
			}
		}
	}
	out := make([]*roaring.Bitmap, len(a.looks))
	found := false
	for i, l := range a.looks {
		out[i] = roaring.NewBitmap()
		for _, k := range keys {
			b, err := l.seg.postings(fieldNumber, k)
			if err != nil {
				return nil, err
			}
			if b != nil {
				out[i].Or(roaring.And(b, l.seg.live))
			}
		}
		found = found || l.seg.visible(out[i], a.scope)
	}
	if !found {
		return nil, nil
	}
	return out, nil
}
