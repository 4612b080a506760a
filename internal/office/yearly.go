package office

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Yearly is the yearly report of a season, written from its frozen figures.
type Yearly struct {
	oversight.Frozen
	Parent, Issuer, Symbol, Place string // of the head: "ỦY BAN NHÂN DÂN TỈNH BẮC NINH", "SỞ NỘI VỤ", "BC-SNV", "Bắc Ninh"
	Province                      string // "tỉnh Bắc Ninh"
	Version                       int    // of the frozen figures
	FrozenOn                      string // dd/mm/yyyy
	Internal                      bool   // with what is for the office alone: who is missing
}

// blankSpace is what the office has to fill in.
const blankSpace = "(Phần này do đơn vị soạn thảo bổ sung.)"

// Report is the paper: sections I to V and the annexes.
func (y Yearly) Report() *Document {
	d := NewDocument(fmt.Sprintf("Báo cáo công tác dân vận và phong trào “Dân vận khéo” năm %d", y.Season), Portrait)
	d.Head(StateHead(y.Parent, y.Issuer, y.Symbol, y.Place))
	d.Title(
		"BÁO CÁO",
		fmt.Sprintf(
			"Kết quả thực hiện công tác dân vận, thực hiện dân chủ ở cơ sở\nvà phong trào thi đua “Dân vận khéo” năm %d",
			y.Season,
		),
	)
	d.Addressee("………………………………………")
	d.Body(
		fmt.Sprintf(
			"Thực hiện %s, %s và %s, ",
			registry.DemocracyLaw.OfYear(),
			registry.DemocracyDecree.Subjected(),
			registry.Directive.Cited(),
		) +
			fmt.Sprintf(
				"%s báo cáo kết quả năm %d như sau:",
				sentenceCase(y.Issuer),
				y.Season,
			),
	)
	y.points(d, "I", "I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TUYÊN TRUYỀN, QUÁN TRIỆT")
	d.Heading(1, "II. KẾT QUẢ THỰC HIỆN")
	for n := 1; n <= 8; n++ {
		if n == 5 {
			d.Heading(2, "5. Phong trào thi đua “Dân vận khéo”")
			y.movement(d)
			continue
		}
		y.points(d, fmt.Sprintf("II.%d", n), "")
	}
	y.points(d, "III", "III. HẠN CHẾ, NGUYÊN NHÂN")
	y.points(d, "IV", fmt.Sprintf("IV. PHƯƠNG HƯỚNG NĂM %d", y.Season+1))
	y.points(d, "V", "V. KIẾN NGHỊ")
	d.Body(
		fmt.Sprintf(
			"Trên đây là báo cáo kết quả thực hiện công tác dân vận, thực hiện dân chủ ở cơ sở và phong trào thi đua “Dân vận khéo” "+
				"năm %d. Số liệu chốt ngày %s (bản %d)./.",
			y.Season,
			y.FrozenOn,
			y.Version,
		),
	)
	d.Foot(Foot{Receivers: []string{"………………………", "Lưu: VT, ………"}, Capacity: []string{"GIÁM ĐỐC"}})
	y.annexes(d)
	return d
}

// sentenceCase writes a name in capitals as a sentence has it: "Sở Nội vụ".
func sentenceCase(name string) string {
	if name != strings.ToUpper(name) {
		return name
	}
	out := vietnamese.Lower(name)
	for _, body := range []string{registry.DepartmentBody.Short, "Ủy ban nhân dân"} {
		out = strings.ReplaceAll(out, vietnamese.Lower(body), body)
	}
	return out
}

// points writes one section from what the units sent: how many marked themselves
// how, the numbers that add up, then each unit's own words to be drawn on.
func (y Yearly) points(d *Document, place, heading string) {
	points := registry.SelfPoints()
	i := slices.IndexFunc(points, func(p registry.SelfPoint) bool { return p.Place == place })
	if i < 0 {
		return
	}
	p := points[i]
	if heading != "" {
		d.Heading(1, heading)
	} else {
		d.Heading(2, strings.TrimPrefix(place, "II.")+". "+p.Label)
	}
	sent := y.sentSelfs()
	if len(sent) == 0 {
		d.BodyRuns(Run{Text: blankSpace, Italic: true})
		return
	}
	if text := y.pointSummary(p, sent); text != "" {
		d.Body(text)
	}
	d.BodyRuns(Run{Text: blankSpace + " Các đơn vị báo cáo:", Italic: true})
	for _, s := range sent {
		if words := strings.Join(strings.Fields(s.Text.Get(p.Name)), " "); words != "" {
			d.BodyRuns(Run{Text: "- " + s.Name + ": ", Bold: true}, Run{Text: words})
		}
	}
}

// sentSelfs are the self-reports that were sent.
func (y Yearly) sentSelfs() []oversight.SelfLine {
	var out []oversight.SelfLine
	for _, s := range y.Selfs {
		if s.State == registry.SelfSent.String() || s.State == registry.SelfAccepted.String() {
			out = append(out, s)
		}
	}
	return out
}

func (y Yearly) pointSummary(p registry.SelfPoint, sent []oversight.SelfLine) string {
	var parts []string
	if p.Mark != "" {
		var marks []string
		marked := 0
		for _, m := range registry.SelfMarks() {
			n := 0
			for _, s := range sent {
				if s.Text.Get(p.Mark) == m.Code {
					n++
				}
			}
			marked += n
			if n > 0 {
				marks = append(marks, fmt.Sprintf("%s %s", strings.ToLower(m.Label), whole(n)))
			}
		}
		if len(marks) > 0 {
			of := ""
			if marked < len(sent) {
				of = fmt.Sprintf("/%s", whole(len(sent)))
			}
			parts = append(parts, fmt.Sprintf("%s%s đơn vị gửi báo cáo tự đánh giá: %s", whole(marked), of, strings.Join(marks, "; ")))
		}
	}
	for _, n := range p.Numbers {
		sum, of := registry.Adder{}, 0
		for _, s := range sent {
			if v, ok := registry.Amount(s.Text.Get(n.Code)).Value(); ok {
				sum.Add(v)
				of++
			}
		}
		if of > 0 {
			parts = append(
				parts,
				fmt.Sprintf("%s: %s (%s đơn vị báo số này)", strings.ToLower(n.Label), sum.Sum().Text(registry.AsReported), whole(of)),
			)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	r := []rune(strings.Join(parts, "; ") + ".")
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

func whole(n int) string { return vietnamese.FormatNumber(float64(n)) }

// annexes appends the annexes; the one on who is missing only for the office.
func (y Yearly) annexes(d *Document) {
	with := fmt.Sprintf("Kèm theo Báo cáo số      /%s ngày     tháng     năm     của %s", y.Symbol, sentenceCase(y.Issuer))
	d.Turn(Landscape)
	for i, t := range y.Tables() {
		if t.Internal && !y.Internal {
			continue
		}
		d.Annex("Phụ lục "+roman[i], t.Title, with)
		y.table(d, t)
	}
}

var roman = []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"}

// table writes one annex; a table without rows says so.
func (y Yearly) table(d *Document, t AnnexTable) {
	if t.Internal {
		d.Line(Run{Text: "Lưu nội bộ, không gửi kèm bản phát hành.", Bold: true, Italic: true, Size: Size12})
	}
	if len(t.Rows) == 0 {
		d.Line(Run{Text: "Không có.", Italic: true})
		return
	}
	out := Table{Columns: t.Columns, Bold: map[int]bool{}}
	for _, r := range t.Rows {
		row := make([]string, len(r))
		for i, v := range r {
			if n, ok := number(v); ok {
				row[i] = vietnamese.FormatNumber(n)
			} else {
				row[i] = fmt.Sprint(v)
			}
		}
		out.Rows = append(out.Rows, row)
	}
	if len(t.Sums) > 0 {
		row := make([]string, len(t.Columns))
		row[t.LabelAt] = "Cộng"
		for _, at := range t.Sums {
			var sum registry.Adder
			for _, r := range t.Rows {
				n, _ := number(r[at])
				sum.Add(n)
			}
			row[at] = sum.Sum().Text(registry.AsReported)
		}
		out.Bold[len(out.Rows)] = true
		out.Rows = append(out.Rows, row)
	}
	d.Table(out)
	if t.Note != "" {
		d.Line(Run{Text: t.Note, Italic: true, Size: Size12})
	}
}

// Sheets are the same tables as a workbook: numbers as numbers, totals as
// formulas.
func (y Yearly) Sheets() []Sheet {
	var out []Sheet
	for i, t := range y.Tables() {
		if t.Internal && !y.Internal {
			continue
		}
		s := Sheet{Name: "PL " + roman[i], Title: fmt.Sprintf("PHỤ LỤC %s. %s", roman[i], t.Title), Rows: t.Rows}
		for n, c := range t.Columns {
			s.Columns = append(s.Columns, SheetColumn{Label: c.Label, Width: float64(c.Share), Wrap: n == t.LabelAt || c.Align == Left})
		}
		if len(t.Sums) > 0 && len(t.Rows) > 0 {
			s.Total("Cộng", t.Sums...)
		}
		out = append(out, s)
	}
	return out
}

func ordinal(i int) any { return strconv.Itoa(i + 1) }
