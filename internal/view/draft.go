package view

import (
	"fmt"
	"slices"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// The tables that the forms and the dossier read.
var (
	contentFields  = registry.ContentFields()
	reportFields   = registry.ReportFields()
	storyFields    = registry.StoryFields()
	partnerFields  = registry.PartnerFields()
	resourceFields = registry.ResourceFields()
	outcomeFields  = registry.OutcomeFields()
	siteFields     = registry.SiteFields()
	figureFields   = registry.FigureFields()
	photoFields    = registry.PhotoFields()
)

// NewDraftForm is the registration form of domain notes B.3, in six steps.
func NewDraftForm(e *registry.Entry, names Reference, x FormExtra) FormPage {
	p := newForm(e, names, x, "dang-ky", "")
	p.SaveAs, p.SendAs = "Lưu nháp", "Gửi đăng ký"
	p.Ready = "Đã đủ các phần bắt buộc. Đọc lại một lượt rồi bấm “Gửi đăng ký”."
	p.Eyebrow = fmt.Sprintf("Đăng ký năm %s · hạn %s · bản nháp số %s", YearText(e.Season), x.Season.RegisterTo.Local(), e.Number)
	p.Copy = fmt.Sprintf("dvk-%d-dang-ky", e.ID)
	p.Notices = returnNotice(e.Registration == registry.Returned, e)
	if e.SentAt.IsZero() && registry.DateOf(x.Now.In(registry.Zone)) > x.Season.RegisterTo {
		p.Eyebrow = fmt.Sprintf(
			"Đăng ký bổ sung năm %s, sau hạn %s · bản nháp số %s",
			YearText(e.Season),
			x.Season.RegisterTo.Local(),
			e.Number,
		)
	}
	p.Top = append(NumbersAsked(x.Err), returnChecks(e.Registration == registry.Returned, e)...)
	p.Top = append(p.Top, figuresAsked(e, names, x, false)...)
	p.Links = []Link{
		{"Xem như hồ sơ, rút đăng ký", address.Entry.At(e.ID) + "?xem=1"},
		{"Lịch sử các lần lưu", address.EntryHistory.At(e.ID)},
	}
	p.Steps = slices.Concat(draftSteps(e, names, x), []FormStep{
		{
			ID:    "buoc-anh",
			Title: "Ảnh, tài liệu",
			Lead:  fmt.Sprintf("Lúc đăng ký chưa bắt buộc có ảnh; báo cáo kết quả cần ít nhất %d ảnh.", x.Season.MinPhotos),
			Blocks: []FormBlock{
				photoBlock(e, x, true), fileBlock(e, true),
				{Line: []Field{input(contentFields, "body", "", &e.Content)}},
			},
		},
		{ID: "buoc-gui", Title: "Xem lại và gửi", Last: true, Blocks: []FormBlock{
			{Line: []Field{input(contentFields, "pledge", "", &e.Content)}},
		}},
	})
	p.finish(x.Err, registry.FieldsOf(e.CheckRegistration(x.Season, names.Catalogue)))
	return p
}

// NewReviseForm is the same form in the verifier's hands: what changes is kept as
// a revision with a name and a reason.
func NewReviseForm(e *registry.Entry, names Reference, x FormExtra) FormPage {
	p := newForm(e, names, x, "bien-tap", "bien-tap")
	p.SaveAs = "Lưu bản biên tập"
	p.Eyebrow = "Biên tập số " + e.Number + " · bản của đơn vị vẫn được giữ, hai bản xem được cạnh nhau"
	p.Crumbs = append(p.Crumbs[:1:1], Crumb{"Số " + e.Number, address.Entry.At(e.ID)}, Crumb{Text: "Biên tập"})
	p.Top = []Field{InputArea("reason", "Lý do biên tập", x.Reason, 2).Hint("Đơn vị sẽ thấy lý do này cùng tên bạn.").Need()}
	if e.Publication.Public() {
		p.Top[0].Help = "Bài đang công khai: đổi điều người đọc thấy thì lý do này hiện thành dòng đính chính và báo cho ai đã tải gói. " +
			"Đơn vị cũng thấy, cùng tên bạn."
	}
	p.Top = append(p.Top, NumbersAsked(x.Err)...)
	body := input(contentFields, "body", "", &e.Content).Hint("")
	body.Label = registry.FieldName("body")
	p.Steps = slices.Concat(draftSteps(e, names, x), []FormStep{
		{ID: "buoc-anh", Title: "Ảnh, bài viết", Blocks: []FormBlock{photoBlock(e, x, false), {Line: []Field{body}}}},
	})
	p.finish(x.Err, nil)
	for i := range p.Nav {
		p.Nav[i].Done = false
	}
	return p
}

func newForm(e *registry.Entry, _ Reference, x FormExtra, kind, part string) FormPage {
	p := FormPage{
		Action: address.Entry.Below(e.ID, part), Kind: kind, Version: e.Version, Base: x.Base, Title: e.Content.Title,
		Crumbs: []Crumb{{"Việc của tôi", address.Desk}, {Text: "Số " + e.Number}}, Locked: x.Locked,
	}
	if p.Base == "" {
		p.Base = FormBase(kind, e)
	}
	if p.Title == "" {
		p.Title = "Mô hình chưa đặt tên"
	}
	if !e.UpdatedAt.IsZero() {
		p.Saved = "Đã lưu lúc " + Moment(e.UpdatedAt)
	}
	return p
}

// returnNotice says why a paper came back.
func returnNotice(returned bool, e *registry.Entry) []Notice {
	if !returned {
		return nil
	}
	return []Notice{{Tone: "stop", Heading: "Chuyên viên thẩm định trả lại để bổ sung", Text: e.ReturnReason}}
}

// returnChecks is the list that the unit ticks off.
func returnChecks(returned bool, e *registry.Entry) []Field {
	if !returned || len(e.ReturnChecks) == 0 {
		return nil
	}
	var options []Option
	var done []string
	for _, c := range e.ReturnChecks {
		options = append(options, Option{Value: c.Code, Label: c.Text})
		if c.Done {
			done = append(done, c.Code)
		}
	}
	return []Field{InputChecks("checks", "Đánh dấu việc đã sửa xong", done, options).Need()}
}

// draftSteps are the steps of text that unit and verifier share.
func draftSteps(e *registry.Entry, names Reference, x FormExtra) []FormStep {
	c := &e.Content
	return []FormStep{
		generalStep(e, x),
		{ID: "buoc-thuc-trang", Title: "Thực trạng, mục tiêu", Blocks: append(
			inputBlocks(contentFields, registry.SectionWhy, c),
			FormBlock{
				Legend: "Văn bản chủ trương", Help: "Nghị quyết, kế hoạch cho phép làm mô hình, nếu có.",
				Lines: inputLines(contentFields, registry.SectionBasis, c),
			},
		)},
		methodStep(e, names, x),
		{ID: "buoc-chi-tieu", Title: "Chỉ tiêu, nguồn lực", Blocks: append(
			[]FormBlock{{Rows: outcomeRows(e, names, x)}, {Rows: resourceRows("resources", c.Resources, x.More)}},
			inputBlocks(contentFields, registry.SectionOutputs, c)...,
		)},
	}
}

func generalStep(e *registry.Entry, x FormExtra) FormStep {
	c := &e.Content
	title := input(contentFields, "title", "", c)
	title.Max = x.Season.TitleMax
	fields := []Option{{Label: "Chọn lĩnh vực…"}}
	for _, f := range x.Season.Fields {
		fields = append(fields, Option{Value: string(f.Code), Label: f.Label})
	}
	var tags []Option
	for _, t := range x.Season.Tags {
		if t.Retired && !slices.Contains(c.Tags, t.Code) {
			continue
		}
		tags = append(tags, Option{Value: t.Code, Label: t.Label})
	}
	types := TermOptions(registry.Types())
	for i, help := range []string{"Một cách tổ chức công việc, nhiều người cùng làm.", "Một tập thể làm tốt, nêu để nơi khác học.",
		"Một người làm tốt, được người ấy đồng ý giới thiệu."} {
		types[i].Help = help
	}
	s := FormStep{ID: "buoc-chung", Title: "Thông tin chung", Blocks: []FormBlock{
		{Line: []Field{title}},
		{Line: []Field{InputRadios("type", "Loại", c.Type.String(), types).Need()}},
		{
			Legend: "Người được giới thiệu",
			Help:   "Chỉ điền khi đăng ký điển hình cá nhân.",
			When:   "type=dien-hinh-ca-nhan",
			Lines:  inputLines(contentFields, registry.SectionPerson, c),
		},
		{Line: []Field{InputSelect("field", "Lĩnh vực", string(c.Field), fields).Need()}},
		{
			Grid: true,
			Line: []Field{InputChecks("tags", "Chủ đề", c.Tags, tags).Hint(registry.DefOf(contentFields, "tags").Help)},
		},
		{Line: []Field{input(contentFields, "summary", "", c)}},
		{Line: []Field{InputRadios("novelty", "Hình thức", c.Novelty.String(), TermOptions(registry.Novelties())).Need()}},
	}}
	const old = "novelty=tiep-tuc nang-chat nhan-rong"
	s.Blocks = append(s.Blocks, FormBlock{When: old, Line: []Field{input(contentFields, "what_is_new", "", c)}})
	if x.Actor.Can(registry.Edit, e, x.Now) {
		s.Blocks = append(s.Blocks, FormBlock{When: old, Links: linkList(e, x)})
	}
	s.Blocks = append(s.Blocks, FormBlock{Legend: "Địa bàn", Lines: inputLines(contentFields, registry.SectionPlace, c)})
	return s
}

func methodStep(e *registry.Entry, names Reference, x FormExtra) FormStep {
	c := &e.Content
	rows := &FormRows{
		Name:   "partners",
		Legend: "Lực lượng phối hợp, tham gia",
		Help:   "Mỗi dòng một lực lượng và phần việc của họ.",
		Add:    Button{Text: "Thêm lực lượng", Name: "them", Value: "partners"},
	}
	row := func(n string, p registry.Partner, head string) FormRow {
		name := "partners." + n + "."
		return FormRow{Head: head, Lines: [][]Field{{input(partnerFields, "name", name, &p), input(partnerFields, "role", name, &p)}}}
	}
	fillRows(rows, c.Partners, "Lực lượng", row)
	step := FormStep{ID: "buoc-cach-lam", Title: "Cách làm, lực lượng", Blocks: slices.Concat(
		inputBlocks(contentFields, registry.SectionForces, c),
		[]FormBlock{{Rows: rows}},
		inputBlocks(contentFields, registry.SectionTime, c),
		[]FormBlock{{
			Legend: "Người liên hệ", Help: "Để chuyên viên hỏi lại khi cần.", Lines: inputLines(contentFields, registry.SectionContact, c),
		}},
	)}
	if x.Actor.Can(registry.NameCoOwner, e, x.Now) {
		after := 1 + slices.IndexFunc(step.Blocks, func(b FormBlock) bool { return b.Rows == rows })
		step.Blocks = slices.Insert(step.Blocks, after, FormBlock{Links: coOwnerList(e, names.Ledger, x.Units)})
	}
	return step
}

// linkList is the earlier entries of a form, with the field to add one.
func linkList(e *registry.Entry, x FormExtra) *LinkList {
	l := &LinkList{
		Legend: "Liên quan đến mô hình trước", Find: &Link{"Tìm theo tên", address.Stories},
		Number: InputText("link_number", "Số của mô hình gốc", "").Hint("Ghi số, ví dụ 25-0184; hoặc tìm theo tên rồi chép số."),
		Add:    Button{Text: "Liên kết", FormAction: address.EntryLink.At(e.ID), Name: "them", Value: "link"},
	}
	l.Number.Width = "short"
	for _, link := range e.Links {
		i := slices.IndexFunc(x.Links, func(o registry.Entry) bool { return o.ID == link.To })
		if i < 0 {
			continue
		}
		o := &x.Links[i]
		row := LinkRow{
			Kind: link.Kind.Label(),
			Text: fmt.Sprintf("%s (%s, %s)", o.RegisteredName(), o.Number, YearText(o.Season)),
			URL:  address.Entry.At(o.ID),
		}
		if link.Kind == registry.LearnsFrom {
			row.State = "chờ đơn vị gốc xác nhận"
			if link.Confirmed {
				row.State = "đơn vị gốc đã xác nhận"
			}
		}
		row.Drop = &Button{Text: "Bỏ liên kết", FormAction: address.EntryUnlink.At(e.ID), Name: "bo_lien_ket", Value: fmt.Sprint(o.ID)}
		l.Items = append(l.Items, row)
	}
	return l
}
