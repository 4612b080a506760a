package registry

import "strings"

// UnitID identifies a body over its whole life; it is ours, never the official code.
type UnitID int64

// UnitCode identifies one version of a unit, such as "07210-202507": the
// official code, with the month of its first day when the code was used before.
type UnitCode string

// Official is the code without its month: several versions, of one body or of others,
// have borne it.
func (c UnitCode) Official() string {
	official, _, _ := strings.Cut(string(c), "-")
	return official
}

// UnitKind is what sort of body a unit is.
type UnitKind uint8

// The kinds of unit. District, City and Town are the district level that ended
// on 30/06/2025.
const (
	Province UnitKind = iota
	District
	City
	Town
	Commune
	Ward
	Township
	Agency
	Organisation
	ArmedForce
	Press
)

var unitKinds = []term{
	{"province", "tỉnh"}, {"district", "huyện"}, {"city", "thành phố thuộc tỉnh"}, {"town", "thị xã"},
	{"commune", "xã"}, {"ward", "phường"}, {"township", "thị trấn"},
	{"agency", "sở, ban, ngành"},
	{"organisation", "Mặt trận, đoàn thể"},
	{"armed_force", "lực lượng vũ trang"},
	{"press", "cơ quan báo chí"},
}

// String gives the code of the kind.
func (k UnitKind) String() string { return codeOf(unitKinds, k) }

// Label gives the words for the kind.
func (k UnitKind) Label() string { return labelOf(unitKinds, k) }

// ParseUnitKind reads the code of a kind.
func ParseUnitKind(s string) (UnitKind, error) {
	return parse[UnitKind](unitKinds, "loại đơn vị", s)
}

// UnitKinds lists all kinds.
func UnitKinds() []UnitKind { return all[UnitKind](unitKinds) }

// MarshalText writes the code.
func (k UnitKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the code.
func (k *UnitKind) UnmarshalText(b []byte) (err error) {
	*k, err = ParseUnitKind(string(b))
	return err
}

// Level groups kinds that succeed one another.
type Level uint8

// The levels of bodies.
const (
	ProvinceLevel Level = iota
	DistrictLevel
	CommuneLevel
	BodyLevel
)

// Level gives the level of a kind.
func (k UnitKind) Level() Level {
	switch k {
	case Province:
		return ProvinceLevel
	case District, City, Town:
		return DistrictLevel
	case Commune, Ward, Township:
		return CommuneLevel
	default:
		return BodyLevel
	}
}

// Unit is one version of a body. From is its first day ("" = before 14/05/2022,
// where the ledger begins), To its last day inclusive ("" = still in force).
type Unit struct {
	ID       UnitID   `json:"id"`
	Code     UnitCode `json:"code"`
	Name     string   `json:"name"` // with the type word: "Xã Tân Sơn"
	Kind     UnitKind `json:"kind"`
	Parent   UnitCode `json:"parent,omitempty"`
	From     Date     `json:"valid_from,omitempty"`
	To       Date     `json:"valid_to,omitempty"`
	Lat, Lng float64  `json:"-"`
	Note     string   `json:"note,omitempty"`
}

// Holds reports whether the version is in force on a day.
func (u Unit) Holds(on Date) bool {
	return (u.From == "" || u.From <= on) && (u.To == "" || on <= u.To)
}

// Was reports whether v is the unit itself or an earlier version of the same body.
// A body that took another over without a new version of its own shares an id with
// it, yet was never it: an earlier version ended before this one began.
func (u Unit) Was(v Unit) bool {
	return u.Code == v.Code || u.ID == v.ID && v.To != "" && u.From != "" && v.To < u.From
}

// Extent says how much of a predecessor went to a successor.
type Extent uint8

// Whole: all of it, to one successor. Part: a part of it.
const (
	Whole Extent = iota
	Part
)

var extents = []term{{"whole", "toàn bộ"}, {"part", "một phần"}}

// String gives the code of the extent.
func (e Extent) String() string { return codeOf(extents, e) }

// Label gives the words for the extent.
func (e Extent) Label() string { return labelOf(extents, e) }

// ParseExtent reads the code of an extent.
func ParseExtent(s string) (Extent, error) { return parse[Extent](extents, "phạm vi kế thừa", s) }

// Succession is one edge: on Date the territory or tasks of From went to To.
type Succession struct {
	From, To UnitCode
	Date     Date
	Extent   Extent
	Basis    string // the legal text
}

// Tile is the place of one of today's communes on the tile map: column 0 is the
// west, row 0 the north (data/README.md).
type Tile struct {
	Unit     UnitCode
	Col, Row int
	Name     string // without the type word
}

// InSentence writes the name of a commune or district as it is written within a
// sentence: "xã Tân Sơn". Names of bodies keep their capital: "Sở Nội vụ".
func InSentence(name string) string {
	for _, k := range unitKinds[District : Township+1] {
		if strings.HasPrefix(lowerFirst(name), k.label+" ") || k.label == "thành phố thuộc tỉnh" && strings.HasPrefix(name, "Thành phố ") {
			return lowerFirst(name)
		}
	}
	return name
}
