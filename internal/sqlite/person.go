package sqlite

import (
	"context"
	"errors"
	"strings"

	"danvankheo/internal/registry"
)

// namedMax bounds how many entries one search for a person gives.
const namedMax = 200

// EntriesNaming finds the entries whose words hold a text, as it is written, or a
// telephone number, however it is grouped.
func (rd reader) EntriesNaming(ctx context.Context, w registry.Wanted) ([]registry.EntryID, error) {
	digits := w.Digits()
	if digits == "" {
		digits = "\x00" // in no text
	}
	bare := func(column string) string {
		return `replace(replace(replace(` + column + `, ' ', ''), '.', ''), '-', '')`
	}
	return collect(
		ctx,
		rd.q,
		scanID[registry.EntryID],
		`SELECT e.id FROM entry e WHERE instr(e.content, ?1) OR instr(e.report, ?1) OR instr(e.story, ?1)
		OR EXISTS (SELECT 1 FROM photo p WHERE p.entry = e.id AND (instr(p.caption, ?1) OR instr(p.alt, ?1) OR instr(p.author, ?1)
			OR instr(`+bare("p.caption || ' ' || p.alt || ' ' || p.author")+`, ?2)))
		OR instr(`+bare("e.content")+`, ?2) OR instr(`+bare("e.report")+`, ?2) OR instr(`+bare("e.story")+`, ?2)
		ORDER BY e.id DESC LIMIT ?3`,
		string(w),
		digits,
		namedMax,
	)
}

// RewriteRevisions changes the words of every kept version of an entry: only for
// what must be nowhere any more.
func (tx *Tx) RewriteRevisions(id registry.EntryID, change func(*registry.Revision)) error {
	list, err := tx.Revisions(tx.ctx, id)
	if err != nil {
		return err
	}
	for i := range list {
		r := &list[i]
		change(r)
		content, report, photos, err := revisionWords(r)
		if err != nil {
			return err
		}
		if err := tx.exec(`UPDATE revision SET content = ?, report = ?, photos = ?
			WHERE id = ?`, content, report, photos, r.ID); err != nil {
			return err
		}
	}
	return nil
}

func revisionWords(r *registry.Revision) (content, report, photos string, err error) {
	var errs [3]error
	content, errs[0] = document(r.Content)
	report, errs[1] = document(r.Report)
	photos, errs[2] = document(r.Photos)
	return content, report, photos, errors.Join(errs[:]...)
}

// withoutPeople is the content of an entry without its contact and its person.
var withoutPeople = func() string {
	set := ""
	for _, d := range registry.ContentFields() {
		if d.Person != registry.AsContact && d.Person != registry.AsExemplar {
			continue
		}
		empty := "''"
		if d.Input == registry.TickInput {
			empty = "json('false')"
		}
		set += ", '$." + d.Name + "', " + empty
	}
	return "json_set(content" + set + ")"
}()

// hasPeople reports whether a contact or a person is named.
var hasPeople = func() string {
	var named []string
	for _, d := range registry.ContentFields() {
		if d.At != nil && (d.Person == registry.AsContact || d.Person == registry.AsExemplar) {
			named = append(named, "coalesce(json_extract(content, '$."+d.Name+"'), '')")
		}
	}
	return "(" + strings.Join(named, " || ") + ") <> ''"
}()
