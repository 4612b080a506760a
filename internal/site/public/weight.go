package public

import (
	"bytes"
	"strings"
	"sync"

	"danvankheo/internal/address"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/newsdesk"
)

// weights keeps how heavy the small files of stories are, so that a page need not
// make them all to tell.
type weights struct {
	mu   sync.Mutex
	list map[weightKey]int64
}

type weightKey struct {
	entry   registry.EntryID
	version int
	name    string
}

const maxWeights = 20_000

// of gives the weight of one file in bytes, from making it once.
func (w *weights) of(e *registry.Entry, p piece) (int64, error) {
	key := weightKey{e.ID, e.Version, p.name}
	w.mu.Lock()
	n, ok := w.list[key]
	w.mu.Unlock()
	if ok {
		return n, nil
	}
	var b bytes.Buffer
	if err := p.write(&b); err != nil {
		return 0, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.list == nil || len(w.list) >= maxWeights {
		w.list = map[weightKey]int64{}
	}
	w.list[key] = int64(b.Len())
	return int64(b.Len()), nil
}

// contextFile is the small file that tells of other entries too.
const contextFile = "thong-tin.txt"

// know reports whether the weights of an entry's files are known.
func (w *weights) know(e *registry.Entry) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, ok := w.list[weightKey{e.ID, e.Version, contextFile}]
	return ok
}

// weighed gathers what newsrooms get of an entry, with the weight of each small
// file and of the whole pack.
func (h *Area) weighed(c *shell.Context, e *registry.Entry) (st press.Story, files []view.PressFile, pack view.PressFile, err error) {
	site := h.publisher(c)
	st = h.bareStory(site, e)
	if !h.weights.know(e) {
		if err := h.pressContext(c.Context(), site, &st, e); err != nil {
			return st, nil, pack, err
		}
	}
	var whole int64
	for _, p := range h.pieces(site, &st) {
		n, err := h.weights.of(e, p)
		if err != nil {
			return st, nil, pack, err
		}
		whole += n
		files = append(files, view.PressFile{Text: p.label, URL: address.StoryPart.At(e.Season, e.Slug, p.name), Weight: view.Weight(n)})
	}
	for i := range st.Photos {
		for _, f := range st.Photos[i].Files {
			whole += f.Bytes
		}
	}
	return st, files, view.PressFile{Text: "Tải gói báo chí", URL: address.StoryPack.At(e.Season, e.Slug), Weight: view.Weight(whole)}, nil
}

// pressFiles adds to the press box what can be taken away, each with its weight.
func (h *Area) pressFiles(c *shell.Context, e *registry.Entry, box *view.PressBox) error {
	if !newsdesk.Packable(c.Actor(), e, h.Flow.Now()) {
		return nil
	}
	st, files, whole, err := h.weighed(c, e)
	if err != nil {
		return err
	}
	site, path := h.publisher(c), address.Story.At(e.Season, e.Slug)
	box.Files, box.Photos = files, nil
	for i := range st.Photos {
		one := view.PressPhoto{Label: st.Photos[i].Caption}
		for _, f := range st.Photos[i].Files {
			label := map[string]string{"1200": "Cỡ web", "in": "Cỡ in"}[f.Size]
			one.Links = append(
				one.Links,
				view.Link{Text: label + " (" + view.Weight(f.Bytes) + ")", URL: strings.TrimPrefix(f.URL, h.Base(c))},
			)
		}
		box.Photos = append(box.Photos, one)
	}
	box.Pack, box.Basket = &whole, basketURL(e.ID)
	box.Cite = site.Cite(&st, h.Flow.Now())
	box.Line = site.SourceLine(&st)
	box.Embed = press.Frame(h.Base(c)+address.Card.At(e.Season, e.Slug), e.Headline(), press.CardWidth, press.CardHeight)
	if e.Visible(h.Flow.Now()) {
		box.OEmbed = oembedLink(h.Base(c), h.Base(c)+path)
	} else {
		box.Embed = ""
	}
	if a := c.Actor(); a.Role == registry.Journalist || a.MayEnter(registry.ReviewArea) {
		box.Ask = []view.Link{
			{Text: "Liên hệ đơn vị", URL: address.EntryPressRequest.At(e.ID)},
			{Text: "Báo bài đã đăng", URL: address.EntryCoverage.At(e.ID)},
		}
	}
	box.More = []view.Link{
		{Text: "Biển A5 để in", URL: address.StoryPlacard.At(e.Season, e.Slug)},
		{Text: "Mã QR (SVG)", URL: address.StoryQRSVG.At(e.Season, e.Slug)},
		{Text: "Mã QR (PNG)", URL: address.StoryQRPNG.At(e.Season, e.Slug)},
	}
	return nil
}
