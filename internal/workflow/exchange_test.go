package workflow_test

import (
	"bytes"
	"context"
	"iter"
	"strings"
	"testing"

	"danvankheo/data"
	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/workflow"
)

var system = registry.System("Nhập từ tệp")

func rowsOf(text []byte, f exchange.Format) iter.Seq2[exchange.Row, error] {
	return exchange.Read(bytes.NewReader(text), f, exchange.EntryColumns())
}

func lines(text string) iter.Seq2[exchange.Row, error] { return rowsOf([]byte(text), exchange.JSONL) }

func (h *house) take(t testing.TB, text string, opt workflow.ImportOptions) workflow.ImportReport {
	t.Helper()
	r, err := h.Import(context.Background(), system, lines(text), opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func reportedModels(t testing.TB) []byte {
	t.Helper()
	text, err := data.Files.ReadFile("reported_models.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestReportedModels(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := h.take(t, string(reportedModels(t)), workflow.ImportOptions{Publish: true, KeepUnknownUnits: true, DryRun: true})
	t.Logf("%+v", r)
	strict := h.take(t, string(reportedModels(t)), workflow.ImportOptions{Publish: true})
	for _, e := range strict.Errors {
		t.Log(e)
	}
	_ = strings.ToLower
}
