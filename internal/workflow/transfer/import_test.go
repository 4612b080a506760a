package transfer_test

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/exchange"
	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow/demo"
	"danvankheo/internal/workflow/transfer"
	"danvankheo/internal/workflow/workflowtest"
)

var system = registry.System("Nhập từ tệp")

func rowsOf(text []byte, f exchange.Format) iter.Seq2[exchange.Row, error] {
	return exchange.Read(bytes.NewReader(text), f, exchange.EntryColumns())
}

func (h *house) take(t testing.TB, text string, opt transfer.ImportOptions) transfer.ImportReport {
	t.Helper()
	r, err := h.Import(context.Background(), system, workflowtest.Rows(text), opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (h *house) export(t testing.TB, f exchange.Format) []byte {
	t.Helper()
	rows, err := h.Export(context.Background(), system, 0)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := exchange.WriteEntries(&b, f, rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (h *house) count(t testing.TB) int {
	t.Helper()
	n, err := h.DB.CountEntries(context.Background(), registry.Actor{Role: registry.Admin}, sqlite.Filter{}, h.Now())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// unknownUnits are the reported models whose unit cannot be determined: ended before the
// ledger begins, not in it, or several at once.
var unknownUnits = []string{
	"BG-0007", "BG-0011", "BG-0015", "BG-0020", "BG-0100", // ended by 2020
	"BG-0053", "BG-0054", "BG-0055", "BG-0056", "BG-0057", // the army's
	"BG-0072", "BG-0107", "BG-0108", "BG-0110", "BG-0121",
}

func TestReportedModels(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	text := string(workflowtest.ReportedModels(t))
	strict := h.take(t, text, transfer.ImportOptions{Publish: true})
	if strict.Wrong != len(unknownUnits) || strict.Written || h.count(t) != 0 {
		t.Errorf("without -unknown-units keep: %d wrong, written %v", strict.Wrong, strict.Written)
	}
	for _, w := range strict.Errors {
		if w.Field != "unit_name" || w.Row == 0 {
			t.Errorf("%+v is not about a unit", w)
		}
	}
	r := h.take(t, text, transfer.ImportOptions{Publish: true, KeepUnknownUnits: true})
	if r.Created != 123 || r.UnknownUnits != len(unknownUnits) || !r.Written {
		t.Fatalf("first run: %+v", r)
	}
	again := h.take(t, text, transfer.ImportOptions{Publish: true, KeepUnknownUnits: true})
	if again.Unchanged != 123 || again.Written {
		t.Errorf("second run: %+v, want nothing to do", again)
	}
	var unknown []string
	units, marks := map[string]registry.UnitCode{}, map[registry.RecognitionLevel]int{}
	for _, id := range r.Entries {
		e, err := h.DB.Entry(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if units[e.Ref] = e.Unit; e.Unit == "" {
			unknown = append(unknown, e.Ref)
		}
		if e.Origin != registry.Reported || e.Registration != registry.Unregistered || !e.Publication.Public() || e.UnitText == "" {
			t.Errorf("%s: %s, %s, %s, %q", e.Ref, e.Origin, e.Registration, e.Publication, e.UnitText)
		}
		for _, x := range e.Recognitions {
			marks[x.Level]++
		}
	}
	if slices.Sort(unknown); !slices.Equal(unknown, sorted(unknownUnits)) {
		t.Errorf("units not determined: %v", unknown)
	}
	for ref, want := range map[string]registry.UnitCode{
		"BG-0002": "07225", "BG-0026": "07723" /* as it lay in Yên Dũng */, "BG-0030": "221", "BG-0035": "BG-BDVTU",
		"BG-0049": "07792-202402", /* not Quang Minh */
		"BG-0050": "07807-202402", "BG-0071": "BG-HND", "BG-0115": "09301-202507", "BG-0120": "07870-202507", "BG-0122": "09187-202507",
		"BG-0036": "07873",
	} {
		if units[ref] != want {
			t.Errorf("%s belongs to %q, want %q", ref, units[ref], want)
		}
	}
	if marks[registry.DistrictRecognition] != 6 || len(marks) != 1 {
		t.Errorf("recognitions by level: %v, want six of the district", marks)
	}
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

// complete is a registration with nothing missing, as a row.
const complete = `"title":"Đường làng rộng","field":"kinh-te","kind":"mo-hinh-tap-the","summary":"Dân góp đất mở đường.","problem":"Đường hẹp.","goal":"Mở 2,4 km.",
"approach":"Họp từng xóm.","address":"Thôn Hạ","beneficiaries":"120 hộ","lead":"Chi bộ","milestones":"Quý I họp dân.","outputs":"Đường 5 m.","replicability":"Các thôn làm được.",
"start":"2026-02-01","review_on":"31/10/2026","contact_name":"Văn phòng","contact_phone":"0204 3854 123","pledge":true,"outcomes":[{"indicator":"ROAD_KM","value":2.4},{"indicator":"LAND_M2","target":"1.500","baseline":0}]`

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", "") }

func TestRegisteredRows(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	text := oneLine(`{"ref":"A","unit_name":"phuong bac giang",` + complete + `}`)
	r := h.take(t, text, transfer.ImportOptions{})
	e, err := h.DB.Entry(ctx, r.Entries[0])
	if err != nil || e.Registration != registry.Draft || e.Unit != "07210-202507" || e.Season != 2026 ||
		e.Publication != registry.InternalOnly {
		t.Fatalf("a row without -publish: %+v, %v", e, err)
	}
	if o := e.Content.Outcomes; o[0].Indicator != "ROAD_KM" || o[0].Target != "2,4" || !o[0].Actual.Empty() || o[1].Target != "1.500" {
		t.Errorf("what is promised is a target: %+v", o)
	}
	if r = h.take(t, text, transfer.ImportOptions{Publish: true}); r.Updated != 1 {
		t.Fatalf("publishing a known row: %+v", r)
	}
	if e, err = h.DB.Entry(ctx, e.ID); err != nil || e.Registration != registry.Accepted || e.Publication != registry.Published ||
		!e.Content.Outcomes[0].Committed ||
		e.SentAt.IsZero() {
		t.Fatalf("published: %s %s %+v %v", e.Registration, e.Publication, e.Content.Outcomes, err)
	}
	if r = h.take(t, text, transfer.ImportOptions{Publish: true}); r.Unchanged != 1 {
		t.Errorf("the same again: %+v", r)
	}
	version := e.Version
	if r = h.take(t, `{"ref":"A","goal":"Mở 3 km."}`, transfer.ImportOptions{}); r.Updated != 1 {
		t.Fatalf("one more word: %+v", r)
	}
	if e, err = h.DB.Entry(ctx, e.ID); err != nil || e.Content.Goal != "Mở 3 km." || e.Content.Method != "Họp từng xóm." ||
		e.Version != version+1 ||
		e.Publication != registry.Published {
		t.Errorf("after a row of two keys: %+v, %v", e.Content, err)
	}
	revisions, err := h.DB.Revisions(ctx, e.ID)
	if err != nil || len(revisions) != 3 || revisions[2].Action != "nhap" || revisions[2].Name != "Nhập từ tệp" {
		t.Errorf("%d revisions, %v", len(revisions), err)
	}
}

func TestWrongRowsAreAllNamed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	good := oneLine(`{"ref":"G","unit_code":"07210",` + complete + `}`)
	source := `"title":"T","summary":"S","unit_name":"Xã Xuân Cẩm","field":"xa-hoi","kind":"mo-hinh-tap-the","source_url":"https://a.vn/1","source_title":"Bài"`
	text := strings.Join([]string{
		good,
		`{"ref":"1","title":"","unit_name":"Xã Không Có","field":"kinh","year":1066}`,
		`{"ref":"2",` + source + `,"source_label":"rat-kheo","source_date":"hôm qua","source_url":"ftp://a"}`,
		`{"ref":"3",` + strings.Replace(source, `"kind":"mo-hinh-tap-the",`, "", 1) + `}`,
		`{"ref":"G","title":"Trùng","unit_code":"07210"}`,
		`{"ref":"4","title":"Không có đơn vị"}`,
		`{"ref":"5","title":"Liên kết","unit_code":"07210","links":[{"ref":"không có","kind":"hoc-tu"}]}`,
		`{"ref":"6","title":"Lạ","unit_code":"07210","colour":"red","tags":["la-lung"]}`,
		`{"ref":"7","title":`,
		`{"ref":"8","title":"Mơ hồ","unit_name":"xa phuc son","year":2023}`,
	}, "\n")
	want := []string{
		"2 year", "2 unit_name", "2 field", "2 title", "3 source_url", "3 source_date", "3 source_label", "4 kind", "5 ref",
		"6 unit_name", "7 links.0.ref", "8 colour", "8 tags", "9 ", "10 unit_name",
	}
	check := func(name string, r transfer.ImportReport) {
		var got []string
		for _, w := range r.Errors {
			got = append(got, fmt.Sprintf("%d %s", w.Row, w.Field))
			if w.Text == "" {
				t.Errorf("%s: row %d, %s has no reason", name, w.Row, w.Field)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: wrong\n got %q\nwant %q", name, got, want)
		}
	}
	r := h.take(t, text, transfer.ImportOptions{})
	check("whole", r)
	if r.Written || h.count(t) != 0 {
		t.Errorf("a wrong row, and %d entries were written", h.count(t))
	}
	check("dry", h.take(t, text, transfer.ImportOptions{DryRun: true, Partial: true}))
	if h.count(t) != 0 {
		t.Error("a dry run wrote")
	}
	r = h.take(t, text, transfer.ImportOptions{Partial: true})
	check("partial", r)
	if r.Created != 1 || h.count(t) != 1 {
		t.Errorf("partial: %+v, %d entries", r, h.count(t))
	}
	bad := h.take(t, `{"ref":"P","title":"Thiếu nhiều","unit_code":"07210"}`, transfer.ImportOptions{Publish: true})
	if bad.Wrong != 1 || len(bad.Errors) < 10 || h.count(t) != 1 {
		t.Errorf("publishing an incomplete registration: %+v", bad)
	}
}

// Texts longer than the table of fields allows are refused in every part of a row, with
// the column or the key that has them; a row that is silent on a part is not asked for it.
func TestTooLongTextsOfARowAreNamed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	line, long := strings.Repeat("ế", registry.MaxLine+1), strings.Repeat("ế", registry.MaxText+1)
	row := oneLine(fmt.Sprintf(`{"ref":"L","unit_code":"07210","district":%[1]q,"partners":[{"name":"Đoàn","role":%[1]q}],`+
		`"report":{"impact":%[2]q,"sites":[{"place":%[1]q}]},"story":{"long":%[2]q,"figure2_label":%[1]q},`+
		`"recognitions":[{"level":"tinh","text":%[2]q}],`+complete+`}`, line, long))
	r := h.take(t, row, transfer.ImportOptions{})
	var got []string
	for _, w := range r.Errors {
		got = append(got, w.Field)
	}
	want := []string{
		"partners.0.role", "report.impact", "report.sites.0.place", "story.long", "story.figures.1.label", "district", "recognitions.0.text",
	}
	if !slices.Equal(got, want) || r.Written || h.count(t) != 0 {
		t.Errorf("wrong\n got %q\nwant %q", got, want)
	}
	for _, w := range r.Errors {
		if !strings.Contains(w.Text, "ký tự, quá mức") {
			t.Errorf("%s: %q", w.Field, w.Text)
		}
	}
}

func TestExportComesBackWithoutLoss(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.Time.Set(time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC))
	if _, err := h.Demo.FillDemo(context.Background(), demo.Input{Reported: workflowtest.Rows(string(workflowtest.ReportedModels(t))),
		Password: "x", Width: 90}); err != nil {
		t.Fatal(err)
	}
	for _, f := range []exchange.Format{exchange.JSONL, exchange.CSV, exchange.XLSX} {
		text := h.export(t, f)
		same, err := h.Import(context.Background(), system, rowsOf(text, f), transfer.ImportOptions{})
		if err != nil || same.Unchanged != 138 || same.Wrong+same.Updated+same.Created != 0 {
			t.Errorf("format %d, into the same folder: %+v, %v", f, same, err)
		}
		other := newHouse(t)
		other.Time.Set(h.Time.Now())
		r, err := other.Import(
			context.Background(),
			system,
			rowsOf(text, f),
			transfer.ImportOptions{Publish: true, KeepUnknownUnits: true},
		)
		if err != nil || r.Created != 138 {
			t.Fatalf("format %d, into an empty folder: %+v, %v", f, r, err)
		}
		back := other.export(t, exchange.JSONL)
		if want := h.export(t, exchange.JSONL); !bytes.Equal(withoutStates(back), withoutStates(want)) {
			t.Errorf("format %d: what came back differs:\n%s", f, firstDifference(withoutStates(back), withoutStates(want)))
		}
	}
}

var targetMark = regexp.MustCompile(` \(chỉ tiêu\)","figure\d_mark":"chỉ tiêu"`)

// withoutStates takes off the states that only people's clicks give: a scheduled
// or removed story comes back unpublished, and a report that nobody has confirmed yet
// leaves a key figure a target.
func withoutStates(text []byte) []byte {
	var out [][]byte
	for line := range bytes.Lines(text) {
		line = targetMark.ReplaceAll(line, []byte(`"`))
		for _, s := range []string{"hen-gio", "go", "dinh-chinh", "cong-khai", "cho-duyet"} {
			line = bytes.Replace(line, []byte(`"publication":"`+s+`"`), []byte(`"publication":"noi-bo"`), 1)
		}
		keys := []string{`,"published_at":"`, `,"registration":"`}
		if bytes.Contains(line, []byte(`"registration":"tra-lai"`)) || bytes.Contains(line, []byte(`"registration":"nhap"`)) {
			keys = append(keys, `,"sent_at":"`) // a returned registration comes back as a draft
		}
		for _, key := range keys {
			if i := bytes.Index(line, []byte(key)); i >= 0 {
				end := bytes.IndexByte(line[i+len(key):], '"')
				line = slices.Delete(slices.Clone(line), i, i+len(key)+end+1)
			}
		}
		out = append(out, line)
	}
	return bytes.Join(out, nil)
}

func firstDifference(a, b []byte) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	from := max(0, i-200)
	return fmt.Sprintf(" got …%s\nwant …%s", a[from:min(len(a), i+100)], b[from:min(len(b), i+100)])
}

// A fraction of what cannot be broken, which a spreadsheet program made of a number, is
// refused with its row, its cell and the question; one of a measure is read.
func TestImportRefusesABrokenCount(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	const head = "Mã,Tên mô hình,Đơn vị,Lĩnh vực,Số hộ,Chỉ tiêu chính\n"
	for _, x := range []struct {
		row, cell, ask string
	}{
		{"a,Một,%s,kinh-te,1.24,", "E2", "Ý bạn là 1.240?"},
		{"a,Một,%s,kinh-te,\"1,500\",", "E2", "Ý bạn là 1.500?"},
		{"a,Một,%s,kinh-te,5,\"Hiến đất: 1,5 hộ\"", "F2", "Ý bạn là 1.500?"},
		{"a,Một,%s,kinh-te,5,\"Đường mở rộng: 1,5 km\"", "", ""},
		{"a,Một,%s,kinh-te,1.500,\"Đi chợ: 1.500 lượt\"", "", ""},
	} {
		text := head + fmt.Sprintf(x.row, "phuong bac giang") + "\n"
		r, err := h.Import(context.Background(), system, rowsOf([]byte(text), exchange.CSV), transfer.ImportOptions{DryRun: true})
		if err != nil {
			t.Fatal(err)
		}
		if x.ask == "" {
			if len(r.Errors) > 0 {
				t.Errorf("%s: refused: %+v", x.row, r.Errors)
			}
			continue
		}
		if len(r.Errors) != 1 || r.Errors[0].Row != 2 || !strings.Contains(r.Errors[0].Text, "ô "+x.cell+", ") ||
			!strings.Contains(r.Errors[0].Text, x.ask) {
			t.Errorf("%s: %+v, want %s in %s", x.row, r.Errors, x.ask, x.cell)
		}
	}
}

func TestImportIsForThoseWhoMay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, role := range registry.Roles() {
		_, err := h.Import(
			context.Background(),
			registry.Actor{Account: 9, Role: role},
			workflowtest.Rows(`{"title":"x"}`),
			transfer.ImportOptions{DryRun: true},
		)
		_, out := h.Export(context.Background(), registry.Actor{Account: 9, Role: role}, 0)
		may := role == registry.Verifier || role == registry.Admin
		if (err == nil) != may || (out == nil) != may {
			t.Errorf("%s: import %v, export %v", role, err, out)
		}
	}
}

// manyRows makes n different reported rows.
func manyRows(t testing.TB, n int) []byte {
	var b bytes.Buffer
	base := bytes.Split(bytes.TrimSpace(workflowtest.ReportedModels(t)), []byte("\n"))
	for i := range n {
		line := base[i%len(base)]
		line = bytes.Replace(line, []byte(`{"ref": "`), []byte(fmt.Sprintf(`{"ref": "N%d-`, i)), 1)
		line = bytes.Replace(line, []byte(`"title": "`), []byte(fmt.Sprintf(`"title": "Mô hình %d: `, i)), 1)
		b.Write(append(bytes.TrimSpace(line), '\n'))
	}
	return b.Bytes()
}

func BenchmarkImport5000(b *testing.B) {
	text := manyRows(b, 5000)
	for b.Loop() {
		b.StopTimer()
		h := newHouse(b)
		b.StartTimer()
		r := h.take(b, string(text), transfer.ImportOptions{Publish: true, KeepUnknownUnits: true})
		if r.Created != 5000 {
			b.Fatalf("%+v", r)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Seconds())/float64(b.N), "s/import")
}

func TestACancelledImportLeavesNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx, stop := context.WithCancel(context.Background())
	text := manyRows(t, 800)
	_, err := h.Import(
		ctx,
		system,
		rowsOf(text, exchange.JSONL),
		transfer.ImportOptions{Publish: true, KeepUnknownUnits: true, Progress: func(done, total int) {
			if total > 0 && done >= 400 {
				stop()
			}
		}},
	)
	if err == nil || h.count(t) != 0 {
		t.Errorf("stopped half-way: %v, %d entries", err, h.count(t))
	}
}

// A table is asked as people are: rows with a number of a person stay unpublished
// and are named, and what is public already does not get one.
func TestRowsWithNumbersOfPersons(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	text := oneLine(`{"ref":"A","unit_name":"phuong bac giang",`+complete+`}`) + "\n" +
		strings.Replace(oneLine(`{"ref":"B","unit_name":"phuong bac giang",`+complete+`}`), "Họp từng xóm.", "Gọi 0912 345 678.", 1)
	r := h.take(t, text, transfer.ImportOptions{Publish: true})
	if len(r.Held) != 1 || r.Held[0].Row != 2 || !strings.Contains(r.Held[0].Text, "điện thoại 0912 345 678") || r.Created != 2 {
		t.Fatalf("held back: %+v", r)
	}
	a, errA := h.DB.Entry(ctx, r.Entries[0])
	b, errB := h.DB.Entry(ctx, r.Entries[1])
	if errA != nil || errB != nil || a.Publication != registry.Published || b.Publication != registry.InternalOnly ||
		b.Registration != registry.Accepted {
		t.Errorf("published: %s, %s %s, %v %v", a.Publication, b.Registration, b.Publication, errA, errB)
	}
	const change = `{"ref":"A","goal":"Gửi tài khoản 19036789012345."}`
	if r = h.take(t, change, transfer.ImportOptions{Publish: true}); r.Wrong != 1 || r.Written ||
		!strings.Contains(r.Errors[0].Text, "tài khoản 19036789012345") {
		t.Errorf("a number into a public story: %+v", r)
	}
	if r = h.take(t, text+"\n"+change[:len(change)-1]+`,"ref":"C"}`, transfer.ImportOptions{Publish: true, NumbersMeant: true,
		Partial: true}); len(
		r.Held,
	) != 0 ||
		r.Updated != 1 {
		t.Errorf("meant: %+v", r)
	}
	if b, errB = h.DB.Entry(ctx, b.ID); errB != nil || b.Publication != registry.Published {
		t.Errorf("meant: %s, %v", b.Publication, errB)
	}
}

// Importing over a public entry is a correction that readers are told of: by the name of
// the file or the note given. A dry run says what would change; what nobody reviewed
// waits on, and other changes that wait hold the row back.
func TestImportCorrectsWhatIsPublic(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	public := transfer.ImportOptions{Publish: true, Source: "bang.csv"}
	id := h.take(t, oneLine(`{"ref":"A","unit_name":"phuong bac giang",`+complete+`}`), public).Entries[0]
	read := func() (registry.Entry, edition.Edition) {
		t.Helper()
		e, err := h.DB.Entry(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		d, err := h.DB.Edition(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return e, d
	}
	e, _ := read()
	staff := testkit.Staff(t, h.Ledger(), 1, e.Unit)
	words := registry.PhotoText{Caption: "Dân dỡ tường", Alt: "Mười người", Author: "UBND", Basis: registry.PublicActivity}
	picture := phototest.NewJPEG(320, 240, 1, phototest.Options{})
	if _, err := h.House.Flow.AddPhoto(ctx, staff, id, bytes.NewReader(picture), words); err != nil {
		t.Fatal(err)
	}

	const change = `{"ref":"A","approach":"Mở 3 km."}`
	dry := public
	dry.DryRun = true
	r := h.take(t, change, dry)
	if len(r.Changes) != 1 || !r.Changes[0].Corrects || r.Changes[0].Waiting != 1 || r.Changes[0].Photos != 0 || r.Changes[0].Held ||
		len(r.Changes[0].Places) != 1 || r.Written {
		t.Errorf("a dry run says %+v", r.Changes)
	}
	if e, d := read(); d.No != 1 || len(e.Corrections) != 0 {
		t.Errorf("a dry run made edition %d, %d corrections", d.No, len(e.Corrections))
	}
	if again := h.take(t, change, public); !reflect.DeepEqual(again.Changes, r.Changes) {
		t.Errorf("said beforehand %+v, done %+v", r.Changes, again.Changes)
	}
	e, d := read()
	if d.No != 2 || d.Content.Method != "Mở 3 km." || len(d.Photos) != 0 || e.Publication != registry.Corrected || len(d.Corrections) != 1 ||
		d.Corrections[0].Text != "Nhập lại từ bang.csv." || d.Reason != d.Corrections[0].Text {
		t.Errorf("edition %d (%s), %d photos, %s, corrections %+v", d.No, d.Reason, len(d.Photos), e.Publication, d.Corrections)
	}
	noted := public
	noted.Note = "Sửa theo biên bản kiểm tra."
	h.take(t, `{"ref":"A","approach":"Mở 4 km."}`, noted)
	if _, d = read(); d.No != 3 || d.Corrections[1].Text != noted.Note {
		t.Errorf("edition %d, corrections %+v", d.No, d.Corrections)
	}
	if r = h.take(t, `{"ref":"A","approach":"Mở 4 km."}`, public); r.Unchanged != 1 || len(r.Changes) != 0 {
		t.Errorf("the same again: %+v", r)
	}
	h.take(t, `{"ref":"A","approach":"Mở 5 km."}`, transfer.ImportOptions{}) // not to be published: it waits
	if r = h.take(t, `{"ref":"A","approach":"Mở 6 km."}`, public); len(r.Changes) != 1 || !r.Changes[0].Held {
		t.Errorf("over what waits: %+v", r.Changes)
	}
	if e, d = read(); d.No != 3 || e.Content.Method != "Mở 6 km." || len(d.Corrections) != 2 {
		t.Errorf("let out what waited: edition %d, %q, %d corrections", d.No, e.Content.Method, len(d.Corrections))
	}
}
