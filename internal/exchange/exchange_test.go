package exchange_test

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/data"
	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
)

// nasty are texts that tables tend to spoil.
var nasty = []string{
	"=SUM(A1:A9)", "+84 204 3854 123", "-5", "@mention", "'=1+1", "''=x", "'tis", "\"quoted, \"\"twice\"\"\"", "a;b;c\td",
	"hai\ndòng\n\nbốn",
	"  ", "1.234", "00123", "TRUE", "2026-03-31", "_x0041_ _x000D_", "<b>&amp;</b>", "đường \u0111\u01b0\u01a1\u0300ng",
	"😀 𝄞 \u200b", "NULL", "null", "[]", "{}", "\\n \\\" \\u0041",
	strings.Repeat("Nhân dân hiến đất. ", 3000), strings.Repeat("đ", 16001), "a\u00a0b", "\u2028x",
}

// full is an entry with something in every part, turned by n.
func full(n int) exchange.Entry {
	next := n
	s := func() string {
		next++
		return nasty[next%len(nasty)]
	}
	var e exchange.Entry
	e.Ref, e.Season, e.Unit, e.UnitText = fmt.Sprintf("R-%d", n), 2026, "07210-202507", "Phường Bắc Giang"
	e.Registration, e.Publication = registry.Accepted, registry.Published
	e.SentAt, e.PublishedAt = time.Date(2026, 3, 1, 1, 2, 3, 4e6, time.UTC), time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	e.Demo = n%2 == 0
	fillStrings(reflect.ValueOf(&e.Content).Elem(), s)
	fillStrings(reflect.ValueOf(&e.Report).Elem(), s)
	fillStrings(reflect.ValueOf(&e.Story).Elem(), s)
	c := &e.Content
	c.Type, c.Novelty, c.Field = registry.IndividualExemplar, registry.Replicated, "kinh-te"
	c.Tags = []string{"giam-ngheo", "moi-truong"}
	c.Latitude, c.Longitude, c.Households, c.People = "21,2745", "106.1963", "1.306", "chừng 300"
	c.Start, c.ReviewOn, c.BasisDate, c.ApprovedOn = "2026-03-01", "quý 4", "", "2026-02-28"
	c.Partners = []registry.Partner{{Name: s(), Role: s()}, {Name: "Hội Phụ nữ", Role: ""}}
	c.Resources = []registry.Resource{{Kind: "ngan-sach", Amount: "1.250,5", Note: s()}}
	c.Outcomes = []registry.Outcome{
		{
			Indicator: "LAND_M2",
			Label:     s(),
			Unit:      "m²",
			Baseline:  "0",
			Target:    "10.150",
			Actual:    "10.150,75",
			Period:    "nam",
			Source:    "minh-chung",
			Evidence:  s(),
			Committed: true,
		},
		{Label: "Số hộ", Unit: "hộ", Target: "không rõ"},
	}
	e.Report.Sites = []registry.Site{{Place: "Thôn Một", Since: "2026-01-02", Teams: "3", Note: s()}}
	e.Report.Resources = []registry.Resource{{Kind: "ngay-cong", Amount: "120"}}
	e.Report.Satisfied, e.Report.Surveyed = "97,5", "120"
	e.Recognitions = []registry.Recognition{
		{
			Act:  registry.Act{Level: "tinh", Form: "quyet-dinh", Number: "12/QĐ-UBND", Date: "2026-11-20", Issuer: s(), Signer: s()},
			Text: s(),
		},
	}
	e.Commendations = []registry.Commendation{
		{Act: registry.Act{Level: "tinh", Form: s(), Number: "15/QĐ-UBND", Date: "2026-12-20", Issuer: s()}},
		{
			Act: registry.Act{
				Level:        "co-so",
				Form:         "Giấy khen",
				Number:       "2",
				Date:         "2026-12-01",
				RevokedAt:    time.Date(2027, 1, 2, 3, 4, 5, 0, time.UTC),
				RevokeReason: s(),
			},
		},
	}
	e.From = []exchange.LinkRef{{Ref: "R-0", Kind: registry.LearnsFrom, Confirmed: true}}
	e.Clean()
	return e
}

// fillStrings puts a text into every plain text of a struct.
func fillStrings(v reflect.Value, s func() string) {
	for i := range v.NumField() {
		if f := v.Field(i); f.Type() == reflect.TypeFor[string]() {
			f.SetString(s())
		}
	}
}

func seq(list []exchange.Entry) iter.Seq2[exchange.Entry, error] {
	return func(yield func(exchange.Entry, error) bool) {
		for _, e := range list {
			if !yield(e, nil) {
				return
			}
		}
	}
}

var formats = map[string]exchange.Format{"jsonl": exchange.JSONL, "csv": exchange.CSV, "xlsx": exchange.XLSX}

func readAll(t testing.TB, text []byte, f exchange.Format) []exchange.Entry {
	t.Helper()
	var out []exchange.Entry
	for row, err := range exchange.Read(bytes.NewReader(text), f, exchange.EntryColumns()) {
		if err != nil {
			t.Fatal(err)
		}
		var e exchange.Entry
		if wrong := row.Apply(&e); len(wrong) > 0 {
			t.Fatalf("row %d: %v", row.Number, wrong)
		}
		out = append(out, e)
	}
	return out
}

func TestEntriesComeBackWithoutLoss(t *testing.T) {
	t.Parallel()
	var list []exchange.Entry
	for n := range len(nasty) {
		list = append(list, full(n))
	}
	reported := exchange.Entry{}
	reported.Ref, reported.Origin, reported.Registration = "BG-1", registry.Reported, registry.Unregistered
	reported.Source = registry.Source{
		Title:       "=bài",
		Publisher:   "Báo",
		Date:        "2014-11",
		URL:         "https://a.vn/?a=1&b=2",
		Label:       "tuong-tu",
		YearBasis:   "khong-ro",
		Confidence:  "high",
		District:    "huyện Yên Dũng",
		Recognition: "Công nhận",
	}
	reported.Content = registry.Content{Title: "Tên", Summary: "Tóm tắt", Field: "xa-hoi", Outcomes: []registry.Outcome{
		{
			Label:  "Đất hiến (hơn)",
			Actual: "10.150,5",
			Unit:   "m²",
		}, {Label: "Mục tiêu: hộ", Target: "5", Unit: "hộ"}, {Label: "Bối cảnh: dân", Baseline: "3.000", Unit: "người"},
		{Label: "Mục tiêu: lạ", Actual: "7", Unit: "hộ"},
	}}
	reported.Clean()
	list = append(list, reported)
	for name, f := range formats {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			if err := exchange.WriteEntries(&b, f, seq(list)); err != nil {
				t.Fatal(err)
			}
			got := readAll(t, b.Bytes(), f)
			if len(got) != len(list) {
				t.Fatalf("%d rows came back, want %d", len(got), len(list))
			}
			for i := range list {
				got[i].Demo = list[i].Demo && got[i].Demo
				if !reflect.DeepEqual(got[i], list[i]) {
					t.Fatalf("entry %d differs:\n got %+v\nwant %+v", i, got[i], list[i])
				}
			}
			var again bytes.Buffer
			if err := exchange.WriteEntries(&again, f, seq(got)); err != nil {
				t.Fatal(err)
			}
			if f != exchange.XLSX && !bytes.Equal(b.Bytes(), again.Bytes()) {
				t.Error("the same entries were written differently the second time")
			}
		})
	}
}

func TestComposedLetters(t *testing.T) {
	t.Parallel()
	nfd := "Kh\u006f\u0301m Th\u01a1\u0300 \u0110\u0061\u0300o" // ó, ờ, à with combining marks
	for _, e := range readAll(t, []byte(`{"title":"`+nfd+`","ref":"`+nfd+`","source_title":"`+nfd+`"}`), exchange.JSONL) {
		for _, s := range []string{e.Content.Title, e.Ref, e.Source.Title} {
			if strings.ContainsAny(s, "\u0300\u0301") || s != "Khóm Thờ Đào" {
				t.Errorf("%q kept its combining marks", s)
			}
		}
	}
}

func TestReportedModelsAreRead(t *testing.T) {
	t.Parallel()
	text, err := data.Files.ReadFile("reported_models.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	list := readAll(t, text, exchange.JSONL)
	if len(list) != 123 {
		t.Fatalf("%d models, want 123", len(list))
	}
	figures := 0
	for _, e := range list {
		figures += len(e.Content.Outcomes)
		if e.Origin != registry.Reported || e.Content.Title == "" || e.Source.URL == "" {
			t.Errorf("%s was not read as a reported model", e.Ref)
		}
		for _, o := range e.Content.Outcomes {
			mark := strings.HasPrefix(o.Label+o.Indicator, "Mục tiêu:") || strings.HasPrefix(o.Label+o.Indicator, "Bối cảnh:")
			if mark != o.Actual.Empty() {
				t.Errorf("%s: %+v: only what was reached is an actual value", e.Ref, o)
			}
		}
	}
	if figures != 138 {
		t.Errorf("%d figures, want 138", figures)
	}
	for name, f := range formats {
		var b bytes.Buffer
		if err := exchange.WriteEntries(&b, f, seq(list)); err != nil {
			t.Fatal(err)
		}
		if got := readAll(t, b.Bytes(), f); !reflect.DeepEqual(got, list) {
			t.Errorf("%s: the reported models did not come back the same", name)
		}
	}
}

func TestHeadings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"keys", "ref,title,kind\r\n1,Một,dien-hinh-ca-nhan\r\n", "2: Một/dien-hinh-ca-nhan"},
		{"no mark of UTF-8, semicolons", "ref;title;kind\n1;Một, hai;Điển hình cá nhân\n", "2: Một, hai/dien-hinh-ca-nhan"},
		{"tabs", "\ufeffref\ttitle\tkind\n1\tMột\tMô hình tập thể\n", "2: Một/mo-hinh-tap-the"},
		{"list form with a title above",
			"BIỂU TỔNG HỢP ĐĂNG KÝ NĂM 2026,,,\n,,,\nSTT,\"Tên mô hình, điển hình\",Loại,Lĩnh vực,\"Đơn vị, địa bàn\"\n1,Một,Mô hình " +
				"tập thể,Kinh tế,Xã Hiệp Hòa\n\n2,Hai,Điển hình tập thể,Xã hội,Xã Xuân Cẩm\n",
			"4: Một/mo-hinh-tap-the 6: Hai/dien-hinh-tap-the"},
		{"without marks", "TEN MO HINH,Loai\nMột,\n", "2: Một/mo-hinh-tap-the"},
		{"unknown column", "title,colour,Màu sắc\nMột,đỏ,đỏ\n", "error: Không có cột “colour”, “Màu sắc” trong danh sách mô hình"},
		{"no heading", "a,b\nc,d\n", "error: Không thấy hàng tiêu đề. Không có cột “a”, “b”"},
		{"nothing", "", "error: Bảng trống"},
		{"twice", "title,Tên mô hình\nx,y\n", "error: Cột “Tên mô hình” có hai lần"},
		{"cell without heading", "title,,kind\nMột,thừa,\n", "2: cột 2 không có trường này."},
		{"Latin-1", "title,kind\nM\xf4 h\xecnh,\n", "error: Dòng 2: chữ trong tệp không phải UTF-8"},
		{"broken quotes", "title,kind\n\"Một,\n", "error: Dòng 2: dấu nháy kép"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for row, err := range exchange.Read(strings.NewReader(c.text), exchange.CSV, exchange.EntryColumns()) {
				if err != nil {
					got = append(got, "error: "+registry.MessageOf(err))
					continue
				}
				var e exchange.Entry
				if wrong := row.Apply(&e); len(wrong) > 0 {
					got = append(got, fmt.Sprintf("%d: %s %s", row.Number, wrong[0].Field, wrong[0].Message))
					continue
				}
				got = append(got, fmt.Sprintf("%d: %s/%s", row.Number, e.Content.Title, e.Content.Type))
			}
			if s := strings.Join(got, " "); !strings.HasPrefix(s, c.want) {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}

func TestListForm(t *testing.T) {
	t.Parallel()
	text := "STT,\"Tên mô hình, điển hình\",Loại,Lĩnh vực,\"Đơn vị, địa bàn\",Mới/tiếp tục (từ năm),Nội dung tóm tắt (<= 60 từ),Chỉ " +
		"tiêu chính,Thời gian,\"Người phụ trách, ĐT\",Ghi chú\n" +
		"1,Vì sân trường xanh,Mô hình tập thể,Xã hội,Xã Hiệp Hòa,Tiếp tục (từ 2024),Trồng cây.,\"Cây trồng: 1.200 cây; Số hộ tham " +
		"gia 85 hộ; Giữ sạch đường\",01/03/2026 - 31/10/2026,\"Cán bộ dân vận xã, ĐT: 0204 3854 123\",Đã họp dân\n"
	e := readAll(t, []byte(text), exchange.CSV)[0]
	c := e.Content
	want := []registry.Outcome{
		{Label: "Cây trồng", Target: "1.200", Unit: "cây"}, {Label: "Số hộ tham gia", Target: "85", Unit: "hộ"}, {Label: "Giữ sạch đường"},
	}
	if !reflect.DeepEqual(c.Outcomes, want) {
		t.Errorf("targets = %+v", c.Outcomes)
	}
	got := []string{
		c.Title,
		c.Type.String(),
		string(c.Field),
		e.UnitText,
		c.Novelty.String(),
		c.Summary,
		string(c.Start),
		string(c.ReviewOn),
		c.ContactName,
		c.ContactPhone,
		c.Body,
	}
	if !slices.Equal(
		got,
		[]string{
			"Vì sân trường xanh",
			"mo-hinh-tap-the",
			"xa-hoi",
			"Xã Hiệp Hòa",
			"tiep-tuc",
			"Trồng cây.",
			"2026-03-01",
			"2026-10-31",
			"Cán bộ dân vận xã",
			"0204 3854 123",
			"Mới/tiếp tục: Tiếp tục (từ 2024)\nGhi chú: Đã họp dân",
		},
	) {
		t.Errorf("the list form was read as %q", got)
	}
}

func TestUnitsComeBackWithoutLoss(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"units.csv", "unit_succession.csv"} {
		text, err := data.Files.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		units, edges := ledger(t, text, exchange.CSV)
		if len(units)+len(edges) < 600 {
			t.Fatalf("%s: only %d units and %d successions were read", file, len(units), len(edges))
		}
		for name, f := range formats {
			var b bytes.Buffer
			if len(units) > 0 {
				err = exchange.WriteUnits(&b, f, units)
			} else {
				err = exchange.WriteSuccessions(&b, f, edges)
			}
			if err != nil {
				t.Fatal(err)
			}
			if f == exchange.CSV && !bytes.Equal(bytes.TrimPrefix(b.Bytes(), []byte("\ufeff")), text) {
				_ = os.WriteFile("/tmp/diff-"+file, b.Bytes(), 0o644)
				t.Errorf("%s was not written as it was read", file)
			}
			u, s := ledger(t, b.Bytes(), f)
			if !slices.Equal(u, units) || !slices.Equal(s, edges) {
				t.Errorf("%s as %s did not come back the same", file, name)
			}
		}
	}
}

func ledger(t *testing.T, text []byte, f exchange.Format) (units []registry.Unit, edges []registry.Succession) {
	t.Helper()
	for row, err := range exchange.Read(bytes.NewReader(text), f, exchange.UnitColumns()) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Succession() {
			s, wrong := row.Edge()
			if len(wrong) > 0 {
				t.Fatalf("row %d: %v", row.Number, wrong)
			}
			edges = append(edges, s)
			continue
		}
		u, wrong := row.Unit()
		if len(wrong) > 0 {
			t.Fatalf("row %d: %v", row.Number, wrong)
		}
		units = append(units, u)
	}
	return units, edges
}

func TestAFailingSourceEndsTheTable(t *testing.T) {
	t.Parallel()
	broken := errors.New("the database went away")
	for _, f := range formats {
		err := exchange.WriteEntries(&bytes.Buffer{}, f, func(yield func(exchange.Entry, error) bool) { yield(exchange.Entry{}, broken) })
		if !errors.Is(err, broken) {
			t.Errorf("format %d: %v", f, err)
		}
	}
}
