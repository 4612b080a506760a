package registry

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// CheckDraft lists what even a draft may not have: unknown fields and texts past
// every measure. A draft may be incomplete, and its numbers and dates unread.
func (c *Content) CheckDraft(s Season) Fields {
	var f Fields
	if c.Field != "" {
		if _, ok := s.Field(c.Field); !ok {
			f.Add("field", "Năm %d không có lĩnh vực này, hãy chọn lại.", s.Year)
		}
	}
	for _, t := range c.Tags {
		if _, ok := s.Tag(t); !ok {
			f.Add("tags", "Không có chủ đề “%s”.", t)
		}
	}
	f = append(f, CheckLengths(partTexts(OfRegistration, contentFields, c))...)
	return append(f, checkRows(contentFields, c)...)
}

// checkMissing adds the texts that have to be there and are not.
func checkMissing[T any](f *Fields, defs []FieldDef[T], t *T, now func(Must) bool) {
	for i := range defs {
		d := &defs[i]
		if d.At == nil || !now(d.Must) || strings.TrimSpace(*d.At(t)) != "" {
			continue
		}
		wanted := d.Wanted
		if wanted == "" {
			wanted = "chưa điền"
		}
		f.Add(d.Name, "%s: %s.", d.Label, wanted)
	}
}

// CheckRegistration lists everything that keeps a registration from being sent,
// in the order of the form: the one code path of form, importer and API.
func (e *Entry) CheckRegistration(s Season, ind *Catalogue) error {
	c := &e.Content
	f := c.CheckDraft(s)
	checkMissing(&f, contentFields, c, func(m Must) bool {
		return m == OnSubmit || m == OfContinued && c.Novelty != New || m == OfPerson && c.Type == IndividualExemplar
	})
	if n := utf8.RuneCountInString(c.Title); n > s.TitleMax {
		f.Add("title", "Tên mô hình dài %d ký tự; rút còn không quá %d cho dễ nhớ.", n, s.TitleMax)
	}
	if c.Field == "" {
		f.Add("field", "Chọn lĩnh vực.")
	}
	c.checkNovelty(&f, e.Links)
	c.checkNumbers(&f)
	c.checkPeople(&f)
	checkTargets(&f, c.Outcomes, ind)
	for i, r := range c.Resources {
		checkAmount(&f, fmt.Sprintf("resources.%d.amount", i), "Nguồn lực", r.Amount, false, "")
	}
	for i := range e.Photos {
		e.Photos[i].check(&f, i)
	}
	if !c.Pledge {
		f.Add("pledge", "Đánh dấu cam kết số liệu đúng sự thật, không trùng lặp.")
	}
	return f.Err(fmt.Sprintf("Chưa gửi được, còn %d chỗ cần sửa.", len(f)))
}

func (c *Content) checkNovelty(f *Fields, links []Link) {
	if c.Novelty != New && len(links) == 0 {
		f.Add("novelty", "%s: chọn mô hình gốc ở phần “Liên quan đến mô hình trước”.", c.Novelty.Label())
	}
}

func (c *Content) checkNumbers(f *Fields) {
	checkAmount(f, "households", "Số hộ", c.Households, false, counts(contentFields, "households"))
	checkAmount(f, "people", "Số người", c.People, false, counts(contentFields, "people"))
	checkDate(f, "start", "Thời gian bắt đầu", c.Start, true)
	checkDate(f, "review_on", "Thời điểm đánh giá", c.ReviewOn, true)
	checkDate(f, "basis_date", "Ngày văn bản chủ trương", c.BasisDate, false)
	checkDate(f, "approved_on", "Ngày phê duyệt", c.ApprovedOn, false)
	if c.Start.Valid() && c.ReviewOn.Valid() && c.ReviewOn < c.Start {
		f.Add("review_on", "Thời điểm đánh giá phải sau ngày bắt đầu (%s).", c.Start.Local())
	}
	checkDegrees(f, "latitude", "Vĩ độ", c.Latitude, 8, 24)
	checkDegrees(f, "longitude", "Kinh độ", c.Longitude, 102, 118)
}

func (c *Content) checkPeople(f *Fields) {
	if c.Type == IndividualExemplar {
		if v, ok := c.PersonBorn.Value(); !c.PersonBorn.Empty() && (!ok || v < 1900 || v > 2100 || v != float64(int(v))) {
			f.Add("person_born", "Năm sinh: nhập bốn chữ số, ví dụ 1975.")
		}
		if !c.PersonConsent {
			f.Add("person_consent", "Cần sự đồng ý công khai của người được giới thiệu.")
		}
	}
	if c.ContactPhone != "" && !phone(c.ContactPhone) {
		f.Add("contact_phone", "Điện thoại: nhập 8 đến 15 chữ số, ví dụ 0204 3854 123.")
	}
	if c.ContactEmail != "" && !strings.Contains(c.ContactEmail, "@") {
		f.Add("contact_email", "Thư điện tử: thiếu dấu @.")
	}
	for i, p := range c.Partners {
		if strings.TrimSpace(p.Name) == "" && strings.TrimSpace(p.Role) != "" {
			f.Add(fmt.Sprintf("partners.%d.name", i), "Lực lượng phối hợp dòng %d: chưa ghi tên.", i+1)
		}
	}
}

func phone(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			n++
		case !strings.ContainsRune(" .+-()", r):
			return false
		}
	}
	return n >= 8 && n <= 15
}

func checkTargets(f *Fields, os []Outcome, ind *Catalogue) {
	n := 0
	for i, o := range os {
		if o.Blank() {
			continue
		}
		name := func(part string) string { return fmt.Sprintf("outcomes.%d.%s", i, part) }
		n++
		checkOutcomeName(f, name, i, o, ind)
		checkAmount(f, name("baseline"), fmt.Sprintf("Chỉ tiêu %d, đầu kỳ", i+1), o.Baseline, false, ind.counts(o))
		checkAmount(f, name("target"), fmt.Sprintf("Chỉ tiêu %d, đích", i+1), o.Target, true, ind.counts(o))
	}
	if n == 0 {
		f.Add("outcomes.0.indicator", "Nêu ít nhất một chỉ tiêu đo được, ví dụ “Đường mở rộng: 2,4 km”.")
	}
}

func checkOutcomeName(f *Fields, name func(string) string, i int, o Outcome, ind *Catalogue) {
	switch _, known := ind.Indicator(o.Indicator); {
	case o.Indicator == "" && strings.TrimSpace(o.Label) == "":
		f.Add(name("indicator"), "Chỉ tiêu %d: chọn chỉ số hoặc tự ghi tên.", i+1)
	case o.Indicator != "" && !known:
		f.Add(name("indicator"), "Chỉ tiêu %d: không có chỉ số “%s”.", i+1, o.Indicator)
	case ind.Unit(o) == "":
		f.Add(name("unit"), "Chỉ tiêu %d: ghi đơn vị tính.", i+1)
	}
}

// CheckReport lists everything that keeps a result report from being sent.
func (e *Entry) CheckReport(s Season, ind *Catalogue) error {
	var f Fields
	r := &e.Report
	checkMissing(&f, reportFields, r, func(m Must) bool { return m == OnSubmit })
	f = append(f, r.CheckDraft(e.Content.Outcomes)...)
	n := 0
	for i, o := range e.Content.Outcomes {
		if o.Blank() {
			continue
		}
		n++
		name := func(part string) string { return fmt.Sprintf("outcomes.%d.%s", i, part) }
		checkOutcomeName(&f, name, i, o, ind)
		checkAmount(&f, name("actual"), fmt.Sprintf("Kết quả %d, thực hiện", i+1), o.Actual, true, ind.counts(o))
		if o.Period == "" {
			f.Add(name("period"), "Kết quả %d: chọn kỳ số liệu.", i+1)
		}
		if o.Source == "" {
			f.Add(name("source"), "Kết quả %d: chọn nguồn số liệu.", i+1)
		}
		if o.Source == SourceEvidence && strings.TrimSpace(o.Evidence) == "" {
			f.Add(name("evidence"), "Kết quả %d: ghi tên tài liệu minh chứng.", i+1)
		}
	}
	if n == 0 {
		f.Add("outcomes.0.indicator", "Báo cáo cần ít nhất một kết quả bằng số.")
	}
	checkAmount(&f, "surveyed", "Số phiếu hỏi ý kiến", r.Surveyed, false, counts(reportFields, "surveyed"))
	if v, ok := r.Satisfied.Value(); !r.Satisfied.Empty() && (!ok || v < 0 || v > 100) {
		f.Add("satisfied", "Tỷ lệ hài lòng: từ 0 đến 100.")
	}
	for i, x := range r.Resources {
		checkAmount(&f, fmt.Sprintf("resources.%d.amount", i), "Nguồn lực", x.Amount, false, "")
	}
	for i, x := range r.Sites {
		checkDate(&f, fmt.Sprintf("sites.%d.since", i), "Điểm áp dụng, từ ngày", x.Since, false)
		checkAmount(&f, fmt.Sprintf("sites.%d.teams", i), "Điểm áp dụng, số tổ", x.Teams, false, counts(siteFields, "teams"))
	}
	photos := 0
	for i := range e.Photos {
		if !e.Photos[i].TakenDown {
			photos++
		}
		e.Photos[i].check(&f, i)
	}
	if photos < s.MinPhotos {
		f.Add("photos", "Báo cáo cần ít nhất %d ảnh, hiện có %d.", s.MinPhotos, photos)
	}
	return f.Err(fmt.Sprintf("Chưa gửi được báo cáo, còn %d chỗ cần sửa.", len(f)))
}

// check adds what a photo of a sent form is missing.
func (p *Photo) check(f *Fields, i int) {
	if p.TakenDown {
		return
	}
	for _, m := range p.Missing() {
		f.Add(fmt.Sprintf("photos.%d.%s", p.ID, m.Field), "Ảnh %d: %s.", i+1, m.Message)
	}
}

// checkAmount checks a typed number; unit is what it counts when that cannot be
// broken, else "".
func checkAmount(f *Fields, name, label string, a Amount, must bool, unit string) {
	switch v, ok := a.Value(); {
	case a.Empty() && must:
		f.Add(name, "%s: nhập một con số.", label)
	case a.Empty():
	case !ok:
		f.Add(name, "%s: “%s” không đọc được thành số. Ví dụ 1.306,5.", label, string(a))
	case v < 0:
		f.Add(name, "%s: không nhận số âm.", label)
	case v > 1e15:
		f.Add(name, "%s: con số quá lớn, kiểm tra lại đơn vị tính.", label)
	default:
		checkCount(f, name, label, a, unit)
	}
}

func checkDate(f *Fields, name, label string, d Date, must bool) {
	switch {
	case d == "" && must:
		f.Add(name, "%s: nhập ngày dạng dd/mm/yyyy.", label)
	case d != "" && !d.Valid():
		f.Add(name, "%s: “%s” không phải một ngày. Ví dụ 15/03/2026.", label, string(d))
	}
}

func checkDegrees(f *Fields, name, label string, a Amount, low, high float64) {
	if v, ok := a.Value(); !a.Empty() && (!ok || v < low || v > high) {
		f.Add(name, "%s: nhập số thập phân từ %s đến %s, ví dụ 21,28.", label, ExactOf(low).Text(AsReported), ExactOf(high).Text(AsReported))
	}
}
