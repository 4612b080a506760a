package office

import (
	"fmt"
	"strings"
)

// YearbookStory is one story of the yearbook. Photos come with their captions.
type YearbookStory struct {
	Headline, Unit, Field string
	Lead                  string // the short text, bold
	Text                  string // paragraphs
	Quote, QuoteBy        string
	Figures               []string
	Photos                []YearbookPhoto
	Source                string
}

// YearbookPhoto is a photo with caption and credit.
type YearbookPhoto struct {
	Picture
	Caption string
}

// Yearbook is the "kỷ yếu": chosen stories, each on a new page, with photos.
func Yearbook(issuer, title string, stories []YearbookStory) *Document {
	d := NewDocument(title, Portrait)
	d.Add(Paragraph{Runs: []Run{{Text: strings.ToUpper(issuer), Bold: true}}, Align: Center, Before: 2400})
	d.Add(Paragraph{Runs: []Run{{Text: "KỶ YẾU", Bold: true, Size: 2 * Size14}}, Align: Center, Before: 1200, Level: 1})
	d.Add(Paragraph{Runs: []Run{{Text: title, Bold: true}}, Align: Center, Before: 240, After: 600})
	d.Add(Paragraph{Runs: []Run{{Text: fmt.Sprintf("%s mô hình, điển hình", whole(len(stories)))}}, Align: Center})
	d.Add(Paragraph{Runs: []Run{{Text: "MỤC LỤC", Bold: true}}, Align: Center, PageBreak: true, After: 240})
	for i, s := range stories {
		d.Line(Run{Text: fmt.Sprintf("%d. %s", i+1, s.Headline), Bold: true}, Run{Text: "\n" + s.Unit, Italic: true, Size: Size12})
	}
	for i, s := range stories {
		s.write(d, i+1)
	}
	return d
}

func (s YearbookStory) write(d *Document, n int) {
	d.Add(
		Paragraph{
			Runs:      []Run{{Text: fmt.Sprintf("%d. %s", n, s.Headline), Bold: true}},
			Align:     Left,
			PageBreak: true,
			Level:     2,
			After:     60,
		},
	)
	d.Add(Paragraph{Runs: []Run{{Text: s.Unit + ". Lĩnh vực: " + s.Field + ".", Italic: true, Size: Size13}}, Align: Left, After: 120})
	if len(s.Photos) > 0 {
		d.Picture(s.Photos[0].Picture, s.Photos[0].Caption)
	}
	if s.Lead != "" {
		d.BodyRuns(Run{Text: s.Lead, Bold: true})
	}
	for _, p := range strings.Split(s.Text, "\n") {
		if p = strings.TrimSpace(p); p != "" {
			d.Body(p)
		}
	}
	if s.Quote != "" {
		d.BodyRuns(Run{Text: "“" + strings.Trim(s.Quote, "“”\"") + "”", Italic: true}, Run{Text: " – " + s.QuoteBy})
	}
	for i, f := range s.Figures {
		if i == 0 {
			d.Add(Paragraph{Runs: []Run{{Text: "Kết quả chính", Bold: true}}, Align: Left, Before: 120, After: 60, KeepNext: true})
		}
		d.Line(Run{Text: "- " + f})
	}
	for _, p := range s.Photos[min(1, len(s.Photos)):] {
		d.Picture(p.Picture, p.Caption)
	}
	if s.Source != "" {
		d.Line(Run{Text: s.Source, Italic: true, Size: Size12})
	}
}
