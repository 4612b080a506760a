package account

import "danvankheo/internal/workflow"

// Flow does what concerns accounts and the people behind them.
type Flow struct{ *workflow.Core }

// New makes the flow of accounts over a core.
func New(core *workflow.Core) *Flow { return &Flow{core} }
