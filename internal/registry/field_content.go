package registry

// contentFields is the registration (domain notes B.3), in the order of the form.
var contentFields = []FieldDef[Content]{
	{
		Name: "title", Label: "Tên mô hình", Help: "Ngắn gọn, dễ nhớ, nói lên việc làm.", Fact: NoFact,
		Must: OnSubmit, Seen: Everybody | OnPage, Person: InWords, At: func(c *Content) *string { return &c.Title },
	},
	{
		Name: "type", Column: "kind", Label: "Loại", Fact: "Loại", Input: ChoiceInput, Must: OnSubmit, Seen: Everybody | OnPage,
		Ref: func(c *Content) any { return &c.Type },
	},
	{
		Name: "novelty", Label: "Hình thức", Fact: "Hình thức", Input: ChoiceInput, Must: OnSubmit, Seen: Everybody,
		Ref: func(c *Content) any { return &c.Novelty },
	},
	{
		Name: "field", Label: "Lĩnh vực", Fact: "Lĩnh vực", Input: ChoiceInput, Must: OnSubmit, Seen: Everybody | OnPage,
		Ref: func(c *Content) any { return &c.Field },
	},
	{
		Name: "tags", Label: "Chủ đề", Help: "Chọn những chủ đề đúng với mô hình, để người khác tìm thấy.", Fact: "Chủ đề",
		Input: ChoiceInput, Seen: Everybody, Ref: func(c *Content) any { return &c.Tags },
	},
	{
		Name: "summary", Label: "Tóm tắt", Help: "Làm gì, ở đâu, được gì: phần này hiện ở mọi danh sách.", Input: TextInput, Rows: 3,
		Words: 60,
		Must:  OnSubmit, Seen: Everybody | OnPage, Person: InWords, At: func(c *Content) *string { return &c.Summary },
	},
	{
		Name: "problem", Label: "Thực trạng, lý do xây dựng", Ask: "Vì sao làm mô hình này?", Section: SectionWhy, Input: TextInput,
		Rows: 6, Words: 150,
		Help: "Thực trạng trước khi làm: việc gì khó, ảnh hưởng ai, con số đầu kỳ.",
		Must: OnSubmit, Seen: Everybody | OnPage, Person: InWords, At: func(c *Content) *string { return &c.Problem },
	},
	{
		Name: "goal", Label: "Mục tiêu, tiêu chí đánh giá", Help: "Đến cuối năm thay đổi được gì, đo bằng gì?", Section: SectionWhy,
		Input: TextInput,
		Rows:  5, Words: 100, Must: OnSubmit, Seen: Everybody, Person: InWords, At: func(c *Content) *string { return &c.Goal },
	},
	{
		Name: "what_is_new", Label: "Điểm mới năm nay", Input: TextInput, Rows: 3, Words: 60,
		Help: "Việc làm thêm hoặc con số khác năm trước. Chỉ cần khi tiếp tục, nâng chất, nhân rộng.",
		Must: OfContinued, Wanted: "nêu việc làm thêm hoặc con số khác năm trước",
		Seen: Everybody, Person: InWords, At: func(c *Content) *string { return &c.WhatIsNew },
	},
	{
		Name: "method", Column: "approach", Label: "Nội dung, cách làm", Ask: "Nội dung, cách làm khéo", Section: SectionForces,
		Input: TextInput,
		Help:  "Đã nói, bàn, làm mẫu, giúp dân thế nào để người dân tự nguyện; ai nói, nói ở đâu, gỡ vướng ra sao.", Rows: 8, Words: 250,
		Must: OnSubmit, Seen: Everybody | OnPage, Person: InWords, At: func(c *Content) *string { return &c.Method },
	},
	{
		Name: "place", Label: "Thôn, tổ dân phố", Fact: "Địa bàn", Section: SectionPlace, Seen: Everybody | OnPage, Person: InWords,
		At: func(c *Content) *string { return &c.Place },
	},
	{
		Name: "address", Label: "Địa chỉ", Help: "Cụ thể để người đến thăm tìm được.", Fact: "Địa bàn", Section: SectionPlace,
		Beside: true, Must: OnSubmit,
		Seen: Everybody | OnPage, Person: InWords, At: func(c *Content) *string { return &c.Address },
	},
	{
		Name: "latitude", Label: "Vĩ độ", Help: "Nếu biết, ví dụ 21,28", Fact: "Tọa độ", Section: SectionPlace, Input: AmountInput,
		Seen: Everybody | OnPage, Ref: func(c *Content) any { return &c.Latitude },
	},
	{
		Name: "longitude", Label: "Kinh độ", Help: "Nếu biết, ví dụ 106,2", Fact: "Tọa độ", Section: SectionPlace, Beside: true,
		Input: AmountInput,
		Seen:  Everybody | OnPage, Ref: func(c *Content) any { return &c.Longitude },
	},
	{
		Name: "beneficiaries", Label: "Đối tượng thụ hưởng, tham gia", Help: "Ai được lợi, ai cùng làm.", Section: SectionWhy,
		Input: TextInput, Rows: 3, Words: 60,
		Must: OnSubmit, Seen: Everybody, Person: InWords, At: func(c *Content) *string { return &c.Beneficiaries },
	},
	{
		Name: "households", Label: "Số hộ", Ask: "Số hộ (dự kiến)", Unit: "hộ", Fact: "Số hộ, số người", Section: SectionWhy,
		Input: AmountInput,
		Seen:  Everybody, Ref: func(c *Content) any { return &c.Households },
	},
	{
		Name: "people", Label: "Số người", Ask: "Số người (dự kiến)", Unit: "người", Fact: "Số hộ, số người", Section: SectionWhy,
		Beside: true, Input: AmountInput,
		Seen: Everybody, Ref: func(c *Content) any { return &c.People },
	},
	{
		Name: "lead", Label: "Lực lượng chủ trì", Help: "Ví dụ: Ủy ban Mặt trận Tổ quốc xã.", Fact: "Chủ trì", Section: SectionForces,
		Must: OnSubmit, Seen: Everybody, Person: InWords, At: func(c *Content) *string { return &c.Lead },
	},
	{
		Name: "partners", Label: "Lực lượng phối hợp", Input: ListInput, Seen: Everybody,
		Ref:  func(c *Content) any { return &c.Partners },
		Each: each(partnerFields, func(c *Content) []Partner { return c.Partners }),
	},
	{
		Name: "outcomes", Label: "Chỉ tiêu, kết quả", Input: ListInput, Seen: Everybody | OnPage,
		Ref:  func(c *Content) any { return &c.Outcomes },
		Each: each(outcomeFields, func(c *Content) []Outcome { return c.Outcomes }),
	},
	{
		Name: "resources", Label: "Nguồn lực", Input: ListInput, Seen: Everybody, Ref: func(c *Content) any { return &c.Resources },
		Each: each(resourceFields, func(c *Content) []Resource { return c.Resources }),
	},
	{
		Name: "start", Label: "Bắt đầu", Fact: "Bắt đầu", Section: SectionTime, Input: DayInput, Must: OnSubmit, Seen: Everybody,
		Ref: func(c *Content) any { return &c.Start },
	},
	{
		Name: "review_on", Label: "Thời điểm đánh giá", Fact: "Đánh giá", Section: SectionTime, Beside: true, Input: DayInput,
		Must: OnSubmit, Seen: Everybody,
		Ref: func(c *Content) any { return &c.ReviewOn },
	},
	{
		Name: "milestones", Label: "Tiến độ", Section: SectionTime, Input: TextInput, Rows: 4,
		Help: "Mốc chính, mỗi mốc một dòng: tháng 3 vận động, tháng 5 khởi công…",
		Must: OnSubmit, Seen: Everybody, Person: InWords, At: func(c *Content) *string { return &c.Milestones },
	},
	{
		Name: "outputs", Label: "Sản phẩm, kết quả đầu ra", Section: SectionOutputs, Input: TextInput, Rows: 3, Words: 80,
		Help: "Những gì nhìn thấy được khi xong: tuyến đường, tổ tự quản, quy ước…",
		Must: OnSubmit, Seen: Everybody, Person: InWords, At: func(c *Content) *string { return &c.Outputs },
	},
	{
		Name: "replicability", Label: "Khả năng duy trì, nhân rộng", Section: SectionOutputs, Input: TextInput, Rows: 3, Words: 80,
		Help: "Xong năm nay thì ai giữ, nơi nào học theo được?",
		Must: OnSubmit, Seen: Everybody, Person: InWords, At: func(c *Content) *string { return &c.Replicability },
	},
	{
		Name: "basis_number", Label: "Văn bản chủ trương", Ask: "Số, loại văn bản", Help: "Ví dụ: Kế hoạch 15/KH-UBND",
		Fact:    "Văn bản chủ trương",
		Section: SectionBasis, Seen: Inside, Person: InWords, At: func(c *Content) *string { return &c.BasisNumber },
	},
	{
		Name: "basis_date", Label: "Ngày văn bản chủ trương", Ask: "Ngày văn bản", Fact: "Văn bản chủ trương", Before: "ngày ",
		Section: SectionBasis, Beside: true, Input: DayInput, Seen: Inside, Ref: func(c *Content) any { return &c.BasisDate },
	},
	{
		Name: "approver_name", Label: "Người phê duyệt", Fact: "Người phê duyệt", Section: SectionBasis, Seen: Inside, Person: AsSigner,
		At: func(c *Content) *string { return &c.ApproverName },
	},
	{
		Name: "approver_title", Label: "Chức vụ người phê duyệt", Ask: "Chức vụ", Fact: "Người phê duyệt", Section: SectionBasis,
		Beside: true,
		Seen:   Inside, Person: AsSigner, At: func(c *Content) *string { return &c.ApproverTitle },
	},
	{
		Name: "approved_on", Label: "Ngày phê duyệt", Fact: "Người phê duyệt", Before: "ngày ", Section: SectionBasis, Input: DayInput,
		Seen: Inside,
		Ref:  func(c *Content) any { return &c.ApprovedOn },
	},
	{
		Name: "person_name", Label: "Họ tên điển hình", Ask: "Họ tên", Fact: "Người được giới thiệu", Section: SectionPerson,
		Must: OfPerson, Seen: Everybody, Person: AsExemplar, At: func(c *Content) *string { return &c.PersonName },
	},
	{
		Name: "person_born", Label: "Năm sinh", Fact: "Người được giới thiệu", Before: "sinh năm ", Section: SectionPerson,
		Beside: true, Input: YearInput,
		Seen: Inside, Person: AsExemplar, Ref: func(c *Content) any { return &c.PersonBorn },
	},
	{
		Name: "person_title", Label: "Chức vụ, công việc", Fact: "Người được giới thiệu", Section: SectionPerson,
		Must: OfPerson, Seen: Everybody, Person: AsExemplar, At: func(c *Content) *string { return &c.PersonTitle },
	},
	{
		Name: "person_work", Label: "Nơi công tác, cư trú", Fact: "Người được giới thiệu", Section: SectionPerson, Beside: true,
		Must: OfPerson, Seen: Everybody, Person: AsExemplar, At: func(c *Content) *string { return &c.PersonWork },
	},
	{
		Name: "person_consent", Label: "Đồng ý công khai", Ask: "Người này đồng ý được giới thiệu công khai", Section: SectionPerson,
		Input: TickInput,
		Seen:  Inside, Person: AsExemplar, Ref: func(c *Content) any { return &c.PersonConsent },
	},
	{
		Name: "contact_name", Label: "Người liên hệ", Ask: "Họ tên", Fill: "name", Fact: "Người liên hệ", Section: SectionContact,
		Must: OnSubmit, Seen: Inside | ForPress, Person: AsContact, At: func(c *Content) *string { return &c.ContactName },
	},
	{
		Name: "contact_title", Label: "Chức vụ người liên hệ", Ask: "Chức vụ", Fact: "Người liên hệ", Section: SectionContact,
		Beside: true,
		Seen:   Inside | ForPress, Person: AsContact, At: func(c *Content) *string { return &c.ContactTitle },
	},
	{
		Name: "contact_phone", Label: "Điện thoại liên hệ", Ask: "Điện thoại", Fact: "Người liên hệ", Section: SectionContact,
		Input: PhoneInput,
		Must:  OnSubmit, Seen: Inside | ForPress, Person: AsContact, At: func(c *Content) *string { return &c.ContactPhone },
	},
	{
		Name: "contact_email", Label: "Thư điện tử liên hệ", Ask: "Thư điện tử", Fact: "Người liên hệ", Section: SectionContact,
		Beside: true, Input: MailInput,
		Seen: Inside | ForPress, Person: AsContact, At: func(c *Content) *string { return &c.ContactEmail },
	},
	{
		Name: "contact_press", Label: "Cho báo chí xem liên hệ", Ask: "Cho báo chí xem thông tin liên hệ này",
		Fact:    "Cho báo chí xem liên hệ",
		Section: SectionContact, Input: TickInput, Seen: Inside, Person: AsContact, Ref: func(c *Content) any { return &c.ContactPress },
	},
	{
		Name: "body", Label: "Bài viết", Ask: "Bài viết (nếu đã có sẵn)", Help: "Bài dài để báo chí tham khảo, không bắt buộc.",
		Section: SectionArticle,
		Input:   TextInput, Rows: 8, Words: 400, Seen: Everybody | OnPage, Person: InWords, At: func(c *Content) *string { return &c.Body },
	},
	{
		Name: "pledge", Label: "Cam kết", Input: TickInput, Must: OnSubmit, Seen: Inside, Ref: func(c *Content) any { return &c.Pledge },
		Ask: "Đơn vị cam kết số liệu đúng sự thật, mô hình không trùng lặp với mô hình đã đăng ký ở nơi khác",
	},
}

var partnerFields = []FieldDef[Partner]{
	{
		Name: "name", Label: "Tên lực lượng", Seen: Everybody, Person: InWords, At: func(p *Partner) *string { return &p.Name },
	},
	{
		Name: "role", Label: "Làm gì", Beside: true, Seen: Everybody, Person: InWords, At: func(p *Partner) *string { return &p.Role },
	},
}

var resourceFields = []FieldDef[Resource]{
	{Name: "kind", Label: "Loại", Input: ChoiceInput, Seen: Everybody, Ref: func(r *Resource) any { return &r.Kind }},
	{Name: "amount", Label: "Số lượng", Input: AmountInput, Seen: Everybody, Ref: func(r *Resource) any { return &r.Amount }},
	{Name: "note", Label: "Ghi chú", Beside: true, Seen: Everybody, Person: InWords, At: func(r *Resource) *string { return &r.Note }},
}

var outcomeFields = []FieldDef[Outcome]{
	{
		Name: "indicator", Label: "Chỉ số", Input: ChoiceInput, Seen: Everybody | OnPage,
		Ref: func(o *Outcome) any { return &o.Indicator },
	},
	{
		Name: "label", Label: "Tên riêng, nói rõ thêm", Help: "Bắt buộc khi tự ghi tên; nếu không, để trống cũng được.",
		Seen: Everybody | OnPage, Person: InWords, At: func(o *Outcome) *string { return &o.Label },
	},
	{Name: "unit", Label: "Đơn vị tính", Seen: Everybody | OnPage, Person: InWords, At: func(o *Outcome) *string { return &o.Unit }},
	{
		Name: "baseline", Label: "Đầu kỳ", Input: AmountInput, Seen: Everybody | OnPage, Ref: func(o *Outcome) any { return &o.Baseline },
	},
	{Name: "target", Label: "Đích", Input: AmountInput, Seen: Everybody | OnPage, Ref: func(o *Outcome) any { return &o.Target }},
	{Name: "actual", Label: "Thực hiện", Input: AmountInput, Seen: Everybody | OnPage, Ref: func(o *Outcome) any { return &o.Actual }},
	{
		Name: "period", Label: "Kỳ số liệu", Input: ChoiceInput, Seen: Everybody | OnPage, Ref: func(o *Outcome) any { return &o.Period },
	},
	{
		Name: "source", Label: "Nguồn số liệu", Input: ChoiceInput, Seen: Everybody | OnPage,
		Ref: func(o *Outcome) any { return &o.Source },
	},
	{
		Name: "evidence", Label: "Minh chứng", Help: "Tên văn bản, biên bản, tài liệu kèm theo.", Seen: Inside, Person: InWords,
		At: func(o *Outcome) *string { return &o.Evidence },
	},
	{Name: "committed", Label: "Đã cam kết", Input: TickInput, Seen: Everybody, Ref: func(o *Outcome) any { return &o.Committed }},
}
