package office

import (
	"fmt"
	"strings"
)

// Picture is a photo in a paper: the bytes of a JPEG and its size in pixels. It is
// as wide as the text unless it would then be higher than High, in millimetres.
type Picture struct {
	JPEG          []byte
	Width, Height int
	Alt           string
	High          int
	number        int
	width         int // of its page, in twips
}

// Picture appends a photo in a line of its own, kept with the caption under it,
// which is italic and centred; "" for none.
func (d *Document) Picture(p Picture, caption string) {
	if p.Width <= 0 || p.Height <= 0 || len(p.JPEG) == 0 {
		return
	}
	d.pictures++
	p.number, p.width = d.pictures, d.Width()
	d.body = append(d.body, element{picture: &p})
	if caption != "" {
		d.Add(Paragraph{Runs: []Run{{Text: caption, Italic: true, Size: Size12}}, Align: Center, Before: 60, After: 240})
	}
}

// media are the files of the pictures; links gets what leads to them.
func (d *Document) media(links *[]string) []part {
	var out []part
	for _, e := range d.body {
		if e.picture == nil {
			continue
		}
		name := fmt.Sprintf("media/image%d.jpeg", e.picture.number)
		*links = append(*links, pictureID(e.picture.number), relType+"image", name)
		out = append(out, part{name: "word/" + name, text: string(e.picture.JPEG)})
	}
	return out
}

func pictureID(n int) string { return fmt.Sprintf("rId%d", 100+n) }

// emu is how many English Metric Units one twip and one millimetre have.
const emuTwip, emuMillimetre = 635, 36_000

func writePicture(b *strings.Builder, p Picture) {
	w := p.width * emuTwip
	h := w * p.Height / p.Width
	if most := p.High * emuMillimetre; p.High > 0 && h > most {
		w, h = most*p.Width/p.Height, most
	}
	const draw = "http://schemas.openxmlformats.org/drawingml/2006/"
	fmt.Fprintf(
		b,
		`<w:p><w:pPr><w:keepNext/><w:spacing w:before="120" w:after="0" w:line="240" w:lineRule="auto"/><w:jc `+
			`w:val="center"/></w:pPr><w:r><w:drawing>`+
			`<wp:inline xmlns:wp="`+draw+
			`wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%[1]d" cy="%[2]d"/><wp:docPr id="%[3]d" `+
			`name="Ảnh %[3]d" descr="%[4]s"/>`+
			`<a:graphic xmlns:a="`+draw+`main"><a:graphicData uri="`+draw+`picture"><pic:pic xmlns:pic="`+draw+
			`picture"><pic:nvPicPr><pic:cNvPr id="%[3]d" name="Ảnh %[3]d"/><pic:cNvPicPr/></pic:nvPicPr>`+
			`<pic:blipFill><a:blip r:embed="%[5]s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off `+
			`x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm><a:prstGeom `+
			`prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
		w,
		h,
		p.number,
		escape(p.Alt),
		pictureID(p.number),
	)
}
