package public

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// maxSuggested bounds what the list under the search box offers.
const maxSuggested = 8

// suggestion is one line of the list under the search box.
type suggestion struct {
	Kind string `json:"kind"` // in words
	Text string `json:"text"`
	URL  string `json:"url"`
}

// suggest completes what is being typed, for the script of the search box. Of the
// same words everybody gets the same answer.
func (h *Area) suggest(c *shell.Context) error {
	q := strings.TrimSpace(c.QueryParam("q"))
	if len([]rune(q)) > shell.MaxTyped {
		q = ""
	}
	at := suggestedAt{h.Flow.PublicGeneration(), h.Index.Generation()}
	body, ok := h.suggested.get(at, q)
	if !ok {
		list, err := h.suggestions(c.Context(), q)
		if err != nil {
			return err
		}
		if body, err = json.Marshal(list); err != nil {
			return err
		}
		h.suggested.keep(at, q, body)
	}
	c.Header().Set("Cache-Control", "public, max-age=15")
	return c.JSON(http.StatusOK, json.RawMessage(body))
}

func (h *Area) suggestions(ctx context.Context, q string) ([]suggestion, error) {
	out := []suggestion{}
	list, err := h.Index.Suggest(ctx, q, maxSuggested)
	if err != nil && !errors.Is(err, search.ErrNotReady) {
		return nil, err
	}
	paths, err := h.storyPaths(ctx, list)
	if err != nil {
		return nil, err
	}
	of := func(name, value string) string { return address.Stories + "?" + url.Values{name: {value}}.Encode() }
	for _, s := range list {
		switch s.Kind {
		case search.SuggestTitle:
			if p := paths[s.ID]; p != "" {
				out = append(out, suggestion{"Bài", s.Text, p})
			}
		case search.SuggestUnit:
			out = append(out, suggestion{"Đơn vị", s.Text, address.Unit.At(registry.UnitCode(s.Code))})
		case search.SuggestTopic:
			out = append(out, suggestion{"Chủ đề", view.Sentence(s.Text), of("tag", s.Code)})
		case search.SuggestField:
			out = append(out, suggestion{"Lĩnh vực", s.Text, of("field", s.Code)})
		case search.SuggestPublisher:
			out = append(out, suggestion{"Nơi đăng", s.Text, of("q", s.Text)})
		}
	}
	return out, nil
}

// storyPaths gives the addresses of the stories that may be read now.
func (h *Area) storyPaths(ctx context.Context, list []search.Suggestion) (map[int64]string, error) {
	var ids []registry.EntryID
	for _, s := range list {
		if s.Kind == search.SuggestTitle {
			ids = append(ids, registry.EntryID(s.ID))
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	entries, err := h.DB.EditionsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	paths := map[int64]string{}
	for i := range entries {
		if e := &entries[i]; e.Visible(h.Flow.Now()) {
			paths[int64(e.ID)] = address.Story.At(e.Season, e.Slug)
		}
	}
	return paths, nil
}

// suggestedAt is the state that suggestions are made of: of the data, and of the
// index, which follows the data a moment later.
type suggestedAt struct{ data, index uint64 }

// suggestedAnswers keeps the answers of one state in memory: many readers begin
// with the same letters. They age as pages do, for a story may have its hour.
type suggestedAnswers struct {
	mu    sync.Mutex
	at    suggestedAt
	since time.Time
	bytes int
	by    map[string][]byte
}

const maxSuggestedBytes = 4 << 20

func (s *suggestedAnswers) get(at suggestedAt, q string) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.at != at || time.Since(s.since) > shell.CacheLife {
		return nil, false
	}
	b, ok := s.by[q]
	return b, ok
}

func (s *suggestedAnswers) keep(at suggestedAt, q string, body []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by == nil || s.at != at || time.Since(s.since) > shell.CacheLife || s.bytes > maxSuggestedBytes {
		s.by, s.at, s.since, s.bytes = map[string][]byte{}, at, time.Now(), 0
	}
	s.by[q] = body
	s.bytes += len(q) + len(body)
}
