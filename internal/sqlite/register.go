package sqlite

import (
	"context"
	"strings"

	"danvankheo/internal/registry"
)

// Book is one of the two registers; its name is that of its table.
type Book string

// The registers.
const (
	RecognitionBook  Book = "recognition"
	CommendationBook Book = "commendation"
)

// actColumns are the columns of a line, m being the register.
const actColumns = `m.id, m.level, m.form, m.number, m.day, m.issuer, m.signer, m.file, m.file_name, m.at, m.revoked_at, m.revoke_reason`

func scanAct(s scanner, a *registry.Act, before []any, after ...any) error {
	var at, revoked int64
	err := s.Scan(
		append(
			append(
				before,
				&a.ID,
				&a.Level,
				&a.Form,
				&a.Number,
				&a.Date,
				&a.Issuer,
				&a.Signer,
				&a.File,
				&a.FileName,
				&at,
				&revoked,
				&a.RevokeReason,
			),
			after...)...)
	a.At, a.RevokedAt = when(at), when(revoked)
	return err
}

// registers reads the recognitions and commendations of entries.
func registers(ctx context.Context, q querier, at map[registry.EntryID]*registry.Entry, in string) error {
	var id registry.EntryID
	_, err := collect(ctx, q, func(s scanner) (r registry.Recognition, err error) {
		if err = scanAct(s, &r.Act, []any{&id}, &r.Text); err == nil {
			at[id].Recognitions = append(at[id].Recognitions, r)
		}
		return r, err
	}, `SELECT m.entry, `+actColumns+`, m.text FROM recognition m WHERE m.entry IN (SELECT value FROM json_each(?))
		ORDER BY m.entry, m.day, m.id`, in)
	if err != nil {
		return err
	}
	_, err = collect(ctx, q, func(s scanner) (c registry.Commendation, err error) {
		if err = scanAct(s, &c.Act, []any{&id}); err == nil {
			at[id].Commendations = append(at[id].Commendations, c)
		}
		return c, err
	}, `SELECT m.entry, `+actColumns+` FROM commendation m WHERE m.entry IN (SELECT value FROM json_each(?))
		ORDER BY m.entry, m.day, m.id`, in)
	return err
}

// RegisterLine is a line of a register with the entry it is about.
type RegisterLine struct {
	registry.Act
	Text   string // of a recognition as reported
	Entry  registry.EntryID
	Of     string // the entry's number
	Title  string
	Type   registry.Type
	Unit   registry.UnitCode
	Season registry.Year
}

// RegisterFilter chooses lines. Empty fields do not limit.
type RegisterFilter struct {
	Year  registry.Year // of the paper's date
	Level registry.RecognitionLevel
	Open  bool // not revoked
	Of    []registry.EntryID
}

// Register lists the lines of a book, the newest first.
func (rd reader) Register(ctx context.Context, b Book, f RegisterFilter) ([]RegisterLine, error) {
	var w where
	if f.Year != 0 {
		w.add(`substr(m.day, 1, 4) = printf('%04d', ?)`, int(f.Year))
	}
	if f.Level != "" {
		w.add(`m.level = ?`, f.Level)
	}
	if f.Open {
		w.add(`m.revoked_at = 0`)
	}
	if f.Of != nil {
		w.add(`m.entry IN (SELECT value FROM json_each(?))`, idList(f.Of))
	}
	return collect(ctx, rd.q, scanRegisterLine, registerQuery(b)+w.String()+` ORDER BY m.id DESC`, w.args...)
}

// RegisterLine finds one line of a book.
func (rd reader) RegisterLine(ctx context.Context, b Book, id int64) (RegisterLine, error) {
	return one(ctx, rd.q, scanRegisterLine, "Không tìm thấy dòng này trong sổ.", registerQuery(b)+` WHERE m.id = ?`, id)
}

func registerQuery(b Book) string {
	text := `''`
	if b == RecognitionBook {
		text = `m.text`
	}
	return `SELECT ` + actColumns + `, ` + text + `, m.entry, e.number, e.title, e.type, coalesce(e.unit, ''), coalesce(e.season, 0)
		FROM ` + string(
		b,
	) + ` m JOIN entry e ON e.id = m.entry`
}

func scanRegisterLine(s scanner) (l RegisterLine, err error) {
	var typ string
	if err = scanAct(s, &l.Act, nil, &l.Text, &l.Entry, &l.Of, &l.Title, &typ, &l.Unit, &l.Season); err != nil {
		return l, err
	}
	l.Type, err = registry.ParseType(typ)
	return l, err
}

// InsertRecognition enters that an entry was recognised at a level.
func (tx *Tx) InsertRecognition(id registry.EntryID, r registry.Recognition, by registry.AccountID) error {
	return tx.insertAct(RecognitionBook, id, &r.Act, by, []string{"text"}, r.Text)
}

// InsertCommendation enters an award.
func (tx *Tx) InsertCommendation(id registry.EntryID, c registry.Commendation, by registry.AccountID) error {
	return tx.insertAct(CommendationBook, id, &c.Act, by, nil)
}

// insertAct writes a line; one that has a moment keeps it.
func (tx *Tx) insertAct(b Book, id registry.EntryID, a *registry.Act, by registry.AccountID, more []string, values ...any) error {
	if a.At.IsZero() {
		a.At = tx.now
	}
	columns := append(
		[]string{
			"entry",
			"level",
			"form",
			"number",
			"day",
			"issuer",
			"signer",
			"file",
			"file_name",
			"at",
			"account",
			"revoked_at",
			"revoke_reason",
		},
		more...)
	args := append(
		[]any{
			id,
			a.Level,
			a.Form,
			a.Number,
			string(a.Date),
			a.Issuer,
			a.Signer,
			a.File,
			a.FileName,
			millis(a.At),
			by,
			millis(a.RevokedAt),
			a.RevokeReason,
		},
		values...)
	return tx.exec(
		`INSERT INTO `+string(b)+` (`+strings.Join(columns, ", ")+`) VALUES (?`+strings.Repeat(",?", len(columns)-1)+`)`,
		args...)
}

// RevokeAct takes a line back with a reason; it stays in the book. It gives the
// entry that the line is about.
func (tx *Tx) RevokeAct(b Book, id int64, reason string) (e registry.EntryID, err error) {
	err = tx.tx.QueryRowContext(tx.ctx, `UPDATE `+string(b)+` SET revoked_at = ?, revoke_reason = ?
		WHERE id = ? AND revoked_at = 0 RETURNING entry`, millis(tx.now), reason, id).
		Scan(&e)
	return e, conflict(err, "Dòng này không có trong sổ hoặc đã bị thu hồi.")
}

// DeleteActs takes every line of an entry out of a book, before they are rewritten.
func (tx *Tx) DeleteActs(b Book, id registry.EntryID) error {
	return tx.exec(`DELETE FROM `+string(b)+` WHERE entry = ?`, id)
}
