package photo_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"math/rand/v2"
	"slices"
	"strings"

	"danvankheo/internal/photo"
	"danvankheo/internal/photo/phototest"
)

type hostile struct {
	name string
	file []byte
	want error
}

func gifFile() []byte {
	var b bytes.Buffer
	m := image.NewPaletted(image.Rect(0, 0, 8, 8), color.Palette{color.Black, color.White})
	if err := gif.Encode(&b, m, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func wrongTypes() []hostile {
	ftyp := func(major string, brands ...string) []byte {
		body := "ftyp" + major + "\x00\x00\x00\x00" + strings.Join(brands, "")
		return append(binary.BigEndian.AppendUint32(nil, uint32(4+len(body))), body+strings.Repeat("x", 200)...)
	}
	out := []hostile{
		{"empty", nil, photo.ErrEmpty},
		{"gif", gifFile(), photo.ErrFormat},
		{"tiff little", []byte("II*\x00\x08\x00\x00\x00" + strings.Repeat("\x00", 99)), photo.ErrFormat},
		{"tiff big", []byte("MM\x00*\x00\x00\x00\x08" + strings.Repeat("\x00", 99)), photo.ErrFormat},
		{"bmp", []byte("BM" + strings.Repeat("\x00", 99)), photo.ErrFormat},
		{"svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="EVIL()"/>`), photo.ErrFormat},
		{"svg with xml head", []byte(`<?xml version="1.0"?><svg><script>EVIL</script></svg>`), photo.ErrFormat},
		{"html", []byte("<!doctype html><script>EVIL</script>"), photo.ErrFormat},
		{"pdf", []byte("%PDF-1.7 EVIL"), photo.ErrFormat},
		{"zip", []byte("PK\x03\x04 EVIL"), photo.ErrFormat},
		{"program", []byte("\x7fELF\x02\x01\x01 EVIL"), photo.ErrFormat},
		{"psd", []byte("8BPS\x00\x01"), photo.ErrFormat},
		{"ico", []byte("\x00\x00\x01\x00\x01\x00"), photo.ErrFormat},
		{"jxl", []byte("\xff\x0a\xfa\x7f"), photo.ErrFormat},
		{"text", []byte("Kính gửi Ban Dân vận"), photo.ErrFormat},
		{"one byte", []byte("\xff"), photo.ErrFormat},
		{"webp without riff", []byte("WEBPVP8L"), photo.ErrFormat},
		{"riff wave", []byte("RIFF\x10\x00\x00\x00WAVEfmt "), photo.ErrFormat},
		{"avif", ftyp("avif", "mif1"), photo.ErrFormat},
		{"avif as mif1", ftyp("mif1", "avif"), photo.ErrFormat},
		{"mp4", ftyp("isom", "mp41"), photo.ErrFormat},
	}
	for _, b := range []string{"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"} {
		out = append(out, hostile{"heic " + b, ftyp(b, "mif1", "heic"), photo.ErrHEIC})
	}
	return out
}

func truncated() []hostile {
	var out []hostile
	for name, file := range map[string][]byte{
		"jpeg": phototest.NewJPEG(300, 200, 1, phototest.Phone()),
		"png":  phototest.NewPNG(60, 40, 1),
		"webp": phototest.NewWebP(60, 40, 1),
	} {
		for i := range 45 {
			n := 12 + (len(file)-13)*i/44
			want := photo.ErrBroken
			out = append(out, hostile{fmt.Sprintf("%s cut at %d of %d", name, n, len(file)), file[:n:n], want})
		}
	}
	return out
}

func mutated() []hostile {
	rng := rand.New(rand.NewPCG(1, 2))
	var out []hostile
	for _, f := range []struct {
		name string
		file []byte
		head int // where the interesting bytes end
		n    int
	}{
		{"jpeg", phototest.NewJPEG(120, 80, 2, phototest.Phone()), 2600, 80},
		{"bare jpeg", phototest.NewJPEG(120, 80, 2, phototest.Options{}), 700, 60},
		{"png", phototest.NewPNG(60, 40, 2), 60, 50},
		{"webp", phototest.NewWebP(60, 40, 2), 400, 50},
	} {
		for i := range f.n {
			b := slices.Clone(f.file)
			for range 1 + rng.IntN(4) {
				b[rng.IntN(f.head)] = byte(rng.Uint32())
			}
			out = append(out, hostile{fmt.Sprintf("%s altered %d", f.name, i), b, errEither})
		}
	}
	return out
}

// jpegHead is a JPEG whose frame claims w × h, with so many empty scans.
func jpegHead(sof byte, w, h, scans int) []byte {
	small := phototest.NewJPEG(16, 16, 1, phototest.Options{})
	at := bytes.Index(small, []byte{0xff, 0xc0})
	out := slices.Clone(small)
	out[at+1] = sof
	binary.BigEndian.PutUint16(out[at+5:], uint16(h))
	binary.BigEndian.PutUint16(out[at+7:], uint16(w))
	sos := bytes.Index(out, []byte{0xff, 0xda})
	scan := slices.Clone(out[sos : sos+14])
	if sof == 0xc2 { // a pass over the constant part of every component
		scan[11], scan[12], scan[13] = 0, 0, 0
		out = out[:sos]
		for range scans {
			out = append(append(out, scan...), 0, 0, 0, 0)
		}
		return append(out, 0xff, 0xd9)
	}
	return out
}

func bombs() []hostile {
	vp8x := func(flags byte, w, h uint32) []byte {
		b := []byte{flags, 0, 0, 0}
		b = append(b, byte(w-1), byte((w-1)>>8), byte((w-1)>>16))
		return phototest.Chunk("VP8X", append(b, byte(h-1), byte((h-1)>>8), byte((h-1)>>16)))
	}
	lossless := phototest.NewWebP(16, 16, 1)[12:]
	row := 7000*8 + 1
	text := phototest.PNGChunk("zTXt", append([]byte("Raw profile type exif\x00\x00"), phototest.Deflate(nil, 200<<20)...))
	return []hostile{
		{
			"png of 400 megapixels",
			phototest.PNG{Width: 20000, Height: 20000, Depth: 8, Colour: 2, Rows: 1 << 20}.Bytes(),
			photo.ErrTooManyPixels,
		},
		{
			"png of a long side",
			phototest.PNG{Width: 60000, Height: 10, Depth: 8, Colour: 0, Rows: 600_010}.Bytes(),
			photo.ErrTooManyPixels,
		},
		{
			"png of 4 billion squared",
			phototest.PNG{Width: 1<<32 - 1, Height: 1<<32 - 1, Depth: 8, Colour: 2, Rows: 100}.Bytes(),
			photo.ErrBroken,
		},
		{
			"png of 49 megapixels, 16 bits",
			phototest.PNG{Width: 7000, Height: 7000, Depth: 16, Colour: 6, Rows: 7000 * row}.Bytes(),
			accepted,
		},
		{
			"the same interlaced",
			phototest.PNG{Width: 7000, Height: 7000, Depth: 16, Colour: 6, Interlaced: true, Rows: 1 << 20}.Bytes(),
			photo.ErrTooManyPixels,
		},
		{
			"interlaced of 9 megapixels",
			phototest.PNG{Width: 3000, Height: 3000, Depth: 8, Colour: 6, Interlaced: true, Rows: 36 << 20}.Bytes(),
			errEither,
		},
		{"png with a text of 200 MB", phototest.PNG{Width: 4, Height: 4, Depth: 8, Colour: 0, Rows: 20, Before: text}.Bytes(), accepted},
		{
			"png with a profile of 200 MB",
			phototest.PNG{
				Width:  4,
				Height: 5,
				Depth:  8,
				Colour: 0,
				Rows:   25,
				Before: phototest.PNGChunk("iCCP", append([]byte("p\x00\x00"), phototest.Deflate(nil, 200<<20)...)),
			}.Bytes(),
			accepted,
		},
		{"png with 200 MB too many", phototest.PNG{Width: 4, Height: 4, Depth: 8, Colour: 0, Rows: 200 << 20}.Bytes(), photo.ErrBroken},
		{"jpeg of 4 gigapixels", jpegHead(0xc0, 65535, 65535, 1), photo.ErrTooManyPixels},
		{"jpeg of 49 megapixels in 700 bytes", jpegHead(0xc0, 7000, 7000, 1), photo.ErrBroken},
		{"progressive of 49 megapixels", jpegHead(0xc2, 7000, 7000, 1), photo.ErrTooManyPixels},
		{"progressive of 25 megapixels", jpegHead(0xc2, 5000, 5000, 1), errEither},
		{"jpeg of 60,000 scans", jpegHead(0xc2, 3000, 3000, 60_000), photo.ErrFormat},
		{"jpeg of 50 scans", jpegHead(0xc2, 3000, 3000, 50), errEither},
		{"jpeg with 20 MB of segments", phototest.NewJPEG(64, 48, 1, phototest.Options{Big: 20 << 20}), accepted},
		{"jpeg above 25 MB", phototest.NewJPEG(64, 48, 1, phototest.Options{Big: 25 << 20}), photo.ErrTooLarge},
		{"webp of 9,000 code tables", phototest.WebPBomb(9000), photo.ErrBroken},
		{"webp of 2,600 code tables", phototest.WebPBomb(2600), photo.ErrBroken},
		{"webp of a huge canvas", phototest.RIFF(vp8x(0, 1<<24, 100), lossless), photo.ErrTooManyPixels},
		{"webp of two sizes", phototest.RIFF(vp8x(0, 640, 480), lossless), photo.ErrBroken},
		{
			"moving webp",
			phototest.RIFF(
				vp8x(2, 16, 16),
				phototest.Chunk("ANIM", make([]byte, 6)),
				phototest.Chunk("ANMF", append(make([]byte, 16), lossless...)),
			),
			photo.ErrFormat,
		},
		{"webp without picture", phototest.RIFF(vp8x(0, 16, 16)), photo.ErrBroken},
	}
}

func liars() []hostile {
	plain := phototest.NewJPEG(64, 48, 1, phototest.Options{})
	frame := bytes.Index(plain, []byte{0xff, 0xc0})
	with := func(at int, v ...byte) []byte { return slices.Replace(slices.Clone(plain), at, at+len(v), v...) }
	loop := phototest.EXIF(phototest.Phone())
	binary.BigEndian.PutUint32(loop[4:], 4) // the directory begins within its own pointer
	insert := func(seg []byte) []byte { return slices.Concat(plain[:2], seg, plain[2:]) }
	return []hostile{
		{"jpeg of height 0", with(frame+5, 0, 0), photo.ErrBroken},
		{"jpeg of width 0", with(frame+7, 0, 0), photo.ErrBroken},
		{"jpeg of 12 bits", with(frame+4, 12), photo.ErrFormat},
		{"jpeg of 200 components", with(frame+9, 200), photo.ErrBroken},
		{"jpeg of no samples", with(frame+11, 0, 0), errEither},
		{"lossless jpeg", with(frame+1, 0xc3), photo.ErrFormat},
		{"arithmetic jpeg", with(frame+1, 0xc9), photo.ErrFormat},
		{"jpeg with two frames", insert(plain[frame : frame+19]), photo.ErrBroken},
		{"only markers", []byte{0xff, 0xd8, 0xff, 0xd9}, photo.ErrBroken},
		{"only 0xff", append([]byte{0xff, 0xd8}, bytes.Repeat([]byte{0xff}, 70_000)...), photo.ErrBroken},
		{"negative segment", append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, 1}, plain[2:]...), photo.ErrBroken},
		{"end inside the data", append(slices.Clone(plain[:len(plain)/2]), 0xff, 0xd9), photo.ErrBroken},
		{"looping exif", insert(phototest.Segment(0xe1, append([]byte("Exif\x00\x00"), loop...))), accepted},
		{
			"exif of noise",
			insert(phototest.Segment(0xe1, append([]byte("Exif\x00\x00MM\x00*"), bytes.Repeat([]byte{0xee}, 5000)...))),
			accepted,
		},
		{"png without data", phototest.PNG{Width: 4, Height: 4, Depth: 8, NoData: true}.Bytes(), photo.ErrBroken},
		{"png of too little data", phototest.PNG{Width: 40, Height: 40, Depth: 8, Rows: 100}.Bytes(), photo.ErrBroken},
		{"png with a wrong sum", phototest.PNG{Width: 4, Height: 4, Depth: 8, Rows: 20, WrongSum: true}.Bytes(), photo.ErrBroken},
		{"png of colour 5", phototest.PNG{Width: 4, Height: 4, Depth: 8, Colour: 5, Rows: 20}.Bytes(), photo.ErrBroken},
		{"png of 3 bits", phototest.PNG{Width: 4, Height: 4, Depth: 3, Rows: 20}.Bytes(), photo.ErrBroken},
		{"png of width 0", phototest.PNG{Width: 0, Height: 4, Depth: 8, Rows: 20}.Bytes(), photo.ErrBroken},
		{"png with filter 9", phototest.PNG{Width: 4, Height: 1, Depth: 8, Data: []byte{9, 1, 2, 3, 4}}.Bytes(), photo.ErrBroken},
		{"png without palette", phototest.PNG{Width: 4, Height: 4, Depth: 8, Colour: 3, Rows: 20}.Bytes(), photo.ErrBroken},
		{
			"png beyond its palette",
			phototest.PNG{
				Width:  4,
				Height: 1,
				Depth:  8,
				Colour: 3,
				Data:   []byte{0, 0, 1, 200, 255},
				Before: phototest.PNGChunk("PLTE", []byte{1, 2, 3, 4, 5, 6}),
			}.Bytes(),
			accepted,
		},
		{
			"interlaced beyond its palette",
			phototest.PNG{
				Width:      1,
				Height:     1,
				Depth:      8,
				Colour:     3,
				Interlaced: true,
				Data:       []byte{0, 250},
				Before:     phototest.PNGChunk("PLTE", []byte{1, 2, 3}),
			}.Bytes(),
			accepted,
		},
		{
			"png with a long palette",
			phototest.PNG{
				Width:  4,
				Height: 1,
				Depth:  8,
				Colour: 3,
				Data:   make([]byte, 5),
				Before: phototest.PNGChunk("PLTE", make([]byte, 3000)),
			}.Bytes(),
			photo.ErrBroken,
		},
	}
}

func polyglots() []hostile {
	jpg, pic, web := phototest.NewJPEG(65, 48, 1, phototest.Options{}), phototest.NewPNG(20, 20, 1), phototest.NewWebP(20, 20, 1)
	comment := slices.Concat(jpg[:2], phototest.Segment(0xfe, []byte("<?php EVIL(); ?><script>EVIL</script>")), jpg[2:])
	return []hostile{
		{"jpeg and zip", append(slices.Clone(jpg), "PK\x03\x04EVIL"...), accepted},
		{"jpeg with a script for a comment", comment, accepted},
		{"jpeg and second picture", append(slices.Clone(jpg), append(jpg, "EVIL"...)...), accepted},
		{"png and page", append(slices.Clone(pic), "<html>EVIL"...), accepted},
		{
			"png with a text",
			phototest.PNG{Width: 4, Height: 4, Depth: 8, Rows: 20, After: phototest.PNGChunk("tEXt", []byte("Author\x00EVIL"))}.Bytes(),
			accepted,
		},
		{"webp and page", append(slices.Clone(web), "<html>EVIL"...), accepted},
		{"gif in the name of jpeg", append([]byte("GIF89a"), jpg...), photo.ErrFormat},
	}
}
