package press

import (
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Site is who publishes.
type Site struct {
	Name    string // "Dân vận khéo"
	Place   string // "Bắc Ninh"
	Owner   string // "Sở Nội vụ tỉnh Bắc Ninh"
	Contact string
	Base    string // "https://host", without a slash at the end
}

// Full is the name to cite: "Dân vận khéo Bắc Ninh".
func (s Site) Full() string { return strings.TrimSpace(s.Name + " " + s.Place) }

// TermsURL is the page with the terms of use.
func (s Site) TermsURL() string { return s.Base + address.PressRoom }

// Host is the name of the site's machine, without a port, for ids.
func (s Site) Host() string {
	if u, err := url.Parse(s.Base); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "localhost"
}

// ID is the stable id of an entry in feeds (RFC 4151): it survives new titles and
// new addresses.
func (s Site) ID(id int64) string { return fmt.Sprintf("tag:%s,2026:mo-hinh/%d", s.Host(), id) }

// Story is one published story as newsrooms get it.
type Story struct {
	ID           int64
	Number       string // "26-0184"
	Version      int
	URL          string // absolute address of the page
	Slug         string
	Headline     string
	Lead         string
	Texts        []Text
	Unit         string // as it was then
	Today        string // "nay là xã Tân Sơn", "" when unchanged
	Place        string // village
	Address      string
	Latitude     string
	Longitude    string
	Field        string
	FieldCode    string
	Type         string
	Year         int    // 0: unknown
	YearNote     string // how the year is known, "" when the source says it
	Name         string // that it was registered under, "" when that is the headline
	Tags         []string
	Quote        Quote
	Key          []KeyFigure
	Figures      []Figure
	FiguresNote  string
	Recognitions []string
	Awards       []string // commendations
	History      []string
	Source       *Source // of a story that the press reported
	Demo         bool
	Drawn        bool // its picture on the page is a drawn cover
	Photos       []Photo
	Published    time.Time
	Updated      time.Time // when what readers have last changed
	Checked      time.Time // when somebody last looked at its facts; zero: nobody is known to have
	Embargo      time.Time // zero: none
	Corrections  []Note
	Related      []Link
}

// DrawnNote says of a drawn cover that it is a drawing.
const DrawnNote = "Bìa trên trang là tranh máy vẽ theo quy tắc của chương trình, không phải ảnh chụp."

// Reported says that the press, not a unit, is the source.
func (s *Story) Reported() bool { return s.Source != nil }

// changed is when the story last changed, as far as it is known.
func (s *Story) changed() time.Time {
	t := s.Updated
	for _, o := range []time.Time{s.Checked, s.Published} {
		if o.After(t) {
			t = o
		}
	}
	return t
}

// Text is the story in one length.
type Text struct {
	Name  string // "60-tu": part of a file name
	Label string // "Bản 60 từ"
	Body  string
	Docx  func(io.Writer) error // the same as a document, nil for none
}

// Words counts the words of the text.
func (t Text) Words() int { return len(strings.Fields(t.Body)) }

// Quote is what somebody said.
type Quote struct{ Text, Name, Title string }

// KeyFigure is a number shown with the story.
type KeyFigure struct{ Value, Unit, Label string }

// Figure is one measured result.
type Figure struct {
	Label, Baseline, Target, Actual, Unit string
	Period                                string // "Trong năm 2026"
	Source                                string // who says so
	Verified                              string // how well it is founded
}

// Source is the article that a reported story was read in.
type Source struct{ Title, Publisher, Date, URL, Label string }

// Note is a dated note of a correction.
type Note struct {
	At   time.Time
	Text string
}

// Link is a place to go.
type Link struct{ Text, URL string }

// Photo is one picture with its words and the files it is offered in.
type Photo struct {
	ID        int64
	Caption   string
	Alt       string
	Author    string
	Credit    string // "Ảnh: …"
	Copyright string
	Terms     string
	TakenOn   string // 12/03/2026
	Place     string
	Basis     string
	Files     []PhotoFile
}

// PhotoFile is one size of a photo.
type PhotoFile struct {
	Size          string // "web", "in"
	Width, Height int
	Bytes         int64 // of the whole file, its caption included
	URL           string
	Write         func(io.Writer) error // writes the whole file, as often as asked
}

// Author is who wrote the words of a story: of one that the press reported, the site
// itself, in its own words.
func (s Site) Author(st *Story) string {
	if st.Reported() {
		return s.Full()
	}
	return st.Unit
}

// SourceLine is the line to print below a story.
func (s Site) SourceLine(st *Story) string {
	if st.Reported() {
		return "Nguồn: " + s.Full() + " tóm lược " + st.Source.words()
	}
	return "Nguồn: " + s.Full() + " – " + st.Unit + " (" + st.URL + ")"
}

// By is the source in few words: "theo VnExpress, 09/10/2025".
func (src *Source) By() string { return "theo " + src.Short() }

// Short is the publisher and date of the article, as far as they are known.
func (src *Source) Short() string {
	name := src.Publisher
	if name == "" {
		name = "bài báo"
	}
	return joinNonEmpty(", ", name, localDate(src.Date))
}

// words are the source with its title and address.
func (src *Source) words() string {
	title, name, link := "", src.Publisher, ""
	if src.Title != "" {
		title = "“" + src.Title + "”"
	}
	if name == "" && title == "" {
		name = "bài báo"
	}
	if src.URL != "" {
		link = "(" + src.URL + ")"
	}
	return joinNonEmpty(" ", "theo "+joinNonEmpty(", ", name, title, localDate(src.Date)), link)
}

// localDate writes 2026-03-12 as 12/03/2026 and 2026-03 as 03/2026.
func localDate(d string) string {
	p := strings.Split(d, "-")
	for i, j := 0, len(p)-1; i < j; i, j = i+1, j-1 {
		p[i], p[j] = p[j], p[i]
	}
	return strings.Join(p, "/")
}

// Cite is the story as an entry of a list of sources, in the Vietnamese form:
// body (year). Title. Site, number. Address, day of access.
func (s Site) Cite(st *Story, now time.Time) string {
	title := strings.TrimRight(st.Headline, ". ")
	if st.Reported() {
		year := 0 // of these words; that of the model may be a guess
		if !st.Published.IsZero() {
			year = st.Published.In(registry.Zone).Year()
		}
		return fmt.Sprintf("%s (%s). %s. Tóm lược %s. Mô hình số %s. %s (truy cập ngày %s).",
			s.Full(), yearWords(year), title, st.Source.By(), st.Number, st.URL, day(now))
	}
	return fmt.Sprintf("%s (%s). %s. %s, mô hình số %s. %s (truy cập ngày %s).",
		st.Unit, yearWords(st.Year), title, s.Full(), st.Number, st.URL, day(now))
}

// Terms are the conditions of use, as sentences.
func (s Site) Terms(st *Story) []string {
	if st.Reported() {
		return []string{
			"Mô hình này do báo chí phản ánh; " + s.Full() + " tóm lược bằng lời của mình " + st.Source.By() +
				"; đơn vị chưa đăng ký và chưa xác nhận.",
			"Bài và ảnh gốc không thuộc trang này: hãy dẫn bài gốc, không chép nguyên văn và không lấy ảnh khi chưa hỏi nơi đã đăng.",
		}
	}
	return []string{
		"Được dùng lại tự do cho tin, bài khi ghi dòng “Nguồn:” và tên đơn vị.",
		"Ảnh phải ghi dòng “Ảnh:” đi kèm từng ảnh; không cắt, ghép làm sai ý; không dùng vào việc khác với câu chuyện.",
		"Người trong ảnh có quyền yêu cầu gỡ (Bộ luật Dân sự 2015, Điều 32): khi nhận được báo gỡ, xin thay ảnh trên bản điện tử.",
		"Khi bài được đính chính, xin sửa theo; dòng đính chính hiện tại địa chỉ của bài.",
	}
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(registry.Zone).Format("02/01/2006")
}

func moment(t time.Time) string {
	return t.In(registry.Zone).Format("15:04 ngày 02/01/2006")
}

// NameLimit is the greatest length of a name inside a pack, folders included.
const NameLimit = 80

// Folder is the name of a story's folder in a pack: plain letters, its number and
// the beginning of its title.
func (s *Story) Folder() string { return FileName(s.Number+"-"+s.Headline, 40) }

// FileName makes a name of plain letters, digits and hyphens of at most n bytes.
func FileName(text string, n int) string {
	name := vietnamese.Slug(text)
	if len(name) <= n {
		return name
	}
	name = name[:n]
	if i := strings.LastIndexByte(name, '-'); i > n/2 {
		name = name[:i]
	}
	return strings.Trim(name, "-")
}

// PhotoName is the name of one size of a photo: its place, the beginning of what
// it shows, its size. Nothing of the name that the camera or its owner gave it.
func PhotoName(n int, p *Photo, size string) string {
	return fmt.Sprintf("%02d-%s-%s.jpg", n+1, FileName(p.Caption, 20), size)
}
