package shell

import (
	"net/url"
	"time"
)

// Canonical is the one form in which the address of a search is written.
func Canonical(in url.Values) string { return ReadQuestion(in).Address("/mo-hinh", nil) }

// Age pretends that computing the value took so long, and was so long ago.
func (m *Memo[T]) Age(cost, ago time.Duration) {
	v := *m.current.Load()
	v.cost, v.at = cost, time.Now().Add(-ago)
	m.current.Store(&v)
}

// PageCache is the cache of pages.
type PageCache = pageCache

// Text gives the text of a page of the cache, "" for none.
func (p *pageCache) Text(address string, generation uint64, render func() ([]byte, error)) (string, error) {
	b, err := p.get(address, generation, render)
	if b == nil {
		return "", err
	}
	return string(b.plain), err
}
