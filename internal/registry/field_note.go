package registry

// Note is one row of the table of what people type in a box of its own, beside the
// papers: a reason, an answer, a remark. What it says of length holds wherever the
// note is written, and is counted as it is kept.
type Note struct {
	Name  string // in its form
	Label string
	Min   int    // characters; 0: may be empty
	Max   int    // characters
	Short string // said when there are fewer than Min
}

// The notes of the rooms. Names are those of the inputs.
var (
	ReasonNote     = Note{"reason", "Lý do", 5, MaxText, "Ghi lý do, ít nhất vài chữ để người khác hiểu."}
	RemarkNote     = Note{"reason", "Ghi chú", 0, MaxText, ""} // the same box where a reason is not owed
	ReturnNote     = Note{"reason", "Nội dung cần sửa", 5, MaxText, "Viết vài chữ nói rõ cần sửa gì."}
	SelfReturnNote = Note{"reason", "Nội dung cần bổ sung", 5, 2000, "Nói rõ cần bổ sung gì, từ 5 đến 2.000 ký tự."}
	FreezeNote     = Note{"reason", "Lý do chốt lại", 5, 1000, "Nêu lý do chốt lại, từ 5 đến 1.000 ký tự."}
	SurvivalNote   = Note{"note", "Ghi chú", 0, 1000, ""}
	FileTitleNote  = Note{"title", "Tên tài liệu", 0, MaxLine, ""}
	TieNote        = Note{"reason", "Lý do không chấm", 0, MaxText, ""}
	DiscussNote    = Note{"text", "Ý kiến", 2, 4000, "Viết ý kiến, tối đa 4.000 ký tự."}
	FeedbackNote   = Note{"feedback", "Nhận xét gửi đơn vị", 0, MaxText, ""}
	DecisionNote   = Note{"decision", "Quyết định thành lập", 0, MaxLine, ""}
	PointsNote     = Note{"", "Điểm", 0, 20, ""} // of the council's sheet, each under its criterion's code
	CommentNote    = Note{"-comment", "Nhận xét", 0, 2000, ""}
	PinNote        = Note{"-pin", "Dựa vào", 0, 2000, ""}
	SheetNote      = Note{"note", "Nhận xét chung", 0, 2000, ""}
)

// CheckSourceDraft lists the words of where a reported entry was read that are longer
// than is kept, under the columns of tables.
func (e *Entry) CheckSourceDraft() Fields {
	var f Fields
	s := &e.Source
	for _, x := range []struct {
		column, label, text string
		max                 int
	}{
		{"unit_name", "Tên đơn vị", e.UnitText, MaxLine},
		{"district", "Huyện cũ", s.District, MaxLine},
		{"recognition", "Công nhận", s.Recognition, MaxText},
		{"source_title", "Tên bài", s.Title, MaxLine},
		{"source_publisher", "Nơi đăng", s.Publisher, MaxLine},
		{"source_date", "Ngày đăng", s.Date, MaxLine},
		{"source_url", "Địa chỉ bài", s.URL, maxAddress},
	} {
		f.addTooLong(x.column, x.label, x.text, x.max)
	}
	return f
}

// CheckDraft lists the words of a recognition that are longer than is kept.
func (r *Recognition) CheckDraft() Fields {
	var f Fields
	for _, x := range r.texts() {
		f.addTooLong(x.name, x.label, x.text, maxActText)
	}
	f.addTooLong("revoke_reason", "Lý do hủy", r.RevokeReason, MaxText)
	f.addTooLong("text", "Nguyên văn", r.Text, MaxText)
	return f
}

// Optional is the note where it may also be left empty.
func (n Note) Optional() Note { n.Min = 0; return n }

// Read gives the note as it is kept, and adds what is wrong with its length.
func (n Note) Read(f *Fields, typed string) string {
	text := CleanText(typed)
	if n.Min > 0 && characters(text) < n.Min {
		f.Add(n.Name, "%s", n.Short)
	}
	f.addTooLong(n.Name, n.Label, text, n.Max)
	return text
}

// Of is the note on one thing of several, whose code begins the name of its input.
func (n Note) Of(code string) Note {
	n.Name, n.Label = code+n.Name, n.Label+" "+code
	return n
}
