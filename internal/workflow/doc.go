// Package workflow is what people do: one function is one rule and one
// transaction. It asks the rights table, moves the states, keeps the revision
// and the audit record, and leaves in the outbox what must follow. It does no
// image work inside a transaction and knows neither addresses nor forms.
//
//	flow, err := workflow.New(ctx, db, photos, files, time.Now)
//	e, err := flow.Submit(ctx, actor, id, version)
//
// The errors it returns are registry.Errors with a message for the person who
// acted; anything else is a fault of ours.
package workflow
