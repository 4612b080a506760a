package evaluation

import (
	"cmp"
	"math"
	"slices"

	"danvankheo/internal/registry"
)

// Candidate is an eligible entry of a round.
type Candidate struct {
	Entry registry.EntryID
	Group Group
}

// Score is one finished sheet in numbers.
type Score struct {
	Entry  registry.EntryID
	Member registry.AccountID
	Total  Points
	Key    Points // of the criterion that may break ties
}

// Standing is one line of the ranking.
type Standing struct {
	Entry     registry.EntryID
	Group     Group
	Sheets    int
	Mean      float64 // points
	Median    float64
	Min, Max  Points
	SD        float64 // of the sample (n-1); 0 with one sheet
	Corrected float64 // mean of z-scores scaled back to points; NaN when not given
	Spread    bool    // max - min reaches the flag
	Rank      int     // within the group; 0: too few sheets
	Shared    bool    // somebody else has the same rank
	Band      int     // index in the scale's bands; -1 when not ranked
	Capped    bool    // would be in the top band but for the cap
	Totals    []Points
	sum       int
	keySum    int
}

// Rank orders the candidates of each group by the mean of their finished sheets.
// Ties by the rule; what stays equal shares a rank and the next rank is skipped.
// Lines come group by group, best first, those with too few sheets last
// and those without any after them.
func Rank(candidates []Candidate, scores []Score, scale Scale, rules Rules) []Standing {
	by := map[registry.EntryID][]Score{}
	for _, s := range scores {
		by[s.Entry] = append(by[s.Entry], s)
	}
	corrected := correct(scores, rules.ZMin)
	list := make([]Standing, 0, len(candidates))
	for _, c := range candidates {
		list = append(list, standing(c, by[c.Entry], scale, rules, corrected))
	}
	slices.SortStableFunc(list, func(a, b Standing) int {
		return cmp.Or(
			cmp.Compare(groupIndex(a.Group), groupIndex(b.Group)),
			boolOrder(a.Rank == 0, b.Rank == 0),
			boolOrder(a.Sheets == 0, b.Sheets == 0), // better knows no mean of nothing
			better(a, b, rules.Tie),
			cmp.Compare(a.Entry, b.Entry),
		)
	})
	for i := range list {
		if list[i].Rank == 0 {
			continue
		}
		switch {
		case i == 0 || list[i-1].Group != list[i].Group:
			list[i].Rank = 1
		case better(list[i-1], list[i], rules.Tie) == 0:
			list[i].Rank, list[i].Shared, list[i-1].Shared = list[i-1].Rank, true, true
		default:
			list[i].Rank = place(list, i)
		}
	}
	capTop(list, scale, rules)
	return list
}

// place is the position of a line within its group.
func place(list []Standing, i int) int {
	n := 1
	for j := i - 1; j >= 0 && list[j].Group == list[i].Group; j-- {
		n++
	}
	return n
}

func groupIndex(g Group) int { return slices.Index(Groups(), g) }

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// better compares two lines that have sheets: negative when a ranks before b. Means
// are compared as exact fractions.
func better(a, b Standing, tie string) int {
	if c := cmp.Compare(b.sum*a.Sheets, a.sum*b.Sheets); c != 0 {
		return c
	}
	switch tie {
	case TieMedian:
		return cmp.Compare(b.Median, a.Median)
	case TieCriterion:
		return cmp.Compare(b.keySum*a.Sheets, a.keySum*b.Sheets)
	}
	return 0
}

func standing(c Candidate, scores []Score, scale Scale, rules Rules, corrected map[registry.EntryID]float64) Standing {
	s := Standing{Entry: c.Entry, Group: c.Group, Sheets: len(scores), Band: -1, Corrected: math.NaN()}
	if len(scores) == 0 {
		return s
	}
	for _, x := range scores {
		s.Totals = append(s.Totals, x.Total)
		s.sum += int(x.Total)
		s.keySum += int(x.Key)
	}
	slices.Sort(s.Totals)
	n := len(s.Totals)
	s.Min, s.Max = s.Totals[0], s.Totals[n-1]
	s.Mean = s.ExactMean().Float()
	s.Median = registry.Fraction(int(s.Totals[(n-1)/2]+s.Totals[n/2]), 200).Float()
	s.SD = deviation(s.Totals, s.sum)
	s.Spread = s.Max-s.Min >= rules.SpreadFlag
	if v, ok := corrected[c.Entry]; ok {
		s.Corrected = v
	}
	if n >= rules.MinSheets {
		s.Rank, s.Band = 1, scale.band(s.sum, n)
	}
	return s
}

// ExactMean is the mean of the sheets in points, as a fraction.
func (s Standing) ExactMean() registry.Exact {
	sum := 0
	for _, t := range s.Totals {
		sum += int(t)
	}
	return registry.Fraction(sum, len(s.Totals)*100)
}

// deviation is the standard deviation of a sample, in points. The root is taken of
// an exact variance.
func deviation(totals []Points, sum int) float64 {
	n := len(totals)
	if n < 2 {
		return 0
	}
	squares := 0
	for _, t := range totals {
		squares += int(t) * int(t)
	}
	return registry.ExactNear(math.Sqrt(registry.Fraction(n*squares-sum*sum, n*(n-1)).Float()) / 100).Float()
}

// capTop moves lines out of the top band until it holds no more than the cap's
// share of all ranked lines. Lines equal at the border all leave, so that the cap
// is never passed.
func capTop(list []Standing, scale Scale, rules Rules) {
	if len(scale.Bands) < 2 {
		return
	}
	ranked := 0
	var top []int
	for i, s := range list {
		if s.Rank > 0 {
			ranked++
			if s.Band == 0 {
				top = append(top, i)
			}
		}
	}
	most := ranked * rules.TopCap / 100
	if len(top) <= most {
		return
	}
	slices.SortStableFunc(top, func(a, b int) int { return better(list[a], list[b], rules.Tie) })
	from := most
	for from > 0 && better(list[top[from-1]], list[top[from]], rules.Tie) == 0 {
		from--
	}
	for _, i := range top[from:] {
		list[i].Band, list[i].Capped = 1, true
	}
}

// correct gives each entry the mean of its members' z-scores, scaled back to the
// mean and deviation of all sheets; nothing unless every member who scored has at
// least least sheets. A member who gives everybody the same points has z = 0.
func correct(scores []Score, least int) map[registry.EntryID]float64 {
	by := map[registry.AccountID][]Points{}
	var all []Points
	total := 0
	for _, s := range scores {
		by[s.Member] = append(by[s.Member], s.Total)
		all = append(all, s.Total)
		total += int(s.Total)
	}
	if len(scores) == 0 || least < 2 {
		return nil
	}
	mean, sd := map[registry.AccountID]float64{}, map[registry.AccountID]float64{}
	for m, list := range by {
		if len(list) < least {
			return nil
		}
		sum := 0
		for _, p := range list {
			sum += int(p)
		}
		mean[m], sd[m] = registry.Fraction(sum, len(list)*100).Float(), deviation(list, sum)
	}
	overall, spread := registry.Fraction(total, len(all)*100).Float(), deviation(all, total)
	sums, counts := map[registry.EntryID]float64{}, map[registry.EntryID]int{}
	for _, s := range scores {
		z := 0.0
		if sd[s.Member] > 0 {
			z = (s.Total.Float() - mean[s.Member]) / sd[s.Member]
		}
		sums[s.Entry] += z
		counts[s.Entry]++
	}
	out := make(map[registry.EntryID]float64, len(sums))
	for e, z := range sums {
		out[e] = registry.ExactNear(overall + z/float64(counts[e])*spread).Float()
	}
	return out
}

// Leaning is how a member's points differ from those of the others who scored
// the same entries: positive means generous.
type Leaning struct {
	Member registry.AccountID
	Sheets int
	Lean   float64 // points, mean over the entries shared with others
	Shared int     // entries that others scored too
}

// Leanings computes every member's leaning, in order of member.
func Leanings(scores []Score) []Leaning {
	sum, count := map[registry.EntryID]int{}, map[registry.EntryID]int{}
	for _, s := range scores {
		sum[s.Entry] += int(s.Total)
		count[s.Entry]++
	}
	by, lean := map[registry.AccountID]*Leaning{}, map[registry.AccountID]registry.Exact{}
	for _, s := range scores {
		l := by[s.Member]
		if l == nil {
			l = &Leaning{Member: s.Member}
			by[s.Member] = l
		}
		l.Sheets++
		if n := count[s.Entry] - 1; n > 0 {
			others := registry.Fraction(sum[s.Entry]-int(s.Total), n*100)
			lean[s.Member] = lean[s.Member].Plus(registry.Fraction(int(s.Total), 100)).Minus(others)
			l.Shared++
		}
	}
	out := make([]Leaning, 0, len(by))
	for _, l := range by {
		if l.Shared > 0 {
			l.Lean = lean[l.Member].OverInt(l.Shared).Float()
		}
		out = append(out, *l)
	}
	slices.SortFunc(out, func(a, b Leaning) int { return cmp.Compare(a.Member, b.Member) })
	return out
}
