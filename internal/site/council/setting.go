package council

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// settingList is what a round's settings are chosen from.
type settingList struct {
	seasons []registry.Season
	scales  []sqlite.ScaleVersion
	rules   []sqlite.RuleVersion
}

// input is a round with its choices, as the pages know them.
func (l settingList) input(r evaluation.Round, failed error) view.RoundInput {
	in := view.RoundInput{Round: r, Seasons: l.seasons, Rules: awardRules(l.rules), Err: failed}
	for _, s := range l.scales {
		in.Scales = append(in.Scales, s.Scale)
	}
	return in
}

func (h *Area) settingList(c *shell.Context) (l settingList, err error) {
	l.seasons = h.Flow.Seasons()
	if l.scales, err = h.Judging.Scales(c.Context(), c.Actor()); err != nil {
		return l, err
	}
	l.rules, err = h.Judging.AwardRules(c.Context())
	return l, err
}

// readRound reads the settings of a round from a form over those it has.
func readRound(v url.Values, r evaluation.Round, list settingList, locked bool) evaluation.Round {
	r.Title, r.Decision = v.Get("title"), v.Get("decision")
	r.Dates = evaluation.PhaseDates{}
	for _, p := range evaluation.Phases() {
		if d := registry.NewDate(v.Get(p.DateField())); d != "" {
			r.Dates[p] = d
		}
	}
	if v.Has("season") {
		y, _ := strconv.Atoi(v.Get("season")) // 0 is refused by Check
		r.Season, r.Level = registry.Year(y), registry.RecognitionLevel(v.Get("level"))
	}
	if locked {
		return r
	}
	num := func(name string, now int) int {
		if !v.Has(name) {
			return now
		}
		n, err := strconv.Atoi(strings.TrimSpace(v.Get(name)))
		if err != nil {
			return -1
		}
		return n
	}
	points := func(name string, now evaluation.Points) evaluation.Points {
		if !v.Has(name) {
			return now
		}
		p, ok := evaluation.ParsePoints(v.Get(name))
		if !ok {
			return evaluation.BadPoints
		}
		return p
	}
	r.Scale = scaleOf(list.scales, v.Get("scale"), r.Scale)
	rules := &r.Rules
	rules.MinSheets, rules.TopCap = num("min_sheets", rules.MinSheets), num("top_cap", rules.TopCap)
	rules.MinMonths, rules.ZMin = num("min_months", rules.MinMonths), num("z_min", rules.ZMin)
	rules.SpreadFlag, rules.ShortlistFrom = points("spread_flag", rules.SpreadFlag), points("shortlist_from", rules.ShortlistFrom)
	rules.Tie = v.Get("tie")
	if i := slices.IndexFunc(list.rules, func(a sqlite.RuleVersion) bool { return a.Form == v.Get("form") }); i >= 0 &&
		v.Get("form") != rules.Award.Form {
		rules.Award = list.rules[i].AwardRule
	} else {
		rules.Award = readRule(v, rules.Award)
	}
	rules.Issuer, rules.Parent = registry.CleanText(v.Get("issuer")), registry.CleanText(v.Get("parent"))
	rules.Place = registry.CleanText(v.Get("place"))
	return r
}

// freshRules are the rules of a new round, with the newest rule of voting of the
// usual form.
func freshRules(list settingList) evaluation.Rules {
	r := evaluation.DefaultRules()
	for _, a := range list.rules {
		if a.Form == r.Award.Form {
			r.Award = a.AwardRule
		}
	}
	return r
}

func (h *Area) newRound(c *shell.Context) error {
	y := h.Flow.CurrentYear()
	s := h.Flow.Season(y)
	list, err := h.settingList(c)
	if err != nil {
		return err
	}
	r := evaluation.Round{
		Season: y,
		Level:  evaluation.RoundLevels()[0],
		Title:  fmt.Sprintf("Xét “Dân vận khéo” cấp tỉnh năm %d", y),
		Scale:  list.scales[0].Scale,
		Rules:  freshRules(list),
	}
	r.Dates = evaluation.PlannedDates(s)
	return h.roundForm(c, 200, r, nil)
}

func (h *Area) roundForm(c *shell.Context, code int, r evaluation.Round, failed error) error {
	list, err := h.settingList(c)
	if err != nil {
		return err
	}
	return h.render(c, code, nil, view.NewRoundPage(list.input(r, failed)))
}

func (h *Area) openRound(c *shell.Context) error {
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	list, err := h.settingList(c)
	if err != nil {
		return err
	}
	in := readRound(v, evaluation.Round{Scale: list.scales[0].Scale, Rules: freshRules(list)}, list, false)
	r, err := h.Judging.OpenRound(c.Context(), c.Actor(), in)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundGate.At(r.ID))
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.roundForm(c, code, in, err)
	}
	return err
}

func (h *Area) settings(c *shell.Context) error { return h.showSettings(c, 200, nil, nil) }

func (h *Area) showSettings(c *shell.Context, code int, typed *evaluation.Round, failed error) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	if s.Position != evaluation.Clerk {
		return registry.Errorf(registry.Denied, "Phần này dành cho thư ký hội đồng.")
	}
	list, err := h.settingList(c)
	if err != nil {
		return err
	}
	r := s.Round
	if typed != nil {
		r = *typed
	}
	return h.render(c, code, &s, view.NewRoundSettingsPage(seatOf(s), list.input(r, failed)))
}

func (h *Area) saveSettings(c *shell.Context) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	list, err := h.settingList(c)
	if err != nil {
		return err
	}
	in := readRound(v, s.Round, list, s.Round.Phase != evaluation.Eligibility)
	in.Version, _ = strconv.Atoi(v.Get("version")) // unreadable: a Conflict
	err = h.Judging.SaveRound(c.Context(), c.Actor(), in)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundSettings.At(s.Round.ID))
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showSettings(c, code, &in, err)
	}
	return err
}
