package sqlite

import (
	"context"

	"danvankheo/internal/registry"
)

const photoColumns = `id, entry, hash, width, height, bytes, tone, position, caption, alt, author, taken_on,
	basis, children, guardian, taken_at, taken_down, take_down_reason, added_at, added_by`

func scanPhoto(s scanner) (p registry.Photo, err error) {
	var basis string
	var taken, added int64
	if err = s.Scan(&p.ID, &p.Entry, &p.Hash, &p.Width, &p.Height, &p.Bytes, &p.Tone, &p.Position, &p.Caption, &p.Alt, &p.Author,
		&p.TakenOn, &basis, &p.Children, &p.Guardian, &taken, &p.TakenDown, &p.TakeDownReason, &added, &p.AddedBy); err != nil {
		return p, err
	}
	p.TakenAt, p.AddedAt = when(taken), when(added)
	p.Basis, err = registry.ParsePhotoBasis(basis)
	return p, err
}

// Photo reads one photo.
func (rd reader) Photo(ctx context.Context, id registry.PhotoID) (registry.Photo, error) {
	return one(ctx, rd.q, scanPhoto, "Không tìm thấy ảnh này.", `SELECT `+photoColumns+` FROM photo WHERE id = ?`, id)
}

// Photos reads the photos of an entry in their order.
func (rd reader) Photos(ctx context.Context, entry registry.EntryID) ([]registry.Photo, error) {
	return collect(ctx, rd.q, scanPhoto, `SELECT `+photoColumns+` FROM photo WHERE entry = ? AND dropped = 0 ORDER BY position, id`, entry)
}

// PhotoAccess is what decides who may see a photo: the photo, its entry without the
// entry's other parts, and whether the newest edition shows it.
type PhotoAccess struct {
	Photo  registry.Photo
	Entry  registry.Entry
	Sealed bool
}

// PhotoAccess reads what decides who may see a photo.
func (rd reader) PhotoAccess(ctx context.Context, id registry.PhotoID) (a PhotoAccess, err error) {
	if a.Photo, err = rd.Photo(ctx, id); err != nil {
		return a, err
	}
	if a.Entry, err = one(ctx, rd.q, scanEntry, noEntry, `SELECT `+entryColumns+` FROM entry WHERE id = ?`, a.Photo.Entry); err != nil {
		return a, err
	}
	err = rd.q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM edition_photo WHERE photo = ?)`, id).Scan(&a.Sealed)
	return a, err
}

// InsertPhoto adds a photo at the end. A picture the entry has already is that
// one: fresh is then false, so that a photo sent twice is kept once.
func (tx *Tx) InsertPhoto(p *registry.Photo) (fresh bool, err error) {
	old, err := one(tx.ctx, tx.tx, scanPhoto, "", `SELECT `+photoColumns+` FROM photo WHERE entry = ? AND hash = ?`, p.Entry, p.Hash)
	if err == nil {
		*p = old
		again, err := tx.tx.ExecContext(tx.ctx, `UPDATE photo SET dropped = 0 WHERE id = ? AND dropped = 1`, old.ID)
		if err != nil {
			return false, err
		}
		n, err := again.RowsAffected()
		return n > 0, err
	}
	if registry.KindOf(err) != registry.NotFound {
		return false, err
	}
	p.AddedAt = tx.now
	err = tx.tx.QueryRowContext(tx.ctx, `INSERT INTO photo (entry, hash, width, height, bytes, tone, position, caption,
		alt, author, taken_on, basis, children, guardian, taken_at, added_at, added_by)
		VALUES (?,?,?,?,?,?,(SELECT coalesce(max(position), 0) + 1 FROM photo WHERE entry = ?),?,?,?,?,?,?,?,?,?,?) RETURNING id, position`,
		p.Entry, p.Hash, p.Width, p.Height, p.Bytes, p.Tone, p.Entry, p.Caption, p.Alt, p.Author, p.TakenOn, p.Basis.String(),
		p.Children, p.Guardian, millis(p.TakenAt), millis(p.AddedAt), p.AddedBy).
		Scan(&p.ID, &p.Position)
	return err == nil, err
}

// UpdatePhoto writes the words, the place and the standing of a photo.
func (tx *Tx) UpdatePhoto(p registry.Photo) error {
	return tx.exec(
		`UPDATE photo SET position=?, caption=?, alt=?, author=?, taken_on=?, basis=?, children=?, guardian=?,
			taken_down=?, take_down_reason=? WHERE id = ? AND entry = ?`,
		p.Position,
		p.Caption,
		p.Alt,
		p.Author,
		p.TakenOn,
		p.Basis.String(),
		p.Children,
		p.Guardian,
		p.TakenDown,
		p.TakeDownReason,
		p.ID,
		p.Entry,
	)
}

// DeletePhoto takes a photo out of its entry. One that an edition shows is only put
// aside: readers have it until the next edition, and the edition for ever. The files go
// when no entry has that picture any more: see [DB.PhotoHashes].
func (tx *Tx) DeletePhoto(entry registry.EntryID, id registry.PhotoID) error {
	if err := tx.exec(`UPDATE photo SET dropped = 1 WHERE id = ? AND entry = ? AND EXISTS (SELECT 1 FROM edition d
		JOIN json_each(d.body, '$.photos') p WHERE d.entry = photo.entry AND p.value ->> '$.id' = photo.id)`, id, entry); err != nil {
		return err
	}
	return tx.exec(`DELETE FROM photo WHERE id = ? AND entry = ? AND dropped = 0`, id, entry)
}

// PhotoHashes reports which pictures any entry has.
func (rd reader) PhotoHashes(ctx context.Context) (map[string]bool, error) {
	list, err := collect(ctx, rd.q, func(s scanner) (h string, err error) { return h, s.Scan(&h) }, `SELECT DISTINCT hash FROM photo`)
	out := make(map[string]bool, len(list))
	for _, h := range list {
		out[h] = true
	}
	return out, err
}

const attachmentColumns = `id, entry, name, kind, title, hash, bytes, added_at, added_by`

func scanAttachment(s scanner) (a registry.Attachment, err error) {
	var added int64
	err = s.Scan(&a.ID, &a.Entry, &a.Name, &a.Kind, &a.Title, &a.Hash, &a.Bytes, &added, &a.AddedBy)
	a.AddedAt = when(added)
	return a, err
}

// Attachment reads one document's record.
func (rd reader) Attachment(ctx context.Context, id registry.AttachmentID) (registry.Attachment, error) {
	return one(
		ctx,
		rd.q,
		scanAttachment,
		"Không tìm thấy tài liệu này.",
		`SELECT `+attachmentColumns+` FROM attachment WHERE id = ?`,
		id,
	)
}

// InsertAttachment adds a document; one the entry has already is that one.
func (tx *Tx) InsertAttachment(a *registry.Attachment) error {
	a.AddedAt = tx.now
	return tx.tx.QueryRowContext(tx.ctx, `INSERT INTO attachment (entry, name, kind, title, hash, bytes, added_at, added_by)
		VALUES (?,?,?,?,?,?,?,?)
		ON CONFLICT (entry, hash) DO UPDATE SET title = excluded.title
		RETURNING id`, a.Entry, a.Name, a.Kind, a.Title, a.Hash, a.Bytes, millis(a.AddedAt), a.AddedBy).
		Scan(&a.ID)
}

// DeleteAttachment takes a document out of its entry.
func (tx *Tx) DeleteAttachment(entry registry.EntryID, id registry.AttachmentID) error {
	return tx.exec(`DELETE FROM attachment WHERE id = ? AND entry = ?`, id, entry)
}
