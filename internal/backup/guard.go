package backup

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// Guard keeps the sweeping of a state folder away while a backup reads it: a
// photo deleted meanwhile stays until the copy, whose database still names it, is
// done.
func Guard(state string) (release func(), err error) {
	return flock(filepath.Join(state, "sweep.lock"), syscall.LOCK_SH)
}

// MaySweep asks to remove files of a state folder; false while a backup reads it.
func MaySweep(state string) (release func(), ok bool) {
	release, err := flock(filepath.Join(state, "sweep.lock"), syscall.LOCK_EX|syscall.LOCK_NB)
	return release, err == nil
}

// guardFolder lets one process at a time change a folder of backups.
func guardFolder(dir string) (release func(), err error) {
	release, err = flock(filepath.Join(dir, ".lock"), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, fmt.Errorf("another backup into %s is running: wait for it to end", dir)
	}
	return release, err
}

func flock(path string, how int) (release func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), how); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { _ = f.Close() }, nil // closing ends the lock
}

// free returns how many bytes a disk has left for us.
func free(dir string) (int64, error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return 0, fmt.Errorf("%s: %w", dir, err)
	}
	return int64(st.Bavail) * int64(st.Bsize), nil
}

// needs refuses to begin what the disk cannot hold.
func needs(dir string, bytes int64, what string) error {
	have, err := free(dir)
	if err != nil {
		return err
	}
	if have < bytes {
		return fmt.Errorf("%s: %s has %d MB free and needs %d MB: free space, or name another disk", what, dir, have>>20, bytes>>20+1)
	}
	return nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
