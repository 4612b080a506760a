package council

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/photo"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/judging"
)

func (h *Area) declareForm(c *shell.Context) error {
	s, tasks, err := h.tasks(c)
	if err != nil {
		return err
	}
	return h.render(c, 200, &s, view.NewDeclarePage(seatOf(s), tasks))
}

// tasks lists what the actor is to score in the round of the address.
func (h *Area) tasks(c *shell.Context) (judging.Seat, []view.ScoreTask, error) {
	id, err := roundID(c)
	if err != nil {
		return judging.Seat{}, nil, err
	}
	s, list, err := h.Judging.Queue(c.Context(), c.Actor(), id)
	return s, h.tasksOf(list), err
}

func (h *Area) tasksOf(list []judging.Task) []view.ScoreTask {
	out := make([]view.ScoreTask, len(list))
	for i, t := range list {
		out[i] = view.ScoreTask{CouncilEntry: h.entryOf(t.Candidate), Declared: t.Declared, Sheet: t.Sheet}
	}
	return out
}

func (h *Area) declare(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	ties := map[registry.EntryID]string{}
	for _, e := range tickedEntries(v) {
		ties[e] = v.Get("reason")
	}
	var seen []registry.EntryID
	for _, text := range v["seen"] {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			seen = append(seen, registry.EntryID(n))
		}
	}
	if err := h.Judging.DeclareTies(c.Context(), c.Actor(), id, seen, ties); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.RoundScoring.At(id))
}

func (h *Area) queue(c *shell.Context) error {
	s, tasks, err := h.tasks(c)
	if err != nil {
		return err
	}
	return h.render(c, 200, &s, view.NewTasksPage(seatOf(s), tasks))
}

func (h *Area) sheet(c *shell.Context) error { return h.showSheet(c, 200, nil, "", nil) }

// showSheet is the dossier and the score sheet side by side; without the sheet
// for who does not score now.
func (h *Area) showSheet(c *shell.Context, code int, typed *evaluation.Sheet, reason string, failed error) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	entry, err := shell.PathID[registry.EntryID](c, "entry")
	if err != nil {
		return err
	}
	x, err := h.Judging.Scoring(c.Context(), c.Actor(), id, entry)
	if registry.KindOf(err) == registry.Conflict {
		return c.Redirect(http.StatusSeeOther, address.RoundDeclare.At(id))
	}
	if err != nil {
		return err
	}
	s, e, tasks := x.Seat, x.Entry, h.tasksOf(x.Tasks)
	in := h.scoreInput(s, &e,
		func(p registry.PhotoID, size string) string {
			return address.RoundPhoto.At(id, entry, p, size+".jpg")
		},
		func(f registry.AttachmentID) string {
			return address.RoundFile.At(id, entry, f)
		})
	in.Err, in.Reason, in.Change = failed, reason, s.Round.Phase == evaluation.Discussion
	in.Sheet, in.Earlier, in.Revisions = x.Sheet, x.Earlier, x.Revisions
	in.All, in.Next = len(tasks), view.NextTask(tasks, entry)
	for _, t := range tasks {
		if t.Sheet != nil && t.Sheet.Done {
			in.Done++
		}
	}
	if typed != nil {
		typed.UpdatedAt, typed.Version = in.Sheet.UpdatedAt, max(typed.Version, in.Sheet.Version)
		in.Sheet = *typed
	}
	page := view.NewScorePage(in)
	mine := slices.ContainsFunc(tasks, func(t view.ScoreTask) bool { return t.ID == entry && t.Declared })
	if !mine || !s.May(evaluation.ScoreEntry) && !s.May(evaluation.ChangeScore) {
		page.Sheet = nil
	}
	return shell.Render(c, code, c.Pages().Council.Score, h.frame(c, &s, code, e.Content.Title), page)
}

// scoreInput is a dossier as the council reads it; the addresses of its photos
// and documents depend on where it is read.
func (h *Area) scoreInput(
	s judging.Seat,
	e *registry.Entry,
	picture func(registry.PhotoID, string) string,
	file func(registry.AttachmentID) string,
) view.ScoreInput {
	return view.ScoreInput{Round: s.Round, Entry: e, PhotoURL: picture, FileURL: file,
		Dossier: view.DossierInput{
			Entry:  e,
			Names:  view.Reference{Ledger: h.Flow.Ledger(), Catalogue: h.Flow.Catalogue()},
			Actor:  registry.Actor{Role: registry.Secretary},
			Season: h.Flow.Season(s.Round.Season),
			Now:    h.Flow.Now(),
		},
	}
}

// readSheet reads a posted sheet.
func readSheet(v url.Values, id evaluation.RoundID, entry registry.EntryID, scale evaluation.Scale) evaluation.Sheet {
	s := evaluation.Sheet{Round: id, Entry: entry, Marks: map[string]evaluation.Mark{}, Note: v.Get("note")}
	for _, k := range scale.Criteria {
		s.Marks[k.Code] = evaluation.Mark{Text: v.Get(k.Code), Comment: v.Get(k.Code + "-comment"), Pin: v.Get(k.Code + "-pin")}
	}
	for _, a := range scale.Adjustments {
		if v.Get("adj-"+a.Code) == "1" {
			s.Adjustments = append(s.Adjustments, a.Code)
		}
	}
	s.Version, _ = strconv.Atoi(v.Get("version")) // unreadable: a Conflict
	return s
}

func (h *Area) saveSheet(c *shell.Context) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	entry, err := shell.PathID[registry.EntryID](c, "entry")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	in := readSheet(v, s.Round.ID, entry, s.Round.Scale)
	finish := v.Get("do") == "finish"
	saved, err := h.Judging.SaveSheet(c.Context(), c.Actor(), in, finish, v.Get("reason"))
	if shell.WantsJSON(c) {
		if err != nil {
			return err
		}
		return c.JSON(http.StatusOK, map[string]any{"version": saved.Version, "text": "Đã lưu " + view.Clock(saved.UpdatedAt)})
	}
	switch registry.KindOf(err) {
	case registry.None:
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showSheet(c, code, &saved, v.Get("reason"), err)
	case registry.Conflict:
		code, _ := shell.StatusOf(err)
		return h.showSheet(c, code, &in, v.Get("reason"), err)
	default:
		return err
	}
	to := address.RoundSheet.At(s.Round.ID, entry)
	if s.Round.Phase == evaluation.Discussion {
		to = address.RoundEntry.At(s.Round.ID, entry)
	} else if finish {
		_, tasks, err := h.tasks(c)
		if err != nil {
			return err
		}
		to = address.RoundScoring.At(s.Round.ID)
		if next := view.NextTask(tasks, entry); next != 0 {
			to = address.RoundSheet.At(s.Round.ID, next)
		}
	}
	return shell.Done(c, "saved", to)
}

// dossier reads the entry of an address below "ho-so".
func (h *Area) dossier(c *shell.Context) (registry.Entry, error) {
	id, err := roundID(c)
	if err != nil {
		return registry.Entry{}, err
	}
	entry, err := shell.PathID[registry.EntryID](c, "entry")
	if err != nil {
		return registry.Entry{}, err
	}
	_, _, e, err := h.Judging.Dossier(c.Context(), c.Actor(), id, entry)
	return e, err
}

// picture sends a photo of a dossier to who may read the dossier.
func (h *Area) picture(c *shell.Context) error {
	e, err := h.dossier(c)
	if err != nil {
		return err
	}
	id, err := shell.PathID[registry.PhotoID](c, "photo")
	if err != nil {
		return err
	}
	size, ok := strings.CutSuffix(c.Param("size"), ".jpg")
	i := slices.IndexFunc(e.Photos, func(p registry.Photo) bool { return p.ID == id && !p.TakenDown })
	if !ok || i < 0 || !photo.SizeName(size).Valid() {
		return shell.NoPicture()
	}
	f, err := h.Photos.Open(e.Photos[i].Hash, photo.SizeName(size))
	if errors.Is(err, fs.ErrNotExist) {
		return shell.NoPicture()
	}
	if err != nil {
		return fmt.Errorf("photo %d: %w", id, err)
	}
	defer f.Close()
	c.Header().Set("Content-Type", "image/jpeg")
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, f)
	return nil
}

// document sends a document of a dossier, as a download.
func (h *Area) document(c *shell.Context) error {
	e, err := h.dossier(c)
	if err != nil {
		return err
	}
	id, err := shell.PathID[registry.AttachmentID](c, "file")
	if err != nil {
		return err
	}
	i := slices.IndexFunc(e.Attachments, func(a registry.Attachment) bool { return a.ID == id })
	if i < 0 {
		return registry.Errorf(registry.NotFound, "Không tìm thấy tài liệu này.")
	}
	att := e.Attachments[i]
	f, err := h.OpenFile(att.Hash)
	if err != nil {
		return err
	}
	defer f.Close()
	w := c.Header()
	w.Set("Content-Disposition", shell.AttachmentHeader(att.Name))
	w.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	return c.Stream(http.StatusOK, shell.DocumentTypes[att.Kind], f)
}
