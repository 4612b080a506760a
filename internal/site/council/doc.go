// Package council is the area of the evaluation committee: rounds, members, scores,
// ranking, votes, papers and the register of commendations.
//
// It refuses to show a member the marks of another before the discussion, and to tell
// anybody outside of a round what is in it. Points and ranks are computed by
// evaluation; workflow/judging says who may do what in which phase.
//
// It may import shell and what is below the site, no other area.
package council
