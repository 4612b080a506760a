package demo_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/workflow/demo"
	"danvankheo/internal/workflow/transfer"
	"danvankheo/internal/workflow/workflowtest"
)

func TestDemoShowsEveryState(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := context.Background()
	h.Time.Set(time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC))
	start := time.Now()
	report, err := h.Demo.FillDemo(ctx, demo.Input{Reported: workflowtest.Rows(string(workflowtest.ReportedModels(t))),
		Password: "minh-hoa-2026"})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d reported, %d invented, %d pictures in %v", report.Import.Created, report.Models, report.Photos, time.Since(start))
	states, reported := map[string]int{}, 0
	for id := registry.EntryID(0); ; {
		list, err := h.DB.EntriesAfter(ctx, id, 500)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			break
		}
		id = list[len(list)-1].ID
		for _, e := range list {
			if e.Origin == registry.Reported {
				reported++
				if e.Demo || e.Source.URL == "" || !e.Publication.Public() {
					t.Errorf("%s: a reported model is real, has a source and is public", e.Ref)
				}
				if d, err := h.DB.Edition(ctx, e.ID); err != nil || !d.Since().Equal(d.At) || !d.PublishedAt.Equal(d.At) {
					t.Errorf("%s: published %v, sealed %v, %v: a day on which this registry published nothing", e.Ref, d.PublishedAt, d.At, err)
				}
				continue
			}
			states[e.Registration.String()+"/"+e.Result.String()+"/"+e.Publication.String()]++
			if !e.Demo {
				t.Errorf("%s is invented and not marked", e.Number)
			}
			if at := latest(e.CreatedAt, e.SentAt, e.AcceptedAt, e.ReportedAt, e.ConfirmedAt, e.PublishedAt, e.UpdatedAt); at.After(
				h.Now(),
			) {
				t.Errorf("%s lies in the future: %v", e.Number, at)
			}
		}
	}
	if reported != 123 {
		t.Errorf("%d reported models, want 123", reported)
	}
	for _, want := range []string{
		"nhap/chua-co/noi-bo", "da-gui/chua-co/noi-bo", "tra-lai/chua-co/noi-bo", "tiep-nhan/chua-co/noi-bo", "rut/chua-co/noi-bo",
		"tiep-nhan/da-gui/noi-bo",
		"tiep-nhan/tra-lai/noi-bo", "tiep-nhan/chua-hieu-qua/noi-bo", "tiep-nhan/hieu-qua/hen-gio", "tiep-nhan/hieu-qua/cong-khai",
		"tiep-nhan/hieu-qua/dinh-chinh", "tiep-nhan/hieu-qua/go",
	} {
		if states[want] == 0 {
			t.Errorf("no model is %s: %v", want, states)
		}
	}
	picks, err := h.DB.HomePicks(ctx)
	first, errFirst := h.DB.EntriesByID(ctx, picks)
	if err != nil || errFirst != nil || len(first) < 2 || len(first[0].Photos) == 0 || first[0].Origin != registry.Registered {
		t.Errorf("the first page begins with %v, %v %v", picks, err, errFirst)
	}
	if len(report.Accounts) != 6 || !h.Settings().Demo {
		t.Errorf("%d accounts, demo %v", len(report.Accounts), h.Settings().Demo)
	}
	h.CheckDeeds(t)
	if at := h.Now(); !at.Equal(h.Time.Now()) {
		t.Errorf("the clock stayed moved: %v", at)
	}
	again, err := h.Demo.FillDemo(ctx, demo.Input{Reported: workflowtest.Rows(""), Password: "mot-mat-khau-khac"})
	if err != nil || again.Fresh || len(again.Accounts) != 6 {
		t.Errorf("a second start: %+v, %v", again, err)
	}
}

// The demo fills every field of registration, report, story and photo somewhere, so
// that each is seen on a page before anybody types it.
func TestDemoFillsEveryField(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := context.Background()
	h.Time.Set(time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC))
	if _, err := h.Demo.FillDemo(ctx, demo.Input{Reported: workflowtest.Rows(""), Password: "minh-hoa-2026", Width: 90}); err != nil {
		t.Fatal(err)
	}
	list, err := h.DB.EntriesAfter(ctx, 0, 500)
	if err != nil {
		t.Fatal(err)
	}
	var content []registry.Content
	var report []registry.Report
	var story []registry.Story
	var photos []registry.PhotoText
	for _, e := range list {
		content, report, story = append(content, e.Content), append(report, e.Report), append(story, e.Story)
		for _, p := range e.Photos {
			photos = append(photos, p.PhotoText)
		}
	}
	allFilled(t, "registration", registry.ContentFields(), content)
	allFilled(t, "partner", registry.PartnerFields(), rowsIn(content, func(c registry.Content) []registry.Partner { return c.Partners }))
	allFilled(t, "resource", registry.ResourceFields(),
		rowsIn(content, func(c registry.Content) []registry.Resource { return c.Resources }))
	allFilled(t, "outcome", registry.OutcomeFields(), rowsIn(content, func(c registry.Content) []registry.Outcome { return c.Outcomes }))
	allFilled(t, "report", registry.ReportFields(), report)
	allFilled(t, "site", registry.SiteFields(), rowsIn(report, func(r registry.Report) []registry.Site { return r.Sites }))
	allFilled(t, "story", registry.StoryFields(), story)
	allFilled(t, "figure", registry.FigureFields(), rowsIn(story, func(s registry.Story) []registry.KeyFigure { return s.Figures[:] }))
	allFilled(t, "photo", registry.PhotoFields(), photos)
}

func rowsIn[T, R any](list []T, rows func(T) []R) (out []R) {
	for _, x := range list {
		out = append(out, rows(x)...)
	}
	return out
}

func allFilled[T any](t *testing.T, what string, defs []registry.FieldDef[T], list []T) {
	t.Helper()
	for i := range defs {
		d := &defs[i]
		if !slices.ContainsFunc(list, func(x T) bool { return !reflect.ValueOf(d.Pointer(&x)).Elem().IsZero() }) {
			t.Errorf("%s: no model of the demo fills %s", what, d.Name)
		}
	}
}

func latest(list ...time.Time) time.Time {
	return slices.MaxFunc(list, time.Time.Compare)
}

func TestDemoRefusesOtherData(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	one := workflowtest.Rows(`{"title":"Một","unit_name":"Phường Bắc Giang"}`)
	if _, err := h.Transfer.Import(context.Background(), registry.System("Nhập từ tệp"), one, transfer.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Demo.FillDemo(context.Background(), demo.Input{Reported: workflowtest.Rows(""), Password: "x", Width: 90}); !errors.Is(
		err,
		demo.ErrOther,
	) {
		t.Errorf("a folder with data: %v", err)
	}
}

func TestDemoOnAnyDay(t *testing.T) {
	t.Parallel()
	for _, day := range []string{"2026-01-01", "2026-06-30", "2026-12-20", "2027-03-15"} {
		h := newHouse(t)
		at, err := time.Parse("2006-01-02", day)
		if err != nil {
			t.Fatal(err)
		}
		h.Time.Set(at.Add(20 * time.Hour))
		if _, err := h.Demo.FillDemo(context.Background(), demo.Input{Reported: workflowtest.Rows(""), Password: "x",
			Width: 90}); err != nil {
			t.Errorf("%s: %v", day, err)
		}
	}
}
