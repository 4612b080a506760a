package reference

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// figureCounter is the version of that setting.
const figureCounter = "figures"

// FigureVersion gives the version of the choice, to be handed back with an edit.
func (f *Flow) FigureVersion(ctx context.Context) (int64, error) {
	return f.DB.Counter(ctx, figureCounter)
}

// SaveFigureChoice writes the choice over the version that was read. Reports that
// are frozen keep the list they were frozen with.
func (f *Flow) SaveFigureChoice(ctx context.Context, a registry.Actor, version int64, c registry.FigureChoice) error {
	if err := workflow.Authorize(a, registry.SettingsArea); err != nil {
		return err
	}
	c.Clean()
	if err := c.Check(f.Catalogue()); err != nil {
		return err
	}
	now, err := f.FigureVersion(ctx)
	if err != nil {
		return err
	}
	before := f.FigureChoice()
	if now == version && reflect.DeepEqual(before, c) {
		return nil
	}
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		now, err := tx.Next(figureCounter)
		if err != nil {
			return err
		}
		if now != version+1 {
			return registry.Errorf(registry.Conflict, "Lựa chọn vừa được người khác sửa. Xem bản mới rồi chọn lại.")
		}
		if err := tx.PutSetting(workflow.FigureSettingKey, string(text)); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidIndicatorFigures, "settings:figures", figureFacts(before), figureFacts(c))
	})
}

// figureFacts writes what the record keeps of a choice.
func figureFacts(c registry.FigureChoice) string {
	var home, report []string
	for _, h := range c.Home {
		home = append(home, h.Indicator)
	}
	for _, r := range c.Report {
		line := strings.Join(r.Indicators, ", ")
		if r.Since != 0 {
			line = fmt.Sprintf("từ %d: %s", r.Since, line)
		}
		report = append(report, line)
	}
	return "trang đầu: " + strings.Join(home, ", ") + "; báo cáo: " + strings.Join(report, "; ")
}
