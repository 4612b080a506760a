package auth

import (
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limit is how often something may be tried: Burst times at once, then once
// every Every.
type Limit struct {
	Burst int
	Every time.Duration
}

// Limits are the three limits of a [Throttle].
type Limits struct {
	// Pair is that of one account from one address: ten tries, then slowly. Whoever
	// guesses from one place locks nobody out elsewhere.
	Pair Limit
	// Account is that of one account from all addresses that have not signed in to
	// it before.
	Account Limit
	// Address is that of one address for all accounts: generous, for a whole office
	// shares one.
	Address Limit
}

// DefaultLimits are the limits of the program.
func DefaultLimits() Limits {
	return Limits{
		Pair:    Limit{10, time.Minute},
		Account: Limit{40, 30 * time.Second},
		Address: Limit{120, 5 * time.Second},
	}
}

// remembered bounds each of the throttle's maps, about 2 MiB together.
const remembered = 8192

// Throttle slows down guessing, by account and by address. It keeps what it
// counts in memory only: a restart forgets it. The zero value is not usable: see
// [NewThrottle].
type Throttle struct {
	limits Limits

	mu       sync.Mutex
	pairs    map[pair]*bucket
	accounts map[string]*bucket
	address  map[string]*bucket
	known    map[pair]time.Time // pairs that have signed in, and when
}

type pair struct{ account, address string }

type bucket struct {
	limiter *rate.Limiter
	touched time.Time
}

// NewThrottle makes a throttle.
func NewThrottle(l Limits) *Throttle {
	return &Throttle{
		limits:   l,
		pairs:    map[pair]*bucket{},
		accounts: map[string]*bucket{},
		address:  map[string]*bucket{},
		known:    map[pair]time.Time{},
	}
}

// Attempt is one try that was let through.
type Attempt struct {
	t    *Throttle
	key  pair
	at   time.Time
	held []*rate.Reservation
}

// Try asks for one try at an account from an address. When there have been too
// many, the attempt is nil and wait says how long until the next is let through.
// A try counts until [Attempt.Succeeded] says otherwise.
func (t *Throttle) Try(account, address string, now time.Time) (a *Attempt, wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	key := pair{account, address}
	buckets := []*bucket{
		get(t.pairs, key, t.limits.Pair, now),
		get(t.address, address, t.limits.Address, now),
	}
	if _, ok := t.known[key]; !ok {
		buckets = append(buckets, get(t.accounts, account, t.limits.Account, now))
	}
	a = &Attempt{t: t, key: key, at: now}
	for _, b := range buckets {
		r := b.limiter.ReserveN(now, 1)
		a.held = append(a.held, r)
		wait = max(wait, r.DelayFrom(now))
	}
	if wait > 0 {
		for _, r := range a.held {
			r.CancelAt(now)
		}
		return nil, wait
	}
	return a, 0
}

// Succeeded says that the try was no guess: it does not count, earlier slips of
// the pair are forgotten, and the pair no longer suffers from what strangers try
// at the account.
func (a *Attempt) Succeeded() {
	a.t.mu.Lock()
	defer a.t.mu.Unlock()
	for _, r := range a.held {
		r.CancelAt(a.at)
	}
	delete(a.t.pairs, a.key)
	trim(a.t.known, func(at time.Time) time.Time { return at })
	a.t.known[a.key] = a.at
}

// get finds or makes a bucket. A map that is full first loses the buckets that
// are full again by now, then those longest untouched.
func get[K comparable](m map[K]*bucket, key K, l Limit, now time.Time) *bucket {
	if b, ok := m[key]; ok {
		b.touched = now
		return b
	}
	if len(m) >= remembered {
		healed := time.Duration(l.Burst) * l.Every
		for k, b := range m {
			if now.Sub(b.touched) > healed {
				delete(m, k)
			}
		}
	}
	trim(m, func(b *bucket) time.Time { return b.touched })
	b := &bucket{rate.NewLimiter(rate.Every(l.Every), l.Burst), now}
	m[key] = b
	return b
}

// trim removes the oldest quarter of a map that is full: a quarter at once, so
// that a flood does not search the map at every try.
func trim[K comparable, V any](m map[K]V, at func(V) time.Time) {
	if len(m) < remembered {
		return
	}
	times := make([]time.Time, 0, len(m))
	for _, v := range m {
		times = append(times, at(v))
	}
	slices.SortFunc(times, time.Time.Compare)
	cut := times[len(times)/4]
	for k, v := range m {
		if !at(v).After(cut) {
			delete(m, k)
		}
	}
}

// Size gives the number of things the throttle remembers: bounded, whatever is sent.
func (t *Throttle) Size() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.pairs) + len(t.accounts) + len(t.address) + len(t.known)
}
