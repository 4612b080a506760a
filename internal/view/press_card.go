package view

import (
	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// NewCardPage is a story in a frame of another page; source names the article that it
// was read in, "" for one that its unit registered.
func NewCardPage(e *edition.Edition, l *registry.Ledger, base, source string) CardPage {
	return CardPage{
		URL: base + address.Story.At(e.Season, e.Slug), Headline: e.Headline(), Lead: e.Lead(), Unit: UnitLine(e.Public(), l),
		Year: YearText(e.Season), Mark: MarkOf(e.Content.Field), Picture: NewPicture(e, ShapeCard), Credit: pictureCredit(e),
		Source: Sentence(source),
	}
}

// NewMissingCard is in the frame when there is no story.
func NewMissingCard(base string) CardPage {
	return CardPage{Missing: "Bài này không có, chưa đăng hoặc đã được gỡ.", URL: base + address.Stories}
}

// pictureCredit says who took the picture of a story, or that it is a drawing.
func pictureCredit(e *edition.Edition) string {
	if p := e.LeadPhoto(); p != nil {
		return p.Credit()
	}
	return DrawnCaption
}

// NewPlacardPage is an A5 page to print and hang up in the village house.
func NewPlacardPage(e *edition.Edition, ref Reference, base, publisher string) PlacardPage {
	path := address.Story.At(e.Season, e.Slug)
	p := PlacardPage{
		Headline: e.Headline(), Lead: e.Lead(), Unit: UnitLine(e.Public(), ref.Ledger), Place: e.Content.Place,
		Year: Sentence(YearText(e.Season)), Mark: MarkOf(e.Content.Field), Picture: NewPicture(e, ShapeStory),
		Address: base + path, QR: StoryQR(base + path), Back: path, Publisher: publisher, Credit: pictureCredit(e),
		Figures: keyFigures(e, ref.Catalogue),
	}
	if e.Demo {
		p.Note = demoNote
	}
	return p
}

// keyFigures are the figures that stand out on the page of a story.
func keyFigures(e *edition.Edition, c *registry.Catalogue) []Figure {
	var out []Figure
	for _, f := range e.KeyFigures(c) {
		out = append(out, Figure{Value: f.Value, Unit: f.Unit, Label: f.Label})
	}
	return out
}

// StoryQR leads to the page of a story.
func StoryQR(canonical string) Drawing { return QRCode(canonical, "Mã QR dẫn tới bài này") }

const demoNote = "Dữ liệu minh họa"
