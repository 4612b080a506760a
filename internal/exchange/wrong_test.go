package exchange_test

import (
	"reflect"
	"strings"
	"testing"

	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
)

func TestWrongValuesAreNamed(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"title":5}`:                   "title",
		`{"year":"MMXXVI"}`:             "year",
		`{"year":2022.5}`:               "year",
		`{"kind":"mo-hinh"}`:            "kind",
		`{"outcomes":{}}`:               "outcomes",
		`{"outcomes":[5]}`:              "outcomes.0",
		`{"outcomes":[{"value":true}]}`: "outcomes.0.value",
		`{"outcomes":[{"indicator":"a","colour":"b"}]}`: "outcomes.0.colour",
		`{"outcomes":[{"value":1,"target":2}]}`:         "outcomes.0.value",
		`{"partners":["a"]}`:                            "partners.0",
		`{"tags":[1]}`:                                  "tags",
		`{"pledge":"yes"}`:                              "pledge",
		`{"story":[]}`:                                  "story",
		`{"story":{"lead_photo":3}}`:                    "story.lead_photo",
		`{"sent_at":"hôm qua"}`:                         "sent_at",
		`{"households":[]}`:                             "households",
		`{"colour":"red","title":"x"}`:                  "colour",
		`{"list:note":"x"}`:                             "list:note",
		`{"title":"x","kind":null,"outcomes":null}`:     "",
		`{"title":5,"year":"x","kind":"y","colour":1}`:  "year kind title colour",
	} {
		row, err := exchange.ParseObject([]byte(body))
		if err != nil {
			t.Fatal(err)
		}
		var e exchange.Entry
		var names []string
		for _, f := range row.Apply(&e) {
			names = append(names, f.Field)
			if f.Message == "" {
				t.Errorf("%s: %s has no message", body, f.Field)
			}
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s: wrong fields %q, want %q", body, got, want)
		}
	}
	for _, body := range []string{"", "null", "[]", "5", `"x"`, `{"a":1`, `{"a":1}{}`, `{"a":1} x`, "\x00", `{"a":}`} {
		if _, err := exchange.ParseObject([]byte(body)); registry.KindOf(err) != registry.Invalid {
			t.Errorf("ParseObject(%q) = %v, want an Invalid error", body, err)
		}
	}
}

func TestOnlyWhatTheRowSaysChanges(t *testing.T) {
	t.Parallel()
	e := full(3)
	e.ID = 7
	want := full(3)
	want.ID, want.Content.Title, want.Content.Partners = 7, "Tên mới", nil
	row, err := exchange.ParseObject([]byte(`{"title":"Tên mới","partners":[]}`))
	if err != nil {
		t.Fatal(err)
	}
	if wrong := row.Apply(&e); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	if len(e.Content.Partners) == 0 {
		e.Content.Partners = nil
	}
	if !reflect.DeepEqual(e, want) {
		t.Errorf("more than the title and the partners changed:\n got %+v\nwant %+v", e, want)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	small := exchange.Limits{Bytes: 4000, Rows: 20, Columns: 10, Cell: 600, Unzip: 1 << 20}
	wide := strings.Repeat(",x", 30)
	for name, c := range map[string]struct {
		f    exchange.Format
		text string
	}{
		"rows":         {exchange.CSV, "title,kind\n" + strings.Repeat("a,\n", 30)},
		"rows of JSON": {exchange.JSONL, strings.Repeat("{}\n", 30)},
		"bytes":        {exchange.JSONL, strings.Repeat(`{"title":"`+strings.Repeat("x", 500)+"\"}\n", 20)},
		"line":         {exchange.JSONL, `{"title":"` + strings.Repeat("x", 700) + `"}`},
		"cell":         {exchange.CSV, "title,kind\n" + strings.Repeat("x", 700) + ",\n"},
		"columns":      {exchange.CSV, "title,kind\na" + wide + "\n"},
		"sheet":        {exchange.XLSX, "PK" + strings.Repeat("x", 5000)},
	} {
		var failed error
		for _, err := range exchange.ReadWithin(strings.NewReader(c.text), c.f, exchange.EntryColumns(), small) {
			failed = err
		}
		if k := registry.KindOf(failed); k != registry.TooLarge {
			t.Errorf("%s: %v, want TooLarge", name, failed)
		}
	}
	for _, text := range []string{"", "PK\x03\x04", "not a sheet", strings.Repeat("\x00", 100)} {
		for _, err := range exchange.Read(strings.NewReader(text), exchange.XLSX, exchange.EntryColumns()) {
			if registry.KindOf(err) != registry.Invalid {
				t.Errorf("sheet %q: %v, want Invalid", text, err)
			}
		}
	}
}

func TestFormatOf(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]exchange.Format{"a.jsonl": exchange.JSONL, "A.CSV": exchange.CSV, "b/c.xlsx": exchange.XLSX} {
		if f, err := exchange.FormatOf(name); err != nil || f != want {
			t.Errorf("FormatOf(%q) = %v, %v", name, f, err)
		}
	}
	if _, err := exchange.FormatOf("a.xls"); registry.KindOf(err) != registry.Invalid {
		t.Errorf("a.xls: %v", err)
	}
}
