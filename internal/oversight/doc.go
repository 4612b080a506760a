// Package oversight is the arithmetic of following up: who owes a model and who
// has one, how far a season has come, what its outcomes honestly add up to, and
// the frozen figures of the yearly report.
//
// It is pure: values in, values out, nothing read and nothing stored. Whether
// something is overdue is computed from the dates of the season, never kept. The
// identity expected = actual + missing + exempt holds for every unit, kind, former
// district and the province; ratios and last values are never summed.
package oversight
