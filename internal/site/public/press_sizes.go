package public

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/sync/singleflight"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/newsdesk"
)

// fileSizes keeps how many bytes the small files of stories have, so that a page need
// not make them all to say so.
type fileSizes struct {
	flights singleflight.Group // by entry and state

	mu    sync.Mutex
	known map[shownState]map[string]int64 // by the name of the file
}

// shownState is what readers have of an entry at one time: an edition, until what lives
// on of its entry changes.
type shownState struct {
	entry registry.EntryID
	no    int
	at    int64
}

const maxSizedEntries = 3_000

// of gives the sizes of an entry's files by their names, which measure makes once
// however many ask at the same moment.
func (s *fileSizes) of(e *edition.Edition, measure func() (map[string]int64, error)) (map[string]int64, error) {
	key := shownState{e.ID, e.No, e.UpdatedAt.UnixMilli()}
	v, err, _ := s.flights.Do(fmt.Sprint(key), func() (any, error) {
		if sizes := s.get(key); sizes != nil {
			return sizes, nil
		}
		sizes, err := measure()
		if err == nil {
			s.keep(key, sizes)
		}
		return sizes, err
	})
	return v.(map[string]int64), err
}

func (s *fileSizes) get(key shownState) map[string]int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known[key]
}

func (s *fileSizes) keep(key shownState, sizes map[string]int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil || len(s.known) >= maxSizedEntries {
		s.known = map[shownState]map[string]int64{}
	}
	s.known[key] = sizes
}

// measure makes every small file of an entry, for its size.
func (h *Area) measure(ctx context.Context, site press.Site, e *edition.Edition) (map[string]int64, error) {
	st := h.bareStory(site, e)
	if err := h.pressContext(ctx, site, &st, e); err != nil {
		return nil, err
	}
	sizes := map[string]int64{}
	for _, p := range h.smallFiles(site, &st) {
		var b bytes.Buffer
		if err := p.write(&b); err != nil {
			return nil, err
		}
		sizes[p.name] = int64(b.Len())
	}
	return sizes, nil
}

// sized gathers what newsrooms get of an entry, with the size of each small file and
// of the whole pack.
func (h *Area) sized(c *shell.Context, e *edition.Edition) (st press.Story, files []view.PressFile, whole int64, err error) {
	site := h.publisher(c)
	ctx := context.WithoutCancel(c.Context()) // others wait for the sizes too
	sizes, err := h.sizes.of(e, func() (map[string]int64, error) { return h.measure(ctx, site, e) })
	if err != nil {
		return st, nil, 0, err
	}
	st = h.bareStory(site, e)
	for _, p := range h.smallFiles(site, &st) {
		n := sizes[p.name]
		whole += n
		files = append(files, view.NewPressFile(e, p.name, p.label, n))
	}
	for i := range st.Photos {
		for _, f := range st.Photos[i].Files {
			whole += f.Bytes
		}
	}
	return st, files, whole, nil
}

// pressFiles adds to the press box what can be taken away, each with its weight.
func (h *Area) pressFiles(c *shell.Context, e *edition.Edition, box *view.PressBox) error {
	if !newsdesk.Packable(c.Actor(), e, h.Flow.Now()) {
		return nil
	}
	st, files, whole, err := h.sized(c, e)
	if err != nil {
		return err
	}
	site, a, canonical := h.publisher(c), c.Actor(), h.Base(c)+address.Story.At(e.Season, e.Slug)
	offer := view.PressOffer{
		Files: files, Bytes: whole, Cite: site.Cite(&st, h.Flow.Now()), Line: site.SourceLine(&st),
		Ask: a.Role == registry.Journalist || a.MayEnter(registry.ReviewArea),
	}
	for i := range st.Photos {
		one := view.OfferedPhoto{Caption: st.Photos[i].Caption}
		for _, f := range st.Photos[i].Files {
			one.Files = append(one.Files, view.OfferedFile{Size: f.Size, URL: strings.TrimPrefix(f.URL, h.Base(c)), Bytes: f.Bytes})
		}
		offer.Photos = append(offer.Photos, one)
	}
	if e.Visible(h.Flow.Now()) {
		offer.Embed = press.Frame(h.Base(c)+address.Card.At(e.Season, e.Slug), e.Headline(), press.CardWidth, press.CardHeight)
		offer.OEmbed = oembedLink(h.Base(c), canonical)
	}
	box.Offer(e, &offer)
	return nil
}
