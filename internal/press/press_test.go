package press_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

var (
	now  = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)
	site = press.Site{
		Name:    "Dân vận khéo",
		Place:   "Bắc Ninh",
		Owner:   "Sở Nội vụ tỉnh Bắc Ninh",
		Contact: "Văn phòng Sở Nội vụ",
		Base:    "https://dvk.example",
	}
)

func picture(n int) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(bytes.Repeat([]byte{0xFF, 0xD8, 0xFF, byte(n)}, 1000))
		return err
	}
}

func story() press.Story {
	return press.Story{
		ID: 12, Number: "26-0184", Version: 7, URL: "https://dvk.example/mo-hinh/2026/duong-lang-rong", Slug: "duong-lang-rong",
		Headline: "Đường làng rộng, lòng dân thuận", Lead: "Dân các xóm góp đất mở đường.",
		Texts: []press.Text{
			{
				Name:  "60-tu",
				Label: "Bản 60 từ",
				Body:  "Dân các xóm góp đất mở đường.",
				Docx:  func(w io.Writer) error { _, err := io.WriteString(w, "PK"); return err },
			},
			{Name: "150-tu", Label: "Bản 150 từ", Body: "Đường cũ hẹp 2 m.\n\nCán bộ thôn họp từng xóm."},
		},
		Unit: "Xã Đồng Kỳ, huyện Yên Thế", Today: "nay là xã Yên Thế", Place: "Thôn Hạ", Field: "Kinh tế",
		FieldCode: "kinh-te", Type: "Mô hình tập thể", Year: 2026,
		Quote: press.Quote{Text: "Đường rộng thì con cháu mình đi.", Name: "Bà Nguyễn Thị A", Title: "Trưởng thôn"},
		Key:   []press.KeyFigure{{Value: "10.150", Unit: "m²", Label: "đất Nhân dân hiến"}},
		Figures: []press.Figure{
			{
				Label:    "Đường mở rộng",
				Baseline: "0",
				Target:   "2,4",
				Actual:   "2,6",
				Unit:     "km",
				Period:   "Trong năm 2026",
				Source:   "Xã, phường xác nhận",
				Verified: "Đã xác nhận",
			},
			{Label: "=HYPERLINK(1)", Actual: "-5", Unit: "%"},
		},
		Recognitions: []string{"Cấp tỉnh: Quyết định 12/QĐ-UBND ngày 01/12/2026"}, History: []string{"2025: Xã Đồng Kỳ bắt đầu"},
		Published: now.AddDate(0, -1, 0), Checked: now.AddDate(0, 0, -2),
		Photos: []press.Photo{{
			ID: 5, Caption: "Bà con thôn Hạ góp công mở đường, sáng 12/3/2026", Alt: "Mười người xúc đất",
			Author: "Hồng Nhung", Credit: "Ảnh: Hồng Nhung", Copyright: "© Hồng Nhung",
			Files: []press.PhotoFile{
				{Size: "1200", Bytes: 4000, URL: "https://dvk.example/a.jpg", Write: picture(1)},
				{Size: "in", Bytes: 4000, URL: "https://dvk.example/b.jpg", Write: picture(2)},
			},
		}},
	}
}

func pack(t *testing.T, stories ...press.Story) []byte {
	t.Helper()
	var b bytes.Buffer
	p := press.NewPack(&b, site, now)
	for i := range stories {
		if err := p.Add(&stories[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func files(t *testing.T, b []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range r.File {
		if y := f.Modified.Year(); y != 2026 {
			t.Errorf("%s is of the year %d", f.Name, y)
		}
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(rc)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if _, twice := out[f.Name]; twice {
			t.Errorf("%s is there twice", f.Name)
		}
		out[f.Name] = string(text)
	}
	return out
}

var goodName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9./-]*$`)

func TestPack(t *testing.T) {
	t.Parallel()
	long := story()
	long.Number, long.Headline = "BC-123456", strings.Repeat("Vận động Nhân dân hiến đất ", 20)
	long.Photos[0].Caption = strings.Repeat("Chú thích rất dài ", 30)
	b := pack(t, story(), long)
	all := files(t, b)
	var names []string
	for n := range all {
		names = append(names, n)
		if len(n) > press.NameLimit || !goodName.MatchString(n) {
			t.Errorf("name %q (%d)", n, len(n))
		}
	}
	dir := "26-0184-duong-lang-rong-long-dan-thuan/"
	for _, want := range []string{
		"README.txt", "bai-60-tu.txt", "bai-60-tu.docx", "bai-150-tu.txt", "thong-tin.txt", "so-lieu.csv", "so-lieu.xlsx", "du-kien.json",
		"anh/01-ba-con-thon-ha-gop-1200.jpg", "anh/01-ba-con-thon-ha-gop-in.jpg",
	} {
		if _, ok := all[dir+want]; !ok {
			t.Errorf("no %s in %v", want, names)
		}
	}
	readme := all[dir+"README.txt"]
	for _, want := range []string{
		"\ufeff", "\r\n",
		"Nguồn: Dân vận khéo Bắc Ninh – Xã Đồng Kỳ, huyện Yên Thế (https://dvk.example/mo-hinh/2026/duong-lang-rong)",
		"Ảnh: Hồng Nhung", "kiểm tra lần cuối: 22/11/2026", "Bộ luật Dân sự", "truy cập ngày 24/11/2026",
	} {
		if !strings.Contains(readme, want) {
			t.Errorf("README lacks %q:\n%s", want, readme)
		}
	}
	if strings.Count(all["danh-sach.csv"], "\n") != 3 {
		t.Errorf("list of the pack: %q", all["danh-sach.csv"])
	}
	if !bytes.Equal(b, pack(t, story(), long)) {
		t.Error("the same values gave other bytes")
	}
	unzip(t, b)
}

// unzip is a second, independent reader.
func unzip(t *testing.T, b []byte) {
	t.Helper()
	tool, err := exec.LookPath("unzip")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("unzip is not installed: apt-get install unzip")
		}
		t.Log("unzip is not installed: apt-get install unzip")
		return
	}
	path := filepath.Join(t.TempDir(), "goi.zip")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(tool, "-t", path).CombinedOutput(); err != nil {
		t.Errorf("unzip -t: %v\n%s", err, out)
	}
}

func TestPackOfFifty(t *testing.T) {
	t.Parallel()
	var list []press.Story
	for i := range 50 {
		s := story()
		s.Number = fmt.Sprintf("26-%04d", i)
		list = append(list, s)
	}
	b := pack(t, list...)
	if n := len(files(t, b)); n != 50*10+1 {
		t.Errorf("%d files", n)
	}
	unzip(t, b)
}

func TestPackOfReportedStoryHasNoPhotos(t *testing.T) {
	t.Parallel()
	s := story()
	s.Source = &press.Source{Title: "Bài gốc", Publisher: "Báo Bắc Giang", Date: "2022-11-05", URL: "https://bao.example/1"}
	for name, text := range files(t, pack(t, s)) {
		if strings.HasSuffix(name, ".jpg") {
			t.Errorf("%s is not ours to give", name)
		}
		if strings.HasSuffix(name, "README.txt") &&
			(!strings.Contains(
				text, "Nguồn: Dân vận khéo Bắc Ninh tóm lược theo Báo Bắc Giang, “Bài gốc”, 05/11/2022 (https://bao.example/1)",
			) || !strings.Contains(text, "dẫn bài gốc")) {
			t.Errorf("README: %s", text)
		}
	}
}

func TestPackStopsAtAFault(t *testing.T) {
	t.Parallel()
	s := story()
	gone := errors.New("gone")
	s.Photos[0].Files[1].Write = func(io.Writer) error { return gone }
	if err := press.NewPack(io.Discard, site, now).Add(&s); !errors.Is(err, gone) {
		t.Errorf("Add = %v", err)
	}
}

func TestFacts(t *testing.T) {
	t.Parallel()
	s := story()
	s.Embargo = now.Add(time.Hour)
	s.Corrections = []press.Note{{At: now, Text: "Sửa 10.105 thành 10.150 m²."}}
	var b bytes.Buffer
	if err := site.Facts(&b, &s, now); err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "facts.json", b.Bytes())
	var m map[string]any
	if err := json.Unmarshal(b.Bytes(), &m); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{
		"headline", "body_text", "byline", "usageterms", "ednote", "pubstatus", "place", "subject", "associations",
	} {
		if m[key] == nil {
			t.Errorf("no %s", key)
		}
	}
	if m["pubstatus"] != "withheld" {
		t.Errorf("pubstatus = %v before its time", m["pubstatus"])
	}
}

func TestFigures(t *testing.T) {
	t.Parallel()
	s := story()
	var b bytes.Buffer
	if err := press.Figures(&b, &s); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%v %v", rows, err)
	}
	if rows[2][0] != "'=HYPERLINK(1)" || rows[2][3] != "-5" {
		t.Errorf("row %q", rows[2])
	}
}

func TestQR(t *testing.T) {
	t.Parallel()
	svg, err := press.QRSVG("https://dvk.example/mo-hinh/2026/duong-lang-rong")
	if err != nil || !bytes.HasPrefix(svg, []byte("<svg xmlns=")) || xml.Unmarshal(svg, new(node)) != nil {
		t.Errorf("%s %v", svg, err)
	}
	b, err := press.QRPNG("https://dvk.example/mo-hinh/2026/duong-lang-rong")
	if err != nil {
		t.Fatal(err)
	}
	if img, err := png.Decode(bytes.NewReader(b)); err != nil || img.Bounds().Dx() < 400 {
		t.Errorf("%v", err)
	}
	if _, err := press.QRSVG(strings.Repeat("x", 5000)); registry.KindOf(err) != registry.Invalid {
		t.Errorf("too long: %v", err)
	}
}

func TestLeads(t *testing.T) {
	t.Parallel()
	person := registry.Entry{ID: 1, PublishedAt: now, Content: registry.Content{Type: registry.IndividualExemplar}}
	figure := registry.Entry{
		ID:      2,
		Result:  registry.Effective,
		Content: registry.Content{Start: "2024-12-01", Outcomes: []registry.Outcome{{Target: "10", Actual: "12"}}},
	}
	words := registry.PhotoText{Alt: "a", Author: "b", Basis: registry.PublicActivity}
	before, after := registry.Photo{PhotoText: words}, registry.Photo{PhotoText: words}
	before.Caption, after.Caption = "Đường trước khi mở", "Đường sau khi mở"
	both := registry.Entry{ID: 3, Unit: "U", Origin: registry.Reported, Photos: []registry.Photo{before, after}}
	unread, down := figure, after // a report and a photo that nobody outside may have
	unread.ID, unread.Result, unread.Content.Start = 4, registry.ReportSent, ""
	down.TakenDown = true
	unread.Photos = []registry.Photo{before, down}
	got := map[string][]registry.EntryID{}
	for _, l := range press.Leads(press.LeadsInput{
		Entries: editions(t, person, figure, both, unread), Covered: map[registry.EntryID]bool{2: true, 4: true},
		Followers: map[registry.EntryID]int{3: 2},
		Near:      map[registry.UnitCode]bool{"U": true}, Since: now.Add(-time.Hour), Now: now,
	}) {
		got[l.Code] = l.Entries
	}
	for code, want := range map[string]registry.EntryID{
		"moi": 1, "gan": 3, "chua-viet": 1, "nhan-vat": 1, "truoc-sau": 3, "con-so": 2, "ky-niem": 2, "lan-toa": 3,
	} {
		if len(got[code]) != 1 || got[code][0] != want {
			t.Errorf("%s = %v, want %d", code, got[code], want)
		}
	}
}

// editions are what readers outside have of entries.
func editions(t *testing.T, entries ...registry.Entry) []edition.Edition {
	t.Helper()
	out := make([]edition.Edition, len(entries))
	for i := range entries {
		var err error
		if out[i], err = edition.Preview(&entries[i]); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// Whatever a title holds, names in a pack stay plain and short.
func FuzzFileName(f *testing.F) {
	f.Add("Đường làng rộng", 20)
	f.Add("../../etc/passwd\x00", 10)
	f.Fuzz(func(t *testing.T, text string, n int) {
		n = 8 + abs(n)%60
		name := press.FileName(text, n)
		if name == "" || len(name) > n || !regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(name) {
			t.Errorf("FileName(%q, %d) = %q", text, n, name)
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}
