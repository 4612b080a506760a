package view

import (
	"fmt"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// YearbookMost is how many stories one yearbook takes: a paper of some hundred
// pages that still opens quickly.
const YearbookMost = 60

// NewYearbookPage chooses the stories of a season's yearbook; the first of them,
// as many as it takes, are chosen beforehand.
func NewYearbookPage(y registry.Year, stories []edition.Edition, ledger *registry.Ledger) YearlyPage {
	p := YearlyPage{
		Crumbs: yearCrumbs(y, Crumb{Text: "Kỷ yếu"}),
		Title:  fmt.Sprintf("Kỷ yếu năm %d", y),
		Lead: fmt.Sprintf("Chọn những bài đã đăng để đưa vào kỷ yếu, tối đa %d bài; mỗi bài một trang riêng, có ảnh và chú thích.",
			YearbookMost),
	}
	if len(stories) == 0 {
		p.Sections = []Block{{Empty: &Empty{
			Heading: "Chưa có bài nào đã đăng",
			Text:    "Kỷ yếu lấy từ bài đã đăng của mô hình do đơn vị đăng ký trong năm.",
		}}}
		return p
	}
	var options []Option
	var chosen []string
	for i := range stories {
		e := &stories[i]
		id := strconv.FormatInt(int64(e.ID), 10)
		options = append(options, Option{
			Value: id,
			Label: e.RegisteredName(),
			Help:  join(" · ", ledger.FullName(e.Unit), registry.FieldLabel(e.Content.Field), Count(len(e.Photos))+" ảnh"),
		})
		if len(chosen) < YearbookMost {
			chosen = append(chosen, id)
		}
	}
	p.Sections = []Block{{Form: &BlockForm{
		URL:     address.YearbookDOCX.At(y),
		Get:     true,
		Fields:  []Field{InputChecks("bai", "Bài", chosen, options)},
		Buttons: []Button{Submit("Tải kỷ yếu (.docx)")},
	}}}
	return p
}
