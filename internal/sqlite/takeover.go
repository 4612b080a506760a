package sqlite

import (
	"context"
	"strings"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// place is a table whose rows lead to an entry: column names the entry, key the row.
type place struct {
	table, column, key string
	but                string // rows that stay: a condition on ?1, the entry that they would lead to
}

// sameAct finds the line of a book that says the same of the entry ?1 already.
func sameAct(b Book, columns ...string) string {
	m := string(b)
	same := `EXISTS (SELECT 1 FROM ` + m + ` o WHERE o.entry = ?1 AND o.revoked_at = 0`
	for _, c := range append(columns, "level", "form", "number", "day", "issuer") {
		same += ` AND o.` + c + ` = ` + m + `.` + c
	}
	return same + `)`
}

// placesOfStory are what goes with the page of a story when a registration takes it
// over, and returns with it: what leads readers there, and what is recorded of it.
var placesOfStory = []place{
	{"collection_entry", "entry", "collection", "0"},
	{"home_pick", "entry", "''", "0"},
	{"entry_link", "target", "entry", "0"},
	{"coverage", "entry", "id", "0"},
	{"press_request", "entry", "id", "0"},
	{"pack_taken", "entry", "account", "0"},
	{string(RecognitionBook), "entry", "id", sameAct(RecognitionBook, "text")},
	{string(CommendationBook), "entry", "id", sameAct(CommendationBook)},
	{"address", "entry", "season || '/' || slug", "0"},
}

// MovePlaces makes what leads to the press entry of a claim lead to its registration,
// and keeps which rows these were. Where both are named already, one line is enough.
func (tx *Tx) MovePlaces(c *registry.Claim) error {
	for _, p := range placesOfStory {
		if err := tx.exec(`INSERT INTO moved_place (claim, place, line) SELECT ?, ?, CAST(`+p.key+` AS TEXT) FROM `+p.table+`
			WHERE `+p.column+` = ? ON CONFLICT DO NOTHING`, c.ID, p.table, c.Entry); err != nil {
			return err
		}
		if err := tx.exec(`UPDATE OR IGNORE `+p.table+` SET `+p.column+` = ?1 WHERE `+p.column+` = ?2 AND NOT `+p.but,
			c.Registration, c.Entry); err != nil {
			return err
		}
		if err := tx.exec(`DELETE FROM moved_place WHERE claim = ? AND place = ? AND line IN
			(SELECT CAST(`+p.key+` AS TEXT) FROM `+p.table+` WHERE `+p.column+` = ?)`, c.ID, p.table, c.Entry); err != nil {
			return err
		}
	}
	// The links that editions have sealed lead on by themselves: see living.
	return tx.exec(`UPDATE OR IGNORE edition_link SET target = ? WHERE target = ?`, c.Registration, c.Entry)
}

// ReturnPlaces is MovePlaces undone: what came to the registration since stays there.
func (tx *Tx) ReturnPlaces(c *registry.Claim) error {
	for _, p := range placesOfStory {
		if err := tx.exec(`UPDATE OR IGNORE `+p.table+` SET `+p.column+` = ? WHERE `+p.column+` = ? AND CAST(`+p.key+` AS TEXT) IN
			(SELECT line FROM moved_place WHERE claim = ? AND place = ?)`, c.Entry, c.Registration, c.ID, p.table); err != nil {
			return err
		}
	}
	return tx.exec(`DELETE FROM moved_place WHERE claim = ?`, c.ID)
}

// TellPackTakers leaves a notice for everybody who took the pack of a story.
func (tx *Tx) TellPackTakers(id registry.EntryID, text, link string) error {
	return tx.exec(`INSERT INTO notice (account, entry, at, text, link) SELECT account, ?1, ?2, ?3, ?4 FROM pack_taken WHERE entry = ?1`,
		id, millis(tx.now), text, link)
}

// TakeAddress gives an entry the public address of another one and every address that
// the other had before. The other keeps its row under an address made of its number.
// Both are written by UpdateEntry afterwards.
func (tx *Tx) TakeAddress(e, from *registry.Entry) error {
	season, slug := from.Season, from.Slug
	from.Slug = slug + "-" + registry.Slug(strings.ToLower(from.Number))
	if err := tx.setSlug(from); err != nil {
		return err
	}
	if err := tx.exec(`INSERT INTO address (season, slug, entry) SELECT DISTINCT season, slug, ? FROM edition WHERE entry = ?
		ON CONFLICT (season, slug) DO UPDATE SET entry = excluded.entry`, e.ID, from.ID); err != nil {
		return err
	}
	if season == e.Season {
		e.Slug = slug
		return nil
	}
	if err := tx.exec(`INSERT INTO address (season, slug, entry) VALUES (?,?,?)
		ON CONFLICT (season, slug) DO UPDATE SET entry = excluded.entry`, season, slug, e.ID); err != nil {
		return err
	}
	taken, err := tx.slugTaken(e.Season, slug, e.ID)
	if err == nil && !taken {
		e.Slug = slug
	}
	return err
}

// ReturnAddress is TakeAddress undone: every address that editions of from have had
// leads to it again, and e keeps what it alone has had, or gets an address of its own.
// Both are written by UpdateEntry afterwards.
func (tx *Tx) ReturnAddress(e, from *registry.Entry) error {
	newest, err := tx.sealedEdition(from.ID)
	if registry.KindOf(err) == registry.NotFound {
		return nil // it never had readers
	}
	if err != nil {
		return err
	}
	if err := tx.exec(`INSERT INTO address (season, slug, entry) SELECT DISTINCT season, slug, ?1 FROM edition WHERE entry = ?1
		ON CONFLICT (season, slug) DO UPDATE SET entry = excluded.entry`, from.ID); err != nil {
		return err
	}
	if e.Season == newest.Season && e.Slug == newest.Slug {
		if e.Slug, err = tx.freeSlug(e); err != nil {
			return err
		}
		if err := tx.setSlug(e); err != nil {
			return err
		}
	}
	from.Slug = newest.Slug
	return tx.setSlug(from)
}

func (tx *Tx) setSlug(e *registry.Entry) error {
	return tx.exec(`UPDATE entry SET slug = ? WHERE id = ?`, e.Slug, e.ID)
}

// PartModel makes a registration, and the years that went on from it, a model of their
// own: what the press reported was another one. Readers have the same words as before.
func (tx *Tx) PartModel(e *registry.Entry, by edition.Stamp) error {
	was := e.Model
	if err := tx.tx.QueryRowContext(tx.ctx, `INSERT INTO model (created_at) VALUES (?) RETURNING id`, millis(tx.now)).Scan(&e.Model); err != nil {
		return err
	}
	later, err := collect(tx.ctx, tx.tx, scanID[registry.EntryID], `WITH RECURSIVE branch (id) AS (
		VALUES (?1) UNION SELECT l.entry FROM entry_link l JOIN branch b ON l.target = b.id JOIN entry x ON x.id = l.entry
			WHERE l.kind = 'tiep-tuc' AND x.model = ?2)
		SELECT id FROM branch WHERE id <> ?1 ORDER BY id`, e.ID, was)
	if err != nil {
		return err
	}
	for _, id := range later {
		if err := tx.exec(`UPDATE entry SET model = ? WHERE id = ?`, e.Model, id); err != nil {
			return err
		}
		if err := tx.sealChanged(id, by, func(p *registry.Entry) bool { p.Model = e.Model; return true }); err != nil {
			return err
		}
	}
	return nil
}

// SealParted seals of a registration that gives a page back what its readers have, but
// for the source that it had from there, in its own model and at its own address.
func (tx *Tx) SealParted(e *registry.Entry, by edition.Stamp) error {
	newest, err := tx.sealedEdition(e.ID)
	if registry.KindOf(err) == registry.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	sealing := *newest.Public()
	sealing.Source, sealing.Model = e.Source, e.Model
	_, err = tx.seal(e, &sealing, by)
	return err
}

// sealChanged seals the newest edition of an entry with one change, for what follows
// from a deed done to another entry; an entry without an edition is left alone.
func (tx *Tx) sealChanged(id registry.EntryID, by edition.Stamp, change func(*registry.Entry) bool) error {
	newest, err := tx.sealedEdition(id)
	if registry.KindOf(err) == registry.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	sealing := *newest.Public()
	if !change(&sealing) {
		return nil
	}
	e, err := tx.Entry(tx.ctx, id)
	if err == nil {
		_, err = tx.seal(&e, &sealing, by)
	}
	return err
}

// LeadBack makes the sealed links of followers lead to a press entry again that a
// registration gave back: moved are those whose own link led there.
func (tx *Tx) LeadBack(c *registry.Claim, moved []registry.EntryID, by edition.Stamp) error {
	back := map[registry.EntryID]registry.EntryID{c.Registration: c.Entry}
	for _, id := range moved {
		if err := tx.sealChanged(id, by, func(p *registry.Entry) bool {
			links := edition.Lead(p.ID, p.Links, back)
			changed := !sameTargets(links, p.Links)
			p.Links = links
			return changed
		}); err != nil {
			return err
		}
	}
	followers, err := tx.EditionFollowers(tx.ctx, c.Registration)
	if err != nil {
		return err
	}
	for _, id := range followers {
		d, err := tx.sealedEdition(id)
		if err != nil {
			return err
		}
		if err := tx.countSealed(id, d.Public()); err != nil {
			return err
		}
	}
	return nil
}

func sameTargets(a, b []registry.Link) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].To != b[i].To {
			return false
		}
	}
	return true
}

// MovedFollowers lists the entries whose link to a press entry was moved by its claim.
func (tx *Tx) MovedFollowers(id registry.ClaimID) ([]registry.EntryID, error) {
	return collect(tx.ctx, tx.tx, scanID[registry.EntryID], `SELECT CAST(line AS INTEGER) FROM moved_place
		WHERE claim = ? AND place = 'entry_link' ORDER BY 1`, id)
}

// living maps the press entries among ids to the registrations that have taken them
// over: an address, a number or a sealed link that leads to one leads on there.
func living(ctx context.Context, q querier, ids []registry.EntryID) (map[registry.EntryID]registry.EntryID, error) {
	to := map[registry.EntryID]registry.EntryID{}
	_, err := collect(ctx, q, func(s scanner) (x struct{}, err error) {
		var from, into registry.EntryID
		if err = s.Scan(&from, &into); err == nil {
			to[from] = into
		}
		return x, err
	}, `SELECT c.entry, c.registration FROM claim c JOIN entry e ON e.id = c.entry AND e.merged_into = c.registration
		WHERE c.state = 'nhan' AND c.entry IN (SELECT value FROM json_each(?))`, idList(ids))
	return to, err
}

// TakenOverBy finds the registration that has taken a press entry over; NotFound when
// none has.
func (rd reader) TakenOverBy(ctx context.Context, id registry.EntryID) (registry.EntryID, error) {
	to, err := living(ctx, rd.q, []registry.EntryID{id})
	if err == nil && to[id] == 0 {
		err = registry.Errorf(registry.NotFound, noEntry)
	}
	return to[id], err
}

// livingLinks are the links of an edition as its readers follow them.
func (tx *Tx) livingLinks(d *registry.Entry) ([]registry.Link, error) {
	ids := make([]registry.EntryID, len(d.Links))
	for i, l := range d.Links {
		ids[i] = l.To
	}
	to, err := living(tx.ctx, tx.tx, ids)
	return edition.Lead(d.ID, d.Links, to), err
}

// leadOn makes sealed links to press entries that were taken over lead to the
// registrations that did.
func leadOn(ctx context.Context, q querier, list []edition.Edition) error {
	var ids []registry.EntryID
	for i := range list {
		for _, l := range list[i].Links {
			ids = append(ids, l.To)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	to, err := living(ctx, q, ids)
	if err != nil || len(to) == 0 {
		return err
	}
	for i := range list {
		list[i].Links = edition.Lead(list[i].ID, list[i].Links, to)
	}
	return nil
}
