package workflow

import (
	"cmp"
	"context"
	"slices"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// Return sends a registration back with coded reasons, which become the
// checklist that the unit ticks off, and a text.
func (f *Flow) Return(
	ctx context.Context,
	a registry.Actor,
	id registry.EntryID,
	version int,
	reasons []string,
	text string,
) (registry.Entry, error) {
	staff, err := f.AuthorizeEntry(ctx, a, id, registry.Review)
	if err != nil {
		return registry.Entry{}, err
	}
	checks, text, err := checklist(reasons, text)
	if err != nil {
		return registry.Entry{}, err
	}
	return f.Act(ctx, a, id, version, registry.Review, registry.DidEntryReturn, text, func(tx *sqlite.Tx, e *registry.Entry) error {
		e.ReturnReason, e.ReturnChecks = text, checks
		if err := e.MoveRegistration(registry.Returned); err != nil {
			return err
		}
		return Notify(tx, staff, e, "Đăng ký "+Quoted(e.Content.Title)+" được trả lại để bổ sung.", address.Entry.At(id))
	})
}

// checklist turns coded reasons into lines to tick off, and cleans the text with them.
func checklist(reasons []string, typed string) (checks []registry.ReturnCheck, text string, err error) {
	var fields registry.Fields
	for _, code := range reasons {
		label := registry.ChoiceLabel(registry.ReturnReasons(), code)
		if label == code {
			fields.Add("reasons", "Không có lý do “%s”.", code)
		}
		checks = append(checks, registry.ReturnCheck{Code: code, Text: label})
	}
	if len(reasons) == 0 {
		fields.Add("reasons", "Chọn ít nhất một lý do để đơn vị biết sửa chỗ nào.")
	}
	text = registry.ReturnNote.Read(&fields, typed)
	return checks, text, fields.Err("Chưa trả lại được.")
}

// Accept takes a registration in. Its targets are commitments from then on.
func (f *Flow) Accept(ctx context.Context, a registry.Actor, id registry.EntryID, version int) (registry.Entry, error) {
	staff, err := f.AuthorizeEntry(ctx, a, id, registry.Review)
	if err != nil {
		return registry.Entry{}, err
	}
	return f.Act(ctx, a, id, version, registry.Review, registry.DidEntryAccept, "", func(tx *sqlite.Tx, e *registry.Entry) error {
		if err := e.MoveRegistration(registry.Accepted); err != nil {
			return err
		}
		for i := range e.Content.Outcomes {
			e.Content.Outcomes[i].Committed = !e.Content.Outcomes[i].Blank()
		}
		e.AcceptedAt, e.ReturnReason, e.ReturnChecks = tx.Now(), "", nil
		return Notify(tx, staff, e, "Đăng ký "+Quoted(e.Content.Title)+" đã được tiếp nhận.", address.Entry.At(id))
	})
}

// Revise changes the unit's words in a revision that carries the editor's name and
// a reason; both texts stay to be seen side by side. When readers have the words
// already, the reason is also a correction that they see.
func (f *Flow) Revise(
	ctx context.Context,
	a registry.Actor,
	id registry.EntryID,
	version int,
	d Draft,
	reason string,
) (registry.Entry, error) {
	staff, err := f.AuthorizeEntry(ctx, a, id, registry.Revise)
	if err != nil {
		return registry.Entry{}, err
	}
	reason, err = RequireReason(reason)
	if err != nil {
		return registry.Entry{}, err
	}
	return f.Act(ctx, a, id, version, registry.Revise, registry.DidEntryRevise, reason, func(tx *sqlite.Tx, e *registry.Entry) error {
		if err := d.check(e, f.Season(e.Season)).Err("Bản biên tập chưa lưu được."); err != nil {
			return err
		}
		pledge := e.Content.Pledge // the unit's own word stays the unit's
		d.Content.Pledge = pledge
		if err := d.apply(tx, e); err != nil {
			return err
		}
		return Notify(tx, staff, e, "Chuyên viên đã biên tập "+Quoted(e.Content.Title)+": "+reason, address.EntryHistory.At(id))
	})
}

// Merge folds a duplicate into the entry that stays; only the latter counts.
func (f *Flow) Merge(
	ctx context.Context,
	a registry.Actor,
	id, into registry.EntryID,
	version int,
	reason string,
) (registry.Entry, error) {
	staff, err := f.AuthorizeEntry(ctx, a, id, registry.Review)
	if err != nil {
		return registry.Entry{}, err
	}
	reason, err = RequireReason(reason)
	if err != nil {
		return registry.Entry{}, err
	}
	return f.Act(ctx, a, id, version, registry.Review, registry.DidEntryMerge, reason, func(tx *sqlite.Tx, e *registry.Entry) error {
		stays, err := tx.Entry(ctx, into)
		if err != nil {
			return err
		}
		if id == into || stays.Registration == registry.Merged {
			return registry.Errorf(registry.Invalid, "Chọn một mô hình khác, chưa bị gộp, để gộp vào.")
		}
		if err := f.refuseClaimed(ctx, tx, a, e, &stays); err != nil {
			return err
		}
		if err := releaseClaim(ctx, tx, a, e, registry.ClaimUndone, registry.DidClaimUndo,
			"Đăng ký đã gộp vào mô hình số "+stays.Number+"."); err != nil {
			return err
		}
		if err := e.MoveRegistration(registry.Merged); err != nil {
			return err
		}
		e.MergedInto = into
		if err := takeDown(tx, e, "Đã gộp vào mô hình khác."); err != nil {
			return err
		}
		return Notify(tx, staff, e, Quoted(e.Content.Title)+" đã được gộp vào mô hình "+stays.Number+": "+reason, address.Entry.At(into))
	})
}

// ReportDraft is what the report form sends.
type ReportDraft struct {
	Report   registry.Report
	Outcomes []registry.Outcome
	Photos   []PhotoEdit
}

// On gives the entry as it would be with the words of the report; nothing is
// written and e stays as it is. What was promised stays as promised.
func (d *ReportDraft) On(e registry.Entry) registry.Entry {
	r := d.Report
	r.Resources, r.Sites = slices.Clone(r.Resources), slices.Clone(r.Sites)
	r.Clean()
	c := registry.Content{Outcomes: slices.Clone(d.Outcomes)}
	committed := 0
	for i, o := range e.Content.Outcomes {
		if !o.Committed {
			break
		}
		committed++
		if i >= len(c.Outcomes) {
			c.Outcomes = append(c.Outcomes, o)
			continue
		}
		n := &c.Outcomes[i]
		n.Indicator, n.Label, n.Unit, n.Baseline, n.Target, n.Committed = o.Indicator, o.Label, o.Unit, o.Baseline, o.Target, true
	}
	for i := committed; i < len(c.Outcomes); i++ {
		c.Outcomes[i].Committed = false
	}
	c.Clean()
	e.Report, e.Content.Outcomes = r, c.Outcomes
	e.Photos = described(e.Photos, d.Photos)
	return e
}

// check lists what even a draft of the report may not have.
func (d *ReportDraft) check(e *registry.Entry) registry.Fields {
	next := d.On(*e)
	return append(next.Report.CheckDraft(next.Content.Outcomes), next.CheckPhotoDrafts()...)
}

func (d *ReportDraft) apply(tx *sqlite.Tx, e *registry.Entry) error {
	next := d.On(*e)
	e.Report, e.Content.Outcomes = next.Report, next.Content.Outcomes
	return describePhotos(tx, e, d.Photos)
}

// unchanged reports whether a report says nothing new.
func (d *ReportDraft) unchanged(e *registry.Entry) bool {
	was, next := *e, d.On(*e)
	was.Report.Resources, was.Report.Sites = slices.Clone(was.Report.Resources), slices.Clone(was.Report.Sites)
	was.Report.Clean()
	return sameWords(&was, &next)
}

// SaveReport keeps a result report as it is, complete or not, like [Flow.Save].
func (f *Flow) SaveReport(ctx context.Context, a registry.Actor, id registry.EntryID, version int, d ReportDraft) (registry.Entry, error) {
	now, err := f.DB.Entry(ctx, id)
	if err != nil {
		return now, err
	}
	if err := a.May(registry.EditReport, &now, f.Now()); err != nil {
		return now, err
	}
	if now.Result != registry.NoReport && d.unchanged(&now) {
		return now, nil
	}
	return f.Act(ctx, a, id, version, registry.EditReport, registry.DidEntrySaveReport, "", func(tx *sqlite.Tx, e *registry.Entry) error {
		if err := d.check(e).Err("Bản nháp chưa lưu được."); err != nil {
			return err
		}
		if e.Result == registry.NoReport {
			if err := e.MoveResult(registry.ReportDraft); err != nil {
				return err
			}
		}
		return d.apply(tx, e)
	})
}

// SendReport saves a result report and sends it, if nothing is missing.
func (f *Flow) SendReport(
	ctx context.Context,
	a registry.Actor,
	id registry.EntryID,
	version int,
	d *ReportDraft,
) (registry.Entry, error) {
	now, err := f.DB.Entry(ctx, id)
	if err != nil {
		return now, err
	}
	if now.Result == registry.ReportSent && a.Owns(&now) && now.Version <= version+2 && (d == nil || d.unchanged(&now)) {
		return now, nil // sent twice by a weak line or a double click
	}
	if d != nil {
		saved, err := f.SaveReport(ctx, a, id, version, *d)
		if err != nil {
			return saved, err
		}
		version, now = saved.Version, saved
	}
	slips, err := f.slipsOf(ctx, &now, true)
	if err != nil {
		return now, err
	}
	return f.Act(ctx, a, id, version, registry.SendReport, registry.DidEntrySendReport, "", func(tx *sqlite.Tx, e *registry.Entry) error {
		if err := e.CheckReport(f.Season(e.Season), f.Catalogue()); err != nil {
			return err
		}
		if err := askSlips(slips); err != nil {
			return err
		}
		e.ReportedAt = tx.Now()
		e.FirstReportedAt = cmp.Or(e.FirstReportedAt, e.ReportedAt)
		return e.MoveResult(registry.ReportSent)
	})
}

// ReturnReport sends a result report back.
func (f *Flow) ReturnReport(
	ctx context.Context,
	a registry.Actor,
	id registry.EntryID,
	version int,
	reasons []string,
	text string,
) (registry.Entry, error) {
	staff, err := f.AuthorizeEntry(ctx, a, id, registry.Review)
	if err != nil {
		return registry.Entry{}, err
	}
	checks, text, err := checklist(reasons, text)
	if err != nil {
		return registry.Entry{}, err
	}
	return f.Act(ctx, a, id, version, registry.Review, registry.DidEntryReturnReport, text, func(tx *sqlite.Tx, e *registry.Entry) error {
		e.ReturnReason, e.ReturnChecks = text, checks
		if err := e.MoveResult(registry.ReportReturned); err != nil {
			return err
		}
		return Notify(tx, staff, e, "Báo cáo kết quả của "+Quoted(e.Content.Title)+" được trả lại để bổ sung.", address.EntryReport.At(id))
	})
}

// Confirm says whether the model has been effective, and makes the figures
// confirmed ones. A figure far from what others reported must be among those that
// the verifier says to have checked, by the number of its line.
func (f *Flow) Confirm(
	ctx context.Context,
	a registry.Actor,
	id registry.EntryID,
	version int,
	effective bool,
	note string,
	checked ...int,
) (registry.Entry, error) {
	staff, err := f.AuthorizeEntry(ctx, a, id, registry.Review)
	if err != nil {
		return registry.Entry{}, err
	}
	if err := f.askOutliers(ctx, id, checked); err != nil {
		return registry.Entry{}, err
	}
	to, read := registry.Effective, OptionalReason
	if !effective {
		to, read = registry.Ineffective, RequireReason
	}
	if note, err = read(note); err != nil {
		return registry.Entry{}, err
	}
	return f.Act(ctx, a, id, version, registry.Review, registry.DidEntryConfirm, note, func(tx *sqlite.Tx, e *registry.Entry) error {
		if err := e.MoveResult(to); err != nil {
			return err
		}
		e.ConfirmedAt, e.ReturnReason, e.ReturnChecks = tx.Now(), "", nil
		if effective && e.Publication == registry.InternalOnly {
			if err := e.MovePublication(registry.Pending); err != nil {
				return err
			}
		}
		return Notify(tx, staff, e, Quoted(e.Content.Title)+": "+to.Label()+".", address.Entry.At(id))
	})
}
