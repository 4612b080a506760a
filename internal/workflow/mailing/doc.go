// Package mailing turns notices into mail and notes what became of every mail in the
// outbox. It talks to no server: job.Post does, and reports here.
//
// A mail with a single-use link is queued without it: the link is made when the mail is
// handed over, so that the outbox holds no secret.
package mailing
