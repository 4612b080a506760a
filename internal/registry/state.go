package registry

import "slices"

// Registration is the state of an entry's registration.
type Registration uint8

// The states of a registration. Unregistered is that of a reported entry that no
// unit has claimed.
const (
	Draft Registration = iota
	Sent
	Returned
	Accepted
	Withdrawn
	Merged
	Unregistered
)

var registrations = []term{
	{"nhap", "Nháp"}, {"da-gui", "Đã gửi"}, {"tra-lai", "Trả lại"}, {"tiep-nhan", "Đã tiếp nhận"},
	{"rut", "Đã rút"}, {"gop", "Đã gộp"}, {"khong-dang-ky", "Báo chí phản ánh"},
}

var registrationMoves = map[Registration][]Registration{
	Draft:        {Sent, Withdrawn, Merged},
	Sent:         {Returned, Accepted, Withdrawn, Merged},
	Returned:     {Sent, Withdrawn, Merged},
	Accepted:     {Withdrawn, Merged},
	Unregistered: {Draft, Merged},
	Merged:       {Unregistered}, // a registration gives back what the press reported
}

// Result is the state of an entry's result report.
type Result uint8

// The states of a result report.
const (
	NoReport Result = iota
	ReportDraft
	ReportSent
	ReportReturned
	Effective
	Ineffective
)

var results = []term{
	{"chua-co", "Chưa có báo cáo"}, {"nhap", "Báo cáo nháp"}, {"da-gui", "Đã gửi báo cáo"}, {"tra-lai", "Trả lại báo cáo"},
	{"hieu-qua", "Xác nhận hiệu quả"}, {"chua-hieu-qua", "Xác nhận chưa hiệu quả"},
}

var resultMoves = map[Result][]Result{
	NoReport:       {ReportDraft, ReportSent},
	ReportDraft:    {ReportSent},
	ReportSent:     {ReportReturned, Effective, Ineffective},
	ReportReturned: {ReportSent},
}

// Publication is the state of an entry's story.
type Publication uint8

// The states of a story. Published and Corrected are public; Scheduled becomes
// Published by itself at its time.
const (
	InternalOnly Publication = iota
	Pending
	Scheduled
	Published
	Corrected
	Removed
)

var publications = []term{
	{"noi-bo", "Nội bộ"}, {"cho-duyet", "Chờ duyệt đăng"}, {"hen-gio", "Hẹn giờ đăng"}, {"cong-khai", "Công khai"},
	{"dinh-chinh", "Công khai, có đính chính"}, {"go", "Đã gỡ"},
}

var publicationMoves = map[Publication][]Publication{
	InternalOnly: {Pending, Scheduled, Published},
	Pending:      {InternalOnly, Scheduled, Published},
	Scheduled:    {Pending, Published, Removed},
	Published:    {Corrected, Removed},
	Corrected:    {Corrected, Removed},
	Removed:      {Pending, Published},
}

// CanBecome reports whether a registration may move to another state.
func (r Registration) CanBecome(to Registration) bool {
	return slices.Contains(registrationMoves[r], to)
}

// CanBecome reports whether a result report may move to another state.
func (r Result) CanBecome(to Result) bool { return slices.Contains(resultMoves[r], to) }

// CanBecome reports whether a story may move to another state.
func (p Publication) CanBecome(to Publication) bool { return slices.Contains(publicationMoves[p], to) }

// Open reports whether the unit may still edit its registration.
func (r Registration) Open() bool { return r == Draft || r == Returned }

// Open reports whether the unit may still edit its report.
func (r Result) Open() bool { return r == NoReport || r == ReportDraft || r == ReportReturned }

// Confirmed reports whether the verifier has confirmed the result, either way.
func (r Result) Confirmed() bool { return r == Effective || r == Ineffective }

// Public reports whether the story is to be seen by everybody.
func (p Publication) Public() bool { return p == Published || p == Corrected }

func (r Registration) String() string { return codeOf(registrations, r) }

// Label gives the words for the state.
func (r Registration) Label() string { return labelOf(registrations, r) }
func (r Result) String() string      { return codeOf(results, r) }

// Label gives the words for the state.
func (r Result) Label() string       { return labelOf(results, r) }
func (p Publication) String() string { return codeOf(publications, p) }

// Label gives the words for the state.
func (p Publication) Label() string { return labelOf(publications, p) }

// ParseRegistration reads the code of a registration state.
func ParseRegistration(s string) (Registration, error) {
	return parse[Registration](registrations, "trạng thái đăng ký", s)
}

// ParseResult reads the code of a report state.
func ParseResult(s string) (Result, error) {
	return parse[Result](results, "trạng thái báo cáo", s)
}

// ParsePublication reads the code of a publication state.
func ParsePublication(s string) (Publication, error) {
	return parse[Publication](publications, "trạng thái đăng", s)
}

// Registrations lists all registration states.
func Registrations() []Registration { return all[Registration](registrations) }

// Results lists all report states.
func Results() []Result { return all[Result](results) }

// Publications lists all publication states.
func Publications() []Publication { return all[Publication](publications) }

// Origin says where an entry comes from.
type Origin uint8

// Registered by its unit, or Reported by the press.
const (
	Registered Origin = iota
	Reported
)

var origins = []term{{"dang-ky", "Đơn vị đăng ký"}, {"bao-chi", "Báo chí phản ánh"}}

func (o Origin) String() string { return codeOf(origins, o) }

// Label gives the words for the origin.
func (o Origin) Label() string { return labelOf(origins, o) }

// ParseOrigin reads the code of an origin.
func ParseOrigin(s string) (Origin, error) { return parse[Origin](origins, "nguồn", s) }

// Origins lists all origins.
func Origins() []Origin { return all[Origin](origins) }

// Type is what an entry honours.
type Type uint8

// The types of an entry (domain notes B.1).
const (
	CollectiveModel Type = iota
	CollectiveExemplar
	IndividualExemplar
)

var types = []term{
	{"mo-hinh-tap-the", "Mô hình tập thể"}, {"dien-hinh-tap-the", "Điển hình tập thể"}, {"dien-hinh-ca-nhan", "Điển hình cá nhân"},
}

func (t Type) String() string { return codeOf(types, t) }

// Label gives the words for the type.
func (t Type) Label() string { return labelOf(types, t) }

// ParseType reads the code of a type.
func ParseType(s string) (Type, error) { return parse[Type](types, "loại", s) }

// Types lists all types.
func Types() []Type { return all[Type](types) }

// MarshalText writes the code.
func (t Type) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads the code.
func (t *Type) UnmarshalText(b []byte) (err error) { *t, err = ParseType(string(b)); return err }

// Novelty says how an entry relates to earlier ones (mới, tiếp tục, nâng chất,
// nhân rộng). The interface calls it "hình thức"; it is not the JSON API's
// "kind", which is the [Type].
type Novelty uint8

// The novelties.
const (
	New Novelty = iota
	Continued
	Improved
	Replicated
)

var novelties = []term{
	{"moi", "Mới"},
	{"tiep-tuc", "Tiếp tục năm trước"},
	{"nang-chat", "Nâng chất mô hình đã có"},
	{"nhan-rong", "Nhân rộng từ mô hình khác"},
}

func (n Novelty) String() string { return codeOf(novelties, n) }

// Label gives the words for the novelty.
func (n Novelty) Label() string { return labelOf(novelties, n) }

// ParseNovelty reads the code of a novelty.
func ParseNovelty(s string) (Novelty, error) { return parse[Novelty](novelties, "hình thức", s) }

// Novelties lists all novelties.
func Novelties() []Novelty { return all[Novelty](novelties) }

// MarshalText writes the code.
func (n Novelty) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads the code.
func (n *Novelty) UnmarshalText(b []byte) (err error) { *n, err = ParseNovelty(string(b)); return err }
