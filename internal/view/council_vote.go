package view

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// CouncilPoll is a vote as its reader may see it. Tallies and outcomes are there
// once it is closed.
type CouncilPoll struct {
	ID       int64
	Number   int
	Rule     evaluation.AwardRule
	Paper    bool
	Open     bool
	OpenedAt time.Time
	Present  int                // members in the room
	Voters   int                // of them who have voted
	Voted    bool               // the reader has
	Entries  []registry.EntryID // that the reader votes on
	Own      map[registry.EntryID]evaluation.Choice
	Tallies  []evaluation.Tally
	Outcomes map[registry.EntryID]evaluation.Outcome
	Balanced bool // every count holds as many ballots as there were voters
}

func (p CouncilPoll) title() string { return fmt.Sprintf("Lần %d: %s", p.Number, p.Rule.Label) }

func (p CouncilPoll) path(s CouncilSeat) string { return address.RoundVote.At(s.Round.ID, p.ID) }

// how says in what way votes are cast.
func (p CouncilPoll) how() string {
	how := "Biểu quyết công khai"
	if p.Rule.Secret {
		how = "Bỏ phiếu kín"
	}
	if p.Paper {
		how += ", phiếu giấy"
	}
	return how
}

// VotesInput is what the list of the votes of a round is made from.
type VotesInput struct {
	Seat    CouncilSeat
	Polls   []CouncilPoll
	Entries map[registry.EntryID]CouncilEntry
	People  []evaluation.Appointee
	Err     error
}

// NewVotesPage lists the votes of a round: how far an open one is, the counts of
// the closed ones. Another vote is opened only while none is.
func NewVotesPage(in VotesInput) CouncilPage {
	p := CouncilPage{CouncilHead: in.Seat.head("Biểu quyết", in.Err)}
	for _, x := range in.Polls {
		if x.Open {
			p.Sections = append(p.Sections, openPollSection(in.Seat, x))
		} else {
			p.Sections = append(p.Sections, closedPollSection(in, x))
		}
	}
	if len(in.Polls) == 0 {
		p.Sections = append(p.Sections, Block{
			Empty: &Empty{Heading: "Chưa có lần biểu quyết nào", Text: "Thư ký mở biểu quyết khi hội đồng đã họp đủ."},
		})
	}
	p.Sections = append(p.Sections, Block{Heading: "Quy tắc", Facts: RuleFacts(in.Seat.Round.Rules.Award)})
	if in.Seat.May(evaluation.RunVote) && !slices.ContainsFunc(in.Polls, func(x CouncilPoll) bool { return x.Open }) {
		p.Sections = append(p.Sections, openVoteSection(in))
	}
	return p
}

func pollSection(x CouncilPoll) Block {
	return Block{
		Heading: x.title(),
		Text:    fmt.Sprintf("%s, mở %s, %d mô hình, %d người có mặt.", x.how(), Moment(x.OpenedAt), len(x.Entries), x.Present),
	}
}

// openPollSection shows how many have voted. Who has cast a secret ballot is not
// offered another; an open vote may be changed until it is closed.
func openPollSection(s CouncilSeat, x CouncilPoll) Block {
	sec, path := pollSection(x), x.path(s)
	sec.Figures = []Figure{
		{Value: strconv.Itoa(x.Voters), Of: "/" + strconv.Itoa(x.Present), Unit: "người", Label: "đã bỏ phiếu"},
	}
	if s.May(evaluation.CastVote) && !x.Paper {
		if x.Voted && x.Rule.Secret {
			sec.Text += " Bạn đã bỏ phiếu."
		} else {
			sec.Links = append(sec.Links, Link{"Bỏ phiếu", path})
		}
	}
	if s.May(evaluation.RunVote) {
		sec.Form = &BlockForm{URL: address.RoundVoteClose.At(s.Round.ID, x.ID), Buttons: []Button{{Text: "Đóng và kiểm phiếu", Kind: "main"}}}
		if x.Paper {
			sec.Links = append(sec.Links, Link{"Nhập kết quả phiếu giấy", path})
		}
	}
	return sec
}

func closedPollSection(in VotesInput, x CouncilPoll) Block {
	sec := pollSection(x)
	t := Table{Caption: "Kết quả kiểm phiếu", HideCaption: true, Stacked: true, Columns: []Column{
		{Label: "Mô hình"}, {Label: "Phát ra", Num: true}, {Label: "Thu về", Num: true}, {Label: "Hợp lệ", Num: true},
		{Label: "Đồng ý", Num: true}, {Label: "Không", Num: true}, {Label: "Cần", Num: true}, {Label: "Tỷ lệ", Num: true},
		{Label: "Kết quả"},
	}}
	for _, y := range x.Tallies {
		o, e := x.Outcomes[y.Entry], in.Entries[y.Entry]
		badge := passBadge(o)
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: e.Title, URL: address.RoundEntry.At(in.Seat.Round.ID, y.Entry), Head: true, Sub: e.Unit},
			N(strconv.Itoa(y.Issued)), N(strconv.Itoa(y.Sum())), N(strconv.Itoa(y.Valid())), N(strconv.Itoa(y.Yes)), N(strconv.Itoa(y.No)),
			N(fmt.Sprintf("%d/%d", o.Needed, o.Base)), N(o.Percent.String() + "%"), {Badge: &badge},
		}})
	}
	t = t.Labelled()
	sec.Table = &t
	if !x.Paper {
		check := Fact{Name: "Tự kiểm tra", Text: "Số phiếu không khớp số người đã bỏ phiếu. Dừng lại và báo thư ký."}
		if x.Balanced {
			check.Text = "Với từng mô hình, tổng số phiếu thu về bằng đúng số người đã bỏ phiếu."
		}
		sec.Facts = []Fact{check}
	}
	return sec
}

func passBadge(o evaluation.Outcome) Badge {
	switch {
	case o.Passed:
		return Badge{"Đạt", "ok"}
	case !o.Quorate:
		return Badge{"Không đủ số có mặt", "stop"}
	}
	return Badge{"Không đạt", "stop"}
}

func openVoteSection(in VotesInput) Block {
	var present []Option
	var ticked []string
	for _, m := range in.People {
		if m.Position.Scores() {
			id := fmt.Sprint(m.Account)
			present, ticked = append(present, Option{Value: id, Label: m.Name + " · " + m.Position.Label()}), append(ticked, id)
		}
	}
	return Block{
		Heading: "Mở biểu quyết",
		Text:    "Đưa toàn bộ danh sách rút gọn ra biểu quyết theo quy tắc trên.",
		Form: &BlockForm{
			URL: address.RoundVotes.At(in.Seat.Round.ID),
			Fields: []Field{
				InputChecks("present", "Thành viên có mặt", ticked, present),
				InputTick("paper", "Bỏ phiếu giấy, thư ký nhập kết quả kiểm phiếu", false),
			},
			Buttons: []Button{Submit("Mở biểu quyết")},
		},
	}
}

// BallotInput is what a ballot, or the form of the paper counts, is made from.
type BallotInput struct {
	Seat    CouncilSeat
	Poll    CouncilPoll
	Entries map[registry.EntryID]CouncilEntry
	Typed   url.Values
	Err     error
}

// NewBallotPage is the ballot of a member; of a vote on paper, the counts for who
// runs it.
func NewBallotPage(in BallotInput) CouncilPage {
	s, x, wrong := in.Seat, in.Poll, registry.FieldsOf(in.Err)
	p := CouncilPage{CouncilHead: CouncilHead{Title: "Phiếu biểu quyết", Eyebrow: x.title(), Errors: NewErrorSummary(in.Err)}}
	form := &BlockForm{URL: x.path(s)}
	switch {
	case x.Paper && s.May(evaluation.RunVote):
		p.Title, form.URL = "Nhập kết quả kiểm phiếu giấy", address.RoundVoteCount.At(s.Round.ID, x.ID)
		p.Lead = "Phát ra gồm cả ý kiến bằng văn bản của người vắng; không có thì để trống ô đó. " +
			"Đồng ý, không đồng ý và không hợp lệ cộng lại là số phiếu thu về."
		for _, e := range x.Entries {
			form.Rows = append(form.Rows, paperCountRow(in.Entries[e], in.Typed, wrong))
		}
		form.Buttons = []Button{Submit("Lưu kết quả kiểm phiếu")}
	case s.May(evaluation.CastVote):
		if x.Rule.Secret {
			p.Lead = "Phiếu kín: chương trình chỉ ghi là bạn đã bỏ phiếu và cộng số, không ghi bạn chọn gì. Bỏ rồi không sửa được."
		}
		for _, e := range x.Entries {
			form.Picks = append(form.Picks, ballotRow(in, in.Entries[e], wrong))
		}
		form.Buttons = []Button{Submit("Bỏ phiếu"), {Text: "Để sau", URL: address.RoundVotes.At(s.Round.ID)}}
	}
	p.Crumbs = s.crumbs(Crumb{Text: p.Title})
	p.Sections = []Block{{Form: form}}
	return p
}

func ballotRow(in BallotInput, x CouncilEntry, wrong registry.Fields) PickRow {
	var options []Option
	for _, k := range evaluation.Choices() {
		options = append(options, Option{Value: k.String(), Label: k.Label()})
	}
	name := fmt.Sprintf("c%d", x.ID)
	value := in.Typed.Get(name)
	if own, ok := in.Poll.Own[x.ID]; ok && value == "" {
		value = own.String()
	}
	return PickRow{
		Field: InputRadios(name, x.Title, value, options).Wrong(wrong),
		Mark:  MarkOf(x.Field),
		Sub:   x.UnitLine,
		URL:   address.RoundEntry.At(in.Seat.Round.ID, x.ID),
	}
}

// paperCounts are the counts of one entry in a vote on paper: how many ballots
// went out, and what came back. A field's name is the code and the entry.
var paperCounts = []struct{ code, label string }{
	{"p", "Phát ra"}, {"w", "Ý kiến bằng văn bản"}, {"y", "Đồng ý"}, {"n", "Không đồng ý"}, {"b", "Không hợp lệ"},
}

func paperCountRow(x CouncilEntry, typed url.Values, wrong registry.Fields) FieldRow {
	row := FieldRow{Legend: "Số " + x.Number + ": " + x.Title}
	for _, k := range paperCounts {
		name := fmt.Sprintf("%s%d", k.code, x.ID)
		row.Fields = append(row.Fields, numeric(InputText(name, k.label, typed.Get(name)).Wrong(wrong)))
	}
	return row
}
