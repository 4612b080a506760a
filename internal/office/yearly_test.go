package office_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danvankheo/internal/office"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// yearly is a report with units of every standing, models of every field, sums,
// honours, self-reports and answers.
func yearly() office.Yearly {
	f := oversight.Frozen{
		Season: 2026,
		Query:  1,
		Fields: registry.DefaultFields(),
		Last:   map[string]int{"dang-ky": 50, "hieu-qua": 40, "cong-nhan": 3},
	}
	states := []string{"dung-han", "cham", "chua-co", "mien"}
	for i := range 40 {
		f.Units = append(
			f.Units,
			oversight.UnitLine{
				Code:     registry.UnitCode(fmt.Sprint("u", i)),
				Name:     fmt.Sprintf("Xã Số %d", i),
				Kind:     registry.Commune,
				Owes:     true,
				Register: states[i%4],
				Report:   states[(i+1)%4],
				Joint:    i == 5,
			},
		)
	}
	for i := range 60 {
		u := f.Units[i%40]
		m := oversight.Model{
			ID:           registry.EntryID(i + 1),
			Number:       fmt.Sprintf("26-%04d", i+1),
			Title:        fmt.Sprintf("Mô hình <thứ> %d", i+1),
			Unit:         u.Code,
			Home:         u.Code,
			UnitName:     u.Name,
			Field:        f.Fields[i%6].Code,
			Type:         registry.Types()[i%3],
			Novelty:      registry.Novelties()[i%4],
			Registration: "tiep-nhan",
			Result:       "hieu-qua",
			Figure:       "1.200 m² đất hiến",
		}
		switch {
		case i%5 == 0:
			m.Result = "da-gui"
		case i%7 == 0:
			m.Result = "chua-hieu-qua"
		case i%9 == 0:
			m.Recognitions = []oversight.Paper{
				{Level: "co-so", Form: "quyet-dinh", Number: "12/QĐ-UBND", Date: "2026-11-02", Issuer: "UBND xã"},
			}
			m.Commendations = []oversight.Paper{
				{Level: "tinh", Form: "Bằng khen", Number: "99/QĐ-UBND", Date: "2026-11-20", Issuer: "Chủ tịch UBND tỉnh"},
			}
		}
		f.Models = append(f.Models, m)
	}
	f.Examples = f.Suggest(5)
	f.Sums = []oversight.SumLine{
		{
			Indicator: "LAND_M2",
			Name:      "Diện tích đất hiến",
			Unit:      "m²",
			Period:    "nam",
			Aggregate: "S",
			Usual:     true,
			Entries:   20,
			Sure:      15,
			Sum:       151_306.5,
			Confirmed: 90_000,
		},
		{
			Indicator: "LABOR_DAY",
			Name:      "Ngày công đóng góp",
			Unit:      "ngày công",
			Period:    "nam",
			Aggregate: "S",
			Usual:     true,
			Entries:   4,
			Sure:      4,
			Sum:       1180,
			Confirmed: 1180,
		},
		{
			Indicator: "AGREE_RATE",
			Name:      "Tỷ lệ hộ đồng thuận",
			Unit:      "%",
			Period:    "nam",
			Aggregate: "R",
			Usual:     true,
			Entries:   3,
			Median:    95,
			Min:       90,
			Max:       100,
		},
	}
	f.Selfs = []oversight.SelfLine{
		{
			Unit:  "u0",
			Name:  "Xã Số 0",
			State: "tiep-nhan",
			Text: registry.SelfText{
				Leadership: "Ban hành kế hoạch.",
				Documents:  "6",
				Ethics:     "Tốt & gần dân.",
				EthicsMark: "tot",
				Limits:     "Còn ít người họp.",
				Plan:       "Làm tiếp.",
			},
		},
		{Unit: "u2", Name: "Xã Số 2", State: "da-gui", Text: registry.SelfText{Documents: "1.002", EthicsMark: "kha"}},
		{Unit: "u3", Name: "Xã Số 3", State: "tra-lai", Text: registry.SelfText{Leadership: "Chưa xong."}},
	}
	f.Survivals = []oversight.SurvivalLine{{Fate: "duy-tri"}, {Fate: "da-dung"}, {Fate: "chua-tra-loi"}}
	return office.Yearly{
		Frozen:   f,
		Parent:   "ỦY BAN NHÂN DÂN TỈNH BẮC NINH",
		Issuer:   "SỞ NỘI VỤ",
		Symbol:   "BC-SNV",
		Place:    "Bắc Ninh",
		Province: "Tỉnh Bắc Ninh",
		Version:  2,
		FrozenOn: "29/11/2026",
		Internal: true,
	}
}

// The report keeps the rules of NĐ 30/2020 (domain notes E.2), in both kinds of
// page it has.
func TestYearlyLayout(t *testing.T) {
	t.Parallel()
	doc := unpack(t, write(t, yearly().Report()))["word/document.xml"]
	for _, want := range []string{
		`<w:pgSz w:w="11906" w:h="16838"/>`, `<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>`,
		">ỦY BAN NHÂN DÂN TỈNH BẮC NINH<", ">SỞ NỘI VỤ<", ">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<",
		">Độc lập - Tự do - Hạnh phúc<",
		">Số:        /BC-SNV<", ">Bắc Ninh, ngày      tháng      năm<", ">BÁO CÁO<", ">Nơi nhận:<", ">GIÁM ĐỐC<", "./.<",
		`w:firstLine="720"`, `<w:jc w:val="both"/>`, "Luật Thực hiện dân chủ ở cơ sở năm 2022", "59/2023/NĐ-CP",
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("no %s", want)
		}
	}
	if n := strings.Count(doc, `w:top="1134" w:right="851" w:bottom="1134" w:left="1701"`); n != 2 {
		t.Errorf("%d sections with the margins, want 2", n)
	}
	if n := strings.Count(doc, "<w:titlePg/>"); n != 1 {
		t.Errorf("the number of a page is hidden in %d sections, want the first", n)
	}
	if n := strings.Count(doc, "<w:rPr>"); n != strings.Count(doc, `w:ascii="Times New Roman"`) {
		t.Error("a run without the face")
	}
	for _, at := range strings.Split(doc, `<w:sz w:val="`)[1:] {
		if size, _, _ := strings.Cut(at, `"`); !strings.Contains(" 8 22 24 26 28 ", " "+size+" ") {
			t.Errorf("size %s", size)
		}
	}
	for _, never := range []string{"numPr", "Pháp lệnh"} {
		if strings.Contains(doc, never) {
			t.Errorf("holds %s", never)
		}
	}
	for _, p := range []string{
		"I. CÔNG TÁC LÃNH ĐẠO", "II. KẾT QUẢ THỰC HIỆN", "III. HẠN CHẾ", "IV. PHƯƠNG HƯỚNG NĂM 2027", "V. KIẾN NGHỊ", "Phụ lục I<",
		"Phụ lục VI<",
	} {
		if !strings.Contains(doc, p) {
			t.Errorf("no part %s", p)
		}
	}
	out := yearly()
	out.Internal = false
	public := unpack(t, write(t, out.Report()))["word/document.xml"]
	if strings.Contains(public, "Phụ lục VI<") || strings.Contains(public, "Lưu nội bộ") || len(out.Sheets()) != 5 ||
		len(yearly().Sheets()) != 6 {
		t.Error("the annex of who is missing left the office")
	}
}

// The section on the movement says what the figures say.
func TestYearlyText(t *testing.T) {
	t.Parallel()
	pages := testkit.Printed(t, "bao-cao.docx", write(t, yearly().Report()))
	text := strings.Join(strings.Fields(strings.Join(pages, " ")), " ")
	f := yearly().Frozen
	n := f.Numbers()
	for _, want := range []string{
		"có 40 cơ quan, đơn vị, địa phương thuộc diện phải đăng ký", "20/30 đơn vị đã đăng ký (đạt 66,7%)",
		"10 đơn vị đăng ký sau thời hạn", "10 đơn vị được miễn",
		"đăng ký là 60 (tăng 10, tương ứng 20%, so với năm 2025)",
		fmt.Sprintf("%d mô hình, điển hình được xác nhận hiệu quả (", n["hieu-qua"]),
		"diện tích đất hiến 15,13 ha (đã xác nhận 90.000 m²)", "ngày công đóng góp 1.180 ngày công",
		"đã trả lời 2 lượt: còn duy trì 1, nhân rộng 0, đã dừng 1", "Văn bản đã ban hành: 1.008 (2 đơn vị báo số này)",
		"tốt 1; khá 1", "Xã Số 0: Tốt & gần dân.", "Mô hình <thứ>", "Số liệu chốt ngày 29/11/2026 (bản 2)./.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(text, "Chưa xong.") {
		t.Error("a returned self-report is quoted")
	}
}

// LibreOffice recomputes every total of the workbook: the same as was written.
func TestYearlyFormulas(t *testing.T) {
	t.Parallel()
	y := yearly()
	var b bytes.Buffer
	if err := office.WriteSheets(&b, y.Sheets()...); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	formulas := 0
	for i, s := range y.Sheets() {
		name := f.GetSheetName(i)
		if len(y.Tables()[i].Sums) == 0 {
			continue
		}
		got := recalculated(t, b.Bytes(), i+1)
		for n, row := range s.Rows {
			for k, cell := range row {
				x, ok := cell.(office.Formula)
				if !ok {
					continue
				}
				formulas++
				at, _ := excelize.CoordinatesToCellName(k+1, n+4)
				if formula, _ := f.GetCellFormula(name, at); formula != x.Text || !strings.HasPrefix(formula, "SUM(") {
					t.Errorf("%s %s holds %q, want %q", name, at, formula, x.Text)
				}
				if v, err := strconv.ParseFloat(got[n+3][k], 64); err != nil || v != x.Value {
					t.Errorf("%s %s is computed as %q, want %v", name, at, got[n+3][k], x.Value)
				}
			}
		}
	}
	if formulas < 14 {
		t.Errorf("only %d formulas", formulas)
	}
}

// recalculated lets LibreOffice compute a workbook and write one sheet as CSV. The
// written values are taken out first, so that it has to.
func recalculated(t *testing.T, book []byte, sheet int) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		last := len(rows)
		for k := range rows[last-1] {
			at, _ := excelize.CoordinatesToCellName(k+1, last)
			if formula, _ := f.GetCellFormula(name, at); formula != "" {
				if err := f.SetCellFormula(name, at, formula); err != nil { // drops the value
					t.Fatal(err)
				}
			}
		}
	}
	var emptied bytes.Buffer
	if err := f.Write(&emptied); err != nil {
		t.Fatal(err)
	}
	kind := fmt.Sprintf("csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false,false,false,false,%d", sheet)
	text, err := os.ReadFile(testkit.Converted(t, "so.xlsx", emptied.Bytes(), kind))
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// The yearbook holds its photos, each with its description.
func TestYearbook(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 120, 80)), nil); err != nil {
		t.Fatal(err)
	}
	p := office.YearbookPhoto{
		Picture: office.Picture{JPEG: b.Bytes(), Width: 120, Height: 80, Alt: `Ảnh "thử" <1>`, High: 110},
		Caption: "Bà con họp xóm. Ảnh: UBND xã.",
	}
	d := office.Yearbook(
		"Sở Nội vụ",
		"Mô hình năm 2026",
		[]office.YearbookStory{
			{
				Headline: "Đường rộng",
				Unit:     "Xã Tân Sơn",
				Field:    "Kinh tế",
				Lead:     "Ngắn.",
				Text:     "Một.\n\nHai.",
				Photos:   []office.YearbookPhoto{p, p},
				Quote:    "Vui",
				QuoteBy:  "Một người dân",
				Figures:  []string{"2,4 km đường"},
			},
		},
	)
	file := write(t, d)
	parts := map[string]int{}
	for name, text := range unpackAll(t, file) {
		parts[name] = len(text)
	}
	if parts["word/media/image1.jpeg"] != b.Len() || parts["word/media/image2.jpeg"] != b.Len() {
		t.Errorf("parts %v", parts)
	}
	doc := string(unpackAll(t, file)["word/document.xml"])
	if !strings.Contains(doc, `descr="Ảnh &quot;thử&quot; &lt;1&gt;"`) || strings.Count(doc, "<w:drawing>") != 2 {
		t.Error("photos without description")
	}
	text := strings.Join(testkit.Printed(t, "ky-yeu.docx", file), "\n")
	if !strings.Contains(text, "Bà con họp xóm. Ảnh: UBND xã.") || !strings.Contains(text, "“Vui” – Một người dân") {
		t.Errorf("printed: %s", text)
	}
}
