package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"time"

	"danvankheo/internal/backup"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// Nightly makes one backup a day into a folder and removes old ones.
type Nightly struct {
	DB     *sqlite.DB
	Dir    string        // of the backups
	At     time.Duration // after midnight in the province
	Policy backup.Policy
	Log    *slog.Logger
	Clock  func() time.Time

	fault atomic.Pointer[string]
	busy  atomic.Bool
}

// BackupOld is the age from which a missing nightly backup is an alert: a day and
// the time that a slow night may take.
const BackupOld = 26 * time.Hour

// Standing is the state of the backups.
type Standing struct {
	Dir   string
	Last  time.Time // of the newest backup; zero for none
	Fault string    // of the last attempt of this process, "" when it went well
	Old   bool      // there is none, or the newest is older than BackupOld
}

// Standing reads the state of the folder.
func (n *Nightly) Standing() Standing {
	s := Standing{Dir: n.Dir, Old: true}
	list, err := backup.List(n.Dir)
	if err != nil {
		s.Fault = err.Error()
	}
	if len(list) > 0 {
		s.Last = list[0].Made
		s.Old = n.Clock().Sub(s.Last) > BackupOld
	}
	if f := n.fault.Load(); f != nil {
		s.Fault = *f
	}
	return s
}

// Due gives the next moment after now at which a backup is to be made: at once
// when the last one is older than a day, else at the hour.
func (n *Nightly) Due(now time.Time) time.Time {
	local := now.In(registry.Zone)
	y, m, d := local.Date()
	hour := time.Date(y, m, d, 0, 0, 0, 0, registry.Zone).Add(n.At)
	list, err := backup.List(n.Dir)
	switch {
	case err == nil && len(list) > 0 && !list[0].Made.Before(hour.AddDate(0, 0, -1)) && hour.After(now):
		return hour // yesterday's is there, today's hour is to come
	case err == nil && len(list) > 0 && !list[0].Made.Before(hour):
		return hour.AddDate(0, 0, 1)
	}
	return now
}

// retryAfter is how long after a failure the next attempt comes.
const retryAfter = 30 * time.Minute

// Run makes the backups until the context ends. The first one comes a minute after
// the start when the last is old.
func (n *Nightly) Run(ctx context.Context) {
	timer := time.NewTimer(time.Minute)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		now := n.Clock()
		if due := n.Due(now); due.After(now) {
			timer.Reset(min(due.Sub(now), time.Hour)) // the clock may jump
			continue
		}
		if err := n.Once(ctx); err != nil && ctx.Err() == nil {
			n.Log.Error("nightly backup failed", "err", err)
			timer.Reset(retryAfter)
			continue
		}
		timer.Reset(time.Minute)
	}
}

// Once makes a backup now, checks it, and removes old ones. Asked twice within a
// second, as by a double click, it makes one: a backup is named by its second.
func (n *Nightly) Once(ctx context.Context) (err error) {
	if !n.busy.CompareAndSwap(false, true) {
		return errors.New("a backup is running already")
	}
	defer n.busy.Store(false)
	if list, err := backup.List(n.Dir); err == nil && len(list) > 0 && n.Clock().Sub(list[0].Made).Abs() < time.Second {
		return nil
	}
	defer func() {
		text := ""
		if err != nil {
			text = err.Error()
		}
		n.fault.Store(&text)
	}()
	r, err := backup.Write(ctx, n.DB, filepath.Dir(n.DB.Path()), n.Dir+string(filepath.Separator))
	if err != nil {
		return err
	}
	n.Log.Info("backup made", "entries", r.Entries, "copied", r.Copied, "reused", r.Reused, "ms", r.Took.Milliseconds())
	if len(r.Missing) > 0 {
		n.Log.Warn("files are missing from the state folder: run danvankheo doctor", "count", len(r.Missing))
	}
	v, err := backup.Verify(ctx, r.Path)
	if err != nil {
		return fmt.Errorf("the new backup does not verify: %w", err)
	}
	n.Log.Info("backup verified", "ms", v.Took.Milliseconds())
	removed, err := backup.Prune(n.Dir, n.Policy, registry.Zone)
	if removed > 0 {
		n.Log.Info("old backups removed", "count", removed)
	}
	return err
}
