package followup

import (
	"danvankheo/internal/oversight"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/mailing"
)

// Flow follows the units through a season. What it computed of a season is kept
// until something is written. A method whose name begins with Read reads within the
// caller's View, so that a page of several of them is of one moment.
type Flow struct {
	*workflow.Core

	mailing *mailing.Flow
	years   yearNotes[oversight.Year]
	reports yearNotes[oversight.Frozen]
}

// New makes the flow of following up over a core. A reminder by mail is the day's
// mail of its reader, which mailing queues.
func New(core *workflow.Core, mail *mailing.Flow) *Flow { return &Flow{Core: core, mailing: mail} }
