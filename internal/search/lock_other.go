//go:build !unix

package search

import (
	"os"
	"path/filepath"
)

// lockRoot opens the lock file; where files cannot be locked, the database lock
// inside the index keeps a second process out.
func lockRoot(root string) (*os.File, error) {
	return os.OpenFile(filepath.Join(root, lockName), os.O_CREATE|os.O_RDWR, 0o600)
}
