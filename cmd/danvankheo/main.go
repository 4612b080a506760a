package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	_ "time/tzdata" // a bare machine has no zone files
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	var usage usageError
	switch {
	case err == nil:
	case errors.As(err, &usage):
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, "danvankheo:", err)
		os.Exit(1)
	}
}

// usageError is a wrong call: exit status 2.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

// command is one word of the command line.
type command struct {
	name, brief string
	run         func(ctx context.Context, e *env, args []string) error
}

var commands = []command{
	{"serve", "runs the site", runServe},
	{"import", "reads units, indicators or entries from .jsonl, .csv or .xlsx", runImport},
	{"export", "writes units, successions, indicators or entries as .jsonl, .csv or .xlsx", runExport},
	{"account", "adds, lists, disables and resets accounts", runAccount},
	{"token", "adds, lists and revokes API tokens", runToken},
	{"reindex", "rebuilds the search index", runReindex},
	{"migrate", "brings the database up to this program's schema", runMigrate},
	{"doctor", "checks the state folder and names the repair command", runDoctor},
	{"backup", "writes a consistent copy of the state into a file", runBackup},
	{"verify", "opens a backup and checks all of it", runVerify},
	{"restore", "makes a state folder from a backup", runRestore},
	{"replica", "writes what Litestream and rclone need to copy the state to S3", runReplica},
	{"rollback", "goes back to the database as it was before an upgrade", runRollback},
	{"maintenance", "lets reading go on while writing waits: on or off", runMaintenance},
	{"unit", "prints a systemd unit for this machine", runUnit},
	{"version", "prints the version", runVersion},
}

// run is the program.
func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) error {
	e := &env{getenv: getenv, stdout: stdout, stderr: stderr}
	if len(args) == 0 || slices.Contains([]string{"-h", "--help", "help"}, args[0]) {
		printUsage(stdout)
		if len(args) == 0 {
			return usageError{"name a command"}
		}
		return nil
	}
	i := slices.IndexFunc(commands, func(c command) bool { return c.name == args[0] })
	if i < 0 {
		return usageError{fmt.Sprintf("no command %q: see danvankheo help", args[0])}
	}
	return commands[i].run(ctx, e, args[1:])
}

func printUsage(w io.Writer) {
	fmt.Fprintln(w, "Dân vận khéo: sổ đăng ký và trang giới thiệu mô hình dân vận khéo của một tỉnh.")
	fmt.Fprintln(w, "\nusage: danvankheo COMMAND [flags] [FILE]\n\ncommands:")
	for _, c := range commands {
		fmt.Fprintf(w, "  %-11s %s\n", c.name, c.brief)
	}
	fmt.Fprintln(w, "\nEvery flag has an environment variable DVK_NAME; danvankheo COMMAND -h lists the flags.")
}
