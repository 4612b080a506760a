package view

import (
	"fmt"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// ReceiptPage says what was received, when, under which number: to print and keep.
type ReceiptPage struct {
	Crumbs []Crumb
	Number string
	Title  string
	Lines  []Fact
	Counts string
	Next   string
	Copies string // of the browser, which the receipt replaces
	Dossier
	Back Button
}

// NewReceiptPage lists everything that was received of an entry.
func NewReceiptPage(in DossierInput, owner string) ReceiptPage {
	e := in.Entry
	p := ReceiptPage{
		Crumbs: []Crumb{{"Việc của tôi", address.Desk}, {"Số " + e.Number, address.Entry.At(e.ID)}, {Text: "Biên nhận"}},
		Number: e.Number, Title: e.Content.Title, Dossier: NewDossier(in),
		Back: Button{Text: "Về việc của tôi", URL: address.Desk, Kind: "quiet"},
		Counts: join(
			", ",
			counted(len(e.Content.Outcomes), "chỉ tiêu"),
			counted(len(e.Photos), "ảnh"),
			counted(len(e.Attachments), "tài liệu"),
		),
	}
	for _, f := range []Fact{
		{Name: "Nơi nhận", Text: owner}, {Name: "Đơn vị gửi", Text: UnitLine(e, in.Names.Ledger)},
		{Name: "Nhận đăng ký lúc", Text: Moment(e.SentAt)},
		{Name: "Tiếp nhận lúc", Text: Moment(e.AcceptedAt)}, {Name: "Nhận báo cáo lúc", Text: Moment(e.ReportedAt)},
		{Name: "Xác nhận lúc", Text: Moment(e.ConfirmedAt)},
		{Name: "Gồm", Text: p.Counts}, {Name: "Trạng thái", Text: join(", ", e.Registration.Label(), resultWord(e))},
	} {
		if f.Text != "" {
			p.Lines = append(p.Lines, f)
		}
	}
	if e.Late(in.Season) {
		p.Lines = append(p.Lines, Fact{Name: "Ghi chú", Text: "Đăng ký bổ sung, sau hạn " + in.Season.RegisterTo.Local()})
	}
	if !e.Registration.Open() {
		p.Copies = fmt.Sprintf("dvk-%d-dang-ky", e.ID)
	}
	if e.Result != registry.NoReport && !e.Result.Open() {
		p.Copies = join(" ", p.Copies, fmt.Sprintf("dvk-%d-bao-cao", e.ID))
	}
	switch {
	case e.Registration == registry.Sent:
		p.Next = "Chuyên viên thẩm định sẽ xem. Nếu cần bổ sung, bạn nhận được thông báo ở đây và trên thanh đầu trang."
		if registry.DateOf(in.Now.In(registry.Zone)) < in.Season.ReviewTo {
			p.Next = "Chuyên viên thẩm định sẽ xem, trước " + in.Season.ReviewTo.Local() +
				". Nếu cần bổ sung, bạn nhận được thông báo ở đây và trên thanh đầu trang."
		}
	case e.Result == registry.ReportSent:
		p.Next = "Chuyên viên thẩm định sẽ xác nhận kết quả. Kết quả xác nhận hiện ở “Việc của tôi”."
	}
	return p
}

// counted writes how many there are; nothing for none.
func counted(n int, what string) string {
	if n == 0 {
		return ""
	}
	return Count(n) + " " + what
}

func resultWord(e *registry.Entry) string {
	if e.Result == registry.NoReport {
		return ""
	}
	return e.Result.Label()
}
