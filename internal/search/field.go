package search

import (
	"strconv"

	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"
)

// Names of the fields in the index. Everything goes into the first two, so that
// "all words anywhere" is one list per word; the rest give weight. Words are
// in the index in their canonical form only: one without marks is looked up in
// all its spellings (spell.go), which halves the index and the work of making it.
const (
	fieldExact     = "e" // canonical syllables
	fieldExactPair = "x" // canonical pairs of neighbours, "giải_phóng"
	fieldTitle     = "t" // both of the title, and its whole, with the prefixes below
	fieldSummary   = "s" // both of summary and topics
	fieldUnit      = "u" // both of the names of the unit
	fieldNumber    = "n" // numbers under which it is on record, see number.go
	fieldStored    = "m" // what columns are made of
	fieldTrail     = "w" // the words in their order, see near.go
)

// Names that stand for fields of folded words in a query; in the other fields
// folded words are those without a prefix.
const (
	fieldFold = "f"
	fieldPair = "b"
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
	doc.AddField(document.NewTextFieldCustom(fieldTrail, nil, a.trail, index.StoreField, nil))
	return doc
}

func docID(id int64) string { return strconv.FormatInt(id, 36) }

// Size is a rough count of the bytes a field takes, which bleve only reports.
func (f *termsField) Size() int { return 64 * len(f.freqs) }
