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
	return collect(ctx, rd.q, scanPhoto, `SELECT `+photoColumns+` FROM photo WHERE entry = ? ORDER BY position, id`, entry)
}

// PhotoAccess reads what decides who may see a photo: the photo and its entry
// without the entry's other parts.
func (rd reader) PhotoAccess(ctx context.Context, id registry.PhotoID) (registry.Photo, registry.Entry, error) {
	p, err := rd.Photo(ctx, id)
	if err != nil {
		return p, registry.Entry{}, err
	}
	e, err := one(ctx, rd.q, scanEntry, noEntry, `SELECT `+entryColumns+` FROM entry WHERE id = ?`, p.Entry)
	return p, e, err
}

// InsertPhoto adds a photo at the end. A picture the entry has already is that
// one: fresh is then false, so that a photo sent twice is kept once.
func (tx *Tx) InsertPhoto(p *registry.Photo) (fresh bool, err error) {
	old, err := one(tx.ctx, tx.tx, scanPhoto, "", `SELECT `+photoColumns+` FROM photo WHERE entry = ? AND hash = ?`, p.Entry, p.Hash)
	if err == nil {
		*p = old
		return false, nil
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

// DeletePhoto takes a photo out of its entry. The files go when no entry has
// that picture any more: see [DB.PhotoHashes].
func (tx *Tx) DeletePhoto(entry registry.EntryID, id registry.PhotoID) error {
	return tx.exec(`DELETE FROM photo WHERE id = ? AND entry = ?`, id, entry)
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
