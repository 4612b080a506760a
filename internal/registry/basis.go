package registry

import (
	"fmt"
	"strings"

	"danvankheo/internal/vietnamese"
)

// Body is a body whose name is printed on papers.
type Body struct {
	Name  string // as the head of a paper and a full citation have it
	Short string // as a list of bases has it
}

// The bodies that papers name before anybody set another name.
var (
	AssemblyBody       = Body{"Quốc hội", "Quốc hội"}
	GovernmentBody     = Body{"Chính phủ", "Chính phủ"}
	ProvinceBody       = Body{"Ủy ban nhân dân tỉnh Bắc Ninh", "UBND tỉnh Bắc Ninh"}
	FormerProvinceBody = Body{"Ủy ban nhân dân tỉnh Bắc Giang", "UBND tỉnh Bắc Giang"}
	DepartmentBody     = Body{"Sở Nội vụ tỉnh Bắc Ninh", "Sở Nội vụ"}
)

// BodyNamed is a body that a setting names, with the short name that sentences
// have: without the province.
func BodyNamed(name string) Body {
	short, _, _ := strings.Cut(name, " tỉnh ")
	short, _, _ = strings.Cut(short, " thành phố ")
	return Body{Name: name, Short: short}
}

// Symbol are the letters of the body in the numbers of its papers: SNV.
func (b Body) Symbol() string {
	var s strings.Builder
	for _, w := range strings.Fields(b.Short) {
		s.WriteString(strings.ToUpper(string([]rune(vietnamese.Fold(w))[:1])))
	}
	return s.String()
}

// Basis is a document that papers and pages rest on.
type Basis struct {
	Kind    string // "Luật", "Quyết định"
	Abbr    string // of the kind, "" for none
	Number  string
	Date    Date
	Issuer  Body
	Subject string // "trích yếu", as a citation goes on
	ByName  bool   // cited by its name and not by its number, as laws are
}

// The legal bases. A document that is replaced is changed here and nowhere else.
var (
	EmulationLaw = Basis{Kind: "Luật", Number: "06/2022/QH15", Date: "2022-06-15", Issuer: AssemblyBody, Subject: "Thi đua, khen thưởng",
		ByName: true}
	DemocracyLaw = Basis{
		Kind: "Luật", Number: "10/2022/QH15", Date: "2022-11-10", Issuer: AssemblyBody, Subject: "Thực hiện dân chủ ở cơ sở", ByName: true,
	}
	DemocracyDecree = Basis{
		Kind: "Nghị định", Abbr: "NĐ", Number: "59/2023/NĐ-CP", Date: "2023-08-14", Issuer: GovernmentBody,
		Subject: "quy định chi tiết một số điều của Luật Thực hiện dân chủ ở cơ sở",
	}
	Directive = Basis{
		Kind: "Chỉ thị", Abbr: "CT", Number: "03/CT-UBND", Date: "2022-05-14", Issuer: FormerProvinceBody,
		Subject: "về tăng cường công tác dân vận, thực hiện Quy chế dân chủ ở cơ sở của cơ quan nhà nước, " +
			"chính quyền các cấp trên địa bàn tỉnh",
	}
	AwardRegulation = Basis{
		Kind: "Quyết định", Abbr: "QĐ", Number: "86/2025/QĐ-UBND", Date: "2025-12-03", Issuer: ProvinceBody,
		Subject: "về công tác thi đua, khen thưởng",
	}
)

// The documents that pages name beside the bases of papers.
var (
	PersonalDataLaw = Basis{
		Kind: "Luật", Number: "91/2025/QH15", Date: "2025-06-26", Issuer: AssemblyBody, Subject: "Bảo vệ dữ liệu cá nhân", ByName: true,
	}
	PropertyLaw = Basis{
		Kind: "Luật", Number: "50/2005/QH11", Date: "2005-11-29", Issuer: AssemblyBody, Subject: "Sở hữu trí tuệ", ByName: true,
	}
	PaperDecree = Basis{
		Kind: "Nghị định", Abbr: "NĐ", Number: "30/2020/NĐ-CP", Date: "2020-03-05", Issuer: GovernmentBody, Subject: "về công tác văn thư",
	}
)

// Bases lists the legal bases, those of the state first.
func Bases() []Basis {
	return []Basis{
		EmulationLaw, DemocracyLaw, DemocracyDecree, Directive, AwardRegulation, PersonalDataLaw, PropertyLaw, PaperDecree,
	}
}

// Numbered is the document by its kind and number: "Chỉ thị 03/CT-UBND".
func (b Basis) Numbered() string { return b.Kind + " " + b.Number }

// Title names a law by its name, another document by its number: "Luật Sở hữu trí
// tuệ", "Nghị định số 30/2020/NĐ-CP".
func (b Basis) Title() string { return b.title() }

// title is what a citation begins with.
func (b Basis) title() string {
	if b.ByName {
		return b.Kind + " " + b.Subject
	}
	return b.Kind + " số " + b.Number
}

// OfYear cites a law by its name and year.
func (b Basis) OfYear() string { return fmt.Sprintf("%s năm %s", b.title(), b.Date[:4]) }

// Cited is the document within a sentence: its number, its day in figures and its
// issuer in full.
func (b Basis) Cited() string {
	day, month, year := b.parts()
	return fmt.Sprintf("%s ngày %s/%s/%s của %s", b.title(), day, month, year, b.Issuer.Name)
}

// Subjected is Cited with what the document is about; the name of a law says it.
func (b Basis) Subjected() string {
	if b.ByName {
		return b.Cited()
	}
	return b.Cited() + " " + b.Subject
}

// Ground is the document as a line of "Căn cứ": its day in words. A law needs no
// issuer.
func (b Basis) Ground() string {
	day, month, year := b.parts()
	s := fmt.Sprintf("Căn cứ %s ngày %s tháng %s năm %s", b.title(), day, month, year)
	if b.ByName {
		return s
	}
	return s + " của " + b.Issuer.Short
}

// Brief is the document as a note has it: "QĐ 86/2025/QĐ-UBND".
func (b Basis) Brief() string { return b.Abbr + " " + b.Number }

// Noted is Brief with day and issuer.
func (b Basis) Noted() string {
	return b.Brief() + " ngày " + b.Date.Local() + " của " + b.Issuer.Short
}

// parts are day, month and year as papers write them: a day below 10 and the
// months 1 and 2 with a nought.
func (b Basis) parts() (day, month, year string) {
	t, _ := b.Date.Time() // a row of the table, held by its test
	day, month = fmt.Sprintf("%02d", t.Day()), fmt.Sprint(int(t.Month()))
	if t.Month() < 3 {
		month = "0" + month
	}
	return day, month, fmt.Sprint(t.Year())
}
