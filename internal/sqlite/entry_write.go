package sqlite

import (
	"errors"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// encoded are the parts of an entry that are kept as documents.
func encoded(e *registry.Entry) (content, report, story, source, checks string, err error) {
	var errs [5]error
	content, errs[0] = document(e.Content)
	report, errs[1] = document(e.Report)
	story, errs[2] = document(e.Story)
	source, errs[3] = document(e.Source)
	if e.ReturnChecks == nil {
		e.ReturnChecks = []registry.ReturnCheck{}
	}
	checks, errs[4] = document(e.ReturnChecks)
	return content, report, story, source, checks, errors.Join(errs[:]...)
}

// InsertEntry writes a new entry; it gets an id, a number that is issued once, an
// address and version 1. The ref belongs to an account, the form key to a form:
// each makes an entry only once.
func (tx *Tx) InsertEntry(e *registry.Entry, refAccount registry.AccountID, formKey string) error {
	if e.Model == 0 {
		if err := tx.tx.QueryRowContext(tx.ctx, `INSERT INTO model (created_at) VALUES (?)
			RETURNING id`, millis(tx.now)).Scan(&e.Model); err != nil {
			return err
		}
	}
	number, err := tx.issueNumber(e)
	if err != nil {
		return err
	}
	e.Number, e.Version = number, 1
	e.CreatedAt, e.UpdatedAt = tx.now, tx.now
	if e.Slug, err = tx.freeSlug(e); err != nil {
		return err
	}
	content, report, story, source, checks, err := encoded(e)
	if err != nil {
		return err
	}
	err = tx.tx.QueryRowContext(tx.ctx, `INSERT INTO entry (model, number, ref, ref_account, form_key, season, origin,
		unit, unit_text, slug, version, demo,
		registration, result, publication, title, title_key, title_fold, field, type, novelty, content, report, story,
		source, return_checks, secret_field,
		created_at, updated_at, sent_at, accepted_at, reported_at, confirmed_at, publish_at, published_at, first_sent_at, first_reported_at)
		VALUES (?,?,?,?,?,?,?,?,?,?,1,?, ?,?,?,?,?,?,?,?,?,?,?,?,?,?,?, ?,?,?,?,?,?,?,?,?,?) RETURNING id`,
		e.Model, e.Number, e.Ref, refAccount, formKey, e.Season, e.Origin.String(), null(string(e.Unit)), e.UnitText, e.Slug, e.Demo,
		e.Registration.String(),
		e.Result.String(),
		e.Publication.String(),
		e.RegisteredName(),
		vietnamese.CollationKey(e.RegisteredName()),
		titleFold(e), e.Content.Field, e.Content.Type.String(), e.Content.Novelty.String(),
		content, report, story, source, checks, e.SecretField,
		millis(
			e.CreatedAt,
		), millis(e.UpdatedAt), millis(e.SentAt), millis(e.AcceptedAt), millis(e.ReportedAt), millis(e.ConfirmedAt),
		millis(e.PublishAt), millis(e.PublishedAt),
		millis(e.FirstSentAt), millis(e.FirstReportedAt)).
		Scan(&e.ID)
	if err != nil {
		return err
	}
	return tx.afterWrite(e)
}

// titleFold is what finds an entry in lists: under its registered name, and under
// its headline, which is what people have read.
func titleFold(e *registry.Entry) string {
	if e.Headline() == e.RegisteredName() {
		return vietnamese.Fold(e.RegisteredName())
	}
	return vietnamese.Fold(e.RegisteredName() + "\n" + e.Headline())
}

// issueNumber gives the next number of a season: "26-0184", "BC-0031" for what
// the press reported.
func (tx *Tx) issueNumber(e *registry.Entry) (string, error) {
	prefix := "BC"
	if e.Origin == registry.Registered {
		prefix = yearDigits(e.Season)
	}
	n, err := tx.Next("entry " + prefix)
	if err != nil {
		return "", err
	}
	digits := itoa(n)
	return prefix + "-" + strings.Repeat("0", max(0, 4-len(digits))) + digits, nil
}

// UpdateEntry writes an entry over the version that was read, which it raises, or
// is a Conflict. The address follows the title until the story is first public;
// after that the old one is kept and redirects.
func (tx *Tx) UpdateEntry(e *registry.Entry) error {
	content, report, story, source, checks, err := encoded(e)
	if err != nil {
		return err
	}
	if err := tx.moveAddress(e); err != nil {
		return err
	}
	e.UpdatedAt = tx.now
	err = tx.tx.QueryRowContext(tx.ctx, `UPDATE entry
		SET model=?, season=?, origin=?, unit=?, unit_text=?, slug=?, version=version+1, registration=?, result=?, publication=?,
		title=?, title_key=?, title_fold=?, field=?, type=?, novelty=?, content=?, report=?, story=?, source=?,
		return_reason=?, return_checks=?, merged_into=?, secret_field=?,
		embargo_press=?, remove_reason=?,
		shown_at = CASE WHEN publication = ? THEN shown_at ELSE ? END, updated_at=?, sent_at=?, accepted_at=?, reported_at=?, confirmed_at=?,
		publish_at=?, published_at=?, removed_at=?,
		first_sent_at=?, first_reported_at=?
		WHERE id = ? AND version = ? RETURNING version`,
		e.Model, e.Season, e.Origin.String(), null(string(e.Unit)), e.UnitText, e.Slug, e.Registration.String(), e.Result.String(),
		e.Publication.String(),
		e.RegisteredName(),
		vietnamese.CollationKey(e.RegisteredName()),
		titleFold(e),
		e.Content.Field, e.Content.Type.String(), e.Content.Novelty.String(), content, report, story, source, e.ReturnReason,
		checks, e.MergedInto, e.SecretField,
		e.EmbargoForPress, e.RemoveReason, e.Publication.String(), millis(tx.now),
		millis(e.UpdatedAt), millis(e.SentAt), millis(e.AcceptedAt), millis(e.ReportedAt),
		millis(e.ConfirmedAt), millis(e.PublishAt), millis(e.PublishedAt), millis(e.RemovedAt),
		millis(e.FirstSentAt), millis(e.FirstReportedAt),
		e.ID, e.Version).
		Scan(&e.Version)
	if err != nil {
		return conflict(err, "Mô hình này vừa được lưu ở nơi khác.")
	}
	return tx.afterWrite(e)
}

// moveAddress gives the entry the slug of its headline when that changed, and
// keeps the old address of a story that has been public.
func (tx *Tx) moveAddress(e *registry.Entry) error {
	var oldTitle string
	var season registry.Year
	var slug registry.Slug
	if err := tx.tx.QueryRowContext(tx.ctx, `SELECT coalesce(nullif(story ->> '$.headline', ''), title), season, slug FROM entry
		WHERE id = ?`, e.ID).Scan(&oldTitle, &season, &slug); err != nil {
		return conflict(err, noEntry)
	}
	if season == e.Season && (oldTitle == e.Headline() || e.Edition > 0) { // a sealed address moves with the next edition
		return nil
	}
	next, err := tx.freeSlug(e)
	if err != nil {
		return err
	}
	if (next != slug || season != e.Season) && !e.PublishedAt.IsZero() {
		if err := tx.exec(`INSERT INTO address (season, slug, entry) VALUES (?,?,?)
			ON CONFLICT DO NOTHING`, season, slug, e.ID); err != nil {
			return err
		}
	}
	e.Slug = next
	return nil
}

// slugTaken reports whether another entry has an address, had it, or its readers do.
func (tx *Tx) slugTaken(y registry.Year, slug registry.Slug, id registry.EntryID) (taken bool, err error) {
	err = tx.tx.QueryRowContext(tx.ctx, `SELECT EXISTS (SELECT 1 FROM entry WHERE season = ?1 AND slug = ?2 AND id <> ?3)
		OR EXISTS (SELECT 1 FROM address WHERE season = ?1 AND slug = ?2 AND entry <> ?3)
		OR EXISTS (SELECT 1 FROM edition WHERE season = ?1 AND slug = ?2 AND entry <> ?3)`, y, slug, id).Scan(&taken)
	return taken, err
}

// freeSlug makes a slug of the headline that no other entry has or had that year.
func (tx *Tx) freeSlug(e *registry.Entry) (registry.Slug, error) {
	base := vietnamese.Slug(e.Headline())
	for n := int64(1); ; n++ {
		slug := base
		if n > 1 {
			slug = base + "-" + itoa(n)
		}
		if n > 20 { // many entries of one name: the number is unique
			slug = base + "-" + strings.ToLower(e.Number)
		}
		taken, err := tx.slugTaken(e.Season, registry.Slug(slug), e.ID)
		if err != nil || !taken || n > 20 {
			return registry.Slug(slug), err
		}
	}
}

// afterWrite brings the derived rows in line and leaves word for the search.
func (tx *Tx) afterWrite(e *registry.Entry) error {
	if err := tx.exec(`DELETE FROM outcome WHERE entry = ?`, e.ID); err != nil {
		return err
	}
	for i, o := range e.Content.Outcomes {
		if o.Blank() {
			continue
		}
		if err := tx.exec(`INSERT INTO outcome (entry, position, indicator, label, unit, baseline, target, actual, period, source)
			VALUES (?,?,?,?,?,?,?,?,?,?)`,
			e.ID, i, o.Indicator, o.Label, o.Unit, real(o.Baseline), real(o.Target), real(o.Actual), o.Period, o.Source); err != nil {
			return err
		}
	}
	if err := tx.exec(`DELETE FROM entry_tag WHERE entry = ?`, e.ID); err != nil {
		return err
	}
	for _, t := range e.Content.Tags {
		if err := tx.exec(`INSERT INTO entry_tag (entry, tag) VALUES (?,?) ON CONFLICT DO NOTHING`, e.ID, t); err != nil {
			return err
		}
	}
	return tx.Touch(e.ID)
}

// real stores a number that can be read, else NULL.
func real(a registry.Amount) any {
	if v, ok := a.Value(); ok {
		return v
	}
	return nil
}

// Touch requests that the search document of an entry be rebuilt.
func (tx *Tx) Touch(id registry.EntryID) error {
	return tx.exec(`INSERT INTO outbox (entry) VALUES (?)`, id)
}
