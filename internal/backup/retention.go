package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Policy says how many backups of a folder stay: the last one of each of so many
// days, weeks and months. The newest one always stays.
type Policy struct{ Daily, Weekly, Monthly int }

// DefaultPolicy keeps a week of days, a month of weeks and a year of months.
var DefaultPolicy = Policy{Daily: 7, Weekly: 4, Monthly: 12}

// Keep returns which of the backups stay; the list must have the newest first. Days,
// weeks (from Monday) and months are those of zone.
func (p Policy) Keep(list []Listed, zone *time.Location) map[string]bool {
	keep := map[string]bool{}
	if len(list) > 0 {
		keep[list[0].Path] = true
	}
	for _, period := range []struct {
		most int
		name func(time.Time) string
	}{
		{p.Daily, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{p.Weekly, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprintf("%d-%02d", y, w) }},
		{p.Monthly, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		seen := map[string]bool{}
		for _, b := range list {
			name := period.name(b.Made.In(zone))
			if len(seen) < period.most && !seen[name] {
				seen[name] = true
				keep[b.Path] = true
			}
		}
	}
	return keep
}

// poolGrace is how long a file that no backup names stays in the pool.
const poolGrace = time.Hour

// Prune removes from a folder the backups that the policy does not keep, then the
// photos and documents that no remaining backup names. It gives the number of
// backups removed. While a remaining backup cannot be read, the pool is left alone.
func Prune(dir string, p Policy, zone *time.Location) (removed int, err error) {
	release, err := guardFolder(dir)
	if err != nil {
		return 0, err
	}
	defer release()
	list, err := List(dir)
	if err != nil {
		return 0, err
	}
	keep := p.Keep(list, zone)
	named := map[string]bool{}
	for _, b := range list {
		if keep[b.Path] {
			if err := nameAll(b.Path, named); err != nil {
				return 0, fmt.Errorf("backups are not pruned: %w", err)
			}
		}
	}
	for _, b := range list {
		if !keep[b.Path] {
			if err := os.Remove(b.Path); err != nil {
				return removed, err
			}
			removed++
		}
	}
	return removed, errors.Join(prunePool(dir, named), pruneLeftovers(dir), syncDir(dir))
}

func nameAll(path string, named map[string]bool) error {
	b, err := open(path, false)
	if err != nil {
		return err
	}
	for _, f := range b.m.Files {
		named[f.Name] = true
	}
	return b.Close()
}

func prunePool(dir string, named map[string]bool) error {
	files, err := stateFiles(dir)
	if err != nil {
		return err
	}
	before := time.Now().Add(-poolGrace).UnixNano()
	for _, f := range files {
		if !named[f.name] && f.modified < before {
			if err := ignoreMissing(os.Remove(f.path)); err != nil {
				return err
			}
		}
	}
	return nil
}

// pruneLeftovers removes what interrupted backups and checks left behind.
func pruneLeftovers(dir string) error {
	list, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range list {
		if !strings.HasPrefix(e.Name(), ".backup-") && !strings.HasPrefix(e.Name(), ".verify-") {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if time.Since(info.ModTime()) > 24*time.Hour {
			if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
