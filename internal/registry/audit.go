package registry

import "time"

// Audit is one line of the record of who did what, when, from where, on what.
// The record only grows. Before and After hold states and short facts, never
// secrets and never whole texts: the words themselves are in revisions.
type Audit struct {
	ID      int64
	At      time.Time
	Account AccountID
	Name    string
	Role    Role
	Address string
	Action  string // code of a [Deed], or of a former one
	Object  string // "entry:12", "unit:07210-202507"
	Before  string
	After   string
}

// Notice is a message inside the program for one account.
type Notice struct {
	ID      int64
	Account AccountID
	Entry   EntryID
	At      time.Time
	Text    string
	Link    string
	ReadAt  time.Time
	Urging  bool   // a reminder of a deadline, not news of one's own work
	Mail    MailID // that carried it; 0: none yet
}
