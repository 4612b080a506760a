package judging

import (
	"context"
	"fmt"
	"slices"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// Scales lists every version of every scale, the newest first; the program's own
// is the last.
func (f *Flow) Scales(ctx context.Context, a registry.Actor) ([]sqlite.ScaleVersion, error) {
	if err := workflow.Authorize(a, registry.SecretariatArea); err != nil {
		return nil, err
	}
	list, err := f.DB.Scales(ctx)
	return append(list, sqlite.ScaleVersion{Scale: evaluation.DefaultScale(), Name: "Chương trình"}), err
}

// SaveScale writes a scale as the next version of its code. base is the version
// that was read: somebody else's newer one is a Conflict. Rounds that began keep
// the version they have.
func (f *Flow) SaveScale(ctx context.Context, a registry.Actor, s evaluation.Scale, base int) (evaluation.Scale, error) {
	list, err := f.Scales(ctx, a)
	if err != nil {
		return s, err
	}
	s.Clean()
	if err := s.Check(); err != nil {
		return s, err
	}
	last := 0
	for _, v := range list {
		if v.Code == s.Code {
			last = max(last, v.Version)
		}
	}
	if last > 0 && base != last {
		return s, registry.Errorf(
			registry.Conflict,
			"Thang điểm %s đã có phiên bản %d. Sửa từ phiên bản mới nhất, hoặc đặt mã khác.",
			s.Code,
			last,
		)
	}
	s.Version = last + 1
	return s, f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.InsertScale(s, a); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidScaleSave, "scale:"+s.Code, "", fmt.Sprintf("phiên bản %d", s.Version))
	})
}

// AwardRules lists the rule of every award form, its newest version; those that
// were written first, then the program's own that nobody changed.
func (f *Flow) AwardRules(ctx context.Context) ([]sqlite.RuleVersion, error) {
	list, err := f.DB.AwardRules(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range evaluation.AwardRules() {
		list = append(list, sqlite.RuleVersion{AwardRule: r, Name: "Chương trình"})
	}
	var out []sqlite.RuleVersion
	for _, r := range list {
		if !slices.ContainsFunc(out, func(o sqlite.RuleVersion) bool { return o.Form == r.Form }) {
			out = append(out, r)
		}
	}
	return out, nil
}

// SaveAwardRule writes the next version of the rule of an award form.
func (f *Flow) SaveAwardRule(ctx context.Context, a registry.Actor, r evaluation.AwardRule, base int) error {
	if err := workflow.Authorize(a, registry.SecretariatArea); err != nil {
		return err
	}
	r.Clean()
	if err := r.Check(); err != nil {
		return err
	}
	list, err := f.AwardRules(ctx)
	if err != nil {
		return err
	}
	last := 0
	if i := slices.IndexFunc(list, func(o sqlite.RuleVersion) bool { return o.Form == r.Form }); i >= 0 {
		last = list[i].Version
	}
	if last > 0 && base != last {
		return registry.Errorf(registry.Conflict, "Quy tắc này đã có phiên bản %d. Mở lại trang để sửa từ bản đó.", last)
	}
	r.Version = last + 1
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.InsertAwardRule(r, a); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidRuleSave, "rule:"+r.Form, "", fmt.Sprintf("phiên bản %d", r.Version))
	})
}
