package view

import (
	"strconv"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// RequestItem is one request with its answer.
type RequestItem struct {
	ID, Kind, Headline, URL, Who, When, Text, ReplyTo string
	Shots                                             []string // photos that are asked for
	Due                                               string
	Add                                               *Link // where photos are put, for those who may
	AddNote                                           string
	Answer, Answered                                  string
	Badge                                             Badge
	Form                                              *Field // to answer, for those who may
}

// RequestInput is a request of the press as it is kept.
type RequestInput struct {
	ID              int64
	Kind            string // its label
	Photos          bool   // it asks for photos
	Shots           []string
	Who, Text       string
	ReplyTo, Answer string
	Due             registry.Date
	Asked, Answered time.Time       // not yet answered: zero
	Entry           *registry.Entry // nil when it is gone
	Actor           registry.Actor  // who reads
	Now             time.Time
	Today           registry.Date
}

// NewRequestItem shows a request. Of an entry that its reader may not see, only the
// words of who asked.
func NewRequestItem(in RequestInput) RequestItem {
	item := RequestItem{
		ID: strconv.FormatInt(in.ID, 10), Kind: in.Kind, Headline: "Bài không còn công khai", URL: address.Stories,
		Who: in.Who, When: Moment(in.Asked), Text: in.Text, ReplyTo: in.ReplyTo, Shots: in.Shots,
		Answer: in.Answer, Answered: Moment(in.Answered), Badge: requestBadge(in),
	}
	if in.Due != "" {
		item.Due = in.Due.Local()
	}
	e := in.Entry
	if e == nil || !in.Actor.Can(registry.View, e, in.Now) {
		return item
	}
	item.Headline, item.URL = e.Headline(), address.Story.At(e.Season, e.Slug)
	if in.Actor.Can(registry.ViewInside, e, in.Now) {
		item.Headline, item.URL = e.RegisteredName(), address.Entry.At(e.ID)
		if in.Photos {
			item.Add, item.AddNote = photoPlace(in.Actor, e, in.Now)
		}
	}
	return item
}

func requestBadge(in RequestInput) Badge {
	switch {
	case !in.Answered.IsZero():
		return Badge{Text: "Đã trả lời", Tone: "ok"}
	case in.Due != "" && in.Due < in.Today:
		return Badge{Text: "Quá ngày hẹn", Tone: "stop"}
	}
	return Badge{Text: "Chờ trả lời", Tone: "wait"}
}

// photoForms are the forms that take photos into an entry, in the order they are
// offered.
var photoForms = []struct {
	act  registry.Action
	part string
}{{registry.Edit, ""}, {registry.EditReport, "bao-cao"}, {registry.Revise, "bien-tap"}}

// photoPlace is where an actor puts photos into an entry; else what to do with
// them.
func photoPlace(a registry.Actor, e *registry.Entry, now time.Time) (add *Link, note string) {
	for _, p := range photoForms {
		if a.Can(p.act, e, now) && a.Can(registry.AddPhoto, e, now) {
			return &Link{Text: "Thêm ảnh vào hồ sơ", URL: address.Entry.Below(e.ID, p.part) + "#buoc-anh"},
				"Ảnh gốc của máy, cạnh dài từ 2.400 điểm ảnh; mỗi ảnh ghi ai, việc gì, ở đâu, ngày nào, ai chụp, căn cứ dùng hình."
		}
	}
	return nil, "Hồ sơ đã chốt nên đơn vị không tự thêm ảnh được: gửi ảnh cho người hỏi theo cách liên hệ họ ghi, " +
		"hoặc cho chuyên viên thẩm định để thêm vào hồ sơ."
}

// RequestsPage is what was asked of a unit.
type RequestsPage struct {
	Heading, Lead string
	Errors        *ErrorSummary
	Requests      []RequestItem
	Empty         *Empty
}

// NewRequestsPage lists requests with a form for each that waits. A refused answer,
// to the request of that id, is shown again with what is wrong.
func NewRequestsPage(list []RequestItem, refused int64, typed string, err error) RequestsPage {
	p := RequestsPage{
		Heading:  "Yêu cầu của báo chí",
		Lead:     "Trả lời sớm thì câu chuyện của đơn vị lên báo sớm. Người hỏi nhận được câu trả lời ngay.",
		Errors:   NewErrorSummary(err),
		Requests: list,
	}
	for i := range p.Requests {
		r := &p.Requests[i]
		if r.Answered != "" {
			continue
		}
		f := InputArea("answer", "Trả lời", "", 3).Need()
		if r.ID == strconv.FormatInt(refused, 10) {
			f.Value = typed
			f = f.Wrong(registry.FieldsOf(err))
		} else {
			f.ID = "answer-" + r.ID
		}
		r.Form = &f
	}
	if len(list) == 0 {
		p.Empty = &Empty{
			Heading: "Chưa có yêu cầu nào",
			Text:    "Khi nhà báo xin phỏng vấn, thêm ảnh hoặc số liệu, yêu cầu hiện ở đây và ở mục Thông báo.",
		}
	}
	return p
}

// PressFormPage is a form about one entry: a request, or a published piece.
type PressFormPage struct {
	Heading, Lead, Action string
	Entry                 Link
	Contact               []Fact
	Errors                *ErrorSummary
	Fields                []Field
	Buttons               []Button
}

// AskInput is what the form of a request is made from.
type AskInput struct {
	Entry         *registry.Entry
	Ledger        *registry.Ledger
	Actor         registry.Actor
	Now           time.Time
	Kinds, Photos []registry.Choice // that may be asked for
	Kind, Text    string            // as it was typed
	Shots         []string
	Due           registry.Date
	ReplyTo       string
	Err           error
}

// NewAskPage is the request to the unit of an entry.
func NewAskPage(in AskInput) PressFormPage {
	e, wrong := in.Entry, registry.FieldsOf(in.Err)
	p := PressFormPage{
		Heading: "Liên hệ đơn vị",
		Lead: "Yêu cầu đến thẳng cán bộ của " + UnitLine(e, in.Ledger) +
			". Câu trả lời hiện ở mục Thông báo và Góc nhà báo. Bài:",
		Action: address.EntryPressRequest.At(e.ID), Errors: NewErrorSummary(in.Err),
		Fields: []Field{
			InputRadios("kind", "Việc cần nhờ", in.Kind, Options(in.Kinds)).Need().Wrong(wrong),
			InputArea("text", "Nội dung", in.Text, 6).Need().Hint("Cần gì, cho bài nào, trước giờ nào.").Wrong(wrong),
			InputChecks("shots", "Cần những ảnh nào", in.Shots, Options(in.Photos)).Hint("Khi xin thêm ảnh.").Wrong(wrong),
			InputDate("due", "Cần trước ngày", in.Due).Hint("Để trống nếu không gấp.").Wrong(wrong),
			InputText("reply_to", "Liên hệ lại", in.ReplyTo).
				Hint("Số điện thoại hoặc thư điện tử, nếu muốn đơn vị gọi lại.").Wrong(wrong),
		},
	}
	p.about(e, "Gửi yêu cầu")
	if in.Actor.Can(registry.ContactPress, e, in.Now) {
		p.Contact = pressContact(&e.Content)
	}
	return p
}

// about names the entry of a form and closes it.
func (p *PressFormPage) about(e *registry.Entry, submit string) {
	p.Entry = Link{Text: e.Headline(), URL: address.Story.At(e.Season, e.Slug)}
	p.Buttons = []Button{Submit(submit), {Text: "Quay lại bài", URL: p.Entry.URL}}
}

// pressContact is the contact that a unit opened to the press.
func pressContact(c *registry.Content) (out []Fact) {
	if !c.ContactPress || c.ContactName == "" {
		return nil
	}
	for _, f := range []Fact{
		{Name: "Họ tên", Text: strings.Trim(c.ContactName+", "+c.ContactTitle, ", ")},
		{Name: "Điện thoại", Text: c.ContactPhone},
		{Name: "Thư điện tử", Text: c.ContactEmail},
	} {
		if f.Text != "" {
			out = append(out, f)
		}
	}
	return out
}
