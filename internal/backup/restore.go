package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"danvankheo/internal/sqlite"
)

const (
	restoring   = "restoring"    // the folder in which a restore unpacks
	asidePrefix = "before-"      // of the folders that keep what was there
	markerName  = "restore.mark" // says how far an exchange has come
)

// stays lists what an exchange leaves in its place: locks, copies, what is aside.
var stays = []string{"lock", "use.lock", "sweep.lock", "backups", restoring, markerName, markerName + ".new"}

// Restore makes a state folder from a backup, the newest one of a folder of them.
// All of it is unpacked and checked within the state folder first; then what was
// there is moved aside, whole, with its write-ahead log, into the folder whose name
// is returned ("" when there was nothing). Every session ends. The caller must hold
// the folder's lock. An interrupted exchange is completed by [Finish].
func Restore(ctx context.Context, path, state string) (r Report, aside string, err error) {
	start := time.Now()
	if path, err = choose(path); err != nil {
		return r, "", err
	}
	b, err := open(path, true)
	if err != nil {
		return r, "", err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	fresh := filepath.Join(state, restoring)
	if err := errors.Join(os.RemoveAll(fresh), os.MkdirAll(fresh, 0o750)); err != nil {
		return r, "", fmt.Errorf("restore: %w", err)
	}
	if err := b.prepare(ctx, fresh); err != nil {
		return r, "", errors.Join(err, os.RemoveAll(fresh))
	}
	if aside, err = exchange(state); err != nil {
		return r, aside, fmt.Errorf("restore: %w", err)
	}
	return Report{Manifest: b.m, Path: path, Copied: len(b.m.Files), Took: time.Since(start)}, aside, nil
}

// prepare unpacks and checks a backup into a folder and makes it ready to serve.
func (b *bundle) prepare(ctx context.Context, fresh string) error {
	if err := needs(fresh, b.m.Bytes()+16<<20, "restore"); err != nil {
		return err
	}
	if err := b.unpack(ctx, fresh, func(string) bool { return true }); err != nil {
		return err
	}
	path := filepath.Join(fresh, database)
	if err := b.checkDatabase(ctx, path); err != nil {
		return err
	}
	if err := endSessions(ctx, path); err != nil {
		return err
	}
	if err := giveToOwner(filepath.Dir(fresh), fresh); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return syncTree(fresh)
}

// endSessions brings the database up to this program's schema and ends what a
// thief of the backup could use.
func endSessions(ctx context.Context, path string) error {
	db, err := sqlite.Open(ctx, path, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	err = db.Update(ctx, time.Now(), func(tx *sqlite.Tx) error { return tx.EndAllSessions() })
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	if _, err := os.Stat(path + "-wal"); err == nil {
		return fmt.Errorf("restore: %s-wal was left behind", path)
	}
	return nil
}

// giveToOwner hands a folder to the owner of the state folder, when root restores
// for the user that runs the site.
func giveToOwner(state, dir string) error {
	info, err := os.Stat(state)
	if err != nil || os.Geteuid() != 0 {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok || owner.Uid == 0 {
		return nil
	}
	return filepath.WalkDir(dir, func(p string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(p, int(owner.Uid), int(owner.Gid))
	})
}

// syncTree puts the names below a folder on the disk; the files are there already.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return syncDir(p)
	})
}

// exchange moves what is in a state folder aside and what was restored in. A
// marker says how far it has come, so that it can be completed after a crash.
func exchange(state string) (aside string, err error) {
	name := asidePrefix + time.Now().UTC().Format("20060102T150405.000Z")
	if err := mark(state, "out "+name); err != nil {
		return "", err
	}
	return finish(state)
}

// Finish completes an exchange that a crash interrupted; it does nothing where there
// was none. Call it, holding the folder's lock, before the database is opened.
func Finish(state string) error {
	_, err := finish(state)
	return err
}

func finish(state string) (aside string, err error) {
	text, err := os.ReadFile(filepath.Join(state, markerName))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	step, name, _ := strings.Cut(string(text), " ")
	if !strings.HasPrefix(name, asidePrefix) || strings.ContainsAny(name, "/\\") {
		return "", fmt.Errorf("%s is damaged: restore again", filepath.Join(state, markerName))
	}
	old, fresh := filepath.Join(state, name), filepath.Join(state, restoring)
	if step == "out" {
		if err := moveAll(
			state, old, func(n string) bool { return !slices.Contains(stays, n) && !strings.HasPrefix(n, asidePrefix) },
		); err != nil {
			return "", err
		}
		if err := mark(state, "in "+name); err != nil {
			return "", err
		}
	}
	if err := moveAll(fresh, state, func(string) bool { return true }); err != nil {
		return "", err
	}
	if err := errors.Join(os.RemoveAll(fresh), os.Remove(filepath.Join(state, markerName)), syncDir(state)); err != nil {
		return "", err
	}
	if list, err := os.ReadDir(old); err == nil && len(list) > 0 {
		return old, giveToOwner(state, old)
	}
	return "", ignoreMissing(os.Remove(old))
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// mark writes the marker so that it is there whole or not at all.
func mark(state, text string) error {
	tmp := filepath.Join(state, markerName+".new")
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return errors.Join(os.Rename(tmp, filepath.Join(state, markerName)), syncDir(state))
}

// moveAll moves what keep chooses out of one folder into another.
func moveAll(from, to string, keep func(name string) bool) error {
	list, err := os.ReadDir(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o750); err != nil {
		return err
	}
	for _, e := range list {
		if !keep(e.Name()) {
			continue
		}
		if err := os.Rename(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
			return err
		}
	}
	return errors.Join(syncDir(from), syncDir(to))
}

// Rollback puts the copy that an upgrade made back in the place of the database:
// the newest one that this program can open. What was written since the upgrade
// stays in the folder that is returned. The caller must hold the folder's lock.
func Rollback(ctx context.Context, state string) (schema int64, aside string, err error) {
	newest, err := sqlite.Newest()
	if err != nil {
		return 0, "", err
	}
	copies, err := sqlite.UpgradeCopies(state)
	if err != nil {
		return 0, "", err
	}
	i := slices.IndexFunc(copies, func(c sqlite.UpgradeCopy) bool { return c.Schema <= newest })
	if i < 0 {
		return 0, "", fmt.Errorf(
			"%s holds no copy that this program can open: use danvankheo restore FILE",
			filepath.Join(state, sqlite.UpgradeFolder),
		)
	}
	fresh := filepath.Join(state, restoring)
	if err := errors.Join(os.RemoveAll(fresh), os.MkdirAll(fresh, 0o750)); err != nil {
		return 0, "", err
	}
	// The photos and documents stay: they are only ever added to.
	for _, name := range append([]string{sqlite.UpgradeFolder}, folders...) {
		if err := link(filepath.Join(state, name), filepath.Join(fresh, name)); err != nil {
			return 0, "", fmt.Errorf("rollback: %w", err)
		}
	}
	if _, err := copyFile(stateFile{path: copies[i].Path}, filepath.Join(fresh, "copying"), filepath.Join(fresh, database)); err != nil {
		return 0, "", fmt.Errorf("rollback: %w", err)
	}
	if err := endSessions(ctx, filepath.Join(fresh, database)); err != nil {
		return 0, "", err
	}
	if err := errors.Join(giveToOwner(state, fresh), syncTree(fresh)); err != nil {
		return 0, "", err
	}
	aside, err = exchange(state)
	return copies[i].Schema, aside, err
}

// link gives every file below a folder a second name below another: no bytes are
// copied, and what is moved aside later is still whole.
func link(from, to string) error {
	return filepath.WalkDir(from, func(p string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o750)
		}
		return os.Link(p, filepath.Join(to, rel))
	})
}
