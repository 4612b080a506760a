package view

import (
	"fmt"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// SelfPage is the form of a unit's yearly self-report.
type SelfPage struct {
	Crumbs   []Crumb
	Title    string
	Lead     string
	Errors   *ErrorSummary
	Notices  []Notice
	Action   string
	Version  int
	Copy     string // name of the copy in the browser
	Sections []SelfSection
	Open     bool
	Locked   bool // its year: nothing can be saved
	Saved    string
}

// Lock shows the report as it is, with the reason why it cannot be saved any more.
func (p *SelfPage) Lock(why string) {
	if why == "" || !p.Open {
		return
	}
	p.Open, p.Locked = false, true
	p.Notices = append([]Notice{{Tone: "stop", Heading: "Không lưu được nữa", Text: why}}, p.Notices...)
}

// SelfSection is one point of the form.
type SelfSection struct {
	ID, Heading string
	Fields      []Field
}

// SelfHeading names a point of the self-report.
func SelfHeading(p registry.SelfPoint) string { return p.Place + ". " + p.Label }

// selfNotices say what became of a self-report that was sent.
func selfNotices(r registry.SelfReport, body registry.Body, due registry.Date, late bool) []Notice {
	switch r.State { //nolint:exhaustive // a draft has no notice
	case registry.SelfSent, registry.SelfAccepted:
		n := Notice{
			Tone:    "ok",
			Heading: r.State.Label() + ", gửi lúc " + Moment(r.SentAt),
			Text:    "Báo cáo đã gửi nên không sửa được; cần sửa, hãy nhờ " + body.Short + " trả lại.",
		}
		if late {
			n.Tone, n.Text = "wait", "Gửi sau hạn "+due.Local()+". "+n.Text
		}
		return []Notice{n}
	case registry.SelfReturned:
		return []Notice{{Tone: "stop", Heading: "Đã trả lại để bổ sung", Text: r.Reason}}
	}
	return nil
}

// NewSelfPage fills the form; r.Text is what was typed, body who collects.
func NewSelfPage(r registry.SelfReport, unit string, body registry.Body, due registry.Date, late bool, err error) SelfPage {
	wrong := registry.FieldsOf(err)
	p := SelfPage{
		Crumbs: []Crumb{
			{"Việc của tôi", address.Desk},
			{"Báo cáo năm", SelfRoot},
			{Text: YearText(r.Season)},
		}, Title: fmt.Sprintf("Báo cáo năm %d của %s", r.Season, registry.InSentence(unit)),
		Lead: "Ngắn gọn, theo các nội dung của " + registry.Directive.Numbered() + ". Mô hình “Dân vận khéo” đã có báo cáo riêng, không cần ghi lại. " +
			"Hạn gửi: " + due.Local() + ". Bản nháp chưa đủ vẫn lưu được.",
		Errors: NewErrorSummary(err), Action: address.OwnReport.At(r.Season), Version: r.Version,
		Copy: fmt.Sprintf("tu-bao-cao-%d", r.Season), Open: r.State.Open(),
	}
	if r.ID != 0 {
		p.Saved = "Đã lưu lúc " + Moment(r.UpdatedAt)
	}
	p.Notices = selfNotices(r, body, due, late)
	text := func(name string) string { return r.Text.Get(name) }
	for _, point := range registry.SelfPoints() {
		s := SelfSection{ID: "muc-" + point.Name, Heading: SelfHeading(point)}
		area := InputArea(point.Name, "Nội dung mục "+point.Place, text(point.Name), 5).Hint(point.Hint)
		area.Required = point.Must
		s.Fields = append(s.Fields, area)
		for _, n := range point.Numbers {
			s.Fields = append(s.Fields, InputNumber(n.Code, n.Label, registry.Amount(text(n.Code)), "").
				Read(Reading{Whole: true}))
		}
		if point.Mark != "" {
			s.Fields = append(
				s.Fields,
				InputSelect(
					point.Mark,
					"Tự đánh giá mục "+point.Place,
					text(point.Mark),
					Options(registry.SelfMarks(), "Chọn mức…"),
				).Need(),
			)
		}
		p.Sections = append(p.Sections, s)
	}
	p.Sections = append(p.Sections, SelfSection{ID: "muc-nguoi", Heading: "Người viết, người duyệt", Fields: []Field{
		InputText("writer", "Người viết", text("writer")), InputText("approver", "Người duyệt (họ tên, chức vụ)", text("approver")).Need(),
	}})
	for i := range p.Sections {
		for k := range p.Sections[i].Fields {
			f := &p.Sections[i].Fields[k]
			f.Error, f.ReadOnly = wrong.For(f.Name), !p.Open
			f.Disabled = !p.Open && f.Kind == FieldSelect
		}
	}
	return p
}

// SelfLabel names a part of the self-report by its form name.
func SelfLabel(name string) string {
	for _, p := range registry.SelfPoints() {
		switch name {
		case p.Name:
			return SelfHeading(p)
		case p.Mark:
			return SelfHeading(p) + ": tự đánh giá"
		}
		for _, n := range p.Numbers {
			if n.Code == name {
				return n.Label
			}
		}
	}
	return map[string]string{"writer": "Người viết", "approver": "Người duyệt"}[name]
}

// NewSelfConflict shows the kept text and the one just typed, part by part.
func NewSelfConflict(
	theirs registry.SelfReport,
	mine registry.SelfText,
	chosen map[string]string,
	message string,
	unanswered bool,
) ConflictPage {
	p := ConflictPage{
		Action: address.OwnReport.At(
			theirs.Season,
		), Kind: "tu-bao-cao", Version: theirs.Version, Heading: "Có hai bản khác nhau", CanSave: theirs.State.Open(),
		Back: Button{Text: "Bỏ bản vừa gõ, mở bản đang lưu", Kind: "quiet", URL: address.OwnReport.At(theirs.Season)}, Lead: message,
	}
	if p.CanSave {
		p.Lead = fmt.Sprintf(
			"Trong lúc bạn gõ, %s đã lưu bản khác lúc %s. Chưa có gì bị ghi đè. "+
				"Ở mỗi mục dưới đây, chọn bản muốn giữ rồi bấm “Lưu bản đã chọn”.",
			theirs.By,
			Moment(theirs.UpdatedAt),
		)
	}
	var missing registry.Fields
	for _, name := range mine.Names() {
		a, b := theirs.Text.Get(name), mine.Get(name)
		p.Hidden = append(p.Hidden, Pair{A: name, B: b})
		if a == b {
			continue
		}
		row := ConflictRow{ID: FieldID("chon." + name), Name: "chon." + name, Label: SelfLabel(name)}
		row.Theirs, row.Mine = DiffText(a, b)
		if p.CanSave {
			row.Choices = []Option{{Value: "minh", Label: "Giữ bản tôi vừa gõ"}, {Value: "kia", Label: "Giữ bản đang lưu"}}
			if a != "" && b != "" && isSelfText(name) {
				row.Choices = append(row.Choices, Option{Value: "ca-hai", Label: "Giữ cả hai, nối tiếp nhau"})
			}
			for i := range row.Choices {
				row.Choices[i].Selected = row.Choices[i].Value == chosen[name]
			}
			if unanswered && chosen[name] == "" {
				row.Error = "Chọn bản muốn giữ."
				missing.Add(row.Name, "%s: chọn bản muốn giữ.", row.Label)
			}
		}
		p.Rows = append(p.Rows, row)
	}
	p.Errors = NewErrorSummary(missing.Err("Chưa lưu được, còn mục chưa chọn."))
	return p
}

// isSelfText reports whether a part is a long text, of which both may be kept.
func isSelfText(name string) bool {
	for _, p := range registry.SelfPoints() {
		if p.Name == name {
			return true
		}
	}
	return false
}
