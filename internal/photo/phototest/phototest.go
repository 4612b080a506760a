package phototest

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"time"
)

// Words that must never be found in anything served.
const (
	Owner  = "Nguyen Thi Rieng Tu"
	Device = "PhoneMaker Secret 9"
	Place  = "Nha rieng, thon Kin"
)

// Options say what metadata a JPEG carries; the zero value is none.
type Options struct {
	Orientation int       // 1 to 8; 0 writes none
	TakenAt     time.Time // written in its own zone; zero writes none
	Offset      bool      // write OffsetTimeOriginal too
	GPS         bool      // latitude and longitude
	Personal    bool      // owner, device, XMP, IPTC, comment, maker note
	ICC         bool      // a colour profile block
	Big         int       // so many bytes of further APP segments
	Quality     int       // 0 is 90
}

// Phone returns the metadata of an ordinary phone picture, place included.
func Phone() Options {
	return Options{
		Orientation: 1, GPS: true, Personal: true, ICC: true, Offset: true,
		TakenAt: time.Date(2026, 10, 2, 7, 8, 9, 0, time.FixedZone("", 7*60*60)),
	}
}

// Image draws a w × h scene: sky, ground, blocks and grain, the same for the
// same seed. Its top left corner is red, so that turning can be recognized.
func Image(w, h int, seed int64) *image.YCbCr {
	rng := rand.New(rand.NewPCG(uint64(seed), 0x9e3779b97f4a7c15))
	m := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	horizon := 0.35 + 0.2*rng.Float64()
	a, b := 2+4*rng.Float64(), 6+9*rng.Float64()
	for y := range h {
		fy := float64(y) / float64(h)
		for x := range w {
			fx := float64(x) / float64(w)
			v := 190 - 60*fy
			if fy > horizon+0.06*math.Sin(a*fx*math.Pi)+0.02*math.Sin(b*fx*math.Pi) {
				v = 110 + 30*math.Sin(40*fx)*math.Sin(60*fy)
			}
			n := rng.Uint32()
			v += float64(n&15) + float64(n>>4&15) - 15
			m.Y[y*m.YStride+x] = uint8(max(0, min(255, v)))
		}
	}
	cw, ch := (w+1)/2, (h+1)/2
	for y := range ch {
		for x := range cw {
			m.Cb[y*m.CStride+x] = uint8(140 - 40*y/ch + int(rng.Uint32()&3))
			m.Cr[y*m.CStride+x] = uint8(118 + 14*x/cw + int(rng.Uint32()&3))
		}
	}
	for y := range (h + 3) / 4 {
		for x := range (w + 3) / 4 {
			yy, cb, cr := color.RGBToYCbCr(200, 20, 20)
			m.Y[y*m.YStride+x] = yy
			m.Cb[y/2*m.CStride+x/2], m.Cr[y/2*m.CStride+x/2] = cb, cr
		}
	}
	return m
}

// NewJPEG returns a w × h JPEG file of Image with metadata.
func NewJPEG(w, h int, seed int64, o Options) []byte {
	if o.Quality == 0 {
		o.Quality = 90
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, Image(w, h, seed), &jpeg.Options{Quality: o.Quality}); err != nil {
		panic(err)
	}
	return WithMetadata(b.Bytes(), o)
}

// NewPNG returns a w × h PNG file of Image.
func NewPNG(w, h int, seed int64) []byte {
	src := Image(w, h, seed)
	m := image.NewNRGBA(src.Rect)
	for y := range h {
		for x := range w {
			m.Set(x, y, src.At(x, y))
		}
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// WithMetadata puts the segments that o asks for behind the start marker of a JPEG.
func WithMetadata(file []byte, o Options) []byte {
	out := append([]byte{}, file[:2]...)
	if o.Orientation != 0 || !o.TakenAt.IsZero() || o.GPS || o.Personal {
		out = append(out, Segment(0xe1, append([]byte("Exif\x00\x00"), EXIF(o)...))...)
	}
	if o.Personal {
		xmp := "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:creator>" + Owner + "</rdf:creator></x:xmpmeta>"
		out = append(out, Segment(0xe1, []byte(xmp))...)
		iptc := append([]byte("Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00"), byte(5+len(Place)), 0x1c, 2, 90, 0, byte(len(Place)))
		out = append(out, Segment(0xed, append(iptc, Place...))...)
		out = append(out, Segment(0xfe, []byte(Owner+" "+Place))...)
	}
	if o.ICC {
		out = append(out, Segment(0xe2, append([]byte("ICC_PROFILE\x00\x01\x01"), make([]byte, 500)...))...)
	}
	for left := o.Big; left > 0; left -= 65000 {
		out = append(out, Segment(0xec, make([]byte, min(left, 65000)))...)
	}
	return append(out, file[2:]...)
}

// Segment returns one JPEG segment.
func Segment(marker byte, body []byte) []byte {
	out := []byte{0xff, marker, 0, 0}
	binary.BigEndian.PutUint16(out[2:], uint16(len(body)+2))
	return append(out, body...)
}
