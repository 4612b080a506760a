package registry

import (
	"reflect"
	"slices"
	"time"
)

// EntryID identifies an entry.
type EntryID int64

// ModelID identifies a model over its years.
type ModelID int64

// Slug is the readable part of a story's address.
type Slug string

// Entry is one model in one season by one unit.
type Entry struct {
	ID       EntryID
	Model    ModelID
	Number   string // "26-0184": issued once, never again
	Ref      string // the caller's own key, of an import or the API
	Season   Year   // 0: unknown, of a reported entry
	Origin   Origin
	Unit     UnitCode // as it was then; "" when the reported text could not be resolved
	UnitText string   // the unit as the source or importer wrote it
	Slug     Slug
	Version  int
	Edition  int  // number of the newest edition, 0 while none was sealed
	Demo     bool // "dữ liệu minh họa"

	Registration Registration
	Result       Result
	Publication  Publication

	Content Content
	Report  Report
	Story   Story
	Source  Source

	Photos        []Photo
	Attachments   []Attachment
	Links         []Link
	Corrections   []Correction
	Recognitions  []Recognition
	Commendations []Commendation
	CoOwners      []CoOwner
	Fates         []PublicFate // of an edition; an entry's own are its survivals

	CreatedAt, UpdatedAt    time.Time
	SentAt, AcceptedAt      time.Time // zero: not yet
	ReportedAt, ConfirmedAt time.Time
	FirstSentAt             time.Time // before any return: what is judged against the deadline
	FirstReportedAt         time.Time
	PublishAt, PublishedAt  time.Time // PublishAt: of a scheduled story
	RemovedAt               time.Time
	RemoveReason            string
	EmbargoForPress         bool // signed-in journalists may see it before its time
	SecretField             bool // "không đăng": security or defence matter the force must clear
	ReturnReason            string
	ReturnChecks            []ReturnCheck
	MergedInto              EntryID
}

// Source is where a reported entry was read (data/README.md).
type Source struct {
	Title       string `json:"title,omitempty"`
	Publisher   string `json:"publisher,omitempty"`
	Date        string `json:"date,omitempty"` // YYYY-MM or YYYY-MM-DD
	URL         string `json:"url,omitempty"`
	Label       string `json:"label,omitempty"`      // how the source itself speaks of it
	YearBasis   string `json:"year_basis,omitempty"` // how the year is known
	Confidence  string `json:"confidence,omitempty"`
	District    string `json:"district,omitempty"`
	Recognition string `json:"recognition,omitempty"` // as reported
}

// SourceLabels lists how a source may speak of what it reports.
func SourceLabels() []Choice {
	return []Choice{{"dan-van-kheo", "Dân vận khéo"}, {"cong-tac-dan-van", "Công tác dân vận"}, {"tuong-tu", "Việc làm tương tự"}}
}

// YearBases lists how the year of a reported entry may be known.
func YearBases() []Choice {
	return []Choice{
		{"neu-trong-bai", "nêu trong bài"},
		{"ngay-dang", "theo ngày đăng"},
		{"uoc-luong", "ước lượng"},
		{"khong-ro", "không rõ"},
	}
}

// Link joins an entry to an earlier one: continuing it or learning from it. The
// owner of the earlier one confirms learning.
type Link struct {
	To          EntryID
	Kind        LinkKind
	Confirmed   bool
	ConfirmedAt time.Time
}

// LinkKind says what an entry takes from an earlier one.
type LinkKind uint8

// Continues: the same model a year later. LearnsFrom: another unit's model.
const (
	Continues LinkKind = iota
	LearnsFrom
)

var linkKinds = []term{{"tiep-tuc", "Tiếp tục"}, {"hoc-tu", "Học từ"}}

func (k LinkKind) String() string { return codeOf(linkKinds, k) }

// Label gives the words for the kind of link.
func (k LinkKind) Label() string { return labelOf(linkKinds, k) }

// ParseLinkKind reads the code of a kind of link.
func ParseLinkKind(s string) (LinkKind, error) { return parse[LinkKind](linkKinds, "liên kết", s) }

// Correction is a visible note that a published story was corrected.
type Correction struct {
	At   time.Time
	Text string
}

// ReturnCheck is one line of the checklist a returned registration carries; the
// unit ticks it off.
type ReturnCheck struct {
	Code string `json:"code"` // of ReturnReasons, or "khac"
	Text string `json:"text"`
	Done bool   `json:"done"`
}

// ReturnReasons lists the coded reasons for returning a registration or report.
func ReturnReasons() []Choice {
	return []Choice{
		{"thieu-thuc-trang", "Thực trạng chưa rõ hoặc chưa có số liệu đầu kỳ"},
		{"thieu-chi-tieu", "Chỉ tiêu chưa đo được hoặc chưa có số đích"},
		{"cach-lam", "Cách làm còn chung chung, chưa rõ khéo ở đâu"},
		{"trung-lap", "Có dấu hiệu trùng với mô hình khác hoặc năm trước"},
		{"sai-linh-vuc", "Chọn chưa đúng lĩnh vực hoặc loại"},
		{"anh", "Ảnh thiếu chú thích, tác giả hoặc căn cứ sử dụng"},
		{"minh-chung", "Số liệu chưa có minh chứng hoặc xác nhận"},
		{"thong-tin-ca-nhan", "Có thông tin cá nhân không nên công khai"},
		{"khac", "Lý do khác"},
	}
}

// Late reports whether the registration first came after the season's day. One
// whose first sending is not known, taken in from a list, is not called late.
func (e *Entry) Late(s Season) bool {
	return !e.FirstSentAt.IsZero() && e.FirstSentAt.After(s.Deadline(s.RegisterTo))
}

// Zone is the time zone of the province; days are computed in it.
var Zone = time.FixedZone("+07", 7*3600)

// RegisteredName is the name under which the entry was registered: its only name in
// every record, which are lists of staff, registers, papers of the council, reports
// and exports. Who edits a story changes none of them.
func (e *Entry) RegisteredName() string { return e.Content.Title }

// Headline is the title of the story, or of the entry when there is none. It is for
// the public face alone; a record has the [Entry.RegisteredName].
func (e *Entry) Headline() string {
	if e.Story.Headline != "" {
		return e.Story.Headline
	}
	return e.Content.Title
}

// Lead is the short text of the story, or the summary when there is none.
func (e *Entry) Lead() string {
	if e.Story.Short != "" {
		return e.Story.Short
	}
	return e.Content.Summary
}

// LeadPhoto is the photo shown first in public, nil when there is none.
func (e *Entry) LeadPhoto() *Photo {
	var first *Photo
	for i := range e.Photos {
		p := &e.Photos[i]
		if !p.Shown() {
			continue
		}
		if p.ID == e.Story.LeadPhoto {
			return p
		}
		if first == nil {
			first = p
		}
	}
	return first
}

// Visible reports whether everybody may see the entry at a time.
func (e *Entry) Visible(now time.Time) bool {
	return e.Publication.Public() || e.Publication == Scheduled && !e.PublishAt.After(now)
}

// Released reports whether somebody who may publish has let the entry out, now or at
// an hour that is set.
func (e *Entry) Released() bool { return e.Publication.Public() || e.Publication == Scheduled }

// Unseen reports whether no reader outside sees anything of the entry, now or at
// an hour that is set, nor that it was taken down.
func (e *Entry) Unseen() bool { return e.Publication == InternalOnly || e.Publication == Pending }

// Contradicts reports whether another state of a story changes or takes away a fact that
// its readers have, rather than adding to what they have: a text, a figure, a photo or
// what stands over the story is different or gone.
func (e *Entry) Contradicts(o *Entry) bool {
	if fieldsContradict(storyFields, &e.Story, &o.Story) || fieldsContradict(contentFields, &e.Content, &o.Content) ||
		fieldsContradict(reportFields, &e.Report, &o.Report) {
		return true
	}
	figures := o.Reached()
	for _, r := range e.Reached() {
		if !slices.ContainsFunc(figures, func(n Reached) bool { return n == r || r.Actual.Empty() && samePledge(r, n) }) {
			return true
		}
	}
	for i := range e.Photos {
		p := &e.Photos[i]
		if p.Shown() && !slices.ContainsFunc(o.Photos, func(n Photo) bool {
			return n.Shown() && n.Hash == p.Hash && n.Caption == p.Caption && n.Author == p.Author
		}) {
			return true
		}
	}
	return e.Season != o.Season || e.Origin != o.Origin || e.Unit != "" && e.Unit != o.Unit ||
		e.Source.URL != "" && e.Source != o.Source || e.Result.Confirmed() && e.Result != o.Result
}

// samePledge reports whether a figure is one that readers know as a target, reached by
// now or not.
func samePledge(was, now Reached) bool {
	return was.Indicator == now.Indicator && was.Label == now.Label && was.Unit == now.Unit && was.Baseline == now.Baseline &&
		was.Target == now.Target
}

// fieldsContradict compares the fields that a page prints, but for the figures.
func fieldsContradict[T any](defs []FieldDef[T], was, now *T) bool {
	for i := range defs {
		d := &defs[i]
		if d.Seen&OnPage == 0 || d.Name == "outcomes" || d.Name == "lead_photo" {
			continue
		}
		v := reflect.ValueOf(d.Value(was))
		if blank := v.IsZero() && v.Kind() != reflect.Uint8; !blank && !reflect.DeepEqual(d.Value(was), d.Value(now)) {
			return true // a code is never blank
		}
	}
	return false
}

// MoveRegistration changes the state of the registration, or is a Conflict.
func (e *Entry) MoveRegistration(to Registration) error {
	if !e.Registration.CanBecome(to) {
		return Errorf(Conflict, "Đăng ký đang ở trạng thái “%s”, không chuyển sang “%s” được.", e.Registration.Label(), to.Label())
	}
	e.Registration = to
	return nil
}

// MoveResult changes the state of the result report, or is a Conflict.
func (e *Entry) MoveResult(to Result) error {
	if !e.Result.CanBecome(to) {
		return Errorf(Conflict, "Báo cáo đang ở trạng thái “%s”, không chuyển sang “%s” được.", e.Result.Label(), to.Label())
	}
	e.Result = to
	return nil
}

// MovePublication changes the state of the story, or is a Conflict.
func (e *Entry) MovePublication(to Publication) error {
	if !e.Publication.CanBecome(to) {
		return Errorf(Conflict, "Bài đang ở trạng thái “%s”, không chuyển sang “%s” được.", e.Publication.Label(), to.Label())
	}
	e.Publication = to
	return nil
}

// LastCorrection is when the story was last corrected; the zero time for never.
func (e *Entry) LastCorrection() time.Time {
	if n := len(e.Corrections); n > 0 {
		return e.Corrections[n-1].At
	}
	return time.Time{}
}
