package council

import (
	"encoding/json"
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

func (h *Area) showIntake(c *shell.Context, code int, preview *view.SheetIntakePreview, failed error) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	if !s.Position.Scores() {
		return registry.Errorf(registry.Denied, "Phần này dành cho người chấm điểm.")
	}
	p := view.NewSheetIntakePage(view.SheetIntakeInput{Seat: seatOf(s), Preview: preview, Err: failed})
	return h.render(c, code, &s, p)
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
	return h.showIntake(c, http.StatusOK, previewOf(list, lines), nil)
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
	judging.SheetWrong: {Text: "Không nhận", Tone: "stop"},
	judging.SheetEmpty: {Text: "Để trống", Tone: "quiet"},
	judging.SheetSame:  {Text: "Không đổi", Tone: "quiet"},
	judging.SheetNewer: {Text: "Trên máy mới hơn", Tone: "wait"},
	judging.SheetDraft: {Text: "Ghi, còn dở", Tone: "info"},
	judging.SheetDone:  {Text: "Ghi, đủ để tính", Tone: "ok"},
}

// previewOf is what an import would do, with the lines for the form to send again.
func previewOf(list []judging.SheetPreview, lines []judging.FilledSheet) *view.SheetIntakePreview {
	data, _ := json.Marshal(lines) // texts and numbers
	out := &view.SheetIntakePreview{Data: string(data)}
	for _, p := range list {
		before := "–"
		if p.Was {
			before = p.Before.String()
		}
		out.Lines = append(out.Lines, view.SheetIntakeLine{
			Number: p.Number, Title: p.Title, State: sheetStates[p.State], Writes: p.Writes(), Newer: p.State == judging.SheetNewer,
			Before: before, After: p.After.String(), Notes: p.Notes,
		})
	}
	return out
}
