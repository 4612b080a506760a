package photo_test

import (
	"bytes"
	"strings"
	"testing"

	"danvankheo/internal/cover"
	"danvankheo/internal/photo"
	"danvankheo/internal/photo/phototest"
)

// How a picture came about and that rights in it are claimed is written only where it is
// known.
func TestCaptionStatesOnlyWhatIsKnown(t *testing.T) {
	t.Parallel()
	file := phototest.NewJPEG(60, 40, 1, phototest.Options{})
	for _, c := range []struct {
		name         string
		words        photo.Words
		says, claims bool
	}{
		{"a drawing", photo.Words{Caption: "Tranh", Kind: cover.DigitalSource}, true, false},
		{"a photo", photo.Words{Caption: "Ảnh", Author: "A", Copyright: "© A"}, false, true},
		{"a photo by nobody known", photo.Words{Caption: "Ảnh"}, false, false},
	} {
		var b bytes.Buffer
		if _, err := photo.NewCaption(c.words).Copy(&b, bytes.NewReader(file)); err != nil {
			t.Fatal(err)
		}
		source := strings.Contains(b.String(),
			"<Iptc4xmpExt:DigitalSourceType>"+
				"http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia</Iptc4xmpExt:DigitalSourceType>")
		if source != c.says || strings.Contains(b.String(), "DigitalSourceType") != c.says {
			t.Errorf("%s: says how it came about: %t, want %t", c.name, source, c.says)
		}
		if got := strings.Contains(b.String(), "<xmpRights:Marked>True<"); got != c.claims {
			t.Errorf("%s: rights are claimed: %t, want %t", c.name, got, c.claims)
		}
	}
}
