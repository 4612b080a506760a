package office

import (
	"fmt"
	"strconv"

	"danvankheo/internal/registry"
)

// Only gives the council's result with one entry alone, for the dossier of that
// entry: its votes keep only its own count.
func (c Council) Only(number string) Council {
	out := c
	out.Lines, out.Votes = nil, nil
	for _, l := range c.Lines {
		if l.Number == number {
			out.Lines = []CouncilLine{l}
		}
	}
	for _, v := range c.Votes {
		kept := v
		kept.Counts = nil
		for _, x := range v.Counts {
			if x.Line.Number == number {
				x.Line = &out.Lines[0]
				kept.Counts = append(kept.Counts, x)
			}
		}
		if len(kept.Counts) > 0 {
			out.Votes = append(out.Votes, kept)
		}
	}
	return out
}

// Achievement is the "báo cáo thành tích" of one entry from what its unit wrote,
// in the order of the forms seen (domain notes C.1), with room for the signature
// of the unit and the confirmation of the body that forwards it.
func (c Council) Achievement(l CouncilLine, e registry.Entry, names *registry.Catalogue) *Document {
	d := NewDocument("Báo cáo thành tích, số "+l.Number, Portrait)
	d.Head(StateHead("", l.Unit, "BC-……", c.Round.Rules.Place))
	d.Title(
		"BÁO CÁO",
		"Thành tích đề nghị tặng "+lower(
			c.Round.Rules.Award.Label,
		)+fmt.Sprintf(
			" trong phong trào thi đua “Dân vận khéo” năm %d",
			c.Round.Season,
		),
	)
	x, r := e.Content, e.Report
	n := 0
	part := func(title string) { n++; d.Heading(2, roman[n-1]+". "+title) }
	text := func(label, s string) {
		if s != "" {
			d.BodyRuns(Run{Text: label + ": ", Bold: true}, Run{Text: s})
		}
	}
	part("THÔNG TIN CHUNG")
	text("Tên mô hình, điển hình", x.Title+" (số "+e.Number+")")
	text("Loại", e.Content.Type.Label())
	if x.PersonName != "" {
		text("Cá nhân", x.PersonName+comma(x.PersonTitle)+comma(x.PersonWork))
	}
	text("Đơn vị", l.Unit)
	text("Địa bàn", x.Place)
	if x.Start != "" {
		text("Thời gian thực hiện", "từ "+x.Start.Local())
	}
	text("Chủ trì", x.Lead)
	part("THỰC TRẠNG TRƯỚC KHI THỰC HIỆN")
	d.Body(orNone(x.Problem))
	part("CHỦ TRƯƠNG, CHỈ ĐẠO, TỔ CHỨC THỰC HIỆN")
	if x.BasisNumber != "" {
		text("Văn bản chủ trương", x.BasisNumber+comma(x.BasisDate.Local()))
	}
	d.Body(orNone(r.Leadership))
	part("CÁCH LÀM")
	text("Mục tiêu", x.Goal)
	d.Body(orNone(x.Method))
	text("Điểm mới", x.WhatIsNew)
	part("KẾT QUẢ")
	d.Table(outcomeTable(x.Outcomes, names.In(e.Season)))
	part("TÁC ĐỘNG, Ý KIẾN NHÂN DÂN")
	d.Body(orNone(r.Impact))
	if !r.Surveyed.Empty() {
		asked := string(r.Surveyed) + " người được hỏi"
		if !r.Satisfied.Empty() {
			asked += ", " + string(r.Satisfied) + "% hài lòng"
		}
		text("Ý kiến người dân", asked)
	}
	part("KHÓ KHĂN, HẠN CHẾ")
	d.Body(orNone(r.Difficulties))
	part("BÀI HỌC, KHẢ NĂNG DUY TRÌ, NHÂN RỘNG")
	d.Body(orNone(r.Lessons))
	text("Duy trì, nhân rộng", r.Sustain)
	part("ĐỀ NGHỊ")
	d.Body("Kính đề nghị xem xét tặng " + c.Round.Rules.Award.Label + "./.")
	d.Signatures(
		Foot{Capacity: []string{"XÁC NHẬN CỦA CẤP TRÌNH", "KHEN THƯỞNG"}, Hint: "(Ký, đóng dấu)"},
		Foot{Capacity: []string{"THỦ TRƯỞNG ĐƠN VỊ"}, Hint: "(Ký, đóng dấu)"},
	)
	return d
}

func outcomeTable(list []registry.Outcome, names *registry.Catalogue) Table {
	t := Table{
		Columns: []Column{
			{"STT", 8, Center},
			{"Chỉ số", 34, Left},
			{"Đơn vị tính", 12, Center},
			{"Đầu kỳ", 12, Center},
			{"Chỉ tiêu", 12, Center},
			{"Thực hiện", 12, Center},
			{"Minh chứng", 22, Left},
		},
	}
	for _, o := range list {
		if o.Blank() {
			continue
		}
		proof := o.Evidence
		if proof == "" {
			proof = registry.ChoiceLabel(registry.Sources(), o.Source)
		}
		t.Rows = append(
			t.Rows,
			[]string{
				strconv.Itoa(len(t.Rows) + 1),
				names.Label(o),
				names.Unit(o),
				o.Baseline.Shown(),
				o.Target.Shown(),
				o.Actual.Shown(),
				proof,
			},
		)
	}
	return t
}

func comma(s string) string {
	if s == "" {
		return ""
	}
	return ", " + s
}

func orNone(s string) string {
	if s == "" {
		return "Không ghi."
	}
	return s
}

// FileList is the list of papers in the dossier of one entry.
func (c Council) FileList(l CouncilLine, files []string) *Document {
	d := NewDocument("Danh mục hồ sơ, số "+l.Number, Portrait)
	d.Head(c.head(""))
	d.Title("DANH MỤC HỒ SƠ", "Đề nghị "+lower(c.Round.Rules.Award.Label)+": "+nameOf(&l))
	t := Table{Columns: []Column{{"STT", 8, Center}, {"Tài liệu", 62, Left}, {"Ghi chú", 30, Left}}}
	for i, f := range files {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), f, ""})
	}
	d.Table(t)
	d.Body("Hồ sơ: 01 bộ (bản chính). Thành phần hồ sơ theo hướng dẫn đã thu thập, chưa đối chiếu quy định hiện hành của tỉnh.")
	return d
}
