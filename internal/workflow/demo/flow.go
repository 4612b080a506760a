package demo

import (
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/account"
	"danvankheo/internal/workflow/followup"
	"danvankheo/internal/workflow/judging"
	"danvankheo/internal/workflow/reference"
	"danvankheo/internal/workflow/transfer"
)

// Flow fills an empty database by the flows that people use, so that the demo
// holds nothing that could not have come about.
type Flow struct {
	*workflow.Core

	entries   *workflow.Flow
	account   *account.Flow
	judging   *judging.Flow
	followup  *followup.Flow
	reference *reference.Flow
	transfer  *transfer.Flow
}

// New makes the flow of the demo.
func New(
	entries *workflow.Flow,
	accounts *account.Flow,
	council *judging.Flow,
	follow *followup.Flow,
	ref *reference.Flow,
	exchange *transfer.Flow,
) *Flow {
	return &Flow{entries.Core, entries, accounts, council, follow, ref, exchange}
}
