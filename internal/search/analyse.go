package search

import (
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
}

// analyse turns an entry into terms.
func analyse(d *Document, abbr *vietnamese.Abbreviations) *analysed {
	e := emitter{abbr: abbr, fields: map[string]index.TokenFrequencies{}}
	for _, f := range [...]string{fieldExact, fieldFold, fieldPair, fieldExactPair, fieldTitle, fieldSummary, fieldUnit} {
		e.fields[f] = make(index.TokenFrequencies)
	}
	title := e.text(d.Title, fieldTitle)
	e.put(fieldTitle, formWhole+whole(title, false))
	e.put(fieldTitle, formExactWhole+whole(title, true))
	e.text(d.Unit, fieldUnit)
	e.text(d.Summary, fieldSummary)
	for _, t := range d.Tags {
		e.text(t, fieldSummary)
	}
	for _, s := range [...]string{d.Body, d.Captions, d.Figures} {
		e.text(s, "")
	}
	if d.Year > 0 {
		y := strconv.Itoa(d.Year)
		e.put(fieldExact, y)
		e.put(fieldFold, y)
	}
	return &analysed{e.fields, encodeStored(d, len(title))}
}

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

// emitter collects the terms of one entry.
type emitter struct {
	abbr   *vietnamese.Abbreviations
	fields map[string]index.TokenFrequencies
	spare  []index.TokenFreq
}

// put adds a term to a field. Its frequency is one however often it stands
// there: this index ranks by which words stand where, not by how often, and
// terms of a single entry then cost almost nothing.
func (e *emitter) put(field, term string) {
	terms := e.fields[field]
	if _, ok := terms[term]; ok {
		return
	}
	if len(e.spare) == 0 {
		e.spare = make([]index.TokenFreq, 128)
	}
	f := &e.spare[0]
	e.spare = e.spare[1:]
	f.Term = []byte(term)
	f.SetFrequency(1)
	terms[term] = f
}

// text emits the terms of s everywhere and, when field is not empty, into that
// field too. It returns the tokens as written.
func (e *emitter) text(s, field string) []vietnamese.Token {
	toks := vietnamese.Tokens(s)
	if len(toks) > maxTokens {
		toks = toks[:maxTokens]
	}
	e.stream(toks, field)
	if long, found := e.abbr.Expand(toks); len(found) > 0 {
		e.stream(long, field)
	}
	return toks
}

// stream emits single tokens and pairs of neighbours, and for a number before
// nghìn, triệu, tỷ its whole value with its neighbours.
func (e *emitter) stream(toks []vietnamese.Token, field string) {
	for i, t := range toks {
		e.single(t.Text, t.Fold, field)
		if i > 0 && !t.Break {
			e.pair(toks[i-1], t, field)
		}
		if t.Value != "" {
			v := vietnamese.Token{Text: t.Value, Fold: t.Value}
			e.single(v.Text, v.Fold, field)
			if i > 0 && !t.Break {
				e.pair(toks[i-1], v, field)
			}
			if j := i + t.Covers; j < len(toks) && !toks[j].Break {
				e.pair(v, toks[j], field)
			}
		}
		if head, tail, ok := cutCode(t); ok {
			e.single(head.Text, head.Fold, field)
			e.single(tail.Text, tail.Fold, field)
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

func (e *emitter) single(text, fold, field string) {
	e.put(fieldExact, text)
	e.put(fieldFold, fold)
	if field != "" {
		e.put(field, fold)
		e.put(field, formExact+text)
	}
}

func (e *emitter) pair(a, b vietnamese.Token, field string) {
	fold, text := a.Fold+"_"+b.Fold, a.Text+"_"+b.Text
	e.put(fieldPair, fold)
	e.put(fieldExactPair, text)
	if field != "" {
		e.put(field, fold)
		e.put(field, formExactPair+text)
	}
}
