package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"danvankheo/internal/attachment"
	"danvankheo/internal/photo"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow/flows"
)

// env is what a command has of the world.
type env struct {
	getenv         func(string) string
	stdout, stderr io.Writer
	server         bool             // holds the lock of its state folder
	clock          func() time.Time // nil: the machine's
}

// flagSet is a FlagSet whose flags fall back to DVK_NAME and may follow the
// arguments.
type flagSet struct {
	*flag.FlagSet
	env   *env
	state *string
}

// flags begins the flags of a command, with -state, which every command has.
func (e *env) flags(name, args string) *flagSet {
	fs := &flagSet{FlagSet: flag.NewFlagSet(name, flag.ContinueOnError), env: e}
	fs.SetOutput(e.stderr)
	fs.Usage = func() {
		fmt.Fprintf(e.stderr, "usage: danvankheo %s [flags] %s\n", name, args)
		fs.PrintDefaults()
	}
	fs.state = fs.String("state", "var", "the folder of all run-time state")
	return fs
}

// parse reads flags before and after the arguments, then fills those that were
// not given from the environment: flag beats environment beats default.
func (fs *flagSet) parse(args []string) ([]string, error) {
	var rest []string
	for len(args) > 0 {
		if err := fs.FlagSet.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, usageError{err.Error()}
		}
		args = fs.Args()
		if len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	given := map[string]bool{}
	fs.Visit(func(f *flag.Flag) { given[f.Name] = true })
	var err error
	fs.VisitAll(func(f *flag.Flag) {
		name := "DVK_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if v := fs.env.getenv(name); v != "" && !given[f.Name] {
			if e := fs.Set(f.Name, v); e != nil {
				err = usageError{fmt.Sprintf("%s: %v", name, e)}
			}
		}
	})
	return rest, err
}

// want checks the number of arguments.
func want(rest []string, n int, usage string) error {
	if len(rest) != n {
		return usageError{"usage: danvankheo " + usage}
	}
	return nil
}

// parts are the opened pieces of a state folder.
type parts struct {
	db     *sqlite.DB
	photos *photo.Store
	files  *attachment.Store
	*flows.Set
	state string
	inUse *os.File
}

// open opens a state folder, making it ready when it is empty: schema, units,
// indicators, this year's season.
func (e *env) open(ctx context.Context, state string, log *slog.Logger) (*parts, error) {
	if err := os.MkdirAll(state, 0o750); err != nil {
		return nil, fmt.Errorf("state folder: %w", err)
	}
	p := &parts{state: state}
	var err error
	if p.inUse, err = share(state); err != nil {
		return nil, err
	}
	if err := prepare(ctx, state, e.server); err != nil {
		return nil, errors.Join(err, p.close())
	}
	if p.db, err = sqlite.Open(ctx, filepath.Join(state, "data.db"), log); err != nil {
		return nil, errors.Join(err, p.close())
	}
	if p.photos, err = photo.Open(filepath.Join(state, "photos"), photo.DefaultLimits()); err != nil {
		return nil, errors.Join(err, p.close())
	}
	if p.files, err = attachment.Open(filepath.Join(state, "files")); err != nil {
		return nil, errors.Join(err, p.close())
	}
	clock := e.clock
	if clock == nil {
		clock = time.Now
	}
	if p.Set, err = flows.New(ctx, p.db, p.photos, p.files, clock); err != nil {
		return nil, errors.Join(err, p.close())
	}
	if err := makeReady(ctx, p.Reference); err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

// openExisting opens a state folder that a server or an import has filled. For
// commands that have nothing to do in an empty one: a mistyped -state makes no folder.
func (e *env) openExisting(ctx context.Context, state string, log *slog.Logger) (*parts, error) {
	if err := requireDatabase(state); err != nil {
		return nil, err
	}
	return e.open(ctx, state, log)
}

func requireFolder(state string) error {
	if info, err := os.Stat(state); err != nil || !info.IsDir() {
		return fmt.Errorf("no state folder %s: name it with -state", state)
	}
	return nil
}

// requireDatabase passes a folder in which a restore was interrupted: opening it
// ends the restore.
func requireDatabase(state string) error {
	if err := requireFolder(state); err != nil {
		return err
	}
	for _, name := range []string{"data.db", restoreMark} {
		if _, err := os.Stat(filepath.Join(state, name)); err == nil {
			return nil
		}
	}
	return fmt.Errorf("no database in %s: name the state folder with -state", state)
}

func (p *parts) close() error {
	var errs []error
	if p.db != nil {
		errs = append(errs, p.db.Close())
	}
	if p.photos != nil {
		errs = append(errs, p.photos.Close())
	}
	if p.files != nil {
		errs = append(errs, p.files.Close())
	}
	if p.inUse != nil {
		errs = append(errs, p.inUse.Close())
	}
	return errors.Join(errs...)
}

// quiet is the log of commands that are not the server: warnings only.
func (e *env) quiet() *slog.Logger {
	return slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}
