package judging_test

import (
	"testing"

	"danvankheo/internal/workflow/judging"
	"danvankheo/internal/workflow/workflowtest"
)

// house is the house of all tests, and at hand the flow that is tested here.
type house struct {
	*workflowtest.House
	*judging.Flow
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := workflowtest.New(t)
	return &house{h, h.Judging}
}

var kindIs = workflowtest.KindIs

func must[T any](t *testing.T) func(T, error) T { return workflowtest.Must[T](t) }
