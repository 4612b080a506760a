package office_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/office"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// sample is a council with two groups, a tie, a vote that passes and one that
// fails.
func sample() office.Council {
	c := office.Council{
		Round: evaluation.Round{
			Season:   2026,
			Title:    "Xét “Dân vận khéo” năm 2026",
			Decision: "Quyết định số 12/QĐ-UBND",
			Scale:    evaluation.DefaultScale(),
			Rules:    evaluation.DefaultRules(),
		},
	}
	c.Members = []office.CouncilMember{
		{"Nguyễn Thị <Mai> & Hoa", evaluation.Chair},
		{"Trần Văn Bình", evaluation.Member},
		{"Lê Văn Cường", evaluation.Clerk},
	}
	for i := range 30 {
		g := evaluation.GroupCommunes
		if i > 24 {
			g = evaluation.GroupPersons
		}
		c.Lines = append(c.Lines, office.CouncilLine{
			Number: fmt.Sprintf(
				"26-%04d",
				i+1,
			),
			Title: fmt.Sprintf("Đường làng rộng, lòng dân thuận %d", i+1), Unit: "Xã Tân Sơn", Group: g, Sheets: 5,
			Mean: 92.75 - float64(i), Median: 92, SD: 1.5,
			Min: 8000, Max: 9550, Rank: i + 1, Shared: i == 3, Band: "Tốt", Shortlisted: i < 5 || i == 26,
			Outcome: map[bool]evaluation.Decision{true: evaluation.Proposed, false: evaluation.NotProposed}[i < 2 || i == 26],
		})
	}
	v := office.CouncilVote{Rule: c.Round.Rules.Award, Day: "20/11/2026", Present: 9}
	for i := range 2 {
		t := evaluation.Tally{Total: 9, Present: 9, Issued: 9, Yes: 8 - i, No: 1 + i}
		v.Counts = append(v.Counts, office.CouncilCount{Line: &c.Lines[i], Tally: t, Outcome: v.Rule.Judge(t)})
	}
	c.Votes = []office.CouncilVote{v}
	c.Lines[0].Sheet = []office.CouncilSheet{
		{
			Member: "Trần Văn Bình",
			Sheet: evaluation.Sheet{
				Marks:       map[string]evaluation.Mark{"T1": {Text: "14", Comment: "Có số liệu."}},
				Total:       8450,
				Adjustments: []string{"B1"},
			},
		},
	}
	return c
}

func papers() map[string]*office.Document {
	c := sample()
	return map[string]*office.Document{
		"phiếu chấm": c.ScoreForm(), "phiếu đã chấm": c.FilledForms(&c.Lines[0]), "bảng tổng hợp": c.ScoreTable(),
		"phiếu bầu": c.BallotForm(), "chương trình": c.Agenda(), "kiểm phiếu": c.CountMinutes(),
		"biên bản họp": c.MeetingMinutes(), "tờ trình": c.Submission(), "danh sách": c.ProposalList(), "quyết định": c.DraftDecision(),
	}
}

// unpack gives the parts of a paper, each of them well-formed XML.
func unpack(t *testing.T, b []byte) map[string]string {
	t.Helper()
	parts := map[string]string{}
	for name, text := range unpackAll(t, b) {
		parts[name] = string(text)
		for d := xml.NewDecoder(bytes.NewReader(text)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
	return parts
}

func unpackAll(t *testing.T, b []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}

func write(t *testing.T, d *office.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Every paper keeps the measures of NĐ 30/2020, annex I: paper, margins, face,
// sizes, the page number in the top margin but not on page one.
func TestLayout(t *testing.T) {
	t.Parallel()
	for name, d := range papers() {
		parts := unpack(t, write(t, d))
		doc := parts["word/document.xml"]
		page := `<w:pgSz w:w="11906" w:h="16838"/>`
		if name == "bảng tổng hợp" {
			page = `<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>`
		}
		for _, want := range []string{
			page, `w:top="1134" w:right="851" w:bottom="1134" w:left="1701"`, `<w:titlePg/>`,
			`<w:headerReference w:type="default" r:id="rId3"/>`,
		} {
			if !strings.Contains(doc, want) {
				t.Errorf("%s: no %s", name, want)
			}
		}
		if n := strings.Count(doc, "<w:rPr>"); n != strings.Count(doc, `w:ascii="Times New Roman"`) {
			t.Errorf("%s: a run without the face", name)
		}
		for _, at := range strings.Split(doc, `<w:sz w:val="`)[1:] {
			size, _, _ := strings.Cut(at, `"`)
			if !strings.Contains(" 8 22 24 26 28 ", " "+size+" ") {
				t.Errorf("%s: size %s", name, size)
			}
		}
		if !strings.Contains(parts["word/header1.xml"], " PAGE ") ||
			!strings.Contains(parts["word/header1.xml"], `<w:jc w:val="center"/>`) ||
			strings.Contains(parts["word/header2.xml"], "PAGE") {
			t.Errorf("%s: page number", name)
		}
		if !strings.Contains(parts["word/styles.xml"], `<w:lang w:val="vi-VN"`) {
			t.Errorf("%s: language", name)
		}
	}
}

// The blocks of the head and the foot, and what must stay blank.
func TestBlocks(t *testing.T) {
	t.Parallel()
	doc := unpack(t, write(t, sample().Submission()))["word/document.xml"]
	for _, want := range []string{
		">ỦY BAN NHÂN DÂN TỈNH BẮC NINH<", ">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<", ">Độc lập - Tự do - Hạnh phúc<",
		">Số:        /TTr-HĐ<", ">Bắc Ninh, ngày      tháng      năm<",
		">TỜ TRÌNH<", ">Nơi nhận:<", ">- Lưu: VT, HĐ.<", ">TM. HỘI ĐỒNG<", ">CHỦ TỊCH<", ">Phụ lục<", "./.<",
		`w:firstLine="720"`, `<w:jc w:val="both"/>`,
		`<w:gridCol w:w="3741"/><w:gridCol w:w="5613"/>`, `<w:gridCol w:w="4677"/><w:gridCol w:w="4677"/>`,
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("no %s", want)
		}
	}
	face := func(text string) string {
		i := strings.Index(doc, text)
		return doc[strings.LastIndex(doc[:i], "<w:rPr>"):i]
	}
	for text, want := range map[string]string{
		">CỘNG HÒA": `<w:b/>`, ">Độc lập": `w:val="28"`, ">Bắc Ninh, ngày": `<w:i/>`,
		">Nơi nhận:": `<w:b/><w:bCs/><w:i/><w:iCs/><w:sz w:val="24"/>`, ">- Lưu": `<w:sz w:val="22"/>`,
		">TỜ TRÌNH": `<w:b/>`,
	} {
		if !strings.Contains(face(text), want) {
			t.Errorf("%s: %s, want %s", text, face(text), want)
		}
	}
	if strings.Contains(face(">ỦY BAN NHÂN"), "<w:b/>") {
		t.Error("cơ quan chủ quản is bold")
	}
	if !strings.Contains(doc, "2 tập thể và 1 cá nhân") {
		t.Error("the count of those proposed")
	}
}

// Same input, same bytes; a name with markup is text.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	again := papers()
	for name, d := range papers() {
		if !bytes.Equal(write(t, d), write(t, again[name])) {
			t.Errorf("%s differs from itself", name)
		}
	}
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := office.WriteSheets(w, append(yearly().Sheets(), sample().ScoreSheets()...)...); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the workbook differs from itself")
	}
	doc := unpack(t, write(t, sample().MeetingMinutes()))["word/document.xml"]
	if !strings.Contains(doc, "Nguyễn Thị &lt;Mai&gt; &amp; Hoa") {
		t.Error("a name with markup")
	}
}

// The workbook holds numbers as numbers.
func TestSheets(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := office.WriteSheets(&b, sample().ScoreSheets()...); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	kind, err := f.GetCellType("Tổng hợp điểm", "G4")
	value, err2 := f.GetCellValue("Tổng hợp điểm", "G4", excelize.Options{RawCellValue: true})
	if err != nil || err2 != nil || value != "92.75" || kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
		t.Errorf("mean is %q of type %v, %v %v", value, kind, err, err2)
	}
	if label, _ := f.GetCellValue("Tổng hợp điểm", "B4"); label != evaluation.GroupCommunes.Label() {
		t.Errorf("group %q", label)
	}
}

func FuzzDocument(f *testing.F) {
	f.Add("Tên <b> & “trích” \x00\x1f\n\tdòng\xff", "Số: \ufffe")
	f.Fuzz(func(t *testing.T, title, text string) {
		d := office.NewDocument(title, office.Portrait)
		d.Head(office.StateHead(title, text, "A", text))
		d.Title(title, text)
		d.Body(text)
		d.Table(office.Table{Columns: []office.Column{{Label: title, Share: 1}}, Rows: [][]string{{text}, {}, {text, text}}})
		unpack(t, write(t, d)) // every part is well-formed
	})
}

// entry is what the unit of the first line wrote.
func entry() registry.Entry {
	e := registry.Entry{Number: "26-0001", Season: 2026, Content: testkit.CompleteContent()}
	e.Report = registry.Report{
		Leadership:   "Đảng ủy ra nghị quyết.",
		Impact:       "Dân đồng thuận.",
		Difficulties: "Còn hộ đi làm xa.",
		Lessons:      "Công khai từng khoản.",
		Sustain:      "Tổ tự quản giữ nếp.",
		Surveyed:     "120",
		Satisfied:    "97",
	}
	return e
}

// The papers of one entry's dossier are of that entry alone, in the same layout.
func TestDossierPapers(t *testing.T) {
	t.Parallel()
	one := sample().Only("26-0001")
	if len(one.Lines) != 1 || len(one.Votes) != 1 || len(one.Votes[0].Counts) != 1 || one.Votes[0].Counts[0].Line != &one.Lines[0] {
		t.Fatalf("%+v", one)
	}
	doc := unpack(t, write(t, one.Achievement(one.Lines[0], entry(), testkit.Catalogue(t))))["word/document.xml"]
	for _, want := range []string{
		">BÁO CÁO<", ">IX. ĐỀ NGHỊ<", ">XÁC NHẬN CỦA CẤP TRÌNH<", ">THỦ TRƯỞNG ĐƠN VỊ<", "Đảng ủy ra nghị quyết.",
		"120 người được hỏi, 97% hài lòng", ">Số:        /BC-……<", "./.<",
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("no %s", want)
		}
	}
	if doc := unpack(t, write(t, one.Submission()))["word/document.xml"]; strings.Contains(doc, "thuận 2<") ||
		!strings.Contains(doc, "cho 1 tập thể có thành tích") {
		t.Error("the submission of one entry speaks of others")
	}
}

// TestPapersPrinted lets LibreOffice open every paper as an office would.
func TestPapersPrinted(t *testing.T) {
	t.Parallel()
	c := sample()
	one := c.Only("26-0001")
	for name, d := range map[string]*office.Document{
		"to-trinh.docx": c.Submission(), "tong-hop.docx": c.ScoreTable(), "kiem-phieu.docx": c.CountMinutes(),
		"bao-cao.docx": one.Achievement(one.Lines[0], entry(), testkit.Catalogue(t)),
	} {
		var b bytes.Buffer
		if err := d.Write(&b); err != nil {
			t.Fatal(err)
		}
		pages := testkit.Printed(t, name, b.Bytes())
		text := strings.Join(pages, "")
		for _, want := range []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "huận 1"} {
			if name == "bao-cao.docx" && want == "huận 1" {
				want = "THỦ TRƯỞNG ĐƠN VỊ"
			}
			if !strings.Contains(text, want) {
				t.Errorf("%s printed without %q:\n%s", name, want, text)
			}
		}
		if last := strings.TrimSpace(pages[len(pages)-1]); strings.HasPrefix(strings.TrimLeft(last, "0123456789 \n"), "THƯ KÝ") {
			t.Errorf("%s: nothing but signatures on the last page", name)
		}
	}
}

// TestWorkbookPrinted: a table prints with all its columns on each page, on A4 across.
func TestWorkbookPrinted(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := office.WriteSheets(&b, sample().ScoreSheets()...); err != nil {
		t.Fatal(err)
	}
	first := testkit.Printed(t, "bang-diem.xlsx", b.Bytes())[0]
	for _, want := range []string{"STT", "Tên mô hình, điển hình", "Xếp loại", "Đường làng rộng, lòng dân thuận 9"} {
		if !strings.Contains(first, want) {
			t.Errorf("the first page lacks %q:\n%s", want, first)
		}
	}
}

// Minutes state what was voted, and nothing before there was a vote.
func TestMinutesStateNoVoteThatWasNotTaken(t *testing.T) {
	t.Parallel()
	text := func(c office.Council) string { return unpack(t, write(t, c.MeetingMinutes()))["word/document.xml"] }
	c := sample()
	if got := text(c); !strings.Contains(got, "kết quả ghi tại Biên bản kiểm phiếu") {
		t.Error("a vote is not in the minutes")
	}
	c.Votes = nil
	if got := text(c); strings.Contains(got, "kết quả ghi tại Biên bản kiểm phiếu") || strings.Contains(got, "0 tập thể") {
		t.Error("minutes before any vote speak of one")
	}
	c = sample()
	for i := range c.Lines {
		c.Lines[i].Outcome = evaluation.NotProposed
	}
	if got := text(c); strings.Contains(got, "0 tập thể") || !strings.Contains(got, "Không mô hình, điển hình nào đạt tỷ lệ") {
		t.Error("minutes of a vote that proposed nobody")
	}
}
