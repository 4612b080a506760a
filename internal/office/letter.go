package office

import (
	"archive/zip"
	"fmt"
	"io"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Reminder is what a letter that urges a unit (công văn đôn đốc) says. Number, day
// and signer stay blank: they are the clerk's and the head's to write.
type Reminder struct {
	Parent, Issuer, Place string
	Symbol                string // "SNV-XDCQ", after the number
	Unit                  string // "Ủy ban nhân dân xã Tân Sơn"
	Code                  string // of the unit, for the name of its file
	Name                  string // of the unit, for the name of its file
	Work                  string // "đăng ký mô hình “Dân vận khéo”"
	Year                  int
	Due                   string // dd/mm/yyyy
	Past                  bool   // the day is over
	Contact               string
}

// letter appends one letter to a paper.
func (r Reminder) letter(d *Document) {
	h := StateHead(r.Parent, r.Issuer, r.Symbol, r.Place)
	h.About = fmt.Sprintf("V/v đôn đốc %s năm %d", r.Work, r.Year)
	d.Head(h)
	d.Add(Paragraph{Align: Left, Runs: []Run{{Size: Size12}}})
	d.Addressee(r.Unit + ".")
	d.Body(
		"Thực hiện điểm 6 và điểm 10 " + registry.Directive.Cited() + " (nay là tỉnh Bắc Ninh), " +
			"mỗi xã, phường, cơ quan, đơn vị xây dựng ít nhất một mô hình “Dân vận khéo” trong năm.",
	)
	if r.Past {
		d.Body(
			fmt.Sprintf("Hạn %s năm %d là ngày %s. Đến nay, %s chưa nhận được của quý đơn vị.", r.Work, r.Year, r.Due, r.Issuer),
			fmt.Sprintf(
				"%s đề nghị quý đơn vị khẩn trương hoàn thành và gửi trên trang Dân vận khéo của tỉnh; trường hợp có lý do khách "+
					"quan chưa thực hiện được, đề nghị có văn bản nêu rõ lý do để tổng hợp, báo cáo Ủy ban nhân dân tỉnh.",
				r.Issuer,
			),
		)
	} else {
		d.Body(fmt.Sprintf(
			"Theo kế hoạch, hạn %s năm %d là ngày %s. Đến nay, %s chưa nhận được của quý đơn vị.", r.Work, r.Year, r.Due, r.Issuer,
		),
			fmt.Sprintf("%s đề nghị quý đơn vị hoàn thành và gửi trên trang Dân vận khéo của tỉnh trước thời hạn trên.", r.Issuer))
	}
	last := "Đề nghị quý đơn vị quan tâm, phối hợp thực hiện./."
	if r.Contact != "" {
		d.Body("Thông tin cần hỗ trợ: " + r.Contact)
	}
	d.Body(last)
	d.Foot(Foot{Receivers: []string{"Như trên", "Lãnh đạo Sở (để báo cáo)", "Lưu: VT"}, Capacity: []string{"GIÁM ĐỐC"}})
}

// Document is the letter to one unit.
func (r Reminder) Document() *Document {
	d := NewDocument("Công văn đôn đốc: "+r.Unit, Portrait)
	r.letter(d)
	return d
}

// Reminders are the letters to several units in one paper, a new page each.
func Reminders(list []Reminder) *Document {
	d := NewDocument("Công văn đôn đốc", Portrait)
	for i, r := range list {
		if i > 0 {
			d.PageBreak()
		}
		r.letter(d)
	}
	return d
}

// WriteReminders writes a ZIP with a letter for each unit.
func WriteReminders(w io.Writer, list []Reminder) error {
	z := zip.NewWriter(w)
	for _, r := range list {
		f, err := z.CreateHeader(
			&zip.FileHeader{Name: fmt.Sprintf("cong-van-%s-%s.docx", vietnamese.Slug(r.Name), vietnamese.Slug(r.Code)), Method: zip.Store},
		)
		if err != nil {
			return fmt.Errorf("zip: %w", err)
		}
		if err := r.Document().Write(f); err != nil {
			return err
		}
	}
	return z.Close()
}
