package view

import (
	"fmt"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

var claimTones = map[registry.ClaimState]string{
	registry.ClaimAsked: "wait", registry.ClaimWithdrawn: "quiet", registry.ClaimAccepted: "ok", registry.ClaimDeclined: "stop",
	registry.ClaimUndone: "quiet",
}

// ClaimBadge shows the state of a request to take over what the press reported.
func ClaimBadge(s registry.ClaimState) Badge { return Badge{s.Label(), claimTones[s]} }

// ClaimPage is one request: the unit's form of it, or the verifier's page.
type ClaimPage struct {
	Crumbs         []Crumb
	Eyebrow, Title string
	Badge          *Badge
	Errors         *ErrorSummary
	Notices        []Notice
	FactsTitle     string
	Facts          []Fact
	Earlier        *Table
	Actions        []ActionCard
	ActTitle       string
}

// ClaimsPage lists the requests for the verifier.
type ClaimsPage struct {
	Title, Lead string
	Table       *Table
	Empty       *Empty
}

// ClaimInput is what a page about a request is made from.
type ClaimInput struct {
	Entry        *registry.Entry
	Claim        *registry.Claim // nil: the unit may ask, or asked before
	Claims       []registry.Claim
	Registration *registry.Entry
	Names        Reference
	Actor        registry.Actor
	Now          time.Time
	Locked       string          // why the year takes no request, or lets none be undone; "" when it does
	MayAsk       bool            // of the unit's side
	Gone         bool            // the unit may not read the entry any more
	Into         *registry.Entry // where the entry went, when the unit may read that
	Typed, Own   string
	Failed       string // address of the action that was refused
	Err          error
}

// NewAskClaimPage is the unit's side: what becomes of asking, and the state of its
// request.
func NewAskClaimPage(in ClaimInput) ClaimPage {
	e := in.Entry
	p := ClaimPage{
		Crumbs:  []Crumb{{"Việc của tôi", address.Desk}, {"Số " + e.Number, address.Entry.At(e.ID)}, {Text: "Xin nhận"}},
		Eyebrow: "Báo chí đã nêu, số " + e.Number, Title: "Xin nhận mô hình “" + e.RegisteredName() + "”",
		Errors: NewErrorSummary(in.Err), FactsTitle: "Bài báo đã nêu", Facts: claimEntryFacts(e, in.Names), ActTitle: "Yêu cầu của đơn vị",
	}
	if in.Gone {
		p.Crumbs[1].URL, p.Title, p.Facts = "", "Xin nhận mô hình số "+e.Number, []Fact{{Name: "Hồ sơ", Text: "Số " + e.Number}}
	}
	var live *registry.Claim
	for i := range in.Claims {
		if in.Claims[i].Live() {
			live = &in.Claims[i]
		}
	}
	if live == nil || live.State == registry.ClaimAsked {
		p.away(in)
	}
	switch {
	case live == nil && !in.MayAsk: // the answers below are all there is
	case live == nil && in.Locked != "":
		p.Notices = append(p.Notices, Notice{Tone: "stop", Heading: "Chưa xin nhận được", Text: in.Locked})
	case live == nil:
		p.Notices = append(p.Notices, Notice{
			Heading: "Xin nhận rồi mới đăng ký",
			Text: "Chuyên viên thẩm định xem yêu cầu. Được đồng ý, đơn vị có một bản nháp chép sẵn chữ của bài; " +
				"trang công khai giữ nguyên như báo nêu cho đến khi đăng ký được tiếp nhận và đăng.",
		})
		p.Actions = append(p.Actions, ActionCard{
			Heading: "Gửi yêu cầu", URL: address.EntryClaim.At(e.ID), Open: true,
			Fields: []Field{
				InputArea("reason", "Vì sao mô hình này là của đơn vị?", in.Typed, 4).
					Hint("Nói ai đã làm, từ năm nào, nay còn làm không.").Need().Wrong(registry.FieldsOf(in.Err)),
			},
			Buttons: []Button{Submit("Gửi yêu cầu")},
		})
	default:
		p.standing(live, in.Registration)
	}
	p.Earlier = claimTable("Các yêu cầu của đơn vị", in.Claims, in.Names, false)
	return p
}

// away says where the page of the press went that the unit asked for.
func (p *ClaimPage) away(in ClaimInput) {
	switch {
	case in.Into != nil && in.Into.Publication.Public():
		p.Notices = append(p.Notices, Notice{
			Heading: "Mô hình đã có đăng ký", Text: "Bài theo báo chí đã chuyển sang đăng ký số " + in.Into.Number + ".",
			Links: []Link{{"Xem bài", address.Story.At(in.Into.Season, in.Into.Slug)}},
		})
	case in.Gone:
		p.Notices = append(p.Notices, Notice{Heading: "Bài này không còn công khai", Text: "Yêu cầu và trả lời vẫn ở dưới đây."})
	}
}

// standing shows a unit what its request waits for.
func (p *ClaimPage) standing(c *registry.Claim, r *registry.Entry) {
	b := ClaimBadge(c.State)
	p.Badge = &b
	if c.State == registry.ClaimAccepted {
		text := "Bổ sung bản nháp rồi gửi. Rút đăng ký là trả lại mô hình."
		switch {
		case !c.TakenAt.IsZero():
			text = "Đăng ký đã được tiếp nhận; trang công khai của bài báo nay là trang của đăng ký."
		case r != nil && r.Registration == registry.Accepted:
			text = "Đăng ký đã được tiếp nhận; khi bài được đăng, trang công khai của bài báo là trang của đăng ký."
		}
		p.Notices = append(p.Notices, Notice{
			Tone: "ok", Heading: "Đơn vị được nhận mô hình này", Text: text,
			Links: []Link{{"Mở bản đăng ký", address.Entry.At(c.Registration)}},
		})
		return
	}
	p.Notices = append(p.Notices, Notice{Tone: "wait", Heading: "Đã gửi yêu cầu lúc " + Moment(c.AskedAt), Text: c.Reason})
	p.Actions = append(p.Actions, ActionCard{
		Heading: "Rút yêu cầu", Text: "Chưa ai xử lý nên rút được. Sau này vẫn xin lại được.", Open: true,
		URL: address.EntryClaimDrop.At(c.Entry), Fields: []Field{InputHidden("claim", fmt.Sprint(c.ID))},
		Buttons: []Button{{Text: "Rút yêu cầu", Kind: "danger"}},
	})
}

// NewClaimPage is the verifier's side of one request.
func NewClaimPage(in ClaimInput) ClaimPage {
	e, c := in.Entry, in.Claim
	b := ClaimBadge(c.State)
	p := ClaimPage{
		Crumbs:  []Crumb{{"Việc của tôi", address.Desk}, {"Yêu cầu nhận mô hình", address.Claims}, {Text: "Số " + e.Number}},
		Eyebrow: in.Names.Ledger.FullName(c.Unit) + " xin nhận", Title: e.RegisteredName(), Badge: &b, Errors: NewErrorSummary(in.Err),
		FactsTitle: "Yêu cầu", ActTitle: "Trả lời",
		Facts: append([]Fact{
			{Name: "Đơn vị", Text: in.Names.Ledger.FullName(c.Unit)}, {Name: "Người gửi", Text: c.Name},
			{Name: "Gửi lúc", Text: Moment(c.AskedAt)}, {Name: "Lý do", Text: c.Reason},
		}, claimEntryFacts(e, in.Names)...),
	}
	if c.Note != "" {
		p.Facts = append(p.Facts, Fact{Name: "Đã trả lời", Text: join(" · ", c.Note, c.DecidedName, Moment(c.DecidedAt))})
	}
	if r := in.Registration; r != nil {
		p.Notices = append(p.Notices, Notice{
			Tone:    claimTones[c.State],
			Heading: fmt.Sprintf("Đăng ký năm %s, số %s: %s", YearText(r.Season), r.Number, r.Registration.Label()),
			Links:   []Link{{"Xem đăng ký", address.Entry.At(r.ID)}},
		})
	}
	if in.Actor.Can(registry.DecideClaim, e, in.Now) {
		p.decide(in)
	}
	var others []registry.Claim
	for _, o := range in.Claims {
		if o.ID != c.ID {
			others = append(others, o)
		}
	}
	p.Earlier = claimTable("Yêu cầu khác về mô hình này", others, in.Names, true)
	return p
}

func (p *ClaimPage) decide(in ClaimInput) {
	e, c := in.Entry, in.Claim
	errs := registry.FieldsOf(in.Err)
	typed := func(url, otherwise string) string {
		if in.Failed == url {
			return in.Typed
		}
		return otherwise
	}
	wrong := func(url string, f Field) Field {
		if in.Failed == url {
			return f.Wrong(errs)
		}
		return f
	}
	accept, decline, undo := address.ClaimAccept.At(c.ID), address.ClaimDecline.At(c.ID), address.ClaimUndo.At(c.ID)
	switch c.State {
	case registry.ClaimAsked:
		year, hint := "", "Bài báo không nêu năm: ghi năm làm mô hình."
		if e.Season != 0 {
			year, hint = YearText(e.Season), "Theo nguồn của bài báo; sửa nếu nguồn ghi khác."
		}
		f := InputText("year", "Năm của đăng ký", typed(accept, year)).Hint(hint).Need()
		f.InputMode, f.Width = "numeric", "short"
		p.Actions = append(p.Actions, ActionCard{
			Heading: "Đồng ý", URL: accept, Open: true, Fields: []Field{wrong(accept, f)}, Buttons: []Button{Submit("Đồng ý cho nhận")},
			Text: "Mở một bản nháp cho đơn vị. Trang công khai giữ nguyên đến khi đăng ký được tiếp nhận và đăng; đơn vị khác cùng xin " +
				"được báo là không được nhận.",
		})
		reason := InputArea("reason", "Lý do", typed(decline, ""), 3).Hint("Đơn vị đọc dòng này.").Need()
		p.Actions = append(p.Actions, ActionCard{
			Heading: "Không đồng ý", URL: decline, Open: in.Failed == decline, Fields: []Field{wrong(decline, reason)},
			Buttons: []Button{{Text: "Không đồng ý", Kind: "danger"}},
		})
	case registry.ClaimAccepted:
		if in.Registration == nil {
			return
		}
		if in.Locked != "" {
			p.Notices = append(p.Notices, Notice{Tone: "stop", Heading: "Chưa hoàn tác được", Text: in.Locked})
			return
		}
		reason := InputArea("reason", "Lý do hoàn tác", typed(undo, ""), 3).Hint("Đơn vị đọc dòng này.").Need()
		fields := []Field{wrong(undo, reason)}
		if in.Registration.Released() {
			fields = append(fields, wrong(undo, InputRadios("own", "Bài của đơn vị", in.Own, ownStories).Need()))
		}
		p.Actions = append(p.Actions, ActionCard{
			Heading: "Hoàn tác", URL: undo, Open: in.Failed == undo, Fields: fields, Text: undoText(in),
			Buttons: []Button{{Text: "Hoàn tác việc cho nhận", Kind: "danger"}},
		})
	default:
	}
}

// ownStories are what may become of the story of a registration that gives a press page
// back.
var ownStories = []Option{
	{Value: "go", Label: "Gỡ bài của đơn vị"}, {Value: "giu", Label: "Để bài công khai, ở địa chỉ riêng"},
}

// undoText says what undoing an acceptance does in the state that it is in.
func undoText(in ClaimInput) string {
	e, r := in.Entry, in.Registration
	stays := "Đăng ký số " + r.Number + " vẫn là của đơn vị, thành mô hình riêng và không dẫn nguồn báo chí; đơn vị khác lại xin được."
	switch {
	case r.Registration != registry.Accepted:
		return "Bản đăng ký được rút, chữ vẫn giữ; đơn vị khác lại xin được."
	case e.MergedInto != r.ID:
		return "Trang báo chí giữ nguyên. " + stays
	case !in.Claim.Restores(e):
		return "Bài theo báo chí về lại hồ sơ, không công khai vì trước khi chuyển bài không công khai hoặc đã đánh dấu “không đăng”. " + stays
	}
	return "Bài theo báo chí công khai lại ở địa chỉ cũ, đúng bản cuối; công nhận, khen thưởng, bộ sưu tập và liên kết đã chuyển sang " +
		"đăng ký thì trở về. " + stays
}

// claimEntryFacts say what the press reported, of whom and when.
func claimEntryFacts(e *registry.Entry, names Reference) []Fact {
	s := &e.Source
	facts := []Fact{
		{Name: "Đơn vị theo bài", Text: UnitLine(e, names.Ledger)}, {Name: "Năm theo nguồn", Text: YearText(e.Season)},
		{Name: "Theo báo", Text: join(", ", s.Title, s.Publisher, registry.Date(s.Date).Local()), URL: s.URL},
		{Name: "Hồ sơ", Text: "Số " + e.Number, URL: address.Entry.At(e.ID)},
	}
	if e.Publication.Public() {
		facts = append(facts, Fact{Name: "Trang công khai", Text: "Xem bài", URL: address.Story.At(e.Season, e.Slug)})
	}
	out := facts[:0]
	for _, f := range facts {
		if f.Text != "" {
			out = append(out, f)
		}
	}
	return out
}

// claimTable lists requests about one entry; nil for none.
func claimTable(caption string, list []registry.Claim, names Reference, lead bool) *Table {
	if len(list) == 0 {
		return nil
	}
	t := Table{
		Caption: caption, HideCaption: true, Stacked: true,
		Columns: []Column{{Label: "Đơn vị"}, {Label: "Gửi lúc"}, {Label: "Lý do"}, {Label: "Trạng thái"}},
	}
	for i := range list {
		c := &list[i]
		b := ClaimBadge(c.State)
		head := H(names.Ledger.FullName(c.Unit), "")
		if lead {
			head.URL = address.Claim.At(c.ID)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{head, T(Moment(c.AskedAt)), T(c.Reason), {Badge: &b, Sub: c.Note}}})
	}
	t = t.Labelled()
	return &t
}

// NewClaimsPage lists all requests, those that wait first.
func NewClaimsPage(list []registry.Claim, entries map[registry.EntryID]*registry.Entry, names Reference) ClaimsPage {
	p := ClaimsPage{
		Title: "Yêu cầu nhận mô hình",
		Lead: "Đơn vị xin đăng ký mô hình mà báo chí đã nêu. Đồng ý thì đơn vị có một bản nháp; trang công khai giữ nguyên đến khi " +
			"đăng ký được tiếp nhận và đăng. Chờ lâu nhất đứng trước.",
		Table: ClaimQueue(list, entries, names),
	}
	if p.Table == nil {
		p.Empty = &Empty{Heading: "Chưa có yêu cầu nào", Text: "Khi đơn vị xin nhận một mô hình báo chí đã nêu, yêu cầu hiện ở đây."}
	}
	return p
}

// ClaimQueue is a table of requests by model; nil for none.
func ClaimQueue(list []registry.Claim, entries map[registry.EntryID]*registry.Entry, names Reference) *Table {
	if len(list) == 0 {
		return nil
	}
	t := Table{
		Caption: "Yêu cầu nhận mô hình", HideCaption: true, Stacked: true,
		Columns: []Column{{Label: "Mô hình"}, {Label: "Đơn vị xin nhận"}, {Label: "Gửi lúc"}, {Label: "Trạng thái"}},
	}
	for i := range list {
		c := &list[i]
		head := H("Mô hình", address.Claim.At(c.ID))
		if e := entries[c.Entry]; e != nil {
			head.Text, head.Sub = e.RegisteredName(), "Số "+e.Number
		}
		b := ClaimBadge(c.State)
		t.Rows = append(t.Rows, Row{Cells: []Cell{head, T(names.Ledger.FullName(c.Unit)), T(Moment(c.AskedAt)), {Badge: &b, Sub: c.Note}}})
	}
	t = t.Labelled()
	return &t
}

// ClaimTasks are models that the press reported of a unit, which it may ask for, and
// what became of its requests.
func ClaimTasks(lines []EntryLine, asked []registry.Claim, entries map[registry.EntryID]*registry.Entry, now time.Time) []TaskGroup {
	var out []TaskGroup
	g := TaskGroup{Heading: "Yêu cầu nhận mô hình"}
	live := map[registry.EntryID]bool{}
	for i := range asked {
		c := &asked[i]
		live[c.Entry] = live[c.Entry] || c.Live()
		e := entries[c.Entry]
		// a decision is news for a month; an accepted one lives on as the registration
		if e == nil || c.State != registry.ClaimAsked && now.Sub(c.DecidedAt) > 30*24*time.Hour {
			continue
		}
		t := Task{
			Title: e.RegisteredName(), URL: address.EntryClaim.At(c.Entry), Badge: ClaimBadge(c.State),
			Sub:  join(" · ", "gửi "+Moment(c.AskedAt), c.Note),
			Next: Button{Text: "Xem yêu cầu", Kind: "quiet", URL: address.EntryClaim.At(c.Entry)},
		}
		if c.Registration != 0 {
			t.URL = address.Entry.At(c.Registration)
			t.Next = Button{Text: "Mở bản đăng ký", URL: t.URL}
		}
		g.Tasks = append(g.Tasks, t)
	}
	if len(g.Tasks) > 0 {
		out = append(out, g)
	}
	g = TaskGroup{
		Heading: "Báo chí đã viết về đơn vị",
		Lead:    "Xin nhận để đăng ký thành mô hình của đơn vị. Bài đang công khai giữ nguyên cho đến khi đăng ký được tiếp nhận.",
	}
	for _, l := range lines {
		if live[l.ID] {
			continue
		}
		t := NewTask(l)
		t.Next = Button{Text: "Xem và xin nhận", Kind: "quiet", URL: l.URL}
		g.Tasks = append(g.Tasks, t)
	}
	if len(g.Tasks) > 0 {
		out = append(out, g)
	}
	return out
}
