package newsdesk

import (
	"context"
	"slices"
	"strings"
	"sync"
	"unicode"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/workflow"
)

// queryNotes gathers what was searched until it is written down together.
type queryNotes struct {
	mu   sync.Mutex
	list map[string]*sqlite.QueryCount
}

// maxNotes bounds what is held between two writings.
const maxNotes = 2000

// add counts one event of a search.
func (q *queryNotes) add(text string, day registry.Date, count func(*sqlite.QueryCount)) {
	text = publicQuery(text)
	if text == "" {
		return
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	n := q.list[text]
	if n == nil {
		if len(q.list) >= maxNotes {
			return
		}
		if q.list == nil {
			q.list = map[string]*sqlite.QueryCount{}
		}
		n = &sqlite.QueryCount{Text: text}
		q.list[text] = n
	}
	n.Last = day
	count(n)
}

// publicQuery is a search as it may be kept: one spelling, and "" for what could
// say who asked or whom about: addresses, long numbers, long texts.
func publicQuery(text string) string {
	text = strings.Join(strings.Fields(vietnamese.Lower(vietnamese.NFC(text))), " ")
	digits := 0
	for _, r := range text {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	if len([]rune(text)) < 2 || len([]rune(text)) > 80 || digits > 7 || strings.Contains(text, "@") {
		return ""
	}
	return text
}

// NoteSearch remembers that something was searched and how much was found. It
// keeps no person, no address and no time of day.
func (f *Flow) NoteSearch(text string, found int) {
	f.queries.add(text, f.Today(), func(q *sqlite.QueryCount) {
		q.Asked++
		if found == 0 {
			q.Empty++
		}
	})
}

// NoteOpened remembers that a result of a search was opened.
func (f *Flow) NoteOpened(text string) {
	f.queries.add(text, f.Today(), func(q *sqlite.QueryCount) { q.Opened++ })
}

// FlushQueries writes down what was noted since the last time.
func (f *Flow) FlushQueries(ctx context.Context) error {
	f.queries.mu.Lock()
	notes := f.queries.list
	f.queries.list = nil
	f.queries.mu.Unlock()
	if len(notes) == 0 {
		return nil
	}
	list := make([]sqlite.QueryCount, 0, len(notes))
	for _, n := range notes {
		list = append(list, *n)
	}
	monthAgo := registry.DateOf(f.Clock().In(registry.Zone).AddDate(0, -1, 0))
	return f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error {
		if err := tx.AddQueryCounts(list); err != nil {
			return err
		}
		return tx.TrimQueryCounts(monthAgo, 10_000)
	})
}

// AddTerm adds an abbreviation or a group of synonyms to what the search understands.
func (f *Flow) AddTerm(ctx context.Context, a registry.Actor, t sqlite.Term) error {
	if !a.MayEnter(registry.ReviewArea) {
		return registry.Errorf(registry.Denied, "Tài khoản của bạn không làm được việc này.")
	}
	t.Short = registry.CleanText(t.Short)
	lines := slices.DeleteFunc(strings.Split(registry.CleanText(t.Words), "\n"), func(s string) bool { return strings.TrimSpace(s) == "" })
	for i := range lines {
		lines[i] = strings.TrimSpace(strings.ReplaceAll(lines[i], "\t", " "))
	}
	t.Words = strings.Join(lines, "\n")
	var fields registry.Fields
	switch {
	case t.Kind == registry.AbbreviationTerm && (len([]rune(t.Short)) < 2 || len([]rune(t.Short)) > 20):
		fields.Add("short", "Chữ viết tắt dài từ 2 đến 20 ký tự.")
	case t.Kind == registry.AbbreviationTerm && len(lines) != 1:
		fields.Add("words", "Ghi một cách viết đầy đủ.")
	case t.Kind == registry.SynonymTerm && len(lines) < 2:
		fields.Add("words", "Ghi ít nhất hai cách nói, mỗi cách một dòng.")
	case !t.Kind.Known():
		fields.Add("kind", "Chọn chữ viết tắt hoặc từ cùng nghĩa.")
	}
	if len([]rune(t.Words)) > 500 {
		fields.Add("words", "Dài quá 500 ký tự.")
	}
	if err := fields.Err("Chưa thêm được từ."); err != nil {
		return err
	}
	return f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		if err := tx.InsertTerm(t); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidVocabularyAdd, "vocabulary", "", t.Short+" "+strings.ReplaceAll(t.Words, "\n", " / "))
	})
}

// DeleteTerm takes an added term away.
func (f *Flow) DeleteTerm(ctx context.Context, a registry.Actor, id int64) error {
	if !a.MayEnter(registry.ReviewArea) {
		return registry.Errorf(registry.Denied, "Tài khoản của bạn không làm được việc này.")
	}
	return f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		if err := tx.DeleteTerm(id); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidVocabularyDelete, "vocabulary", "", "")
	})
}
