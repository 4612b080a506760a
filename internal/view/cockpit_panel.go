package view

import (
	"fmt"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// StepPanel is the state of the province in one step.
type StepPanel struct {
	ID, Heading, Due string
	Share            string // "58,5%"
	Sentence         string
	All              Tally
	Parts            []StepPart
	Stack            Stack
}

// StepPart is one of the parts that add up to all.
type StepPart struct {
	Tally
	Name, Class string
}

// GroupPanel is a table of groups of units.
type GroupPanel struct {
	ID, Heading, Note, NameLabel string
	Rows                         []GroupRow
	Total                        GroupRow
	Fold                         bool // long: opened when asked for
}

// GroupRow is one group: what it owes and its state.
type GroupRow struct {
	Name    Tally
	Tallies []Tally // expected, actual, on time, late, missing, exempt
	Share   string
	Stack   Stack
}

// WaitPanel is one kind of waiting work.
type WaitPanel struct {
	Tally
	Name, Help, Oldest string
}

// FunnelPanel compares the stages of this year with the year before.
type FunnelPanel struct {
	This, Past string // "2026", "2025"
	SameDay    string // "đến 26/11/2025"
	Rows       []FunnelRow
	Note       string
}

// FunnelRow is one stage.
type FunnelRow struct {
	Name                string
	This, SameDay, Past Tally
	Share               string // of those registered
	ThisBar, PastBar    *Bar
}

// ForecastPanel is what the pace of last year leads to.
type ForecastPanel struct{ Heading, Range, Sentence, Method string }

func newStepPanel(y *oversight.Year, c *oversight.Coverage) StepPanel {
	year, step, t := YearText(y.Season.Year), c.Step.String(), c.Total
	list := func(state string) string {
		return address.Query(address.FollowUnits, "nam", year, "buoc", step, "tt", state)
	}
	p := StepPanel{
		ID: "buoc-" + step, Heading: c.Step.Label(), Due: "Hạn " + y.Season.Due(c.Step).Local(), Share: registry.Percent(t.Actual(), t.Owing()),
		Stack: stackOf(t),
		All:   tally(t.Expected, "đơn vị phải có", list("")),
	}
	p.Sentence = fmt.Sprintf(
		"%s trong %s đơn vị phải có đã %s",
		Count(t.Actual()),
		Count(t.Owing()),
		map[registry.Step]string{registry.Registering: "đăng ký", registry.Reporting: "báo cáo kết quả"}[c.Step],
	)
	if t.Exempt > 0 {
		p.Sentence += fmt.Sprintf(" (không kể %s đơn vị được miễn)", Count(t.Exempt))
	}
	p.Sentence += fmt.Sprintf(", với %s mô hình", Count(c.Models))
	if c.Joint > 0 {
		p.Sentence += fmt.Sprintf(", trong đó %s mô hình nhiều đơn vị cùng chủ trì", Count(c.Joint))
	}
	p.Sentence += "."
	for _, s := range []struct {
		n           int
		name, class string
	}{{t.Actual(), "Đã có", "da-co"}, {t.OnTime, "Đúng hạn", "dung-han"}, {t.Late, "Chậm", "cham"}, {t.Missing, "Chưa có", "chua-co"},
		{t.Exempt, "Được miễn", "mien"}} {
		p.Parts = append(p.Parts, StepPart{tally(s.n, "đơn vị "+strings.ToLower(s.name), list(s.class)), s.name, s.class})
	}
	if t.Overdue > 0 {
		p.Parts = append(p.Parts, StepPart{tally(t.Overdue, "đơn vị quá hạn", list("qua-han")), "Trong đó quá hạn", "qua-han"})
	}
	return p
}

func (p *CockpitPage) waits(y *oversight.Year, c *oversight.Coverage) {
	for _, w := range oversight.Waits() {
		list := y.Waiting(w)
		panel := WaitPanel{
			Tally: tally(len(list), w.Label(), address.Query(address.FollowEntries, "nam", YearText(y.Season.Year), "viec", w.String())),
			Name:  w.Label(),
			Help:  w.Help(),
		}
		if len(list) > 0 {
			panel.Oldest = fmt.Sprintf("lâu nhất %s ngày làm việc", Count(list[0].Days))
		}
		p.Waits = append(p.Waits, panel)
	}
	alone := 0
	for i := range c.Standings {
		if c.Standings[i].Unstaffed {
			alone++
		}
	}
	p.Waits = append(p.Waits, WaitPanel{
		Tally: tally(
			alone,
			"đơn vị chưa có tài khoản",
			address.Query(address.FollowUnits, "nam", YearText(y.Season.Year), "tt", "khong-nguoi"),
		),
		Name: "Đơn vị chưa có tài khoản", Help: "phải có mô hình nhưng chưa ai trong đơn vị đăng nhập được",
	})
}

func newFunnelPanel(y, past *oversight.Year) FunnelPanel {
	this, was := oversight.NewFunnel(y.Entries), oversight.NewFunnel(past.Entries)
	by := oversight.SameDay(y.Now)
	same, unknown := oversight.FunnelBy(past.Entries, by)
	year, before := YearText(y.Season.Year), YearText(past.Season.Year)
	p := FunnelPanel{This: year, Past: before, SameDay: Day(by.Add(-time.Second))}
	most := max(1, this[oversight.Registered], was[oversight.Registered])
	for _, s := range oversight.Stages() {
		label := strings.ToLower(s.Label())
		p.Rows = append(p.Rows, FunnelRow{
			Name: s.Label(), Share: registry.Percent(this[s], this[oversight.Registered]),
			This: tally(this[s], "mô hình "+label+" năm "+year, address.Query(address.FollowEntries, "nam", year, "chang", s.String())),
			SameDay: tally(
				same[s],
				"mô hình "+label+" cùng kỳ năm "+before,
				address.Query(address.FollowEntries,
					"nam",
					before,
					"chang",
					s.String(),
					"den",
					string(registry.DateOf(by.Add(-time.Second).In(registry.Zone))),
				),
			),
			Past: tally(
				was[s],
				"mô hình "+label+" cả năm "+before,
				address.Query(address.FollowEntries, "nam", before, "chang", s.String()),
			),
			ThisBar: NewBar(float64(this[s]), float64(most)), PastBar: NewBar(float64(was[s]), float64(most)),
		})
	}
	if unknown > 0 {
		p.Note = fmt.Sprintf(
			"%s mô hình năm %s nhập từ danh sách, có chặng không rõ ngày nên không tính vào cùng kỳ.",
			Count(unknown),
			before,
		)
	}
	return p
}

func newForecastPanel(f oversight.Forecast, s registry.Season, now time.Time) ForecastPanel {
	p := ForecastPanel{Heading: f.Step.Label()}
	if !f.Known {
		p.Range = "Chưa dự báo được"
		p.Sentence = fmt.Sprintf(
			"Năm %s mới có %s đơn vị có ngày gửi, chưa đủ để tính nhịp. Hiện năm nay có %s trong %s đơn vị.",
			YearText(f.Past),
			Count(f.Final),
			Count(f.Now),
			Count(f.Owing),
		)
		if registry.DateOf(now.In(registry.Zone)) > s.FreezeAt {
			p.Sentence = "Năm " + YearText(s.Year) + " đã qua ngày chốt số liệu " + s.FreezeAt.Local() + "."
		}
		return p
	}
	p.Range = fmt.Sprintf("%s–%s trong %s đơn vị", Count(f.Low), Count(f.High), Count(f.Owing))
	if f.Low == f.High {
		p.Range = fmt.Sprintf("%s trong %s đơn vị", Count(f.Low), Count(f.Owing))
	}
	p.Sentence = fmt.Sprintf(
		"đến ngày chốt %s. Hiện có %s; năm %s đến cùng ngày có %s, cuối năm có %s (trong %s đơn vị).",
		s.FreezeAt.Local(),
		Count(f.Now),
		YearText(f.Past),
		Count(f.SameDay),
		Count(f.Final),
		Count(f.Expected),
	)
	p.Method = "Hai đầu của khoảng là hai cách đọc nhịp năm trước: thêm đúng phần đơn vị đã thêm từ ngày này đến cuối năm, và tăng theo " +
		"cùng tỷ lệ. Chỉ dựa vào một năm nên đây là mốc để đôn đốc, không phải xác suất."
	return p
}

func (p *CockpitPage) groups(y *oversight.Year, c *oversight.Coverage) {
	year, step := YearText(y.Season.Year), c.Step.String()
	kinds := GroupPanel{
		ID:        "loai",
		Heading:   "Theo loại đơn vị",
		NameLabel: "Loại đơn vị",
		Total:     groupRow("Toàn tỉnh", c.Total, "nam", year, "buoc", step),
	}
	byKind := c.GroupBy(oversight.ByKind)
	for _, k := range kindOrder() {
		for _, g := range byKind {
			if g.Key == k.String() {
				kinds.Rows = append(kinds.Rows, groupRow(UpperFirst(k.Label()), g.Count, "nam", year, "buoc", step, "loai", g.Key))
			}
		}
	}
	districts := GroupPanel{ID: "huyen", Heading: "Theo cấp huyện cũ", NameLabel: "Huyện, thành phố, thị xã cũ", Total: kinds.Total,
		Note: "Theo cấp huyện như lúc kết thúc (30/06/2025). Xã, phường ghép từ nhiều huyện tính ở huyện có nhiều xã cũ hơn, để cộng lại " +
			"đúng bằng toàn tỉnh."}
	var province *GroupRow
	for _, g := range c.GroupBy(oversight.ByDistrict) {
		if g.Key == "" {
			r := groupRow("Cơ quan, đơn vị cấp tỉnh", g.Count, "nam", year, "buoc", step, "huyen", "tinh")
			province = &r
			continue
		}
		districts.Rows = append(
			districts.Rows,
			groupRow(y.Ledger.Name(registry.UnitCode(g.Key)), g.Count, "nam", year, "buoc", step, "huyen", g.Key),
		)
	}
	if province != nil {
		districts.Rows = append(districts.Rows, *province)
	}
	p.Groups = []GroupPanel{kinds, districts}
	if today := byToday(y, c, kinds.Total); len(today.Rows) > 0 {
		p.Groups = append(p.Groups, today)
	}
}

// byToday counts the former units of a merger under the present ones; without rows
// when they are the same.
func byToday(y *oversight.Year, c *oversight.Coverage, total GroupRow) GroupPanel {
	p := GroupPanel{
		ID:        "nay",
		Heading:   "Theo đơn vị ngày nay",
		NameLabel: "Đơn vị ngày nay",
		Total:     total,
		Fold:      true,
		Note:      "Đơn vị được chia cho nhiều nơi tính ở nơi nhận toàn bộ, không có thì ở nơi đầu tiên theo tên.",
	}
	changed := false
	for _, g := range c.GroupBy(oversight.ByToday) {
		key, name := g.Key, y.Ledger.Name(registry.UnitCode(g.Key))
		if key == "" {
			key, name = "khong", "Không còn đơn vị kế thừa"
		}
		changed = changed || g.Expected > 1 || key == "khong"
		p.Rows = append(p.Rows, groupRow(name, g.Count, "nam", YearText(y.Season.Year), "buoc", c.Step.String(), "nay", key))
	}
	if !changed {
		p.Rows = nil
	}
	return p
}

// groupRow is a group of units; pairs are the parameters of its list.
func groupRow(name string, c oversight.Count, pairs ...string) GroupRow {
	list := func(state string) string {
		return address.Query(address.FollowUnits, append([]string{"tt", state}, pairs...)...)
	}
	r := GroupRow{Name: Tally{Text: name, URL: list("")}, Share: registry.Percent(c.Actual(), c.Owing()), Stack: stackOf(c)}
	for _, x := range []struct {
		n     int
		state string
	}{{c.Expected, ""}, {c.Actual(), "da-co"}, {c.OnTime, "dung-han"}, {c.Late, "cham"}, {c.Missing, "chua-co"}, {c.Exempt, "mien"}} {
		r.Tallies = append(r.Tallies, tally(x.n, name, list(x.state)))
	}
	return r
}
