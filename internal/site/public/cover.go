package public

import (
	"bytes"
	"image/jpeg"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"danvankheo/internal/cover"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
)

const (
	shareWidth, shareHeight = 1200, 630
	maxShareCovers          = 64
)

// shareCovers keeps the last covers drawn for link previews, the oldest one
// making room. One is drawn at a time: they are asked for by robots, in bursts.
type shareCovers struct {
	mu    sync.Mutex
	made  map[registry.EntryID][]byte
	order []registry.EntryID
}

func (s *shareCovers) get(id registry.EntryID, field registry.FieldCode) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if b, ok := s.made[id]; ok {
		return b, nil
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, cover.New(string(field), int64(id)).Draw(shareWidth, shareHeight), &jpeg.Options{Quality: 86}); err != nil {
		return nil, err
	}
	if s.made == nil {
		s.made = map[registry.EntryID][]byte{}
	}
	if len(s.order) >= maxShareCovers {
		delete(s.made, s.order[0])
		s.order = s.order[1:]
	}
	s.made[id] = b.Bytes()
	s.order = append(s.order, id)
	return b.Bytes(), nil
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
		e, err := h.DB.Entry(c.Context(), id)
		if err != nil {
			return err
		}
		if !e.Visible(h.Flow.Now()) {
			return registry.Errorf(registry.NotFound, "Không có ảnh này.")
		}
		field = e.Content.Field
	}
	b, err := h.covers.get(id, field)
	if err != nil {
		return err
	}
	c.Header().Set("Cache-Control", "public, max-age=60") // a story taken down takes its picture along
	c.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	return c.Blob(http.StatusOK, "image/jpeg", b)
}
