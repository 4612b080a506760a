package phototest

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// EXIF field types.
const (
	ascii    = 2
	short    = 3
	long     = 4
	rational = 5
	opaque   = 7
)

// field is one entry of an image file directory.
type field struct {
	tag, kind uint16
	count     uint32
	body      []byte
}

func text(tag uint16, s string) field {
	return field{tag, ascii, uint32(len(s) + 1), append([]byte(s), 0)}
}

func number(tag uint16, v int) field {
	return field{tag, short, 1, binary.BigEndian.AppendUint16(nil, uint16(v))}
}

func pointer(tag uint16, at int) field {
	return field{tag, long, 1, binary.BigEndian.AppendUint32(nil, uint32(at))}
}

func ratios(tag uint16, vs ...uint32) field {
	var b []byte
	for _, v := range vs {
		b = binary.BigEndian.AppendUint32(b, v)
		b = binary.BigEndian.AppendUint32(b, 1)
	}
	return field{tag, rational, uint32(len(vs)), b}
}

// directory lays out fields as a directory that begins at offset at.
func directory(at int, fields []field) []byte {
	slices.SortFunc(fields, func(a, b field) int { return int(a.tag) - int(b.tag) })
	head := binary.BigEndian.AppendUint16(nil, uint16(len(fields)))
	var tail []byte
	base := at + 2 + 12*len(fields) + 4
	for _, f := range fields {
		head = binary.BigEndian.AppendUint16(head, f.tag)
		head = binary.BigEndian.AppendUint16(head, f.kind)
		head = binary.BigEndian.AppendUint32(head, f.count)
		if len(f.body) <= 4 {
			head = append(head, append(slices.Clone(f.body), make([]byte, 4-len(f.body))...)...)
			continue
		}
		head = binary.BigEndian.AppendUint32(head, uint32(base+len(tail)))
		tail = append(tail, f.body...)
		if len(tail)%2 == 1 {
			tail = append(tail, 0)
		}
	}
	return append(append(head, 0, 0, 0, 0), tail...)
}

// EXIF returns the block (without the "Exif" word) for o: a big-endian TIFF of
// up to three directories.
func EXIF(o Options) []byte {
	var main, camera, gps []field
	if o.Orientation != 0 {
		main = append(main, number(0x0112, o.Orientation))
	}
	if o.Personal {
		main = append(main, text(0x010f, Device), text(0x0110, Device), text(0x013b, Owner), text(0x8298, Owner))
		camera = append(
			camera,
			field{0x927c, opaque, 64, bytes.Repeat([]byte("maker"), 13)[:64]},
			text(0xa430, Owner),
			text(0xa431, "SN123456"),
		)
	}
	if !o.TakenAt.IsZero() {
		camera = append(camera, text(0x9003, o.TakenAt.Format("2006:01:02 15:04:05")))
		if o.Offset {
			camera = append(camera, text(0x9011, o.TakenAt.Format("-07:00")))
		}
	}
	if o.GPS { // Bắc Giang ward
		gps = []field{text(1, "N"), ratios(2, 21, 16, 23), text(3, "E"), ratios(4, 106, 11, 40), text(0x1b, Place)}
	}
	const start = 8
	layout := func(cameraAt, gpsAt int) []byte {
		f := slices.Clone(main)
		if camera != nil {
			f = append(f, pointer(0x8769, cameraAt))
		}
		if gps != nil {
			f = append(f, pointer(0x8825, gpsAt))
		}
		return directory(start, f)
	}
	cameraAt := start + len(layout(0, 0))
	sub := directory(cameraAt, camera)
	out := append([]byte("MM\x00\x2a\x00\x00\x00\x08"), layout(cameraAt, cameraAt+len(sub))...)
	out = append(out, sub...)
	return append(out, directory(cameraAt+len(sub), gps)...)
}
