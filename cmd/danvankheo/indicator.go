package main

import (
	"context"
	"fmt"
	"io"

	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/workflow/reference"
)

// importIndicators imports a table of indicators.
func importIndicators(ctx context.Context, e *env, p *parts, r io.Reader, format exchange.Format, f importFlags) error {
	var rows []reference.IndicatorRow
	for row, err := range exchange.Read(r, format, exchange.IndicatorColumns()) {
		if err != nil {
			return err
		}
		i, wrong := row.Indicator()
		rows = append(rows, reference.IndicatorRow{Number: row.Number, Indicator: i, Wrong: wrong})
	}
	done, err := p.Reference.ImportIndicators(ctx, registry.System("Nhập từ tệp"), rows, f.partial, f.dryRun)
	if err != nil {
		return err
	}
	for _, w := range done.Errors {
		printRowError(e.stdout, w.Row, w.Field, w.Text)
	}
	if done.Wrong > 0 && !f.partial {
		return refused(done.Wrong, f)
	}
	verb := "Đã nhập"
	if f.dryRun {
		verb = "Đã xem"
	}
	fmt.Fprintf(
		e.stdout,
		"%s %d dòng: thêm %d, sửa %d, giữ nguyên %d chỉ số; sai %d.\n",
		verb,
		done.Rows,
		done.Added,
		done.Changed,
		done.Same,
		done.Wrong,
	)
	return refused(done.Wrong, f)
}

func exportIndicators(_ context.Context, p *parts, w io.Writer, f exchange.Format, _ registry.Year) (int, error) {
	list := p.Flow.Catalogue().All()
	n := 0
	for _, i := range list {
		n += len(i.History())
	}
	return n, exchange.WriteIndicators(w, f, list)
}
