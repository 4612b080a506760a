// Package mail sends mail through an SMTP server: a letter of the domain in, one
// message with text and simple HTML out, and what the server said to it. It keeps
// nothing and decides nothing: which mail is due, and what follows from an answer,
// is for workflow and job.
//
//	conn, err := mail.Connect(ctx, server)
//	answer := conn.Send(ctx, m, sender)
//
// # At least once
//
// No protocol can tell a sender whose connection broke after the last byte whether
// the server took the mail. Such a mail is sent again: it may arrive twice, and
// never not at all. Both copies carry the same Message-ID, made of the mail's id
// and the moment it was queued, by which most servers and readers know the second
// for what it is. The same holds for a program killed between the server's "250"
// and the mark in the database.
//
// # What a mail may hold
//
// Subjects and names lose line ends and control characters before they reach a
// header, and an address that is not one plain address is refused: nobody can add
// a header or a recipient by what they type. Links lead to pages with a button, for
// programs that read mail open them all.
package mail
