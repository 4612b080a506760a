package view

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Reference is what pages read names from.
type Reference struct {
	Ledger    *registry.Ledger
	Catalogue *registry.Catalogue
}

// Card is one story in a list or grid.
type Card struct {
	URL      string
	Headline []Fragment // what a search found is marked
	Name     []Fragment // registered name, where the headline is another one
	Lead     []Fragment
	Mark     Mark
	Badge    Badge // "Báo chí phản ánh", how the source speaks of it
	Unit     string
	Today    string // "nay là xã Sơn Động", when its unit has another name today
	Year     string
	Figure   string // one figure: "10.150 m²"
	Words    string // of the figure: "đất Nhân dân hiến"
	Demo     bool
	Picture  Picture
}

// NewCard shows an entry as a card.
func NewCard(e *edition.Edition, ref Reference, s Shape) Card {
	figure, words := oneFigure(e, ref.Catalogue)
	return Card{
		URL: address.Story.At(e.Season, e.Slug), Headline: []Fragment{{Text: e.Headline()}}, Lead: []Fragment{{Text: e.Lead()}},
		Mark: MarkOf(e.Content.Field), Badge: OriginBadge(e), Unit: UnitLine(e.Public(), ref.Ledger), Today: TodayLine(e.Public(), ref.Ledger),
		Year: cardYear(e), Figure: figure, Words: words, Demo: e.Demo, Picture: NewPicture(e, s), Name: fragmentOf(OtherName(e)),
	}
}

func fragmentOf(text string) []Fragment {
	if text == "" {
		return nil
	}
	return []Fragment{{Text: text}}
}

// OtherName is the registered name of an entry, where the headline is another one.
// What the press reported has no registered name.
func OtherName(e *edition.Edition) string {
	if name := e.RegisteredName(); e.Origin == registry.Registered && name != e.Headline() {
		return name
	}
	return ""
}

func cardYear(e *edition.Edition) string {
	if e.Season == 0 {
		return "không rõ năm"
	}
	return address.Year(e.Season)
}

// OriginBadge says that the press reported an entry; nothing for one that its
// unit registered.
func OriginBadge(e *edition.Edition) Badge {
	if e.Origin != registry.Reported {
		return Badge{}
	}
	return Badge{Text: "Báo chí phản ánh"}
}

// UnitLine names the unit of an entry as it was then, with the district it lay
// in: "Xã Đồng Kỳ, huyện Yên Thế".
func UnitLine(e *registry.Entry, l *registry.Ledger) string {
	if e.Origin == registry.Reported && e.UnitText != "" {
		d := strings.TrimSpace(e.Source.District)
		if !districtName(d) || strings.Contains(vietnamese.Fold(e.UnitText), vietnamese.Fold(d)) {
			return e.UnitText
		}
		return e.UnitText + ", " + d
	}
	if e.Unit == "" {
		return e.UnitText
	}
	return l.FullName(e.Unit)
}

// districtName reports whether a text names a district abolished on 01/07/2025;
// sources also write the province there.
func districtName(s string) bool {
	f := vietnamese.Fold(s)
	return strings.HasPrefix(f, "huyen ") || strings.HasPrefix(f, "thi xa ") || strings.HasPrefix(f, "thanh pho ")
}

// TodayLine says what the unit of an entry is today, "" when it is still called
// so.
func TodayLine(e *registry.Entry, l *registry.Ledger) string {
	u, ok := l.Unit(e.Unit)
	if !ok || u.To == "" {
		return ""
	}
	var names []string
	for _, t := range l.Today(e.Unit) {
		names = append(names, registry.LowerName(t))
	}
	if len(names) == 0 {
		return ""
	}
	return "nay là " + strings.Join(names, ", ")
}

// oneFigure is the figure a card shows, never without its words: see
// [registry.Entry.Speaking] for which one, if any.
func oneFigure(e *edition.Edition, c *registry.Catalogue) (figure, words string) {
	f, ok := e.FigureOf(c)
	if !ok {
		return "", ""
	}
	return strings.TrimSpace(f.Value + " " + f.Unit), lowerFirst(f.Label)
}

// Quantity writes a value in the measure that people would say it in.
func Quantity(v float64, unit string) (number, words string) { return registry.Quantity(v, unit) }

// Sentence begins a text with a capital letter.
func Sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// CountPlain writes a whole number for machines.
func CountPlain(n int) string { return strconv.Itoa(n) }

// Place is the province without its type word, for titles: "Bắc Ninh".
func (s Site) Place() string {
	for _, w := range []string{"Tỉnh ", "Thành phố ", "tỉnh ", "thành phố "} {
		if rest, ok := strings.CutPrefix(s.Province, w); ok {
			return rest
		}
	}
	return s.Province
}

// Paragraphs cuts a text at its line breaks.
func Paragraphs(s string) []string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
