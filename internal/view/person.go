package view

import (
	"fmt"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// PersonPage is where an administrator answers what a person asks about their own
// data, and sets how long such data stay.
type PersonPage struct {
	Action   string
	Errors   *ErrorSummary
	Person   Field
	Searched bool
	Found    []MentionRow
	Empty    *Empty
	Erasable int
	Reason   Field
	Words    Field // whether running text is changed too
	Version  int64
	Terms    []Field
	Runs     []RunLine
}

// MentionRow is one place that names the person.
type MentionRow struct {
	Title, URL  string
	Where, Text string
	State       string
	Why         string
}

// RunLine is one run of the terms that took something away.
type RunLine struct{ At, Text string }

// PersonInput is what the page is made from.
type PersonInput struct {
	Person, Reason string
	Words          bool
	Found          []MentionRow
	Searched       bool
	Erasable       int
	Terms          registry.Retention
	Typed          func(name string) string // what was typed as terms; nil for none
	Version        int64
	Runs           []registry.Audit
	Err            error
}

// NewPersonPage fills the page.
func NewPersonPage(in PersonInput) PersonPage {
	errs := registry.FieldsOf(in.Err)
	p := PersonPage{
		Action: address.Persons, Errors: NewErrorSummary(in.Err), Searched: in.Searched, Found: in.Found, Erasable: in.Erasable,
		Version: in.Version,
		Person: InputText(
			"person",
			"Họ tên, số điện thoại hoặc thư điện tử",
			in.Person,
		).Hint("Gõ đúng như đã ghi trong hồ sơ. Tìm trong mọi ô chữ của đăng ký, báo cáo, bài đăng và ảnh.").
			Wrong(errs),
		Reason: InputText(
			"reason",
			"Số, ngày của đơn yêu cầu",
			in.Reason,
		).Need().
			Hint("Ghi vào nhật ký. Đừng ghi tên hay số của người yêu cầu.").
			Wrong(errs),
	}
	p.Words = InputTick("words", "Xóa cả trong câu chữ", in.Words).
		Hint("Ở mọi câu chữ nêu trên, kể cả bài đang công khai, tên hoặc số này được thay bằng “" + registry.ErasedMark +
			"”. Đọc kỹ từng chỗ trước khi đánh dấu.").
		Wrong(errs)
	if in.Searched && len(in.Found) == 0 {
		p.Empty = &Empty{
			Heading: "Không có mô hình nào ghi như vậy",
			Text: "Thử cách viết khác: có đệm, không đệm; số điện thoại liền hoặc cách. Dữ liệu của người có tài khoản nằm ở trang " +
				"tài khoản của người đó.",
		}
	}
	terms := in.Terms
	for _, t := range terms.Terms() {
		value := fmt.Sprint(*t.Months)
		if in.Typed != nil {
			value = in.Typed(t.Name)
		}
		f := InputNumber(t.Name, t.Label, registry.Amount(value), "tháng").Hint(t.Help).Wrong(errs)
		f.InputMode = "numeric"
		p.Terms = append(p.Terms, f)
	}
	for _, r := range in.Runs {
		p.Runs = append(p.Runs, RunLine{Moment(r.At), r.After})
	}
	return p
}

// FileDay is a day as the names of files write it.
func FileDay(t time.Time) string { return t.In(registry.Zone).Format(time.DateOnly) }
