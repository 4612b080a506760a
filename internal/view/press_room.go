package view

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// PressRoomInput is what the front page of the press room shows.
type PressRoomInput struct {
	Reference
	Contact, Owner string // the contact, of the body that follows when there is none
	Corner         bool   // the reader has a journalist's corner
	Feeds          []Link
	Latest         []PackedStory
	Fixed, Gone    []edition.Edition // corrected and taken down lately, the newest change first
	Leads          []FoundLead
	Collections    []CollectionItem
}

// PackedStory is a story with the weight of its pack.
type PackedStory struct {
	Edition *edition.Edition
	Bytes   int64
}

// FoundLead is one way of looking for a story, with how many it finds and one of them.
type FoundLead struct {
	Code, Label string
	Count       int
	First       *edition.Edition
}

// NewPressRoomPage shows what is new with its pack, what changed, and where to look for
// a story.
func NewPressRoomPage(in PressRoomInput) PressRoomPage {
	p := PressRoomPage{
		Heading: "Báo chí", Lead: "Từ câu hỏi đến bài, ảnh, số liệu và lời người trong cuộc trong hai phút. Không cần tài khoản.",
		Contact: cmp.Or(in.Contact, in.Owner), Corner: Link{Text: "Đăng nhập", URL: address.SignIn},
		Feeds: in.Feeds, Collections: in.Collections, Changes: roomChanges(in.Fixed, in.Gone),
	}
	if in.Corner {
		p.Corner = Link{Text: "Mở Góc nhà báo", URL: address.PressDesk}
	}
	for _, s := range in.Latest {
		e := s.Edition
		p.Latest = append(p.Latest, RoomStory{
			Card: NewCard(e, in.Reference, ShapeCard), Headline: e.Headline(), Pack: StoryPackFile(e.Season, e.Slug, s.Bytes),
		})
	}
	for _, l := range in.Leads {
		p.Leads = append(p.Leads, RoomLead{
			Label: l.Label, URL: address.PressLeads + "#" + leadID(l.Code), Count: Count(l.Count) + " bài", First: headlineLink(l.First),
		})
	}
	return p
}

// StoryPackFile leads to everything of a story in one file.
func StoryPackFile(y registry.Year, slug registry.Slug, bytes int64) PressFile {
	return PressFile{Text: "Tải gói báo chí", URL: address.StoryPack.At(y, slug), Weight: Weight(bytes)}
}

func headlineLink(e *edition.Edition) Link {
	return Link{Text: e.Headline(), URL: address.Story.At(e.Season, e.Slug)}
}

func leadID(code string) string { return "goi-y-" + code }

// roomChangesMost is how many changes the press room names.
const roomChangesMost = 5

// roomChanges are the last corrections and removals, the newest first. Of what was taken
// down no more is said than its number: packs carry it.
func roomChanges(fixed, gone []edition.Edition) []RoomChange {
	var out []RoomChange
	for len(out) < roomChangesMost && len(fixed)+len(gone) > 0 {
		if len(gone) == 0 || len(fixed) > 0 && fixed[0].LastCorrection().After(gone[0].RemovedAt) {
			e := &fixed[0]
			c := roomChange(Badge{Text: "Đính chính", Tone: "wait"}, e.LastCorrection(), e.Corrections[len(e.Corrections)-1].Text)
			c.Headline, c.URL = e.Headline(), address.Story.At(e.Season, e.Slug)
			out, fixed = append(out, c), fixed[1:]
			continue
		}
		e := &gone[0]
		text := "Mô hình số " + e.Number + ". Xin không dùng lại nội dung và ảnh đã tải."
		out, gone = append(out, roomChange(Badge{Text: "Đã gỡ", Tone: "stop"}, e.RemovedAt, text)), gone[1:]
	}
	return out
}

func roomChange(b Badge, at time.Time, text string) RoomChange {
	return RoomChange{Badge: b, Day: Day(at), Stamp: Stamp(at), Text: text}
}

// ChooseInput is a basket of stories beside what a search finds.
type ChooseInput struct {
	Ledger        *registry.Ledger
	Text          string     // that is searched for
	Filters       url.Values // the other parameters of the search
	Asked         bool
	AllURL        string            // of a pack of all that was found
	BackURL       string            // of the search
	Chosen        []edition.Edition // in the basket
	Found         []edition.Edition
	Total, AtMost int // of what was found, of stories in one pack
}

// NewChoosePage is the basket: the stories that were put in, and beside them what a
// search finds, with boxes to tick.
func NewChoosePage(in ChooseInput) ChoosePage {
	p := ChoosePage{
		Heading: "Gói báo chí nhiều bài", Action: address.PressPack, Search: address.PressChoose, Found: "Bài mới nhất",
		Lead:  "Tìm, đánh dấu, tìm tiếp: bài đã đánh dấu vẫn giữ. Địa chỉ trang này là giỏ của bạn, có thể lưu hoặc gửi cho đồng nghiệp.",
		Query: InputText("q", "Tìm thêm bài", in.Text).Hint("Việc làm, địa danh, con số; gõ không dấu cũng được."),
	}
	for name, values := range in.Filters {
		for _, v := range values {
			if name != "q" {
				p.Hidden = append(p.Hidden, InputHidden(name, v))
			}
		}
	}
	slices.SortFunc(p.Hidden, func(a, b Field) int { return strings.Compare(a.Name+a.Value, b.Name+b.Value) })
	if in.Asked {
		p.Found, p.Count = "Tìm thấy "+Count(in.Total)+" bài", Count(min(in.Total, in.AtMost))
		p.AllURL, p.BackURL = in.AllURL, in.BackURL
	}
	if in.Total > len(in.Found) && in.Asked {
		p.Note = "Mỗi gói tối đa " + Count(in.AtMost) + " bài. Lọc thêm để lấy phần khác."
	}
	chosen := map[registry.EntryID]bool{}
	for i := range in.Chosen {
		chosen[in.Chosen[i].ID] = true
		p.Chosen = append(p.Chosen, newChooseItem(&in.Chosen[i], in.Ledger))
	}
	for i := range in.Found {
		if !chosen[in.Found[i].ID] {
			p.Items = append(p.Items, newChooseItem(&in.Found[i], in.Ledger))
		}
	}
	if len(in.Found) == 0 {
		p.Empty = &Empty{
			Heading: "Chưa tìm thấy bài nào",
			Text:    "Thử gọi việc đó cách khác, bớt chữ, hoặc tìm theo tên xã cũ.",
			Action:  &Link{Text: "Xem mọi mô hình", URL: address.Stories},
		}
	}
	return p
}

func newChooseItem(e *edition.Edition, l *registry.Ledger) ChooseItem {
	item := ChooseItem{
		ID: strconv.FormatInt(int64(e.ID), 10), Headline: e.Headline(), URL: address.Story.At(e.Season, e.Slug),
		Unit: UnitLine(e.Public(), l), Year: YearText(e.Season), Photos: "không có ảnh",
	}
	if e.Origin == registry.Reported {
		item.Photos = "báo chí phản ánh, không kèm ảnh"
		return item
	}
	n := 0
	for i := range e.Photos {
		if e.Photos[i].Shown() {
			n++
		}
	}
	if n > 0 {
		item.Photos = Count(n) + " ảnh"
	}
	return item
}

// LeadsInput is what reporters find who look for a story.
type LeadsInput struct {
	Reference
	Stories []edition.Edition // that leads are found in
	Groups  []LeadInput
	Near    registry.UnitCode // the place asked about, "" for none
	Today   registry.Date
	CanSee  bool      // the reader's last visit is kept
	Seen    time.Time // it
}

// LeadInput is one way of looking with what it finds.
type LeadInput struct {
	Code, Label, Why string
	Entries          []registry.EntryID
}

// NewLeadsPage shows each story once, in the first group that finds it; later groups
// name it.
func NewLeadsPage(in LeadsInput) LeadsPage {
	p := LeadsPage{
		Heading: "Gợi ý đề tài", Lead: "Những câu chuyện đáng tìm gặp trong " + Count(len(in.Stories)) + " bài mới nhất.",
		CanSee: in.CanSee, Seen: Moment(in.Seen),
	}
	var places []registry.Choice
	for _, u := range in.Ledger.On(in.Today, registry.Commune, registry.Ward) {
		places = append(places, registry.Choice{Code: string(u.Code), Label: u.Name})
	}
	p.Near = InputSelect("gan", "Gần nơi nào", string(in.Near), Options(places, "Chọn xã, phường…"))
	shown := map[registry.EntryID]bool{}
	for _, g := range in.Groups {
		group := LeadGroup{ID: leadID(g.Code), Heading: g.Label, Why: g.Why}
		for _, id := range g.Entries {
			i := slices.IndexFunc(in.Stories, func(e edition.Edition) bool { return e.ID == id })
			if e := &in.Stories[i]; shown[id] {
				group.Also = append(group.Also, headlineLink(e))
			} else {
				group.Cards = append(group.Cards, NewCard(e, in.Reference, ShapeCard))
			}
			shown[id] = true
		}
		p.Groups = append(p.Groups, group)
	}
	if len(p.Groups) == 0 {
		p.Empty = &Empty{
			Heading: "Chưa có gợi ý nào",
			Text:    "Gợi ý sẽ hiện khi có bài được đăng.",
			Action:  &Link{Text: "Xem mọi mô hình", URL: address.Stories},
		}
	}
	return p
}

// NewCollectionItem is a collection in a list.
func NewCollectionItem(title, lead, slug string) CollectionItem {
	return CollectionItem{Title: title, Lead: lead, URL: address.Collection.At(slug)}
}

// NewCollectionsPage lists what editors put together.
func NewCollectionsPage(items []CollectionItem) CollectionsPage {
	p := CollectionsPage{Heading: "Bộ sưu tập", Lead: "Những mô hình cùng một mạch, do ban biên tập chọn.", Items: items}
	if len(items) == 0 {
		p.Empty = &Empty{
			Heading: "Chưa có bộ sưu tập nào",
			Text:    "Các bộ sưu tập sẽ hiện ở đây khi ban biên tập chọn xong.",
			Action:  &Link{Text: "Xem mọi mô hình", URL: address.Stories},
		}
	}
	return p
}

// NewCollectionPage shows one collection, with a pack when its stories fit into one.
func NewCollectionPage(title, lead string, stories []edition.Edition, ref Reference, packMost int) CollectionPage {
	p := CollectionPage{Heading: title, Lead: lead, Crumbs: []Crumb{{Text: "Bộ sưu tập", URL: address.Collections}, {Text: title}}}
	pick := url.Values{}
	for i := range stories {
		p.Cards = append(p.Cards, NewCard(&stories[i], ref, ShapeCard))
		pick.Add("id", strconv.FormatInt(int64(stories[i].ID), 10))
	}
	if n := len(p.Cards); n > 0 && n <= packMost {
		p.PackURL = address.PressPack + "?" + pick.Encode()
	}
	return p
}
