package office

import (
	"fmt"
	"strings"
)

// widths divides a width by the shares of the columns; rounding goes to the last.
func widths(columns []Column, width int) []int {
	sum := 0
	for _, c := range columns {
		sum += max(1, c.Share)
	}
	out := make([]int, len(columns))
	left := width
	for i, c := range columns {
		out[i] = width * max(1, c.Share) / max(1, sum)
		left -= out[i]
	}
	if len(out) > 0 {
		out[len(out)-1] += left
	}
	return out
}

const edges = `<w:top w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
	`<w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
	`<w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
	`<w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
	`<w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
	`<w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/>`

func writeTable(b *strings.Builder, t Table, width int) {
	size := t.Size
	if size == 0 {
		size = Size12
	}
	ws := widths(t.Columns, width)
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblBorders>%s</w:tblBorders><w:tblLayout w:type="fixed"/>`+
		`<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/><w:right `+
		`w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>`,
		width, edges)
	grid(b, ws)
	b.WriteString(`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, c := range t.Columns {
		cell(b, ws[i], 0, Paragraph{Align: Center, Runs: []Run{{Text: c.Label, Bold: true, Size: size}}})
	}
	b.WriteString(`</w:tr>`)
	for n, row := range t.Rows {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		if t.Merged[n] && len(row) > 0 {
			cell(b, width, len(ws), Paragraph{Align: Left, Runs: []Run{{Text: row[0], Bold: true, Size: size}}})
		} else {
			for i, c := range t.Columns {
				text := ""
				if i < len(row) {
					text = row[i]
				}
				align := c.Align
				if align == Justify {
					align = Left
				}
				cell(b, ws[i], 0, Paragraph{Align: align, Runs: []Run{{Text: text, Bold: t.Bold[n], Size: size}}})
			}
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
}

func grid(b *strings.Builder, ws []int) {
	b.WriteString(`<w:tblGrid>`)
	for _, w := range ws {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, w)
	}
	b.WriteString(`</w:tblGrid>`)
}

func cell(b *strings.Builder, width, span int, ps ...Paragraph) {
	fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
	if span > 1 {
		fmt.Fprintf(b, `<w:gridSpan w:val="%d"/>`, span)
	}
	b.WriteString(`</w:tcPr>`)
	for _, p := range ps {
		writeParagraph(b, p, width)
	}
	if len(ps) == 0 {
		b.WriteString(`<w:p/>`)
	}
	b.WriteString(`</w:tc>`)
}

// writePair writes blocks side by side as a table without lines.
func writePair(b *strings.Builder, p pair, width int) {
	left := width * p.share / 100
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>`, width)
	grid(b, []int{left, width - left})
	for _, row := range p.rows {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		cell(b, left, 0, row[0]...)
		cell(b, width-left, 0, row[1]...)
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
}
