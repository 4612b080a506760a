package registry_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// Every field of the structs that people fill in is one row of its table, and the row
// leads to that field: a field that is left out, or a row that points elsewhere, is
// found here.
func TestEveryFieldIsInTheTableOnce(t *testing.T) {
	t.Parallel()
	checkTable(t, registry.ContentFields())
	checkTable(t, registry.PartnerFields())
	checkTable(t, registry.ResourceFields())
	checkTable(t, registry.OutcomeFields())
	checkTable(t, registry.ReportFields())
	checkTable(t, registry.SiteFields())
	checkTable(t, registry.StoryFields())
	checkTable(t, registry.FigureFields())
	checkTable(t, registry.PhotoFields())
}

func checkTable[T any](t *testing.T, defs []registry.FieldDef[T]) {
	t.Helper()
	var v T
	s := reflect.ValueOf(&v).Elem()
	rows := map[string]int{}
	for i := range defs {
		rows[defs[i].Name]++
	}
	for i := range s.NumField() {
		name, _, _ := strings.Cut(s.Type().Field(i).Tag.Get("json"), ",")
		at := fmt.Sprintf("%s.%s", s.Type(), name)
		if rows[name] != 1 {
			t.Errorf("%s is in the table %d times, want once", at, rows[name])
			continue
		}
		delete(rows, name)
		checkRow(t, at, registry.DefOf(defs, name), &v, s.Field(i))
	}
	for name := range rows {
		t.Errorf("%s has a row %q and no such field", s.Type(), name)
	}
}

func checkRow[T any](t *testing.T, at string, d *registry.FieldDef[T], v *T, f reflect.Value) {
	t.Helper()
	if d.Label == "" || d.Seen&registry.Inside == 0 {
		t.Errorf("%s: label %q, audience %b", at, d.Label, d.Seen)
	}
	if (d.At == nil) == (d.Ref == nil) {
		t.Errorf("%s: needs At or Ref, not both", at)
		return
	}
	if got := reflect.ValueOf(d.Pointer(v)); got.Pointer() != f.Addr().Pointer() || got.Elem().Type() != f.Type() {
		t.Errorf("%s: its row leads to another field", at)
	}
	free := d.Input <= registry.MailInput
	if free != (d.At != nil) || free && f.Type() != reflect.TypeFor[string]() {
		t.Errorf("%s: a %s typed as kind %d", at, f.Type(), d.Input)
	}
	if free && d.Person == registry.Nobody {
		t.Errorf("%s: free words may name a person, and the row says nobody", at)
	}
	if list := d.Input == registry.ListInput; list != (d.Each != nil) {
		t.Errorf("%s: a list has the texts of its rows, nothing else has", at)
	}
	if d.Seen&(registry.ForPress|registry.Public) == registry.ForPress|registry.Public {
		t.Errorf("%s: public and only for the press", at)
	}
}

// filled is an entry with one row in every list and a text of its own in every field
// that takes free words.
func filled() *registry.Entry {
	e := &registry.Entry{Season: 2026, Number: "26-0001", Result: registry.Effective, Publication: registry.Published}
	e.Content.Type, e.Content.PersonConsent = registry.IndividualExemplar, true
	c := &e.Content
	c.Partners, c.Resources, c.Outcomes = make([]registry.Partner, 1), make([]registry.Resource, 1), make([]registry.Outcome, 1)
	e.Report.Resources, e.Report.Sites = make([]registry.Resource, 1), make([]registry.Site, 1)
	e.Photos = []registry.Photo{{ID: 1, PhotoText: registry.PhotoText{Basis: registry.PublicActivity}}}
	for i, x := range e.Texts() {
		*x.At = fmt.Sprintf("chữ %d", i)
	}
	return e
}

// The texts of an entry are all its free words: a walk over the structs finds no
// other, so no reader of the table can miss one.
func TestTextsAreAllTexts(t *testing.T) {
	t.Parallel()
	e := filled()
	seen := map[*string]string{}
	names := map[string]bool{}
	for _, x := range e.Texts() {
		name := fmt.Sprint(x.Paper, x.Name)
		if other, ok := seen[x.At]; ok || names[name] {
			t.Errorf("%s is listed twice (%s)", x.Name, other)
		}
		seen[x.At], names[name] = x.Name, true
	}
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				walk(path+"."+v.Type().Field(i).Name, v.Field(i))
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(fmt.Sprintf("%s.%d", path, i), v.Index(i))
			}
		case reflect.String:
			if p, ok := v.Addr().Interface().(*string); ok && seen[p] == "" && !coded[path] {
				t.Errorf("%s is no text of the entry", path)
			}
		}
	}
	walk("content", reflect.ValueOf(&e.Content).Elem())
	walk("report", reflect.ValueOf(&e.Report).Elem())
	walk("story", reflect.ValueOf(&e.Story).Elem())
	walk("photo", reflect.ValueOf(&e.Photos[0].PhotoText).Elem())
}

// coded are the strings that hold a code of a list and no free words.
var coded = map[string]bool{
	"content.Resources.0.Kind": true, "report.Resources.0.Kind": true,
	"content.Outcomes.0.Indicator": true, "content.Outcomes.0.Period": true, "content.Outcomes.0.Source": true,
}

// Every text that readers outside have is scanned for numbers of persons, and no
// other is: a number in each in turn.
func TestEveryPublicTextIsScannedForNumbers(t *testing.T) {
	t.Parallel()
	const number = "0912 345 678"
	open := 0
	for i, x := range filled().Texts() {
		e := filled()
		at := e.Texts()[i]
		*at.At = "Gọi " + number
		found := len(e.PublicNumbers()) == 1
		if public := publicNames[x.Where()]; found != public {
			t.Errorf("%s: public %v, scanned %v", x.Where(), public, found)
		} else if public {
			open++
		}
	}
	if open != len(publicNames) {
		t.Errorf("%d public texts, want %d", open, len(publicNames))
	}
}

// publicNames is what everybody reads of a published entry with a confirmed report,
// written out a second time on purpose: an audience that changes by mistake shows.
var publicNames = func() map[string]bool {
	m := map[string]bool{}
	for name := range strings.SplitSeq(`Tên mô hình
Tóm tắt
Thực trạng, lý do xây dựng
Mục tiêu, tiêu chí đánh giá
Điểm mới năm nay
Nội dung, cách làm
Thôn, tổ dân phố
Địa chỉ
Đối tượng thụ hưởng, tham gia
Lực lượng chủ trì
Lực lượng phối hợp 1, tên lực lượng
Lực lượng phối hợp 1, làm gì
Chỉ tiêu, kết quả 1, tên riêng, nói rõ thêm
Chỉ tiêu, kết quả 1, đơn vị tính
Nguồn lực 1, ghi chú
Tiến độ
Sản phẩm, kết quả đầu ra
Khả năng duy trì, nhân rộng
Họ tên điển hình
Chức vụ, công việc
Nơi công tác, cư trú
Bài viết
Báo cáo: Tác động, ý kiến người dân
Báo cáo: Bài học
Bài đăng: Tiêu đề
Bài đăng: Bản 60 từ
Bài đăng: Bản 150 từ
Bài đăng: Bản 400 từ
Bài đăng: Câu nói
Bài đăng: Người nói
Bài đăng: Chức vụ, nơi ở
Bài đăng: Con số 1, con số
Bài đăng: Con số 1, đơn vị tính
Bài đăng: Con số 1, nói về cái gì
Bài đăng: Con số 2, con số
Bài đăng: Con số 2, đơn vị tính
Bài đăng: Con số 2, nói về cái gì
Bài đăng: Con số 3, con số
Bài đăng: Con số 3, đơn vị tính
Bài đăng: Con số 3, nói về cái gì
Ảnh 1, chú thích
Ảnh 1, mô tả cho người không nhìn thấy ảnh
Ảnh 1, người chụp`, "\n") {
		m[name] = true
	}
	return m
}()

// The search reads what readers outside have, neither less nor more.
func TestSearchReadsWhatIsPublic(t *testing.T) {
	t.Parallel()
	e, catalogue := filled(), testkit.Catalogue(t)
	have := func() string {
		return strings.Join(e.Searched(catalogue, registry.DefaultSeason(2026)).All(), "\n") + "\n"
	}
	check := func(state string, public func(registry.Text) bool) {
		t.Helper()
		text := have()
		for _, x := range e.Texts() {
			if found := strings.Contains(text, *x.At+"\n"); found != public(x) {
				t.Errorf("%s, %s: public %v, searched %v", state, x.Where(), public(x), found)
			}
		}
	}
	check("confirmed", func(x registry.Text) bool { return publicNames[x.Where()] })
	e.Result = registry.ReportSent
	check("report not confirmed", func(x registry.Text) bool { return publicNames[x.Where()] && x.Paper != registry.OfReport })
	e.Result, e.Content.PersonConsent = registry.Effective, false
	check("no consent", func(x registry.Text) bool { return publicNames[x.Where()] && x.Person != registry.AsExemplar })
	e.Content.PersonConsent, e.Photos[0].TakenDown = true, true
	check("photo taken down", func(x registry.Text) bool { return publicNames[x.Where()] && x.Photo == nil })
}

// What is required on sending is asked for field by field.
func TestEveryRequiredTextIsAskedFor(t *testing.T) {
	t.Parallel()
	season, catalogue := registry.DefaultSeason(2026), testkit.Catalogue(t)
	e := registry.Entry{Content: registry.Content{Type: registry.IndividualExemplar, Novelty: registry.Continued}}
	content, report := registry.FieldsOf(e.CheckRegistration(season, catalogue)), registry.FieldsOf(e.CheckReport(season, catalogue))
	asked := func(fields registry.Fields, name, label string, must bool) {
		t.Helper()
		message := fields.For(name)
		if (message != "") != must || must && !strings.HasPrefix(message, label+": ") {
			t.Errorf("%s, must %v: %q", name, must, message)
		}
	}
	for _, d := range registry.ContentFields() {
		if d.At != nil {
			asked(content, d.Name, d.Label, d.Must != registry.Optional)
		}
	}
	for _, d := range registry.ReportFields() {
		if d.At != nil {
			asked(report, d.Name, d.Label, d.Must != registry.Optional)
		}
	}
}

// A text past its limit is refused under its own name.
func TestEveryTextHasALimit(t *testing.T) {
	t.Parallel()
	defs := registry.ContentFields()
	for i := range defs {
		d := &defs[i]
		if d.At == nil {
			continue
		}
		var c registry.Content
		*d.At(&c) = strings.Repeat("đ", d.Limit())
		if f := c.CheckDraft(registry.DefaultSeason(2026)); len(f) != 0 {
			t.Errorf("%s at its limit: %v", d.Name, f)
		}
		*d.At(&c) += "đ"
		if f := c.CheckDraft(registry.DefaultSeason(2026)); len(f) != 1 || f[0].Field != d.Name {
			t.Errorf("%s past its limit: %v", d.Name, f)
		}
	}
	c := registry.Content{Partners: make([]registry.Partner, registry.MaxRows+1)}
	if f := c.CheckDraft(registry.DefaultSeason(2026)); f.For("partners") == "" {
		t.Errorf("too many rows: %v", f)
	}
}
