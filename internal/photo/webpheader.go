package photo

import (
	"encoding/binary"
	"fmt"
	"io"

	"golang.org/x/image/webp"
)

// readWebPHeader walks the chunks of a WebP file. Moving pictures are refused:
// they are no photographs, and the decoder knows none.
func readWebPHeader(r io.ReadSeeker) (header, []byte, error) {
	var h header
	var exif []byte
	var riff [12]byte
	if _, err := io.ReadFull(r, riff[:]); err != nil {
		return h, nil, cut(err)
	}
	end, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return h, nil, err
	}
	stop := 8 + int64(binary.LittleEndian.Uint32(riff[4:8]))
	if stop > end+1 { // some writers forget the last padding byte
		return h, nil, fmt.Errorf("%w: cut short", ErrBroken)
	}
	perPx := int64(0)
	for at := int64(12); at+8 <= min(stop, end); {
		var c [8]byte
		if _, err := r.Seek(at, io.SeekStart); err != nil {
			return h, nil, err
		}
		if _, err := io.ReadFull(r, c[:]); err != nil {
			return h, nil, cut(err)
		}
		size := int64(binary.LittleEndian.Uint32(c[4:]))
		switch string(c[:4]) {
		case "ANIM", "ANMF":
			return h, nil, fmt.Errorf("%w: a moving picture", ErrFormat)
		case "VP8 ":
			perPx = max(perPx, 4) // planes 1.5, the borders kept by the decoder, turning
		case "VP8L", "ALPH":
			perPx = max(perPx, 9) // pixels, and the work of undoing the transforms
			h.rgb = true
			h.weight = min(size*130, 140<<20) // code tables, 2600 sets at most
		case "EXIF":
			if size <= maxEXIF && exif == nil {
				exif = make([]byte, size)
				if _, err := io.ReadFull(r, exif); err != nil {
					return h, nil, cut(err)
				}
			}
		}
		at += 8 + size + size&1
	}
	if perPx == 0 {
		return h, nil, fmt.Errorf("%w: no picture in the file", ErrBroken)
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return h, nil, err
	}
	cfg, err := webp.DecodeConfig(r)
	if err != nil {
		return h, nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	h.width, h.height = cfg.Width, cfg.Height
	h.weight += int64(h.width) * int64(h.height) * perPx
	return h, exif, nil
}
