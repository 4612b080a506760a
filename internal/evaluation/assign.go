package evaluation

import (
	"cmp"
	"slices"

	"danvankheo/internal/registry"
)

// Load is who may score what: an entry and the members not barred from it.
type Load struct {
	Entry registry.EntryID
	Free  []registry.AccountID
}

// Everybody assigns each entry to all its free members.
func Everybody(loads []Load) map[registry.EntryID][]registry.AccountID {
	out := make(map[registry.EntryID][]registry.AccountID, len(loads))
	for _, l := range loads {
		out[l.Entry] = slices.Sorted(slices.Values(l.Free))
	}
	return out
}

// Spread assigns each entry to n members so that loads differ as little as the
// conflicts allow and nobody gets more than most (0: no limit). The entries with
// the fewest free members are served first. It says which entries could not get
// n members.
func Spread(loads []Load, n, most int) (map[registry.EntryID][]registry.AccountID, []registry.EntryID) {
	order := slices.Clone(loads)
	slices.SortFunc(order, func(a, b Load) int {
		return cmp.Or(cmp.Compare(len(a.Free), len(b.Free)), cmp.Compare(a.Entry, b.Entry))
	})
	have := map[registry.AccountID]int{}
	out := make(map[registry.EntryID][]registry.AccountID, len(loads))
	var short []registry.EntryID
	for _, l := range order {
		free := slices.DeleteFunc(slices.Clone(l.Free), func(m registry.AccountID) bool { return most > 0 && have[m] >= most })
		slices.SortFunc(free, func(a, b registry.AccountID) int { return cmp.Or(cmp.Compare(have[a], have[b]), cmp.Compare(a, b)) })
		if len(free) < n {
			short = append(short, l.Entry)
		}
		chosen := free[:min(n, len(free))]
		for _, m := range chosen {
			have[m]++
		}
		out[l.Entry] = slices.Sorted(slices.Values(chosen))
	}
	slices.Sort(short)
	return out, short
}
