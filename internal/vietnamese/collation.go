package vietnamese

import (
	"bytes"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// collator is one collator with its buffer; neither may be shared while in use.
type collator struct {
	c   *collate.Collator
	buf collate.Buffer
}

var collators = sync.Pool{New: func() any {
	return &collator{c: collate.New(language.Vietnamese)}
}}

// CollationKey returns the sort key of s in the order of Vietnamese
// dictionaries (a ă â … d đ e ê …, tones last): keys compared byte by byte put
// texts in that order. Texts in NFC and NFD have equal keys.
func CollationKey(s string) []byte {
	c := collators.Get().(*collator)
	defer collators.Put(c)
	c.buf.Reset()
	return bytes.Clone(c.c.KeyFromString(&c.buf, NFC(s)))
}

// Compare compares a and b in Vietnamese dictionary order: negative when a
// sorts first.
func Compare(a, b string) int {
	c := collators.Get().(*collator)
	defer collators.Put(c)
	return c.c.CompareString(NFC(a), NFC(b))
}
