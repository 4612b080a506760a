package exchange_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"danvankheo/data"
	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
)

// FuzzTable reads whatever is sent as each kind of table: it ends, with an error
// that has words for its reader or with rows, and what was understood comes back
// the same when it is written and read again.
func FuzzTable(f *testing.F) {
	for _, s := range []string{
		"", "title,kind\na,b\n", "\ufefftitle;summary\r\n'=1+1;\"a\nb\"\r\n",
		`{"title":"a","year":2026,"outcomes":[{"indicator":"x","value":1e400}]}`,
		"{\"title\":\"a\"}\n{\"title\":\n",
		"STT,Tên mô hình,Chỉ tiêu chính,Thời gian\n1,Một,\"a: 1; b 2 km\",1/1/2026-2/2/2026\n", "title+2,title\nb,a\n",
		"title,body+3\n" + strings.Repeat("x", 300),
		`{"links":[{"ref":"a","kind":"tiep-tuc"}],"report":{"sites":[{}]},"story":{}}`, "PK\x03\x04",
		`{"published_at":"2026-01-01T00:00:00Z","latitude":21.5,"demo":true,"tags":["b","a","a"]}`,
	} {
		f.Add([]byte(s), uint8(0))
		f.Add([]byte(s), uint8(1))
	}
	var sheet bytes.Buffer
	if err := exchange.WriteEntries(&sheet, exchange.XLSX, seq([]exchange.Entry{full(1)})); err != nil {
		f.Fatal(err)
	}
	f.Add(sheet.Bytes(), uint8(2))
	limits := exchange.Limits{Bytes: 1 << 20, Rows: 200, Columns: 80, Cell: 64 << 10, Unzip: 8 << 20}
	f.Fuzz(func(t *testing.T, text []byte, kind uint8) {
		format := exchange.Format(kind % 3)
		var list []exchange.Entry
		for row, err := range exchange.ReadWithin(bytes.NewReader(text), format, exchange.EntryColumns(), limits) {
			if err != nil {
				if registry.MessageOf(err) == "" {
					t.Fatalf("an error without words: %v", err)
				}
				return
			}
			var e exchange.Entry
			wrong := row.Apply(&e)
			for _, w := range wrong {
				if w.Message == "" {
					t.Fatalf("row %d: %q is wrong without a word", row.Number, w.Field)
				}
			}
			if len(wrong) == 0 {
				list = append(list, e)
			}
		}
		for _, back := range []exchange.Format{exchange.JSONL, exchange.CSV} {
			var b bytes.Buffer
			if err := exchange.WriteEntries(&b, back, seq(list)); err != nil {
				t.Fatal(err)
			}
			got := readAll(t, b.Bytes(), back)
			for i := range list {
				list[i].ChecksDone = nil // never written
				if i < len(got) && !reflect.DeepEqual(got[i], list[i]) {
					t.Fatalf("format %d, entry %d:\n got %+v\nwant %+v", back, i, got[i], list[i])
				}
			}
			if len(got) != len(list) {
				t.Fatalf("format %d: %d entries came back of %d", back, len(got), len(list))
			}
		}
	})
}

// FuzzObject reads whatever is sent as the body of an API call.
func FuzzObject(f *testing.F) {
	for _, s := range []string{
		"", "{}", `{"title":"a"}`, `{"outcomes":[{"value":{}}]}`, `[[[[`, `{"year":-0}`, `{"year":1e9}`,
		`{"households":12345678901234567890.5}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		row, err := exchange.ParseObject(body)
		if err != nil {
			if registry.KindOf(err) != registry.Invalid || registry.MessageOf(err) == "" {
				t.Fatalf("%v", err)
			}
			return
		}
		var a, b exchange.Entry
		wrong := row.Apply(&a)
		if again := row.Apply(&b); !reflect.DeepEqual(a, b) || !reflect.DeepEqual(wrong, again) {
			t.Fatalf("the same body was read in two ways")
		}
		if len(wrong) == 0 {
			if row.Apply(&a); a.ID == 0 && a.Origin == b.Origin && !reflect.DeepEqual(a, b) && !row.Has("list:targets") {
				t.Fatalf("applied twice it changed:\n%+v\n%+v", a, b)
			}
		}
	})
}

func BenchmarkReadReported(b *testing.B) {
	text, err := data.Files.ReadFile("reported_models.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		readAll(b, text, exchange.JSONL)
	}
}
