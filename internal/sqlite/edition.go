package sqlite

import (
	"context"
	"errors"
	"slices"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// editionColumns are the seal, what the storage keeps beside it, and what lives on of
// the entry: its other columns are not read, so nothing of a draft can come along.
const editionColumns = `d.no, d.version, d.at, d.account, d.name, d.deed, d.reason, d.hash, d.erased_at, d.body,
	e.id, d.model, e.registration, d.season, coalesce(d.unit, ''), ` + addressInForce + `, e.edition, e.publication, e.embargo_press,
	e.shown_at, e.publish_at, e.published_at, e.removed_at`

// addressInForce is the last part of the address of a story: the newest edition has that
// of its entry, which may have taken over another story's page since it was sealed.
const addressInForce = `CASE WHEN d.no = e.edition AND d.season = e.season AND e.merged_into = 0 THEN e.slug ELSE d.slug END`

type sealedRow struct {
	stamp edition.Stamp
	body  string
	live  registry.Entry
}

func scanSealed(s scanner) (r sealedRow, err error) {
	var publication, registration string
	var sealed, erased, shown, publish, published, removed int64
	if err = s.Scan(&r.stamp.No, &r.stamp.Sealed, &sealed, &r.stamp.Account, &r.stamp.Name, &r.stamp.Deed, &r.stamp.Reason,
		&r.stamp.Hash, &erased, &r.body, &r.live.ID, &r.live.Model, &registration, &r.live.Season, &r.live.Unit, &r.live.Slug, &r.live.Edition,
		&publication, &r.live.EmbargoForPress, &shown, &publish, &published, &removed); err != nil {
		return r, err
	}
	r.stamp.At, r.stamp.Erased = when(sealed), when(erased)
	r.live.CreatedAt, r.live.UpdatedAt = r.stamp.At, when(shown)
	r.live.PublishAt, r.live.PublishedAt, r.live.RemovedAt = when(publish), when(published), when(removed)
	var errs [2]error
	r.live.Publication, errs[0] = registry.ParsePublication(publication)
	r.live.Registration, errs[1] = registry.ParseRegistration(registration)
	return r, errors.Join(errs[:]...)
}

const noEdition = "Không tìm thấy mô hình này."

// Edition reads the newest edition of an entry, whatever the state of its
// publication: whoever shows it asks [registry.Entry.Visible].
func (rd reader) Edition(ctx context.Context, id registry.EntryID) (edition.Edition, error) {
	return rd.oneEdition(ctx, `e.id = ? AND d.no = e.edition`, id)
}

// EditionAt finds the newest edition of the entry that has or had a public address:
// compare year and slug to know.
func (rd reader) EditionAt(ctx context.Context, y registry.Year, slug string) (edition.Edition, error) {
	return rd.oneEdition(ctx, `d.no = e.edition AND e.id = coalesce(
		(SELECT entry FROM address WHERE season = ? AND slug = ?),
		(SELECT entry FROM edition WHERE season = ? AND slug = ? ORDER BY id DESC LIMIT 1),
		(SELECT id FROM entry WHERE season = ? AND slug = ?))`, y, slug, y, slug, y, slug)
}

// EditionsByID reads the newest editions of entries in the order asked; an entry
// without one is left out.
func (rd reader) EditionsByID(ctx context.Context, ids []registry.EntryID) ([]edition.Edition, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := rd.editions(ctx, `d.no = e.edition AND e.id IN (SELECT value FROM json_each(?))`, idList(ids))
	if err != nil {
		return nil, err
	}
	at := make(map[registry.EntryID]int, len(found))
	for i := range found {
		at[found[i].ID] = i
	}
	out := make([]edition.Edition, 0, len(found))
	for _, id := range ids {
		if i, ok := at[id]; ok {
			out = append(out, found[i])
		}
	}
	return out, nil
}

// LatestEditions reads the newest public stories, by the day of their publishing, which
// the clock gives to one that was scheduled.
func (rd reader) LatestEditions(ctx context.Context, n int, now time.Time) ([]edition.Edition, error) {
	return rd.editions(
		ctx,
		`d.no = e.edition AND e.id IN (SELECT id FROM public_story WHERE `+isPublic+`
			AND published_at <= ? ORDER BY published_at DESC, id DESC LIMIT ?) ORDER BY e.published_at DESC, e.id DESC`,
		millis(now), n,
	)
}

// EmbargoedEditions reads the stories that only the press may see before their time.
func (rd reader) EmbargoedEditions(ctx context.Context, now time.Time) ([]edition.Edition, error) {
	return rd.editions(ctx, `d.no = e.edition AND e.publication = 'hen-gio' AND e.embargo_press = 1 AND e.publish_at > ?
		ORDER BY e.publish_at LIMIT 100`, millis(now))
}

// EditionFollowers lists the entries whose newest edition learned from this one or goes on
// with it, public or not.
func (rd reader) EditionFollowers(ctx context.Context, id registry.EntryID) ([]registry.EntryID, error) {
	return collect(ctx, rd.q, scanID[registry.EntryID], `SELECT entry FROM edition_link WHERE target = ? ORDER BY entry`, id)
}

// SealedEntries lists the entries whose newest edition is of one model, public or not,
// oldest season first.
func (rd reader) SealedEntries(ctx context.Context, m registry.ModelID) ([]registry.EntryID, error) {
	return collect(ctx, rd.q, scanID[registry.EntryID], `SELECT id FROM public_story WHERE model = ? ORDER BY season, id`, m)
}

// SeasonEditions reads the public stories of a season that units registered, in order of
// title.
func (rd reader) SeasonEditions(ctx context.Context, y registry.Year, now time.Time) ([]edition.Edition, error) {
	return rd.editions(ctx, `d.no = e.edition AND e.id IN (SELECT id FROM public_story WHERE season = ? AND origin = 'dang-ky'
		AND `+publicNow+`) ORDER BY d.title_key, e.id`, y, millis(now))
}

// RemovedSince reads the stories that were public and were taken down since a moment,
// the last first: their address and hour is all that is told of them.
func (rd reader) RemovedSince(ctx context.Context, since time.Time, n int) ([]edition.Edition, error) {
	return rd.editions(ctx, `d.no = e.edition AND e.publication = 'go' AND e.published_at > 0 AND e.removed_at >= ?
		ORDER BY e.removed_at DESC, e.id DESC LIMIT ?`, millis(since), n)
}

// EditionsOf lists every edition of an entry, the oldest first.
func (rd reader) EditionsOf(ctx context.Context, id registry.EntryID) ([]edition.Edition, error) {
	return rd.editions(ctx, `e.id = ? ORDER BY d.no`, id)
}

func (rd reader) oneEdition(ctx context.Context, cond string, args ...any) (edition.Edition, error) {
	list, err := rd.editions(ctx, cond, args...)
	if err != nil {
		return edition.Edition{}, err
	}
	if len(list) == 0 {
		return edition.Edition{}, registry.Errorf(registry.NotFound, noEdition)
	}
	return list[0], nil
}

// editions reads editions and what lives on of their entries, all of one moment; after
// is what follows WHERE. A sealed link to a press entry leads to the registration that
// has taken it over.
func (rd reader) editions(ctx context.Context, after string, args ...any) (list []edition.Edition, err error) {
	err = rd.whole(ctx, func(rd reader) error {
		if list, err = rd.sealedEditions(ctx, after, args...); err != nil {
			return err
		}
		return leadOn(ctx, rd.q, list)
	})
	return list, err
}

// sealedEdition is [reader.Edition] with the links as they were sealed: what is sealed
// again is made of it.
func (tx *Tx) sealedEdition(id registry.EntryID) (edition.Edition, error) {
	list, err := tx.sealedEditions(tx.ctx, `e.id = ? AND d.no = e.edition`, id)
	if err != nil {
		return edition.Edition{}, err
	}
	if len(list) == 0 {
		return edition.Edition{}, registry.Errorf(registry.NotFound, noEdition)
	}
	return list[0], nil
}

func (rd reader) sealedEditions(ctx context.Context, after string, args ...any) (list []edition.Edition, err error) {
	err = rd.whole(ctx, func(rd reader) error {
		rows, err := collect(ctx, rd.q, scanSealed, `SELECT `+editionColumns+` FROM entry e JOIN edition d ON d.entry = e.id WHERE `+after,
			args...)
		if err != nil || len(rows) == 0 {
			return err
		}
		at := make(map[registry.EntryID]*registry.Entry, len(rows))
		ids := make([]registry.EntryID, 0, len(rows))
		for i := range rows {
			if _, ok := at[rows[i].live.ID]; !ok {
				at[rows[i].live.ID] = &rows[i].live
				ids = append(ids, rows[i].live.ID)
			}
		}
		if err := fillLiving(ctx, rd.q, at, idList(ids)); err != nil {
			return err
		}
		list = make([]edition.Edition, len(rows))
		for i := range rows {
			live := *at[rows[i].live.ID]
			own := &rows[i].live
			live.Season, live.Unit, live.Slug, live.Model, live.CreatedAt = own.Season, own.Unit, own.Slug, own.Model, own.CreatedAt
			if list[i], err = edition.Open(rows[i].stamp, rows[i].body, live); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

// fillLiving adds what all editions of an entry share: which photos were taken down,
// corrections and registers.
func fillLiving(ctx context.Context, q querier, at map[registry.EntryID]*registry.Entry, in string) error {
	_, err := collect(ctx, q, func(s scanner) (p registry.Photo, err error) {
		if err = s.Scan(&p.ID, &p.Entry); err == nil {
			p.TakenDown = true
			at[p.Entry].Photos = append(at[p.Entry].Photos, p)
		}
		return p, err
	}, `SELECT id, entry FROM photo WHERE taken_down = 1 AND entry IN (SELECT value FROM json_each(?))`, in)
	if err != nil {
		return err
	}
	if err := fillCorrections(ctx, q, at, in); err != nil {
		return err
	}
	return registers(ctx, q, at, in)
}

// Seal keeps the public part of an entry as its next edition, unless it is the newest
// one already, and reports whether it did. It is called after the entry was written;
// Name, Account, Deed and Reason of the stamp say who sealed it and why.
func (tx *Tx) Seal(e *registry.Entry, by edition.Stamp) (bool, error) {
	next, err := tx.NextEdition(tx.ctx, e)
	if err != nil {
		return false, err
	}
	return tx.seal(e, next.Public(), by)
}

// SealAs is Seal for what a reviewer chose of the next edition.
func (tx *Tx) SealAs(e *registry.Entry, next *edition.Edition, by edition.Stamp) (bool, error) {
	return tx.seal(e, next.Public(), by)
}

// SealStory is Seal for a change of the story alone: all else stays as the newest
// edition has it, so that nothing of the unit's that nobody looked at comes along.
func (tx *Tx) SealStory(e *registry.Entry, by edition.Stamp) (bool, error) {
	newest, err := tx.sealedEdition(e.ID)
	if registry.KindOf(err) == registry.NotFound {
		return tx.Seal(e, by)
	}
	if err != nil {
		return false, err
	}
	sealing := *newest.Public()
	sealing.Story = e.Story
	return tx.seal(e, &sealing, by)
}

// SealTopics is Seal for a change of the topics alone, as SealStory is of the story.
func (tx *Tx) SealTopics(e *registry.Entry, by edition.Stamp) (bool, error) {
	newest, err := tx.sealedEdition(e.ID)
	if registry.KindOf(err) == registry.NotFound {
		return tx.Seal(e, by)
	}
	if err != nil {
		return false, err
	}
	sealing := *newest.Public()
	sealing.Content.Tags = slices.Clone(e.Content.Tags)
	return tx.seal(e, &sealing, by)
}

// Reseal is Seal for who looks at nothing: what the newest edition has stays word for
// word, and there is a first one when there was none.
func (tx *Tx) Reseal(e *registry.Entry, by edition.Stamp) (bool, error) {
	newest, err := tx.sealedEdition(e.ID)
	if registry.KindOf(err) == registry.NotFound {
		return tx.Seal(e, by)
	}
	if err != nil {
		return false, err
	}
	return tx.seal(e, newest.Public(), by)
}

// SealAgain seals the newest edition again, whether or not anything differs: its story
// comes back to readers, and the editions say when and why.
func (tx *Tx) SealAgain(e *registry.Entry, by edition.Stamp) error {
	newest, err := tx.sealedEdition(e.ID)
	if err != nil {
		return err
	}
	form, err := edition.Seal(newest.Public())
	if err != nil {
		return err
	}
	return tx.keepEdition(e, newest.Public(), form, by)
}

func (tx *Tx) seal(e, sealing *registry.Entry, by edition.Stamp) (bool, error) {
	form, err := edition.Seal(sealing)
	if err != nil {
		return false, err
	}
	var newest, title string
	var season registry.Year
	var slug registry.Slug
	unit, model := sealing.Unit, sealing.Model
	if e.Edition > 0 {
		if err := tx.tx.QueryRowContext(tx.ctx, `SELECT hash, season, slug, title, coalesce(unit, ''), model FROM edition
			WHERE entry = ? AND no = ?`, e.ID, e.Edition).Scan(&newest, &season, &slug, &title, &unit, &model); err != nil {
			return false, err
		}
	}
	moved := e.Edition > 0 && e.Slug != slug && e.Season == season // another story's address was taken over
	if newest == form.Hash && unit == sealing.Unit && model == sealing.Model {
		return false, tx.showChanged(e.ID)
	}
	if !moved && e.Edition > 0 && (season != sealing.Season || title != sealing.Headline()) {
		moving := *e
		moving.Season, moving.Story, moving.Content.Title = sealing.Season, sealing.Story, sealing.Content.Title
		if e.Slug, err = tx.freeSlug(&moving); err != nil {
			return false, err
		}
	}
	return true, tx.keepEdition(e, sealing, form, by)
}

// keepEdition writes the next edition of an entry.
func (tx *Tx) keepEdition(e, sealing *registry.Entry, form edition.Form, by edition.Stamp) error {
	e.Edition++
	if err := tx.exec(`INSERT INTO edition (entry, no, version, model, at, account, name, deed, reason, season, slug, origin, unit, field, type,
		title, title_key, title_fold, body, hash, sealed_hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		e.ID, e.Edition, e.Version, sealing.Model, millis(tx.now), by.Account, by.Name, by.Deed, by.Reason, sealing.Season, e.Slug, sealing.Origin.String(),
		null(string(sealing.Unit)), sealing.Content.Field, sealing.Content.Type.String(), sealing.Headline(),
		vietnamese.CollationKey(sealing.Headline()), vietnamese.Fold(sealing.Headline()), form.Body, form.Hash, form.Hash); err != nil {
		return err
	}
	if err := tx.exec(`UPDATE entry SET edition = ?, slug = ?, shown_at = ? WHERE id = ?`, e.Edition, e.Slug, millis(tx.now), e.ID); err != nil {
		return err
	}
	if err := tx.countSealed(e.ID, &form.Public); err != nil {
		return err
	}
	return tx.Touch(e.ID)
}

// countSealed brings the rows for sums, files and links in line with the newest edition.
func (tx *Tx) countSealed(id registry.EntryID, d *registry.Entry) error {
	for _, table := range []string{"edition_outcome", "edition_photo", "edition_link"} {
		if err := tx.exec(`DELETE FROM `+table+` WHERE entry = ?`, id); err != nil {
			return err
		}
	}
	for i, r := range d.Reached() {
		if err := tx.exec(`INSERT INTO edition_outcome (entry, position, indicator, label, unit, period, source, actual, founding, effective)
			VALUES (?,?,?,?,?,?,?,?,?,?)`,
			id, i, r.Indicator, r.Label, r.Unit, r.Period, r.Source, real(r.Actual), r.Founding.String(), d.Result == registry.Effective); err != nil {
			return err
		}
	}
	for _, p := range d.Photos {
		if err := tx.exec(`INSERT INTO edition_photo (photo, entry) VALUES (?,?) ON CONFLICT DO UPDATE SET entry = excluded.entry`,
			p.ID, id); err != nil {
			return err
		}
	}
	links, err := tx.livingLinks(d)
	if err != nil {
		return err
	}
	for _, l := range links {
		if err := tx.exec(`INSERT INTO edition_link (entry, target, confirmed) VALUES (?,?,?) ON CONFLICT DO NOTHING`,
			id, l.To, l.Confirmed); err != nil {
			return err
		}
	}
	return nil
}

// showChanged notes that what readers have of an entry changed beside its editions: a
// photo that was taken down, a register, the state of publication.
func (tx *Tx) showChanged(id registry.EntryID) error {
	return tx.exec(`UPDATE entry SET shown_at = ? WHERE id = ? AND edition > 0`, millis(tx.now), id)
}

// ShowChanged is showChanged with word for the search.
func (tx *Tx) ShowChanged(id registry.EntryID) error {
	if err := tx.showChanged(id); err != nil {
		return err
	}
	return tx.Touch(id)
}

// EraseFromEditions takes a person out of every edition of an entry: the forms are
// rewritten with new hashes, the hash of the sealing stays.
func (tx *Tx) EraseFromEditions(id registry.EntryID, w registry.Wanted, groups []registry.Naming, words bool) error {
	type stored struct {
		id           int64
		body, reason string
	}
	list, err := collect(tx.ctx, tx.tx, func(s scanner) (x stored, err error) { return x, s.Scan(&x.id, &x.body, &x.reason) },
		`SELECT id, body, reason FROM edition WHERE entry = ?`, id)
	if err != nil {
		return err
	}
	for _, x := range list {
		body, title, err := edition.Erase(x.body, w, groups, words)
		if err != nil {
			return err
		}
		if words {
			x.reason = w.Without(x.reason)
		}
		if err := tx.exec(`UPDATE edition SET body = ?, hash = ?, reason = ?, erased_at = max(?, erased_at + 1),
			title = ?, title_key = ?, title_fold = ? WHERE id = ?`,
			body, edition.Hash(body), x.reason, millis(tx.now), title, vietnamese.CollationKey(title), vietnamese.Fold(title), x.id); err != nil {
			return err
		}
	}
	if len(list) == 0 {
		return nil
	}
	if err := tx.ShowChanged(id); err != nil {
		return err
	}
	newest, err := tx.sealedEdition(id)
	if err != nil {
		return err
	}
	return tx.countSealed(id, newest.Public())
}

// BrokenEdition is one whose stored form is not what its hash says, or an entry whose
// newest edition is missing.
type BrokenEdition struct {
	Entry registry.EntryID
	No    int
	Why   string
}

// BrokenEditions checks every edition against its hash.
func (rd reader) BrokenEditions(ctx context.Context) ([]BrokenEdition, error) {
	type stored struct {
		BrokenEdition
		body, hash, sealed string
		erased             int64
	}
	list, err := collect(ctx, rd.q, func(s scanner) (x stored, err error) {
		return x, s.Scan(&x.Entry, &x.No, &x.body, &x.hash, &x.sealed, &x.erased)
	}, `SELECT entry, no, body, hash, sealed_hash, erased_at FROM edition ORDER BY entry, no`)
	if err != nil {
		return nil, err
	}
	var out []BrokenEdition
	for _, x := range list {
		switch {
		case edition.Hash(x.body) != x.hash:
			x.Why = "the stored form does not have its hash"
		case x.hash != x.sealed && x.erased == 0:
			x.Why = "the form differs from what was sealed and no person was erased"
		default:
			continue
		}
		out = append(out, x.BrokenEdition)
	}
	missing, err := collect(ctx, rd.q, func(s scanner) (x BrokenEdition, err error) { return x, s.Scan(&x.Entry, &x.No) },
		`SELECT id, edition FROM entry WHERE edition > 0 AND NOT EXISTS (SELECT 1 FROM edition d WHERE d.entry = entry.id AND d.no = entry.edition)
			OR edition = 0 AND `+isReleased)
	for i := range missing {
		missing[i].Why = "a story without an edition: nobody outside sees it"
	}
	return append(out, missing...), err
}
