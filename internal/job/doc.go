// Package job runs the background work that nobody waits for: it drains
// the outbox into the search index, publishes stories whose time has come,
// notices reference data that another process changed, makes the digests of saved
// searches, sweeps up what interrupted uploads left, and takes away personal data
// whose term has passed. One [Runner] owns its goroutine and ends with its context;
// everything it does can be done again after a crash, because what is still to do is
// written in the database. [Post], [Hub] and [Nightly] talk to mail servers, a WebSub
// hub and the disk of the backups, each in a goroutine of its own.
//
//	r := job.New(db, set, index, log)
//	set.Flow.OnCommit(r.Wake)
//	err := r.Run(ctx)
package job
