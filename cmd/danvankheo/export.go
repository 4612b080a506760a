package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
)

const exportUsage = "export entries|units|successions|indicators FILE [-year Y]"

// runExport writes a table of entries, units or indicators: what import reads back without
// loss. The file is there whole or not at all.
func runExport(ctx context.Context, e *env, args []string) (err error) {
	fs := e.flags("export", "entries|units|successions|indicators FILE")
	year := fs.Int("year", 0, "only the entries of this year")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if err := want(rest, 2, exportUsage); err != nil {
		return err
	}
	write, ok := map[string]func(context.Context, *parts, io.Writer, exchange.Format, registry.Year) (int, error){
		"entries": exportEntries, "units": exportUnits, "successions": exportSuccessions, "indicators": exportIndicators,
	}[rest[0]]
	if !ok {
		return usageError{"usage: danvankheo " + exportUsage}
	}
	format, err := exchange.FormatOf(rest[1])
	if err != nil {
		return plainError(err)
	}
	p, err := e.openExisting(ctx, *fs.state, e.quiet())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	n := 0
	err = whole(rest[1], func(w io.Writer) (err error) {
		n, err = write(ctx, p, w, format, registry.Year(*year))
		return err
	})
	if err != nil {
		return plainError(err)
	}
	fmt.Fprintf(e.stdout, "Đã ghi %d dòng vào %s.\n", n, rest[1])
	return nil
}

// whole writes a file beside its place and puts it there when it is complete and
// on the disk.
func whole(name string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := errors.Join(f.Chmod(0o640), f.Sync()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return err
	}
	return f.Close()
}

func exportEntries(ctx context.Context, p *parts, w io.Writer, f exchange.Format, year registry.Year) (int, error) {
	rows, err := p.Transfer.Export(ctx, registry.System("Xuất ra tệp"), year)
	if err != nil {
		return 0, err
	}
	n := 0
	err = exchange.WriteEntries(w, f, func(yield func(exchange.Entry, error) bool) {
		n = 0
		for e, err := range rows {
			n++
			if !yield(e, err) {
				return
			}
		}
	})
	return n, err
}

func exportUnits(_ context.Context, p *parts, w io.Writer, f exchange.Format, _ registry.Year) (int, error) {
	units := p.Flow.Ledger().All()
	return len(units), exchange.WriteUnits(w, f, units)
}

func exportSuccessions(_ context.Context, p *parts, w io.Writer, f exchange.Format, _ registry.Year) (int, error) {
	edges := p.Flow.Ledger().Successions()
	return len(edges), exchange.WriteSuccessions(w, f, edges)
}
