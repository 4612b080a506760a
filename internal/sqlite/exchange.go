package sqlite

import (
	"context"
	"encoding/json"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// RefRow joins an entry to the key that its caller knows it by.
type RefRow struct {
	ID      registry.EntryID
	Account registry.AccountID // whose key it is; 0: the importer's
	Ref     string
	Number  string
	Season  registry.Year
	Unit    registry.UnitCode
}

const refColumns = `SELECT id, ref_account, ref, number, season, coalesce(unit, '') FROM entry`

func scanRef(s scanner) (r RefRow, err error) {
	return r, s.Scan(&r.ID, &r.Account, &r.Ref, &r.Number, &r.Season, &r.Unit)
}

// Refs lists the keys of all entries.
func (rd reader) Refs(ctx context.Context) ([]RefRow, error) {
	return collect(ctx, rd.q, scanRef, refColumns+` ORDER BY id`)
}

// RefOf finds the entry that an account made under a key of its own.
func (rd reader) RefOf(ctx context.Context, account registry.AccountID, ref string) (RefRow, error) {
	return one(ctx, rd.q, scanRef, noEntry, refColumns+` WHERE ref_account = ? AND ref = ? AND ref <> ''`, account, ref)
}

// MarkDemo marks an entry as invented: "dữ liệu minh họa".
func (tx *Tx) MarkDemo(id registry.EntryID) error {
	return tx.exec(`UPDATE entry SET demo = 1 WHERE id = ?`, id)
}

// PublicFilter chooses public entries by what the search does not know. Empty
// fields do not limit.
type PublicFilter struct {
	Seasons   []registry.Year // 0: unknown
	Fields    []registry.FieldCode
	Types     []registry.Type
	Origins   []registry.Origin
	UnitKinds []registry.UnitKind // of the unit as it was then
	NoUnit    bool                // also those whose unit is not known
	Indicator string              // registered entries that reached something of it
	Units     []registry.UnitCode // as they were then
	Text      string              // in the title or the number
	Title     bool                // in order of title; otherwise the newest first
	Offset    int
	Limit     int
}

func (f PublicFilter) where(now time.Time) *where {
	w := &where{}
	w.add(publicNow, millis(now))
	if len(f.Seasons) > 0 {
		list, _ := json.Marshal(f.Seasons) // integers
		w.add(`season IN (SELECT value FROM json_each(?))`, string(list))
	}
	w.in(`field`, strs(f.Fields))
	w.in(`type`, codes(f.Types))
	w.in(`origin`, codes(f.Origins))
	w.in(`unit`, strs(f.Units))
	if f.Text != "" {
		w.add(`(instr(title_fold, ?) > 0 OR instr(number, ?) > 0)`, vietnamese.Fold(f.Text), strings.ToUpper(f.Text))
	}
	if len(f.UnitKinds) > 0 || f.NoUnit {
		list, _ := json.Marshal(codes(f.UnitKinds)) // strings
		w.add(
			`(unit IN (SELECT code FROM unit WHERE kind IN (SELECT value FROM json_each(?))) OR ? AND unit IS NULL)`,
			string(list),
			f.NoUnit,
		)
	}
	if f.Indicator != "" {
		w.add(`origin = 'dang-ky' AND id IN (SELECT entry FROM edition_outcome WHERE indicator = ? AND actual IS NOT NULL)`, f.Indicator)
	}
	return w
}

// sentence begins a text with a capital letter, as titles do.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// PublicList lists the public entries that a filter chooses, and counts them.
func (rd reader) PublicList(ctx context.Context, f PublicFilter, now time.Time) ([]registry.EntryID, int, error) {
	w := f.where(now)
	var total int
	if err := rd.q.QueryRowContext(ctx, `SELECT count(*) FROM public_story`+w.String(), w.args...).Scan(&total); err != nil {
		return nil, 0, err
	}
	order := `season DESC, published_at DESC, id DESC`
	if f.Title {
		order = `title_key, id`
	}
	if f.Text != "" && !f.Title { // titles with the words as typed come first
		order = `(instr(title, ?) > 0 OR instr(title, ?) > 0) DESC, ` + order
		w.args = append(w.args, f.Text, sentence(f.Text))
	}
	ids, err := collect(ctx, rd.q, func(s scanner) (id registry.EntryID, err error) { return id, s.Scan(&id) },
		`SELECT id FROM public_story`+w.String()+` ORDER BY `+order+` LIMIT ? OFFSET ?`, append(w.args, f.Limit, f.Offset)...)
	return ids, total, err
}
