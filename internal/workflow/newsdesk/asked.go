package newsdesk

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/workflow"
)

// Found is how a search was answered.
type Found uint8

const (
	FoundAll      Found = iota // what was asked
	FoundPart                  // only something with a part of the words, or with other words
	FoundUnmarked              // only something without the marks that were typed
	FoundNothing
)

// queryNotes gathers what was searched until it is written down together.
type queryNotes struct {
	mu   sync.Mutex
	list map[noteKey]*sqlite.QueryCount
}

type noteKey struct {
	text string
	day  registry.Date
}

// maxNotes bounds what is held between two writings.
const maxNotes = 2000

// add counts one event of a search.
func (q *queryNotes) add(text string, day registry.Date, count func(*sqlite.QueryCount)) {
	text = keepable(text)
	if text == "" {
		return
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	key := noteKey{text, day}
	n := q.list[key]
	if n == nil {
		if len(q.list) >= maxNotes {
			return
		}
		if q.list == nil {
			q.list = map[noteKey]*sqlite.QueryCount{}
		}
		n = &sqlite.QueryCount{Text: text, Day: day}
		q.list[key] = n
	}
	count(n)
}

// Bounds of a search that is kept.
const (
	keptMin, keptMax = 2, 80 // letters
	keptDigits       = 6     // fewer than any number of a person, a telephone or an account has
)

// webAddress is what an address of mail or of a page looks like, also without its @.
var webAddress = regexp.MustCompile(`(?i)[@＠]|https?:|www\.|\.(com|vn|net|org|info)\b`)

// keepable is a search as it may be kept, and "" for what could say who asked or whom
// about: addresses, long numbers, names as people write theirs, long texts.
func keepable(text string) string {
	text = strings.Join(strings.Fields(vietnamese.NFC(text)), " ")
	digits := 0
	for _, r := range text {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	n := len([]rune(text))
	if n < keptMin || n > keptMax || digits > keptDigits || webAddress.MatchString(text) || namesPerson(text) {
		return ""
	}
	return text
}

// Family names, and those that are one even without marks: “ngo van minh” may be a lane.
var (
	familyNames = wordSet("nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh trịnh lương thân giáp")
	bareFamily  = wordSet("nguyen tran pham hoang huynh bui")
	middleNames = wordSet("văn thị van thi")
)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[vietnamese.NFC(w)] = true
	}
	return set
}

// namesPerson reports whether a text holds a family name, văn or thị, and a name.
func namesPerson(text string) bool {
	words := vietnamese.Tokens(text)
	for i := 0; i+2 < len(words); i++ {
		if w := words[i].Text; (familyNames[w] || bareFamily[w]) && middleNames[words[i+1].Text] && !words[i+1].Break && !words[i+2].Break {
			return true
		}
	}
	return false
}

// NoteSearch remembers that something was searched and how it was answered. It
// keeps no person, no address and no time of day.
func (f *Flow) NoteSearch(text string, found Found) {
	f.queries.add(text, f.Today(), func(q *sqlite.QueryCount) {
		q.Asked++
		switch found {
		case FoundNothing:
			q.Empty++
		case FoundUnmarked:
			q.Unmarked++
		case FoundPart:
			q.Part++
		case FoundAll:
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

// Question is one thing that readers asked, however they wrote its spaces, signs and
// capitals.
type Question struct {
	sqlite.QueryCount // under the spelling typed most
}

// Left is how often the question had an answer of which nothing was opened, at least.
func (q *Question) Left() int { return max(0, q.Asked-q.Empty-q.Unmarked-q.Opened) }

// askedMin is how often a question is asked before staff see it: what one person typed
// once stays between them and the program.
const askedMin = 2

// Asked lists what was asked in the last days, the most asked first; without days, in
// all the time that is kept.
func (f *Flow) Asked(ctx context.Context, a registry.Actor, days int) ([]Question, error) {
	if err := workflow.Authorize(a, registry.ReviewArea); err != nil {
		return nil, err
	}
	var since registry.Date
	if days > 0 {
		since = f.Today().AddDays(1 - days)
	}
	list, err := f.DB.QueryCounts(ctx, since)
	if err != nil {
		return nil, err
	}
	return questionsOf(list), nil
}

// LastAsked lists the last n questions, the latest first.
func (f *Flow) LastAsked(ctx context.Context, a registry.Actor, n int) ([]Question, error) {
	list, err := f.Asked(ctx, a, 0)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b Question) int { return cmp.Compare(b.Day, a.Day) })
	return list[:min(n, len(list))], nil
}

// questionsOf puts the spellings of a question together, the most asked first.
func questionsOf(list []sqlite.QueryCount) []Question {
	at := map[string]int{}
	var out []Question
	var most []int
	for _, q := range list {
		if keepable(q.Text) == "" {
			continue // noted when more was kept
		}
		key := canonical(q.Text)
		i, known := at[key]
		if !known {
			at[key] = len(out)
			out, most = append(out, Question{q}), append(most, q.Asked)
			continue
		}
		all := &out[i]
		if q.Asked > most[i] {
			most[i], all.Text = q.Asked, q.Text
		}
		all.Day = max(all.Day, q.Day)
		all.Asked += q.Asked
		all.Empty += q.Empty
		all.Unmarked += q.Unmarked
		all.Part += q.Part
		all.Opened += q.Opened
	}
	out = slices.DeleteFunc(out, func(q Question) bool { return q.Asked < askedMin })
	slices.SortStableFunc(out, func(a, b Question) int { return cmp.Or(cmp.Compare(b.Asked, a.Asked), cmp.Compare(b.Day, a.Day)) })
	return out
}

// canonical is what all spellings of a question have in common. Signs that mean
// something to the search stay; marks do too, because they change the answer.
func canonical(text string) string {
	lower := vietnamese.Lower(text)
	if strings.ContainsAny(lower, "\":“”") || strings.HasPrefix(lower, "-") || strings.Contains(lower, " -") {
		return lower
	}
	var words []string
	for _, t := range vietnamese.Tokens(lower) {
		words = append(words, t.Text)
	}
	if len(words) == 0 {
		return lower
	}
	return strings.Join(words, " ")
}
