package public

import (
	"context"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

// storyNotice says what a reader must know before reading: that the story is not
// public yet, was corrected, or tells of committed targets only.
func storyNotice(e *edition.Edition, now time.Time) *view.Notice {
	switch {
	case e.Publication == registry.Scheduled && !e.Visible(now):
		return &view.Notice{
			Tone:    "wait",
			Heading: "Hẹn giờ đăng",
			Text:    "Bài sẽ đăng lúc " + view.Moment(e.PublishAt) + ". Chưa được công bố trước giờ này.",
		}
	case !e.Visible(now):
		return &view.Notice{
			Tone:    "wait",
			Heading: "Chưa công khai",
			Text:    "Chỉ người có trách nhiệm xem được trang này (" + strings.ToLower(e.Publication.Label()) + ").",
		}
	case len(e.Corrections) > 0:
		last := e.Corrections[len(e.Corrections)-1]
		return &view.Notice{Tone: "info", Heading: "Đính chính ngày " + view.Day(last.At), Text: last.Text}
	}
	return nil
}

// storyRecognitions writes each recognition as one line.
func storyRecognitions(e *edition.Edition) []string {
	var out []string
	for _, r := range e.Recognitions {
		out = append(out, r.Line())
	}
	if e.Source.Recognition != "" && len(e.Recognitions) == 0 {
		out = append(out, "Theo bài báo: "+e.Source.Recognition)
	}
	return out
}

// storyAwards writes each commendation as one line.
func storyAwards(e *edition.Edition) []string {
	var out []string
	for _, k := range e.Commendations {
		out = append(out, k.Line())
	}
	return out
}

var yearSentences = map[string]string{
	"neu-trong-bai": "Năm được nêu trong bài.",
	"ngay-dang":     "Năm tính theo ngày bài được đăng.",
	"uoc-luong":     "Năm được ước lượng từ nội dung bài.",
	"khong-ro":      "Bài không cho biết năm.",
}

// source says where a reported entry was read.
func source(e *edition.Edition) *view.SourceBox {
	if e.Source.URL == "" {
		return nil
	}
	date := e.Source.Date
	if y, m, ok := strings.Cut(date, "-"); ok && len(m) == 2 {
		date = "tháng " + m + "/" + y
	} else if d := registry.Date(date); d.Valid() {
		date = "ngày " + d.Local()
	}
	return &view.SourceBox{
		Title: e.Source.Title, Publisher: e.Source.Publisher, Date: date, URL: e.Source.URL,
		Label: registry.ChoiceLabel(registry.SourceLabels(), e.Source.Label), YearBasis: yearSentences[e.Source.YearBasis],
		Registered: e.Origin == registry.Registered,
	}
}

// storyCoverage lists what newsrooms published about an entry, as far as the
// staff has checked it.
func (h *Area) storyCoverage(ctx context.Context, id registry.EntryID) ([]view.PublishedPiece, error) {
	list, err := h.DB.CoverageOf(ctx, id)
	var out []view.PublishedPiece
	for _, x := range list {
		out = append(out, view.PublishedPiece{Title: x.Title, URL: x.URL, Publisher: x.Publisher, Day: x.Day.Local()})
	}
	return out, err
}

// pressBox is what a journalist takes away from a story; contact tells whether
// this reader may see the contact that the unit opened to the press.
func pressBox(e *edition.Edition, contact bool) view.PressBox {
	b := view.PressBox{Number: e.Number, Reported: e.Origin == registry.Reported}
	for _, x := range []struct{ name, text string }{{"Bản ngắn", e.Story.Short}, {"Bản vừa", e.Story.Medium}, {"Bản dài", e.Story.Long}} {
		if x.text != "" {
			b.Texts = append(b.Texts, view.PressText{Label: x.name + ", " + view.Count(vietnamese.Words(x.text)) + " từ", Text: x.text})
		}
	}
	for i := range e.Photos {
		p := &e.Photos[i]
		if !p.Shown() {
			continue
		}
		if b.Credit == "" {
			b.Credit = p.Credit()
		}
		photo := view.PressPhoto{Label: p.Caption}
		for _, s := range []struct{ text, size string }{{"Cỡ web", "1200"}, {"Cỡ in", "in"}} {
			photo.Links = append(photo.Links, view.Link{Text: s.text, URL: address.Photo.At(p.ID, s.size+".jpg")})
		}
		b.Photos = append(b.Photos, photo)
	}
	if !b.Reported {
		b.Terms = "Dùng lại tự do khi ghi nguồn và tên đơn vị. Ảnh ghi tên người chụp."
	}
	if c := e.Content; contact && c.ContactPress && c.ContactName != "" {
		b.Contact = append(b.Contact, strings.Trim(c.ContactName+", "+c.ContactTitle, ", "))
		for _, line := range []string{c.ContactPhone, c.ContactEmail} {
			if line != "" {
				b.Contact = append(b.Contact, line)
			}
		}
	}
	return b
}
