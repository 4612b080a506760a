package newsdesk

import (
	"context"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/workflow"
)

// Effect is what a change of the vocabulary does to the last questions.
type Effect struct{ Tried, Changed int }

// CheckTerm cleans an abbreviation or a group of synonyms that staff want to add, and
// says what is wrong with it beside those that they added before.
func CheckTerm(t sqlite.Term, have []sqlite.Term) (sqlite.Term, error) {
	t.Short = strings.Join(strings.Fields(registry.CleanText(t.Short)), " ")
	lines := strings.Split(registry.CleanText(t.Words), "\n")
	for i := range lines {
		lines[i] = strings.Join(strings.Fields(lines[i]), " ")
	}
	lines = slices.DeleteFunc(lines, func(s string) bool { return len(vietnamese.Tokens(s)) == 0 })
	t.Words = strings.Join(lines, "\n")
	var fields registry.Fields
	switch {
	case t.Kind == registry.AbbreviationTerm &&
		(len([]rune(t.Short)) < 2 || len([]rune(t.Short)) > 20 || len(vietnamese.Tokens(t.Short)) == 0):
		fields.Add("short", "Chữ viết tắt dài từ 2 đến 20 ký tự.")
	case t.Kind == registry.AbbreviationTerm && len(lines) != 1:
		fields.Add("words", "Ghi một cách viết đầy đủ.")
	case t.Kind == registry.SynonymTerm && len(lines) < 2:
		fields.Add("words", "Ghi ít nhất hai cách nói, mỗi cách một dòng.")
	case t.Kind == registry.SynonymTerm && repeated(lines) != "":
		fields.Add("words", "“%s” ghi hai lần.", repeated(lines))
	case !t.Kind.Known():
		fields.Add("kind", "Chọn chữ viết tắt hoặc từ cùng nghĩa.")
	}
	if t.Kind == registry.SynonymTerm {
		t.Short = ""
	}
	if len([]rune(t.Words)) > 500 {
		fields.Add("words", "Dài quá 500 ký tự.")
	}
	for _, old := range have {
		switch {
		case old.Kind != t.Kind:
		case t.Kind == registry.AbbreviationTerm && vietnamese.Lower(old.Short) == vietnamese.Lower(t.Short):
			fields.Add("short", "“%s” đã được thêm với nghĩa “%s”. Bỏ nghĩa ấy trước.", old.Short, old.Words)
		case t.Kind == registry.SynonymTerm && old.Words == t.Words:
			fields.Add("words", "Nhóm này đã có trong danh sách.")
		}
	}
	return t, fields.Err("Chưa thêm được từ.")
}

// repeated is the first line that says the same words as one before it.
func repeated(lines []string) string {
	seen := map[string]bool{}
	for _, line := range lines {
		key := canonical(line)
		if seen[key] {
			return line
		}
		seen[key] = true
	}
	return ""
}

// AddTerm adds an abbreviation or a group of synonyms to what the search understands,
// and returns the number of the change.
func (f *Flow) AddTerm(ctx context.Context, a registry.Actor, t sqlite.Term, e Effect) (change int64, err error) {
	if err := workflow.Authorize(a, registry.ReviewArea); err != nil {
		return 0, err
	}
	err = f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		have, err := tx.Terms(ctx)
		if err != nil {
			return err
		}
		if t, err = CheckTerm(t, have); err != nil {
			return err
		}
		if err := tx.InsertTerm(t); err != nil {
			return err
		}
		change, err = tx.InsertTermChange(sqlite.TermChange{Added: true, Term: t, Tried: e.Tried, Changed: e.Changed})
		if err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidVocabularyAdd, "vocabulary", "", told(t))
	})
	return change, err
}

// told is a term as the record writes it.
func told(t sqlite.Term) string {
	return strings.TrimSpace(t.Short + " " + strings.ReplaceAll(t.Words, "\n", " / "))
}

// DeleteTerm takes an added term away, and returns the number of the change.
func (f *Flow) DeleteTerm(ctx context.Context, a registry.Actor, id int64, e Effect) (change int64, err error) {
	if err := workflow.Authorize(a, registry.ReviewArea); err != nil {
		return 0, err
	}
	err = f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		have, err := tx.Terms(ctx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(have, func(t sqlite.Term) bool { return t.ID == id })
		if at < 0 {
			return registry.Errorf(registry.NotFound, "Từ này không có trong danh sách.")
		}
		if err := tx.DeleteTerm(id); err != nil {
			return err
		}
		change, err = tx.InsertTermChange(sqlite.TermChange{Term: have[at], Tried: e.Tried, Changed: e.Changed})
		if err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidVocabularyDelete, "vocabulary", told(have[at]), "")
	})
	return change, err
}

// UndoTerm undoes a change of the vocabulary: what was added goes, what was taken away
// comes back.
func (f *Flow) UndoTerm(ctx context.Context, a registry.Actor, change int64) error {
	if err := workflow.Authorize(a, registry.ReviewArea); err != nil {
		return err
	}
	return f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		c, err := tx.TermChange(ctx, change)
		if err != nil {
			return err
		}
		if !c.Undone.IsZero() {
			return registry.Errorf(registry.Conflict, "Thay đổi này đã được hoàn tác.")
		}
		have, err := tx.Terms(ctx)
		if err != nil {
			return err
		}
		if err := undo(tx, c, have); err != nil {
			return err
		}
		if err := tx.UndoneTermChange(change); err != nil {
			return err
		}
		before, after := told(c.Term), ""
		if !c.Added {
			before, after = after, before
		}
		return workflow.Audit(tx, a, registry.DidVocabularyUndo, "vocabulary", before, after)
	})
}

func undo(tx *sqlite.Tx, c sqlite.TermChange, have []sqlite.Term) error {
	at := slices.IndexFunc(have, func(t sqlite.Term) bool {
		return t.Kind == c.Term.Kind && t.Short == c.Term.Short && t.Words == c.Term.Words
	})
	switch {
	case c.Added && at < 0:
		return registry.Errorf(registry.Conflict, "Từ này đã được bỏ, không còn gì để hoàn tác.")
	case c.Added:
		return tx.DeleteTerm(have[at].ID)
	}
	if _, err := CheckTerm(c.Term, have); err != nil {
		return registry.Errorf(registry.Conflict, "Từ này, hoặc một nghĩa khác của nó, đã được thêm lại.")
	}
	return tx.InsertTerm(c.Term)
}
