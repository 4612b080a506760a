package shell_test

import (
	"net/url"
	"testing"

	"danvankheo/internal/site/shell"
)

func TestCanonicalQuestion(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]string{
		{"", "/mo-hinh"}, {"q=+hiến++", "/mo-hinh?q=hi%E1%BA%BFn"},
		{"year=2021&year=2021&year=x&year=0", "/mo-hinh?year=2021&year=0"}, {"kind=gi-do&photo=2&sort=zz&page=3&ve=1", "/mo-hinh"},
		{"sort=title&exact=1", "/mo-hinh?exact=1&sort=title"},
	} {
		in, err := url.ParseQuery(c[0])
		if err != nil {
			t.Fatal(err)
		}
		if got := shell.Canonical(in); got != c[1] {
			t.Errorf("%s: %s, want %s", c[0], got, c[1])
		}
	}
}

// FuzzQuestion: an address is understood the same when it is read again.
func FuzzQuestion(f *testing.F) {
	f.Add("q=hien+dat&year=2021&field=kinh-te&page=2")
	f.Add("unit=%00&tag=%F0%9F%A4%9D&sort=newest&year=khong-ro")
	f.Fuzz(func(t *testing.T, query string) {
		in, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		once := shell.Canonical(in)
		u, err := url.Parse(once)
		if err != nil {
			t.Fatal(err)
		}
		if again := shell.Canonical(u.Query()); again != once {
			t.Errorf("%q: %q, read again %q", query, once, again)
		}
	})
}
