// Package followup follows the units through a season: who owes what, reminders,
// the frozen figures of the report to the province, the units' reports about themselves,
// and whether a model is still alive a year later.
//
// What it computes of a season is shared and kept until something is written: it is
// read, never changed.
package followup
