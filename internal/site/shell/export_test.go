package shell

import (
	"net/url"
	"time"
)

// Canonical is the one form in which the address of a search is written.
func Canonical(in url.Values) string { return ReadQuestion(in).Address("/mo-hinh", nil) }

// Age pretends that computing the value took so long, and was so long ago.
func (f *Memo[T]) Age(cost, ago time.Duration) {
	v := *f.now.Load()
	v.cost, v.at = cost, time.Now().Add(-ago)
	f.now.Store(&v)
}
