package view

import (
	"fmt"
	"html/template"
	"strings"
	"sync"

	"golang.org/x/sync/singleflight"

	"danvankheo/internal/address"
	"danvankheo/internal/cover"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// Drawing is an SVG that the program drew itself. This is the only door through
// which ready markup enters a page beside the icons.
type Drawing = template.HTML

// Picture is what a story shows: its photo in several sizes, or a drawn cover.
type Picture struct {
	Src, SrcSet   string
	Sizes         string // of the layout, for SrcSet
	Width, Height int    // of Src, so that nothing jumps
	Alt           string
	Eager         bool // the first thing on the page
	Drawn         Drawing
}

// Shape is where a picture is shown: how wide it is there and how finely a
// cover is drawn.
type Shape struct {
	W, H  int
	Sizes string
	Eager bool
	Named bool // a drawn cover says to those who do not see it that it is a drawing
}

// The shapes of pictures. The first picture of a page asks small phones for half
// its pixels: at 400 kbit/s the sharper one comes a second later.
var (
	ShapeLead  = Shape{W: 700, H: 466, Sizes: "(max-width: 26em) 55vw, (min-width: 60em) 44rem, 100vw", Eager: true}
	ShapeBig   = Shape{W: 600, H: 660, Sizes: "(min-width: 60em) 36rem, 100vw"}
	ShapeCard  = Shape{W: 360, H: 240, Sizes: "(min-width: 60em) 24rem, (min-width: 34em) 50vw, 100vw"}
	ShapeHit   = Shape{W: 240, H: 180, Sizes: "(min-width: 48em) 12rem, 7rem"}
	ShapeStory = Shape{W: 1200, H: 675, Sizes: "(max-width: 26em) 55vw, (min-width: 74em) 70rem, 100vw", Eager: true, Named: true}
)

// photoWidths are the nominal widths a photo is kept in; nothing is enlarged.
var photoWidths = []struct {
	name  string
	width int
}{{"400", 400}, {"800", 800}, {"1200", 1200}}

// NewPicture is the picture of an entry: its lead photo, else its cover.
func NewPicture(e *edition.Edition, s Shape) Picture {
	if p := e.LeadPhoto(); p != nil {
		return PhotoPicture(p, s)
	}
	key := coverKey{field: e.Content.Field, id: e.ID, w: s.W, h: s.H}
	if s.Named {
		key.label = DrawnCaption
	}
	return Picture{Drawn: drawnCover(key)}
}

// PhotoPicture is a photo with every size it is kept in.
func PhotoPicture(p *registry.Photo, s Shape) Picture {
	pic := Picture{Sizes: s.Sizes, Alt: p.Alt, Eager: s.Eager}
	var set []string
	for _, w := range photoWidths {
		pic.Src = address.Photo.At(p.ID, w.name+".jpg")
		pic.Width, pic.Height = scaled(p.Width, p.Height, w.width)
		set = append(set, pic.Src+" "+CountPlain(pic.Width)+"w")
		if p.Width <= w.width {
			break
		}
	}
	if len(set) > 1 {
		pic.SrcSet = strings.Join(set, ", ")
	}
	return pic
}

// scaled gives the size of a photo kept at a nominal width: never enlarged, at
// most twice as high as the width.
func scaled(w, h, width int) (int, int) {
	if w <= 0 || h <= 0 {
		return width, width * 2 / 3
	}
	if w > width {
		w, h = width, max(1, h*width/w)
	}
	if h > 2*width {
		w, h = max(1, w*2*width/h), 2*width
	}
	return w, h
}

const maxCovers = 2000

type coverKey struct {
	field registry.FieldCode
	id    registry.EntryID
	w, h  int
	label string
}

// covers keeps what was drawn: a cover never changes. It is emptied when full.
var covers = struct {
	sync.Mutex
	m       map[coverKey]Drawing
	drawing singleflight.Group
}{m: map[coverKey]Drawing{}}

// DrawnCaption says in words that a cover is a drawing.
const DrawnCaption = "Tranh bìa do máy vẽ theo quy tắc, không phải ảnh chụp."

// Cover is the drawn cover of an entry. It is decoration: hidden from those who
// do not see it, as it says nothing of the entry.
func Cover(field registry.FieldCode, id registry.EntryID, w, h int) Drawing {
	return drawnCover(coverKey{field: field, id: id, w: w, h: h})
}

func drawnCover(key coverKey) Drawing {
	if d, ok := key.kept(); ok {
		return d
	}
	// Drawn once however many ask, and without holding up those whose cover is kept.
	d, _, _ := covers.drawing.Do(fmt.Sprint(key), func() (any, error) {
		if d, ok := key.kept(); ok {
			return d, nil
		}
		d := Drawing(cover.New(string(key.field), int64(key.id)).SVG(key.w, key.h, key.label)) // our own drawing
		key.keep(d)
		return d, nil
	})
	return d.(Drawing)
}

func (k coverKey) kept() (Drawing, bool) {
	covers.Lock()
	defer covers.Unlock()
	d, ok := covers.m[k]
	return d, ok
}

func (k coverKey) keep(d Drawing) {
	covers.Lock()
	defer covers.Unlock()
	if len(covers.m) >= maxCovers {
		clear(covers.m)
	}
	covers.m[k] = d
}
