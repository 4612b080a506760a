package public

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sync/singleflight"

	"danvankheo/internal/cover"
	"danvankheo/internal/photo"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

const (
	shareWidth, shareHeight = 1200, 630
	maxShareCovers          = 64
)

// shareCovers keeps the last covers drawn for link previews, the oldest one
// making room. One is drawn at a time: they are asked for by robots, in bursts.
type shareCovers struct {
	flights singleflight.Group // by what is drawn
	drawing sync.Mutex

	mu    sync.Mutex
	files map[drawnCover][]byte
	order []drawnCover
}

// drawnCover is what a cover is drawn of: a field that a later edition changed gives
// another one.
type drawnCover struct {
	entry registry.EntryID
	field registry.FieldCode
}

// get gives a cover, drawn once however many ask at the same moment.
func (s *shareCovers) get(of drawnCover, draw func() ([]byte, error)) ([]byte, error) {
	v, err, _ := s.flights.Do(fmt.Sprint(of), func() (any, error) {
		if b, ok := s.kept(of); ok {
			return b, nil
		}
		s.drawing.Lock()
		defer s.drawing.Unlock()
		b, err := draw()
		if err == nil {
			s.keep(of, b)
		}
		return b, err
	})
	return v.([]byte), err
}

func (s *shareCovers) kept(of drawnCover) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.files[of]
	return b, ok
}

func (s *shareCovers) keep(of drawnCover, b []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.files == nil {
		s.files = map[drawnCover][]byte{}
	}
	if len(s.order) >= maxShareCovers {
		delete(s.files, s.order[0])
		s.order = s.order[1:]
	}
	s.files[of] = b
	s.order = append(s.order, of)
}

// drawShareCover draws the cover of an entry as a picture.
func drawShareCover(id registry.EntryID, field registry.FieldCode) ([]byte, error) {
	var b bytes.Buffer
	err := jpeg.Encode(&b, cover.New(string(field), int64(id)).Draw(shareWidth, shareHeight), &jpeg.Options{Quality: 86})
	return b.Bytes(), err
}

// shareCover is the drawn cover of a story as a picture for link previews;
// /bia/0.jpg is that of the site.
func (h *Area) shareCover(c *shell.Context) error {
	text, ok := strings.CutSuffix(c.Param("file"), ".jpg")
	n, err := strconv.ParseInt(text, 10, 64)
	if !ok || err != nil || n < 0 || strconv.FormatInt(n, 10) != text {
		return registry.Errorf(registry.NotFound, "Không có ảnh này.")
	}
	id, field := registry.EntryID(n), registry.FieldCode("he-thong-chinh-tri")
	if id != 0 {
		e, err := h.DB.Edition(c.Context(), id)
		if err != nil {
			return err
		}
		if !e.Visible(h.Flow.Now()) {
			return registry.Errorf(registry.NotFound, "Không có ảnh này.")
		}
		field = e.Content.Field
	}
	b, err := h.covers.get(drawnCover{id, field}, func() ([]byte, error) { return drawShareCover(id, field) })
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if _, err := drawnWords(h.publisher(c)).Copy(&file, bytes.NewReader(b)); err != nil {
		return err
	}
	c.Header().Set("Cache-Control", "public, max-age=60") // a story taken down takes its picture along
	c.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	return c.Blob(http.StatusOK, "image/jpeg", file.Bytes())
}

// drawnWords travel inside a drawn cover: that it is a drawing, and whose program drew it.
func drawnWords(site press.Site) photo.Caption {
	return photo.NewCaption(photo.Words{
		Caption: view.DrawnCaption, Alt: view.DrawnCaption, Credit: "Tranh: " + site.Full(), Source: site.Full(), Kind: cover.DigitalSource,
	})
}
