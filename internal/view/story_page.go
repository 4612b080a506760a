package view

import (
	"fmt"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// StoryInput is what the page of an entry shows one reader.
type StoryInput struct {
	Reference
	Edition *edition.Edition
	Actor   registry.Actor
	Now     time.Time
	Name    string // that it was registered under, "" when that is the headline
	Waiting int    // places in which the dossier differs, for those who see it inside
	Years   []SpreadItem
	Covered []PublishedPiece
	Near    []edition.Edition
}

// NewStoryPage shows an entry.
func NewStoryPage(in StoryInput) StoryPage {
	e, l := in.Edition, in.Ledger
	p := StoryPage{
		Mark: MarkOf(e.Content.Field), Headline: e.Headline(), Lead: e.Lead(), Unit: UnitLine(e.Public(), l), Name: in.Name,
		Year: Sentence(YearText(e.Season)), YearNote: YearNote(e), Type: e.Content.Type.Label(), Picture: NewPicture(e, ShapeStory),
		Crumbs: []Crumb{
			{Text: "Mô hình", URL: address.Stories},
			{Text: registry.FieldLabel(e.Content.Field), URL: address.Stories + "?field=" + string(e.Content.Field)},
			{Text: e.Headline()},
		},
		Badges: storyBadges(e), Figures: keyFigures(e, in.Catalogue), Notice: storyNotice(e, in.Now), Sections: storySections(e),
		Gallery: gallery(e), Recognitions: RecognitionLines(e), Awards: AwardLines(e), Source: sourceBox(e), Survival: storySurvival(e),
		Press:   newPressBox(e, in.Actor.Can(registry.ContactPress, e.Public(), in.Now)),
		Edition: EditionLine(e), Spread: in.Years, Covered: in.Covered,
	}
	p.placeUnit(e, l)
	if e.Season != 0 {
		p.Year, p.SpreadURL = "Năm "+address.Year(e.Season), address.StorySpread.At(e.Season, e.Slug)
	}
	if photo := e.LeadPhoto(); photo != nil {
		p.Caption, p.Credit = photo.Caption, photo.Credit()
	} else {
		p.DrawnCover, p.Caption = true, DrawnCaption
	}
	if e.Story.Quote != "" {
		p.Quote = &Quote{Text: e.Story.Quote, Name: e.Story.QuoteName, Title: e.Story.QuoteTitle}
	}
	p.Results, p.Context = NewResults(e, in.Catalogue)
	for _, x := range e.Corrections {
		p.Corrections = append(p.Corrections, DatedNote{Day: Day(x.At), Stamp: Stamp(x.At), Text: x.Text})
	}
	if in.Actor.Can(registry.ViewInside, e.Public(), in.Now) {
		p.EditURL, p.Waiting = address.Entry.At(e.ID), StoryWaiting(e, in.Waiting)
	}
	for i := range in.Near {
		p.Near = append(p.Near, NewCard(&in.Near[i], in.Reference, ShapeCard))
	}
	return p
}

// placeUnit links the unit of then and of today, and names the place within it.
func (p *StoryPage) placeUnit(e *edition.Edition, l *registry.Ledger) {
	if u, ok := l.Unit(e.Unit); ok {
		p.UnitURL = address.Unit.At(u.Code)
		if u.To != "" {
			for _, t := range l.Today(u.Code) {
				p.Today = append(p.Today, Link{Text: registry.LowerName(t), URL: address.Unit.At(t.Code)})
			}
		}
	}
	p.Place = strings.TrimSpace(e.Content.Place)
	if p.Place != "" && strings.Contains(vietnamese.Fold(p.Unit), vietnamese.Fold(p.Place)) {
		p.Place = ""
	}
}

// gallery is the shown photos beside the first.
func gallery(e *edition.Edition) []GalleryPhoto {
	var out []GalleryPhoto
	lead := e.LeadPhoto()
	for i := range e.Photos {
		if p := &e.Photos[i]; p.Shown() && p != lead {
			out = append(out, GalleryPhoto{Picture: PhotoPicture(p, ShapeCard), Caption: p.Caption, Credit: p.Credit()})
		}
	}
	return out
}

func storyBadges(e *edition.Edition) []Badge {
	var out []Badge
	switch {
	case e.Origin == registry.Reported:
		out = append(out, OriginBadge(e), Badge{Text: registry.ChoiceLabel(registry.SourceLabels(), e.Source.Label)})
	case e.Result == registry.Effective:
		out = append(out, Badge{Text: "Đơn vị đăng ký · đã xác nhận hiệu quả", Tone: "ok"})
	default:
		out = append(out, Badge{Text: "Đơn vị đăng ký"})
	}
	if e.Demo {
		out = append(out, Badge{Text: demoNote, Tone: "quiet"})
	}
	return out
}

// storyNotice says what a reader must know before reading: that the story is not
// public yet, was corrected, or tells of committed targets only.
func storyNotice(e *edition.Edition, now time.Time) *Notice {
	switch {
	case e.Publication == registry.Scheduled && !e.Visible(now):
		return &Notice{
			Tone:    "wait",
			Heading: "Hẹn giờ đăng",
			Text:    "Bài sẽ đăng lúc " + Moment(e.PublishAt) + ". Chưa được công bố trước giờ này.",
		}
	case !e.Visible(now):
		return &Notice{
			Tone:    "wait",
			Heading: "Chưa công khai",
			Text:    "Chỉ người có trách nhiệm xem được trang này (" + strings.ToLower(e.Publication.Label()) + ").",
		}
	case len(e.Corrections) > 0:
		last := e.Corrections[len(e.Corrections)-1]
		return &Notice{Tone: "info", Heading: "Đính chính ngày " + Day(last.At), Text: last.Text}
	}
	return nil
}

// YearNote says how the year of a story of the press is known, "" when the article says it.
func YearNote(e *edition.Edition) string {
	if e.Origin == registry.Reported && e.Season != 0 && e.Source.YearBasis != "" && e.Source.YearBasis != "neu-trong-bai" {
		return registry.ChoiceLabel(registry.YearBases(), e.Source.YearBasis)
	}
	return ""
}

// storySections are the parts of the text that are there.
func storySections(e *edition.Edition) []Section {
	var out []Section
	add := func(id, heading, text string) {
		if lines := Paragraphs(text); len(lines) > 0 {
			out = append(out, Section{ID: id, Heading: heading, Paragraphs: lines})
		}
	}
	long := e.Story.Long
	for _, text := range []string{e.Story.Medium, e.Content.Body} {
		if long == "" {
			long = text
		}
	}
	add("cau-chuyen", "Câu chuyện", long)
	add("viec-kho", "Việc khó", e.Content.Problem)
	add("cach-lam", "Cách làm", e.Content.Method)
	if e.Result.Confirmed() {
		add("tac-dong", "Tác động", e.Report.Impact)
		add("bai-hoc", "Bài học", e.Report.Lessons)
	}
	return out
}

// RecognitionLines writes each recognition as one line.
func RecognitionLines(e *edition.Edition) []string {
	var out []string
	for _, r := range e.Recognitions {
		out = append(out, r.Line())
	}
	if e.Source.Recognition != "" && len(e.Recognitions) == 0 {
		out = append(out, "Theo bài báo: "+e.Source.Recognition)
	}
	return out
}

// AwardLines writes each commendation as one line.
func AwardLines(e *edition.Edition) []string {
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

// sourceBox says where a reported entry was read.
func sourceBox(e *edition.Edition) *SourceBox {
	if e.Source.URL == "" {
		return nil
	}
	date := e.Source.Date
	if y, m, ok := strings.Cut(date, "-"); ok && len(m) == 2 {
		date = "tháng " + m + "/" + y
	} else if d := registry.Date(date); d.Valid() {
		date = "ngày " + d.Local()
	}
	return &SourceBox{
		Title: e.Source.Title, Publisher: e.Source.Publisher, Date: date, URL: e.Source.URL,
		Label: registry.ChoiceLabel(registry.SourceLabels(), e.Source.Label), YearBasis: yearSentences[e.Source.YearBasis],
		Registered: e.Origin == registry.Registered,
	}
}

// storySurvival says what became of the model 12 and 24 months on, as far as the answers
// are sealed. What the unit noted beside its answer is for the office.
func storySurvival(e *edition.Edition) (out []DatedNote) {
	for _, f := range e.Fates {
		fate, err := registry.ParseFate(f.Fate)
		if err != nil {
			continue // of a version that had another answer
		}
		at := time.UnixMilli(f.At)
		out = append(out, DatedNote{
			Day: Day(at), Stamp: Stamp(at),
			Text: fmt.Sprintf("sau %d tháng, đơn vị cho biết mô hình %s", f.Months, vietnamese.Lower(fate.Label())),
		})
	}
	return out
}

// NewRemovedPage says that a story was taken down, and when.
func NewRemovedPage(at time.Time) RemovedPage {
	p := RemovedPage{
		Heading: "Bài này đã được gỡ",
		Text:    "Trang từng có một mô hình ở địa chỉ này. Bài đã được gỡ và không còn xem được; lý do được ghi trong hồ sơ.",
	}
	if !at.IsZero() {
		p.When = "Gỡ ngày " + Day(at) + "."
	}
	return p
}

// NewSpreadItem is one year of a model, or one unit that learned from it; the one that
// is being read has no address.
func NewSpreadItem(e *edition.Edition, l *registry.Ledger, here bool, note string) SpreadItem {
	item := SpreadItem{Year: YearText(e.Season), Text: UnitLine(e.Public(), l), Here: here, Note: note}
	if !here {
		item.URL = address.Story.At(e.Season, e.Slug)
	}
	return item
}
