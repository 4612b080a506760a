package sqlite

import (
	"context"
	"time"
)

// HubStatus is how far the WebSub hub was notified of changes to the feeds.
type HubStatus struct {
	Changes  int64 // of the feeds, counted
	Notified int64 // the count at the last notification of the hub
	Attempts int   // failed ones since
	NextAt   time.Time
	Answer   string // of the last attempt
}

// Due reports whether the hub is to be notified now.
func (s HubStatus) Due(now time.Time) bool { return s.Changes > s.Notified && !now.Before(s.NextAt) }

// HubStatus reads how far the hub was notified.
func (rd reader) HubStatus(ctx context.Context) (s HubStatus, err error) {
	var next int64
	err = rd.q.QueryRowContext(ctx, `SELECT changes, told, attempts, next_at, answer FROM hub_ping`).
		Scan(&s.Changes, &s.Notified, &s.Attempts, &next, &s.Answer)
	s.NextAt = when(next)
	return s, err
}

// HubNotified notes that the hub was notified of so many changes.
func (tx *Tx) HubNotified(changes int64, answer string) error {
	return tx.exec(`UPDATE hub_ping SET told = max(told, ?), attempts = 0, next_at = 0, answer = ?`, changes, answer)
}

// HubFailed puts the next attempt off.
func (tx *Tx) HubFailed(next time.Time, answer string) error {
	return tx.exec(`UPDATE hub_ping SET attempts = attempts + 1, next_at = ?, answer = ?`, millis(next), answer)
}
