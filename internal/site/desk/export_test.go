package desk

import (
	"net/url"

	"danvankheo/internal/registry"
	"danvankheo/internal/workflow"
)

// DecodeDraft and DecodeReport are the decoders of the long forms, for their tests.
func DecodeDraft(v url.Values) (workflow.Draft, registry.Fields) { return draftOf(v) }

// DecodeReport decodes a result report.
func DecodeReport(v url.Values) (workflow.ReportDraft, registry.Fields) { return reportOf(v) }
