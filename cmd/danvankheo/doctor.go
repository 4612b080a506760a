package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// finding is what one check of doctor says: the zero value is "in order".
type finding struct{ fault, mend string }

// bad makes a finding. Mend is a command wherever a command repairs it.
func bad(mend, format string, args ...any) finding {
	return finding{fmt.Sprintf(format, args...), mend}
}

// check is one numbered check. Those that need the database are passed over when
// it does not open; the check that says so is one of the others.
type check struct {
	name     string
	database bool
	run      func(ctx context.Context, d *patient) finding
}

// checks are run in this order, and numbered by it: do not change the numbers of a
// release, add at the end.
var checks = []check{
	{"program and database driver", false, checkProgram},
	{"settings", false, checkSettings},
	{"state folder", false, checkFolder},
	{"permissions", false, checkPermissions},
	{"free disk", false, checkDisk},
	{"clock", false, checkClock},
	{"database opens, schema", false, checkSchema},
	{"database pages", true, checkPages},
	{"references between rows", true, checkReferences},
	{"write-ahead log", false, checkLog},
	{"unit ledger: rules", true, checkLedger},
	{"unit ledger: totals", true, checkTotals},
	{"search index against database", true, checkIndex},
	{"photos: files missing", true, checkPhotos},
	{"photos: files damaged", true, checkPhotoBytes},
	{"photos: files nobody names", true, checkOrphans},
	{"documents: files missing", true, checkDocuments},
	{"documents: files damaged", true, checkDocumentBytes},
	{"unfinished uploads", false, checkUploads},
	{"backup age", false, checkBackupAge},
	{"backup whole", false, checkBackupWhole},
	{"overdue work", true, checkOverdue},
	{"an admin can sign in", true, checkAdmin},
	{"interrupted restore, old folders", false, checkLeftovers},
	{"server answers", false, checkServer},
	{"mail goes out", true, checkMail},
	{"frozen reports", true, checkFrozen},
	{"copy in the S3 store", false, checkReplica},
	{"address of the site", false, checkAddress},
	{"indicators that outcomes name", true, checkIndicators},
	{"requests to take over press stories", true, checkClaims},
	{"public editions", true, checkEditions},
}

// patient is the state folder under examination. Nothing of it is changed.
type patient struct {
	state     string
	env       *env
	db        *sqlite.DB // nil when it does not open
	dbFault   error
	running   bool
	server    serverInfo
	hasServer bool
	backupDir string
	quick     bool
	ledger    *registry.Ledger

	looked    bool // at the integrity
	faults    []string
	faultsErr error
}

// now is the time by which the database is judged.
func (d *patient) now() time.Time { return d.server.clock(time.Now()) }

// examine opens what can be opened.
func examine(ctx context.Context, e *env, state, backupDir string, quick bool) *patient {
	d := &patient{state: state, env: e, quick: quick, running: served(state)}
	d.server, d.hasServer = lastServer(state)
	switch {
	case backupDir != "":
		d.backupDir = backupDir
	case d.hasServer && d.server.BackupDir != "":
		d.backupDir = d.server.BackupDir
	default:
		d.backupDir = backupFolder("", state)
	}
	db, err := sqlite.Inspect(filepath.Join(state, "data.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		d.dbFault = err
		return d
	}
	// The first reads tell whether it is a database at all.
	_, err = db.SchemaVersion(ctx)
	var units []registry.Unit
	var edges []registry.Succession
	if err == nil {
		units, err = db.Units(ctx)
	}
	if err == nil {
		edges, err = db.Successions(ctx)
	}
	if err != nil {
		d.dbFault = errors.Join(err, db.Close())
		return d
	}
	d.db, d.ledger = db, registry.NewLedger(units, edges)
	return d
}

func (d *patient) close() error {
	if d.db == nil {
		return nil
	}
	return d.db.Close()
}

// runDoctor runs every check and prints the repair command of each that fails.
func runDoctor(ctx context.Context, e *env, args []string) (err error) {
	fs := e.flags("doctor", "")
	backupDir := fs.String("backup-dir", "", "folder of the nightly backups (default: where the last server put them)")
	quick := fs.Bool("quick", false, "leave out the checks that read every photo, document and backup")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if err := want(rest, 0, "doctor [-quick]"); err != nil {
		return err
	}
	if err := requireFolder(*fs.state); err != nil {
		return err
	}
	d := examine(ctx, e, *fs.state, *backupDir, *quick)
	defer func() { err = errors.Join(err, d.close()) }()
	if d.running {
		fmt.Fprintln(e.stdout, "a server is running on this folder; the checks go on beside it")
	}
	if d.hasServer && !d.server.DemoNow.IsZero() {
		fmt.Fprintf(e.stdout, "a demo on a fixed day: by its clock it is %s, and the database is judged by that\n",
			d.now().In(registry.Zone).Format("02/01/2006 15:04"))
	}
	failed := 0
	for i, c := range checks {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if c.database && d.db == nil {
			fmt.Fprintf(e.stdout, "%2d  ---   %s: not checked, the database does not open\n", i+1, c.name)
			continue
		}
		f := c.run(ctx, d)
		if f.fault == "" {
			fmt.Fprintf(e.stdout, "%2d  ok    %s\n", i+1, c.name)
			continue
		}
		failed++
		fmt.Fprintf(e.stdout, "%2d  FAULT %s: %s\n          mend: %s\n", i+1, c.name, f.fault, f.mend)
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d checks failed: the repair command is below each", failed, len(checks))
	}
	return nil
}

// command writes a command for this state folder.
func (d *patient) command(words string) string {
	return "danvankheo " + words + " -state " + d.state
}

// restoreHint is what helps when the database itself is lost.
func (d *patient) restoreHint() string {
	return "stop the server, then " + d.command("restore "+d.backupDir+"/")
}

// some lists a few names of many.
func some(names []string) string {
	if len(names) <= 3 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:3], ", "), len(names)-3)
}
