package reference

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// ChangeKind is what happens to units on a day.
type ChangeKind string

// The kinds of change. RenameUnit makes a new version of the same body under
// another name, kind or parent; MergeUnits ends units that go wholly into one;
// SplitUnit hands parts of one unit to others; EndUnit ends units that nothing
// follows; FoundUnit makes a unit that follows none.
const (
	RenameUnit ChangeKind = "doi-ten"
	MergeUnits ChangeKind = "nhap"
	SplitUnit  ChangeKind = "tach"
	EndUnit    ChangeKind = "ket-thuc"
	FoundUnit  ChangeKind = "thanh-lap"
)

// unitDeeds says what the record calls each change.
var unitDeeds = map[ChangeKind]registry.Deed{
	RenameUnit: registry.DidUnitRename,
	MergeUnits: registry.DidUnitMerge,
	SplitUnit:  registry.DidUnitSplit,
	EndUnit:    registry.DidUnitEnd,
	FoundUnit:  registry.DidUnitFound,
}

// UnitDraft is a unit that comes out of a change: one in force that takes in, or
// a new version.
type UnitDraft struct {
	Existing registry.UnitCode
	Code     string // official code; "" for that of the first predecessor
	Name     string
	Kind     registry.UnitKind
	Parent   registry.UnitCode // "" for that of the first predecessor
}

// UnitChange is one change of the ledger, taking effect on a day.
type UnitChange struct {
	Kind  ChangeKind
	From  []registry.UnitCode // versions in force that it begins with
	Into  []UnitDraft
	Keep  bool          // of a split: the unit goes on, only parts leave it
	Day   registry.Date // first day of the new state
	Basis string        // the legal text
}

// UnitPlan is what a change will do, computed before it is applied.
type UnitPlan struct {
	Change UnitChange
	Ended  []registry.Unit // as they will be, with their last day
	Made   []registry.Unit
	Into   []registry.Unit // units in force that take in
	Edges  []registry.Succession
	Ledger *registry.Ledger // as it will be
}

// Touched lists the codes of the units that the plan concerns.
func (p UnitPlan) Touched() []registry.UnitCode {
	var out []registry.UnitCode
	for _, list := range [][]registry.Unit{p.Ended, p.Made, p.Into} {
		for _, u := range list {
			out = append(out, u.Code)
		}
	}
	return append(out, p.Change.From...)
}

// planner works out one change on a copy of the ledger.
type planner struct {
	old    *registry.Ledger
	c      UnitChange
	from   []registry.Unit
	fields registry.Fields
	plan   UnitPlan
	nextID registry.UnitID
}

const unitsNotSaved = "Sổ đơn vị chưa lưu được."

// planUnits works out a change. The error is Invalid and names the fields; a
// change after which the ledger would contradict itself is refused whole. So is a
// day to come: what is in force has no last day, so a change is entered when it
// has taken effect.
func planUnits(old *registry.Ledger, c UnitChange, today registry.Date) (UnitPlan, error) {
	c.Basis = registry.CleanText(c.Basis)
	c.Day = registry.NewDate(string(c.Day))
	if c.Kind == MergeUnits && len(c.Into) == 1 && c.Into[0].Existing != "" {
		// "A and B go into A" means that B goes into A
		c.From = slices.DeleteFunc(slices.Clone(c.From), func(u registry.UnitCode) bool { return u == c.Into[0].Existing })
	}
	p := &planner{old: old, c: c, plan: UnitPlan{Change: c}}
	for _, u := range old.All() {
		p.nextID = max(p.nextID, u.ID+1)
	}
	p.checkHead(today)
	p.checkFrom()
	p.checkShape()
	if err := p.fields.Err(unitsNotSaved); err != nil {
		return p.plan, err
	}
	p.into()
	p.end()
	if err := p.fields.Err(unitsNotSaved); err != nil {
		return p.plan, err
	}
	p.join()
	return p.finish()
}

func (p *planner) checkHead(today registry.Date) {
	switch {
	case !p.c.Day.Valid():
		p.fields.Add("day", "Nhập ngày có hiệu lực, dạng dd/mm/yyyy.")
	case p.c.Day > today:
		p.fields.Add("day", "Ngày này chưa đến. Hãy nhập khi thay đổi đã có hiệu lực.")
	}
	if n := len([]rune(p.c.Basis)); n < 5 || n > 300 {
		p.fields.Add("basis", "Nêu văn bản pháp lý, ví dụ “Nghị quyết 1658/NQ-UBTVQH15 ngày 16/6/2025”.")
	}
}

func (p *planner) checkFrom() {
	seen := map[registry.UnitCode]bool{}
	for _, code := range p.c.From {
		u, ok := p.old.Unit(code)
		switch {
		case !ok:
			p.fields.Add("from", "Không có đơn vị “%s” trong sổ.", code)
		case seen[code]:
			p.fields.Add("from", "%s được nêu hai lần.", u.Name)
		case u.To != "":
			p.fields.Add("from", "%s (%s) đã kết thúc ngày %s.", u.Name, u.Code, u.To.Local())
		case u.Kind.Level() == registry.ProvinceLevel:
			p.fields.Add("from", "Đơn vị cấp tỉnh không sửa ở trang này. Hãy nạp lại sổ đơn vị từ tệp.")
		case p.c.Day.Valid() && p.c.Day <= u.From:
			p.fields.Add("day", "Ngày có hiệu lực phải sau ngày %s bắt đầu (%s).", u.Name, u.From.Local())
		case len(p.from) > 0 && u.Kind.Level() != p.from[0].Kind.Level():
			p.fields.Add("from", "%s khác cấp với %s.", u.Name, p.from[0].Name)
		}
		seen[code] = true
		p.from = append(p.from, u)
	}
}

// checkShape holds the numbers of units before and after against the kind of change.
func (p *planner) checkShape() {
	from, into := len(p.c.From), len(p.c.Into)
	existing := into > 0 && p.c.Into[0].Existing != ""
	switch p.c.Kind {
	case RenameUnit:
		if from != 1 || into != 1 || existing {
			p.fields.Add("name", "Nêu một đơn vị và tên mới của nó.")
		}
	case MergeUnits:
		if into != 1 {
			p.fields.Add("name", "Nêu đơn vị sau khi nhập.")
		} else if existing && from < 1 || !existing && from < 2 {
			p.fields.Add("from", "Nhập cần ít nhất hai đơn vị.")
		}
	case SplitUnit:
		if from != 1 {
			p.fields.Add("from", "Mỗi lần chỉ tách một đơn vị.")
		}
		if into == 0 || !p.c.Keep && into < 2 {
			p.fields.Add("into", "Nêu ít nhất hai đơn vị sau khi tách, hoặc đánh dấu đơn vị cũ vẫn giữ.")
		}
	case EndUnit:
		if from < 1 || into != 0 {
			p.fields.Add("from", "Nêu đơn vị kết thúc.")
		}
	case FoundUnit:
		if from != 0 || into != 1 || existing {
			p.fields.Add("name", "Nêu đơn vị mới.")
		}
	default:
		p.fields.Add("kind", "Chọn việc cần làm.")
	}
}

// into makes the new versions and finds those that take in.
func (p *planner) into() {
	for i, d := range p.c.Into {
		if d.Existing != "" {
			p.absorb(i, d)
			continue
		}
		p.make(i, d)
	}
}

// at names the field of the i-th unit after the change.
func (p *planner) at(i int, name string) string {
	if p.c.Kind == SplitUnit {
		return fmt.Sprintf("into.%d.%s", i, name)
	}
	return name
}

func (p *planner) absorb(i int, d UnitDraft) {
	u, ok := p.old.Unit(d.Existing)
	switch {
	case !ok || u.To != "":
		p.fields.Add(p.at(i, "existing"), "Không có đơn vị “%s” đang hiệu lực.", d.Existing)
	case slices.Contains(p.c.From, d.Existing):
		p.fields.Add(p.at(i, "existing"), "%s không thể nhập vào chính nó.", u.Name)
	case len(p.from) > 0 && u.Kind.Level() != p.from[0].Kind.Level():
		p.fields.Add(p.at(i, "existing"), "%s khác cấp với %s.", u.Name, p.from[0].Name)
	case u.From > p.c.Day:
		p.fields.Add("day", "%s bắt đầu ngày %s, sau ngày có hiệu lực.", u.Name, u.From.Local())
	default:
		p.plan.Into = append(p.plan.Into, u)
	}
}

var officialCode = regexp.MustCompile(`^[A-Z0-9][A-Z0-9_-]{1,30}$`)

// typeWord is the word that the name of a commune-level unit begins with.
var typeWord = map[registry.UnitKind]string{registry.Commune: "Xã ", registry.Ward: "Phường ", registry.Township: "Thị trấn "}

func (p *planner) make(i int, d UnitDraft) {
	u := registry.Unit{Name: registry.CleanText(d.Name), Kind: d.Kind, Parent: d.Parent, From: p.c.Day, ID: p.nextID}
	if n := len([]rune(u.Name)); n < 2 || n > 120 {
		p.fields.Add(p.at(i, "name"), "Nhập tên đơn vị, từ 2 đến 120 ký tự.")
		return
	}
	if w := typeWord[u.Kind]; w != "" && !strings.HasPrefix(vietnamese.Lower(u.Name), vietnamese.Lower(w)) {
		u.Name = w + u.Name
	}
	if len(p.from) > 0 {
		first := p.from[0]
		if u.Kind.Level() != first.Kind.Level() {
			p.fields.Add(p.at(i, "unit_kind"), "Loại đơn vị phải cùng cấp với %s.", first.Name)
		}
		u.Parent = cmp.Or(u.Parent, first.Parent)
		u.Lat, u.Lng = p.middle()
	}
	if u.Kind.Level() == registry.ProvinceLevel {
		p.fields.Add(p.at(i, "unit_kind"), "Đơn vị cấp tỉnh không tạo ở trang này.")
	}
	if parent, ok := p.old.Unit(u.Parent); u.Parent != "" && (!ok || !parent.Holds(p.c.Day)) {
		p.fields.Add(p.at(i, "parent"), "Đơn vị cấp trên “%s” không có hiệu lực vào ngày này.", u.Parent)
	}
	u.Code = p.code(i, d.Code)
	if p.c.Kind == RenameUnit {
		u.ID = p.from[0].ID
		u.Lat, u.Lng = p.from[0].Lat, p.from[0].Lng
	} else {
		p.nextID++
	}
	p.plan.Made = append(p.plan.Made, u)
}

// middle is the place between the predecessors that have one.
func (p *planner) middle() (lat, lng float64) {
	n := 0.0
	for _, u := range p.from {
		if u.Lat != 0 {
			lat, lng, n = lat+u.Lat, lng+u.Lng, n+1
		}
	}
	if n == 0 {
		return 0, 0
	}
	return lat / n, lng / n
}

// code gives a new version its code: the official one, with the month of the
// first day when a version had it before.
func (p *planner) code(i int, typed string) registry.UnitCode {
	official := strings.ToUpper(strings.TrimSpace(typed))
	if official == "" && len(p.from) > 0 && i == 0 {
		official, _, _ = strings.Cut(string(p.from[0].Code), "-2")
	}
	switch {
	case official == "":
		p.fields.Add(p.at(i, "code"), "Nhập mã đơn vị.")
		return ""
	case !officialCode.MatchString(official) || strings.Contains(official, "-2"):
		p.fields.Add(p.at(i, "code"), "Mã đơn vị chỉ gồm chữ không dấu, số và gạch nối, ví dụ 07210 hoặc BN-SNV.")
		return ""
	}
	code := registry.UnitCode(official)
	for _, u := range p.old.All() {
		if base, _, _ := strings.Cut(string(u.Code), "-2"); base == official {
			code = registry.UnitCode(official + "-" + strings.ReplaceAll(string(p.c.Day), "-", "")[:6])
			break
		}
	}
	_, taken := p.old.Unit(code)
	if taken || slices.ContainsFunc(p.plan.Made, func(u registry.Unit) bool { return u.Code == code }) {
		p.fields.Add(p.at(i, "code"), "Mã %s đã dùng. Nhập một mã khác.", code)
	}
	return code
}

// end closes the predecessors on the day before.
func (p *planner) end() {
	if p.c.Kind == SplitUnit && p.c.Keep {
		return
	}
	t, ok := p.c.Day.Time()
	if !ok {
		return
	}
	last := registry.DateOf(t.AddDate(0, 0, -1))
	for _, u := range p.from {
		u.To = last
		if p.c.Kind == EndUnit {
			u.Note = strings.TrimPrefix(u.Note+"; kết thúc theo "+p.c.Basis, "; ")
		}
		p.plan.Ended = append(p.plan.Ended, u)
	}
}

// join draws the edges from every predecessor to every unit after the change.
func (p *planner) join() {
	extent := registry.Whole
	if p.c.Kind == SplitUnit {
		extent = registry.Part
	}
	for _, from := range p.from {
		for _, to := range slices.Concat(p.plan.Made, p.plan.Into) {
			p.plan.Edges = append(
				p.plan.Edges,
				registry.Succession{From: from.Code, To: to.Code, Date: p.c.Day, Extent: extent, Basis: p.c.Basis},
			)
		}
	}
}

// finish builds the ledger as it will be and lets it judge itself.
func (p *planner) finish() (UnitPlan, error) {
	units := p.old.All()
	for i, u := range units {
		if j := slices.IndexFunc(p.plan.Ended, func(e registry.Unit) bool { return e.Code == u.Code }); j >= 0 {
			units[i] = p.plan.Ended[j]
		}
	}
	edges := p.old.Successions()
	for _, e := range p.plan.Edges {
		if slices.ContainsFunc(edges, func(x registry.Succession) bool { return x.From == e.From && x.To == e.To }) {
			return p.plan, registry.Errorf(
				registry.Conflict,
				"Sổ đã ghi việc kế thừa từ %s sang %s.",
				p.old.Name(e.From),
				p.old.Name(e.To),
			)
		}
	}
	p.plan.Ledger = registry.NewLedger(append(units, p.plan.Made...), append(edges, p.plan.Edges...))
	for _, u := range p.plan.Made {
		for _, x := range p.plan.Ledger.On(p.c.Day, u.Kind) {
			if x.Code != u.Code && x.Parent == u.Parent && strings.EqualFold(x.Name, u.Name) {
				p.fields.Add("name", "Đã có %s (%s) vào ngày này.", x.Name, x.Code)
			}
		}
	}
	if err := p.fields.Err(unitsNotSaved); err != nil {
		return p.plan, err
	}
	if err := p.plan.Ledger.Check(); err != nil {
		return p.plan, &registry.Error{
			Kind:   registry.Invalid,
			Msg:    "Thay đổi này làm sổ đơn vị không khớp nên không lưu.",
			Fields: registry.FieldsOf(err),
			Err:    err,
		}
	}
	return p.plan, nil
}
