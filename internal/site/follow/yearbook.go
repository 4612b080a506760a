package follow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"slices"
	"strconv"

	"danvankheo/internal/edition"
	"danvankheo/internal/office"
	"danvankheo/internal/photo"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// yearbookPhotos is how many photos of a story a yearbook has.
const yearbookPhotos = 3

// publicEntries are the registered, public stories of a season in order of title.
func (h *yearly) publicEntries(ctx context.Context, y registry.Year) ([]edition.Edition, error) {
	return h.DB.SeasonEditions(ctx, y, h.Flow.Now())
}

// yearbookForm chooses the stories of the yearbook.
func (h *yearly) yearbookForm(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	list, err := h.publicEntries(c.Context(), s.Year)
	if err != nil {
		return err
	}
	return h.render(c, http.StatusOK, view.NewYearbookPage(s.Year, list, h.Flow.Ledger()))
}

// yearbook sends the chosen stories, in the order of fields and titles.
func (h *yearly) yearbook(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	ctx := c.Context()
	list, err := h.publicEntries(ctx, s.Year)
	if err != nil {
		return err
	}
	chosen := c.QueryParams()["bai"]
	list = slices.DeleteFunc(list, func(e edition.Edition) bool {
		return !slices.Contains(chosen, strconv.FormatInt(int64(e.ID), 10))
	})
	if len(list) == 0 {
		return registry.Errorf(registry.Invalid, "Chọn ít nhất một bài cho kỷ yếu.")
	}
	if len(list) > view.YearbookMost {
		return registry.Errorf(registry.Invalid, "Mỗi kỷ yếu tối đa %d bài. Hãy bỏ bớt rồi tải lại.", view.YearbookMost)
	}
	place := func(e edition.Edition) int {
		return slices.IndexFunc(s.Fields, func(f registry.Field) bool { return f.Code == e.Content.Field })
	}
	slices.SortStableFunc(list, func(a, b edition.Edition) int { return place(a) - place(b) })
	var stories []office.YearbookStory
	for i := range list {
		story, err := h.yearbookStory(&list[i])
		if err != nil {
			return err
		}
		stories = append(stories, story)
	}
	var b bytes.Buffer
	title := fmt.Sprintf("Mô hình, điển hình “Dân vận khéo” năm %d", s.Year)
	if err := office.Yearbook(h.Flow.Settings().Owner, title, stories).Write(&b); err != nil {
		return err
	}
	c.Header().Set("Content-Disposition", shell.AttachmentHeader(fmt.Sprintf("ky-yeu-dan-van-kheo-%d.docx", s.Year)))
	return c.Blob(http.StatusOK, shell.DocumentTypes[registry.DOCX], b.Bytes())
}

func (h *yearly) yearbookStory(e *edition.Edition) (office.YearbookStory, error) {
	out := office.YearbookStory{
		Headline: e.RegisteredName(),
		Unit:     h.Flow.Ledger().FullName(e.Unit),
		Field:    registry.FieldLabel(e.Content.Field),
		Lead:     e.Lead(),
		Text:     e.Story.Long,
	}
	if out.Text == "" {
		out.Text = e.Story.Medium
	}
	if e.Story.Quote != "" {
		out.Quote, out.QuoteBy = e.Story.Quote, joinComma(e.Story.QuoteName, e.Story.QuoteTitle)
	}
	for _, k := range e.KeyFigures(h.Flow.Catalogue()) {
		out.Figures = append(out.Figures, k.Value+" "+k.Unit+" "+k.Label)
	}
	lead := e.LeadPhoto()
	photos := slices.Clone(e.Photos)
	slices.SortStableFunc(photos, func(a, b registry.Photo) int {
		first := func(p registry.Photo) int {
			if lead != nil && p.ID == lead.ID {
				return 0
			}
			return 1
		}
		return first(a) - first(b)
	})
	for i := range photos {
		p := &photos[i]
		if !p.Shown() || len(out.Photos) >= yearbookPhotos {
			continue
		}
		pic, err := h.pictureOf(p)
		if errors.Is(err, fs.ErrNotExist) {
			continue // a photo that is lost costs its place, not the yearbook
		}
		if err != nil {
			return out, err
		}
		out.Photos = append(out.Photos, office.YearbookPhoto{Picture: pic, Caption: p.Caption + " " + p.Credit() + "."})
	}
	return out, nil
}

func joinComma(a, b string) string {
	if a != "" && b != "" {
		return a + ", " + b
	}
	return a + b
}

// yearbookSize is the size of the photos in a yearbook: sharp on A4, not heavy.
const yearbookSize photo.SizeName = "1200"

func (h *yearly) pictureOf(p *registry.Photo) (office.Picture, error) {
	f, err := h.Photos.Open(p.Hash, yearbookSize)
	if err != nil {
		return office.Picture{}, err
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	return office.Picture{JPEG: b, Width: p.Width, Height: p.Height, Alt: p.Alt, High: 110}, err
}
