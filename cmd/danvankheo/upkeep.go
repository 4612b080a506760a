package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"danvankheo/internal/backup"
	"danvankheo/internal/job"
	"danvankheo/internal/search"
)

// runReindex rebuilds the search index. It needs the folder for itself: a
// running server repairs its own index.
func runReindex(ctx context.Context, e *env, args []string) (err error) {
	fs := e.flags("reindex", "")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if err := want(rest, 0, "reindex"); err != nil {
		return err
	}
	if err := requireDatabase(*fs.state); err != nil {
		return err
	}
	l, err := lock(*fs.state)
	if err != nil {
		return err
	}
	defer l.free()
	e.server = true
	p, err := e.open(ctx, *fs.state, e.quiet())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	index, err := job.OpenIndex(ctx, p.state, p.Flow, search.Options{Logger: e.quiet()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, index.Close()) }()
	if err := job.New(p.db, p.Set, index, e.quiet()).Rebuild(ctx); err != nil {
		return err
	}
	fmt.Fprintln(e.stdout, "search index built")
	return nil
}

func runMigrate(ctx context.Context, e *env, args []string) error {
	fs := e.flags("migrate", "")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if err := want(rest, 0, "migrate"); err != nil {
		return err
	}
	p, err := e.open(ctx, *fs.state, e.quiet())
	if err != nil {
		return err
	}
	v, err := p.db.SchemaVersion(ctx)
	if err == nil {
		fmt.Fprintf(e.stdout, "schema %d\n", v)
	}
	return errors.Join(err, p.close())
}

func runVersion(_ context.Context, e *env, args []string) error {
	if err := want(args, 0, "version"); err != nil {
		return err
	}
	version, driver := "unreleased", "?"
	if info, ok := debug.ReadBuildInfo(); ok {
		if v := info.Main.Version; v != "" && v != "(devel)" {
			version = v
		}
		for _, d := range info.Deps {
			if d.Path == "modernc.org/sqlite" {
				driver = d.Version
			}
		}
		fmt.Fprintf(e.stdout, "danvankheo %s (%s, modernc.org/sqlite %s)\n", version, info.GoVersion, driver)
	}
	return nil
}

func runBackup(ctx context.Context, e *env, args []string) error {
	fs := e.flags("backup", "FILE or FOLDER/")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if err := want(rest, 1, "backup FILE (or FOLDER/, which shares photos among its backups)"); err != nil {
		return err
	}
	p, err := e.openExisting(ctx, *fs.state, e.quiet())
	if err != nil {
		return err
	}
	r, err := backup.Write(ctx, p.db, p.state, rest[0])
	if err == nil {
		fmt.Fprintf(e.stdout, "%s: %d entries, %d files, %d MB in %.1f s; %d files copied, %d were there\n",
			r.Path, r.Entries, len(r.Files), r.Bytes()>>20, r.Took.Seconds(), r.Copied, r.Reused)
		e.sayMissing(r)
	}
	return errors.Join(err, p.close())
}

// sayMissing names the files that the site had lost before the backup was made.
func (e *env) sayMissing(r backup.Report) {
	if n := len(r.Missing); n > 0 {
		fmt.Fprintf(
			e.stdout,
			"note: %d files that the database names were missing already, such as %s: run danvankheo doctor\n",
			n,
			r.Missing[0],
		)
	}
}

func runVerify(ctx context.Context, e *env, args []string) error {
	fs := e.flags("verify", "FILE or FOLDER/")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if err := want(rest, 1, "verify FILE (or FOLDER/, whose newest backup is meant)"); err != nil {
		return err
	}
	r, err := backup.Verify(ctx, rest[0])
	if err != nil {
		return fmt.Errorf("%w: do not count on this backup; make a new one", err)
	}
	fmt.Fprintf(e.stdout, "%s: whole, made %s, %d entries, %d files, %d MB, schema %d, checked in %.1f s\n",
		r.Path, r.Made.Local().Format("02/01/2006 15:04"), r.Entries, len(r.Files), r.Bytes()>>20, r.Schema, r.Took.Seconds())
	e.sayMissing(r)
	return nil
}

func runRestore(ctx context.Context, e *env, args []string) error {
	fs := e.flags("restore", "FILE or FOLDER/")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if err := want(rest, 1, "restore FILE (or FOLDER/, whose newest backup is meant)"); err != nil {
		return err
	}
	if _, err := os.Stat(rest[0]); err != nil {
		return err
	}
	free, err := alone(*fs.state)
	if err != nil {
		return err
	}
	defer free()
	if err := backup.Finish(*fs.state); err != nil {
		return err
	}
	r, aside, err := backup.Restore(ctx, rest[0], *fs.state)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "restored %s of %s into %s: %d entries, %d files in %.1f s; everybody has to sign in again\n",
		filepath.Base(r.Path), r.Made.Local().Format("02/01/2006 15:04"), *fs.state, r.Entries, len(r.Files), r.Took.Seconds())
	e.sayMissing(r)
	e.sayAside(aside)
	return nil
}

func (e *env) sayAside(aside string) {
	if aside != "" {
		fmt.Fprintf(e.stdout, "what was there is kept in %s: delete it when all is well\n", aside)
	}
}

func runRollback(ctx context.Context, e *env, args []string) error {
	fs := e.flags("rollback", "")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if err := want(rest, 0, "rollback"); err != nil {
		return err
	}
	if err := requireFolder(*fs.state); err != nil {
		return err
	}
	free, err := alone(*fs.state)
	if err != nil {
		return err
	}
	defer free()
	schema, aside, err := backup.Rollback(ctx, *fs.state)
	if err != nil {
		return err
	}
	fmt.Fprintf(
		e.stdout,
		"%s is back at schema %d, as it was before the upgrade; what was written since is not in it\n",
		*fs.state,
		schema,
	)
	e.sayAside(aside)
	return nil
}
