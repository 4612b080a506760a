package cover

import (
	"image"
	"image/color"
	"slices"
)

// Illustrations lists the kinds of pictures Illustration can draw: a road
// being widened, a village house of culture, trees being planted, a village
// meeting, a clean-up by the water, a road of flowers, a camera post.
var Illustrations = []string{"mo-duong", "nha-van-hoa", "trong-cay", "hop-thon", "don-rac", "duong-hoa", "camera"}

// scenes draws each kind on a stage of 1200 × 800 units.
var scenes = map[string]func(*stage){
	"mo-duong":    (*stage).wideningRoad,
	"nha-van-hoa": (*stage).houseOfCulture,
	"trong-cay":   (*stage).plantingTrees,
	"hop-thon":    (*stage).villageMeeting,
	"don-rac":     (*stage).cleaningUp,
	"duong-hoa":   (*stage).flowerRoad,
	"camera":      (*stage).cameraPost,
}

// Illustration draws a picture of one of the kinds in Illustrations, w × h
// pixels. The seed changes people, plants and weather; the same seed gives the
// same picture. A kind it does not know is chosen from the seed. It stands for
// no real place or person and must be marked as an illustration where it is shown.
func Illustration(kind string, seed int64, w, h int) *image.RGBA {
	if !slices.Contains(Illustrations, kind) {
		kind = Illustrations[newChance(kind, seed).below(len(Illustrations))]
	}
	v := newCanvas(w, h)
	v.scale = max(float64(w)/stageWidth, float64(h)/stageHeight)
	v.dx = (float64(w) - stageWidth*v.scale) / 2
	v.dy = (float64(h) - stageHeight*v.scale) / 2
	scenes[kind](&stage{canvas: v, chance: newChance(kind, seed)})
	return v.img
}

// The stage is in proportion 3 : 2; other pictures are cut from its middle.
const (
	stageWidth  = 1200
	stageHeight = 800
)

// stage is what scenes are drawn on.
type stage struct {
	*canvas
	*chance
}

// The colours of the illustrations: warm, a little dusty, one red.
var (
	white    = rgb(0xf6f1e7)
	ink      = rgb(0x2f2822)
	lacquer  = rgb(0xb0312a)
	tile     = rgb(0xb5503a)
	ochre    = rgb(0xdca94b)
	gold     = rgb(0xf2c14e)
	leafDark = rgb(0x3f6444)
	leafMid  = rgb(0x5b8652)
	leafPale = rgb(0x8fb069)
	grass    = rgb(0xa9bd78)
	mud      = rgb(0x94683f)
	stone    = rgb(0xb9b2a5)
	concrete = rgb(0xd5cec0)
	water    = rgb(0x86b5b8)
	wood     = rgb(0x80583a)
	steel    = rgb(0x6f7b82)
)

// shade is laid under things that stand on the ground.
var shade = fade(rgb(0x3a2c1c), 0.16)

// shirts are what people wear.
var shirts = []color.NRGBA{
	rgb(0x3f6f9e),
	rgb(0xb8433a),
	rgb(0xf1ebdd),
	rgb(0x5a7d53),
	rgb(0xd79b3c),
	rgb(0x8c5374),
	rgb(0x6d98a8),
	rgb(0xc9765a),
}

// trousers go with them.
var trousers = []color.NRGBA{rgb(0x38404d), rgb(0x4b3f38), rgb(0x2f3a35), rgb(0x59636d)}

// skins are tones of skin.
var skins = []color.NRGBA{rgb(0xd9a07a), rgb(0xcb8d66), rgb(0xe3b08a), rgb(0xbd8059)}

func pick(c *chance, from []color.NRGBA) color.NRGBA { return from[c.below(len(from))] }
