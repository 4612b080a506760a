// Package workflow is what people do with the data: each function authorizes one
// action, applies its rule and stores the result in one transaction.
//
// A function asks the rights table, moves the states, keeps the revision and the
// audit record, and leaves in the outbox what must follow. It does no image work
// inside a transaction and knows neither addresses nor forms.
//
// [Core] is what all of it shares: the clock, the reference data, transactions, the
// record, notices. [Flow] over it is the life of an entry. The packages below have a
// Flow of their own over the same core:
//
//	account    who may sign in, and what is kept about them
//	judging    the council's rounds, and the register
//	followup   who owes what; reminders, frozen figures, self-reports
//	newsdesk   the press, digests, collections, the words of the search
//	mailing    the outbox of mail
//	reference  units, seasons, settings
//	transfer   entries in from files and programs, and out again
//	demo       a filled folder to try the program with
//
// They import this package, which knows none of them; flows wires them:
//
//	set, err := flows.New(ctx, db, photos, files, time.Now)
//	e, err := set.Flow.Submit(ctx, actor, id, version, nil)
//
// The errors are registry.Errors with a message for the person who acted; anything
// else is a fault of ours.
package workflow
