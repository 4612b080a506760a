package public

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

const (
	maxUnitsFound = 40
	maxUnitCards  = 60
)

// units lists the units of today and finds one by any name it had.
func (h *Area) units(c *shell.Context) error {
	t, err := h.PublicTally(c.Context())
	if err != nil {
		return err
	}
	asked := strings.TrimSpace(c.QueryParam("ten"))
	if r := []rune(asked); len(r) > 100 {
		asked = string(r[:100])
	}
	search := view.InputText("ten", "Tên đơn vị, tên cũ hay tên mới", asked).
		Hint("Không cần gõ dấu. Ví dụ: Vĩnh An, huyện Sơn Động, " + h.Flow.Settings().Body().Short + ".")
	page := view.UnitsPage{
		Search: search,
		Asked:  asked,
		Intro:  "Xã, phường, cơ quan, đơn vị của hôm nay, và mọi tên gọi đã có từ năm 2022.",
	}
	count := func(u registry.Unit) int { return t.Today[u.Code] }
	if y, ok := shell.ReadYear(c.QueryParam("nam")); ok && y != 0 {
		page.Intro = "Số bên cạnh là số mô hình công khai do đơn vị đăng ký năm " + address.Year(y) + "."
		of := h.registeredIn(t, y)
		count = func(u registry.Unit) int { return of[u.Code] }
	}
	if asked != "" {
		h.findUnits(asked, count, &page)
	}
	page.Groups = unitGroups(h.Flow.Ledger(), h.Flow.Today(), count)
	for _, g := range page.Groups {
		page.Jump = append(page.Jump, view.Link{Text: g.Heading, URL: "#" + g.ID})
	}
	ch := h.frame(c, "Đơn vị", page.Intro, address.Units)
	ch.NoIndex = asked != ""
	return shell.Render(c, http.StatusOK, c.Pages().Public.Units, ch, page)
}

// registeredIn counts the registered stories of a season by unit of today.
func (h *Area) registeredIn(t *oversight.Tally, y registry.Year) map[registry.UnitCode]int {
	out := map[registry.UnitCode]int{}
	for _, r := range t.Rows {
		if r.Season == y && oversight.ByUnits(r) && r.Unit != "" {
			for _, u := range h.Flow.Ledger().Today(r.Unit) {
				out[u.Code] += r.Count
			}
		}
	}
	return out
}

// findUnits finds versions by a part of their name, those in force first.
func (h *Area) findUnits(asked string, count func(registry.Unit) int, page *view.UnitsPage) {
	ledger := h.Flow.Ledger()
	key := vietnamese.Fold(asked)
	var found []registry.Unit
	for _, u := range ledger.All() {
		if u.Kind != registry.Province && strings.Contains(vietnamese.Fold(ledger.FullName(u.Code)), key) {
			found = append(found, u)
		}
	}
	registry.SortUnits(found)
	slices.SortStableFunc(found, func(a, b registry.Unit) int { return unitRank(a, key) - unitRank(b, key) })
	for _, u := range found[:min(len(found), maxUnitsFound)] {
		line := view.UnitFound{Name: ledger.FullName(u.Code), URL: address.Unit.At(u.Code), Note: view.SpanText(u)}
		if u.To == "" {
			line.Note = storyCount(count(u))
		} else {
			for _, n := range ledger.Today(u.Code) {
				line.Today = append(line.Today, view.Link{Text: registry.LowerName(n), URL: address.Unit.At(n.Code)})
			}
		}
		page.Found = append(page.Found, line)
	}
	if len(found) == 0 {
		page.None = &view.Empty{
			Heading: "Chưa thấy đơn vị nào có tên như vậy", Text: "Thử chỉ gõ phần tên riêng, ví dụ “Vĩnh An” thay cho “UBND xã Vĩnh An”.",
			Action: &view.Link{Text: "Tìm trong các mô hình", URL: address.Stories + "?q=" + url.QueryEscape(asked)},
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
	return view.Count(n) + " mô hình"
}

// unitGroups puts the units in force on a day by the district that most of each
// one's past lay in, then the bodies by kind.
func unitGroups(l *registry.Ledger, today registry.Date, count func(registry.Unit) int) []view.UnitGroup {
	line := func(u registry.Unit) view.UnitLinkLine {
		return view.UnitLinkLine{Name: u.Name, URL: address.Unit.At(u.Code), Note: storyCount(count(u))}
	}
	at := map[registry.UnitCode]int{}
	var groups []view.UnitGroup
	var districts []registry.Unit
	for _, u := range l.On(today, registry.Commune, registry.Ward) {
		list := l.Districts(u.Code)
		d := registry.Unit{Code: "khac", Name: "Xã, phường"}
		if len(list) > 0 {
			d = list[len(list)-1]
		}
		d = lastVersion(l, d)
		i, ok := at[d.Code]
		if !ok {
			i = len(groups)
			at[d.Code] = i
			districts = append(districts, d)
			groups = append(groups, view.UnitGroup{ID: "khu-" + strconv.Itoa(i+1), Heading: d.Name + " cũ"})
		}
		groups[i].Units = append(groups[i].Units, line(u))
	}
	order := slices.Clone(districts)
	registry.SortUnits(order)
	var out []view.UnitGroup
	for _, d := range order {
		g := groups[at[d.Code]]
		g.Note = view.Count(len(g.Units)) + " xã, phường"
		out = append(out, g)
	}
	for _, k := range []struct {
		kind    registry.UnitKind
		heading string
	}{{registry.Agency, "Sở, ban, ngành"}, {registry.Organisation, "Mặt trận, đoàn thể"}, {registry.ArmedForce, "Lực lượng vũ trang"}} {
		g := view.UnitGroup{ID: k.kind.String(), Heading: k.heading}
		for _, u := range l.On(today, k.kind) {
			g.Units = append(g.Units, line(u))
		}
		if len(g.Units) > 0 {
			g.Note = view.Count(len(g.Units)) + " đơn vị"
			out = append(out, g)
		}
	}
	return out
}

// lastVersion is the last name that a district had.
func lastVersion(l *registry.Ledger, d registry.Unit) registry.Unit {
	line := l.Versions(d.ID)
	if d.ID == 0 || len(line) == 0 {
		return d
	}
	return line[len(line)-1]
}

// unit shows one version of a unit with all that it took over.
func (h *Area) unit(c *shell.Context) error {
	ledger := h.Flow.Ledger()
	u, ok := ledger.Unit(registry.UnitCode(c.Param("code")))
	if !ok {
		if up, found := ledger.Unit(registry.UnitCode(strings.ToUpper(c.Param("code")))); found {
			return c.Redirect(http.StatusMovedPermanently, address.Unit.At(up.Code))
		}
		return registry.Errorf(registry.NotFound, "Không có đơn vị mang mã này. Hãy tìm theo tên ở trang Đơn vị.")
	}
	page, err := h.unitPage(c.Context(), u)
	if err != nil {
		return err
	}
	description := page.Name + ": các mô hình dân vận khéo theo năm, kết quả và tên gọi qua các thời kỳ."
	ch := h.frame(c, page.Name, description, address.Unit.At(u.Code))
	ch.Data = map[string]any{"@context": "https://schema.org", "@graph": []any{view.TrailData(ch, page.Crumbs)}}
	return shell.Render(c, http.StatusOK, c.Pages().Public.Unit, ch, page)
}

func (h *Area) unitPage(ctx context.Context, u registry.Unit) (view.UnitPage, error) {
	ledger, now := h.Flow.Ledger(), h.Flow.Now()
	heritage := ledger.Heritage(u.Code)
	p := view.UnitPage{
		Name: ledger.FullName(
			u.Code,
		), Kind: view.Sentence(u.Kind.Label()), Span: view.SpanText(u), Lead: view.UnitSpanLead(u, len(heritage)-1),
		Crumbs: []view.Crumb{{Text: "Đơn vị", URL: address.Units}, {Text: u.Name}}, Lineage: view.NewLineage(ledger, u.Code, 5),
	}
	if u.To != "" {
		for _, t := range heirsOf(ledger, u) {
			p.Today = append(p.Today, view.Link{Text: t.Name, URL: address.Unit.At(t.Code)})
		}
	}
	for _, code := range heritage {
		for _, s := range ledger.Predecessors(code) {
			if s.Basis != "" && !slices.Contains(p.Basis, s.Basis) {
				p.Basis = append(p.Basis, s.Basis)
			}
		}
	}
	list, err := h.DB.PublicOfUnits(ctx, heritage, now)
	if err != nil {
		return p, err
	}
	if err := h.unitYears(ctx, list[:min(len(list), maxUnitCards)], &p); err != nil {
		return p, err
	}
	own := 0
	for _, e := range list {
		if e.Origin == registry.Registered {
			own++
		}
	}
	if len(list) == 0 {
		p.Empty = &view.Empty{
			Heading: "Chưa có mô hình nào được đăng",
			Text:    "Mô hình của đơn vị sẽ hiện ở đây sau khi được tiếp nhận và biên tập.",
			Action:  &view.Link{Text: "Xem mô hình của các đơn vị khác", URL: address.Stories},
		}
		return p, nil
	}
	p.Figures = []view.Figure{
		{
			Value: view.Count(len(list)),
			Unit:  "mô hình",
			Label: "đã đăng",
			URL:   address.Stories + "?unit=" + url.QueryEscape(string(u.Code)),
		},
		{Value: view.Count(own), Unit: "mô hình", Label: "đơn vị đăng ký"},
		{Value: view.Count(len(list) - own), Unit: "mô hình", Label: "báo chí phản ánh"},
		{Value: view.Count(len(p.Years)), Unit: "năm", Label: "có mô hình"},
	}
	switch n, err := h.DB.CoverageOfUnits(ctx, heritage, h.Flow.Now()); {
	case err != nil:
		return p, err
	case n > 0:
		p.Figures = append(p.Figures, view.Figure{Value: view.Count(n), Unit: "bài", Label: "báo chí đã đăng"})
	}
	if len(list) > 5 {
		p.SearchIt = address.Stories + "?unit=" + url.QueryEscape(string(u.Code))
	}
	if err := h.unitHonours(ctx, list, &p); err != nil {
		return p, err
	}
	return p, h.unitSums(ctx, heritage, &p)
}

// unitHonours lists the lines of both registers about a unit's stories.
func (h *Area) unitHonours(ctx context.Context, list []sqlite.PublicEntry, p *view.UnitPage) error {
	at := map[registry.EntryID]sqlite.PublicEntry{}
	f := sqlite.RegisterFilter{Of: []registry.EntryID{}}
	for _, e := range list {
		at[e.ID] = e
		f.Of = append(f.Of, e.ID)
	}
	for _, b := range []struct {
		of   sqlite.Book
		kind string
	}{{sqlite.CommendationBook, "Khen thưởng"}, {sqlite.RecognitionBook, "Công nhận"}} {
		lines, err := h.DB.Register(ctx, b.of, f)
		if err != nil {
			return err
		}
		for _, l := range lines {
			e := at[l.Entry]
			p.Honours = append(
				p.Honours,
				view.UnitHonour{
					Kind:  b.kind,
					Line:  registry.Recognition{Act: l.Act, Text: l.Text}.Line(),
					Title: l.Title,
					URL:   address.Story.At(e.Season, e.Slug),
				},
			)
		}
	}
	return nil
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
