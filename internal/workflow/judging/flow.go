package judging

import "danvankheo/internal/workflow"

// Flow does what the council and its secretary do.
type Flow struct{ *workflow.Core }

// New makes the flow of the council over a core.
func New(core *workflow.Core) *Flow { return &Flow{core} }
