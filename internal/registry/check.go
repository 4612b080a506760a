package registry

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits of what one field may hold. They protect the store, not the style: the
// word counts of the form only warn.
const (
	MaxLine = 500    // characters of a one-line field
	MaxText = 40_000 // characters of a long field
	MaxRows = 60     // rows of any list
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
	for _, x := range c.texts() {
		limit := MaxLine
		if x.long {
			limit = MaxText
		}
		if n := utf8.RuneCountInString(x.value); n > limit {
			f.Add(x.name, "%s dài %d ký tự, quá mức %d. Hãy rút gọn hoặc gửi kèm thành tài liệu.", x.label, n, limit)
		}
	}
	if len(c.Outcomes) > MaxRows || len(c.Partners) > MaxRows || len(c.Resources) > MaxRows {
		f.Add("outcomes", "Một danh sách không quá %d dòng.", MaxRows)
	}
	return f
}

type text struct {
	name, label, value string
	long, must         bool
}

// texts lists the text fields of the form in their order, with what is required
// on sending (domain notes B.3).
func (c *Content) texts() []text {
	return []text{
		{"title", "Tên mô hình", c.Title, false, true},
		{"summary", "Tóm tắt", c.Summary, true, true},
		{"problem", "Thực trạng, lý do xây dựng", c.Problem, true, true},
		{"goal", "Mục tiêu, tiêu chí đánh giá", c.Goal, true, true},
		{"what_is_new", "Điểm mới năm nay", c.WhatIsNew, true, false},
		{"method", "Nội dung, cách làm", c.Method, true, true},
		{"place", "Thôn, tổ dân phố", c.Place, false, false},
		{"address", "Địa chỉ", c.Address, false, true},
		{"beneficiaries", "Đối tượng thụ hưởng, tham gia", c.Beneficiaries, true, true},
		{"lead", "Lực lượng chủ trì", c.Lead, false, true},
		{"milestones", "Tiến độ", c.Milestones, true, true},
		{"outputs", "Sản phẩm, kết quả đầu ra", c.Outputs, true, true},
		{"replicability", "Khả năng duy trì, nhân rộng", c.Replicability, true, true},
		{"basis_number", "Văn bản chủ trương", c.BasisNumber, false, false},
		{"approver_name", "Người phê duyệt", c.ApproverName, false, false},
		{"approver_title", "Chức vụ người phê duyệt", c.ApproverTitle, false, false},
		{"person_name", "Họ tên", c.PersonName, false, false},
		{"person_title", "Chức vụ", c.PersonTitle, false, false},
		{"person_work", "Nơi công tác", c.PersonWork, false, false},
		{"contact_name", "Người liên hệ", c.ContactName, false, true},
		{"contact_title", "Chức vụ người liên hệ", c.ContactTitle, false, false},
		{"contact_phone", "Điện thoại liên hệ", c.ContactPhone, false, true},
		{"contact_email", "Thư điện tử liên hệ", c.ContactEmail, false, false},
		{"body", "Bài viết", c.Body, true, false},
	}
}

// CheckRegistration lists everything that keeps a registration from being sent,
// in the order of the form: the one code path of form, importer and API.
func (e *Entry) CheckRegistration(s Season, ind *Catalogue) error {
	c := &e.Content
	f := c.CheckDraft(s)
	for _, x := range c.texts() {
		if x.must && strings.TrimSpace(x.value) == "" {
			f.Add(x.name, "%s: chưa điền.", x.label)
		}
	}
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
		checkAmount(&f, fmt.Sprintf("resources.%d.amount", i), "Nguồn lực", r.Amount, false)
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
	if c.Novelty == New {
		return
	}
	if strings.TrimSpace(c.WhatIsNew) == "" {
		f.Add("what_is_new", "Điểm mới năm nay: nêu việc làm thêm hoặc con số khác năm trước.")
	}
	if len(links) == 0 {
		f.Add("novelty", "%s: chọn mô hình gốc ở phần “Liên quan đến mô hình trước”.", c.Novelty.Label())
	}
}

func (c *Content) checkNumbers(f *Fields) {
	checkAmount(f, "households", "Số hộ", c.Households, false)
	checkAmount(f, "people", "Số người", c.People, false)
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
		for _, x := range []text{{name: "person_name", label: "Họ tên điển hình", value: c.PersonName}, {name: "person_title", label: "Chức vụ, công việc", value: c.PersonTitle}, {name: "person_work", label: "Nơi công tác, cư trú", value: c.PersonWork}} {
			if strings.TrimSpace(x.value) == "" {
				f.Add(x.name, "%s: chưa điền.", x.label)
			}
		}
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
		checkAmount(f, name("baseline"), fmt.Sprintf("Chỉ tiêu %d, đầu kỳ", i+1), o.Baseline, false)
		checkAmount(f, name("target"), fmt.Sprintf("Chỉ tiêu %d, đích", i+1), o.Target, true)
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
	for _, x := range r.texts() {
		if x.must && strings.TrimSpace(x.value) == "" {
			f.Add(x.name, "%s: chưa điền.", x.label)
		}
		if n := utf8.RuneCountInString(x.value); n > MaxText {
			f.Add(x.name, "%s dài %d ký tự, quá mức %d.", x.label, n, MaxText)
		}
	}
	n := 0
	for i, o := range e.Content.Outcomes {
		if o.Blank() {
			continue
		}
		n++
		name := func(part string) string { return fmt.Sprintf("outcomes.%d.%s", i, part) }
		checkOutcomeName(&f, name, i, o, ind)
		checkAmount(&f, name("actual"), fmt.Sprintf("Kết quả %d, thực hiện", i+1), o.Actual, true)
		if o.Period == "" {
			f.Add(name("period"), "Kết quả %d: chọn kỳ số liệu.", i+1)
		}
		if o.Source == "" {
			f.Add(name("source"), "Kết quả %d: chọn nguồn số liệu.", i+1)
		}
		if o.Source == "minh-chung" && strings.TrimSpace(o.Evidence) == "" {
			f.Add(name("evidence"), "Kết quả %d: ghi tên tài liệu minh chứng.", i+1)
		}
	}
	if n == 0 {
		f.Add("outcomes.0.indicator", "Báo cáo cần ít nhất một kết quả bằng số.")
	}
	checkAmount(&f, "surveyed", "Số phiếu hỏi ý kiến", r.Surveyed, false)
	if v, ok := r.Satisfied.Value(); !r.Satisfied.Empty() && (!ok || v < 0 || v > 100) {
		f.Add("satisfied", "Tỷ lệ hài lòng: từ 0 đến 100.")
	}
	for i, x := range r.Resources {
		checkAmount(&f, fmt.Sprintf("resources.%d.amount", i), "Nguồn lực", x.Amount, false)
	}
	for i, x := range r.Sites {
		checkDate(&f, fmt.Sprintf("sites.%d.since", i), "Điểm áp dụng, từ ngày", x.Since, false)
		checkAmount(&f, fmt.Sprintf("sites.%d.teams", i), "Điểm áp dụng, số tổ", x.Teams, false)
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

func (r *Report) texts() []text {
	return []text{
		{"leadership", "Chủ trương, tổ chức thực hiện", r.Leadership, true, true},
		{"impact", "Tác động, ý kiến người dân", r.Impact, true, true},
		{"difficulties", "Khó khăn, hạn chế, nguyên nhân", r.Difficulties, true, true},
		{"lessons", "Bài học", r.Lessons, true, true},
		{"sustain", "Khả năng duy trì, nhân rộng", r.Sustain, true, true},
		{"proposal", "Đề nghị", r.Proposal, true, false},
		{"confirmed", "Xác nhận của cấp trên", r.Confirmed, true, false},
	}
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

func checkAmount(f *Fields, name, label string, a Amount, must bool) {
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
		f.Add(name, "%s: nhập số thập phân từ %g đến %g, ví dụ 21,28.", label, low, high)
	}
}
