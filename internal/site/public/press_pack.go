package public

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/workflow/newsdesk"
)

const zipType = "application/zip"

// pack sends everything of one story.
func (h *pressRoom) pack(c *shell.Context) error {
	e, err := h.published(c)
	if err != nil {
		return err
	}
	if there, err := moved(c, &e); there || err != nil {
		return err
	}
	st, err := h.pressStory(c, &e)
	if err != nil {
		return err
	}
	return h.stream(c, st.Folder()+".zip", []registry.EntryID{e.ID}, func(p *press.Pack) error { return p.Add(&st) })
}

// packChosen sends the stories that were ticked: ?id=12&id=15.
func (h *pressRoom) packChosen(c *shell.Context) error {
	ids := basket(c)
	if len(ids) > newsdesk.PackMost {
		return registry.Errorf(registry.Invalid, "Mỗi gói tối đa %d bài. Hãy bỏ bớt rồi tải lại.", newsdesk.PackMost)
	}
	list, err := h.DB.EditionsByID(c.Context(), ids)
	if err != nil {
		return err
	}
	return h.packAll(c, "goi-bao-chi-bai-chon.zip", list)
}

// packSearch sends the first stories that a search finds; it takes every
// parameter of the search.
func (h *pressRoom) packSearch(c *shell.Context) error {
	list, _, err := h.found(c, shell.ReadQuestion(c.Request().URL.Query()), newsdesk.PackMost)
	if err != nil {
		return err
	}
	return h.packAll(c, "goi-bao-chi-ket-qua-tim.zip", list)
}

// found reads the first public entries that a search finds, in its order, and
// how many there are in all. While the index is being built the database answers,
// by title, year and field.
func (h *pressRoom) found(c *shell.Context, q shell.Question, n int) ([]edition.Edition, int, error) {
	ctx := c.Context()
	q.Offset, q.Limit, q.NoFacets, q.Scope = 0, n, true, search.Scope{}
	var ids []registry.EntryID
	res, err := h.Index.Search(ctx, q.Query)
	switch {
	case errors.Is(err, search.ErrNotReady):
		if ids, res.Total, err = h.foundInDatabase(ctx, q, n); err != nil {
			return nil, 0, err
		}
	case err != nil:
		return nil, 0, err
	}
	for _, hit := range res.Hits {
		ids = append(ids, registry.EntryID(hit.ID))
	}
	list, err := h.DB.EditionsByID(ctx, ids)
	return h.only(list), res.Total, err
}

func (h *pressRoom) foundInDatabase(ctx context.Context, q shell.Question, n int) (ids []registry.EntryID, total int, err error) {
	return h.DB.PublicList(ctx, titleFilter(q, 0, n), h.Flow.Now())
}

// only keeps the public entries.
func (h *pressRoom) only(list []edition.Edition) []edition.Edition {
	now := h.Flow.Now()
	return slices.DeleteFunc(list, func(e edition.Edition) bool { return !e.Visible(now) })
}

func (h *pressRoom) packAll(c *shell.Context, name string, list []edition.Edition) error {
	a := c.Actor()
	var ids []registry.EntryID
	for i := range list {
		if newsdesk.Packable(a, &list[i], h.Flow.Now()) {
			ids = append(ids, list[i].ID)
		}
	}
	if len(ids) == 0 {
		return registry.Errorf(registry.NotFound, "Chưa chọn bài nào còn công khai. Hãy tìm, đánh dấu bài rồi tải lại.")
	}
	ctx := c.Context()
	return h.stream(c, name, ids, func(p *press.Pack) error {
		for _, id := range ids { // each is read when its turn comes: what was taken down meanwhile stays out
			e, err := h.DB.Edition(ctx, id)
			if err != nil {
				return err
			}
			if !newsdesk.Packable(a, &e, h.Flow.Now()) {
				continue
			}
			st, err := h.pressStory(c, &e)
			if err != nil {
				return err
			}
			if err := p.Add(&st); err != nil {
				return err
			}
		}
		return nil
	})
}

// stream writes a pack while it is made. A fault after the first byte breaks the
// connection, so that half a pack is never taken for a whole one.
func (h *pressRoom) stream(c *shell.Context, name string, ids []registry.EntryID, fill func(*press.Pack) error) error {
	head := c.Header()
	head.Set("Content-Type", zipType)
	head.Set("Content-Disposition", shell.AttachmentHeader(name))
	shell.NoStore(c)
	if c.Request().Method == http.MethodHead {
		return c.NoContent(http.StatusOK)
	}
	if err := h.Newsdesk.TookPacks(c.Context(), c.Actor(), ids); err != nil {
		return err
	}
	c.Response().WriteHeader(http.StatusOK)
	p := press.NewPack(&patientWriter{w: c.Response(), control: http.NewResponseController(c.Response())}, h.publisher(c), h.Flow.Now())
	err := fill(p)
	if err == nil {
		err = p.Close()
	}
	if err != nil {
		if c.Context().Err() == nil {
			h.Log.Error("press pack failed", "err", err, "request", c.RequestID())
		}
		panic(http.ErrAbortHandler)
	}
	return nil
}

// patientWriter gives a slow reader time as long as bytes move: the deadline of the
// connection is put off with each write, at most every extendEach.
type patientWriter struct {
	w       io.Writer
	control *http.ResponseController
	next    time.Time
}

const (
	extendEach = 30 * time.Second
	stallLimit = 2 * time.Minute
)

func (s *patientWriter) Write(b []byte) (int, error) {
	if now := time.Now(); now.After(s.next) {
		_ = s.control.SetWriteDeadline(now.Add(stallLimit)) // not every server has one
		s.next = now.Add(extendEach)
	}
	return s.w.Write(b)
}

// smallFile is one file of a story that is small enough to be made in memory.
type smallFile struct {
	name, label, kind string
	write             func(io.Writer) error
}

// smallFiles lists the small files of a story.
func (h *Area) smallFiles(site press.Site, st *press.Story) []smallFile {
	var out []smallFile
	for _, t := range st.Texts {
		out = append(
			out,
			smallFile{
				"bai-" + t.Name + ".txt",
				t.Label + " (.txt)",
				"text/plain; charset=utf-8",
				func(w io.Writer) error { return press.TextFile(w, site.StoryText(st, t)) },
			},
			smallFile{"bai-" + t.Name + ".docx", t.Label + " (.docx)", shell.DocumentTypes[registry.DOCX], t.Docx},
		)
	}
	if len(st.Figures) > 0 {
		out = append(
			out,
			smallFile{"so-lieu.csv", "Số liệu (.csv)", "text/csv; charset=utf-8", func(w io.Writer) error { return press.Figures(w, st) }},
		)
	}
	return append(
		out,
		smallFile{
			"thong-tin.txt",
			"Thông tin kèm theo (.txt)",
			"text/plain; charset=utf-8",
			func(w io.Writer) error { return press.TextFile(w, site.Background(st)) },
		},
		smallFile{
			"du-kien.json",
			"Dữ kiện cho máy đọc (.json)",
			"application/json; charset=utf-8",
			func(w io.Writer) error { return site.Facts(w, st, h.Flow.Now()) },
		},
	)
}

// part sends one small file of a story.
func (h *pressRoom) part(c *shell.Context) error {
	e, err := h.published(c)
	if err != nil {
		return err
	}
	if there, err := moved(c, &e); there || err != nil {
		return err
	}
	st, err := h.pressStory(c, &e)
	if err != nil {
		return err
	}
	for _, p := range h.smallFiles(h.publisher(c), &st) {
		if p.name != c.Param("file") {
			continue
		}
		var b bytes.Buffer
		if err := p.write(&b); err != nil {
			return err
		}
		shell.NoStore(c)
		c.Header().Set("Content-Disposition", shell.AttachmentHeader(press.FileName(e.Number+"-"+e.Headline(), 40)+"-"+p.name))
		return c.Blob(http.StatusOK, p.kind, b.Bytes())
	}
	return registry.Errorf(registry.NotFound, "Bài này không có tệp đó.")
}

// photoFile sends one photo with its words inside: 12-in.jpg.
func (h *pressRoom) photoFile(c *shell.Context) error {
	e, err := h.published(c)
	if err != nil {
		return err
	}
	if there, err := moved(c, &e); there || err != nil {
		return err
	}
	st, err := h.pressStory(c, &e)
	if err != nil {
		return err
	}
	for i := range st.Photos {
		for _, f := range st.Photos[i].Files {
			if c.Param("file") != fmt.Sprintf("%d-%s.jpg", st.Photos[i].ID, f.Size) {
				continue
			}
			shell.NoStore(c)
			head := c.Header()
			head.Set("Content-Type", "image/jpeg")
			head.Set("Content-Length", strconv.FormatInt(f.Bytes, 10))
			head.Set("Content-Disposition", shell.AttachmentHeader(e.Number+"-"+press.PhotoName(i, &st.Photos[i], f.Size)))
			c.Response().WriteHeader(http.StatusOK)
			if c.Request().Method == http.MethodHead {
				return nil
			}
			return f.Write(c.Response())
		}
	}
	return shell.NoPicture()
}
