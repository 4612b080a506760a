package view

import (
	"cmp"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// UnitFilePage is the file of one unit: its years, models, outcomes,
// recognitions, commendations and press, those of the units it succeeded
// included.
type UnitFilePage struct {
	Crumbs  []Crumb
	Title   string
	Eyebrow string
	Was     string // the units that live on in it
	Errors  *ErrorSummary
	Notices []Notice
	Figures []Figure
	Years   []UnitFileYear
	Empty   *Empty
	Actions []ActionCard // of those who follow up
}

// UnitFileYear is one season of the unit.
type UnitFileYear struct {
	Year   string
	States []Fact
	Models []UnitFileModel
}

// UnitFileModel is one entry of the unit with what became of it.
type UnitFileModel struct {
	Title, URL, Meta string
	Badges           []Badge
	Facts            []Fact
}

// UnitFileEntry is one entry as the page is made from it.
type UnitFileEntry struct {
	registry.Entry
	Press []Link
	Joint bool // the unit is a co-owner
}

// UnitFileInput is what the page is made from.
type UnitFileInput struct {
	Unit      registry.Unit
	Names     Reference
	Entries   []UnitFileEntry // newest season first
	Standings map[registry.Year][]UnitFileStanding
	Years     []registry.Year // with a standing, newest first
	Own       bool            // the reader is the unit itself
	Season    registry.Season // that the forms are about
	Typed     map[string]string
	Failed    string // the form that was refused
	Err       error
}

// UnitFileStanding is the state of the unit in one step.
type UnitFileStanding struct {
	Step registry.Step
	oversight.Standing
}

// NewUnitFilePage shows the file of a unit.
func NewUnitFilePage(in UnitFileInput) UnitFilePage {
	l := in.Names.Ledger
	p := UnitFilePage{
		Crumbs: []Crumb{
			{"Theo dõi", address.Cockpit},
			{"Danh sách đơn vị", address.Query(address.FollowUnits, "nam", YearText(in.Season.Year))},
			{Text: in.Unit.Name},
		},
		Title: l.FullName(
			in.Unit.Code,
		), Eyebrow: "Hồ sơ đơn vị · " + in.Unit.Kind.Label() + " · mã " + string(in.Unit.Code), Errors: NewErrorSummary(in.Err),
	}
	if in.Own {
		p.Crumbs = []Crumb{{"Việc của tôi", address.Desk}, {Text: "Hồ sơ đơn vị"}}
	}
	var was []string
	for _, code := range l.Heritage(in.Unit.Code) {
		if code != in.Unit.Code {
			was = append(was, l.FullName(code))
		}
	}
	p.Was = strings.Join(was, "; ")
	p.figures(in)
	years := append([]registry.Year(nil), in.Years...)
	for _, e := range in.Entries {
		if len(years) == 0 || years[len(years)-1] > e.Season {
			years = append(years, e.Season)
		}
	}
	for _, y := range years {
		p.Years = append(p.Years, unitFileYear(in, y))
	}
	if len(p.Years) == 0 {
		p.Empty = &Empty{
			Heading: "Chưa có gì trong hồ sơ",
			Text:    "Mô hình đã đăng ký, kết quả, công nhận, khen thưởng của đơn vị và các đơn vị cũ sẽ hiện ở đây theo năm.",
		}
	}
	if !in.Own {
		p.actions(in)
	}
	return p
}

func (p *UnitFilePage) figures(in UnitFileInput) {
	var models, effective, recognised, commended, press int
	seen := map[registry.ModelID]bool{}
	for i := range in.Entries {
		e := &in.Entries[i]
		if e.Origin != registry.Registered || e.Registration == registry.Draft || e.Registration == registry.Withdrawn ||
			e.Registration == registry.Merged {
			press += len(e.Press)
			continue
		}
		if !seen[e.Model] {
			models++
		}
		seen[e.Model] = true
		if e.Result == registry.Effective {
			effective++
		}
		marks, awards := standing(&e.Entry)
		recognised += len(marks)
		commended += len(awards)
		press += len(e.Press)
	}
	for _, f := range []struct {
		n     int
		label string
	}{{models, "mô hình, mỗi mô hình một lần"}, {effective, "lượt được xác nhận hiệu quả"}, {recognised, "lần được công nhận"},
		{commended, "lần được khen thưởng"}, {press, "bài báo"}} {
		p.Figures = append(p.Figures, Figure{Value: Count(f.n), Label: f.label})
	}
}

func unitFileYear(in UnitFileInput, y registry.Year) UnitFileYear {
	out := UnitFileYear{Year: YearText(y)}
	for i := range in.Standings[y] {
		s := &in.Standings[y][i]
		badge := StandingBadge(&s.Standing)
		out.States = append(
			out.States,
			Fact{
				Name:  s.Step.Label(),
				Badge: &badge,
				Text:  join("; ", "hạn "+s.Due.Local(), sentOn(&s.Standing), standingNotes(&s.Standing)),
			},
		)
	}
	for i := range in.Entries {
		if in.Entries[i].Season == y {
			out.Models = append(out.Models, unitFileModel(in, &in.Entries[i]))
		}
	}
	return out
}

func sentOn(s *oversight.Standing) string {
	if s.At.IsZero() {
		return ""
	}
	return "gửi " + Day(s.At)
}

func unitFileModel(in UnitFileInput, e *UnitFileEntry) UnitFileModel {
	m := UnitFileModel{Title: e.Content.Title, URL: address.Entry.At(e.ID), Badges: []Badge{RegistrationBadge(e.Registration)}}
	if m.Title == "" {
		m.Title = "Mô hình chưa đặt tên"
	}
	where := ""
	if e.Unit != in.Unit.Code {
		where = UnitLine(&e.Entry, in.Names.Ledger)
	}
	m.Meta = join(" · ", "số "+e.Number, registry.FieldLabel(e.Content.Field), where)
	if e.Joint {
		m.Badges = append(m.Badges, Badge{"Cùng chủ trì", "info"})
	}
	if e.Result != registry.NoReport {
		m.Badges = append(m.Badges, ResultBadge(e.Result))
	}
	if e.Publication.Public() {
		m.Badges = append(m.Badges, PublicationBadge(e.Publication))
	}
	var outcomes []string
	for _, r := range e.Reached() {
		if !r.Actual.Empty() {
			outcomes = append(outcomes, outcomeLine(r.Outcome, in.Names.Catalogue.In(e.Season)))
		}
	}
	marks, awards := standing(&e.Entry)
	for _, f := range []Fact{{Name: "Kết quả", Lines: outcomes}, {Name: "Công nhận", Lines: marks}, {Name: "Khen thưởng", Lines: awards}} {
		if len(f.Lines) > 0 {
			m.Facts = append(m.Facts, f)
		}
	}
	for _, link := range e.Press {
		m.Facts = append(m.Facts, Fact{Name: "Báo chí", Text: link.Text, URL: link.URL})
	}
	return m
}

// standing lists the recognitions and commendations of an entry that were not
// revoked.
func standing(e *registry.Entry) (recognitions, commendations []string) {
	for _, r := range e.Recognitions {
		if !r.Revoked() {
			recognitions = append(recognitions, r.Line())
		}
	}
	for _, c := range e.Commendations {
		if !c.Revoked() {
			commendations = append(commendations, c.Line())
		}
	}
	return recognitions, commendations
}

// outcomeLine writes a reached value: "Đường mở rộng: 2,4 km".
func outcomeLine(o registry.Outcome, c *registry.Catalogue) string {
	label, unit := o.Label, o.Unit
	if i, ok := c.Indicator(o.Indicator); ok {
		if label == "" {
			label = i.Label
		}
		if unit == "" {
			unit = i.Unit
		}
	}
	return label + ": " + join(" ", o.Actual.Shown(), unit)
}

// typed is what one of the forms said that failed, "" in the others.
func (in *UnitFileInput) typed(form, name string) string {
	if in.Failed == form {
		return in.Typed[name]
	}
	return ""
}

func (in *UnitFileInput) wrong(form string) registry.Fields {
	if in.Failed == form {
		return registry.FieldsOf(in.Err)
	}
	return nil
}

// reasonFields ask for the reason and the paper of a form.
func (in *UnitFileInput) reasonFields(form, label string) []Field {
	fields := []Field{
		InputHidden("nam", YearText(in.Season.Year)),
		InputArea("reason", label, in.typed(form, "reason"), 2).Need().Wrong(in.wrong(form)),
		InputText("document", "Văn bản (số, ngày)", in.typed(form, "document")).Wrong(in.wrong(form)),
	}
	if in.Failed != form { // the failed one keeps the ids that the summary leads to
		for i := range fields[1:] {
			fields[i+1].ID = form + "-" + fields[i+1].ID
		}
	}
	return fields
}

// actions are the forms of those who follow up.
func (p *UnitFilePage) actions(in UnitFileInput) {
	var exempt, extended bool
	for _, s := range in.Standings[in.Season.Year] {
		exempt = exempt || s.Exemption != nil
		extended = extended || s.Extension != nil
	}
	p.extendActions(in, extended)
	y := " năm " + YearText(in.Season.Year)
	if exempt {
		p.Actions = append(p.Actions, ActionCard{
			Heading: "Bỏ miễn" + y,
			Text:    "Đơn vị lại phải có mô hình.",
			URL:     address.UnitUnexempt.At(in.Unit.Code),
			Fields:  []Field{InputHidden("nam", YearText(in.Season.Year))},
			Buttons: []Button{{Text: "Bỏ miễn", Kind: "danger"}},
		})
	} else {
		p.Actions = append(p.Actions, ActionCard{
			Heading: "Miễn" + y,
			Text:    "Chỉ khi có lý do và văn bản. Đơn vị vẫn tính trong số phải có, ở cột được miễn.",
			URL:     address.UnitExempt.At(in.Unit.Code),
			Fields:  in.reasonFields("mien", "Lý do miễn"),
			Buttons: []Button{{Text: "Ghi miễn"}},
			Open:    in.Failed == "mien",
		})
	}
}

// extendActions give the unit more time, or take it back.
func (p *UnitFilePage) extendActions(in UnitFileInput, extended bool) {
	const form = "gia-han"
	y := " năm " + YearText(in.Season.Year)
	step := cmp.Or(in.typed(form, "step"), registry.Registering.String())
	p.Actions = append(p.Actions, ActionCard{
		Heading: "Gia hạn" + y,
		Text:    "Riêng đơn vị này, kể cả khi năm đã khóa. Đơn vị được báo và thấy ngày mới.",
		URL:     address.UnitExtend.At(in.Unit.Code),
		Fields: append([]Field{
			InputRadios("step", "Việc", step, TermOptions(registry.Steps())),
			InputDate("until", "Đến hết ngày", registry.Date(in.typed(form, "until"))).Need().Wrong(in.wrong(form)),
		}, in.reasonFields(form, "Lý do gia hạn")...),
		Buttons: []Button{{Text: "Gia hạn", Kind: "main"}},
		Open:    in.Failed == form,
	})
	if extended {
		p.Actions = append(p.Actions, ActionCard{
			Heading: "Bỏ gia hạn" + y,
			Text:    "Hạn của đơn vị trở lại hạn chung.",
			URL:     address.UnitUnextend.At(in.Unit.Code),
			Fields: []Field{
				InputRadios("bo_step", "Việc", step, TermOptions(registry.Steps())), InputHidden("nam", YearText(in.Season.Year)),
			},
			Buttons: []Button{{Text: "Bỏ gia hạn", Kind: "danger"}},
		})
	}
}
