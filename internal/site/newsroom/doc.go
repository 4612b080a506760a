// Package newsroom is the part of the work area that goes with the press room: the
// journalist's corner, questions to units, coverage, and the editors of the portal.
//
// It refuses to hand out what is not cleared for the press; what everybody may take
// away is in public. The rules are in workflow/newsdesk.
//
// It may import shell and what is below the site, no other area.
package newsroom
