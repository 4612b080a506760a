package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"danvankheo/internal/search"
)

// finding is what one check of doctor says: "" is in order.
type finding struct{ fault, mend string }

// check is one numbered check.
type check struct {
	name string
	run  func(ctx context.Context, d *patient) finding
}

// patient is the state folder under examination.
type patient struct {
	*parts
	index *search.Index
}

var checks = []check{
	{"database integrity and foreign keys", func(ctx context.Context, d *patient) finding {
		faults, err := d.db.Integrity(ctx)
		if err != nil {
			return finding{err.Error(), "danvankheo restore FILE"}
		}
		if len(faults) > 0 {
			return finding{strings.Join(faults[:min(3, len(faults))], "; "), "danvankheo restore FILE"}
		}
		return finding{}
	}},
	{"unit ledger", func(_ context.Context, d *patient) finding {
		if err := d.flow.Ledger().Check(); err != nil {
			return finding{err.Error(), "mend the unit under /lam-viec/quan-tri/don-vi"}
		}
		return finding{}
	}},
	{"search index against database", func(ctx context.Context, d *patient) finding {
		if d.index == nil || d.index.NeedsRebuild() {
			return finding{"the index is missing or damaged", "danvankheo reindex (a running server does it by itself)"}
		}
		return finding{}
	}},
	{"photo files", func(ctx context.Context, d *patient) finding {
		hashes, err := d.db.PhotoHashes(ctx)
		if err != nil {
			return finding{err.Error(), "danvankheo restore FILE"}
		}
		missing := 0
		for h := range hashes {
			if !d.photos.Has(h) {
				missing++
			}
		}
		if missing > 0 {
			return finding{fmt.Sprintf("%d of %d pictures lack a file", missing, len(hashes)), "copy the folder photos out of the last backup"}
		}
		return finding{}
	}},
	{"free disk", func(_ context.Context, d *patient) finding {
		var st syscall.Statfs_t
		if err := syscall.Statfs(d.state, &st); err != nil {
			return finding{err.Error(), "check the disk"}
		}
		if free := int64(st.Bavail) * st.Bsize; free < 1<<30 {
			return finding{fmt.Sprintf("%d MB free", free>>20), "free at least 1 GB"}
		}
		return finding{}
	}},
	{"folder can be written", func(_ context.Context, d *patient) finding {
		f, err := os.CreateTemp(d.state, ".doctor-*")
		if err != nil {
			return finding{err.Error(), "chown -R the state folder to the user that runs the program"}
		}
		if err := errors.Join(f.Close(), os.Remove(f.Name())); err != nil {
			return finding{err.Error(), "check the disk"}
		}
		return finding{}
	}},
	{"database not readable by others", func(_ context.Context, d *patient) finding {
		info, err := os.Stat(filepath.Join(d.state, "data.db"))
		if err == nil && info.Mode().Perm()&0o007 != 0 && openFolder(d.state) {
			return finding{"other users of this machine can read it", "chmod 750 " + d.state}
		}
		return finding{}
	}},
	{"clock", func(context.Context, *patient) finding {
		if y := time.Now().Year(); y < 2026 || y > 2100 {
			return finding{fmt.Sprintf("the clock says %d", y), "timedatectl set-ntp true"}
		}
		return finding{}
	}},
	{"an admin can sign in", func(ctx context.Context, d *patient) finding {
		secret, err := d.flow.HasAdmin(ctx)
		if err != nil {
			return finding{err.Error(), "danvankheo doctor again"}
		}
		if !secret {
			return finding{"no admin account", "danvankheo account add -email E -name N -role quan-tri"}
		}
		return finding{}
	}},
}

func openFolder(dir string) bool {
	info, err := os.Stat(dir)
	return err == nil && info.Mode().Perm()&0o005 != 0
}

func runDoctor(ctx context.Context, e *env, args []string) (err error) {
	fs := e.flags("doctor", "")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if err := want(rest, 0, "doctor"); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(*fs.state, "data.db")); err != nil {
		return fmt.Errorf("no database in %s: name the state folder with -state", *fs.state)
	}
	p, err := e.open(ctx, *fs.state, e.quiet())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	d := &patient{parts: p}
	all := checks
	if unlock, err := lock(*fs.state); err == nil {
		defer unlock()
		if d.index, err = openIndex(p.state, e.quiet()); err == nil {
			defer d.index.Close()
		}
	} else {
		all = append(append([]check{}, checks[:2]...), checks[3:]...) // a running server watches its own index
		fmt.Fprintln(e.stdout, "a server is running: the index check is left to it")
	}
	bad := 0
	for i, c := range all {
		f := c.run(ctx, d)
		if f.fault == "" {
			fmt.Fprintf(e.stdout, "%2d ok    %s\n", i+1, c.name)
			continue
		}
		bad++
		fmt.Fprintf(e.stdout, "%2d FAULT %s: %s\n         mend: %s\n", i+1, c.name, f.fault, f.mend)
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d checks failed: see the mending commands above", bad, len(all))
	}
	return nil
}
