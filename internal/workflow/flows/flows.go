// Package flows wires the packages below workflow to one core: the program, its
// jobs and the tests build everything that people do here, once.
package flows

import (
	"context"
	"time"

	"danvankheo/internal/attachment"
	"danvankheo/internal/photo"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/account"
	"danvankheo/internal/workflow/demo"
	"danvankheo/internal/workflow/followup"
	"danvankheo/internal/workflow/judging"
	"danvankheo/internal/workflow/mailing"
	"danvankheo/internal/workflow/newsdesk"
	"danvankheo/internal/workflow/reference"
	"danvankheo/internal/workflow/transfer"
)

// Set is every flow over one core.
type Set struct {
	Flow      *workflow.Flow // entries
	Account   *account.Flow
	Demo      *demo.Flow
	Followup  *followup.Flow
	Judging   *judging.Flow
	Mailing   *mailing.Flow
	Newsdesk  *newsdesk.Flow
	Reference *reference.Flow
	Transfer  *transfer.Flow
}

// New reads the reference data and builds the flows.
func New(ctx context.Context, db *sqlite.DB, photos *photo.Store, files *attachment.Store, clock func() time.Time) (*Set, error) {
	core, err := workflow.NewCore(ctx, db, photos, files, clock)
	if err != nil {
		return nil, err
	}
	s := &Set{
		Flow:      workflow.New(core),
		Account:   account.New(core),
		Judging:   judging.New(core),
		Mailing:   mailing.New(core),
		Newsdesk:  newsdesk.New(core),
		Reference: reference.New(core),
	}
	s.Followup = followup.New(core, s.Mailing)
	s.Transfer = transfer.New(s.Flow)
	s.Demo = demo.New(s.Flow, s.Account, s.Judging, s.Followup, s.Reference, s.Transfer)
	return s, nil
}
