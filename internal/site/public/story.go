package public

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

// story shows one entry. An address it had before leads on to the present one;
// a story that was taken down says so, with status 410; one whose time has not
// come does not exist for those who may not know of it.
func (h *Area) story(c *shell.Context) error {
	year, ok := shell.ReadYear(c.Param("year"))
	if !ok {
		return registry.Errorf(registry.NotFound, "Địa chỉ này không có mô hình nào.")
	}
	ctx := c.Context()
	a, now := c.Actor(), h.Flow.Now()
	e, err := h.readStory(ctx, a, year, c.Param("slug"))
	switch {
	case err != nil:
		return err
	case !a.Can(registry.View, e.Public(), now) && e.Publication == registry.Removed:
		return h.removed(c, &e)
	case !a.Can(registry.View, e.Public(), now):
		return noStory()
	}
	if string(e.Slug) != c.Param("slug") || e.Season != year {
		return c.Redirect(http.StatusMovedPermanently, address.Story.At(e.Season, e.Slug))
	}
	page, err := h.storyPage(ctx, &e, a)
	if err != nil {
		return err
	}
	ch := h.frame(c, e.Headline(), shell.Describe(e.Lead()), address.Story.At(e.Season, e.Slug))
	ch.Kind = "article"
	ch.Image, ch.ImageAlt = ch.Base+address.Cover.At(strconv.FormatInt(int64(e.ID), 10)+".jpg"), view.DrawnCaption
	if p := e.LeadPhoto(); p != nil {
		ch.Image, ch.ImageAlt = ch.Base+address.Photo.At(p.ID, "1200.jpg"), p.Alt
		ch.ImageWidth, ch.ImageHeight = view.PhotoSize(p, "1200")
	}
	if err := h.pressFiles(c, &e, &page.Press); err != nil {
		return err
	}
	ch.OEmbed = page.Press.OEmbed
	page.Press.QR = view.QRCode(ch.Canonical, "Mã QR dẫn tới bài này")
	ch.Data = view.StoryData(ch, &e, page.Unit, page.Crumbs)
	if !e.Visible(now) {
		ch.NoIndex, ch.Data = true, nil
		c.Header().Set("Cache-Control", "no-store")
	}
	return shell.Render(c, http.StatusOK, c.Pages().Public.Story, ch, page)
}

func noStory() error {
	return registry.Errorf(registry.NotFound, "Không tìm thấy mô hình này. Có thể địa chỉ gõ chưa đúng, hoặc bài chưa được đăng.")
}

// readStory finds the edition of an address. While there is none, or it was taken down,
// those who may see the entry itself get what the next edition would be.
func (h *Area) readStory(ctx context.Context, a registry.Actor, y registry.Year, slug string) (edition.Edition, error) {
	d, err := h.DB.EditionAt(ctx, y, slug)
	none := registry.KindOf(err) == registry.NotFound
	if a.Role == registry.Visitor || !none && (err != nil || d.Publication != registry.Removed) {
		return d, err
	}
	e, outside := h.DB.EntryAt(ctx, y, slug)
	if outside == nil {
		var next edition.Edition
		if next, outside = h.Flow.Preview(ctx, a, &e); outside == nil {
			return next, nil
		}
	}
	if registry.KindOf(outside) == registry.NotFound && !none {
		return d, nil
	}
	return d, outside
}

// opened remembers that a result of a search was opened: what people look for
// and find teaches the vocabulary.
func (h *Area) opened(handler shell.Handler) shell.Handler {
	return func(c *shell.Context) error {
		err := handler(c)
		from, bad := url.Parse(c.Request().Referer())
		if err != nil || bad != nil || from.Host != c.Request().Host || from.Path != address.Stories {
			return err
		}
		if q := shell.ReadQuestion(from.Query()); q.Text != "" {
			h.Newsdesk.NoteOpened(q.Text)
		}
		return nil
	}
}

func (h *Area) removed(c *shell.Context, e *edition.Edition) error {
	page := view.RemovedPage{
		Heading: "Bài này đã được gỡ",
		Text:    "Trang từng có một mô hình ở địa chỉ này. Bài đã được gỡ và không còn xem được; lý do được ghi trong hồ sơ.",
	}
	if !e.RemovedAt.IsZero() {
		page.When = "Gỡ ngày " + view.Day(e.RemovedAt) + "."
	}
	ch := h.Chrome(c, page.Heading)
	ch.NoIndex = true
	return shell.Render(c, http.StatusGone, c.Pages().Public.Removed, ch, page)
}

// storyPage reads what the page of an entry shows this reader.
func (h *Area) storyPage(ctx context.Context, e *edition.Edition, a registry.Actor) (view.StoryPage, error) {
	ledger, now := h.Flow.Ledger(), h.Flow.Now()
	p := view.StoryPage{
		Mark: view.MarkOf(e.Content.Field), Headline: e.Headline(), Lead: e.Lead(), Unit: view.UnitLine(e.Public(), ledger),
		Year: view.Sentence(view.YearText(e.Season)), Type: e.Content.Type.Label(), Picture: view.NewPicture(e, view.ShapeStory),
		Crumbs: []view.Crumb{
			{Text: "Mô hình", URL: address.Stories},
			{Text: registry.FieldLabel(e.Content.Field), URL: address.Stories + "?field=" + string(e.Content.Field)},
			{Text: e.Headline()},
		},
	}
	if e.Season != 0 {
		p.Year = "Năm " + address.Year(e.Season)
	}
	p.Badges, p.Name = storyBadges(e), view.OtherName(e)
	h.storyUnit(e, &p)
	if photo := e.LeadPhoto(); photo != nil {
		p.Caption, p.Credit = photo.Caption, photo.Credit()
	} else {
		p.DrawnCover, p.Caption = true, view.DrawnCaption
	}
	for _, f := range e.KeyFigures(h.Flow.Catalogue()) {
		p.Figures = append(p.Figures, view.Figure{Value: f.Value, Unit: f.Unit, Label: f.Label})
	}
	p.Notice = storyNotice(e, now)
	p.Sections = storySections(e)
	if e.Story.Quote != "" {
		p.Quote = &view.Quote{Text: e.Story.Quote, Name: e.Story.QuoteName, Title: e.Story.QuoteTitle}
	}
	p.Results, p.Context = view.NewResults(e, h.Flow.Catalogue())
	lead := e.LeadPhoto()
	for i := range e.Photos {
		if photo := &e.Photos[i]; photo.Shown() && photo != lead {
			p.Gallery = append(
				p.Gallery,
				view.GalleryPhoto{Picture: view.PhotoPicture(photo, view.ShapeCard), Caption: photo.Caption, Credit: photo.Credit()},
			)
		}
	}
	p.Recognitions, p.Awards, p.Source, p.Survival = storyRecognitions(e), storyAwards(e), source(e), storySurvival(e)
	for _, x := range e.Corrections {
		p.Corrections = append(p.Corrections, view.DatedNote{Day: view.Day(x.At), Stamp: view.Stamp(x.At), Text: x.Text})
	}
	p.Press = pressBox(e, a.Can(registry.ContactPress, e.Public(), now))
	if a.Can(registry.ViewInside, e.Public(), now) {
		p.EditURL = address.Entry.At(e.ID)
		n, err := h.DB.WaitingChanges(ctx, e.ID)
		if err != nil {
			return p, err
		}
		p.Waiting = view.StoryWaiting(e, n)
	}
	p.Edition = view.EditionLine(e)
	var err error
	if e.Season != 0 {
		p.SpreadURL = address.StorySpread.At(e.Season, e.Slug)
	}
	if p.Spread, err = h.spread(ctx, e, ledger); err != nil {
		return p, err
	}
	if p.Covered, err = h.storyCoverage(ctx, e.ID); err != nil {
		return p, err
	}
	p.Near, err = h.near(ctx, e)
	return p, err
}

func storyBadges(e *edition.Edition) []view.Badge {
	var out []view.Badge
	switch {
	case e.Origin == registry.Reported:
		out = append(out, view.OriginBadge(e), view.Badge{Text: registry.ChoiceLabel(registry.SourceLabels(), e.Source.Label)})
	case e.Result == registry.Effective:
		out = append(out, view.Badge{Text: "Đơn vị đăng ký · đã xác nhận hiệu quả", Tone: "ok"})
	default:
		out = append(out, view.Badge{Text: "Đơn vị đăng ký"})
	}
	if e.Demo {
		out = append(out, view.Badge{Text: "Dữ liệu minh họa", Tone: "quiet"})
	}
	return out
}

// storyUnit links the unit of then and of today, and says how the year is known.
func (h *Area) storyUnit(e *edition.Edition, p *view.StoryPage) {
	ledger := h.Flow.Ledger()
	if u, ok := ledger.Unit(e.Unit); ok {
		p.UnitURL = address.Unit.At(u.Code)
		if u.To != "" {
			for _, t := range ledger.Today(u.Code) {
				p.Today = append(p.Today, view.Link{Text: registry.LowerName(t), URL: address.Unit.At(t.Code)})
			}
		}
	}
	p.Place = strings.TrimSpace(e.Content.Place)
	if p.Place != "" && strings.Contains(vietnamese.Fold(p.Unit), vietnamese.Fold(p.Place)) {
		p.Place = ""
	}
	p.YearNote = yearNote(e)
}

// yearNote says how the year of a story of the press is known, "" when the article says it.
func yearNote(e *edition.Edition) string {
	if e.Origin == registry.Reported && e.Season != 0 && e.Source.YearBasis != "" && e.Source.YearBasis != "neu-trong-bai" {
		return registry.ChoiceLabel(registry.YearBases(), e.Source.YearBasis)
	}
	return ""
}

// storySections are the parts of the text that are there.
func storySections(e *edition.Edition) []view.Section {
	var out []view.Section
	add := func(id, heading, text string) {
		if lines := view.Paragraphs(text); len(lines) > 0 {
			out = append(out, view.Section{ID: id, Heading: heading, Paragraphs: lines})
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

// near shows three more stories of the same field.
func (h *Area) near(ctx context.Context, e *edition.Edition) ([]view.Card, error) {
	if e.Content.Field == "" {
		return nil, nil
	}
	res, err := h.Index.Search(ctx, search.Query{Fields: []string{string(e.Content.Field)}, Sort: search.Newest, Limit: 4, NoFacets: true})
	if err != nil {
		return nil, nil //nolint:nilerr // the index is being built: the story is shown without it
	}
	var ids []registry.EntryID
	for _, hit := range res.Hits {
		if id := registry.EntryID(hit.ID); id != e.ID && len(ids) < 3 {
			ids = append(ids, id)
		}
	}
	list, err := h.DB.EditionsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []view.Card
	for i := range list {
		if list[i].Visible(h.Flow.Now()) {
			out = append(out, view.NewCard(&list[i], h.Names(), view.ShapeCard))
		}
	}
	return out, nil
}

// storySurvival says what became of the model 12 and 24 months on, as far as the answers
// are sealed. What the unit noted beside its answer is for the office.
func storySurvival(e *edition.Edition) (out []view.DatedNote) {
	for _, f := range e.Fates {
		fate, err := registry.ParseFate(f.Fate)
		if err != nil {
			continue // of a version that had another answer
		}
		at := time.UnixMilli(f.At)
		out = append(out, view.DatedNote{
			Day: view.Day(at), Stamp: view.Stamp(at),
			Text: fmt.Sprintf("sau %d tháng, đơn vị cho biết mô hình %s", f.Months, vietnamese.Lower(fate.Label())),
		})
	}
	return out
}
