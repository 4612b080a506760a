package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"danvankheo/internal/registry"
)

const entryColumns = `id, model, number, ref, season, origin, coalesce(unit, ''), unit_text, slug, version, demo,
	registration, result, publication,
	content, report, story, source, return_reason, return_checks, merged_into, secret_field, embargo_press, remove_reason,
	created_at, updated_at, sent_at, accepted_at, reported_at, confirmed_at, publish_at, published_at, removed_at,
	first_sent_at, first_reported_at, edition`

func scanEntry(s scanner) (e registry.Entry, err error) {
	var origin, registration, result, publication string
	var content, report, story, source, checks string
	var at [11]int64
	if err = s.Scan(&e.ID, &e.Model, &e.Number, &e.Ref, &e.Season, &origin, &e.Unit, &e.UnitText, &e.Slug, &e.Version, &e.Demo,
		&registration, &result, &publication,
		&content, &report, &story, &source, &e.ReturnReason, &checks, &e.MergedInto, &e.SecretField, &e.EmbargoForPress, &e.RemoveReason,
		&at[0], &at[1], &at[2], &at[3], &at[4], &at[5], &at[6], &at[7], &at[8], &at[9], &at[10],
		&e.Edition); err != nil {
		return e, err
	}
	for i, t := range []*time.Time{&e.CreatedAt, &e.UpdatedAt, &e.SentAt, &e.AcceptedAt, &e.ReportedAt, &e.ConfirmedAt,
		&e.PublishAt, &e.PublishedAt, &e.RemovedAt, &e.FirstSentAt, &e.FirstReportedAt} {
		*t = when(at[i])
	}
	var errs [8]error
	e.Origin, errs[0] = registry.ParseOrigin(origin)
	e.Registration, errs[1] = registry.ParseRegistration(registration)
	e.Result, errs[2] = registry.ParseResult(result)
	e.Publication, errs[3] = registry.ParsePublication(publication)
	errs[4] = json.Unmarshal([]byte(content), &e.Content)
	errs[5] = json.Unmarshal([]byte(report), &e.Report)
	errs[6] = json.Unmarshal([]byte(story), &e.Story)
	errs[7] = errors.Join(json.Unmarshal([]byte(source), &e.Source), json.Unmarshal([]byte(checks), &e.ReturnChecks))
	return e, errors.Join(errs[:]...)
}

const noEntry = "Không tìm thấy mô hình này."

// Entry reads a whole entry with its photos, attachments, links, corrections,
// recognitions and commendations.
func (rd reader) Entry(ctx context.Context, id registry.EntryID) (registry.Entry, error) {
	return rd.wholeEntry(ctx, `id = ?`, id)
}

// EntryByRef finds an entry by the caller's own key; account 0 is the importer.
func (rd reader) EntryByRef(ctx context.Context, account registry.AccountID, ref string) (registry.Entry, error) {
	return rd.wholeEntry(ctx, `ref_account = ? AND ref = ?`, account, ref)
}

// EntryByFormKey finds the entry that a form has made already.
func (rd reader) EntryByFormKey(ctx context.Context, key string) (registry.Entry, error) {
	return rd.wholeEntry(ctx, `form_key = ?`, key)
}

// EntryAt finds the entry of a public address, also of one it had before its
// title changed: compare the slug to know.
func (rd reader) EntryAt(ctx context.Context, y registry.Year, slug string) (registry.Entry, error) {
	e, err := rd.wholeEntry(ctx, `season = ? AND slug = ?`, y, slug)
	if registry.KindOf(err) == registry.NotFound {
		return rd.wholeEntry(ctx, `id = coalesce((SELECT entry FROM address WHERE season = ? AND slug = ?),
			(SELECT entry FROM edition WHERE season = ? AND slug = ? ORDER BY id DESC LIMIT 1))`, y, slug, y, slug)
	}
	return e, err
}

func (rd reader) wholeEntry(ctx context.Context, cond string, args ...any) (registry.Entry, error) {
	list, err := rd.wholeEntries(ctx, cond, args...)
	if err != nil {
		return registry.Entry{}, err
	}
	if len(list) == 0 {
		return registry.Entry{}, registry.Errorf(registry.NotFound, noEntry)
	}
	return list[0], nil
}

// wholeEntries reads entries and what belongs to them, all of one moment; after
// is what follows WHERE.
func (rd reader) wholeEntries(ctx context.Context, after string, args ...any) (list []registry.Entry, err error) {
	err = rd.whole(ctx, func(rd reader) error {
		list, err = collect(ctx, rd.q, scanEntry, `SELECT `+entryColumns+` FROM entry WHERE `+after, args...)
		if err != nil {
			return err
		}
		return fill(ctx, rd.q, list)
	})
	return list, err
}

// EntriesByID reads whole entries in the order asked; missing ones are left out.
func (rd reader) EntriesByID(ctx context.Context, ids []registry.EntryID) ([]registry.Entry, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := rd.wholeEntries(ctx, `id IN (SELECT value FROM json_each(?))`, idList(ids))
	at := make(map[registry.EntryID]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	slices.SortFunc(found, func(a, b registry.Entry) int { return at[a.ID] - at[b.ID] })
	return found, err
}

// EntriesAfter reads up to n whole entries with ids above a number, for walking
// all of them.
func (rd reader) EntriesAfter(ctx context.Context, id registry.EntryID, n int) ([]registry.Entry, error) {
	return rd.wholeEntries(ctx, `id > ? ORDER BY id LIMIT ?`, id, n)
}

// EntryIDsAfter lists up to n ids above a number.
func (rd reader) EntryIDsAfter(ctx context.Context, id registry.EntryID, n int) ([]registry.EntryID, error) {
	return collect(ctx, rd.q, scanID[registry.EntryID], `SELECT id FROM entry WHERE id > ? ORDER BY id LIMIT ?`, id, n)
}

// What of the state of publication readers are told, in SQL: each is the twin of a
// function of the domain, and no other statement writes the states out.
const (
	// isPublic is [registry.Publication.Public].
	isPublic = `publication IN ('cong-khai','dinh-chinh')`
	// publicNow is [registry.Entry.Visible] at a moment, bound once: for everybody's eyes.
	publicNow = `(` + isPublic + ` OR publication = 'hen-gio' AND publish_at <= ?)`
	// isReleased is [registry.Entry.Released]: what has an edition that readers have or
	// will have.
	isReleased = `publication IN ('cong-khai','dinh-chinh','hen-gio')`
)

func idList(ids []registry.EntryID) string {
	b, _ := json.Marshal(ids) // integers
	return string(b)
}

// fill adds what belongs to entries from the other tables, one query a table.
func fill(ctx context.Context, q querier, list []registry.Entry) error {
	if len(list) == 0 {
		return nil
	}
	at := make(map[registry.EntryID]*registry.Entry, len(list))
	ids := make([]registry.EntryID, len(list))
	for i := range list {
		at[list[i].ID], ids[i] = &list[i], list[i].ID
	}
	in := idList(ids)
	photos, err := collect(
		ctx,
		q,
		scanPhoto,
		`SELECT `+photoColumns+` FROM photo WHERE dropped = 0 AND entry IN (SELECT value FROM json_each(?)) ORDER BY entry, position, id`,
		in,
	)
	if err != nil {
		return err
	}
	for _, p := range photos {
		at[p.Entry].Photos = append(at[p.Entry].Photos, p)
	}
	files, err := collect(
		ctx,
		q,
		scanAttachment,
		`SELECT `+attachmentColumns+` FROM attachment WHERE entry IN (SELECT value FROM json_each(?)) ORDER BY entry, id`,
		in,
	)
	if err != nil {
		return err
	}
	for _, f := range files {
		at[f.Entry].Attachments = append(at[f.Entry].Attachments, f)
	}
	return fillRelations(ctx, q, at, in)
}

func fillRelations(ctx context.Context, q querier, at map[registry.EntryID]*registry.Entry, in string) error {
	var id registry.EntryID
	_, err := collect(ctx, q, func(s scanner) (l registry.Link, err error) {
		var kind string
		var ms int64
		if err = s.Scan(&id, &l.To, &kind, &ms); err != nil {
			return l, err
		}
		l.Confirmed, l.ConfirmedAt = ms != 0, when(ms)
		l.Kind, err = registry.ParseLinkKind(kind)
		at[id].Links = append(at[id].Links, l)
		return l, err
	}, `SELECT entry, target, kind, confirmed_at FROM entry_link WHERE entry IN (SELECT value FROM json_each(?))
		ORDER BY entry, target`, in)
	if err != nil {
		return err
	}
	if err := fillCorrections(ctx, q, at, in); err != nil {
		return err
	}
	if err := registers(ctx, q, at, in); err != nil {
		return err
	}
	return fillCoOwners(ctx, q, at, in)
}

func fillCorrections(ctx context.Context, q querier, at map[registry.EntryID]*registry.Entry, in string) error {
	var id registry.EntryID
	_, err := collect(ctx, q, func(s scanner) (c registry.Correction, err error) {
		var ms int64
		if err = s.Scan(&id, &ms, &c.Text); err != nil {
			return c, err
		}
		c.At = when(ms)
		at[id].Corrections = append(at[id].Corrections, c)
		return c, nil
	}, `SELECT entry, at, text FROM correction WHERE entry IN (SELECT value FROM json_each(?)) ORDER BY entry, id`, in)
	return err
}

// PutLink joins an entry to an earlier one.
func (tx *Tx) PutLink(id registry.EntryID, l registry.Link) error {
	return tx.exec(`INSERT INTO entry_link (entry, target, kind, confirmed_at) VALUES (?,?,?,?)
		ON CONFLICT (entry, target) DO UPDATE SET kind=excluded.kind,
		confirmed_at=excluded.confirmed_at`, id, l.To, l.Kind.String(), millis(l.ConfirmedAt))
}

// DeleteLink takes a link away.
func (tx *Tx) DeleteLink(id, to registry.EntryID) error {
	return tx.exec(`DELETE FROM entry_link WHERE entry = ? AND target = ?`, id, to)
}

// Followers lists the entries that continue or learn from one.
func (rd reader) Followers(ctx context.Context, id registry.EntryID) ([]registry.EntryID, error) {
	return collect(ctx, rd.q, func(s scanner) (f registry.EntryID, err error) { return f, s.Scan(&f) },
		`SELECT entry FROM entry_link WHERE target = ? ORDER BY entry`, id)
}

// ModelEntries lists the entries of one model, oldest season first.
func (rd reader) ModelEntries(ctx context.Context, m registry.ModelID) ([]registry.EntryID, error) {
	return collect(ctx, rd.q, func(s scanner) (f registry.EntryID, err error) { return f, s.Scan(&f) },
		`SELECT id FROM entry WHERE model = ? ORDER BY season, id`, m)
}

// InsertCorrection keeps a correction note.
func (tx *Tx) InsertCorrection(id registry.EntryID, text string) error {
	return tx.exec(`INSERT INTO correction (entry, at, text) VALUES (?,?,?)`, id, millis(tx.now), text)
}

// DueStories lists the scheduled entries whose time has come, but none that must not be
// published.
func (rd reader) DueStories(ctx context.Context, now time.Time) ([]registry.EntryID, error) {
	return collect(ctx, rd.q, func(s scanner) (id registry.EntryID, err error) { return id, s.Scan(&id) },
		`SELECT id FROM entry WHERE publication = 'hen-gio' AND secret_field = 0 AND publish_at <= ? ORDER BY publish_at`, millis(now))
}
