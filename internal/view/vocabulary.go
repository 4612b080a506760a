package view

import (
	"fmt"
	"net/url"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// VocabularyPage is what staff see of how people search, and the words they add
// so that the next one finds.
type VocabularyPage struct {
	Errors   *ErrorSummary
	Empty    Table // searches that found nothing
	Opened   Table // searches whose results were opened
	Short    Field
	Long     Field
	Synonyms Field
	Terms    []TermLine
	None     Empty
}

// AbbreviationKind is the code of the form of a short form.
func (VocabularyPage) AbbreviationKind() registry.TermKind { return registry.AbbreviationTerm }

// SynonymKind is the code of the form of a group of synonyms.
func (VocabularyPage) SynonymKind() registry.TermKind { return registry.SynonymTerm }

// TermLine is one added abbreviation or group of synonyms.
type TermLine struct {
	ID          int64
	Short, Text string
	Kind        string
}

// SearchCount is one line of what people searched.
type SearchCount struct {
	Text  string
	Count int
	Last  registry.Date
}

// NewVocabularyPage fills the page; typed holds what a refused form held.
func NewVocabularyPage(empty, opened []SearchCount, terms []TermLine, typed map[string]string, err error) VocabularyPage {
	wrong := registry.FieldsOf(err)
	p := VocabularyPage{
		Errors: NewErrorSummary(err),
		Empty:  searchTable("Tìm mà không thấy", "Số lần", empty),
		Opened: searchTable("Tìm rồi mở bài", "Số lần", opened),
		Short:  InputText("short", "Chữ viết tắt", typed["short"]).Hint("Ví dụ: GPMB").Wrong(wrong),
		Long:   InputText("words", "Viết đầy đủ", typed["long"]).Hint("Ví dụ: giải phóng mặt bằng").Wrong(wrong),
		Synonyms: InputArea("words", "Các cách nói cùng nghĩa", typed["synonyms"], 4).
			Hint("Mỗi cách một dòng. Ví dụ: đám ma, tang lễ, đám hiếu.").Wrong(wrong),
		Terms: terms,
		None: Empty{
			Heading: "Chưa thêm từ nào",
			Text:    "Chương trình đã có sẵn các chữ viết tắt thường dùng. Thêm vào đây những từ mà người tìm hay gõ nhưng chưa thấy.",
		},
	}
	p.Long.ID, p.Synonyms.ID = "long", "synonyms"
	return p
}

func searchTable(caption, column string, list []SearchCount) Table {
	t := Table{
		Caption:     caption,
		HideCaption: true,
		Columns:     []Column{{Label: "Câu tìm"}, {Label: column, Num: true}, {Label: "Lần cuối", Num: true}},
	}
	for _, q := range list {
		t.Rows = append(
			t.Rows,
			Row{Cells: []Cell{H(q.Text, address.Stories+"?q="+url.QueryEscape(q.Text)), N(fmt.Sprint(q.Count)), N(q.Last.Local())}},
		)
	}
	return t
}
