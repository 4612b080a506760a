package auth_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/auth"
)

var t0 = time.Date(2026, 3, 10, 2, 30, 0, 0, time.UTC)

func TestPassword(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	hash, err := auth.HashPassword(ctx, "đường làng rộng")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash = %s, want argon2id with 19 MiB, two passes, one lane", hash)
	}
	for _, c := range []struct {
		name, password, hash string
		want                 bool
	}{
		{"right", "đường làng rộng", hash, true},
		{"right, typed with combining marks", "đường làng rộng", hash, true},
		{"wrong", "đường làng rông", hash, false},
		{"empty", "", hash, false},
		{"no account", "đường làng rộng", "", false},
	} {
		got, err := auth.CheckPassword(ctx, c.password, c.hash)
		if err != nil || got != c.want {
			t.Errorf("%s: CheckPassword = %v, %v, want %v", c.name, got, err, c.want)
		}
	}
	if _, err := auth.CheckPassword(ctx, "x", "not a hash"); err == nil {
		t.Error("CheckPassword of a broken hash: no error")
	}
}

func TestPasswordGivesUpWaiting(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for range 20 { // either a slot is free or the context ends the wait: both are answers
		if _, err := auth.HashPassword(ctx, "x"); err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
}

func TestSecret(t *testing.T) {
	t.Parallel()
	a, b, token := auth.NewSecret(), auth.NewSecret(), auth.NewToken()
	if a == b || len(a) != 43 {
		t.Errorf("secrets %q, %q", a, b)
	}
	if !strings.HasPrefix(token, "dvk_") || !auth.LooksLikeSecret(token) || !auth.LooksLikeSecret(a) {
		t.Errorf("token %q does not look like one", token)
	}
	if len(auth.HashSecret(a)) != 32 || string(auth.HashSecret(a)) == string(auth.HashSecret(b)) {
		t.Error("hashes of secrets")
	}
	for _, s := range []string{"", "abc", a[:42], a + "A", strings.Repeat("%", 43), "dvk_"} {
		if auth.LooksLikeSecret(s) {
			t.Errorf("LooksLikeSecret(%q) = true", s)
		}
	}
}

func TestThrottle(t *testing.T) {
	t.Parallel()
	th := auth.NewThrottle(auth.DefaultLimits())
	fail := func(account, address string, now time.Time) time.Duration {
		_, wait := th.Try(account, address, now)
		return wait
	}
	for i := range 10 {
		if wait := fail("an", "1.1.1.1", t0); wait != 0 {
			t.Fatalf("try %d waits %v", i+1, wait)
		}
	}
	if wait := fail("an", "1.1.1.1", t0); wait <= 0 || wait > time.Minute {
		t.Errorf("the 11th try waits %v, want up to a minute", wait)
	}
	if wait := fail("an", "2.2.2.2", t0); wait != 0 {
		t.Errorf("the owner at another address waits %v", wait)
	}
	if wait := fail("binh", "1.1.1.1", t0); wait != 0 {
		t.Errorf("a colleague at the same address waits %v", wait)
	}
	if wait := fail("an", "1.1.1.1", t0.Add(61*time.Second)); wait != 0 {
		t.Errorf("after a minute the next try waits %v", wait)
	}
	if wait := fail("an", "1.1.1.1", t0.Add(61*time.Second)); wait == 0 {
		t.Error("after a minute more than one try is let through")
	}
}

func TestThrottleForgetsSlips(t *testing.T) {
	t.Parallel()
	th := auth.NewThrottle(auth.DefaultLimits())
	for day := range 30 { // nine slips, then right, again and again
		now := t0.Add(time.Duration(day) * time.Second)
		for range 9 {
			if _, wait := th.Try("an", "1.1.1.1", now); wait > 0 && day < 12 {
				t.Fatalf("round %d waits %v", day, wait)
			}
		}
		if a, _ := th.Try("an", "1.1.1.1", now); a != nil {
			a.Succeeded()
		}
	}
}

func TestThrottleKnownPairIsNotLockedOut(t *testing.T) {
	t.Parallel()
	th := auth.NewThrottle(auth.DefaultLimits())
	a, _ := th.Try("an", "10.0.0.1", t0)
	a.Succeeded()
	blocked := false
	for i := range 200 { // strangers everywhere try the account
		_, wait := th.Try("an", fmt.Sprintf("9.9.%d.%d", i/250, i%250), t0)
		blocked = blocked || wait > 0
	}
	if !blocked {
		t.Error("an account may be guessed at from any number of addresses without waiting")
	}
	if _, wait := th.Try("an", "10.0.0.1", t0); wait != 0 {
		t.Errorf("the owner, at the usual address, waits %v", wait)
	}
}

func TestThrottleOfficeSharesAddress(t *testing.T) {
	t.Parallel()
	th := auth.NewThrottle(auth.DefaultLimits())
	for i := range 500 { // an office of 500 signs in within a minute
		a, wait := th.Try(fmt.Sprint("nguoi", i), "10.0.0.1", t0.Add(time.Duration(i)*100*time.Millisecond))
		if wait > 0 {
			t.Fatalf("person %d waits %v", i, wait)
		}
		a.Succeeded()
	}
	tries := 0
	for i := range 1000 { // one who sprays a password over accounts is slowed
		if a, _ := th.Try(fmt.Sprint("ai", i), "6.6.6.6", t0); a != nil {
			tries++
		}
	}
	if tries > 120 {
		t.Errorf("%d accounts tried at once from one address", tries)
	}
}

func TestThrottleIsBounded(t *testing.T) {
	t.Parallel()
	th := auth.NewThrottle(auth.DefaultLimits())
	for i := range 30_000 {
		if a, _ := th.Try(fmt.Sprint("x", i), fmt.Sprint("y", i), t0.Add(time.Duration(i)*time.Millisecond)); a != nil && i%2 == 0 {
			a.Succeeded()
		}
	}
	if n := th.Size(); n > 4*8192 {
		t.Errorf("the throttle remembers %d things", n)
	}
}

func TestFactor(t *testing.T) {
	t.Parallel()
	secret, err := auth.NewFactor("Dân vận khéo Bắc Ninh", "an@bacninh.gov.vn")
	if err != nil {
		t.Fatal(err)
	}
	code, err := auth.Code(secret, t0)
	if err != nil {
		t.Fatal(err)
	}
	step := t0.Unix() / 30
	for _, c := range []struct {
		name, code string
		now        time.Time
		last       int64
		want       bool
	}{
		{"now", code, t0, 0, true},
		{"with a space", code[:3] + " " + code[3:], t0, 0, true},
		{"clock of the phone half a minute slow", code, t0.Add(30 * time.Second), 0, true},
		{"clock of the phone half a minute fast", code, t0.Add(-30 * time.Second), 0, true},
		{"old", code, t0.Add(61 * time.Second), 0, false},
		{"used", code, t0, step, false},
		{"a later one was used", code, t0, step + 1, false},
		{"the one before was used", code, t0, step - 1, true},
		{"empty", "", t0, 0, false},
		{"letters", "abcdef", t0, 0, false},
		{"too long", code + "0", t0, 0, false},
	} {
		got, ok := auth.CheckFactor(secret, c.code, c.now, c.last)
		if ok != c.want || ok && got != step {
			t.Errorf("%s: CheckFactor = %d, %v, want %v", c.name, got, ok, c.want)
		}
	}
	url := auth.FactorURL("Dân vận khéo Bắc Ninh", "an@bacninh.gov.vn", secret)
	if !strings.HasPrefix(url, "otpauth://totp/") || !strings.Contains(url, "secret="+secret) {
		t.Errorf("FactorURL = %s", url)
	}
	if !auth.GoodFactor(secret) || auth.GoodFactor("") || auth.GoodFactor("AAAA") || auth.GoodFactor(secret+"!") {
		t.Error("GoodFactor")
	}
	if got := auth.SpacedFactor("ABCDEFGH"); got != "ABCD EFGH" {
		t.Errorf("SpacedFactor = %q", got)
	}
}

func FuzzCheckFactor(f *testing.F) {
	f.Add("123456", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", int64(1_700_000_000), int64(0))
	f.Add("12 34-56", "", int64(0), int64(5))
	f.Fuzz(func(t *testing.T, code, secret string, unix, last int64) {
		if unix < 0 || unix > 1<<40 {
			return
		}
		step, ok := auth.CheckFactor(secret, code, time.Unix(unix, 0), last)
		if ok && (step <= last || step < unix/30-1 || step > unix/30+1) {
			t.Errorf("CheckFactor accepted step %d at %d after %d", step, unix/30, last)
		}
	})
}

func BenchmarkCheckPassword(b *testing.B) {
	hash, err := auth.HashPassword(context.Background(), "một câu đủ dài 2026")
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct{ name, hash string }{{"known", hash}, {"unknown", ""}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := auth.CheckPassword(context.Background(), "sai rồi", c.hash); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
