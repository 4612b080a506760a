package council

import (
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/judging"
)

func (h *Area) overview(c *shell.Context) error { return h.showOverview(c, 200, nil) }

func (h *Area) showOverview(c *shell.Context, code int, failed error) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	in := view.OverviewInput{Seat: seatOf(s), Err: failed}
	if s.Position.Scores() {
		_, tasks, err := h.Judging.Queue(c.Context(), c.Actor(), s.Round.ID)
		if err != nil {
			return err
		}
		in.Tasks = h.tasksOf(tasks)
	}
	if s.Position == evaluation.Clerk {
		if err := h.readProgress(c, s, &in); err != nil {
			return err
		}
	}
	course, err := h.DB.PhaseChanges(c.Context(), s.Round.ID)
	if err != nil {
		return err
	}
	for _, x := range course {
		in.Course = append(in.Course, view.PhaseChange{Phase: x.Phase, At: x.At, Who: x.Name, Reason: x.Reason})
	}
	return h.render(c, code, &s, view.NewOverviewPage(in))
}

// readProgress reads what the clerk sees of a round beyond its course.
func (h *Area) readProgress(c *shell.Context, s judging.Seat, in *view.OverviewInput) error {
	list, err := h.DB.Candidates(c.Context(), s.Round.ID, c.Actor().Account)
	if err != nil {
		return err
	}
	in.Entries = h.entriesOf(list)
	progress, err := h.Judging.ProgressOf(c.Context(), s)
	for _, x := range progress {
		in.Progress = append(in.Progress, view.MemberProgress{
			Member: x.Appointee.Name, Position: x.Appointee.Position, Assigned: x.Assigned, Done: x.Done, Recused: x.Recused,
		})
	}
	for _, p := range papersOf(s.Round) {
		in.Papers = append(in.Papers, view.Link{Text: p.label, URL: address.RoundPaper.At(s.Round.ID, p.name)})
	}
	return err
}

func (h *Area) movePhase(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	p, err := evaluation.ParsePhase(v.Get("phase"))
	if err != nil {
		return err
	}
	version, _ := strconv.Atoi(v.Get("version")) // unreadable: a Conflict
	err = h.Judging.MovePhase(c.Context(), c.Actor(), id, version, p, v.Get("reason"))
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.Round.At(id))
	case registry.Invalid, registry.Conflict:
		code, _ := shell.StatusOf(err)
		return h.showOverview(c, code, err)
	}
	return err
}
