package transfer_test

import (
	"testing"

	"danvankheo/internal/workflow/transfer"
	"danvankheo/internal/workflow/workflowtest"
)

// house is the house of all tests, and at hand the flow that is tested here.
type house struct {
	*workflowtest.House
	*transfer.Flow
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := workflowtest.New(t)
	return &house{h, h.Transfer}
}
