package view

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"danvankheo/internal/registry"
)

// piece is one part of a long form that two people may have changed apart: a
// field, a whole list, or the words about one photo.
type piece struct {
	name, label string
	value       any
	long        bool // a text of which both versions may be kept, one after the other
}

// exact is the piece's value, for comparing.
func (p piece) exact() string {
	b, err := json.Marshal(p.value)
	if err != nil {
		return fmt.Sprint(p.value)
	}
	return string(b)
}

// mark is a short stand-in for a value.
func (p piece) mark() string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(p.exact())) // never fails
	return strconv.FormatUint(h.Sum64(), 36)
}

// pieces lists the parts of a form in their order.
func pieces(kind string, e *registry.Entry) []piece {
	var out []piece
	if kind == "bao-cao" {
		out = append(out, piece{"outcomes", registry.FieldName("outcomes"), e.Content.Outcomes, false})
		out = append(out, piecesOf(reportFields, &e.Report)...)
	} else {
		out = append(out, piecesOf(contentFields, &e.Content)...)
	}
	for i, p := range e.Photos {
		out = append(out, piece{fmt.Sprintf("photos.%d", p.ID), fmt.Sprintf("Ảnh %d", i+1), p.PhotoText, false})
	}
	if kind != "bao-cao" && len(e.ReturnChecks) > 0 {
		out = append(out, piece{"checks", "Việc đã sửa", e.ReturnChecks, false})
	}
	return out
}

func piecesOf[T any](defs []registry.FieldDef[T], t *T) (out []piece) {
	for i := range defs {
		d := &defs[i]
		out = append(out, piece{d.Name, d.Label, d.Value(t), d.At != nil && d.Name != "title"})
	}
	return out
}

// FormBase is what a form was filled from, in short: a mark for each of its
// parts. It travels with the form, so that at a conflict one can tell which side
// changed what without keeping every text.
func FormBase(kind string, e *registry.Entry) string {
	var b strings.Builder
	for _, p := range pieces(kind, e) {
		fmt.Fprintf(&b, "%s=%s ", p.name, p.mark())
	}
	return strings.TrimSpace(b.String())
}

// Differences names the parts of a form in which two states of one entry differ.
func Differences(kind string, a, b *registry.Entry) []string {
	was := map[string]string{}
	for _, p := range pieces(kind, a) {
		was[p.name] = p.exact()
	}
	var out []string
	for _, p := range pieces(kind, b) {
		if old, ok := was[p.name]; !ok || old != p.exact() {
			out = append(out, p.name)
		}
	}
	return out
}

// ConflictPage shows two texts of one form field by field, for the writer to
// choose from. Nothing of either is lost.
type ConflictPage struct {
	Action  string
	Kind    string
	Version int // of the text that is kept now
	Base    string
	Heading string
	Lead    string
	Errors  *ErrorSummary
	Rows    []ConflictRow
	Hidden  []Pair // all that was typed
	CanSave bool
	Back    Button
}

// ConflictRow is one part of the form in both texts.
type ConflictRow struct {
	ID, Label    string
	Error        string
	Theirs, Mine []Fragment
	Choices      []Option
	Name         string
}

// ConflictInput is what the page is made from.
type ConflictInput struct {
	Kind, Base   string
	Theirs, Mine *registry.Entry
	Hidden       []Pair
	Chosen       map[string]string
	Unanswered   bool // the writer pressed on without choosing everything
	CanSave      bool
	Path         string
	Names        Reference
	Message      string
	Last         registry.Revision // of the text that is kept now
	Season       registry.Season
}

// NewConflictPage compares what is kept with what was just typed. Where only the
// writer changed a part, the writer's is chosen beforehand; where only the other
// did, the other's; where both did, the writer must choose.
func NewConflictPage(in ConflictInput) ConflictPage {
	p := ConflictPage{
		Action: in.Path, Kind: in.Kind, Version: in.Theirs.Version, Base: in.Base, Hidden: in.Hidden, CanSave: in.CanSave,
		Heading: "Có hai bản khác nhau", Back: Button{Text: "Bỏ bản vừa gõ, mở bản đang lưu", Kind: "quiet", URL: in.Path},
	}
	p.Lead = in.Message
	if in.CanSave {
		p.Lead = fmt.Sprintf(
			"Trong lúc bạn gõ, %s đã lưu bản khác lúc %s. Chưa có gì bị ghi đè. Ở mỗi mục dưới đây, chọn bản muốn giữ rồi bấm "+
				"“Lưu bản đã chọn”.",
			whoSaved(in.Last),
			Moment(in.Last.At),
		)
	}
	base := map[string]string{}
	for part := range strings.FieldsSeq(in.Base) {
		name, mark, _ := strings.Cut(part, "=")
		base[name] = mark
	}
	theirs := map[string]piece{}
	for _, t := range pieces(in.Kind, in.Theirs) {
		theirs[t.name] = t
	}
	var missing registry.Fields
	for _, m := range pieces(in.Kind, in.Mine) {
		t, ok := theirs[m.name]
		if ok && t.exact() == m.exact() {
			continue
		}
		row := newConflictRow(t, m, base[m.name], in)
		if in.Unanswered && in.CanSave && in.Chosen[m.name] == "" && !anySelected(row.Choices) {
			row.Error = "Chọn bản muốn giữ."
			missing.Add("chon."+m.name, "%s: chọn bản muốn giữ.", m.label)
		}
		p.Rows = append(p.Rows, row)
	}
	if len(missing) > 0 {
		p.Errors = NewErrorSummary(missing.Err("Chưa lưu được, còn mục chưa chọn."))
	}
	if len(p.Rows) == 0 {
		p.Heading, p.CanSave = "Không có gì khác nhau", false
		p.Lead = in.Message + " Những gì bạn gõ giống hệt bản đang lưu, không mất chữ nào."
		p.Back.Text = "Mở bản đang lưu"
	}
	return p
}

func whoSaved(r registry.Revision) string {
	if r.Name == "" {
		return "ở nơi khác ai đó"
	}
	return r.Name
}

func anySelected(options []Option) bool {
	for _, o := range options {
		if o.Selected {
			return true
		}
	}
	return false
}

func newConflictRow(t, m piece, base string, in ConflictInput) ConflictRow {
	row := ConflictRow{ID: FieldID("chon." + m.name), Name: "chon." + m.name, Label: m.label}
	row.Theirs, row.Mine = DiffText(pieceText(t, in), pieceText(m, in))
	choice := in.Chosen[m.name]
	if choice == "" {
		switch base {
		case "":
		case t.mark():
			choice = "minh"
		case m.mark():
			choice = "kia"
		}
	}
	if !in.CanSave {
		return row
	}
	row.Choices = []Option{{Value: "minh", Label: "Giữ bản tôi vừa gõ"}, {Value: "kia", Label: "Giữ bản đang lưu"}}
	if m.long && t.exact() != `""` && m.exact() != `""` {
		row.Choices = append(row.Choices, Option{Value: "ca-hai", Label: "Giữ cả hai, nối tiếp nhau"})
	}
	for i := range row.Choices {
		row.Choices[i].Selected = row.Choices[i].Value == choice
	}
	return row
}

// pieceText writes the value of a part for reading.
func pieceText(p piece, in ConflictInput) string {
	var lines []string
	switch v := p.value.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return map[bool]string{true: "có", false: "không"}[v]
	case registry.Date:
		return v.Local()
	case registry.FieldCode:
		return registry.FieldLabel(v)
	case []string:
		return tagLine(v, in.Season)
	case []registry.Outcome:
		for _, o := range v {
			lines = append(lines, outcomeText(o, in.Names.Catalogue.In(in.Season.Year)))
		}
	case []registry.Partner:
		for _, x := range v {
			lines = append(lines, join(": ", x.Name, x.Role))
		}
	case []registry.Resource:
		for _, x := range v {
			lines = append(lines, join(" · ", registry.ChoiceLabel(registry.ResourceKinds(), x.Kind), string(x.Amount), x.Note))
		}
	case []registry.Site:
		for _, x := range v {
			lines = append(lines, join(" · ", x.Place, said("từ ", x.Since.Local()), said("số tổ ", string(x.Teams)), x.Note))
		}
	case []registry.ReturnCheck:
		for _, x := range v {
			lines = append(lines, map[bool]string{true: "xong: ", false: "chưa: "}[x.Done]+x.Text)
		}
	case registry.PhotoText:
		lines = photoLines(v)
	case interface{ Label() string }:
		return v.Label()
	default:
		return fmt.Sprint(v)
	}
	return strings.Join(lines, "\n")
}

func outcomeText(o registry.Outcome, c *registry.Catalogue) string {
	name := c.Label(o)
	if ind, ok := c.Indicator(o.Indicator); ok && o.Label != "" {
		name = ind.Label + " (" + o.Label + ")"
	}
	return join(
		" · ",
		name,
		said("đầu kỳ ", string(o.Baseline)),
		said("đích ", string(o.Target)),
		said("thực hiện ", string(o.Actual)),
		said("đơn vị tính ", c.Unit(o)),
		said(
			"kỳ: ",
			registry.ChoiceLabel(registry.Periods(), o.Period),
		),
		said("nguồn: ", registry.ChoiceLabel(registry.Sources(), o.Source)),
		said("minh chứng: ", o.Evidence),
		map[bool]string{true: "đã cam kết"}[o.Committed],
	)
}

func photoLines(p registry.PhotoText) []string {
	lines := []string{
		said("Chú thích: ", p.Caption),
		said("Mô tả: ", p.Alt),
		said("Người chụp: ", p.Author),
		said("Ngày chụp: ", p.TakenOn.Local()),
		"Căn cứ: " + p.Basis.Label(),
	}
	if p.Children {
		lines = append(lines, map[bool]string{true: "Có trẻ em, đã được đồng ý", false: "Có trẻ em, chưa ghi đồng ý"}[p.Guardian])
	}
	return strings.Split(join("\n", lines...), "\n")
}

// said writes a text behind its name, nothing when there is none.
func said(name, text string) string {
	if text == "" {
		return ""
	}
	return name + text
}

// join joins the texts that are not empty.
func join(sep string, texts ...string) string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return strings.Join(out, sep)
}
