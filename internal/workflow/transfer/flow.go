package transfer

import "danvankheo/internal/workflow"

// Flow takes entries in from files and programs and gives them out.
type Flow struct {
	*workflow.Core

	entries *workflow.Flow
}

// New makes the flow of exchange; what one row asks for, the flow of entries does.
func New(entries *workflow.Flow) *Flow { return &Flow{entries.Core, entries} }
