package sqlite

import (
	"context"
	"time"
)

// HubStanding is what the WebSub hub has heard of the feeds.
type HubStanding struct {
	Changes  int64 // of the feeds, counted
	Told     int64 // the count that the hub has heard of
	Attempts int   // failed ones since
	NextAt   time.Time
	Answer   string // of the last attempt
}

// Due reports whether the hub is to be told now.
func (s HubStanding) Due(now time.Time) bool { return s.Changes > s.Told && !now.Before(s.NextAt) }

// HubStanding reads what the hub has heard of.
func (rd reader) HubStanding(ctx context.Context) (s HubStanding, err error) {
	var next int64
	err = rd.q.QueryRowContext(ctx, `SELECT changes, told, attempts, next_at, answer FROM hub_ping`).
		Scan(&s.Changes, &s.Told, &s.Attempts, &next, &s.Answer)
	s.NextAt = when(next)
	return s, err
}

// HubTold notes that the hub has heard of so many changes.
func (tx *Tx) HubTold(changes int64, answer string) error {
	return tx.exec(`UPDATE hub_ping SET told = max(told, ?), attempts = 0, next_at = 0, answer = ?`, changes, answer)
}

// HubFailed puts the next attempt off.
func (tx *Tx) HubFailed(next time.Time, answer string) error {
	return tx.exec(`UPDATE hub_ping SET attempts = attempts + 1, next_at = ?, answer = ?`, millis(next), answer)
}
