package followup

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/workflow"
)

// Figures is [Flow.ReadFigures] at a moment of its own.
func (f *Flow) Figures(ctx context.Context, a registry.Actor, y registry.Year) (out oversight.Frozen, err error) {
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		out, err = f.ReadFigures(ctx, rx, a, y)
		return err
	})
	return out, err
}

// ReadFigures gives what the yearly report of a season is written from, as of one
// moment. The lists it holds are shared: they are read, never changed.
func (f *Flow) ReadFigures(ctx context.Context, rx *sqlite.Rx, a registry.Actor, y registry.Year) (oversight.Frozen, error) {
	if err := workflow.Authorize(a, registry.OversightArea); err != nil {
		return oversight.Frozen{}, err
	}
	return f.reports.get(rx.State(), y, f.Now(), func() (oversight.Frozen, error) { return f.presentFigures(ctx, rx, y) })
}

// presentFigures computes the figures with those of the year before.
func (f *Flow) presentFigures(ctx context.Context, rx *sqlite.Rx, y registry.Year) (oversight.Frozen, error) {
	out, err := f.figures(ctx, rx, y)
	if err != nil {
		return out, err
	}
	out.Examples = out.Suggest(maxExamples)
	return out, f.withLast(ctx, rx, &out)
}

// figures computes one season alone.
func (f *Flow) figures(ctx context.Context, rx *sqlite.Rx, y registry.Year) (out oversight.Frozen, err error) {
	year, err := readYear(ctx, rx, y)
	if err != nil {
		return out, err
	}
	year = f.present(year, y)
	entries, err := rx.SeasonEntries(ctx, y)
	if err != nil {
		return out, err
	}
	values, err := rx.Values(ctx, y)
	if err != nil {
		return out, err
	}
	out = oversight.Frozen{
		Season: y,
		Query:  oversight.QueryVersion,
		Fields: year.Season.Fields,
		Sums:   oversight.FrozenSums(oversight.Lines(f.Catalogue().In(y), values)),
		Named:  f.FigureChoice().ReportIn(y),
	}
	pieces, err := rx.PieceCounts(ctx, y)
	if err != nil {
		return out, err
	}
	for i := range entries {
		m := f.frozenModel(&entries[i], year.Season)
		m.Press = pieces[m.ID]
		out.Models = append(out.Models, m)
	}
	out.PutUnits(&year)
	if out.Selfs, err = f.frozenSelfs(ctx, rx, &year); err != nil {
		return out, err
	}
	out.Survivals, err = f.frozenSurvivals(ctx, rx, y)
	return out, err
}

// withLast adds the numbers of the year before: frozen ones when there are any.
func (f *Flow) withLast(ctx context.Context, rx *sqlite.Rx, out *oversight.Frozen) error {
	last := out.Season - 1
	s, err := rx.Snapshot(ctx, last, 0)
	switch registry.KindOf(err) {
	case registry.None:
		was, err := s.Frozen()
		out.Last, out.LastFixed = was.Numbers(), s.Version
		return err
	case registry.NotFound:
	default:
		return err
	}
	if _, ok := f.OpenedSeason(last); !ok {
		return nil
	}
	was, err := f.figures(ctx, rx, last)
	if err == nil && len(was.Models) > 0 {
		out.Last = was.Numbers()
	}
	return err
}

// frozenModel is what the report keeps of one entry.
func (f *Flow) frozenModel(e *registry.Entry, s registry.Season) oversight.Model {
	m := oversight.Model{
		ID: e.ID, Number: e.Number, Title: e.Content.Title, Unit: e.Unit, UnitName: f.Ledger().FullName(e.Unit), Field: e.Content.Field,
		Type: e.Content.Type, Novelty: e.Content.Novelty,
		Registration: e.Registration.String(), Result: e.Result.String(), Late: e.Late(s), Figure: f.figureOf(e),
	}
	for _, r := range e.Recognitions {
		if !r.Revoked() {
			m.Recognitions = append(
				m.Recognitions,
				oversight.Paper{Level: r.Level, Form: r.Form, Number: r.Number, Date: r.Date, Issuer: r.Issuer, Text: r.Text},
			)
		}
	}
	for _, r := range e.Commendations {
		if !r.Revoked() {
			m.Commendations = append(
				m.Commendations,
				oversight.Paper{Level: r.Level, Form: r.Form, Number: r.Number, Date: r.Date, Issuer: r.Issuer},
			)
		}
	}
	return m
}

// figureOf is the one figure to name a model with, with its words.
func (f *Flow) figureOf(e *registry.Entry) string {
	k, ok := e.FigureOf(f.Catalogue())
	if !ok {
		return ""
	}
	return strings.Join(strings.Fields(k.Value+" "+k.Unit+" "+lowerFirst(k.Label)), " ")
}

func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) < 2 || vietnamese.Lower(string(r[1])) != string(r[1]) { // an abbreviation
		return s
	}
	return vietnamese.Lower(string(r[0])) + string(r[1:])
}

func (f *Flow) frozenSelfs(ctx context.Context, rx *sqlite.Rx, year *oversight.Year) ([]oversight.SelfLine, error) {
	list, err := rx.SelfReports(ctx, year.Season.Year)
	if err != nil {
		return nil, err
	}
	var units []registry.Unit
	at := map[registry.UnitCode]oversight.SelfLine{}
	for _, r := range list {
		if r.State == registry.SelfDraft {
			continue // nobody but the unit has seen it
		}
		late := f.SelfLate(r, year.Extensions)
		code := f.presentUnit(r.Unit)
		u, _ := f.Ledger().Unit(code)
		units = append(units, u)
		at[code] = oversight.SelfLine{Unit: code, Name: u.Name, State: r.State.String(), Late: late, Text: r.Text}
	}
	registry.SortUnits(units)
	out := make([]oversight.SelfLine, 0, len(units))
	for _, u := range units {
		out = append(out, at[u.Code])
	}
	return out, nil
}

// frozenSurvivals lists the answers of the questions asked within a year's season.
func (f *Flow) frozenSurvivals(ctx context.Context, rx *sqlite.Rx, y registry.Year) ([]oversight.SurvivalLine, error) {
	end, ok := f.Season(y).FreezeAt.Time()
	if !ok {
		return nil, nil
	}
	list, err := rx.SurvivalsBy(ctx, end.AddDate(0, 0, 1))
	if err != nil {
		return nil, err
	}
	var ids []registry.EntryID
	list = slices.DeleteFunc(list, func(s registry.Survival) bool { return s.AskedAt.Before(end.AddDate(-1, 0, 0)) })
	for _, s := range list {
		ids = append(ids, s.Entry)
	}
	entries, err := rx.EntriesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	at := map[registry.EntryID]*registry.Entry{}
	for i := range entries {
		at[entries[i].ID] = &entries[i]
	}
	var out []oversight.SurvivalLine
	for _, s := range list {
		if e := at[s.Entry]; e != nil {
			out = append(
				out,
				oversight.SurvivalLine{
					Entry:    s.Entry,
					Number:   e.Number,
					Title:    e.Content.Title,
					UnitName: f.Ledger().FullName(e.Unit),
					Months:   s.Months,
					Fate:     s.Fate.String(),
					Note:     s.Note,
				},
			)
		}
	}
	return out, nil
}

// The report names from three to six models.
const minExamples, maxExamples = 3, 6

// checkExamples asks that the models that a report names are effective ones, and that
// they are neither too few nor too many.
func checkExamples(wrong *registry.Fields, figures *oversight.Frozen, examples []registry.EntryID) {
	least := min(minExamples, figures.Count(oversight.CutEffective))
	if n := len(examples); n > maxExamples || n < least {
		wrong.Add("examples", "Chọn từ %d đến %d mô hình để nêu tên trong báo cáo; bạn chọn %d.", least, maxExamples, n)
	}
	for _, id := range examples {
		if !slices.ContainsFunc(figures.Models, func(m oversight.Model) bool {
			return m.ID == id && m.Result == registry.Effective.String()
		}) {
			wrong.Add("examples", "Chỉ nêu tên mô hình đã xác nhận hiệu quả.")
			return
		}
	}
}

// Freeze makes an immutable version of a season's figures. seen is the newest
// version the actor knows of; every version after the first needs a reason.
// Examples are the models that the report names.
func (f *Flow) Freeze(
	ctx context.Context,
	a registry.Actor,
	y registry.Year,
	seen int,
	reason string,
	examples []registry.EntryID,
) (sqlite.Snapshot, error) {
	var s sqlite.Snapshot
	if _, ok := f.OpenedSeason(y); !ok {
		return s, registry.Errorf(registry.NotFound, "Năm %d chưa mở.", y)
	}
	if err := workflow.Authorize(a, registry.OversightArea); err != nil {
		return s, err
	}
	var figures oversight.Frozen
	err := f.View(ctx, func(rx *sqlite.Rx) (err error) {
		figures, err = f.presentFigures(ctx, rx, y) // never what is kept of an earlier moment
		return err
	})
	if err != nil {
		return s, err
	}
	note := registry.FreezeNote
	if seen == 0 {
		note = note.Optional()
	}
	var wrong registry.Fields
	reason = note.Read(&wrong, reason)
	slices.Sort(examples)
	examples = slices.Compact(examples)
	checkExamples(&wrong, &figures, examples)
	if err := wrong.Err("Chưa chốt được."); err != nil {
		return s, err
	}
	figures.Examples = examples
	b, err := figures.Bytes()
	if err != nil {
		return s, err
	}
	s = sqlite.Snapshot{
		Season:  y,
		Version: seen + 1,
		Name:    a.Name,
		Reason:  reason,
		Query:   figures.Query,
		Hash:    oversight.Hash(b),
		Figures: string(b),
	}
	err = f.keepSnapshot(ctx, a, &s)
	return s, err
}

// keepSnapshot keeps a version that follows the newest one, and dates it.
func (f *Flow) keepSnapshot(ctx context.Context, a registry.Actor, s *sqlite.Snapshot) error {
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		last, err := tx.LastSnapshot(ctx, s.Season)
		if err != nil {
			return err
		}
		if last != s.Version-1 {
			return registry.Errorf(
				registry.Conflict,
				"Số liệu năm %d vừa được chốt bản %d ở nơi khác. Xem bản đó trước khi chốt lại.",
				s.Season,
				last,
			)
		}
		s.At = tx.Now()
		if err := tx.InsertSnapshot(*s, a.Account); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSeasonFreeze, workflow.SeasonObject(s.Season), "",
			fmt.Sprintf("bản %d %s", s.Version, s.Hash[:12]))
	})
}
