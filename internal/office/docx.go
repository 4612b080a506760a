package office

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
	"sync"
)

// Write writes the paper as .docx. The same paper gives the same bytes.
func (d *Document) Write(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, p := range d.parts() {
		if err := p.write(z); err != nil {
			return fmt.Errorf("docx %s: %w", p.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	return nil
}

// part is one file of a document; fixed ones are the same in every document.
type part struct {
	name, text string
	fixed      bool
}

func (p part) write(z *zip.Writer) error {
	if p.fixed {
		return p.writePacked(z)
	}
	f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, p.text)
	return err
}

// packedParts caches the fixed parts as the file has them, by their text: to
// pack them is most of the work of a short document, and a press box weighs three.
var packedParts sync.Map // string → []byte

func (p part) writePacked(z *zip.Writer) error {
	known, ok := packedParts.Load(p.text)
	if !ok {
		var b bytes.Buffer
		w, err := flate.NewWriter(&b, flate.DefaultCompression)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, p.text); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
		known, _ = packedParts.LoadOrStore(p.text, b.Bytes())
	}
	packed := known.([]byte)
	f, err := z.CreateRaw(&zip.FileHeader{
		Name: p.name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(p.text)),
		CompressedSize64: uint64(len(packed)), UncompressedSize64: uint64(len(p.text)),
	})
	if err != nil {
		return err
	}
	_, err = f.Write(packed)
	return err
}

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordNS  = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	fonts   = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>`
)

func (d *Document) parts() []part {
	types := func(name, kind string) string {
		return `<Override PartName="/` + name + `" ContentType="application/vnd.openxmlformats-` + kind + `+xml"/>`
	}
	const doc = "officedocument.wordprocessingml."
	links := []string{`rId1`, relType + "styles", "styles.xml", `rId2`, relType + "settings", "settings.xml",
		`rId3`, relType + "header", "header1.xml", `rId4`, relType + "header", "header2.xml", `rId5`, relType + "footer", "footer1.xml"}
	media := d.media(&links)
	return append([]part{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default ` +
			`Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>` +
			types(
				"word/document.xml",
				doc+"document.main",
			) + types("word/styles.xml", doc+"styles") + types("word/settings.xml", doc+"settings") +
			types("word/header1.xml", doc+"header") + types("word/header2.xml", doc+"header") + types("word/footer1.xml", doc+"footer") +
			types("docProps/core.xml", "package.core-properties") + `</Types>`, true},
		{
			"_rels/.rels",
			relations(
				`rId1`,
				relType+"officeDocument",
				"word/document.xml",
				`rId2`,
				"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
				"docProps/core.xml",
			),
			true,
		},
		{
			"docProps/core.xml",
			xmlHead +
				`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
				`xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` +
				escape(
					d.title,
				) + `</dc:title><dc:language>vi-VN</dc:language></cp:coreProperties>`,
			false,
		},
		{"word/document.xml", d.document(), false},
		{"word/_rels/document.xml.rels", relations(links...), false},
		{"word/styles.xml", styles(), true},
		{
			"word/settings.xml",
			xmlHead + `<w:settings ` + wordNS +
				`><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:themeFontLang w:val="vi-VN"/></w:settings>`,
			true,
		},
		{"word/header1.xml", xmlHead + `<w:hdr ` + wordNS + `><w:p><w:pPr><w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr>` +
			`<w:r>` + face(Run{Size: Size13}) + `<w:fldChar w:fldCharType="begin"/></w:r><w:r>` + face(Run{Size: Size13}) +
			`<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
			`<w:r>` + face(Run{Size: Size13}) + `<w:fldChar w:fldCharType="separate"/></w:r><w:r>` + face(Run{Size: Size13}) +
			`<w:t>2</w:t></w:r>` +
			`<w:r>` + face(Run{Size: Size13}) + `<w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`, true},
		{"word/header2.xml", xmlHead + `<w:hdr ` + wordNS + `><w:p/></w:hdr>`, true},
		{"word/footer1.xml", xmlHead + `<w:ftr ` + wordNS + `>` + d.footerText() + `</w:ftr>`, false},
	}, media...)
}

func (d *Document) footerText() string {
	if d.footer == "" {
		return `<w:p/>`
	}
	var b strings.Builder
	writeParagraph(&b, Paragraph{Align: Center, Runs: []Run{{Text: d.footer, Italic: true, Size: Size11}}}, d.Width())
	return b.String()
}

func relations(triples ...string) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := 0; i+2 < len(triples); i += 3 {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s" Target="%s"/>`, triples[i], triples[i+1], triples[i+2])
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

func styles() string {
	var b strings.Builder
	b.WriteString(
		xmlHead + `<w:styles ` + wordNS + `><w:docDefaults><w:rPrDefault><w:rPr>` + fonts +
			`<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" ` +
			`w:bidi="ar-SA"/></w:rPr></w:rPrDefault>` +
			`<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" ` +
			`w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
			`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>`,
	)
	for level := 1; level <= 3; level++ {
		fmt.Fprintf(
			&b,
			`<w:style w:type="paragraph" w:styleId="Heading%d"><w:name w:val="heading %d"/><w:basedOn w:val="Normal"/><w:next `+
				`w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:outlineLvl w:val="%d"/></w:pPr></w:style>`,
			level,
			level,
			level-1,
		)
	}
	b.WriteString(
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" ` +
			`w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" ` +
			`w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`,
	)
	return b.String()
}

func (d *Document) document() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:document ` + wordNS + `><w:body>`)
	first := true
	for _, e := range d.body {
		switch {
		case e.paragraph != nil:
			writeParagraph(&b, *e.paragraph, d.Width())
		case e.table != nil:
			writeTable(&b, *e.table, e.table.width)
		case e.pair != nil:
			writePair(&b, *e.pair, e.pair.width)
		case e.picture != nil:
			writePicture(&b, *e.picture)
		case e.turn != nil:
			b.WriteString(
				`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>` + section(
					*e.turn,
					first,
				) + `</w:pPr></w:p>`,
			)
			first = false
		}
	}
	if n := len(d.body); n == 0 || d.body[n-1].paragraph == nil {
		// Word wants a paragraph after the last table: one too low to begin a page
		b.WriteString(`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>`)
	}
	b.WriteString(section(d.orientation, first) + `</w:body></w:document>`)
	return b.String()
}

// section describes the pages of a section. The number of a page is hidden on the
// first page of the paper, so only the first section has a page of its own kind.
func section(o Orientation, first bool) string {
	w, h, turn, title := pageShort, pageLong, "", ""
	if o == Landscape {
		w, h, turn = pageLong, pageShort, ` w:orient="landscape"`
	}
	if first {
		title = `<w:titlePg/>`
	}
	return fmt.Sprintf(
		`<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" `+
			`r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/><w:footerReference w:type="first" r:id="rId5"/>`+
			`<w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="567" `+
			`w:gutter="0"/>%s</w:sectPr>`,
		w,
		h,
		turn,
		marginTop,
		marginRight,
		marginBottom,
		marginLeft,
		marginHeader,
		title,
	)
}

var justification = [...]string{Justify: "both", Left: "left", Center: "center", Right: "right"}

func writeParagraph(b *strings.Builder, p Paragraph, width int) {
	b.WriteString(`<w:p><w:pPr>`)
	if p.Level > 0 {
		fmt.Fprintf(b, `<w:pStyle w:val="Heading%d"/>`, min(p.Level, 3))
	}
	if p.KeepNext {
		b.WriteString(`<w:keepNext/>`)
	}
	if p.PageBreak {
		b.WriteString(`<w:pageBreakBefore/>`)
	}
	if p.Rule > 0 {
		b.WriteString(`<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>`)
	}
	line := 240
	if p.Align == Justify {
		line = bodyLine
	}
	fmt.Fprintf(b, `<w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="auto"/>`, p.Before, p.After, line)
	switch {
	case p.Rule > 0:
		if p.Width > 0 {
			width = p.Width
		}
		side := max(0, (width-p.Rule)/2)
		fmt.Fprintf(b, `<w:ind w:left="%d" w:right="%d"/>`, side, side)
	case p.Indent > 0:
		fmt.Fprintf(b, `<w:ind w:firstLine="%d"/>`, p.Indent)
	}
	b.WriteString(`<w:jc w:val="` + justification[p.Align] + `"/>`)
	if len(p.Runs) > 0 && p.Runs[0].Text == "" { // an empty line is as high as its mark
		b.WriteString(face(p.Runs[0]))
	}
	b.WriteString(`</w:pPr>`)
	for _, r := range p.Runs {
		writeRun(b, r)
	}
	b.WriteString(`</w:p>`)
}

func face(r Run) string {
	out := `<w:rPr>` + fonts
	if r.Bold {
		out += `<w:b/><w:bCs/>`
	}
	if r.Italic {
		out += `<w:i/><w:iCs/>`
	}
	size := r.Size
	if size == 0 {
		size = Size14
	}
	n := strconv.Itoa(size)
	return out + `<w:sz w:val="` + n + `"/><w:szCs w:val="` + n + `"/></w:rPr>`
}

func writeRun(b *strings.Builder, r Run) {
	if r.Text == "" {
		return
	}
	b.WriteString(`<w:r>` + face(r))
	for i, line := range strings.Split(r.Text, "\n") {
		if i > 0 {
			b.WriteString(`<w:br/>`)
		}
		for j, piece := range strings.Split(line, "\t") {
			if j > 0 {
				b.WriteString(`<w:tab/>`)
			}
			b.WriteString(`<w:t xml:space="preserve">` + escape(piece) + `</w:t>`)
		}
	}
	b.WriteString(`</w:r>`)
}

// escape writes text for XML; characters that XML cannot hold go.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}
