package newsdesk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/workflow"
)

// numbers reads the numbers of entries as editors type them, one a line or
// divided by commas, in their order.
func numbers(ctx context.Context, tx *sqlite.Tx, text, field string, most int) ([]registry.EntryID, error) {
	var ids []registry.EntryID
	var fields registry.Fields
	for _, n := range strings.FieldsFunc(registry.CleanText(text), func(r rune) bool {
		return r == ',' || r == ';' || r == '\n' ||
			r == ' '
	}) {
		id, err := tx.EntryByNumber(ctx, strings.ToUpper(n))
		switch {
		case registry.KindOf(err) == registry.NotFound:
			fields.Add(field, "Không có mô hình số “%s”.", n)
		case err != nil:
			return nil, err
		case !slices.Contains(ids, id):
			ids = append(ids, id)
		}
	}
	if len(ids) > most {
		fields.Add(field, "Tối đa %d mô hình.", most)
	}
	return ids, fields.Err("Chưa lưu được danh sách.")
}

// SetHomePicks puts stories first on the first page, by their numbers, the lead
// story first. An empty list gives the first page back to the newest.
func (f *Flow) SetHomePicks(ctx context.Context, a registry.Actor, text string) error {
	if err := workflow.Authorize(a, registry.ReviewArea); err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		ids, err := numbers(ctx, tx, text, "picks", PicksMost)
		if err != nil {
			return err
		}
		if err := tx.PutHomePicks(ids); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidHomePick, "home", "", fmt.Sprint(ids))
	})
}

// SaveCollection writes a collection with its stories by their numbers.
func (f *Flow) SaveCollection(ctx context.Context, a registry.Actor, c sqlite.Collection, text string) (sqlite.Collection, error) {
	if err := workflow.Authorize(a, registry.ReviewArea); err != nil {
		return c, err
	}
	c.Title, c.Lead = oneLine(c.Title), registry.CleanText(c.Lead)
	var fields registry.Fields
	if n := len([]rune(c.Title)); n < 3 || n > 120 {
		fields.Add("title", "Đặt tên cho bộ sưu tập, từ 3 đến 120 ký tự.")
	}
	if len([]rune(c.Lead)) > 600 {
		fields.Add("lead", "Lời giới thiệu tối đa 600 ký tự.")
	}
	if err := fields.Err("Chưa lưu được bộ sưu tập."); err != nil {
		return c, err
	}
	if c.ID == 0 {
		c.Slug = vietnamese.Slug(c.Title)
	}
	var found []registry.PersonalNumber
	if c.Shown {
		found = registry.PersonalNumbers(c.Title + "\n\n" + c.Lead)
	}
	if err := workflow.NumbersAnswered(ctx, found); err != nil {
		return c, err
	}
	err := f.Update(ctx, func(tx *sqlite.Tx) (err error) {
		if c.Entries, err = numbers(ctx, tx, text, "entries", 200); err != nil {
			return err
		}
		if err := tx.PutCollection(&c); err != nil {
			if sqlite.IsUnique(err, "collection.slug") {
				return (&registry.Fields{{Field: "title", Message: "Đã có bộ sưu tập tên này."}}).Err("Chưa lưu được bộ sưu tập.")
			}
			return err
		}
		if len(found) > 0 {
			if err := workflow.Audit(tx, a, registry.DidCollectionNumbers, fmt.Sprintf("collection:%d", c.ID), "",
				workflow.CountNumbers(found)); err != nil {
				return err
			}
		}
		return workflow.Audit(tx, a, registry.DidCollectionSave, fmt.Sprintf("collection:%d", c.ID), "", fmt.Sprint(len(c.Entries)))
	})
	return c, err
}
