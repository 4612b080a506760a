package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"danvankheo/internal/backup"
	"danvankheo/internal/sqlite"
)

// A state folder has two locks: "lock" is the server's, "use.lock" is shared by
// all who have the folder open, so that a restore waits for nobody to be left.

// lock marks a state folder as in use by a server; a second one is refused. The
// address the server answers at is for other commands to read.
func lock(state string) (l *stateLock, err error) {
	if err := os.MkdirAll(state, 0o750); err != nil {
		return nil, fmt.Errorf("state folder: %w", err)
	}
	f, err := flock(filepath.Join(state, "lock"), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, fmt.Errorf("state folder %s is in use by a server: stop that one, or name another folder with -state", state)
	}
	if err != nil {
		return nil, fmt.Errorf("state folder: %w", err)
	}
	return &stateLock{f}, nil
}

// stateLock is the server's lock.
type stateLock struct{ f *os.File }

// free lets the next one in.
func (l *stateLock) free() { _ = l.f.Close() }

// serverInfo is what a server writes into its lock for other commands: it stays there
// when the server is gone.
type serverInfo struct {
	Address   string `json:"address"` // "http://127.0.0.1:8080"
	BackupDir string `json:"backup_dir"`
	BackupsOn bool   `json:"backups_on"`
	Base      string `json:"base"`    // -base-url
	Proxied   bool   `json:"proxied"` // behind -proxies

	// Of a demo on a fixed day: when it is by its clock, and when that was written.
	DemoNow time.Time `json:"demo_now,omitzero"`
	Written time.Time `json:"written,omitzero"`
}

// clock gives the time by which the server writes its database, when it is at by the
// machine's. A demo on a fixed day has a clock of its own, also after it has stopped.
func (t serverInfo) clock(at time.Time) time.Time {
	if t.DemoNow.IsZero() {
		return at
	}
	return t.DemoNow.Add(at.Sub(t.Written))
}

// announce writes what other commands need to know.
func (l *stateLock) announce(t serverInfo) error {
	text, err := json.Marshal(t)
	if err != nil {
		return err
	}
	if err := l.f.Truncate(0); err != nil {
		return err
	}
	_, err = l.f.WriteAt(text, 0)
	return err
}

// lastServer reads what the last server of a state folder said; ok is false when
// there was none, or one that did not come so far.
func lastServer(state string) (t serverInfo, ok bool) {
	text, err := os.ReadFile(filepath.Join(state, "lock"))
	return t, err == nil && json.Unmarshal(text, &t) == nil
}

// served reports whether a server has the state folder now.
func served(state string) bool {
	l, err := lock(state)
	if err == nil {
		l.free()
	}
	return err != nil
}

func flock(path string, how int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), how); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// share marks a state folder as opened by a command.
func share(state string) (*os.File, error) {
	f, err := flock(filepath.Join(state, "use.lock"), syscall.LOCK_SH|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, fmt.Errorf("state folder %s is being restored: wait for that to end", state)
	}
	if err != nil {
		return nil, fmt.Errorf("state folder: %w", err)
	}
	return f, nil
}

// alone takes a state folder for this process only: no server, no other command.
func alone(state string) (free func(), err error) {
	l, err := lock(state)
	if err != nil {
		return nil, err
	}
	f, err := flock(filepath.Join(state, "use.lock"), syscall.LOCK_EX|syscall.LOCK_NB)
	if err != nil {
		l.free()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("state folder %s is in use by another command: wait for it to end", state)
		}
		return nil, fmt.Errorf("state folder: %w", err)
	}
	return func() { _ = f.Close(); l.free() }, nil
}

// restoreMark says, while it is there, that a restore did not end.
const restoreMark = "restore.mark"

// prepare ends a restore that a crash interrupted, and lets nobody change the
// schema under a running server. A server, which holds the lock, says so.
func prepare(ctx context.Context, state string, server bool) error {
	_, err := os.Stat(filepath.Join(state, restoreMark))
	interrupted := err == nil
	have, err := sqlite.Schema(ctx, filepath.Join(state, "data.db"))
	if err != nil && !interrupted {
		return fmt.Errorf("%w: run danvankheo doctor -state %s", err, state)
	}
	newest, err := sqlite.Newest()
	if err != nil {
		return err
	}
	if !interrupted && (have == 0 || have >= newest) {
		return nil
	}
	if !server {
		l, err := lock(state)
		if err != nil {
			return fmt.Errorf("the state folder has schema %d and this program brings %d: %w", have, newest, err)
		}
		defer l.free()
	}
	return backup.Finish(state)
}
