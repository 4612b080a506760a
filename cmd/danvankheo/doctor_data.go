package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"danvankheo/internal/job"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/sqlite"
)

// mailOld is the age from which waiting mail is a fault.
const mailOld = 24 * time.Hour

// checkMail looks at the outbox: mail waits long when the server is down or the
// settings are wrong, and fails when addresses are.
func checkMail(ctx context.Context, d *patient) finding {
	s, err := d.db.MailStatus(ctx)
	switch {
	case err != nil:
		return finding{} // the check of the schema says so
	case s.Waiting > 0 && d.now().Sub(s.Oldest) > mailOld:
		return bad(
			"mend the mail server, or its settings in the page /lam-viec/quan-tri/thu/cai-dat, and send a test mail there",
			"%d mails wait, the oldest since %s; the server said: %s",
			s.Waiting,
			s.Oldest.In(registry.Zone).Format("02/01/2006 15:04"),
			s.Answer,
		)
	case s.Failed > 0:
		return bad(
			"mend the addresses of the accounts, then send again in the page /lam-viec/quan-tri/thu?trang-thai=hong",
			"%d mails were refused for good",
			s.Failed,
		)
	}
	return finding{}
}

func checkSchema(ctx context.Context, d *patient) finding {
	if d.db == nil {
		return bad(d.restoreHint(), "%v", d.dbFault)
	}
	have, err := d.db.SchemaVersion(ctx)
	if err != nil {
		return bad(d.restoreHint(), "%v", err)
	}
	newest, err := sqlite.Newest()
	switch {
	case err != nil:
		return bad("build the program again", "%v", err)
	case have > newest:
		return bad(
			"install the newer program, or stop the server and "+d.command("rollback"),
			"schema %d is of a newer program; this one knows %d",
			have,
			newest,
		)
	case have < newest:
		return bad("stop the server, then "+d.command("migrate"), "schema %d; this program brings %d", have, newest)
	}
	return finding{}
}

// integrity is read once for two checks: the pages, and the references.
func (d *patient) integrity(ctx context.Context) (pages, references []string, err error) {
	if !d.looked {
		d.looked = true
		d.faults, d.faultsErr = d.db.Integrity(ctx)
	}
	for _, f := range d.faults {
		if strings.Contains(f, " → ") {
			references = append(references, f)
		} else {
			pages = append(pages, f)
		}
	}
	return pages, references, d.faultsErr
}

func checkPages(ctx context.Context, d *patient) finding {
	pages, _, err := d.integrity(ctx)
	if err != nil {
		return bad(d.restoreHint(), "%v", err)
	}
	if len(pages) > 0 {
		return bad(d.restoreHint(), "%s", strings.ReplaceAll(some(pages), "\n", " "))
	}
	return finding{}
}

func checkReferences(ctx context.Context, d *patient) finding {
	_, references, err := d.integrity(ctx)
	if err != nil {
		return finding{} // the check before says so
	}
	if len(references) > 0 {
		return bad(d.restoreHint(), "rows that name what is not there: %s", some(references))
	}
	return finding{}
}

// logMax is the size from which a write-ahead log is a sign that something holds
// the database open.
const logMax = 256 << 20

func checkLog(_ context.Context, d *patient) finding {
	info, err := os.Stat(filepath.Join(d.state, "data.db-wal"))
	if err == nil && info.Size() > logMax {
		return bad("systemctl restart danvankheo", "it has grown to %d MB: some program keeps the database open", info.Size()>>20)
	}
	if _, dbErr := os.Stat(filepath.Join(d.state, "data.db")); err == nil && os.IsNotExist(dbErr) {
		return bad(d.restoreHint(), "there is a write-ahead log and no database beside it")
	}
	return finding{}
}

func checkLedger(_ context.Context, d *patient) finding {
	if err := d.ledger.Check(); err != nil {
		lines := strings.Split(err.Error(), "\n")
		return bad("mend the unit in the page /lam-viec/quan-tri/don-vi", "%s", some(lines))
	}
	return finding{}
}

// checkTotals counts: a province has one unit of its own level in force, communes
// in force, and every commune that ended lives on in another.
func checkTotals(_ context.Context, d *patient) finding {
	const mend = "mend the unit in the page /lam-viec/quan-tri/don-vi"
	today := registry.DateOf(d.now().In(registry.Zone))
	if n := len(d.ledger.On(today, registry.Province)); n != 1 {
		return bad(mend, "%d provinces in force, want 1", n)
	}
	communes := d.ledger.On(today, registry.Commune, registry.Ward)
	if len(communes) == 0 {
		return bad(mend, "no commune or ward in force")
	}
	lives := map[registry.UnitCode]bool{}
	for _, s := range d.ledger.Successions() {
		lives[s.From] = true
	}
	var lost []string
	for _, u := range d.ledger.All() {
		commune := slices.Contains([]registry.UnitKind{registry.Commune, registry.Ward, registry.Township}, u.Kind)
		if commune && u.To != "" && u.To < today && !lives[u.Code] {
			lost = append(lost, string(u.Code)+" "+u.Name)
		}
	}
	if len(lost) > 0 {
		return bad(mend, "ended without a successor: %s", some(lost))
	}
	return finding{}
}

func checkIndex(ctx context.Context, d *patient) finding {
	if d.running {
		return waitingIndex(ctx, d)
	}
	mend := d.command("reindex")
	abbreviations, _, err := job.Vocabulary(ctx, d.db)
	if err != nil {
		return finding{} // another check's
	}
	index, err := search.Open(d.state, search.Options{Abbreviations: abbreviations})
	if err != nil {
		return bad(mend, "%v", err)
	}
	defer index.Close()
	if index.NeedsRebuild() {
		return bad(mend+" (a server does it by itself at its start)", "the index is missing or damaged")
	}
	u, err := d.db.Upkeep(ctx, d.now())
	if err != nil {
		return finding{} // another check's
	}
	n, err := index.Count()
	if err != nil {
		return bad(mend, "%v", err)
	}
	if u.Waiting == 0 && n != u.Entries {
		return bad(mend, "it holds %d entries, the database %d", n, u.Entries)
	}
	return finding{}
}

// waitingIndex looks whether a running server keeps up: what waits now must be
// gone, or have moved on, within a few seconds.
func waitingIndex(ctx context.Context, d *patient) finding {
	first := int64(-1)
	for range 50 {
		waiting, err := d.db.Outbox(ctx, 0, 1)
		if err != nil || len(waiting) == 0 || first >= 0 && waiting[0].Seq != first {
			return finding{}
		}
		first = waiting[0].Seq
		select {
		case <-ctx.Done():
			return finding{}
		case <-time.After(100 * time.Millisecond):
		}
	}
	return bad(
		"systemctl restart danvankheo; if that does not help, stop it and "+d.command("reindex"),
		"entries wait for the index and none is taken",
	)
}

func checkOverdue(ctx context.Context, d *patient) finding {
	u, err := d.db.Upkeep(ctx, d.now().Add(-10*time.Minute))
	if err != nil {
		return finding{} // another check's
	}
	if u.Overdue > 0 {
		return bad("systemctl restart danvankheo", "%d stories should have appeared more than ten minutes ago", u.Overdue)
	}
	return finding{}
}

func checkAdmin(ctx context.Context, d *patient) finding {
	n, err := d.db.EnabledAdmins(ctx)
	if err != nil {
		return finding{} // another check's
	}
	if n == 0 {
		return bad(d.command("account add -email E -name N -role quan-tri"), "no admin account is in use")
	}
	return finding{}
}

// checkFrozen holds the figures of every frozen report against the hash that was
// printed on it.
func checkFrozen(ctx context.Context, d *patient) finding {
	list, err := d.db.Snapshots(ctx, 0)
	if err != nil {
		return finding{} // the check of the schema says so
	}
	var broken []string
	for _, s := range list {
		if s, err = d.db.Snapshot(ctx, s.Season, s.Version); err != nil || !s.Whole() {
			broken = append(broken, fmt.Sprintf("%d version %d", s.Season, s.Version))
		}
	}
	if len(broken) > 0 {
		return bad(
			d.restoreHint()+", from a backup in which check 27 is in order",
			"the figures are not those that were frozen: %s",
			some(broken),
		)
	}
	return finding{}
}

// checkIndicators looks for outcomes under a code that the catalogue does not
// have: they would be in no sum, under no name.
func checkIndicators(ctx context.Context, d *patient) finding {
	list, err := d.db.UnknownIndicators(ctx)
	if err != nil {
		return finding{} // the check of the schema says so
	}
	var codes []string
	for _, u := range list {
		codes = append(codes, fmt.Sprintf("%s (%d entries)", u.Code, u.Entries))
	}
	if len(codes) > 0 {
		return bad(
			"add the codes in the page /lam-viec/quan-tri/chi-so, or "+d.command("import indicators FILE"),
			"outcomes name codes that the catalogue does not have: %s",
			some(codes),
		)
	}
	return finding{}
}

// checkClaims holds every accepted request to take over a press story against the
// registration that it made. What units took over before there were requests has
// none, and is no fault: it is a registration with a source.
func checkClaims(ctx context.Context, d *patient) finding {
	list, err := d.db.LostClaims(ctx)
	if err != nil {
		return finding{} // the check of the schema says so
	}
	if len(list) > 0 {
		ids := make([]string, len(list))
		for i, c := range list {
			ids[i] = fmt.Sprintf("claim %d of entry %d", c.ID, c.Entry)
		}
		return bad(d.restoreHint(), "accepted requests without their registration: %s", some(ids))
	}
	return finding{}
}

// checkEditions looks whether every edition is what was sealed, and every public story
// has one.
func checkEditions(ctx context.Context, d *patient) finding {
	list, err := d.db.BrokenEditions(ctx)
	if err != nil {
		return finding{} // the check of the schema says so
	}
	var broken, unsealed []string
	for _, x := range list {
		if x.No == 0 {
			unsealed = append(unsealed, fmt.Sprintf("entry %d", x.Entry))
		} else {
			broken = append(broken, fmt.Sprintf("edition %d of entry %d: %s", x.No, x.Entry, x.Why))
		}
	}
	switch {
	case len(broken) > 0:
		return bad(d.restoreHint(), "%s", some(broken))
	case len(unsealed) > 0:
		return bad("in the work area, take the story down and publish it again", "public stories without an edition, which nobody sees: %s",
			some(unsealed))
	}
	return finding{}
}
