package search

import (
	"encoding/binary"
	"errors"
)

// errStored means that the stored part of an entry cannot be read.
var errStored = errors.New("stored fields are damaged")

// Flags of an entry in its columns.
const (
	flagVisible = 1 << iota
	flagPhoto
	flagFigures
	flagConfirmed
	flagLong // of columns only: the row cannot hold all its values
)

// stored is what the index keeps of an entry: the title to suggest and sort by,
// and what facets count and filters ask.
type stored struct {
	id                                      int64
	year, titleLen, words                   int // words: of title, summary, body, captions and figures together
	flags                                   uint8
	published                               int64 // seconds of Unix time, 0 when never
	title, field, typ, origin, label, recog string
	owner, publisher                        string
	units, tags, districts                  []string
}

func encodeStored(d *Document, titleLen, words int) []byte {
	b := make([]byte, 0, 64+len(d.Title)+16*len(d.UnitCodes))
	b = binary.AppendVarint(b, d.ID)
	b = binary.AppendUvarint(b, uint64(clampYear(d.Year)))
	b = binary.AppendUvarint(b, uint64(titleLen))
	b = binary.AppendUvarint(b, uint64(words))
	var flags uint8
	for flag, on := range map[uint8]bool{flagVisible: d.Visible, flagPhoto: d.HasPhoto, flagFigures: d.HasFigures,
		flagConfirmed: d.Confirmed} {
		if on {
			flags |= flag
		}
	}
	b = append(b, flags)
	var published int64
	if !d.Published.IsZero() {
		published = d.Published.Unix()
	}
	b = binary.AppendVarint(b, published)
	for _, s := range [...]string{d.Title, d.Field, d.Type, d.Origin, d.Label, d.Recognition, d.OwnerUnit, d.Publisher} {
		b = appendString(b, s)
	}
	for _, list := range [...][]string{d.UnitCodes, d.Tags, d.Districts} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, s := range list {
			b = appendString(b, s)
		}
	}
	return b
}

// maxYear bounds the years that facets count; others are unknown years.
const maxYear = 2999

func clampYear(y int) int {
	if y < 0 || y > maxYear {
		return 0
	}
	return y
}

func appendString(b []byte, s string) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

// decoder reads what encodeStored wrote; after a fault it only returns zeros.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.b)
	if n <= 0 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *decoder) varint() int64 {
	v, n := binary.Varint(d.b)
	if n <= 0 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *decoder) bytes() []byte {
	n := d.uvarint()
	if n > uint64(len(d.b)) {
		d.bad, d.b = true, nil
		return nil
	}
	v := d.b[:n]
	d.b = d.b[n:]
	return v
}

func (d *decoder) list() []string {
	n := d.uvarint()
	if n > uint64(len(d.b)) {
		d.bad = true
		return nil
	}
	out := make([]string, 0, n)
	for range n {
		out = append(out, string(d.bytes()))
	}
	return out
}

func decodeStored(b []byte) (s stored, err error) {
	d := decoder{b: b}
	s.id = d.varint()
	s.year = int(d.uvarint())
	s.titleLen = int(d.uvarint())
	s.words = int(d.uvarint())
	if len(d.b) == 0 {
		return s, errStored
	}
	s.flags, d.b = d.b[0], d.b[1:]
	s.published = d.varint()
	for _, to := range [...]*string{&s.title, &s.field, &s.typ, &s.origin, &s.label, &s.recog, &s.owner, &s.publisher} {
		*to = string(d.bytes())
	}
	s.units, s.tags, s.districts = d.list(), d.list(), d.list()
	if d.bad || s.year > maxYear {
		return s, errStored
	}
	return s, nil
}
