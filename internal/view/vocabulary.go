package view

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// VocabularyPage is what staff see of how people search, and the words they add
// so that the next one finds.
type VocabularyPage struct {
	Errors   *ErrorSummary
	Latest   *WordChange // what was just changed
	Periods  []Tab
	Lists    []AskedList
	Short    Field
	Long     Field
	Synonyms Field
	Terms    []TermLine
	Changes  []WordChange
	None     Empty
}

// AbbreviationKind is the code of the form of a short form.
func (VocabularyPage) AbbreviationKind() registry.TermKind { return registry.AbbreviationTerm }

// SynonymKind is the code of the form of a group of synonyms.
func (VocabularyPage) SynonymKind() registry.TermKind { return registry.SynonymTerm }

// TrialURL is where both forms lead.
func (VocabularyPage) TrialURL() string { return address.VocabularyTrial }

// TermLine is one added abbreviation or group of synonyms.
type TermLine struct {
	ID          int64
	Short, Text string
	Kind        string
}

// AskedQuestion is one question of readers with what was counted of it.
type AskedQuestion struct {
	Text                                         string
	Asked, Nothing, Unmarked, Part, Left, Opened int
	Last                                         registry.Date
}

// AskedList is one list of questions, the most asked first.
type AskedList struct {
	ID, Heading, Help, None string
	Lines                   []AskedLine
}

// AskedLine is one question of a list.
type AskedLine struct {
	Text, URL, Counted, Last string
	SynonymURL, ShortURL     string // the forms, filled in; ShortURL "" when the question is too long for a short form
}

// askedShown is how many questions a list shows.
const askedShown = 50

// shortMost is the length of a short form.
const shortMost = 20

// WordChange is one change of the words, to be undone.
type WordChange struct {
	ID              int64
	Text, When      string
	Effect          string // how many of the last questions it changed; "" when none were asked
	Undone, UndoURL string // one of the two
}

// NewWordChange shows a change. term is what was added or taken away.
func NewWordChange(id int64, added bool, term TermLine, tried, changed int, at, undone time.Time) WordChange {
	c := WordChange{ID: id, Text: "Bỏ ", When: at.In(registry.Zone).Format("15:04 02/01/2006")}
	if added {
		c.Text = "Thêm "
	}
	c.Text += strings.ToLower(term.Kind) + ": "
	if term.Short != "" {
		c.Text += term.Short + " = "
	}
	c.Text += term.Text
	if tried > 0 {
		c.Effect = changedOf(changed, tried)
	}
	if undone.IsZero() {
		c.UndoURL = address.VocabularyUndo.At(id)
	} else {
		c.Undone = "Đã hoàn tác " + undone.In(registry.Zone).Format("15:04 02/01/2006")
	}
	return c
}

func changedOf(changed, tried int) string {
	if changed == 0 {
		return fmt.Sprintf("Không câu nào trong %d câu gần nhất đổi kết quả.", tried)
	}
	return fmt.Sprintf("%d trong %d câu gần nhất đổi kết quả.", changed, tried)
}

// VocabularyInput is what the page of readers' questions shows.
type VocabularyInput struct {
	Days    int
	Asked   []AskedQuestion // the most asked first
	Terms   []TermLine
	Changes []WordChange // the latest first
	Latest  int64        // the change that was just made
	Typed   map[string]string
	Err     error
}

// SearchPeriods are the numbers of days that staff look back.
func SearchPeriods() []int { return []int{7, 30, 90} }

// NewVocabularyPage fills the page; Typed holds what a refused or prefilled form holds.
func NewVocabularyPage(in VocabularyInput) VocabularyPage {
	wrong := registry.FieldsOf(in.Err)
	p := VocabularyPage{
		Errors: NewErrorSummary(in.Err),
		Lists:  askedLists(in.Asked),
		Short:  InputText("short", "Chữ viết tắt", in.Typed["short"]).Hint("Ví dụ: GPMB").Wrong(wrong),
		Long:   InputText("words", "Viết đầy đủ", in.Typed["long"]).Hint("Ví dụ: giải phóng mặt bằng").Wrong(wrong),
		Synonyms: InputArea("words", "Các cách nói cùng nghĩa", in.Typed["synonyms"], 4).
			Hint("Mỗi cách một dòng. Ví dụ: đám ma, tang lễ, đám hiếu.").Wrong(wrong),
		Terms:   in.Terms,
		Changes: in.Changes,
		None: Empty{
			Heading: "Chưa thêm từ nào",
			Text:    "Chương trình đã có sẵn các chữ viết tắt thường dùng. Thêm vào đây những từ mà người tìm hay gõ nhưng chưa thấy.",
		},
	}
	p.Long.ID, p.Synonyms.ID = "long", "synonyms"
	for _, days := range SearchPeriods() {
		p.Periods = append(p.Periods, Tab{
			Text: fmt.Sprintf("%d ngày", days), URL: fmt.Sprintf("%s?ngay=%d", address.Vocabulary, days), Current: days == in.Days,
		})
	}
	for i := range in.Changes {
		if in.Changes[i].ID == in.Latest {
			p.Latest = &in.Changes[i]
		}
	}
	return p
}

func askedLists(asked []AskedQuestion) []AskedList {
	kinds := []struct {
		AskedList
		n       func(*AskedQuestion) int
		counted func(*AskedQuestion) string
	}{
		{
			AskedList{ID: "khong-thay", Heading: "Tìm mà không thấy", None: "Không có câu nào tìm mà không thấy."},
			func(q *AskedQuestion) int { return q.Nothing },
			func(q *AskedQuestion) string { return times(q.Nothing) + " không thấy" },
		}, {
			AskedList{
				ID: "mot-phan", Heading: "Chỉ thấy khi bỏ dấu, hoặc thấy một phần", None: "Không có câu nào như vậy.",
				Help: "Không bài nào có đúng các từ với dấu đã gõ, có đủ mọi từ, hoặc bài thấy được là do máy đoán từ khác.",
			},
			func(q *AskedQuestion) int { return q.Unmarked + q.Part },
			func(q *AskedQuestion) string {
				var parts []string
				if q.Unmarked > 0 {
					parts = append(parts, times(q.Unmarked)+" phải bỏ dấu")
				}
				if q.Part > 0 {
					parts = append(parts, times(q.Part)+" thấy một phần")
				}
				return strings.Join(parts, ", ")
			},
		}, {
			AskedList{
				ID: "khong-mo", Heading: "Thấy mà không mở bài nào", None: "Không có câu nào như vậy.",
				Help: "Có bài, nhưng người tìm không bấm vào: có khi đọc dòng tóm tắt đã đủ, có khi không đúng ý.",
			},
			func(q *AskedQuestion) int { return q.Left },
			func(q *AskedQuestion) string { return times(q.Left) + " không mở bài" },
		}, {
			AskedList{ID: "mo-bai", Heading: "Tìm rồi mở bài", None: "Chưa có số đếm."},
			func(q *AskedQuestion) int { return q.Opened },
			func(q *AskedQuestion) string { return times(q.Opened) + " mở bài" },
		},
	}
	var out []AskedList
	for _, k := range kinds {
		for i := range asked {
			if q := &asked[i]; k.n(q) > 0 && len(k.Lines) < askedShown {
				k.Lines = append(k.Lines, askedLine(q, k.counted(q)))
			}
		}
		out = append(out, k.AskedList)
	}
	return out
}

func times(n int) string { return Count(n) + " lần" }

func askedLine(q *AskedQuestion, counted string) AskedLine {
	line := AskedLine{
		Text:       q.Text,
		URL:        address.Stories + "?q=" + url.QueryEscape(q.Text),
		Counted:    "Tìm " + times(q.Asked) + ", " + counted,
		Last:       q.Last.Local(),
		SynonymURL: termURL(registry.SynonymTerm, "", q.Text+"\n") + "#dong-nghia",
	}
	if len([]rune(q.Text)) <= shortMost {
		line.ShortURL = termURL(registry.AbbreviationTerm, q.Text, "") + "#viet-tat"
	}
	return line
}

// termURL is the page with the form of a term filled in.
func termURL(kind registry.TermKind, short, words string) string {
	return address.Vocabulary + "?" + url.Values{"kind": {string(kind)}, "short": {short}, "words": {words}}.Encode()
}
