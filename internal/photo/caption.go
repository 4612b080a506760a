package photo

import (
	"bufio"
	"bytes"
	"crypto/md5"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Words are what travels inside a picture that leaves the program: what an editor
// needs to print it rightly, and nothing of the camera or the place it was in.
// All of them are for the public; empty ones are left out.
type Words struct {
	Headline  string
	Caption   string // who, what, where, when
	Alt       string // what the picture shows, for those who cannot see it
	Author    string
	Credit    string // the line to print
	Copyright string
	Terms     string    // of use
	Source    string    // who published it
	Address   string    // of the page it comes from
	TermsURL  string    // of the terms
	Date      time.Time // the day it was taken; the time of day is not written
	Place     string    // village or commune, in words
	Province  string
	Country   string
	Job       string // number of the entry
	Kind      string // how the picture came about, a term of the IPTC Digital Source Type; "" when that is not known
}

// Caption is a set of words prepared for insertion into JPEG files. The same words
// are written twice, as IPTC-IIM (APP13) for old picture desks and as XMP (APP1)
// for new ones, and the digest of the first tells readers that they agree.
type Caption struct{ segments []byte }

// ErrNotJPEG says that what was to get a caption does not begin like a JPEG file.
var ErrNotJPEG = errors.New("photo: not a JPEG file")

// maxText bounds one text inside a picture, in bytes, so that all of them fit
// into one segment of 65,533 bytes.
const maxText = 6000

// NewCaption prepares words for insertion.
func NewCaption(w Words) Caption {
	for _, s := range []*string{
		&w.Headline, &w.Caption, &w.Alt, &w.Author, &w.Credit, &w.Copyright, &w.Terms, &w.Source, &w.Address, &w.TermsURL, &w.Place,
		&w.Province, &w.Country, &w.Job,
	} {
		*s = cutBytes(plain(*s), maxText)
	}
	iim := w.iim()
	var b []byte
	b = appendSegment(b, 0xE1, append([]byte("http://ns.adobe.com/xap/1.0/\x00"), w.xmp()...))
	b = appendSegment(b, 0xED, resources(iim))
	return Caption{b}
}

// Len is by how many bytes the words make a file longer.
func (c Caption) Len() int64 { return int64(len(c.segments)) }

// Copy copies a JPEG file from r to w with the words put in behind its opening
// marker. The picture itself is not touched, and no more than one buffer of it is
// held. The error is ErrNotJPEG, or that of r or w.
func (c Caption) Copy(w io.Writer, r io.Reader) (int64, error) {
	in := bufio.NewReaderSize(r, 32<<10)
	head, err := in.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	if len(head) < 4 || head[0] != 0xFF || head[1] != 0xD8 || head[2] != 0xFF {
		return 0, ErrNotJPEG
	}
	n, err := io.CopyN(w, in, 2)
	if err != nil {
		return n, err
	}
	if head[3] == 0xE0 { // JFIF wants to be the first
		length, err := in.Peek(4)
		if err != nil {
			return n, fmt.Errorf("%w: cut short", ErrNotJPEG)
		}
		m, err := io.CopyN(w, in, 2+int64(binary.BigEndian.Uint16(length[2:])))
		if n += m; err != nil {
			return n, err
		}
	}
	m, err := w.Write(c.segments)
	if n += int64(m); err != nil {
		return n, err
	}
	rest, err := in.WriteTo(w)
	return n + rest, err
}

// plain keeps what a text may carry in XML 1.0 and in one line of an old form.
func plain(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == utf8.RuneError, r == 0xFFFE, r == 0xFFFF, unicode.IsControl(r):
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, " ")))
}

// cutBytes shortens a text to at most n bytes without breaking a letter, at a
// space when one is near.
func cutBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	s = s[:n]
	if i := strings.LastIndexByte(s, ' '); i > n*2/3 {
		s = s[:i]
	}
	return strings.TrimSpace(s)
}

func appendSegment(b []byte, marker byte, body []byte) []byte {
	b = append(b, 0xFF, marker)
	b = binary.BigEndian.AppendUint16(b, uint16(len(body)+2)) // maxText bounds it
	return append(b, body...)
}

// iim writes the IPTC Information Interchange Model, version 4, record 2, in
// UTF-8. Lengths are those of the standard, in bytes.
func (w Words) iim() []byte {
	b := []byte{0x1C, 1, 90, 0, 3, 0x1B, '%', 'G'} // coded character set: UTF-8
	b = append(b, 0x1C, 2, 0, 0, 2, 0, 4)          // record version 4
	add := func(dataset byte, most int, text string) {
		if text = cutBytes(text, most); text == "" {
			return
		}
		b = append(b, 0x1C, 2, dataset)
		b = binary.BigEndian.AppendUint16(b, uint16(len(text)))
		b = append(b, text...)
	}
	add(5, 64, w.Headline)
	add(40, 256, w.Terms)
	if !w.Date.IsZero() {
		add(55, 8, w.Date.Format("20060102"))
	}
	add(80, 32, w.Author)
	add(90, 32, w.Place)
	add(92, 32, w.Place)
	add(95, 32, w.Province)
	add(101, 64, w.Country)
	add(103, 32, w.Job)
	add(105, 256, w.Headline)
	add(110, 32, w.Credit)
	add(115, 32, w.Source)
	add(116, 128, w.Copyright)
	add(120, 2000, w.Caption)
	return b
}

// resources wraps IPTC in the picture resource blocks of APP13.
func resources(iim []byte) []byte {
	b := []byte("Photoshop 3.0\x00")
	block := func(id uint16, body []byte) {
		b = append(b, "8BIM"...)
		b = binary.BigEndian.AppendUint16(b, id)
		b = append(b, 0, 0) // no name
		b = binary.BigEndian.AppendUint32(b, uint32(len(body)))
		b = append(b, body...)
		if len(body)%2 == 1 {
			b = append(b, 0)
		}
	}
	block(0x0404, iim)
	sum := md5.Sum(iim) // a digest of agreement, not of trust
	block(0x0425, sum[:])
	return b
}

// xmp writes an XMP packet with the properties of the IPTC photo metadata
// standard that correspond to the words.
func (w Words) xmp() []byte {
	var b bytes.Buffer
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about=""` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" ` +
		`xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"` +
		` xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"` +
		` xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">` + "\n")
	text := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "<%s>%s</%s>\n", name, escaped(value), name)
		}
	}
	alternative := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></%s>\n", name, escaped(value), name)
		}
	}
	alternative("dc:title", w.Headline)
	alternative("dc:description", w.Caption)
	alternative("dc:rights", w.Copyright)
	if w.Author != "" {
		fmt.Fprintf(&b, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", escaped(w.Author))
	}
	text("dc:source", w.Address)
	text("photoshop:Headline", w.Headline)
	text("photoshop:Credit", w.Credit)
	text("photoshop:Source", w.Source)
	text("photoshop:Instructions", w.Terms)
	text("photoshop:City", w.Place)
	text("photoshop:State", w.Province)
	text("photoshop:Country", w.Country)
	text("photoshop:TransmissionReference", w.Job)
	if !w.Date.IsZero() {
		text("photoshop:DateCreated", w.Date.Format("2006-01-02"))
	}
	text("Iptc4xmpCore:Location", w.Place)
	alternative("Iptc4xmpCore:AltTextAccessibility", w.Alt)
	alternative("xmpRights:UsageTerms", w.Terms)
	text("xmpRights:WebStatement", w.TermsURL)
	if w.Copyright != "" {
		text("xmpRights:Marked", "True")
	}
	text("Iptc4xmpExt:DigitalSourceType", w.Kind)
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return b.Bytes()
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder never fails
	return b.String()
}
