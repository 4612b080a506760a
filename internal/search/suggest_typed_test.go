package search_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/search"
)

// stalls are entries, units, topics and labels to suggest.
func stalls(tb testing.TB) *search.Index {
	tb.Helper()
	x, err := search.Open(tb.TempDir(), search.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = x.Close() })
	var docs []search.Document
	add := func(visible bool, title, field, publisher string, tags ...string) {
		id := int64(len(docs) + 1)
		docs = append(docs, search.Document{ID: id, Title: title, Visible: visible, Field: field, Publisher: publisher, Tags: tags,
			Published: time.Date(2020, 1, int(id), 0, 0, 0, 0, time.UTC)})
	}
	add(true, "Nuôi ong lấy mật rừng", "kinh-te", "Báo Bắc Ninh", "giam-ngheo")
	add(true, "Đường hoa trước ngõ", "van-hoa", "", "nong-thon-moi")
	add(true, "Đường hoa trước ngõ", "van-hoa", "")
	add(true, "Hòa giải ở cơ sở", "an-ninh", "")
	add(true, "Góp sức làm đường hoa", "van-hoa", "", "nong-thon-moi")
	add(true, "Dân nuôi ốc trong ao", "kinh-te", "")
	add(false, "Đường hầm bí mật", "quoc-phong", "Báo Nháp", "duong-ham")
	add(true, "Giảm nghèo", "an-ninh", "") // worded as the topic is
	if err := x.Rebuild(context.Background(), all(slices.Values(docs)), 1); err != nil {
		tb.Fatal(err)
	}
	x.SetUnits([]search.UnitName{
		{Code: "dong-son", Name: "Xã Đồng Sơn", Note: "nay là phường Đồng Sơn"},
		{Code: "dong-son", Name: "Phường Đồng Sơn"},
		{Code: "dong-son", Name: "Xã Nham Sơn", Note: "nay là phường Đồng Sơn"},
		{Code: "dong-son", Name: "Xã Nham Sơn", Note: "nay là phường Đồng Sơn"},
		{Code: "an-lac-1", Name: "Xã An Lạc", Note: "trước đây"}, {Code: "an-lac-2", Name: "Xã An Lạc", Note: "trước đây"},
	})
	x.SetLabels(search.Labels{
		Fields: map[string]string{"kinh-te": "Kinh tế", "van-hoa": "Văn hóa", "an-ninh": "An ninh", "quoc-phong": "Quốc phòng"},
		Topics: map[string]string{"nong-thon-moi": "nông thôn mới", "giam-ngheo": "giảm nghèo", "duong-ham": "đường hầm"},
	})
	return x
}

func offered(tb testing.TB, x *search.Index, q string) string {
	tb.Helper()
	list, err := x.Suggest(context.Background(), q, 8)
	if err != nil {
		tb.Fatal(err)
	}
	var out []string
	for _, s := range list {
		out = append(out, fmt.Sprint(s.Kind, " ", s.Text))
	}
	return strings.Join(out, "|")
}

// What is offered does not depend on how far a word is typed, nor with which keys.
func TestSuggestInEveryStateOfTyping(t *testing.T) {
	t.Parallel()
	x := stalls(t)
	const (
		flowers = "title Đường hoa trước ngõ|title Góp sức làm đường hoa"
		snail   = "title Nuôi ong lấy mật rừng|title Dân nuôi ốc trong ao"
	)
	for _, c := range []struct {
		want  string
		typed []string
	}{
		{flowers, []string{
			"đường", "đườ", "đươ", "đuờng", "duong", "duon", "dduwowng", "dduwowngf", "dduwow", "dduw",
			"duong72", "d9uo72ng", "d9uong", "duong7", "đường h", "duong hoa", "dduwowngf ho", "dduwowng hoa", "d9uong72 h",
		}},
		{snail, []string{"nuoi o", "nuô", "nuôi", "nuooi", "nuoo", "nuo6", "nuoi6 o", "nuôi o", "nuooi o"}},
		{"title Dân nuôi ốc trong ao", []string{"nuôi ố", "nuoi oc", "nuooi oocs", "nuooi oo", "nuôi ốc"}},
		{"title Hòa giải ở cơ sở", []string{"hoà", "hòa g", "hoaf", "hoa2", "hoaf giair", "hoa2 giai3", "hoagiai"}},
		{"topic nông thôn mới", []string{"nong th", "noong", "nông thôn", "no6ng tho6n mo71i", "noong thoon mowis", "nông thôn mơ"}},
		{"topic giảm nghèo", []string{"giam", "giảm n", "giamr ngheof"}},
		{"field Văn hóa", []string{"v", "văn", "vawn", "van hoa", "va8n hoa1"}},
		{"publisher Báo Bắc Ninh", []string{"b", "báo", "bao bac ninh", "baos bawcs"}},
		{"unit Phường Đồng Sơn", []string{"đồng", "dong s", "ddoongf", "ddoongf sown", "phuong dong"}},
		{"unit Xã An Lạc (trước đây)", []string{"an l", "xã an lạc"}},
		{"unit Xã Đồng Sơn (nay là phường Đồng Sơn)", []string{"xa dong son", "xã đồng sơ"}},
		{"unit Xã Nham Sơn (nay là phường Đồng Sơn)", []string{"nham", "Nham Sơn", "xa nham", "nham sown"}},
		{"", []string{"đướng", "dường h", "nuồi", "đường hầm", "duong ham", "quoc", "bao nhap", "zz", "?"}},
	} {
		for _, q := range c.typed {
			if got := offered(t, x, q); got != c.want {
				t.Errorf("Suggest(%q) = %q, want %q", q, got, c.want)
			}
		}
	}
}

// One letter offers what begins with it, of every kind, and nothing of drafts.
func TestSuggestFromTheFirstLetter(t *testing.T) {
	t.Parallel()
	x := stalls(t)
	for q, want := range map[string]string{
		"đ": "unit Phường Đồng Sơn|title Đường hoa trước ngõ",
		"d": "unit Phường Đồng Sơn|title Dân nuôi ốc trong ao|title Đường hoa trước ngõ",
		"n": "unit Xã Nham Sơn (nay là phường Đồng Sơn)|topic nông thôn mới|title Nuôi ong lấy mật rừng",
		"h": "title Hòa giải ở cơ sở",
	} {
		if got := offered(t, x, q); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", q, got, want)
		}
	}
}

// What was taken out is not offered any more, nor a topic or publisher of it alone.
func TestSuggestForgetsWhatWasTakenOut(t *testing.T) {
	t.Parallel()
	x := stalls(t)
	apply(t, x, 2, search.Change{ID: 1})
	for _, q := range []string{"n", "nuôi ong", "giảm", "báo"} {
		got := offered(t, x, q)
		for _, gone := range []string{"mật rừng", "giảm nghèo", "Báo Bắc Ninh"} {
			if strings.Contains(got, gone) {
				t.Errorf("Suggest(%q) = %q", q, got)
			}
		}
	}
	hidden := search.Document{ID: 4, Title: "Hòa giải ở cơ sở", Field: "an-ninh"}
	apply(t, x, 3, search.Change{ID: 4, Doc: &hidden})
	if got := offered(t, x, "hòa"); got != "field Văn hóa" && got != "" {
		t.Errorf("Suggest of a title that was withdrawn = %q", got)
	}
}
