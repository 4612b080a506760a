package view

import (
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// NewDossierPage is an entry with what its reader may do to it now. What the
// rights table and the states do not allow is not offered.
func NewDossierPage(in DossierInput) DossierPage {
	e := in.Entry
	p := DossierPage{
		Crumbs: []Crumb{{"Việc của tôi", address.Desk}, {Text: "Số " + e.Number}},
		Title:  e.Content.Title, Mark: MarkOf(e.Content.Field), Dossier: NewDossier(in), Errors: NewErrorSummary(in.Err),
		Eyebrow: join(" · ", "Số "+e.Number, "năm "+YearText(e.Season), UnitLine(e, in.Names.Ledger), TodayLine(e, in.Names.Ledger)),
	}
	if e.Season == 0 {
		p.Eyebrow = join(" · ", "Số "+e.Number, YearText(0), UnitLine(e, in.Names.Ledger), TodayLine(e, in.Names.Ledger))
	}
	if slices.ContainsFunc(p.Dossier.Followers, func(l LinkRow) bool { return l.Drop != nil }) {
		p.ConfirmURL = address.EntryConfirmLink.At(e.ID)
	}
	if p.Title == "" {
		p.Title = "Mô hình chưa đặt tên"
	}
	p.Badges = entryBadges(e, in.Season)
	p.Notices = entryNotices(in)
	if in.Actor.Can(registry.ViewInside, e, in.Now) {
		p.Tabs = EntryTabs(e, in.Actor, in, "")
		p.Recent = recentItems(in.Revisions, e.ID)
	}
	if in.Actor.Role == registry.UnitStaff {
		p.unitActions(in)
	} else {
		p.reviewActions(in)
		p.Topics = newTopicCard(in)
	}
	return p
}

func entryBadges(e *registry.Entry, s registry.Season) []Badge {
	badges := []Badge{RegistrationBadge(e.Registration)}
	if e.Late(s) {
		badges = append(badges, Badge{"Đăng ký bổ sung", "wait"})
	}
	if e.Result != registry.NoReport {
		badges = append(badges, ResultBadge(e.Result))
	}
	badges = append(badges, PublicationBadge(e.Publication))
	if e.SecretField {
		badges = append(badges, Badge{"Không đăng", "stop"})
	}
	if e.Demo {
		badges = append(badges, Badge{"Dữ liệu minh họa", "quiet"})
	}
	return badges
}

// EntryTabs are the views of one entry; part is the present one.
func EntryTabs(e *registry.Entry, a registry.Actor, in DossierInput, part string) []Tab {
	tabs := []Tab{{Text: "Hồ sơ", URL: address.Entry.At(e.ID), Current: part == ""}}
	if a.Owns(e) && e.Registration.Open() {
		tabs = []Tab{
			{Text: "Sửa", URL: address.Entry.At(e.ID)},
			{Text: "Hồ sơ", URL: address.Entry.At(e.ID) + "?xem=1", Current: part == ""},
		}
	}
	if a.Can(registry.EditStory, e, in.Now) {
		tabs = append(tabs, Tab{Text: "Bài đăng", URL: address.EntryStory.At(e.ID)})
	}
	if e.Edition > 0 {
		tabs = append(tabs, Tab{Text: "Bản công bố", URL: address.EntryEditions.At(e.ID)})
	}
	tabs = append(tabs, Tab{Text: "Lịch sử", URL: address.EntryHistory.At(e.ID)})
	if e.Registration != registry.Draft && e.Registration != registry.Unregistered {
		tabs = append(tabs, Tab{Text: "Biên nhận", URL: address.EntryReceipt.At(e.ID)})
	}
	for i := range tabs {
		tabs[i].Current = tabs[i].Current || part != "" && tabs[i].URL == address.Entry.Below(e.ID, part)
	}
	return tabs
}

func entryNotices(in DossierInput) []Notice {
	e := in.Entry
	var out []Notice
	if e.Registration == registry.Returned || e.Result == registry.ReportReturned {
		n := Notice{Tone: "wait", Heading: "Đã trả lại để bổ sung", Text: e.ReturnReason}
		for _, c := range e.ReturnChecks {
			n.Lines = append(n.Lines, c.Text+map[bool]string{true: " (đơn vị đã đánh dấu xong)", false: ""}[c.Done])
		}
		out = append(out, n)
	}
	if e.Registration == registry.Merged && in.Into != nil {
		heading := "Đã gộp vào mô hình khác"
		if e.Origin == registry.Reported && in.Into.Origin == registry.Registered {
			heading = "Đơn vị đã đăng ký mô hình này"
		}
		out = append(
			out,
			Notice{
				Heading: heading,
				Links:   []Link{{fmt.Sprintf("%s, số %s", in.Into.RegisteredName(), in.Into.Number), address.Entry.At(in.Into.ID)}},
			},
		)
	}
	switch e.Publication {
	case registry.Scheduled:
		press := ""
		if e.EmbargoForPress {
			press = " Nhà báo đã đăng nhập xem trước được."
		}
		out = append(out, Notice{Tone: "wait", Heading: "Bài hẹn đăng lúc " + Moment(e.PublishAt), Text: press})
	case registry.Removed:
		out = append(out, Notice{Tone: "stop", Heading: "Bài đã gỡ lúc " + Moment(e.RemovedAt), Text: e.RemoveReason})
		out = append(out, pressNotice(in)...)
	case registry.Published, registry.Corrected:
		out = append(
			out,
			Notice{
				Tone:    "ok",
				Heading: "Bài đang công khai từ " + Moment(e.PublishedAt),
				Links:   []Link{{"Xem bài", address.Story.At(e.Season, e.Slug)}},
			},
		)
	case registry.InternalOnly, registry.Pending: // nothing to add to the state above
	}
	out = append(out, waitingNotice(e, in.Actor, in.Waiting, in.Actor.Can(registry.Publish, e, in.Now))...)
	if in.Locked != "" && in.Actor.Can(registry.ViewInside, e, in.Now) {
		out = append(out, Notice{Tone: "stop", Heading: fmt.Sprintf("Năm %s đã khóa", YearText(e.Season)), Text: in.Locked})
	}
	if e.Origin == registry.Reported {
		n := Notice{Heading: "Mô hình do báo chí phản ánh", Text: "Không tính vào số đăng ký, không chấm điểm."}
		if e.Registration == registry.Unregistered {
			n.Text += " Đơn vị có thể xin nhận để đăng ký."
		}
		out = append(out, n)
	}
	return out
}

// pressNotice offers, when the story of a registration that took a press page over is
// taken down, to bring the press's version back.
func pressNotice(in DossierInput) []Notice {
	if in.Press == nil {
		return nil
	}
	return []Notice{{
		Heading: "Bài theo báo chí số " + in.Press.Number + " khôi phục được",
		Text: "Trước khi đơn vị đăng ký, trang này là bài theo báo chí. Nay cả hai bài đều không công khai; " +
			"hoàn tác việc cho nhận thì bài theo báo chí về lại.",
		Links: []Link{{"Hoàn tác việc cho nhận", address.Claim.At(in.Taken)}},
	}}
}

// shuts reports whether the lock of the year takes an action from the unit.
func (in DossierInput) shuts(act registry.Action) bool {
	return in.Locked != "" && slices.Contains([]registry.Action{
		registry.Edit, registry.Submit, registry.EditReport, registry.SendReport, registry.Withdraw, registry.NameCoOwner,
		registry.AnswerJoint, registry.AddPhoto,
	}, act)
}

// unitActions is what the unit may do next.
func (p *DossierPage) unitActions(in DossierInput) {
	e, a := in.Entry, in.Actor
	can := func(act registry.Action) bool { return a.Can(act, e, in.Now) && !in.shuts(act) }
	p.ActTitle = "Việc làm tiếp"
	if can(registry.Edit) {
		p.Buttons = append(p.Buttons, Button{Text: "Sửa tiếp", Kind: "main", URL: address.Entry.At(e.ID)})
	}
	if can(registry.EditReport) {
		text := "Viết báo cáo kết quả"
		if e.Result != registry.NoReport {
			text = "Viết tiếp báo cáo kết quả"
		}
		p.Buttons = append(p.Buttons, Button{Text: text, Kind: "main", URL: address.EntryReport.At(e.ID)})
	}
	if a.Owns(e) && e.Registration == registry.Accepted {
		p.Buttons = append(
			p.Buttons,
			Button{Text: "Tiếp tục trong năm sau", Kind: "quiet", URL: fmt.Sprintf(address.Register+"?nam=%d&tu=%d", e.Season+1, e.ID)},
		)
	}
	if can(registry.AskClaim) {
		p.Actions = append(p.Actions, askClaimCard(in))
	} else if !a.Owns(e) && e.Visible(in.Now) {
		p.Buttons = append(p.Buttons, Button{Text: "Học theo mô hình này", URL: fmt.Sprintf(address.Register+"?tu=%d", e.ID)})
	}
	if can(registry.AnswerJoint) {
		p.Actions = append(p.Actions, answerJointCards(in)...)
	}
	if can(registry.Withdraw) {
		p.Actions = append(p.Actions, ActionCard{
			Heading: "Rút đăng ký", Text: "Mô hình đã rút không tính vào số của đơn vị. Chữ đã gõ vẫn được giữ.",
			URL: address.EntryWithdraw.At(e.ID),
			Fields: in.fields(
				"rut",
				InputArea("reason", "Lý do rút", "", 2).Need(),
			), Buttons: []Button{{Text: "Rút đăng ký", Kind: "danger"}},
		})
	}
	p.closeActions(in)
}

// askClaimCard leads to asking for what the press reported, or to the request.
func askClaimCard(in DossierInput) ActionCard {
	c := ActionCard{
		Heading: "Xin nhận mô hình này", Open: true,
		Text: "Bài báo nói về mô hình của đơn vị: xin nhận, được đồng ý thì bổ sung thành đăng ký. " +
			"Trang công khai giữ nguyên đến khi đăng ký được tiếp nhận.",
		Links: []Link{{"Xin nhận", address.EntryClaim.At(in.Entry.ID)}},
	}
	for i := range in.Claims {
		if s := in.Claims[i].State; in.Claims[i].Live() {
			c.Heading, c.Text, c.Links[0].Text = "Yêu cầu nhận mô hình", s.Label()+".", "Xem yêu cầu"
		}
	}
	return c
}

// reviewActions is what the verifier may do next.
func (p *DossierPage) reviewActions(in DossierInput) {
	e := in.Entry
	can := func(act registry.Action) bool { return in.Actor.Can(act, e, in.Now) }
	p.ActTitle = "Xét"
	if can(registry.Review) {
		p.registrationActions(in)
		p.resultActions(in)
	}
	if can(registry.Revise) && e.Registration != registry.Merged && e.Registration != registry.Withdrawn {
		p.Actions = append(
			p.Actions,
			ActionCard{
				Heading: "Biên tập chữ của đơn vị",
				Text:    "Lưu thành bản có tên bạn và lý do; bản của đơn vị vẫn giữ.",
				Links:   []Link{{"Mở bản biên tập", address.EntryRevise.At(e.ID)}},
			},
		)
	}
	if can(registry.EditStory) {
		p.Actions = append(
			p.Actions,
			ActionCard{
				Heading: "Bài đăng",
				Text:    "Trạng thái: " + e.Publication.Label() + ".",
				Links:   []Link{{"Viết bài, đăng, đính chính, gỡ", address.EntryStory.At(e.ID)}},
			},
		)
	}
	if can(registry.Review) && e.Registration.CanBecome(registry.Merged) && in.Locked == "" {
		p.Actions = append(
			p.Actions,
			ActionCard{
				Heading: "Gộp vào mô hình khác",
				Text:    "Khi hai đăng ký nói về cùng một việc, chỉ một được tính.",
				Links:   []Link{{"Tìm mô hình giống và gộp", address.EntryMerge.At(e.ID)}},
			},
		)
	}
	for i := range in.Claims {
		if c := &in.Claims[i]; c.Live() {
			p.Actions = append(p.Actions, ActionCard{
				Heading: "Yêu cầu nhận: " + in.Names.Ledger.Name(c.Unit), Text: c.State.Label() + ". " + c.Reason,
				Links: []Link{{"Mở yêu cầu", address.Claim.At(c.ID)}},
			})
		}
	}
	if in.Press != nil {
		p.Actions = append(p.Actions, ActionCard{
			Heading: "Bài theo báo chí số " + in.Press.Number,
			Text:    "Đăng ký này đã nhận trang của bài. Giao nhầm, hay gỡ bài của đơn vị, thì trả trang lại cho bài theo báo chí được.",
			Links:   []Link{{"Hoàn tác việc cho nhận", address.Claim.At(in.Taken)}},
		})
	}
	if can(registry.Review) && e.Registration != registry.Merged {
		p.recognitionAction(in)
	}
	if can(registry.Publish) {
		p.Actions = append(p.Actions, secretAction(e))
	}
	if in.Actor.Role == registry.Admin && e.Registration.Open() && in.Locked == "" {
		p.Buttons = append(p.Buttons, Button{Text: "Sửa thay đơn vị", URL: address.Entry.At(e.ID) + "?sua=1"})
	}
	p.closeActions(in)
}

// secretAction marks a story as one that is not published, or takes the mark away.
func secretAction(e *registry.Entry) ActionCard {
	if e.SecretField {
		return ActionCard{
			Heading: "Bỏ dấu “không đăng”",
			Text:    "Sau đó bài được đăng như bình thường.",
			URL:     address.EntryClassify.At(e.ID),
			Buttons: []Button{{Text: "Bỏ dấu", Kind: "quiet"}},
		}
	}
	return ActionCard{
		Heading: "Đánh dấu “không đăng”",
		Text:    "Việc thuộc lĩnh vực cần bảo mật thì không đăng công khai.",
		URL:     address.EntryClassify.At(e.ID),
		Fields:  []Field{InputHidden("mat", "1")},
		Buttons: []Button{{Text: "Đánh dấu không đăng", Kind: "quiet"}},
	}
}

func (p *DossierPage) registrationActions(in DossierInput) {
	e := in.Entry
	if e.Registration.CanBecome(registry.Accepted) {
		p.Actions = append(p.Actions, ActionCard{
			Heading: "Tiếp nhận", URL: address.EntryAccept.At(e.ID),
			Text: strings.Join(append([]string{"Số đích của các chỉ tiêu trở thành cam kết của đơn vị."},
				slipLines(in.Outliers, in.Names.Catalogue)...), " "),
			Fields:  append([]Field{InputHidden("seen", in.Looks.Accept)}, photoChoices(in, true)...),
			Buttons: []Button{Submit("Tiếp nhận")}, Open: true,
		})
	}
	if e.Registration.CanBecome(registry.Returned) {
		p.Actions = append(p.Actions, ActionCard{
			Heading: "Trả lại để bổ sung", URL: address.EntryReturn.At(e.ID), Open: true, Buttons: []Button{{Text: "Trả lại"}},
			Fields: in.fields(
				"tra-lai",
				reasonChecks(in),
				InputArea("reason", "Nói rõ cần sửa gì", "", 3).Hint("Đơn vị đọc dòng này đầu tiên.").Need(),
			),
		})
	}
}

func (p *DossierPage) resultActions(in DossierInput) {
	e := in.Entry
	if !e.Result.CanBecome(registry.Effective) {
		return
	}
	p.Actions = append(p.Actions,
		ActionCard{
			Heading: "Xác nhận kết quả", URL: address.EntryConfirm.At(e.ID), Open: true,
			Text: outlierText(in.Outliers),
			Fields: in.fields(
				"xac-nhan",
				append(
					slices.Concat(outlierTicks(in), photoChoices(in, true), NumbersAsked(in.Err), []Field{InputHidden("seen", in.Looks.Confirm)}),
					InputArea("note", "Nhận xét", "", 2).Hint("Bắt buộc khi xác nhận chưa hiệu quả."),
				)...),
			Buttons: []Button{
				{Text: "Xác nhận hiệu quả", Kind: "main", Name: "hieu-qua", Value: "1"},
				{Text: "Xác nhận chưa hiệu quả", Name: "hieu-qua", Value: "0"},
			},
		},
		ActionCard{
			Heading: "Trả lại báo cáo", URL: address.EntryReturn.At(e.ID), Buttons: []Button{{Text: "Trả lại báo cáo"}},
			Fields: append(
				in.fields("tra-lai", reasonChecks(in), InputArea("reason", "Nói rõ cần sửa gì", "", 3).Need()),
				InputHidden("bao-cao", "1"),
			),
		})
}

// reasonChecks are the coded reasons of a return.
func reasonChecks(in DossierInput) Field {
	return InputChecks("reasons", "Lý do", in.Reasons, Options(registry.ReturnReasons())).Need()
}

func (p *DossierPage) recognitionAction(in DossierInput) {
	p.Actions = append(p.Actions, ActionCard{
		Heading: "Ghi công nhận", Text: "Công nhận khác khen thưởng: ghi quyết định, thông báo công nhận mô hình.",
		URL: address.EntryRecognise.At(in.Entry.ID),
		Fields: in.fields(
			"cong-nhan",
			InputSelect("level", "Cấp", "", Options(registry.RecognitionLevels(), "Chọn cấp…")).Need(),
			InputSelect("form", "Hình thức", "", Options(registry.RecognitionForms(), "Chọn…")),
			InputText("number", "Số văn bản", ""),
			InputDate("date", "Ngày", ""),
			InputText("issuer", "Cơ quan công nhận", "").Need(),
		),
		Buttons: []Button{{Text: "Ghi công nhận"}},
	})
}

// fields gives the fields of an action what was typed in it and what is wrong,
// when it is the one that failed.
func (in DossierInput) fields(part string, fields ...Field) []Field {
	if in.Failed != address.Entry.Below(in.Entry.ID, part) {
		return fields
	}
	errs := registry.FieldsOf(in.Err)
	for i := range fields {
		f := &fields[i]
		if f.Kind == FieldTick {
			f.Checked = in.Typed[f.Name] != ""
		} else if f.Kind != FieldChecks && f.Kind != FieldHidden {
			f.Value = in.Typed[f.Name]
		}
		f.Error = errs.For(f.Name)
	}
	return fields
}

// closeActions stamps the version on every action, opens the one that failed and
// makes the ids of fields unique on the page; the failed one keeps its own, which
// the error summary leads to.
func (p *DossierPage) closeActions(in DossierInput) {
	seen := map[string]bool{}
	stamp := func(failed bool) {
		for i := range p.Actions {
			a := &p.Actions[i]
			if (in.Failed != "" && a.URL == in.Failed) != failed {
				continue
			}
			a.Version = in.Entry.Version
			a.Open = failed || a.Open && in.Failed == ""
			for k := range a.Fields {
				for f := &a.Fields[k]; seen[f.ID]; {
					f.ID += "-2"
				}
				seen[a.Fields[k].ID] = true
			}
		}
	}
	stamp(true)
	stamp(false)
}

// recentItems are the last steps of an entry's history.
func recentItems(revisions []registry.Revision, id registry.EntryID) []TimelineItem {
	var out []TimelineItem
	for i := len(revisions) - 1; i >= 0 && len(out) < 5; i-- {
		out = append(out, timelineItem(revisions[i], id))
	}
	return out
}

var actionTones = map[string]string{
	registry.DidEntrySend.Act():         "wait",
	registry.DidEntrySendReport.Act():   "wait",
	registry.DidEntryReturn.Act():       "stop",
	registry.DidEntryReturnReport.Act(): "stop",
	registry.DidEntryAccept.Act():       "ok",
	registry.DidEntryConfirm.Act():      "ok",
	registry.DidEntryPublish.Act():      "ok",
	registry.DidEntryRemove.Act():       "stop",
	registry.DidEntryRevise.Act():       "info",
	registry.DidEntryCorrect.Act():      "info",
}

func timelineItem(r registry.Revision, id registry.EntryID) TimelineItem {
	who := r.Name
	if r.Role != registry.Visitor {
		who = join(", ", r.Name, r.Role.Label())
	}
	return TimelineItem{
		When: Moment(r.At), Stamp: Stamp(r.At), Who: who, What: registry.ChoiceLabel(registry.RevisionActions(), r.Action), Why: r.Reason,
		URL: address.EntryHistory.At(id) + fmt.Sprintf("?moc=%d", r.ID), Tone: actionTones[r.Action],
	}
}
