// Package cover draws pictures where there is no photograph: hills and a
// village in the colour of a field, the same for the same entry for ever, and
// a handful of illustrations with people for demonstrations.
//
// A cover is five ridges of summed sines that grow darker towards the front, a
// pale sun, red-roofed houses and trees on the fourth ridge and terraced rice
// on the fifth. Its hue comes from the field, its shapes from the field and the
// id. It can be had as a small SVG for a page and as pixels for link previews;
// both are made from the same outlines, so they look the same.
//
// The package does no input or output and writes no text into pictures; the
// SVG has no style attributes, scripts, links or ids, so it passes the strictest
// content policy, and one page may hold any number of them.
//
//	svg := cover.New("kinh-te", 42).SVG(600, 400, "Bìa vẽ: đồi, ruộng và làng")
package cover

// DigitalSource says how the drawings came about, as a term of the IPTC Digital Source
// Type: made by an algorithm alone ("pure algorithmic media"), from no samples of others.
const DigitalSource = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"

// Author is named as the author of an illustration that stands in for a photo.
const Author = "Chương trình tự vẽ"
