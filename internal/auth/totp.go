package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// The second factor is TOTP (RFC 6238) as every authenticator app has it by
// default: HMAC-SHA-1 over steps of 30 seconds, six digits. skew is by how many
// steps the clock of a phone may be off.
const (
	period     = 30
	codeDigits = 6
	skew       = 1
	keyBytes   = 20 // the length of a SHA-1, which RFC 4226 (4, R6) recommends
)

var (
	errNoIssuer = errors.New("second factor: no issuer or no account")
	errNoKey    = errors.New("no key")
	factorText  = base32.StdEncoding.WithPadding(base32.NoPadding)
)

// NewFactor makes the secret of a second factor, in base32 as authenticator apps
// read it.
func NewFactor(issuer, account string) (secret string, err error) {
	if issuer == "" || account == "" {
		return "", errNoIssuer
	}
	key := make([]byte, keyBytes)
	if _, err := rand.Read(key); err != nil {
		return "", fmt.Errorf("second factor: %w", err)
	}
	return factorText.EncodeToString(key), nil
}

// FactorURL is the text of the QR code by which an app takes over a secret. An
// unreadable secret gives "".
func FactorURL(issuer, account, secret string) string {
	key, err := decodeFactor(secret)
	if err != nil || issuer == "" || account == "" {
		return ""
	}
	q := url.Values{
		"secret":    {factorText.EncodeToString(key)},
		"issuer":    {issuer},
		"algorithm": {"SHA1"},
		"digits":    {strconv.Itoa(codeDigits)},
		"period":    {strconv.Itoa(period)},
	}
	u := url.URL{
		Scheme:   "otpauth",
		Host:     "totp",
		Path:     "/" + issuer + ":" + account,
		RawQuery: strings.ReplaceAll(q.Encode(), "+", "%20"), // some apps show the plus
	}
	return u.String()
}

// CheckFactor reports whether a code belongs to a secret now, and of which time
// step it is. Codes of steps up to and including last are used up. The caller
// keeps the step as the new last.
func CheckFactor(secret, code string, now time.Time, last int64) (step int64, ok bool) {
	code = digits(code)
	if len(code) != codeDigits {
		return 0, false
	}
	key, err := decodeFactor(strings.TrimSpace(secret))
	if err != nil {
		return 0, false
	}
	at := now.Unix() / period
	for s := at - skew; s <= at+skew; s++ { // all of them, so that the time tells nothing
		if subtle.ConstantTimeCompare([]byte(hotp(key, uint64(s))), []byte(code)) == 1 && s > last && !ok {
			step, ok = s, true
		}
	}
	return step, ok
}

// Code gives the code of a moment, as the app shows it.
func Code(secret string, now time.Time) (string, error) {
	key, err := decodeFactor(strings.TrimSpace(secret))
	if err != nil {
		return "", fmt.Errorf("second factor: %w", err)
	}
	return hotp(key, uint64(now.Unix()/period)), nil
}

// hotp is the one-time password of a counter (RFC 4226, 5.3).
func hotp(key []byte, counter uint64) string {
	mac := hmac.New(sha1.New, key)
	_ = binary.Write(mac, binary.BigEndian, counter) // a hash takes everything
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0xf
	return fmt.Sprintf("%0*d", codeDigits, binary.BigEndian.Uint32(sum[at:])&0x7fffffff%1_000_000)
}

// digits drops what people type between the digits: "123 456", "123-456".
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r == ' ' || r == '-' || r == '.' || r == '\u00a0':
			return -1
		}
		return 'x'
	}, s)
}

// decodeFactor reads the base32 form of a second factor's secret. A secret
// without a byte is none: everybody knows its codes.
func decodeFactor(secret string) ([]byte, error) {
	key, err := factorText.DecodeString(strings.ToUpper(strings.TrimRight(secret, "=")))
	if err == nil && len(key) == 0 {
		err = errNoKey
	}
	return key, err
}

// GoodFactor reports whether a text is a secret that [NewFactor] could have made.
func GoodFactor(secret string) bool {
	b, err := decodeFactor(secret)
	return err == nil && len(b) == keyBytes
}

// SpacedFactor writes a secret in groups of four, for typing it by hand.
func SpacedFactor(secret string) string {
	var b strings.Builder
	for i, r := range secret {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}
