package office

import "strings"

// Head is the head of a paper: on the left the issuing body, on the right the
// name of the state.
type Head struct {
	Parent string // cơ quan chủ quản, in capitals, not bold; "" for none
	Issuer string // cơ quan ban hành, in capitals, bold
	Number string // the whole line of the number; "" for a paper without one
	About  string // "V/v …" of a letter (công văn), under the number
	Place  string // the whole line of place and date, italic; "" for none
}

// StateHead is the head of a paper whose number and date the clerk will write:
// "Số:      /TTr-SNV" and "Bắc Ninh, ngày    tháng    năm". Symbol "" means a
// paper without a number.
func StateHead(parent, issuer, symbol, place string) Head {
	h := Head{Parent: parent, Issuer: issuer, Place: place + ", ngày      tháng      năm"}
	if symbol != "" {
		h.Number = "Số:        /" + symbol
	}
	return h
}

const (
	headShare = 40 // hundredths of the width for the left block
	footShare = 50
)

// Head appends the head of the paper in two columns, 40 to 60.
func (d *Document) Head(h Head) {
	left := d.Width() * headShare / 100
	right := d.Width() - left
	var l, r Block
	if h.Parent != "" {
		l = append(l, centred(Run{Text: strings.ToUpper(h.Parent), Size: Size13}))
	}
	issuer := strings.ToUpper(h.Issuer)
	l = append(
		l,
		centred(Run{Text: issuer, Bold: true, Size: Size13}),
		Paragraph{
			Align:  Center,
			Before: ruleGap,
			Rule:   min(textWidth(issuer, Size13, true), left) * 2 / 5,
			Width:  left,
			Runs:   []Run{{Size: 8}},
		},
	)
	const motto = "Độc lập - Tự do - Hạnh phúc"
	r = append(r,
		centred(Run{Text: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Bold: true, Size: headSize(right)}),
		centred(Run{Text: motto, Bold: true, Size: Size14}),
		Paragraph{Align: Center, Before: ruleGap, Rule: min(textWidth(motto, Size14, true), right), Width: right, Runs: []Run{{Size: 8}}})
	rows := [][2]Block{{l, r}}
	l, r = nil, nil
	if h.Number != "" {
		l = append(l, centred(Run{Text: h.Number, Size: Size13}))
	}
	if h.About != "" {
		l = append(l, centred(Run{Text: h.About, Size: Size12}))
	}
	if h.Place != "" {
		r = append(r, centred(Run{Text: h.Place, Italic: true, Size: Size14}))
	}
	if len(l)+len(r) > 0 {
		rows = append(rows, [2]Block{l, r})
	}
	d.body = append(d.body, element{pair: &pair{rows, headShare, d.Width()}})
}

// slack is what a line leaves free, in twips: another program may set Times a
// little wider than it was measured here.
const slack = 2 * 108

// headSize is 13 points when the name of the state fits one line of the block,
// else 12.
func headSize(width int) int {
	if textWidth("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Size13, true) <= width-slack {
		return Size13
	}
	return Size12
}

func centred(r Run) Paragraph { return Paragraph{Runs: []Run{r}, Align: Center} }

// Foot is the foot of a paper: who receives it on the left, who signs it on the
// right.
type Foot struct {
	Receivers []string // without "- " and ";": both are written here
	Capacity  []string // lines in capitals: "TM. HỘI ĐỒNG", "CHỦ TỊCH"
	Hint      string   // "(Ký, ghi rõ họ tên)", italic; "" for none
	Signer    string   // "" leaves it blank
}

// signRows is the empty space for signature and seal: about 3 cm.
const signRows = 5

// hold keeps the last line of the text on the page of what is signed under it.
func (d *Document) hold() {
	if n := len(d.body); n > 0 && d.body[n-1].paragraph != nil {
		d.body[n-1].paragraph.KeepNext = true
	}
}

// Foot appends the foot in two columns, 50 to 50. Receivers end with ";", the
// last with ".".
func (d *Document) Foot(f Foot) {
	var l Block
	if len(f.Receivers) > 0 {
		l = append(l, Paragraph{Align: Left, Runs: []Run{{Text: "Nơi nhận:", Bold: true, Italic: true, Size: Size12}}})
		for i, to := range f.Receivers {
			end := ";"
			if i == len(f.Receivers)-1 {
				end = "."
			}
			l = append(l, Paragraph{Align: Left, Runs: []Run{{Text: "- " + to + end, Size: Size11}}})
		}
	}
	d.hold()
	d.Add(Paragraph{Align: Left, KeepNext: true, Runs: []Run{{Size: Size12}}})
	d.Pair(l, signature(f), footShare)
}

// Signatures appends two signers side by side: a secretary and a chair, as
// minutes need.
func (d *Document) Signatures(left, right Foot) {
	d.hold()
	d.Add(Paragraph{Align: Left, KeepNext: true, Runs: []Run{{Size: Size12}}})
	d.Pair(signature(left), signature(right), footShare)
}

func signature(f Foot) Block {
	var b Block
	for _, line := range f.Capacity {
		b = append(b, centred(Run{Text: strings.ToUpper(line), Bold: true, Size: Size14}))
	}
	if f.Hint != "" {
		b = append(b, centred(Run{Text: f.Hint, Italic: true, Size: Size13}))
	}
	for range signRows {
		b = append(b, centred(Run{Size: Size14}))
	}
	if f.Signer != "" {
		b = append(b, centred(Run{Text: f.Signer, Bold: true, Size: Size14}))
	}
	return b
}
