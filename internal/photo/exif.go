package photo

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/bep/imagemeta"
)

// exifMagic opens an EXIF block in a JPEG segment, and sometimes elsewhere.
const exifMagic = "Exif\x00\x00"

// maxEXIF bounds the EXIF block that is read; a JPEG segment cannot hold more.
const maxEXIF = 64 << 10

// vietnam is UTC+7, the zone of the whole country since 1975: digital cameras
// need no more history than that.
var vietnam = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)

// readEXIF takes two things from an EXIF block: which way is up, 1 to 8 (1 if
// not said), and when the shutter was pressed, zero if not said. Nothing else
// is looked at; a damaged block counts as none.
func readEXIF(block []byte) (orientation int, taken time.Time) {
	orientation = 1
	block = bytes.TrimPrefix(block, []byte(exifMagic))
	if len(block) < 8 || len(block) > maxEXIF {
		return orientation, taken
	}
	var moment, offset string
	_, err := imagemeta.Decode(imagemeta.Options{
		R:            bytes.NewReader(block),
		ImageFormat:  imagemeta.TIFF,
		Sources:      imagemeta.EXIF,
		LimitNumTags: 1000,
		LimitTagSize: 1000,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool {
			switch t.Tag {
			case "Orientation":
				return t.Namespace == "IFD0"
			case "DateTimeOriginal", "OffsetTimeOriginal":
				return strings.HasPrefix(t.Namespace, "IFD0")
			}
			return false
		},
		HandleTag: func(t imagemeta.TagInfo) error {
			switch v := t.Value.(type) {
			case uint16:
				if t.Tag == "Orientation" && v >= 1 && v <= 8 {
					orientation = int(v)
				}
			case string:
				switch t.Tag {
				case "DateTimeOriginal":
					moment = v
				case "OffsetTimeOriginal":
					offset = v
				}
			}
			return nil
		},
	})
	if err != nil && !errors.Is(err, io.EOF) && moment == "" {
		return orientation, taken
	}
	return orientation, takenAt(moment, offset)
}

// takenAt reads an EXIF time such as "2026:10:02 07:08:09" with its offset
// such as "+07:00"; without one the camera is taken to be in Vietnam.
func takenAt(moment, offset string) time.Time {
	moment = strings.Trim(moment, " \x00")
	zone := vietnam
	if o, err := time.Parse("-07:00", strings.Trim(offset, " \x00")); err == nil {
		zone = o.Location()
	}
	t, err := time.ParseInLocation("2006:01:02 15:04:05", moment, zone)
	if err != nil || t.Year() < 1990 || t.Year() > 2100 {
		return time.Time{}
	}
	return t.UTC()
}
