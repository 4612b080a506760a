package workflow_test

import (
	"testing"

	"danvankheo/internal/workflow/workflowtest"
)

// house is the house of all tests.
type house struct{ *workflowtest.House }

func newHouse(t testing.TB) *house { t.Helper(); return &house{workflowtest.New(t)} }

var kindIs = workflowtest.KindIs

func must[T any](t *testing.T) func(T, error) T { return workflowtest.Must[T](t) }
