package council

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

func (h *Area) scaleRoutes(g *shell.Router) {
	p := g.Group(address.Scales, shell.RequireArea(registry.SecretariatArea))
	p.GET(address.Scales, h.scales)
	p.POST(address.Scales, h.saveScale)
	p.GET(string(address.Scale), h.scaleForm)
	q := g.Group(address.Rules, shell.RequireArea(registry.SecretariatArea))
	q.POST(address.Rules, h.saveRule)
	q.GET(string(address.Rule), h.ruleForm)
}

func (h *Area) scales(c *shell.Context) error {
	ctx := c.Context()
	list, err := h.Judging.Scales(ctx, c.Actor())
	if err != nil {
		return err
	}
	rules, err := h.Judging.AwardRules(ctx)
	if err != nil {
		return err
	}
	lines := make([]view.ScaleLine, len(list))
	for i, s := range list {
		lines[i] = view.ScaleLine{Scale: s.Scale, At: s.At, By: s.Name}
	}
	return h.render(c, http.StatusOK, nil, view.NewScalesPage(lines, awardRules(rules)))
}

func awardRules(list []sqlite.RuleVersion) []evaluation.AwardRule {
	out := make([]evaluation.AwardRule, len(list))
	for i, r := range list {
		out[i] = r.AwardRule
	}
	return out
}

func (h *Area) scaleForm(c *shell.Context) error {
	list, err := h.Judging.Scales(c.Context(), c.Actor())
	if err != nil {
		return err
	}
	for _, s := range list {
		if s.Code == c.Param("code") && strconv.Itoa(s.Version) == c.Param("version") {
			return h.showScale(c, http.StatusOK, s.Scale, s.Version, nil)
		}
	}
	return registry.Errorf(registry.NotFound, "Không tìm thấy phiên bản thang điểm này.")
}

func (h *Area) showScale(c *shell.Context, code int, s evaluation.Scale, base int, failed error) error {
	return h.render(c, code, nil, view.NewScalePage(s, base, failed))
}

// readScale reads a posted scale; points that cannot be read are kept out of
// range, which Check refuses with the line they stand in.
func readScale(v url.Values) evaluation.Scale {
	points := func(name string) evaluation.Points {
		p, ok := evaluation.ParsePoints(strings.ReplaceAll(v.Get(name), "−", "-"))
		if !ok {
			return evaluation.BadPoints
		}
		return p
	}
	percent := func(name string) int {
		n, err := strconv.Atoi(strings.TrimSpace(v.Get(name)))
		if err != nil {
			return -1
		}
		return n
	}
	s := evaluation.Scale{
		Code: v.Get("code"), Source: v.Get("source"), Checked: v.Get("checked") == "1",
		TotalMax: points("total_max"), Step: points("step"), BonusMax: points("bonus_max"),
		CommentBelow: percent("comment_below"), CommentAbove: percent("comment_above"), Key: v.Get("key"),
	}
	for i := range evaluation.MaxLines {
		get := func(kind, part string) string { return v.Get(fmt.Sprintf("%s%d-%s", kind, i, part)) }
		if get("c", "code")+get("c", "label") != "" {
			s.Criteria = append(
				s.Criteria,
				evaluation.Criterion{
					Code:        get("c", "code"),
					Label:       get("c", "label"),
					PersonLabel: get("c", "person"),
					Max:         points(fmt.Sprintf("c%d-max", i)),
					Basis:       get("c", "basis"),
					Guide:       strings.Split(get("c", "guide"), ";"),
				},
			)
		}
		if get("a", "code")+get("a", "label") != "" {
			s.Adjustments = append(
				s.Adjustments,
				evaluation.Adjustment{Code: get("a", "code"), Label: get("a", "label"), Points: points(fmt.Sprintf("a%d-points", i))},
			)
		}
		if get("b", "label") != "" {
			s.Bands = append(s.Bands, evaluation.Band{Label: get("b", "label"), From: points(fmt.Sprintf("b%d-from", i))})
		}
		if get("m", "percent")+get("m", "text") != "" {
			s.Anchors = append(s.Anchors, evaluation.Anchor{Percent: get("m", "percent"), Text: get("m", "text")})
		}
	}
	return s
}

func (h *Area) saveScale(c *shell.Context) error {
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	base, _ := strconv.Atoi(v.Get("base")) // unreadable: a Conflict
	in := readScale(v)
	saved, err := h.Judging.SaveScale(c.Context(), c.Actor(), in, base)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.Scales)
	case registry.Invalid, registry.Conflict:
		code, _ := shell.StatusOf(err)
		return h.showScale(c, code, saved, base, err)
	}
	return err
}

func (h *Area) ruleForm(c *shell.Context) error {
	list, err := h.Judging.AwardRules(c.Context())
	if err != nil {
		return err
	}
	if c.Param("form") == "moi" {
		return h.showRule(
			c,
			http.StatusOK,
			evaluation.AwardRule{Base: evaluation.BasePresent, Threshold: 70, QuorumNum: 2, QuorumDen: 3},
			nil,
		)
	}
	for _, r := range list {
		if r.Form == c.Param("form") {
			return h.showRule(c, http.StatusOK, r.AwardRule, nil)
		}
	}
	return registry.Errorf(registry.NotFound, "Không có hình thức khen này.")
}

func (h *Area) showRule(c *shell.Context, code int, r evaluation.AwardRule, failed error) error {
	return h.render(c, code, nil, view.NewAwardRulePage(r, failed))
}

// readRule reads a rule of voting over what it has.
func readRule(v url.Values, r evaluation.AwardRule) evaluation.AwardRule {
	n, err := strconv.Atoi(strings.TrimSpace(v.Get("threshold")))
	if err != nil {
		n = -1
	}
	r.Threshold, r.Base = n, v.Get("base")
	r.Secret, r.Written, r.Checked = v.Get("secret") == "1", v.Get("written") == "1", v.Get("rule_checked") == "1"
	if v.Has("rule_source") {
		r.Source = v.Get("rule_source")
	}
	if _, err := fmt.Sscanf(strings.ReplaceAll(v.Get("quorum"), " ", ""), "%d/%d", &r.QuorumNum, &r.QuorumDen); err != nil {
		r.QuorumDen = 0 // refused by Check
	}
	r.Clean()
	return r
}

func (h *Area) saveRule(c *shell.Context) error {
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	in := readRule(v, evaluation.AwardRule{Form: v.Get("form"), Label: v.Get("label")})
	in.Version, _ = strconv.Atoi(v.Get("base_version")) // unreadable: a new form
	err = h.Judging.SaveAwardRule(c.Context(), c.Actor(), in, in.Version)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.Scales)
	case registry.Invalid, registry.Conflict:
		code, _ := shell.StatusOf(err)
		return h.showRule(c, code, in, err)
	}
	return err
}

// scaleOf finds the version that a form chose, "CODE|VERSION"; the round's own
// when it chose none.
func scaleOf(list []sqlite.ScaleVersion, typed string, now evaluation.Scale) evaluation.Scale {
	for _, s := range list {
		if view.ScaleKey(s.Scale) == typed {
			return s.Scale
		}
	}
	return now
}
