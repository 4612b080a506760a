package photo

import "time"

// SizeName names one of the sizes a picture is kept in; it is the last part of
// the file's name.
type SizeName string

// The sizes. A picture narrower than a size is kept in its own width: nothing
// is ever enlarged.
const (
	Small  SizeName = "400"  // lists
	Medium SizeName = "800"  // phones
	Large  SizeName = "1200" // story pages
	Print  SizeName = "in"   // up to 2400 px wide, for newspapers
)

// maxRatio bounds the height of a size to this many times its width, so that a
// very tall strip does not stay as large as it came.
const maxRatio = 2

// spec says how a size is made.
type spec struct {
	name    SizeName
	width   int
	quality int // of the JPEG encoder
}

// specs lists the sizes from the largest to the smallest: each is made from
// the one before it.
var specs = []spec{
	{Print, 2400, 88},
	{Large, 1200, 82},
	{Medium, 800, 80},
	{Small, 400, 78},
}

// Valid reports whether n names a size; what comes from an address may not.
func (n SizeName) Valid() bool {
	for _, s := range specs {
		if s.name == n {
			return true
		}
	}
	return false
}

// fit returns the width and height of a w × h picture in size s.
func (s spec) fit(w, h int) (int, int) {
	f := min(1, float64(s.width)/float64(w), float64(s.width*maxRatio)/float64(h))
	if f == 1 {
		return w, h
	}
	return max(1, int(float64(w)*f+0.5)), max(1, int(float64(h)*f+0.5))
}

// Picture is what is known of an accepted upload.
type Picture struct {
	Hash        string    // SHA-256 of the bytes sent, 64 lower-case hex digits
	Width       int       // of the upload turned upright, in pixels
	Height      int       //
	Bytes       int64     // of the upload
	Format      string    // "jpeg", "png" or "webp"
	TakenAt     time.Time // when the shutter was pressed, UTC; zero if unknown. Private
	DHash       uint64    // difference hash of the small size: near pictures differ in few bits
	Placeholder string    // its most common colour, such as "#a1b2c3"
	Sizes       []Size    // from the largest to the smallest
}

// Size is one file of a picture.
type Size struct {
	Name   SizeName
	Width  int
	Height int
	Bytes  int64
}

// Size returns the size named n, and whether the picture has it.
func (p Picture) Size(n SizeName) (Size, bool) {
	for _, s := range p.Sizes {
		if s.Name == n {
			return s, true
		}
	}
	return Size{}, false
}
