package reference_test

import (
	"context"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

func TestSeason(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	s := h.Season(2026)
	s.RegisterTo, s.MinPhotos = "2026-04-10", 5
	if err := h.SaveSeason(ctx, h.Verifier, s); err != nil {
		t.Fatal(err)
	}
	if got := h.Season(2026); got.RegisterTo != "2026-04-10" || got.MinPhotos != 5 || got.Version != s.Version+1 {
		t.Errorf("season = %+v", got)
	}
	kindIs(t, "over an old version", h.SaveSeason(ctx, h.Verifier, s), registry.Conflict)
	now := h.Season(2026)
	if err := h.SaveSeason(ctx, h.Verifier, now); err != nil || h.Season(2026).Version != now.Version {
		t.Errorf("saved unchanged: %v, version %d", err, h.Season(2026).Version)
	}
	wrong := now
	wrong.ReportTo = "2026-01-01"
	if err := h.SaveSeason(ctx, h.Verifier, wrong); registry.FieldsOf(err).For("report_to") == "" {
		t.Errorf("dates that go back: %v", err)
	}
	wrong = now
	wrong.Fields = append(wrong.Fields[:len(wrong.Fields):len(wrong.Fields)], wrong.Fields[0])
	if err := h.SaveSeason(ctx, h.Verifier, wrong); registry.FieldsOf(err).For("fields") == "" {
		t.Errorf("a field twice: %v", err)
	}
	kindIs(t, "unit staff", h.SaveSeason(ctx, h.Staff, now), registry.Denied)
	if versions := must[[]sqlite.SeasonVersion](t)(h.DB.SeasonVersions(ctx, 2026)); len(versions) != 2 || versions[0].MinPhotos != 5 ||
		versions[1].MinPhotos != 3 {
		t.Errorf("versions = %+v", versions)
	}
}

func TestOpenSeason(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	if err := h.Reference.AddTopic(ctx, h.Verifier, registry.Topic{Code: "chu-de-moi", Label: "chủ đề mới"}); err != nil {
		t.Fatal(err)
	}
	s := h.Season(2026)
	if err := h.OpenSeason(ctx, h.Verifier, 2027); err != nil {
		t.Fatal(err)
	}
	if got := h.Season(2027); got.RegisterTo != "2027-03-31" || got.Opens != "2026-12-15" || len(got.Tags) != len(s.Tags) {
		t.Errorf("season 2027 = %+v", got)
	}
	kindIs(t, "opened twice", h.OpenSeason(ctx, h.Verifier, 2027), registry.Conflict)
	kindIs(t, "a year long ago", h.OpenSeason(ctx, h.Verifier, 1999), registry.Invalid)
}

func TestExempt(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	e := registry.Exemption{Season: 2026, Unit: "BN-CAT", Reason: "Mới thành lập, chưa ổn định tổ chức", Document: "Công văn 12/SNV"}
	if err := h.Exempt(ctx, h.Verifier, e); err != nil {
		t.Fatal(err)
	}
	e.Document = "Công văn 13/SNV"
	if err := h.Exempt(ctx, h.Verifier, e); err != nil {
		t.Fatal(err)
	}
	if list := must[[]registry.Exemption](t)(h.DB.Exemptions(ctx, 2026)); len(list) != 1 || list[0] != e {
		t.Errorf("exemptions = %+v", list)
	}
	for field, wrong := range map[string]registry.Exemption{
		"unit": {Season: 2026, Unit: "99999", Reason: e.Reason}, "reason": {Season: 2026, Unit: "BN-CAT"},
		"season": {Season: 2040, Unit: "BN-CAT", Reason: e.Reason},
	} {
		if err := h.Exempt(ctx, h.Verifier, wrong); registry.FieldsOf(err).For(field) == "" {
			t.Errorf("wrong %s: %v", field, err)
		}
	}
	if err := h.Unexempt(ctx, h.Verifier, 2026, "BN-CAT"); err != nil {
		t.Fatal(err)
	}
	if list := must[[]registry.Exemption](t)(h.DB.Exemptions(ctx, 2026)); len(list) != 0 {
		t.Errorf("exemptions = %+v", list)
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	version := must[int64](t)(h.SettingsVersion(ctx))
	s := h.Settings()
	s.Province, s.SecondFactor = "Tỉnh Thử", []registry.Role{registry.Admin, registry.Admin, registry.Visitor}
	if err := h.SaveSettings(ctx, admin, version, s); err != nil {
		t.Fatal(err)
	}
	other, err := workflow.NewCore(ctx, h.DB, h.Photos, h.Files, h.Time.Now) // as another process reads it
	if err != nil {
		t.Fatal(err)
	}
	if got := other.Settings(); got.Province != "Tỉnh Thử" || len(got.SecondFactor) != 1 || got.SecondFactor[0] != registry.Admin {
		t.Errorf("settings = %+v", got)
	}
	kindIs(t, "over an old version", h.SaveSettings(ctx, admin, version, s), registry.Conflict)
	s.Name = ""
	if err := h.SaveSettings(ctx, admin, version+1, s); registry.FieldsOf(err).For("name") == "" {
		t.Errorf("no name: %v", err)
	}
	kindIs(t, "a verifier", h.SaveSettings(ctx, h.Verifier, version+1, s), registry.Denied)
}
