package auth

import (
	"context"
	"fmt"

	"github.com/alexedwards/argon2id"

	"danvankheo/internal/vietnamese"
)

// The cost of one hash: 19 MiB, two passes, one lane, as OWASP's password
// storage cheat sheet gives it for argon2id.
var cost = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// slots bounds the memory that all hashing of the process takes at once, however
// many sign in: two hashes, 38 MiB. Others wait their turn.
var slots = make(chan struct{}, 2)

// nobody is a hash of the same cost that no password opens: what is checked when
// there is no account, so that the answer takes as long.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$bmdAumlvaSBraG9uZyBjbw$c3AvSXBVd0tkZVpqQ2tGQ1dEQkxwRzJ5bHdvYVVuTm8"

// HashPassword gives the hash to keep of a password. Letters typed composed or
// with combining marks are the same password.
func HashPassword(ctx context.Context, password string) (string, error) {
	if err := acquire(ctx); err != nil {
		return "", err
	}
	defer leave()
	hash, err := argon2id.CreateHash(vietnamese.NFC(password), &cost)
	if err != nil {
		return "", fmt.Errorf("password: hash: %w", err)
	}
	return hash, nil
}

// CheckPassword reports whether a password belongs to a hash. For the hash ""
// (no such account, or no password yet) it does the same work and says no.
func CheckPassword(ctx context.Context, password, hash string) (bool, error) {
	if err := acquire(ctx); err != nil {
		return false, err
	}
	defer leave()
	known := hash != ""
	if !known {
		hash = nobody
	}
	ok, err := argon2id.ComparePasswordAndHash(vietnamese.NFC(password), hash)
	if err != nil {
		return false, fmt.Errorf("password: compare: %w", err)
	}
	return ok && known, nil
}

func acquire(ctx context.Context) error {
	select {
	case slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func leave() { <-slots }
