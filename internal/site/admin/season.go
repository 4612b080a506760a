package admin

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

func (h *Area) seasons(c *shell.Context) error { return h.showSeasons(c, http.StatusOK, "", nil) }

func (h *Area) showSeasons(c *shell.Context, code int, typed string, failed error) error {
	list := h.Flow.Seasons()
	if typed == "" && len(list) > 0 {
		typed = strconv.Itoa(int(list[0].Year) + 1)
	}
	return shell.Render(c, code, c.Pages().Admin.Seasons, adminFrame(h.Shell, c, code, "Năm"), view.NewSeasonsPage(list, typed, failed))
}

func (h *Area) seasonOpen(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	y, _ := strconv.Atoi(strings.TrimSpace(form.Get("year"))) // unreadable: 0, which the check refuses
	err = h.Reference.OpenSeason(c.Context(), c.Actor(), registry.Year(y))
	if shell.Correctable(err) {
		code, _ := shell.StatusOf(err)
		return h.showSeasons(c, code, form.Get("year"), err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "season", address.Season.At(registry.Year(y)))
}

// seasonOf finds the year of the address.
func (h *Area) seasonOf(c *shell.Context) (registry.Season, error) {
	y, err := shell.PathID[int64](c, "year")
	if err != nil {
		return registry.Season{}, err
	}
	if err := h.Flow.ReloadIfChanged(c.Context()); err != nil {
		return registry.Season{}, err
	}
	list := h.Flow.Seasons()
	i := slices.IndexFunc(list, func(s registry.Season) bool { return int64(s.Year) == y })
	if i < 0 {
		return registry.Season{}, registry.Errorf(registry.NotFound, "Năm %d chưa mở.", y)
	}
	return list[i], nil
}

func (h *Area) season(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	return h.showSeason(c, http.StatusOK, view.NewSeasonPage(view.InputOfSeason(s), nil), s.Year)
}

// showSeason completes the page of a year with its versions and exemptions.
func (h *Area) showSeason(c *shell.Context, code int, p view.SeasonPage, y registry.Year) error {
	ctx, ledger := c.Context(), h.Flow.Ledger()
	versions, err := h.versionsOf(ctx, y)
	if err != nil {
		return err
	}
	p.ShowVersions(versions)
	list, err := h.DB.Exemptions(ctx, y)
	if err != nil {
		return err
	}
	p.ShowExempt(list, ledger)
	p.Unit.Suggestions = view.UnitLabels(ledger.On(h.Flow.Today()))
	return shell.Render(c, code, c.Pages().Admin.Season, adminFrame(h.Shell, c, code, p.Heading), p)
}

func (h *Area) versionsOf(ctx context.Context, y registry.Year) ([]view.SeasonVersion, error) {
	list, err := h.DB.SeasonVersions(ctx, y)
	var out []view.SeasonVersion
	for _, v := range list {
		out = append(out, view.SeasonVersion{Season: v.Season, At: v.At, Name: v.Name})
	}
	return out, err
}

func (h *Area) seasonSave(c *shell.Context) error {
	now, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	in := seasonInput(form, now.Year)
	err = h.Reference.SaveSeason(c.Context(), c.Actor(), in.Season)
	if err == nil {
		return shell.Done(c, "season", address.Season.At(now.Year))
	}
	if !shell.Correctable(err) {
		return err
	}
	code, _ := shell.StatusOf(err)
	page := view.NewSeasonPage(in, err)
	if registry.KindOf(err) == registry.Conflict {
		versions, e := h.versionsOf(c.Context(), now.Year)
		if e != nil {
			return e
		}
		page.Saved, page.Version = changedSince(versions, in.Season.Version)
	}
	return h.showSeason(c, code, page, now.Year)
}

// changedSince says what the versions after one changed, and which is the last.
func changedSince(versions []view.SeasonVersion, base int) ([]string, int) {
	if len(versions) == 0 {
		return nil, base
	}
	last := versions[0].Season
	for _, v := range versions {
		if v.Season.Version == base {
			return view.SeasonChanges(v.Season, last), last.Version
		}
	}
	return nil, last.Version
}

// seasonInput reads the form of a year.
func seasonInput(form url.Values, y registry.Year) view.SeasonInput {
	in := view.SeasonInput{
		Fields:       form.Get("fields"),
		MinPhotos:    form.Get("min_photos"),
		TitleMax:     form.Get("title_max"),
		Grace:        form.Get("grace_minutes"),
		Holidays:     form.Get("holidays"),
		StuckAfter:   form.Get("stuck_after"),
		RemindBefore: form.Get("remind_before"),
		RemindAfter:  form.Get("remind_after"),
	}
	s := registry.Season{Year: y, Closed: form.Get("closed") != ""}
	s.Version, _ = strconv.Atoi(form.Get("version")) // unreadable: 0, which is no version
	for _, d := range s.Dates() {
		s.SetDate(d.Name, registry.NewDate(form.Get(d.Name)))
	}
	for code, label := range codedLines(in.Fields) {
		s.Fields = append(s.Fields, registry.Field{Code: registry.FieldCode(code), Label: label})
	}
	for _, code := range form["owes"] {
		if k, err := registry.ParseUnitKind(code); err == nil && !slices.Contains(s.Owes, k) {
			s.Owes = append(s.Owes, k)
		}
	}
	s.MinPhotos, s.TitleMax = wholeNumber(in.MinPhotos), wholeNumber(in.TitleMax)
	s.GraceMinutes, s.StuckAfter = wholeNumber(in.Grace), wholeNumber(in.StuckAfter)
	for line := range strings.FieldsFuncSeq(in.Holidays, func(r rune) bool { return r == '\n' || r == ',' || r == ';' }) {
		if d := registry.NewDate(line); d != "" && !slices.Contains(s.Holidays, d) {
			s.Holidays = append(s.Holidays, d)
		}
	}
	slices.Sort(s.Holidays)
	s.RemindDays = append(remindDays(in.RemindBefore, -1), remindDays(in.RemindAfter, 1)...)
	slices.Sort(s.RemindDays)
	in.Season = s
	return in
}

// remindDays reads numbers of days; what is none becomes 0, which the check refuses.
func remindDays(text string, sign int) []int {
	out := []int{} // none is a plan too
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		out = append(out, max(0, wholeNumber(part))*sign)
	}
	return out
}

// wholeNumber reads a number; -1, which every check refuses, when it is none.
func wholeNumber(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return -1
	}
	return n
}

// codedLines reads lines of "code: label". A line without a code gets that of its
// words.
func codedLines(text string) func(yield func(code, label string) bool) {
	return func(yield func(code, label string) bool) {
		for line := range strings.Lines(registry.CleanText(text)) {
			line = strings.TrimSpace(line)
			if line == "" {
				continue
			}
			code, label, ok := strings.Cut(line, ":")
			if code = strings.TrimSpace(code); !ok || vietnamese.Slug(code) != code {
				label, code = line, vietnamese.Slug(line)
			}
			if !yield(code, strings.TrimSpace(label)) {
				return
			}
		}
	}
}

func (h *Area) exempt(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	var wrong registry.Fields
	e := registry.Exemption{Season: s.Year, Reason: form.Get("reason"), Document: form.Get("document")}
	e.Unit = h.UnitByName(form.Get("unit"), "unit", h.Flow.Today(), &wrong)
	err = wrong.Err("Chưa ghi miễn được.")
	if err == nil {
		err = h.Reference.Exempt(c.Context(), c.Actor(), e)
	}
	if shell.Correctable(err) {
		code, _ := shell.StatusOf(err)
		p := view.NewSeasonPage(view.InputOfSeason(s), nil)
		wrong := registry.FieldsOf(err)
		p.ExemptErrors = view.NewErrorSummary(err)
		p.Unit.Value, p.Reason.Value, p.Document.Value = form.Get("unit"), form.Get("reason"), form.Get("document")
		view.MarkWrong(wrong, &p.Unit, &p.Reason, &p.Document)
		return h.showSeason(c, code, p, s.Year)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "exempt", address.Season.At(s.Year)+"#mien")
}

func (h *Area) unexempt(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	if err := h.Reference.Unexempt(c.Context(), c.Actor(), s.Year, registry.UnitCode(c.Param("unit"))); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.Season.At(s.Year)+"#mien")
}
