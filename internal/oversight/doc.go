// Package oversight computes how a season is going: which units owe a model and
// which have one, what the outcomes honestly add up to, and the frozen figures of
// the yearly report.
//
// It is pure: values in, values out, nothing read and nothing stored. Whether
// something is overdue is computed from the dates of the season, never kept. The
// identity expected = actual + missing + exempt holds for every unit, kind, former
// district and the province; ratios and last values are never summed.
package oversight
