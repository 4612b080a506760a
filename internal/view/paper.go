package view

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"danvankheo/internal/registry"
)

// FormPage is one of the long forms of an entry: registration, result report, or
// the verifier's named revision. It is one page and one plain form; a script may
// show one step at a time.
type FormPage struct {
	Action  string
	Kind    string // name of the form in its hidden field
	Version int    // of the entry that the form was filled from
	Base    string // see FormBase
	Eyebrow string
	Title   string
	Crumbs  []Crumb
	Errors  *ErrorSummary
	Notices []Notice
	Top     []Field // above the steps: the checklist of a return, the reason of a revision
	Steps   []FormStep
	Nav     []Step
	Missing []ErrorItem // what still keeps it from being sent
	Ready   string      // said when nothing is missing
	Saved   string      // "Đã lưu lúc 10:34 ngày …"
	SaveAs  string      // words of the saving button
	SendAs  string      // words of the sending button, "" for none
	Links   []Link      // other views of the entry
	Copy    string      // names the copies that a browser keeps, "" for none
	Locked  string      // why nothing here can be saved any more, "" when it can
}

// FormStep is one part of a long form.
type FormStep struct {
	ID, Title, Lead string
	Blocks          []FormBlock
	Last            bool // shows what is missing
}

// FormBlock is one thing in a step: fields side by side, a set of fields, rows
// that repeat, photos, documents, or links. Only one of them is set.
type FormBlock struct {
	Line   []Field
	Grid   bool   // the choices of the one field are in columns
	When   string // shown by a script only while "name=code code" holds
	Legend string
	Help   string
	Lines  [][]Field
	Rows   *FormRows
	Photos *PhotoIntake
	Files  *FileIntake
	Links  *LinkList
}

// FormRows is a list of which the form can take more lines.
type FormRows struct {
	Name   string // of the list: "outcomes"
	Legend string
	Help   string
	Error  string
	Items  []FormRow
	Blank  FormRow // for scripts, with __N__ as its number
	Add    Button
}

// FormRow is one line of such a list.
type FormRow struct {
	Head  string
	Facts string // what is fixed in it
	Lines [][]Field
	Drop  *Button
}

// PhotoIntake is the photos of a form and the place where more are sent.
type PhotoIntake struct {
	Cards      []PhotoForm
	Upload     *Field
	Send       Button
	Shared     []Field // words for all photos that lack them
	Share      Button
	ShareLater bool // too few photos yet: a script shows it when there are more
	Note       string
	URL        string // where a script sends one picture
}

// PhotoForm is one photo with the fields about it.
type PhotoForm struct {
	ID      string // of the element
	Src     string
	Alt     string
	Heading string // "Ảnh 2"
	State   string
	Tone    string
	Missing string // "thiếu chú thích, người chụp"
	Fields  []Field
	Buttons []Button
}

// FileIntake is the documents of a form and the place where more are sent.
type FileIntake struct {
	Files  []FileRow
	Upload *Field
	Send   Button
}

// FileRow is one attached document.
type FileRow struct {
	Title, URL, Note string
	Drop             *Button
}

// LinkList is what an entry is joined with, and the field to add one: the earlier
// entries it continues or learns from, or the units that carry it jointly.
type LinkList struct {
	Legend string
	Help   string
	Find   *Link // where to look something up, in another tab
	Items  []LinkRow
	Number Field
	Add    Button
}

// LinkRow is one of them.
type LinkRow struct {
	Kind, Text, URL, State string
	Drop                   *Button
}

// FormExtra is what a form needs besides the entry.
type FormExtra struct {
	Actor  registry.Actor
	Season registry.Season
	Now    time.Time
	Err    error  // of the last try
	Base   string // of a form shown again; "" for a fresh one
	Reason string // typed for a named revision
	More   string // list that more rows were asked for
	Links  []registry.Entry
	Units  []string // offered as co-owners
	Locked string   // why the form cannot be saved, "" when it can
}

// FirstNewRow names the first field of the first empty line of a list, by the
// value of the button that asked for more lines; "" for a list no form has.
func FirstNewRow(list string, e *registry.Entry) string {
	switch list {
	case "outcomes":
		return fmt.Sprintf("outcomes.%d.indicator", len(e.Content.Outcomes))
	case "partners":
		return fmt.Sprintf("partners.%d.name", len(e.Content.Partners))
	case "resources":
		return fmt.Sprintf("resources.%d.kind", len(e.Content.Resources))
	case "report_resources":
		return fmt.Sprintf("resources.%d.kind", len(e.Report.Resources))
	case "sites":
		return fmt.Sprintf("sites.%d.place", len(e.Report.Sites))
	}
	return ""
}

// each visits every field of the form with the number of its step; -1 is above
// the steps.
func (p *FormPage) each(visit func(step int, f *Field)) {
	for i := range p.Top {
		visit(-1, &p.Top[i])
	}
	for n := range p.Steps {
		for b := range p.Steps[n].Blocks {
			p.Steps[n].Blocks[b].each(func(f *Field) { visit(n, f) })
		}
	}
}

func (b *FormBlock) each(visit func(*Field)) {
	lines := slices.Concat([][]Field{b.Line}, b.Lines)
	if b.Rows != nil {
		for _, r := range b.Rows.Items {
			lines = append(lines, r.Lines...)
		}
	}
	if b.Photos != nil {
		for _, c := range b.Photos.Cards {
			lines = append(lines, c.Fields)
		}
		if b.Photos.Upload != nil {
			visit(b.Photos.Upload)
		}
	}
	if b.Files != nil && b.Files.Upload != nil {
		visit(b.Files.Upload)
	}
	if b.Links != nil {
		visit(&b.Links.Number)
	}
	for _, l := range lines {
		for i := range l {
			visit(&l[i])
		}
	}
}

// stepOf finds the step that has a wrong field; the first for one that no
// step has.
func (p *FormPage) stepOf(name string) int {
	at := -1
	p.each(func(step int, f *Field) {
		if f.Name == name && step >= 0 {
			at = step
		}
	})
	if at >= 0 {
		return at
	}
	for n, s := range p.Steps {
		for _, b := range s.Blocks {
			list, _, _ := strings.Cut(name, ".")
			if b.Rows != nil && b.Rows.Name == list || b.Photos != nil && list == "photos" {
				return n
			}
		}
	}
	return 0
}

// finish puts the messages of the last try beside their fields, lists what is
// missing and marks the steps that are done.
func (p *FormPage) finish(tried error, missing registry.Fields) {
	if p.Locked != "" {
		p.Notices = append([]Notice{{Tone: "stop", Heading: "Không lưu được nữa", Text: p.Locked}}, p.Notices...)
		p.SendAs, p.Ready, missing = "", "", nil
	}
	errs := registry.FieldsOf(tried)
	if p.Errors = NewErrorSummary(tried); p.Errors != nil {
		p.Errors.Items = errorItems(errs)
	}
	p.each(func(_ int, f *Field) { f.Error = errs.For(f.Name) })
	wrong, left := make([]int, len(p.Steps)), make([]int, len(p.Steps))
	for _, f := range errs {
		wrong[p.stepOf(f.Field)]++
	}
	for _, f := range missing {
		left[p.stepOf(f.Field)]++
	}
	p.Missing = errorItems(missing)
	for n, s := range p.Steps {
		for b := range s.Blocks {
			if r := s.Blocks[b].Rows; r != nil {
				r.Error = errs.For(r.Name)
			}
		}
		p.Nav = append(p.Nav, Step{Text: s.Title, URL: "#" + s.ID, Done: left[n] == 0 && !s.Last && !s.empty(), Wrong: wrong[n]})
	}
}

// errorItems lists wrong fields with links to them; what one photo is missing
// takes one line.
func errorItems(fields registry.Fields) []ErrorItem {
	var out []ErrorItem
	at := map[string]int{}
	for _, f := range fields {
		photo, _, ok := strings.Cut(strings.TrimPrefix(f.Field, "photos."), ".")
		if i, seen := at[photo]; ok && seen && strings.HasPrefix(f.Field, "photos.") {
			_, what, _ := strings.Cut(f.Message, ": ")
			out[i].Text = strings.TrimSuffix(out[i].Text, ".") + "; " + what
			continue
		}
		if strings.HasPrefix(f.Field, "photos.") {
			at[photo] = len(out)
		}
		item := ErrorItem{Text: f.Message}
		if f.Field != "" {
			item.Href = "#" + FieldID(f.Field)
		}
		if !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	return out
}

// empty reports whether a step that asks for files only has none yet.
func (s *FormStep) empty() bool {
	for _, b := range s.Blocks {
		if b.Photos != nil {
			return len(b.Photos.Cards) == 0
		}
	}
	return false
}
