package sqlite

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Filter chooses entries for a list of the work area. Empty fields do not limit.
type Filter struct {
	Season        registry.Year
	Units         []registry.UnitCode
	Fields        []registry.FieldCode
	Origins       []registry.Origin
	Registrations []registry.Registration
	Results       []registry.Result
	Publications  []registry.Publication
	Waiting       bool   // public, and its dossier differs from the newest edition
	Text          string // in the title or the number
	Sort          string // "updated" (default), "title"; "sent", "reported", "waiting" (oldest first)
	Offset, Limit int
}

// Row is one line of a list: an entry without its texts.
type Row struct {
	ID           registry.EntryID
	Number       string
	Title        string
	Season       registry.Year
	Origin       registry.Origin
	Unit         registry.UnitCode
	UnitText     string
	Field        registry.FieldCode
	Type         registry.Type
	Slug         registry.Slug
	Demo         bool
	Registration registry.Registration
	Result       registry.Result
	Publication  registry.Publication
	Version      int
	Photos       int
	UpdatedAt    time.Time
	SentAt       time.Time
	ReportedAt   time.Time
	PublishAt    time.Time
	Waiting      int // places that differ from the newest edition
	WaitingSince time.Time
}

// scope limits a list to what the actor may view, in the words of the rights
// table: a test holds it against Actor.Can over the whole grid.
func (w *where) scope(a registry.Actor, now time.Time) {
	switch a.Role {
	case registry.Verifier, registry.Admin:
	case registry.Secretary:
		w.add(`(registration <> 'nhap' OR `+publicNow+`)`, millis(now))
	case registry.UnitStaff:
		codes := make([]string, 0, len(a.Units))
		for c := range a.Units {
			codes = append(codes, string(c))
		}
		b, _ := json.Marshal(codes) // strings
		w.add(
			`(unit IN (SELECT value FROM json_each(?)) OR id IN (SELECT entry FROM co_owner
				WHERE state <> 'tu-choi' AND unit IN (SELECT value FROM json_each(?))) OR `+publicNow+`)`,
			string(b),
			string(b),
			millis(now),
		)
	case registry.Journalist:
		w.add(`(`+publicNow+` OR publication = 'hen-gio' AND embargo_press = 1)`, millis(now))
	default:
		w.add(publicNow, millis(now))
	}
}

func (f Filter) where(a registry.Actor, now time.Time) *where {
	w := &where{}
	w.scope(a, now)
	if f.Season != 0 {
		w.add(`season = ?`, f.Season)
	}
	w.in(`unit`, strs(f.Units))
	w.in(`field`, strs(f.Fields))
	w.in(`origin`, codes(f.Origins))
	w.in(`registration`, codes(f.Registrations))
	w.in(`result`, codes(f.Results))
	w.in(`publication`, codes(f.Publications))
	if f.Waiting { // what may be released: see [registry.Entry.Released] and workflow.Publishable
		// The first term is that of the index entry_waiting; + keeps the planner to it.
		w.add(`waiting <> 0 AND waiting > 0 AND +` + isReleased + `
			AND +registration IN ('tiep-nhan','khong-dang-ky') AND secret_field = 0`)
	}
	if f.Text != "" {
		w.add(`(instr(title_fold, ?) > 0 OR instr(number, ?) > 0)`, vietnamese.Fold(f.Text), strings.ToUpper(f.Text))
	}
	return w
}

func strs[T ~string](vs []T) []string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = string(v)
	}
	return out
}

func codes[T interface{ String() string }](vs []T) []string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = v.String()
	}
	return out
}

// List reads one page of a list as the actor may see it, and how many rows there
// are in all.
func (rd reader) List(ctx context.Context, a registry.Actor, f Filter, now time.Time) ([]Row, int, error) {
	w := f.where(a, now)
	var total int
	if err := rd.q.QueryRowContext(ctx, `SELECT count(*) FROM entry`+w.String(), w.args...).Scan(&total); err != nil {
		return nil, 0, err
	}
	order := map[string]string{"sent": `sent_at, id`, "reported": `reported_at, id`, "title": `title_key, id`,
		"waiting": `waiting_since, id`}[f.Sort]
	if order == "" {
		order = `updated_at DESC, id DESC`
	}
	if f.Limit <= 0 {
		f.Limit = 50
	}
	rows, err := collect(
		ctx,
		rd.q,
		scanRow,
		`SELECT id, number, title, season, origin, coalesce(unit, ''), unit_text, field, type, slug, demo, registration,
			result, publication, version,
		(SELECT count(*) FROM photo WHERE photo.entry = entry.id AND taken_down = 0 AND dropped = 0), updated_at, sent_at, reported_at, publish_at,
			waiting, waiting_since
		FROM entry`+w.String()+` ORDER BY `+order+` LIMIT ? OFFSET ?`,
		append(w.args, f.Limit, f.Offset)...)
	return rows, total, err
}

// CountEntries counts the entries of a list as the actor may see it.
func (rd reader) CountEntries(ctx context.Context, a registry.Actor, f Filter, now time.Time) (int, error) {
	w := f.where(a, now)
	var total int
	err := rd.q.QueryRowContext(ctx, `SELECT count(*) FROM entry`+w.String(), w.args...).Scan(&total)
	return total, err
}

func scanRow(s scanner) (r Row, err error) {
	var origin, typ, registration, result, publication string
	var at [5]int64
	if err = s.Scan(&r.ID, &r.Number, &r.Title, &r.Season, &origin, &r.Unit, &r.UnitText, &r.Field, &typ, &r.Slug, &r.Demo,
		&registration, &result, &publication, &r.Version,
		&r.Photos, &at[0], &at[1], &at[2], &at[3], &r.Waiting, &at[4]); err != nil {
		return r, err
	}
	r.UpdatedAt, r.SentAt, r.ReportedAt, r.PublishAt = when(at[0]), when(at[1]), when(at[2]), when(at[3])
	r.WaitingSince = when(at[4])
	var errs [5]error
	r.Origin, errs[0] = registry.ParseOrigin(origin)
	r.Type, errs[1] = registry.ParseType(typ)
	r.Registration, errs[2] = registry.ParseRegistration(registration)
	r.Result, errs[3] = registry.ParseResult(result)
	r.Publication, errs[4] = registry.ParsePublication(publication)
	for _, e := range errs {
		if e != nil {
			return r, e
		}
	}
	return r, nil
}

// Waiting is what the search has not taken in yet: the entries after a sequence
// number, each once with its last number.
type Waiting struct {
	Seq   int64
	Entry registry.EntryID
}

// Outbox reads up to n waiting entries after a sequence number, oldest first.
func (rd reader) Outbox(ctx context.Context, after int64, n int) ([]Waiting, error) {
	return collect(ctx, rd.q, func(s scanner) (w Waiting, err error) { return w, s.Scan(&w.Seq, &w.Entry) },
		`SELECT seq, entry FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?`, after, n)
}

// OutboxEnd gives the last sequence number ever assigned.
func (rd reader) OutboxEnd(ctx context.Context) (int64, error) {
	var n int64
	err := rd.q.QueryRowContext(ctx, `SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'outbox'), 0)`).Scan(&n)
	return n, err
}

// OutboxHolds reports whether the outbox still holds what was taken in for good.
func (rd reader) OutboxHolds(ctx context.Context, upTo int64) (held bool, err error) {
	err = rd.q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM outbox WHERE seq <= ?)`, upTo).Scan(&held)
	return held, err
}

// TrimOutbox forgets what the search has taken in for good.
func (tx *Tx) TrimOutbox(upTo int64) error { return tx.exec(`DELETE FROM outbox WHERE seq <= ?`, upTo) }
