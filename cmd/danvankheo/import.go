package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/workflow/transfer"
)

const importUsage = "import units|indicators|entries FILE [-publish [-publish-numbers]] [-partial] [-dry-run] [-unknown-units keep] " +
	"[-year Y] [-note TEXT]"

// importFlags are the flags of import.
type importFlags struct {
	publish, partial, dryRun bool
	numbersMeant, topics     bool
	unknown                  string
	year                     int
	note, file               string
}

// runImport takes a table of units, indicators or entries in. What was wrong is listed row by
// row on standard output; nothing is written then, unless -partial.
func runImport(ctx context.Context, e *env, args []string) (err error) {
	var f importFlags
	fs := e.flags("import", "units|indicators|entries FILE")
	fs.BoolVar(&f.publish, "publish", false, "accept and publish what is complete")
	fs.BoolVar(
		&f.numbersMeant,
		"publish-numbers",
		false,
		"telephone, identity and bank numbers in the rows may be public; otherwise those rows stay unpublished",
	)
	fs.BoolVar(&f.topics, "topics", false, "rows that name no topics get those that the rules propose, as confirmed by the import")
	fs.BoolVar(&f.partial, "partial", false, "write the good rows though others are wrong")
	fs.BoolVar(&f.dryRun, "dry-run", false, "check only, write nothing")
	fs.StringVar(
		&f.unknown,
		"unknown-units",
		"",
		"keep: a unit that cannot be resolved stays as reported text; otherwise its row is wrong",
	)
	fs.IntVar(&f.year, "year", 0, "year of registrations that name none (default: the current season)")
	fs.StringVar(
		&f.note,
		"note",
		"",
		"with -publish: what readers of an entry that is public read when a fact changes (default: the name of the file)",
	)
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if err := want(rest, 2, importUsage); err != nil {
		return err
	}
	f.file = filepath.Base(rest[1])
	if f.unknown != "" && f.unknown != "keep" {
		return usageError{"-unknown-units takes only keep"}
	}
	take, ok := map[string]func(context.Context, *env, *parts, io.Reader, exchange.Format, importFlags) error{
		"entries": importEntries, "units": importUnits, "indicators": importIndicators,
	}[rest[0]]
	if !ok {
		return usageError{"usage: danvankheo " + importUsage}
	}
	format, err := exchange.FormatOf(rest[1])
	if err != nil {
		return plainError(err)
	}
	file, err := os.Open(rest[1])
	if err != nil {
		return err
	}
	defer file.Close()
	if f.dryRun { // writes nothing, so no folder either
		if err := requireFolder(*fs.state); err != nil {
			return err
		}
	}
	p, err := e.open(ctx, *fs.state, e.quiet())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	return plainError(take(ctx, e, p, file, format, f))
}

// plainError leaves of a domain error what its reader needs.
func plainError(err error) error {
	if msg := registry.MessageOf(err); msg != "" {
		var b strings.Builder
		b.WriteString(msg)
		for _, f := range registry.FieldsOf(err) {
			fmt.Fprintf(&b, " %s: %s.", f.Field, strings.TrimSuffix(f.Message, "."))
		}
		return errors.New(b.String())
	}
	return err
}

func importEntries(ctx context.Context, e *env, p *parts, r io.Reader, format exchange.Format, f importFlags) error {
	bar := newMeter(e.stderr, "dòng")
	report, err := p.Transfer.Import(
		ctx,
		registry.System("Nhập từ tệp"),
		exchange.Read(r, format, exchange.EntryColumns()),
		transfer.ImportOptions{
			Publish: f.publish, NumbersMeant: f.numbersMeant, Topics: f.topics, Partial: f.partial, DryRun: f.dryRun,
			KeepUnknownUnits: f.unknown == "keep", Year: registry.Year(f.year), Progress: bar.show, Source: f.file, Note: f.note,
		},
	)
	bar.end()
	if err != nil {
		return err
	}
	for _, w := range report.Errors {
		printRowError(e.stdout, w.Row, w.Field, w.Text)
	}
	for _, w := range report.Held {
		printRowError(e.stdout, w.Row, w.Field, w.Text)
	}
	if n := len(report.Held); n > 0 {
		fmt.Fprintf(
			e.stdout,
			"%d mô hình để nội bộ: xóa các số nêu trên rồi nhập lại, hoặc thêm -publish-numbers nếu người có số đã đồng ý.\n",
			n,
		)
	}
	printPublicChanges(e.stdout, report)
	verb := "Đã nhập"
	if !report.Written {
		verb = "Đã xem"
	}
	fmt.Fprintf(
		e.stdout,
		"%s %d dòng: thêm %d, cập nhật %d, giữ nguyên %d, sai %d.\n",
		verb,
		report.Rows,
		report.Created,
		report.Updated,
		report.Unchanged,
		report.Wrong,
	)
	if report.UnknownUnits > 0 {
		fmt.Fprintf(e.stdout, "%d dòng có đơn vị chưa tìm thấy trong sổ, giữ nguyên chữ như nguồn.\n", report.UnknownUnits)
	}
	if report.Unresolved > 0 {
		fmt.Fprintf(
			e.stdout,
			"%d dòng có đơn vị chưa tìm thấy trong sổ: sửa tên đơn vị, hoặc thêm -unknown-units keep để giữ nguyên chữ như nguồn.\n",
			report.Unresolved,
		)
	}
	return refused(report.Wrong, f)
}

// printPublicChanges says what readers of public entries get, or would get, by an import.
func printPublicChanges(w io.Writer, report transfer.ImportReport) {
	corrected, photos, waiting, held := 0, 0, 0, 0
	for _, c := range report.Changes {
		var parts []string
		if len(c.Places) > 0 {
			what := "đổi "
			if c.Corrects {
				what = "đính chính "
			}
			parts = append(parts, what+strings.Join(c.Places, ", "))
		}
		if c.Photos > 0 {
			parts = append(parts, fmt.Sprintf("%d ảnh, chú thích công khai theo", c.Photos))
		}
		if c.Waiting > 0 {
			parts = append(parts, fmt.Sprintf("%d ảnh, chú thích chưa ai duyệt vẫn chờ", c.Waiting))
		}
		if c.Held {
			parts = append(parts, "hồ sơ có thay đổi khác đang chờ nên cả dòng này chờ chuyên viên ra bản mới")
			held++
		} else {
			photos += c.Photos
			if c.Corrects {
				corrected++
			}
		}
		waiting += c.Waiting
		if len(parts) > 0 {
			printRowError(w, c.Row, "", "bài công khai số "+c.Number+": "+strings.Join(parts, "; "))
		}
	}
	if len(report.Changes) > 0 {
		fmt.Fprintf(
			w,
			"Bài đang công khai: %d bài đính chính, %d ảnh, chú thích công khai theo, %d ảnh, chú thích chờ duyệt, %d bài chờ ra bản mới.\n",
			corrected, photos, waiting, held,
		)
	}
}

// refused says that nothing was written, if so.
func refused(wrong int, f importFlags) error {
	switch {
	case wrong == 0 || f.partial && !f.dryRun:
		return nil
	case f.dryRun:
		return fmt.Errorf("%d dòng sai: sửa các dòng nêu trên rồi thử lại", wrong)
	}
	return fmt.Errorf(
		"%d dòng sai nên chưa ghi dòng nào: sửa các dòng nêu trên rồi chạy lại, hoặc thêm -partial để ghi các dòng đúng",
		wrong,
	)
}

func printRowError(w io.Writer, row int, field, text string) {
	text = strings.TrimSuffix(text, ".")
	if field == "" {
		fmt.Fprintf(w, "Dòng %d: %s.\n", row, text)
		return
	}
	fmt.Fprintf(w, "Dòng %d, cột %s: %s.\n", row, field, text)
}

// importUnits imports a table of units, or one of successions by its columns.
func importUnits(ctx context.Context, e *env, p *parts, r io.Reader, format exchange.Format, f importFlags) error {
	var units []registry.Unit
	var edges []registry.Succession
	rows, wrong := 0, 0
	seen := map[string]int{}
	for row, err := range exchange.Read(r, format, exchange.UnitColumns()) {
		if err != nil {
			return err
		}
		rows++
		u, s, key, bad := unitOfRow(row)
		if first := seen[key]; first != 0 && len(bad) == 0 {
			bad.Add("code", "trùng với dòng %d.", first)
		}
		seen[key] = row.Number
		if len(bad) > 0 {
			wrong++
			for _, b := range bad {
				printRowError(e.stdout, row.Number, b.Field, b.Message)
			}
			continue
		}
		if row.Succession() {
			edges = append(edges, s)
		} else {
			units = append(units, u)
		}
	}
	if wrong > 0 && !f.partial {
		return refused(wrong, f)
	}
	done, err := p.Reference.ImportUnits(ctx, registry.System("Nhập từ tệp"), units, edges, f.dryRun)
	if err != nil {
		return err
	}
	verb := "Đã nhập"
	if f.dryRun {
		verb = "Đã xem"
	}
	fmt.Fprintf(
		e.stdout,
		"%s %d dòng: thêm %d, cập nhật %d phiên bản đơn vị, %d liên kết kế thừa; sai %d.\n",
		verb,
		rows,
		done.Added,
		done.Changed,
		done.Edges,
		wrong,
	)
	return refused(wrong, f)
}

// unitOfRow reads one row of either table, with a key that a table has once.
func unitOfRow(row exchange.Row) (u registry.Unit, s registry.Succession, key string, wrong registry.Fields) {
	if row.Succession() {
		s, wrong = row.Edge()
		return u, s, string(s.From) + " → " + string(s.To), wrong
	}
	u, wrong = row.Unit()
	return u, s, string(u.Code), wrong
}

// meter shows how far a long piece of work is: a bar on a terminal, plain lines
// elsewhere, both only after two seconds.
type meter struct {
	w        io.Writer
	what     string
	start    time.Time
	last     time.Time
	terminal bool
	drawn    bool
}

func newMeter(w io.Writer, what string) *meter {
	m := &meter{w: w, what: what, start: time.Now()}
	if f, ok := w.(*os.File); ok {
		if info, err := f.Stat(); err == nil {
			m.terminal = info.Mode()&os.ModeCharDevice != 0
		}
	}
	return m
}

// show reports how much is done; a total of 0 is not known.
func (m *meter) show(done, total int) {
	pause := 2 * time.Second
	if m.terminal {
		pause = 100 * time.Millisecond
	}
	now := time.Now()
	if now.Sub(m.start) < 2*time.Second || now.Sub(m.last) < pause {
		return
	}
	m.last, m.drawn = now, true
	switch {
	case total == 0 && m.terminal:
		fmt.Fprintf(m.w, "\r\x1b[K%d %s đã đọc", done, m.what)
	case total == 0:
		fmt.Fprintf(m.w, "%d %s đã đọc\n", done, m.what)
	case m.terminal:
		const width = 30
		n := width * done / max(total, 1)
		fmt.Fprintf(m.w, "\r\x1b[K[%s%s] %d/%d %s", strings.Repeat("█", n), strings.Repeat("░", width-n), done, total, m.what)
	default:
		fmt.Fprintf(m.w, "%d/%d %s\n", done, total, m.what)
	}
}

// end leaves the line of the bar.
func (m *meter) end() {
	if m.terminal && m.drawn {
		fmt.Fprint(m.w, "\r\x1b[K")
	}
}
