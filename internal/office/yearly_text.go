package office

import (
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// movement writes the section on the movement from the frozen figures.
func (y Yearly) movement(d *Document) {
	d.Heading(3, "a) Kết quả đăng ký và thực hiện")
	d.Body(y.coverage(), y.results(), y.split())
	if s := y.press(); s != "" {
		d.Body(s)
	}
	d.Heading(3, "b) Nguồn lực và kết quả huy động")
	d.Body(y.resources())
	d.Heading(3, "c) Công nhận, khen thưởng")
	d.Body(y.honours())
	if s := y.survival(); s != "" {
		d.Heading(3, "d) Duy trì, nhân rộng mô hình của các năm trước")
		d.Body(s)
	}
	if list := y.Chosen(); len(list) > 0 {
		d.Body("Tiêu biểu là các mô hình, điển hình sau:")
		for _, m := range list {
			d.BodyRuns(
				Run{Text: "- “" + m.Title + "”", Bold: true},
				Run{Text: " của " + registry.InSentence(m.UnitName) + figureText(m.Figure) + "."},
			)
		}
	}
	d.Body("Chi tiết tại các phụ lục kèm theo.")
}

func figureText(s string) string {
	if s == "" {
		return ""
	}
	return ": " + s
}

// coverage says who registered.
func (y Yearly) coverage() string {
	n := y.Numbers()
	text := fmt.Sprintf(
		"Năm %d, toàn tỉnh có %s cơ quan, đơn vị, địa phương thuộc diện phải đăng ký mô hình “Dân vận khéo”; đến ngày %s, %s",
		y.Season,
		whole(n[oversight.UnitsOwing]),
		y.FrozenOn,
		unitsText(n[oversight.UnitsRegistered], n[oversight.UnitsOwing]-n[oversight.UnitCut(registry.Registering, oversight.Exempt)]),
	)
	if late := n[oversight.UnitCut(registry.Registering, oversight.Late)]; late > 0 && n[oversight.UnitsRegistered] > 0 {
		text += fmt.Sprintf(", trong đó %s đơn vị đăng ký sau thời hạn", whole(late))
	}
	if free := n[oversight.UnitCut(registry.Registering, oversight.Exempt)]; free > 0 {
		text += fmt.Sprintf("; %s đơn vị được miễn%s", whole(free), y.exempted())
	}
	return text + "."
}

// exempted says where the reasons of exemptions stand, and how many gave none: there is
// no rule that exempts by itself.
func (y Yearly) exempted() string {
	without := 0
	for _, u := range y.Units {
		if u.Owes && u.Register == oversight.Exempt.String() && u.Reason == "" {
			without++
		}
	}
	if without > 0 {
		return fmt.Sprintf(" (lý do ghi tại Phụ lục I; %s đơn vị không ghi lý do)", whole(without))
	}
	return " (lý do ghi tại Phụ lục I)"
}

func unitsText(has, of int) string {
	switch {
	case of > 0 && has == of:
		return fmt.Sprintf("100%% (%s/%s) đơn vị đã đăng ký", whole(has), whole(of))
	case of > 0:
		return fmt.Sprintf("%s/%s đơn vị đã đăng ký (đạt %s)", whole(has), whole(of), registry.Percent(has, of))
	}
	return "chưa có đơn vị nào phải đăng ký"
}

// results says how many there are, against the year before, and how far they came.
func (y Yearly) results() string {
	n := y.Numbers()
	all := n[oversight.CutRegistered]
	if all == 0 {
		return fmt.Sprintf("Năm %d chưa có mô hình, điển hình nào được đăng ký.", y.Season)
	}
	text := fmt.Sprintf(
		"Tổng số mô hình, điển hình đăng ký là %s%s; trong đó xây dựng mới %s, tiếp tục thực hiện, nâng chất và nhân rộng %s.",
		whole(all),
		y.against(oversight.CutRegistered, all),
		whole(n[oversight.NoveltyCut(registry.New)]),
		whole(n[oversight.CutContinuing]),
	)
	if n[oversight.CutReported] == 0 {
		return text + " Đến thời điểm chốt số liệu chưa có mô hình nào báo cáo kết quả."
	}
	text += fmt.Sprintf(
		" Có %s mô hình, điển hình đã báo cáo kết quả, đạt %s số đăng ký; %s mô hình, điển hình được xác nhận hiệu quả%s",
		whole(n[oversight.CutReported]),
		registry.Percent(n[oversight.CutReported], all),
		whole(n[oversight.CutEffective]),
		y.against(oversight.CutEffective, n[oversight.CutEffective]),
	)
	if bad := n[oversight.CutIneffective]; bad > 0 {
		text += fmt.Sprintf("; %s mô hình, điển hình chưa hiệu quả", whole(bad))
	}
	for _, x := range []struct {
		state registry.Result
		words string
	}{{registry.ReportSent, "chờ xác nhận"}, {registry.ReportReturned, "đã trả lại để đơn vị bổ sung"}} {
		if wait := y.inResult(x.state); wait > 0 {
			text += fmt.Sprintf("; %s báo cáo %s", whole(wait), x.words)
		}
	}
	if y.Last != nil && y.LastFixed == 0 {
		text += fmt.Sprintf(". Số liệu năm %d dùng để so sánh chưa chốt", y.Season-1)
	}
	return text + "."
}

func (y Yearly) inResult(r registry.Result) (n int) {
	for _, m := range y.Models {
		if m.Result == r.String() {
			n++
		}
	}
	return n
}

// press says what the press wrote; "" when nothing was checked.
func (y Yearly) press() string {
	pieces := 0
	for _, m := range y.Models {
		pieces += m.Press
	}
	if pieces == 0 {
		return ""
	}
	return fmt.Sprintf("Đã kiểm tra và ghi nhận %s tin, bài báo chí về %s mô hình, điển hình của năm.", whole(pieces),
		whole(y.Count(oversight.CutPress)))
}

// fewLast is below how many a share of the year before says nothing.
const fewLast = 10

// against holds a number against the year before: " (tăng 12, tương ứng 8,5%, so
// với năm 2025)"; "" when that year has no figures.
func (y Yearly) against(key string, now int) string {
	if y.Last == nil {
		return ""
	}
	was := y.Last[key]
	switch {
	case was == 0 && now == 0:
		return ""
	case was == 0:
		return fmt.Sprintf(" (năm %d chưa có)", y.Season-1)
	case was == now:
		return fmt.Sprintf(" (bằng năm %d)", y.Season-1)
	case was < fewLast && now > was:
		return fmt.Sprintf(" (tăng %s so với năm %d)", whole(now-was), y.Season-1)
	case was < fewLast:
		return fmt.Sprintf(" (giảm %s so với năm %d)", whole(was-now), y.Season-1)
	case now > was:
		return fmt.Sprintf(" (tăng %s, tương ứng %s, so với năm %d)", whole(now-was), registry.Percent(now-was, was), y.Season-1)
	}
	return fmt.Sprintf(" (giảm %s, tương ứng %s, so với năm %d)", whole(was-now), registry.Percent(was-now, was), y.Season-1)
}

// split divides by field and by type.
func (y Yearly) split() string {
	n := y.Numbers()
	if n[oversight.CutRegistered] == 0 {
		return "Chưa có số liệu theo lĩnh vực."
	}
	var fields, types []string
	known := 0
	for _, f := range y.Fields {
		if c := n[oversight.FieldCut(f.Code)]; c > 0 {
			known += c
			fields = append(fields, fmt.Sprintf("%s %s (%s)", vietnamese.Lower(f.Label), whole(c), registry.Percent(c, n[oversight.CutRegistered])))
		}
	}
	if rest := n[oversight.CutRegistered] - known; rest > 0 {
		fields = append(fields, "chưa rõ lĩnh vực "+whole(rest))
	}
	for _, t := range registry.Types() {
		if c := n[oversight.TypeCut(t)]; c > 0 {
			types = append(types, fmt.Sprintf("%s %s", whole(c), vietnamese.Lower(t.Label())))
		}
	}
	return "Chia theo lĩnh vực: " + strings.Join(fields, "; ") + ". Chia theo loại: " + strings.Join(types, "; ") + "."
}

// resources says what was mobilised, summed figures only.
func (y Yearly) resources() string {
	at := map[string]oversight.SumLine{}
	var others []string
	for _, s := range y.Sums {
		if s.Aggregate == registry.Sum.String() && s.Usual && s.Period != registry.PeriodTotal && s.Sum > 0 {
			at[s.Indicator] = s
			others = append(others, s.Indicator)
		}
	}
	var parts []string
	said := ". Các số này do đơn vị tự khai; số không ghi chú đều của mô hình đã được xác nhận hiệu quả, việc xác nhận mô hình không " +
		"phải là kiểm tra từng con số; "
	seen := map[string]bool{}
	for _, code := range slices.Concat(y.NamedFirst(), others) {
		s, ok := at[code]
		if !ok || seen[code] || len(parts) >= 8 {
			continue
		}
		seen[code] = true
		v, unit := registry.Quantity(s.Sum, s.Unit)
		note := unconfirmed(s)
		if s.Founded != nil {
			note, said = founded(s), ". Trong ngoặc là căn cứ của số liệu; thẩm định xác nhận mô hình, không xác nhận từng con số; "
		}
		parts = append(parts, fmt.Sprintf("%s %s %s%s", lowerFirst(s.Name), v, unit, note))
	}
	if len(parts) == 0 {
		return "Chưa có số liệu kết quả được báo cáo."
	}
	return "Theo báo cáo của các đơn vị, các mô hình, điển hình đã đạt được: " + strings.Join(parts, "; ") + said + y.elsewhere(len(parts))
}

// elsewhere says what else annex III has, beside so many lines that were said.
func (y Yearly) elsewhere(said int) string {
	if len(y.bySum().Rows) > said {
		return "các chỉ số khác tại Phụ lục III."
	}
	return "chi tiết tại Phụ lục III."
}

// founded says what a sum is founded on: " (có minh chứng)" when all of it is, else the
// parts.
func founded(s oversight.SumLine) string {
	var parts []string
	for _, f := range []registry.Founding{registry.Proven, registry.ByCommune, registry.SelfDeclared} {
		switch v := s.Of(f); {
		case v == 0:
		case v == s.Sum:
			return " (" + lowerFirst(f.Label()) + ")"
		default:
			n, unit := registry.Quantity(v, s.Unit)
			parts = append(parts, fmt.Sprintf("%s %s %s", lowerFirst(f.Label()), n, unit))
		}
	}
	return " (" + strings.Join(parts, "; ") + ")"
}

// unconfirmed says how much of a sum is of models that were confirmed; "" when all of
// it is.
func unconfirmed(s oversight.SumLine) string {
	switch {
	case s.Confirmed == s.Sum:
		return ""
	case s.Confirmed == 0:
		return " (chưa xác nhận)"
	}
	v, unit := registry.Quantity(s.Confirmed, s.Unit)
	return fmt.Sprintf(" (đã xác nhận %s %s)", v, unit)
}

func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) > 1 && vietnamese.Lower(string(r[1])) == string(r[1]) { // not an abbreviation
		return vietnamese.Lower(string(r[0])) + string(r[1:])
	}
	return s
}

// honours says what was recognised and commended: two different things.
func (y Yearly) honours() string {
	n := y.Numbers()
	text := "Đến thời điểm chốt số liệu chưa có mô hình, điển hình nào được công nhận."
	if n[oversight.CutRecognized] > 0 {
		text = fmt.Sprintf(
			"Có %s mô hình, điển hình được công nhận%s; theo cấp công nhận: %s.",
			whole(n[oversight.CutRecognized]),
			y.against(oversight.CutRecognized, n[oversight.CutRecognized]),
			y.recognisedBy(),
		)
	}
	return text + " " + y.commended()
}

// recognisedBy counts the recognised models by level. A model is counted at each level
// that recognised it.
func (y Yearly) recognisedBy() string {
	at := map[registry.RecognitionLevel]int{}
	several := false
	for _, m := range y.Models {
		levels := map[registry.RecognitionLevel]bool{}
		for _, p := range m.Recognitions {
			levels[p.Level] = true
		}
		for l := range levels {
			at[l]++
		}
		several = several || len(levels) > 1
	}
	parts := []string{
		"cơ sở " + whole(at[registry.LocalRecognition]), "tỉnh " + whole(at[registry.ProvinceRecognition]),
	}
	if c := at[registry.DistrictRecognition]; c > 0 {
		parts = append(parts, "huyện (trước 01/07/2025) "+whole(c))
	}
	if c := at[""]; c > 0 {
		parts = append(parts, "không rõ cấp "+whole(c))
	}
	text := strings.Join(parts, ", ")
	if several {
		text += " (có mô hình được công nhận ở nhiều cấp)"
	}
	return text
}

// commended counts the commendations by the type of what they were given for. Whether
// one went to a collective or to a person is not recorded.
func (y Yearly) commended() string {
	all, by := 0, map[registry.Type]int{}
	for _, m := range y.Models {
		all += len(m.Commendations)
		by[m.Type] += len(m.Commendations)
	}
	if all == 0 {
		return "Đến thời điểm chốt số liệu chưa ghi nhận quyết định khen thưởng nào."
	}
	var parts []string
	for _, t := range registry.Types() {
		if by[t] > 0 {
			parts = append(parts, vietnamese.Lower(t.Label())+" "+whole(by[t]))
		}
	}
	return fmt.Sprintf("Có %s lượt khen thưởng, theo loại mô hình, điển hình được khen: %s (Phụ lục V).", whole(all),
		strings.Join(parts, ", "))
}

// survival says what became of models of earlier years; "" when nobody was asked.
func (y Yearly) survival() string {
	all, n := len(y.Survivals), func(f registry.Fate) int { return len(y.Fated(f.String())) }
	if all == 0 {
		return ""
	}
	answered := all - n(registry.Unanswered)
	text := fmt.Sprintf(
		"Sau %s tháng kể từ khi được xác nhận hiệu quả, các đơn vị được hỏi lại %s lượt về mô hình của mình",
		y.askedAfter(), whole(all),
	)
	if answered == 0 {
		text += "; đến thời điểm chốt số liệu chưa có trả lời"
	} else {
		text += fmt.Sprintf(", đã trả lời %s lượt", whole(answered)) + fmt.Sprintf(
			": còn duy trì %s, nhân rộng %s, đã dừng %s", whole(n(registry.Kept)), whole(n(registry.Spread)),
			whole(n(registry.Stopped)),
		)
	}
	return text + "."
}

// askedAfter names the months after which units were asked: "12 và 24".
func (y Yearly) askedAfter() string {
	var months []int
	for _, s := range y.Survivals {
		if !slices.Contains(months, s.Months) {
			months = append(months, s.Months)
		}
	}
	slices.Sort(months)
	words := make([]string, len(months))
	for i, m := range months {
		words[i] = whole(m)
	}
	return strings.Join(words, " và ")
}
