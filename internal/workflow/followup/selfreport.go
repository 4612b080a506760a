package followup

import (
	"context"
	"fmt"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// SelfReport is [Flow.ReadSelfReport] at a moment of its own.
func (f *Flow) SelfReport(ctx context.Context, a registry.Actor, y registry.Year) (r registry.SelfReport, err error) {
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		r, err = f.ReadSelfReport(ctx, rx, a, y)
		return err
	})
	return r, err
}

// ReadSelfReport gives the actor's unit's self-report of a year; one that is not
// begun has no id and version 0.
func (f *Flow) ReadSelfReport(ctx context.Context, rx *sqlite.Rx, a registry.Actor, y registry.Year) (registry.SelfReport, error) {
	if a.Role != registry.UnitStaff {
		return registry.SelfReport{}, registry.Errorf(registry.Denied, "Báo cáo năm do cán bộ đơn vị viết.")
	}
	if _, ok := f.OpenedSeason(y); !ok {
		return registry.SelfReport{}, registry.Errorf(registry.NotFound, "Năm %d chưa mở.", y)
	}
	units := []registry.UnitCode{a.Unit}
	if u, ok := f.Ledger().Unit(a.Unit); ok { // under any name the unit had; what others that it took over wrote stays theirs
		units = nil
		for _, v := range f.Ledger().Versions(u.ID) {
			units = append(units, v.Code)
		}
	}
	r, err := rx.SelfReportOf(ctx, y, units)
	if registry.KindOf(err) == registry.NotFound {
		return registry.SelfReport{Season: y, Unit: a.Unit}, nil
	}
	return r, err
}

// SaveSelfReport keeps a self-report as it is, complete or not. When somebody else
// saved other words since version, it is a Conflict and nothing is written; words
// that are kept already are none.
func (f *Flow) SaveSelfReport(
	ctx context.Context,
	a registry.Actor,
	y registry.Year,
	version int,
	text registry.SelfText,
) (registry.SelfReport, error) {
	r, err := f.SelfReport(ctx, a, y)
	if err != nil {
		return r, err
	}
	text.Clean()
	switch {
	case r.Text == text && (r.ID != 0 || version == 0):
		return r, nil
	case !r.State.Open():
		return r, registry.Errorf(
			registry.Conflict,
			"Báo cáo năm đã gửi (%s) nên không sửa được nữa. Nội dung bạn gõ vẫn ở dưới đây. Cần sửa, hãy nhờ %s trả lại.",
			r.State.Label(), f.Settings().Body().Short,
		)
	case r.Version != version:
		return r, registry.Errorf(registry.Conflict, "Báo cáo năm vừa được %s lưu ở nơi khác.", r.By)
	}
	if err := f.RequireYear(ctx, f.DB, a, registry.DidSelfReportSave, y, r.Unit); err != nil {
		return r, err
	}
	if err := text.CheckDraft().Err("Bản nháp chưa lưu được."); err != nil {
		return r, err
	}
	r.Text = text
	err = f.Update(ctx, func(tx *sqlite.Tx) error {
		r.UpdatedAt = tx.Now()
		if r.ID == 0 {
			if err := tx.InsertSelfReport(&r, a); err != nil {
				if registry.KindOf(err) == registry.Conflict || sqlite.IsUnique(err, "self_report") {
					return registry.Errorf(registry.Conflict, "Báo cáo năm vừa được lưu ở nơi khác.")
				}
				return err
			}
		} else if err := tx.UpdateSelfReport(&r, a); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSelfReportSave, selfObject(r.ID), "", fmt.Sprintf("%s v%d", r.State, r.Version))
	})
	return r, err
}

func selfObject(id registry.SelfReportID) string { return fmt.Sprintf("selfreport:%d", id) }

// SelfLate reports whether a self-report was first sent after its last day, by the
// extensions of its season.
func (f *Flow) SelfLate(r registry.SelfReport, extensions []registry.Extension) bool {
	if r.FirstSent.IsZero() {
		return false
	}
	due := f.Season(r.Season).ReportTo
	for _, x := range f.ExtensionsOf(extensions, r.Unit) {
		if x.Step == registry.Reporting {
			due = max(due, x.Until)
		}
	}
	return r.FirstSent.After(f.Season(r.Season).Deadline(due))
}

// SendSelfReport saves a self-report and sends it, if nothing is missing. What is
// missing comes back as an Invalid error, with the words saved all the same.
func (f *Flow) SendSelfReport(
	ctx context.Context,
	a registry.Actor,
	y registry.Year,
	version int,
	text registry.SelfText,
) (registry.SelfReport, error) {
	r, err := f.SaveSelfReport(ctx, a, y, version, text)
	if err != nil {
		return r, err
	}
	if r.State == registry.SelfSent { // sent twice by a weak line
		return r, nil
	}
	if err := f.RequireYear(ctx, f.DB, a, registry.DidSelfReportSend, y, r.Unit); err != nil {
		return r, err // words that were saved in time are kept, not sent
	}
	if err := r.Text.Check().Err("Chưa gửi được. Nội dung đã lưu."); err != nil {
		return r, err
	}
	verifiers, err := f.DB.AccountsOfRole(ctx, registry.Verifier)
	if err != nil {
		return r, err
	}
	return r, f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := r.Move(registry.SelfSent); err != nil {
			return err
		}
		r.SentAt, r.Reason = tx.Now(), ""
		if r.FirstSent.IsZero() {
			r.FirstSent = r.SentAt
		}
		if err := tx.UpdateSelfReport(&r, a); err != nil {
			return err
		}
		text := fmt.Sprintf("%s gửi báo cáo năm %d.", f.Ledger().Name(r.Unit), y)
		if err := workflow.Notify(tx, verifiers, &registry.Entry{}, text, address.SelfReport.At(y, r.ID)); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSelfReportSend, selfObject(r.ID), "", fmt.Sprintf("%s v%d", r.State, r.Version))
	})
}

// JudgeSelfReport accepts a self-report, or returns it with a reason.
func (f *Flow) JudgeSelfReport(
	ctx context.Context,
	a registry.Actor,
	id registry.SelfReportID,
	version int,
	to registry.SelfState,
	reason string,
) (registry.SelfReport, error) {
	if err := workflow.Authorize(a, registry.OversightArea); err != nil {
		return registry.SelfReport{}, err
	}
	r, err := f.DB.SelfReport(ctx, id)
	if err != nil {
		return r, err
	}
	note := registry.SelfReturnNote
	if to != registry.SelfReturned {
		note = note.Optional()
	}
	var wrong registry.Fields
	reason = note.Read(&wrong, reason)
	if err := wrong.Err("Chưa trả lại được."); err != nil {
		return r, err
	}
	if r.Version != version {
		return r, registry.Errorf(registry.Conflict, "Báo cáo năm vừa thay đổi. Dưới đây là bản mới nhất; xem lại rồi làm tiếp.")
	}
	staff, err := f.DB.AccountsOfUnits(ctx, f.Ledger().Heritage(f.presentUnit(r.Unit)))
	if err != nil {
		return r, err
	}
	return r, f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := r.Move(to); err != nil {
			return err
		}
		r.Reason = reason
		by := a
		if err := tx.UpdateSelfReport(&r, by); err != nil {
			return err
		}
		text := fmt.Sprintf("Báo cáo năm %d của đơn vị đã được tiếp nhận.", r.Season)
		if to == registry.SelfReturned {
			text = fmt.Sprintf("Báo cáo năm %d được trả lại: %s", r.Season, reason)
		}
		if err := workflow.Notify(tx, staff, &registry.Entry{}, text, address.OwnReport.At(r.Season)); err != nil {
			return err
		}
		did := registry.DidSelfReportAccept
		if to == registry.SelfReturned {
			did = registry.DidSelfReportReturn
		}
		return workflow.Audit(
			tx,
			a,
			did,
			selfObject(r.ID),
			"",
			fmt.Sprintf("%s v%d", r.State, r.Version),
		)
	})
}

// presentUnit is the present unit that a version belongs to, or itself.
func (f *Flow) presentUnit(code registry.UnitCode) registry.UnitCode {
	if u, ok := f.Ledger().Current(code); ok {
		return u.Code
	}
	return code
}
