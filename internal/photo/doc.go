// Package photo checks, resizes and stores the pictures people send; no other code looks
// inside them.
//
// It takes the bytes of an upload, refuses what is not an honest JPEG, PNG or
// WebP photograph, turns the picture upright, and keeps it in four sizes as
// plain JPEG files named by the SHA-256 of what was sent:
//
//	<dir>/ab/<sha256>-400.jpg    800.jpg    1200.jpg    in.jpg (for print)
//
// The size is judged from the header, before any pixel is decoded; the memory
// a picture will need is computed from the same header, and pictures are
// admitted by that weight, so that memory stays bounded whatever is sent at once.
// The sizes are made once, when the picture arrives, never for a visitor.
//
// What is served carries no metadata at all: no place, no device, no name, no
// colour profile. The time the shutter was pressed is read and handed back in
// Picture.TakenAt, for the desk alone; the place is never read.
//
// The package refuses: GIF, TIFF, BMP, SVG, AVIF, moving pictures, HEIC (with
// an error of its own, for which there is advice), files that were cut short,
// files larger than Limits. It does not keep the upload itself, does not know
// who may see a picture, and speaks no sentence to people: its errors are
// values to compare with errors.Is.
//
//	store, err := photo.Open(filepath.Join(state, "photos"), photo.DefaultLimits())
//	pic, err := store.Add(ctx, part)       // on the disk when it returns
//	file, err := store.Open(pic.Hash, photo.Medium)
package photo
