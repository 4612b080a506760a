package reference_test

import (
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/workflow/reference"
	"danvankheo/internal/workflow/workflowtest"
)

var admin = registry.System("thử")

// house is the house of all tests, and at hand the flow that is tested here.
type house struct {
	*workflowtest.House
	*reference.Flow
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := workflowtest.New(t)
	return &house{h, h.Reference}
}

var kindIs = workflowtest.KindIs

func must[T any](t *testing.T) func(T, error) T { return workflowtest.Must[T](t) }
