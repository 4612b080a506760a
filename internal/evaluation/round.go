package evaluation

import (
	"cmp"
	"hash/fnv"
	"slices"
	"time"

	"danvankheo/internal/registry"
)

// RoundID identifies a round.
type RoundID int64

// Group is a set of entries that is ranked by itself, so that small units are
// not beaten by volume.
type Group string

// The groups.
const (
	GroupCommunes     Group = "xa-phuong"
	GroupAgencies     Group = "so-nganh"
	GroupOrganisation Group = "mttq-doan-the"
	GroupForces       Group = "luc-luong-vu-trang"
	GroupPersons      Group = "ca-nhan"
)

var groups = []registry.Choice{
	{Code: string(GroupCommunes), Label: "Xã, phường"}, {Code: string(GroupAgencies), Label: "Sở, ban, ngành"},
	{Code: string(GroupOrganisation), Label: "Mặt trận, đoàn thể"}, {Code: string(GroupForces), Label: "Lực lượng vũ trang"},
	{Code: string(GroupPersons), Label: "Điển hình cá nhân"},
}

// Groups lists the groups in the order of papers.
func Groups() []Group {
	out := make([]Group, len(groups))
	for i, g := range groups {
		out[i] = Group(g.Code)
	}
	return out
}

// Label gives the words for the group.
func (g Group) Label() string { return registry.ChoiceLabel(groups, string(g)) }

// GroupOf says in which group an entry is ranked: a person among persons, else by
// the kind of its unit.
func GroupOf(kind registry.UnitKind, t registry.Type) Group {
	switch {
	case t == registry.IndividualExemplar:
		return GroupPersons
	case kind.Level() == registry.CommuneLevel:
		return GroupCommunes
	case kind == registry.Organisation:
		return GroupOrganisation
	case kind == registry.ArmedForce:
		return GroupForces
	}
	return GroupAgencies
}

// Tie rules: what decides between equal means, declared before scoring.
const (
	TieShared    = "dong-hang" // equal means share the rank
	TieMedian    = "trung-vi"  // the higher median first
	TieCriterion = "tieu-chi"  // the higher mean of the scale's criterion for it first
)

// TieRules lists the tie rules.
func TieRules() []registry.Choice {
	return []registry.Choice{
		{Code: TieShared, Label: "Điểm trung bình bằng nhau thì đồng hạng"},
		{Code: TieMedian, Label: "Điểm trung bình bằng nhau thì xét trung vị, vẫn bằng thì đồng hạng"},
		{Code: TieCriterion, Label: "Điểm trung bình bằng nhau thì xét tiêu chí phân hạng của thang điểm, vẫn bằng thì đồng hạng"},
	}
}

// Rules are the settings of a round besides its scale.
type Rules struct {
	MinSheets     int       `json:"min_sheets"`     // to be ranked
	SpreadFlag    Points    `json:"spread_flag"`    // max - min that asks for discussion
	ZMin          int       `json:"z_min"`          // sheets of every member for the corrected mean
	TopCap        int       `json:"top_cap"`        // percent of the ranked entries in the top band
	ShortlistFrom Points    `json:"shortlist_from"` // mean
	Tie           string    `json:"tie"`
	MinMonths     int       `json:"min_months"` // of running, to be eligible
	Award         AwardRule `json:"award"`
	Issuer        string    `json:"issuer"` // of the papers
	Parent        string    `json:"parent"`
	Place         string    `json:"place"`
}

// DefaultRules are those of domain notes D.3.
func DefaultRules() Rules {
	return Rules{
		MinSheets: 3, SpreadFlag: 2000, ZMin: 5, TopCap: 20, ShortlistFrom: 8000, Tie: TieShared, MinMonths: 6, Award: AwardRules()[0],
		Parent: registry.ProvinceBody.Name, Issuer: "Hội đồng bình xét “Dân vận khéo”", Place: "Bắc Ninh",
	}
}

// RoundLevels lists the levels at which a round is held, the usual one first.
func RoundLevels() []registry.RecognitionLevel {
	return []registry.RecognitionLevel{registry.ProvinceRecognition, registry.LocalRecognition}
}

// Round is one evaluation: of one season, at one level.
type Round struct {
	ID         RoundID
	Season     registry.Year
	Level      registry.RecognitionLevel // of [RoundLevels]
	Title      string
	Decision   string // number and date of the decision that set up the council
	Phase      Phase
	Scale      Scale
	Rules      Rules
	Dates      PhaseDates
	Version    int
	CreatedAt  time.Time
	ReleasedAt time.Time
}

// Check lists what is wrong with the settings of a round.
func (r Round) Check() error {
	var f registry.Fields
	if n := len([]rune(r.Title)); n < 5 || n > 200 {
		f.Add("title", "Đặt tên đợt xét, từ 5 đến 200 ký tự.")
	}
	registry.DecisionNote.Read(&f, r.Decision)
	if r.Season < 2022 || r.Season > 2100 {
		f.Add("season", "Chọn năm của đợt xét.")
	}
	if !slices.Contains(RoundLevels(), r.Level) {
		f.Add("level", "Chọn cấp xét.")
	}
	if r.Rules.MinSheets < 1 || r.Rules.MinSheets > 20 {
		f.Add("min_sheets", "Số phiếu tối thiểu từ 1 đến 20.")
	}
	if r.Rules.TopCap < 0 || r.Rules.TopCap > 100 {
		f.Add("top_cap", "Tỷ lệ trần từ 0 đến 100.")
	}
	if registry.ChoiceLabel(TieRules(), r.Rules.Tie) == r.Rules.Tie {
		f.Add("tie", "Chọn cách xử lý khi bằng điểm.")
	}
	var last registry.Date
	for _, p := range Phases() {
		d := r.Dates[p]
		switch {
		case d == "":
		case !d.Valid():
			f.Add(p.DateField(), "%s: nhập ngày dạng dd/mm/yyyy.", p.Label())
		case d < last:
			f.Add(p.DateField(), "%s: phải không sớm hơn bước trước.", p.Label())
		default:
			last = d
		}
	}
	for _, err := range []error{r.Rules.Award.Check(), r.Scale.Check()} {
		f = append(f, registry.FieldsOf(err)...)
	}
	return f.Err("Đợt xét chưa lưu được.")
}

// Order is the order in which a member meets entries: mixed, its own for each
// member, always the same for one member, so that nobody is always read last.
func Order(round RoundID, member registry.AccountID, entries []registry.EntryID) []registry.EntryID {
	key := func(e registry.EntryID) uint64 {
		h := fnv.New64a()
		for _, n := range []int64{int64(e), int64(member), int64(round)} {
			for i := range 8 {
				_, _ = h.Write([]byte{byte(n >> (8 * i))}) // never fails
			}
		}
		x := h.Sum64()
		x ^= x >> 33
		x *= 0xff51afd7ed558ccd // spreads neighbours apart (MurmurHash3's last step)
		return x ^ x>>33
	}
	out := slices.Clone(entries)
	slices.SortFunc(out, func(a, b registry.EntryID) int { return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(a, b)) })
	return out
}
