package sqlite

import (
	"context"
	"strings"

	"danvankheo/internal/registry"
)

// namedMax bounds how many entries one search for a person gives.
const namedMax = 200

// EntriesNaming finds the entries whose words hold a text, as it is written, or
// whose contact has a telephone number, however it is grouped.
func (rd reader) EntriesNaming(ctx context.Context, text string) ([]registry.EntryID, error) {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
	if len(digits) < 8 {
		digits = "-" // no telephone number
	}
	return collect(
		ctx,
		rd.q,
		scanID[registry.EntryID],
		`SELECT e.id FROM entry e WHERE instr(e.content, ?1) OR instr(e.report, ?1) OR instr(e.story, ?1)
		OR EXISTS (SELECT 1 FROM photo p WHERE p.entry = e.id AND (instr(p.caption, ?1) OR instr(p.alt, ?1) OR instr(p.author, ?1)))
		OR replace(replace(replace(json_extract(e.content, '$.contact_phone'), ' ', ''), '.', ''), '-', '') = ?2
		ORDER BY e.id DESC LIMIT ?3`,
		text,
		digits,
		namedMax,
	)
}

// ErasePeople takes a contact, a person or both out of an entry and out of every
// earlier version of its words.
func (tx *Tx) ErasePeople(id registry.EntryID, contact, person bool) error {
	set := ""
	if contact {
		set += `, '$.contact_name', '', '$.contact_title', '', '$.contact_phone', '', '$.contact_email', '', '$.contact_press', json('false')`
	}
	if person {
		set += `, '$.person_name', '', '$.person_born', '', '$.person_title', '', '$.person_work', '', '$.person_consent', json('false')`
	}
	if set == "" {
		return nil
	}
	if err := tx.exec(`UPDATE entry SET version = version + 1, updated_at = ?, content = json_set(content`+set+`) WHERE id = ?`, millis(tx.now), id); err != nil {
		return err
	}
	if err := tx.exec(`UPDATE revision SET content = json_set(content`+set+`) WHERE entry = ? AND json_valid(content)`, id); err != nil {
		return err
	}
	return tx.exec(`INSERT INTO outbox (entry) VALUES (?)`, id)
}
