package registry

// reportFields is the result report (domain notes C.1), in the order of the form.
// What of it is public is so once the result is confirmed.
var reportFields = []FieldDef[Report]{
	{
		Name: "leadership", Label: "Chủ trương, tổ chức thực hiện", Help: "Ai chỉ đạo, phân công thế nào, làm đến đâu.",
		Section: SectionOrganised,
		Input:   TextInput, Rows: 5, Words: 150, Must: OnSubmit, Seen: Inside, Person: InWords,
		At: func(r *Report) *string { return &r.Leadership },
	},
	{
		Name: "impact", Label: "Tác động, ý kiến người dân",
		Help: "Đời sống, an ninh, sự đồng thuận thay đổi ra sao; người dân nói gì.", Section: SectionOrganised,
		Input: TextInput, Rows: 5, Words: 150, Must: OnSubmit, Seen: Everybody | OnPage, Person: InWords,
		At: func(r *Report) *string { return &r.Impact },
	},
	{
		Name: "surveyed", Label: "Số phiếu hỏi", Ask: "Số phiếu hỏi ý kiến", Unit: "phiếu", Section: SectionOrganised,
		Input: AmountInput, Seen: Inside,
		Ref: func(r *Report) any { return &r.Surveyed },
	},
	{
		Name: "satisfied", Label: "Tỷ lệ hài lòng (%)", Ask: "Tỷ lệ hài lòng", Unit: "%", Section: SectionOrganised, Beside: true,
		Input: AmountInput, Seen: Inside,
		Ref: func(r *Report) any { return &r.Satisfied },
	},
	{
		Name: "resources", Label: "Nguồn lực", Input: ListInput, Seen: Inside, Ref: func(r *Report) any { return &r.Resources },
		Each: each(resourceFields, func(r *Report) []Resource { return r.Resources }),
	},
	{
		Name: "difficulties", Label: "Khó khăn, hạn chế, nguyên nhân", Section: SectionLessons, Input: TextInput, Rows: 4, Words: 120,
		Must: OnSubmit, Seen: Inside, Person: InWords, At: func(r *Report) *string { return &r.Difficulties },
	},
	{
		Name: "lessons", Label: "Bài học", Help: "Điều gì làm lại sẽ vẫn làm, điều gì sẽ khác.", Section: SectionLessons,
		Input: TextInput, Rows: 4, Words: 120,
		Must: OnSubmit, Seen: Everybody | OnPage, Person: InWords, At: func(r *Report) *string { return &r.Lessons },
	},
	{
		Name: "sustain", Label: "Khả năng duy trì, nhân rộng", Section: SectionLessons, Input: TextInput, Rows: 3, Words: 80,
		Must: OnSubmit, Seen: Inside, Person: InWords, At: func(r *Report) *string { return &r.Sustain },
	},
	{
		Name: "sites", Label: "Điểm áp dụng", Input: ListInput, Seen: Inside, Ref: func(r *Report) any { return &r.Sites },
		Each: each(siteFields, func(r *Report) []Site { return r.Sites }),
	},
	{
		Name: "proposal", Label: "Đề nghị", Help: "Công nhận, khen thưởng, hỗ trợ gì, nếu có.", Section: SectionClosing,
		Input: TextInput, Rows: 2,
		Seen: Inside, Person: InWords, At: func(r *Report) *string { return &r.Proposal },
	},
	{
		Name: "confirmed", Label: "Xác nhận của cấp trên", Help: "Ai, cơ quan nào đã xác nhận kết quả này.", Section: SectionClosing,
		Input: TextInput, Rows: 2,
		Seen: Inside, Person: InWords, At: func(r *Report) *string { return &r.Confirmed },
	},
}

var siteFields = []FieldDef[Site]{
	{Name: "place", Label: "Nơi áp dụng", Seen: Inside, Person: InWords, At: func(s *Site) *string { return &s.Place }},
	{Name: "since", Label: "Từ ngày", Input: DayInput, Seen: Inside, Ref: func(s *Site) any { return &s.Since }},
	{
		Name: "teams", Label: "Số tổ", Unit: "tổ", Beside: true, Input: AmountInput, Seen: Inside,
		Ref: func(s *Site) any { return &s.Teams },
	},
	{Name: "note", Label: "Ghi chú", Seen: Inside, Person: InWords, At: func(s *Site) *string { return &s.Note }},
}

// storyFields is the public face of an entry, in the order of the editor.
var storyFields = []FieldDef[Story]{
	{
		Name: "headline", Label: "Tiêu đề", Help: "Để trống thì dùng tên mô hình.", Section: SectionTexts, Seen: Everybody | OnPage,
		Person: InWords,
		At:     func(s *Story) *string { return &s.Headline },
	},
	{
		Name: "short", Label: "Bản 60 từ", Help: "Hiện ở mọi danh sách. Để trống thì dùng tóm tắt của đơn vị.", Section: SectionTexts,
		Input: TextInput,
		Rows:  4, Words: 60, Seen: Everybody | OnPage, Person: InWords, At: func(s *Story) *string { return &s.Short },
	},
	{
		Name: "medium", Label: "Bản 150 từ", Section: SectionTexts, Input: TextInput, Rows: 7, Words: 150, Seen: Everybody | OnPage,
		Person: InWords,
		At:     func(s *Story) *string { return &s.Medium },
	},
	{
		Name: "long", Label: "Bản 400 từ", Help: "Cách đoạn bằng một dòng trống.", Section: SectionTexts, Input: TextInput, Rows: 14,
		Words: 400,
		Seen:  Everybody | OnPage, Person: InWords, At: func(s *Story) *string { return &s.Long },
	},
	{
		Name: "quote", Label: "Câu nói", Section: SectionQuote, Input: TextInput, Rows: 3, Seen: Everybody | OnPage, Person: InWords,
		At: func(s *Story) *string { return &s.Quote },
	},
	{
		Name: "quote_name", Label: "Người nói", Section: SectionQuote, Seen: Everybody | OnPage, Person: InWords,
		At: func(s *Story) *string { return &s.QuoteName },
	},
	{
		Name: "quote_title", Label: "Chức vụ, nơi ở", Section: SectionQuote, Seen: Everybody | OnPage, Person: InWords,
		At: func(s *Story) *string { return &s.QuoteTitle },
	},
	{
		Name: "figures", Label: "Con số", Input: ListInput, Seen: Everybody | OnPage, Ref: func(s *Story) any { return &s.Figures },
		Each: each(figureFields, func(s *Story) []KeyFigure { return s.Figures[:] }),
	},
	{
		Name: "lead_photo", Column: NoColumn, Label: "Ảnh đầu bài", Input: ChoiceInput, Seen: Everybody | OnPage,
		Ref: func(s *Story) any { return &s.LeadPhoto },
	},
}

var figureFields = []FieldDef[KeyFigure]{
	{Name: "value", Label: "Con số", Seen: Everybody | OnPage, Person: InWords, At: func(f *KeyFigure) *string { return &f.Value }},
	{
		Name: "unit", Label: "Đơn vị tính", Beside: true, Seen: Everybody | OnPage, Person: InWords,
		At: func(f *KeyFigure) *string { return &f.Unit },
	},
	{
		Name: "label", Label: "Nói về cái gì", Beside: true, Seen: Everybody | OnPage, Person: InWords,
		At: func(f *KeyFigure) *string { return &f.Label },
	},
}

// photoFields is what people write about a photo.
var photoFields = []FieldDef[PhotoText]{
	{
		Name: "caption", Label: "Chú thích", Example: "Ai, việc gì, ở đâu, ngày nào", Input: TextInput, Rows: 2, Max: 1000, Must: OnSubmit,
		Seen: Everybody | OnPage, Person: InWords, At: func(p *PhotoText) *string { return &p.Caption },
	},
	{
		Name: "alt", Label: "Mô tả cho người không nhìn thấy ảnh", Example: "Trong ảnh có gì", Input: TextInput, Rows: 2, Max: 1000, Must: OnSubmit,
		Seen: Everybody | OnPage, Person: InWords, At: func(p *PhotoText) *string { return &p.Alt },
	},
	{
		Name: "author", Label: "Người chụp", Must: OnSubmit, Seen: Everybody | OnPage, Person: AsAuthor,
		At: func(p *PhotoText) *string { return &p.Author },
	},
	{
		Name: "taken_on", Label: "Ngày chụp", Input: DayInput, Seen: Everybody | OnPage,
		Ref: func(p *PhotoText) any { return &p.TakenOn },
	},
	{
		Name: "basis", Label: "Căn cứ sử dụng", Input: ChoiceInput, Must: OnSubmit, Seen: Everybody,
		Ref: func(p *PhotoText) any { return &p.Basis },
	},
	{
		Name: "children", Label: "Có trẻ em nhận ra được", Input: TickInput, Seen: Everybody,
		Ref: func(p *PhotoText) any { return &p.Children },
	},
	{
		Name: "guardian_consent", Label: "Cha mẹ, người giám hộ đã đồng ý", Input: TickInput, Seen: Everybody,
		Ref: func(p *PhotoText) any { return &p.Guardian },
	},
}
