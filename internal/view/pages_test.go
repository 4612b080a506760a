package view_test

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/view"
	"danvankheo/web"
)

var set = sync.OnceValues(func() (*view.Set, error) { return view.Load(web.Files) })

func pages(t *testing.T) *view.Set {
	t.Helper()
	s, err := set()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func chrome() view.Chrome {
	ch := view.Chrome{
		Site: view.Site{
			Name:     "Dân vận khéo",
			Province: "Tỉnh Bắc Ninh",
			Tagline:  "Việc khó, cách làm khéo.",
			Owner:    "Sở Nội vụ",
			Contact:  "Văn phòng Sở.",
		},
		Title: "Trang thử", Description: "Để thử.", Canonical: "https://vi-du.vn/thu", Base: "https://vi-du.vn", Path: "/thu",
		Image: "https://vi-du.vn/bia/1.jpg", ImageAlt: "Tranh vẽ",
		Nav:        []view.NavItem{{Label: "Mô hình", URL: "/mo-hinh", Current: true}, {Label: "Đơn vị", URL: "/don-vi"}},
		Alternates: []view.Alternate{{Type: "application/atom+xml", Title: "Nguồn tin Atom", URL: "/feed.atom"}},
	}
	ch.Data = view.SiteData(ch)
	return ch
}

// sample fills every field of a page: texts with words, lists with two items,
// ids and names one by one.
type sample struct {
	words string
	bare  bool // nothing optional: no rows, no parts, nothing ticked
	n     int
}

const hostile = `<script>alert("1")</script><img src=x onerror=alert(1)> "'&{{.}}</p></title>` + "\u202e\u0000\uFEFF" +
	`javascript:alert(1)`

func (s *sample) fill(v reflect.Value, field string, depth int) {
	switch v.Kind() {
	case reflect.String:
		s.n++
		switch {
		case v.Type() == reflect.TypeFor[view.Drawing]():
			v.SetString(string(view.Cover("kinh-te", 1, 120, 80)))
		case field == "ID" || field == "Name" && depth > 0 && strings.HasPrefix(s.words, "Chữ"):
			v.SetString(fmt.Sprintf("o-%d", s.n))
		case field == "Code" || field == "Tone" || field == "Class" || field == "Shade" || field == "Width" || field == "InputMode":
			v.SetString("kinh-te")
		case s.words == hostile && (field == "URL" || field == "Src" || strings.HasSuffix(field, "URL")):
			v.SetString("javascript:alert(1)")
		case field == "Href":
			v.SetString("#noi-dung")
		default:
			v.SetString(s.words)
		}
	case reflect.Int:
		v.SetInt(7)
	case reflect.Uint8:
		v.SetUint(uint64(s.n) % 14)
	case reflect.Bool:
		v.SetBool(!s.bare)
	case reflect.Slice:
		if depth > 7 || s.bare {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			s.fill(v.Index(i), field, depth+1)
		}
	case reflect.Pointer:
		if s.bare {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		s.fill(v.Elem(), field, depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				s.fill(v.Field(i), f.Name, depth+1)
			}
		}
		s.settle(v.Addr().Interface())
	}
}

// settle makes a filled struct one that the program could have made.
func (s *sample) settle(part any) {
	switch x := part.(type) {
	case *view.Attr:
		x.Name = "dem" // a word of the program
	case *view.FormRows:
		x.Name = fmt.Sprintf("rows-%d", s.n)
	case *view.Field:
		if x.IsTick() || x.IsRadios() || x.IsChecks() {
			x.Suggestions = nil
		}
	}
}

// TestPattern keeps the page of patterns: what a component looks like changes
// only on purpose.
func TestPattern(t *testing.T) {
	t.Parallel()
	p := pages(t).Public
	ch := chrome()
	for _, b := range [][]byte{must(p.Pattern.Bytes(ch, view.NewPatternPage())), must(p.DeskLook.Bytes(ch, view.NewPatternPage()))} {
		checkMarkup(t, "pattern", b)
	}
	main := must(p.Pattern.Part("main", ch, view.NewPatternPage()))
	testkit.Golden(t, "pattern.html", drawing.ReplaceAll(main, []byte(`<svg class="$1"/>`)))
}

var drawing = regexp.MustCompile(`(?s)<svg class="(cover|qr)".*?</svg>`)

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

func TestCard(t *testing.T) {
	t.Parallel()
	ref := view.Reference{Ledger: testkit.Ledger(t), Catalogue: testkit.Catalogue(t)}
	reported := registry.Entry{
		ID: 3, Season: 0, Origin: registry.Reported, Slug: "hien-dat", UnitText: "Thôn Hố Bông, xã Kiên Lao",
		Source: registry.Source{District: "huyện Lục Ngạn"},
		Content: registry.Content{
			Title:   "Hiến đất",
			Summary: "Tóm tắt",
			Field:   "kinh-te",
			Outcomes: []registry.Outcome{
				{Label: "Bối cảnh: số hộ", Actual: "300", Unit: "hộ"},
				{Label: "Đất hiến", Actual: "100.000.000", Unit: "đồng"},
			},
		},
	}
	c := view.NewCard(editionOf(t, &reported), ref, view.ShapeCard)
	for _, x := range []struct{ what, got, want string }{
		{"address", c.URL, "/mo-hinh/khong-ro/hien-dat"},
		{"unit", c.Unit, "Thôn Hố Bông, xã Kiên Lao, huyện Lục Ngạn"},
		{"figure without the context", c.Figure, "100 triệu đồng"},
		{"badge", c.Badge.Text, "Báo chí phản ánh"},
		{"year", c.Year, "không rõ năm"},
		{"mark", c.Mark.Label, "Kinh tế"},
	} {
		if x.got != x.want {
			t.Errorf("%s: %q, want %q", x.what, x.got, x.want)
		}
	}
	reported.Source.District = "tỉnh Bắc Ninh mới (không còn cấp huyện)"
	if got := view.UnitLine(&reported, ref.Ledger); got != "Thôn Hố Bông, xã Kiên Lao" {
		t.Errorf("a province in the place of the district: %q", got)
	}
	if c.Picture.Drawn == "" || c.Picture.Drawn != view.NewCard(editionOf(t, &reported), ref, view.ShapeCard).Picture.Drawn {
		t.Error("an entry without a photo has a drawn cover, always the same")
	}
}

// editionOf is what readers outside would have of an entry.
func editionOf(t *testing.T, e *registry.Entry) *edition.Edition {
	t.Helper()
	d, err := edition.Preview(e)
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

func TestPhotoPicture(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name         string
		w, h         int
		src, set     string
		wantW, wantH int
	}{
		{name: "wide", w: 1600, h: 1067, src: "/anh/9/1200.jpg", set: "/anh/9/400.jpg 400w, /anh/9/800.jpg 800w, /anh/9/1200.jpg 1200w",
			wantW: 1200, wantH: 800},
		{name: "small is not enlarged", w: 640, h: 480, src: "/anh/9/800.jpg", set: "/anh/9/400.jpg 400w, /anh/9/800.jpg 640w",
			wantW: 640, wantH: 480},
		{name: "tiny", w: 200, h: 100, src: "/anh/9/400.jpg", wantW: 200, wantH: 100},
		{name: "narrow and very high", w: 1000, h: 4000, src: "/anh/9/1200.jpg",
			set: "/anh/9/400.jpg 200w, /anh/9/800.jpg 400w, /anh/9/1200.jpg 600w", wantW: 600, wantH: 2400},
	} {
		p := view.PhotoPicture(&registry.Photo{ID: 9, Width: c.w, Height: c.h}, view.ShapeLead)
		if p.Src != c.src || p.SrcSet != c.set || p.Width != c.wantW || p.Height != c.wantH {
			t.Errorf("%s: %s [%s] %d×%d, want %s [%s] %d×%d", c.name, p.Src, p.SrcSet, p.Width, p.Height, c.src, c.set, c.wantW, c.wantH)
		}
	}
}

func TestDiffText(t *testing.T) {
	t.Parallel()
	old, now := view.DiffText("Mở rộng mặt đê cho đẹp.", "Mở rộng 2,4 km mặt đê.")
	text := func(list []view.Fragment) (s string) {
		for _, f := range list {
			if f.On {
				s += "[" + f.Text + "]"
			} else {
				s += f.Text
			}
		}
		return s
	}
	if got := text(old); got != "Mở rộng mặt [đê cho đẹp.]" {
		t.Errorf("before: %s", got)
	}
	if got := text(now); got != "Mở rộng [2,4 km ]mặt [đê.]" {
		t.Errorf("after: %s", got)
	}
}

// FuzzDiffText: the fragments joined are the texts again.
func FuzzDiffText(f *testing.F) {
	f.Add("một hai  ba", "một ba\nbốn")
	f.Add("", "chỉ có sau")
	f.Fuzz(func(t *testing.T, a, b string) {
		old, now := view.DiffText(a, b)
		join := func(list []view.Fragment) string {
			var s strings.Builder
			for _, x := range list {
				s.WriteString(x.Text)
			}
			return s.String()
		}
		if join(old) != a || join(now) != b {
			t.Errorf("DiffText(%q, %q) = %q, %q", a, b, join(old), join(now))
		}
	})
}

func TestPager(t *testing.T) {
	t.Parallel()
	at := func(n int) string { return fmt.Sprintf("?page=%d", n) }
	for _, c := range []struct {
		total, page int
		want        string
	}{
		{0, 1, ""}, {20, 1, ""}, {21, 1, "[1] 2 >"}, {240, 1, "[1] 2 … 12 >"}, {240, 6, "< 1 … 5 [6] 7 … 12 >"},
		{240, 12, "< 1 … 11 [12]"}, {240, 13, ""},
	} {
		var parts []string
		p := view.NewPager(c.total, c.page, 20, at)
		if p.Prev != "" {
			parts = append(parts, "<")
		}
		for _, l := range p.Pages {
			switch {
			case l.Gap:
				parts = append(parts, "…")
			case l.Current:
				parts = append(parts, "["+l.Text+"]")
			default:
				parts = append(parts, l.Text)
			}
		}
		if p.Next != "" {
			parts = append(parts, ">")
		}
		if got := strings.Join(parts, " "); got != c.want {
			t.Errorf("%d items, page %d: %s, want %s", c.total, c.page, got, c.want)
		}
	}
}

func TestQuantity(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		v    float64
		unit string
		want string
	}{
		{250e6, "đồng", "250 triệu đồng"}, {1.254e9, "đồng", "1,25 tỷ đồng"}, {1306, "triệu đồng", "1,31 tỷ đồng"},
		{10150, "m²", "10.150 m²"}, {419700, "m²", "41,97 ha"}, {98.3, "%", "98,3 %"},
	} {
		n, unit := view.Quantity(c.v, c.unit)
		if got := n + " " + unit; got != c.want {
			t.Errorf("Quantity(%v, %s) = %s, want %s", c.v, c.unit, got, c.want)
		}
	}
}

func TestErrorSummary(t *testing.T) {
	t.Parallel()
	if view.NewErrorSummary(nil) != nil {
		t.Error("no error has a summary")
	}
	var f registry.Fields
	f.Add("outcomes.0.target", "Ghi số đích.")
	f.Add("outcomes.0.target", "Ghi số đích.")
	f.Add("", "Năm đã đóng.")
	s := view.NewErrorSummary(f.Err("Chưa gửi được."))
	if s.Heading != "Chưa gửi được." || len(s.Items) != 2 || s.Items[0].Href != "#outcomes-0-target" || s.Items[1].Href != "" {
		t.Errorf("summary: %+v", s)
	}
	if got := view.NewErrorSummary(fmt.Errorf("sqlite: disk I/O error")).Heading; strings.Contains(got, "sqlite") {
		t.Errorf("a technical message reached the reader: %s", got)
	}
}

func TestLineage(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	u, err := l.Resolve("Phường Bắc Giang", "", "2026-01-01")
	if err != nil {
		t.Fatal(err)
	}
	n := view.NewLineage(l, u.Code, 5)
	if n == nil || !n.Here || len(n.From) < 5 {
		t.Fatalf("lineage of %s: %+v", u.Name, n)
	}
	if view.NewLineage(l, "khong-co", 5) != nil {
		t.Error("an unknown unit has a lineage")
	}
}

func BenchmarkHome(b *testing.B) {
	s, err := set()
	if err != nil {
		b.Fatal(err)
	}
	var page view.HomePage
	page.Arrange(append(view.NewPatternPage().Cards, view.NewPatternPage().Cards...))
	ch := chrome()
	ch.Wide = true
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Public.Home.Bytes(ch, page); err != nil {
			b.Fatal(err)
		}
	}
}
