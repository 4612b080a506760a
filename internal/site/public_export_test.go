package site

import (
	"net/url"
	"time"
)

// Canonical is the one form in which the address of a search is written.
func Canonical(in url.Values) string { return readQuestion(in).address("/mo-hinh", nil) }

// Fresh is what is kept between requests, of numbers.
type Fresh struct{ f fresh[int] }

// Get gives the number of this generation.
func (f *Fresh) Get(generation uint64, work func() (int, error)) (int, error) {
	return f.f.get(generation, work)
}

// Lag gives the number of this generation, or an older one while that is worked
// out beside.
func (f *Fresh) Lag(generation uint64, beside func(func()), work func() (int, error)) (int, error) {
	return f.f.lag(generation, beside, work)
}

// Cost pretends that working it out took so long, and was so long ago.
func (f *Fresh) Cost(d, ago time.Duration) {
	v := *f.f.now.Load()
	v.cost, v.at = d, time.Now().Add(-ago)
	f.f.now.Store(&v)
}
