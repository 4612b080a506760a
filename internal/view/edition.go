package view

import (
	"fmt"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// EditionsPage compares what readers have of an entry with what the entry now is, and
// releases the next edition.
type EditionsPage struct {
	Crumbs     []Crumb
	Eyebrow    string
	Title      string
	Badge      Badge
	Tabs       []Tab
	Errors     *ErrorSummary
	Notices    []Notice
	Facts      []Fact // of the newest edition
	Was, Now   string // over the two sides
	Rows       []EditionRow
	None       string // when nothing differs
	Release    *ActionCard
	Editions   *Table
	FactsTitle string
}

// EditionRow is one place that differs, with the pictures when it is a photo.
type EditionRow struct {
	DiffRow
	OldPic, NewPic *EditionPicture
}

// EditionPicture is a photo beside its words.
type EditionPicture struct {
	Src, Href, Alt string
	Width, Height  int
}

// EditionPage is one edition as it was sealed.
type EditionPage struct {
	Crumbs  []Crumb
	Eyebrow string
	Title   string
	Tabs    []Tab
	Notices []Notice
	Facts   []Fact
	Story   []LongText
	Dossier
}

// EditionLine tells readers which edition of a story they have; "" for a preview.
func EditionLine(d *edition.Edition) string {
	if !d.Final() || d.PublishedAt.IsZero() {
		return ""
	}
	return fmt.Sprintf("Bản %d, công bố ngày %s.", d.No, Day(d.Since()))
}

// stampLine says when an edition was sealed, by whom and why.
func stampLine(s *edition.Stamp) string {
	return join(" · ", Moment(s.At), s.Name, registry.DeedLabel(s.Deed), s.Reason)
}

// waitingNotice says which edition readers have and what is not public yet: to who
// releases it, and to the unit.
func waitingNotice(e *registry.Entry, a registry.Actor, w *edition.Waiting, release bool) []Notice {
	if w == nil || !e.Released() {
		return nil
	}
	newest, n := &w.Newest, len(w.Changes)
	state := fmt.Sprintf("Đang công khai bản %d", newest.No)
	if e.Publication == registry.Scheduled {
		state = fmt.Sprintf("Bản %d đang hẹn giờ", newest.No)
	}
	url := address.EntryEditions.At(e.ID)
	if n == 0 {
		return []Notice{{
			Tone: "ok", Heading: state + "; hồ sơ không có gì khác", Text: stampLine(&newest.Stamp),
			Links: []Link{{"Các bản công bố", url}},
		}}
	}
	out := Notice{
		Tone: "wait", Heading: fmt.Sprintf("%s; hồ sơ đã đổi %d chỗ", state, n), Text: stampLine(&newest.Stamp),
		Links: []Link{{fmt.Sprintf("So sánh và ra bản %d", newest.No+1), url}},
	}
	if !release {
		out.Links[0].Text = "Xem chỗ khác nhau"
	}
	if a.Role == registry.UnitStaff {
		out.Heading = keptHeading(newest)
		out.Text = "Thay đổi của đơn vị hiện sau khi chuyên viên duyệt. Đang chờ duyệt: " + changedPlaces(w.Changes) + "."
	}
	return []Notice{out}
}

func keptHeading(d *edition.Edition) string {
	return fmt.Sprintf("Trang công khai đang giữ bản %d, duyệt ngày %s", d.No, Day(d.At))
}

// FormWaiting tells who writes in a form of a public entry when readers see it.
func FormWaiting(e *registry.Entry, w *edition.Waiting) []Notice {
	if w == nil || !e.Released() {
		return nil
	}
	n := Notice{Tone: "info", Heading: keptHeading(&w.Newest), Text: "Điều sửa ở đây hiện trên trang công khai sau khi được duyệt."}
	if len(w.Changes) > 0 {
		n.Text += " Đang chờ duyệt: " + changedPlaces(w.Changes) + "."
		n.Links = []Link{{"Xem chỗ khác nhau", address.EntryEditions.At(e.ID)}}
	}
	return []Notice{n}
}

// changedPlaces names what differs, each name once.
func changedPlaces(changes []registry.Change) string {
	var names []string
	seen := map[string]bool{}
	for _, c := range changes {
		if name := lowerFirst(c.Label); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// StoryWaiting is the line by which who works on an entry learns on its public page that
// the page is behind; nil when nothing waits.
func StoryWaiting(d *edition.Edition, n int) *Notice {
	if n <= 0 || !d.Final() {
		return nil
	}
	return &Notice{
		Tone: "wait", Heading: fmt.Sprintf("Hồ sơ đã đổi %d chỗ so với bản %d này", n, d.No),
		Text:  "Chỉ đơn vị và chuyên viên thấy dòng này. Thay đổi hiện ở đây sau khi được duyệt.",
		Links: []Link{{"Xem chỗ khác nhau", address.EntryEditions.At(d.ID)}},
	}
}

// NewEditionsPage compares, and offers to release to who may.
func NewEditionsPage(in DossierInput, all []edition.Edition) EditionsPage {
	e, w := in.Entry, in.Waiting
	p := EditionsPage{
		Crumbs: []Crumb{{"Việc của tôi", address.Desk}, {"Số " + e.Number, address.Entry.At(e.ID)}, {Text: "Bản công bố"}},
		Title:  e.RegisteredName(), Eyebrow: "Bản công bố · số " + e.Number, Badge: PublicationBadge(e.Publication),
		Tabs: EntryTabs(e, in.Actor, in, "ban-cong-bo"), Errors: NewErrorSummary(in.Err), Editions: editionTable(e.ID, all),
	}
	if w == nil {
		p.None = "Chưa có bản công bố nào: bản 1 có khi bài được đăng lần đầu."
		return p
	}
	newest := &w.Newest
	p.FactsTitle = fmt.Sprintf("Bản %d, người đọc đang có", newest.No)
	if !e.Publication.Public() {
		p.FactsTitle = fmt.Sprintf("Bản %d, mới nhất", newest.No)
	}
	p.Facts = stampFacts(&newest.Stamp)
	if e.Publication.Public() {
		p.Facts = append(p.Facts, Fact{Name: "Trang công khai", Text: "Xem bài", URL: address.Story.At(newest.Season, newest.Slug)})
	}
	p.Was, p.Now = fmt.Sprintf("Bản %d", newest.No), "Hồ sơ bây giờ"
	if p.Rows = editionRows(in); len(p.Rows) == 0 {
		p.None = fmt.Sprintf("Hồ sơ không khác bản %d.", newest.No)
		return p
	}
	p.release(in)
	return p
}

// release offers the next edition, or says why there can be none now.
func (p *EditionsPage) release(in DossierInput) {
	e, w := in.Entry, in.Waiting
	no := w.Newest.No + 1
	switch {
	case in.Actor.Role == registry.UnitStaff:
		p.Notices = append(p.Notices, Notice{
			Tone: "wait", Heading: "Chờ chuyên viên duyệt",
			Text: fmt.Sprintf("Bên trái là điều người đọc đang có, bên phải là hồ sơ của đơn vị. Duyệt xong thì thành bản %d.", no),
		})
		return
	case !in.Actor.Can(registry.Publish, e, in.Now):
		return
	case !e.Released():
		p.Notices = append(p.Notices, Notice{
			Heading: "Bài không công khai", Text: "Đăng bài thì hồ sơ bây giờ thành bản mới.",
			Links: []Link{{"Viết bài, đăng", address.EntryStory.At(e.ID)}},
		})
		return
	case e.Registration != registry.Accepted && e.Registration != registry.Unregistered:
		p.Notices = append(p.Notices, Notice{
			Tone: "stop", Heading: "Chưa ra bản mới được", Text: "Chỉ đăng được mô hình đã tiếp nhận; mô hình này đang ở trạng thái “" +
				e.Registration.Label() + "”.",
		})
		return
	}
	c := ActionCard{
		Heading: fmt.Sprintf("Ra bản %d", no), URL: address.EntryEditions.At(e.ID),
		Text:    "Chỉ thêm vào điều đã đăng, không đổi điều nào người đọc đang có: không cần ghi chú.",
		Buttons: []Button{Submit(fmt.Sprintf("Ra bản %d", no))},
	}
	errs := registry.FieldsOf(in.Err)
	note := InputArea("reason", "Ghi chú", in.Typed["reason"], 2).Hint("Giữ trong lịch sử; để trống cũng được.")
	if w.Corrects && e.Publication.Public() {
		c.Text = "Có điều người đọc đang có bị đổi hoặc bỏ: bản mới là một lần đính chính."
		note = InputArea("reason", "Ghi chú đính chính", in.Typed["reason"], 2).Hint("Người đọc thấy ghi chú này ở cuối bài.").Need()
	}
	c.Fields = append(c.Fields, InputHidden("seen", w.Seen))
	c.Fields = append(append(c.Fields, photoChoices(in, false)...), note.Wrong(errs))
	if found := registry.NamePersonalNumbers(w.Numbers); found != "" {
		c.Fields = append(c.Fields, InputTick(numbersName, numbersWords, false).Hint("Phần mới có "+found+".").Wrong(errs))
	} else {
		c.Fields = append(c.Fields, NumbersAsked(in.Err)...)
	}
	p.Release = &c
}

func stampFacts(s *edition.Stamp) []Fact {
	facts := []Fact{
		{Name: "Lúc", Text: Moment(s.At)}, {Name: "Người duyệt", Text: s.Name}, {Name: "Việc", Text: registry.DeedLabel(s.Deed)},
		{Name: "Lý do", Text: s.Reason}, {Name: "Mã kiểm", Text: shortHash(s.Hash)},
	}
	if !s.Erased.IsZero() {
		facts = append(facts, Fact{Name: "Đã xóa", Text: "dữ liệu cá nhân, " + Moment(s.Erased)})
	}
	out := facts[:0]
	for _, f := range facts {
		if f.Text != "" {
			out = append(out, f)
		}
	}
	return out
}

// shortHash is enough of a hash to compare two by eye.
func shortHash(h string) string { return h[:min(len(h), 12)] }

// editionTable lists the editions of an entry, the newest first; nil for none.
func editionTable(id registry.EntryID, all []edition.Edition) *Table {
	if len(all) == 0 {
		return nil
	}
	t := Table{
		Caption: "Các bản công bố", HideCaption: true, Stacked: true,
		Columns: []Column{{Label: "Bản"}, {Label: "Lúc"}, {Label: "Người duyệt"}, {Label: "Việc"}, {Label: "Lý do"}, {Label: "Mã kiểm"}},
	}
	for i := len(all) - 1; i >= 0; i-- {
		d := &all[i]
		hash := T(shortHash(d.Hash))
		if !d.Erased.IsZero() {
			hash.Sub = "đã xóa dữ liệu cá nhân " + Day(d.Erased)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			H(fmt.Sprintf("Bản %d", d.No), address.EntryEdition.At(id, d.No)), T(Moment(d.At)), T(d.Name), T(registry.DeedLabel(d.Deed)),
			T(d.Reason), hash,
		}})
	}
	t = t.Labelled()
	return &t
}

// NewEditionPage shows one edition as it was sealed, to who works on its entry.
func NewEditionPage(in DossierInput, d *edition.Edition) EditionPage {
	e := in.Entry
	no := fmt.Sprintf("Bản %d", d.No)
	p := EditionPage{
		Crumbs: []Crumb{
			{"Việc của tôi", address.Desk}, {"Số " + e.Number, address.Entry.At(e.ID)},
			{"Bản công bố", address.EntryEditions.At(e.ID)}, {Text: no},
		},
		Eyebrow: no + " · số " + e.Number, Title: d.RegisteredName(), Tabs: EntryTabs(e, in.Actor, in, "ban-cong-bo"), Facts: stampFacts(&d.Stamp),
	}
	if d.No != e.Edition {
		p.Notices = append(p.Notices, Notice{
			Heading: "Bản cũ", Text: "Giữ như lúc công bố. Ảnh đã gỡ và dữ liệu cá nhân đã xóa không còn ở đây.",
			Links: []Link{{fmt.Sprintf("Xem bản %d, mới nhất", e.Edition), address.EntryEdition.At(e.ID, e.Edition)}},
		})
	}
	p.Story = longTexts(storyFields, &d.Public().Story, func(*registry.FieldDef[registry.Story]) bool { return true })
	of := in
	of.Entry, of.Followers, of.Failed = d.Public(), nil, ""
	p.Dossier = NewDossier(of)
	for i := range p.Photos {
		p.Photos[i].Act, p.Photos[i].Card.State = nil, "" // they are of the photo today
	}
	return p
}

// editionRows are the places that differ as people read them: labels for codes, figures
// with their state, photos with their pictures.
func editionRows(in DossierInput) []EditionRow {
	w := in.Waiting
	was, now := editionWords(&w.Newest, in), editionWords(&w.Next, in)
	var rows []EditionRow
	for _, c := range w.Changes {
		old, after := c.Old, c.New
		key := c.Field + " " + c.Label
		if x, ok := was[key]; ok {
			old = x
		}
		if x, ok := now[key]; ok {
			after = x
		}
		r := EditionRow{DiffRow: DiffRow{Label: c.Label}}
		if number, ok := strings.CutPrefix(c.Field, "photos."); ok {
			id, _ := strconv.ParseInt(number, 10, 64) // 0 is no photo
			var at int
			r.OldPic, _ = editionPicture(&w.Newest, registry.PhotoID(id))
			r.NewPic, at = editionPicture(&w.Next, registry.PhotoID(id))
			switch {
			case r.NewPic == nil:
				r.Label = "Ảnh bỏ đi"
			case r.OldPic == nil:
				r.Label = fmt.Sprintf("Ảnh %d, mới thêm", at)
			default:
				r.Label = fmt.Sprintf("Ảnh %d", at)
			}
		}
		r.Old, r.New = DiffText(old, after)
		rows = append(rows, r)
	}
	return rows
}

func editionPicture(d *edition.Edition, id registry.PhotoID) (*EditionPicture, int) {
	for i := range d.Photos {
		if p := &d.Photos[i]; p.ID == id {
			pic := EditionPicture{Src: address.Photo.At(id, "400.jpg"), Href: address.Photo.At(id, "1200.jpg"), Alt: p.Alt}
			pic.Width, pic.Height = PhotoSize(p, "400")
			return &pic, i + 1
		}
	}
	return nil, 0
}

// editionWords are the parts of an edition in the words of the form, by name and label.
func editionWords(d *edition.Edition, in DossierInput) map[string]string {
	e := d.Public()
	names := ConflictInput{Names: in.Names, Season: in.Season}
	out := map[string]string{}
	for _, list := range [][]piece{piecesOf(contentFields, &e.Content), piecesOf(reportFields, &e.Report)} {
		for _, p := range list {
			out[p.name+" "+p.label] = pieceText(p, names)
		}
	}
	var figures []string
	catalogue := in.Names.Catalogue.In(e.Season)
	for _, r := range e.Reached() {
		line := outcomeText(r.Outcome, catalogue)
		if r.Founding.Label() != registry.ChoiceLabel(registry.Sources(), r.Source) { // the source says it already
			line += " · " + lowerFirst(r.Founding.Label())
		}
		figures = append(figures, line)
	}
	out["outcomes "+registry.FieldName("outcomes")] = strings.Join(figures, "\n")
	for i := range e.Photos {
		p := &e.Photos[i]
		out[fmt.Sprintf("photos.%d Ảnh", p.ID)] = strings.Join(photoLines(p.PhotoText), "\n")
	}
	out["year Năm"] = YearText(e.Season)
	out["unit_code Đơn vị"] = UnitLine(e, in.Names.Ledger)
	var owners, links []string
	for _, o := range e.CoOwners {
		owners = append(owners, in.Names.Ledger.FullName(o.Unit))
	}
	out["co_owners Cùng chủ trì"] = strings.Join(owners, "\n")
	for _, l := range e.Links {
		links = append(links, linkWords(l, in.Links))
	}
	out["links Liên kết"] = strings.Join(links, "\n")
	return out
}

func linkWords(l registry.Link, known []registry.Entry) string {
	name := "mô hình khác"
	for i := range known {
		if known[i].ID == l.To {
			name = fmt.Sprintf("%s, số %s", known[i].RegisteredName(), known[i].Number)
		}
	}
	return join(" ", l.Kind.Label(), name, map[bool]string{false: "(chưa xác nhận)"}[l.Confirmed])
}
