package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// tokenPrefix begins every API token, so that one that leaked into a file is
// found by its look.
const tokenPrefix = "dvk_"

// NewSecret makes a secret of 32 random bytes for a cookie or a link. Only its
// hash is kept: see [HashSecret].
func NewSecret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// NewToken makes the secret of an API token.
func NewToken() string { return tokenPrefix + NewSecret() }

// HashSecret is the form in which a secret is kept and looked up. A secret of 256
// random bits needs no salt and no slowness.
func HashSecret(secret string) []byte {
	h := sha256.Sum256([]byte(secret))
	return h[:]
}

// LooksLikeSecret reports whether a text can be a secret at all, so that nonsense
// is not looked up.
func LooksLikeSecret(s string) bool {
	b, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(s, tokenPrefix))
	return err == nil && len(b) == 32
}
