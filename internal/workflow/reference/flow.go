package reference

import "danvankheo/internal/workflow"

// Flow changes the reference data.
type Flow struct{ *workflow.Core }

// New makes the flow of reference data over a core.
func New(core *workflow.Core) *Flow { return &Flow{core} }
