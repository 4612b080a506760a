package council_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

func unzip(t *testing.T, body string) map[string]string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatalf("no ZIP: %v\n%.300s", err, body)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
	}
	return out
}

// The pack opens without a network: every address in its pages leads to a file of
// the pack or to a place in the page itself.
func checkOffline(t *testing.T, files map[string]string) {
	t.Helper()
	for name, text := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		doc, err := html.Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		base, _ := url.Parse("http://pack/" + name)
		for _, n := range cascadia.QueryAll(doc, cascadia.MustCompile("[href], [src], [action]")) {
			for _, a := range n.Attr {
				if a.Key != "href" && a.Key != "src" && a.Key != "action" || strings.HasPrefix(a.Val, "#") {
					continue
				}
				u, err := base.Parse(a.Val)
				if err != nil || u.Host != "pack" || files[strings.TrimPrefix(u.Path, "/")] == "" {
					t.Errorf("%s leads to %s, which is not in the pack", name, a.Val)
				}
			}
		}
	}
}

// A member takes the pack away, fills in the sheets, and brings them back: seen
// beforehand, nothing newer overwritten, nothing of what is not theirs taken.
func TestOfflinePack(t *testing.T) {
	t.Parallel()
	b := sitetest.NewBoard(t, areas...)
	base := fmt.Sprintf("/lam-viec/hoi-dong/%d", b.Round)
	r := b.Member(t, 0)
	if code, _, _ := r.Get(base + "/goi-hop.zip"); code != http.StatusConflict {
		t.Errorf("a pack before scoring: %d", code)
	}
	b.To(t, evaluation.Scoring)
	if err := b.Judging.DeclareTies(t.Context(), b.Members[0], b.Round, b.Entries, nil); err != nil {
		t.Fatal(err)
	}
	_, _, body := r.Get(base + "/goi-hop.zip")
	files := unzip(t, body)
	checkOffline(t, files)
	if _, _, again := r.Get(base + "/goi-hop.zip"); again != body {
		t.Error("the same pack differs")
	}
	whole := sitetest.Text(body)
	if sitetest.Anywhere(whole, b.Titles[0]) || !strings.Contains(files["bat-dau.html"], b.Titles[1]) || len(files["style.css"]) < 10_000 {
		t.Errorf("the pack holds what it must not, or not what it must: %d files", len(files))
	}
	book := files["phieu-cham.xlsx"]
	fill := func(edit func(f *excelize.File, row int, number string)) []byte {
		f, err := excelize.OpenReader(strings.NewReader(book))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := f.GetRows(f.GetSheetList()[0])
		if err != nil || len(rows) != 3+len(b.Entries)-1 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for i := 3; i < len(rows); i++ {
			edit(f, i+1, rows[i][0])
		}
		var out bytes.Buffer
		if _, err := f.WriteTo(&out); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	put := func(f *excelize.File, row int, values map[string]any) {
		heads, _ := f.GetRows(f.GetSheetList()[0])
		for head, v := range values {
			for col, h := range heads[2] {
				if h == head || strings.HasPrefix(h, head+" (") {
					cell, _ := excelize.CoordinatesToCellName(col+1, row)
					_ = f.SetCellValue(f.GetSheetList()[0], cell, v)
				}
			}
		}
	}
	n := 0
	filled := fill(func(f *excelize.File, row int, _ string) {
		n++
		v := map[string]any{
			"Điểm T1":        12.5,
			"Điểm T2":        11,
			"Điểm T3":        11,
			"Điểm T4":        23,
			"Điểm T5":        "8,5",
			"Điểm T6":        12,
			"Thưởng, trừ B1": "x",
			"Nhận xét chung": "Chấm trên xe",
		}
		switch n {
		case 1:
			delete(v, "Điểm T6") // half a sheet
		case 2:
			v["Điểm T1"] = 40 // impossible
		case 3:
			v["Số"] = "26-9999"
		}
		put(f, row, v)
	})
	code, _, page := r.SendFiles(base+"/nop-phieu", "", nil, sitetest.FormFile{Field: "file", Name: "phieu-cham.xlsx", Body: filled})
	for want, at := range map[string]string{"26-9999": "th", "Không có mô hình số này": "td", "T6: chưa cho điểm": "td",
		"T1: điểm từ 0 đến 15": "td", "Ghi, đủ để tính": "td .badge", "81": "td.table__num"} {
		if code != http.StatusOK || !sitetest.Says(t, page, "main "+at, want) {
			t.Fatalf("preview, %d, without %q:\n%.3000s", code, want, page[strings.Index(page, "<main"):])
		}
	}
	if list, err := b.DB.Sheets(t.Context(), b.Round, 0, 0, b.Members[0].Account); err != nil || len(list) != 0 {
		t.Fatalf("the preview wrote %d sheets, %v", len(list), err)
	}
	doc, _ := html.Parse(strings.NewReader(page))
	data := ""
	for _, a := range cascadia.Query(doc, cascadia.MustCompile("input[name=data]")).Attr {
		if a.Key == "value" {
			data = a.Val
		}
	}
	if code, _, page = r.Post(base+"/nop-phieu", url.Values{"data": {data}, "do": {"write"}}); code != http.StatusSeeOther {
		t.Fatalf("written: %d\n%.800s", code, page)
	}
	list, err := b.DB.Sheets(t.Context(), b.Round, 0, 0, b.Members[0].Account)
	finished := 0
	for _, x := range list {
		if x.Done {
			finished++
			if x.Total != 8100 || x.Note != "Chấm trên xe" {
				t.Errorf("%+v", x)
			}
		}
	}
	if err != nil || len(list) != 4 || finished != 2 {
		t.Errorf("%d sheets, %d finished, %v", len(list), finished, err)
	}
	// the same table again: its versions are older than what stands on the site
	other := fill(func(f *excelize.File, row int, _ string) { put(f, row, map[string]any{"Điểm T1": 9}) })
	if _, _, page = r.SendFiles(base+"/nop-phieu", "", nil,
		sitetest.FormFile{Field: "file", Name: "phieu-cham.xlsx", Body: other}); !sitetest.Says(
		t, page, "main td .badge", "Trên máy mới hơn",
	) || !sitetest.Says(t, page, "main label", "Ghi đè") {
		t.Errorf("an old table: %.2000s", page)
	}
	for name, bad := range map[string][]byte{"phieu.xlsx": []byte("khong phai bang"), "rong.xlsx": nil} {
		if code, _, page = r.SendFiles(base+"/nop-phieu", "", nil,
			sitetest.FormFile{Field: "file", Name: name, Body: bad}); code != http.StatusUnprocessableEntity ||
			sitetest.Anywhere(page, "panic") {
			t.Errorf("%s: %d", name, code)
		}
	}
}

// A proposed entry's dossier as one ZIP, and the whole history as JSON and as a
// workbook: the same bytes each time, and figures that agree.
func TestDossierAndHistory(t *testing.T) {
	t.Parallel()
	b := sitetest.NewBoard(t, areas...)
	b.To(t, evaluation.Scoring)
	b.ScoreAll(t)
	b.To(t, evaluation.Discussion)
	b.To(t, evaluation.Shortlisting)
	if err := b.Judging.Shortlist(t.Context(), b.Clerk, b.Round, b.Entries[:3], "thử"); err != nil {
		t.Fatal(err)
	}
	b.To(t, evaluation.Voting)
	b.Vote(t)
	b.To(t, evaluation.Deciding)
	clerk := b.As(t, registry.Secretary)
	base := fmt.Sprintf("/lam-viec/hoi-dong/%d", b.Round)
	path := fmt.Sprintf("%s/mo-hinh/%d/ho-so-khen.zip", base, b.Entries[1])
	if code, _, _ := clerk.Get(path); code != http.StatusConflict {
		t.Errorf("a dossier before the decision: %d", code)
	}
	b.Release(t)
	_, _, body := clerk.Get(path)
	files := unzip(t, body)
	number := ""
	for name := range files {
		number, _, _ = strings.Cut(name, "/")
	}
	for _, want := range []string{"0-danh-muc.docx", "1-to-trinh.docx", "2-bao-cao-thanh-tich.docx", "3-bien-ban-hop.docx",
		"4-bien-ban-kiem-phieu.docx", "5-phieu-cham.docx"} {
		file := sitetest.Text(files[number+"/"+want])
		if !strings.Contains(file, "kênh mương") && want != "3-bien-ban-hop.docx" {
			t.Errorf("%s does not speak of the entry", want)
		}
		if sitetest.Anywhere(file, b.Titles[2]) {
			t.Errorf("%s speaks of another entry", want)
		}
	}
	if _, _, again := clerk.Get(path); again != body {
		t.Error("the same dossier differs")
	}
	_, _, raw := clerk.Get(base + "/lich-su.json")
	var history struct {
		Entries []struct {
			Number string
			Mean   float64
			Sheets int
		}
		Sheets []struct {
			Number string
			Total  float64
			Done   bool
		}
		Votes   []struct{ Counts []struct{ Yes, Issued int } }
		Members []struct{ Name string }
		Phases  []struct{ Phase string }
	}
	if err := json.Unmarshal([]byte(raw), &history); err != nil {
		t.Fatal(err)
	}
	for _, e := range history.Entries {
		sum, n := 0.0, 0
		for _, s := range history.Sheets {
			if s.Number == e.Number && s.Done {
				sum, n = sum+s.Total, n+1
			}
		}
		if n != e.Sheets || n > 0 && fmt.Sprintf("%.4f", sum/float64(n)) != fmt.Sprintf("%.4f", e.Mean) {
			t.Errorf("%s: mean %v of %d sheets, the sheets say %v of %d", e.Number, e.Mean, e.Sheets, sum/float64(n), n)
		}
	}
	if len(history.Votes) != 1 || len(history.Votes[0].Counts) != 3 || len(history.Members) != 5 ||
		history.Phases[len(history.Phases)-1].Phase != "cong-bo" {
		t.Errorf("%+v", history)
	}
	_, _, book := clerk.Get(base + "/lich-su.xlsx")
	f, err := excelize.OpenReader(strings.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Phiếu chấm")
	if err != nil || len(rows) != 1+len(history.Sheets) {
		t.Errorf("%d rows of sheets, want %d: %v, %v", len(rows), 1+len(history.Sheets), f.GetSheetList(), err)
	}
	if _, _, again := clerk.Get(base + "/lich-su.xlsx"); again != book {
		t.Error("the same workbook differs")
	}
}

// A scale is changed by its form into a new version; a round that chose it scores
// by it, and what is wrong is said at its line with everything kept.
func TestScaleByForm(t *testing.T) {
	t.Parallel()
	b := sitetest.NewBoard(t, areas...)
	clerk := b.As(t, registry.Secretary)
	_, _, page := clerk.Get("/lam-viec/hoi-dong/thang-diem/DVK-100/1")
	_, form := sitetest.FormOf(t, page, "form.block-form")
	form.Set("c0-max", "16")
	form.Set("c1-code", "T1")
	code, _, page := clerk.Post("/lam-viec/hoi-dong/thang-diem", form)
	for name, want := range map[string]string{"total_max": "cộng lại là 101", "c1-code": "Mã T1 bị trùng"} {
		if got := sitetest.FieldError(t, page, name); code != http.StatusUnprocessableEntity || !strings.Contains(got, want) {
			t.Fatalf("%d, beside %s %q, want %q", code, name, got, want)
		}
	}
	if got := sitetest.Typed(t, page, "c0-max"); got != "16" {
		t.Fatalf("typed 16, %q is left", got)
	}
	form.Set("c1-code", "T2")
	form.Set("c1-max", "14")
	form.Set("step", "1")
	form.Set("b0-from", "92")
	form.Set("source", "Quyết định thử, đã đối chiếu")
	form.Set("checked", "1")
	if code, _, page = clerk.Post("/lam-viec/hoi-dong/thang-diem", form); code != http.StatusSeeOther {
		t.Fatalf("%d\n%.1500s", code, page)
	}
	if code, _, _ = clerk.Post("/lam-viec/hoi-dong/thang-diem", form); code != http.StatusConflict {
		t.Errorf("written over a newer version: %d", code)
	}
	set := fmt.Sprintf("/lam-viec/hoi-dong/%d/cai-dat", b.Round)
	_, _, page = clerk.Get(set)
	_, form = sitetest.FormOf(t, page, "form.block-form")
	form.Set("scale", "DVK-100|2")
	form.Set("shortlist_from", "82,5")
	if code, _, page = clerk.Post(set, form); code != http.StatusSeeOther {
		t.Fatalf("settings: %d\n%.1500s", code, page)
	}
	r, err := b.DB.Round(t.Context(), b.Round)
	if err != nil || r.Scale.Version != 2 || r.Scale.Criteria[0].Max != 1600 || r.Scale.Step != 100 || !r.Scale.Checked ||
		r.Rules.ShortlistFrom != 8250 ||
		r.Scale.Bands[0].From != 9200 {
		t.Errorf("%+v, %v", r, err)
	}
	_, _, page = clerk.Get("/lam-viec/hoi-dong/quy-tac/giay-khen")
	_, form = sitetest.FormOf(t, page, "form.block-form")
	form.Set("written", "1") // with the base of those present
	if code, _, page = clerk.Post("/lam-viec/hoi-dong/quy-tac", form); code != http.StatusUnprocessableEntity ||
		!strings.Contains(sitetest.FieldError(t, page, "written"), "Chỉ lấy ý kiến người vắng") {
		t.Errorf("an impossible rule: %d", code)
	}
	form.Set("base", "tong-so")
	form.Set("threshold", "75")
	if code, _, page = clerk.Post("/lam-viec/hoi-dong/quy-tac", form); code != http.StatusSeeOther {
		t.Fatalf("rule: %d\n%.900s", code, page)
	}
	if _, _, page = clerk.Get("/lam-viec/hoi-dong/thang-diem"); !sitetest.Says(t, page, "main td", "ít nhất 75%") ||
		!sitetest.Says(t, page, "main th a", "phiên bản 2") {
		t.Error("the new versions are not listed")
	}
}
