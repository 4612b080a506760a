package auth_test

import (
	"encoding/base32"
	"net/url"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/auth"
)

// rfcKey is the key of the examples in RFC 4226 (appendix D) and RFC 6238
// (appendix B): "12345678901234567890".
const rfcKey = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

// TestCodesAreThoseOfTheStandard holds the codes against the examples of both
// standards: RFC 4226 counts steps, RFC 6238 has eight digits, of which six are
// the last six.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		standard string
		unix     int64
		want     string
	}{
		{"RFC 4226", 0 * 30, "755224"},
		{"RFC 4226", 1 * 30, "287082"},
		{"RFC 4226", 2 * 30, "359152"},
		{"RFC 4226", 3 * 30, "969429"},
		{"RFC 4226", 4 * 30, "338314"},
		{"RFC 4226", 5 * 30, "254676"},
		{"RFC 4226", 6 * 30, "287922"},
		{"RFC 4226", 7 * 30, "162583"},
		{"RFC 4226", 8 * 30, "399871"},
		{"RFC 4226", 9 * 30, "520489"},
		{"RFC 6238", 59, "287082"},
		{"RFC 6238", 1111111109, "081804"},
		{"RFC 6238", 1111111111, "050471"},
		{"RFC 6238", 1234567890, "005924"},
		{"RFC 6238", 2000000000, "279037"},
		{"RFC 6238", 20000000000, "353130"},
	} {
		got, err := auth.Code(rfcKey, time.Unix(c.unix, 0))
		if err != nil || got != c.want {
			t.Errorf("%s: Code at %d s = %q, %v, want %q", c.standard, c.unix, got, err, c.want)
		}
		if _, ok := auth.CheckFactor(rfcKey, c.want, time.Unix(c.unix, 0), -1); !ok {
			t.Errorf("%s: CheckFactor refuses %s at %d s", c.standard, c.want, c.unix)
		}
	}
}

// TestCodesLiveOneStepEitherWay pins the window to the second: the step of the
// code, one before and one after.
func TestCodesLiveOneStepEitherWay(t *testing.T) {
	t.Parallel()
	const code, step = "050471", 1111111111 / 30
	for _, c := range []struct {
		unix int64
		want bool
	}{
		{step*30 - 31, false}, {step*30 - 30, true}, {step * 30, true},
		{step*30 + 29, true}, {step*30 + 59, true}, {step*30 + 60, false},
	} {
		if _, ok := auth.CheckFactor(rfcKey, code, time.Unix(c.unix, 0), 0); ok != c.want {
			t.Errorf("%d s from the step's beginning: accepted = %v, want %v", c.unix-step*30, ok, c.want)
		}
	}
}

// TestEnrolledSecretsAreReadInEveryForm: a secret may lie in the database as an
// app or an earlier edition wrote it.
func TestEnrolledSecretsAreReadInEveryForm(t *testing.T) {
	t.Parallel()
	at := time.Unix(59, 0)
	short := base32.StdEncoding.EncodeToString([]byte("12345678901234567")) // is padded
	want, err := auth.Code(strings.TrimRight(short, "="), at)
	if err != nil || !strings.HasSuffix(short, "=") {
		t.Fatal(short, err)
	}
	for _, c := range []struct{ name, secret, code string }{
		{"as made", rfcKey, "287082"},
		{"lower case", strings.ToLower(rfcKey), "287082"},
		{"between spaces", " " + rfcKey + "\n", "287082"},
		{"padded", short, want},
	} {
		if _, ok := auth.CheckFactor(c.secret, c.code, at, 0); !ok {
			t.Errorf("%s: CheckFactor refuses %s", c.name, c.code)
		}
	}
	const ofNoKey = "812658" // HMAC-SHA-1 of the step with an empty key
	for _, bad := range []string{"", " ", "=", "1", "A", rfcKey + "!", "không"} {
		for _, code := range []string{"287082", ofNoKey} {
			if _, ok := auth.CheckFactor(bad, code, at, 0); ok {
				t.Errorf("CheckFactor takes the code %s for the secret %q", code, bad)
			}
		}
	}
}

// TestFactorURLIsWhatAppsRead pins the whole address: apps know no other form.
func TestFactorURLIsWhatAppsRead(t *testing.T) {
	t.Parallel()
	const want = "otpauth://totp/D%C3%A2n%20v%E1%BA%ADn%20kh%C3%A9o%20B%E1%BA%AFc%20Ninh:an@bacninh.gov.vn" +
		"?algorithm=SHA1&digits=6&issuer=D%C3%A2n%20v%E1%BA%ADn%20kh%C3%A9o%20B%E1%BA%AFc%20Ninh&period=30&secret=" + rfcKey
	if got := auth.FactorURL("Dân vận khéo Bắc Ninh", "an@bacninh.gov.vn", rfcKey); got != want {
		t.Errorf("FactorURL =\n%s, want\n%s", got, want)
	}
	u, err := url.Parse(auth.FactorURL("Văn hoá & Thể thao + 1", "an+thu@bacninh.gov.vn", rfcKey))
	if err != nil || u.Query().Get("issuer") != "Văn hoá & Thể thao + 1" || u.Query().Get("secret") != rfcKey {
		t.Errorf("FactorURL loses signs: %v, %v", u, err)
	}
	for _, bad := range [][3]string{{"", "an@x", rfcKey}, {"x", "", rfcKey}, {"x", "an@x", ""}, {"x", "an@x", "không"}} {
		if got := auth.FactorURL(bad[0], bad[1], bad[2]); got != "" {
			t.Errorf("FactorURL%q = %q, want none", bad, got)
		}
	}
}

func TestNewFactorIsNeverTheSame(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 100 {
		s, err := auth.NewFactor("Dân vận khéo", "an@bacninh.gov.vn")
		if err != nil || !auth.GoodFactor(s) || len(s) != 32 || seen[s] {
			t.Fatalf("NewFactor = %q, %v", s, err)
		}
		seen[s] = true
	}
	if s, err := auth.NewFactor("", "an@bacninh.gov.vn"); err == nil {
		t.Errorf("NewFactor without an issuer = %q", s)
	}
}
