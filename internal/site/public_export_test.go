package site

import (
	"net/url"
	"time"
)

// Canonical is the one form in which the address of a search is written.
func Canonical(in url.Values) string { return readQuestion(in).address("/mo-hinh", nil) }

// Fresh is what is kept between requests, of numbers.
type Fresh struct{ f fresh[int] }

// Get gives the kept number, or works it out.
func (f *Fresh) Get(generation uint64, work func() (int, error)) (int, error) {
	return f.f.get(generation, work)
}

// Cost pretends that working it out took so long.
func (f *Fresh) Cost(d time.Duration) {
	v := *f.f.now.Load()
	v.cost = d
	f.f.now.Store(&v)
}
