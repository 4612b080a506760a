package transfer

import (
	"context"
	"slices"
	"strings"

	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

const rowNotTaken = "Chưa nhận được, còn chỗ cần sửa."

// CreateRow makes one entry of a row that a program sent: a draft of the actor's
// unit, or, of a row with a source_url, a reported entry, which only they who may
// import make. A ref the account has used gives that entry back: made is then
// false.
func (f *Flow) CreateRow(ctx context.Context, a registry.Actor, row exchange.Row) (e registry.Entry, made bool, err error) {
	if a.Account == 0 {
		return e, false, registry.Errorf(registry.Unknown, "Cần khóa truy cập (Authorization: Bearer).")
	}
	if ref := row.Text("ref"); ref != "" {
		r, err := f.DB.RefOf(ctx, a.Account, ref)
		if err == nil {
			e, err = f.DB.Entry(ctx, r.ID)
			return e, false, err
		}
		if registry.KindOf(err) != registry.NotFound {
			return e, false, err
		}
	}
	var x exchange.Entry
	wrong := row.Apply(&x)
	if x.Origin == registry.Reported {
		e, err = f.createReported(ctx, a, row)
		return e, err == nil, err
	}
	if a.Role != registry.UnitStaff && a.Role != registry.Admin {
		return e, false, registry.Errorf(registry.Denied, "Chỉ cán bộ đơn vị đăng ký mô hình.")
	}
	n, err := f.newOfRow(a, row, x, wrong)
	if err != nil {
		return e, false, err
	}
	if e, err = f.entries.Create(ctx, a, n); err != nil {
		return e, false, err
	}
	e, err = f.keepSource(ctx, a, e, x.Source)
	return e, err == nil, err
}

// keepSource keeps what a row says of its source and recognition with a new draft.
func (f *Flow) keepSource(ctx context.Context, a registry.Actor, e registry.Entry, s registry.Source) (registry.Entry, error) {
	if s == (registry.Source{}) || s == e.Source {
		return e, nil
	}
	return f.Act(ctx, a, e.ID, e.Version, registry.Edit, registry.DidEntrySave, "", func(_ *sqlite.Tx, e *registry.Entry) error {
		e.Source = s
		return nil
	})
}

// createReported takes one row in as a table of one.
func (f *Flow) createReported(ctx context.Context, a registry.Actor, row exchange.Row) (registry.Entry, error) {
	report, err := f.Import(ctx, a, func(yield func(exchange.Row, error) bool) { yield(row, nil) }, ImportOptions{RefAccount: a.Account})
	if err != nil {
		return registry.Entry{}, err
	}
	var wrong registry.Fields
	for _, w := range report.Errors {
		wrong.Add(w.Field, "%s", w.Text)
	}
	if err := wrong.Err(rowNotTaken); err != nil {
		return registry.Entry{}, err
	}
	return f.DB.Entry(ctx, report.Entries[0])
}

// newOfRow checks a row as the import does and makes of it what a form would send.
func (f *Flow) newOfRow(a registry.Actor, row exchange.Row, x exchange.Entry, wrong registry.Fields) (workflow.NewEntry, error) {
	m := &importer{Flow: f, actor: a, today: f.Today(), seen: map[string]int{}, found: map[place]resolved{}}
	m.checkRef(row, &wrong, x.Ref)
	m.setYear(&x.Entry, &wrong)
	if a.Role == registry.UnitStaff && x.Unit == "" && x.UnitText == "" {
		x.Unit = a.Unit
	} else {
		m.setUnit(row, &x.Entry, registry.Entry{}, &wrong)
	}
	FreeIndicators(f.Catalogue(), x.Content.Outcomes)
	m.checkEntry(row, &x.Entry, registry.Entry{}, &wrong)
	notForForms(row, &wrong)
	if err := wrong.Err(rowNotTaken); err != nil {
		return workflow.NewEntry{}, err
	}
	return workflow.NewEntry{Season: x.Season, Unit: x.Unit, Ref: x.Ref, Content: x.Content}, nil
}

// notForForms refuses what a unit does not write in its registration.
func notForForms(row exchange.Row, wrong *registry.Fields) {
	for _, key := range []string{"story", "report", "links", "recognitions", "commendations"} {
		if row.Has(key) && row.Text(key) != "{}" {
			wrong.Add(key, "chỉ nhập được từ tệp, không gửi qua đây.")
		}
	}
}

// SaveRow writes what a row says over the registration of an entry, as the form
// does; what the row leaves out stays. Unit, year and ref stay what they are. When
// the entry is not at the version that was read it is a Conflict and nothing is
// written; the entry is then the present one.
func (f *Flow) SaveRow(ctx context.Context, a registry.Actor, id registry.EntryID, version int, row exchange.Row) (registry.Entry, error) {
	e, err := f.DB.Entry(ctx, id)
	if err != nil {
		return e, err
	}
	if err := a.May(registry.Edit, &e, f.Now()); err != nil {
		return e, err
	}
	if e.Version != version {
		return e, registry.Errorf(registry.Conflict, "Mô hình này vừa được lưu ở nơi khác.")
	}
	x := exchange.Entry{Entry: Clone(e)}
	wrong := row.Apply(&x)
	FreeIndicators(f.Catalogue(), x.Content.Outcomes)
	if x.Content.Title == "" {
		wrong.Add("title", "chưa điền.")
	}
	for _, w := range x.Content.CheckDraft((&importer{Flow: f}).seasonOf(&x.Entry)) {
		wrong.Add(exchange.ColumnOf(w.Field), "%s", w.Message)
	}
	wrong = append(wrong, brokenCounts(row, &x.Entry, f.Catalogue())...)
	f.checkSameUnit(row, x.Entry, e, &wrong)
	if row.Has("year") && x.Season != e.Season {
		wrong.Add("year", "không đổi được năm của một mô hình đã tạo.")
	}
	if row.Has("ref") && x.Ref != e.Ref {
		wrong.Add("ref", "không đổi được.")
	}
	notForForms(row, &wrong)
	if err := wrong.Err(rowNotTaken); err != nil {
		return e, err
	}
	return f.entries.Save(ctx, a, id, version, workflow.Draft{Content: x.Content, Ticked: ticked(e.ReturnChecks, x.ChecksDone)})
}

// checkSameUnit refuses a row that names another unit than the entry's.
func (f *Flow) checkSameUnit(row exchange.Row, said, e registry.Entry, wrong *registry.Fields) {
	code, name := row.Text("unit_code"), row.Text("unit_name")
	if code == "" && name == "" {
		return
	}
	m := &importer{Flow: f, today: f.Today(), found: map[place]resolved{}}
	said.Season, said.Origin, said.Unit, said.UnitText = e.Season, e.Origin, registry.UnitCode(code), name
	var bad registry.Fields
	if m.setUnit(row, &said, e, &bad); len(bad) > 0 || said.Unit != e.Unit {
		field := "unit_name"
		if code != "" {
			field = "unit_code"
		}
		wrong.Add(field, "không đổi được đơn vị của một mô hình đã tạo.")
	}
}

// ticked joins what was ticked off before with what is now.
func ticked(checks []registry.ReturnCheck, more []string) []string {
	done := slices.Clone(more)
	for i := range done {
		done[i] = strings.TrimSpace(done[i])
	}
	for _, c := range checks {
		if c.Done {
			done = append(done, c.Code)
		}
	}
	return done
}
