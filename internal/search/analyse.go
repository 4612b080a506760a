package search

import (
	"hash/fnv"
	"strconv"
	"strings"

	index "github.com/blevesearch/bleve_index_api"

	"danvankheo/internal/vietnamese"
)

// maxTokens bounds what is indexed of one text; a story is far shorter.
const maxTokens = 20_000

// analysed is an entry ready for the index.
type analysed struct {
	fields map[string]index.TokenFrequencies
	stored []byte
	trail  []byte // packed
}

// analyse turns an entry into terms.
func analyse(d *Document, abbr *vietnamese.Abbreviations, known *interner) *analysed {
	e := emitter{abbr: abbr, known: known, fields: make(map[string]index.TokenFrequencies, 5)}
	body := [...]string{d.Body, d.Captions, d.Figures}
	syllables := (len(d.Title) + len(d.Summary) + len(d.Unit)) / bytesASyllable
	for _, s := range body {
		syllables += len(s) / bytesASyllable
	}
	e.fields[fieldExact] = make(index.TokenFrequencies, syllables*2/3)
	e.fields[fieldExactPair] = make(index.TokenFrequencies, syllables)
	title := e.text(d.Title, fieldTitle)
	e.put(fieldTitle, formWhole, digest(whole(title, false)), "", "")
	e.put(fieldTitle, formExactWhole, digest(whole(title, true)), "", "")
	e.aside(d.Unit, fieldUnit)
	e.text(d.Summary, fieldSummary)
	for _, t := range d.Tags {
		e.text(t, fieldSummary)
	}
	for _, s := range body {
		e.text(s, "")
	}
	e.aside(d.Publisher, fieldSummary)
	e.aside(d.Source, "")
	for _, n := range d.Numbers {
		if key := numberKey(n); key != "" {
			e.put(fieldNumber, "", key, "", "")
		}
	}
	if d.Year > 0 {
		e.put(fieldExact, "", strconv.Itoa(d.Year), "", "")
	}
	return &analysed{e.fields, encodeStored(d, len(title), len(e.trail)), e.trail.pack()}
}

// bytesASyllable is the length of a syllable with its space in UTF-8, about.
const bytesASyllable = 6

// whole is a title as one term, so that a title typed whole is known from titles
// that contain it.
func whole(toks []vietnamese.Token, exact bool) string {
	var b strings.Builder
	for i, t := range toks {
		if i > 0 {
			b.WriteByte(' ')
		}
		if exact {
			b.WriteString(t.Text)
		} else {
			b.WriteString(t.Fold)
		}
	}
	return b.String()
}

// digest stands for a whole title in the index: titles are long, and no two alike.
func digest(title string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(title)) // it never fails
	return string(h.Sum(nil)[:6])
}

// interner keeps terms that were met before: a language has few syllables, and
// the same pairs of them come again and again. One worker uses it at a time.
type interner struct {
	terms map[string]interned
	buf   []byte
}

type interned struct {
	key  string
	freq *index.TokenFreq // read by every entry that holds the term
}

// maxInterned bounds what an interner keeps.
const maxInterned = 1 << 17

func newInterner() *interner { return &interner{terms: map[string]interned{}} }

// term returns the term made of four parts. Its frequency is one however often
// it occurs in an entry: this index ranks by which words occur where, not by how
// often, and terms of a single entry then cost almost nothing.
func (k *interner) term(prefix, a, between, b string) interned {
	k.buf = append(append(append(append(k.buf[:0], prefix...), a...), between...), b...)
	if t, ok := k.terms[string(k.buf)]; ok {
		return t
	}
	if len(k.terms) >= maxInterned {
		clear(k.terms)
	}
	key := string(k.buf)
	t := interned{key, &index.TokenFreq{Term: []byte(key)}}
	t.freq.SetFrequency(1)
	k.terms[key] = t
	return t
}

// emitter collects the terms of one entry.
type emitter struct {
	abbr   *vietnamese.Abbreviations
	known  *interner
	fields map[string]index.TokenFrequencies
	trail  trail // the words in their order, see near.go
}

// put adds a term to a field.
func (e *emitter) put(field, prefix, a, between, b string) {
	t := e.known.term(prefix, a, between, b)
	terms := e.fields[field]
	if terms == nil {
		terms = make(index.TokenFrequencies)
		e.fields[field] = terms
	}
	terms[t.key] = t.freq
}

// text emits the terms of s everywhere and, when field is not empty, into that
// field too. It returns the tokens as written.
func (e *emitter) text(s, field string) []vietnamese.Token {
	toks, long := e.aside(s, field)
	e.trail = e.trail.append(long)
	return toks
}

// aside is text for what is no running text: names of units, which stand apart
// from the story. It returns the tokens as written and with short forms written out.
func (e *emitter) aside(s, field string) (toks, long []vietnamese.Token) {
	toks = vietnamese.Tokens(s)
	if len(toks) > maxTokens {
		toks = toks[:maxTokens]
	}
	e.stream(toks, field)
	long, found := e.abbr.Expand(toks)
	if len(found) > 0 {
		e.stream(long, field)
	}
	return toks, long
}

// stream emits single tokens and pairs of neighbours, and for a number before
// nghìn, triệu, tỷ, or one in words, its whole value with its neighbours.
func (e *emitter) stream(toks []vietnamese.Token, field string) {
	for i, t := range toks {
		e.single(t, field)
		if i > 0 && !t.Break {
			e.pair(toks[i-1], t, field)
		}
		if t.Value != "" {
			v := vietnamese.Token{Text: t.Value, Fold: t.Value}
			e.single(v, field)
			if i > 0 && !t.Break {
				e.pair(toks[i-1], v, field)
			}
			if j := i + t.Covers; j < len(toks) && !toks[j].Break {
				e.pair(v, toks[j], field)
			}
		}
		if value, n := vietnamese.NumberWords(toks, i); n > 0 {
			v := vietnamese.Token{Text: value, Fold: value}
			e.single(v, field)
			if i > 0 && !t.Break {
				e.pair(toks[i-1], v, field)
			}
			if j := i + n; j < len(toks) && !toks[j].Break {
				e.pair(v, toks[j], field)
			}
		}
		if head, tail, ok := cutCode(t); ok {
			e.single(head, field)
			e.single(tail, field)
			e.pair(head, tail, field)
		}
	}
}

// cutCode divides letters with digits behind them (QL31) in two, so that QL 31
// is the same.
func cutCode(t vietnamese.Token) (head, tail vietnamese.Token, ok bool) {
	if t.Kind != vietnamese.Word {
		return head, tail, false
	}
	i := strings.IndexAny(t.Fold, "0123456789")
	if i <= 0 || strings.Trim(t.Fold[i:], "0123456789") != "" {
		return head, tail, false
	}
	digits := strings.TrimLeft(t.Fold[i:], "0")
	letters := strings.TrimRight(t.Text, "0123456789")
	if digits == "" || letters == "" {
		return head, tail, false
	}
	return vietnamese.Token{Text: letters, Fold: t.Fold[:i]}, vietnamese.Token{Text: digits, Fold: digits}, true
}

func (e *emitter) single(t vietnamese.Token, field string) {
	e.put(fieldExact, "", t.Text, "", "")
	if field != "" {
		e.put(field, formExact, t.Text, "", "")
	}
}

func (e *emitter) pair(a, b vietnamese.Token, field string) {
	e.put(fieldExactPair, "", a.Text, "_", b.Text)
	if field != "" {
		e.put(field, formExactPair, a.Text, "_", b.Text)
	}
}
