package view

import (
	"fmt"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// Dossier is a whole entry to read: what its unit wrote, its photos, documents
// and links.
type Dossier struct {
	Facts     []Fact
	Texts     []LongText
	Outcomes  *Table
	Resources *Table
	Partners  *Table
	Report    *DossierReport
	Photos    []DossierPhoto
	Files     []FileRow
	Links     []LinkRow
	Followers []LinkRow
}

// LongText is one text with its name.
type LongText struct{ Label, Text string }

// DossierReport is the result report of an entry.
type DossierReport struct {
	Facts     []Fact
	Texts     []LongText
	Resources *Table
	Sites     *Table
}

// DossierPhoto is a photo with what may be done to it.
type DossierPhoto struct {
	Card  PhotoCard
	Facts []string
	Act   *ActionCard // take down, or put back
}

// ActionCard is one thing that may be done to an entry: a small form of its own.
type ActionCard struct {
	Heading string
	Text    string
	URL     string
	Version int
	Fields  []Field
	Buttons []Button
	Open    bool
	Links   []Link
}

// DossierPage is an entry in the work area, with what its reader may do.
type DossierPage struct {
	Crumbs  []Crumb
	Eyebrow string
	Title   string
	Mark    Mark
	Badges  []Badge
	Notices []Notice
	Errors  *ErrorSummary
	Buttons []Button
	Tabs    []Tab
	Dossier
	Actions    []ActionCard
	ActTitle   string
	Topics     *TopicCard
	ConfirmURL string // where following is confirmed
	Recent     []TimelineItem
}

// DossierInput is what a dossier is made from.
type DossierInput struct {
	Entry     *registry.Entry
	Names     Reference
	Actor     registry.Actor
	Season    registry.Season
	Now       time.Time
	Links     []registry.Entry // that it continues or learns from
	Followers []registry.Entry // that continue or learn from it
	Into      *registry.Entry  // that it was merged into
	Press     *registry.Entry  // the press page that it took over, for who may give that back
	Taken     registry.ClaimID // by which it did
	Revisions []registry.Revision
	Err       error             // of the last action
	Typed     map[string]string // in it
	Reasons   []string          // chosen in it
	Failed    string            // the action's address
	Outliers  []oversight.Outlier
	Claims    []registry.Claim         // on what the press reported, as far as the reader may see them
	Waiting   *edition.Waiting         // what of it is not public yet, nil without an edition
	Looks     edition.Looks            // what the pages of a reviewer show
	Proposed  []registry.TopicProposal // topics that the rules propose, for who decides on them
	TopicsBy  string                   // who decided on the topics last, and when
	Locked    string                   // why the year's record cannot be changed any more
}

// NewDossier lists all that an entry holds; inside shows what is never public.
func NewDossier(in DossierInput) Dossier {
	e, c := in.Entry, &in.Entry.Content
	inside := in.Actor.Can(registry.ViewInside, e, in.Now)
	see := func(seen registry.Audience, person registry.Naming) bool { return e.Shows(seen, person, in.readers()) }
	d := Dossier{Facts: entryFacts(in, inside)}
	d.Texts = longTexts(contentFields, c, func(f *registry.FieldDef[registry.Content]) bool { return see(f.Seen, f.Person) })
	d.Outcomes = outcomeTable(c.Outcomes, in.Names.Catalogue.In(e.Season), e.Result != registry.NoReport, inside)
	d.Resources = resourceTable("Nguồn lực", c.Resources)
	if len(c.Partners) > 0 {
		t := Table{Caption: "Lực lượng phối hợp", Columns: []Column{{Label: "Lực lượng"}, {Label: "Phần việc"}}, Stacked: true}
		for _, p := range c.Partners {
			t.Rows = append(t.Rows, Row{Cells: []Cell{H(p.Name, ""), T(p.Role)}})
		}
		t = t.Labelled()
		d.Partners = &t
	}
	if inside && e.Result != registry.NoReport {
		d.Report = newDossierReport(&e.Report)
	}
	for i := range e.Photos {
		if p := &e.Photos[i]; inside || p.Shown() {
			d.Photos = append(d.Photos, newDossierPhoto(p, in))
		}
	}
	if inside {
		for _, a := range e.Attachments {
			d.Files = append(d.Files, NewFileRow(a))
		}
	}
	d.Links = linkList(e, FormExtra{Links: in.Links}).Items
	d.Followers = followerRows(in)
	return d
}

// readers are the audiences to which the reader of the dossier belongs.
func (in DossierInput) readers() registry.Audience {
	to := registry.Public
	if in.Actor.Can(registry.ViewInside, in.Entry, in.Now) {
		to |= registry.Inside
	}
	if in.Actor.Can(registry.ContactPress, in.Entry, in.Now) {
		to |= registry.ForPress
	}
	return to
}

func entryFacts(in DossierInput, inside bool) []Fact {
	e, c := in.Entry, &in.Entry.Content
	facts := []Fact{
		{Name: "Số", Text: e.Number}, {Name: "Năm", Text: YearText(e.Season)}, {Name: "Đơn vị", Text: UnitLine(e, in.Names.Ledger)},
	}
	facts = append(facts, contentFacts(c, in.Season, func(seen registry.Audience, person registry.Naming) bool {
		return e.Shows(seen, person, in.readers())
	})...)
	for _, line := range coOwnerLines(e, in.Names.Ledger) {
		if inside {
			facts = append(facts, Fact{Name: "Cùng chủ trì", Text: line})
		}
	}
	if s := e.Source; s.URL != "" {
		facts = append(facts, Fact{Name: "Nguồn", Text: join(", ", s.Title, s.Publisher), URL: s.URL})
	}
	for _, r := range e.Recognitions {
		facts = append(facts, Fact{Name: "Công nhận", Text: r.Line()})
	}
	for _, k := range e.Commendations {
		facts = append(facts, Fact{Name: "Khen thưởng", Text: k.Line()})
	}
	out := facts[:0]
	for _, f := range facts {
		if f.Text != "" {
			out = append(out, f)
		}
	}
	return out
}

func withUnit(a registry.Amount, unit string) string {
	if a.Empty() {
		return ""
	}
	return a.Shown() + " " + unit
}

func tagLine(tags []string, s registry.Season) string {
	var labels []string
	for _, code := range tags {
		if t, ok := s.Tag(code); ok {
			code = t.Label
		}
		labels = append(labels, code)
	}
	return strings.Join(labels, ", ")
}

// outcomeTable shows promises and results; reached adds what the report says, inside
// the papers that it rests on.
func outcomeTable(os []registry.Outcome, c *registry.Catalogue, reached, inside bool) *Table {
	if len(os) == 0 {
		return nil
	}
	t := Table{
		Caption: "Chỉ tiêu",
		Stacked: true,
		Columns: []Column{{Label: "Chỉ tiêu"}, {Label: "Đơn vị tính"}, {Label: "Đầu kỳ", Num: true}, {Label: "Đích", Num: true}},
	}
	if reached {
		t.Caption = "Chỉ tiêu và kết quả"
		t.Columns = append(t.Columns, Column{Label: "Thực hiện", Num: true}, Column{Label: "Số liệu"})
	}
	for _, o := range os {
		name := H(c.Label(o), "")
		if ind, ok := c.Indicator(o.Indicator); ok && o.Label != "" {
			name.Sub = ind.Label
		}
		row := Row{Cells: []Cell{name, T(c.Unit(o)), N(o.Baseline.Shown()), N(o.Target.Shown())}}
		if reached {
			done := N(o.Actual.Shown())
			if v, ok := o.Actual.Value(); ok {
				if target, ok := o.Target.Value(); ok && target > 0 {
					done.Sub = registry.PercentOf(registry.ExactOf(v).Times(100).Over(registry.ExactOf(target))) + " đích"
				}
			}
			how := join(", ", registry.ChoiceLabel(registry.Periods(), o.Period), registry.ChoiceLabel(registry.Sources(), o.Source))
			cell := T(how)
			if inside {
				cell.Sub = o.Evidence
			}
			row.Cells = append(row.Cells, done, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	t = t.Labelled()
	return &t
}

func resourceTable(caption string, rs []registry.Resource) *Table {
	if len(rs) == 0 {
		return nil
	}
	t := Table{Caption: caption, Stacked: true, Columns: []Column{{Label: "Loại"}, {Label: "Số lượng", Num: true}, {Label: "Ghi chú"}}}
	for _, r := range rs {
		t.Rows = append(
			t.Rows,
			Row{Cells: []Cell{H(registry.ChoiceLabel(registry.ResourceKinds(), r.Kind), ""), N(r.Amount.Shown()), T(r.Note)}},
		)
	}
	t = t.Labelled()
	return &t
}

func newDossierReport(r *registry.Report) *DossierReport {
	d := &DossierReport{Resources: resourceTable("Nguồn lực đã huy động", r.Resources)}
	if !r.Surveyed.Empty() || !r.Satisfied.Empty() {
		d.Facts = append(
			d.Facts,
			Fact{
				Name: "Ý kiến người dân",
				Text: join(", ", withUnit(r.Surveyed, "phiếu hỏi"), said("hài lòng ", withUnit(r.Satisfied, "%"))),
			},
		)
	}
	d.Texts = longTexts(reportFields, r, func(*registry.FieldDef[registry.Report]) bool { return true })
	if len(r.Sites) > 0 {
		t := Table{
			Caption: "Điểm áp dụng",
			Stacked: true,
			Columns: []Column{{Label: "Nơi áp dụng"}, {Label: "Từ ngày"}, {Label: "Số tổ", Num: true}, {Label: "Ghi chú"}},
		}
		for _, s := range r.Sites {
			t.Rows = append(t.Rows, Row{Cells: []Cell{H(s.Place, ""), T(s.Since.Local()), N(s.Teams.Shown()), T(s.Note)}})
		}
		t = t.Labelled()
		d.Sites = &t
	}
	return d
}

func newDossierPhoto(p *registry.Photo, in DossierInput) DossierPhoto {
	d := DossierPhoto{Card: PhotoCard{
		ID: fmt.Sprintf(
			"anh-%d",
			p.ID,
		), Src: address.Photo.At(p.ID, "400.jpg"), Href: address.Photo.At(p.ID, "1200.jpg"), Alt: p.Alt, Caption: p.Caption,
		State: "Nhận lúc " + Moment(p.AddedAt),
	}}
	if p.Author != "" {
		d.Card.Credit = p.Credit()
	}
	for _, m := range p.Missing() {
		d.Card.Missing = append(d.Card.Missing, m.Message)
	}
	if p.TakenOn != "" {
		d.Facts = append(d.Facts, "Chụp ngày "+p.TakenOn.Local())
	}
	if p.Basis != registry.NoBasis {
		d.Facts = append(d.Facts, "Căn cứ: "+p.Basis.Label())
	}
	if p.Children {
		d.Facts = append(
			d.Facts,
			map[bool]string{true: "Có trẻ em, người giám hộ đã đồng ý", false: "Có trẻ em, chưa ghi sự đồng ý"}[p.Guardian],
		)
	}
	mayTakeDown := in.Actor.Can(registry.Publish, in.Entry, in.Now)
	if p.TakenDown {
		d.Card.State, d.Card.Tone = "Đã gỡ: "+p.TakeDownReason, "stop"
		if !mayTakeDown {
			d.Card.Src, d.Card.Href = "", ""
		}
	}
	if mayTakeDown {
		url := address.PhotoTakeDown.At(p.ID)
		if p.TakenDown {
			fields := []Field{InputHidden("lai", "1")}
			if in.Failed == url {
				fields = append(fields, NumbersAsked(in.Err)...)
			}
			d.Act = &ActionCard{
				Heading: "Cho dùng lại ảnh",
				URL:     url,
				Fields:  fields,
				Buttons: []Button{{Text: "Cho dùng lại", Kind: "quiet"}},
			}
		} else {
			reason := InputText("reason", "Lý do gỡ", "")
			reason.ID = fmt.Sprintf("go-%d", p.ID)
			d.Act = &ActionCard{Heading: "Gỡ ảnh này", URL: url, Fields: []Field{reason},
				Buttons: []Button{{Text: "Gỡ ảnh", Kind: "danger"}}}
		}
	}
	return d
}

// followerRows are the entries that say they took something from this one; its
// unit confirms what is so.
func followerRows(in DossierInput) []LinkRow {
	var out []LinkRow
	for i := range in.Followers {
		f := &in.Followers[i]
		for _, l := range f.Links {
			if l.To != in.Entry.ID {
				continue
			}
			row := LinkRow{
				Kind: l.Kind.Label(),
				Text: fmt.Sprintf("%s, %s (%s)", f.RegisteredName(), UnitLine(f, in.Names.Ledger), YearText(f.Season)),
			}
			if in.Actor.Can(registry.View, f, in.Now) {
				row.URL = address.Entry.At(f.ID)
			}
			row.State = "đã xác nhận"
			if !l.Confirmed {
				row.State = "chưa xác nhận"
				if in.Actor.Can(registry.ConfirmLink, in.Entry, in.Now) {
					row.Drop = &Button{Text: "Xác nhận đúng là học từ mô hình này", Name: "follower", Value: fmt.Sprint(f.ID)}
				}
			}
			out = append(out, row)
		}
	}
	return out
}
