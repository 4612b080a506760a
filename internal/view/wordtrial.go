package view

import (
	"fmt"
	"net/url"
	"slices"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// WordTrialPage is what a term would change, before it is saved.
type WordTrialPage struct {
	Term     TermLine
	Hidden   []Field // the term again, for the form that saves it
	SaveURL  string
	EditURL  string
	Warnings *Notice
	Summary  string
	Notes    []string
	Changed  []TriedQuestion
}

// TriedQuestion is one question whose answer changes.
type TriedQuestion struct {
	Text, URL, Asked string
	Badge            Badge
	Now, Then        TriedAnswer
}

// TriedAnswer is what a question finds with one set of words.
type TriedAnswer struct {
	Label, Count string
	Stories      []TriedStory
	Same         bool // the first stories are those of the other answer, in their order
}

// TriedStory is one of the first stories of an answer. Note says that it goes or comes.
type TriedStory struct{ Title, URL, Note string }

// TriedInput is one question with its answers; the stories are the first ones.
type TriedInput struct {
	Text                string
	Asked               int
	Badge               Badge
	NowTotal, ThenTotal int
	Now, Then           []Link
}

// WordTrialInput is what the trial page shows.
type WordTrialInput struct {
	Kind         registry.TermKind
	Term         TermLine
	Words        string // as they are saved
	Warnings     []string
	Tried, Asked int  // questions asked, of so many
	NotReady     bool // the index answers nobody yet
	Changed      []TriedInput
}

// NewWordTrialPage fills the page.
func NewWordTrialPage(in WordTrialInput) WordTrialPage {
	p := WordTrialPage{
		Term:    in.Term,
		SaveURL: address.Vocabulary,
		EditURL: termURL(in.Kind, in.Term.Short, in.Words),
	}
	for _, f := range [][2]string{{"kind", string(in.Kind)}, {"short", in.Term.Short}, {"words", in.Words}} {
		p.Hidden = append(p.Hidden, InputHidden(f[0], f[1]))
	}
	if len(in.Warnings) > 0 {
		p.Warnings = &Notice{Tone: "wait", Heading: "Nên xem lại trước khi lưu", Lines: in.Warnings}
	}
	switch {
	case in.NotReady:
		p.Summary = "Máy tìm kiếm đang được chuẩn bị, chưa xem thử được. Hãy thử lại sau ít phút."
	case in.Asked == 0:
		p.Summary = "Chưa có câu tìm nào để xem thử: chỉ dùng những câu đã được tìm từ hai lần."
	default:
		p.Summary = changedOf(len(in.Changed), in.Tried)
	}
	if !in.NotReady && in.Tried < in.Asked {
		p.Notes = append(p.Notes, fmt.Sprintf("Mới xem kịp %d trong %d câu; phần còn lại chưa rõ.", in.Tried, in.Asked))
	}
	if in.Kind == registry.AbbreviationTerm {
		p.Notes = append(p.Notes, "Kết quả dưới đây có ngay sau khi lưu: chữ viết tắt và cách viết đầy đủ tìm ra nhau. "+
			"Chỉ sau khi máy đọc lại mọi bài (máy tự làm, trang vẫn chạy) thì một phần của cách viết đầy đủ, "+
			"hay một cụm trong ngoặc kép có từ ấy, mới tìm ra bài viết tắt.")
	}
	for _, c := range in.Changed {
		p.Changed = append(p.Changed, triedQuestion(c))
	}
	return p
}

func triedQuestion(c TriedInput) TriedQuestion {
	q := TriedQuestion{
		Text: c.Text, URL: address.Stories + "?q=" + url.QueryEscape(c.Text), Asked: "Tìm " + times(c.Asked), Badge: c.Badge,
		Now:  triedAnswer("Nay", c.NowTotal, c.Now, c.Then, "sẽ ra khỏi đây"),
		Then: triedAnswer("Sau khi lưu", c.ThenTotal, c.Then, c.Now, "mới vào"),
	}
	if slices.Equal(c.Now, c.Then) {
		q.Then.Stories, q.Then.Same = nil, len(c.Then) > 0
	}
	return q
}

func triedAnswer(label string, total int, stories, others []Link, note string) TriedAnswer {
	a := TriedAnswer{Label: label, Count: Count(total) + " mô hình"}
	there := map[string]bool{}
	for _, s := range others {
		there[s.URL] = true
	}
	for _, s := range stories {
		line := TriedStory{Title: s.Text, URL: s.URL}
		if !there[s.URL] {
			line.Note = note
		}
		a.Stories = append(a.Stories, line)
	}
	return a
}
