package transfer

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"time"

	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// ImportOptions say how rows are taken in.
type ImportOptions struct {
	Publish          bool               // accept and publish what is complete
	Partial          bool               // write the good rows though others are wrong
	DryRun           bool               // check only
	Topics           bool               // take the topics that the rules propose, of rows that name none, as confirmed
	NumbersMeant     bool               // telephone, identity and bank numbers in the rows may be public
	KeepUnknownUnits bool               // keep a unit that cannot be resolved as reported text
	RefAccount       registry.AccountID // whose keys the refs are; 0: the importer's
	Year             registry.Year      // of registrations that name none; 0: the current one
	Progress         func(done, total int)
	Source           string // name of the file, for the note of a correction
	Note             string // what readers of a public entry read when a fact that they have changes; "" names the source
}

// ImportReport says what an import did, or would have done.
type ImportReport struct {
	Rows, Created, Updated, Unchanged int
	Wrong                             int // rows
	UnknownUnits                      int // rows whose unit stayed reported text
	Unresolved                        int // wrong rows that KeepUnknownUnits would take, but for other faults
	Written                           bool
	Errors                            []workflow.RowError
	Held                              []workflow.RowError // complete rows that were not published, and why
	Changes                           []PublicChange      // what readers get of entries that are public already
	Entries                           []registry.EntryID  // what was created or updated, in order of rows
}

// PublicChange is what a row changes, or would change, of an entry that is public.
type PublicChange struct {
	Row      int
	Number   string
	Places   []string // what changes for readers, in the words of the form
	Corrects bool     // readers read the note
	Photos   int      // photos and captions that go along
	Waiting  int      // photos and captions that nobody reviewed: they wait on
	Held     bool     // other changes of the dossier wait for a release, and these with them
}

// plan is one row ready to be written.
type plan struct {
	row   int
	entry registry.Entry
	was   string // the states before; "" of a new entry
	links []exchange.LinkRef
	marks bool // the recognitions are replaced
	gifts bool // the commendations are replaced

	numbers []registry.PersonalNumber // that become public
	topics  bool                      // its topics are those that the rules proposed
	change  *PublicChange             // nil while the entry is not public
}

// importer takes rows in: first it checks all of them, then it writes.
type importer struct {
	*Flow
	actor  registry.Actor
	opt    ImportOptions
	today  registry.Date
	report ImportReport
	refs   map[string]registry.EntryID // by ref of the caller
	number map[string]sqlite.RefRow
	seen   map[string]int // ref → row of this file
	found  map[place]resolved
	plans  []plan
	old    map[registry.EntryID]registry.Entry
}

// ownRef begins the ref under which an entry without one travels.
const ownRef = "dvk:"

// Import takes a table of entries in, through the checks of the form: a
// registration as a draft, or under Publish a complete one that is accepted and
// published; a row with a source_url as a reported entry. A known ref updates that
// entry; a row that changes nothing writes nothing. All rows are checked before
// the first is written, and they are written in one transaction: all of them, or,
// when one is wrong, none (under Partial the good ones). The error is of the file
// or the machine; wrong rows are in the report.
func (f *Flow) Import(
	ctx context.Context,
	a registry.Actor,
	rows iter.Seq2[exchange.Row, error],
	opt ImportOptions,
) (ImportReport, error) {
	m := &importer{Flow: f, actor: a, opt: opt, today: f.Today(), seen: map[string]int{}, found: map[place]resolved{}}
	if err := workflow.Authorize(a, registry.ExchangeArea); err != nil {
		return m.report, err
	}
	if err := m.loadRefs(ctx); err != nil {
		return m.report, err
	}
	batch := make([]exchange.Row, 0, 500)
	for row, err := range rows {
		if err != nil {
			return m.report, err
		}
		if batch = append(batch, row); len(batch) == cap(batch) {
			if err := m.check(ctx, batch); err != nil {
				return m.report, err
			}
			batch = batch[:0]
		}
	}
	if err := m.check(ctx, batch); err != nil {
		return m.report, err
	}
	m.checkLinks()
	if err := m.checkNote(); err != nil {
		return m.report, err
	}
	if opt.DryRun {
		return m.report, m.foretell(ctx)
	}
	if m.report.Wrong > 0 && !opt.Partial || len(m.plans) == 0 {
		return m.report, nil
	}
	if err := m.write(ctx); err != nil {
		return m.report, err
	}
	m.report.Written = true
	return m.report, nil
}

func (m *importer) loadRefs(ctx context.Context) error {
	list, err := m.DB.Refs(ctx)
	if err != nil {
		return err
	}
	m.refs, m.number = make(map[string]registry.EntryID, len(list)), make(map[string]sqlite.RefRow, len(list))
	for _, r := range list {
		if r.Ref != "" && r.Account == m.opt.RefAccount {
			m.refs[r.Ref] = r.ID
		} else {
			m.number[r.Number] = r
		}
	}
	return nil
}

// check plans a batch of rows.
func (m *importer) check(ctx context.Context, batch []exchange.Row) error {
	var ids []registry.EntryID
	at := make([]registry.EntryID, len(batch))
	for i, row := range batch {
		if at[i] = m.known(row); at[i] != 0 {
			ids = append(ids, at[i])
			m.refs[row.Text("ref")] = at[i]
		}
	}
	list, err := m.DB.EntriesByID(ctx, ids)
	if err != nil {
		return err
	}
	m.old = make(map[registry.EntryID]registry.Entry, len(list))
	for _, e := range list {
		m.old[e.ID] = e
	}
	for i, row := range batch {
		m.report.Rows++
		if err := m.plan(ctx, row, at[i]); err != nil {
			return err
		}
	}
	m.progress(m.report.Rows, 0)
	return ctx.Err()
}

func (m *importer) progress(done, total int) {
	if m.opt.Progress != nil {
		m.opt.Progress(done, total)
	}
}

// known finds the entry that a row is about: by the caller's ref, or, of a row
// that this program wrote, by the number when year and unit are the same too.
func (m *importer) known(row exchange.Row) registry.EntryID {
	ref := row.Text("ref")
	if ref == "" {
		return 0
	}
	if id, ok := m.refs[ref]; ok {
		return id
	}
	number, ok := strings.CutPrefix(ref, ownRef)
	if !ok {
		return 0
	}
	var e exchange.Entry
	row.Apply(&e)
	if r, ok := m.number[number]; ok && r.Season == e.Season && r.Unit == e.Unit {
		return r.ID
	}
	return 0
}

// plan checks one row and puts down what is to be written.
func (m *importer) plan(ctx context.Context, row exchange.Row, id registry.EntryID) error {
	var e exchange.Entry
	if row.Err != nil {
		m.fail(row.Number, row.Apply(&e))
		return nil //nolint:nilerr // the row is reported as wrong, the import goes on
	}
	old, exists := m.old[id]
	if exists {
		e.Entry = Clone(old)
		e.Unit, e.UnitText = "", ""
	}
	wrong := row.Apply(&e)
	said := e.Entry // the states that the row names
	if exists {
		keepIdentity(&e.Entry, old)
	}
	m.checkRef(row, &wrong, e.Ref)
	fresh := !exists
	if fresh {
		e.Registration, e.Publication, e.SentAt, e.PublishedAt = registry.Draft, registry.InternalOnly, time.Time{}, time.Time{}
		if e.Origin == registry.Reported {
			e.Registration = registry.Unregistered
		}
	}
	m.setYear(&e.Entry, &wrong)
	m.setUnit(row, &e.Entry, old, &wrong)
	FreeIndicators(m.Catalogue(), e.Content.Outcomes)
	carryOutcomes(old.Content.Outcomes, e.Content.Outcomes)
	marks, gifts := m.setRecognitions(row, &e.Entry, old), setCommendations(row, &e.Entry, old, &wrong)
	proposed := m.takeTopics(&e.Entry, fresh)
	m.checkEntry(row, &e.Entry, old, &wrong)
	if m.opt.Publish && len(wrong) == 0 {
		m.raise(row, &e, said, &wrong)
	}
	var bared []registry.PersonalNumber
	if len(wrong) == 0 {
		bared = m.askNumbers(row, &e.Entry, old, &wrong)
	}
	p := plan{row: row.Number, entry: e.Entry, links: m.newLinks(&e, old), marks: marks, gifts: gifts, numbers: bared, topics: proposed}
	same := !fresh && len(wrong) == 0 && sameEntry(e.Entry, old) && len(p.links) == 0
	if !same {
		if err := m.checkLock(ctx, &e.Entry, old, &wrong); err != nil {
			return err
		}
	}
	if len(wrong) > 0 {
		m.fail(row.Number, wrong)
		return nil
	}
	switch {
	case fresh:
		m.report.Created++
	case same:
		m.report.Unchanged++
		return nil
	default:
		p.was = workflow.StateOf(&old)
		m.report.Updated++
	}
	m.plans = append(m.plans, p)
	return nil
}

// takeTopics gives a new entry that names no topics those that the rules propose.
func (m *importer) takeTopics(e *registry.Entry, fresh bool) bool {
	if !m.opt.Topics || !fresh || len(e.Content.Tags) > 0 {
		return false
	}
	for _, p := range m.Topics().Propose(e) {
		e.Content.Tags = append(e.Content.Tags, p.Topic.Code)
	}
	return len(e.Content.Tags) > 0
}

// keepIdentity gives an entry back what no row may change.
func keepIdentity(e *registry.Entry, old registry.Entry) {
	e.Ref, e.Origin, e.Demo = old.Ref, old.Origin, old.Demo
	e.Registration, e.Publication, e.SentAt, e.PublishedAt = old.Registration, old.Publication, old.SentAt, old.PublishedAt
}

// Clone copies an entry so far that writing lines of its lists leaves the other
// alone.
func Clone(e registry.Entry) registry.Entry {
	e.Content.Outcomes, e.Recognitions, e.Commendations = slices.Clone(
		e.Content.Outcomes,
	), slices.Clone(
		e.Recognitions,
	), slices.Clone(
		e.Commendations,
	)
	return e
}

// sameEntry reports whether two states of an entry are the same to a table.
func sameEntry(a, b registry.Entry) bool {
	x, y := exchange.Entry{Entry: Clone(a)}, exchange.Entry{Entry: Clone(b)}
	x.Clean()
	y.Clean()
	return reflect.DeepEqual(x.Content, y.Content) && reflect.DeepEqual(x.Report, y.Report) && x.Story == y.Story && x.Source == y.Source &&
		slices.EqualFunc(x.Recognitions, y.Recognitions, sameRecognition) &&
		slices.EqualFunc(x.Commendations, y.Commendations, sameCommendation) && x.Season == y.Season && x.Unit == y.Unit &&
		x.UnitText == y.UnitText &&
		x.Registration == y.Registration &&
		x.Result == y.Result &&
		x.Publication == y.Publication
}

func sameRecognition(a, b registry.Recognition) bool {
	return a.Text == b.Text && sameAct(a.Act, b.Act)
}

func sameCommendation(a, b registry.Commendation) bool { return sameAct(a.Act, b.Act) }

// sameAct reports whether two lines of a register are the same to a table, which
// has neither the paper nor the moment of entry.
func sameAct(a, b registry.Act) bool {
	same := a.RevokedAt.Equal(b.RevokedAt)
	for _, x := range []*registry.Act{&a, &b} {
		x.ID, x.At, x.RevokedAt, x.File, x.FileName = 0, time.Time{}, time.Time{}, "", ""
	}
	return same && a == b
}

// carryAct gives a line read from a table what only the register has.
func carryAct(a *registry.Act, old registry.Act) bool {
	if a.Level != old.Level || a.Form != old.Form || a.Number != old.Number || a.Date != old.Date {
		return false
	}
	a.At, a.File, a.FileName = old.At, old.File, old.FileName
	return true
}

// fail puts down what is wrong with a row, in order of the columns as checked.
func (m *importer) fail(row int, wrong registry.Fields) {
	m.report.Wrong++
	seen := map[registry.FieldError]bool{}
	for _, w := range wrong {
		w.Field = exchange.ColumnOf(w.Field)
		if !seen[w] {
			seen[w] = true
			m.report.Errors = append(m.report.Errors, workflow.RowError{Row: row, Field: w.Field, Text: w.Message})
		}
	}
}

// newLinks lists the links of a row that the entry does not have; those to
// entries that are not known yet are settled by checkLinks.
func (m *importer) newLinks(e *exchange.Entry, old registry.Entry) []exchange.LinkRef {
	return slices.DeleteFunc(e.From, func(l exchange.LinkRef) bool {
		id := m.refs[l.Ref]
		return id != 0 &&
			slices.ContainsFunc(
				old.Links,
				func(x registry.Link) bool { return x.To == id && x.Kind == l.Kind && x.Confirmed == l.Confirmed },
			)
	})
}

// checkLinks fails the rows that name an earlier entry which is neither here nor
// in the file.
func (m *importer) checkLinks() {
	m.plans = slices.DeleteFunc(m.plans, func(p plan) bool {
		var wrong registry.Fields
		for i, l := range p.links {
			if m.seen[l.Ref] == 0 && m.refs[l.Ref] == 0 {
				wrong.Add(fmt.Sprintf("links.%d.ref", i), "không có mô hình “%s” trong sổ hay trong tệp.", l.Ref)
			}
			if l.Ref == p.entry.Ref {
				wrong.Add(fmt.Sprintf("links.%d.ref", i), "một mô hình không thể liên kết với chính nó.")
			}
		}
		if len(wrong) == 0 {
			return false
		}
		m.fail(p.row, wrong)
		if p.was == "" {
			m.report.Created--
		} else {
			m.report.Updated--
		}
		return true
	})
	slices.SortStableFunc(m.report.Errors, func(a, b workflow.RowError) int { return cmp.Compare(a.Row, b.Row) })
}
