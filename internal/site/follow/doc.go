// Package follow is the area that follows up a season: who is missing, what waits,
// what was achieved.
//
// The cockpit, lists of units, reminders, extensions, sums, yearly reports, the
// yearbook and the calendar are here. It refuses to compute: oversight counts,
// workflow/followup writes, and what is shown here is for the office alone.
//
// It may import shell, graph and what is below the site, no other area.
package follow
