package view

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// EditorPage is the story editor: the public texts of an entry and when they
// are public.
type EditorPage struct {
	Crumbs   []Crumb
	Action   string
	Eyebrow  string
	Title    string
	Tabs     []Tab
	Version  int
	Seen     string // names what publishing would let out, see [edition.Looks]
	Badge    Badge
	Errors   *ErrorSummary
	Notices  []Notice
	Texts    []Field
	Quote    []Field
	Figures  [][]Field
	Offers   []FigureOffer
	Lead     []LeadPhoto
	LeadNone bool
	LeadErr  string

	PhotosAsked string // name of the hidden field that says that the form asks which photos are let out

	Save    Button
	Preview Button
	Publish *PublishCard
	Correct *Field
	Numbers *Field // of a correction, as in PublishCard
	CorrBtn Button
	Remove  *ActionCard
	Source  []LongText // what the unit wrote, to write from
	Theirs  []DiffRow  // what somebody else saved meanwhile
}

// FigureOffer is one number of the dossier, offered as a key figure.
type FigureOffer struct{ Text, Value, Unit, Label string }

// PublishCard makes a story public: now, or at a time.
type PublishCard struct {
	At      string // of the field datetime-local
	AtText  string // how it is read
	Error   string
	Press   Field
	Numbers *Field // that numbers of persons are to stay, when there are any
	Now     Button
	Later   *Button // nil where the story cannot be given an hour
	Hindred string  // why it cannot be published
}

// EditorInput is what the editor is made from.
type EditorInput struct {
	DossierInput
	Story   registry.Story
	Theirs  *registry.Story // what somebody else saved meanwhile
	Note    string
	At      string
	ToPress bool
	Out     []registry.PhotoID // photos to let out as typed; nil: not yet

	BackToPress bool // taking down gives the page back to the press's version
}

// timeField is how datetime-local writes a moment.
const timeField = "2006-01-02T15:04"

// NewEditorPage fills the editor with a story as it was typed.
func NewEditorPage(in EditorInput) EditorPage {
	e, s := in.Entry, in.Story
	errs := registry.FieldsOf(in.Err)
	p := EditorPage{
		Crumbs: []Crumb{{"Việc của tôi", address.Desk}, {"Số " + e.Number, address.Entry.At(e.ID)}, {Text: "Bài đăng"}},
		Action: address.EntryStory.At(e.ID), Eyebrow: "Bài đăng · số " + e.Number, Title: e.RegisteredName(), Version: e.Version,
		Seen: in.Looks.Publish,
		Tabs: EntryTabs(
			e,
			in.Actor,
			in.DossierInput,
			"bai",
		), Badge: PublicationBadge(e.Publication), Errors: NewErrorSummary(in.Err),
		Notices: append(entryNotices(in.DossierInput), topicNotice(in.DossierInput)...),
		Texts:   slices.Concat(inputLines(storyFields, registry.SectionTexts, &s)...),
		Quote:   slices.Concat(inputLines(storyFields, registry.SectionQuote, &s)...),
		Save:    Button{Text: "Lưu bài", Name: "luu", Value: "1"}, Preview: Button{Text: "Lưu và xem trước", Name: "xem", Value: "1"},
	}
	if p.Title == "" {
		p.Title = "Mô hình chưa đặt tên"
	}
	p.Texts[0].Placeholder = e.Content.Title
	p.addFigures(in)
	p.addPhotos(in)
	p.addPublishing(in, errs)
	p.Source = append(
		longTexts(contentFields, &e.Content, func(d *registry.FieldDef[registry.Content]) bool { return d.Seen&registry.OnPage != 0 }),
		longTexts(reportFields, &e.Report, func(d *registry.FieldDef[registry.Report]) bool { return d.Seen&registry.OnPage != 0 })...,
	)
	p.Theirs = storyDiff(in.Theirs, s)
	p.LeadErr = errs.For("lead_photo")
	for i := range p.Texts {
		p.Texts[i].Error = errs.For(p.Texts[i].Name)
	}
	for i := range p.Quote {
		p.Quote[i].Error = errs.For(p.Quote[i].Name)
	}
	for i := range p.Figures {
		for k := range p.Figures[i] {
			p.Figures[i][k].Error = errs.For(p.Figures[i][k].Name)
		}
	}
	return p
}

// lowerFirst writes a label as it is written inside a line: "đường mở rộng".
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// storyDiff compares what is kept with what was typed.
func storyDiff(theirs *registry.Story, mine registry.Story) []DiffRow {
	if theirs == nil {
		return nil
	}
	mine.Clean()
	var rows []DiffRow
	differ := func(label, old, now string) {
		if old != now {
			r := DiffRow{Label: label}
			r.Old, r.New = DiffText(old, now)
			rows = append(rows, r)
		}
	}
	for i := range storyFields {
		if d := &storyFields[i]; d.At != nil {
			differ(d.Label, *d.At(theirs), *d.At(&mine))
		}
	}
	figure := func(f registry.KeyFigure) string { return join(" ", f.Value, f.Unit, f.Label) }
	for i := range mine.Figures {
		differ(fmt.Sprintf("Con số %d", i+1), figure(theirs.Figures[i]), figure(mine.Figures[i]))
	}
	return rows
}

func (p *EditorPage) addFigures(in EditorInput) {
	var values, units, labels []string
	names := in.Names.Catalogue.In(in.Entry.Season)
	for _, r := range in.Entry.Reached() {
		v, label := r.Actual, lowerFirst(names.Label(r.Outcome))
		if v.Empty() { // not reached yet: what is offered says so
			v, label = r.Target, label+" ("+registry.TargetMark+")"
		}
		if v.Empty() {
			continue
		}
		o := FigureOffer{Value: string(v), Unit: names.Unit(r.Outcome), Label: label}
		o.Text = join(" ", o.Value, o.Unit) + ": " + o.Label
		values, units, labels = append(values, o.Value), append(units, o.Unit), append(labels, o.Label)
		p.Offers = append(p.Offers, o)
	}
	for i, f := range in.Story.Figures {
		name := fmt.Sprintf("figures.%d.", i)
		line := []Field{input(figureFields, "value", name, &f), input(figureFields, "unit", name, &f),
			input(figureFields, "label", name, &f)}
		line[0].Suggestions, line[1].Suggestions, line[2].Suggestions = values, units, labels
		line[0].InputMode = "decimal"
		p.Figures = append(p.Figures, line)
	}
}

func (p *EditorPage) addPublishing(in EditorInput, errs registry.Fields) {
	e := in.Entry
	if !in.Actor.Can(registry.Publish, e, in.Now) {
		return
	}
	numbers := numbersField(e, in.Story, errs)
	if e.Publication.Public() {
		note := InputArea("note", "Ghi chú đính chính", in.Note, 2).Hint("Người đọc thấy ghi chú này ở cuối bài.").Need()
		note.Error = errs.For("reason")
		if note.Error != "" {
			note.ID = "reason"
		}
		p.Correct, p.CorrBtn = &note, Button{Text: "Đăng bản đính chính", Kind: "main", Name: "dinh-chinh", Value: "1"}
		p.Numbers = numbers
		p.Save = Button{}
		p.Preview = Button{}
	} else {
		c := &PublishCard{
			Numbers: numbers,
			At:      in.At, Error: errs.For("publish_at"),
			Press: InputTick("embargo_press", "Nhà báo đã đăng nhập xem trước được", in.ToPress),
			Now:   Button{Text: "Đăng ngay", Kind: "main", Name: "dang", Value: "1"},
		}
		if e.Publication.CanBecome(registry.Scheduled) {
			c.Later = &Button{Text: "Hẹn giờ đăng", Name: "hen", Value: "1"}
		}
		switch {
		case e.SecretField:
			c.Hindred = "Mô hình được đánh dấu “không đăng”."
		case e.Registration != registry.Accepted && e.Registration != registry.Unregistered:
			c.Hindred = "Chỉ đăng được mô hình đã tiếp nhận; mô hình này đang ở trạng thái “" + e.Registration.Label() + "”."
		}
		p.Publish = c
	}
	if e.Publication.CanBecome(registry.Removed) {
		word, text := "Gỡ bài", "Bài, ảnh, gói và nguồn tin ngừng ngay; địa chỉ chỉ còn dòng báo đã gỡ. Lý do giữ trong hồ sơ."
		if e.Publication == registry.Scheduled {
			word, text = "Bỏ hẹn giờ", "Bài không đăng nữa."
		}
		p.Remove = &ActionCard{
			Heading: word,
			Text:    text,
			Version: e.Version,
			Fields:  []Field{InputText("reason", "Lý do", "")},
			Buttons: []Button{{Text: word, Kind: "danger", Name: "go", Value: "1"}},
		}
		if in.Press != nil {
			p.Remove.Fields = append(p.Remove.Fields, InputTick("bao_chi", "Đưa bài theo báo chí số "+in.Press.Number+" về lại", in.BackToPress).
				Hint("Trang này trước là bài theo báo chí. Không đánh dấu thì không còn bài nào ở địa chỉ này; sau vẫn khôi phục được."))
			p.Remove.Links = []Link{{"Hoàn tác việc cho nhận mà không gỡ bài của đơn vị", address.Claim.At(in.Taken)}}
		}
	}
}

// numbersField asks whether the numbers of persons in a story are meant to be
// public. It is never ticked beforehand: each publishing asks again.
func numbersField(e *registry.Entry, s registry.Story, errs registry.Fields) *Field {
	shown := *e
	shown.Story = s
	found := registry.NamePersonalNumbers(shown.PublicNumbers())
	if found == "" {
		return nil
	}
	f := InputTick(numbersName, numbersWords, false).Hint("Bài, chú thích ảnh hoặc phần của đơn vị có " + found + ".").Wrong(errs)
	return &f
}

const (
	numbersName  = "numbers_ok"
	numbersWords = "Tôi đã xem và vẫn đăng các số này"
)

// NumbersAsked is the same box where a change of what is public already was held
// back for a number: it is there only then.
func NumbersAsked(cause error) []Field {
	errs := registry.FieldsOf(cause)
	if errs.For(numbersName) == "" {
		return nil
	}
	return []Field{InputTick(numbersName, numbersWords, false).Hint("Điều vừa ghi ở đây hiện cho mọi người đọc.").Wrong(errs)}
}

// ReadMoment reads what a datetime-local field sent, in the province's time; also
// "15:04 31/12/2026" as people type where there is no such field.
func ReadMoment(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range []string{timeField, "2006-01-02T15:04:05", "15:04 02/01/2006", "15:04 2/1/2006", "02/01/2006 15:04",
		"2/1/2006 15:04"} {
		if t, err := time.ParseInLocation(layout, s, registry.Zone); err == nil && t.Year() >= 2000 && t.Year() <= 2200 {
			return t, true
		}
	}
	return time.Time{}, false
}

// FieldMoment writes a moment for a datetime-local field.
func FieldMoment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(registry.Zone).Format(timeField)
}
