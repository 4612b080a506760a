package workflow

import (
	"cmp"
	"context"
	"reflect"
	"slices"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// PhotoEdit is what a form says about one photo.
type PhotoEdit struct {
	ID       registry.PhotoID
	Position int
	registry.PhotoText
}

// Draft is what the registration form sends.
type Draft struct {
	Content registry.Content
	Photos  []PhotoEdit
	Ticked  []string // codes of the return checklist that the unit has done
}

// On gives the entry as it would be with the words of the draft; nothing is
// written and e stays as it is.
func (d *Draft) On(e registry.Entry) registry.Entry {
	c := d.Content
	c.Tags, c.Outcomes = slices.Clone(c.Tags), slices.Clone(c.Outcomes)
	c.Partners, c.Resources = slices.Clone(c.Partners), slices.Clone(c.Resources)
	c.Clean()
	carryResults(e.Content.Outcomes, c.Outcomes)
	e.Content = c
	e.ReturnChecks = slices.Clone(e.ReturnChecks)
	for i := range e.ReturnChecks {
		e.ReturnChecks[i].Done = slices.Contains(d.Ticked, e.ReturnChecks[i].Code)
	}
	e.Photos = described(e.Photos, d.Photos)
	return e
}

// check lists what even a draft may not have.
func (d *Draft) check(e *registry.Entry, season registry.Season) registry.Fields {
	next := d.On(*e)
	return append(next.Content.CheckDraft(season), next.CheckPhotoDrafts()...)
}

func (d *Draft) apply(tx *sqlite.Tx, e *registry.Entry) error {
	next := d.On(*e)
	e.Content, e.ReturnChecks = next.Content, next.ReturnChecks
	return describePhotos(tx, e, d.Photos)
}

// carryResults keeps what the report filled in, which is not the registration's
// to change: each line of next takes it from the line of old that speaks of the
// same, wherever that was.
func carryResults(old, next []registry.Outcome) {
	same := func(a, b registry.Outcome) bool { return a.Indicator == b.Indicator && a.Label == b.Label }
	used := make([]bool, len(old))
	for i := range next {
		n := &next[i]
		n.Committed = false
		j := i
		if j >= len(old) || used[j] || !same(old[j], *n) {
			j = slices.IndexFunc(old, func(o registry.Outcome) bool { return same(o, *n) })
		}
		if j < 0 && len(old) == len(next) && !slices.ContainsFunc(next, func(x registry.Outcome) bool { return same(old[i], x) }) {
			j = i // the line was given another name
		}
		if j < 0 || used[j] {
			continue
		}
		used[j] = true
		o := old[j]
		n.Actual, n.Period, n.Source, n.Evidence, n.Committed = o.Actual, o.Period, o.Source, o.Evidence, o.Committed
	}
}

// described gives photos with other words and in another order; an edit of a
// photo that is not among them is passed over.
func described(photos []registry.Photo, edits []PhotoEdit) []registry.Photo {
	out := slices.Clone(photos)
	for _, p := range edits {
		i := slices.IndexFunc(out, func(x registry.Photo) bool { return x.ID == p.ID })
		if i < 0 {
			continue
		}
		p.PhotoText.Clean()
		out[i].PhotoText = p.PhotoText
		if p.Position != 0 {
			out[i].Position = p.Position
		}
	}
	slices.SortStableFunc(out, func(a, b registry.Photo) int { return a.Position - b.Position })
	return out
}

// describePhotos writes the words and the order of photos.
func describePhotos(tx *sqlite.Tx, e *registry.Entry, edits []PhotoEdit) error {
	before := e.Photos
	e.Photos = described(before, edits)
	for _, p := range e.Photos {
		i := slices.IndexFunc(before, func(x registry.Photo) bool { return x.ID == p.ID })
		if before[i].PhotoText == p.PhotoText && before[i].Position == p.Position {
			continue
		}
		if err := tx.UpdatePhoto(p); err != nil {
			return err
		}
	}
	return nil
}

// sameWords reports whether two states of one entry say the same: then nothing
// is written and the version stays.
func sameWords(a, b *registry.Entry) bool {
	return reflect.DeepEqual(a.Content, b.Content) && reflect.DeepEqual(a.Report, b.Report) &&
		slices.Equal(a.Photos, b.Photos) && slices.Equal(a.ReturnChecks, b.ReturnChecks)
}

// unchanged reports whether a draft says nothing new.
func (d *Draft) unchanged(e *registry.Entry) bool {
	was, next := *e, d.On(*e)
	was.Content.Outcomes = slices.Clone(was.Content.Outcomes)
	was.Content.Clean()
	return sameWords(&was, &next)
}

// Save keeps a draft as it is, complete or not. When somebody else saved other
// words since version, it is a Conflict and nothing is written. Words that are
// kept already are no conflict: a weak line may send the same twice.
func (f *Flow) Save(ctx context.Context, a registry.Actor, id registry.EntryID, version int, d Draft) (registry.Entry, error) {
	e, err := f.DB.Entry(ctx, id)
	if err != nil {
		return e, err
	}
	if err := a.May(registry.Edit, &e, f.Now()); err != nil {
		return e, err
	}
	if d.unchanged(&e) {
		return e, nil
	}
	season := f.Season(e.Season)
	return f.Act(ctx, a, id, version, registry.Edit, registry.DidEntrySave, "", func(tx *sqlite.Tx, e *registry.Entry) error {
		if err := d.check(e, season).Err("Bản nháp chưa lưu được."); err != nil {
			return err
		}
		return d.apply(tx, e)
	})
}

// Submit saves a draft and sends it, if nothing is missing. What is missing comes
// back as an Invalid error, with the draft saved all the same. Sent twice, it is
// sent once.
func (f *Flow) Submit(ctx context.Context, a registry.Actor, id registry.EntryID, version int, d *Draft) (registry.Entry, error) {
	now, err := f.DB.Entry(ctx, id)
	if err != nil {
		return now, err
	}
	if now.Registration == registry.Sent && a.Owns(&now) && now.Version <= version+2 && (d == nil || d.unchanged(&now)) {
		return now, nil
	}
	if d != nil {
		saved, err := f.Save(ctx, a, id, version, *d)
		if err != nil {
			return saved, err
		}
		version, now = saved.Version, saved
	}
	slips, err := f.slipsOf(ctx, &now, false)
	if err != nil {
		return now, err
	}
	return f.Act(ctx, a, id, version, registry.Submit, registry.DidEntrySend, "", func(tx *sqlite.Tx, e *registry.Entry) error {
		if err := e.CheckRegistration(f.Season(e.Season), f.Catalogue()); err != nil {
			return err
		}
		if err := askSlips(slips); err != nil {
			return err
		}
		if left := slices.IndexFunc(e.ReturnChecks, func(c registry.ReturnCheck) bool { return !c.Done }); left >= 0 {
			var fields registry.Fields
			fields.Add("checks", "Đánh dấu việc đã sửa: %s.", e.ReturnChecks[left].Text)
			return fields.Err("Chưa gửi được, còn việc trong danh sách trả lại.")
		}
		e.SentAt = tx.Now()
		e.FirstSentAt = cmp.Or(e.FirstSentAt, e.SentAt)
		return e.MoveRegistration(registry.Sent)
	})
}
