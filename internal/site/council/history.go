package council

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/office"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/judging"
)

func (h *Area) historyOf(c *shell.Context) (judging.Seat, judging.History, error) {
	id, err := roundID(c)
	if err != nil {
		return judging.Seat{}, judging.History{}, err
	}
	return h.Judging.HistoryOf(c.Context(), c.Actor(), id)
}

func historyName(s judging.Seat, ext string) string {
	return fmt.Sprintf("dvk-%d-dot-%d.%s", s.Round.Season, s.Round.ID, ext)
}

// history sends the whole course and result of a round as JSON.
func (h *Area) history(c *shell.Context) error {
	s, x, err := h.historyOf(c)
	if err != nil {
		return err
	}
	c.Header().Set("Content-Disposition", shell.AttachmentHeader(historyName(s, "json")))
	return c.JSONPretty(http.StatusOK, x)
}

// historyBook sends the same as a workbook, one sheet for each kind of thing.
func (h *Area) historyBook(c *shell.Context) error {
	s, x, err := h.historyOf(c)
	if err != nil {
		return err
	}
	in := h.councilOf(s, x.Result, nil)
	return sendSheets(c, historyName(s, "xlsx"), append(in.ScoreSheets(), historySheets(s.Round, x)...)...)
}

func columns(widths []float64, labels ...string) []office.SheetColumn {
	out := make([]office.SheetColumn, len(labels))
	for i, l := range labels {
		out[i] = office.SheetColumn{Label: l, Width: widths[i], Wrap: widths[i] >= 24}
	}
	return out
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return view.Moment(t)
}

func yesNo(on bool) string {
	if on {
		return "có"
	}
	return "không"
}

// historySheets are the sheets of the workbook beside the table of scores.
func historySheets(r evaluation.Round, x judging.History) []office.Sheet {
	return append([]office.Sheet{markSheet(r.Scale, x), changeSheet(x), noteSheet(x), voteSheet(x)}, courseSheets(x)...)
}

// markSheet is every score sheet with what its member wrote at each criterion.
func markSheet(scale evaluation.Scale, x judging.History) office.Sheet {
	out := office.Sheet{
		Name:    "Phiếu chấm",
		Columns: columns([]float64{11, 26, 10, 12, 18}, "Số", "Thành viên", "Đã xong", "Tổng điểm", "Lúc"),
	}
	for _, k := range scale.Criteria {
		out.Columns = append(
			out.Columns,
			office.SheetColumn{Label: k.Code, Width: 8},
			office.SheetColumn{Label: "Nhận xét " + k.Code, Width: 28, Wrap: true},
			office.SheetColumn{Label: "Dựa vào " + k.Code, Width: 24, Wrap: true},
		)
	}
	out.Columns = append(
		out.Columns,
		office.SheetColumn{Label: "Thưởng, trừ", Width: 14},
		office.SheetColumn{Label: "Nhận xét chung", Width: 36, Wrap: true},
	)
	for _, s := range x.Sheets {
		row := []any{s.Number, s.Member, yesNo(s.Done), s.Total, stamp(s.At)}
		for i, m := range s.Lines {
			if m.Text == "" {
				row = append(row, "")
			} else {
				row = append(row, s.Points[i])
			}
			row = append(row, m.Comment, m.Pin)
		}
		out.Rows = append(out.Rows, append(row, strings.Join(s.Adjust, ", "), s.Note))
	}
	return out
}

// changeSheet is the scores that were changed after the blind phase.
func changeSheet(x judging.History) office.Sheet {
	out := office.Sheet{
		Name:    "Điểm đã đổi",
		Columns: columns([]float64{11, 26, 18, 40, 40, 36}, "Số", "Thành viên", "Lúc", "Trước", "Sau", "Lý do"),
	}
	for _, k := range x.Changes {
		out.Rows = append(out.Rows, []any{k.Number, k.Member, stamp(k.At), k.Before, k.After, k.Reason})
	}
	return out
}

func noteSheet(x judging.History) office.Sheet {
	out := office.Sheet{Name: "Thảo luận", Columns: columns([]float64{11, 26, 18, 80}, "Số", "Người", "Lúc", "Ý kiến")}
	for _, n := range x.Notes {
		out.Rows = append(out.Rows, []any{n.Number, n.Member, stamp(n.At), n.Text})
	}
	return out
}

// voteSheet is every count of every vote.
func voteSheet(x judging.History) office.Sheet {
	out := office.Sheet{
		Name: "Biểu quyết",
		Columns: columns(
			[]float64{7, 34, 10, 10, 11, 11, 10, 10, 10, 10, 12, 10, 10, 10, 10},
			"Lần", "Hình thức", "Kín", "Phiếu giấy", "Số", "Tổng số", "Có mặt", "Văn bản", "Phát ra", "Đồng ý", "Không đồng ý", "Trắng",
			"Cần", "Tỷ lệ %", "Đạt",
		),
	}
	for _, p := range x.Polls {
		for _, k := range p.Counts {
			out.Rows = append(out.Rows, []any{
				p.Number, p.Rule.Label, yesNo(p.Rule.Secret), yesNo(p.Paper), k.Number, k.Total, k.Present, k.Written, k.Issued, k.Yes, k.No,
				k.Blank, k.Needed, k.Percent, yesNo(k.Passed),
			})
		}
	}
	return out
}

// courseSheets are who took part, who stayed out, and when each phase began.
func courseSheets(x judging.History) []office.Sheet {
	members := office.Sheet{Name: "Hội đồng", Columns: columns([]float64{30, 24}, "Họ tên", "Chức danh")}
	for _, m := range x.Members {
		members.Rows = append(members.Rows, []any{m.Name, positionLabel(m.Position)})
	}
	numbers := map[int64]string{}
	gate := office.Sheet{Name: "Điều kiện", Columns: columns([]float64{11, 44, 20, 44}, "Số", "Mô hình", "Kết luận", "Lý do")}
	for _, l := range x.Lines {
		numbers[int64(l.Entry)] = l.Number
		verdict := l.Verdict
		if v, err := evaluation.ParseVerdict(l.Verdict); err == nil {
			verdict = v.Label()
		}
		gate.Rows = append(gate.Rows, []any{l.Number, l.Title, verdict, l.Reason})
	}
	recused := office.Sheet{Name: "Không tham gia", Columns: columns([]float64{11, 30, 50}, "Số", "Người", "Lý do")}
	for _, k := range x.Recusals {
		recused.Rows = append(recused.Rows, []any{numbers[int64(k.Entry)], k.Member, k.Reason})
	}
	course := office.Sheet{Name: "Diễn biến", Columns: columns([]float64{24, 18, 26, 44}, "Bước", "Lúc", "Người", "Lý do")}
	for _, k := range x.Course {
		label := k.Phase
		if p, err := evaluation.ParsePhase(k.Phase); err == nil {
			label = p.Label()
		}
		course.Rows = append(course.Rows, []any{label, stamp(k.At), k.By, k.Reason})
	}
	return []office.Sheet{members, gate, recused, course}
}

func positionLabel(code string) string {
	if p, err := evaluation.ParsePosition(code); err == nil {
		return p.Label()
	}
	return code
}
