package auth

import (
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

// period is the life of one code in seconds (RFC 6238); skew is by how many
// periods the clock of a phone may be off.
const (
	period = 30
	skew   = 1
)

var errNoIssuer = errors.New("second factor: no issuer or no account")

// NewFactor makes the secret of a second factor, in base32 as authenticator apps
// read it.
func NewFactor(issuer, account string) (secret string, err error) {
	if issuer == "" || account == "" {
		return "", errNoIssuer
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: account, Period: period, Digits: otp.DigitsSix})
	if err != nil {
		return "", fmt.Errorf("second factor: %w", err)
	}
	return key.Secret(), nil
}

// FactorURL is the text of the QR code by which an app takes over a secret. An
// unreadable secret gives "".
func FactorURL(issuer, account, secret string) string {
	raw, err := decodeFactor(secret)
	if err != nil {
		return ""
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: account, Secret: raw, Period: period, Digits: otp.DigitsSix})
	if err != nil {
		return ""
	}
	return key.URL()
}

// CheckFactor reports whether a code belongs to a secret now, and of which time
// step it is. Codes of steps up to and including last are used up. The caller
// keeps the step as the new last.
func CheckFactor(secret, code string, now time.Time, last int64) (step int64, ok bool) {
	code = digits(code)
	if len(code) != 6 || secret == "" {
		return 0, false
	}
	at := now.Unix() / period
	for s := at - skew; s <= at+skew; s++ {
		want, err := totp.GenerateCode(secret, time.Unix(s*period, 0))
		if err != nil {
			return 0, false
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && s > last && !ok {
			step, ok = s, true
		}
	}
	return step, ok
}

// Code gives the code of a moment, as the app shows it.
func Code(secret string, now time.Time) (string, error) {
	code, err := totp.GenerateCode(secret, now)
	if err != nil {
		return "", fmt.Errorf("second factor: %w", err)
	}
	return code, nil
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

// decodeFactor reads the base32 form of a second factor's secret.
func decodeFactor(secret string) ([]byte, error) {
	return base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(strings.TrimRight(secret, "=")))
}

// GoodFactor reports whether a text is a secret that [NewFactor] could have made.
func GoodFactor(secret string) bool {
	b, err := decodeFactor(secret)
	return err == nil && len(b) == 20
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
