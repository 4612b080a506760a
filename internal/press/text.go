package press

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"danvankheo/internal/exchange"
	"danvankheo/internal/office"
	"danvankheo/internal/registry"
)

// bom begins text files for programs of newsrooms that would else take UTF-8 for
// an old code page. Lines end as Windows wants them, which all others accept.
const bom = "\ufeff"

// TextFile writes a text for people: byte order mark, CR LF.
func TextFile(w io.Writer, text string) error {
	_, err := io.WriteString(w, bom+strings.ReplaceAll(strings.TrimRight(text, "\n")+"\n", "\n", "\r\n"))
	return err
}

// StoryText is one length of the story as a text file: title, text, source line.
func (s Site) StoryText(st *Story, t Text) string {
	return st.Headline + "\n\n" + strings.TrimSpace(t.Body) + "\n\n" + s.SourceLine(st) + "\n"
}

// Background is everything around the text: quotation, recognitions, history,
// corrections, related stories.
func (s Site) Background(st *Story) string {
	var b strings.Builder
	head := func(t string) { fmt.Fprintf(&b, "%s\n", strings.ToUpper(t)) }
	fmt.Fprintf(&b, "%s\n\n", st.Headline)
	if st.Name != "" {
		fmt.Fprintf(&b, "Tên đăng ký: %s\n", st.Name)
	}
	label := "Đơn vị"
	if st.Reported() {
		fmt.Fprintf(&b, "Lời tóm lược: của %s, %s\n", s.Full(), st.Source.words())
		label = "Nơi thực hiện theo bài báo"
	}
	fmt.Fprintf(&b, "%s: %s", label, st.Unit)
	if st.Today != "" {
		fmt.Fprintf(&b, " (%s)", st.Today)
	}
	b.WriteString("\n")
	for _, l := range [][2]string{
		{"Nơi làm", st.Place}, {"Địa chỉ", st.Address}, {"Lĩnh vực", st.Field}, {"Loại", st.Type}, {"Năm", st.yearWords()},
	} {
		if l[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", l[0], l[1])
		}
	}
	if st.Quote.Text != "" {
		b.WriteString("\n")
		head("Lời nói")
		fmt.Fprintf(&b, "“%s”\n%s\n", strings.Trim(st.Quote.Text, "“”\""), joinNonEmpty(", ", st.Quote.Name, st.Quote.Title))
	}
	list := func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		b.WriteString("\n")
		head(title)
		for _, l := range lines {
			fmt.Fprintf(&b, "- %s\n", l)
		}
	}
	list("Con số nổi bật", keyLines(st))
	list("Công nhận", st.Recognitions)
	list("Khen thưởng", st.Awards)
	list("Các năm và nơi học theo", st.History)
	list("Đính chính", correctionLines(st))
	var related []string
	for _, l := range st.Related {
		related = append(related, l.Text+": "+l.URL)
	}
	list("Mô hình gần đó", related)
	return b.String()
}

func keyLines(st *Story) []string {
	var lines []string
	for _, k := range st.Key {
		lines = append(lines, joinNonEmpty(" ", k.Value, k.Unit, k.Label))
	}
	return lines
}

func correctionLines(st *Story) []string {
	var lines []string
	for _, c := range st.Corrections {
		lines = append(lines, day(c.At)+": "+c.Text)
	}
	return lines
}

// yearWords is the year of the model, with how it is known where the source does not
// say it.
func (s *Story) yearWords() string {
	if s.YearNote == "" || s.Year == 0 {
		return yearWords(s.Year)
	}
	return yearWords(s.Year) + " (" + s.YearNote + ")"
}

func yearWords(y int) string {
	if y == 0 {
		return "không rõ năm"
	}
	return fmt.Sprint(y)
}

func joinNonEmpty(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

// Readme says what is in the pack of a story, on what terms, and gives the lines
// to paste.
func (s Site) Readme(st *Story, now time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, "GÓI BÁO CHÍ – %s\n\n%s\n", s.Full(), st.Headline)
	if st.Name != "" {
		fmt.Fprintf(&b, "Tên đăng ký: %s\n", st.Name)
	}
	fmt.Fprintf(&b, "Mô hình số %s, %s\n%s\n\n", st.Number, st.yearWords(), st.URL)
	if !st.Embargo.IsZero() {
		fmt.Fprintf(&b, "CHƯA ĐƯỢC ĐĂNG TRƯỚC %s.\n\n", moment(st.Embargo))
	}
	if st.Demo {
		b.WriteString("DỮ LIỆU MINH HỌA: đơn vị, người và con số trong gói này là giả định, không dùng để đăng.\n\n")
	}
	if !st.Checked.IsZero() {
		fmt.Fprintf(&b, "Thông tin kiểm tra lần cuối: %s\n", day(st.Checked))
	}
	fmt.Fprintf(&b, "Gói tải lúc: %s\n\n", moment(now))
	b.WriteString("DÒNG GHI NGUỒN (chép nguyên dòng)\n" + s.SourceLine(st) + "\n")
	for i := range st.Photos {
		fmt.Fprintf(&b, "%s   (ảnh %02d: %s)\n", st.Photos[i].Credit, i+1, st.Photos[i].Caption)
	}
	b.WriteString("\nTRÍCH DẪN\n" + s.Cite(st, now) + "\n\nĐIỀU KIỆN DÙNG LẠI\n")
	for _, t := range s.Terms(st) {
		fmt.Fprintf(&b, "- %s\n", t)
	}
	b.WriteString("\nTRONG GÓI CÓ GÌ\n" + contents(st))
	if lines := correctionLines(st); len(lines) > 0 {
		b.WriteString("\nĐÍNH CHÍNH\n")
		for _, l := range lines {
			fmt.Fprintf(&b, "- %s\n", l)
		}
	}
	if s.Contact != "" {
		fmt.Fprintf(&b, "\nLIÊN HỆ\n%s\n", s.Contact)
	}
	return b.String()
}

func contents(st *Story) string {
	var b strings.Builder
	for _, t := range st.Texts {
		kinds := ".txt"
		if t.Docx != nil {
			kinds = ".txt, .docx"
		}
		fmt.Fprintf(&b, "- bai-%s (%s): %s\n", t.Name, kinds, lowerFirst(t.Label))
	}
	b.WriteString("- thong-tin.txt: đơn vị, lời nói, công nhận, các năm, đính chính\n")
	if len(st.Figures) > 0 {
		b.WriteString("- so-lieu.csv, so-lieu.xlsx: con số, kỳ, đơn vị tính, nguồn, mức xác minh; tệp .csv ghi số kiểu 10150.5\n")
	}
	b.WriteString("- du-kien.json: mọi dữ kiện cho máy đọc\n")
	switch {
	case len(st.Photos) > 0:
		fmt.Fprintf(&b, "- anh: %d ảnh, cỡ web và cỡ in; chú thích, người chụp và điều kiện dùng nằm ngay trong tệp ảnh\n", len(st.Photos))
	case st.Drawn:
		b.WriteString("Không có ảnh. " + DrawnNote + "\n")
	}
	return b.String()
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// figureRows is the table of the figures of a story: its heading, and numbers as
// numbers.
func figureRows(st *Story) [][]any {
	rows := [][]any{{"Chỉ số", "Đầu kỳ", "Đích", "Đạt", "Đơn vị tính", "Kỳ", "Nguồn số liệu", "Xác minh"}}
	for _, f := range st.Figures {
		rows = append(rows, []any{
			f.Label, number(f.Baseline), number(f.Target), number(f.Actual), f.Unit, f.Period, f.Source, f.Verified,
		})
	}
	return rows
}

// Figures writes the figures of a story as CSV.
func Figures(w io.Writer, st *Story) error { return exchange.WriteCSV(w, figureRows(st)) }

// FigureBook writes the figures of a story as a workbook.
func FigureBook(w io.Writer, st *Story) error {
	rows := figureRows(st)
	s := office.Sheet{Name: "Số liệu", Title: "SỐ LIỆU – " + st.Headline, Rows: rows[1:]}
	for i, label := range rows[0] {
		col := office.SheetColumn{Label: label.(string), Width: 16}
		if i == 0 {
			col.Width, col.Wrap = 48, true
		}
		s.Columns = append(s.Columns, col)
	}
	return office.WriteSheets(w, s)
}

func number(s string) any { return exchange.NumberOf(registry.Amount(s)) }
