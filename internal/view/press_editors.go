package view

import (
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// EditorsPage is where editors arrange the first page and collections.
type EditorsPage struct {
	Heading     string
	Errors      *ErrorSummary
	Picks       Field
	Now         []Fact // what is on the first page by their choice
	Newest      []Fact // numbers to choose from
	Collections []CollectionForm
}

// CollectionForm edits one collection; the last one is new.
type CollectionForm struct {
	ID, Heading, URL            string
	Title, Lead, Shown, Entries Field
	Numbers                     []Field // asked when the words hold numbers of persons
	Now                         []Fact  // what it holds
}

// EditorsInput is what the page is made from. What was typed in a form that was
// refused is shown instead of what is kept.
type EditorsInput struct {
	Picks       []edition.Edition
	Newest      []edition.Edition
	Collections []CollectionInput
	TypedPicks  *string
	Typed       *CollectionTyped
	Err         error
}

// CollectionInput is a collection as it is kept; the zero one is new.
type CollectionInput struct {
	ID                int64
	Slug, Title, Lead string
	Shown             bool
	Entries           []edition.Edition
}

// CollectionTyped is what was typed in the form of one collection.
type CollectionTyped struct {
	ID          string
	Title, Lead string
	Entries     string // numbers, one a line
	Shown       bool
}

// NewEditorsPage shows the first page and the collections, with a form for a new
// one last.
func NewEditorsPage(in EditorsInput) EditorsPage {
	numbers := numbersOf(in.Picks)
	if in.TypedPicks != nil {
		numbers = *in.TypedPicks
	}
	p := EditorsPage{
		Heading: "Biên tập trang", Errors: NewErrorSummary(in.Err), Now: numbered(in.Picks), Newest: numbered(in.Newest),
		Picks: InputArea("picks", "Số của các bài, mỗi dòng một bài", numbers, 6).
			Hint("Dòng đầu là bài chính. Để trống thì trang đầu hiện bài mới nhất. Ví dụ 26-0184.").
			Wrong(registry.FieldsOf(in.Err)),
	}
	for _, x := range in.Collections {
		p.Collections = append(p.Collections, newCollectionForm(x, in))
	}
	p.Collections = append(p.Collections, newCollectionForm(CollectionInput{}, in))
	return p
}

func newCollectionForm(x CollectionInput, in EditorsInput) CollectionForm {
	form := CollectionForm{
		ID: strconv.FormatInt(x.ID, 10), Now: numbered(x.Entries), Heading: "Bộ sưu tập: " + x.Title, URL: address.Collection.At(x.Slug),
	}
	if x.ID == 0 {
		form.Heading, form.URL = "Bộ sưu tập mới", ""
	}
	t := CollectionTyped{ID: form.ID, Title: x.Title, Lead: x.Lead, Entries: numbersOf(x.Entries), Shown: x.Shown}
	refused := in.Typed != nil && in.Typed.ID == form.ID
	if refused {
		t = *in.Typed
		form.Numbers = NumbersAsked(in.Err)
	}
	form.Title = InputText("title", "Tên", t.Title).Need().Hint("Ví dụ: Hiến đất mở đường 2026")
	form.Lead = InputArea("lead", "Lời giới thiệu", t.Lead, 3).Public()
	form.Entries = InputArea("entries", "Số của các bài, mỗi dòng một bài", t.Entries, 5)
	form.Shown = InputTick("shown", "Cho mọi người xem", t.Shown)
	for _, f := range []*Field{&form.Title, &form.Lead, &form.Entries, &form.Shown} {
		if refused {
			*f = f.Wrong(registry.FieldsOf(in.Err))
		} else {
			f.ID += "-" + form.ID
		}
	}
	return form
}

// numbersOf writes the numbers of entries, one a line.
func numbersOf(list []edition.Edition) string {
	lines := make([]string, len(list))
	for i := range list {
		lines[i] = list[i].Number
	}
	return strings.Join(lines, "\n")
}

// numbered lists entries by their numbers.
func numbered(list []edition.Edition) []Fact {
	var out []Fact
	for i := range list {
		e := &list[i]
		out = append(out, Fact{Name: e.Number, Text: e.RegisteredName(), URL: address.Story.At(e.Season, e.Slug)})
	}
	return out
}
