package sqlite

import (
	"context"
	"errors"
	"strings"

	"danvankheo/internal/registry"
)

// namedMax bounds how many entries one search for a person gives.
const namedMax = 200

// EntriesNaming finds the entries whose words name a person, the newest first. It
// reads all of them: SQL knows capitals of plain Latin letters only.
func (rd reader) EntriesNaming(ctx context.Context, w registry.Wanted) (list []registry.EntryID, err error) {
	rows, err := rd.q.QueryContext(ctx, `SELECT e.id, concat_ws(char(10), e.content, e.report, e.story, e.unit_text, e.source,
		(SELECT group_concat(concat_ws(char(10), p.caption, p.alt, p.author), char(10)) FROM photo p WHERE p.entry = e.id))
		FROM entry e ORDER BY e.id DESC`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	named := w.Finder()
	for len(list) < namedMax && rows.Next() {
		var id registry.EntryID
		var words string
		if err := rows.Scan(&id, &words); err != nil {
			return nil, err
		}
		if named(words) {
			list = append(list, id)
		}
	}
	return list, rows.Err()
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
