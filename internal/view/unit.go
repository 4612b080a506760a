package view

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// UnitsPage lists the present units and finds one by any name it had.
type UnitsPage struct {
	Search Field
	Asked  string
	Found  []UnitFound
	None   *Empty
	Intro  string
	Groups []UnitGroup
	Jump   []Link
}

// UnitsInput is what the list of units shows.
type UnitsInput struct {
	Ledger *registry.Ledger
	Body   registry.Body
	Today  registry.Date
	Asked  string        // a name, or a part of one
	Year   registry.Year // whose registered stories are counted; 0: all stories
	Tally  *oversight.Tally
}

// maxUnitsFound is how many units a name finds at most.
const maxUnitsFound = 40

// NewUnitsPage lists the units of today, and those that a name finds.
func NewUnitsPage(in UnitsInput) UnitsPage {
	p := UnitsPage{
		Search: InputText("ten", "Tên đơn vị, tên cũ hay tên mới", in.Asked).
			Hint("Không cần gõ dấu. Ví dụ: Vĩnh An, huyện Sơn Động, " + in.Body.Short + "."),
		Asked: in.Asked,
		Intro: "Xã, phường, cơ quan, đơn vị của hôm nay, và mọi tên gọi đã có từ năm 2022.",
	}
	of := in.Tally.Today
	if in.Year != 0 {
		p.Intro = "Số bên cạnh là số mô hình công khai do đơn vị đăng ký năm " + address.Year(in.Year) + "."
		of = in.Tally.ByToday(in.Ledger, oversight.InSeason(in.Year), oversight.ByUnits)
	}
	if in.Asked != "" {
		p.find(in.Asked, in.Ledger, of)
	}
	p.Groups = unitGroups(in.Ledger, in.Today, of)
	for _, g := range p.Groups {
		p.Jump = append(p.Jump, Link{Text: g.Heading, URL: "#" + g.ID})
	}
	return p
}

// find finds versions by a part of their name, those in force first.
func (p *UnitsPage) find(asked string, l *registry.Ledger, of map[registry.UnitCode]int) {
	key := vietnamese.Fold(asked)
	var found []registry.Unit
	for _, u := range l.All() {
		if u.Kind != registry.Province && strings.Contains(vietnamese.Fold(l.FullName(u.Code)), key) {
			found = append(found, u)
		}
	}
	registry.SortUnits(found)
	slices.SortStableFunc(found, func(a, b registry.Unit) int { return unitRank(a, key) - unitRank(b, key) })
	for _, u := range found[:min(len(found), maxUnitsFound)] {
		line := UnitFound{Name: l.FullName(u.Code), URL: address.Unit.At(u.Code), Note: SpanText(u)}
		if u.To == "" {
			line.Note = storyCount(of[u.Code])
		} else {
			for _, n := range l.Today(u.Code) {
				line.Today = append(line.Today, Link{Text: registry.LowerName(n), URL: address.Unit.At(n.Code)})
			}
		}
		p.Found = append(p.Found, line)
	}
	if len(found) == 0 {
		p.None = &Empty{
			Heading: "Chưa thấy đơn vị nào có tên như vậy", Text: "Thử chỉ gõ phần tên riêng, ví dụ “Vĩnh An” thay cho “UBND xã Vĩnh An”.",
			Action: &Link{Text: "Tìm trong các mô hình", URL: address.Stories + "?q=" + url.QueryEscape(asked)},
		}
	}
}

// unitRank puts units in force and exact names first.
func unitRank(u registry.Unit, key string) int {
	n := 0
	if u.To != "" {
		n += 2
	}
	if vietnamese.Fold(registry.BareName(u)) != key && vietnamese.Fold(u.Name) != key {
		n++
	}
	return n
}

func storyCount(n int) string {
	if n == 0 {
		return ""
	}
	return Count(n) + " mô hình"
}

// bodyGroups are the groups of units that are no communes.
var bodyGroups = []struct {
	kind    registry.UnitKind
	heading string
}{{registry.Agency, "Sở, ban, ngành"}, {registry.Organisation, "Mặt trận, đoàn thể"}, {registry.ArmedForce, "Lực lượng vũ trang"}}

// unitGroups puts the units in force on a day by the district that most of each
// one's past lay in, then the bodies by kind.
func unitGroups(l *registry.Ledger, today registry.Date, of map[registry.UnitCode]int) []UnitGroup {
	line := func(u registry.Unit) UnitLinkLine {
		return UnitLinkLine{Name: u.Name, URL: address.Unit.At(u.Code), Note: storyCount(of[u.Code])}
	}
	at := map[registry.UnitCode]int{}
	var groups []UnitGroup
	var districts []registry.Unit
	for _, u := range l.On(today, registry.Commune, registry.Ward) {
		d := lastDistrict(l, u)
		i, ok := at[d.Code]
		if !ok {
			i = len(groups)
			at[d.Code] = i
			districts = append(districts, d)
			groups = append(groups, UnitGroup{ID: "khu-" + strconv.Itoa(i+1), Heading: d.Name + " cũ"})
		}
		groups[i].Units = append(groups[i].Units, line(u))
	}
	registry.SortUnits(districts)
	var out []UnitGroup
	for _, d := range districts {
		g := groups[at[d.Code]]
		g.Note = Count(len(g.Units)) + " xã, phường"
		out = append(out, g)
	}
	for _, k := range bodyGroups {
		g := UnitGroup{ID: k.kind.String(), Heading: k.heading}
		for _, u := range l.On(today, k.kind) {
			g.Units = append(g.Units, line(u))
		}
		if len(g.Units) > 0 {
			g.Note = Count(len(g.Units)) + " đơn vị"
			out = append(out, g)
		}
	}
	return out
}

// lastDistrict is the district that a commune lay in, by its last name.
func lastDistrict(l *registry.Ledger, u registry.Unit) registry.Unit {
	d := registry.Unit{Code: "khac", Name: "Xã, phường"}
	if list := l.Districts(u.Code); len(list) > 0 {
		d = list[len(list)-1]
	}
	if line := l.Versions(d.ID); d.ID != 0 && len(line) > 0 {
		return line[len(line)-1]
	}
	return d
}

// UnitFound is a unit found by a name of then or today.
type UnitFound struct {
	Name, Note, URL string
	Today           []Link // what it is today, when it ended
}

// UnitGroup is the present units that lay in one former district, or the bodies
// of one kind.
type UnitGroup struct {
	ID, Heading, Note string
	Units             []UnitLinkLine
}

// UnitLinkLine is one unit of a list with its number of stories.
type UnitLinkLine struct{ Name, URL, Note string }

// UnitPage is one unit: what it was called and when, its models, its results.
type UnitPage struct {
	Crumbs   []Crumb
	Name     string
	Kind     string
	Span     string // "từ 01/07/2025", "đến 30/06/2025"
	Today    []Link // of a unit that ended
	Lead     string
	Figures  []Figure
	Lineage  *LineageNode
	Basis    []string // legal texts of the succession
	Sums     *Table
	SumsNote string
	Years    []UnitYear
	Honours  []UnitHonour // what its models were recognised and commended for
	Empty    *Empty
	SearchIt string // address of the search for this unit
}

// UnitInput is what the page of a unit shows.
type UnitInput struct {
	Reference
	Unit       registry.Unit
	Heritage   []registry.UnitCode // it and what it came from
	Stories    []edition.Edition   // the newest, as many as the page has room for
	Total, Own int                 // of all stories, of those that units registered
	Covered    int                 // pieces that newsrooms published
	Commended  []UnitAct
	Recognised []UnitAct
	Lines      []oversight.Line // what the registered models reached
}

// NewUnitPage shows one version of a unit with all that it took over.
func NewUnitPage(in UnitInput) UnitPage {
	l, u := in.Ledger, in.Unit
	p := UnitPage{
		Name: l.FullName(u.Code), Kind: Sentence(u.Kind.Label()), Span: SpanText(u), Lead: UnitSpanLead(u, len(in.Heritage)-1),
		Crumbs: []Crumb{{Text: "Đơn vị", URL: address.Units}, {Text: u.Name}}, Lineage: NewLineage(l, u.Code, 5),
	}
	if u.To != "" {
		for _, t := range heirsOf(l, u) {
			p.Today = append(p.Today, Link{Text: t.Name, URL: address.Unit.At(t.Code)})
		}
	}
	for _, code := range in.Heritage {
		for _, s := range l.Predecessors(code) {
			if s.Basis != "" && !slices.Contains(p.Basis, s.Basis) {
				p.Basis = append(p.Basis, s.Basis)
			}
		}
	}
	if in.Total == 0 {
		p.Empty = &Empty{
			Heading: "Chưa có mô hình nào được đăng",
			Text:    "Mô hình của đơn vị sẽ hiện ở đây sau khi được tiếp nhận và biên tập.",
			Action:  &Link{Text: "Xem mô hình của các đơn vị khác", URL: address.Stories},
		}
		return p
	}
	p.Years = unitYears(in.Stories, in.Reference)
	search := address.Stories + "?unit=" + url.QueryEscape(string(u.Code))
	p.Figures = []Figure{
		{Value: Count(in.Total), Unit: "mô hình", Label: "đã đăng", URL: search},
		{Value: Count(in.Own), Unit: "mô hình", Label: "đơn vị đăng ký"},
		{Value: Count(in.Total - in.Own), Unit: "mô hình", Label: "báo chí phản ánh"},
		{Value: Count(len(p.Years)), Unit: "năm", Label: "có mô hình"},
	}
	if in.Covered > 0 {
		p.Figures = append(p.Figures, Figure{Value: Count(in.Covered), Unit: "bài", Label: "báo chí đã đăng"})
	}
	if in.Total > 5 {
		p.SearchIt = search
	}
	p.Honours = append(unitHonours("Khen thưởng", in.Commended), unitHonours("Công nhận", in.Recognised)...)
	t := sumTable("Kết quả cộng lại của các mô hình đã đăng ký", in.Lines, func(*oversight.Line) string { return "" })
	if len(t.Rows) > 0 {
		t.HideCaption = true
		p.Sums, p.SumsNote = &t, sumsNote
	}
	return p
}

// unitYears puts stories by year, in their order.
func unitYears(stories []edition.Edition, ref Reference) []UnitYear {
	var out []UnitYear
	for i := range stories {
		e := &stories[i]
		year := Sentence(YearText(e.Season))
		if n := len(out); n == 0 || out[n-1].Year != year {
			out = append(out, UnitYear{Year: year})
		}
		last := &out[len(out)-1]
		last.Cards = append(last.Cards, NewCard(e, ref, ShapeHit))
	}
	return out
}

// heirsOf are the units of today of one that ended: for a district, the communes
// that lay in it.
func heirsOf(l *registry.Ledger, u registry.Unit) []registry.Unit {
	if today := l.Today(u.Code); len(today) > 0 || u.Kind.Level() != registry.DistrictLevel {
		return today
	}
	var out []registry.Unit
	for _, s := range l.Successors(u.Code) {
		for _, t := range l.Today(s.To) {
			if !slices.ContainsFunc(out, func(o registry.Unit) bool { return o.Code == t.Code }) {
				out = append(out, t)
			}
		}
	}
	registry.SortUnits(out)
	return out
}

// UnitHonour is one recognition or commendation of a model of the unit.
type UnitHonour struct{ Kind, Line, Title, URL string }

// UnitAct is a line of a register, with the story that it is about.
type UnitAct struct {
	registry.Recognition
	Title  string
	Season registry.Year
	Slug   registry.Slug
}

func unitHonours(kind string, acts []UnitAct) []UnitHonour {
	var out []UnitHonour
	for _, a := range acts {
		out = append(out, UnitHonour{Kind: kind, Line: a.Line(), Title: a.Title, URL: address.Story.At(a.Season, a.Slug)})
	}
	return out
}

// UnitYear is the stories of one year.
type UnitYear struct {
	Year  string
	Cards []Card
}

// LineageNode is a unit in the drawing of its succession, with what it came from.
type LineageNode struct {
	Name, URL, When, Extent string
	Here                    bool
	From                    []LineageNode
}

// NewLineage draws where a unit came from, at most depth steps back; what only
// changed its parent is left out.
func NewLineage(l *registry.Ledger, code registry.UnitCode, depth int) *LineageNode {
	n := lineage(l, code, depth, map[registry.UnitCode]bool{})
	if n == nil || len(n.From) == 0 {
		return nil
	}
	n.Here = true
	return n
}

func lineage(l *registry.Ledger, code registry.UnitCode, depth int, seen map[registry.UnitCode]bool) *LineageNode {
	u, ok := l.Unit(code)
	if !ok || depth == 0 || seen[code] {
		return nil
	}
	seen[code] = true
	n := &LineageNode{Name: l.FullName(code), URL: address.Unit.At(code), When: SpanText(u)}
	for _, s := range l.Predecessors(code) {
		p, ok := l.Unit(s.From)
		if !ok || p.Kind.Level() != u.Kind.Level() {
			continue
		}
		if m := lineage(l, s.From, depth-1, seen); m != nil {
			if s.Extent == registry.Part {
				m.Extent = "một phần"
			}
			n.From = append(n.From, *m)
		}
	}
	return n
}

// SpanText says when a version was in force.
func SpanText(u registry.Unit) string {
	switch {
	case u.From == "" && u.To == "":
		return ""
	case u.To == "":
		return "từ " + u.From.Local()
	case u.From == "":
		return "đến " + u.To.Local()
	}
	return u.From.Local() + " – " + u.To.Local()
}

// UnitSpanLead is the sentence under the name of a unit.
func UnitSpanLead(u registry.Unit, before int) string {
	var parts []string
	switch {
	case u.To != "":
		parts = append(parts, "Tên này được dùng "+SpanText(u)+".")
	case u.From != "":
		parts = append(parts, "Có từ ngày "+u.From.Local()+".")
	}
	if before > 0 {
		parts = append(parts, "Mô hình của "+strconv.Itoa(before)+" đơn vị trước đây cũng được ghi và tính ở trang này.")
	}
	return strings.Join(parts, " ")
}
