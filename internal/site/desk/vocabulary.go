package desk

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/job"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/newsdesk"
)

const (
	daysShown    = 30               // of searches, unless others are chosen
	changesShown = 10               // of the vocabulary
	triedMost    = 100              // questions asked before a term is saved
	trialTime    = 15 * time.Second // that they may take; what is not asked by then is told
)

// vocabulary is where staff see how people search and add words.
type vocabulary struct{ *shell.Shell }

func (v *vocabulary) routes(e *shell.Router) {
	g := e.Group(address.Vocabulary, shell.RequireArea(registry.ReviewArea))
	g.GET(address.Vocabulary, v.show)
	g.POST(address.Vocabulary, v.add)
	g.GET(address.VocabularyTrial, v.trial)
	g.POST(string(address.VocabularyRemove), v.remove)
	g.POST(string(address.VocabularyUndo), v.undo)
}

// show answers the page, its forms filled in from the address.
func (v *vocabulary) show(c *shell.Context) error { return v.page(c, http.StatusOK, typedTerm(c), nil) }

// typedTerm is the term that a form or an address holds, as it was typed.
func typedTerm(c *shell.Context) sqlite.Term {
	return sqlite.Term{Kind: registry.TermKind(c.FormValue("kind")), Short: c.FormValue("short"), Words: c.FormValue("words")}
}

func (v *vocabulary) page(c *shell.Context, code int, typed sqlite.Term, cause error) error {
	ctx := c.Context()
	in := view.VocabularyInput{Days: daysShown, Err: cause, Typed: map[string]string{}}
	switch typed.Kind {
	case registry.SynonymTerm:
		in.Typed["synonyms"] = typed.Words
	case registry.AbbreviationTerm:
		in.Typed["short"], in.Typed["long"] = typed.Short, typed.Words
	}
	if n, err := strconv.Atoi(c.QueryParam("ngay")); err == nil && slices.Contains(view.SearchPeriods(), n) {
		in.Days = n
	}
	in.Latest, _ = strconv.ParseInt(c.QueryParam("moi"), 10, 64) // 0: none
	asked, err := v.Newsdesk.Asked(ctx, c.Actor(), in.Days)
	if err != nil {
		return err
	}
	for i := range asked {
		q := &asked[i]
		in.Asked = append(in.Asked, view.AskedQuestion{
			Text: q.Text, Asked: q.Asked, Nothing: q.Empty, Unmarked: q.Unmarked, Part: q.Part,
			Left: q.Left(), Opened: q.Opened, Last: q.Day,
		})
	}
	var terms []sqlite.Term
	var changes []sqlite.TermChange
	err = v.Flow.View(ctx, func(rx *sqlite.Rx) (err error) {
		if terms, err = rx.Terms(ctx); err != nil {
			return err
		}
		changes, err = rx.TermChanges(ctx, changesShown)
		return err
	})
	if err != nil {
		return err
	}
	for _, t := range terms {
		in.Terms = append(in.Terms, termLine(t))
	}
	for _, x := range changes {
		in.Changes = append(in.Changes, view.NewWordChange(x.ID, x.Added, termLine(x.Term), x.Tried, x.Changed, x.At, x.Undone))
	}
	return shell.Render(c, code, c.Pages().Desk.Vocabulary, v.DeskChrome(c, "Người đọc tìm gì"), view.NewVocabularyPage(in))
}

func termLine(t sqlite.Term) view.TermLine {
	return view.TermLine{ID: t.ID, Short: t.Short, Text: strings.ReplaceAll(t.Words, "\n", ", "), Kind: t.Kind.Label()}
}

// try asks the last questions with the terms of today and with what change makes of
// them. An index that answers nobody yet tries nothing.
func (v *vocabulary) try(
	c *shell.Context, today []sqlite.Term, change func([]sqlite.Term) []sqlite.Term,
) (t job.WordTrial, of int, err error) {
	questions, err := v.Newsdesk.LastAsked(c.Context(), c.Actor(), triedMost)
	if err != nil {
		return t, 0, err
	}
	ctx, stop := context.WithTimeout(c.Context(), trialTime)
	defer stop()
	t, err = job.TryTerms(ctx, v.Index, today, change(slices.Clone(today)), questions)
	return t, len(questions), err
}

func adding(t sqlite.Term) func([]sqlite.Term) []sqlite.Term {
	return func(list []sqlite.Term) []sqlite.Term { return append(list, t) }
}

// trial shows what a term would change before it is saved.
func (v *vocabulary) trial(c *shell.Context) error {
	ctx := c.Context()
	today, err := v.DB.Terms(ctx)
	if err != nil {
		return err
	}
	typed := typedTerm(c)
	t, err := newsdesk.CheckTerm(typed, today)
	if registry.KindOf(err) == registry.Invalid {
		return v.page(c, http.StatusUnprocessableEntity, typed, err)
	}
	if err != nil {
		return err
	}
	in := view.WordTrialInput{Kind: t.Kind, Term: termLine(t), Words: t.Words}
	tried, of, err := v.try(c, today, adding(t))
	if in.NotReady = errors.Is(err, search.ErrNotReady); err != nil && !in.NotReady {
		return err
	}
	if !in.NotReady {
		warnings, err := job.WarnTerm(ctx, v.Index, t, today)
		if err != nil {
			return err
		}
		in.Warnings, in.Tried, in.Asked = warningTexts(warnings), tried.Tried, of
		if in.Changed, err = v.changed(ctx, tried.Changed); err != nil {
			return err
		}
	}
	return shell.Render(c, http.StatusOK, c.Pages().Desk.WordTrial, v.DeskChrome(c, "Xem thử trước khi lưu"), view.NewWordTrialPage(in))
}

var differenceBadges = map[job.Difference]view.Badge{
	job.OtherOnTop:  {Text: "Bài đứng đầu đổi", Tone: "stop"},
	job.OtherFirst:  {Text: "Năm bài đầu đổi", Tone: "wait"},
	job.OtherNumber: {Text: "Chỉ đổi số bài", Tone: "quiet"},
	job.NowFound:    {Text: "Trước không thấy, nay thấy", Tone: "ok"},
}

// changed reads the titles of the answers that change, as readers see them.
func (v *vocabulary) changed(ctx context.Context, list []job.ChangedAnswer) (out []view.TriedInput, err error) {
	var ids []registry.EntryID
	for _, c := range list {
		for _, id := range slices.Concat(c.Now.Top, c.Then.Top) {
			ids = append(ids, registry.EntryID(id))
		}
	}
	slices.Sort(ids)
	entries, err := v.DB.EditionsByID(ctx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	stories, now := map[int64]view.Link{}, v.Flow.Now()
	for i := range entries {
		if e := &entries[i]; e.Visible(now) {
			stories[int64(e.ID)] = view.Link{Text: e.Headline(), URL: address.Story.At(e.Season, e.Slug)}
		}
	}
	links := func(ids []int64) (out []view.Link) {
		for _, id := range ids {
			if s, ok := stories[id]; ok {
				out = append(out, s)
			}
		}
		return out
	}
	for _, c := range list {
		out = append(out, view.TriedInput{
			Text: c.Text, Asked: c.Asked, Badge: differenceBadges[c.Difference],
			NowTotal: c.Now.Total, ThenTotal: c.Then.Total, Now: links(c.Now.Top), Then: links(c.Then.Top),
		})
	}
	return out, nil
}

func (v *vocabulary) add(c *shell.Context) error {
	today, err := v.DB.Terms(c.Context())
	if err != nil {
		return err
	}
	typed := typedTerm(c)
	t, err := newsdesk.CheckTerm(typed, today)
	var change int64
	if err == nil {
		var tried job.WordTrial
		if tried, _, err = v.try(c, today, adding(t)); err != nil && !errors.Is(err, search.ErrNotReady) {
			return err
		}
		change, err = v.Newsdesk.AddTerm(c.Context(), c.Actor(), t, tried.Effect())
	}
	if registry.KindOf(err) == registry.Invalid {
		return v.page(c, http.StatusUnprocessableEntity, typed, err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "saved", changedAt(change))
}

// changedAt is the page with what was just changed, and the button that undoes it.
func changedAt(change int64) string {
	return address.Vocabulary + "?moi=" + strconv.FormatInt(change, 10)
}

func (v *vocabulary) remove(c *shell.Context) error {
	id, err := shell.PathID[int64](c, "id")
	if err != nil {
		return err
	}
	today, err := v.DB.Terms(c.Context())
	if err != nil {
		return err
	}
	this := func(t sqlite.Term) bool { return t.ID == id }
	if !slices.ContainsFunc(today, this) { // sent twice
		return shell.Done(c, "deleted", address.Vocabulary)
	}
	tried, _, err := v.try(c, today, func(list []sqlite.Term) []sqlite.Term { return slices.DeleteFunc(list, this) })
	if err != nil && !errors.Is(err, search.ErrNotReady) {
		return err
	}
	change, err := v.Newsdesk.DeleteTerm(c.Context(), c.Actor(), id, tried.Effect())
	if err != nil {
		return err
	}
	return shell.Done(c, "deleted", changedAt(change))
}

func (v *vocabulary) undo(c *shell.Context) error {
	id, err := shell.PathID[int64](c, "id")
	if err != nil {
		return err
	}
	if err := v.Newsdesk.UndoTerm(c.Context(), c.Actor(), id); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.Vocabulary)
}
