package mailing

import "danvankheo/internal/workflow"

// Flow fills the outbox and keeps what became of every mail.
type Flow struct{ *workflow.Core }

// New makes the flow of mail over a core.
func New(core *workflow.Core) *Flow { return &Flow{core} }
