package public

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/cover"
	"danvankheo/internal/edition"
	"danvankheo/internal/office"
	"danvankheo/internal/photo"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

// pressStory gathers what newsrooms get of an entry.
func (h *Area) pressStory(c *shell.Context, e *edition.Edition) (press.Story, error) {
	site := h.publisher(c)
	st := h.bareStory(site, e)
	return st, h.pressContext(c.Context(), site, &st, e)
}

// bareStory is the same without the years of the model and the stories near it,
// which take a search.
func (h *Area) bareStory(site press.Site, e *edition.Edition) press.Story {
	ledger := h.Flow.Ledger()
	st := press.Story{
		ID: int64(e.ID), Number: e.Number, Version: e.Version, URL: site.Base + address.Story.At(e.Season, e.Slug), Slug: string(e.Slug),
		Headline: e.Headline(), Lead: e.Lead(), Unit: view.UnitLine(e.Public(), ledger), Today: view.TodayLine(e.Public(), ledger), Place: e.Content.Place,
		Field: registry.FieldLabel(e.Content.Field), FieldCode: string(e.Content.Field), Type: e.Content.Type.Label(), Year: int(e.Season),
		Quote: press.Quote{
			Text:  e.Story.Quote,
			Name:  e.Story.QuoteName,
			Title: e.Story.QuoteTitle,
		}, Recognitions: view.RecognitionLines(e), Awards: view.AwardLines(e),
		Demo: e.Demo, Drawn: e.LeadPhoto() == nil, Name: view.OtherName(e),
		Published: e.PublishedAt, Updated: e.ChangedAt(), Checked: checkedAt(e),
	}
	if !e.Visible(h.Flow.Now()) {
		st.Embargo = e.PublishAt
	}
	if st.Source = pressSource(e); st.Source != nil {
		st.YearNote = view.YearNote(e)
	} else {
		st.Address, st.Latitude, st.Longitude = e.Content.Address, string(e.Content.Latitude), string(e.Content.Longitude)
	}
	season := h.Flow.Season(e.Season)
	for _, code := range e.Content.Tags {
		if tag, ok := season.Tag(code); ok {
			st.Tags = append(st.Tags, tag.Label)
		}
	}
	for _, k := range e.KeyFigures(h.Flow.Catalogue()) {
		st.Key = append(st.Key, press.KeyFigure(k))
	}
	for _, x := range e.Corrections {
		st.Corrections = append(st.Corrections, press.Note{At: x.At, Text: x.Text})
	}
	st.Figures = pressFigures(e, h.Flow.Catalogue().In(e.Season))
	st.Texts = pressTexts(site, &st, e)
	h.pressPhotos(site, &st, e)
	return st
}

// pressSource is the article of a story that the press reported; nil of every other.
func pressSource(e *edition.Edition) *press.Source {
	if e.Origin != registry.Reported {
		return nil
	}
	return &press.Source{
		Title: e.Source.Title, Publisher: e.Source.Publisher, Date: e.Source.Date, URL: e.Source.URL,
		Label: registry.ChoiceLabel(registry.SourceLabels(), e.Source.Label),
	}
}

// checkedAt is when somebody last looked at the facts of a story: who released its
// edition, or corrected it. Nobody at the registry has checked what an article says, and
// neither an import nor an upgrade looks at anything: then it is zero.
func checkedAt(e *edition.Edition) time.Time {
	if e.Origin == registry.Reported || e.Account == 0 {
		return e.LastCorrection()
	}
	if t := e.LastCorrection(); t.After(e.At) {
		return t
	}
	return e.At
}

// pressContext adds the years of the model and the stories near it.
func (h *Area) pressContext(ctx context.Context, site press.Site, st *press.Story, e *edition.Edition) error {
	spread, err := h.spread(ctx, e, h.Flow.Ledger())
	if err != nil {
		return err
	}
	for _, s := range spread {
		line := s.Year + ": " + s.Text
		if s.Note != "" {
			line += " (" + s.Note + ")"
		}
		st.History = append(st.History, line)
	}
	near, err := h.near(ctx, e)
	if err != nil {
		return err
	}
	for i := range near {
		n := &near[i]
		st.Related = append(st.Related, press.Link{Text: n.Headline(), URL: site.Base + address.Story.At(n.Season, n.Slug)})
	}
	return nil
}

// pressFoundings say how well a figure is founded.
var pressFoundings = map[registry.Founding]string{
	registry.Target:       "Chỉ tiêu cam kết, chưa có kết quả",
	registry.SelfDeclared: "Đơn vị tự khai, báo cáo đã được thẩm định",
	registry.ByCommune:    "Xã, phường xác nhận, báo cáo đã được thẩm định",
	registry.Proven:       "Có minh chứng, báo cáo đã được thẩm định",
	registry.Context:      "Theo bài báo, đơn vị chưa xác nhận",
}

// pressFigures are the outcomes with how well each is founded. Those of an article have
// the article as their source, and no period but one that it gives.
func pressFigures(e *edition.Edition, c *registry.Catalogue) []press.Figure {
	article := pressSource(e)
	var out []press.Figure
	for _, r := range e.Reached() {
		f := press.Figure{
			Label:    c.Label(r.Outcome),
			Baseline: string(r.Baseline),
			Target:   string(r.Target),
			Actual:   string(r.Actual),
			Unit:     c.Unit(r.Outcome),
			Verified: pressFoundings[r.Founding],
		}
		switch {
		case article != nil:
			f.Period = registry.ChoiceLabel(registry.Periods(), r.Period) // "" when none is given
		case r.Period == registry.PeriodTotal:
			f.Period = "Lũy kế đến năm " + address.Year(e.Season)
		case e.Season != 0:
			f.Period = "Trong năm " + address.Year(e.Season)
		}
		switch {
		case article != nil:
			f.Source = article.Short()
		case r.Source != "":
			f.Source = registry.ChoiceLabel(registry.Sources(), r.Source)
		}
		out = append(out, f)
	}
	return out
}

// pressTexts are the lengths that somebody wrote, the shortest first.
func pressTexts(site press.Site, st *press.Story, e *edition.Edition) []press.Text {
	var out []press.Text
	for _, t := range []struct{ name, body string }{{"60-tu", e.Lead()}, {"150-tu", e.Story.Medium}, {"400-tu", e.Story.Long}} {
		body := strings.TrimSpace(t.body)
		if body == "" {
			continue
		}
		text := press.Text{Name: t.name, Label: "Bản " + view.Count(vietnamese.Words(body)) + " từ", Body: body}
		text.Docx = func(w io.Writer) error { return pressDocument(site, st, body).Write(w) }
		out = append(out, text)
	}
	return out
}

// pressDocument is one length of a story for a word processor.
func pressDocument(site press.Site, st *press.Story, body string) *office.Document {
	d := office.NewDocument(st.Headline, office.Portrait)
	d.Heading(1, st.Headline)
	for _, p := range view.Paragraphs(body) {
		d.Body(p)
	}
	if st.Quote.Text != "" {
		d.BodyRuns(
			office.Run{Text: "“" + strings.Trim(st.Quote.Text, "“”\"") + "”", Italic: true},
			office.Run{Text: " – " + strings.Trim(st.Quote.Name+", "+st.Quote.Title, ", ")},
		)
	}
	d.Line(office.Run{Text: site.SourceLine(st), Size: office.Size12})
	d.Footer(site.Full() + " – " + st.URL)
	return d
}

// pressSizes are the sizes of a photo that newsrooms get.
var pressSizes = []photo.SizeName{photo.Large, photo.Print}

// pressPhotos adds the photos that are shown in public; none of a story that the
// press reported.
func (h *Area) pressPhotos(site press.Site, st *press.Story, e *edition.Edition) {
	if e.Origin == registry.Reported {
		return
	}
	for i := range e.Photos {
		p := &e.Photos[i]
		if !p.Shown() {
			continue
		}
		out := press.Photo{
			ID: int64(p.ID), Caption: p.Caption, Alt: p.Alt, Author: p.Author, Credit: p.Credit(), Copyright: photoRights(p),
			Terms: photoTerms(site), TakenOn: p.TakenOn.Local(), Place: st.Unit, Basis: p.Basis.Label(),
		}
		words := photo.NewCaption(photoWords(site, st, p))
		for _, size := range pressSizes {
			f, ok := h.photoCopy(p, size, words)
			if !ok {
				continue
			}
			f.URL = site.Base + address.StoryPhoto.At(e.Season, e.Slug, fmt.Sprintf("%d-%s.jpg", p.ID, size))
			out.Files = append(out.Files, f)
		}
		if len(out.Files) > 0 {
			st.Photos = append(st.Photos, out)
		}
	}
}

// photoRights names who took a photo, "" when that is not known.
func photoRights(p *registry.Photo) string {
	if p.Author == "" {
		return ""
	}
	return "© " + p.Author
}

func photoTerms(site press.Site) string {
	return "Dùng lại cho tin, bài khi ghi tên người chụp và nguồn “" + site.Full() + "”. Không cắt, ghép làm sai ý; không " +
		"dùng vào việc khác. Người trong ảnh có quyền yêu cầu gỡ."
}

// photoWords are the words that travel inside a photo. The time of day and the
// place of the camera are not among them.
func photoWords(site press.Site, st *press.Story, p *registry.Photo) photo.Words {
	w := photo.Words{
		Headline: st.Headline, Caption: p.Caption, Alt: p.Alt, Author: p.Author, Credit: p.Credit(), Copyright: photoRights(p),
		Terms:  photoTerms(site),
		Source: site.Full(), Address: st.URL, TermsURL: site.TermsURL(), Place: st.Unit, Province: site.Place, Country: "Việt Nam",
		Job: st.Number,
	}
	if t, ok := p.TakenOn.Time(); ok {
		w.Date = t
	}
	if st.Demo && p.Author == cover.Author {
		w.Kind = cover.DigitalSource // of a photo nobody has said it
	}
	return w
}

// photoCopy is one size of a photo with its words inside; false when the file is
// not there.
func (h *Area) photoCopy(p *registry.Photo, size photo.SizeName, words photo.Caption) (press.PhotoFile, bool) {
	f, err := h.Photos.Open(p.Hash, size)
	if err != nil {
		return press.PhotoFile{}, false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return press.PhotoFile{}, false
	}
	hash := p.Hash
	out := press.PhotoFile{Size: string(size), Bytes: info.Size() + words.Len()}
	out.Width, out.Height = view.PhotoSize(p, string(size))
	out.Write = func(w io.Writer) error {
		f, err := h.Photos.Open(hash, size)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = words.Copy(w, f)
		return err
	}
	return out, true
}
