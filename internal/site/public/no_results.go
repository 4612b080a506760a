package public

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

// noResults says what to try, and shows the nearest stories.
func (h *Area) noResults(ctx context.Context, q shell.Question, page *view.SearchPage) error {
	page.Empty = &view.Empty{Heading: "Chưa tìm thấy mô hình nào"}
	if q.Text != "" {
		page.Empty.Heading = "Không có mô hình nào khớp " + told(q.Text)
	}
	if !q.Asked() {
		page.Empty.Text = "Mô hình sẽ hiện ở đây sau khi được tiếp nhận và đăng."
		return nil
	}
	near := search.Query{Limit: 3, Sort: search.Newest, NoFacets: true}
	page.NearestTop = "Mô hình mới"
	if q.Text != "" {
		tries, err := h.smaller(ctx, q.Text)
		if err != nil {
			return err
		}
		for _, t := range tries {
			page.Tries = append(
				page.Tries,
				view.Try{Text: t.text, Count: view.Count(t.total), URL: address.Stories + "?q=" + url.QueryEscape(quoted(t.text))},
			)
		}
		if len(tries) == 0 {
			page.Empty.Tips = append(
				page.Empty.Tips,
				"Dùng ít từ hơn: một việc và một nơi là đủ, ví dụ “hiến đất Sơn Động”.",
				"Không cần gõ dấu; tên xã, huyện cũ cũng tìm được.",
			)
		} else {
			near.Text, near.Sort = quoted(tries[0].text), search.Relevance
			page.NearestTop = "Tìm “" + tries[0].text + "” thì thấy"
		}
	}
	if q.Filtered() > 0 {
		page.Empty.Tips = append([]string{"Bỏ bớt bộ lọc, hoặc bỏ tất cả."}, page.Empty.Tips...)
		page.Empty.Action = &view.Link{Text: "Bỏ mọi bộ lọc", URL: q.Bare()}
		without := search.Query{Text: q.Text, Limit: 3, NoFacets: true}
		res, err := h.Index.Search(ctx, without)
		if err != nil {
			return err
		}
		if res.Total > 0 {
			near, page.NearestTop = without, "Không có bộ lọc thì tìm được"
		}
	}
	res, err := h.Index.Search(ctx, near)
	if err != nil {
		return err
	}
	page.Nearest, err = h.cards(ctx, res)
	return err
}

// try is a smaller question that has answers.
type try struct {
	text         string
	words, total int
}

// quoted asks for words side by side, as they are counted.
func quoted(words string) string { return `"` + words + `"` }

// Bounds of looking for smaller questions: each look is a search.
const (
	maxTries    = 3
	maxTryWords = 4
	maxLooks    = 24
)

// smaller finds questions that have answers among the words that stand side by
// side both in what was typed and in some story: the longest from each place on,
// the most telling first.
// A syllable alone says nothing; a word of another kind (camera, OCOP) does.
func (h *Area) smaller(ctx context.Context, text string) ([]try, error) {
	words := slices.DeleteFunc(strings.Fields(text), func(w string) bool {
		return strings.HasPrefix(w, "-") || strings.ContainsAny(w, `":`)
	})
	var out []try
	looks := 0
	for at := 0; at < len(words); {
		next := at + 1
		for n := min(maxTryWords, len(words)-at); n > 0; n-- {
			if n == len(strings.Fields(text)) || n == 1 && vietnamese.Syllable(words[at]) {
				continue // what was asked already, or says nothing
			}
			if looks++; looks > maxLooks {
				return best(out), nil
			}
			part := strings.Join(words[at:at+n], " ")
			res, err := h.Index.Search(ctx, search.Query{Text: quoted(part), Limit: 1, NoFacets: true})
			if err != nil {
				return nil, err
			}
			if res.Total > 0 {
				out, next = append(out, try{part, n, res.Total}), at+n
				break
			}
		}
		at = next
	}
	return best(out), nil
}

// best are the questions of the most words, and of those the rarest.
func best(tries []try) []try {
	slices.SortStableFunc(tries, func(a, b try) int {
		return cmp.Or(cmp.Compare(b.words, a.words), cmp.Compare(a.total, b.total))
	})
	return tries[:min(maxTries, len(tries))]
}
