package shell

import (
	"context"

	"danvankheo/internal/search"
)

// partial are the filters whose values stand on a part of the entries only, with their
// facets and, where an entry has several values, how the search is asked for any of them.
var partial = []struct {
	name, facet string
	any         func(q *search.Query, values []string)
}{
	{"tag", search.FacetTag, func(q *search.Query, values []string) { q.Tags = values }},
	{"recognition", search.FacetRecognition, nil},
	{"label", search.FacetLabel, nil},
	{"publisher", search.FacetPublisher, nil},
}

// Covered counts, by the name of each filter whose values stand on a part only, how many
// of the entries found have one; like a facet it ignores its own filter.
func (s *Shell) Covered(ctx context.Context, q search.Query, res search.Result) (map[string]int, error) {
	out := map[string]int{}
	for _, p := range partial {
		counts, sum := res.Facets[p.facet], 0
		values := make([]string, len(counts))
		for i, c := range counts {
			values[i] = c.Value
			sum += c.Count
		}
		if p.any != nil && len(values) > 1 {
			one := q
			one.Offset, one.Limit, one.NoFacets = 0, 1, true
			p.any(&one, values)
			having, err := s.Index.Search(ctx, one)
			if err != nil {
				return nil, err
			}
			sum = min(sum, having.Total)
		}
		out[p.name] = sum
	}
	return out, nil
}
