package phototest

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
)

// PNG is a PNG file put together from its parts, right or wrong.
type PNG struct {
	Width, Height    uint32
	Depth, Colour    byte
	Interlaced       bool
	Before, After    []byte // further chunks before and after the data
	Data             []byte // unpacked; nil is all zero
	Rows             int    // so many bytes of zeros, if Data is nil
	WrongSum, NoData bool
}

// Bytes returns the file.
func (p PNG) Bytes() []byte {
	head := binary.BigEndian.AppendUint32(nil, p.Width)
	head = binary.BigEndian.AppendUint32(head, p.Height)
	head = append(head, p.Depth, p.Colour, 0, 0, 0)
	if p.Interlaced {
		head[12] = 1
	}
	out := append([]byte("\x89PNG\r\n\x1a\n"), PNGChunk("IHDR", head)...)
	out = append(out, p.Before...)
	if !p.NoData {
		data := PNGChunk("IDAT", Deflate(p.Data, p.Rows))
		if p.WrongSum {
			data[len(data)-1]++
		}
		out = append(out, data...)
	}
	out = append(out, p.After...)
	return append(out, PNGChunk("IEND", nil)...)
}

// PNGChunk returns one chunk with its checksum.
func PNGChunk(name string, body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, name...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// Deflate packs data, followed by so many zeros.
func Deflate(data []byte, zeros int) []byte {
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	if err != nil {
		panic(err)
	}
	block := make([]byte, 1<<20)
	if _, err := z.Write(data); err != nil {
		panic(err)
	}
	for ; zeros > 0; zeros -= len(block) {
		if _, err := z.Write(block[:min(zeros, len(block))]); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}
