package newsdesk

import "danvankheo/internal/workflow"

// Flow does what editors and journalists do around the stories.
type Flow struct {
	*workflow.Core

	queries queryNotes
}

// New makes the flow of the news desk over a core.
func New(core *workflow.Core) *Flow { return &Flow{Core: core} }
