package search

import (
	"strconv"

	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"
)

// Names of the fields in the index. Everything goes into the first four, so
// that "all words anywhere" is one list per word; the rest give weight.
const (
	fieldExact     = "e" // canonical syllables
	fieldFold      = "f" // folded syllables
	fieldPair      = "b" // folded pairs of neighbours, "giai_phong"
	fieldExactPair = "x" // canonical pairs of neighbours
	fieldTitle     = "t" // all four forms of the title, and its whole, with the prefixes below
	fieldSummary   = "s" // the same for summary and topics
	fieldUnit      = "u" // the same for the names of the unit
	fieldStored    = "m" // what columns are made of
)

// Prefixes of terms in the fields that hold several forms.
const (
	formExact      = "="
	formExactPair  = "+"
	formWhole      = "^" // the whole folded title
	formExactWhole = "~" // the whole canonical title
)

// termsField is an indexed field whose terms are already known. Its length is
// always one, so that the index has nothing to keep of it.
type termsField struct {
	name  string
	freqs index.TokenFrequencies
}

func (f *termsField) Name() string                        { return f.name }
func (f *termsField) Value() []byte                       { return nil }
func (f *termsField) ArrayPositions() []uint64            { return nil }
func (f *termsField) EncodedFieldType() byte              { return 't' }
func (f *termsField) Analyze()                            {}
func (f *termsField) Options() index.FieldIndexingOptions { return index.IndexField }
func (f *termsField) AnalyzedLength() int                 { return 1 }
func (f *termsField) NumPlainTextBytes() uint64           { return 0 }
func (f *termsField) AnalyzedTokenFrequencies() index.TokenFrequencies {
	return f.freqs
}

// newIndexDocument puts the fields of an entry together.
func newIndexDocument(id int64, a *analysed) *document.Document {
	doc := document.NewDocument(docID(id))
	for name, terms := range a.fields {
		if len(terms) > 0 {
			doc.AddField(&termsField{name, terms})
		}
	}
	doc.AddField(document.NewTextFieldCustom(fieldStored, nil, a.stored, index.StoreField, nil))
	return doc
}

func docID(id int64) string { return strconv.FormatInt(id, 36) }

// Size is a rough count of the bytes a field takes, which bleve only reports.
func (f *termsField) Size() int { return 64 * len(f.freqs) }
