package exchange

import (
	"fmt"
	"regexp"
	"strings"

	"danvankheo/internal/registry"
)

// codeShape is how the codes of the catalogue look.
var codeShape = regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`)

// readOutcomes reads the list {indicator, value, unit}, and the long form with
// baseline, target and actual. An indicator that looks like no code is a free one,
// named in words. A bare value is marked until it is known
// whether the entry is reported (placeValues).
func readOutcomes(v value, wrong *registry.Fields) []registry.Outcome {
	list, msg := v.list()
	if msg != "" {
		wrong.Add("outcomes", "%s", msg)
		return nil
	}
	out := make([]registry.Outcome, 0, len(list))
	for i, raw := range list {
		at := fmt.Sprintf("outcomes.%d", i)
		o, msg := value{json: raw}.object()
		if msg != "" || o == nil {
			wrong.Add(at, "%s", wantObject)
			continue
		}
		var x registry.Outcome
		bare := o["value"]
		delete(o, "value")
		readParts(o, outcomeParts(&x), at+".", wrong)
		if x.Label == "" && !codeShape.MatchString(x.Indicator) {
			x.Indicator, x.Label = "", x.Indicator
		}
		if a, msg := (value{json: bare}).amount(); msg != "" {
			wrong.Add(at+".value", "%s", msg)
		} else if !a.Empty() {
			if !x.Target.Empty() || !x.Actual.Empty() {
				wrong.Add(at+".value", "chỉ ghi value, hoặc ghi target và actual.")
			}
			x.Period, x.Actual = bareValue, a
		}
		out = append(out, x)
	}
	return out
}

// bareValue marks an outcome whose Actual is a bare value, until placeValues.
const bareValue = "\x00value"

// placeValues puts the bare values of outcomes where they belong: of a reported
// entry they are what was reached, unless the indicator says that they are of the
// setting or an aim; of a registration they are what is promised.
func (e *Entry) placeValues() {
	reported := e.Origin == registry.Reported
	for i := range e.Content.Outcomes {
		o := &e.Content.Outcomes[i]
		if o.Period != bareValue {
			continue
		}
		a := o.Actual
		o.Period, o.Actual = "", ""
		*valuePlace(o, reported) = a
	}
}

func valuePlace(o *registry.Outcome, reported bool) *registry.Amount {
	switch {
	case reported && strings.HasPrefix(o.Label, registry.SettingMark):
		return &o.Baseline
	case reported && strings.HasPrefix(o.Label, registry.AimMark), !reported:
		return &o.Target
	}
	return &o.Actual
}

// writeOutcome gives the short form {indicator, value, unit} of what the press
// reported where nothing is lost by it, else the long form.
func writeOutcome(o registry.Outcome, reported bool) any {
	place := valuePlace(&o, reported)
	plain := registry.Outcome{Label: o.Label, Unit: o.Unit}
	a := *place
	*place = ""
	short := reported && o == plain && !a.Empty() && !codeShape.MatchString(o.Label)
	*place = a
	if short {
		return struct {
			Indicator string `json:"indicator"`
			Value     any    `json:"value"`
			Unit      string `json:"unit"`
		}{o.Label, amountOut(a), o.Unit}
	}
	return writeParts(outcomeParts(&o))
}
