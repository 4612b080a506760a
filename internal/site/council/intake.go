package council

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/judging"
)

// intakeForm takes filled score sheets.
func (h *Area) intakeForm(c *shell.Context) error { return h.showIntake(c, http.StatusOK, nil, nil) }

func (h *Area) showIntake(c *shell.Context, code int, parts []view.CouncilSection, failed error) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	if !s.Position.Scores() {
		return registry.Errorf(registry.Denied, "Phần này dành cho người chấm điểm.")
	}
	p := view.CouncilPage{
		CouncilHead: view.CouncilHead{
			Title:  "Nộp phiếu chấm ngoài mạng",
			Steps:  view.PhaseSteps(s.Round),
			Errors: view.NewErrorSummary(failed),
			Lead:   "Điền tệp phieu-cham.xlsx của gói họp rồi nộp lại. Chương trình cho xem trước từng phiếu; chưa ghi gì cho đến khi bạn bấm ghi.",
		},
		Sections: parts,
	}
	first := view.CouncilSection{
		Form: &view.CouncilForm{URL: address.RoundIntake.At(s.Round.ID), Upload: true, Fields: []view.Field{
			view.InputFile("file", "Tệp phiếu chấm đã điền", ".xlsx", false).Need().Wrong(registry.FieldsOf(failed)),
		}, Buttons: []view.Button{view.Submit("Xem trước")}},
		Links: []view.Link{
			{Text: "Tải tệp phiếu để điền (.xlsx)", URL: address.RoundSheets.At(s.Round.ID)},
			{Text: "Tải cả gói họp (.zip)", URL: address.RoundPack.At(s.Round.ID)},
		},
	}
	if !s.May(evaluation.ScoreEntry) {
		first = view.CouncilSection{Empty: &view.Empty{Heading: "Bước chấm điểm không mở", Text: "Chỉ nộp được phiếu khi đang chấm điểm."}}
	}
	p.Sections = append(p.Sections, first)
	return h.plain(c, code, &s, p)
}

// intake shows what a filled table would do, or does it.
func (h *Area) intake(c *shell.Context) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	var lines []judging.FilledSheet
	var bad error
	files := 0
	v, err := shell.ReadForm(c, func(_, _ string, r io.Reader) error {
		files++
		lines, bad = readScores(r, s.Round.Scale)
		return nil
	})
	if err != nil {
		return err
	}
	sure := v.Get("do") == "write"
	if sure {
		bad = json.Unmarshal([]byte(v.Get("data")), &lines)
		if bad != nil {
			bad = missingFile()
		}
	} else if files == 0 {
		bad = missingFile()
	}
	if bad != nil {
		if registry.KindOf(bad) != registry.Invalid && registry.KindOf(bad) != registry.TooLarge {
			return bad
		}
		code, _ := shell.StatusOf(bad)
		return h.showIntake(c, code, nil, bad)
	}
	list, err := h.Judging.ImportSheets(c.Context(), c.Actor(), s.Round.ID, lines, v.Get("overwrite") == "1", sure)
	if err != nil {
		return err
	}
	if sure {
		return shell.Done(c, "saved", address.RoundScoring.At(s.Round.ID))
	}
	return h.showIntake(c, http.StatusOK, []view.CouncilSection{previewSection(s.Round, list, lines)}, nil)
}

// offlineLinks lead to what a member does without a network.
func offlineLinks(id evaluation.RoundID) []view.Link {
	return []view.Link{
		{Text: "Gói họp mở không cần mạng (.zip)", URL: address.RoundPack.At(id)},
		{Text: "Nộp phiếu chấm ngoài mạng", URL: address.RoundIntake.At(id)},
	}
}

func missingFile() error {
	return (&registry.Fields{{Field: "file", Message: "Chọn tệp .xlsx đã điền."}}).Err("Chưa xem trước được.")
}

// readScores reads a filled table, whatever order its columns are in.
func readScores(r io.Reader, scale evaluation.Scale) ([]judging.FilledSheet, error) {
	var out []judging.FilledSheet
	for row, err := range exchange.Read(r, exchange.XLSX, exchange.ScoreColumns(scale)) {
		if err == nil {
			err = row.Err
		}
		if err != nil {
			return nil, (&registry.Fields{{Field: "file", Message: registry.MessageOf(err)}}).Err("Chưa đọc được tệp.")
		}
		l := judging.FilledSheet{
			Number: row.Text(exchange.ScoreNumber),
			Sheet:  evaluation.Sheet{Marks: map[string]evaluation.Mark{}, Note: row.Text(exchange.ScoreNote)},
		}
		if l.Number == "" {
			continue
		}
		l.Base, _ = strconv.Atoi(row.Text(exchange.ScoreVersion)) // unreadable: as if never scored, so that nothing newer is lost
		for _, k := range scale.Criteria {
			l.Sheet.Marks[k.Code] = evaluation.Mark{
				Text:    typedPoints(row.Text(exchange.ScorePoints(k.Code))),
				Comment: row.Text(exchange.ScoreComment(k.Code)),
				Pin:     row.Text(exchange.ScorePin(k.Code)),
			}
		}
		for _, a := range scale.Adjustments {
			if row.Text(exchange.ScorePoints(a.Code)) != "" {
				l.Sheet.Adjustments = append(l.Sheet.Adjustments, a.Code)
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// typedPoints writes points the Vietnamese way when they can be read.
func typedPoints(s string) string {
	if p, ok := evaluation.ParsePoints(s); ok {
		return p.String()
	}
	return s
}

var sheetStates = map[judging.SheetState]view.Badge{
	judging.SheetWrong: {
		Text: "Không nhận",
		Tone: "stop",
	}, judging.SheetEmpty: {Text: "Để trống", Tone: "quiet"}, judging.SheetSame: {Text: "Không đổi", Tone: "quiet"},
	judging.SheetNewer: {
		Text: "Trên máy mới hơn",
		Tone: "wait",
	}, judging.SheetDraft: {Text: "Ghi, còn dở", Tone: "info"}, judging.SheetDone: {Text: "Ghi, đủ để tính", Tone: "ok"},
}

func previewSection(r evaluation.Round, list []judging.SheetPreview, lines []judging.FilledSheet) view.CouncilSection {
	t := view.Table{
		Caption:     "Xem trước",
		HideCaption: true,
		Stacked:     true,
		Columns: []view.Column{
			{Label: "Mô hình"},
			{Label: "Điểm đang có", Num: true},
			{Label: "Điểm trong tệp", Num: true},
			{Label: "Sẽ làm"},
		},
	}
	writes, newer := 0, false
	for _, p := range list {
		if p.Writes() {
			writes++
		}
		newer = newer || p.State == judging.SheetNewer
		badge, was := sheetStates[p.State], "–"
		if p.Was {
			was = p.Before.String()
		}
		state := view.Cell{Badge: &badge}
		for i, n := range p.Notes {
			if i > 0 {
				state.Sub += " "
			}
			state.Sub += n
		}
		t.Rows = append(
			t.Rows,
			view.Row{Cells: []view.Cell{{Text: p.Title, Head: true, Sub: "Số " + p.Number}, view.N(was), view.N(p.After.String()), state}},
		)
	}
	t = t.Labelled()
	sec := view.CouncilSection{
		Heading: "Xem trước",
		Table:   &t,
		Text:    fmt.Sprintf("%d dòng trong tệp, %d phiếu sẽ được ghi.", len(list), writes),
	}
	if writes == 0 && !newer {
		return sec
	}
	data, _ := json.Marshal(lines) // texts and numbers
	form := &view.CouncilForm{
		URL:     address.RoundIntake.At(r.ID),
		Hidden:  []view.Field{view.InputHidden("data", string(data))},
		Buttons: []view.Button{{Text: "Ghi các phiếu này", Kind: "main", Name: "do", Value: "write"}},
	}
	if newer {
		form.Fields = []view.Field{view.InputTick("overwrite", "Ghi đè cả phiếu đã chấm trên máy sau khi tải tệp", false)}
	}
	sec.Form = form
	return sec
}
