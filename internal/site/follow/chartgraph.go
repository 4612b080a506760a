package follow

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"

	"danvankheo/internal/address"
	"danvankheo/internal/chart"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/graph"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

// graphs are the figures of following up a step of a season.
func (h *charts) graphs(c *shell.Context, a asked) ([]*graph.Graph, error) {
	coverage := a.Coverage(a.step)
	if coverage.Total.Expected == 0 {
		return nil, nil
	}
	place, err := h.stateMap(c, a, &coverage)
	if err != nil {
		return nil, err
	}
	list := []*graph.Graph{
		place, h.groupGraph(a, &coverage, "huyen-cu", "Theo huyện cũ", "huyen", districtGroup(h.Flow.Ledger())),
		h.groupGraph(a, &coverage, "loai-don-vi", "Theo loại đơn vị", "loai", kindGroup), seasonGraph(a), h.blindGraph(a, &coverage),
	}
	return slices.DeleteFunc(list, func(g *graph.Graph) bool { return g == nil }), nil
}

// unitList is the address of the list of units that a number counts.
func (a asked) unitList(y registry.Year, more ...string) string {
	v := url.Values{"nam": {address.Year(y)}, "buoc": {a.step.String()}}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return address.FollowUnits + "?" + v.Encode()
}

// stateSeries are the states of a unit in their colours.
func stateSeries() (out []chart.Series) {
	inks := []chart.Ink{chart.Good, chart.Waiting, chart.Bad, chart.Edge}
	for i, s := range oversight.States() {
		out = append(out, chart.Series{Name: s.Label(), Ink: inks[i]})
	}
	return out
}

// stateColumns are the heads of a table of states.
func stateColumns(name string) []view.Column {
	labels := []string{"Phải có"}
	for _, s := range oversight.States() {
		labels = append(labels, s.Label())
	}
	return graph.NumberColumns(name, labels...)
}

// states are the numbers of one group of units, each with its list.
func (a asked) states(y registry.Year, n oversight.Count, more ...string) (row []graph.Cell, values []float64) {
	row = []graph.Cell{graph.Count(n.Expected, a.unitList(y, more...))}
	for _, s := range oversight.States() {
		row = append(row, graph.Count(n.Of(s), a.unitList(y, append([]string{"tt", s.String()}, more...)...)))
		values = append(values, float64(n.Of(s)))
	}
	return row, values
}

// stateSteps shade a map by how pressing a unit is.
var stateSteps = chart.Steps{0, 1, 2, 3, 4}

// stateMap shades every commune by its state.
func (h *charts) stateMap(c *shell.Context, a asked, coverage *oversight.Coverage) (*graph.Graph, error) {
	of := map[registry.UnitCode]*oversight.Standing{}
	for i := range coverage.Standings {
		s := &coverage.Standings[i]
		if s.Today != "" {
			if have := of[s.Today]; have == nil || pressing(s) > pressing(have) {
				of[s.Today] = s
			}
		}
	}
	m, err := h.maps.Communes(c.Context(), func(u registry.Unit) (float64, string) {
		s := of[u.Code]
		if s == nil {
			return 0, u.Name + ": không phải có"
		}
		return pressing(s), u.Name + ": " + stateWords(s)
	}, stateSteps, []string{"được miễn", "đúng hạn", "chậm", "chưa có, còn hạn", "chưa có, quá hạn"})
	if err != nil || len(m.Places) == 0 {
		return nil, err
	}
	for i := range m.Places {
		m.Places[i].Text = "" // the shade is a state and no number
	}
	g := &graph.Graph{
		Name: "ban-do", Kicker: "Ở đâu", Draw: m.Draw,
		Columns: []view.Column{{Label: "Xã, phường"}, {Label: "Tình trạng"}, {Label: "Hạn"}, {Label: "Mô hình", Num: true}},
		Note:    m.Note + " Ô đậm hơn là việc gấp hơn; đơn vị trước sáp nhập tính vào đơn vị hôm nay.",
		Desc:    "Bản đồ xã, phường, tô đậm theo việc còn thiếu.",
	}
	communes, former := communesOf(coverage)
	g.Heading = fmt.Sprintf("%s trong %s xã, phường chưa có %s", view.Count(communes.Missing),
		view.Count(communes.Expected), stepNoun(a.step))
	if former {
		g.Heading = fmt.Sprintf("%s trong %s xã, phường, thị trấn của năm ấy chưa có %s", view.Count(communes.Missing),
			view.Count(communes.Expected), stepNoun(a.step))
	}
	if rest := coverage.Total.Expected - communes.Expected; rest > 0 {
		g.Note += fmt.Sprintf(" Không vẽ %s cơ quan, đơn vị của tỉnh, trong đó %s đơn vị chưa có.", view.Count(rest),
			view.Count(coverage.Total.Missing-communes.Missing))
	}
	list := slices.Clone(coverage.Standings)
	slices.SortStableFunc(list, func(x, y oversight.Standing) int { return cmp.Compare(pressing(&y), pressing(&x)) })
	for i := range list {
		s := &list[i]
		if s.Unit.Kind.Level() != registry.CommuneLevel {
			continue
		}
		g.Rows = append(
			g.Rows,
			[]graph.Cell{
				graph.Text(s.Unit.Name, address.UnitFile.At(s.Unit.Code)),
				graph.Text(stateWords(s), ""),
				graph.Text(s.Due.Local(), ""),
				{Number: float64(len(s.Entries)), IsNum: true},
			},
		)
	}
	return g, nil
}

// communesOf counts what the map shows: communes and wards, not the bodies of the
// province. former: some of them have been merged since.
func communesOf(coverage *oversight.Coverage) (n oversight.Count, former bool) {
	groups := coverage.GroupBy(func(s *oversight.Standing) string {
		if s.Unit.Kind.Level() != registry.CommuneLevel {
			return ""
		}
		former = former || s.Unit.To != ""
		return "commune"
	})
	for _, x := range groups {
		if x.Key != "" {
			n = x.Count
		}
	}
	return n, former
}

// pressing puts the states in order of what there is to do.
func pressing(s *oversight.Standing) float64 {
	switch {
	case s.State == oversight.Exempt:
		return 0
	case s.State == oversight.OnTime:
		return 1
	case s.State == oversight.Late:
		return 2
	case !s.Overdue:
		return 3
	}
	return 4
}

func stateWords(s *oversight.Standing) string {
	if s.Overdue {
		return s.State.Label() + ", quá hạn"
	}
	return s.State.Label()
}

func stepNoun(s registry.Step) string {
	if s == registry.Registering {
		return "đăng ký"
	}
	return "báo cáo kết quả"
}

// group names the group of units that one belongs to: its code in an address and
// its name.
type group func(*oversight.Standing) (code, name string)

func districtGroup(l *registry.Ledger) group {
	return func(s *oversight.Standing) (string, string) {
		if u, ok := l.Unit(s.District); ok {
			return string(s.District), u.Name
		}
		return "tinh", "Cơ quan, đơn vị của tỉnh"
	}
}

func kindGroup(s *oversight.Standing) (string, string) {
	return s.Unit.Kind.String(), view.Sentence(s.Unit.Kind.Label())
}

// groupGraph is the states of units by group, the most missing first.
func (h *charts) groupGraph(a asked, coverage *oversight.Coverage, name, kicker, param string, of group) *graph.Graph {
	names := map[string]string{}
	list := coverage.GroupBy(func(s *oversight.Standing) string {
		code, text := of(s)
		names[code] = text
		return code
	})
	slices.SortStableFunc(list, func(x, y oversight.Group) int { return cmp.Compare(y.Missing, x.Missing) })
	g := &graph.Graph{Name: name, Kicker: kicker, Columns: stateColumns(kicker),
		Desc: "Thanh chia phần: đúng hạn, chậm, chưa có, được miễn."}
	s := chart.Stacks{Series: stateSeries()}
	for _, x := range list {
		row, values := a.states(a.Season.Year, x.Count, param, x.Key)
		g.Rows = append(g.Rows, append([]graph.Cell{graph.Text(names[x.Key], "")}, row...))
		s.Rows = append(s.Rows, chart.Stack{Name: names[x.Key], Values: values})
	}
	row, _ := a.states(a.Season.Year, coverage.Total)
	g.Foot = append([]graph.Cell{graph.Text("Cộng", "")}, row...)
	g.Heading = mostMissing(list, names)
	g.Draw = func(f chart.Frame) *chart.Picture { s := s; s.Frame = f; return s.Draw() }
	return g
}

// mostMissing names the group with the most missing, the first of the list; where others
// have as many, it is not the most.
func mostMissing(list []oversight.Group, names map[string]string) string {
	if len(list) == 0 || list[0].Missing == 0 {
		return "Không nơi nào còn thiếu"
	}
	first, same := list[0], 0
	for _, x := range list[1:] {
		if x.Missing == first.Missing {
			same++
		}
	}
	if same > 0 {
		return fmt.Sprintf("%s và %s nơi khác cùng thiếu nhiều nhất: mỗi nơi %s đơn vị", names[first.Key], view.Count(same),
			view.Count(first.Missing))
	}
	return fmt.Sprintf("%s còn thiếu nhiều nhất: %s trong %s đơn vị", names[first.Key], view.Count(first.Missing),
		view.Count(first.Expected))
}

// seasonGraph is the states of all units, season by season.
func seasonGraph(a asked) *graph.Graph {
	g := &graph.Graph{
		Name:    "cac-nam",
		Kicker:  "Qua các năm",
		Columns: stateColumns("Năm"),
		Desc:    "Cột: số đơn vị phải có mô hình mỗi năm, chia theo tình trạng.",
		Note:    "Đơn vị phải có của mỗi năm tính theo ngày chốt của năm ấy: trước 01/07/2025 là các xã, phường, thị trấn cũ.",
	}
	col := chart.Columns{Series: stateSeries()}
	for i := range a.all {
		y := a.all[i].Season.Year
		coverage := a.all[i].Coverage(a.step)
		row, values := a.states(y, coverage.Total)
		name := address.Year(y)
		g.Rows = append(g.Rows, append([]graph.Cell{graph.Text(name, "")}, row...))
		col.Names, col.Values = append(col.Names, name), append(col.Values, values)
		if y == a.Season.Year {
			g.Heading = fmt.Sprintf(
				"Năm %s: %s trong %s đơn vị đã có",
				name,
				view.Count(coverage.Total.Actual()),
				view.Count(coverage.Total.Expected),
			)
		}
	}
	g.Draw = func(f chart.Frame) *chart.Picture { col := col; col.Frame = f; return col.Draw() }
	return g
}

// countByField counts what counts as registered by the version of then and by field.
func countByField(entries []oversight.Entry, fields []registry.Field) map[registry.UnitCode][]int {
	at := map[registry.FieldCode]int{}
	for i, f := range fields {
		at[f.Code] = i
	}
	counts := map[registry.UnitCode][]int{}
	for i := range entries {
		e := &entries[i]
		if k, ok := at[e.Field]; ok && e.Counts() {
			if counts[e.Unit] == nil {
				counts[e.Unit] = make([]int, len(fields))
			}
			counts[e.Unit][k]++
		}
	}
	return counts
}

// blindGraph is units × fields with their blind spots.
func (h *charts) blindGraph(a asked, coverage *oversight.Coverage) *graph.Graph {
	fields, ledger := registry.DefaultFields(), h.Flow.Ledger()
	counts := countByField(a.Entries, fields)
	g := &graph.Graph{Name: "diem-trong", Kicker: "Đơn vị và lĩnh vực",
		Desc: "Bảng ô đơn vị và lĩnh vực; ô trống là chưa có mô hình.",
		Note: "Mô hình đã đăng ký của đơn vị và đơn vị tiền thân; mô hình làm chung tính cho đơn vị đăng ký. " +
			"Ô trống là lĩnh vực đơn vị chưa có mô hình trong năm."}
	g.Columns = []view.Column{{Label: "Đơn vị"}}
	empty := make([]int, len(fields))
	for _, f := range fields {
		g.Columns = append(g.Columns, view.Column{Label: f.Label, Num: true})
	}
	m := chart.Matrix{Columns: view.FieldSeries(), Steps: chart.Steps{0, 1, 2, 3, 5}, Blind: true}
	for i := range coverage.Standings {
		u := coverage.Standings[i].Unit
		row, r := []graph.Cell{graph.Text(u.Name, address.UnitFile.At(u.Code))}, chart.MatrixRow{Name: u.Name}
		for k, f := range fields {
			n := 0
			for _, code := range ledger.Heritage(u.Code) {
				if v := counts[code]; v != nil {
					n += v[k]
				}
			}
			if n == 0 {
				empty[k]++
			}
			row = append(row, graph.Count(n, address.Entries+"?"+url.Values{
				"nam": {address.Year(a.Season.Year)}, "don-vi": {string(u.Code)}, "linh-vuc": {string(f.Code)}, "dang-ky": {view.CountedCode},
			}.Encode()))
			r.Values = append(r.Values, float64(n))
		}
		g.Rows, m.Rows = append(g.Rows, row), append(m.Rows, r)
	}
	blind := 0
	for k := range empty {
		if empty[k] > empty[blind] {
			blind = k
		}
	}
	g.Heading = fmt.Sprintf("%s đơn vị chưa có mô hình về %s", view.Count(empty[blind]), vietnamese.Lower(fields[blind].Label))
	g.Draw = func(f chart.Frame) *chart.Picture { m := m; m.Frame = f; return m.Draw() }
	return g
}
