package view

import (
	"fmt"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// TopicsPage is the list of topics with how many public entries have each.
type TopicsPage struct {
	Table   Table
	AddURL  string
	WaitURL string
}

// NewTopicsPage lists the topics.
func NewTopicsPage(list []registry.Topic, uses map[string]int) TopicsPage {
	t := Table{Caption: "Chủ đề", HideCaption: true, Stacked: true,
		Columns: []Column{{Label: "Chủ đề"}, {Label: "Nhận ra bằng"}, {Label: "Bài công khai", Num: true}}}
	for i := range list {
		x := &list[i]
		words := strings.Join(x.Words[:min(len(x.Words), 4)], ", ")
		if n := len(x.Words) + len(x.Weak) - 4; n > 0 {
			words += fmt.Sprintf(" và %d cụm từ khác", n)
		}
		if words == "" {
			words = "chưa có từ nào: không tự đề xuất"
		}
		head := H(Sentence(x.Label), address.Topic.At(x.Code))
		if x.Retired {
			head.Badge = &Badge{"Ngừng dùng", "quiet"}
		}
		t.Rows = append(t.Rows, Row{Quiet: x.Retired, Cells: []Cell{head, T(words), N(Count(uses[x.Code]))}})
	}
	return TopicsPage{Table: t.Labelled(), AddURL: address.TopicAdd, WaitURL: address.TopicQueue}
}

// TopicInput is what the form of a topic says.
type TopicInput struct {
	Topic               registry.Topic
	Words, Weak, Except string // a phrase a line
}

// InputOfTopic fills the form with what is kept.
func InputOfTopic(t registry.Topic) TopicInput {
	return TopicInput{t, strings.Join(t.Words, "\n"), strings.Join(t.Weak, "\n"), strings.Join(t.Except, "\n")}
}

// TopicPage edits one topic.
type TopicPage struct {
	Heading, Action     string
	Errors              *ErrorSummary
	Saved               []string // what somebody else saved meanwhile
	New                 bool
	Version             int
	Code, Label, Fields Field
	Words, Weak, Except Field
	Retired             Field
	Preview             *TopicChange
	ListURL             string
}

// TopicChange says what saving would change.
type TopicChange struct {
	Summary []string
	Gain    []Link
	Lose    []Link
}

// NewTopicPage shows the form of a topic.
func NewTopicPage(in TopicInput, isNew bool, fields []registry.Field, failed error) TopicPage {
	wrong, t := registry.FieldsOf(failed), in.Topic
	p := TopicPage{Heading: "Thêm chủ đề", Action: address.TopicAdd, Errors: NewErrorSummary(failed), New: isNew, Version: t.Version,
		ListURL: address.Topics}
	if !isNew {
		p.Heading, p.Action = "Chủ đề "+t.Label, address.Topic.At(t.Code)
	}
	p.Code = InputText("code", "Mã", t.Code).Hint("Chữ thường không dấu, nối bằng gạch, ví dụ hien-dat. Không đổi được về sau.").Wrong(wrong)
	p.Label = InputText("label", "Tên chủ đề", t.Label).Need().Wrong(wrong)
	var options []Option
	var chosen []string
	for _, f := range fields {
		options = append(options, Option{Value: string(f.Code), Label: f.Label})
	}
	for _, f := range t.Fields {
		chosen = append(chosen, string(f))
	}
	p.Fields = InputChecks("fields", "Lĩnh vực thường gặp", chosen, options).
		Hint("Mô hình của lĩnh vực này được cộng thêm một chút khi có từ phụ.").Wrong(wrong)
	p.Words = InputArea("words", "Từ, cụm từ chính", in.Words, 10).
		Hint("Mỗi cụm một dòng, gõ đủ dấu. Một cụm trong tên hoặc phần tóm tắt là đủ để đề xuất; trong thân bài cần ba lần.").Wrong(wrong)
	p.Weak = InputArea("weak", "Từ phụ", in.Weak, 4).
		Hint("Tính bằng nửa cụm từ chính: một từ phụ đứng một mình chưa đủ.").Wrong(wrong)
	p.Except = InputArea("except", "Trừ khi nằm trong", in.Except, 4).
		Hint("Ví dụ chủ đề hiến đất có từ phụ “hiến”, trừ “hiến máu”, “cống hiến”.").Wrong(wrong)
	p.Retired = InputTick("retired", "Ngừng dùng: không còn để chọn và không tự đề xuất", t.Retired).
		Hint("Bài đã xác nhận chủ đề này vẫn giữ.")
	return p
}

// previewShown is how many entries of each kind a preview names.
const previewShown = 30

// ShowChange says what saving would change: of read public entries, those that gain and
// lose the proposal, and how many have it confirmed.
func (p *TopicPage) ShowChange(read int, more bool, gain, lose []registry.Entry, confirmed int) {
	c := TopicChange{}
	scope := fmt.Sprintf("Đã đọc %s bài công khai", Count(read))
	if more {
		scope += " mới nhất"
	}
	c.Summary = append(c.Summary, scope+".",
		fmt.Sprintf("%s bài được đề xuất thêm chủ đề này.", Count(len(gain))),
		fmt.Sprintf("%s bài thôi được đề xuất.", Count(len(lose))),
		fmt.Sprintf("%s bài đã xác nhận chủ đề này: giữ nguyên, tên mới hiện ngay.", Count(confirmed)))
	link := func(list []registry.Entry) (out []Link) {
		for i := range list[:min(len(list), previewShown)] {
			out = append(out, Link{list[i].Headline(), address.Entry.At(list[i].ID)})
		}
		return out
	}
	c.Gain, c.Lose = link(gain), link(lose)
	p.Preview = &c
}

// TopicOffer is one topic that is proposed, with why.
type TopicOffer struct{ ID, Code, Label, Why string }

func newOffers(prefix string, list []registry.TopicProposal) (out []TopicOffer) {
	for i, x := range list {
		out = append(out, TopicOffer{fmt.Sprintf("%s-%d", prefix, i+1), x.Topic.Code, Sentence(x.Topic.Label),
			"vì có “" + strings.Join(x.Words[:min(len(x.Words), 4)], "”, “") + "”"})
	}
	return out
}

// TopicCard is what a reviewer decides of the topics of an entry.
type TopicCard struct {
	URL      string
	Version  int
	State    string
	Has      []TopicOffer
	Proposed []TopicOffer
	Other    Field // any other topic
}

// newTopicCard shows the topics of an entry to who may decide on them; nil to others.
func newTopicCard(in DossierInput) *TopicCard {
	e := in.Entry
	if !in.Actor.Can(registry.Review, e, in.Now) || e.Registration == registry.Merged || e.Registration == registry.Withdrawn {
		return nil
	}
	c := TopicCard{URL: address.EntryTopics.At(e.ID), Version: e.Version, Proposed: newOffers("de-xuat", in.Proposed),
		State: "Chưa ai xác nhận. Người đọc chỉ thấy chủ đề đã xác nhận."}
	if in.TopicsBy != "" {
		c.State = "Xác nhận gần nhất: " + in.TopicsBy + "."
	} else if len(e.Content.Tags) > 0 {
		c.State = "Đơn vị chọn trong đăng ký."
	}
	other := []Option{{Label: "Chọn chủ đề khác…"}}
	for _, t := range in.Season.Tags {
		has := false
		for _, code := range e.Content.Tags {
			if has = code == t.Code; has {
				c.Has = append(c.Has, TopicOffer{Code: t.Code, Label: Sentence(t.Label)})
				break
			}
		}
		if !has && !t.Retired {
			other = append(other, Option{Value: t.Code, Label: Sentence(t.Label)})
		}
	}
	c.Other = InputSelect("them", "Chủ đề khác", "", other)
	return &c
}

// topicNotice reminds who publishes that topics wait.
func topicNotice(in DossierInput) []Notice {
	if len(in.Proposed) == 0 || in.TopicsBy != "" || !in.Actor.Can(registry.Review, in.Entry, in.Now) {
		return nil
	}
	var labels []string
	for _, p := range in.Proposed {
		labels = append(labels, p.Topic.Label)
	}
	return []Notice{{Heading: "Chủ đề chưa xác nhận", Text: "Đề xuất: " + strings.Join(labels, ", ") + ".",
		Links: []Link{{"Xác nhận chủ đề", address.Entry.At(in.Entry.ID) + "#chu-de"}}}}
}

// TopicQueuePage lists entries without topics, to confirm several at once.
type TopicQueuePage struct {
	Done, Total string
	Items       []TopicQueueItem
	All         string // label of the button that takes the whole page; "" when nothing is proposed
	Empty       *Empty
	Pager       Pager
	ListURL     string
}

// TopicQueueItem is one entry with what is proposed for it.
type TopicQueueItem struct {
	ID         registry.EntryID
	Version    int
	Title, URL string
	Note       string
	Offers     []TopicOffer
}

// TopicQueueLine is one entry of the queue before it is drawn.
type TopicQueueLine struct {
	Entry    *registry.Entry
	Proposed []registry.TopicProposal
}

// NewTopicQueuePage shows one page of the queue; done and skipped are what the last
// press of a button did.
func NewTopicQueuePage(lines []TopicQueueLine, names Reference, total int, pager Pager, done, skipped int) TopicQueuePage {
	p := TopicQueuePage{Total: Count(total) + " mô hình chưa có chủ đề", Pager: pager, ListURL: address.Topics}
	if done+skipped > 0 {
		p.Done = fmt.Sprintf("Đã xác nhận chủ đề của %s mô hình.", Count(done))
		if skipped > 0 {
			p.Done += fmt.Sprintf(" %s mô hình vừa đổi ở nơi khác nên để lại.", Count(skipped))
		}
	}
	proposed := 0
	for _, l := range lines {
		e := l.Entry
		item := TopicQueueItem{ID: e.ID, Version: e.Version, Title: e.RegisteredName(), URL: address.Entry.At(e.ID),
			Note:   join(" · ", "Số "+e.Number, YearText(e.Season), UnitLine(e, names.Ledger), e.Publication.Label()),
			Offers: newOffers(fmt.Sprintf("t%d", e.ID), l.Proposed)}
		if len(item.Offers) > 0 {
			proposed++
		}
		p.Items = append(p.Items, item)
	}
	if proposed > 0 {
		p.All = fmt.Sprintf("Nhận đề xuất của cả trang (%d mô hình)", proposed)
	}
	if len(lines) == 0 {
		p.Empty = &Empty{Heading: "Mô hình nào cũng đã có chủ đề", Text: "Mô hình mới gửi hoặc mới nhập sẽ hiện ở đây."}
	}
	return p
}

// TopicLines says what is kept of a topic.
func TopicLines(t *registry.Topic) []string {
	out := []string{"Tên: " + t.Label}
	for _, x := range []struct {
		name string
		list []string
	}{{"Từ, cụm từ chính", t.Words}, {"Từ phụ", t.Weak}, {"Trừ khi nằm trong", t.Except}} {
		if len(x.list) > 0 {
			out = append(out, x.name+": "+strings.Join(x.list, ", "))
		}
	}
	if t.Retired {
		out = append(out, "Ngừng dùng")
	}
	return out
}
