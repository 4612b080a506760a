package demo_test

import (
	"testing"

	"danvankheo/internal/workflow/workflowtest"
)

// house is the house of all tests.
type house struct{ *workflowtest.House }

func newHouse(t testing.TB) *house { t.Helper(); return &house{workflowtest.New(t)} }
