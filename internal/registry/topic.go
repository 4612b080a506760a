package registry

import (
	"cmp"
	"slices"
	"strings"

	"danvankheo/internal/vietnamese"
)

// Topic is one theme (chủ đề) that readers choose from, with the rules that propose it.
// A code is never used twice and never renamed.
type Topic struct {
	Code    string
	Label   string
	Fields  []FieldCode // in which it is usual
	Words   []string    // words and phrases that speak of it
	Weak    []string    // that speak of it only together with something else
	Except  []string    // phrases inside which none of the others counts
	Retired bool        // not offered and not proposed any more; where it stands it stays
	Version int
}

// Bounds of a topic.
const (
	topicLabelMax  = 60
	topicPhrases   = 120
	topicPhraseMax = 60

	newTopic = "them" // the address of the form of a new one
)

// Clean drops what is blank or written twice.
func (t *Topic) Clean() {
	t.Code, t.Label = strings.TrimSpace(t.Code), CleanText(t.Label)
	for _, list := range []*[]string{&t.Words, &t.Weak, &t.Except} {
		var out []string
		for _, p := range *list {
			if p = vietnamese.NFC(strings.Join(strings.Fields(p), " ")); p != "" && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
		*list = out
	}
}

// Check lists what is wrong with a topic.
func (t *Topic) Check() Fields {
	var f Fields
	if t.Code == "" || t.Code == newTopic || vietnamese.Slug(t.Code) != t.Code || len(t.Code) > 40 {
		f.Add("code", "Mã chỉ gồm chữ thường không dấu, số và gạch nối, nhiều nhất 40 ký tự.")
	}
	if n := len([]rune(t.Label)); n == 0 || n > topicLabelMax {
		f.Add("label", "Đặt tên chủ đề, nhiều nhất %d ký tự.", topicLabelMax)
	}
	for _, x := range []struct {
		name string
		list []string
	}{{"words", t.Words}, {"weak", t.Weak}, {"except", t.Except}} {
		if len(x.list) > topicPhrases {
			f.Add(x.name, "Nhiều nhất %d cụm từ.", topicPhrases)
		}
		for _, p := range x.list {
			if len(vietnamese.Tokens(p)) == 0 || len([]rune(p)) > topicPhraseMax {
				f.Add(x.name, "Cụm từ “%s” phải có chữ, nhiều nhất %d ký tự.", p, topicPhraseMax)
				break
			}
		}
	}
	return f
}

// Same reports whether two topics say the same.
func (t *Topic) Same(o *Topic) bool {
	return t.Code == o.Code && t.Label == o.Label && t.Retired == o.Retired && slices.Equal(t.Fields, o.Fields) &&
		slices.Equal(t.Words, o.Words) && slices.Equal(t.Weak, o.Weak) && slices.Equal(t.Except, o.Except)
}

// What a phrase weighs by where it stands, and the weight from which a topic is
// proposed: one phrase of the title or the lead is enough, of the body three are, and a
// weak one never alone, except in the title of an entry of a usual field.
const (
	topicTitle     = 12
	topicLead      = 8
	topicBody      = 3
	topicField     = 2
	topicThreshold = 8
	topicRepeats   = 2 // how often one phrase counts in the body
)

// TopicProposal is one topic that the rules propose for an entry.
type TopicProposal struct {
	Topic  Tag
	Weight int
	Words  []string // that caused it, as they are written in the text
}

// Topics is the list of topics of an installation, ready to be matched with texts. It
// does not change; nil has none.
type Topics struct {
	list    []Topic
	at      map[string]int
	phrases map[string][]topicPhrase // by first word
}

type topicPhrase struct {
	topic  int
	words  []vietnamese.Token
	strong bool
	except bool
}

// NewTopics prepares topics in their order.
func NewTopics(list []Topic) *Topics {
	ts := &Topics{list: list, at: map[string]int{}, phrases: map[string][]topicPhrase{}}
	for i := range list {
		t := &list[i]
		ts.at[t.Code] = i
		if t.Retired {
			continue
		}
		add := func(phrases []string, strong, except bool) {
			for _, p := range phrases {
				if words := vietnamese.Tokens(p); len(words) > 0 {
					ts.phrases[words[0].Text] = append(ts.phrases[words[0].Text], topicPhrase{i, words, strong, except})
				}
			}
		}
		add(t.Words, true, false)
		add(t.Weak, false, false)
		add(t.Except, false, true)
	}
	for _, list := range ts.phrases { // the longest of a topic is the one that counts
		slices.SortStableFunc(list, func(a, b topicPhrase) int { return cmp.Compare(len(b.words), len(a.words)) })
	}
	return ts
}

// All lists the topics, retired ones too.
func (ts *Topics) All() []Topic {
	if ts == nil {
		return nil
	}
	return ts.list
}

// Topic finds a topic by code.
func (ts *Topics) Topic(code string) (Topic, bool) {
	if ts == nil {
		return Topic{}, false
	}
	i, ok := ts.at[code]
	if !ok {
		return Topic{}, false
	}
	return ts.list[i], true
}

// With is the list with one topic put in or replaced, to see what that would change.
func (ts *Topics) With(t Topic) *Topics {
	list := slices.Clone(ts.All())
	if i := slices.IndexFunc(list, func(o Topic) bool { return o.Code == t.Code }); i >= 0 {
		list[i] = t
	} else {
		list = append(list, t)
	}
	return NewTopics(list)
}

// Tags gives what a season offers: every topic under its present name, and the codes
// of the season that no topic has.
func (ts *Topics) Tags(season []Tag) []Tag {
	if ts == nil || len(ts.list) == 0 {
		return season
	}
	out := make([]Tag, 0, len(ts.list)+len(season))
	for i := range ts.list {
		t := &ts.list[i]
		out = append(out, Tag{Code: t.Code, Label: t.Label, Retired: t.Retired})
	}
	for _, t := range season {
		if _, ok := ts.at[t.Code]; !ok {
			out = append(out, t)
		}
	}
	return out
}

// Propose gives the topics that the rules find in what readers have, or would have, of
// an entry, the heaviest first.
func (ts *Topics) Propose(e *Entry) []TopicProposal {
	if ts == nil || len(ts.phrases) == 0 {
		return nil
	}
	m := topicMatch{ts: ts, found: map[int]*topicFound{}}
	read := map[string]bool{}
	place := func(weight int, text string) {
		if text = strings.TrimSpace(text); text != "" && !read[text] {
			read[text] = true
			m.read(text, weight)
		}
	}
	place(topicTitle, e.Headline())
	place(topicTitle, e.Content.Title)
	place(topicLead, e.Lead())
	place(topicLead, e.Content.Summary)
	for _, t := range e.PublicTexts() {
		if t.Photo == nil {
			place(topicBody, *t.At)
		}
	}
	return m.proposals(e.Content.Field)
}

type topicFound struct {
	weight int
	counts map[*topicPhrase]int
	words  []string
}

type topicMatch struct {
	ts    *Topics
	found map[int]*topicFound
}

// read finds the phrases of one text. Of one topic no word counts twice, and none
// that a phrase of its exceptions covers.
func (m *topicMatch) read(text string, weight int) {
	toks := vietnamese.Tokens(text)
	used := map[int]int{} // topic → the first token that is still free
	for i := range toks {
		list := m.ts.phrases[toks[i].Text]
		for k := range list {
			p := &list[k]
			if i < used[p.topic] || !p.at(toks[i:]) {
				continue
			}
			used[p.topic] = i + len(p.words)
			if !p.except {
				m.count(p, weight, text[toks[i].Start:toks[i+len(p.words)-1].End])
			}
		}
	}
}

// count counts a phrase where it stands best: the texts are read in that order.
func (m *topicMatch) count(p *topicPhrase, weight int, written string) {
	f := m.found[p.topic]
	if f == nil {
		f = &topicFound{counts: map[*topicPhrase]int{}}
		m.found[p.topic] = f
	}
	if n := f.counts[p]; n > 0 && (weight != topicBody || n >= topicRepeats) {
		return
	}
	if f.counts[p]++; weight != topicBody {
		f.counts[p] = topicRepeats
	}
	lower := vietnamese.Lower(written)
	if !slices.ContainsFunc(f.words, func(w string) bool { return vietnamese.Lower(w) == lower }) {
		f.words = append(f.words, written)
	}
	if !p.strong {
		weight /= 2
	}
	f.weight += weight
}

func (m *topicMatch) proposals(field FieldCode) []TopicProposal {
	var out []TopicProposal
	for i := range m.ts.list {
		f, t := m.found[i], &m.ts.list[i]
		if f == nil {
			continue
		}
		if slices.Contains(t.Fields, field) {
			f.weight += topicField
		}
		if f.weight >= topicThreshold {
			out = append(out, TopicProposal{Tag{Code: t.Code, Label: t.Label}, f.weight, f.words})
		}
	}
	slices.SortStableFunc(out, func(a, b TopicProposal) int { return cmp.Compare(b.Weight, a.Weight) })
	return out
}

// at reports whether the words of the phrase follow each other at the start of toks.
func (p *topicPhrase) at(toks []vietnamese.Token) bool {
	if len(p.words) > len(toks) {
		return false
	}
	for i, w := range p.words {
		if toks[i].Text != w.Text || i > 0 && toks[i].Break {
			return false
		}
	}
	return true
}
