package seed_test

import (
	"testing"

	"danvankheo/internal/seed"
	"danvankheo/internal/vietnamese"
)

func TestVocabularyKnowsHowPlacesAreShortened(t *testing.T) {
	t.Parallel()
	a, synonyms, err := seed.Vocabulary()
	if err != nil {
		t.Fatal(err)
	}
	if len(synonyms.Groups()) < 150 {
		t.Errorf("%d groups of synonyms", len(synonyms.Groups()))
	}
	for short, long := range map[string]string{"TT Vôi": "thị trấn Vôi", "TPBG": "thành phố Bắc Giang", "TX Việt Yên": "thị xã Việt Yên",
		"P. Vạn An": "phường Vạn An", "GPMB": "giải phóng mặt bằng"} {
		_, found := a.Expand(vietnamese.Tokens(short))
		if len(found) != 1 || found[0].Long != long {
			t.Errorf("%q is read as %v, want %q", short, found, long)
		}
	}
}
